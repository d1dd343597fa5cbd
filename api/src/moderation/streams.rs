//! How many may follow the queue live, and for how long.
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

/// How many streams one process serves. Each is a connection with a few kilobytes; whoever comes later asks now and then.
pub const MOST_STREAMS: usize = 256;
/// How often something is sent even if nothing happens, so that proxies keep the connection; then it is also checked
/// whether the session lasts.
pub const HEARTBEAT: Duration = Duration::from_secs(15);

/// The seats for those who follow the queue live. Cheap to clone.
#[derive(Clone)]
pub struct Streams {
    seats: Arc<Semaphore>,
    heartbeat: Duration,
    stopping: watch::Sender<bool>,
}

/// A seat; leaving it gives it to somebody else.
pub(super) struct Seat {
    pub(super) heartbeat: Duration,
    pub(super) stopping: watch::Receiver<bool>,
    _taken: OwnedSemaphorePermit,
}

impl Streams {
    /// So many at the most, each with a sign of life in this time.
    pub fn new(most: usize, heartbeat: Duration) -> Self {
        Self { seats: Arc::new(Semaphore::new(most)), heartbeat, stopping: watch::Sender::new(false) }
    }

    /// Ends all of them, and lets nobody in any more.
    pub fn stop(&self) {
        self.seats.close();
        self.stopping.send_replace(true);
    }

    pub(super) fn seat(&self) -> Option<Seat> {
        let _taken = self.seats.clone().try_acquire_owned().ok()?;
        Some(Seat { heartbeat: self.heartbeat, stopping: self.stopping.subscribe(), _taken })
    }
}

impl Default for Streams {
    fn default() -> Self {
        Self::new(MOST_STREAMS, HEARTBEAT)
    }
}
