//! The record itself: final entries, numbered without gaps, and never one without its change or a change without its entry.
use crate::support::{Kind as Database, TestApp, story, text};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use hapur::db::Conn;
use hapur::error::{Code, Result};
use hapur::record::{Actor, Change, Entry, Follower, Kind, NewEntry, Op, Record, Subject, Tx};
use hapur::time::Moment;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::time::Duration;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    seq: i64,
    #[diesel(sql_type = BigInt)]
    at: i64,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    subject_kind: String,
    #[diesel(sql_type = Text)]
    subject_id: String,
    #[diesel(sql_type = Text)]
    op: String,
    #[diesel(sql_type = BigInt)]
    revision: i64,
    #[diesel(sql_type = Text)]
    leaf: String,
}

#[derive(QueryableByName)]
struct Salt {
    #[diesel(sql_type = Text)]
    field: String,
    #[diesel(sql_type = Text)]
    salt: String,
}

fn load<T: QueryableByName<hapur::db::MultiBackend> + 'static>(app: &TestApp, sql: &str) -> Vec<T> {
    diesel::sql_query(sql).load(&mut *app.database.db.connection().unwrap()).unwrap()
}

fn entries(app: &TestApp) -> Vec<Row> {
    load(app, "SELECT * FROM record_entries ORDER BY seq")
}

/// A bit of everything: a thing published, changed and withdrawn, a comment decided on.
async fn a_bit_of_everything(app: &TestApp) {
    app.editor().publish("organizations", json!({"id": "forum", "kind": "forum", "name": text("Forumi €ƒ")})).await;
    app.editor().revise("organizations/forum", json!({"kind": "media"})).await.expect(200);
    app.editor().withdraw("organizations/forum").await.expect(200);
    let subject = app.document("plan");
    let said = json!({"subject": subject, "language": "sq", "body": "Një mendim.", "author_name": "Arta", "organization": "Shoqata"});
    let received = app.anyone().post("/api/v1/comments", said).await.expect(202);
    let decision = format!("/api/v1/moderation/comments/{}/decision", received.body["id"].as_str().unwrap());
    let reject = json!({"outcome": "reject", "reasons": ["spam"], "explanation": "Vetëm reklamë, asgjë tjetër."});
    app.moderator().having_read("\"1\"").post(&decision, reject).await.expect(200);
}

fn note(app_id: &str) -> NewEntry {
    NewEntry::new("organization.noted", Subject::new(Kind::Organization, app_id), Op::Upsert, 1)
}

fn no_stamp(_: &mut Conn, _: &Subject, _: i64) -> Result<()> {
    Ok(())
}

/// Writes a row beside its entry.
fn write_down(tx: &mut Tx<'_>) -> Result<Change<()>> {
    tx.conn.batch_execute("INSERT INTO notes (x) VALUES (1)")?;
    Ok(Change::new((), note("x"), no_stamp))
}

fn fails(_: &mut Conn, _: &[NewEntry], _: Moment) -> Result<()> {
    Err(Code::WindowClosed.into())
}

fn panics(_: &mut Conn, _: &[NewEntry], _: Moment) -> Result<()> {
    panic!("a follower's mistake")
}

const FAILING: &[Follower] = &[fails];
const PANICKING: &[Follower] = &[panics];

/// Rows, entries, and the head.
fn state(app: &TestApp) -> (i64, i64, i64) {
    let head: Vec<Row> = load(
        app,
        "SELECT seq, at, '' AS kind, '' AS subject_kind, '' AS subject_id, '' AS op, seq AS revision, '' AS leaf FROM record_head",
    );
    (app.rows("notes"), app.rows("record_entries"), head[0].seq)
}

story! {
    async fn an_entry_is_its_canonical_form_and_its_columns_only_repeat_it(app) {
        a_bit_of_everything(&app).await;
        let rows = entries(&app);
        assert_eq!(rows.len(), 5);
        for (at, row) in rows.iter().enumerate() {
            assert_eq!(row.seq, at as i64 + 1);
            let value: Value = serde_json::from_str(&row.leaf).unwrap();
            assert_eq!(serde_json_canonicalizer::to_string(&value).unwrap(), row.leaf, "not RFC 8785");
            let entry: Entry = serde_json::from_str(&row.leaf).unwrap();
            assert_eq!(entry.canonical().unwrap(), row.leaf);
            let keys: Vec<_> = value.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(keys, ["actor", "at", "commitments", "kind", "op", "public", "revision", "seq", "subject"]);
            let told = (entry.seq, entry.at.millis(), entry.kind.as_str(), entry.subject.kind.to_string(), entry.subject.id.as_str());
            assert_eq!(told, (row.seq, row.at, row.kind.as_str(), row.subject_kind.clone(), row.subject_id.as_str()));
            assert_eq!((entry.op.to_string(), entry.revision), (row.op.clone(), row.revision));
        }
        let kinds: Vec<_> = rows.iter().map(|row| row.kind.as_str()).collect();
        assert_eq!(kinds, ["organization.published", "organization.revised", "organization.withdrawn", "comment.received", "comment.rejected"]);
    }

    async fn personal_texts_are_in_the_record_only_as_commitments_that_their_salts_open(app) {
        a_bit_of_everything(&app).await;
        let rows = entries(&app);
        for row in &rows[3..] {
            for personal in ["mendim", "Arta", "Shoqata", "reklam"] {
                assert!(!row.leaf.contains(personal), "{personal} in {}", row.leaf);
            }
        }
        let received: Entry = serde_json::from_str(&rows[3].leaf).unwrap();
        let salts: Vec<Salt> = load(&app, "SELECT field, salt FROM commitment_salts WHERE seq = 4 ORDER BY field");
        let fields: Vec<_> = salts.iter().map(|salt| salt.field.as_str()).collect();
        assert_eq!(fields, received.commitments.keys().map(String::as_str).collect::<Vec<_>>());
        let texts = [("author_name", "Arta"), ("body", "Një mendim."), ("organization", "Shoqata")];
        for (field, value) in texts {
            let salt = hex::decode(&salts.iter().find(|it| it.field == field).unwrap().salt).unwrap();
            assert_eq!(salt.len(), 32);
            let opened = Sha256::new().chain_update(b"hapur/commit/v1\0").chain_update(field).chain_update([0]).chain_update(&salt);
            assert_eq!(hex::encode(opened.chain_update(value).finalize()), received.commitments[field], "{field}");
        }
        let all: Vec<Salt> = load(&app, "SELECT field, salt FROM commitment_salts");
        let distinct: std::collections::BTreeSet<_> = all.iter().map(|it| &it.salt).collect();
        assert_eq!(distinct.len(), all.len(), "a salt was used twice");
    }

    async fn time_in_the_record_never_goes_back(app) {
        let publish = |id: &'static str| app.state.record.commit(Actor::system(), move |_| Ok(Change::new((), note(id), no_stamp)));
        publish("a").await.unwrap();
        app.it_is("2026-11-22T10:00:00.000Z");
        publish("b").await.unwrap();
        app.clock.advance(Duration::from_secs(3 * 86_400));
        publish("c").await.unwrap();
        let at: Vec<_> = entries(&app).iter().map(|row| Moment::from_millis(row.at).to_string()).collect();
        assert_eq!(at, ["2026-11-23T10:00:00.000Z", "2026-11-23T10:00:00.000Z", "2026-11-25T10:00:00.000Z"]);
    }

    async fn nobody_rewrites_the_record(app) {
        a_bit_of_everything(&app).await;
        let before: Vec<_> = entries(&app).into_iter().map(|row| row.leaf).collect();
        for sql in [
            "UPDATE record_entries SET leaf = '{}' WHERE seq = 1",
            "UPDATE record_entries SET at = 0",
            "DELETE FROM record_entries WHERE seq = 5",
            "DELETE FROM record_entries",
            "INSERT INTO record_entries SELECT * FROM record_entries WHERE seq = 1",
        ] {
            assert!(app.sql(sql).is_err(), "{sql}");
        }
        if app.database.db.is_sqlite() {
            assert!(app.sql("INSERT OR REPLACE INTO record_entries SELECT seq, 0, kind, subject_kind, subject_id, op, revision, '' FROM record_entries").is_err(), "replaced");
        } else {
            assert!(app.sql("TRUNCATE record_entries CASCADE").is_err());
        }
        assert_eq!(entries(&app).into_iter().map(|row| row.leaf).collect::<Vec<_>>(), before);
    }

    async fn a_follower_that_fails_or_panics_leaves_neither_row_nor_entry(app) {
        app.sql("CREATE TABLE notes (x BIGINT)").unwrap();
        for (followers, code) in [(FAILING, Code::WindowClosed), (PANICKING, Code::Internal)] {
            let record = Record::new(app.database.db.clone(), app.clock.clone(), followers);
            assert_eq!(record.commit(Actor::system(), write_down).await.unwrap_err().code, code);
            assert_eq!(state(&app), (0, 0, 0));
        }
        app.state.record.commit(Actor::system(), write_down).await.unwrap();
        assert_eq!(state(&app), (1, 1, 1));
    }

    async fn a_write_that_panics_or_cannot_be_committed_undoes_itself_and_the_next_goes_on(app) {
        app.sql("CREATE TABLE notes (x BIGINT)").unwrap();
        let record = &app.state.record;
        let panicking = record.commit(Actor::system(), |tx| -> Result<Change<()>> {
            drop(write_down(tx));
            panic!("a mistake of ours")
        });
        assert_eq!(panicking.await.unwrap_err().code, Code::Internal);
        assert_eq!(state(&app), (0, 0, 0));
        // The salt of no entry: its foreign key is looked at when the transaction ends, so that the COMMIT itself fails.
        let uncommittable = || record.commit(Actor::system(), |tx| {
            tx.conn.batch_execute("INSERT INTO commitment_salts (seq, field, salt) VALUES (99, 'x', 'x')")?;
            write_down(tx)
        });
        assert!(uncommittable().await.is_err());
        assert_eq!((state(&app), app.rows("commitment_salts")), ((0, 0, 0), 0));
        // Handed in together with others it may take them along, but then they are told so.
        let (bad, good) = futures_util::future::join(uncommittable(), record.commit(Actor::system(), write_down)).await;
        let kept = i64::from(good.is_ok());
        assert!(bad.is_err());
        assert_eq!(state(&app), (kept, kept, kept), "what was answered is not what happened");
        record.commit(Actor::system(), write_down).await.unwrap();
        assert_eq!(state(&app), (kept + 1, kept + 1, kept + 1));
    }

    async fn writes_that_come_together_are_numbered_without_a_gap(app) {
        app.sql("CREATE TABLE notes (x BIGINT)").unwrap();
        let commits = (0..40).map(|n| app.state.record.commit(Actor::system(), move |tx| {
            let change = write_down(tx)?;
            if n % 4 == 0 { Err(Code::Conflict.into()) } else { Ok(change) }
        }));
        let done = futures_util::future::join_all(commits).await;
        assert_eq!(done.iter().filter(|it| it.is_ok()).count(), 30);
        assert_eq!(state(&app), (30, 30, 30));
        assert!(entries(&app).iter().enumerate().all(|(at, row)| row.seq == at as i64 + 1));
    }
}

#[actix_web::test]
async fn a_panic_behind_a_request_answers_500_and_the_server_goes_on() {
    let app = TestApp::new(Database::Sqlite).await;
    let record = app.state.record.clone();
    let served = actix_web::test::init_service(actix_web::App::new().wrap(actix_web::middleware::from_fn(hapur::http::gate)).route(
        "/",
        actix_web::web::get().to(move || {
            let record = record.clone();
            async move {
                record.commit(Actor::system(), |_| -> Result<Change<()>> { panic!("a mistake of ours") }).await?;
                Ok::<_, hapur::error::Error>(actix_web::HttpResponse::Ok())
            }
        }),
    ));
    let request = actix_web::test::TestRequest::get().uri("/").to_request();
    let answer = actix_web::test::call_service(&served.await, request).await;
    assert_eq!(answer.status(), 500);
    let told = actix_web::test::read_body(answer).await;
    assert!(!String::from_utf8_lossy(&told).contains("mistake"), "the cause is told");
    app.editor().publish("organizations", json!({"id": "forum", "kind": "forum", "name": text("Forumi")})).await;
}
