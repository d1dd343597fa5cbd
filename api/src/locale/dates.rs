//! Dates in the four ways of reading, as precise as they are known; the app writes them the same way.
use super::{Locale, Words};
use crate::time::{Moment, PartialDate};
use chrono::Datelike;

const MONTHS: [Words; 12] = [
    ["janar", "januar", "January"],
    ["shkurt", "februar", "February"],
    ["mars", "mart", "March"],
    ["prill", "april", "April"],
    ["maj", "maj", "May"],
    ["qershor", "jun", "June"],
    ["korrik", "jul", "July"],
    ["gusht", "avgust", "August"],
    ["shtator", "septembar", "September"],
    ["tetor", "oktobar", "October"],
    ["nëntor", "novembar", "November"],
    ["dhjetor", "decembar", "December"],
];

/// `21 prill 2026`, `21. april 2026.`, `21 April 2026`, or less; nothing where nobody knows.
pub fn partial(date: PartialDate, locale: Locale) -> Option<String> {
    let dot = if is_serbian(locale) { "." } else { "" };
    let month = |number: u32| locale.told(MONTHS[(number as usize + 11) % 12]);
    match date {
        PartialDate::Year(year) => Some(format!("{year}{dot}")),
        PartialDate::Month(year, number) => Some(format!("{} {year}{dot}", month(number))),
        PartialDate::Day(day) => Some(format!("{}{dot} {} {}{dot}", day.day(), month(day.month()), day.year())),
        PartialDate::Unknown => None,
    }
}

/// The day on the calendars of Kosovo, as an element.
pub fn day_of(at: Moment, locale: Locale) -> String {
    format!("<time datetime=\"{at}\">{}</time>", day(at, locale))
}

/// The day and the minute in Kosovo, as an element: `21 prill 2026, 14:05`.
pub fn minute_of(at: Moment, locale: Locale) -> String {
    let comma = if is_serbian(locale) { "" } else { "," };
    format!("<time datetime=\"{at}\">{}{comma} {}</time>", day(at, locale), at.civil_time())
}

/// Whose years end with a dot.
fn is_serbian(locale: Locale) -> bool {
    matches!(locale, Locale::Sr | Locale::SrCyrl)
}

fn day(at: Moment, locale: Locale) -> String {
    partial(PartialDate::Day(at.civil_day()), locale).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_its_readers_do_and_no_more_precisely_than_it_is_known() {
        let written = |date: &str| Locale::ALL.map(|locale| partial(date.parse().unwrap(), locale).unwrap_or_default());
        assert_eq!(written("2026-04-21"), ["21 prill 2026", "21. april 2026.", "21. април 2026.", "21 April 2026"]);
        assert_eq!(written("2023-07"), ["korrik 2023", "jul 2023.", "јул 2023.", "July 2023"]);
        assert_eq!(written("2015"), ["2015", "2015.", "2015.", "2015"]);
        assert_eq!(written("unknown"), [""; 4]);
    }
}
