//! Search: making the index of what was seeded, and asking it from the easiest to the worst question.
use super::measure::{self, Row};
use super::process::{Place, Server};
use diesel::prelude::*;
use diesel::sql_types::Text;
use hapur::db::{Conn, Db};
use hapur::files::FileStore;
use hapur::record::Record;
use hapur::time::Clock;
use std::time::Instant;

/// Within this many microseconds 99 of 100 readers have their answer.
const PROMISED: u64 = 50_000;

/// What is asked, and why.
const QUESTIONS: &[(&str, &str)] = &[
    ("a word in almost every comment", "q=vendimi"),
    ("two such words", "q=odluka%20gradani"),
    ("eight such words", "q=buxheti%20komuna%20qytetar%20vendimi%20odluka%20gradani%20opstina%20skola"),
    ("a rare word", "q=fjabc"),
    ("a rare word and a frequent one", "q=fjabc%20vendimi"),
    ("two words that are seldom together", "q=fjab%20fjac"),
    ("two letters of a frequent word", "q=ve&prefix=true"),
    ("four letters of a frequent word", "q=vend&prefix=true"),
    ("two letters of all rare words", "q=fj&prefix=true"),
    ("four letters of many rare words", "q=fjab&prefix=true"),
    ("a frequent word among comments", "q=vendimi&kind=comment"),
    ("a frequent word, page 2 of 100", "q=vendimi&limit=100&after=search.3.1763000300000000"),
];

#[derive(QueryableByName)]
struct Detail {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[derive(QueryableByName)]
struct Plan {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    plan: String,
}

/// Indexes what was written straight into the tables, as `hapur reindex` does.
pub fn index(name: &str, place: &Place) {
    let db = Db::open(&place.url).unwrap();
    let record = Record::new(db.clone(), Clock::system(), hapur::app::FOLLOWERS);
    let files = FileStore::at(&place.files()).unwrap();
    let begun = Instant::now();
    let things = actix_web::rt::System::new().block_on(hapur::search::rebuild(&record, &files)).unwrap();
    println!("{name}: {things} things indexed in {:.0} s", begun.elapsed().as_secs_f64());
    let mut conn = db.connection().unwrap();
    diesel::sql_query("ANALYZE").execute(&mut *conn).unwrap();
    explain(&mut conn);
    drop(conn);
    db.close().unwrap();
}

/// How the database finds the newest with a frequent word.
fn explain(conn: &mut Conn) {
    let plan: Vec<String> = match conn {
        Conn::Sqlite(c) => {
            let query = "EXPLAIN QUERY PLAN SELECT rowid FROM search_index WHERE search_index MATCH 'vendim' ORDER BY rowid DESC LIMIT 301";
            diesel::sql_query(query).load::<Detail>(c).unwrap().into_iter().map(|it| it.detail).collect()
        }
        Conn::Postgres(c) => {
            let query = "EXPLAIN SELECT place FROM search_index WHERE tokens @@ 'vendim'::tsquery ORDER BY place DESC LIMIT 301";
            diesel::sql_query(query).load::<Plan>(c).unwrap().into_iter().map(|it| it.plan).collect()
        }
    };
    plan.iter().for_each(|line| println!("  {line}"));
}

/// One measurement for each question, and whether the promise is kept.
pub fn measure(name: &'static str, server: &Server, document: &str) -> Vec<Row> {
    let ask = |what: &str, query: &str| measure::few(name, &format!("GET /search: {what}"), server, &format!("/api/v1/search?{query}"));
    let mut rows: Vec<Row> = QUESTIONS.iter().map(|(what, query)| ask(what, query)).collect();
    rows.push(ask("a frequent word about one document", &format!("q=vendimi&subject=document:{document}")));
    if let Some(slowest) = rows.iter().max_by_key(|row| row.p99) {
        let kept = if slowest.p99 < PROMISED { "kept" } else { "BROKEN" };
        let (ms, p99) = (PROMISED / 1000, slowest.p99 as f64 / 1e3);
        println!("{name}: p99 of search below {ms} ms: {kept}; the slowest is {} with {p99:.1} ms", slowest.what);
    }
    rows
}
