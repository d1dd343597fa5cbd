//! What its author may do with a comment, by receipt.
use super::edit::CommentEdit;
use super::{Comment, CommentState, Step, Why, actions, claim, rules, steps, store};
use crate::error::Result;
use crate::http::IfMatch;
use crate::intake;
use crate::record::{Change, Tx};
use serde_json::json;

/// Takes a comment back. What was counted with it waits for a decision of its own.
pub(super) fn withdraw(tx: &mut Tx<'_>, id: &str, read: IfMatch) -> Result<Change<Comment>> {
    let comment = store::find_for_update(tx.conn, id)?;
    read.check(comment.revision)?;
    let to = steps::after(comment.state, Step::Withdraw)?;
    actions::leave(tx, comment, to, Why::default())
}

/// Changes a comment that nobody has looked at yet. The record tells that something happened, and commits to the new texts.
pub(super) fn edit(tx: &mut Tx<'_>, id: &str, read: IfMatch, edit: CommentEdit) -> Result<Change<Comment>> {
    let before = store::find_for_update(tx.conn, id)?;
    read.check(before.revision)?;
    if before.state != CommentState::Received {
        return Err(steps::wrong(before.state));
    }
    rules::may_edit(&before, store::newest_statement(tx.conn, id)?.as_ref(), claim::claim_on(tx.conn, id, tx.now)?.as_ref(), tx.now)?;
    let edited = edit.applied_to(before.clone());
    if edited == before {
        return Ok(Change::none(before));
    }
    let comment = Comment { revision: before.revision + 1, ..edited };
    store::edit(tx.conn, &comment)?;
    intake::look_again(tx.conn, id, comment.body.as_deref().unwrap_or_default())?;
    let Comment { body, author_name, organization, .. } = &comment;
    let entry = actions::in_the_dark(&comment, &json!({"body": body, "author_name": author_name, "organization": organization}))?;
    Ok(Change::new(comment, entry, store::no_number))
}
