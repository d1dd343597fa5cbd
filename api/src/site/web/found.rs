//! What the search finds, for readers without JavaScript: the form of the page leads here by itself.
use super::decided::folder;
use super::leaf::{escaped, paragraphs};
use super::words::Word;
use crate::comments::CommentSubject;
use crate::db::Conn;
use crate::error::Result;
use crate::locale::Locale;
use crate::record::Kind;
use crate::search::{self, Hit, SearchQuery};
use std::fmt::Write;

/// How many hits stand in the page.
const FIRST: i64 = 50;
/// As long as the API takes it.
const LONGEST: usize = 200;

/// What the address asks for.
#[derive(Debug, Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    kind: String,
}

/// The best hits; nothing if nothing is asked.
pub(super) fn write(out: &mut String, conn: &mut Conn, asked: &Asked, locale: Locale) -> Result<()> {
    let q: String = asked.q.trim().chars().take(LONGEST).collect();
    if q.is_empty() {
        return Ok(());
    }
    let prefer = locale.language().as_str().parse().ok();
    let query = SearchQuery { q, kind: asked.kind.parse().ok(), prefer, limit: Some(FIRST), ..SearchQuery::default() };
    let found = search::page(conn, &query)?;
    let _ = write!(out, "<h2>{}: {} ({})</h2>", Word::Search.in_locale(locale), escaped(&query.q), found.total);
    if found.items.is_empty() {
        paragraphs(out, locale.tag(), &Word::Nothing.in_locale(locale));
    }
    out.push_str("<ol role=\"list\" class=\"items\">");
    found.items.iter().for_each(|hit| line(out, hit, locale));
    out.push_str("</ol>");
    Ok(())
}

/// A snippet is safe as it comes: all is escaped but its `<mark>`.
fn line(out: &mut String, hit: &Hit, locale: Locale) {
    let (lang, title) = hit.title.as_ref().and_then(|title| locale.choose(title)).unwrap_or((locale.tag(), hit.id.as_str().into()));
    let lead = format!("<a href=\"/{}/{}\" lang=\"{lang}\">{}</a>", locale.path(), place(hit), escaped(&title));
    let spoken = hit.language.map_or("und", |language| language.as_str());
    let spoken = if spoken == "other" { "und" } else { spoken };
    let _ = write!(out, "<li>{lead}<p class=\"snippet\" lang=\"{spoken}\">{}</p></li>", hit.snippet);
}

fn place(hit: &Hit) -> String {
    let subject = hit.subject.as_ref().and_then(|subject| subject.to_string().parse::<CommentSubject>().ok());
    match (hit.kind, subject) {
        (Kind::Comment, Some(subject)) => format!("{}/{}#c-{}", folder(subject.kind), subject.id, hit.id),
        (Kind::Track, _) => format!("milestones#track-{}", hit.id),
        (kind, _) => format!("{}s/{}", kind.as_str(), hit.id),
    }
}
