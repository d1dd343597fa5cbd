//! From facts to figures. Pure.
use super::withheld::withheld;
use super::{
    AppealFact, AppealFigures, DecisionFact, Facts, HoursToDecision, InitiativeCount, LanguageCount, OutcomeCount, Period, ReasonCount,
    Statistics, SubjectCount, WaitingNow,
};
use crate::appeals::AppealState;
use crate::comments::{CommentLanguage, Initiative, Reason};
use crate::moderation_log::LogOutcome;
use crate::time::Moment;
use std::collections::BTreeMap;
use std::time::Duration;

const HOUR: f64 = 3_600_000.0;
const DAY: f64 = 24.0 * HOUR;

/// The figures of a period, at this moment. Facts from outside the period do not count.
pub fn figures(facts: &Facts, period: Period, now: Moment) -> Statistics {
    let decisions: Vec<_> = facts.decisions.iter().filter(|it| period.holds(it.at)).collect();
    let first: Vec<_> = decisions.iter().copied().filter(|it| it.is_first()).collect();
    Statistics {
        from: period.from.map(|day| day.to_string()),
        until: period.until.map(|day| day.to_string()),
        received: facts.received,
        waiting: waiting(facts.waiting, now),
        merged: facts.merged,
        decided: count(first.len()),
        hours_to_decision: hours_to_decision(&first),
        by_outcome: by_outcome(&decisions),
        by_initiative: by_initiative(&decisions),
        authority_requests: prompted(&decisions, Initiative::AuthorityRequest),
        authority_requests_refused: authority_requests_refused(&decisions),
        by_reason: by_reason(&decisions),
        by_language: by_language(&first),
        by_subject: by_subject(&first),
        responses: facts.responses.clone(),
        appeals: appeals(&facts.appeals, period),
    }
}

fn count(how_many: usize) -> i64 {
    i64::try_from(how_many).unwrap_or(i64::MAX)
}

fn waiting((comments, oldest_since): (i64, Option<Moment>), now: Moment) -> WaitingNow {
    let hours = |since: Moment| i64::try_from(now.since(since).as_secs() / 3600).unwrap_or(i64::MAX);
    WaitingNow { comments, oldest_since, oldest_hours: oldest_since.map(hours) }
}

fn hours_to_decision(first: &[&DecisionFact]) -> HoursToDecision {
    let mut waited: Vec<Duration> = first.iter().map(|it| it.at.since(it.received_at)).collect();
    waited.sort_unstable();
    HoursToDecision {
        median: median(&waited, HOUR),
        p90: nearest_rank(&waited, 90, HOUR),
        maximum: waited.last().map(|longest| rounded(longest.as_millis() as f64, HOUR)),
    }
}

/// To one decimal of this unit.
fn rounded(millis: f64, unit: f64) -> f64 {
    (millis / unit * 10.0).round() / 10.0
}

/// Of sorted durations the one in the middle, or the mean of the two.
fn median(sorted: &[Duration], unit: f64) -> Option<f64> {
    let (low, high) = (sorted.get(sorted.len().checked_sub(1)? / 2)?, sorted.get(sorted.len() / 2)?);
    Some(rounded((low.as_millis() + high.as_millis()) as f64 / 2.0, unit))
}

/// The smallest of sorted durations that at least so many percent do not exceed.
fn nearest_rank(sorted: &[Duration], percent: usize, unit: f64) -> Option<f64> {
    let rank = (sorted.len() * percent).div_ceil(100).checked_sub(1)?;
    sorted.get(rank).map(|it| rounded(it.as_millis() as f64, unit))
}

fn by_outcome(decisions: &[&DecisionFact]) -> Vec<OutcomeCount> {
    let counted = |outcome: LogOutcome| decisions.iter().filter(|it| it.outcome == outcome.outcome()).count();
    LogOutcome::ALL.iter().map(|outcome| OutcomeCount { outcome: *outcome, count: count(counted(*outcome)) }).collect()
}

fn by_initiative(decisions: &[&DecisionFact]) -> Vec<InitiativeCount> {
    Initiative::ALL.iter().map(|it| InitiativeCount { initiative: *it, count: prompted(decisions, *it) }).collect()
}

fn prompted(decisions: &[&DecisionFact], by: Initiative) -> i64 {
    count(decisions.iter().filter(|it| it.initiative == by).count())
}

fn authority_requests_refused(decisions: &[&DecisionFact]) -> i64 {
    let refused = |it: &&&DecisionFact| it.initiative == Initiative::AuthorityRequest && it.leaves_public();
    count(decisions.iter().filter(refused).count())
}

fn by_reason(decisions: &[&DecisionFact]) -> Vec<ReasonCount> {
    let counted = |reason: &Reason| count(decisions.iter().filter(|it| it.reasons.contains(reason)).count());
    let told = withheld(&Reason::ALL.iter().map(counted).collect::<Vec<_>>());
    let row = |(reason, count): (&Reason, Option<i64>)| ReasonCount { reason: *reason, count, suppressed: count.is_none() };
    Reason::ALL.iter().zip(told).map(row).collect()
}

fn by_language(first: &[&DecisionFact]) -> Vec<LanguageCount> {
    let counted = |language: &CommentLanguage| count(first.iter().filter(|it| it.language == *language).count());
    let told = withheld(&CommentLanguage::ALL.iter().map(counted).collect::<Vec<_>>());
    let row =
        |(language, count): (&CommentLanguage, Option<i64>)| LanguageCount { language: *language, count, suppressed: count.is_none() };
    CommentLanguage::ALL.iter().zip(told).map(row).collect()
}

fn by_subject(first: &[&DecisionFact]) -> Vec<SubjectCount> {
    let mut counted = BTreeMap::new();
    for it in first {
        counted.entry((it.subject.kind, &it.subject.id)).or_insert((&it.subject, 0)).1 += 1;
    }
    let told = withheld(&counted.values().map(|(_, count)| *count).collect::<Vec<_>>());
    let rows = counted.into_values().zip(told);
    rows.map(|((subject, _), count)| SubjectCount { subject: subject.clone(), count, suppressed: count.is_none() }).collect()
}

fn appeals(all: &[AppealFact], period: Period) -> AppealFigures {
    let decided: Vec<_> = all.iter().filter_map(|it| Some((it, it.decided_at.filter(|at| period.holds(*at))?))).collect();
    let with = |state: AppealState| count(decided.iter().filter(|(it, _)| it.state == state).count());
    let mut took: Vec<Duration> = decided.iter().map(|(it, at)| at.since(it.filed_at)).collect();
    took.sort_unstable();
    AppealFigures {
        filed: count(all.iter().filter(|it| period.holds(it.filed_at)).count()),
        waiting: count(all.iter().filter(|it| it.decided_at.is_none()).count()),
        upheld: with(AppealState::Upheld),
        reversed: with(AppealState::Reversed),
        partly_reversed: with(AppealState::PartlyReversed),
        inadmissible: with(AppealState::Inadmissible),
        median_days: median(&took, DAY),
    }
}

#[cfg(test)]
mod tests;
