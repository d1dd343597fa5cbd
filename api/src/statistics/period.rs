//! The period that the statistics are asked for: whole days of Kosovo's calendar.
use crate::error::{Code, Result};
use crate::time::Moment;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;

/// What the statistics can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StatisticsQuery {
    /// The first day of the period; without it, from the beginning.
    #[param(
        min_length = 10,
        max_length = 10,
        pattern = "^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
        example = "2026-10-01"
    )]
    pub from: Option<String>,
    /// The last day of the period, which still counts; without it, to this moment.
    #[param(
        min_length = 10,
        max_length = 10,
        pattern = "^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
        example = "2026-12-31"
    )]
    pub until: Option<String>,
}

/// Days from the first to the last, both of which count; `None` is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub until: Option<NaiveDate>,
}

impl Period {
    /// As it was asked for.
    ///
    /// # Errors
    /// `invalid_parameter` (400) for a day that the calendar does not have, or an end before the beginning.
    pub fn asked(query: &StatisticsQuery) -> Result<Self> {
        let day = |text: &Option<String>, pointer| {
            let parsed = text.as_deref().map(str::parse::<NaiveDate>).transpose();
            parsed.map_err(|_| Code::InvalidParameter.at(pointer, "no_such_day"))
        };
        let period = Self { from: day(&query.from, "?from")?, until: day(&query.until, "?until")? };
        if period.from.zip(period.until).is_some_and(|(from, until)| until < from) {
            return Err(Code::InvalidParameter.at("?until", "before_from"));
        }
        Ok(period)
    }

    /// The first moment that counts, and the first that no longer does.
    pub fn bounds(self) -> (Moment, Moment) {
        let begin = self.from.map_or(Moment::from_millis(i64::MIN), Moment::start_of);
        let end = self.until.and_then(|day| day.succ_opt()).map_or(Moment::from_millis(i64::MAX), Moment::start_of);
        (begin, end)
    }

    /// Whether it lies within.
    pub fn holds(self, moment: Moment) -> bool {
        let (begin, end) = self.bounds();
        begin <= moment && moment < end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(from: Option<&str>, until: Option<&str>) -> Result<Period> {
        Period::asked(&StatisticsQuery { from: from.map(Into::into), until: until.map(Into::into) })
    }

    #[test]
    fn both_days_count_from_midnight_to_midnight_in_kosovo() {
        let day = asked(Some("2026-11-23"), Some("2026-11-23")).unwrap();
        for (moment, holds) in [
            ("2026-11-22T22:59:59.999Z", false),
            ("2026-11-22T23:00:00.000Z", true),
            ("2026-11-23T22:59:59.999Z", true),
            ("2026-11-23T23:00:00.000Z", false),
        ] {
            assert_eq!(day.holds(moment.parse().unwrap()), holds, "{moment}");
        }
        assert!(Period::default().holds(Moment::from_millis(0)));
    }

    #[test]
    fn a_day_that_is_none_and_a_period_backwards_are_refused() {
        assert_eq!(asked(Some("2026-02-30"), None).unwrap_err().errors[0].pointer, "?from");
        assert_eq!(asked(Some("2026-02-03"), Some("2026-02-02")).unwrap_err().errors[0].pointer, "?until");
    }
}
