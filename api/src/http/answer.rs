//! A successful answer: JSON with its ETag, its caching, and 304 for who has it already.
use super::conditional::{matching_tag, tag};
use actix_web::body::BoxBody;
use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What a handler answers when all went well.
#[derive(Debug)]
pub struct Answer<T> {
    value: T,
    status: StatusCode,
    revision: Option<i64>,
    caching: &'static str,
    headers: Vec<(header::HeaderName, String)>,
}

/// Anybody may keep it, but asks each time whether it is still so.
const ASK_AGAIN: &str = "public, no-cache";
const PRIVATE: &str = "private, no-store";

impl<T> Answer<T> {
    fn new(value: T, status: StatusCode, caching: &'static str) -> Self {
        Self { value, status, revision: None, caching, headers: vec![] }
    }

    /// 200, the same for everybody.
    pub fn fresh(value: T) -> Self {
        Self::new(value, StatusCode::OK, ASK_AGAIN)
    }

    /// 200, for the caller alone.
    pub fn private(value: T) -> Self {
        Self::new(value, StatusCode::OK, PRIVATE)
    }

    /// 201, with the address of what was made.
    pub fn created(value: T, location: String) -> Self {
        Self::new(value, StatusCode::CREATED, PRIVATE).header(header::LOCATION, location)
    }

    /// 202: received, and decided later.
    pub fn accepted(value: T, location: String) -> Self {
        Self::new(value, StatusCode::ACCEPTED, PRIVATE).header(header::LOCATION, location)
    }

    /// Names the revision in the ETag, so that it can be used in `If-Match`.
    #[must_use]
    pub fn revision(self, revision: i64) -> Self {
        Self { revision: Some(revision), ..self }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: header::HeaderName, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Says that this answer was given before, for the same idempotency key.
    #[must_use]
    pub fn replayed(self, replayed: bool) -> Self {
        if replayed { self.header(header::HeaderName::from_static("idempotent-replayed"), "true".into()) } else { self }
    }
}

/// The strong tag of these bytes: `"{revision}.{digest}"` of a single thing, `"{digest}"` of a list.
pub fn etag_of(bytes: &[u8], revision: Option<i64>) -> String {
    let digest = hex::encode(&Sha256::digest(bytes)[..8]);
    revision.map_or_else(|| tag(&digest), |revision| tag(&format!("{revision}.{digest}")))
}

impl<T: Serialize> Responder for Answer<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let Ok(bytes) = serde_json::to_vec(&self.value) else {
            return HttpResponse::InternalServerError().finish();
        };
        let etag = etag_of(&bytes, self.revision);
        let known = (*request.method() == Method::GET).then(|| matching_tag(request, &etag)).flatten();
        let mut answer = HttpResponse::build(if known.is_some() { StatusCode::NOT_MODIFIED } else { self.status });
        answer.insert_header((header::CACHE_CONTROL, self.caching));
        for (name, value) in self.headers {
            answer.insert_header((name, value));
        }
        answer.insert_header((header::ETAG, known.as_ref().unwrap_or(&etag).as_str()));
        if known.is_some() { answer.finish() } else { answer.content_type("application/json").body(bytes) }
    }
}
