//! Appeals over HTTP, for those who decide on them.
use super::{Appeal, AppealCase, AppealQuery, AppealVerdict, actions, list, own, store};
use crate::error::Result;
use crate::http::{Answer, Body, IfMatch, IfMatchHeader, Moderator, Page, Params};
use crate::record::Record;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, post};
use utoipa_actix_web::service_config::ServiceConfig;

type Items = Page<AppealCase>;

/// Mounts the appeals, for authors and for moderators.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(own::file_appeal).service(own::list_comment_appeals);
    cfg.service(list_appeals).service(find_appeal).service(review_appeal).service(decide_appeal);
}

/// List appeals.
///
/// Moderators only. Oldest first, each with the comment and the decision; without `state`, those that are not decided yet.
#[utoipa::path(tag = "moderation", params(AppealQuery), security(("bearer" = ["moderator"])),
    responses((status = 200, description = "One page", body = Items)))]
#[get("/moderation/appeals")]
async fn list_appeals(
    by: Moderator,
    record: Data<Record>,
    Params(query): Params<AppealQuery>,
    request: HttpRequest,
) -> Result<Answer<Items>> {
    let page = record.db.read(move |conn| list::page(conn, &query, &by.0.account)).await?;
    Ok(page.answer(&request, Answer::private))
}

/// Read an appeal.
///
/// Moderators only. With the comment and the decision.
#[utoipa::path(tag = "moderation", params(("id" = String, Path, description = "The appeal's id.", format = "uuid")), security(("bearer" = ["moderator"])),
    responses((status = 200, description = "The appeal", body = AppealCase)))]
#[get("/moderation/appeals/{id}")]
async fn find_appeal(by: Moderator, record: Data<Record>, id: Path<String>) -> Result<Answer<AppealCase>> {
    let read = move |conn: &mut _| {
        let appeal = store::find(conn, &id)?;
        list::case(conn, appeal, &by.0.account)
    };
    let case = record.db.read(read).await?;
    let revision = case.appeal.revision;
    Ok(Answer::private(case).revision(revision))
}

/// Take an appeal into review.
///
/// Moderators only, and never whoever made the decision (409 `not_impartial`). An appeal that somebody has
/// taken and left can be taken over.
#[utoipa::path(tag = "moderation", params(("id" = String, Path, description = "The appeal's id.", format = "uuid"), IfMatchHeader),
    security(("bearer" = ["moderator"])), responses((status = 200, description = "In review", body = Appeal)),
    extensions(("x-problems" = json!(["wrong_state", "not_impartial"]))))]
#[post("/moderation/appeals/{id}/review")]
async fn review_appeal(by: Moderator, record: Data<Record>, id: Path<String>, read: IfMatch) -> Result<Answer<Appeal>> {
    let appeal = record.commit(by.actor(), move |tx| actions::review(tx, &by, &id, read)).await?;
    let revision = appeal.revision;
    Ok(Answer::private(appeal).revision(revision))
}

/// Decide on an appeal.
///
/// Whoever has taken it into review. `reversed` publishes the comment (again), with its replies and all counts;
/// `partly_reversed` leaves it as it is for other `reasons`. Both make a statement of reasons of their own.
#[utoipa::path(tag = "moderation", params(("id" = String, Path, description = "The appeal's id.", format = "uuid"), IfMatchHeader),
    request_body = AppealVerdict, security(("bearer" = ["moderator"])), responses((status = 200, description = "Decided", body = Appeal)),
    extensions(("x-problems" = json!(["wrong_state", "not_impartial", "claimed", "conflict"]))))]
#[post("/moderation/appeals/{id}/decision")]
async fn decide_appeal(
    by: Moderator,
    record: Data<Record>,
    id: Path<String>,
    read: IfMatch,
    body: Body<AppealVerdict>,
) -> Result<Answer<Appeal>> {
    let judgement = body.value.read();
    let appeal = record.commit(by.actor(), move |tx| actions::decide(tx, &by, &id, read, judgement)).await?;
    let revision = appeal.revision;
    Ok(Answer::private(appeal).revision(revision))
}
