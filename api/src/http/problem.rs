//! Problem details (RFC 9457): the one form of every error on the wire.
use crate::error::{Code, Error, FieldError, Present};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use std::borrow::Cow;
use utoipa::ToSchema;

/// What every failed request answers (`application/problem+json`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// Where this kind of problem is explained.
    #[serde(rename = "type")]
    #[schema(format = "uri-reference", example = "/api/docs/problems#not_found")]
    pub kind: String,
    /// One sentence in English, the same for every case of this code.
    #[schema(example = "There is nothing here.")]
    pub title: Cow<'static, str>,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599, example = 404)]
    pub status: u16,
    /// Stable, for programs and for translation.
    #[schema(value_type = String, example = "not_found")]
    pub code: Cow<'static, str>,
    /// One sentence in English about this very case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The id of the request, to be found in the server's log.
    #[schema(example = "0193a5c0-7d7e-7000-8000-000000000000")]
    pub instance: String,
    /// The places in the request that are wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<FieldError>,
    /// What is there now.
    #[serde(flatten)]
    pub present: Present,
}

impl Problem {
    /// The problem that this error is, for a part of an answer; its cause goes to the log.
    pub fn of(error: &Error, instance: &str) -> Self {
        if let Some(cause) = error.cause() {
            tracing::error!(code = error.code.name(), cause = %format!("{cause:#}"), "a request failed");
        }
        Self {
            kind: format!("/api/docs/problems#{}", error.code.name()),
            title: Cow::Borrowed(error.code.title()),
            status: error.code.status().as_u16(),
            code: Cow::Borrowed(error.code.name()),
            detail: error.detail.clone(),
            instance: instance.to_owned(),
            errors: error.errors.clone(),
            present: (*error.present).clone(),
        }
    }

    /// The problem for an answer that actix itself gave without a body of ours.
    pub(super) fn for_status(status: StatusCode) -> Self {
        let code = match status {
            StatusCode::NOT_FOUND => Code::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Code::MethodNotAllowed,
            StatusCode::REQUEST_TIMEOUT => Code::RequestTimeout,
            StatusCode::PAYLOAD_TOO_LARGE => Code::PayloadTooLarge,
            StatusCode::URI_TOO_LONG => Code::UriTooLong,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::UnsupportedMediaType,
            StatusCode::RANGE_NOT_SATISFIABLE => Code::RangeNotSatisfiable,
            status if status.is_server_error() => Code::Internal,
            _ => Code::Malformed,
        };
        Self { status: code.status().as_u16(), ..Self::of(&code.into(), "") }
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        self.code.status()
    }

    /// The body is written by the gate, which knows the request's id.
    fn error_response(&self) -> HttpResponse {
        let mut answer = HttpResponse::build(self.status_code());
        if let Some(revision) = self.present.revision {
            answer.insert_header((header::ETAG, format!("\"{revision}\"")));
        }
        match self.code {
            Code::Unavailable | Code::TooManyRequests | Code::TooFast => {
                answer.insert_header((header::RETRY_AFTER, self.seconds_to_wait()));
            }
            Code::Unauthenticated | Code::InvalidToken => {
                answer.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
            }
            _ => {}
        }
        let mut answer = answer.finish();
        answer.extensions_mut().insert(Problem::of(self, ""));
        answer
    }
}
