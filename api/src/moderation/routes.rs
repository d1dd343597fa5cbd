//! Moderation over HTTP.
use super::bulk::{self, DecisionAnswers, Decisions};
use super::erasure::{self, Erased, Erasure};
use super::live::{self, Follower, LastEventId, LiveQuery};
use super::queue::{self, QueueQuery};
use super::rulebook::{self, RuleBook};
use super::{ClaimShown, CommentCase, Decided, Streams, Verdict, Waiting, actions, case, claims};
use crate::error::{Code, Result};
use crate::http::{Admin, Admission, Answer, Body, IfMatch, IfMatchHeader, Moderator, Page, Params, RequestId};
use crate::record::Record;
use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, delete, get, post};
use utoipa_actix_web::{scope, service_config::ServiceConfig};

type Items = Page<Waiting>;

/// Mounts the queue, the decisions and the rules.
pub fn routes(cfg: &mut ServiceConfig) {
    let all = scope::scope("/moderation").service(follow_queue).service(list_queue).service(find_comment_case).service(decide_comment);
    cfg.service(all.service(claim_comment).service(unclaim_comment).service(decide_comments));
    cfg.service(erase_comment);
    cfg.service(read_rules);
}

/// List the comments that wait for a decision.
///
/// Moderators only. Oldest first; `total` counts all that match. `flags` and `similar` are hints: nothing follows from
/// them by itself.
#[utoipa::path(tag = "moderation", params(QueueQuery), security(("bearer" = ["moderator"])),
    responses((status = 200, description = "One page", body = Items)))]
#[get("/queue")]
async fn list_queue(
    moderator: Moderator,
    record: Data<Record>,
    Params(query): Params<QueueQuery>,
    request: HttpRequest,
) -> Result<Answer<Items>> {
    let now = record.clock.now();
    let page = record.db.read(move |conn| queue::page(conn, &query, &moderator.0.account, now)).await?;
    Ok(page.answer(&request, Answer::private))
}

/// Follow the queue live.
///
/// Moderators only. Server-sent events; read them with `fetch`, because `EventSource` sends no `Authorization`. First comes
/// `open` with the number from which on nothing will be missed, so open the stream and then read the queue. Each `changed`
/// names a comment and what happened to it (as `/changes` does), nothing more: ask for the queue again. Its `id` is the
/// entry's number in the record; send the last one back to resume without a gap. Every 15 seconds a line comes that says
/// nothing. The stream ends with the session, with the access token (then refresh it and resume) and when the server stops.
/// Claims make no events. Asking for the queue now and then finds the same; do so on 503, which also says that too many follow.
#[utoipa::path(tag = "moderation", params(LiveQuery, LastEventId), security(("bearer" = ["moderator"])),
    responses((status = 200, description = "Events, until it ends", body = String, content_type = "text/event-stream",
        example = "event: changed\nid: 17\ndata: {\"comment\":\"0193a5c0-7d7e-7000-8000-000000000000\",\"kind\":\"comment.received\"}\n\n")))]
#[get("/queue/events")]
async fn follow_queue(
    _moderator: Moderator,
    admission: Admission,
    record: Data<Record>,
    streams: Data<Streams>,
    Params(query): Params<LiveQuery>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let given = request.headers().get("Last-Event-ID").map(|value| live::last_seen(value.to_str().unwrap_or_default())).transpose()?;
    let name = if given.is_some() { "Last-Event-ID" } else { "?after" };
    let seat = streams.seat().ok_or_else(|| Code::Unavailable.because("Too many follow the queue. Ask for it now and then instead."))?;
    let head = record.listen();
    let seen = record.db.read(move |conn| live::beginning(conn, given.or(query.after), name)).await?;
    let follower = Follower { record, admission, seat, head, seen };
    let mut answer = HttpResponse::Ok();
    // Compressing would hold events back, and so would proxies that collect what they pass on.
    answer.insert_header((header::CONTENT_ENCODING, "identity")).insert_header(("X-Accel-Buffering", "no"));
    answer.insert_header((header::CACHE_CONTROL, "private, no-store")).content_type("text/event-stream");
    Ok(answer.streaming(follower.events()))
}

/// Read a comment as moderators do.
///
/// Moderators only. In any state, with what was decided on it before and why; its author and the public see less.
#[utoipa::path(tag = "moderation", params(("id" = String, Path, description = "The comment's id.", format = "uuid")),
    security(("bearer" = ["moderator"])), responses((status = 200, description = "The comment", body = CommentCase)))]
#[get("/comments/{id}")]
async fn find_comment_case(moderator: Moderator, record: Data<Record>, id: Path<String>) -> Result<Answer<CommentCase>> {
    let now = record.clock.now();
    let found = record.db.read(move |conn| case::case(conn, &id, &moderator.0.account, now)).await?;
    let revision = found.comment.comment.revision;
    Ok(Answer::private(found).revision(revision))
}

/// Decide on a comment.
///
/// Moderators only. To reject or to hide needs at least one reason and an explanation for the author. Of two moderators who
/// decide at once, the slower is answered 412 with the present revision, and who was faster. What another moderator has
/// claimed waits for them (409 `claimed`). Whoever escalated or hid a comment leaves the next decision to somebody else
/// (409 `not_impartial`).
#[utoipa::path(tag = "moderation", params(("id" = String, Path, description = "The comment's id.", format = "uuid"), IfMatchHeader), request_body = Verdict,
    security(("bearer" = ["moderator"])), responses((status = 200, description = "The statement of reasons", body = Decided)),
    extensions(("x-problems" = json!(["wrong_state", "conflict", "claimed", "not_impartial", "unknown_reference", "unknown_subject", "unknown_parent"]))))]
#[post("/comments/{id}/decision")]
async fn decide_comment(
    moderator: Moderator,
    record: Data<Record>,
    id: Path<String>,
    read: IfMatch,
    body: Body<Verdict>,
) -> Result<Answer<Decided>> {
    let decision = body.value.into();
    let decided = record.commit(moderator.actor(), move |tx| actions::decide(tx, &moderator, &id, read, decision)).await?;
    let revision = decided.revision;
    Ok(Answer::private(decided).revision(revision))
}

/// Decide on up to 100 comments.
///
/// Moderators only. Each decision is a change of its own and answers for itself, with the status and the problem that it
/// would have had alone; so the whole answers 200 even if all were refused. Only what this document forbids is refused as a
/// whole (422).
#[utoipa::path(tag = "moderation", request_body = Decisions, security(("bearer" = ["moderator"])),
    responses((status = 200, description = "What became of each", body = DecisionAnswers)))]
#[post("/decisions")]
async fn decide_comments(
    moderator: Moderator,
    record: Data<Record>,
    body: Body<Decisions>,
    request: HttpRequest,
) -> Result<Answer<DecisionAnswers>> {
    let instance = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    Ok(Answer::private(bulk::decide_all(&record, &moderator, body.value.items, &instance).await))
}

/// Erase a comment.
///
/// Administrators only. What it says, who says it, and what moderators wrote about it are erased for good; that it was
/// there, when, and for which codes it was decided on stay. The reason is public; the legal reference is not.
#[utoipa::path(tag = "moderation", params(("id" = String, Path, description = "The comment's id.", format = "uuid"), IfMatchHeader), request_body = Erasure,
    security(("bearer" = ["admin"])), responses((status = 200, description = "What is left", body = Erased)),
    extensions(("x-problems" = json!(["wrong_state"]))))]
#[post("/comments/{id}/erasure")]
async fn erase_comment(admin: Admin, record: Data<Record>, id: Path<String>, read: IfMatch, body: Body<Erasure>) -> Result<Answer<Erased>> {
    let erased = record.commit(admin.actor(), move |tx| erasure::erase(tx, &admin, &id, read, body.value)).await?;
    // It is erased; if its traces in the files cannot be overwritten now, it is tried again every hour.
    if let Err(error) = record.db.overwrite_erased().await {
        tracing::warn!(%error, "erased texts are still in the files of the database");
    }
    let revision = erased.revision;
    Ok(Answer::private(erased).revision(revision))
}

/// Claim a comment.
///
/// Moderators only. For 15 minutes nobody else decides on it, and its author cannot change it. Claim it again to have it
/// for longer; whatever you decide ends the claim.
#[utoipa::path(tag = "moderation", params(("id" = String, Path, description = "The comment's id.", format = "uuid")),
    security(("bearer" = ["moderator"])), responses((status = 200, description = "Yours", body = ClaimShown)),
    extensions(("x-problems" = json!(["wrong_state", "claimed"]))))]
#[post("/comments/{id}/claim")]
async fn claim_comment(moderator: Moderator, record: Data<Record>, id: Path<String>) -> Result<Answer<ClaimShown>> {
    let now = record.clock.now();
    record.db.write(move |conn| claims::take(conn, &moderator.0, &id, now)).await.map(Answer::private)
}

/// Give a claimed comment back.
///
/// Moderators only.
#[utoipa::path(tag = "moderation", params(("id" = String, Path, description = "The comment's id.", format = "uuid")),
    security(("bearer" = ["moderator"])), responses((status = 204, description = "Nobody has it any more")),
    extensions(("x-problems" = json!(["claimed"]))))]
#[delete("/comments/{id}/claim")]
async fn unclaim_comment(moderator: Moderator, record: Data<Record>, id: Path<String>) -> Result<HttpResponse> {
    let now = record.clock.now();
    record.db.write(move |conn| claims::give_back(conn, &moderator.0, &id, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Read which rules hold for comments, and which reasons they know.
///
/// The text itself is the document `rules-for-comments`.
#[utoipa::path(tag = "moderation", responses((status = 200, description = "The rules", body = RuleBook)))]
#[get("/rules")]
async fn read_rules(record: Data<Record>) -> Result<Answer<RuleBook>> {
    record.db.read(rulebook::rule_book).await.map(Answer::fresh)
}
