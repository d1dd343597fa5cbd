//! What shows that a milestone was reached, as it can be read without JavaScript.
use super::leaf::{escaped, paragraphs};
use super::words::Word;
use crate::db::Conn;
use crate::documents::DocumentFields;
use crate::editorial::{self, Fields, Thing};
use crate::error::Result;
use crate::locale::Locale;
use crate::milestones::Evidence;
use std::fmt::Write;

/// Each piece with its note; nothing if there is none.
pub(super) fn told(conn: &mut Conn, evidence: &[Evidence], locale: Locale) -> Result<String> {
    if evidence.is_empty() {
        return Ok(String::new());
    }
    let mut out = format!("<h2>{}</h2><ul role=\"list\" class=\"items\">", Word::Evidence.in_locale(locale));
    for piece in evidence {
        let _ = write!(out, "<li>{}", link(conn, piece, locale)?);
        if let Some((lang, note)) = locale.choose(&piece.note) {
            paragraphs(&mut out, lang, &note);
        }
        out.push_str("</li>");
    }
    out.push_str("</ul>");
    Ok(out)
}

/// Where it is: an address elsewhere, or a document, which is named only while everybody may read it.
fn link(conn: &mut Conn, piece: &Evidence, locale: Locale) -> Result<String> {
    if let Some(url) = &piece.url {
        return Ok(format!("<a href=\"{0}\" rel=\"noreferrer\">{0}</a>", escaped(url)));
    }
    let Some(id) = &piece.document else { return Ok(String::new()) };
    let document = editorial::find_if_there::<DocumentFields>(conn, id)?.filter(Thing::is_published);
    let title = document.as_ref().and_then(|it| locale.choose(it.fields.title()));
    let (lang, title) = title.unwrap_or((locale.tag(), id.as_str().into()));
    Ok(format!("<a href=\"/{}/documents/{id}\" lang=\"{lang}\">{}</a>", locale.path(), escaped(&title)))
}
