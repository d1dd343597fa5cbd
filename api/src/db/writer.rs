//! SQLite's one writer: a thread that takes what is waiting, runs each job in a savepoint of its own, and commits them
//! together. Syncing the disk is the dear part of a commit, so many jobs share one (group commit).
use super::{Conn, connect::Manager};
use crate::error::{Code, Error, Result};
use anyhow::Context;
use diesel::connection::SimpleConnection;
use diesel::r2d2::ManageConnection;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// How many jobs may wait before writers are told to come back later.
const WAITING: usize = 4096;
/// How many jobs share one commit at the most: enough to make syncing cheap, few enough to answer soon.
const TOGETHER: usize = 256;

/// A job, and what tells its caller how it ended.
type Job = Box<dyn FnOnce(&mut Conn) -> Outcome + Send>;

/// How a job ended inside its savepoint; `answer(None)` after the commit, `answer(Some(why))` if that failed.
struct Outcome {
    keep: bool,
    answer: Box<dyn FnOnce(Option<Error>)>,
}

#[derive(Clone)]
pub(super) struct Writer(Arc<Desk>);

struct Desk {
    jobs: Mutex<Option<mpsc::SyncSender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    pub(super) fn start(manager: Manager) -> anyhow::Result<Self> {
        let conn = manager.connect().context("the database cannot be opened for writing")?;
        let (jobs, waiting) = mpsc::sync_channel(WAITING);
        let thread = std::thread::Builder::new().name("writer".into()).spawn(move || work_off(conn, &waiting))?;
        Ok(Self(Arc::new(Desk { jobs: Mutex::new(Some(jobs)), thread: Mutex::new(Some(thread)) })))
    }

    pub(super) async fn run<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let job: Job = Box::new(move |conn| {
            let result = catch_unwind(AssertUnwindSafe(|| work(conn))).unwrap_or_else(|_| Err(anyhow::anyhow!("a write panicked").into()));
            // Nobody may be waiting any more (the client hung up); the write stands all the same.
            Outcome { keep: result.is_ok(), answer: Box::new(move |failed| drop(tell.send(failed.map_or(result, Err)))) }
        });
        self.hand_in(job)?;
        told.await.unwrap_or_else(|_| Err(Code::Unavailable.because("The change could not be stored.")))
    }

    fn hand_in(&self, job: Job) -> Result<()> {
        let jobs = self.0.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |_| Code::Unavailable.because("Too many writes are waiting.");
        jobs.as_ref().ok_or_else(|| Code::Unavailable.because("The server is stopping."))?.try_send(job).map_err(full)
    }

    /// Takes no more jobs, and waits until those handed in are done.
    pub(super) fn stop(&self) {
        self.0.jobs.lock().unwrap_or_else(PoisonError::into_inner).take();
        let thread = self.0.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if thread.is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the writer thread panicked");
        }
    }
}

fn work_off(mut conn: Conn, waiting: &mpsc::Receiver<Job>) {
    while let Ok(first) = waiting.recv() {
        let mut jobs = vec![first];
        jobs.extend(waiting.try_iter().take(TOGETHER - 1));
        let mut outcomes = vec![];
        let failed = together(&mut conn, jobs, &mut outcomes).err();
        for outcome in outcomes {
            (outcome.answer)(failed.as_ref().map(|why| Error::from(anyhow::anyhow!("{why}"))).map(passing));
        }
    }
}

/// One transaction around all jobs; each undoes only itself if it fails.
fn together(conn: &mut Conn, jobs: Vec<Job>, outcomes: &mut Vec<Outcome>) -> diesel::QueryResult<()> {
    let begun = conn.batch_execute("BEGIN IMMEDIATE");
    let done = begun.and_then(|()| each_in_its_savepoint(conn, jobs, outcomes)).and_then(|()| conn.batch_execute("COMMIT"));
    if done.is_err() {
        // After a full disk SQLite may have rolled back by itself; then this fails, and that is fine.
        drop(conn.batch_execute("ROLLBACK"));
    }
    done
}

fn each_in_its_savepoint(conn: &mut Conn, jobs: Vec<Job>, outcomes: &mut Vec<Outcome>) -> diesel::QueryResult<()> {
    for job in jobs {
        conn.batch_execute("SAVEPOINT job")?;
        let outcome = job(conn);
        let keep = outcome.keep;
        outcomes.push(outcome);
        conn.batch_execute(if keep { "RELEASE job" } else { "ROLLBACK TO job; RELEASE job" })?;
    }
    Ok(())
}

/// A commit that failed is nobody's fault and mostly passes (a full disk, another process holding the lock).
fn passing(error: Error) -> Error {
    tracing::error!(error = %error, "a commit failed");
    Code::Unavailable.because("The change could not be stored.")
}
