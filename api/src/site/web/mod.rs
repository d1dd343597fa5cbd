//! The web pages, as they were built. What a page of a thing says stands in it before any script runs; without the build
//! the address says how to make one.
mod decided;
mod files;
mod found;
mod frames;
mod leaf;
mod lists;
mod proofs;
mod shell;
mod sitemap;
mod text;
mod things;
mod voices;
mod words;

use super::Site;
use crate::documents::{Contact, DocumentFields};
use crate::editorial::{self, Fields};
use crate::error::{Code, Result};
use crate::files::FileStore;
use crate::http::{accepted, etag_of, matching_tag};
use crate::locale::Locale;
use crate::record::Record;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, ContentEncoding, HeaderName};
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, routes};
use std::io::Write;
use words::Word;

const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Hapur</title>\
    <h1>Hapur</h1><p>The API is running; the web pages are not built. Build them with <code>make web</code>.</p>\
    <p><a href=\"/api/docs\">The API's documentation</a></p></html>";

/// Of brotli: beyond this quality time rises steeply for next to nothing. The window is the largest that browsers take.
const QUALITY: u32 = 6;
const WINDOW: u32 = 22;

/// The page that the app fills, whatever its address.
const SHELL: &str = "200.html";

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(sitemap::sitemap).service(sitemap::robots).service(home).service(frame).service(thing).default_service(web::get().to(file));
}

/// Nobody has chosen a language yet: the browser knows which ones its reader reads.
#[get("/")]
async fn home(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    if !site.web_dir.join(SHELL).is_file() {
        return HttpResponse::Ok().content_type("text/html; charset=utf-8").body(NOT_BUILT);
    }
    in_their_language(&request, "")
}

/// To the same place in the language that the browser's reader reads.
fn in_their_language(request: &HttpRequest, place: &str) -> HttpResponse {
    let address = format!("/{}{place}", Locale::preferred(said(request, &header::ACCEPT_LANGUAGE)).path());
    HttpResponse::Found().insert_header((header::LOCATION, address)).insert_header((header::VARY, "Accept, Accept-Language")).finish()
}

/// Somebody who typed an address by hand gets the page of that name, or one that says that there is none; a program that asks
/// for a file that is not there is told so.
fn without_language(request: &HttpRequest) -> Result<HttpResponse> {
    let for_programs = ["/api/", "/_app/"].iter().any(|place| request.path().starts_with(place));
    let reads = accepted(said(request, &header::ACCEPT)).any(|it| it.name == "text/html" && !it.is_refused());
    if for_programs || !reads { Err(Code::NotFound.into()) } else { Ok(in_their_language(request, request.path())) }
}

fn said<'r>(request: &'r HttpRequest, name: &HeaderName) -> &'r str {
    request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// A page whose frame the build wrote, with what it tells of the record.
#[routes]
#[get("/{locale:sq|sr|sr-cyrl|en}")]
#[get("/{locale:sq|sr|sr-cyrl|en}/{page:milestones|documents|decisions|organizations|search|moderation|about|rules|privacy}")]
async fn frame(
    site: Data<Site>,
    record: Data<Record>,
    files: Data<FileStore>,
    contact: Data<Contact>,
    asked: Option<web::Query<found::Asked>>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let part = |name: &str| request.match_info().get(name).unwrap_or_default().to_owned();
    let locale = Locale::in_path(&part("locale")).ok_or(Code::NotFound)?;
    let page = part("page");
    let built = files::place(&site.web_dir, &format!("{}.html", request.path().trim_end_matches('/'))).ok_or(Code::NotFound)?;
    let frame = tokio::fs::read_to_string(built).await.map_err(|_| Code::NotFound)?;
    let mut said = match frames::document_of(&page) {
        Some(document) => document_text(&record, &files, &contact, document, locale).await.unwrap_or_default(),
        None => String::new(),
    };
    let asked = asked.map(web::Query::into_inner).unwrap_or_default();
    said += &record.db.read_slow(move |conn| frames::told(conn, &page, &asked, locale)).await?;
    Ok(answer(&request, StatusCode::OK, frames::fill(&frame, &said)))
}

/// A page of a thing. Where the thing is not (or no longer) there, the app says so, and the status tells programs.
#[get("/{locale:sq|sr|sr-cyrl|en}/{kind:documents|milestones|decisions|organizations}/{id}")]
async fn thing(
    site: Data<Site>,
    record: Data<Record>,
    files: Data<FileStore>,
    contact: Data<Contact>,
    path: web::Path<(String, String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let (locale, kind, id) = path.into_inner();
    let locale = Locale::in_path(&locale).ok_or(Code::NotFound)?;
    let shell = tokio::fs::read_to_string(site.web_dir.join(SHELL)).await.map_err(|_| Code::NotFound)?;
    let text = match kind.as_str() {
        DocumentFields::PATH => document_text(&record, &files, &contact, &id, locale).await,
        _ => Ok(String::new()),
    };
    let place = format!("{kind}/{}", leaf::escaped(&id));
    let leaf = record.db.read(move |conn| things::leaf(conn, &kind, &id, locale)).await;
    match text.and_then(|text| Ok(leaf?.with_text(text))) {
        Ok(leaf) => Ok(answer(&request, StatusCode::OK, shell::fill(&shell, &leaf, locale, &site.public_url))),
        Err(error) if matches!(error.code, Code::NotFound | Code::Gone) => {
            let why = if error.code == Code::Gone { Word::Gone } else { Word::Missing };
            Ok(answer(&request, error.code.status(), shell::without(&shell, why, error.present.reason.as_ref(), locale, &place)))
        }
        Err(error) => Err(error),
    }
}

async fn document_text(record: &Record, files: &FileStore, contact: &Contact, id: &str, locale: Locale) -> Result<String> {
    let id = id.to_owned();
    let document = record.db.read(move |conn| editorial::visible::<DocumentFields>(conn, &id)).await?;
    text::read(files, contact, &document, locale).await
}

/// A page that was put together here. Browsers ask for it again, and get it again only if it has changed.
fn answer(request: &HttpRequest, status: StatusCode, html: String) -> HttpResponse {
    let etag = etag_of(html.as_bytes(), None);
    let known = if status == StatusCode::OK { matching_tag(request, &etag) } else { None };
    let answer = &mut HttpResponse::build(if known.is_some() { StatusCode::NOT_MODIFIED } else { status });
    answer.insert_header((header::CACHE_CONTROL, "public, no-cache")).insert_header((header::CONTENT_SECURITY_POLICY, files::PAGE_CSP));
    answer.insert_header((header::VARY, "Accept-Encoding"));
    answer.insert_header((header::ETAG, known.as_deref().unwrap_or(&etag)));
    if known.is_some() {
        return answer.finish();
    }
    answer.content_type("text/html; charset=utf-8");
    if files::takes(request, "br") { answer.insert_header(ContentEncoding::Brotli).body(packed(&html)) } else { answer.body(html) }
}

/// Packed tighter than the middleware would: a tenth less, which on a slow line is seen, for a millisecond of work.
fn packed(html: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(html.len() / 4);
    let mut packer = brotli::CompressorWriter::new(&mut out, html.len().max(1), QUALITY, WINDOW);
    // A vector takes whatever it is given.
    let _ = packer.write_all(html.as_bytes());
    drop(packer);
    out
}

/// A page has one address, without a `/` behind it.
fn at_its_one_address(request: &HttpRequest, page: &str) -> HttpResponse {
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    HttpResponse::PermanentRedirect().insert_header((header::LOCATION, format!("{page}{query}"))).finish()
}

/// A built file, or a built page (`/sq/data` is `sq/data.html`); below a language the pages of the staff,
/// which only the app knows, and a page that says that there is nothing.
async fn file(site: Data<Site>, request: HttpRequest) -> Result<HttpResponse> {
    let address = request.path();
    if let Some(page) = address.strip_suffix('/').filter(|page| page.split('/').nth(1).and_then(Locale::in_path).is_some()) {
        return Ok(at_its_one_address(&request, page));
    }
    let at = files::place(&site.web_dir, address).ok_or(Code::NotFound)?;
    let built = at.with_file_name(format!("{}.html", at.file_name().unwrap_or_default().to_string_lossy()));
    for candidate in [at.as_path(), &built] {
        if let Some(answer) = files::send(&request, candidate).await {
            return Ok(answer);
        }
    }
    let Some(locale) = address.split('/').nth(1).and_then(Locale::in_path) else { return without_language(&request) };
    let shell = tokio::fs::read_to_string(site.web_dir.join(SHELL)).await.map_err(|_| Code::NotFound)?;
    let place = address.split('/').skip(2).collect::<Vec<_>>().join("/");
    if place == "staff" || place.starts_with("staff/") {
        return Ok(answer(&request, StatusCode::OK, shell::bare(&shell, locale)));
    }
    Ok(answer(&request, StatusCode::NOT_FOUND, shell::without(&shell, Word::Missing, None, locale, &leaf::escaped(&place))))
}
