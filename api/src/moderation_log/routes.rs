//! The log over HTTP.
use super::LogItem;
use super::query::{self, LogQuery};
use crate::error::Result;
use crate::http::{Answer, Page, Params};
use crate::record::Record;
use actix_web::web::Data;
use actix_web::{HttpRequest, get};
use utoipa_actix_web::service_config::ServiceConfig;

type Items = Page<LogItem>;

/// Mounts the log.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list_moderation_log);
}

/// List every decision on a comment.
///
/// Everybody may read it: what was decided, by which rule, prompted by what, by whom (role, pseudonym, organization), and
/// what became of an appeal. In the order of the record. Never the text of a comment, nor what was written for its author.
/// A comment that still waits is not in it; steps that decided nothing yet (`escalate`, `merge`, `split`) are told together
/// with the decision that followed.
#[utoipa::path(tag = "moderation", params(LogQuery), responses((status = 200, description = "One page", body = Items)))]
#[get("/moderation/log")]
async fn list_moderation_log(record: Data<Record>, Params(query): Params<LogQuery>, request: HttpRequest) -> Result<Answer<Items>> {
    let page = record.db.read_slow(move |conn| query::page(conn, &query)).await?;
    Ok(page.answer(&request, Answer::fresh))
}
