//! The text of a document, in the reader's language and script, as it can be read without JavaScript.
use crate::documents::{Contact, DocumentFields, Version, VersionLanguage, html_of};
use crate::editorial::Thing;
use crate::error::{Code, Result};
use crate::files::{FileStore, MediaType};
use crate::language::{Language, to_cyrillic};
use crate::locale::Locale;

/// The newest version that is text, in the best language for this reader; nothing if there is none.
pub(super) async fn read(files: &FileStore, contact: &Contact, document: &Thing<DocumentFields>, locale: Locale) -> Result<String> {
    let Some(version) = chosen(&document.managed.versions, locale) else { return Ok(String::new()) };
    match html_of(files, &document.id, version, contact).await {
        Ok(html) => Ok(in_script(without_title(html.as_str()), version.language, locale)),
        // Too long to be shown; the file is there.
        Err(error) if error.code == Code::NotFound => Ok(String::new()),
        Err(error) => Err(error),
    }
}

fn chosen(versions: &[Version], locale: Locale) -> Option<&Version> {
    use VersionLanguage::{En, Mul, Sq, Sr};
    let order = match locale.language() {
        Language::Sq => [Sq, Mul, Sr, En],
        Language::Sr => [Sr, Mul, Sq, En],
        Language::En => [En, Mul, Sq, Sr],
    };
    let is_text = |version: &&Version| matches!(version.media_type, MediaType::Markdown | MediaType::PlainText);
    let newest = |language| versions.iter().rev().filter(is_text).find(|version| version.language == language);
    order.into_iter().find_map(newest)
}

/// The page has its title already.
fn without_title(html: &str) -> &str {
    let titled = html.trim_start().starts_with("<h1");
    if titled { html.split_once("</h1>").map_or(html, |(_, rest)| rest) } else { html }
}

fn in_script(html: &str, language: VersionLanguage, locale: Locale) -> String {
    match language {
        VersionLanguage::Sr if locale == Locale::SrCyrl => format!("<div class=\"text\" lang=\"sr-Cyrl\">{}</div>", cyrillic(html)),
        VersionLanguage::Sr => format!("<div class=\"text\" lang=\"sr-Latn\">{html}</div>"),
        VersionLanguage::Mul => format!("<div class=\"text\">{html}</div>"),
        other => format!("<div class=\"text\" lang=\"{}\">{html}</div>", other.as_str()),
    }
}

/// Words in the other script; tags, entities and code stay as they are.
fn cyrillic(html: &str) -> String {
    let (mut out, mut rest, mut code) = (String::with_capacity(html.len() * 2), html, 0_i32);
    while !rest.is_empty() {
        let (words, after) = rest.split_at(rest.find(['<', '&']).unwrap_or(rest.len()));
        if code > 0 {
            out.push_str(words)
        } else {
            out.push_str(&to_cyrillic(words))
        }
        let end = after.find(if after.starts_with('<') { '>' } else { ';' }).map_or(after.len(), |at| at + 1);
        let (mark, after) = after.split_at(end);
        code += i32::from(mark.starts_with("<code") || mark.starts_with("<pre"))
            - i32::from(mark.starts_with("</code") || mark.starts_with("</pre"));
        out.push_str(mark);
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_change_their_script_and_markup_does_not() {
        let html = "<h2 id=\"clan\">Član 1 &amp; 2</h2><p>Vidi <code>/api/v1</code>, <a href=\"https://a.b/njiva\">njivu</a>.</p>";
        let read = "<h2 id=\"clan\">Члан 1 &amp; 2</h2><p>Види <code>/api/v1</code>, <a href=\"https://a.b/njiva\">њиву</a>.</p>";
        assert_eq!(cyrillic(html), read);
    }

    #[test]
    fn the_title_stands_once() {
        assert_eq!(without_title("<h1 id=\"a\">Plani</h1><p>Po.</p>"), "<p>Po.</p>");
        assert_eq!(without_title("<p>Po.</p><h1>Jo</h1>"), "<p>Po.</p><h1>Jo</h1>");
    }
}
