//! The numbers of a report, from what it lists. Pure.
use super::model::{OutcomeTable, ReportTotals, ReportedComment};
use crate::comments::CommentState;
use crate::responses::{Delays, Response, ResponseOutcome, whole_days};

/// Fewer comments than these that never became public are not told: who watches the number would learn what a single
/// comment was about.
const SMALLEST_CELL: i64 = 5;

/// `handed_in` is the number of all comments on the subject, public or not.
pub(super) fn totals(comments: &[ReportedComment], handed_in: i64) -> ReportTotals {
    let once_public = comments.len() as i64;
    let never_public = Some(handed_in - once_public).filter(|never| *never >= SMALLEST_CELL);
    let of = |state: CommentState| comments.iter().filter(|it| it.comment.state == state).count() as i64;
    let standing = comments.iter().flat_map(|it| &it.responses).filter(|it| it.stands());
    let outcomes = table(standing);
    let delays = delays(comments);
    let (published, answered) = (of(CommentState::Published), delays.count());
    let all = comments.iter().map(|it| it.responses.len() as i64).sum::<i64>();
    let responses = outcomes.all();
    ReportTotals {
        received: never_public.map(|never| never + once_public),
        never_public,
        once_public,
        published,
        hidden: of(CommentState::Hidden),
        withdrawn: of(CommentState::Withdrawn),
        erased: of(CommentState::Erased),
        answered,
        waiting: published - answered,
        median_days: delays.median(),
        responses,
        superseded: all - responses,
        outcomes,
    }
}

/// Responses are listed oldest first, and only with comments that are published.
fn delays(comments: &[ReportedComment]) -> Delays {
    let mut delays = Delays::default();
    for it in comments {
        if let Some((first, published_at)) = it.responses.first().zip(it.comment.published_at) {
            delays.add(whole_days(published_at, first.published_at), 1);
        }
    }
    delays
}

fn table<'a>(responses: impl Iterator<Item = &'a Response>) -> OutcomeTable {
    let mut table = OutcomeTable::default();
    for response in responses {
        *table.cell(response.outcome) += 1;
    }
    table
}

impl OutcomeTable {
    fn cell(&mut self, outcome: ResponseOutcome) -> &mut i64 {
        match outcome {
            ResponseOutcome::Accepted => &mut self.accepted,
            ResponseOutcome::PartlyAccepted => &mut self.partly_accepted,
            ResponseOutcome::NotAccepted => &mut self.not_accepted,
            ResponseOutcome::AlreadyCovered => &mut self.already_covered,
            ResponseOutcome::OutOfScope => &mut self.out_of_scope,
            ResponseOutcome::Noted => &mut self.noted,
        }
    }

    /// How many have this outcome.
    pub(super) fn of(&self, outcome: ResponseOutcome) -> i64 {
        *self.clone().cell(outcome)
    }

    fn all(&self) -> i64 {
        ResponseOutcome::ALL.iter().map(|outcome| self.of(*outcome)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handful_that_never_became_public_is_not_told() {
        let told = |handed_in| (totals(&[], handed_in).received, totals(&[], handed_in).never_public);
        for few in 0..5 {
            assert_eq!(told(few), (None, None), "{few}");
        }
        assert_eq!(told(5), (Some(5), Some(5)));
    }

    #[test]
    fn every_outcome_has_a_cell_of_its_own() {
        let mut table = OutcomeTable::default();
        for (at, outcome) in ResponseOutcome::ALL.iter().enumerate() {
            *table.cell(*outcome) += 1 << at;
        }
        assert_eq!(table.all(), (1 << ResponseOutcome::ALL.len()) - 1);
    }
}
