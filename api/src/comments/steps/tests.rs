//! The table against a model that was written from the design's words, not from the table.
use super::*;
use proptest::prelude::*;

/// The design, as text: from which state whose deed leads to which.
const DESIGN: &str = "
    received: moderator publishes -> published; moderator rejects -> rejected; moderator escalates -> escalated;
              moderator merges -> merged; author withdraws -> withdrawn
    escalated: moderator publishes -> published; moderator rejects -> rejected
    published: moderator hides -> hidden; author withdraws -> withdrawn
    hidden: moderator restores -> published; appeal reverses -> published
    rejected: appeal reverses -> published
    merged: moderator splits -> received
    withdrawn:
    erased:";

const EVERY: [Step; 10] = [
    Step::Decide(Outcome::Publish),
    Step::Decide(Outcome::Reject),
    Step::Decide(Outcome::Hide),
    Step::Decide(Outcome::Restore),
    Step::Decide(Outcome::Escalate),
    Step::Decide(Outcome::Merge),
    Step::Decide(Outcome::Split),
    Step::Reverse,
    Step::Withdraw,
    Step::Erase,
];

fn in_words(step: Step) -> String {
    match step {
        Step::Decide(Outcome::Publish) => "moderator publishes".into(),
        Step::Decide(outcome) => format!("moderator {outcome}s"),
        Step::Reverse => "appeal reverses".into(),
        Step::Withdraw => "author withdraws".into(),
        Step::Erase => "somebody erases".into(),
    }
}

fn expected(state: &str, step: Step) -> Option<String> {
    if step == Step::Erase {
        return (state != "erased").then(|| "erased".to_owned());
    }
    let after_state = DESIGN.split(&format!(" {state}:")).nth(1).expect("every state is in the design");
    let lines: String = after_state.split(':').next().expect("something").into();
    let deed = in_words(step).replace("publishs", "publishes");
    let found = lines.split(';').find_map(|line| line.trim().strip_prefix(&format!("{deed} -> ")).map(ToOwned::to_owned));
    // The last line of a state runs into the name of the next.
    found.map(|to| to.split_whitespace().next().expect("a state").to_owned())
}

#[test]
fn every_pair_of_state_and_step_is_as_the_design_says() {
    let mut possible = 0;
    for state in CommentState::ALL {
        for step in EVERY {
            let reached = after(*state, step);
            assert_eq!(reached.as_ref().ok().map(ToString::to_string), expected(state.as_str(), step), "{state} {step:?}");
            possible += usize::from(reached.is_ok());
            if let Err(refused) = reached {
                assert_eq!((refused.code, refused.present.state.as_deref()), (Code::WrongState, Some(state.as_str())));
            }
        }
    }
    assert_eq!(possible, STEPS.len() + CommentState::ALL.len() - 1, "a line of the table leads nowhere");
}

proptest! {
    /// However long a comment lives: what is erased stays erased, what was taken back never comes back, only an appeal
    /// undoes a rejection, and what was public once never waits in the queue again.
    #[test]
    fn no_life_of_a_comment_breaks_a_promise(steps in proptest::collection::vec(0..EVERY.len(), 0..60)) {
        let (mut state, mut was_public) = (Received, false);
        for step in steps.into_iter().map(|at| EVERY[at]) {
            let Ok(to) = after(state, step) else { continue };
            prop_assert!(to != state);
            prop_assert!(state != Erased);
            prop_assert!(state != Withdrawn || to == Erased);
            prop_assert!(state != Rejected || to != Published || step == Reverse);
            was_public |= to == Published;
            prop_assert!(!was_public || ![Received, Escalated, Merged, Rejected].contains(&to));
            state = to;
        }
    }
}
