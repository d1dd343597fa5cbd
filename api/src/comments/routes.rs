//! Comments over HTTP.
use super::answers::visible;
use super::new::Kept;
use super::own::Seen;
use super::{
    Comment, CommentEdit, CommentQuery, CommentState, NewComment, OwnComment, ReceiptKey, Received, Submitter, actions, author, claim,
    list, store,
};
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::http::{Answer, Body, Idempotency, IdempotencyHeader, IfMatch, IfMatchHeader, Once, Page, Params};
use crate::intake::{Intake, Permit};
use crate::record::{Actor, Record, Tx};
use crate::time::Moment;
use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, patch, post};
use utoipa::IntoParams;
use utoipa_actix_web::{scope, service_config::ServiceConfig};

type Items = Page<Comment>;

/// The header that carries a receipt.
const RECEIPT: &str = "Hapur-Receipt";

/// `Hapur-Receipt`, as it stands in the OpenAPI document.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code)] // read from the request; this is its description
pub struct ReceiptHeader {
    /// The receipt that its author was given. A wrong one is as good as none.
    #[param(rename = "Hapur-Receipt", required = false, max_length = 100, example = "HPR-3N7QK5X2M9WB4TCD8RZ1")]
    receipt: Option<String>,
}

/// Mounts the comments.
pub fn routes(cfg: &mut ServiceConfig) {
    let one = scope::scope("/comments").service(list_comments).service(create_comment).service(find_comment);
    cfg.service(one.service(edit_comment).service(withdraw_comment));
}

/// List published comments.
///
/// In the order of their first publication. `total` is there when a subject is given (and at the most `roots` besides).
/// To show threads, ask for the `roots` of a subject, then for the replies of a comment with `parent`. A thing that is
/// withdrawn takes no comments with it: they stay here, and nobody can add to them.
#[utoipa::path(tag = "comments", params(CommentQuery), responses((status = 200, description = "One page", body = Items)))]
#[get("")]
async fn list_comments(record: Data<Record>, Params(query): Params<CommentQuery>, request: HttpRequest) -> Result<Answer<Items>> {
    let page = record.db.read(move |conn| list::page(conn, &query)).await?;
    Ok(page.answer(&request, Answer::fresh))
}

/// Hand in a comment.
///
/// Nobody needs an account. A moderator decides later; until then only its author (with the `receipt`) and the moderators
/// can read it. A published comment is under CC BY 4.0. E-mail addresses are not taken: there is no use for them. With an API
/// key that has the scope `comments:write` it is handed in on behalf of the key's organization, without a challenge.
///
/// First get a challenge, solve it while the text is being written, and send the solution along. After `challenge_expired`,
/// `challenge_spent`, `challenge_too_easy` or `challenge_wrong` get a new one; after `too_fast` wait as `Retry-After` says.
/// Besides the limit on all writes there are limits for comments: 60 in 10 minutes from one network, 30 of them on one
/// subject (429). If far too many come from everywhere, all wait a little (503).
#[utoipa::path(tag = "comments", params(IdempotencyHeader), request_body = NewComment, security((), ("bearer" = [])),
    responses((status = 202, description = "Received; decided later", body = Received,
        headers(("Location" = String, description = "Its address: for its author at once, for everybody once it is published")),
        links(("read" = (operation_id = "find_comment", parameters(("id" = "$response.body#/id"), ("Hapur-Receipt" = "$response.body#/receipt"))))))),
    extensions(("x-problems" = json!(["unknown_subject", "unknown_parent", "window_closed", "conflict", "challenge_required", "challenge_wrong",
        "challenge_expired", "challenge_spent", "challenge_too_easy", "too_fast"]))))]
#[post("")]
async fn create_comment(
    record: Data<Record>,
    key: Data<ReceiptKey>,
    intake: Data<Intake>,
    idempotency: Idempotency,
    by: Submitter,
    request: HttpRequest,
    body: Body<NewComment>,
) -> Result<Answer<Received>> {
    let Body { value, digest } = body;
    let new = NewComment { by, ..value };
    let subject = new.subject.subject();
    let permit = match new.by.organization {
        Some(_) => Ok(Permit::known(subject)),
        None => intake.examine(&record, &request, &subject, new.challenge.as_deref()).await,
    };
    // A repetition is answered as it was, although its challenge is spent by now.
    let permit = if idempotency.is_given() { permit } else { Ok(permit?) };
    let text = new.body.clone();
    let receive = move |tx: &mut Tx<'_>| permit?.admit(tx, &text, |tx| actions::receive(tx, new), |kept| &kept.id);
    let once = record.commit(Actor::public(), move |tx| idempotency.once(tx, &digest, receive)).await?;
    let Once { value: Kept { id, rules_version }, replayed } = once;
    let location = format!("/api/v1/comments/{id}");
    let receipt = key.receipt(&id)?;
    Ok(Answer::accepted(Received { id, state: CommentState::Received, receipt, rules_version }, location).replayed(replayed))
}

/// Read a comment.
///
/// Whoever has its receipt sees it in any state, with the moderator's explanation. For everybody else: 404 while it is not
/// decided on, exactly as for an id that does not exist; 410 with state and reasons if it is not, or no longer, published, and of an erased one with what it was erased for.
#[utoipa::path(tag = "comments", params(("id" = String, Path, description = "The comment's id.", format = "uuid"), ReceiptHeader),
    responses((status = 200, description = "The comment", body = Seen)), extensions(("x-problems" = json!(["gone"]))))]
#[get("/{id}")]
async fn find_comment(record: Data<Record>, key: Data<ReceiptKey>, id: Path<String>, request: HttpRequest) -> Result<Answer<Seen>> {
    let id = id.into_inner();
    let now = record.clock.now();
    let answer = if is_author(&request, &key, &id)? {
        let own = record.db.read(move |conn| own(conn, &id, now)).await?;
        let revision = own.comment.revision;
        Answer::private(Seen::Own(Box::new(own))).revision(revision)
    } else {
        let comment = record.db.read(move |conn| visible(conn, &id)).await?;
        let revision = comment.revision;
        Answer::fresh(Seen::Public(Box::new(comment))).revision(revision)
    };
    Ok(answer.header(header::VARY, RECEIPT.to_owned()))
}

/// Change your own comment.
///
/// With its receipt, within 15 minutes, and while no moderator looks at it (409 `claimed`) or has decided on it. Send
/// what changes, each text whole. Without the right receipt the answer is the same as for an id that does not exist.
#[utoipa::path(tag = "comments", params(("id" = String, Path, description = "The comment's id.", format = "uuid"), ReceiptHeader, IfMatchHeader),
    request_body = CommentEdit, responses((status = 200, description = "The comment as its author sees it", body = OwnComment)),
    extensions(("x-problems" = json!(["wrong_state", "claimed", "edit_closed"]))))]
#[patch("/{id}")]
async fn edit_comment(
    record: Data<Record>,
    key: Data<ReceiptKey>,
    id: Path<String>,
    read: IfMatch,
    body: Body<CommentEdit>,
    request: HttpRequest,
) -> Result<Answer<OwnComment>> {
    let id = only_its_author(&request, &key, id)?;
    let of = id.clone();
    record.commit(Actor::public(), move |tx| author::edit(tx, &of, read, body.value)).await?;
    answer_own(&record, id).await
}

/// Withdraw your own comment.
///
/// With its receipt, while it waits or is published. Its text is erased six months later; that it was there stays.
/// Without the right receipt the answer is the same as for an id that does not exist.
#[utoipa::path(tag = "comments", params(("id" = String, Path, description = "The comment's id.", format = "uuid"), ReceiptHeader, IfMatchHeader),
    responses((status = 200, description = "The comment as its author sees it", body = OwnComment)),
    extensions(("x-problems" = json!(["wrong_state"]))))]
#[post("/{id}/withdrawal")]
async fn withdraw_comment(
    record: Data<Record>,
    key: Data<ReceiptKey>,
    id: Path<String>,
    read: IfMatch,
    request: HttpRequest,
) -> Result<Answer<OwnComment>> {
    let id = only_its_author(&request, &key, id)?;
    let of = id.clone();
    record.commit(Actor::public(), move |tx| author::withdraw(tx, &of, read)).await?;
    answer_own(&record, id).await
}

fn is_author(request: &HttpRequest, key: &ReceiptKey, id: &str) -> Result<bool> {
    let sent = request.headers().get(RECEIPT).and_then(|value| value.to_str().ok());
    Ok(sent.map_or(Ok(false), |receipt| key.opens(id, receipt))?)
}

/// The id of the comment, for whoever sends its receipt; for everybody else there is nothing here.
///
/// # Errors
/// `not_found`, exactly as for an id that does not exist.
pub fn only_its_author(request: &HttpRequest, key: &ReceiptKey, id: Path<String>) -> Result<String> {
    let id = id.into_inner();
    if is_author(request, key, &id)? { Ok(id) } else { Err(Code::NotFound.into()) }
}

fn own(conn: &mut Conn, id: &str, now: Moment) -> Result<OwnComment> {
    let comment = store::find(conn, id)?.ok_or(Error::from(Code::NotFound))?;
    let (statement, claim) = (store::newest_statement(conn, id)?, claim::claim_on(conn, id, now)?);
    Ok(OwnComment::new(comment, statement, claim.as_ref(), now))
}

async fn answer_own(record: &Record, id: String) -> Result<Answer<OwnComment>> {
    let now = record.clock.now();
    let own = record.db.read(move |conn| own(conn, &id, now)).await?;
    let revision = own.comment.revision;
    Ok(Answer::private(own).revision(revision))
}
