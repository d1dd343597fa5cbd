//! Setting passwords over HTTP.
use super::change;
use super::messages::{NewPassword, PasswordReset};
use crate::accounts::SignIn;
use crate::accounts::routes::done;
use crate::error::Result;
use crate::http::{Body, Person};
use crate::record::Record;
use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use utoipa_actix_web::service_config::ServiceConfig;

pub(in crate::accounts) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(change_password).service(reset_password);
}

/// Set another password.
///
/// This session goes on; every other session of the account ends at once.
#[utoipa::path(tag = "accounts", request_body = NewPassword, security(("bearer" = [])),
    responses((status = 204, description = "Set")),
    extensions(("x-problems" = json!(["invalid_credentials", "too_many_requests"]))))]
#[post("/password")]
async fn change_password(caller: Person, record: Data<Record>, sign_in: Data<SignIn>, body: Body<NewPassword>) -> Result<HttpResponse> {
    change::change(&sign_in, &record, caller, body.value).await.map(done)
}

/// Set a password with a code.
///
/// An administrator issues such codes (`POST /accounts/{id}/reset-code`). Each is good once, for 15 minutes. The answer is
/// the same, and takes as long, whether the address is unknown or the code wrong. All sessions of the account end. If it
/// has a second factor, that is asked for too; a missing one does not use up the code.
#[utoipa::path(tag = "accounts", request_body = PasswordReset, responses((status = 204, description = "Set: sign in with it")),
    extensions(("x-problems" = json!(["invalid_credentials", "second_factor_required", "too_many_requests"]))))]
#[post("/password/reset")]
async fn reset_password(record: Data<Record>, sign_in: Data<SignIn>, body: Body<PasswordReset>) -> Result<HttpResponse> {
    change::reset(&sign_in, &record, body.value).await.map(done)
}
