//! Programs that flood the moderators: those that solve no challenge, and one that solves them on one core as fast as it
//! can. Meanwhile somebody reads, and must not notice.
use super::client::Connection;
use super::process::{Place, Server};
use base64::prelude::{BASE64_STANDARD, Engine};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use hapur::db::Db;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Posts without a solution.
const POSTS: usize = 10_000;
const SOLVING: Duration = Duration::from_secs(60);
/// The shortest time to fill in the form, and a little more.
const FILLING: Duration = Duration::from_millis(3_100);
/// What the solver may get into the queue.
const AT_MOST: i64 = 100;
const P99: Duration = Duration::from_millis(50);
const MEGABYTES: f64 = 150.0;

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    value: i64,
}

pub fn run(name: &str, place: &Place) {
    let server = Server::start_with_defences(place);
    let (_, flood) = while_somebody_reads(&server, || flood(&server.address));
    let (refused, through) = (POSTS, waiting(place));
    report(name, &format!("{refused} posts without a solution"), through, 0, flood, server.memory());
    let (given, solver) = while_somebody_reads(&server, || solve(&server.address));
    report(name, &format!("one core solved {given} in a minute"), waiting(place), AT_MOST, solver, server.memory());
}

fn report(name: &str, what: &str, through: i64, at_most: i64, p99: Duration, memory: f64) {
    println!("{name}: {what}; {through} reached the queue (at most {at_most}); others' p99 {p99:.1?}; {memory:.0} MB");
    assert!(through <= at_most && p99 < P99 && memory < MEGABYTES, "the bots won");
}

fn waiting(place: &Place) -> i64 {
    let db = Db::open(&place.url).unwrap();
    let count = diesel::sql_query("SELECT COUNT(*) AS value FROM comments WHERE state = 'received'");
    count.get_result::<Number>(&mut *db.connection().unwrap()).unwrap().value
}

/// Half from one network, half each from another.
fn flood(address: &str) {
    let mut connection = Connection::open(address);
    for n in 0..POSTS {
        let from = if n % 2 == 0 { "203.0.113.5".to_owned() } else { format!("10.{}.{}.1", n / 256 % 256, n % 256) };
        let (status, body) = connection.ask(&post(&from, &comment(n, None)));
        assert!([409, 429].contains(&status), "{status} {}", String::from_utf8_lossy(&body));
    }
}

/// Fetches and solves without a pause, and hands in what is old enough.
fn solve(address: &str) -> usize {
    let (mut connection, mut solved, mut given) = (Connection::open(address), VecDeque::new(), 0);
    let end = Instant::now() + SOLVING;
    while Instant::now() < end {
        let (status, body) = connection.ask(&get("203.0.113.5", "/api/v1/comments/challenge"));
        if status == 200 {
            solved.push_back((Instant::now(), solution(&body)));
        }
        while solved.front().is_some_and(|(since, _)| since.elapsed() > FILLING) {
            let (_, challenge) = solved.pop_front().unwrap();
            given += 1;
            connection.ask(&post("203.0.113.5", &comment(given, Some(&challenge))));
        }
    }
    given
}

fn solution(challenge: &[u8]) -> String {
    let challenge: altcha::Challenge = serde_json::from_slice(challenge).unwrap();
    let solution = altcha::solve_challenge(altcha::SolveChallengeOptions::new(&challenge)).unwrap().unwrap();
    BASE64_STANDARD.encode(serde_json::to_vec(&altcha::Payload { challenge, solution }).unwrap())
}

/// What `work` answers, and what 99 of 100 readers did not wait longer than meanwhile.
fn while_somebody_reads<T: Send>(server: &Server, work: impl FnOnce() -> T + Send) -> (T, Duration) {
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let (mut connection, mut times) = (Connection::open(&server.address), vec![]);
            while !done.load(Ordering::Relaxed) {
                let begun = Instant::now();
                let from = format!("172.16.{}.1", times.len() % 256);
                assert_eq!(connection.ask(&get(&from, "/api/v1/comments?limit=20")).0, 200);
                times.push(begun.elapsed());
                std::thread::sleep(Duration::from_millis(5));
            }
            times.sort_unstable();
            times[(times.len() - 1) * 99 / 100]
        });
        let answer = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
        // Also after a panic: else the reader would read for ever.
        done.store(true, Ordering::Relaxed);
        let p99 = reader.join().unwrap();
        (answer.unwrap_or_else(|why| std::panic::resume_unwind(why)), p99)
    })
}

fn comment(n: usize, challenge: Option<&str>) -> String {
    let challenge = challenge.map_or(String::new(), |challenge| format!(r#","challenge":"{challenge}""#));
    let subject = ["about", "rules-for-comments", "privacy-notice"][n % 3];
    format!(r#"{{"subject":{{"kind":"document","id":"{subject}"}},"language":"sq","body":"Blini këpucë {n}!"{challenge}}}"#)
}

fn get(from: &str, path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: bench\r\nX-Forwarded-For: {from}\r\n\r\n").into_bytes()
}

fn post(from: &str, body: &str) -> Vec<u8> {
    let head = format!("Host: bench\r\nX-Forwarded-For: {from}\r\nContent-Type: application/json\r\nContent-Length: {}", body.len());
    format!("POST /api/v1/comments HTTP/1.1\r\n{head}\r\n\r\n{body}").into_bytes()
}
