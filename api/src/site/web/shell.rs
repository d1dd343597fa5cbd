//! `200.html`, the page that the app fills in the browser, with what can be read without it: tags in the head and plain
//! text in the body, which the app replaces.
use super::leaf::{Leaf, escaped};
use super::words::Word;
use crate::language::Translated;
use crate::locale::Locale;
use std::borrow::Cow;
use std::fmt::Write;

/// Where the build left room.
const HEAD: &str = "<!--hapur:head-->";
const TEXT: &str = "<!--hapur:text-->";

/// The sign before the name.
const MARK: &str = "<svg viewBox=\"0 0 28 28\" aria-hidden=\"true\">\
    <path fill=\"none\" stroke=\"currentColor\" stroke-width=\"5\" d=\"M25.4 12.4A11.5 11.5 0 1 1 15.6 2.6\"/></svg>";

/// The page about one thing.
pub(super) fn fill(shell: &str, leaf: &Leaf, locale: Locale, site: &str) -> String {
    let Leaf { path, text, voices, .. } = leaf;
    let matter = format!("<main class=\"wrap\"><article class=\"pagehead\">{text}</article>{voices}</main>");
    filled(shell, locale, path, &head(leaf, locale, site), &matter)
}

/// The page about a thing that is not there, or no longer and for what reason.
pub(super) fn without(shell: &str, why: Word, reason: Option<&Translated>, locale: Locale, path: &str) -> String {
    let why = why.in_locale(locale);
    let head = format!("<title>{why} · Hapur</title><meta name=\"robots\" content=\"noindex\">");
    let told = |(tag, text): (&str, Cow<str>)| format!("<p lang=\"{tag}\">{}</p>", escaped(&text));
    let reason = reason.and_then(|reason| locale.choose(reason)).map(told).unwrap_or_default();
    let matter = format!("<main class=\"wrap\"><article class=\"pagehead\"><h1>{why}</h1>{reason}</article></main>");
    filled(shell, locale, path, &head, &matter)
}

/// A page that only the app knows. Who has no JavaScript is told so, and finds the way to what can be read.
pub(super) fn bare(shell: &str, locale: Locale) -> String {
    let (ways, needed) = (masthead(locale, ""), Word::ScriptNeeded.in_locale(locale));
    let told = format!("<noscript>{ways}<main class=\"wrap\"><p class=\"pagehead\">{needed}</p></main></noscript>");
    tagged(shell, locale).replacen(HEAD, "<title>Hapur</title>", 1).replacen(TEXT, &told, 1)
}

fn tagged(shell: &str, locale: Locale) -> String {
    shell.replacen("<html lang=\"sq\"", &format!("<html lang=\"{}\"", locale.tag()), 1)
}

fn filled(shell: &str, locale: Locale, path: &str, head: &str, matter: &str) -> String {
    let with_head = tagged(shell, locale).replacen(HEAD, head, 1);
    with_head.replacen(TEXT, &format!("<div id=\"served\">{}{matter}</div>", masthead(locale, path)), 1)
}

/// The ways on, and to the other languages. They stand where the app puts its own and look the same, so that nothing jumps
/// when the app takes over.
fn masthead(locale: Locale, path: &str) -> String {
    let place = locale.path();
    let link = |path: &str, word: Word| format!("<li><a href=\"/{place}/{path}\">{}</a></li>", word.in_locale(locale));
    let lists = ["milestones", "documents", "decisions", "organizations"];
    let ways: String = lists.into_iter().map(|path| link(path, Word::of_list(path))).chain([link("search", Word::Search)]).collect();
    let (independent, tagline) = (Word::Independent.in_locale(locale), Word::Tagline.in_locale(locale));
    format!(
        "<header><div class=\"folio\"><div class=\"wrap\"><p>{independent}</p><ul role=\"list\" class=\"langs\">{}</ul></div></div>\
         <div class=\"masthead\"><div class=\"wrap\"><a class=\"brand\" href=\"/{place}\">{MARK}<b>Hapur</b><span>{tagline}</span></a>\
         <nav class=\"nav\"><ul role=\"list\">{ways}</ul></nav></div></div></header>",
        Locale::ALL.map(|other| language(other, other == locale, path)).concat()
    )
}

fn language(locale: Locale, is_here: bool, path: &str) -> String {
    let (place, tag, name) = (locale.path(), locale.tag(), locale.name());
    let here = if is_here { " aria-current=\"true\"" } else { "" };
    format!("<li><a href=\"/{place}/{path}\" lang=\"{tag}\" hreflang=\"{tag}\"{here}>{name}</a></li>")
}

fn head(leaf: &Leaf, locale: Locale, site: &str) -> String {
    let address = |locale: Locale| format!("{site}/{}/{}", locale.path(), leaf.path);
    let (title, description, here) = (escaped(&leaf.title), escaped(&leaf.description), address(locale));
    let mut out = format!(
        "<title>{title} · Hapur</title><meta name=\"description\" content=\"{description}\"><link rel=\"canonical\" href=\"{here}\">\
         <meta property=\"og:type\" content=\"article\"><meta property=\"og:site_name\" content=\"Hapur\">\
         <meta property=\"og:title\" content=\"{title}\"><meta property=\"og:description\" content=\"{description}\">\
         <meta property=\"og:url\" content=\"{here}\">"
    );
    for other in Locale::ALL {
        let _ = write!(out, "<link rel=\"alternate\" hreflang=\"{}\" href=\"{}\">", other.tag(), address(other));
    }
    let _ = write!(out, "<link rel=\"alternate\" hreflang=\"x-default\" href=\"{}\">", address(Locale::Sq));
    out
}
