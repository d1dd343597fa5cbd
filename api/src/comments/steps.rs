//! The life of a comment: which step leads from which state to which. Pure, and the whole of it in one table; who may take
//! a step is for each caller to know.
use super::{CommentState, Outcome};
use crate::error::{Code, Error, Present, Result};

/// What can happen to a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A moderator decides.
    Decide(Outcome),
    /// An appeal reverses a decision.
    Reverse,
    /// Its author takes it back.
    Withdraw,
    /// An administrator, or a rule of time, erases it.
    Erase,
}

use CommentState::{Erased, Escalated, Hidden, Merged, Published, Received, Rejected, Withdrawn};
use Step::{Decide, Reverse, Withdraw};

/// One line for each step: from, step, to. What stands nowhere is impossible; only erasing is always possible, once.
const STEPS: &[(CommentState, Step, CommentState)] = &[
    (Received, Decide(Outcome::Publish), Published),
    (Received, Decide(Outcome::Reject), Rejected),
    (Received, Decide(Outcome::Escalate), Escalated),
    (Received, Decide(Outcome::Merge), Merged),
    (Received, Withdraw, Withdrawn),
    (Escalated, Decide(Outcome::Publish), Published),
    (Escalated, Decide(Outcome::Reject), Rejected),
    (Published, Decide(Outcome::Hide), Hidden),
    (Published, Withdraw, Withdrawn),
    (Hidden, Decide(Outcome::Restore), Published),
    (Hidden, Reverse, Published),
    (Rejected, Reverse, Published),
    (Merged, Decide(Outcome::Split), Received),
];

/// Where this step leads.
///
/// # Errors
/// `wrong_state` (409) with the present one.
pub fn after(state: CommentState, step: Step) -> Result<CommentState> {
    if step == Step::Erase && state != Erased {
        return Ok(Erased);
    }
    let line = STEPS.iter().find(|(from, by, _)| (*from, *by) == (state, step));
    line.map(|(_, _, to)| *to).ok_or_else(|| wrong(state))
}

/// The answer to a step that is not possible in this state.
pub fn wrong(state: CommentState) -> Error {
    Error::from(Code::WrongState).with(Present { state: Some(state.to_string()), ..Present::default() })
}

#[cfg(test)]
mod tests;
