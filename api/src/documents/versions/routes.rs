//! Versions over HTTP.
use super::model::{NewVersion, NewVersionForm};
use super::responses::{FileResponses, HtmlResponses};
use super::upload::{File, Upload, UploadLimit};
use super::{Contact, deliver, rules, text, text_kept, upload};
use crate::documents::DocumentFields;
use crate::editorial::{self, Editorial, Id, Shown};
use crate::error::Result;
use crate::files::{Digest, FileStore};
use crate::http::{Answer, Editor, Idempotency, IdempotencyHeader, IfMatch, IfMatchHeader, Once, Params};
use crate::record::{Actor, Record};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

type Kept = Editorial<DocumentFields>;
type Added = Once<(Shown<DocumentFields>, i64)>;

/// Mounts the versions.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(add).service(file).service(html).service(editorial_file).service(editorial_html);
}

/// How a browser should take the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Disposition {
    /// As something to keep.
    Attachment,
    /// As something to look at; only PDF, PNG and JPEG.
    Inline,
}

/// What can be asked of a file.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FileQuery {
    /// `inline` shows PDF, PNG and JPEG in the browser; everything else is always something to keep.
    #[param(inline)]
    pub disposition: Option<Disposition>,
}

/// `Range` and its companions, as they stand in the OpenAPI document.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code)] // read in `deliver`; this is their description
pub struct RangeHeaders {
    /// One range of bytes; anything else gives the whole file.
    #[param(rename = "Range", required = false, example = "bytes=0-1023")]
    range: Option<String>,
    /// The `ETag` of the file of which you have the beginning: if it is another, you get the whole.
    #[param(rename = "If-Range", required = false)]
    if_range: Option<String>,
}

#[utoipa::path(tag = "documents", operation_id = "add_document_version", summary = "Add a version to a document.",
    description = "Editors only. Exactly the parts `file` and `meta`, in any order. The file must be what it says; HTML, SVG and \
        programs are refused. Of a published document the version is public at once. Versions are never replaced or removed.",
    params(("id" = inline(Id), Path), IfMatchHeader, IdempotencyHeader), security(("bearer" = ["editor"])),
    request_body(content((inline(NewVersionForm) = "multipart/form-data",
        encoding(("meta" = (content_type = "application/json")), ("file" = (content_type = "application/octet-stream")))))),
    responses((status = 201, description = "The document with its new version", body = Kept,
        headers(("Location" = String, description = "The address of the new version's file"), ("ETag" = String, description = "For `If-Match`")))),
    extensions(("x-problems" = json!(["malformed_json", "wrong_state", "unknown_reference"]))))]
#[post("/documents/{id}/versions")]
#[allow(clippy::too_many_arguments)] // each is one thing that the request must have
async fn add(
    editor: Editor,
    record: Data<Record>,
    files: Data<FileStore>,
    limit: Data<UploadLimit>,
    id: Path<String>,
    read: IfMatch,
    key: Idempotency,
    request: HttpRequest,
    payload: actix_web::web::Payload,
) -> Result<Answer<Kept>> {
    let id = id.into_inner();
    let sought = id.clone();
    record.db.read(move |conn| editorial::find::<DocumentFields>(conn, &sought).map(drop)).await?;
    let upload = upload::receive(&request, payload.into_inner(), &files, **limit).await?;
    let new = keep(upload).await?;
    text_kept::keep_of(&record, &files, &new).await?;
    Ok(added(commit(&record, editor.actor(), id, read, key, new).await?))
}

/// The file is durable before a row names it; if the row is refused, the sweep finds the file.
async fn keep(upload: Upload) -> Result<NewVersion> {
    let Upload { meta, file: File { received, media_type, name } } = upload;
    let bytes = received.bytes;
    let sha256 = received.keep().await?;
    Ok(NewVersion { language: meta.language, media_type, bytes, sha256, file_name: name, note: meta.note })
}

async fn commit(record: &Record, actor: Actor, id: String, read: IfMatch, key: Idempotency, new: NewVersion) -> Result<Added> {
    let digest = Digest::of(&serde_json::to_vec(&new)?).to_string();
    let once = record
        .commit(actor, move |tx| {
            let once = key.once(tx, &digest, |tx| {
                let change = rules::add(tx, &id, read, new)?;
                Ok(change.map(|shown| shown.thing.managed.versions.len() as i64))
            })?;
            let thing = editorial::find::<DocumentFields>(tx.conn, &id)?;
            let shown = editorial::show_one(tx.conn, thing, tx.now)?;
            Ok(once.map(|Once { value: number, replayed }| Once { value: (shown, number), replayed }))
        })
        .await?;
    Ok(once)
}

fn added(Once { value: (shown, number), replayed }: Added) -> Answer<Kept> {
    let place = if shown.thing.is_published() { "documents" } else { "editorial/documents" };
    let location = format!("/api/v1/{place}/{}/versions/{number}/file", shown.thing.id);
    let revision = shown.thing.revision;
    Answer::created(Editorial(shown), location).revision(revision).replayed(replayed)
}

#[utoipa::path(tag = "documents", operation_id = "read_document_file", summary = "Read the file of a version.",
    description = "The bytes, which never change. 410 with the reason if an editor withdrew the document.",
    params(("id" = inline(Id), Path), ("number" = i64, Path, description = "The number of the version, from 1.", minimum = 1, maximum = 1_000_000), FileQuery, RangeHeaders),
    responses(FileResponses), extensions(("x-problems" = json!(["gone", "range_not_satisfiable"]))))]
#[get("/documents/{id}/versions/{number}/file")]
async fn file(
    record: Data<Record>,
    files: Data<FileStore>,
    path: Path<(String, i64)>,
    Params(query): Params<FileQuery>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let (id, number) = path.into_inner();
    let thing = record.db.read(move |conn| editorial::find::<DocumentFields>(conn, &id)?.seen_by_everybody()).await?;
    let version = rules::numbered(&thing, number)?;
    deliver::file(&request, &files, &version, query.disposition == Some(Disposition::Inline), deliver::FOR_EVER).await
}

#[utoipa::path(tag = "documents", operation_id = "read_document_html", summary = "Read a text version as HTML.",
    description = "A fragment without head, made here of Markdown or plain text: no scripts, no pictures, nothing from elsewhere; \
        every heading has an id. 404 for other files.",
    params(("id" = inline(Id), Path), ("number" = i64, Path, description = "The number of the version, from 1.", minimum = 1, maximum = 1_000_000)),
    responses(HtmlResponses), extensions(("x-problems" = json!(["gone"]))))]
#[get("/documents/{id}/versions/{number}/html")]
async fn html(
    record: Data<Record>,
    files: Data<FileStore>,
    contact: Data<Contact>,
    path: Path<(String, i64)>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let (id, number) = path.into_inner();
    let thing = record.db.read(move |conn| editorial::find::<DocumentFields>(conn, &id)?.seen_by_everybody()).await?;
    let version = rules::numbered(&thing, number)?;
    let html = text::html(&files, &thing.id, &version, &contact).await?;
    Ok(deliver::html(&request, html, version.language, deliver::ASK_AGAIN))
}

#[utoipa::path(tag = "editorial", operation_id = "read_editorial_document_file", summary = "Read the file of a version in any status.",
    description = "For editors: also of drafts and of what was withdrawn.",
    params(("id" = inline(Id), Path), ("number" = i64, Path, description = "The number of the version, from 1.", minimum = 1, maximum = 1_000_000), FileQuery, RangeHeaders),
    security(("bearer" = ["editor"])), responses(FileResponses), extensions(("x-problems" = json!(["range_not_satisfiable"]))))]
#[get("/editorial/documents/{id}/versions/{number}/file")]
async fn editorial_file(
    _: Editor,
    record: Data<Record>,
    files: Data<FileStore>,
    path: Path<(String, i64)>,
    Params(query): Params<FileQuery>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let (id, number) = path.into_inner();
    let thing = record.db.read(move |conn| editorial::find::<DocumentFields>(conn, &id)).await?;
    let version = rules::numbered(&thing, number)?;
    deliver::file(&request, &files, &version, query.disposition == Some(Disposition::Inline), deliver::NOWHERE).await
}

#[utoipa::path(tag = "editorial", operation_id = "read_editorial_document_html", summary = "Read a text version as HTML in any status.",
    description = "For editors: the same fragment as readers get, before they get it.",
    params(("id" = inline(Id), Path), ("number" = i64, Path, description = "The number of the version, from 1.", minimum = 1, maximum = 1_000_000)),
    security(("bearer" = ["editor"])), responses(HtmlResponses))]
#[get("/editorial/documents/{id}/versions/{number}/html")]
async fn editorial_html(
    _: Editor,
    record: Data<Record>,
    files: Data<FileStore>,
    contact: Data<Contact>,
    path: Path<(String, i64)>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let (id, number) = path.into_inner();
    let thing = record.db.read(move |conn| editorial::find::<DocumentFields>(conn, &id)).await?;
    let version = rules::numbered(&thing, number)?;
    let text = text::html(&files, &thing.id, &version, &contact).await?;
    Ok(deliver::html(&request, text, version.language, deliver::NOWHERE))
}
