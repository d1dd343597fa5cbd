//! Random lives of many comments at once, walked through the API, against a model that was written from the design alone:
//! the same steps are refused with the same codes, and in the end states, counters, replies, lists and the change feed agree.
mod steps;

use crate::comments::at;
use crate::support::story;
use serde_json::json;
use std::collections::BTreeSet;
use steps::Walk;

impl Walk<'_> {
    fn published(&self) -> impl Iterator<Item = usize> {
        (0..self.said.len()).filter(|at| self.said[*at].state == "published")
    }

    async fn every_comment_agrees(&self) {
        for (of, said) in self.said.iter().enumerate() {
            let own = self.author(of).get(&at(&said.received)).await.expect(200).body;
            let replies = self.published().filter(|at| self.said[*at].parent == Some(of)).count();
            let seen = (&own["state"], &own["revision"], &own["replies"], &own["merged"], own["merged_into"].as_str());
            let into = said.counted_with.map(|into| self.said[into].id());
            assert_eq!(seen, (&json!(said.state), &json!(said.revision), &json!(replies), &json!(self.counted_with(of).len()), into));
            assert_eq!(own["body"].is_null(), said.state == "erased");
            let status = match said.state {
                "published" => 200,
                "received" | "escalated" | "merged" => 404,
                _ => 410,
            };
            self.app.anyone().get(&at(&said.received)).await.expect(status);
        }
    }

    async fn every_list_agrees(&self) {
        let roots = self.published().filter(|at| self.said[*at].parent.is_none()).count();
        let first = self.app.anyone().get("/api/v1/comments?subject=document:plan&roots=true").await.expect(200).body;
        assert_eq!(first["total"], roots);
        let (mut seen, mut after) = (vec![], String::new());
        loop {
            let page = self.app.anyone().get(&format!("/api/v1/comments?subject=document:plan&limit=100{after}")).await.expect(200).body;
            assert_eq!(page["total"], self.published().count());
            seen.extend(page["items"].as_array().unwrap().clone());
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        let listed: Vec<_> = seen.iter().map(|it| (it["id"].as_str().unwrap(), it["body"].is_string())).collect();
        let expected: Vec<_> = self.public.iter().map(|at| (self.said[*at].id(), self.said[*at].state == "published")).collect();
        assert_eq!(listed, expected);
        let waiting = self.app.moderator().get("/api/v1/moderation/queue").await.expect(200).body["total"].clone();
        assert_eq!(waiting, self.said.iter().filter(|it| ["received", "escalated"].contains(&it.state)).count());
    }

    async fn the_change_feed_agrees(&self) {
        let (mut after, mut mirror) = (0, BTreeSet::new());
        loop {
            let page = self.app.anyone().get(&format!("/api/v1/changes?limit=100&after={after}")).await.expect(200).body;
            for item in page["items"].as_array().unwrap() {
                after += 1;
                assert_eq!(item["seq"], after);
                let id = item["subject"]["id"].as_str().unwrap().to_owned();
                if item["op"] == "upsert" {
                    mirror.insert(id)
                } else {
                    mirror.remove(&id)
                };
            }
            if page["head"] == after {
                break;
            }
        }
        let published: BTreeSet<String> = self.published().map(|at| self.said[at].id().to_owned()).collect();
        assert_eq!(mirror, published);
        let dark = "outcome IN ('escalate', 'merge', 'split')";
        let told = self.app.rows("record_entries WHERE leaf LIKE '%\"decision\":%'");
        assert_eq!(self.app.rows(&format!("moderation_decisions WHERE NOT {dark}")), told);
        assert!(
            self.app.rows("record_entries WHERE kind = 'comment.waiting'") >= self.app.rows(&format!("moderation_decisions WHERE {dark}"))
        );
    }
}

story! {
    async fn random_lives_are_as_the_design_says(app) {
        app.document("plan");
        let seed = std::env::var("HAPUR_SEED").map_or(11, |seed| seed.parse().unwrap());
        let mut walk = Walk::of(&app, seed);
        for step in 0..1200 {
            walk.step().await;
            if step % 400 == 399 {
                walk.every_comment_agrees().await;
                walk.every_list_agrees().await;
                walk.the_change_feed_agrees().await;
            }
        }
        let all = ["done", "claimed", "wrong_state", "not_impartial", "unknown_parent", "unknown_reference", "stale_revision", "edit_closed"];
        for code in all {
            assert!(walk.refusals.contains_key(code), "the walk never met {code}: {:?}", walk.refusals);
        }
    }
}
