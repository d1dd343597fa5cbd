//! The built files, as they lie in the folder: compressed beforehand, with a tag, and for ever if their name holds a hash.
use crate::http::{accepted, etag_of, matching_tag};
use actix_web::http::header::{self, ContentEncoding};
use actix_web::{HttpRequest, HttpResponse};
use std::path::{Path, PathBuf};

/// A page may be put into no frame and its forms lead nowhere else; what it may load stands in the page itself, whose
/// build knows the hashes of its scripts.
pub(super) const PAGE_CSP: &str = "base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";
const FILE_CSP: &str = "default-src 'none'; frame-ancestors 'none'";

const ASK_AGAIN: &str = "public, no-cache";
/// Vite puts a hash of the content into these names.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Where in the folder an address leads: nothing that is hidden, nothing above the folder.
pub(super) fn place(folder: &Path, address: &str) -> Option<PathBuf> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let parts = address.split('/').filter(|part| !part.is_empty());
    parts
        .map(|part| (!part.starts_with('.') && part.chars().all(plain)).then_some(part))
        .try_fold(folder.to_owned(), |at, part| Some(at.join(part?)))
}

/// The file of that name, or nothing if there is none. It is read anew each time, so that a new build needs no restart.
pub(super) async fn send(request: &HttpRequest, file: &Path) -> Option<HttpResponse> {
    for (encoding, ending) in compressions(request) {
        if let Ok(bytes) = tokio::fs::read(with_ending(file, ending)).await {
            return Some(answer(request, file, bytes, Some(encoding)));
        }
    }
    let bytes = tokio::fs::read(file).await.ok()?;
    Some(answer(request, file, bytes, None))
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Whether the reader takes bytes in this encoding.
pub(super) fn takes(request: &HttpRequest, encoding: &str) -> bool {
    let header = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted(header).any(|it| it.name == encoding && !it.is_refused())
}

fn compressions(request: &HttpRequest) -> impl Iterator<Item = (ContentEncoding, &'static str)> {
    let [br, gzip] = [takes(request, "br"), takes(request, "gzip")];
    [(br, ContentEncoding::Brotli, ".br"), (gzip, ContentEncoding::Gzip, ".gz")]
        .into_iter()
        .filter(|(taken, ..)| *taken)
        .map(|(_, encoding, ending)| (encoding, ending))
}

fn answer(request: &HttpRequest, file: &Path, bytes: Vec<u8>, encoding: Option<ContentEncoding>) -> HttpResponse {
    let kind = media_type(file);
    let immutable = file.components().any(|part| part.as_os_str() == "immutable");
    let etag = etag_of(&bytes, None);
    let known = matching_tag(request, &etag);
    let mut answer = if known.is_some() { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::CACHE_CONTROL, if immutable { FOR_EVER } else { ASK_AGAIN }));
    answer.insert_header((header::CONTENT_SECURITY_POLICY, if kind.starts_with("text/html") { PAGE_CSP } else { FILE_CSP }));
    answer.insert_header((header::VARY, "Accept-Encoding")).insert_header((header::ETAG, known.as_deref().unwrap_or(&etag)));
    if known.is_some() {
        return answer.finish();
    }
    if let Some(encoding) = encoding {
        answer.insert_header(encoding);
    }
    answer.content_type(kind).body(bytes)
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_never_leads_out_of_the_folder_or_to_what_is_hidden() {
        let folder = Path::new("build");
        assert_eq!(place(folder, "_app/immutable/a-1.js"), Some("build/_app/immutable/a-1.js".into()));
        for wrong in ["../secret", "a/../../b", ".env", "a/.git/config", "a\\b", "a%2e%2e", "a\0b", "C:x"] {
            assert_eq!(place(folder, wrong), None, "{wrong}");
        }
    }
}
