//! Decisions on comments: with reasons, once, and by nobody else.
use crate::comments::{at, decide, hand_in, text};
use crate::support::{Answer, story};
use serde_json::{Value, json};

fn rejection() -> Value {
    json!({"outcome": "reject", "reasons": ["insult"], "explanation": "E poshtëron një person me emër."})
}

fn decision_of(received: &Answer) -> String {
    format!("/api/v1/moderation/comments/{}/decision", received.body["id"].as_str().unwrap())
}

story! {
    async fn nobody_rejects_without_reason_and_explanation(app) {
        let received = hand_in(&app, text(&app.document("plan"), "Po.")).await;
        let with = |name: &str, value: Value| { let mut it = rejection(); it[name] = value; it };
        let without = |name: &str| { let mut it = rejection(); it.as_object_mut().unwrap().remove(name); it };
        let cases = [
            (without("reasons"), "/reasons"),
            (without("explanation"), "/explanation"),
            (json!({"outcome": "reject"}), "/reasons"),
            (with("reasons", json!([])), "/reasons"),
            (with("reasons", json!(["critical"])), "/reasons/0"),
            (with("reasons", json!(["spam", "spam"])), "/reasons"),
            (with("explanation", json!("E shkurtër.")), "/explanation"),
            (with("explanation", json!("e\u{308}".repeat(12))), "/explanation"),
            (with("email", json!("a@example.org")), "/email"),
            (json!({"outcome": "publish", "reasons": ["spam"]}), "/reasons"),
        ];
        for (decision, pointer) in cases {
            let refused = decide(&app, &received, decision).await.refused(422, "invalid");
            assert_eq!(refused.body["errors"][0]["pointer"], pointer, "{}", refused.body);
        }
        decide(&app, &received, json!({"outcome": "delete"})).await.refused(422, "invalid");
        let unlawful = with("reasons", json!(["unlawful_other"]));
        let refused = decide(&app, &received, unlawful).await.refused(409, "conflict");
        assert_eq!(refused.body["errors"][0]["pointer"], "/legal_reference");
        assert_eq!(app.moderator().get("/api/v1/moderation/queue").await.body["total"], 1);
        decide(&app, &received, rejection()).await.expect(200);
    }

    async fn the_database_refuses_it_too(app) {
        let received = hand_in(&app, text(&app.document("plan"), "Po.")).await;
        let insert = |outcome: &str, reasons: &str, explanation: &str| app.sql(&format!(
            "INSERT INTO moderation_decisions (id, comment, comment_revision, outcome, reasons, rules, rules_version, explanation, initiative, decided_by, pseudonym, at) \
             VALUES ('0193a5c0-7d7e-7000-8000-000000000000', '{}', 1, '{outcome}', '{reasons}', '[]', 0, {explanation}, 'own', 'a', 'p', 0)",
            received.body["id"].as_str().unwrap()));
        let good = "'Njëzet shenja ose më shumë.'";
        for outcome in ["reject", "hide"] {
            for (reasons, explanation) in [("[]", good), ("", good), ("[\"\"]", good), ("[\"spam\"]", "NULL"), ("[\"spam\"]", "'E shkurtër.'"), ("[\"unlawful_other\"]", good)] {
                assert!(insert(outcome, reasons, explanation).is_err(), "{outcome} {reasons} {explanation}");
            }
        }
        insert("reject", "[\"spam\"]", good).unwrap();
        let hidden = format!("UPDATE comments SET state = 'published' WHERE id = '{}'", received.body["id"].as_str().unwrap());
        assert!(app.sql(&hidden).is_err(), "published without a date");
    }

    async fn of_two_moderators_who_decide_at_once_one_is_told_that_the_other_was_faster(app) {
        let subject = app.document("plan");
        for _ in 0..5 {
            let received = hand_in(&app, text(&subject, "Po.")).await;
            let (one, other) = tokio::join!(decide(&app, &received, json!({"outcome": "publish"})), decide(&app, &received, rejection()));
            let mut statuses = [one.status, other.status];
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 412]);
            let slower = if one.status == 412 { one } else { other };
            assert_eq!((slower.code(), slower.body["revision"].as_i64()), ("stale_revision", Some(2)));
        }
        assert_eq!((app.rows("moderation_decisions"), app.rows("moderation_decisions WHERE seq IS NULL")), (5, 0));
        let changes = app.anyone().get("/api/v1/changes?limit=100").await.body;
        assert_eq!(changes["head"], 10);
    }

    async fn a_decision_is_made_once_and_needs_the_revision(app) {
        let received = hand_in(&app, text(&app.document("plan"), "Po.")).await;
        let decision_of = decision_of(&received);
        app.moderator().post(&decision_of, rejection()).await.refused(428, "precondition_required");
        let decided = decide(&app, &received, rejection()).await.expect(200);
        let statement = &decided.body["statement"];
        assert!(statement["decided_by"]["pseudonym"].as_str().unwrap().starts_with("a-"), "{statement}");
        assert_eq!(statement["initiative"], "own");
        decide(&app, &received, rejection()).await.refused(412, "stale_revision");
        let again = app.moderator().having_read(decided.etag()).post(&decision_of, json!({"outcome": "publish"})).await;
        assert_eq!(again.refused(409, "wrong_state").body["state"], "rejected");
        let nowhere = "/api/v1/moderation/comments/0193a5c0-7d7e-7000-8000-000000000000/decision";
        app.moderator().having_read("\"1\"").post(nowhere, rejection()).await.refused(404, "not_found");
    }

    async fn only_moderators_see_the_queue_and_decide(app) {
        let received = hand_in(&app, text(&app.document("plan"), "Po.")).await;
        for client in [app.editor(), app.admin()] {
            client.get("/api/v1/moderation/queue").await.refused(403, "forbidden");
            client.having_read("\"1\"").post(&decision_of(&received), rejection()).await.refused(403, "forbidden");
        }
        app.anyone().get("/api/v1/moderation/queue").await.refused(401, "unauthenticated");
        app.anyone().get(&at(&received)).await.refused(404, "not_found");
    }

    async fn the_queue_is_oldest_first_in_pages_and_by_filter(app) {
        let (plan, other) = (app.document("plan"), app.document("other"));
        let mut order = vec![];
        for at in 0..5 {
            let on = if at == 3 { &other } else { &plan };
            let received = hand_in(&app, text(on, "Po.")).await;
            order.push(received.body["id"].clone());
            app.clock.advance(std::time::Duration::from_millis(at % 2));
        }
        app.sql(&format!("UPDATE comments SET state = 'escalated' WHERE id = '{}'", order[1].as_str().unwrap())).unwrap();
        let (mut seen, mut next) = (vec![], String::new());
        loop {
            let page = app.moderator().get(&format!("/api/v1/moderation/queue?limit=2{next}")).await.expect(200);
            assert_eq!(page.body["total"], 5);
            seen.extend(page.body["items"].as_array().unwrap().iter().map(|it| it["id"].clone()));
            let Some(cursor) = page.body["next"].as_str() else { break };
            next = format!("&after={cursor}");
        }
        let sorted = |mut ids: Vec<Value>| { ids.sort_by_key(|id| id.as_str().unwrap().to_owned()); ids };
        assert_eq!(sorted(seen.clone()), sorted(order.clone()));
        assert_eq!(seen.last(), order.last());
        let only = app.moderator().get("/api/v1/moderation/queue?subject=document:other&language=sq&author_kind=citizen").await.expect(200);
        assert_eq!((&only.body["items"][0]["id"], &only.body["total"]), (&order[3], &json!(1)));
        assert_eq!(app.moderator().get("/api/v1/moderation/queue?language=sr").await.body["total"], 0);
    }

    async fn the_rules_tell_their_reasons(app) {
        let rules = app.anyone().get("/api/v1/rules").await.expect(200);
        assert_eq!((rules.body["reasons"].as_array().unwrap().len(), &rules.body["version"]), (13, &json!(0)));
        let spam = &rules.body["reasons"][0];
        assert_eq!((&spam["code"], &spam["rule"]), (&json!("spam"), &json!("rules-for-comments#spam")));
        assert_eq!(spam["name"], json!({"sq": "Spam", "sr": "Spam", "en": "Spam"}));
        assert!(spam["text"]["sr"].as_str().unwrap().starts_with("Masovne poruke"));
        assert_eq!(spam["link"], json!({"sq": null, "sr": null, "en": null}), "no rules are published here");
    }
}
