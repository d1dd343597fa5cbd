//! The head of the page to print: dates, and the numbers as tables.
use super::markup::escaped;
use super::model::ReportTotals;
use super::page::Page;
use super::wording as w;
use crate::responses::ResponseOutcome;

/// When comments are open, who is responsible, how new the page is.
pub(super) fn facts(page: &Page<'_>) -> String {
    let window = &page.report.window;
    let from = window.comments_from.map_or_else(|| page.say(w::FROM_PUBLICATION).into_owned(), |at| page.time(at));
    let until = window.comments_until.map_or_else(|| page.say(w::WITHOUT_END).into_owned(), |at| page.time(at));
    let now = page.say(if window.open { w::OPEN_NOW } else { w::CLOSED_NOW });
    let mut facts = row(&page.say(w::WINDOW), &format!("{from} – {until} ({now})"));
    if let Some(responsible) = &page.report.responsible {
        facts += &row(&page.say(w::RESPONSIBLE), &page.organization(responsible));
    }
    let as_of = &page.report.as_of;
    facts += &row(&page.say(w::AS_OF), &format!("{} ({})", as_of.seq, page.time(as_of.at)));
    format!("<dl>\n{facts}</dl>\n")
}

fn row(what: &str, value: &str) -> String {
    format!("<dt>{}</dt><dd>{value}</dd>\n", escaped(what))
}

/// All numbers of the report. What is not told has no number.
pub(super) fn numbers(page: &Page<'_>) -> String {
    let totals = &page.report.totals;
    let cell = |(name, words, number): (&str, w::Words, Option<String>)| {
        let untold = || if name == "median_days" { "–".into() } else { page.say(w::FEWER_THAN_FIVE) };
        let told = number.map_or_else(untold, Into::into);
        format!("<tr><th scope=\"row\">{}</th><td data-total=\"{name}\">{told}</td></tr>\n", page.say(words))
    };
    let rows: String = listed(totals).into_iter().map(cell).collect();
    let why = if totals.received.is_none() { format!("<p class=\"meta\">{}</p>\n", page.say(w::WHY_NOT_TOLD)) } else { String::new() };
    format!(
        "<h2>{}</h2>\n<table>\n<caption>{}</caption>\n<tbody>\n{rows}</tbody>\n</table>\n{why}{}",
        page.say(w::NUMBERS),
        page.say(w::COMMENTS),
        outcomes(page)
    )
}

fn listed(totals: &ReportTotals) -> Vec<(&'static str, w::Words, Option<String>)> {
    let number = |it: i64| Some(it.to_string());
    vec![
        ("received", w::RECEIVED, totals.received.and_then(number)),
        ("never_public", w::NEVER_PUBLIC, totals.never_public.and_then(number)),
        ("once_public", w::ONCE_PUBLIC, number(totals.once_public)),
        ("published", w::PUBLISHED, number(totals.published)),
        ("hidden", w::HIDDEN, number(totals.hidden)),
        ("withdrawn", w::WITHDRAWN, number(totals.withdrawn)),
        ("erased", w::ERASED, number(totals.erased)),
        ("answered", w::ANSWERED, number(totals.answered)),
        ("waiting", w::WAITING, number(totals.waiting)),
        ("median_days", w::MEDIAN, totals.median_days.map(|days| days.to_string())),
        ("responses", w::RESPONSES, number(totals.responses)),
        ("superseded", w::SUPERSEDED, number(totals.superseded)),
    ]
}

fn outcomes(page: &Page<'_>) -> String {
    let row = |outcome: &ResponseOutcome| {
        let number = page.report.totals.outcomes.of(*outcome);
        format!("<tr><th scope=\"row\">{}</th><td data-outcomes=\"{outcome}\">{number}</td></tr>\n", page.say(outcome.words()))
    };
    let rows: String = ResponseOutcome::ALL.iter().map(row).collect();
    format!("<table>\n<caption>{}</caption>\n<tbody>\n{rows}</tbody>\n</table>\n", page.say(w::OUTCOMES))
}
