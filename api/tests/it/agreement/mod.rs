//! After anything that authors, moderators and administrators do, the record, the log and the statistics agree exactly.
//! Whoever doubts a number can count again from what is public; here a reader does, who knows only the documentation.
mod crowd;

use crate::support::{TestApp, story};
use crowd::{Crowd, Said};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How many things happen; in the long form (HAPUR_TEST_LONG) many more.
const STEPS: (usize, usize) = (300, 5000);

/// Everything in a public list, page by page.
async fn all(app: &TestApp, path: &str) -> Vec<Value> {
    let (mut items, mut after) = (vec![], String::new());
    loop {
        let page = app.anyone().get(&format!("{path}?limit=100{after}")).await.expect(200).body;
        items.extend(page["items"].as_array().unwrap().clone());
        after = match &page["next"] {
            Value::String(next) => format!("&after={next}"),
            Value::Number(next) if page["next"] != page["head"] => format!("&after={next}"),
            _ => return items,
        };
    }
}

fn millis(at: &Value) -> i64 {
    at.as_str().unwrap().parse::<hapur::time::Moment>().unwrap().millis()
}

/// What somebody knows who has followed the change feed.
#[derive(Default)]
struct Counted {
    /// Of each comment: when it was received, and its newest state.
    comments: BTreeMap<String, (i64, String)>,
    /// Number, comment and outcome of each decision.
    decisions: Vec<(i64, String, &'static str)>,
    /// When the first decision on each comment was made.
    first: BTreeMap<String, i64>,
    appeals: BTreeMap<String, String>,
}

impl Counted {
    fn of(changes: &[Value]) -> Self {
        let mut counted = Self::default();
        for change in changes {
            let (kind, id) = (change["kind"].as_str().unwrap(), change["subject"]["id"].as_str().unwrap());
            match kind.split_once('.') {
                Some(("comment", step)) => counted.comment(step, id, change),
                Some(("appeal", step)) => drop(counted.appeals.insert(id.to_owned(), step.to_owned())),
                _ => {}
            }
        }
        counted
    }

    fn comment(&mut self, step: &str, id: &str, change: &Value) {
        let at = millis(&change["at"]);
        let known = self.comments.entry(id.to_owned()).or_insert((at, "received".into()));
        let outcome = match (known.1.as_str(), step) {
            ("hidden", "published") => Some("restore"),
            (_, "published") => Some("publish"),
            (_, "rejected") => Some("reject"),
            (_, "hidden") => Some("hide"),
            _ => None,
        };
        if !["replied", "counted", "waiting"].contains(&step) {
            step.clone_into(&mut known.1);
        }
        if let Some(outcome) = outcome {
            self.decisions.push((change["seq"].as_i64().unwrap(), id.to_owned(), outcome));
            self.first.entry(id.to_owned()).or_insert(at);
        }
    }
}

/// A row of a table is what was counted, or withheld; and small ones are withheld.
#[track_caller]
fn is_told(row: &Value, expected: i64) {
    assert_eq!(row["suppressed"], row["count"].is_null(), "{row}");
    assert!(row["count"].is_null() || (row["count"] == expected && (expected == 0 || expected >= 5)), "{row} is {expected}");
}

fn hours(millis: f64) -> Value {
    json!((millis / 3_600_000.0 * 10.0).round() / 10.0)
}

fn the_log_is_the_record(counted: &Counted, log: &[Value]) {
    let told: Vec<_> =
        log.iter().map(|it| (it["seq"].as_i64().unwrap(), it["comment"].as_str().unwrap(), it["outcome"].as_str().unwrap())).collect();
    let expected: Vec<_> = counted.decisions.iter().map(|(seq, comment, outcome)| (*seq, comment.as_str(), *outcome)).collect();
    assert_eq!(told, expected);
    let mut appeals = BTreeMap::new();
    for appeal in log.iter().map(|it| &it["appeal"]).filter(|it| !it.is_null()) {
        appeals.insert(appeal["id"].as_str().unwrap().to_owned(), appeal["state"].as_str().unwrap().to_owned());
        let known = &counted.appeals[appeal["id"].as_str().unwrap()];
        assert_eq!(known == "decided", appeal["decided_at"].is_string(), "{appeal}");
    }
    assert_eq!(appeals.len(), counted.appeals.len());
}

fn the_statistics_are_the_log(told: &Value, counted: &Counted, log: &[Value]) {
    let count = |of: &dyn Fn(&Value) -> bool| log.iter().filter(|it| of(it)).count() as i64;
    for row in told["by_outcome"].as_array().unwrap() {
        assert_eq!(row["count"], count(&|it| it["outcome"] == row["outcome"]), "{row}");
    }
    for row in told["by_initiative"].as_array().unwrap() {
        assert_eq!(row["count"], count(&|it| it["initiative"] == row["initiative"]), "{row}");
    }
    let asked = |it: &Value| it["initiative"] == "authority_request";
    let public = |it: &Value| ["publish", "restore"].contains(&it["outcome"].as_str().unwrap());
    let requests = [&told["authority_requests"], &told["authority_requests_refused"]];
    assert_eq!(requests, [&json!(count(&asked)), &json!(count(&|it| asked(it) && public(it)))]);
    for row in told["by_reason"].as_array().unwrap() {
        is_told(row, count(&|it| it["reasons"].as_array().unwrap().contains(&row["reason"])));
    }
    let first = |it: &Value| ["publish", "reject"].contains(&it["outcome"].as_str().unwrap()) && it["on_appeal"] == false;
    assert_eq!((&told["decided"], counted.first.len() as i64), (&json!(count(&first)), count(&first)));
    for row in told["by_subject"].as_array().unwrap() {
        is_told(row, count(&|it| first(it) && it["subject"] == row["subject"]));
    }
    for state in ["upheld", "reversed", "partly_reversed", "inadmissible"] {
        assert_eq!(told["appeals"][state], count(&|it| it["appeal"]["state"] == state), "{state}");
    }
    let open = counted.appeals.values().filter(|state| *state != "decided").count();
    assert_eq!((&told["appeals"]["filed"], &told["appeals"]["waiting"]), (&json!(counted.appeals.len()), &json!(open)));
}

/// Which comments wait and which are merged only their authors know; everybody knows how many are one or the other.
async fn the_statistics_are_what_authors_see(told: &Value, counted: &Counted, crowd: &Crowd<'_>) {
    let (mut waiting, mut merged) = (vec![], 0);
    for Said { id, receipt, .. } in &crowd.said {
        let own = crowd.app.anyone().with("Hapur-Receipt", receipt).get(&format!("/api/v1/comments/{id}")).await.expect(200).body;
        match own["state"].as_str().unwrap() {
            "received" | "escalated" => waiting.push(millis(&own["created_at"])),
            "merged" => merged += 1,
            state => assert_eq!(state, counted.comments[id].1),
        }
    }
    assert_eq!((&told["waiting"]["comments"], &told["merged"]), (&json!(waiting.len()), &json!(merged)));
    assert_eq!(counted.comments.values().filter(|(_, state)| state == "received").count(), waiting.len() + merged);
    let oldest = told["waiting"]["oldest_since"].as_str().map(|_| millis(&told["waiting"]["oldest_since"]));
    assert_eq!(oldest, waiting.into_iter().min());
}

fn the_statistics_are_the_record(told: &Value, counted: &Counted) {
    assert_eq!(told["received"], json!(counted.comments.len()));
    let mut waited: Vec<f64> = counted.first.iter().map(|(id, at)| (at - counted.comments[id].0) as f64).collect();
    waited.sort_by(f64::total_cmp);
    let n = waited.len();
    let median = f64::midpoint(waited[(n - 1) / 2], waited[n / 2]);
    let p90 = waited[(n * 9).div_ceil(10) - 1];
    assert_eq!(told["hours_to_decision"], json!({"median": hours(median), "p90": hours(p90), "maximum": hours(waited[n - 1])}));
}

story! {
    async fn after_anything_that_happens_record_log_and_statistics_agree(app) {
        let steps = if std::env::var_os("HAPUR_TEST_LONG").is_some() { STEPS.1 } else { STEPS.0 };
        let mut crowd = Crowd::on(&app);
        for _ in 0..steps {
            crowd.do_something().await;
        }
        let (changes, log) = (all(&app, "/api/v1/changes").await, all(&app, "/api/v1/moderation/log").await);
        let counted = Counted::of(&changes);
        let told = app.anyone().get("/api/v1/moderation/statistics").await.expect(200).body;
        assert!(log.len() > 50 && counted.appeals.len() > 3, "{} decisions, {} appeals", log.len(), counted.appeals.len());
        the_log_is_the_record(&counted, &log);
        the_statistics_are_the_log(&told, &counted, &log);
        the_statistics_are_the_record(&told, &counted);
        the_statistics_are_what_authors_see(&told, &counted, &crowd).await;
        for row in told["by_language"].as_array().unwrap() {
            let expected = crowd.said.iter().filter(|it| it.language == row["language"] && counted.first.contains_key(&it.id)).count();
            is_told(row, expected as i64);
        }
        let (begin, end) = (millis(&json!("2026-11-24T23:00:00Z")), millis(&json!("2026-11-25T23:00:00Z")));
        let within = |at: &i64| (begin..end).contains(at);
        let day = app.anyone().get("/api/v1/moderation/statistics?from=2026-11-25&until=2026-11-25").await.expect(200).body;
        assert_eq!(day["received"], json!(counted.comments.values().filter(|(at, _)| within(at)).count()));
        assert_eq!(day["decided"], json!(counted.first.values().filter(|at| within(at)).count()));
    }
}
