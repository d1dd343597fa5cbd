//! The states as a table, with the edges of periods, and what holds for all dates.
use super::*;
use crate::time::Moment;
use chrono::{Datelike, Days};
use proptest::prelude::*;

fn date(text: &str) -> Option<PartialDate> {
    (text != "-").then(|| text.parse().unwrap())
}

/// Planned, started, completed, cancelled, and the state on a day.
#[test]
fn the_state_follows_from_the_dates_and_the_day() {
    for (row, day, expected) in [
        ("-          -       -          -", "2026-11-23", MilestoneState::Planned),
        ("unknown    -       -          -", "2026-11-23", MilestoneState::Planned),
        ("unknown    2015    -          -", "2026-11-23", MilestoneState::InProgress),
        ("-          unknown -          -", "2026-11-23", MilestoneState::InProgress),
        ("2026-12-24 -       -          -", "2026-11-23", MilestoneState::Planned),
        ("2026-12-24 2026    -          -", "2026-11-23", MilestoneState::InProgress),
        ("2026-12-23 -       -          -", "2026-11-23", MilestoneState::DueSoon),
        ("2026-12-23 2026    -          -", "2026-11-23", MilestoneState::DueSoon),
        ("2026-11-23 -       -          -", "2026-11-23", MilestoneState::DueSoon),
        ("2026-11-22 -       -          -", "2026-11-23", MilestoneState::Late),
        ("2026-11-22 2026    -          -", "2026-11-23", MilestoneState::Late),
        ("2026-11    -       -          -", "2026-10-31", MilestoneState::DueSoon),
        ("2026-11    -       -          -", "2026-10-30", MilestoneState::Planned),
        ("2026-11    -       -          -", "2026-11-30", MilestoneState::DueSoon),
        ("2026-11    -       -          -", "2026-12-01", MilestoneState::Late),
        ("2024-02    -       -          -", "2024-02-29", MilestoneState::DueSoon),
        ("2024-02    -       -          -", "2024-03-01", MilestoneState::Late),
        ("2026       -       -          -", "2026-01-01", MilestoneState::Planned),
        ("2026       -       -          -", "2026-12-01", MilestoneState::DueSoon),
        ("2026       -       -          -", "2026-12-31", MilestoneState::DueSoon),
        ("2026       -       -          -", "2027-01-01", MilestoneState::Late),
        ("2015       -       unknown    -", "2026-11-23", MilestoneState::Completed),
        ("unknown    -       2023       -", "2026-11-23", MilestoneState::Completed),
        ("-          -       2023       -", "2026-11-23", MilestoneState::Completed),
        ("2023-06-30 -       2023       -", "2026-11-23", MilestoneState::Completed),
        ("2023-06-30 -       2023-06    -", "2026-11-23", MilestoneState::Completed),
        ("2023-06-30 -       2023-07    -", "2026-11-23", MilestoneState::CompletedLate),
        ("2023       -       2023-12-31 -", "2026-11-23", MilestoneState::Completed),
        ("2023       -       2024       -", "2026-11-23", MilestoneState::CompletedLate),
        ("2023       2022    -          2024", "2026-11-23", MilestoneState::Cancelled),
        ("2023       -       -          unknown", "2026-11-23", MilestoneState::Cancelled),
    ] {
        let [planned, started, completed, cancelled] = row.split_whitespace().map(date).collect::<Vec<_>>()[..] else { panic!("{row}") };
        let dates = Dates { planned, started, completed, cancelled };
        assert_eq!(state(dates, day.parse().unwrap()), expected, "{row} on {day}");
    }
}

#[test]
fn the_day_ends_at_midnight_in_kosovo_in_winter_and_in_summer() {
    for (planned, last, first) in [
        ("2026-11-22", "2026-11-22T22:59:59.999Z", "2026-11-22T23:00:00.000Z"),
        ("2026-07-14", "2026-07-14T21:59:59.999Z", "2026-07-14T22:00:00.000Z"),
        // The nights on which the clocks are turned: the day begins in winter time and ends in summer time, and back.
        ("2026-03-28", "2026-03-28T22:59:59.999Z", "2026-03-28T23:00:00.000Z"),
        ("2026-03-29", "2026-03-29T21:59:59.999Z", "2026-03-29T22:00:00.000Z"),
        ("2026-10-25", "2026-10-25T22:59:59.999Z", "2026-10-25T23:00:00.000Z"),
    ] {
        let dates = Dates { planned: date(planned), ..Dates::default() };
        let at = |moment: &str| state(dates, moment.parse::<Moment>().unwrap().civil_day());
        assert_eq!((at(last), at(first)), (MilestoneState::DueSoon, MilestoneState::Late), "{planned}");
    }
}

#[test]
fn what_is_certainly_in_the_wrong_order_is_a_contradiction() {
    let of = |started, completed, cancelled| {
        contradictions(Dates { planned: None, started: date(started), completed: date(completed), cancelled: date(cancelled) })
    };
    assert_eq!(of("2023", "2023-01", "-"), []);
    assert_eq!(of("2023-05", "2023", "-"), []);
    assert_eq!(of("unknown", "1999", "-"), []);
    assert_eq!(of("2023", "2022-12-31", "-"), [("completed_on", "before_start")]);
    assert_eq!(of("2023", "-", "2022"), [("cancelled_on", "before_start")]);
    assert_eq!(of("-", "2022", "unknown"), [("cancelled_on", "also_completed")]);
}

proptest! {
    #[test]
    fn knowing_a_plan_less_precisely_never_makes_it_late(ordinal in 0..70_000u64, later in 0..800u64) {
        let day = NaiveDate::from_ymd_opt(1905, 1, 1).unwrap() + Days::new(ordinal);
        let today = day + Days::new(later);
        let late = |planned| state(Dates { planned: Some(planned), ..Dates::default() }, today) == MilestoneState::Late;
        let (year, month) = (PartialDate::Year(day.year()), PartialDate::Month(day.year(), day.month()));
        prop_assert!(late(PartialDate::Day(day)) || !late(month));
        prop_assert!(late(month) || !late(year));
        prop_assert_eq!(late(PartialDate::Day(day)), later > 0);
        prop_assert!(!late(PartialDate::Unknown));
    }

    #[test]
    fn time_alone_leads_from_planned_to_due_soon_to_late_and_never_back(ordinal in 0..70_000u64, steps in proptest::collection::vec(0..40u64, 1..20)) {
        let mut today = NaiveDate::from_ymd_opt(1905, 1, 1).unwrap() + Days::new(ordinal);
        let planned = PartialDate::Month(today.year(), today.month());
        let mut before = MilestoneState::Planned;
        for step in steps {
            today = today + Days::new(step);
            let now = state(Dates { planned: Some(planned), ..Dates::default() }, today);
            prop_assert!(now >= before);
            before = now;
        }
    }
}
