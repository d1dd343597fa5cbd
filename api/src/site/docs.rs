//! The OpenAPI document, the pages that explain it, and one page for all problems. Nothing is loaded from elsewhere.
use super::Site;
use crate::error::Code;
use crate::http::{etag_of, matching_tag};
use actix_web::http::header;
use actix_web::web::{Bytes, Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use include_dir::{Dir, include_dir};

const ASSETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/http/docs");

/// The pages run their own scripts and styles only.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(openapi).service(index).service(problems).service(asset);
}

/// The OpenAPI document as it is sent, with its tag: both are made once.
#[derive(Debug, Clone)]
pub struct OpenApi {
    text: Bytes,
    etag: String,
}

impl From<String> for OpenApi {
    fn from(text: String) -> Self {
        Self { etag: etag_of(text.as_bytes(), None), text: text.into() }
    }
}

/// The document itself.
#[get("/api/openapi.json")]
async fn openapi(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    let OpenApi { text, etag } = &site.openapi;
    let caching = (header::CACHE_CONTROL, "public, no-cache");
    if let Some(known) = matching_tag(&request, etag) {
        return HttpResponse::NotModified().insert_header((header::ETAG, known)).insert_header(caching).finish();
    }
    let answer = &mut HttpResponse::Ok();
    answer.content_type("application/json").insert_header(caching);
    answer.insert_header((header::ETAG, etag.as_str())).body(text.clone())
}

#[get("/api/docs")]
async fn index() -> HttpResponse {
    send("index.html")
}

#[get("/api/docs/{file}")]
async fn asset(file: Path<String>) -> HttpResponse {
    send(&file)
}

fn send(name: &str) -> HttpResponse {
    let kind = match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "text/plain; charset=utf-8",
    };
    let Some(file) = ASSETS.get_file(name) else { return HttpResponse::NotFound().finish() };
    page(kind, file.contents().to_vec())
}

/// Every code that a problem can have: what `type` points to.
#[get("/api/docs/problems")]
async fn problems() -> HttpResponse {
    let Some(page) = ASSETS.get_file("problems.html").and_then(|file| file.contents_utf8()) else {
        return HttpResponse::NotFound().finish();
    };
    self::page("text/html; charset=utf-8", page.replace(EVERY_CODE, &every_code()).into_bytes())
}

/// Where they stand in the page. Its script adds where each comes up.
const EVERY_CODE: &str = "<!-- every code -->";

fn every_code() -> String {
    let mut codes = Code::ALL.to_vec();
    codes.sort_by_key(|code| code.name());
    let section = |code: &Code| {
        let (name, status, title) = (code.name(), code.status().as_u16(), code.title());
        format!("<section id=\"{name}\"><h2><code>{name}</code></h2><p><span>{status}</span>. <span>{title}</span></p></section>\n")
    };
    codes.iter().map(section).collect()
}

fn page(kind: &str, body: Vec<u8>) -> HttpResponse {
    let answer = &mut HttpResponse::Ok();
    answer.insert_header((header::CACHE_CONTROL, "public, max-age=3600")).insert_header((header::CONTENT_SECURITY_POLICY, CSP));
    answer.content_type(kind).body(body)
}
