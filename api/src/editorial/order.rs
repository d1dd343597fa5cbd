//! Places in a list, as text that sorts byte by byte, the same on both databases.
use crate::time::PartialDate;

/// The newest first; what has no known date comes last.
pub fn newest_first(date: Option<PartialDate>) -> String {
    match date.filter(|date| *date != PartialDate::Unknown) {
        Some(date) => date.sort_key().chars().map(reversed).collect(),
        None => "~".into(),
    }
}

fn reversed(c: char) -> char {
    match c {
        '0'..='9' => char::from(b'9' - (c as u8 - b'0')),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happened_last_stands_first_and_the_unknown_last() {
        let mut dates = ["2013-07-09", "2023-07", "unknown", "2026-04-03", "2015"];
        dates.sort_by_key(|date| newest_first(date.parse().ok()));
        assert_eq!(dates, ["2026-04-03", "2023-07", "2015", "2013-07-09", "unknown"]);
    }
}
