//! Challenges over HTTP.
use super::{Challenge, Intake};
use crate::error::Result;
use crate::http::Answer;
use crate::record::Record;
use actix_web::get;
use actix_web::web::Data;
use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the challenge; before the comments, among whose addresses it stands.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(new_challenge);
}

/// Get a challenge for a comment.
///
/// Ask for it when somebody begins to write, solve it in the background, and send the solution in `challenge` of
/// `POST /api/v1/comments`. It is different each time, good for one comment and for an hour, and harder while many comments
/// wait for a decision. It costs a computer a fraction of a second, and whoever wants to flood the moderators very much
/// more. Nothing about you is asked or stored.
#[utoipa::path(tag = "comments", responses((status = 200, description = "A challenge, different each time", body = Challenge)))]
#[get("/comments/challenge")]
async fn new_challenge(intake: Data<Intake>, record: Data<Record>) -> Result<Answer<Challenge>> {
    intake.challenge(&record).await.map(Answer::private)
}
