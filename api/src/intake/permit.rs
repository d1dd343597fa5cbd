//! The way of a comment through the intake: examined before the transaction, where it costs others nothing, and admitted
//! within it.
use super::challenge::{ChallengeKey, Solved};
use super::fingerprint::Fingerprint;
use super::limits::CommentLimits;
use super::{Challenge, rules, store};
use crate::error::Result;
use crate::record::{Change, Record, Subject, Tx};
use crate::time::Moment;
use actix_web::HttpRequest;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// So long the length of the queue is taken for known.
const COUNTED_EVERY: Duration = Duration::from_secs(10);

/// Where comments come in.
pub struct Intake {
    key: ChallengeKey,
    rounds: Option<u32>,
    limits: Option<CommentLimits>,
    waiting: Mutex<Option<(Moment, i64)>>,
}

/// One comment may come in.
#[derive(Debug)]
pub struct Permit {
    solved: Option<Solved>,
    subject: Subject,
}

impl Intake {
    /// An intake that asks for solved challenges, each try at them with so many rounds ([`ROUNDS`](super::ROUNDS)), and has
    /// limits, if it is told to.
    pub fn new(key: ChallengeKey, rounds: Option<u32>, limits: bool) -> Self {
        Self { key, rounds, limits: limits.then(CommentLimits::new), waiting: Mutex::default() }
    }

    /// A challenge as hard as the queue is long.
    pub(super) async fn challenge(&self, record: &Record) -> Result<Challenge> {
        let now = record.clock.now();
        match self.rounds {
            Some(rounds) => self.key.issue(rules::form(now, self.level(record).await?), rounds),
            None => self.key.issue_for_nothing(rules::form(now, 0)),
        }
    }

    /// Whether a comment on this subject may come in.
    ///
    /// # Errors
    /// `challenge_required`, `challenge_wrong`, `challenge_expired`, `challenge_too_easy` or `too_fast` (409),
    /// `too_many_requests` (429), `unavailable` (503).
    pub async fn examine(&self, record: &Record, request: &HttpRequest, subject: &Subject, challenge: Option<&str>) -> Result<Permit> {
        let now = record.clock.now();
        let solved = match self.rounds {
            Some(_) => Some(self.key.check(challenge, now, self.level(record).await?)?),
            None => None,
        };
        if let Some(limits) = &self.limits {
            limits.admit(request, subject, now)?;
        }
        Ok(Permit { solved, subject: subject.clone() })
    }

    async fn level(&self, record: &Record) -> Result<u32> {
        let now = record.clock.now();
        let known = *self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, waiting)) = known.filter(|(at, _)| *at <= now && now.since(*at) < COUNTED_EVERY) {
            return Ok(rules::level(waiting));
        }
        let waiting = record.db.read(store::waiting).await?;
        *self.waiting.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, waiting));
        Ok(rules::level(waiting))
    }
}

impl Permit {
    /// For a program with an organization's key: it is known who sends, and the key can be revoked.
    pub fn known(subject: Subject) -> Self {
        Self { solved: None, subject }
    }

    /// Lets a comment with this text in: spends the challenge, receives the comment, and remembers what it looks like, all
    /// or nothing.
    ///
    /// # Errors
    /// `challenge_spent` (409), or what `receive` answers.
    pub fn admit<T>(
        self,
        tx: &mut Tx<'_>,
        text: &str,
        receive: impl FnOnce(&mut Tx<'_>) -> Result<Change<T>>,
        id: impl FnOnce(&T) -> &str,
    ) -> Result<Change<T>> {
        if let Some(solved) = &self.solved {
            store::spend(tx.conn, solved)?;
        }
        let print = Fingerprint::of(text);
        let received = receive(tx)?;
        store::remember(tx.conn, id(received.value()), &self.subject, &print, tx.now)?;
        Ok(received)
    }
}
