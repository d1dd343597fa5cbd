//! An instant in UTC, exact to the millisecond.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::written::Written;
use chrono::{DateTime, Datelike, NaiveDate};
use chrono_tz::Europe::Belgrade;
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::BigInt;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

/// 0001-01-01T00:00:00.000Z.
const FIRST: i64 = -62_135_596_800_000;
/// 9999-12-31T23:59:59.999Z.
const LAST: i64 = 253_402_300_799_999;

/// Milliseconds since 1970-01-01T00:00:00Z; always in the years 1 to 9999, so that it can be written as RFC 3339.
///
/// Written with exactly three decimals and `Z`; read with any offset and any number of decimals, of which three count.
/// In the database it is a plain 64-bit integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = BigInt)]
pub struct Moment(i64);

/// Why a text is not a [`Moment`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAMoment {
    /// It is not RFC 3339 with date, time and offset.
    #[error("not a moment: write it as 2026-11-23T06:57:32.518Z (RFC 3339, with an offset)")]
    Syntax,
    /// In UTC it lies outside the years 1 to 9999.
    #[error("not a moment: the year must lie between 1 and 9999")]
    Year,
}

impl Moment {
    /// The moment that many milliseconds after (before, if negative) 1970; what is out of range becomes the first or last moment.
    pub fn from_millis(millis: i64) -> Self {
        Self(millis.clamp(FIRST, LAST))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// So much later; never later than the last moment of the year 9999.
    pub fn plus(self, duration: Duration) -> Self {
        Self::from_millis(self.0.saturating_add(whole_millis(duration)))
    }

    /// So much earlier; never earlier than the first moment of the year 1.
    pub fn minus(self, duration: Duration) -> Self {
        Self::from_millis(self.0.saturating_sub(whole_millis(duration)))
    }

    /// The same time of the same day so many months later; where that month is shorter, of its last day.
    pub fn plus_months(self, months: u32) -> Self {
        let later = self.utc().checked_add_months(chrono::Months::new(months));
        Self::from_millis(later.map_or(LAST, |later| later.timestamp_millis()))
    }

    /// How long after `earlier` this is; zero if it is before.
    pub fn since(self, earlier: Moment) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// The day on the calendars of Kosovo at this moment.
    pub fn civil_day(self) -> NaiveDate {
        self.utc().with_timezone(&Belgrade).date_naive()
    }

    fn written(self) -> Written {
        Written::of(self.utc())
    }

    /// The time on the clocks of Kosovo, for people: `07:57`.
    pub fn civil_time(self) -> String {
        self.utc().with_timezone(&Belgrade).format("%H:%M").to_string()
    }

    /// When this day begins on the clocks of Kosovo. None of them ever skips midnight.
    pub fn start_of(day: NaiveDate) -> Self {
        let midnight = day.and_time(chrono::NaiveTime::MIN);
        let begins = midnight.and_local_timezone(Belgrade).earliest().map_or(midnight.and_utc(), |local| local.to_utc());
        Self::from_millis(begins.timestamp_millis())
    }

    fn utc(self) -> DateTime<chrono::Utc> {
        // Never the default: the constructor keeps the value in range.
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }
}

fn whole_millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.written().as_str())
    }
}

impl FromStr for Moment {
    type Err = NotAMoment;

    fn from_str(text: &str) -> Result<Self, NotAMoment> {
        let utc = DateTime::parse_from_rfc3339(text).map_err(|_| NotAMoment::Syntax)?.to_utc();
        if (1..=9999).contains(&utc.year()) { Ok(Self::from_millis(utc.timestamp_millis())) } else { Err(NotAMoment::Year) }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.written().as_str())
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl<DB: Backend> ToSql<BigInt, DB> for Moment
where
    i64: ToSql<BigInt, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.to_sql(out)
    }
}

impl<DB: Backend> FromSql<BigInt, DB> for Moment
where
    i64: FromSql<BigInt, DB>,
{
    fn from_sql(raw: DB::RawValue<'_>) -> deserialize::Result<Self> {
        i64::from_sql(raw).map(Self::from_millis)
    }
}

/// RFC 3339 as far as a regular expression can tell; years from 1000, so that no offset leads before the year 1.
const PATTERN: &str = concat!(
    "^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
    "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?",
    "(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$"
);

impl PartialSchema for Moment {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .pattern(Some(PATTERN))
            .max_length(Some(35))
            .description(Some("A moment (RFC 3339). Always sent in UTC with three decimals; read with any offset, cut to milliseconds."))
            .examples(["2026-11-23T06:57:32.518Z"])
            .into()
    }
}

impl ToSchema for Moment {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_on_the_calendar() {
        let later = |text: &str, months| text.parse::<Moment>().unwrap().plus_months(months).to_string();
        assert_eq!(later("2026-08-31T10:00:00.001Z", 6), "2027-02-28T10:00:00.001Z");
        assert_eq!(later("2026-11-23T10:00:00.000Z", 6), "2027-05-23T10:00:00.000Z");
        assert_eq!(Moment::from_millis(LAST).plus_months(6), Moment::from_millis(LAST));
    }
    use diesel::prelude::*;
    use serde_json::json;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn a_moment_is_written_in_utc_with_three_decimals() {
        assert_eq!(serde_json::to_value(Moment::from_millis(1_795_417_052_518)).unwrap(), json!("2026-11-23T06:57:32.518Z"));
        assert_eq!(Moment::from_millis(0).to_string(), "1970-01-01T00:00:00.000Z");
        assert_eq!(Moment::from_millis(-1).to_string(), "1969-12-31T23:59:59.999Z");
    }

    #[test]
    fn any_offset_and_any_precision_is_read_and_cut_to_milliseconds() {
        let same = at("2026-11-23T06:57:32.518Z");
        for text in ["2026-11-23T07:57:32.518+01:00", "2026-11-22T20:57:32.518999-10:00", "2026-11-23T06:57:32.518000000Z"] {
            assert_eq!(at(text), same, "{text}");
        }
        assert_eq!(at("1969-12-31T23:59:59.9999Z").millis(), -1, "cut, not rounded, also before 1970");
    }

    #[test]
    fn what_is_not_a_moment_is_refused_with_its_reason() {
        for text in ["", "2026-11-23", "2026-11-23T06:57:32", "2026-02-30T00:00:00Z", "2026-11-23T25:00:00Z", "now", "1795417052518"] {
            assert_eq!(text.parse::<Moment>(), Err(NotAMoment::Syntax), "{text}");
        }
        for text in ["0000-12-31T23:59:59Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"] {
            assert_eq!(text.parse::<Moment>(), Err(NotAMoment::Year), "{text}");
        }
        assert!(serde_json::from_value::<Moment>(json!(5)).is_err());
    }

    #[test]
    fn the_first_and_the_last_moment_can_be_written_and_nothing_lies_beyond() {
        assert_eq!(Moment::from_millis(i64::MIN), at("0001-01-01T00:00:00Z"));
        assert_eq!(Moment::from_millis(i64::MAX), at("9999-12-31T23:59:59.999Z"));
        assert_eq!(at("9999-12-31T00:00:00Z").plus(Duration::MAX).to_string(), "9999-12-31T23:59:59.999Z");
        assert_eq!(at("1970-01-01T00:00:00Z").minus(Duration::MAX).to_string(), "0001-01-01T00:00:00.000Z");
    }

    #[test]
    fn durations_lead_from_one_moment_to_another() {
        let (start, end) = (at("2026-03-29T00:00:00Z"), at("2026-03-29T00:15:00Z"));
        assert_eq!(start.plus(Duration::from_secs(900)), end);
        assert_eq!(end.minus(Duration::from_secs(900)), start);
        assert_eq!(end.since(start), Duration::from_secs(900));
        assert_eq!(start.since(end), Duration::ZERO);
    }

    #[test]
    fn the_civil_day_follows_winter_and_summer_time_in_kosovo() {
        assert_eq!(at("2026-01-31T22:59:59Z").civil_day().to_string(), "2026-01-31");
        assert_eq!(at("2026-01-31T23:00:00Z").civil_day().to_string(), "2026-02-01");
        assert_eq!(at("2026-07-31T21:59:59Z").civil_day().to_string(), "2026-07-31");
        assert_eq!(at("2026-07-31T22:00:00Z").civil_day().to_string(), "2026-08-01");
    }

    #[test]
    fn a_civil_day_begins_at_midnight_in_kosovo_in_winter_and_in_summer() {
        for (day, begins) in
            [("2026-01-31", "2026-01-30T23:00:00Z"), ("2026-07-31", "2026-07-30T22:00:00Z"), ("2026-03-29", "2026-03-28T23:00:00Z")]
        {
            let start = Moment::start_of(day.parse().unwrap());
            assert_eq!((start, start.civil_day().to_string().as_str()), (at(begins), day));
        }
    }

    #[test]
    fn people_read_the_time_of_their_clocks() {
        assert_eq!(at("2026-11-23T06:57:32.518Z").civil_time(), "07:57");
        assert_eq!(at("2026-07-31T22:00:00Z").civil_time(), "00:00");
    }

    #[test]
    fn the_database_keeps_a_moment_as_an_integer_and_gives_it_back() {
        let mut connection = SqliteConnection::establish(":memory:").unwrap();
        let moment = at("2026-11-23T06:57:32.518Z");
        let (kept, number): (Moment, i64) =
            diesel::select((moment.into_sql::<BigInt>(), moment.millis().into_sql::<BigInt>())).get_result(&mut connection).unwrap();
        assert_eq!((kept, number), (moment, 1_795_417_052_518));
    }

    #[test]
    fn the_schema_accepts_what_is_written_and_refuses_what_is_never_read() {
        let schema = serde_json::to_value(Moment::schema()).unwrap();
        let accepts = |text: &str| jsonschema::is_valid(&schema, &json!(text));
        assert!(accepts(&Moment::from_millis(0).to_string()));
        assert!(accepts("2026-11-23T07:57:32.518+01:00"));
        for text in ["2026-11-23", "2026-11-23T06:57:32", "2026-13-23T06:57:32Z", "0000-11-23T06:57:32Z", "2026-11-23 06:57:32Z"] {
            assert!(!accepts(text), "{text}");
        }
    }
}
