//! With 50,000 responses every list of them is one range of an index, on both databases.
use crate::comment_plans::is_one_range;
use crate::support::{TestApp, story};
use hapur::comments::{CommentSubject, SubjectKind};
use hapur::db::Conn;
use hapur::responses::{self, Filter, ResponseOutcome};
use serde_json::json;

/// One of ten is not shown; a hundred subjects, fifty organizations, each comment answered once.
const COMMENTS: &str = "INSERT INTO comments (id, subject_kind, subject_id, depth, author_kind, language, body, state, revision, created_at, published_at, seq, replies, rules_version) \
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) \
    SELECT '0193a5c0-7d7e-7000-8000-' || CAST(100000000000 + i AS TEXT), 'document', 'doc-' || CAST(i % 100 AS TEXT), 0, 'citizen', 'sq', 'Po.', 'published', 1, i, i, i, 0, 0 FROM n";
const RESPONSES: &str = "INSERT INTO responses (id, revision, comment, subject_kind, subject_id, organization, outcome, reason_sq, reason_sr, answered_by, pseudonym, published_at, seq, listed) \
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) \
    SELECT '0193a5c0-7d7e-7000-9000-' || CAST(100000000000 + i AS TEXT), 1, '0193a5c0-7d7e-7000-8000-' || CAST(100000000000 + i AS TEXT), 'document', 'doc-' || CAST(i % 100 AS TEXT), \
    'organization-' || CAST(i % 50 AS TEXT), CASE WHEN i % 300 = 0 THEN 'accepted' ELSE 'noted' END, 'Po.', 'Da.', 'a', 'p', i, i, CASE WHEN i % 10 <> 0 THEN i END FROM n";

fn lists(conn: &mut Conn) {
    for bits in 0..32 {
        let wanted = |bit: usize| bits >> bit & 1 == 1;
        let filter = Filter {
            comment: Some("0193a5c0-7d7e-7000-8000-100000000001".to_owned()).filter(|_| wanted(0)),
            subject: Some(CommentSubject { kind: SubjectKind::Document, id: "doc-1".into() }).filter(|_| wanted(1)),
            organization: Some("organization-1".to_owned()).filter(|_| wanted(2)),
            outcome: Some(ResponseOutcome::Accepted).filter(|_| wanted(3)),
        };
        let after = if wanted(4) { 25_000 } else { 0 };
        is_one_range(conn, "responses", &format!("{filter:?} after {after}"), |conn| {
            drop(responses::page(conn, &filter, after, 21).unwrap())
        });
    }
}

fn many(app: &TestApp) {
    for at in 0..100 {
        app.thing("document", &format!("doc-{at}"), "published", &json!({}));
    }
    app.sql(COMMENTS).unwrap();
    app.sql(RESPONSES).unwrap();
}

story! {
    async fn every_list_of_responses_is_one_range_of_an_index(app) {
        many(&app);
        let mut conn = app.database.db.connection().unwrap();
        if app.database.db.is_sqlite() {
            lists(&mut conn);
        }
        app.sql("ANALYZE").unwrap();
        lists(&mut conn);
    }
}
