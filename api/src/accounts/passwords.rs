//! Passwords: argon2id, at most two at once, and the same work whether the account exists or not.
use crate::error::{Code, Error, Result};
use actix_web::web;
use anyhow::{Context, anyhow};
use argon2::password_hash::phc;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

/// 46 MiB, one pass, one lane (OWASP's first choice): about 43 ms on a server of 2026.
const PARAMETERS: (u32, u32, u32) = (47_104, 1, 1);
/// Each takes 46 MiB and a core; more at once would starve everybody else.
const AT_ONCE: usize = 2;
/// How many may wait for their turn; more are told to come back later.
const WAITING: usize = 16;
/// What an unknown user's password is held against, so that the answer takes as long. A hash of random bytes.
const NOBODY: &str = "$argon2id$v=19$m=47104,t=1,p=1$aGFwdXItbm9ib2R5LTAx$nAUzOT1zeUlqCwKv2kS4r3vF7eRj0S0J0a2Xh1cGm6k";

/// A password as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Hashes a password. Takes long: not inside a transaction, not on a worker.
    ///
    /// # Errors
    /// `invalid` (422) unless it has 12 to 256 characters.
    pub fn of(password: &str) -> Result<Self> {
        Self::at("/password", password)
    }

    fn at(pointer: &str, password: &str) -> Result<Self> {
        let password = normal(password);
        match password.chars().count() {
            0..12 => Err(Code::Invalid.at(pointer, "too_short")),
            12..=256 => hash(&password),
            _ => Err(Code::Invalid.at(pointer, "too_long")),
        }
    }

    pub(super) fn stored(text: String) -> Self {
        Self(text)
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// What came of comparing a password.
#[derive(Debug, Default)]
pub(super) struct Checked {
    /// Whether it is the right one.
    pub fits: bool,
    /// The right password hashed anew, if it was kept with weaker parameters than today's.
    pub stronger: Option<PasswordHash>,
}

/// The bench at which passwords are compared and hashed.
#[derive(Clone)]
pub(super) struct Passwords {
    seats: Arc<Semaphore>,
    queue: Arc<Semaphore>,
    compared: Arc<AtomicU64>,
}

impl Passwords {
    pub(super) fn new() -> Self {
        let (seats, queue) = (Semaphore::new(AT_ONCE), Semaphore::new(AT_ONCE + WAITING));
        Self { seats: Arc::new(seats), queue: Arc::new(queue), compared: Arc::default() }
    }

    /// Compares; without a `stored` hash it works as long and says no.
    ///
    /// # Errors
    /// `unavailable` (503) if too many are waiting.
    pub(super) async fn check(&self, password: String, stored: Option<PasswordHash>) -> Result<Checked> {
        let compared = self.compared.clone();
        let work = move || {
            compared.fetch_add(1, Ordering::Relaxed);
            check(&password, stored)
        };
        self.seated(work).await
    }

    /// Hashes the `new_password` of a request.
    ///
    /// # Errors
    /// `invalid` (422), `unavailable` (503).
    pub(super) async fn hash_new(&self, password: String) -> Result<PasswordHash> {
        self.seated(move || PasswordHash::at("/new_password", &password)).await
    }

    async fn seated<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let place = self.queue.clone().try_acquire_owned().map_err(|_| Code::Unavailable.because("Too many are signing in."))?;
        let seat = self.seats.clone().acquire_owned().await.context("the bench is closed")?;
        let work = move || {
            let done = work();
            drop((seat, place)); // here and not outside: a client that hangs up frees no seat that is still in use
            done
        };
        web::block(work).await.context("the worker pool stopped")?
    }

    /// How many comparisons were made, of whatever outcome: whether an account exists must make no difference.
    pub(super) fn compared(&self) -> u64 {
        self.compared.load(Ordering::Relaxed)
    }
}

fn check(password: &str, stored: Option<PasswordHash>) -> Result<Checked> {
    let password = normal(password);
    let known = stored.is_some();
    let kept = stored.map_or_else(|| NOBODY.to_owned(), |hash| hash.0);
    let parsed = phc::PasswordHash::new(&kept).map_err(|e| anyhow!("a stored password hash cannot be read: {e}"))?;
    let fits = argon2()?.verify_password(password.as_bytes(), &parsed).is_ok() && known;
    let stronger = if fits && is_weak(&parsed)? { Some(hash(&password)?) } else { None };
    Ok(Checked { fits, stronger })
}

/// Keyboards differ in how they write ë; the password is the same.
fn normal(password: &str) -> String {
    password.nfc().collect()
}

fn hash(password: &str) -> Result<PasswordHash> {
    let hash = argon2()?.hash_password(password.as_bytes()).map_err(|e| anyhow!("a password cannot be hashed: {e}"))?;
    Ok(PasswordHash(hash.to_string()))
}

fn is_weak(kept: &phc::PasswordHash) -> Result<bool> {
    let kept = Params::try_from(kept).map_err(|e| anyhow!("a stored password hash has odd parameters: {e}"))?;
    Ok((kept.m_cost(), kept.t_cost(), kept.p_cost()) != PARAMETERS)
}

fn argon2() -> Result<Argon2<'static>> {
    let (memory, passes, lanes) = PARAMETERS;
    let parameters = Params::new(memory, passes, lanes, None).map_err(|e| Error::from(anyhow!("argon2: {e}")))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_itself_in_both_normal_forms_and_nothing_else() {
        let kept = PasswordHash::of("nj\u{eb} fjal\u{eb}kalim i gjat\u{eb}").unwrap();
        assert!(check("nje\u{308} fjale\u{308}kalim i gjate\u{308}", Some(kept.clone())).unwrap().fits);
        assert!(!check("nje fjalekalim i gjate", Some(kept)).unwrap().fits);
        assert!(PasswordHash::of("elevenchars").is_err());
        assert!(PasswordHash::of(&"x".repeat(257)).is_err());
    }

    #[test]
    fn nobody_costs_what_somebody_costs() {
        assert!(!is_weak(&phc::PasswordHash::new(NOBODY).unwrap()).unwrap());
        assert!(!check("whatever it may be", None).unwrap().fits);
    }

    #[test]
    fn an_older_weaker_hash_is_made_anew() {
        let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19_456, 2, 1, None).unwrap());
        let kept = PasswordHash(weak.hash_password(b"correct horse battery").unwrap().to_string());
        let checked = check("correct horse battery", Some(kept)).unwrap();
        assert!(checked.fits && !is_weak(&phc::PasswordHash::new(checked.stronger.unwrap().as_str()).unwrap()).unwrap());
    }

    #[actix_web::test]
    async fn a_crowd_is_told_to_come_back_later() {
        let bench = Passwords::new();
        let all = futures_util::future::join_all((0..40).map(|_| bench.check("crowd".into(), None))).await;
        let refused = all.iter().filter(|it| it.as_ref().is_err_and(|e| e.code == Code::Unavailable)).count();
        assert_eq!(refused, 40 - AT_ONCE - WAITING);
    }
}
