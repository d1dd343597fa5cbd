//! The public log of moderation, and the statistics made from the same decisions.
use crate::comments::{decide, hand_in, text};
use crate::support::{TestApp, story};
use serde_json::{Value, json};
use std::time::Duration;

const LOG: &str = "/api/v1/moderation/log";
const STATISTICS: &str = "/api/v1/moderation/statistics";

fn rejection(reason: &str) -> Value {
    json!({"outcome": "reject", "reasons": [reason], "explanation": "Vetëm autori e lexon këtë.", "public_note": "Për të gjithë."})
}

async fn log(app: &TestApp, query: &str) -> Vec<Value> {
    app.anyone().get(&format!("{LOG}?{query}")).await.expect(200).body["items"].as_array().unwrap().clone()
}

async fn decided(app: &TestApp, subject: &Value, decision: Value) -> String {
    let received = hand_in(app, text(subject, "Fjalë për askënd tjetër.")).await;
    decide(app, &received, decision).await.expect(200);
    received.body["id"].as_str().unwrap().to_owned()
}

fn hours(how_many: u64) -> Duration {
    Duration::from_secs(how_many * 3600)
}

story! {
    async fn the_log_tells_what_was_decided_and_never_what_was_said(app) {
        let subject = app.document("plan");
        let rejected = decided(&app, &subject, rejection("insult")).await;
        let published = decided(&app, &subject, json!({"outcome": "publish", "initiative": "report"})).await;
        let answer = app.anyone().get(LOG).await.expect(200);
        let items = answer.body["items"].as_array().unwrap();
        assert_eq!(items.iter().map(|it| &it["comment"]).collect::<Vec<_>>(), [&rejected, &published]);
        let first = &items[0];
        assert_eq!((&first["outcome"], &first["reasons"], &first["rules"]), (&json!("reject"), &json!(["insult"]), &json!(["rules-for-comments#insult"])));
        assert_eq!((&first["public_note"], &first["initiative"], &first["seq"]), (&json!("Për të gjithë."), &json!("own"), &json!(2)));
        assert_eq!((&first["subject"], &first["appeal"], &first["before"]), (&subject, &Value::Null, &json!([])));
        assert_eq!(first["decided_by"]["role"], "moderator");
        let bytes = String::from_utf8_lossy(&answer.bytes);
        assert!(!bytes.contains("Fjalë") && !bytes.contains("Vetëm autori"), "{bytes}");
    }

    async fn the_log_is_in_the_order_of_the_record_in_pages_and_by_filter(app) {
        let (plan, other) = (app.document("plan"), app.document("other"));
        for at in 0..5 {
            decided(&app, if at == 2 { &other } else { &plan }, if at % 2 == 0 { rejection("spam") } else { json!({"outcome": "publish"}) }).await;
            app.clock.advance(hours(1));
        }
        let (mut seen, mut next) = (vec![], String::new());
        loop {
            let page = app.anyone().get(&format!("{LOG}?limit=2{next}")).await.expect(200);
            seen.extend(page.body["items"].as_array().unwrap().iter().map(|it| it["seq"].as_i64().unwrap()));
            let Some(cursor) = page.body["next"].as_str() else { break };
            next = format!("&after={cursor}");
        }
        assert!(seen.len() == 5 && seen.is_sorted(), "{seen:?}");
        let cases = [
            ("outcome=reject", 3), ("outcome=hide", 0), ("reason=spam", 3), ("reason=insult", 0), ("subject=document:other", 1),
            ("initiative=own", 5), ("initiative=court", 0), ("since=2026-11-23T12:00:00Z", 3), ("since=2026-11-24T12:00:00Z", 0),
            ("since=2026-11-23T12:00:00Z&outcome=publish", 1), ("since=2020-01-01T00:00:00Z", 5),
        ];
        for (query, expected) in cases {
            assert_eq!(log(&app, query).await.len(), expected, "{query}");
        }
        for bad in ["outcome=escalate", "outcome=merge", "after=comments.5", "since=yesterday", "reason=critical"] {
            assert_eq!(app.anyone().get(&format!("{LOG}?{bad}")).await.status, 400, "{bad}");
        }
    }

    async fn statistics_count_what_was_received_decided_and_how_long_it_waited(app) {
        let subject = app.document("plan");
        let mut waiting = vec![];
        for _ in 0..6 {
            waiting.push(hand_in(&app, text(&subject, "Po.")).await);
        }
        hand_in(&app, text(&app.document("other"), "Jo.")).await;
        for (at, received) in waiting.iter().enumerate() {
            app.clock.advance(hours(2));
            let mut decision = if at < 3 { rejection("spam") } else { json!({"outcome": "publish"}) };
            if at > 1 {
                decision["initiative"] = json!("authority_request");
            }
            decide(&app, received, decision).await.expect(200);
        }
        let all = app.anyone().get(STATISTICS).await.expect(200).body;
        assert_eq!((&all["received"], &all["decided"]), (&json!(7), &json!(6)));
        assert_eq!((&all["authority_requests"], &all["authority_requests_refused"]), (&json!(4), &json!(3)));
        assert_eq!(all["waiting"], json!({"comments": 1, "oldest_since": "2026-11-23T10:00:00.000Z", "oldest_hours": 12}));
        assert_eq!(all["hours_to_decision"], json!({"median": 7.0, "p90": 12.0, "maximum": 12.0}));
        assert_eq!(all["by_outcome"][1], json!({"outcome": "reject", "count": 3}));
        assert_eq!(all["by_reason"][0], json!({"reason": "spam", "count": null, "suppressed": true}));
        assert_eq!(all["by_language"][0], json!({"language": "sq", "count": 6, "suppressed": false}));
        assert_eq!(all["by_subject"], json!([{"subject": subject, "count": 6, "suppressed": false}]));
    }

    async fn statistics_of_a_period_count_its_days_in_kosovo(app) {
        let subject = app.document("plan");
        decided(&app, &subject, json!({"outcome": "publish"})).await;
        // 23:30 in Pristina; an hour later it is tomorrow.
        app.clock.advance(hours(12) + hours(1) / 2);
        let late = hand_in(&app, text(&subject, "Natën.")).await;
        app.clock.advance(hours(1));
        decide(&app, &late, json!({"outcome": "publish"})).await.expect(200);
        let of = async |query: &str| {
            let all = app.anyone().get(&format!("{STATISTICS}?{query}")).await.expect(200).body;
            (all["received"].as_i64().unwrap(), all["decided"].as_i64().unwrap())
        };
        assert_eq!(of("from=2026-11-23&until=2026-11-23").await, (2, 1));
        assert_eq!(of("from=2026-11-24").await, (0, 1));
        assert_eq!(of("until=2026-11-22").await, (0, 0));
        for bad in ["from=2026-02-30", "from=2026-11", "until=2026-11-01&from=2026-11-02", "since=2026-11-01"] {
            assert_eq!(app.anyone().get(&format!("{STATISTICS}?{bad}")).await.status, 400, "{bad}");
        }
    }
}
