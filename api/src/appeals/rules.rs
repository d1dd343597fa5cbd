//! Against what, until when and by whom. Pure.
use super::AppealState;
use crate::comments::{Comment, CommentState, Outcome, Statement, six_months_after, wrong};
use crate::error::{Code, Error, Present, Result};
use crate::time::Moment;

/// Its author can appeal against the newest decision on this comment now.
///
/// # Errors
/// `wrong_state` if nothing was taken away, `conflict` if that was decided on an appeal itself or there is an appeal
/// already, `appeal_closed` after six months (409).
pub(super) fn can_be_filed(comment: &Comment, newest: &Statement, on_appeal: bool, appealed: bool, now: Moment) -> Result<()> {
    let taken_away = matches!(comment.state, CommentState::Rejected | CommentState::Hidden);
    if !taken_away || !matches!(newest.outcome, Outcome::Reject | Outcome::Hide) {
        return Err(wrong(comment.state));
    }
    if on_appeal {
        return Err(Code::Conflict.because("This was decided on an appeal, and is final here."));
    }
    if appealed {
        return Err(Code::Conflict.because("There is an appeal against this decision already."));
    }
    if now >= six_months_after(newest.at) {
        return Err(Code::AppealClosed.into());
    }
    Ok(())
}

/// Somebody can take the appeal, or take it over from whoever took it before.
///
/// # Errors
/// `wrong_state` (409) with the present state if it is decided, or if they have it already.
pub(super) fn can_be_taken(state: AppealState, by_whoever_has_it: bool) -> Result<()> {
    let free = state == AppealState::Filed || (state == AppealState::InReview && !by_whoever_has_it);
    if free { Ok(()) } else { Err(wrong_appeal(state)) }
}

/// The appeal can be decided on by whoever took it.
///
/// # Errors
/// `wrong_state` with the present state if it was not taken or is decided, `claimed` if somebody else has taken it (409).
pub(super) fn can_be_decided(state: AppealState, by_whoever_has_it: bool) -> Result<()> {
    match state {
        AppealState::InReview if by_whoever_has_it => Ok(()),
        AppealState::InReview => Err(Code::Claimed.into()),
        _ => Err(wrong_appeal(state)),
    }
}

/// Nobody decides on an appeal against their own decision.
///
/// # Errors
/// `not_impartial` (409).
pub(super) fn impartial(made_the_decision: bool) -> Result<()> {
    if made_the_decision { Err(Code::NotImpartial.into()) } else { Ok(()) }
}

/// Which decision takes the place of the old one, if any: a comment that was never public is published, one that was is
/// restored, and one that stays as it is is rejected or hidden for other reasons.
pub(super) fn new_outcome(outcome: AppealState, against: Outcome) -> Option<Outcome> {
    match (outcome, against) {
        (AppealState::Reversed, Outcome::Hide) => Some(Outcome::Restore),
        (AppealState::Reversed, _) => Some(Outcome::Publish),
        (AppealState::PartlyReversed, against) => Some(against),
        _ => None,
    }
}

fn wrong_appeal(state: AppealState) -> Error {
    Error::from(Code::WrongState).with(Present { state: Some(state.to_string()), ..Present::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_took_it_decides_and_anybody_else_can_take_it_over() {
        for state in AppealState::ALL {
            let waits = matches!(state, AppealState::Filed | AppealState::InReview);
            assert_eq!(can_be_taken(*state, false).is_ok(), waits, "{state}");
            assert_eq!(can_be_taken(*state, true).is_ok(), *state == AppealState::Filed, "{state}");
            assert_eq!(can_be_decided(*state, true).is_ok(), *state == AppealState::InReview, "{state}");
            let code = can_be_decided(*state, false).unwrap_err().code;
            assert_eq!(code, if *state == AppealState::InReview { Code::Claimed } else { Code::WrongState }, "{state}");
        }
        assert_eq!(impartial(true).unwrap_err().code, Code::NotImpartial);
    }

    #[test]
    fn only_a_reversal_makes_a_decision_of_its_own() {
        assert_eq!(new_outcome(AppealState::Reversed, Outcome::Reject), Some(Outcome::Publish));
        assert_eq!(new_outcome(AppealState::Reversed, Outcome::Hide), Some(Outcome::Restore));
        assert_eq!(new_outcome(AppealState::PartlyReversed, Outcome::Hide), Some(Outcome::Hide));
        assert_eq!(new_outcome(AppealState::Upheld, Outcome::Hide), None);
        assert_eq!(new_outcome(AppealState::Inadmissible, Outcome::Reject), None);
    }
}
