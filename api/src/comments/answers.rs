//! What responses mean for a comment: how many stand is shown with it, and they themselves are shown only while it is.
use super::{Comment, CommentState, rules, store};
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::record::{Change, Kind, NewEntry, Op, Subject, Tx};
use serde_json::json;

/// The comment of that id, if everybody may read it.
///
/// # Errors
/// `not_found` while it is not decided on, as for an unknown id; `gone` with the reasons if it is not, or no longer, published.
pub fn visible(conn: &mut Conn, id: &str) -> Result<Comment> {
    let comment = store::find(conn, id)?.ok_or(Error::from(Code::NotFound))?;
    let erased_for = if comment.state == CommentState::Erased { store::erased_for(conn, id)? } else { None };
    rules::for_everybody(comment, erased_for)
}

/// One more response to a comment stands, so it is shown differently.
///
/// # Errors
/// If the database refuses.
pub fn answered(tx: &mut Tx<'_>, comment: &Comment) -> Result<Change<()>> {
    store::count_answer(tx.conn, &comment.id)?;
    let entry = NewEntry::new("comment.answered", comment.recorded(), Op::Upsert, comment.revision);
    Ok(Change::new((), entry.telling(json!({"answers": comment.answers + 1})), store::no_number))
}

/// Each response to a comment that appears (`more` is 1) or disappears (-1) does the same, and says so in an entry of its own.
pub(super) fn shown_with(conn: &mut Conn, comment: &Comment, more: i64) -> Result<Vec<NewEntry>> {
    if more == 0 || comment.answers == 0 {
        return Ok(vec![]);
    }
    let (kind, op) = if more > 0 { ("response.restored", Op::Upsert) } else { ("response.hidden", Op::Delete) };
    let entry =
        |(id, revision)| NewEntry::new(kind, Subject::new(Kind::Response, id), op, revision).telling(json!({"comment": comment.id}));
    Ok(store::responses_to(conn, &comment.id)?.into_iter().map(entry).collect())
}
