//! 100,000 published comments (or more) of a fixed seed on the documents of the real record, written straight into the tables.
use super::measure::Row;
use super::process::Place;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use hapur::db::{Conn, Db};

const WORDS: [&str; 12] =
    ["buxheti", "komuna", "qytetarët", "vendimi", "odluka", "građani", "opština", "škola", "budget", "citizens", "decision", "plan"];

/// What was written, as far as the measurements need it.
pub struct Seeded {
    pub document: String,
    comment: String,
    deep: i64,
}

#[derive(QueryableByName)]
struct Known {
    #[diesel(sql_type = Text)]
    id: String,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    value: i64,
}

pub fn fill(place: &Place, comments: usize) -> Seeded {
    let db = Db::open(&place.url).unwrap();
    let mut conn = db.connection().unwrap();
    let documents: Vec<Known> =
        diesel::sql_query("SELECT id FROM editorial_things WHERE kind = 'document' ORDER BY id").load(&mut *conn).unwrap();
    let head: Number = diesel::sql_query("SELECT seq AS value FROM record_head").get_result(&mut *conn).unwrap();
    let mut random = 42_u64;
    let mut next = move || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random
    };
    conn.transaction(|conn| {
        for n in 0..comments as i64 {
            let document = &documents[next() as usize % documents.len()].id;
            let frequent = (0..30).map(|_| WORDS[next() as usize % WORDS.len()].to_owned()).collect::<Vec<_>>();
            let rare = (0..10).map(|_| rare_word(next())).collect::<Vec<_>>();
            insert(conn, n, head.value + 1 + n, document, &[frequent, rare].concat().join(" "))?;
        }
        for document in &documents {
            count(conn, &document.id)?;
        }
        diesel::sql_query("UPDATE record_head SET seq = seq + $1").bind::<BigInt, _>(comments as i64).execute(conn)?;
        QueryResult::Ok(())
    })
    .unwrap();
    diesel::sql_query("ANALYZE").execute(&mut *conn).unwrap();
    Seeded { document: documents[0].id.clone(), comment: id(0), deep: head.value + (2_499 * 20).min(comments as i64 / 2) }
}

/// One of 40,000 made-up words, of which each is the rarer the longer it is, as in a language.
fn rare_word(random: u64) -> String {
    let share = (random >> 11) as f64 / (1_u64 << 53) as f64;
    let mut number = 40_000_f64.powf(share) as u64;
    let mut word = String::from("fj");
    while number > 0 {
        word.push(char::from(b'a' + (number % 20) as u8));
        number /= 20;
    }
    word
}

fn id(n: i64) -> String {
    format!("0193a5c0-7d7e-7000-8000-{n:012x}")
}

fn insert(conn: &mut Conn, n: i64, seq: i64, document: &str, body: &str) -> QueryResult<usize> {
    diesel::sql_query(
        "INSERT INTO comments (id, subject_kind, subject_id, depth, author_name, author_kind, language, body, state, revision, created_at, published_at, seq, replies, rules_version) \
         VALUES ($1, 'document', $2, 0, 'Një qytetar', 'citizen', 'sq', $3, 'published', 2, $4, $4, $5, 0, 1)",
    )
    .bind::<Text, _>(id(n))
    .bind::<Text, _>(document)
    .bind::<Text, _>(body)
    .bind::<BigInt, _>(1_763_000_000_000 + n * 1000)
    .bind::<BigInt, _>(seq)
    .execute(conn)
}

fn count(conn: &mut Conn, document: &str) -> QueryResult<usize> {
    diesel::sql_query(
        "INSERT INTO comment_counters (subject_kind, subject_id, published, roots) \
         SELECT 'document', $1, count(*), count(*) FROM comments WHERE subject_kind = 'document' AND subject_id = $1",
    )
    .bind::<Text, _>(document)
    .execute(conn)
}

impl Seeded {
    pub fn endpoints(&self) -> Vec<(&'static str, String)> {
        let deep = hapur::http::Cursor::new("comments", [&self.deep.to_string()]).write();
        vec![
            (PAGE_ONE, "/api/v1/comments?limit=20".into()),
            (PAGE_DEEP, format!("/api/v1/comments?limit=20&after={deep}")),
            ("GET /comments?subject=…, 20 of one document", format!("/api/v1/comments?limit=20&subject=document:{}", self.document)),
            ("GET /comments/{id}", format!("/api/v1/comments/{}", self.comment)),
            ("GET /milestones, 20", "/api/v1/milestones?limit=20".into()),
            ("GET /documents, 20", "/api/v1/documents?limit=20".into()),
            ("GET /documents?q=, filtered", "/api/v1/documents?q=plan".into()),
            ("GET /documents/{id}", format!("/api/v1/documents/{}", self.document)),
            ("GET /changes, 20", "/api/v1/changes?limit=20".into()),
            ("GET /api/openapi.json", "/api/openapi.json".into()),
        ]
    }

    pub fn compare_pages(&self, rows: &[Row]) {
        let cost = |what: &str| rows.iter().find(|row| row.what == what).map_or(0.0, |row| row.cpu_micros);
        println!("page 2,500 costs {:.0} % of page 1", 100.0 * cost(PAGE_DEEP) / cost(PAGE_ONE));
    }
}

const PAGE_ONE: &str = "GET /comments, page 1 of 20";
const PAGE_DEEP: &str = "GET /comments, page 2,500 of 20";
