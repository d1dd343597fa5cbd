//! A mirror written as an outsider would write it, from the documentation alone: it follows `/changes`, fetches what
//! changed, drops what is gone, is killed at random and goes on from the number that it last wrote down.
use crate::support::{TestApp, story};
use hapur::comments::{self, CommentState, Why};
use hapur::record::{Actor, Change};
use rand::rngs::SmallRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const KINDS: [(&str, &str); 7] = [
    ("organization", "organizations"),
    ("track", "tracks"),
    ("document", "documents"),
    ("milestone", "milestones"),
    ("decision", "decisions"),
    ("comment", "comments"),
    ("response", "responses"),
];

#[derive(Default)]
struct Mirror {
    after: i64,
    things: BTreeMap<(String, String), Value>,
}

impl Mirror {
    /// Reads one page and applies at most `patience` items of it, as if killed after that many. Says whether it is up to date.
    async fn follow(&mut self, app: &TestApp, limit: usize, patience: usize) -> bool {
        let page = app.anyone().get(&format!("/api/v1/changes?after={}&limit={limit}", self.after)).await.expect(200).body;
        let items = page["items"].as_array().unwrap();
        for item in items.iter().take(patience) {
            self.apply(app, item).await;
            self.after = item["seq"].as_i64().unwrap();
        }
        self.after == page["head"].as_i64().unwrap()
    }

    async fn apply(&mut self, app: &TestApp, item: &Value) {
        let (kind, id) = (item["subject"]["kind"].as_str().unwrap(), item["subject"]["id"].as_str().unwrap());
        let key = (kind.to_owned(), id.to_owned());
        let plural = KINDS.iter().find(|(known, _)| *known == kind).map(|(_, plural)| plural);
        let fetched = match (item["op"].as_str(), plural) {
            (Some("upsert"), Some(plural)) => Some(app.anyone().get(&format!("/api/v1/{plural}/{id}")).await),
            _ => None,
        };
        match fetched.filter(|answer| answer.status == 200) {
            Some(answer) => drop(self.things.insert(key, answer.body)),
            None => drop(self.things.remove(&key)),
        }
    }

    async fn is_equal_to_the_lists(&self, app: &TestApp) {
        for (kind, plural) in KINDS {
            let mut listed = whole_list(app, plural).await;
            // Of a comment that was hidden the list holds a stub: there is nothing to fetch.
            listed.retain(|thing| kind != "comment" || thing["state"] == "published");
            listed.sort_by_key(|thing| thing["id"].as_str().unwrap().to_owned());
            let mirrored: Vec<_> = self.things.iter().filter(|((k, _), _)| k == kind).map(|(_, thing)| thing.clone()).collect();
            assert_eq!(mirrored, listed, "{kind}");
        }
    }
}

async fn whole_list(app: &TestApp, plural: &str) -> Vec<Value> {
    let (mut all, mut query) = (vec![], "limit=100".to_owned());
    loop {
        let page = app.anyone().get(&format!("/api/v1/{plural}?{query}")).await.expect(200).body;
        all.extend(page["items"].as_array().unwrap().clone());
        match page["next"].as_str() {
            Some(next) => query = format!("limit=100&after={next}"),
            None => return all,
        }
    }
}

/// Somebody who does whatever comes to mind.
struct Crowd<'a> {
    app: &'a TestApp,
    rng: SmallRng,
    made: Vec<(&'static str, String)>,
    comments: Vec<String>,
}

fn text(n: u32) -> Value {
    json!({"sq": format!("Teksti {n}"), "sr": format!("Текст {n}"), "en": null})
}

impl Crowd<'_> {
    async fn do_something(&mut self) {
        match self.rng.random_range(0..11) {
            0..3 => self.make().await,
            3..5 => self.revise().await,
            5 => self.withdraw_or_restore().await,
            6 => self.say().await,
            7 => self.answer().await,
            8 => self.turn().await,
            _ => self.decide().await,
        }
    }

    fn some(&mut self, plural: &str) -> Option<String> {
        let fitting: Vec<_> = self.made.iter().filter(|(kind, _)| *kind == plural).map(|(_, id)| id.clone()).collect();
        fitting.choose(&mut self.rng).cloned()
    }

    async fn make(&mut self) {
        let n = self.rng.random_range(0..100_000);
        let (publisher, track, decision) = (self.some("organizations"), self.some("tracks"), self.some("decisions"));
        let (plural, body) = match (self.rng.random_range(0..5), &publisher, &track) {
            (0, _, _) | (1 | 4, None, _) | (3, _, None) => ("organizations", json!({"kind": "forum", "name": text(n)})),
            (1, _, _) => ("documents", json!({"kind": "letter", "title": text(n), "publisher": publisher, "date": "2023-07"})),
            (2, _, _) => ("tracks", json!({"title": text(n), "position": 1 + n % 1000})),
            (3, _, _) => ("milestones", json!({"track": track, "position": 1 + n % 1000, "title": text(n), "planned_on": "2026"})),
            _ => {
                let relations: Vec<_> = decision.iter().map(|id| json!({"relation": "implements", "decision": id})).collect();
                ("decisions", json!({"issuer": publisher, "date": "unknown", "title": text(n), "relations": relations}))
            }
        };
        let mut body = body;
        let id = format!("thing-{n}");
        body["id"] = json!(id);
        let made = self.app.editor().post(&format!("/api/v1/{plural}"), body).await;
        if made.status == 201 {
            let here = format!("/api/v1/{plural}/{id}");
            if self.rng.random_bool(0.1) {
                self.app.editor().having_read(made.etag()).delete(&here).await.expect(204);
                return;
            }
            let published = self.app.editor().having_read(made.etag()).post_nothing(&format!("{here}/publication")).await;
            assert!([200, 409].contains(&published.status), "{}", published.body);
            self.made.push((plural, id));
        }
    }

    async fn revision(&self, here: &str) -> String {
        self.app.editor().get(&here.replace("/v1/", "/v1/editorial/")).await.expect(200).etag()
    }

    async fn revise(&mut self) {
        let Some((plural, id)) = self.made.choose(&mut self.rng).cloned() else { return };
        let here = format!("/api/v1/{plural}/{id}");
        let name = if plural == "organizations" { "name" } else { "title" };
        let (read, n) = (self.revision(&here).await, self.rng.random_range(0..1000));
        let revised = self.app.editor().having_read(read).patch(&here, json!({name: {"en": format!("Text {n}")}})).await;
        assert!([200, 409].contains(&revised.status), "{}", revised.body);
    }

    async fn withdraw_or_restore(&mut self) {
        let Some((plural, id)) = self.made.choose(&mut self.rng).cloned() else { return };
        let here = format!("/api/v1/{plural}/{id}");
        let read = self.revision(&here).await;
        let editor = self.app.editor().having_read(read);
        let done = match self.app.anyone().get(&here).await.status {
            200 => editor.post(&format!("{here}/withdrawal"), json!({"reason": text(1)})).await,
            _ => editor.post_nothing(&format!("{here}/publication")).await,
        };
        assert!([200, 409].contains(&done.status), "{}", done.body);
    }

    async fn say(&mut self) {
        let Some(document) = self.some("documents") else { return };
        let subject = format!("document:{document}");
        let parents = self.app.anyone().get(&format!("/api/v1/comments?subject={subject}&limit=100")).await.body;
        let ids: Vec<_> = parents["items"].as_array().into_iter().flatten().map(|it| it["id"].clone()).collect();
        let parent = ids.choose(&mut self.rng).filter(|_| self.rng.random_bool(0.5)).cloned();
        let mut body = json!({"subject": {"kind": "document", "id": document}, "language": "sq", "body": "Një mendim."});
        if let Some(parent) = parent {
            body["parent"] = parent;
        }
        let said = self.app.anyone().post("/api/v1/comments", body).await;
        assert!([202, 409].contains(&said.status), "{}", said.body);
        self.comments.extend(said.body["id"].as_str().map(ToOwned::to_owned));
    }

    /// An organization answers, or takes back what it had answered.
    async fn answer(&mut self) {
        let Some(id) = self.comments.choose(&mut self.rng).cloned() else { return };
        let mut body = json!({"outcome": "noted", "reason": text(2), "supersedes": null});
        let earlier = self.app.anyone().get("/api/v1/responses?limit=100").await.expect(200).body;
        let earlier =
            earlier["items"].as_array().unwrap().iter().filter(|it| it["comment"] == id.as_str()).map(|it| it["id"].clone()).next_back();
        body["supersedes"] = earlier.unwrap_or_default();
        let done = self.app.editor_of("answering").post(&format!("/api/v1/comments/{id}/responses"), body).await;
        assert!([201, 404, 409, 410].contains(&done.status), "{}", done.body);
    }

    /// A moderator hides a comment, or shows it again.
    async fn turn(&mut self) {
        let Some(id) = self.comments.choose(&mut self.rng).cloned() else { return };
        let turned = self.app.state.record.commit(Actor::system(), move |tx| {
            let before = comments::find_for_update(tx.conn, &id)?;
            let to = match before.state {
                CommentState::Published => CommentState::Hidden,
                CommentState::Hidden => CommentState::Published,
                _ => return Ok(Change::none(())),
            };
            Ok(comments::turn(tx, before, to, Why::default(), comments::stamp)?.map(drop))
        });
        turned.await.unwrap();
    }

    async fn decide(&mut self) {
        let Some(id) = self.comments.choose(&mut self.rng).cloned() else { return };
        let decision = match self.rng.random_bool(0.7) {
            true => json!({"outcome": "publish"}),
            false => json!({"outcome": "reject", "reasons": ["spam"], "explanation": "It only advertises something."}),
        };
        let path = format!("/api/v1/moderation/comments/{id}/decision");
        let done = self.app.moderator().having_read("\"1\"").post(&path, decision).await;
        assert!([200, 409, 412].contains(&done.status), "{}", done.body);
    }
}

story! {
    async fn a_mirror_killed_and_resumed_at_random_equals_the_lists(app) {
        let seed = std::env::var("HAPUR_SEED").map_or(7, |seed| seed.parse().unwrap());
        let mut crowd = Crowd { app: &app, rng: SmallRng::seed_from_u64(seed), made: vec![], comments: vec![] };
        let mut mirror = Mirror::default();
        app.editor().publish("organizations", json!({"id": "answering", "kind": "forum", "name": text(0)})).await;
        for _ in 0..2000 {
            crowd.do_something().await;
            let limit = *[1, 7, 100].choose(&mut crowd.rng).unwrap();
            let patience = crowd.rng.random_range(0..=limit);
            mirror.follow(&app, limit, patience).await;
        }
        while !mirror.follow(&app, 100, 100).await {}
        assert!(mirror.things.len() > 100, "the crowd did too little: {}", mirror.things.len());
        mirror.is_equal_to_the_lists(&app).await;
    }
}
