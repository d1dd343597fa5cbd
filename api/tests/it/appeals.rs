//! Appeals: by receipt, once, decided by somebody else with a written answer; a reversal brings everything back.
use crate::comments::{at, decide, hand_in, publish, text};
use crate::support::{Answer, Client, TestApp, story};
use serde_json::{Value, json};
use std::time::Duration;

const TEXT: &str = "Komenti im flet për nenin 4 të dokumentit.";
const ANSWER: &str = "Keni të drejtë: komenti flet për nenin 4.";
const LOG: &str = "/api/v1/moderation/log";

fn rejection() -> Value {
    json!({"outcome": "reject", "reasons": ["off_topic"], "explanation": "Nuk flet për këtë dokument."})
}

fn receipt(received: &Answer) -> &str {
    received.body["receipt"].as_str().unwrap()
}

fn by_receipt<'a>(app: &'a TestApp, received: &Answer) -> Client<'a> {
    app.anyone().with("Hapur-Receipt", receipt(received))
}

async fn file(app: &TestApp, received: &Answer) -> Answer {
    by_receipt(app, received).post(&format!("{}/appeals", at(received)), json!({"text": TEXT})).await
}

/// A second moderator: another account than `app.moderator()`.
fn second(app: &TestApp) -> Client<'_> {
    app.with_roles("moderator+editor")
}

fn address(appeal: &Answer) -> String {
    format!("/api/v1/moderation/appeals/{}", appeal.body["id"].as_str().unwrap())
}

async fn review(client: &Client<'_>, appeal: &Answer) -> Answer {
    let now = client.get(&address(appeal)).await.expect(200);
    client.having_read(now.etag()).post_nothing(&format!("{}/review", address(appeal))).await
}

async fn judge(client: &Client<'_>, appeal: &Answer, verdict: Value) -> Answer {
    let now = client.get(&address(appeal)).await.expect(200);
    client.having_read(now.etag()).post(&format!("{}/decision", address(appeal)), verdict).await
}

async fn rejected(app: &TestApp, comment: Value) -> Answer {
    let received = hand_in(app, comment).await;
    decide(app, &received, rejection()).await.expect(200);
    received
}

async fn hide(app: &TestApp, received: &Answer) {
    let path = format!("/api/v1/moderation/comments/{}/decision", received.body["id"].as_str().unwrap());
    let hiding = json!({"outcome": "hide", "reasons": ["insult"], "explanation": "E poshtëron një person me emër."});
    app.moderator().having_read("\"2\"").post(&path, hiding).await.expect(200);
}

async fn kinds(app: &TestApp) -> Vec<String> {
    let changes = app.anyone().get("/api/v1/changes?limit=100").await.expect(200).body;
    changes["items"].as_array().unwrap().iter().map(|it| it["kind"].as_str().unwrap().to_owned()).collect()
}

story! {
    async fn an_author_appeals_somebody_else_decides_and_the_comment_is_published(app) {
        let received = rejected(&app, text(&app.document("plan"), "Neni 4 mungon.")).await;
        let told = by_receipt(&app, &received).get(&at(&received)).await.expect(200).body;
        assert_eq!((&told["statement"]["automated_means"], &told["statement"]["on_appeal"]), (&json!("none"), &json!(false)));
        assert_eq!(told["statement"]["redress"], json!({"address": format!("{}/appeals", at(&received)), "until": "2027-05-23T10:00:00.000Z"}));
        let appeal = file(&app, &received).await.expect(201);
        let told = by_receipt(&app, &received).get(&at(&received)).await.expect(200).body;
        assert_eq!((&told["statement"]["redress"], &told["appeal_until"]), (&Value::Null, &Value::Null), "it is used");
        assert_eq!((&appeal.body["state"], &appeal.body["text"]), (&json!("filed"), &json!(TEXT)));
        let queue = second(&app).get("/api/v1/moderation/appeals").await.expect(200).body["items"].clone();
        assert_eq!((&queue[0]["comment"]["body"], &queue[0]["impartial"]), (&json!("Neni 4 mungon."), &json!(true)));
        assert_eq!(queue[0]["against"]["explanation"], "Nuk flet për këtë dokument.");
        assert_eq!(review(&second(&app), &appeal).await.expect(200).body["state"], "in_review");
        let verdict = json!({"outcome": "reversed", "answer": ANSWER, "public_note": "Ishte gabim."});
        let decided = judge(&second(&app), &appeal, verdict).await.expect(200);
        assert_eq!(decided.body["state"], "reversed");

        let read = app.anyone().get(&at(&received)).await.expect(200);
        assert_eq!((&read.body["body"], &read.body["revision"]), (&json!("Neni 4 mungon."), &json!(3)));
        assert_eq!(app.anyone().get("/api/v1/comments?subject=document:plan").await.body["total"], 1);
        let own = by_receipt(&app, &received).get(&format!("{}/appeals", at(&received))).await.expect(200).body["items"].clone();
        assert_eq!((&own[0]["answer"], &own[0]["state"]), (&json!(ANSWER), &json!("reversed")));
        assert_eq!(kinds(&app).await, ["comment.received", "comment.rejected", "appeal.filed", "appeal.in_review", "comment.published", "appeal.decided"]);

        let log = app.anyone().get(LOG).await.expect(200);
        let items = &log.body["items"];
        assert_eq!((&items[0]["appeal"]["state"], &items[0]["appeal"]["statement"]), (&json!("reversed"), &items[1]["id"]));
        assert_eq!((&items[1]["outcome"], &items[1]["on_appeal"], &items[1]["appeal"]), (&json!("publish"), &json!(true), &Value::Null));
        assert_ne!(items[0]["decided_by"]["pseudonym"], items[1]["decided_by"]["pseudonym"]);
        let bytes = String::from_utf8_lossy(&log.bytes).into_owned();
        assert!(!bytes.contains(TEXT) && !bytes.contains(ANSWER) && bytes.contains("Ishte gabim."), "{bytes}");
    }

    async fn a_reversal_brings_a_hidden_comment_back_with_its_replies_and_counts(app) {
        let subject = app.document("plan");
        let top = publish(&app, text(&subject, "Pyetje.")).await;
        let mut reply = text(&subject, "Përgjigje.");
        reply["parent"] = top.body["id"].clone();
        let reply = publish(&app, reply).await;
        hide(&app, &reply).await;
        assert_eq!(app.anyone().get(&at(&top)).await.body["replies"], 0);
        let appeal = file(&app, &reply).await.expect(201);
        review(&second(&app), &appeal).await.expect(200);
        judge(&second(&app), &appeal, json!({"outcome": "reversed", "answer": ANSWER})).await.expect(200);
        assert_eq!(app.anyone().get(&at(&top)).await.body["replies"], 1);
        assert_eq!(app.anyone().get(&at(&reply)).await.expect(200).body["body"], "Përgjigje.");
        assert_eq!(app.anyone().get("/api/v1/comments?subject=document:plan").await.body["total"], 2);
        assert_eq!(app.anyone().get(&format!("{LOG}?outcome=restore")).await.body["items"][0]["on_appeal"], true);
    }

    async fn partly_reversed_leaves_the_comment_as_it_is_for_the_right_reasons(app) {
        let received = rejected(&app, text(&app.document("plan"), "Arta banon në rrugën 5.")).await;
        let appeal = file(&app, &received).await.expect(201);
        review(&second(&app), &appeal).await.expect(200);
        let law = json!({"outcome": "partly_reversed", "reasons": ["unlawful_other"], "answer": ANSWER});
        assert_eq!(judge(&second(&app), &appeal, law).await.refused(409, "conflict").body["errors"][0]["pointer"], "/legal_reference");
        let verdict = json!({"outcome": "partly_reversed", "reasons": ["personal_data"], "answer": ANSWER});
        judge(&second(&app), &appeal, verdict).await.expect(200);
        let gone = app.anyone().get(&at(&received)).await.refused(410, "gone");
        assert_eq!((&gone.body["state"], &gone.body["reasons"]), (&json!("rejected"), &json!(["personal_data"])));
        let own = by_receipt(&app, &received).get(&at(&received)).await.expect(200).body;
        assert_eq!((&own["statement"]["reasons"], &own["explanation"]), (&json!(["personal_data"]), &json!(ANSWER)));
        let again = file(&app, &received).await;
        again.refused(409, "conflict");
        let figures = app.anyone().get("/api/v1/moderation/statistics").await.expect(200).body;
        assert_eq!((&figures["decided"], &figures["by_outcome"][1]["count"]), (&json!(1), &json!(2)));
    }

    async fn an_upheld_or_inadmissible_appeal_changes_nothing_but_is_answered_and_told(app) {
        for (outcome, at_log) in [("upheld", 0), ("inadmissible", 1)] {
            let received = rejected(&app, text(&app.document(outcome), "Po.")).await;
            let appeal = file(&app, &received).await.expect(201);
            review(&second(&app), &appeal).await.expect(200);
            judge(&second(&app), &appeal, json!({"outcome": outcome, "answer": ANSWER})).await.expect(200);
            app.anyone().get(&at(&received)).await.refused(410, "gone");
            let items = app.anyone().get(LOG).await.body["items"].clone();
            assert_eq!((&items[at_log]["appeal"]["state"], &items[at_log]["appeal"]["statement"]), (&json!(outcome), &Value::Null));
            judge(&second(&app), &appeal, json!({"outcome": "reversed", "answer": ANSWER})).await.refused(409, "wrong_state");
            review(&second(&app), &appeal).await.refused(409, "wrong_state");
        }
        let appeals = app.anyone().get("/api/v1/moderation/statistics").await.body["appeals"].clone();
        assert_eq!(appeals, json!({"filed": 2, "waiting": 0, "upheld": 1, "reversed": 0, "partly_reversed": 0, "inadmissible": 1, "median_days": 0.0}));
    }

    async fn with_the_comment_its_appeals_are_erased(app) {
        let received = rejected(&app, text(&app.document("plan"), "Po.")).await;
        let appeal = file(&app, &received).await.expect(201);
        review(&second(&app), &appeal).await.expect(200);
        judge(&second(&app), &appeal, json!({"outcome": "upheld", "answer": ANSWER, "public_note": "Shënim."})).await.expect(200);
        let erased = app.admin().having_read("\"2\"").post(&format!("{}/erasure", at(&received)), json!({"reason": "author_request"})).await;
        erased.expect(200);
        assert_eq!(app.rows("appeals WHERE text IS NULL AND answer IS NULL AND public_note IS NULL AND state = 'upheld'"), 1);
        let salts = "commitment_salts WHERE seq IN (SELECT seq FROM record_entries WHERE subject_kind = 'appeal')";
        assert_eq!(app.rows(salts), 0);
        let items = app.anyone().get(LOG).await.expect(200).body["items"].clone();
        assert_eq!((&items[0]["appeal"]["state"], &items[0]["appeal"]["public_note"]), (&json!("upheld"), &Value::Null));
    }

    async fn whoever_made_the_decision_neither_reviews_nor_decides(app) {
        let received = rejected(&app, text(&app.document("plan"), "Po.")).await;
        let appeal = file(&app, &received).await.expect(201);
        assert_eq!(app.moderator().get(&address(&appeal)).await.expect(200).body["impartial"], false);
        review(&app.moderator(), &appeal).await.refused(409, "not_impartial");
        let verdict = json!({"outcome": "upheld", "answer": ANSWER});
        judge(&second(&app), &appeal, verdict.clone()).await.refused(409, "wrong_state");
        review(&second(&app), &appeal).await.expect(200);
        review(&second(&app), &appeal).await.refused(409, "wrong_state");
        judge(&app.moderator(), &appeal, verdict.clone()).await.refused(409, "claimed");
        let third = app.with_roles("moderator+admin");
        judge(&third, &appeal, verdict.clone()).await.refused(409, "claimed");
        review(&third, &appeal).await.expect(200);
        judge(&second(&app), &appeal, verdict.clone()).await.refused(409, "claimed");
        judge(&third, &appeal, verdict).await.expect(200);
    }

    async fn without_the_right_receipt_there_is_nothing_here(app) {
        let subject = app.document("plan");
        let (mine, other) = (rejected(&app, text(&subject, "Një.")).await, rejected(&app, text(&subject, "Dy.")).await);
        let path = format!("{}/appeals", at(&mine));
        let without_id = |mut body: Value| { body["instance"] = Value::Null; body };
        let nowhere = "/api/v1/comments/0193a5c0-7d7e-7000-8000-000000000000/appeals";
        let unknown = without_id(app.anyone().post(nowhere, json!({"text": TEXT})).await.refused(404, "not_found").body);
        for client in [app.anyone(), app.moderator(), by_receipt(&app, &other), app.anyone().with("Hapur-Receipt", "HPR-")] {
            assert_eq!(without_id(client.post(&path, json!({"text": TEXT})).await.refused(404, "not_found").body), unknown);
            assert_eq!(without_id(client.get(&path).await.refused(404, "not_found").body), unknown);
        }
        assert_eq!(app.rows("appeals"), 0);
        for text in [json!("E shkurtër."), json!("x".repeat(5001)), json!(format!("{TEXT}\u{0}"))] {
            by_receipt(&app, &mine).post(&path, json!({"text": text})).await.refused(422, "invalid");
        }
    }

    async fn an_appeal_is_filed_once_in_six_months_and_only_against_what_takes_away(app) {
        let subject = app.document("plan");
        let waiting = hand_in(&app, text(&subject, "Pret.")).await;
        assert_eq!(file(&app, &waiting).await.refused(409, "wrong_state").body["state"], "received");
        let published = publish(&app, text(&subject, "Botuar.")).await;
        file(&app, &published).await.refused(409, "wrong_state");
        let (early, late) = (rejected(&app, text(&subject, "Një.")).await, rejected(&app, text(&subject, "Dy.")).await);
        let key = by_receipt(&app, &early).with("Idempotency-Key", "0123456789abcdef");
        let path = format!("{}/appeals", at(&early));
        let first = key.post(&path, json!({"text": TEXT})).await.expect(201);
        let again = key.post(&path, json!({"text": TEXT})).await.expect(201);
        assert_eq!((&first.body, again.header("idempotent-replayed")), (&again.body, Some("true")));
        file(&app, &early).await.refused(409, "conflict");
        app.clock.advance(Duration::from_secs(182 * 86_400));
        app.clock.advance(Duration::from_secs(86_400));
        file(&app, &late).await.refused(409, "appeal_closed");
    }

    async fn of_two_who_decide_on_an_appeal_the_slower_is_told(app) {
        let received = rejected(&app, text(&app.document("plan"), "Po.")).await;
        let appeal = file(&app, &received).await.expect(201);
        let (one, other) = (second(&app), app.with_roles("moderator+admin"));
        let path = format!("{}/review", address(&appeal));
        let (one, other) = (one.having_read("\"1\""), other.having_read("\"1\""));
        let (one, other) = tokio::join!(one.post_nothing(&path), other.post_nothing(&path));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412]);
        app.anyone().get("/api/v1/moderation/appeals").await.refused(401, "unauthenticated");
        app.editor().get("/api/v1/moderation/appeals").await.refused(403, "forbidden");
    }

    async fn appeals_are_listed_oldest_first_in_pages_and_by_filter(app) {
        let (plan, other) = (app.document("plan"), app.document("other"));
        let mut order = vec![];
        for at in 0..3 {
            let received = rejected(&app, text(if at == 1 { &other } else { &plan }, "Po.")).await;
            order.push(file(&app, &received).await.expect(201));
            app.clock.advance(Duration::from_secs(60));
        }
        let ids = async |query: String| {
            let page = app.moderator().get(&format!("/api/v1/moderation/appeals?{query}")).await.expect(200);
            let ids: Vec<_> = page.body["items"].as_array().unwrap().iter().map(|it| it["appeal"]["id"].clone()).collect();
            (ids, page.body["next"].clone())
        };
        let (first, next) = ids("limit=2".into()).await;
        let (last, end) = ids(format!("limit=2&after={}", next.as_str().unwrap())).await;
        assert_eq!([first, last].concat(), order.iter().map(|it| it.body["id"].clone()).collect::<Vec<_>>());
        assert!(end.is_null());
        assert_eq!(ids("subject=document:other".into()).await.0.len(), 1);
        review(&second(&app), &order[0]).await.expect(200);
        assert_eq!(ids("state=filed".into()).await.0.len(), 2);
        judge(&second(&app), &order[0], json!({"outcome": "upheld", "answer": ANSWER})).await.expect(200);
        assert_eq!(ids(String::new()).await.0.len(), 2);
        assert_eq!(ids("state=upheld".into()).await.0.len(), 1);
    }

    async fn the_database_refuses_an_outcome_without_an_answer(app) {
        let received = rejected(&app, text(&app.document("plan"), "Po.")).await;
        let appeal = file(&app, &received).await.expect(201);
        review(&second(&app), &appeal).await.expect(200);
        let to = |set: &str| app.sql(&format!("UPDATE appeals SET {set} WHERE id = '{}'", appeal.body["id"].as_str().unwrap()));
        for set in ["state = 'upheld', decided_at = 5", "state = 'upheld', answer = 'Njëzet shenja ose më shumë.'", "state = 'upheld', decided_at = 5, answer = 'E shkurtër.'", "state = 'reversed', decided_at = 5, answer = 'Njëzet shenja ose më shumë.'"] {
            assert!(to(set).is_err(), "{set}");
        }
        to("state = 'upheld', decided_at = 5, answer = 'Njëzet shenja ose më shumë.'").unwrap();
    }
}
