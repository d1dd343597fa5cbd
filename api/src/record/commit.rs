//! Committing: the change, what follows it, its number and its entry, all or nothing.
use super::{Actor, Change, NewEntry, store};
use crate::db::{self, Conn, Db};
use crate::error::Result;
use crate::time::{Clock, Moment};
use tokio::sync::watch;

/// Keeps something in step with the record inside the same transaction: the search index, counters.
pub type Follower = fn(&mut Conn, &[NewEntry], Moment) -> Result<()>;

/// A transaction on the record, with the moment at which it happens.
pub struct Tx<'a> {
    /// The database.
    pub conn: &'a mut Conn,
    /// The server's clock at the beginning of the transaction.
    pub now: Moment,
}

/// The record, open for changes. Cheap to clone.
#[derive(Clone)]
pub struct Record {
    /// The door to the database.
    pub db: Db,
    /// The clock that decides.
    pub clock: Clock,
    followers: &'static [Follower],
    head: watch::Sender<i64>,
}

impl Record {
    /// The record in `db`, with its followers in the order in which they run.
    pub fn new(db: Db, clock: Clock, followers: &'static [Follower]) -> Self {
        Self { db, clock, followers, head: watch::Sender::new(0) }
    }

    /// Stores a change together with its entries, and answers when both are on disk.
    ///
    /// # Errors
    /// What `work` or a follower answers (then nothing has happened), or why the commit failed.
    pub async fn commit<T, F>(&self, actor: Actor, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<Change<T>> + Send + 'static,
    {
        let (clock, followers) = (self.clock.clone(), self.followers);
        let (value, seq) = self.db.write(move |conn| run(conn, clock.now(), &actor, followers, work)).await?;
        if let Some(seq) = seq {
            self.tell(seq);
        }
        Ok(value)
    }

    /// Wakes whenever something was committed: by this process at once, by others while [`Record::hear_others`] runs.
    /// Holds the newest number that this process knows.
    pub fn listen(&self) -> watch::Receiver<i64> {
        self.head.subscribe()
    }

    pub(super) fn is_listened_to(&self) -> bool {
        self.head.receiver_count() > 0
    }

    pub(super) fn tell(&self, seq: i64) {
        self.head.send_if_modified(|head| std::mem::replace(head, seq.max(*head)) < seq);
    }
}

fn run<T>(
    conn: &mut Conn,
    now: Moment,
    actor: &Actor,
    followers: &[Follower],
    work: impl FnOnce(&mut Tx<'_>) -> Result<Change<T>>,
) -> Result<(T, Option<i64>)> {
    let Change { value, entries } = work(&mut Tx { conn: &mut *conn, now })?;
    if entries.is_empty() {
        return Ok((value, None));
    }
    let (entries, stamps): (Vec<NewEntry>, Vec<_>) = entries.into_iter().unzip();
    for follow in followers {
        follow(conn, &entries, now)?;
    }
    let (first, at) = store::take_numbers(conn, entries.len() as i64, now)?;
    let mut seq = first;
    for (entry, stamp) in entries.into_iter().zip(stamps) {
        stamp(conn, &entry.subject, seq)?;
        store::append(conn, entry, seq, at, actor)?;
        seq += 1;
    }
    db::announce(conn)?;
    Ok((value, Some(seq - 1)))
}
