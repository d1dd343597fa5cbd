//! The cookie that holds a browser's refresh token, and who may send it.
use crate::error::{Code, Result};
use actix_web::http::header::{self, HeaderMap};

/// `__Host-`: browsers take it only over a secure connection, from this very host, for all its paths.
pub(super) const NAME: &str = "__Host-hapur-refresh";
const ATTRIBUTES: &str = "Path=/; HttpOnly; Secure; SameSite=Strict";

/// `Set-Cookie` with a token, for as long as a session may rest.
pub(super) fn holding(token: &str) -> String {
    format!("{NAME}={token}; {ATTRIBUTES}; Max-Age={}", super::rules::UNUSED.as_secs())
}

/// `Set-Cookie` that takes the token away.
pub(super) fn cleared() -> String {
    format!("{NAME}=; {ATTRIBUTES}; Max-Age=0")
}

/// The token in the request's cookie.
pub(super) fn token(headers: &HeaderMap) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, value)| *name == NAME && !value.is_empty()).map(|(_, value)| value.to_owned())
}

/// A cookie travels by itself, so it counts only if the browser says that a page of ours sent it: `Sec-Fetch-Site`,
/// which no page can forge, or, from browsers without it, `Origin`.
///
/// # Errors
/// `cross_site` (403).
pub(super) fn from_our_pages(headers: &HeaderMap, origin: &str) -> Result<()> {
    let ours = match headers.get("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => headers.get(header::ORIGIN).is_some_and(|sent| sent == origin),
    };
    if ours { Ok(()) } else { Err(Code::CrossSite.into()) }
}

/// `https://example.org` of `https://example.org/any/path`.
pub(super) fn origin_of(url: &str) -> String {
    let host_from = url.find("://").map_or(0, |at| at + 3);
    let end = url[host_from..].find('/').map_or(url.len(), |at| host_from + at);
    url[..end].to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_the_address_without_its_path() {
        assert_eq!(origin_of("https://Hapur.example/x/y"), "https://hapur.example");
        assert_eq!(origin_of("http://127.0.0.1:8080"), "http://127.0.0.1:8080");
    }
}
