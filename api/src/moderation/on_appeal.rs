//! A decision that takes the place of another, because an appeal was right, wholly or in part.
use super::actions::{statement, texts, told};
use super::model::Decision;
use super::{rules, store};
use crate::comments::{self, Comment, CommentState, Outcome, Statement, Step, Why};
use crate::error::Result;
use crate::http::Moderator;
use crate::record::{Change, Tx};

/// Puts a decision in the place of the one appealed against, with a statement of reasons of its own, and answers its id. A
/// reversal publishes the comment (again), with the counters of its subject and the replies of its parent; its parent and its
/// subject need not be published any more: a mistake must not become final because somebody else's text went meanwhile.
/// Who may decide, and on what, is for the caller to know.
///
/// # Errors
/// `wrong_state` (409) if the comment is no longer as the decision left it, `conflict` if a breach of law cites none.
pub fn decide_on_appeal(tx: &mut Tx<'_>, by: &Moderator, comment: &str, appeal: &str, decision: Decision) -> Result<Change<String>> {
    let comment = comments::find_for_update(tx.conn, comment)?;
    let to = leads_to(comment.state, decision.outcome)?;
    rules::cites_its_law(&decision.reasons, decision.legal_reference.as_deref())?;
    let made = statement(tx, by.actor(), &comment, decision)?;
    let statement = Statement { on_appeal: true, redress: None, ..made };
    store::insert(tx.conn, &statement, &by.0.account)?;
    let mut public = told(&comment, &statement);
    public["appeal"] = appeal.into();
    let why = Why { reasons: statement.reasons.clone(), merged_into: None, public, personal: texts(&statement) };
    Ok(comments::turn(tx, comment, to, why, store::stamp)?.map(|_: Comment| statement.id))
}

/// A reversal publishes; other reasons leave the state as it is.
fn leads_to(state: CommentState, outcome: Outcome) -> Result<CommentState> {
    match (state, outcome) {
        (CommentState::Rejected, Outcome::Reject) | (CommentState::Hidden, Outcome::Hide) => Ok(state),
        (_, Outcome::Publish | Outcome::Restore) => comments::after(state, Step::Reverse),
        _ => Err(comments::wrong(state)),
    }
}
