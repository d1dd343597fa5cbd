//! Signing in and out over HTTP.
use super::messages::{Keeping, Login, Refresh, Session, Tokens};
use super::sessions::{self, Opened};
use super::tokens::LASTS;
use super::{Account, SignIn, administration, api_keys, cookie, device, reset, second_factor, store};
use crate::error::{Code, Result};
use crate::http::{Answer, Body, Page, Person};
use crate::record::Record;
use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use utoipa_actix_web::{scope, service_config::ServiceConfig};

type Sessions = Page<Session>;

/// Mounts them.
pub fn routes(cfg: &mut ServiceConfig) {
    let signing = scope::scope("/auth").service(login).service(refresh).service(logout).service(me);
    let sessions = signing.service(list_sessions).service(end_other_sessions).service(end_session);
    cfg.service(sessions.configure(reset::routes).configure(second_factor::routes));
    administration::routes(cfg);
    api_keys::routes(cfg);
}

/// Sign in.
///
/// The answer is the same whether the address is unknown, the password wrong or the account closed. After five failed
/// tries in a row each next one has to wait a little longer, up to five minutes; no account is ever locked. A browser
/// says `"session": "cookie"` and gets its refresh token as a cookie that scripts cannot read. If the account has a second
/// factor, the right password alone is answered with `second_factor_required`: send it again with `code`.
#[utoipa::path(tag = "accounts", operation_id = "open_session", request_body = Login,
    responses((status = 200, description = "Signed in", body = Tokens,
        headers(("Set-Cookie" = String, description = "With `\"session\": \"cookie\"`: the refresh token")))),
    extensions(("x-problems" = json!(["invalid_credentials", "second_factor_required", "too_many_requests"]))))]
#[post("/login")]
async fn login(record: Data<Record>, sign_in: Data<SignIn>, request: HttpRequest, body: Body<Login>) -> Result<Answer<Tokens>> {
    let in_cookie = body.value.session == Some(Keeping::Cookie);
    let opened = sign_in.login(&record, body.value, device(&request)).await?;
    signed_in(&record, &sign_in, opened, in_cookie)
}

/// Go on with a session.
///
/// A refresh token is good for one use and gives the next one, the same way as it came: send it in the body or as the
/// cookie, not both (409). The cookie counts only from our own pages: with `Sec-Fetch-Site: same-origin`, or an `Origin`
/// that is ours. If a spent token comes again after more than ten seconds, somebody has stolen it, and the session ends.
#[utoipa::path(tag = "accounts", operation_id = "refresh_session", request_body = Refresh,
    params(("__Host-hapur-refresh" = Option<String>, Cookie, description = "The refresh token of a browser.")),
    responses((status = 200, description = "Still signed in", body = Tokens,
        headers(("Set-Cookie" = String, description = "If it came as a cookie: the next refresh token")))),
    extensions(("x-problems" = json!(["unauthenticated", "cross_site", "conflict"]))))]
#[post("/refresh")]
async fn refresh(record: Data<Record>, sign_in: Data<SignIn>, request: HttpRequest, body: Body<Refresh>) -> Result<Answer<Tokens>> {
    let (token, in_cookie) = match (body.value.refresh_token, cookie::token(request.headers())) {
        (Some(token), None) => (token, false),
        (None, Some(token)) => (token, true),
        (None, None) => return Err(Code::Unauthenticated.into()),
        (Some(_), Some(_)) => return Err(Code::Conflict.because("Send the refresh token in the body or as the cookie, not both.")),
    };
    if in_cookie {
        cookie::from_our_pages(request.headers(), &sign_in.origin)?;
    }
    let opened = sign_in.refresh(&record, token).await?;
    signed_in(&record, &sign_in, opened, in_cookie)
}

/// Sign out.
///
/// Ends the session of the access token at once, on every device that shares it, and takes the cookie away.
#[utoipa::path(tag = "accounts", operation_id = "close_session", security(("bearer" = [])),
    responses((status = 204, description = "Signed out")))]
#[post("/logout")]
async fn logout(caller: Person, record: Data<Record>) -> Result<HttpResponse> {
    let now = record.clock.now();
    record.db.write(move |conn| sessions::end(conn, &caller.account, &caller.session, now)).await?;
    let mut answer = done(());
    answer.headers_mut().insert(header::SET_COOKIE, header::HeaderValue::from_str(&cookie::cleared()).map_err(anyhow::Error::from)?);
    Ok(answer)
}

/// Read your own account.
///
/// With the roles that hold right now.
#[utoipa::path(tag = "accounts", operation_id = "read_own_account", security(("bearer" = [])),
    responses((status = 200, description = "Your account", body = Account)))]
#[get("/me")]
async fn me(caller: Person, record: Data<Record>) -> Result<Answer<Account>> {
    let account = record.db.read(move |conn| store::find(conn, &caller.account)).await?;
    Ok(Answer::private(account))
}

/// List where you are signed in.
///
/// The session used last comes first. There are never more than 20: with the next sign-in the one unused for longest ends.
#[utoipa::path(tag = "accounts", security(("bearer" = [])), responses((status = 200, description = "Your sessions", body = Sessions)))]
#[get("/sessions")]
async fn list_sessions(caller: Person, record: Data<Record>) -> Result<Answer<Sessions>> {
    let now = record.clock.now();
    let items = record.db.read(move |conn| sessions::of_account(conn, &caller, now)).await?;
    let total = i64::try_from(items.len()).ok();
    Ok(Answer::private(Page { items, next: None, total }))
}

/// End all your other sessions.
///
/// Only the one that asks goes on.
#[utoipa::path(tag = "accounts", security(("bearer" = [])), responses((status = 204, description = "Ended")))]
#[delete("/sessions")]
async fn end_other_sessions(caller: Person, record: Data<Record>) -> Result<HttpResponse> {
    let now = record.clock.now();
    record.db.write(move |conn| sessions::end_all(conn, &caller.account, Some(&caller.session), now)).await.map(done)
}

/// End one of your sessions.
///
/// From then on none of its tokens is good. Other people's sessions are not there for you.
#[utoipa::path(tag = "accounts", security(("bearer" = [])), 
    params(("id" = String, Path, description = "The session's id.", format = "uuid", pattern = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")),
    responses((status = 204, description = "Ended")))]
#[delete("/sessions/{id}")]
async fn end_session(caller: Person, record: Data<Record>, id: Path<String>) -> Result<HttpResponse> {
    let now = record.clock.now();
    let ended = record.db.write(move |conn| sessions::end(conn, &caller.account, &id, now)).await?;
    if !ended {
        return Err(Code::NotFound.into());
    }
    Ok(done(()))
}

/// 204, for nobody to keep.
pub(super) fn done((): ()) -> HttpResponse {
    HttpResponse::NoContent().insert_header((header::CACHE_CONTROL, "private, no-store")).finish()
}

fn signed_in(record: &Record, sign_in: &SignIn, opened: Opened, in_cookie: bool) -> Result<Answer<Tokens>> {
    let Opened { account, session, refresh_token } = opened;
    let access_token = sign_in.access_token(&account, &session, record.clock.now())?;
    let cookie = in_cookie.then(|| cookie::holding(&refresh_token));
    let refresh_token = (!in_cookie).then_some(refresh_token);
    let answer = Answer::private(Tokens { access_token, token_type: "Bearer", expires_in: LASTS, refresh_token });
    Ok(match cookie {
        Some(cookie) => answer.header(header::SET_COOKIE, cookie),
        None => answer,
    })
}

fn device(request: &HttpRequest) -> Option<String> {
    let name = request.headers().get(header::USER_AGENT)?.to_str().ok()?;
    device::named(name)
}
