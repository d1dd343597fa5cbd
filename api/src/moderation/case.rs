//! One comment as moderators see it: whole, in any state, and with what was decided on it before.
use super::{ClaimShown, WAITING, Waiting, guards};
use crate::comments::{self, Statement};
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::intake;
use crate::time::Moment;
use serde::Serialize;
use utoipa::ToSchema;

/// A comment with all that is needed to decide on it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommentCase {
    /// The comment as it is now. Send its `revision` in `If-Match`.
    pub comment: Waiting,
    /// What was decided on it before, with what was explained to the author; oldest first.
    pub decisions: Vec<Statement>,
    /// Whether you may decide on it now: you have no part in it.
    pub impartial: bool,
}

/// The case of a comment, for this account.
pub(super) fn case(conn: &mut Conn, id: &str, account: &str, now: Moment) -> Result<CommentCase> {
    let comment = comments::find(conn, id)?.ok_or(Error::from(Code::NotFound))?;
    // Who took a comment for themselves has it no longer once its author took it back.
    let claim = comments::claim_on(conn, id, now)?.filter(|_| WAITING.contains(&comment.state));
    let claim = claim.map(|claim| ClaimShown::to(claim, account));
    let impartial = guards::impartial(conn, &comment, account).is_ok();
    let decisions = comments::statements(conn, id)?;
    let hints = intake::hints(conn, id)?;
    Ok(CommentCase { comment: Waiting::new(comment, claim, hints), decisions, impartial })
}
