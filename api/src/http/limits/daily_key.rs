//! The key by which networks are hashed: random, in memory alone, and another one each day (UTC), so that nobody can ever
//! tell from what was counted yesterday who came.
use crate::error::Result;
use crate::time::Moment;
use anyhow::anyhow;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::sync::{PoisonError, RwLock};

const DAY: i64 = 24 * 60 * 60 * 1000;

pub(super) struct DailyKey(RwLock<Today>);

struct Today {
    day: i64,
    mac: Hmac<Sha256>,
}

impl DailyKey {
    pub(super) fn new(now: Moment) -> Result<Self> {
        Ok(Self(RwLock::new(Today::new(now.millis().div_euclid(DAY))?)))
    }

    /// The hash of these bytes, good for today.
    pub(super) fn hash(&self, bytes: &[u8], now: Moment) -> Result<u64> {
        let day = now.millis().div_euclid(DAY);
        let today = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if today.day == day {
            return Ok(today.hash(bytes));
        }
        drop(today);
        let mut today = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if today.day != day {
            *today = Today::new(day)?;
        }
        Ok(today.hash(bytes))
    }
}

impl Today {
    fn new(day: i64) -> Result<Self> {
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(|e| anyhow!("no randomness: {e}"))?;
        Ok(Self { day, mac: Hmac::new_from_slice(&key).map_err(|e| anyhow!("hmac: {e}"))? })
    }

    fn hash(&self, bytes: &[u8]) -> u64 {
        let mut mac = self.mac.clone();
        mac.update(bytes);
        let digest = mac.finalize().into_bytes();
        digest.iter().take(8).fold(0, |hash, byte| hash << 8 | u64::from(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn the_same_network_has_another_hash_each_day_and_each_start() {
        let midnight = Moment::from_millis(20_000 * DAY);
        let key = DailyKey::new(midnight).unwrap();
        let (first, last) = (key.hash(b"a", midnight).unwrap(), key.hash(b"a", midnight.plus(Duration::from_millis(86_399_999))).unwrap());
        assert_eq!(first, last);
        assert_ne!(first, key.hash(b"b", midnight).unwrap());
        assert_ne!(first, key.hash(b"a", midnight.plus(Duration::from_secs(86_400))).unwrap());
        // Yesterday's key is gone for good.
        assert_ne!(first, key.hash(b"a", midnight).unwrap());
        assert_ne!(first, DailyKey::new(midnight).unwrap().hash(b"a", midnight).unwrap());
    }
}
