//! Who must leave a decision to somebody else, because they have a part in it.
use super::store;
use crate::comments::{self, Comment};
use crate::db::Conn;
use crate::error::{Code, Result};

/// Answers the accounts that have a part in what is decided about a comment, of one certain kind.
type Guard = fn(&mut Conn, &Comment) -> Result<Vec<String>>;

/// Every kind of part that somebody can have.
const GUARDS: &[Guard] = &[store::decided_so_far, handed_in, store::answered];

fn handed_in(conn: &mut Conn, comment: &Comment) -> Result<Vec<String>> {
    Ok(comments::submitter(conn, &comment.id)?.into_iter().collect())
}

/// This account may decide on the comment.
///
/// # Errors
/// `not_impartial` (409).
pub(super) fn impartial(conn: &mut Conn, comment: &Comment, account: &str) -> Result<()> {
    for guard in GUARDS {
        if guard(conn, comment)?.iter().any(|involved| involved == account) {
            return Err(Code::NotImpartial.into());
        }
    }
    Ok(())
}
