//! The consultation report on a document, milestone or decision: what was said, what was answered by whom and why, what
//! changed because of it, and who still waits. As JSON, as a spreadsheet (CSV) and as a page to print, all whole and all
//! made of the same report, so that they cannot tell different numbers.
mod cells;
mod format;
mod markup;
mod model;
mod page;
mod page_totals;
mod routes;
mod rules;
mod spreadsheet;
mod store;
mod wording;

pub use model::{ConsultationReport, ReportTotals};
pub use routes::routes;
