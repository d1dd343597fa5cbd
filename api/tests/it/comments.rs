//! Comments: handed in by anybody, read by nobody, decided on by a moderator, then public.
use crate::support::{Answer, TestApp, story};
use serde_json::{Value, json};
use std::time::Duration;

pub fn text(subject: &Value, body: &str) -> Value {
    json!({"subject": subject, "language": "sq", "body": body})
}

pub async fn hand_in(app: &TestApp, comment: Value) -> Answer {
    app.anyone().post("/api/v1/comments", comment).await.expect(202)
}

pub fn at(received: &Answer) -> String {
    format!("/api/v1/comments/{}", received.body["id"].as_str().unwrap())
}

pub async fn decide(app: &TestApp, received: &Answer, decision: Value) -> Answer {
    let decision_of = format!("/api/v1/moderation/comments/{}/decision", received.body["id"].as_str().unwrap());
    app.moderator().having_read("\"1\"").post(&decision_of, decision).await
}

pub async fn publish(app: &TestApp, comment: Value) -> Answer {
    let received = hand_in(app, comment).await;
    decide(app, &received, json!({"outcome": "publish"})).await.expect(200);
    received
}

pub async fn reject(app: &TestApp, received: &Answer) {
    let decision = json!({"outcome": "reject", "reasons": ["off_topic"], "explanation": "Nuk flet për këtë dokument."});
    decide(app, received, decision).await.expect(200);
}

fn reply(subject: &Value, parent: &Answer) -> Value {
    json!({"subject": subject, "language": "sr", "body": "Odgovor.", "parent": parent.body["id"]})
}

async fn ids(app: &TestApp, query: &str) -> Vec<String> {
    let list = app.anyone().get(&format!("/api/v1/comments?{query}")).await.expect(200);
    list.body["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

story! {
    async fn a_comment_is_read_by_its_author_alone_until_a_moderator_publishes_it(app) {
        app.thing("document", "rules-for-comments", "published", &json!({}));
        let subject = app.document("plan");
        let comment = json!({"subject": subject, "language": "sq", "body": "Kur botohet?", "author_name": "Arta", "author_kind": "civil_society", "organization": "Shoqata"});
        let received = hand_in(&app, comment).await;
        assert_eq!((received.body["state"].as_str(), received.body["rules_version"].as_i64()), (Some("received"), Some(3)));
        let (here, receipt) = (at(&received), received.body["receipt"].as_str().unwrap());
        assert_eq!(received.header("location"), Some(here.as_str()));
        app.anyone().get(&here).await.refused(404, "not_found");
        app.moderator().get(&here).await.refused(404, "not_found");
        assert!(ids(&app, "").await.is_empty());
        let own = app.anyone().with("Hapur-Receipt", receipt).get(&here).await.expect(200);
        assert_eq!((&own.body["state"], &own.body["body"], &own.body["decided_at"]), (&json!("received"), &json!("Kur botohet?"), &Value::Null));
        assert_eq!(own.header("cache-control"), Some("private, no-store"));
        let queue = app.moderator().get("/api/v1/moderation/queue").await.expect(200);
        assert_eq!((&queue.body["items"][0]["id"], &queue.body["total"]), (&received.body["id"], &json!(1)));
        assert_eq!(queue.body["items"][0]["author_name"], "Arta");
        let decided = decide(&app, &received, json!({"outcome": "publish"})).await.expect(200);
        assert_eq!((&decided.body["state"], &decided.body["revision"]), (&json!("published"), &json!(2)));
        let read = app.anyone().get(&here).await.expect(200);
        for private in ["explanation", "decided_at", "statement", "receipt"] {
            assert!(read.body.get(private).is_none(), "{private}");
        }
        let list = app.anyone().get("/api/v1/comments?subject=document:plan").await.expect(200);
        assert_eq!((&list.body["items"][0], &list.body["total"]), (&read.body, &json!(1)));
        let changes = app.anyone().get("/api/v1/changes?kind=comment.").await.expect(200).body["items"].clone();
        let told: Vec<_> = changes.as_array().unwrap().iter().map(|it| (it["kind"].as_str().unwrap(), it["op"].as_str().unwrap())).collect();
        assert_eq!(told, [("comment.received", "delete"), ("comment.published", "upsert")]);
        assert_eq!(read.body["seq"], changes[1]["seq"]);
        assert_eq!(app.moderator().get("/api/v1/moderation/queue").await.expect(200).body["total"], 0);
    }

    async fn a_rejected_comment_is_gone_with_its_reasons_and_its_author_reads_why(app) {
        let received = hand_in(&app, text(&app.document("plan"), "Blini këpucë.")).await;
        let here = at(&received);
        reject(&app, &received).await;
        let gone = app.anyone().get(&here).await.refused(410, "gone");
        assert_eq!((&gone.body["state"], &gone.body["reasons"]), (&json!("rejected"), &json!(["off_topic"])));
        assert!(!String::from_utf8_lossy(&gone.bytes).contains("Nuk flet"));
        let own = app.anyone().with("Hapur-Receipt", received.body["receipt"].as_str().unwrap()).get(&here).await.expect(200);
        assert_eq!((&own.body["explanation"], &own.body["reasons"]), (&json!("Nuk flet për këtë dokument."), &json!(["off_topic"])));
        assert_eq!(own.body["statement"]["rules"], json!(["rules-for-comments#off_topic"]));
        let last = app.anyone().get("/api/v1/changes?after=1").await.expect(200).body["items"][0].clone();
        assert_eq!((&last["kind"], &last["op"]), (&json!("comment.rejected"), &json!("delete")));
        assert!(ids(&app, "subject=document:plan").await.is_empty());
    }

    async fn a_wrong_receipt_is_as_good_as_none(app) {
        let subject = app.document("plan");
        let (mine, other) = (hand_in(&app, text(&subject, "Një.")).await, hand_in(&app, text(&subject, "Dy.")).await);
        let right = mine.body["receipt"].as_str().unwrap();
        let wrong = [other.body["receipt"].as_str().unwrap(), "HPR-00000000000000000000", "HPR-", "x", &right[..23]];
        for wrong in wrong {
            app.anyone().with("Hapur-Receipt", wrong).get(&at(&mine)).await.refused(404, "not_found");
        }
        app.anyone().with("Hapur-Receipt", right.to_lowercase()).get(&at(&mine)).await.expect(200);
        let unknown = app.anyone().with("Hapur-Receipt", right).get("/api/v1/comments/0193a5c0-7d7e-7000-8000-000000000000").await;
        let (unknown, hidden) = (unknown.refused(404, "not_found"), app.anyone().get(&at(&mine)).await);
        let without_id = |mut body: Value| { body["instance"] = Value::Null; body };
        assert_eq!(without_id(unknown.body), without_id(hidden.body));
    }

    async fn a_repeated_request_gets_the_same_receipt_and_makes_one_comment(app) {
        let subject = app.document("plan");
        let once = app.anyone().with("Idempotency-Key", "0123456789abcdef");
        let first = once.post("/api/v1/comments", text(&subject, "Një herë.")).await.expect(202);
        let again = once.post("/api/v1/comments", text(&subject, "Një herë.")).await.expect(202);
        assert_eq!((&first.body, again.header("idempotent-replayed")), (&again.body, Some("true")));
        once.post("/api/v1/comments", text(&subject, "Tjetër.")).await.refused(422, "idempotency_key_reused");
        assert_eq!(app.moderator().get("/api/v1/moderation/queue").await.body["total"], 1);
        let receipt = first.body["receipt"].as_str().unwrap();
        assert!(receipt.starts_with("HPR-"));
        assert_eq!(app.rows("idempotency_keys"), 1);
        assert_eq!(app.rows("idempotency_keys WHERE answer LIKE '%HPR%'"), 0);
    }

    async fn threads_are_three_replies_deep_and_count_them(app) {
        let subject = app.document("plan");
        let mut thread = vec![publish(&app, text(&subject, "Rrënja.")).await];
        for _ in 0..3 {
            let next = publish(&app, reply(&subject, thread.last().unwrap())).await;
            thread.push(next);
        }
        let too_deep = app.anyone().post("/api/v1/comments", reply(&subject, &thread[3])).await.refused(409, "conflict");
        assert_eq!(too_deep.body["errors"][0], json!({"pointer": "/parent", "code": "too_deep"}));
        let waiting = hand_in(&app, reply(&subject, &thread[0])).await;
        app.anyone().post("/api/v1/comments", reply(&subject, &waiting)).await.refused(409, "unknown_parent");
        let elsewhere = app.document("other");
        app.anyone().post("/api/v1/comments", reply(&elsewhere, &thread[0])).await.refused(409, "unknown_parent");
        reject(&app, &waiting).await;
        publish(&app, reply(&subject, &thread[0])).await;
        let root = app.anyone().get(&at(&thread[0])).await.expect(200);
        assert_eq!((&root.body["replies"], &root.body["revision"], &root.body["depth"]), (&json!(2), &json!(2), &json!(0)));
        let root_id = root.body["id"].as_str().unwrap();
        assert_eq!(ids(&app, &format!("parent={root_id}")).await.len(), 2);
        let roots = app.anyone().get("/api/v1/comments?subject=document:plan&roots=true").await.expect(200);
        assert_eq!((&roots.body["total"], &roots.body["items"][0]), (&json!(1), &root.body));
        assert_eq!(app.anyone().get("/api/v1/comments?subject=document:plan").await.body["total"], 5);
        let replied = app.anyone().get("/api/v1/changes?kind=comment.replied").await.body["items"].clone();
        let of_root = replied.as_array().unwrap().iter().filter(|it| it["subject"]["id"] == root_id);
        assert_eq!((of_root.count(), replied.as_array().unwrap().len()), (2, 4));
    }

    async fn comments_are_taken_only_while_their_window_is_open(app) {
        let window = json!({"comments_from": "2026-11-23T11:00:00.000Z", "comments_until": "2026-11-23T12:00:00.000Z"});
        let subject = app.thing("milestone", "step", "published", &window);
        let hour = Duration::from_secs(3600);
        app.anyone().post("/api/v1/comments", text(&subject, "Herët.")).await.refused(409, "window_closed");
        app.clock.advance(hour);
        hand_in(&app, text(&subject, "Në kohë.")).await;
        app.clock.advance(hour - Duration::from_millis(1));
        hand_in(&app, text(&subject, "Në minutën e fundit.")).await;
        app.clock.advance(Duration::from_millis(1));
        app.anyone().post("/api/v1/comments", text(&subject, "Vonë.")).await.refused(409, "window_closed");
    }

    async fn only_published_subjects_are_commented_on(app) {
        for (kind, status) in [("document", "draft"), ("decision", "withdrawn")] {
            let subject = app.thing(kind, "x", status, &json!({}));
            app.anyone().post("/api/v1/comments", text(&subject, "Po.")).await.refused(409, "unknown_subject");
        }
        let nowhere = json!({"kind": "milestone", "id": "nowhere"});
        app.anyone().post("/api/v1/comments", text(&nowhere, "Po.")).await.refused(409, "unknown_subject");
    }

    async fn what_the_schema_forbids_is_refused_at_its_place(app) {
        let subject = app.document("plan");
        let with = |name: &str, value: Value| { let mut it = text(&subject, "Po."); it[name] = value; it };
        let cases = [
            (with("email", json!("a@example.org")), "/email"),
            (with("body", json!("x")), "/body"),
            (with("body", json!("x".repeat(5001))), "/body"),
            (with("body", json!(" \n ")), "/body"),
            (with("body", json!("a\u{0}b")), "/body"),
            (with("body", json!("e\u{308}")), "/body"),
            (with("author_name", json!("")), "/author_name"),
            (with("author_name", json!("a\u{202e}b")), "/author_name"),
            (with("author_kind", json!("ministry")), "/author_kind"),
            (with("language", json!("de")), "/language"),
            (with("parent", json!("x")), "/parent"),
            (with("subject", json!({"kind": "organization", "id": "mpb"})), "/subject/kind"),
        ];
        for (comment, pointer) in cases {
            let refused = app.anyone().post("/api/v1/comments", comment).await.refused(422, "invalid");
            assert_eq!(refused.body["errors"][0]["pointer"], pointer);
        }
        assert_eq!(app.moderator().get("/api/v1/moderation/queue").await.body["total"], 0);
    }

    async fn pages_of_comments_follow_their_publication(app) {
        let (plan, other) = (app.document("plan"), app.thing("decision", "plan", "published", &json!({})));
        let late = hand_in(&app, text(&plan, "Më i vjetri.")).await;
        let mut order = vec![];
        for at in 0..5 {
            let on = if at == 2 { &other } else { &plan };
            order.push(publish(&app, text(on, "Po.")).await.body["id"].as_str().unwrap().to_owned());
        }
        decide(&app, &late, json!({"outcome": "publish"})).await.expect(200);
        order.push(late.body["id"].as_str().unwrap().to_owned());
        let (mut seen, mut next) = (vec![], String::new());
        loop {
            let page = app.anyone().get(&format!("/api/v1/comments?limit=2{next}")).await.expect(200);
            assert!(page.body.get("total").is_none());
            seen.extend(page.body["items"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()));
            let Some(cursor) = page.body["next"].as_str() else { break };
            next = format!("&after={cursor}");
        }
        assert_eq!(seen, order);
        assert_eq!(ids(&app, "subject=decision:plan").await, [order[2].clone()]);
        assert_eq!(ids(&app, "author_kind=citizen").await.len(), 6);
        assert!(ids(&app, "author_kind=business&subject=document:plan").await.is_empty());
        app.anyone().get("/api/v1/comments?after=bm9wZQ").await.refused(400, "invalid_cursor");
        app.anyone().get("/api/v1/comments?subject=organization:x").await.refused(400, "invalid_parameter");
    }

    async fn nothing_public_holds_a_word_of_what_is_not_published(app) {
        const CANARIES: [&str; 3] = ["canary-text-7f3a", "canary-name-7f3a", "canary-organization-7f3a"];
        let subject = app.document("plan");
        let root = publish(&app, text(&subject, "E publikuar.")).await;
        let canary = json!({"subject": subject, "parent": root.body["id"], "language": "sq", "body": CANARIES[0], "author_name": CANARIES[1], "organization": CANARIES[2]});
        let (received, rejected) = (hand_in(&app, canary.clone()).await, hand_in(&app, canary).await);
        reject(&app, &rejected).await;
        let mut places = ["/comments", "/comments?subject=document:plan", "/comments?roots=true", "/comments?author_kind=citizen", "/changes?limit=100", "/rules", "/organizations?q=canary"]
            .map(|place| format!("/api/v1{place}")).to_vec();
        places.extend([&root, &received, &rejected].map(at));
        places.extend([&root, &received, &rejected].map(|it| format!("/api/v1/comments?parent={}", it.body["id"].as_str().unwrap())));
        for place in places {
            let answer = app.anyone().get(&place).await;
            let all = format!("{:?} {}", answer.headers, String::from_utf8_lossy(&answer.bytes));
            let receipts = [&received, &rejected].map(|it| it.body["receipt"].as_str().unwrap().to_owned());
            for canary in CANARIES.map(String::from).iter().chain(&receipts) {
                assert!(!all.contains(canary.as_str()), "{place} tells {canary}");
            }
        }
        assert_eq!(app.rows("record_entries WHERE leaf LIKE '%canary%'"), 0);
    }
}
