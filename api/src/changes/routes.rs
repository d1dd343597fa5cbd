//! The change feed over HTTP.
use super::model::{self, Changes, ChangesQuery};
use crate::error::Result;
use crate::http::{Answer, Params};
use crate::record::Record;
use actix_web::web::Data;
use actix_web::{HttpRequest, get};
use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the change feed.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list_changes);
}

/// List what has changed, oldest first.
///
/// Follow it to keep a mirror: start with `after=0`, apply each item, and ask again with the `next` that you were given.
/// Unfiltered, the numbers have no gaps. Fetch an `upsert` at its own address; for a `delete` drop what you have.
/// Of a comment that is not public the feed tells that it was received (`comment.received`), and of each step until the first
/// public decision only that there was one (`comment.waiting`).
#[utoipa::path(tag = "changes", params(ChangesQuery), responses((status = 200, description = "The next changes", body = Changes)))]
#[get("/changes")]
async fn list_changes(record: Data<Record>, Params(query): Params<ChangesQuery>, request: HttpRequest) -> Result<Answer<Changes>> {
    let changes = record.db.read(move |conn| model::changes(conn, &query)).await?;
    let next = (changes.next < changes.head).then(|| changes.next.to_string());
    Ok(Answer::fresh(changes).leading_on(&request, next))
}
