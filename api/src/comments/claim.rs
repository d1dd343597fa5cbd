//! Who looks at a comment right now. `moderation` writes it; here it is read, because an author must not change what
//! somebody is reading.
use crate::db::Conn;
use crate::db::schema::comment_claims as claims;
use crate::error::{Code, Error, Present, Result};
use crate::time::Moment;
use diesel::prelude::*;

/// A moderator's claim on a comment.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = claims)]
pub struct Claim {
    /// The comment.
    pub comment: String,
    /// The moderator's account; never shown.
    pub account: String,
    /// What everybody may call them.
    pub pseudonym: String,
    /// The first moment when it holds no longer.
    pub until: Moment,
}

impl Claim {
    /// The answer to whoever comes in between.
    pub fn in_the_way(&self) -> Error {
        let present =
            Present { claimed_by: Some(self.pseudonym.clone()), claimed_until: Some(self.until.to_string()), ..Present::default() };
        Error::from(Code::Claimed).with(present)
    }
}

/// The claim that holds on a comment now.
///
/// # Errors
/// If the database cannot be read.
pub fn claim_on(conn: &mut Conn, comment: &str, now: Moment) -> Result<Option<Claim>> {
    Ok(claims::table.find(comment).filter(claims::until.gt(now)).select(Claim::as_select()).first(conn).optional()?)
}
