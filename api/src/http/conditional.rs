//! Conditional requests: `If-None-Match` for readers, `If-Match` for writers.
use crate::error::{Code, Error, Present, Result};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use std::future::{Ready, ready};
use utoipa::IntoParams;

/// `If-Match`, as it stands in the OpenAPI document.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code)] // read by `IfMatch`; this is its description
pub struct IfMatchHeader {
    /// The revision that you have read: its `ETag`, or just the number in quotes.
    #[param(rename = "If-Match", pattern = r#"^"[1-9][0-9]{0,17}(\.[0-9a-f]{16})?(\.(g|b))?"$"#, example = "\"1\"")]
    if_match: String,
}

/// The revision that the writer has read. Without it 428.
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(i64);

impl IfMatch {
    /// As if the writer had said that they read this revision.
    pub fn of(revision: i64) -> Self {
        Self(revision)
    }

    /// The revision that the writer has read.
    pub fn revision(self) -> i64 {
        self.0
    }

    /// Refuses the write if the thing has changed meanwhile.
    ///
    /// # Errors
    /// `stale_revision` (412) with the present revision.
    pub fn check(self, present: i64) -> Result<()> {
        if self.0 == present {
            return Ok(());
        }
        Err(stale(present))
    }
}

/// Somebody was faster; what is there now.
fn stale(present: i64) -> Error {
    Error::from(Code::StaleRevision).with(Present { revision: Some(present), ..Present::default() })
}

impl FromRequest for IfMatch {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request).map(Self))
    }
}

fn read(request: &HttpRequest) -> Result<i64> {
    let mut given = request.headers().get_all(header::IF_MATCH);
    let value = given.next().ok_or(Error::from(Code::PreconditionRequired))?;
    if given.next().is_some() {
        return Err(Code::InvalidParameter.at("If-Match", "twice"));
    }
    value.to_str().ok().and_then(revision_in).ok_or_else(|| Code::InvalidParameter.at("If-Match", "pattern"))
}

/// Reads `"5"`, `"5.0123456789abcdef"` and `"5.0123456789abcdef.g"`; only the number counts.
fn revision_in(text: &str) -> Option<i64> {
    let inside = text.strip_prefix('"')?.strip_suffix('"')?;
    let (number, rest) = inside.split_once('.').unwrap_or((inside, ""));
    let known = |c: char| c.is_ascii_digit() || ('a'..='g').contains(&c) || c == '.';
    let first = number.chars().next()?;
    (('1'..='9').contains(&first) && number.bytes().all(|b| b.is_ascii_digit()) && rest.chars().all(known)).then_some(())?;
    number.parse().ok()
}

pub(super) fn tag(inside: &str) -> String {
    format!("\"{inside}\"")
}

/// The tag in `If-None-Match` that stands for what we would send, as the reader wrote it (so with `.g` or `.b` if it
/// was compressed then).
pub fn matching_tag(request: &HttpRequest, etag: &str) -> Option<String> {
    let given = request.headers().get(header::IF_NONE_MATCH)?.to_str().ok()?;
    let bare = etag.trim_matches('"');
    let same = |known: &&str| {
        let known = known.trim_start_matches("W/").trim_matches('"');
        known == bare || known.strip_suffix(".g").or(known.strip_suffix(".b")) == Some(bare)
    };
    if given.trim() == "*" {
        return Some(etag.to_owned());
    }
    given.split(',').map(str::trim).find(same).map(|known| known.trim_start_matches("W/").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_number_counts() {
        for text in ["\"5\"", "\"5.0123456789abcdef\"", "\"5.0123456789abcdef.g\""] {
            assert_eq!(revision_in(text), Some(5), "{text}");
        }
        for text in ["5", "\"\"", "\"x\"", "\"-1\"", "\"5.x\"", "*", "\"05\"", "W/\"5\""] {
            assert_eq!(revision_in(text), None, "{text}");
        }
    }
}
