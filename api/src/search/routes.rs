//! Search over HTTP.
use super::found;
use super::{Found, SearchQuery};
use crate::db::Conn;
use crate::error::Result;
use crate::http::{Answer, Params};
use crate::record::Record;
use actix_web::web::Data;
use actix_web::{HttpRequest, get};
use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts search.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(search_everything);
}

/// Search everything that is published.
///
/// Organizations, tracks, documents (with the text of their Markdown and plain text versions), milestones, decisions and
/// comments, in all languages and both scripts at once: `odluke` finds `одлука`, `gradani` finds `građani`, `ceshtje` finds
/// `çështja`. A word finds the forms of that word, not every word that begins like it; for that there is `prefix`. What is
/// hidden or withdrawn is gone from here at once; comments on a thing that was withdrawn stay, as each of them is public by
/// itself.
#[utoipa::path(tag = "search", params(SearchQuery), responses((status = 200, description = "The best hits", body = Found)))]
#[get("/search")]
async fn search_everything(record: Data<Record>, Params(query): Params<SearchQuery>, request: HttpRequest) -> Result<Answer<Found>> {
    let found = move |conn: &mut Conn| {
        conn.plan_for_the_values()?;
        found::page(conn, &query)
    };
    let found = record.db.read_slow(move |conn| conn.at_one_moment(found)).await?;
    let next = found.next.clone();
    Ok(Answer::fresh(found).leading_on(&request, next))
}
