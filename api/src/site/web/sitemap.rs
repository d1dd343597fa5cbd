//! `sitemap.xml` and `robots.txt`: every page in each of its languages. Only the server knows its own name and all ids.
use super::things;
use crate::error::Result;
use crate::locale::Locale;
use crate::record::Record;
use crate::site::Site;
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use std::fmt::Write;

/// The pages that are no page of a thing, behind their language.
const FRAMED: [&str; 12] = [
    "",
    "/milestones",
    "/documents",
    "/decisions",
    "/organizations",
    "/search",
    "/moderation",
    "/about",
    "/rules",
    "/privacy",
    "/data",
    "/accessibility",
];

const OPENING: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
    xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";

#[get("/sitemap.xml")]
pub(super) async fn sitemap(site: Data<Site>, record: Data<Record>) -> Result<HttpResponse> {
    let things = record.db.read_slow(things::addresses).await?;
    let mut out = OPENING.to_owned();
    for page in FRAMED {
        entry(&mut out, &site.public_url, page, None);
    }
    for (path, changed) in things {
        entry(&mut out, &site.public_url, &format!("/{path}"), Some(&changed));
    }
    out.push_str("</urlset>\n");
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "public, max-age=3600")).content_type("application/xml").body(out))
}

fn entry(out: &mut String, site: &str, page: &str, changed: Option<&str>) {
    let address = |locale: Locale| format!("{site}/{}{page}", locale.path());
    let others: String = Locale::ALL
        .map(|other| format!("<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>", other.tag(), address(other)))
        .concat();
    let changed = changed.map(|at| format!("<lastmod>{at}</lastmod>")).unwrap_or_default();
    for locale in Locale::ALL {
        let _ = writeln!(out, "<url><loc>{}</loc>{changed}{others}</url>", address(locale));
    }
}

#[get("/robots.txt")]
pub(super) async fn robots(site: Data<Site>) -> HttpResponse {
    let answer = &mut HttpResponse::Ok();
    answer.insert_header((header::CACHE_CONTROL, "public, max-age=3600"));
    answer.content_type("text/plain; charset=utf-8").body(format!("User-agent: *\nAllow: /\nSitemap: {}/sitemap.xml\n", site.public_url))
}
