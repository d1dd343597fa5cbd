//! How long a session lives and what a refresh token is still good for. Pure.
use crate::time::Moment;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// A session that nobody has refreshed for so long is over.
pub(super) const UNUSED: Duration = Duration::from_secs(14 * DAY.as_secs());
/// And so is every session after this time: sign in again.
pub(super) const LONGEST: Duration = Duration::from_secs(60 * DAY.as_secs());
/// Of one account; the one unused for longest ends when one more begins.
pub(super) const MOST_SESSIONS: i64 = 20;
/// Within this time a spent refresh token may come again: two tabs woke up together, or the answer was lost.
const GRACE: Duration = Duration::from_secs(10);

/// What the coming of a refresh token means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Coming {
    /// The first time: it is spent now, and all its siblings with it.
    First,
    /// A second time, so soon that it may be the same client: it gets a sibling of its successor.
    Again,
    /// A second time, later: there are two holders, and one of them is a thief.
    Stolen,
}

pub(super) fn coming(spent_at: Option<Moment>, now: Moment) -> Coming {
    match spent_at {
        None => Coming::First,
        Some(at) if now.since(at) <= GRACE => Coming::Again,
        Some(_) => Coming::Stolen,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spent_token_is_forgiven_for_ten_seconds() {
        let at = Moment::from_millis(1_000_000);
        assert_eq!(coming(None, at), Coming::First);
        assert_eq!(coming(Some(at), at.plus(Duration::from_secs(10))), Coming::Again);
        assert_eq!(coming(Some(at), at.plus(Duration::from_millis(10_001))), Coming::Stolen);
    }
}
