//! The one door to the database: [`Db::read`], [`Db::read_slow`], [`Db::write`].
//!
//! SQLite is the default: short indexed reads run inline on the worker (cheaper than a thread change), all writes go
//! through one writer thread that commits many of them at once. PostgreSQL works through its pool.
use crate::error::Result;
use actix_web::web;
use anyhow::Context;
use diesel::r2d2::{ManageConnection, Pool, PooledConnection};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

mod connect;
mod ear;
mod migrations;
mod overwrite;
pub mod schema;
mod text_enum;
mod writer;

pub use connect::Conn;
pub use ear::Ear;
pub(crate) use ear::announce;
pub use migrations::{Direction, pending, run as migrate};
pub(crate) use text_enum::text_enum;

use connect::Manager;
use writer::Writer;

/// The generated backend of [`Conn`], for boxed queries.
pub use connect::MultiBackend;

/// Both databases behind one door. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    manager: Manager,
    quick: Pool<Manager>,
    slow: Pool<Manager>,
    writer: Option<Writer>,
    /// Whether something that was erased may still be in the files; so it is to be taken after every start.
    unclean: Arc<AtomicBool>,
}

/// Connections for short reads and for long ones. SQLite maps its pages into each connection, so few is better.
const SQLITE_CONNECTIONS: (u32, u32) = (4, 2);
const POSTGRES_CONNECTIONS: u32 = 8;

impl Db {
    /// Opens the database at `url` (`sqlite://…` or `postgres://…`). Does not migrate: see [`migrate`].
    ///
    /// # Errors
    /// If the database cannot be reached or is not one that Hapur can use.
    pub fn open(url: &str) -> anyhow::Result<Self> {
        let manager = Manager::new(url)?;
        let unclean = Arc::new(AtomicBool::new(true));
        if manager.is_sqlite() {
            let (quick, slow) = SQLITE_CONNECTIONS;
            let writer = Writer::start(manager.clone())?;
            let (quick, slow) = (pool(&manager, quick)?, pool(&manager, slow)?);
            return Ok(Self { manager, quick, slow, writer: Some(writer), unclean });
        }
        let pool = pool(&manager, POSTGRES_CONNECTIONS)?;
        Ok(Self { manager, quick: pool.clone(), slow: pool, writer: None, unclean })
    }

    /// Whether this is SQLite.
    pub fn is_sqlite(&self) -> bool {
        self.writer.is_some()
    }

    /// Runs a short, indexed read. On SQLite it runs right here; it must not take longer than a millisecond or so.
    ///
    /// # Errors
    /// What `work` answers, or `unavailable` if no connection came free in time.
    pub async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    {
        if self.is_sqlite() {
            return work(&mut *self.quick.get()?);
        }
        elsewhere(self.quick.clone(), work).await
    }

    /// Runs a read that may take long, away from the workers.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub async fn read_slow<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    {
        elsewhere(self.slow.clone(), work).await
    }

    /// Runs `work` in a transaction: all of it happens, or none. It has returned only when the change is on disk.
    ///
    /// # Errors
    /// What `work` answers (then nothing has happened), or why the commit failed.
    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    {
        match &self.writer {
            Some(writer) => writer.run(work).await,
            None => elsewhere(self.quick.clone(), move |conn| conn.atomically(work)).await,
        }
    }

    /// A connection of its own that hears of every commit to the record, also by other processes.
    ///
    /// # Errors
    /// If the database cannot be reached.
    pub async fn ear(&self) -> Result<Ear> {
        Ear::open(self.manager.clone()).await
    }

    /// Overwrites what was erased, which the files would still hold: empties SQLite's write-ahead log, and writes PostgreSQL's
    /// tables anew. While somebody reads an old state it stays; then the next time does it.
    ///
    /// # Errors
    /// If that fails or takes too long; then it [is still to be done](Self::is_unclean).
    pub async fn overwrite_erased(&self) -> Result<()> {
        self.unclean.store(true, Ordering::SeqCst);
        let manager = self.manager.clone();
        let overwrite = move || manager.connect().context("no connection to clean with")?.overwrite_erased();
        web::block(overwrite).await.context("the worker pool stopped")??;
        self.unclean.store(false, Ordering::SeqCst);
        Ok(())
    }

    /// Whether what was erased may still be in the files. Of SQLite's always: its log is emptied for every change of a text.
    pub fn is_unclean(&self) -> bool {
        self.is_sqlite() || self.unclean.load(Ordering::SeqCst)
    }

    /// A connection for work outside a request, such as start-up and the command line.
    ///
    /// # Errors
    /// If none comes free in time.
    pub fn connection(&self) -> Result<impl std::ops::DerefMut<Target = Conn> + use<>> {
        let conn: PooledConnection<Manager> = self.slow.get()?;
        Ok(conn)
    }

    /// Ends the writer and empties SQLite's write-ahead log into the file.
    ///
    /// # Errors
    /// If the checkpoint fails; nothing is lost then, the next start does it.
    pub fn close(&self) -> Result<()> {
        if let Some(writer) = &self.writer {
            writer.stop();
            self.connection()?.checkpoint()?;
        }
        Ok(())
    }
}

async fn elsewhere<T, F>(pool: Pool<Manager>, work: F) -> Result<T>
where
    T: Send + 'static,
    F: FnOnce(&mut Conn) -> Result<T> + Send + 'static,
{
    web::block(move || work(&mut *pool.get()?)).await.context("the worker pool stopped")?
}

fn pool(manager: &Manager, size: u32) -> anyhow::Result<Pool<Manager>> {
    Pool::builder()
        .max_size(size)
        .min_idle(Some(1))
        .test_on_check_out(!manager.is_sqlite())
        .connection_timeout(std::time::Duration::from_secs(3))
        .build(manager.clone())
        .context("the database cannot be opened")
}
