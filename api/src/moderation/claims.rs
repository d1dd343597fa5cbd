//! Claims: for 15 minutes a comment is one moderator's, so that two do not read the same. They are private, and make no
//! entry in the record.
use super::store;
use crate::comments::{self, Claim};
use crate::db::Conn;
use crate::error::Result;
use crate::http::Caller;
use crate::time::Moment;
use serde::Serialize;
use std::time::Duration;
use utoipa::ToSchema;

const HELD: Duration = Duration::from_secs(15 * 60);

/// A claim, as moderators see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ClaimShown {
    /// The pseudonym of the moderator who looks at it.
    pub by: String,
    /// Until when nobody else decides on it.
    pub until: Moment,
    /// Whether it is your own.
    pub mine: bool,
}

impl ClaimShown {
    pub(super) fn to(claim: Claim, account: &str) -> Self {
        Self { mine: claim.account == account, by: claim.pseudonym, until: claim.until }
    }
}

/// Takes a comment that waits, or takes it for longer.
pub(super) fn take(conn: &mut Conn, by: &Caller, comment: &str, now: Moment) -> Result<ClaimShown> {
    let waiting = comments::find_for_update(conn, comment)?;
    if !super::rules::WAITING.contains(&waiting.state) {
        return Err(comments::wrong(waiting.state));
    }
    free_for(conn, comment, &by.account, now)?;
    let claim = Claim { comment: comment.to_owned(), account: by.account.clone(), pseudonym: by.pseudonym.clone(), until: now.plus(HELD) };
    store::write_claim(conn, &claim)?;
    Ok(ClaimShown::to(claim, &by.account))
}

/// Gives a comment back to everybody; also if nobody had it.
pub(super) fn give_back(conn: &mut Conn, by: &Caller, comment: &str, now: Moment) -> Result<()> {
    comments::find_for_update(conn, comment)?;
    free_for(conn, comment, &by.account, now)?;
    end(conn, comment)
}

/// Nobody else looks at it right now.
pub(super) fn free_for(conn: &mut Conn, comment: &str, account: &str, now: Moment) -> Result<()> {
    let others = comments::claim_on(conn, comment, now)?.filter(|claim| claim.account != account);
    others.map_or(Ok(()), |claim| Err(claim.in_the_way()))
}

/// Ends whatever claim there is.
pub(super) fn end(conn: &mut Conn, comment: &str) -> Result<()> {
    store::delete_claim(conn, comment)
}

/// Deletes the claims that hold no longer, and says how many.
///
/// # Errors
/// If the database refuses.
pub fn forget_old_claims(conn: &mut Conn, now: Moment) -> Result<usize> {
    store::delete_old_claims(conn, now)
}
