//! What people say about a thing and what they were answered, as it can be read without JavaScript.
use super::decided::why;
use super::leaf::{escaped, paragraphs};
use super::words::Word;
use crate::comments::{self, Comment, CommentState, CommentSubject, Filter};
use crate::db::Conn;
use crate::editorial::{self, Thing};
use crate::error::Result;
use crate::locale::Locale;
use crate::locale::day_of;
use crate::organizations::OrganizationFields;
use crate::record::Subject;
use crate::responses::{self, Response};
use std::fmt::Write;

/// How many comments stand in the plain text.
const FIRST: i64 = 20;
/// More organizations than will ever answer one comment.
const MOST_ANSWERS: i64 = 100;

/// The first comments, each with the responses that stand; nothing while there are none.
pub(super) fn told(conn: &mut Conn, subject: &Subject, locale: Locale) -> Result<String> {
    // Organizations take no comments.
    let Ok(subject) = subject.to_string().parse::<CommentSubject>() else { return Ok(String::new()) };
    let first = comments::page(conn, &Filter { subject: Some(subject), ..Filter::default() }, 0, FIRST)?;
    if first.is_empty() {
        return Ok(String::new());
    }
    let mut out = format!("<h2>{}</h2><ol role=\"list\" class=\"items\">", Word::Comments.in_locale(locale));
    for comment in first.into_iter().map(Comment::for_everybody) {
        let _ = write!(out, "<li id=\"c-{}\">", comment.id);
        match &comment.body {
            Some(body) if comment.state == CommentState::Published => {
                author(&mut out, conn, &comment, locale)?;
                paragraphs(&mut out, comment.language.as_str(), body);
                answers(&mut out, conn, &comment, locale)?;
            }
            _ => stub(&mut out, &comment, locale),
        }
        out.push_str("</li>");
    }
    let _ = write!(out, "</ol><p>{}</p>", Word::MoreWithScript.in_locale(locale));
    Ok(out)
}

fn author(out: &mut String, conn: &mut Conn, comment: &Comment, locale: Locale) -> Result<()> {
    let speaks_for = comment.on_behalf_of.as_deref().map(|id| name_of(conn, id, locale)).transpose()?;
    let name = comment.author_name.as_deref().or(speaks_for.as_deref());
    let name = name.map_or_else(|| Word::Anonymous.in_locale(locale), Into::into);
    let _ = write!(out, "<p><b>{}</b>", escaped(&name));
    if let Some(organization) = speaks_for.as_deref().filter(|organization| *organization != name) {
        let _ = write!(out, ", {} {}", Word::OnBehalfOf.in_locale(locale), escaped(organization));
    }
    if let Some(at) = comment.published_at {
        let _ = write!(out, " {}", day_of(at, locale));
    }
    out.push_str("</p>");
    Ok(())
}

/// What happened to a comment that is no longer shown, and why.
fn stub(out: &mut String, comment: &Comment, locale: Locale) {
    paragraphs(out, locale.tag(), &Word::NotShown.in_locale(locale));
    why(out, &comment.reasons.0, locale);
}

fn answers(out: &mut String, conn: &mut Conn, comment: &Comment, locale: Locale) -> Result<()> {
    if comment.answers == 0 {
        return Ok(());
    }
    let filter = responses::Filter { comment: Some(comment.id.clone()), ..responses::Filter::default() };
    for response in responses::page(conn, &filter, 0, MOST_ANSWERS)?.iter().filter(|response| response.stands()) {
        answer(out, &name_of(conn, &response.organization, locale)?, response, locale);
    }
    Ok(())
}

fn answer(out: &mut String, by: &str, response: &Response, locale: Locale) {
    let (outcome, day) = (locale.told(response.outcome.words()), day_of(response.published_at, locale));
    let _ = write!(out, "<blockquote id=\"r-{}\"><p><b>{outcome}</b>. {}", response.id, escaped(by));
    let _ = write!(out, ", {day}</p>");
    if let Some((lang, reason)) = locale.choose(&response.reason) {
        paragraphs(out, lang, &reason);
    }
    out.push_str("</blockquote>");
}

/// What the organization is called while it is published; its id otherwise.
fn name_of(conn: &mut Conn, id: &str, locale: Locale) -> Result<String> {
    let organization = editorial::find_if_there::<OrganizationFields>(conn, id)?.filter(Thing::is_published);
    let name = organization.as_ref().and_then(|it| locale.choose(&it.fields.name));
    Ok(name.map_or_else(|| id.to_owned(), |(_, name)| name.into_owned()))
}
