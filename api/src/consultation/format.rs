//! In which form somebody wants the report.
use crate::http::accepted;
use crate::locale::Locale;
use actix_web::HttpRequest;
use actix_web::http::header;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The forms of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum ReportFormat {
    /// For programs.
    Json,
    /// A spreadsheet: one row for each comment and each response to it.
    Csv,
    /// A page to read and print.
    Html,
}

/// What the report can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReportQuery {
    /// The form; without it the `Accept` header says it, and JSON is sent if that does not either.
    #[param(inline)]
    pub format: Option<ReportFormat>,
    /// The language (and for Serbian the script) of the page to print, Albanian if it is not said; comments stay as they were
    /// written.
    #[param(inline)]
    pub lang: Option<Locale>,
}

impl ReportQuery {
    /// The form that is wanted.
    pub(super) fn format(&self, request: &HttpRequest) -> ReportFormat {
        let accepted = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
        self.format.or_else(|| first_known(accepted?)).unwrap_or(ReportFormat::Json)
    }

    /// How the page is read.
    pub(super) fn locale(&self) -> Locale {
        self.lang.unwrap_or_default()
    }
}

/// The first of our media types that the header names and does not refuse; browsers name HTML first.
fn first_known(accept: &str) -> Option<ReportFormat> {
    accepted(accept).filter(|it| !it.is_refused()).find_map(|it| match it.name.to_ascii_lowercase().as_str() {
        "application/json" => Some(ReportFormat::Json),
        "text/csv" => Some(ReportFormat::Csv),
        "text/html" => Some(ReportFormat::Html),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_form_that_is_ours_is_taken() {
        assert_eq!(first_known("text/html,application/xhtml+xml,*/*;q=0.8"), Some(ReportFormat::Html));
        assert_eq!(first_known("text/html;q=0, Text/CSV"), Some(ReportFormat::Csv));
        assert_eq!(first_known("*/*"), None);
        assert_eq!(first_known("application/json, text/html"), Some(ReportFormat::Json));
    }
}
