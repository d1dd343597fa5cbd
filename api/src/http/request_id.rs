//! The request's id: taken from the client where it is sane, made otherwise; in every answer and every log line.
use actix_web::HttpMessage;
use actix_web::http::header::{HeaderMap, HeaderName};

/// The header in both directions.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The id of this request.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

impl RequestId {
    /// Longer ids, and such with anything but plain characters, are not taken into our log.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let plain = |c: u8| c.is_ascii_alphanumeric() || b"-_.:".contains(&c);
        let given = headers.get(&HEADER).and_then(|value| value.to_str().ok());
        let sane = given.filter(|id| (1..=128).contains(&id.len()) && id.bytes().all(plain));
        Self(sane.map_or_else(|| uuid::Uuid::now_v7().to_string(), ToOwned::to_owned))
    }

    pub(super) fn put(self, request: &impl HttpMessage) -> Self {
        request.extensions_mut().insert(self.clone());
        self
    }
}
