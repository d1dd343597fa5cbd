//! What a page says without JavaScript: title, dates, texts, files of one thing and what people say about it, as plain HTML.
use super::words::Word;
use crate::documents::Version;
use crate::editorial::{Fields, Thing};
use crate::locale::Locale;
use crate::locale::partial;
use crate::milestones::Evidence;
use crate::time::PartialDate;
use std::fmt::Write;

/// How long a description may be where search engines and messengers show one, in characters.
const DESCRIPTION: usize = 160;

/// One page, ready to be written.
pub(super) struct Leaf {
    /// Behind the language in its address: `documents/the-id`.
    pub path: String,
    pub title: String,
    pub description: String,
    /// HTML: what is on record.
    pub text: String,
    /// HTML: what people say about it.
    pub voices: String,
}

/// What is special about a kind here: its dates, its files, and what shows it.
pub(super) trait Told: Fields {
    fn dates(&self) -> Vec<(Word, Option<PartialDate>)>;
    fn number(&self) -> Option<&str> {
        None
    }
    fn evidence(&self) -> &[Evidence] {
        &[]
    }
    fn files(_: &Self::Managed) -> &[Version] {
        &[]
    }
}

impl Leaf {
    pub(super) fn of<F: Told>(thing: &Thing<F>, locale: Locale) -> Self {
        let (lang, title) = locale.choose(thing.fields.title()).unwrap_or((locale.tag(), thing.id.as_str().into()));
        let texts: Vec<_> = thing.fields.texts().into_iter().skip(1).filter_map(|(_, text)| locale.choose(text)).collect();
        let description = texts.first().map_or(title.as_ref(), |(_, text)| text.as_ref());
        let mut text = crumb::<F>(locale);
        let _ = write!(text, "<h1 lang=\"{lang}\">{}</h1>", escaped(&title));
        // As the app shows it, so that nothing larger has to be painted when it takes over.
        if let Some((lang, lead)) = texts.first() {
            let _ = write!(text, "<p class=\"lead\" lang=\"{lang}\">{}</p>", escaped(lead));
        }
        facts(&mut text, thing, locale);
        for (lang, paragraph) in texts.iter().skip(1) {
            paragraphs(&mut text, lang, paragraph);
        }
        files(&mut text, thing, locale);
        let voices = String::new();
        Self { voices, path: format!("{}/{}", F::PATH, thing.id), description: shortened(description), title: title.into_owned(), text }
    }

    /// The same with a text behind what is on record.
    pub(super) fn with_text(mut self, html: String) -> Self {
        self.text += &html;
        self
    }

    /// The same with what people say about it.
    pub(super) fn with_voices(self, voices: String) -> Self {
        Self { voices, ..self }
    }
}

/// The way back to the list. It stands where the app puts its own, so that nothing jumps when that takes over.
fn crumb<F: Told>(locale: Locale) -> String {
    let (place, list) = (locale.path(), Word::of_list(F::PATH).in_locale(locale));
    format!("<p class=\"crumb\"><a href=\"/{place}/{}\">{list}</a></p>", F::PATH)
}

/// Its number and its dates, as HTML, each with what it is.
pub(super) fn rows<F: Told>(thing: &Thing<F>, locale: Locale) -> Vec<(Word, String)> {
    let dates = thing.fields.dates().into_iter().filter_map(|(word, date)| Some((word, date?)));
    let dates = dates.map(|(word, date)| match partial(date, locale) {
        Some(written) => (word, format!("<time datetime=\"{date}\">{written}</time>")),
        None => (word, escaped(&Word::Unknown.in_locale(locale))),
    });
    let number = thing.fields.number().map(|number| (Word::Number, escaped(number)));
    number.into_iter().chain(dates).collect()
}

fn facts<F: Told>(out: &mut String, thing: &Thing<F>, locale: Locale) {
    let row = |(word, value): (Word, String)| format!("<div><dt>{}</dt><dd>{value}</dd></div>", word.in_locale(locale));
    let rows: String = rows(thing, locale).into_iter().map(row).collect();
    if !rows.is_empty() {
        let _ = write!(out, "<dl class=\"facts\">{rows}</dl>");
    }
}

fn files<F: Told>(out: &mut String, thing: &Thing<F>, locale: Locale) {
    let versions = F::files(&thing.managed);
    if versions.is_empty() {
        return;
    }
    let _ = write!(out, "<h2>{}</h2><ul role=\"list\" class=\"items\">", Word::Files.in_locale(locale));
    for version in versions {
        let Version { number, language, file_name, bytes, sha256, .. } = version;
        let (name, lang) = (escaped(file_name), language.as_str());
        let address = format!("/api/v1/documents/{}/versions/{number}/file", thing.id);
        let _ = write!(out, "<li><a href=\"{address}\" hreflang=\"{lang}\">{name}</a> ({lang}, {bytes} B, SHA-256 {sha256})</li>");
    }
    out.push_str("</ul>");
}

pub(super) fn paragraphs(out: &mut String, lang: &str, text: &str) {
    // `rom` and the like are tags of languages; `other` is none.
    let lang = if lang == "other" { "und" } else { lang };
    for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        let _ = write!(out, "<p lang=\"{lang}\">{}</p>", escaped(paragraph).replace('\n', "<br>"));
    }
}

/// Text as it must stand in HTML, inside of elements and of quoted attributes.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= DESCRIPTION {
        return line;
    }
    let cut: String = line.chars().take(DESCRIPTION).collect();
    format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_people_write_becomes_markup() {
        let mut out = String::new();
        paragraphs(&mut out, "en", "<script>alert(\"1\")</script>\nand & more");
        assert_eq!(out, "<p lang=\"en\">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;<br>and &amp; more</p>");
    }

    #[test]
    fn a_long_description_ends_behind_a_whole_word() {
        let short = shortened(&"fjalë ".repeat(60));
        assert!(short.ends_with("fjalë…") && short.chars().count() <= DESCRIPTION + 1, "{short}");
        assert_eq!(shortened("një\n dy"), "një dy");
    }
}
