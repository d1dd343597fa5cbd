//! A quota that fills up again steadily (the "generic cell rate algorithm"): whoever has not asked for a while may spend
//! all of it at once, and never more than that within any window plus what came back meanwhile.
use super::table::Table;
use crate::time::Moment;
use std::time::Duration;

/// So many in so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// What the headers call it.
    pub name: &'static str,
    /// How many.
    pub quota: u32,
    /// In how long: whole seconds.
    pub window: Duration,
}

/// How somebody stands with a policy after asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The policy.
    pub policy: Policy,
    /// What is left.
    pub remaining: u32,
    /// After so long the quota is whole again.
    pub whole_in: Duration,
    /// If this was one too many: how long to wait for the next.
    pub refused: Option<Duration>,
}

/// A policy with a memory of who has asked how much. Its memory has a fixed size, and nobody waits for anybody.
pub struct Limiter {
    policy: Policy,
    table: Table,
}

impl Limiter {
    /// A limiter to which nobody has come yet.
    pub fn new(policy: Policy) -> Self {
        Self { policy, table: Table::default() }
    }

    /// Takes one from the quota of `who`, if there is one left.
    pub fn take(&self, who: u64, now: Moment) -> Standing {
        let now = u64::try_from(now.millis()).unwrap_or(0);
        let mut standing = self.policy.standing(now, now);
        self.table.turn(who, |full_at| {
            let (next, told) = self.policy.take(full_at, now);
            standing = told;
            next
        });
        standing
    }
}

impl Policy {
    fn window(&self) -> u64 {
        u64::try_from(self.window.as_millis()).unwrap_or(u64::MAX)
    }

    /// The milliseconds in which one comes back.
    fn each(&self) -> u64 {
        (self.window() / u64::from(self.quota.max(1))).max(1)
    }

    /// Takes one from a quota that is whole again at `full_at`; answers when it will be whole then, if one was left.
    fn take(&self, full_at: u64, now: u64) -> (Option<u64>, Standing) {
        let most = now + self.each() * u64::from(self.quota);
        // Nothing lies further ahead than an empty quota, unless the clock was set back.
        let full_at = full_at.clamp(now, most);
        let next = full_at + self.each();
        if next <= most {
            return (Some(next), self.standing(next, now));
        }
        let wait = Duration::from_millis(next - most);
        (None, Standing { refused: Some(wait), ..self.standing(full_at, now) })
    }

    fn standing(&self, full_at: u64, now: u64) -> Standing {
        let missing = (full_at - now).div_ceil(self.each());
        let remaining = self.quota.saturating_sub(u32::try_from(missing).unwrap_or(u32::MAX));
        Standing { policy: *self, remaining, whole_in: Duration::from_millis(full_at - now), refused: None }
    }
}

impl Standing {
    /// For `RateLimit-Policy`.
    pub(super) fn policy_item(&self) -> String {
        format!("\"{}\";q={};w={}", self.policy.name, self.policy.quota, self.policy.window.as_secs())
    }

    /// For `RateLimit`; after `t` seconds the quota is whole again, or if it is used up there is the next.
    pub(super) fn item(&self) -> String {
        let reset = self.refused.unwrap_or(self.whole_in).as_millis().div_ceil(1000);
        format!("\"{}\";r={};t={reset}", self.policy.name, self.remaining)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEW: Policy = Policy { name: "few", quota: 3, window: Duration::from_secs(30) };

    fn at(seconds: u64) -> Moment {
        Moment::from_millis(1_763_000_000_000).plus(Duration::from_secs(seconds))
    }

    #[test]
    fn exactly_the_quota_is_granted_and_comes_back_steadily() {
        let limiter = Limiter::new(FEW);
        let left: Vec<_> = (0..3).map(|_| limiter.take(7, at(0))).map(|it| (it.remaining, it.refused)).collect();
        assert_eq!(left, [(2, None), (1, None), (0, None)]);
        let fourth = limiter.take(7, at(0));
        assert_eq!((fourth.remaining, fourth.refused), (0, Some(Duration::from_secs(10))));
        assert_eq!((fourth.policy_item().as_str(), fourth.item().as_str()), ("\"few\";q=3;w=30", "\"few\";r=0;t=10"));
        assert_eq!(limiter.take(8, at(0)).remaining, 2);
        assert!(limiter.take(7, at(9)).refused.is_some());
        assert!(limiter.take(7, at(10)).refused.is_none() && limiter.take(7, at(10)).refused.is_some());
        assert_eq!(limiter.take(7, at(100)).remaining, 2);
    }

    #[test]
    fn a_clock_that_was_set_back_locks_nobody_out() {
        let limiter = Limiter::new(FEW);
        assert!((0..3).all(|_| limiter.take(7, at(86_400)).refused.is_none()));
        assert_eq!(limiter.take(7, at(0)).refused, Some(Duration::from_secs(10)));
        assert!((0..3).all(|_| limiter.take(8, at(86_400)).refused.is_none()));
        assert!(limiter.take(8, at(86_400 + 10)).refused.is_none());
    }
}
