//! Appeals over HTTP, for the author of a comment: by receipt.
use super::{Appeal, NewAppeal, actions, store};
use crate::comments::{ReceiptHeader, ReceiptKey, only_its_author};
use crate::error::Result;
use crate::http::{Answer, Body, Idempotency, IdempotencyHeader, Page};
use crate::record::{Actor, Record};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, post};

type Items = Page<Appeal>;

/// Appeal against a decision on your own comment.
///
/// With its receipt, within six months of its rejection or hiding, once for each decision. Another person decides and
/// answers you; read the answer at the same address. Without the right receipt the answer is the same as for an id that does
/// not exist.
#[utoipa::path(tag = "comments", params(("id" = String, Path, description = "The comment's id.", format = "uuid"), ReceiptHeader, IdempotencyHeader),
    request_body = NewAppeal, responses((status = 201, description = "Filed", body = Appeal,
        headers(("Location" = String, description = "Where its author reads it")),
        links(("read" = (operation_id = "list_comment_appeals", parameters(("id" = "$request.path.id"))))))),
    extensions(("x-problems" = json!(["wrong_state", "conflict", "appeal_closed"]))))]
#[post("/comments/{id}/appeals")]
pub(super) async fn file_appeal(
    record: Data<Record>,
    key: Data<ReceiptKey>,
    id: Path<String>,
    idempotency: Idempotency,
    body: Body<NewAppeal>,
    request: HttpRequest,
) -> Result<Answer<Appeal>> {
    let comment = only_its_author(&request, &key, id)?;
    let location = format!("/api/v1/comments/{comment}/appeals");
    let Body { value, digest } = body;
    let once = record.commit(Actor::public(), move |tx| idempotency.once(tx, &digest, |tx| actions::file(tx, &comment, value))).await?;
    let appeal = record.db.read(move |conn| store::find(conn, &once.value)).await?;
    Ok(Answer::created(appeal, location).replayed(once.replayed))
}

/// Read the appeals on your own comment.
///
/// With its receipt; oldest first, with the answers. Without it the answer is the same as for an id that does not exist.
#[utoipa::path(tag = "comments", params(("id" = String, Path, description = "The comment's id.", format = "uuid"), ReceiptHeader),
    responses((status = 200, description = "All of them", body = Items)))]
#[get("/comments/{id}/appeals")]
pub(super) async fn list_comment_appeals(
    record: Data<Record>,
    key: Data<ReceiptKey>,
    id: Path<String>,
    request: HttpRequest,
) -> Result<Answer<Items>> {
    let comment = only_its_author(&request, &key, id)?;
    let items = record.db.read(move |conn| store::of_comment(conn, &comment)).await?;
    Ok(Answer::private(Page { items, next: None, total: None }))
}
