//! A version's file on its way to a reader: whole or in part, with what is needed to check it, and unable to do harm.
use super::file_name::disposition;
use super::range::{self, Wanted};
use super::{Version, VersionLanguage};
use crate::error::{Code, Error, Result};
use crate::files::{FileStore, Html, MediaType};
use crate::http::{etag_of, matching_tag};
use actix_web::body::SizedStream;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, ResponseError};

/// The bytes of a version never change.
pub const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// What the public does not see is kept nowhere.
pub const NOWHERE: &str = "private, no-store";
/// The next Hapur may make other HTML of the same text.
pub const ASK_AGAIN: &str = "public, no-cache";

/// Nothing in the file may run, load or send.
const SANDBOX: &str = "default-src 'none'; sandbox";
/// The same for a PDF shown in the browser: viewers refuse to start in a sandbox, and are one themselves.
const VIEWER: &str = "default-src 'none'; frame-ancestors 'none'";

/// The file of a version; `inline` counts only for what browsers show in a viewer of their own.
///
/// # Errors
/// If the store cannot be read.
pub async fn file(request: &HttpRequest, files: &FileStore, version: &Version, inline: bool, caching: &str) -> Result<HttpResponse> {
    let etag = format!("\"{}\"", version.sha256);
    if let Some(known) = matching_tag(request, &etag) {
        return Ok(not_modified(&known, caching));
    }
    let wanted = if is_of_this_file(request, &etag) { text_of(request, header::RANGE) } else { None };
    let mut answer = match range::wanted(wanted, version.bytes) {
        Wanted::Beyond => return Ok(beyond(version.bytes)),
        Wanted::Whole => HttpResponse::Ok(),
        Wanted::Part(_) => HttpResponse::PartialContent(),
    };
    describe(&mut answer, version, inline, caching);
    answer.insert_header((header::ETAG, etag));
    match range::wanted(wanted, version.bytes) {
        Wanted::Part(part) => {
            answer.insert_header((header::CONTENT_RANGE, format!("bytes {}-{}/{}", part.start, part.end - 1, version.bytes)));
            let bytes = files.range(&version.sha256, part.clone()).await?;
            Ok(answer.body(SizedStream::new(part.end - part.start, bytes)))
        }
        _ => {
            let (size, bytes) = files.open(&version.sha256).await?;
            Ok(answer.body(SizedStream::new(size, bytes)))
        }
    }
}

fn describe(answer: &mut HttpResponseBuilder, version: &Version, inline: bool, caching: &str) {
    let inline = inline && matches!(version.media_type, MediaType::Pdf | MediaType::Png | MediaType::Jpeg);
    let policy = if inline && version.media_type == MediaType::Pdf { VIEWER } else { SANDBOX };
    answer
        .insert_header((header::CONTENT_TYPE, version.media_type.content_type()))
        .insert_header((header::CONTENT_DISPOSITION, disposition(if inline { "inline" } else { "attachment" }, &version.file_name)))
        .insert_header((header::CACHE_CONTROL, caching.to_owned()))
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .insert_header((header::ACCEPT_RANGES, "bytes"))
        .insert_header(("repr-digest", version.sha256.repr_digest()))
        // Tag, digest and ranges speak of these very bytes, so nothing on the way out may compress them.
        .insert_header((header::CONTENT_ENCODING, "identity"));
    speak(answer, version.language);
}

fn speak(answer: &mut HttpResponseBuilder, language: VersionLanguage) {
    if language != VersionLanguage::Mul {
        answer.insert_header((header::CONTENT_LANGUAGE, language.as_str()));
    }
}

fn not_modified(etag: &str, caching: &str) -> HttpResponse {
    let (etag, caching) = (etag.to_owned(), caching.to_owned());
    HttpResponse::NotModified().insert_header((header::ETAG, etag)).insert_header((header::CACHE_CONTROL, caching)).finish()
}

fn beyond(size: u64) -> HttpResponse {
    let mut refused = Error::from(Code::RangeNotSatisfiable).error_response();
    if let Ok(value) = header::HeaderValue::from_str(&format!("bytes */{size}")) {
        refused.headers_mut().insert(header::CONTENT_RANGE, value);
    }
    refused
}

/// `If-Range`: who began with another file gets this one from its beginning.
fn is_of_this_file(request: &HttpRequest, etag: &str) -> bool {
    !request.headers().contains_key(header::IF_RANGE) || text_of(request, header::IF_RANGE) == Some(etag)
}

fn text_of(request: &HttpRequest, name: header::HeaderName) -> Option<&str> {
    request.headers().get(name)?.to_str().ok()
}

/// The HTML of a text version: a fragment without head, to be put into a page.
pub fn html(request: &HttpRequest, html: Html, language: VersionLanguage, caching: &str) -> HttpResponse {
    let html = html.into_string();
    let etag = etag_of(html.as_bytes(), None);
    if let Some(known) = matching_tag(request, &etag) {
        return not_modified(&known, caching);
    }
    let mut answer = HttpResponse::Ok();
    speak(&mut answer, language);
    answer
        .content_type("text/html; charset=utf-8")
        .insert_header((header::ETAG, etag))
        .insert_header((header::CACHE_CONTROL, caching.to_owned()))
        .insert_header((header::CONTENT_SECURITY_POLICY, SANDBOX))
        .body(html)
}
