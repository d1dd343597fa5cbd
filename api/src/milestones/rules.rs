//! The state of a milestone: what its dates say on a given day. A date of reduced precision is taken at its kindest,
//! so nothing is called late before the whole period is over.
use crate::db::text_enum;
use crate::time::PartialDate;
use chrono::NaiveDate;

/// How many days before the last planned day a milestone is called due soon.
const SOON: i64 = 30;

text_enum! {
    /// How a milestone stands today.
    pub enum MilestoneState {
        /// Not begun, and there is time.
        Planned = "planned",
        /// Begun, and there is time.
        InProgress = "in_progress",
        /// At most 30 days to the last planned day.
        DueSoon = "due_soon",
        /// The planned period is over.
        Late = "late",
        /// Done, as far as is known in time.
        Completed = "completed",
        /// Done, certainly after the planned period.
        CompletedLate = "completed_late",
        /// Given up.
        Cancelled = "cancelled",
    }
}

/// The dates of a milestone. `unknown` means: it happened, nobody knows when.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dates {
    /// By when it was planned.
    pub planned: Option<PartialDate>,
    /// When it began.
    pub started: Option<PartialDate>,
    /// When it was done.
    pub completed: Option<PartialDate>,
    /// When it was given up.
    pub cancelled: Option<PartialDate>,
}

/// The state on that civil day of Kosovo.
pub fn state(dates: Dates, today: NaiveDate) -> MilestoneState {
    let due = dates.planned.and_then(PartialDate::last_day);
    if dates.cancelled.is_some() {
        return MilestoneState::Cancelled;
    }
    if let Some(completed) = dates.completed {
        let certainly_late = completed.first_day().zip(due).is_some_and(|(done, due)| done > due);
        return if certainly_late { MilestoneState::CompletedLate } else { MilestoneState::Completed };
    }
    match due.map(|due| (due - today).num_days()) {
        Some(left) if left < 0 => MilestoneState::Late,
        Some(left) if left <= SOON => MilestoneState::DueSoon,
        _ if dates.started.is_some() => MilestoneState::InProgress,
        _ => MilestoneState::Planned,
    }
}

/// Which date contradicts another, by its property, and how: what is certainly in the wrong order.
pub fn contradictions(dates: Dates) -> Vec<(&'static str, &'static str)> {
    let Dates { started, completed, cancelled, .. } = dates;
    let began = started.and_then(PartialDate::first_day);
    let before = |end: Option<PartialDate>| end.and_then(PartialDate::last_day).zip(began).is_some_and(|(end, began)| end < began);
    let mut wrong = vec![];
    wrong.extend(before(completed).then_some(("completed_on", "before_start")));
    wrong.extend(before(cancelled).then_some(("cancelled_on", "before_start")));
    wrong.extend((completed.is_some() && cancelled.is_some()).then_some(("cancelled_on", "also_completed")));
    wrong
}

#[cfg(test)]
mod tests;
