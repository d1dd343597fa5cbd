//! What the moderators decided, as it can be read without JavaScript.
use super::leaf::{escaped, paragraphs};
use super::words::Word;
use crate::comments::{Outcome, Reason, SubjectKind};
use crate::db::Conn;
use crate::error::Result;
use crate::locale::Locale;
use crate::locale::day_of;
use crate::moderation::reason_name;
use crate::moderation_log::{self, LogItem, LogQuery};
use std::fmt::Write;

/// How many decisions stand in the page.
const FIRST: i64 = 50;

/// The first decisions of the log.
pub(super) fn write(out: &mut String, conn: &mut Conn, locale: Locale) -> Result<()> {
    let decisions = moderation_log::page(conn, &LogQuery { limit: Some(FIRST), ..LogQuery::default() })?;
    let _ = write!(out, "<h2>{}</h2>", Word::Log.in_locale(locale));
    if decisions.items.is_empty() {
        paragraphs(out, locale.tag(), &Word::Nothing.in_locale(locale));
    }
    out.push_str("<ol role=\"list\" class=\"items\">");
    decisions.items.iter().for_each(|decision| line(out, decision, locale));
    let _ = write!(out, "</ol><p><a href=\"/api/v1/moderation/log\">/api/v1/moderation/log</a></p>");
    Ok(())
}

fn line(out: &mut String, decision: &LogItem, locale: Locale) {
    let LogItem { at, subject, outcome, reasons, public_note, .. } = decision;
    let (place, lang) = (folder(subject.kind), locale.path());
    let _ = write!(out, "<li>{} {}: ", day_of(*at, locale), locale.told(outcome_words(*outcome)));
    let _ = write!(out, "<a href=\"/{lang}/{place}/{0}\">{0}</a>", subject.id);
    why(out, reasons, locale);
    if let Some(note) = public_note {
        paragraphs(out, "und", note);
    }
    out.push_str("</li>");
}

/// The reasons of a decision, as the rules call them; nothing if it needs none.
pub(super) fn why(out: &mut String, reasons: &[Reason], locale: Locale) {
    let names: Vec<_> = reasons.iter().map(|reason| reason_name(*reason)).collect();
    let names: Vec<_> = names.iter().filter_map(|name| locale.choose(name)).map(|(_, name)| name).collect();
    if !names.is_empty() {
        let _ = write!(out, "<p class=\"meta\">{}: {}</p>", Word::Reasons.in_locale(locale), escaped(&names.join(", ")));
    }
}

/// Where the things of this kind stand.
pub(super) fn folder(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Document => "documents",
        SubjectKind::Milestone => "milestones",
        SubjectKind::Decision => "decisions",
    }
}

fn outcome_words(outcome: Outcome) -> [&'static str; 3] {
    match outcome {
        Outcome::Publish => ["u publikua", "objavljen", "published"],
        Outcome::Reject => ["u refuzua", "odbijen", "rejected"],
        Outcome::Hide => ["u fsheh", "sakriven", "hidden"],
        Outcome::Restore => ["u rikthye", "vraćen", "restored"],
        // Of these the log tells only together with the decision that followed.
        Outcome::Escalate | Outcome::Merge | Outcome::Split => ["", "", ""],
    }
}
