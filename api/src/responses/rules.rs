//! Who may answer, and what may take the place of what. Pure.
use super::Response;
use crate::error::{Code, Error, Result};
use crate::time::Moment;
use std::collections::BTreeMap;

const DAY: u128 = 24 * 60 * 60 * 1000;

/// How many whole days passed.
pub fn whole_days(since: Moment, until: Moment) -> i64 {
    i64::try_from(until.since(since).as_millis() / DAY).unwrap_or(i64::MAX)
}

/// How many comments had their first response after how many whole days.
#[derive(Debug, Clone, Default)]
pub struct Delays(BTreeMap<i64, i64>);

impl Delays {
    /// So many comments more that waited so long.
    pub fn add(&mut self, days: i64, comments: i64) {
        *self.0.entry(days).or_default() += comments;
    }

    /// Those of another, too.
    pub fn add_all(&mut self, other: &Self) {
        other.0.iter().for_each(|(days, comments)| self.add(*days, *comments));
    }

    /// How many comments there are.
    pub fn count(&self) -> i64 {
        self.0.values().sum()
    }

    /// The delay in the middle; with an even number of comments the mean of the two in the middle.
    pub fn median(&self) -> Option<f64> {
        let count = self.count();
        let (low, high) = (self.nth((count - 1) / 2)?, self.nth(count / 2)?);
        Some((low + high) as f64 / 2.0)
    }

    fn nth(&self, n: i64) -> Option<i64> {
        let mut passed = 0;
        let mut behind = self.0.iter().skip_while(|(_, comments)| {
            passed += **comments;
            passed <= n
        });
        behind.next().map(|(days, _)| *days)
    }
}

/// An answer is given in the name of an organization, and of no other than one's own.
pub(super) fn in_whose_name(organization: Option<&String>) -> Result<String> {
    organization.cloned().ok_or_else(|| Code::Forbidden.because("Only somebody who belongs to an organization answers, in its name."))
}

/// An organization has one response to a comment that stands: a second one must say which it supersedes.
pub(super) fn supersedes(earlier: Option<&Response>, comment: &str, organization: &str) -> Result<()> {
    let wrong = |code: Code, what: &str| Err(code.at("/supersedes", what));
    match earlier {
        None => wrong(Code::UnknownReference, "unknown"),
        Some(it) if it.comment != comment => wrong(Code::UnknownReference, "unknown"),
        Some(it) if it.organization != organization => {
            Err(Error::from(Code::Forbidden).saying("It is the response of another organization."))
        }
        Some(it) if !it.stands() => wrong(Code::Conflict, "superseded"),
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn median(days: &[(i64, i64)]) -> Option<f64> {
        Delays(days.iter().copied().collect()).median()
    }

    #[test]
    fn the_median_stands_in_the_middle() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[(3, 1)]), Some(3.0));
        assert_eq!(median(&[(0, 1), (3, 1)]), Some(1.5));
        assert_eq!(median(&[(0, 2), (9, 1)]), Some(0.0));
        assert_eq!(median(&[(0, 2), (5, 1), (9, 2)]), Some(5.0));
    }

    #[test]
    fn a_day_is_over_after_all_its_milliseconds() {
        let (start, day) = (Moment::from_millis(1_000), 86_400_000);
        let after = |millis: i64| whole_days(start, Moment::from_millis(1_000 + millis));
        assert_eq!((after(-1), after(0), after(day - 1), after(day), after(2 * day)), (0, 0, 0, 1, 2));
    }
}
