//! Ways to a comment that is not public: each ends where it would if there were no such comment.
use crate::comments::{at, hand_in, publish, reject, text};
use crate::support::{Answer, TestApp, story, text as words};
use serde_json::{Value, json};
use std::time::Instant;

const UNKNOWN: &str = "/api/v1/comments/0193a5c0-7d7e-7000-8000-000000000000";
const SECRET: &str = "Kanarina";

/// One that waits, and one that was rejected.
async fn unpublished(app: &TestApp) -> [Answer; 2] {
    app.editor().publish("documents", json!({"id": "plan", "kind": "letter", "title": words("Plani")})).await;
    let plan = json!({"kind": "document", "id": "plan"});
    let said = json!({"subject": plan, "language": "sq", "body": SECRET, "author_name": SECRET, "author_kind": "academia"});
    let [waiting, rejected] = [hand_in(app, said.clone()).await, hand_in(app, said).await];
    reject(app, &rejected).await;
    [waiting, rejected]
}

/// What somebody is told, but for the request's own id.
fn seen(answer: &Answer) -> (Value, Vec<(String, String)>) {
    let mut body = answer.body.clone();
    body.as_object_mut().unwrap().remove("instance");
    let headers = answer.headers.iter().filter(|(name, _)| *name != "x-request-id");
    let mut headers: Vec<_> = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
    headers.sort();
    (body, headers)
}

fn shows(answer: &Answer) -> bool {
    String::from_utf8_lossy(&answer.bytes).contains(SECRET)
}

story! {
    async fn by_its_id(app) {
        let [waiting, rejected] = unpublished(&app).await;
        let nothing = seen(&app.anyone().get(UNKNOWN).await.refused(404, "not_found")).0;
        for client in [app.anyone(), app.editor(), app.moderator(), app.admin()] {
            assert_eq!(seen(&client.get(&at(&waiting)).await.refused(404, "not_found")).0, nothing);
            assert!(!shows(&client.get(&at(&rejected)).await.refused(410, "gone")));
        }
    }

    async fn by_a_filter_of_the_list(app) {
        let [waiting, rejected] = unpublished(&app).await;
        let parents = [&waiting, &rejected].map(|it| format!("parent={}", it.body["id"].as_str().unwrap()));
        let others = ["", "subject=document:plan", "author_kind=academia", "roots=true", "subject=document:plan&roots=true"];
        for query in others.map(String::from).iter().chain(&parents) {
            let list = app.anyone().get(&format!("/api/v1/comments?{query}")).await.expect(200);
            assert_eq!((&list.body["items"], &list.body["next"]), (&json!([]), &Value::Null), "{query}");
        }
    }

    async fn by_search(app) {
        unpublished(&app).await;
        for query in ["q=Kanarina", "q=kanarin&prefix=true", "q=Kanarina&kind=comment", "q=academia"] {
            let found = app.anyone().get(&format!("/api/v1/search?{query}")).await.expect(200);
            assert_eq!((&found.body["items"], &found.body["total"]), (&json!([]), &json!(0)), "{query}");
        }
    }

    async fn by_a_count(app) {
        unpublished(&app).await;
        let read = async |path: &str| app.anyone().get(&format!("/api/v1/{path}")).await.expect(200).body;
        assert_eq!(read("comments?subject=document:plan").await["total"], 0);
        assert_eq!(read("responses/coverage").await["overall"]["published"], 0);
        let totals = read("documents/plan/consultation-report").await["totals"].clone();
        assert_eq!((&totals["received"], &totals["never_public"], &totals["once_public"]), (&Value::Null, &Value::Null, &json!(0)));
        let statistics = read("moderation/statistics").await;
        let small: Vec<_> = ["by_reason", "by_language", "by_subject"].iter().flat_map(|table| statistics[*table].as_array().unwrap().clone()).collect();
        assert!(small.iter().all(|row| row["count"].is_null() || row["count"] == 0), "{small:?}");
    }

    async fn by_the_change_feed(app) {
        let [waiting, _] = unpublished(&app).await;
        let changes = app.anyone().get("/api/v1/changes?kind=comment.received").await.expect(200).body["items"].clone();
        let mut names: Vec<_> = changes[0].as_object().unwrap().keys().cloned().collect();
        names.sort();
        assert_eq!(names, ["at", "kind", "op", "revision", "seq", "subject"], "when, how often and which: nothing else");
        assert_eq!((&changes[0]["op"], &changes[0]["subject"]), (&json!("delete"), &json!({"kind": "comment", "id": waiting.body["id"]})));
        assert!(!shows(&app.anyone().get("/api/v1/changes").await.expect(200)));
    }

    async fn by_a_spreadsheet(app) {
        let [waiting, rejected] = unpublished(&app).await;
        for form in ["csv", "json", "html"] {
            let report = app.anyone().get(&format!("/api/v1/documents/plan/consultation-report?format={form}")).await.expect(200);
            let told = String::from_utf8(report.bytes).unwrap();
            for secret in [SECRET, waiting.body["id"].as_str().unwrap(), rejected.body["id"].as_str().unwrap()] {
                assert!(!told.contains(secret), "{form}: {secret}");
            }
        }
    }

    async fn by_the_receipt_of_another(app) {
        let [waiting, rejected] = unpublished(&app).await;
        let mine = publish(&app, text(&app.document("other"), "E imja.")).await;
        let mine = app.anyone().with("Hapur-Receipt", mine.body["receipt"].as_str().unwrap());
        mine.get(&at(&waiting)).await.refused(404, "not_found");
        assert!(!shows(&mine.get(&at(&rejected)).await.refused(410, "gone")));
        let other = app.anyone().with("Hapur-Receipt", rejected.body["receipt"].as_str().unwrap());
        other.get(&at(&waiting)).await.refused(404, "not_found");
    }

    async fn by_a_header(app) {
        let [waiting, _] = unpublished(&app).await;
        let (nothing, something) = (app.anyone().get(UNKNOWN).await, app.anyone().get(&at(&waiting)).await);
        assert_eq!(seen(&something), seen(&nothing));
        assert_eq!(something.header("etag"), None);
        let own = app.anyone().with("Hapur-Receipt", waiting.body["receipt"].as_str().unwrap()).get(&at(&waiting)).await.expect(200);
        let guessed = app.anyone().with("If-None-Match", own.etag()).get(&at(&waiting)).await;
        assert_eq!(seen(&guessed), seen(&nothing));
    }

    async fn by_the_time_it_takes(app) {
        let [waiting, _] = unpublished(&app).await;
        let mut took = [vec![], vec![]];
        for _ in 0..400 {
            for (path, took) in [at(&waiting).as_str(), UNKNOWN].iter().zip(&mut took) {
                let started = Instant::now();
                app.anyone().visit(path).await;
                took.push(started.elapsed().as_secs_f64());
            }
        }
        let [something, nothing] = took.map(|mut took| {
            took.sort_by(f64::total_cmp);
            took[took.len() / 2]
        });
        println!("median of a waiting comment {:.0} µs, of an unknown one {:.0} µs", something * 1e6, nothing * 1e6);
        assert!((0.6..1.6).contains(&(something / nothing)), "{something} {nothing}");
    }
}
