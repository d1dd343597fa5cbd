//! With 100,000 comments every list is one range of an index, on both databases: nothing is scanned whole, nothing sorted.
use crate::support::{Kind, TestApp, story};
use diesel::Connection;
use diesel::connection::InstrumentationEvent;
use diesel::prelude::*;
use hapur::comments::{self, AuthorKind, CommentLanguage, CommentState, CommentSubject, SubjectKind};
use hapur::db::Conn;
use hapur::moderation::{self, QueueFilter};
use hapur::time::Moment;
use serde_json::json;
use std::sync::mpsc;

/// One fifth waits, of the others every fourth replies to the first; a hundred subjects.
const MANY: &str = "INSERT INTO comments (id, subject_kind, subject_id, parent, depth, author_kind, language, body, state, revision, created_at, published_at, seq, replies, rules_version) \
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) \
    SELECT '0193a5c0-7d7e-7000-8000-' || CAST(100000000000 + i AS TEXT), 'document', 'doc-' || CAST(i % 100 AS TEXT), \
    CASE WHEN i % 4 = 0 THEN '0193a5c0-7d7e-7000-8000-100000000001' END, CASE WHEN i % 4 = 0 THEN 1 ELSE 0 END, \
    CASE WHEN i % 501 = 0 THEN 'academia' ELSE 'citizen' END, CASE WHEN i % 7 = 0 THEN 'sr' ELSE 'sq' END, \
    'Një koment me aq tekst sa shkruajnë njerëzit zakonisht kur kanë diçka për të thënë rreth një dokumenti të hapur.', \
    CASE WHEN i % 500 = 0 THEN 'escalated' WHEN i % 5 = 0 THEN 'received' ELSE 'published' END, 1, i, \
    CASE WHEN i % 5 <> 0 THEN i END, CASE WHEN i % 5 <> 0 THEN i END, 0, 0 FROM n";

#[derive(QueryableByName)]
struct SqliteStep {
    #[diesel(sql_type = diesel::sql_types::Text)]
    detail: String,
}

#[derive(QueryableByName)]
struct PostgresStep {
    #[diesel(sql_type = diesel::sql_types::Text, column_name = "QUERY PLAN")]
    step: String,
}

/// What diesel sent to the database, as `(statement, values)`.
fn sent(conn: &mut Conn, run: impl FnOnce(&mut Conn)) -> (String, Vec<String>) {
    let (tell, told) = mpsc::channel();
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            tell.send(query.to_string()).unwrap();
        }
    });
    run(conn);
    conn.set_instrumentation(|_: InstrumentationEvent<'_>| {});
    let query = told.try_iter().last().unwrap();
    let (statement, values) = query.split_once(" -- binds: [").unwrap();
    (statement.to_owned(), values.trim_end_matches(']').split(", ").map(literal).collect())
}

/// `"plan"`, `SubjectKind::Document`, `Moment(5)` and `5`, as SQL.
fn literal(debug: &str) -> String {
    let inner = debug.rsplit_once('(').map_or(debug, |(_, inner)| inner.trim_end_matches(')'));
    if inner.parse::<i64>().is_ok() { inner.to_owned() } else { format!("'{}'", inner.trim_matches('"').to_lowercase()) }
}

fn plan(conn: &mut Conn, statement: &str, values: &[String]) -> String {
    match conn {
        Conn::Sqlite(c) => {
            let steps: Vec<SqliteStep> = diesel::sql_query(format!("EXPLAIN QUERY PLAN {statement}")).load(c).unwrap();
            steps.into_iter().map(|it| it.detail + "\n").collect()
        }
        Conn::Postgres(c) => {
            let values = values.iter().enumerate().rev();
            let whole = values.fold(statement.to_owned(), |sql, (at, value)| sql.replace(&format!("${}", at + 1), value));
            let steps: Vec<PostgresStep> = diesel::sql_query(format!("EXPLAIN {whole}")).load(c).unwrap();
            steps.into_iter().map(|it| it.step + "\n").collect()
        }
    }
}

/// Holds for every list of a table whose indexes are called after it.
pub fn is_one_range(conn: &mut Conn, table: &str, what: &str, run: impl FnOnce(&mut Conn)) {
    let (statement, values) = sent(conn, run);
    let plan = plan(conn, &statement, &values);
    for dear in ["TEMP B-TREE", &format!("SCAN {table}"), "Sort", "Seq Scan", "Bitmap"] {
        assert!(!plan.contains(dear), "{what}: {dear} in\n{plan}{statement}");
    }
    let (sqlite, postgres) = (format!("USING INDEX {table}_"), format!("Index Scan using {table}_"));
    assert!(plan.contains(&sqlite) || plan.contains(&postgres), "{what}:\n{plan}");
}

fn public_lists(conn: &mut Conn) {
    let subject = Some(CommentSubject { kind: SubjectKind::Document, id: "doc-1".into() });
    let parent = Some("0193a5c0-7d7e-7000-8000-100000000001".to_owned());
    for bits in 0..32 {
        let wanted = |bit: usize| bits >> bit & 1 == 1;
        let filter = comments::Filter {
            subject: subject.clone().filter(|_| wanted(0)),
            parent: parent.clone().filter(|_| wanted(1)),
            roots: wanted(2),
            author_kind: Some(AuthorKind::Academia).filter(|_| wanted(3)),
        };
        let after = if wanted(4) { 50_000 } else { 0 };
        is_one_range(conn, "comments", &format!("{filter:?} after {after}"), |conn| {
            drop(comments::page(conn, &filter, after, 21).unwrap())
        });
    }
}

/// Language and kind of author are looked at on the way along the queue, which is short; the subject has an index.
fn queues(conn: &mut Conn) {
    let after = (Moment::from_millis(50_000), "0193a5c0-7d7e-7000-8000-100000050000".to_owned());
    for bits in 0..32 {
        let wanted = |bit: usize| bits >> bit & 1 == 1;
        let filter = QueueFilter {
            subject: Some(CommentSubject { kind: SubjectKind::Document, id: "doc-5".into() }).filter(|_| wanted(0)),
            language: Some(CommentLanguage::Sr).filter(|_| wanted(1)),
            author_kind: Some(AuthorKind::Citizen).filter(|_| wanted(2)),
            flag: None,
        };
        let state = if wanted(3) { CommentState::Escalated } else { CommentState::Received };
        let after = Some(&after).filter(|_| wanted(4));
        is_one_range(conn, "comments", &format!("{state} {filter:?} {after:?}"), |conn| {
            drop(moderation::waiting(conn, state, &filter, after, 21).unwrap());
        });
    }
}

/// What has to be erased, and what is counted with another.
fn chores(conn: &mut Conn) {
    is_one_range(conn, "comments", "to erase", |conn| drop(comments::to_erase(conn, Moment::from_millis(50_000), 100).unwrap()));
    is_one_range(conn, "comments", "merged", |conn| drop(comments::merged_into(conn, "0193a5c0-7d7e-7000-8000-100000000001").unwrap()));
}

fn many_comments(app: &TestApp) {
    for at in 0..100 {
        app.thing("document", &format!("doc-{at}"), "published", &json!({}));
    }
    app.sql(MANY).unwrap();
}

story! {
    async fn every_list_is_one_range_of_an_index(app) {
        many_comments(&app);
        let mut conn = app.database.db.connection().unwrap();
        if app.database.db.is_sqlite() {
            // Nobody runs ANALYZE for a user's file: the plans must be right without, and stay so with.
            public_lists(&mut conn);
            queues(&mut conn);
            chores(&mut conn);
        }
        app.sql("ANALYZE").unwrap();
        public_lists(&mut conn);
        queues(&mut conn);
        chores(&mut conn);
    }
}

#[derive(QueryableByName)]
struct Prepared {
    #[diesel(sql_type = diesel::sql_types::Text)]
    sql: String,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    reprep: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    run: i64,
}

/// SQLite counts for each statement how often it was prepared again (`SQLITE_STMTSTATUS_REPREPARE`) and shows the count
/// in `sqlite_stmt`. Without QPSG each new value of a `LIMIT ?` costs one.
#[actix_web::test]
async fn sqlite_prepares_a_list_once_whatever_its_limit() {
    let app = TestApp::new(Kind::Sqlite).await;
    many_comments(&app);
    let mut conn = app.database.db.connection().unwrap();
    app.sql("ANALYZE").unwrap();
    // This connection has yet to see that the schema's statistics are new; that costs its first statement one more.
    diesel::sql_query("SELECT COUNT(*) FROM comments").execute(&mut *conn).unwrap();
    let filter =
        comments::Filter { subject: Some(CommentSubject { kind: SubjectKind::Document, id: "doc-1".into() }), ..Default::default() };
    for limit in 2..52 {
        comments::page(&mut conn, &filter, limit * 3, limit).unwrap();
        moderation::waiting(&mut conn, CommentState::Received, &QueueFilter::default(), None, limit).unwrap();
        hapur::record::after(&mut conn, limit, limit).unwrap();
    }
    let statements: Vec<Prepared> = diesel::sql_query("SELECT sql, reprep, run FROM sqlite_stmt").load(&mut *conn).unwrap();
    let lists: Vec<_> = statements.iter().filter(|it| it.sql.contains("LIMIT")).collect();
    assert!(lists.len() >= 3 && lists.iter().all(|it| it.run >= 50), "the lists are not among the kept statements");
    for list in lists {
        assert_eq!(list.reprep, 0, "prepared again: {}", list.sql);
    }
}
