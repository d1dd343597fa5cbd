//! Consultation reports over HTTP.
use super::format::{ReportFormat, ReportQuery};
use super::model::ConsultationReport;
use super::{page, spreadsheet, store};
use crate::comments::{CommentSubject, SubjectKind};
use crate::decisions::DecisionFields;
use crate::documents::DocumentFields;
use crate::editorial::{Fields, Id};
use crate::error::Result;
use crate::http::{Answer, Params, etag_of, matching_tag};
use crate::milestones::MilestoneFields;
use crate::record::Record;
use actix_web::http::header::{self, HeaderName};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, Responder, get};
use base64::Engine as _;
use sha2::{Digest, Sha256};
use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the reports. They come first, as their addresses lie below those of the things.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(report_on_document).service(report_on_milestone).service(report_on_decision);
}

/// One operation for each kind of thing that is commented; they differ in names only.
macro_rules! report {
    ($name:ident, $fields:ty, $kind:ident, $address:tt, $tag:tt, $a_one:tt) => {
        #[utoipa::path(tag = $tag, operation_id = stringify!($name), summary = concat!("Read the consultation report on ", $a_one, "."),
                    description = "What was said, what was answered by whom and why, what changed because of it, and who still waits: \
                everything, never a part. As JSON, as CSV (a byte order mark, then RFC 4180; what a spreadsheet would take for a \
                formula begins with an apostrophe) or as a page to print. Everything but `received` and `never_public` can be \
                worked out from the comments and responses that it lists.",
                    params(("id" = inline(Id), Path), ReportQuery),
                    responses((status = 200, description = "The report", content(
                        (ConsultationReport = "application/json"), (String = "text/csv"), (String = "text/html")))),
                    extensions(("x-problems" = json!(["gone"]))))]
        #[get($address)]
        async fn $name(
            record: Data<Record>,
            id: Path<String>,
            Params(query): Params<ReportQuery>,
            request: HttpRequest,
        ) -> Result<HttpResponse> {
            let subject = CommentSubject { kind: SubjectKind::$kind, id: id.into_inner() };
            answer::<$fields>(&record, subject, &query, &request).await
        }
    };
}

report! { report_on_document, DocumentFields, Document, "/documents/{id}/consultation-report", "documents", "a document" }
report! { report_on_milestone, MilestoneFields, Milestone, "/milestones/{id}/consultation-report", "milestones", "a milestone" }
report! { report_on_decision, DecisionFields, Decision, "/decisions/{id}/consultation-report", "decisions", "a decision" }

async fn answer<F: Fields>(record: &Record, subject: CommentSubject, query: &ReportQuery, request: &HttpRequest) -> Result<HttpResponse> {
    let (now, format, locale) = (record.clock.now(), query.format(request), query.locale());
    let name = format!("consultation-report-{}-{}", subject.kind, subject.id);
    // Making the text takes as long as reading it; neither is for the worker.
    let made = record.db.read_slow(move |conn| {
        let report = store::report::<F>(conn, subject, now)?;
        Ok(match format {
            ReportFormat::Json => Made::Json(Box::new(report)),
            ReportFormat::Csv => Made::Csv(spreadsheet::csv(&report)),
            ReportFormat::Html => Made::Html(page::html(&report, locale)),
        })
    });
    Ok(match made.await? {
        Made::Json(report) => Answer::fresh(report).header(header::VARY, header::ACCEPT.to_string()).respond_to(request),
        Made::Csv(text) => {
            let disposition = (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\""));
            send(request, text, "text/csv; charset=utf-8", disposition)
        }
        Made::Html(text) => send(request, text, "text/html; charset=utf-8", (header::CONTENT_SECURITY_POLICY, policy())),
    })
}

enum Made {
    Json(Box<ConsultationReport>),
    Csv(String),
    Html(String),
}

fn send(request: &HttpRequest, text: String, media_type: &str, header: (HeaderName, String)) -> HttpResponse {
    let etag = etag_of(text.as_bytes(), None);
    let known = matching_tag(request, &etag);
    let mut answer = if known.is_some() { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::CACHE_CONTROL, "public, no-cache")).insert_header((header::VARY, "Accept"));
    answer.insert_header((header::ETAG, known.clone().unwrap_or(etag))).insert_header(header);
    if known.is_some() { answer.finish() } else { answer.content_type(media_type).body(text) }
}

/// The page runs nothing, loads nothing, and has the one style that we wrote.
fn policy() -> String {
    let digest = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(page::STYLE.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
}
