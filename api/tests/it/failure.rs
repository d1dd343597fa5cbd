//! What must hold when things break: processes killed under writes, two servers on one database, a full stop.
use crate::support::{Kind, Place, Server};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

mod live_elsewhere;

fn comment(text: &str) -> Value {
    json!({"subject": {"kind": "document", "id": "about"}, "language": "en", "body": text})
}

/// Every entry of the record, checked to be numbered 1, 2, 3 … in the order in which it is told.
fn whole_feed(server: &Server) -> Vec<Value> {
    let mut all = vec![];
    loop {
        let page = server.get(&format!("/api/v1/changes?after={}&limit=100", all.len())).unwrap().body;
        let items = page["items"].as_array().unwrap();
        for item in items {
            assert_eq!(item["seq"], json!(all.len() + 1), "a gap or a disorder");
            all.push(item.clone());
        }
        if page["next"] == page["head"] && items.is_empty() {
            return all;
        }
    }
}

fn received(feed: &[Value]) -> BTreeSet<String> {
    let kinds = feed.iter().filter(|entry| entry["kind"] == "comment.received");
    kinds.map(|entry| entry["subject"]["id"].as_str().unwrap().to_owned()).collect()
}

/// Posts until the server is gone; remembers what was acknowledged, and the key that never got an answer.
fn post_until_gone(server: &Server, writer: usize, round: usize, stop: &AtomicBool) -> (BTreeMap<String, Value>, Option<String>) {
    let mut acknowledged = BTreeMap::new();
    for n in 0.. {
        if stop.load(Ordering::SeqCst) {
            break;
        }
        let key = format!("key-of-writer-{writer}-{round}-{n}");
        match server.post("/api/v1/comments", &comment(&key), &[("Idempotency-Key", &key)]) {
            Some(reply) if reply.status == 202 => drop(acknowledged.insert(key, reply.body)),
            Some(reply) => panic!("{} {}", reply.status, reply.body),
            None => return (acknowledged, Some(key)),
        }
    }
    (acknowledged, None)
}

fn killed_under_writes(kind: Kind) {
    let rounds = if std::env::var_os("HAPUR_TEST_LONG").is_some() { 100 } else { 20 };
    let place = Place::new(kind);
    let (mut acknowledged, mut unanswered) = (BTreeMap::new(), vec![]);
    for round in 0..rounds {
        let server = place.serve();
        let stop = AtomicBool::new(false);
        let done: Vec<_> = std::thread::scope(|scope| {
            let writers: Vec<_> = (0..4)
                .map(|writer| {
                    scope.spawn({
                        let (server, stop) = (&server, &stop);
                        move || post_until_gone(server, writer, round, stop)
                    })
                })
                .collect();
            std::thread::sleep(Duration::from_millis(40 + 17 * (round as u64 % 9)));
            kill_now(&server);
            stop.store(true, Ordering::SeqCst);
            writers.into_iter().map(|writer| writer.join().unwrap()).collect()
        });
        for (acks, lost) in done {
            acknowledged.extend(acks);
            unanswered.extend(lost);
        }
    }
    every_promise_holds(&place, &acknowledged, &unanswered);
}

fn kill_now(server: &Server) {
    assert!(std::process::Command::new("kill").args(["-KILL", &server.pid().to_string()]).status().unwrap().success());
}

fn every_promise_holds(place: &Place, acknowledged: &BTreeMap<String, Value>, unanswered: &[String]) {
    let server = place.serve();
    assert!(!acknowledged.is_empty(), "nothing was acknowledged, so nothing was tested");
    for key in unanswered {
        let again = server.post("/api/v1/comments", &comment(key), &[("Idempotency-Key", key)]).unwrap();
        assert_eq!(again.status, 202, "{}", again.body);
    }
    let there = received(&whole_feed(&server));
    for (key, promised) in acknowledged {
        let id = promised["id"].as_str().unwrap();
        assert!(there.contains(id), "{key} was acknowledged and is lost");
        let again = server.post("/api/v1/comments", &comment(key), &[("Idempotency-Key", key)]).unwrap();
        assert!(
            again.replayed && again.body["id"] == promised["id"] && again.body["receipt"] == promised["receipt"],
            "{key} happened twice"
        );
    }
    assert_eq!(received(&whole_feed(&server)).len(), acknowledged.len() + unanswered.len(), "a retried key made a second comment");
    println!("{} acknowledged, {} unanswered, none lost, none twice", acknowledged.len(), unanswered.len());
}

#[test]
fn kill_nine_under_writes_loses_and_doubles_nothing_on_sqlite() {
    killed_under_writes(Kind::Sqlite);
}

#[test]
fn kill_nine_under_writes_loses_and_doubles_nothing_on_postgresql() {
    killed_under_writes(Kind::Postgres);
}

#[test]
fn two_servers_on_one_database_number_ten_thousand_writes_without_gap_or_disorder() {
    const WRITES: usize = 10_000;
    let place = Place::new(Kind::Postgres);
    let servers = [place.serve(), place.serve()];
    let (next, writing) = (AtomicUsize::new(0), AtomicBool::new(true));
    std::thread::scope(|scope| {
        let watcher = scope.spawn(|| watch(&servers, &writing));
        let writers: Vec<_> = (0..8)
            .map(|writer| {
                scope.spawn({
                    let (servers, next) = (&servers, &next);
                    move || write_on(&servers[writer % 2], next, WRITES)
                })
            })
            .collect();
        writers.into_iter().for_each(|writer| writer.join().unwrap());
        writing.store(false, Ordering::SeqCst);
        watcher.join().unwrap();
    });
    let feed = whole_feed(&servers[0]);
    assert_eq!(received(&feed).len(), WRITES);
    assert_eq!(feed.len(), whole_feed(&servers[1]).len());
}

fn write_on(server: &Server, next: &AtomicUsize, writes: usize) {
    loop {
        let n = next.fetch_add(1, Ordering::SeqCst);
        if n >= writes {
            return;
        }
        let reply = server.post("/api/v1/comments", &comment(&format!("write {n}")), &[]).unwrap();
        assert_eq!(reply.status, 202, "{}", reply.body);
    }
}

/// A mirror that follows while others write: a number that is told late would be a gap for ever.
fn watch(servers: &[Server; 2], writing: &AtomicBool) {
    let mut seen = 0;
    for turn in 0.. {
        let still = writing.load(Ordering::SeqCst);
        let page = servers[turn % 2].get(&format!("/api/v1/changes?after={seen}&limit=100"));
        // One server may not have heard yet of what the other told.
        let Some(page) = page.filter(|page| page.status == 200) else { continue };
        for item in page.body["items"].as_array().unwrap() {
            seen += 1;
            assert_eq!(item["seq"], json!(seen), "a number was told late");
        }
        if !still && page.body["items"].as_array().unwrap().is_empty() {
            return;
        }
    }
}

#[test]
fn a_stop_cuts_nobody_off_and_leaves_one_whole_file() {
    let place = Place::new(Kind::Sqlite);
    let server = place.serve();
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..4).map(|_| scope.spawn(|| write_on(&server, &next, 200))).collect();
        writers.into_iter().for_each(|writer| writer.join().unwrap());
    });
    assert_eq!(server.stop(), 0);
    let wal = place.folder.path().join("hapur.db-wal");
    assert!(wal.metadata().map_or(0, |it| it.len()) == 0, "the write-ahead log was not emptied");
    assert_eq!(received(&whole_feed(&place.serve())).len(), 200);
}
