//! Erasing: at somebody's request, or because its time has come. What was erased is found nowhere any more.
use crate::comments::{at, hand_in, publish, text};
use crate::support::{Answer, Client, TestApp, story};
use actix_web::web::Data;
use diesel::prelude::*;
use serde_json::{Value, json};
use std::time::Duration;

const TEXT: &str = "canary-text-51c9";
const NAME: &str = "canary-name-51c9";
const ORGANIZATION: &str = "canary-organization-51c9";
const EXPLANATION: &str = "canary-explanation-51c9";
const NOTE: &str = "canary-note-51c9";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn canary(subject: &Value) -> Value {
    json!({"subject": subject, "language": "sq", "body": TEXT, "author_name": NAME, "organization": ORGANIZATION})
}

async fn decide(by: &Client<'_>, received: &Answer, revision: i64, decision: Value) -> Answer {
    let id = received.body["id"].as_str().unwrap();
    by.having_read(format!("\"{revision}\"")).post(&format!("/api/v1/moderation/comments/{id}/decision"), decision).await
}

fn hide() -> Value {
    json!({"outcome": "hide", "reasons": ["personal_data", "unlawful_other"], "explanation": format!("{EXPLANATION}, me emër dhe mbiemër."), "public_note": NOTE, "legal_reference": "canary-law-51c9"})
}

async fn erase(app: &TestApp, received: &Answer, revision: i64, why: Value) -> Answer {
    app.admin().having_read(format!("\"{revision}\"")).post(&format!("{}/erasure", at(received)), why).await
}

async fn upkeep(app: &TestApp) {
    let (record, files): (Data<_>, Data<_>) = (app.state.record.clone(), app.state.files.clone());
    hapur::upkeep::once(&record, &files).await;
}

#[derive(QueryableByName)]
struct Salt {
    #[diesel(sql_type = diesel::sql_types::Text)]
    salt: String,
}

fn salts(app: &TestApp) -> Vec<String> {
    let all: Vec<Salt> = diesel::sql_query("SELECT salt FROM commitment_salts").load(&mut *app.database.db.connection().unwrap()).unwrap();
    all.into_iter().map(|it| it.salt).collect()
}

pub fn found(haystack: &[u8], needle: &str) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle.as_bytes())
}

story! {
    async fn of_what_is_erased_not_a_byte_stays_in_the_files_of_the_database(app) {
        let subject = app.document("plan");
        let once = app.anyone().with("Idempotency-Key", "0123456789abcdef");
        let received = once.post("/api/v1/comments", canary(&subject)).await.expect(202);
        decide(&app.moderator(), &received, 1, json!({"outcome": "publish"})).await.expect(200);
        for n in 0..30 {
            publish(&app, text(&subject, &format!("Të tjerë, {n}."))).await;
        }
        decide(&app.moderator(), &received, 2, hide()).await.expect(200);
        let others = salts(&app);
        app.database.db.overwrite_erased().await.unwrap();
        // What the server knows about its tables is stored, too.
        app.sql("ANALYZE").unwrap();
        decide(&app.with_roles("moderator+editor"), &received, 3, json!({"outcome": "restore", "explanation": EXPLANATION})).await.expect(200);
        let all = salts(&app);
        let canaries = [TEXT, NAME, ORGANIZATION, EXPLANATION, NOTE, "canary-law-51c9"];
        let before = app.database.bytes();
        for canary in canaries {
            assert!(found(&before, canary), "{canary} was never there: the test proves nothing");
        }
        erase(&app, &received, 4, json!({"reason": "data_subject", "legal_reference": "Law No. 06/L-082"})).await.expect(200);
        let kept = salts(&app);
        let gone: Vec<_> = all.iter().filter(|salt| !kept.contains(salt)).collect();
        // Three of the handing in, three of the hiding, one of the restoring; the erasure has one of its own.
        assert_eq!((gone.len(), kept.len()), (7, all.len() - 7 + 1));
        assert!(others.len() > 30);
        let after = app.database.bytes();
        for needle in canaries.iter().copied().chain(gone.iter().map(|salt| salt.as_str())) {
            assert!(!found(&after, needle), "{needle} is still there");
        }
        assert!(found(&after, "Të tjerë, 29."), "what was not erased is gone");
        assert_eq!(app.rows("idempotency_keys"), 0);
    }

    async fn an_erased_comment_leaves_a_tombstone(app) {
        let subject = app.document("plan");
        let received = hand_in(&app, canary(&subject)).await;
        decide(&app.moderator(), &received, 1, json!({"outcome": "publish"})).await.expect(200);
        decide(&app.moderator(), &received, 2, hide()).await.expect(200);
        app.clock.advance(DAY);
        let left = erase(&app, &received, 3, json!({"reason": "court_order", "legal_reference": "P.nr. 12/2026"})).await.expect(200).body;
        assert_eq!((&left["state"], &left["revision"], &left["state_since"]), (&json!("erased"), &json!(4), &json!("2026-11-24T10:00:00.000Z")));
        let gone = app.anyone().get(&at(&received)).await.refused(410, "gone").body;
        assert_eq!(gone["erased_for"], "court_order");
        assert_eq!((&gone["state"], &gone["reasons"]), (&json!("erased"), &json!(["personal_data", "unlawful_other"])));
        let stub = app.anyone().get("/api/v1/comments?subject=document:plan").await.expect(200).body["items"][0].clone();
        assert_eq!((&stub["id"], &stub["state"], &stub["body"], &stub["seq"]), (&received.body["id"], &json!("erased"), &Value::Null, &json!(2)));
        let own = app.anyone().with("Hapur-Receipt", received.body["receipt"].as_str().unwrap()).get(&at(&received)).await.expect(200);
        assert_eq!((&own.body["body"], &own.body["explanation"], &own.body["appeal_until"]), (&Value::Null, &Value::Null, &Value::Null));
        for table in ["comments WHERE body IS NOT NULL OR author_name IS NOT NULL OR organization IS NOT NULL", "moderation_decisions WHERE explanation IS NOT NULL OR public_note IS NOT NULL OR legal_reference IS NOT NULL", "record_entries WHERE leaf LIKE '%canary%' OR leaf LIKE '%P.nr%'"] {
            assert_eq!(app.rows(table), 0, "{table}");
        }
        let last = app.anyone().get("/api/v1/changes?kind=comment.erased").await.expect(200).body["items"][0].clone();
        assert_eq!((&last["op"], &last["seq"]), (&json!("delete"), &json!(4)));
        assert_eq!(app.rows("record_entries WHERE leaf LIKE '%\"public\":{\"reason\":\"court_order\"}%'"), 1);
        assert_eq!(app.rows("comment_erasures WHERE legal_reference = 'P.nr. 12/2026' AND erased_by IS NOT NULL"), 1);
        erase(&app, &received, 4, json!({"reason": "court_order"})).await.refused(409, "wrong_state");
    }

    async fn only_an_administrator_erases_and_never_by_a_rule_of_time(app) {
        let received = hand_in(&app, text(&app.document("plan"), "Po.")).await;
        let (path, why) = (format!("{}/erasure", at(&received)), json!({"reason": "unlawful"}));
        for client in [app.editor(), app.moderator()] {
            client.having_read("\"1\"").post(&path, why.clone()).await.refused(403, "forbidden");
        }
        app.anyone().having_read("\"1\"").post(&path, why.clone()).await.refused(401, "unauthenticated");
        for wrong in [json!({"reason": "retention"}), json!({}), json!({"reason": "critical"})] {
            erase(&app, &received, 1, wrong).await.refused(422, "invalid");
        }
        erase(&app, &received, 2, why.clone()).await.refused(412, "stale_revision");
        app.admin().post(&path, why.clone()).await.refused(428, "precondition_required");
        erase(&app, &received, 1, why).await.expect(200);
        assert_eq!(app.moderator().get("/api/v1/moderation/queue").await.body["total"], 0);
    }

    async fn what_nobody_may_read_any_more_is_erased_six_months_later(app) {
        let subject = app.document("plan");
        let (rejected, hidden, withdrawn) = (hand_in(&app, canary(&subject)).await, publish(&app, canary(&subject)).await, hand_in(&app, canary(&subject)).await);
        let (waiting, public, same) = (hand_in(&app, text(&subject, "Pret.")).await, publish(&app, text(&subject, "Publike.")).await, hand_in(&app, canary(&subject)).await);
        decide(&app.moderator(), &same, 1, json!({"outcome": "merge", "into": rejected.body["id"]})).await.expect(200);
        let mut reject = hide();
        reject["outcome"] = json!("reject");
        decide(&app.moderator(), &rejected, 1, reject).await.expect(200);
        decide(&app.moderator(), &hidden, 2, hide()).await.expect(200);
        let author = app.anyone().with("Hapur-Receipt", withdrawn.body["receipt"].as_str().unwrap());
        author.having_read("\"1\"").post_nothing(&format!("{}/withdrawal", at(&withdrawn))).await.expect(200);
        let id = hidden.body["id"].as_str().unwrap().to_owned();
        let later = app.clock.now().plus(300 * DAY);
        app.state.record.db.write(move |conn| hapur::comments::keep_text(conn, &id, later)).await.unwrap();
        app.it_is("2027-05-23T09:59:59.999Z");
        upkeep(&app).await;
        assert_eq!(app.rows("comments WHERE state = 'erased'"), 0);
        app.it_is("2027-05-23T10:00:00.000Z");
        upkeep(&app).await;
        let erased = app.anyone().get("/api/v1/changes?kind=comment.erased").await.expect(200).body["items"].clone();
        let erased: Vec<_> = erased.as_array().unwrap().iter().map(|it| it["subject"]["id"].clone()).collect();
        assert_eq!(erased, [same.body["id"].clone(), rejected.body["id"].clone(), withdrawn.body["id"].clone()]);
        assert_eq!(app.rows("record_entries WHERE leaf LIKE '%\"role\":\"system\"%' AND leaf LIKE '%{\"reason\":\"retention\"}%'"), 3);
        assert_eq!(app.rows("comments WHERE body LIKE 'canary%'"), 1);
        app.it_is("2027-09-19T10:00:00.000Z");
        upkeep(&app).await;
        upkeep(&app).await;
        assert_eq!((app.rows("comments WHERE state = 'erased'"), app.rows("comments WHERE body LIKE 'canary%'")), (4, 0));
        assert_eq!(app.rows("commitment_salts"), 2);
        app.anyone().get(&at(&public)).await.expect(200);
        let own = app.anyone().with("Hapur-Receipt", waiting.body["receipt"].as_str().unwrap()).get(&at(&waiting)).await.expect(200);
        assert_eq!(own.body["state"], "received");
    }
}
