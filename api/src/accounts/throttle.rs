//! Slows down who guesses passwords of one account, without ever locking the account. Kept in memory, by a keyed hash
//! of the address; whether the account exists makes no difference.
use super::{Email, secrets};
use crate::error::{Code, Result};
use crate::time::Moment;
use anyhow::anyhow;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// So many tries in a row are free.
const FREE: u32 = 5;
const LONGEST_WAIT: Duration = Duration::from_secs(300);
/// After so long without a try all is forgotten.
const REMEMBERED: Duration = Duration::from_secs(900);
/// Of so many addresses tries are counted; beyond it the oldest is forgotten.
const MOST: usize = 10_000;

type Name = [u8; 32];

/// Counts tries by address.
pub(super) struct Throttle {
    key: [u8; 32],
    tries: Mutex<HashMap<Name, Tries>>,
}

struct Tries {
    count: u32,
    last: Moment,
}

impl Throttle {
    pub(super) fn new() -> Result<Self> {
        Ok(Self { key: secrets::random()?, tries: Mutex::default() })
    }

    /// Counts a try before it is made, so that a hundred at once are a hundred.
    ///
    /// # Errors
    /// `too_many_requests` (429) with the time to wait; such a try does not count.
    pub(super) fn admit(&self, email: &Email, now: Moment) -> Result<()> {
        let name = self.name(email)?;
        let mut known = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST && !known.contains_key(&name) {
            make_room(&mut known, now);
        }
        let tries = known.entry(name).or_insert(Tries { count: 0, last: now });
        if now.since(tries.last) > REMEMBERED {
            tries.count = 0;
        }
        let left = wait_after(tries.count).saturating_sub(now.since(tries.last));
        if !left.is_zero() {
            return Err(Code::TooManyRequests.because("Too many failed tries.").after(left));
        }
        *tries = Tries { count: tries.count.saturating_add(1), last: now };
        Ok(())
    }

    /// It was the right password.
    pub(super) fn forget(&self, email: &Email) -> Result<()> {
        let name = self.name(email)?;
        self.tries.lock().unwrap_or_else(PoisonError::into_inner).remove(&name);
        Ok(())
    }

    fn name(&self, email: &Email) -> Result<Name> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).map_err(|e| anyhow!("hmac: {e}"))?;
        mac.update(email.as_str().as_bytes());
        Ok(mac.finalize().into_bytes().into())
    }
}

/// 2, 4, 8 … seconds after the fifth, sixth, seventh … try.
fn wait_after(tries: u32) -> Duration {
    match tries.checked_sub(FREE) {
        None => Duration::ZERO,
        Some(more) => Duration::from_secs(2_u64.saturating_pow(more + 1)).min(LONGEST_WAIT),
    }
}

fn make_room(known: &mut HashMap<Name, Tries>, now: Moment) {
    known.retain(|_, tries| now.since(tries.last) <= REMEMBERED);
    let oldest = known.iter().min_by_key(|(_, tries)| tries.last).map(|(name, _)| *name);
    if let Some(oldest) = oldest.filter(|_| known.len() >= MOST) {
        known.remove(&oldest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_five_minutes_and_end() {
        let waits: Vec<_> = [0, 4, 5, 6, 7, 12, 13, u32::MAX].iter().map(|n| wait_after(*n).as_secs()).collect();
        assert_eq!(waits, [0, 0, 2, 4, 8, 256, 300, 300]);
        let (throttle, email, start) = (Throttle::new().unwrap(), Email::of("a@b"), Moment::from_millis(0));
        assert!((0..5).all(|_| throttle.admit(&email, start).is_ok()));
        assert!(throttle.admit(&email, start.plus(Duration::from_millis(1_999))).is_err());
        assert!(throttle.admit(&Email::of("b@b"), start).is_ok());
        assert!(throttle.admit(&email, start.plus(Duration::from_secs(2))).is_ok());
        assert!(throttle.admit(&email, start.plus(Duration::from_secs(5))).is_err());
        throttle.forget(&email).unwrap();
        assert!(throttle.admit(&email, start).is_ok());
    }

    #[test]
    fn a_flood_of_addresses_does_not_fill_the_memory() {
        let (throttle, start) = (Throttle::new().unwrap(), Moment::from_millis(0));
        let later = |n: u64| start.plus(Duration::from_millis(n));
        assert!((0..MOST as u64 + 5).all(|n| throttle.admit(&Email::of(&format!("{n}@b")), later(n)).is_ok()));
        assert_eq!(throttle.tries.lock().unwrap().len(), MOST);
    }
}
