//! Responses over HTTP.
use super::coverage::{self, CoverageReport};
use super::list::{self, ResponsePaging, ResponseQuery};
use super::new::NewResponses;
use super::{NewResponse, Response, actions, store};
use crate::error::{Code, Error, Result};
use crate::http::{Answer, Body, Editor, Idempotency, IdempotencyHeader, Once, Page, Params};
use crate::record::Record;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, post};
use utoipa_actix_web::service_config::ServiceConfig;

type Items = Page<Response>;

/// Mounts the responses. They come before the comments, as some of their addresses lie below those of comments.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(answer_comment).service(list_comment_responses);
    cfg.service(read_coverage).service(list_responses).service(answer_comments).service(find_response);
}

/// Answer a comment.
///
/// Editors only, in the name of the organization that they belong to: who belongs to none is answered 403. Only what is
/// published is answered: 404 or 410 otherwise, as for reading it. A response is never changed; a new one names with
/// `supersedes` the one of the same organization whose place it takes.
#[utoipa::path(tag = "responses", operation_id = "create_response", params(("id" = String, Path, description = "The comment's id.", format = "uuid"), IdempotencyHeader),
    request_body = NewResponse, security(("bearer" = ["editor"])),
    responses((status = 201, description = "The response; public at once", body = Response, headers(("Location" = String, description = "Its address")))),
    extensions(("x-problems" = json!(["gone", "conflict", "unknown_reference"]))))]
#[post("/comments/{id}/responses")]
async fn answer_comment(
    editor: Editor,
    record: Data<Record>,
    id: Path<String>,
    idempotency: Idempotency,
    body: Body<NewResponse>,
) -> Result<Answer<Response>> {
    let Body { value: new, digest } = body;
    let once = record.commit(editor.actor(), move |tx| idempotency.once(tx, &digest, |tx| actions::answer(tx, &editor, &id, new))).await?;
    let Once { value: id, replayed } = once;
    let location = format!("/api/v1/responses/{id}");
    let made = record.db.read(move |conn| store::find(conn, &id)?.ok_or(Error::from(Code::NotFound))).await?;
    Ok(Answer::created(made, location).revision(1).replayed(replayed))
}

/// Read what was answered to a comment.
///
/// Oldest first, superseded responses too: those without `superseded_by` stand.
#[utoipa::path(tag = "responses", params(("id" = String, Path, description = "The comment's id.", format = "uuid"), ResponsePaging),
    responses((status = 200, description = "One page", body = Items)), extensions(("x-problems" = json!(["gone"]))))]
#[get("/comments/{id}/responses")]
async fn list_comment_responses(
    record: Data<Record>,
    id: Path<String>,
    Params(query): Params<ResponsePaging>,
    request: HttpRequest,
) -> Result<Answer<Items>> {
    let page = record.db.read(move |conn| list::to_comment(conn, &id, &query)).await?;
    Ok(page.answer(&request, Answer::fresh))
}

/// List responses.
///
/// In the order of the record, superseded ones too. Those to comments that are no longer published are not shown.
#[utoipa::path(tag = "responses", params(ResponseQuery), responses((status = 200, description = "One page", body = Items)))]
#[get("/responses")]
async fn list_responses(record: Data<Record>, Params(query): Params<ResponseQuery>, request: HttpRequest) -> Result<Answer<Items>> {
    let page = record.db.read(move |conn| list::page(conn, query)).await?;
    Ok(page.answer(&request, Answer::fresh))
}

/// Answer several comments that say the same.
///
/// Editors only. All are answered or none, each by a response of its own with the same text.
#[utoipa::path(tag = "responses", params(IdempotencyHeader), request_body = NewResponses, security(("bearer" = ["editor"])),
    responses((status = 201, description = "The responses, in the order of the comments", body = Items,
        headers(("Location" = String, description = "Where all responses are listed")))),
    extensions(("x-problems" = json!(["conflict", "unknown_reference"]))))]
#[post("/responses")]
async fn answer_comments(
    editor: Editor,
    record: Data<Record>,
    idempotency: Idempotency,
    body: Body<NewResponses>,
) -> Result<Answer<Items>> {
    let Body { value: new, digest } = body;
    let once = record
        .commit(editor.actor(), move |tx| idempotency.once(tx, &digest, |tx| actions::answer_all(tx, &editor, &new.comments, &new.each())))
        .await?;
    let Once { value: ids, replayed } = once;
    let items = record.db.read(move |conn| store::find_all(conn, &ids)).await?;
    Ok(Answer::created(Page { items, next: None, total: None }, "/api/v1/responses".into()).replayed(replayed))
}

/// Read how much is answered, and how fast.
///
/// In all, by the organization that is responsible for what is commented, and by subject. A comment is answered from its
/// first response on, whoever gives it.
#[utoipa::path(tag = "responses", responses((status = 200, description = "As of now", body = CoverageReport)))]
#[get("/responses/coverage")]
async fn read_coverage(record: Data<Record>) -> Result<Answer<CoverageReport>> {
    record.db.read_slow(coverage::report).await.map(Answer::fresh)
}

/// Read a response.
///
/// 410 while the comment that it answers is not published.
#[utoipa::path(tag = "responses", params(("id" = String, Path, description = "The response's id.", format = "uuid")),
    responses((status = 200, description = "The response", body = Response)), extensions(("x-problems" = json!(["gone"]))))]
#[get("/responses/{id}")]
async fn find_response(record: Data<Record>, id: Path<String>) -> Result<Answer<Response>> {
    let found = record.db.read(move |conn| list::one(conn, &id)).await?;
    let revision = found.revision;
    Ok(Answer::fresh(found).revision(revision))
}
