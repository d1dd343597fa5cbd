//! The statistics over HTTP.
use super::{Period, Statistics, StatisticsQuery, figures, store};
use crate::error::Result;
use crate::http::{Answer, Params};
use crate::record::Record;
use actix_web::get;
use actix_web::web::Data;
use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the statistics.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(read_moderation_statistics);
}

/// Read moderation in numbers.
///
/// Computed when asked, from the statements of reasons and the appeals themselves. Numbers of one to four in the tables by
/// reason, language and subject are withheld, with as many others as it takes that nobody can subtract them from a total.
#[utoipa::path(tag = "moderation", params(StatisticsQuery), responses((status = 200, description = "The figures", body = Statistics)))]
#[get("/moderation/statistics")]
async fn read_moderation_statistics(record: Data<Record>, Params(query): Params<StatisticsQuery>) -> Result<Answer<Statistics>> {
    let period = Period::asked(&query)?;
    let facts = record.db.read_slow(move |conn| store::facts(conn, period)).await?;
    Ok(Answer::fresh(figures(&facts, period, record.clock.now())))
}
