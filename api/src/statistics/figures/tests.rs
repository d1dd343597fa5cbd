//! Each figure by its definition, and what does not count.
use super::*;
use crate::comments::{CommentSubject, Outcome, SubjectKind};
use crate::responses::Coverage;

const START: &str = "2026-11-23T08:00:00Z";

fn hours(after: u64) -> Moment {
    START.parse::<Moment>().unwrap().plus(Duration::from_secs(after * 3600))
}

fn decision(outcome: Outcome, waited: u64) -> DecisionFact {
    DecisionFact {
        outcome,
        reasons: vec![],
        initiative: Initiative::Own,
        at: hours(waited),
        received_at: hours(0),
        language: CommentLanguage::Sq,
        subject: CommentSubject { kind: SubjectKind::Document, id: "plan".into() },
        on_appeal: false,
    }
}

fn of(decisions: Vec<DecisionFact>) -> Statistics {
    figures(&Facts { decisions, ..Facts::default() }, Period::default(), hours(100))
}

fn counts(all: &Statistics) -> Vec<i64> {
    all.by_outcome.iter().map(|it| it.count).collect()
}

#[test]
fn an_empty_record_has_figures_without_averages() {
    let none = of(vec![]);
    assert_eq!((none.received, none.decided, none.waiting.comments), (0, 0, 0));
    assert_eq!(none.hours_to_decision, HoursToDecision { median: None, p90: None, maximum: None });
    assert_eq!((none.waiting.oldest_hours, none.appeals.median_days), (None, None));
    assert!(none.by_reason.iter().all(|row| row.count == Some(0)) && none.by_subject.is_empty());
}

#[test]
fn times_are_median_nearest_rank_and_longest() {
    let ten = of((1..=10).map(|waited| decision(Outcome::Publish, waited)).collect());
    assert_eq!(ten.hours_to_decision, HoursToDecision { median: Some(5.5), p90: Some(9.0), maximum: Some(10.0) });
    let three = of([4, 1, 30].map(|waited| decision(Outcome::Reject, waited)).to_vec());
    assert_eq!(three.hours_to_decision, HoursToDecision { median: Some(4.0), p90: Some(30.0), maximum: Some(30.0) });
}

#[test]
fn only_the_first_decision_on_a_comment_ends_its_waiting() {
    let on_appeal = DecisionFact { on_appeal: true, ..decision(Outcome::Publish, 90) };
    let all = of(vec![decision(Outcome::Reject, 2), on_appeal, decision(Outcome::Hide, 50), decision(Outcome::Restore, 60)]);
    assert_eq!((all.decided, all.hours_to_decision.maximum), (1, Some(2.0)));
    assert_eq!(counts(&all), [1, 1, 1, 1]);
}

#[test]
fn a_decision_belongs_to_the_day_on_which_it_was_made() {
    let facts = Facts { decisions: vec![decision(Outcome::Publish, 1), decision(Outcome::Publish, 24)], ..Facts::default() };
    let day = |day: &str| Period { from: day.parse().ok(), until: day.parse().ok() };
    assert_eq!(figures(&facts, day("2026-11-23"), hours(0)).decided, 1);
    assert_eq!(figures(&facts, day("2026-11-24"), hours(0)).hours_to_decision.median, Some(24.0));
    assert_eq!(figures(&facts, day("2026-11-25"), hours(0)).decided, 0);
}

#[test]
fn a_decision_with_two_reasons_counts_in_both_rows_and_small_rows_are_withheld() {
    let for_reasons = |reasons: &[Reason]| DecisionFact { reasons: reasons.to_vec(), ..decision(Outcome::Reject, 1) };
    let mut decisions = vec![for_reasons(&[Reason::Spam, Reason::Insult]); 6];
    decisions.extend(vec![for_reasons(&[Reason::OffTopic]); 2]);
    decisions.extend(vec![for_reasons(&[Reason::Harassment]); 3]);
    let all = of(decisions);
    let row = |reason: Reason| all.by_reason.iter().find(|row| row.reason == reason).map(|row| (row.count, row.suppressed)).unwrap();
    assert_eq!((row(Reason::Spam), row(Reason::Insult)), ((Some(6), false), (Some(6), false)));
    assert_eq!((row(Reason::OffTopic), row(Reason::Harassment)), ((None, true), (None, true)));
    assert_eq!(row(Reason::Advertising), (Some(0), false));
}

#[test]
fn languages_and_subjects_count_the_comments_that_were_decided_on() {
    let in_language = |language, id: &str| {
        let subject = CommentSubject { kind: SubjectKind::Milestone, id: id.into() };
        DecisionFact { language, subject, ..decision(Outcome::Publish, 1) }
    };
    let mut decisions = vec![in_language(CommentLanguage::Sr, "b"); 5];
    decisions.extend(vec![in_language(CommentLanguage::En, "a"); 7]);
    decisions.extend(vec![DecisionFact { outcome: Outcome::Hide, ..in_language(CommentLanguage::Sr, "a") }; 3]);
    let all = of(decisions);
    let languages: Vec<_> = all.by_language.iter().filter(|row| row.count != Some(0)).map(|row| (row.language, row.count)).collect();
    assert_eq!(languages, [(CommentLanguage::Sr, Some(5)), (CommentLanguage::En, Some(7))]);
    let subjects: Vec<_> = all.by_subject.iter().map(|row| (row.subject.id.as_str(), row.count)).collect();
    assert_eq!(subjects, [("a", Some(7)), ("b", Some(5))]);
}

#[test]
fn the_oldest_waits_in_whole_hours_and_authorities_are_counted() {
    let asked = DecisionFact { initiative: Initiative::AuthorityRequest, ..decision(Outcome::Hide, 1) };
    let facts = Facts { waiting: (2, Some(hours(1))), merged: 1, decisions: vec![asked, decision(Outcome::Hide, 1)], ..Facts::default() };
    let all = figures(&facts, Period::default(), hours(49));
    assert_eq!(all.waiting, WaitingNow { comments: 2, oldest_since: Some(hours(1)), oldest_hours: Some(48) });
    assert_eq!((all.authority_requests, all.merged), (1, 1));
}

#[test]
fn what_is_answered_is_told_as_it_is_now_whatever_the_period() {
    let responses = Coverage { published: 5, answered: 2, waiting: 3, median_days: Some(4.5) };
    let facts = Facts { responses: responses.clone(), ..Facts::default() };
    let past = Period { from: None, until: "2020-01-01".parse().ok() };
    for period in [Period::default(), past] {
        assert_eq!(figures(&facts, period, hours(100)).responses, responses);
    }
    assert_eq!(of(vec![]).responses, Coverage { published: 0, answered: 0, waiting: 0, median_days: None });
}

#[test]
fn appeals_belong_to_the_day_of_filing_and_to_that_of_the_outcome() {
    let appeal = |state, filed: u64, decided: Option<u64>| AppealFact { state, filed_at: hours(filed), decided_at: decided.map(hours) };
    let all = vec![
        appeal(AppealState::Upheld, 0, Some(48)),
        appeal(AppealState::Reversed, 0, Some(72)),
        appeal(AppealState::Filed, 0, None),
        appeal(AppealState::InReview, 48, None),
    ];
    let facts = Facts { appeals: all, ..Facts::default() };
    let whole = figures(&facts, Period::default(), hours(100)).appeals;
    assert_eq!((whole.filed, whole.waiting, whole.upheld, whole.reversed, whole.median_days), (4, 2, 1, 1, Some(2.5)));
    let third_day = Period { from: "2026-11-25".parse().ok(), until: None };
    let later = figures(&facts, third_day, hours(100)).appeals;
    assert_eq!((later.filed, later.waiting, later.upheld, later.reversed), (1, 2, 1, 1));
}
