//! The gate that every request passes, and every answer again: request id, limits, the contract, tokens, CORS, security
//! headers, problems, the log.
use super::caller::{Admission, Doorman};
use super::contract::Contract;
use super::limits::{self, Limits};
use super::problem::Problem;
use super::request_id::{self, RequestId};
use crate::error::{Code, Error, Result};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{ConnectionType, Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{HttpMessage, HttpResponse, ResponseError};
use std::time::Instant;

const READ_ONLY: &str = "GET, HEAD, OPTIONS";
const EXPOSED: &str = "ETag, Link, Location, Retry-After, X-Request-Id, Idempotent-Replayed, Repr-Digest, Content-Disposition, Allow, RateLimit, RateLimit-Policy";
const ACCEPTED: &str =
    "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, Hapur-Receipt, X-Request-Id, Last-Event-ID, Range";

/// Middleware around everything.
///
/// # Errors
/// Never: what goes wrong inside comes out as a problem.
pub async fn gate(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let started = Instant::now();
    let id = RequestId::of(request.headers()).put(&request);
    let (method, path) = (request.method().clone(), request.path().to_owned());
    let cookies = path.starts_with("/api/v1/auth/");
    let (answered, answer) = match admit(&mut request).await {
        Ok(None) => match next.call(request).await {
            Ok(response) => {
                let (request, response) = response.map_into_boxed_body().into_parts();
                (request, if method == Method::HEAD { without_stream(response) } else { response })
            }
            Err(error) => return Err(error),
        },
        Ok(Some(answer)) => (request.into_parts().0, answer),
        Err(error) => (request.into_parts().0, error.error_response()),
    };
    let answer = finish(answer, &answered, &id, cookies);
    log(&id, &method, &path, answer.status(), started);
    Ok(ServiceResponse::new(answered, answer))
}

/// What happens before a handler: the answer to a preflight, or a refusal.
async fn admit(request: &mut ServiceRequest) -> Result<Option<HttpResponse>> {
    if let Some(limits) = request.app_data::<Data<Limits>>() {
        limits.admit(request)?;
    }
    if request.method() == Method::HEAD {
        // A HEAD is a GET whose body is not sent; actix leaves it out because it knows what was asked.
        request.head_mut().method = Method::GET;
    }
    if !request.path().starts_with("/api/v1/") {
        return around_the_api(request);
    }
    let contract = request.app_data::<Data<Contract>>().ok_or_else(|| anyhow::anyhow!("no contract"))?.clone();
    let template = request.match_pattern();
    if request.method() == Method::OPTIONS {
        let template = template.ok_or(Error::from(Code::NotFound))?;
        return Ok(Some(preflight(&contract.methods(&template))));
    }
    let operation = contract.operation(template.as_deref(), request.method())?;
    operation.check_path(template.as_deref().unwrap_or_default(), request.path())?;
    know_the_caller(request).await?;
    operation.check_query(request.query_string())?;
    Ok(None)
}

/// What stands around the API can only be read.
fn around_the_api(request: &ServiceRequest) -> Result<Option<HttpResponse>> {
    match *request.method() {
        Method::GET => Ok(None),
        _ if request.match_pattern().is_none() => Err(Code::NotFound.into()),
        Method::OPTIONS => Ok(Some(preflight(READ_ONLY))),
        _ => Err(Code::MethodNotAllowed.into()),
    }
}

fn preflight(methods: &str) -> HttpResponse {
    HttpResponse::NoContent()
        .insert_header((header::ALLOW, methods))
        .insert_header((header::ACCESS_CONTROL_ALLOW_METHODS, methods))
        .insert_header((header::ACCESS_CONTROL_ALLOW_HEADERS, ACCEPTED))
        .insert_header((header::ACCESS_CONTROL_MAX_AGE, "86400"))
        .finish()
}

/// A token is checked wherever it is sent, also where nobody asks for one.
async fn know_the_caller(request: &ServiceRequest) -> Result<()> {
    let mut sent = request.headers().get_all(header::AUTHORIZATION);
    let Some(value) = sent.next() else { return Ok(()) };
    if sent.next().is_some() {
        return Err(Code::InvalidToken.because("The header Authorization came twice."));
    }
    let token = value.to_str().ok().and_then(bearer).ok_or(Error::from(Code::InvalidToken))?;
    let doorman = request.app_data::<Data<Doorman>>().ok_or_else(|| anyhow::anyhow!("no doorman"))?.clone();
    let caller = doorman.ask(token.to_owned()).await?;
    request.extensions_mut().insert(caller);
    request.extensions_mut().insert(Admission { doorman: doorman.get_ref().clone(), token: token.to_owned() });
    Ok(())
}

fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

fn finish(answer: HttpResponse, request: &actix_web::HttpRequest, id: &RequestId, cookies: bool) -> HttpResponse {
    let mut answer = with_problem(answer, id);
    if answer.status() == StatusCode::METHOD_NOT_ALLOWED {
        put(&mut answer, header::ALLOW, &allowed(request));
    }
    if [StatusCode::REQUEST_TIMEOUT, StatusCode::PAYLOAD_TOO_LARGE].contains(&answer.status()) {
        // What is still on its way is not waited for.
        answer.head_mut().set_connection_type(ConnectionType::Close);
    }
    mark_encoding(&mut answer);
    limits::write_headers(request, answer.headers_mut());
    put(&mut answer, request_id::HEADER, &id.0);
    put(&mut answer, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(&mut answer, header::REFERRER_POLICY, "no-referrer");
    put(&mut answer, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    put_default(&mut answer, header::X_FRAME_OPTIONS, "DENY");
    put_default(&mut answer, header::CACHE_CONTROL, "no-store");
    put_default(&mut answer, header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'");
    if !cookies {
        put(&mut answer, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        put(&mut answer, header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        put(&mut answer, header::HeaderName::from_static("cross-origin-resource-policy"), "cross-origin");
    }
    answer
}

/// The methods that the request's address knows.
fn allowed(request: &actix_web::HttpRequest) -> String {
    let template = request.match_pattern().filter(|template| template.starts_with("/api/v1/"));
    match (request.app_data::<Data<Contract>>(), template) {
        (Some(contract), Some(template)) => contract.methods(&template),
        _ => READ_ONLY.into(),
    }
}

/// actix would read a stream to its end to throw it away, and events have none.
fn without_stream(answer: HttpResponse) -> HttpResponse {
    let endless = is_of(&answer, b"text/event-stream");
    if endless { answer.set_body(BoxBody::new(())) } else { answer }
}

/// Writes the body of a problem, now that the request's id is known; also for what actix refuses by itself.
fn with_problem(mut answer: HttpResponse, id: &RequestId) -> HttpResponse {
    if answer.status().as_u16() < 400 || is_page(&answer) {
        return answer;
    }
    let given = answer.extensions_mut().remove::<Problem>();
    let problem = Problem { instance: id.0.clone(), ..given.unwrap_or_else(|| Problem::for_status(answer.status())) };
    *answer.status_mut() = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_string(&problem).unwrap_or_default();
    let headers = answer.headers_mut();
    headers.remove(header::CONTENT_ENCODING);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    answer.set_body(BoxBody::new(body))
}

/// A web page tells people itself what is wrong.
fn is_page(answer: &HttpResponse) -> bool {
    is_of(answer, b"text/html")
}

fn is_of(answer: &HttpResponse, media_type: &[u8]) -> bool {
    answer.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(media_type))
}

/// The strong tag of a compressed answer must differ from that of the plain one.
fn mark_encoding(answer: &mut HttpResponse) {
    let suffix = match answer.headers().get(header::CONTENT_ENCODING).map(HeaderValue::as_bytes) {
        Some(b"gzip") => ".g\"",
        Some(b"br") => ".b\"",
        Some(b"identity") => {
            // It told the middleware not to compress; on the wire it must not stand (RFC 9110 §8.4.1).
            answer.headers_mut().remove(header::CONTENT_ENCODING);
            return;
        }
        _ => return,
    };
    let marked =
        answer.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok()?.strip_suffix('"').map(|tag| format!("{tag}{suffix}")));
    if let Some(tag) = marked {
        put(answer, header::ETAG, &tag);
    }
}

fn put(answer: &mut HttpResponse, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name, value);
    }
}

fn put_default(answer: &mut HttpResponse, name: header::HeaderName, value: &str) {
    if !answer.headers().contains_key(&name) {
        put(answer, name, value);
    }
}

/// One line for each request. Neither query nor body nor address: they may hold what must not be kept.
fn log(id: &RequestId, method: &Method, path: &str, status: StatusCode, started: Instant) {
    let micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    tracing::info!(request = %id.0, %method, path, status = status.as_u16(), micros, "answered");
}
