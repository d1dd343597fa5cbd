//! Measuring one endpoint, and printing all.
use super::client;
use super::process::Server;
use std::time::{Duration, Instant};

const CONNECTIONS: usize = 16;
const FEW: usize = 2;
const WARM_UP: Duration = Duration::from_millis(700);
const MEASURED: Duration = Duration::from_secs(3);

#[derive(Clone)]
pub struct Row {
    pub database: &'static str,
    pub what: String,
    pub per_second: f64,
    pub cpu_micros: f64,
    pub p50: u64,
    pub p99: u64,
}

pub fn get(database: &'static str, what: &str, server: &Server, path: &str) -> Row {
    let request = client::get(path);
    under_load(database, what, server, CONNECTIONS, |_, _| request.clone(), 200)
}

/// A few readers at once, as many as the server has threads for long reads: what one of them waits for an answer.
pub fn few(database: &'static str, what: &str, server: &Server, path: &str) -> Row {
    let request = client::get(path);
    under_load(database, what, server, FEW, |_, _| request.clone(), 200)
}

pub fn post(database: &'static str, what: &str, server: &Server, document: &str) -> Row {
    let body = |who: usize, n: usize| {
        let text = format!("Comment {n} of writer {who}. {}", "Një mendim i gjatë për planin e veprimit. ".repeat(7));
        format!(r#"{{"subject":{{"kind":"document","id":"{document}"}},"language":"sq","body":"{text}"}}"#)
    };
    under_load(database, what, server, CONNECTIONS, |who, n| client::post("/api/v1/comments", &body(who, n)), 202)
}

fn under_load(
    database: &'static str,
    what: &str,
    server: &Server,
    connections: usize,
    request: impl Fn(usize, usize) -> Vec<u8> + Sync,
    status: u16,
) -> Row {
    client::press(&server.address, connections, WARM_UP, &request, status);
    let (cpu, begun) = (server.cpu(), Instant::now());
    let mut times = client::press(&server.address, connections, MEASURED, &request, status);
    let (cpu, elapsed) = (server.cpu() - cpu, begun.elapsed());
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    Row {
        database,
        what: what.to_owned(),
        per_second: times.len() as f64 / elapsed.as_secs_f64(),
        cpu_micros: cpu.as_secs_f64() * 1e6 / times.len() as f64,
        p50: at(0.5),
        p99: at(0.99),
    }
}

pub fn print(rows: &[Row]) {
    println!(
        "\n{:<11} {:<44} {:>9} {:>12} {:>11} {:>9} {:>9} {:>10}",
        "database", "endpoint", "req/s", "req/CPU-s", "CPU µs/req", "p50 µs", "p99 µs", "of ceiling"
    );
    for row in rows {
        let ceiling = rows.iter().find(|it| it.database == row.database).map_or(1.0, |it| it.cpu_micros);
        println!(
            "{:<11} {:<44} {:>9.0} {:>12.0} {:>11.1} {:>9} {:>9} {:>9.0}%",
            row.database,
            row.what,
            row.per_second,
            1e6 / row.cpu_micros,
            row.cpu_micros,
            row.p50,
            row.p99,
            100.0 * ceiling / row.cpu_micros
        );
    }
}
