//! The second factor over HTTP.
use super::messages::{RecoveryCodes, TotpConfirmation, TotpRemoval, TotpRequest, TotpSecret};
use super::setting_up;
use crate::accounts::SignIn;
use crate::accounts::routes::done;
use crate::error::Result;
use crate::http::{Answer, Body, Person};
use crate::record::Record;
use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use utoipa_actix_web::service_config::ServiceConfig;

pub(in crate::accounts) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(begin_totp).service(confirm_totp).service(remove_totp);
}

/// Begin to set up a second factor.
///
/// Answers a secret for an authenticator (TOTP, RFC 6238). It counts only once the device has shown a code, within 15
/// minutes. Beginning again replaces it.
#[utoipa::path(tag = "accounts", request_body = TotpRequest, security(("bearer" = [])),
    responses((status = 200, description = "For the authenticator", body = TotpSecret)),
    extensions(("x-problems" = json!(["invalid_credentials", "wrong_state", "too_many_requests"]))))]
#[post("/totp")]
async fn begin_totp(caller: Person, record: Data<Record>, sign_in: Data<SignIn>, body: Body<TotpRequest>) -> Result<Answer<TotpSecret>> {
    setting_up::begin(&sign_in, &record, &caller, body.value.password).await.map(Answer::private)
}

/// Turn the second factor on.
///
/// From now on signing in asks for a code besides the password. The answer holds ten recovery codes, each good once.
#[utoipa::path(tag = "accounts", request_body = TotpConfirmation, security(("bearer" = [])),
    responses((status = 200, description = "It is on", body = RecoveryCodes)),
    extensions(("x-problems" = json!(["invalid_credentials", "wrong_state", "too_many_requests"]))))]
#[post("/totp/confirmation")]
async fn confirm_totp(
    caller: Person,
    record: Data<Record>,
    sign_in: Data<SignIn>,
    body: Body<TotpConfirmation>,
) -> Result<Answer<RecoveryCodes>> {
    setting_up::confirm(&sign_in, &record, caller, body.value).await.map(Answer::private)
}

/// Turn the second factor off.
///
/// With the password and a code. (A `DELETE` could not carry them.)
#[utoipa::path(tag = "accounts", request_body = TotpRemoval, security(("bearer" = [])),
    responses((status = 204, description = "It is off")),
    extensions(("x-problems" = json!(["invalid_credentials", "second_factor_required", "wrong_state", "too_many_requests"]))))]
#[post("/totp/removal")]
async fn remove_totp(caller: Person, record: Data<Record>, sign_in: Data<SignIn>, body: Body<TotpRemoval>) -> Result<HttpResponse> {
    setting_up::remove(&sign_in, &record, &caller, body.value).await.map(done)
}
