//! The live queue between two real servers on one database: what one takes in, the other tells.
use super::comment;
use crate::support::{Kind, Place};
use serde_json::Value;
use std::time::{Duration, Instant};

/// Sooner than the other would look by itself, with every fifteenth second's heartbeat.
const AT_ONCE: Duration = Duration::from_secs(10);

fn what_one_server_takes_in_another_tells(kind: Kind) {
    let place = Place::new(kind);
    place.make_admin();
    let (here, there) = (place.serve(), place.serve());
    let events = there.follow("/api/v1/moderation/queue/events", &there.sign_in());
    let mut told = events.filter_map(|line| line.strip_prefix("data: ").map(|data| serde_json::from_str::<Value>(data).unwrap()));
    told.next().expect("that it is open");
    let started = Instant::now();
    for n in 0..20 {
        let received = here.post("/api/v1/comments", &comment(&format!("comment {n}")), &[]).unwrap();
        assert_eq!(received.status, 202, "{}", received.body);
        let event = told.next().expect("an event");
        assert_eq!((&event["comment"], &event["kind"]), (&received.body["id"], &Value::from("comment.received")));
    }
    println!("20 comments taken in at one server, told by another: {:?}", started.elapsed());
    assert!(started.elapsed() < AT_ONCE, "{:?}: found by a heartbeat", started.elapsed());
}

#[test]
fn what_one_server_takes_in_another_tells_on_sqlite() {
    what_one_server_takes_in_another_tells(Kind::Sqlite);
}

#[test]
fn what_one_server_takes_in_another_tells_on_postgresql() {
    what_one_server_takes_in_another_tells(Kind::Postgres);
}
