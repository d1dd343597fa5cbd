//! Opening connections, and where the two databases differ.
#![allow(missing_docs)] // of what the derive of MultiConnection makes

use crate::error::Result;
use anyhow::{Context, ensure};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::r2d2::{ManageConnection, R2D2Connection};

/// A connection to either database. Queries written against it may use only what both share; where they differ,
/// `match` on it and say why.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// A PostgreSQL server.
    Postgres(PgConnection),
    /// A SQLite file.
    Sqlite(SqliteConnection),
}

// busy_timeout comes first: switching to WAL may itself have to wait. FULL: with NORMAL a power cut loses acknowledged
// writes. secure_delete: what is erased is overwritten. 16 MiB of cache serve the whole index of a country's comments.
const SQLITE_SETTINGS: &str = "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; \
    PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF; PRAGMA cache_size=-16000";

// A prepared statement keeps its plan: with LIMIT as a parameter PostgreSQL would find each plan for the values at hand
// cheaper than the general one and plan every execution anew, which costs more than the execution itself.
const POSTGRES_SETTINGS: &str = "SET client_min_messages=warning; SET lock_timeout='5s'; SET statement_timeout='30s'; \
    SET plan_cache_mode=force_generic_plan";

impl Conn {
    /// Runs `work` between BEGIN and COMMIT; on SQLite with the write lock from the start, because a read that later
    /// turns into a write would fail with "database is locked" instead of waiting.
    pub(crate) fn atomically<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.batch_execute(match self {
            Self::Sqlite(_) => "BEGIN IMMEDIATE",
            Self::Postgres(_) => "BEGIN",
        })?;
        match self.unless_it_panics(work) {
            Ok(value) => self.batch_execute("COMMIT").map(|()| value).map_err(Into::into),
            Err(why) => {
                // A connection that cannot even roll back is broken; the pool finds that out and drops it.
                if let Err(e) = self.batch_execute("ROLLBACK") {
                    tracing::warn!(error = %e, "rollback failed");
                }
                Err(why)
            }
        }
    }

    /// Runs several reads that all see the database as it is now, whatever is committed meanwhile.
    pub(crate) fn at_one_moment<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.batch_execute(match self {
            Self::Sqlite(_) => "BEGIN",
            Self::Postgres(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        })?;
        let outcome = self.unless_it_panics(work);
        self.batch_execute("ROLLBACK")?; // nothing was written
        outcome
    }

    /// A panic becomes an error, so that whoever began a transaction always ends it.
    fn unless_it_panics<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(self)))
            .unwrap_or_else(|_| Err(anyhow::anyhow!("a transaction's work panicked").into()))
    }

    /// On PostgreSQL, lets writes of the same kind wait for each other until the commit, as they do on SQLite anyway:
    /// what one checks (a reference, a free id, an idempotency key) the other cannot change meanwhile.
    pub(crate) fn in_single_file(&mut self, queue: i64) -> Result<()> {
        if let Self::Postgres(c) = self {
            diesel::select(pg_advisory_xact_lock(queue)).execute(c)?;
        }
        Ok(())
    }

    /// Lets PostgreSQL plan for the values at hand until the transaction ends. For full text, where a rare word and a
    /// frequent one need opposite ways.
    pub(crate) fn plan_for_the_values(&mut self) -> Result<()> {
        if let Self::Postgres(c) = self {
            c.batch_execute("SET LOCAL plan_cache_mode=force_custom_plan")?;
        }
        Ok(())
    }

    pub(crate) fn checkpoint(&mut self) -> Result<()> {
        if let Self::Sqlite(c) = self {
            c.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)")?;
        }
        Ok(())
    }
}

diesel::define_sql_function! {
    /// PostgreSQL's lock that lasts to the end of the transaction.
    fn pg_advisory_xact_lock(key: diesel::sql_types::BigInt);
}

/// Picks the database from the URL. (`Conn::establish` would try each in turn and hide why the right one failed.)
#[derive(Clone)]
pub(super) struct Manager(Place);

#[derive(Clone)]
enum Place {
    Sqlite(String),
    Postgres(String),
}

impl Manager {
    pub(super) fn new(url: &str) -> anyhow::Result<Self> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self(Place::Postgres(url.to_owned())));
        }
        let path = url.strip_prefix("sqlite://").context("the database URL begins with sqlite:// or postgres://")?;
        ensure!(!path.is_empty() && !path.contains(":memory:"), "SQLite needs a file: each connection to :memory: is another database");
        Ok(Self(Place::Sqlite(path.to_owned())))
    }

    pub(super) fn is_sqlite(&self) -> bool {
        matches!(self.0, Place::Sqlite(_))
    }
}

impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Conn, Self::Error> {
        use diesel::r2d2::Error::{ConnectionError, QueryError};
        match &self.0 {
            Place::Postgres(url) => {
                let mut c = PgConnection::establish(url).map_err(ConnectionError)?;
                c.batch_execute(POSTGRES_SETTINGS).map_err(QueryError)?;
                Ok(Conn::Postgres(c))
            }
            Place::Sqlite(path) => {
                let mut c = SqliteConnection::establish(path).map_err(ConnectionError)?;
                c.batch_execute(SQLITE_SETTINGS).map_err(QueryError)?;
                Ok(Conn::Sqlite(c))
            }
        }
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), Self::Error> {
        conn.ping().map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        conn.is_broken()
    }
}
