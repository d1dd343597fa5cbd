//! The pace of an upload: who sends too slowly or too much is stopped, however the parts are cut.
use actix_web::error::PayloadError;
use actix_web::web::Bytes;
use futures_util::{Stream, StreamExt, stream};
use std::io;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// What has to arrive within each stretch of time, in bytes.
const AT_LEAST: usize = 16 * 1024;
/// How long a stretch of time is.
pub(super) const STRETCH: Duration = Duration::from_secs(10);

struct Pace<S> {
    payload: S,
    /// How many bytes may still come.
    room: u64,
    stretch: Duration,
    ends: Instant,
    moved: usize,
}

/// The same bytes, up to `limit`; an error of the kind [`io::ErrorKind::TimedOut`] when less than 16 KiB came in a stretch.
pub(super) fn paced<S>(payload: S, limit: u64, stretch: Duration) -> impl Stream<Item = Result<Bytes, PayloadError>>
where
    S: Stream<Item = Result<Bytes, PayloadError>> + Unpin,
{
    let pace = Pace { payload, room: limit, stretch, ends: Instant::now() + stretch, moved: 0 };
    let pieces = stream::unfold(Some(pace), |pace| async {
        let mut pace = pace?;
        match pace.next().await? {
            Ok(piece) => Some((Ok(piece), Some(pace))),
            Err(why) => Some((Err(why), None)),
        }
    });
    // The reader of the parts asks once more after the end.
    pieces.fuse()
}

impl<S: Stream<Item = Result<Bytes, PayloadError>> + Unpin> Pace<S> {
    async fn next(&mut self) -> Option<Result<Bytes, PayloadError>> {
        match timeout_at(self.ends, self.payload.next()).await {
            Ok(piece) => piece.map(|piece| piece.and_then(|piece| self.measured(piece))),
            Err(_) => Some(Err(PayloadError::Io(io::ErrorKind::TimedOut.into()))),
        }
    }

    fn measured(&mut self, piece: Bytes) -> Result<Bytes, PayloadError> {
        self.room = self.room.checked_sub(piece.len() as u64).ok_or(PayloadError::Overflow)?;
        self.moved += piece.len();
        if self.moved >= AT_LEAST {
            (self.moved, self.ends) = (0, Instant::now() + self.stretch);
        }
        Ok(piece)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Duration = Duration::from_millis(50);

    fn pieces(sizes: &[usize]) -> impl Stream<Item = Result<Bytes, PayloadError>> + Unpin + use<> {
        stream::iter(sizes.iter().map(|size| Ok(Bytes::from(vec![0; *size]))).collect::<Vec<_>>())
    }

    async fn last<S: Stream<Item = Result<Bytes, PayloadError>>>(stream: S) -> Result<Bytes, PayloadError> {
        stream.collect::<Vec<_>>().await.pop().unwrap()
    }

    #[tokio::test]
    async fn who_stops_sending_is_stopped() {
        let stalled = pieces(&[100]).chain(stream::pending());
        assert!(matches!(last(paced(stalled, 1000, SHORT)).await, Err(PayloadError::Io(e)) if e.kind() == io::ErrorKind::TimedOut));
    }

    #[tokio::test]
    async fn a_trickle_is_not_enough() {
        let drop_by_drop = |()| async {
            tokio::time::sleep(SHORT / 10).await;
            Some((Ok(Bytes::from_static(b"drop")), ()))
        };
        let trickle = Box::pin(stream::unfold((), drop_by_drop));
        assert!(matches!(last(paced(trickle, 1_000_000, SHORT)).await, Err(PayloadError::Io(_))));
    }

    #[tokio::test]
    async fn more_than_allowed_is_not_read() {
        assert!(matches!(last(paced(pieces(&[600, 600]), 1000, SHORT)).await, Err(PayloadError::Overflow)));
        assert_eq!(last(paced(pieces(&[600, 400]), 1000, SHORT)).await.unwrap().len(), 400);
    }
}
