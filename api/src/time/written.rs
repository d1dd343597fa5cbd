//! A moment as text, made on the stack: a page of a list writes dozens of them, and chrono's own formatting, which can do
//! much more, costs ten times as much.
use chrono::{DateTime, Datelike, Timelike, Utc};

/// `2026-11-23T06:57:32.518Z`.
pub(super) struct Written([u8; 24]);

impl Written {
    /// Of a year that has four digits.
    pub(super) fn of(at: DateTime<Utc>) -> Self {
        let mut text = *b"0000-00-00T00:00:00.000Z";
        digits(&mut text[0..4], at.year().unsigned_abs());
        digits(&mut text[5..7], at.month());
        digits(&mut text[8..10], at.day());
        digits(&mut text[11..13], at.hour());
        digits(&mut text[14..16], at.minute());
        digits(&mut text[17..19], at.second());
        digits(&mut text[20..23], at.timestamp_subsec_millis());
        Self(text)
    }

    pub(super) fn as_str(&self) -> &str {
        // Never the default: there is nothing but digits and marks.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

fn digits(place: &mut [u8], mut number: u32) {
    for digit in place.iter_mut().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
    }
}
