//! Many decisions: two moderators at once, and many comments in one request.
use crate::comments::{hand_in, text};
use crate::support::{Client, TestApp, story};
use futures_util::future::join;
use rand::SeedableRng;
use rand::rngs::SmallRng;
use rand::seq::SliceRandom;
use serde_json::{Value, json};

fn reject() -> Value {
    json!({"outcome": "reject", "reasons": ["spam"], "explanation": "It only advertises something."})
}

async fn waiting(app: &TestApp, how_many: usize) -> Vec<String> {
    let subject = app.document("plan");
    let mut ids = vec![];
    for n in 0..how_many {
        ids.push(hand_in(app, text(&subject, &format!("Komenti {n}."))).await.body["id"].as_str().unwrap().to_owned());
    }
    ids
}

/// Presses through all of them as fast as it goes; says how many were this moderator's, and who was faster with the others.
async fn press(moderator: Client<'_>, ids: Vec<String>, decision: Value) -> (usize, Vec<Value>) {
    let (mut mine, mut faster) = (0, vec![]);
    for id in ids {
        let answer = moderator.having_read("\"1\"").post(&format!("/api/v1/moderation/comments/{id}/decision"), decision.clone()).await;
        match answer.status {
            200 => mine += 1,
            _ => faster.push(answer.refused(412, "stale_revision").body),
        }
    }
    (mine, faster)
}

fn shuffled(ids: &[String], seed: u64) -> Vec<String> {
    let mut ids = ids.to_vec();
    ids.shuffle(&mut SmallRng::seed_from_u64(seed));
    ids
}

async fn pseudonym(client: &Client<'_>) -> Value {
    client.get("/api/v1/auth/me").await.expect(200).body["pseudonym"].clone()
}

story! {
    async fn two_moderators_press_through_two_hundred_comments_and_each_is_decided_once(app) {
        let ids = waiting(&app, 200).await;
        let (one, other) = (app.moderator(), app.with_roles("moderator+editor"));
        let names = (pseudonym(&one).await, pseudonym(&other).await);
        assert!(names.0.is_string() && names.0 != names.1);
        let pressed = join(press(one, shuffled(&ids, 1), json!({"outcome": "publish"})), press(other, shuffled(&ids, 2), reject())).await;
        let ((by_one, slower_one), (by_other, slower_other)) = pressed;
        assert_eq!((by_one + by_other, slower_one.len(), slower_other.len()), (200, by_other, by_one));
        assert!(by_one > 0 && by_other > 0, "one moderator was never faster");
        for (slower, name, outcome) in [(&slower_one, &names.1, "reject"), (&slower_other, &names.0, "publish")] {
            for told in slower {
                assert_eq!((&told["decided_by"], &told["outcome"], &told["revision"]), (name, &json!(outcome), &json!(2)));
            }
        }
        assert_eq!(app.rows("moderation_decisions"), 200);
        assert_eq!(app.rows("(SELECT DISTINCT comment FROM moderation_decisions) AS d"), 200);
        assert_eq!((app.rows("comments WHERE state = 'published'"), app.rows("comments WHERE state = 'rejected'")), (by_one as i64, by_other as i64));
        assert_eq!(app.moderator().get("/api/v1/moderation/queue").await.body["total"], 0);
        let total = app.anyone().get("/api/v1/comments?subject=document:plan").await.expect(200).body["total"].clone();
        assert_eq!((total, app.anyone().head().await), (json!(by_one), 400));
    }

    async fn many_decisions_in_one_request_answer_each_for_itself(app) {
        let ids = waiting(&app, 100).await;
        let item = |id: &str, revision: i64, decision: Value| json!({"id": id, "revision": revision, "decision": decision});
        let mut items: Vec<_> = ids.iter().map(|id| item(id, 1, json!({"outcome": "publish"}))).collect();
        items[3] = item(&ids[3], 2, reject());
        items[4] = item("0193a5c0-7d7e-7000-8000-000000000000", 1, reject());
        items[5] = item(&ids[6], 1, reject());
        items[7] = item(&ids[7], 1, json!({"outcome": "restore"}));
        let answer = app.moderator().post("/api/v1/moderation/decisions", json!({"items": items})).await.expect(200);
        let answers = answer.body["items"].as_array().unwrap();
        let told: Vec<_> = answers.iter().map(|it| (it["id"].clone(), it["status"].as_i64().unwrap())).collect();
        let status = |at: usize| [(3, 412), (4, 404), (6, 412), (7, 409)].iter().find(|(it, _)| *it == at).map_or(200, |(_, status)| *status);
        let expected: Vec<_> = items.iter().enumerate().map(|(at, it)| (it["id"].clone(), status(at))).collect();
        assert_eq!(told, expected);
        assert_eq!((&answers[3]["problem"]["code"], &answers[3]["decided"], &answers[0]["problem"]), (&json!("stale_revision"), &Value::Null, &Value::Null));
        assert_eq!((&answers[6]["problem"]["outcome"], &answers[7]["problem"]["state"]), (&json!("reject"), &json!("received")));
        assert_eq!(answers[4]["problem"]["instance"].as_str(), answer.header("x-request-id"));
        assert_eq!(answers[0]["decided"]["state"], "published");
        assert_eq!(app.rows("moderation_decisions"), 96);
        let left: Vec<_> = app.moderator().get("/api/v1/moderation/queue").await.body["items"].as_array().unwrap().iter().map(|it| it["id"].clone()).collect();
        assert_eq!(left, [3, 4, 5, 7].map(|at: usize| json!(ids[at])));
        let mut lacking = reject();
        lacking.as_object_mut().unwrap().remove("explanation");
        let wrong = [json!({"items": []}), json!({"items": [item(&ids[3], 0, reject())]}), json!({"items": [item(&ids[3], 1, lacking)]}), json!({"items": vec![items[0].clone(); 101]})];
        let pointers = ["/items", "/items/0/revision", "/items/0/decision/explanation", "/items"];
        for (body, pointer) in wrong.into_iter().zip(pointers) {
            let refused = app.moderator().post("/api/v1/moderation/decisions", body).await.refused(422, "invalid");
            assert_eq!(refused.body["errors"][0]["pointer"], pointer, "{}", refused.body);
        }
        app.editor().post("/api/v1/moderation/decisions", json!({"items": [items[0]]})).await.refused(403, "forbidden");
    }
}
