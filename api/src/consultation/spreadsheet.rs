//! The report as CSV: one row for each comment and each response to it; a comment without response has one row.
use super::cells::row;
use super::model::{ConsultationReport, ReportedComment};
use crate::responses::{Changed, Response};

/// By this mark spreadsheets know that it is UTF-8; without it they garble ë and đ.
const UTF8: &str = "\u{feff}";

const COLUMNS: [&str; 25] = [
    "seq",
    "comment",
    "state",
    "state_reasons",
    "in_reply_to",
    "published_at",
    "author_kind",
    "author_name",
    "says_to_write_for",
    "on_behalf_of",
    "language",
    "body",
    "response",
    "response_seq",
    "organization",
    "outcome",
    "reason_sq",
    "reason_sr",
    "reason_en",
    "changed",
    "changed_version",
    "answered_at",
    "answered_by",
    "supersedes",
    "superseded_by",
];

/// The whole spreadsheet.
pub(super) fn csv(report: &ConsultationReport) -> String {
    let mut text = format!("{UTF8}{}", row(&COLUMNS));
    for comment in &report.comments {
        if comment.responses.is_empty() {
            text += &line(comment, None);
        }
        for response in &comment.responses {
            text += &line(comment, Some(response));
        }
    }
    text
}

fn line(said: &ReportedComment, response: Option<&Response>) -> String {
    let cells: Vec<String> = comment(said).into_iter().chain(answer(response)).collect();
    row(&cells.iter().map(String::as_str).collect::<Vec<_>>())
}

fn comment(said: &ReportedComment) -> [String; 12] {
    let it = &said.comment;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let reasons: Vec<&str> = said.reasons.iter().map(|reason| reason.as_str()).collect();
    [
        it.seq.map_or_else(String::new, |seq| seq.to_string()),
        it.id.clone(),
        it.state.to_string(),
        reasons.join(" "),
        text(&it.parent),
        it.published_at.map_or_else(String::new, |at| at.to_string()),
        it.author_kind.to_string(),
        text(&it.author_name),
        text(&it.organization),
        text(&it.on_behalf_of),
        it.language.to_string(),
        text(&it.body),
    ]
}

fn answer(response: Option<&Response>) -> [String; 13] {
    let Some(it) = response else { return Default::default() };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (changed, version) = it.changed.as_ref().map(link).unwrap_or_default();
    [
        it.id.clone(),
        it.seq.to_string(),
        it.organization.clone(),
        it.outcome.to_string(),
        text(&it.reason.sq),
        text(&it.reason.sr),
        text(&it.reason.en),
        changed,
        version,
        it.published_at.to_string(),
        it.answered_by.clone(),
        text(&it.supersedes),
        text(&it.superseded_by),
    ]
}

fn link(changed: &Changed) -> (String, String) {
    match changed {
        Changed::Thing(it) => (it.thing.subject().to_string(), it.version.map_or_else(String::new, |number| number.to_string())),
        Changed::Elsewhere(it) => (it.url.clone(), String::new()),
    }
}
