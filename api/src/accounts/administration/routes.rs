//! Accounts over HTTP, for administrators.
use super::list::{self, AccountQuery};
use super::messages::{AccountPatch, Invitation, NewColleague};
use crate::accounts::reset::{self, ResetCode};
use crate::accounts::{Account, actions, store};
use crate::error::Result;
use crate::http::{Admin, Answer, Body, Idempotency, IdempotencyHeader, IfMatch, IfMatchHeader, Once, Page, Params};
use crate::record::Record;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, patch, post};
use utoipa_actix_web::{scope, service_config::ServiceConfig};

type Accounts = Page<Account>;

pub(in crate::accounts) fn routes(cfg: &mut ServiceConfig) {
    let listed = scope::scope("/accounts").service(list_accounts).service(create_account).service(find_account);
    cfg.service(listed.service(revise_account).service(disable_account).service(enable_account).service(issue_reset_code));
}

fn shown(account: Account) -> Answer<Account> {
    let revision = account.revision;
    Answer::private(account).revision(revision)
}

/// List the accounts.
///
/// Administrators only. The oldest first; `total` counts all that match.
#[utoipa::path(tag = "accounts", params(AccountQuery), security(("bearer" = ["admin"])),
    responses((status = 200, description = "One page", body = Accounts)))]
#[get("")]
async fn list_accounts(
    _: Admin,
    record: Data<Record>,
    Params(query): Params<AccountQuery>,
    request: HttpRequest,
) -> Result<Answer<Accounts>> {
    let page = record.db.read_slow(move |conn| list::page(conn, &query)).await?;
    Ok(page.answer(&request, Answer::private))
}

/// Make an account.
///
/// Administrators only. It has no password yet: the answer holds a code, to be handed over in person or by telephone, with
/// which its owner sets one within 15 minutes (`POST /auth/password/reset`). The record tells roles, organization and
/// pseudonym; address and name reach nobody but administrators and the owner.
#[utoipa::path(tag = "accounts", params(IdempotencyHeader), request_body = NewColleague, security(("bearer" = ["admin"])),
    responses((status = 201, description = "Made", body = Invitation, headers(("Location" = String, description = "Its address")))),
    extensions(("x-problems" = json!(["conflict", "unknown_reference"]))))]
#[post("")]
async fn create_account(
    admin: Admin,
    record: Data<Record>,
    idempotency: Idempotency,
    body: Body<NewColleague>,
) -> Result<Answer<Invitation>> {
    let (new, digest) = (body.value.account()?, body.digest);
    let made = record.commit(admin.actor(), move |tx| actions::invite(tx, &idempotency, &digest, new)).await?;
    let Once { value: (account, reset_code), replayed } = made;
    let (location, revision) = (format!("/api/v1/accounts/{}", account.id), account.revision);
    Ok(Answer::created(Invitation { account, reset_code }, location).revision(revision).replayed(replayed))
}

/// Read an account.
///
/// Administrators only.
#[utoipa::path(tag = "accounts", security(("bearer" = ["admin"])),
    params(("id" = String, Path, description = "The account's id.", format = "uuid")),
    responses((status = 200, description = "The account", body = Account)))]
#[get("/{id}")]
async fn find_account(_: Admin, record: Data<Record>, id: Path<String>) -> Result<Answer<Account>> {
    record.db.read(move |conn| store::find(conn, &id)).await.map(shown)
}

/// Change an account.
///
/// Administrators only. Other roles and another organization hold from its owner's next request on, and stand in the
/// record. Nobody can take the administrator's role from themselves, or from the last who has it (409).
#[utoipa::path(tag = "accounts", request_body = AccountPatch, security(("bearer" = ["admin"])),
    params(("id" = String, Path, description = "The account's id.", format = "uuid"), IfMatchHeader),
    responses((status = 200, description = "As it is now", body = Account)),
    extensions(("x-problems" = json!(["conflict", "unknown_reference"]))))]
#[patch("/{id}")]
async fn revise_account(
    admin: Admin,
    record: Data<Record>,
    id: Path<String>,
    read: IfMatch,
    body: Body<AccountPatch>,
) -> Result<Answer<Account>> {
    let actor = admin.actor();
    record.commit(actor, move |tx| actions::revise(tx, &admin.0, &id, read, body.value)).await.map(shown)
}

/// Close an account.
///
/// Administrators only, and not their own. All its sessions and API keys end at once.
#[utoipa::path(tag = "accounts", security(("bearer" = ["admin"])),
    params(("id" = String, Path, description = "The account's id.", format = "uuid"), IfMatchHeader),
    responses((status = 200, description = "As it is now", body = Account)),
    extensions(("x-problems" = json!(["conflict", "wrong_state"]))))]
#[post("/{id}/deactivation")]
async fn disable_account(admin: Admin, record: Data<Record>, id: Path<String>, read: IfMatch) -> Result<Answer<Account>> {
    let actor = admin.actor();
    record.commit(actor, move |tx| actions::dismiss(tx, &admin.0, &id, read)).await.map(shown)
}

/// Open a closed account again.
///
/// Administrators only. Its password and second factor are what they were; its API keys stay revoked.
#[utoipa::path(tag = "accounts", security(("bearer" = ["admin"])),
    params(("id" = String, Path, description = "The account's id.", format = "uuid"), IfMatchHeader),
    responses((status = 200, description = "As it is now", body = Account)),
    extensions(("x-problems" = json!(["wrong_state"]))))]
#[post("/{id}/reactivation")]
async fn enable_account(admin: Admin, record: Data<Record>, id: Path<String>, read: IfMatch) -> Result<Answer<Account>> {
    record.commit(admin.actor(), move |tx| actions::enable(tx, &id, read)).await.map(shown)
}

/// Issue a code with which somebody sets a new password.
///
/// Administrators only. It is good once, for 15 minutes, and takes the place of an earlier one. It does not stand in for
/// the second factor. Hand it over in person or by telephone, to somebody whom you know.
#[utoipa::path(tag = "accounts", security(("bearer" = ["admin"])),
    params(("id" = String, Path, description = "The account's id.", format = "uuid")),
    responses((status = 200, description = "The code; it is shown only now", body = ResetCode)),
    extensions(("x-problems" = json!(["wrong_state"]))))]
#[post("/{id}/reset-code")]
async fn issue_reset_code(_: Admin, record: Data<Record>, id: Path<String>) -> Result<Answer<ResetCode>> {
    let now = record.clock.now();
    record.db.write(move |conn| reset::issue(conn, &id, now)).await.map(Answer::private)
}
