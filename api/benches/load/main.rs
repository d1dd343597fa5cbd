//! `make bench`: how floods are stopped, and what the main endpoints cost, on both databases, beside a static body behind
//! the same middleware. `make bench ONLY=bots` does the first alone, `ONLY=search` nothing but the search, which is promised for
//! 1,000,000 comments: `HAPUR_BENCH_COMMENTS=1000000 make bench ONLY=search`. `ONLY="search postgresql"` (or `sqlite`) asks one
//! of the two.
//!
//! The server runs as a process of its own on one core and the clients on the other. The figure to trust is CPU time per
//! request (of the server, and of PostgreSQL's processes); rates and latencies are seen at saturation on a noisy machine.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]
mod bots;
mod ceiling;
mod client;
mod measure;
mod postgres;
mod process;
mod search;
mod seed;

use measure::Row;
use process::Server;

/// How many comments the record holds while it is measured, if nobody says another number.
const COMMENTS: usize = 100_000;

/// As many as `HAPUR_BENCH_COMMENTS` says; search is promised for 1,000,000.
fn comments() -> usize {
    std::env::var("HAPUR_BENCH_COMMENTS").map_or(COMMENTS, |number| number.parse().expect("HAPUR_BENCH_COMMENTS is a number"))
}

fn main() {
    if std::env::args().any(|arg| arg == "--ceiling") {
        return ceiling::serve();
    }
    // Cargo's test runner asks benches for their list; there is none.
    if std::env::args().any(|arg| arg == "--list" || arg == "--test") {
        return;
    }
    let only = |what: &str| std::env::args().any(|arg| arg == what);
    let cluster = postgres::Cluster::start();
    let place = |name: &str| if name == "SQLite" { process::sqlite_place() } else { process::postgres_place(&cluster) };
    let one = ["sqlite", "postgresql"].into_iter().any(only);
    let databases = || ["SQLite", "PostgreSQL"].into_iter().filter(|name| !one || only(&name.to_lowercase()));
    if !only("search") {
        databases().for_each(|name| bots::run(name, &place(name)));
    }
    if only("bots") {
        return;
    }
    measure::print(&databases().flat_map(|name| on_database(name, &place(name), !only("search"))).collect::<Vec<_>>());
}

/// `whole`: not only the search.
fn on_database(name: &'static str, place: &process::Place, whole: bool) -> Vec<Row> {
    let first = Server::start(place);
    let idle = first.memory();
    drop(first);
    let comments = comments();
    let seeded = seed::fill(place, comments);
    search::index(name, place);
    let started = Server::start(place);
    println!(
        "\n{name}: {comments} comments; start to first answer {:.0} ms; idle {idle:.0} MB, with data {:.0} MB",
        started.start.as_secs_f64() * 1e3,
        started.memory()
    );
    let mut rows = vec![ceiling::measure(name, started.get("/api/v1/comments?limit=20").len())];
    if whole {
        rows.extend(seeded.endpoints().iter().map(|(what, path)| measure::get(name, what, &started, path)));
        seeded.compare_pages(&rows);
    }
    rows.extend(search::measure(name, &started, &seeded.document));
    if whole {
        rows.push(measure::post(name, "POST /comments", &started, &seeded.document));
    }
    println!("{name}: {:.0} MB after the load", started.memory());
    rows
}
