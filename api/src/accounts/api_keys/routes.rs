//! Keys over HTTP, for administrators.
use super::list::{self, ApiKeyQuery};
use super::messages::{IssuedApiKey, NewApiKey};
use super::model::ApiKey;
use super::{actions, store};
use crate::accounts::routes::done;
use crate::error::{Code, Error, Result};
use crate::http::{Admin, Answer, Body, Idempotency, IdempotencyHeader, Once, Page, Params};
use crate::record::Record;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use utoipa_actix_web::{scope, service_config::ServiceConfig};

type ApiKeys = Page<ApiKey>;

pub(in crate::accounts) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(scope::scope("/api-keys").service(list_api_keys).service(create_api_key).service(find_api_key).service(revoke_api_key));
}

/// List the API keys.
///
/// Administrators only. Those that are not revoked, also if they have expired; the oldest first.
#[utoipa::path(tag = "accounts", params(ApiKeyQuery), security(("bearer" = ["admin"])),
    responses((status = 200, description = "One page", body = ApiKeys)))]
#[get("")]
async fn list_api_keys(
    _: Admin,
    record: Data<Record>,
    Params(query): Params<ApiKeyQuery>,
    request: HttpRequest,
) -> Result<Answer<ApiKeys>> {
    let page = record.db.read_slow(move |conn| list::page(conn, &query)).await?;
    Ok(page.answer(&request, Answer::private))
}

/// Issue an API key.
///
/// Administrators only. With it a program acts for an account: within the scopes, within the roles that the account has at
/// that moment, and never as an administrator. It lasts a year at the most. The record tells that it was issued, and for
/// which scopes.
#[utoipa::path(tag = "accounts", params(IdempotencyHeader), request_body = NewApiKey, security(("bearer" = ["admin"])),
    responses((status = 201, description = "Issued", body = IssuedApiKey, headers(("Location" = String, description = "Its address")))),
    extensions(("x-problems" = json!(["conflict", "unknown_reference", "wrong_state"]))))]
#[post("")]
async fn create_api_key(
    admin: Admin,
    record: Data<Record>,
    idempotency: Idempotency,
    body: Body<NewApiKey>,
) -> Result<Answer<IssuedApiKey>> {
    let Body { value: new, digest } = body;
    let issued = record.commit(admin.actor(), move |tx| actions::issue(tx, &admin, &idempotency, &digest, new)).await?;
    let Once { value: (about, key), replayed } = issued;
    let location = format!("/api/v1/api-keys/{}", about.id);
    Ok(Answer::created(IssuedApiKey { about, key }, location).replayed(replayed))
}

/// Read about an API key.
///
/// Administrators only. Its secret is kept nowhere.
#[utoipa::path(tag = "accounts", security(("bearer" = ["admin"])),
    params(("id" = String, Path, description = "The key's id.", format = "uuid")),
    responses((status = 200, description = "The key", body = ApiKey)))]
#[get("/{id}")]
async fn find_api_key(_: Admin, record: Data<Record>, id: Path<String>) -> Result<Answer<ApiKey>> {
    let found = record.db.read(move |conn| store::find(conn, &id)).await?;
    found.map(Answer::private).ok_or(Error::from(Code::NotFound))
}

/// Revoke an API key.
///
/// Administrators only. From then on it is good for nothing.
#[utoipa::path(tag = "accounts", security(("bearer" = ["admin"])),
    params(("id" = String, Path, description = "The key's id.", format = "uuid")),
    responses((status = 204, description = "Revoked")))]
#[delete("/{id}")]
async fn revoke_api_key(admin: Admin, record: Data<Record>, id: Path<String>) -> Result<HttpResponse> {
    record.commit(admin.actor(), move |tx| actions::revoke(tx, &id)).await.map(done)
}
