//! Everybody at once: what authors, moderators and administrators do, at random.
use crate::support::{Answer, Client, TestApp};
use rand::rngs::SmallRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};
use std::time::Duration;

const LANGUAGES: [&str; 4] = ["sq", "sq", "sr", "tr"];
const REASONS: [&str; 4] = ["spam", "off_topic", "insult", "personal_data"];
const ANSWER: &str = "Përgjigje e shkruar për autorin.";

pub struct Said {
    pub id: String,
    pub receipt: String,
    pub language: &'static str,
}

/// Everybody at once.
pub struct Crowd<'a> {
    pub app: &'a TestApp,
    rng: SmallRng,
    subjects: Vec<Value>,
    pub said: Vec<Said>,
}

impl<'a> Crowd<'a> {
    pub fn on(app: &'a TestApp) -> Self {
        let subjects = ["plan", "letter", "law"].map(|id| app.document(id)).to_vec();
        Self { app, rng: SmallRng::seed_from_u64(20_261_123), subjects, said: vec![] }
    }

    pub async fn do_something(&mut self) {
        let wait = self.rng.random_range(0..60);
        self.app.clock.advance(Duration::from_secs(wait * 60 + 7));
        match self.rng.random_range(0..20) {
            0..6 => self.say().await,
            6..15 => self.decide().await,
            15 => self.withdraw().await,
            16..18 => self.appeal().await,
            18 => self.judge().await,
            _ => self.erase().await,
        }
    }

    async fn say(&mut self) {
        let (language, subject) = (*LANGUAGES.choose(&mut self.rng).unwrap(), self.subjects.choose(&mut self.rng).unwrap().clone());
        let comment = json!({"subject": subject, "language": language, "body": "Fjalë."});
        let body = self.app.anyone().post("/api/v1/comments", comment).await.expect(202).body;
        let own = |name: &str| body[name].as_str().unwrap().to_owned();
        self.said.push(Said { id: own("id"), receipt: own("receipt"), language });
    }

    /// Some comment: its id, its author, its revision and its state.
    async fn some(&mut self) -> Option<(String, Client<'a>, String, String)> {
        if self.said.is_empty() {
            return None;
        }
        let newest = self.said.len().saturating_sub(15) * self.rng.random_range(0..2);
        let Said { id, receipt, .. } = &self.said[self.rng.random_range(newest..self.said.len())];
        let author = self.app.anyone().with("Hapur-Receipt", receipt);
        let now = author.get(&format!("/api/v1/comments/{id}")).await.expect(200);
        Some((id.clone(), author, format!("\"{}\"", now.body["revision"]), now.body["state"].as_str().unwrap().to_owned()))
    }

    fn somebody(&mut self) -> Client<'a> {
        let roles = ["moderator", "moderator+editor", "moderator+admin"];
        self.app.with_roles(roles.choose(&mut self.rng).unwrap())
    }

    /// Mostly what is possible in the comment's state, sometimes anything.
    fn outcome(&mut self, state: &str) -> &'static str {
        let possible: &[&str] = match state {
            _ if self.rng.random_bool(0.1) => &["publish", "reject", "hide", "restore", "escalate", "merge", "split"],
            "escalated" => &["publish", "reject"],
            "published" | "rejected" => &["hide"],
            "hidden" => &["restore"],
            "merged" => &["split"],
            _ => &["publish", "publish", "publish", "reject", "reject", "escalate", "merge"],
        };
        possible.choose(&mut self.rng).unwrap()
    }

    async fn decide(&mut self) {
        let Some((id, _, revision, state)) = self.some().await else { return };
        let (outcome, other) = (self.outcome(&state), self.said.choose(&mut self.rng).map(|it| it.id.clone()));
        let initiative = *["own", "report", "authority_request"].choose(&mut self.rng).unwrap();
        let mut decision = json!({"outcome": outcome, "initiative": initiative});
        if ["reject", "hide"].contains(&outcome) {
            let reasons: Vec<_> = REASONS.iter().filter(|_| self.rng.random_bool(0.4)).collect();
            decision["reasons"] = if reasons.is_empty() { json!(["spam"]) } else { json!(reasons) };
            decision["explanation"] = json!(ANSWER);
        }
        if outcome == "merge" {
            decision["into"] = json!(other);
        }
        let path = format!("/api/v1/moderation/comments/{id}/decision");
        allowed(&self.somebody().having_read(revision).post(&path, decision).await);
    }

    async fn withdraw(&mut self) {
        let Some((id, author, revision, _)) = self.some().await else { return };
        allowed(&author.having_read(revision).post_nothing(&format!("/api/v1/comments/{id}/withdrawal")).await);
    }

    async fn appeal(&mut self) {
        let Some((id, author, _, _)) = self.some().await else { return };
        let text = json!({"text": "Nuk pajtohem me këtë vendim."});
        allowed(&author.post(&format!("/api/v1/comments/{id}/appeals"), text).await);
    }

    async fn judge(&mut self) {
        let outcome = *["upheld", "reversed", "partly_reversed", "inadmissible"].choose(&mut self.rng).unwrap();
        let somebody = self.somebody();
        let waiting = somebody.get("/api/v1/moderation/appeals?limit=1").await.expect(200).body;
        let Some(appeal) = waiting["items"][0]["appeal"].as_object() else { return };
        let path = format!("/api/v1/moderation/appeals/{}", appeal["id"].as_str().unwrap());
        let revision = appeal["revision"].as_i64().unwrap();
        let taken = somebody.having_read(format!("\"{revision}\"")).post_nothing(&format!("{path}/review")).await;
        allowed(&taken);
        let mut verdict = json!({"outcome": outcome, "answer": ANSWER});
        if outcome == "partly_reversed" {
            verdict["reasons"] = json!(["insult"]);
        }
        let now = somebody.get(&path).await.expect(200).etag();
        allowed(&somebody.having_read(now).post(&format!("{path}/decision"), verdict).await);
    }

    async fn erase(&mut self) {
        if self.rng.random_bool(0.5) {
            return;
        }
        let admin = self.app.admin();
        let Some((id, _, revision, _)) = self.some().await else { return };
        allowed(&admin.having_read(revision).post(&format!("/api/v1/comments/{id}/erasure"), json!({"reason": "author_request"})).await);
    }
}

/// It happened, or it clashes with what is there; nothing else.
#[track_caller]
fn allowed(answer: &Answer) {
    assert!([200, 201, 409].contains(&answer.status), "{}", answer.body);
}
