//! How hard challenges are, and when their solutions are good.
use super::Form;
use crate::error::{Code, Result};
use crate::time::Moment;
use std::ops::RangeInclusive;
use std::time::Duration;

/// Rounds of PBKDF2 for each number that is tried. Many cheap tries would mostly measure how fast a browser calls its own
/// cryptography; this is half a millisecond of work a try.
pub const ROUNDS: u32 = 5_000;
/// How many numbers have to be tried at the easiest: 0.1 to 0.2 s on one core of 2024; on a phone that is four times
/// slower, in a browser, at most 2 s.
const EASIEST: RangeInclusive<u32> = 150..=300;
/// From so many waiting comments on, challenges are twice, four times, eight times as hard.
const HARDER_FROM: [i64; 3] = [100, 500, 2_000];
/// Nobody writes a comment in less.
const FILLING: Duration = Duration::from_secs(3);
/// Longer than anybody writes; until then a spent challenge is remembered.
const GOOD_FOR: Duration = Duration::from_secs(60 * 60);

/// How hard challenges are while so many comments wait: 0 to 3. It falls again as the queue shrinks.
pub(super) fn level(waiting: i64) -> u32 {
    HARDER_FROM.iter().fold(0, |level, from| level + u32::from(waiting >= *from))
}

/// How many numbers have to be tried at this level.
pub(super) fn tries(level: u32) -> RangeInclusive<u32> {
    let times = 1 << level.min(3);
    EASIEST.start() * times..=EASIEST.end() * times
}

/// The form that goes out now.
pub(super) fn form(now: Moment, level: u32) -> Form {
    Form { issued_at: now, expires_at: now.plus(GOOD_FOR), fill_seconds: FILLING.as_secs(), level }
}

/// A form that comes back now is neither too old nor too fresh. While a form is being filled in challenges may become
/// twice as hard; beyond that somebody has collected easy ones.
pub(super) fn comes_in_time(form: &Form, now: Moment, level: u32) -> Result<()> {
    if now >= form.expires_at {
        return Err(Code::ChallengeExpired.at("/challenge", "expired"));
    }
    if form.level + 1 < level {
        return Err(Code::ChallengeTooEasy.at("/challenge", "too_easy"));
    }
    let left = Duration::from_secs(form.fill_seconds).saturating_sub(now.since(form.issued_at));
    if left.is_zero() { Ok(()) } else { Err(Code::TooFast.at("/challenge", "too_fast").after(left)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn challenges_are_harder_while_the_queue_is_long_and_easy_again_when_it_is_short() {
        let levels: Vec<_> = [0, 99, 100, 499, 500, 1_999, 2_000, 1_000_000, 50].map(level).to_vec();
        assert_eq!(levels, [0, 0, 1, 1, 2, 2, 3, 3, 0]);
        assert_eq!((tries(0), tries(1), tries(3)), (150..=300, 300..=600, 1_200..=2_400));
    }

    #[test]
    fn a_form_is_good_from_three_seconds_to_an_hour() {
        let start = Moment::from_millis(1_763_000_000_000);
        let (given, later) = (form(start, 0), |millis| start.plus(Duration::from_millis(millis)));
        let after = |millis, level| comes_in_time(&given, later(millis), level).map_err(|e| (e.code, e.seconds_to_wait()));
        assert_eq!(after(0, 0), Err((Code::TooFast, 3)));
        assert_eq!(after(2_999, 0), Err((Code::TooFast, 1)));
        assert_eq!((after(3_000, 0), after(3_599_999, 1)), (Ok(()), Ok(())));
        assert_eq!(after(3_600_000, 0).unwrap_err().0, Code::ChallengeExpired);
        assert_eq!(after(3_000, 2).unwrap_err().0, Code::ChallengeTooEasy);
    }
}
