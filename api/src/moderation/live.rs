//! The queue, live: which comments have changed, by their ids alone, as server-sent events. Every event is an entry of the
//! record, so a stream that breaks off is resumed without a gap, and what is not heard of is found by the next heartbeat.
use super::streams::Seat;
use crate::db::Conn;
use crate::error::{Code, Result};
use crate::http::Admission;
use crate::record::{self, Kind, Record, Role, Told};
use actix_web::web::{Bytes, Data};
use futures_util::Stream;
use futures_util::stream::unfold;
use serde::Deserialize;
use serde_json::json;
use std::convert::Infallible;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};
use utoipa::IntoParams;

/// How many entries are looked at in one go: all that a stream ever holds.
const LOOKED_AT: i64 = 200;
/// What happens to a comment without concerning the queue.
const ELSEWHERE: [&str; 2] = ["comment.answered", "comment.replied"];

/// Where to go on.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LiveQuery {
    /// The `id` of the last event that you have seen; without it, only what happens from now on.
    #[param(minimum = 0)]
    pub after: Option<i64>,
}

/// The same as a header.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code)] // read by `last_seen`; this is its description
pub struct LastEventId {
    /// The `id` of the last event that you have seen; it counts more than `after`.
    #[param(rename = "Last-Event-ID", pattern = "^(0|[1-9][0-9]{0,17})$", example = "17")]
    last_event_id: Option<String>,
}

/// Reads `Last-Event-ID`.
pub(super) fn last_seen(header: &str) -> Result<i64> {
    let number = header.parse::<i64>().ok().filter(|number| *number >= 0 && number.to_string() == header);
    number.ok_or_else(|| Code::InvalidParameter.at("Last-Event-ID", "pattern"))
}

/// Where a stream begins.
pub(super) fn beginning(conn: &mut Conn, after: Option<i64>, name: &str) -> Result<i64> {
    let head = record::head(conn)?;
    if after.is_some_and(|after| after > head) {
        return Err(Code::InvalidParameter.at(name, "beyond_head"));
    }
    Ok(after.unwrap_or(head))
}

/// Somebody who follows.
pub(super) struct Follower {
    pub(super) record: Data<Record>,
    pub(super) admission: Admission,
    pub(super) seat: Seat,
    /// The record's newest number; listened to before `seen` was read, so that nothing falls between.
    pub(super) head: watch::Receiver<i64>,
    /// The number of the last entry that was looked at.
    pub(super) seen: i64,
}

impl Follower {
    /// All that happens, as long as the session lasts and the server runs. Made only as fast as it is read.
    pub(super) fn events(self) -> impl Stream<Item = std::result::Result<Bytes, Infallible>> {
        let open = format!("event: open\nid: {}\ndata: {{}}\n\n", self.seen);
        unfold((self, Some(open)), |(mut follower, open)| async move {
            let part = match open {
                Some(open) => open,
                None => follower.next().await?,
            };
            Some((Ok(Bytes::from(part)), (follower, None)))
        })
    }

    async fn next(&mut self) -> Option<String> {
        let heartbeat = Instant::now() + self.seat.heartbeat;
        loop {
            if !self.admission.lasts(Role::Moderator).await {
                return None;
            }
            let (events, more) = self.look().await.inspect_err(|error| tracing::warn!(%error, "a stream broke off")).ok()?;
            if !events.is_empty() {
                return Some(events);
            }
            if more {
                continue;
            }
            tokio::select! {
                _ = self.seat.stopping.wait_for(|stopping| *stopping) => return None,
                changed = self.head.changed() => changed.ok()?,
                () = sleep_until(heartbeat) => return Some(": still here\n\n".into()),
            }
        }
    }

    /// The next events, and whether there may be more to look at.
    async fn look(&mut self) -> Result<(String, bool)> {
        let seen = self.seen;
        let found = self.record.db.read(move |conn| record::after(conn, seen, LOOKED_AT)).await?;
        self.seen = found.last().map_or(seen, |entry| entry.0);
        let events = found.iter().filter_map(event).collect();
        Ok((events, found.len() as i64 == LOOKED_AT))
    }
}

fn event((seq, _, kind, subject, id, ..): &Told) -> Option<String> {
    let concerns_the_queue = *subject == Kind::Comment && !ELSEWHERE.contains(&kind.as_str());
    let data = json!({"comment": id, "kind": kind});
    concerns_the_queue.then(|| format!("event: changed\nid: {seq}\ndata: {data}\n\n"))
}
