//! The report as one page to read and print: no scripts, nothing loaded, every text escaped.
use super::markup::{escaped, quoted};
use super::model::{ConsultationReport, ReportedComment};
use super::page_totals;
use super::wording as w;
use crate::comments::{Comment, CommentLanguage, CommentState};
use crate::language::Translated;
use crate::locale::{Locale, minute_of};
use crate::moderation::reason_name;
use crate::responses::{Changed, Response};
use crate::time::Moment;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The style, to be allowed by its digest.
pub(super) const STYLE: &str = include_str!("report.css");

/// A report as somebody reads it.
pub(super) struct Page<'a> {
    pub(super) report: &'a ConsultationReport,
    pub(super) locale: Locale,
    numbers: BTreeMap<&'a str, i64>,
}

/// The whole page.
pub(super) fn html(report: &ConsultationReport, locale: Locale) -> String {
    let numbers = report.comments.iter().map(|it| (it.comment.id.as_str(), it.comment.seq.unwrap_or_default())).collect();
    let page = Page { report, locale, numbers };
    let (title, report_of) = (page.plain(&report.title), page.say(w::REPORT));
    let tag = locale.tag();
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{report_of}: {title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n<p class=\"kind\">{report_of} · {}</p>\n<h1>{title}</h1>\n\
         <p class=\"independent\">{}</p>\n{}</header>\n<main>\n{}{}{}{}</main>\n<footer><p>{} {}</p></footer>\n</body>\n</html>\n",
        page.say(w::subject(report.subject.kind)),
        page.say(w::INDEPENDENT),
        page.other_forms(),
        page_totals::facts(&page),
        page_totals::numbers(&page),
        page.unanswered(),
        page.everything_said(),
        page.say(w::KOSOVO_TIME),
        page.say(w::INDEPENDENT),
    )
}

impl Page<'_> {
    pub(super) fn say(&self, words: w::Words) -> Cow<'static, str> {
        self.locale.told(words)
    }

    /// The text in the page's language, or whatever there is; without markup.
    pub(super) fn plain(&self, text: &Translated) -> String {
        self.locale.choose(text).map_or_else(|| "…".to_owned(), |(_, text)| escaped(&text))
    }

    /// The text in the page's language; where it lacks that, in all others, each marked as what it is.
    fn translated(&self, text: &Translated) -> String {
        match text.get(self.locale.language()) {
            Some(here) => quoted("p", self.locale.tag(), &self.locale.written(here)),
            None => text.iter().map(|(language, text)| quoted("p", language.as_str(), text)).collect(),
        }
    }

    pub(super) fn time(&self, at: Moment) -> String {
        minute_of(at, self.locale)
    }

    pub(super) fn organization(&self, id: &str) -> String {
        let known = self.report.organizations.iter().find(|it| it.id == id);
        known.filter(|it| !it.name.is_empty()).map_or_else(|| escaped(id), |it| self.plain(&it.name))
    }

    fn other_forms(&self) -> String {
        let link = |query: &str, language: &str, name: &str| format!("<li><a href=\"?{query}\"{language}>{name}</a></li>\n");
        let languages = Locale::ALL.map(|it| {
            let tag = it.tag();
            link(&format!("format=html&amp;lang={}", it.path()), &format!(" lang=\"{tag}\" hreflang=\"{tag}\""), it.name())
        });
        let forms = [link("format=csv", "", "CSV"), link("format=json", "", "JSON")];
        format!("<nav aria-label=\"{}\">\n<ul>\n{}{}</ul>\n</nav>\n", self.say(w::LANGUAGES), languages.concat(), forms.concat())
    }

    fn unanswered(&self) -> String {
        let heading = format!("<h2>{}</h2>\n", self.say(w::UNANSWERED));
        if self.report.unanswered.is_empty() {
            return format!("{heading}<p>{}</p>\n", self.say(w::NOBODY_WAITS));
        }
        let waiting = self.report.unanswered.iter().map(|id| format!("<li data-unanswered=\"{id}\">{}</li>\n", self.link_to(id)));
        format!("{heading}<ul class=\"waiting\">\n{}</ul>\n", waiting.collect::<String>())
    }

    fn link_to(&self, comment: &str) -> String {
        let number = self.numbers.get(comment).copied().unwrap_or_default();
        format!("<a href=\"#c-{number}\">{} {number}</a>", self.say(w::COMMENT))
    }

    fn everything_said(&self) -> String {
        let heading = format!("<h2>{}</h2>\n", self.say(w::SAID));
        if self.report.comments.is_empty() {
            return format!("{heading}<p>{}</p>\n", self.say(w::NOTHING_SAID));
        }
        heading + &self.report.comments.iter().map(|it| self.comment(it)).collect::<String>()
    }

    fn comment(&self, said: &ReportedComment) -> String {
        let it = &said.comment;
        let number = it.seq.unwrap_or_default();
        let answers = match (it.state, said.responses.is_empty()) {
            (CommentState::Published, true) => format!("<p class=\"waits\">{}</p>\n", self.say(w::NO_ANSWER)),
            _ => said.responses.iter().map(|it| self.response(it)).collect(),
        };
        format!(
            "<article id=\"c-{number}\" data-comment=\"{}\" data-state=\"{}\">\n<h3>{} {number}</h3>\n<p class=\"meta\">{}</p>\n{}{answers}</article>\n",
            it.id,
            it.state,
            self.say(w::COMMENT),
            self.about(said),
            self.body(said),
        )
    }

    fn about(&self, said: &ReportedComment) -> String {
        let it = &said.comment;
        let mut parts = vec![];
        if it.state == CommentState::Published {
            parts.extend(self.author(it));
        }
        parts.extend(it.organization.as_deref().map(|it| format!("{} <bdi>{}</bdi>", self.say(w::WRITES_FOR), escaped(it))));
        parts.extend(it.published_at.map(|at| self.time(at)));
        parts.extend(it.parent.as_deref().map(|parent| format!("{}: {}", self.say(w::REPLY_TO), self.link_to(parent))));
        parts.join(" · ")
    }

    /// A program that writes for an organization of the register is no citizen without a name.
    fn author(&self, it: &Comment) -> Vec<String> {
        let name = it.author_name.as_deref().map(|name| format!("<bdi>{}</bdi>", escaped(name)));
        match &it.on_behalf_of {
            Some(id) => name.into_iter().chain([format!("{} {}", self.say(w::ON_BEHALF_OF), self.organization(id))]).collect(),
            None => vec![name.unwrap_or_else(|| self.say(w::ANONYMOUS).into_owned()), self.say(w::author(it.author_kind)).into_owned()],
        }
    }

    fn body(&self, said: &ReportedComment) -> String {
        let it = &said.comment;
        if let Some(body) = &it.body {
            let language = if it.language == CommentLanguage::Other { "" } else { it.language.as_str() };
            return format!("<blockquote class=\"body\">{}</blockquote>\n", quoted("p", language, body).trim_end());
        }
        let names: Vec<_> = said
            .reasons
            .iter()
            .map(|reason| format!("<span data-reason=\"{reason}\">{}</span>", self.plain(&reason_name(*reason))))
            .collect();
        let reasons = if names.is_empty() { String::new() } else { format!(" {}: {}.", self.say(w::REASONS), names.join("; ")) };
        format!("<p class=\"gone\">{} {}{reasons}</p>\n", self.say(w::state(it.state)), self.say(w::NO_TEXT))
    }

    fn response(&self, it: &Response) -> String {
        let (class, superseded) = match it.stands() {
            true => ("response", String::new()),
            false => ("response superseded", format!("<p class=\"meta\">{}</p>\n", self.say(w::NOT_IN_FORCE))),
        };
        format!(
            "<section class=\"{class}\" data-response=\"{}\" data-outcome=\"{}\">\n<h4>{} {}: {}</h4>\n<p class=\"meta\">{} · {} {}</p>\n{superseded}<div class=\"reason\">{}</div>\n{}</section>\n",
            it.id,
            it.outcome,
            self.organization(&it.organization),
            self.say(w::ANSWERS),
            self.say(it.outcome.words()),
            self.time(it.published_at),
            self.say(w::WRITTEN_BY),
            escaped(&it.answered_by),
            self.translated(&it.reason).trim_end(),
            it.changed.as_ref().map_or_else(String::new, |changed| self.changed(changed)),
        )
    }

    fn changed(&self, changed: &Changed) -> String {
        let link = match changed {
            Changed::Elsewhere(it) => format!("<a class=\"elsewhere\" rel=\"noopener noreferrer\" href=\"{0}\">{0}</a>", escaped(&it.url)),
            Changed::Thing(it) => {
                let (kind, id) = (it.thing.kind, escaped(&it.thing.id));
                let version = it.version.map_or_else(String::new, |number| format!(", {} {number}", self.say(w::VERSION)));
                format!("<a href=\"/{}/{kind}s/{id}\">{} {id}</a>{version}", self.locale.path(), self.say(w::subject(kind)))
            }
        };
        format!("<p class=\"meta\">{}: {link}</p>\n", self.say(w::CHANGED))
    }
}
