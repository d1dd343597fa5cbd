//! The things of one kind as a list that can be read without JavaScript, the newest first.
use super::leaf::{Told, escaped, rows};
use super::words::Word;
use crate::db::Conn;
use crate::editorial::{self, Thing, newest_first};
use crate::error::Result;
use crate::locale::Locale;
use std::fmt::Write;

/// Writes at most so many of them.
pub(super) fn write<F: Told>(out: &mut String, conn: &mut Conn, locale: Locale, most: usize) -> Result<()> {
    let mut things: Vec<_> = editorial::all::<F>(conn)?.into_iter().filter(Thing::is_published).collect();
    things.sort_by_cached_key(|thing| newest_first(thing.fields.dates().into_iter().filter_map(|(_, date)| date).next_back()));
    out.push_str("<ul role=\"list\" class=\"items\">");
    things.iter().take(most).for_each(|thing| line(out, thing, locale));
    out.push_str("</ul>");
    Ok(())
}

/// The same below a heading that leads to the whole list.
pub(super) fn latest<F: Told>(out: &mut String, conn: &mut Conn, locale: Locale, most: usize) -> Result<()> {
    let (place, name) = (locale.path(), Word::of_list(F::PATH).in_locale(locale));
    let _ = write!(out, "<h2><a href=\"/{place}/{}\">{name}</a></h2>", F::PATH);
    write::<F>(out, conn, locale, most)
}

fn line<F: Told>(out: &mut String, thing: &Thing<F>, locale: Locale) {
    let (lang, title) = locale.choose(thing.fields.title()).unwrap_or((locale.tag(), thing.id.as_str().into()));
    let _ = write!(out, "<li><a href=\"/{}/{}/{}\" lang=\"{lang}\">{}</a>", locale.path(), F::PATH, thing.id, escaped(&title));
    let rows: Vec<_> = rows(thing, locale).into_iter().map(|(word, value)| format!("{} {value}", word.in_locale(locale))).collect();
    if !rows.is_empty() {
        let _ = write!(out, "<p class=\"meta\">{}</p>", rows.join(", "));
    }
    out.push_str("</li>");
}
