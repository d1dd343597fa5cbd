//! A date that is exactly as precise as what is known: a year, a month, a day, or only that it happened.

use std::fmt;
use std::str::FromStr;

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// ISO 8601 of reduced precision between 1900 and 2100 (`2015`, `2023-07`, `2021-06-08`), or `unknown`.
///
/// Ordered by time; inside one period the less precise comes first (`2015` before `2015-01`); `unknown` comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum PartialDate {
    /// Some time in this year.
    Year(i32),
    /// Some time in this month of this year.
    Month(i32, u32),
    /// On this day.
    Day(NaiveDate),
    /// It happened, nobody knows when.
    Unknown,
}

/// Why a text is not a [`PartialDate`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAPartialDate {
    /// It has none of the four forms, or its year lies outside 1900 to 2100.
    #[error("not a date: write 2015, 2023-07, 2021-06-08 or unknown, with a year between 1900 and 2100")]
    Form,
    /// It has the form of a date, but the calendar has no such month or day.
    #[error("not a date: the calendar has no {0}")]
    Calendar(String),
}

impl PartialDate {
    /// The first day that it can mean; none if unknown.
    pub fn first_day(self) -> Option<NaiveDate> {
        match self {
            Self::Year(year) => NaiveDate::from_ymd_opt(year, 1, 1),
            Self::Month(year, month) => NaiveDate::from_ymd_opt(year, month, 1),
            Self::Day(day) => Some(day),
            Self::Unknown => None,
        }
    }

    /// The last day that it can mean; none if unknown.
    pub fn last_day(self) -> Option<NaiveDate> {
        let months = match self {
            Self::Year(_) => 12,
            Self::Month(..) => 1,
            Self::Day(_) | Self::Unknown => return self.first_day(),
        };
        self.first_day()?.checked_add_months(Months::new(months))?.pred_opt()
    }

    /// A text whose order byte by byte is the order of dates: for an `ORDER BY` in collation C.
    ///
    /// It is the written form itself: a shorter text comes before the longer one that it begins, and `u` after every digit.
    pub fn sort_key(self) -> String {
        self.to_string()
    }
}

impl Ord for PartialDate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        // Of two that begin on one day the longer, that is the vaguer, comes first.
        let key = |date: &Self| (*date == Self::Unknown, date.first_day(), std::cmp::Reverse(date.last_day()));
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{}", day.format("%Y-%m-%d")),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

impl FromStr for PartialDate {
    type Err = NotAPartialDate;

    fn from_str(text: &str) -> Result<Self, NotAPartialDate> {
        if text == "unknown" {
            return Ok(Self::Unknown);
        }
        let parts: Vec<u32> = text.split('-').zip([4, 2, 2]).filter_map(|(part, length)| number(part, length)).collect();
        let year = parts.first().copied().filter(|year| (1900..=2100).contains(year)).ok_or(NotAPartialDate::Form)?;
        let impossible = || NotAPartialDate::Calendar(text.to_owned());
        let year = i32::try_from(year).map_err(|_| NotAPartialDate::Form)?;
        match (text.len(), &parts[1..]) {
            (4, []) => Ok(Self::Year(year)),
            (7, [month]) => {
                if (1..=12).contains(month) {
                    Ok(Self::Month(year, *month))
                } else {
                    Err(impossible())
                }
            }
            (10, [month, day]) => NaiveDate::from_ymd_opt(year, *month, *day).map(Self::Day).ok_or_else(impossible),
            _ => Err(NotAPartialDate::Form),
        }
    }
}

/// A number of exactly `length` ASCII digits.
fn number(part: &str, length: usize) -> Option<u32> {
    (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok())?
}

impl TryFrom<String> for PartialDate {
    type Error = NotAPartialDate;

    fn try_from(text: String) -> Result<Self, NotAPartialDate> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

/// Exact: months of 31, 30 and 28 days, and 29 February in the leap years from 1904 to 2096 (1900 and 2100 were and are none).
const PATTERN: &str = concat!(
    "^(unknown",
    "|(19[0-9]{2}|20[0-9]{2}|2100)",
    "(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|1[0-9]|2[0-8]))?",
    "|(19(0[48]|[2468][048]|[13579][26])|20(0[048]|[2468][048]|[13579][26]))-02-29",
    ")$"
);

impl PartialSchema for PartialDate {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some(PATTERN))
            .max_length(Some(10))
            .description(Some(concat!(
                "A date exactly as precise as it is known: ISO 8601 of reduced precision (a year from 1900 to 2100, a month or a day), ",
                "or `unknown` (it happened, nobody knows when; sorts last). Days that the calendar does not have (2023-02-30) are refused."
            )))
            .examples(["2015", "2023-07", "2021-06-08", "unknown"])
            .into()
    }
}

impl ToSchema for PartialDate {}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_is_written_exactly_as_precise_as_it_was_read() {
        for text in ["2015", "2023-07", "2021-06-08", "unknown", "1900", "2100-12-31", "2000-02-29"] {
            let read: PartialDate = serde_json::from_value(json!(text)).unwrap();
            assert_eq!(serde_json::to_value(read).unwrap(), json!(text));
        }
    }

    #[test]
    fn days_that_the_calendar_does_not_have_are_refused_by_name() {
        for text in ["2023-02-30", "2023-02-29", "1900-02-29", "2023-13", "2023-00", "2023-04-31", "2023-01-00"] {
            assert_eq!(text.parse::<PartialDate>(), Err(NotAPartialDate::Calendar(text.to_owned())));
        }
    }

    #[test]
    fn what_has_none_of_the_four_forms_is_refused() {
        for text in [
            "",
            "15",
            "1899",
            "2101",
            "2023-7",
            "2023-07-",
            "2023-07-1",
            "20230708",
            "2023-07-08T00:00",
            "Unknown",
            "2023-07-08-09",
            "२०२३",
            "+203",
            "2023–07",
        ] {
            assert_eq!(text.parse::<PartialDate>(), Err(NotAPartialDate::Form), "{text}");
        }
    }

    #[test]
    fn dates_sort_by_time_the_vaguer_first_and_the_unknown_last() {
        let sorted =
            ["2014-12-31", "2015", "2015-01", "2015-01-01", "2015-01-31", "2015-02", "2015-12-31", "2016", "2016-01-01", "unknown"];
        for pair in sorted.windows(2) {
            assert!(date(pair[0]) < date(pair[1]), "{pair:?}");
            assert!(date(pair[0]).sort_key() < date(pair[1]).sort_key(), "{pair:?}");
        }
        let mut shuffled: Vec<_> = sorted.iter().rev().map(|text| date(text)).collect();
        shuffled.sort();
        assert_eq!(shuffled, sorted.map(date));
    }

    #[test]
    fn a_period_knows_its_first_and_its_last_day() {
        let days = |text| (date(text).first_day().unwrap().to_string(), date(text).last_day().unwrap().to_string());
        assert_eq!(days("2024"), ("2024-01-01".into(), "2024-12-31".into()));
        assert_eq!(days("2024-02"), ("2024-02-01".into(), "2024-02-29".into()));
        assert_eq!(days("2024-12"), ("2024-12-01".into(), "2024-12-31".into()));
        assert_eq!(days("2021-06-08"), ("2021-06-08".into(), "2021-06-08".into()));
        assert_eq!((date("unknown").first_day(), date("unknown").last_day()), (None, None));
    }

    #[test]
    fn the_schema_and_the_parser_agree_on_every_day_that_can_be_written() {
        let schema = serde_json::to_value(PartialDate::schema()).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        for year in [1899, 1900, 1904, 1996, 1999, 2000, 2023, 2024, 2096, 2099, 2100, 2101] {
            for month in 0..=13 {
                for day in 0..=32 {
                    let text = format!("{year}-{month:02}-{day:02}");
                    assert_eq!(validator.is_valid(&json!(text)), text.parse::<PartialDate>().is_ok(), "{text}");
                }
            }
        }
    }

    #[test]
    fn the_schema_knows_exactly_the_leap_years() {
        let schema = serde_json::to_value(PartialDate::schema()).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        for text in (1890..2110).flat_map(|year| [format!("{year}"), format!("{year}-02"), format!("{year}-02-29")]) {
            assert_eq!(validator.is_valid(&json!(text)), text.parse::<PartialDate>().is_ok(), "{text}");
        }
    }
}
