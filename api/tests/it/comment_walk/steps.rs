//! The model, and one random step after another, each held against it.
use crate::comment_life::reverse;
use crate::comments::at;
use crate::support::{Answer, Client, TestApp};
use hapur::comments::Why;
use hapur::record::{Actor, Tx};
use rand::rngs::SmallRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use serde_json::json;
use std::collections::BTreeMap;
use std::time::Duration;

pub struct Said {
    pub received: Answer,
    pub state: &'static str,
    pub revision: i64,
    handed_in: u64,
    pub parent: Option<usize>,
    pub counted_with: Option<usize>,
    decided_by: Option<usize>,
    claim: Option<(usize, u64)>,
}

impl Said {
    pub fn id(&self) -> &str {
        self.received.body["id"].as_str().unwrap()
    }
}

pub struct Walk<'a> {
    pub app: &'a TestApp,
    rng: SmallRng,
    minute: u64,
    pub said: Vec<Said>,
    /// In the order of their first publication.
    pub public: Vec<usize>,
    /// How often which code was met.
    pub refusals: BTreeMap<String, usize>,
}

const OUTCOMES: [&str; 9] = ["publish", "publish", "publish", "reject", "hide", "restore", "escalate", "merge", "split"];

fn decided(state: &str, outcome: &str) -> Option<&'static str> {
    Some(match (outcome, state) {
        ("publish", "received" | "escalated") | ("restore", "hidden") => "published",
        ("reject", "received" | "escalated") => "rejected",
        ("hide", "published") => "hidden",
        ("escalate", "received") => "escalated",
        ("merge", "received") => "merged",
        ("split", "merged") => "received",
        _ => return None,
    })
}

impl<'a> Walk<'a> {
    pub fn of(app: &'a TestApp, seed: u64) -> Self {
        let rng = SmallRng::seed_from_u64(seed);
        Self { app, rng, minute: 0, said: vec![], public: vec![], refusals: BTreeMap::new() }
    }
}

impl Walk<'_> {
    fn moderator(&self, which: usize) -> Client<'_> {
        if which == 0 { self.app.moderator() } else { self.app.with_roles("moderator+editor") }
    }
    pub fn author(&self, of: usize) -> Client<'_> {
        let said = &self.said[of];
        let receipt = said.received.body["receipt"].as_str().unwrap();
        self.app.anyone().with("Hapur-Receipt", receipt).having_read(format!("\"{}\"", said.revision))
    }
    fn some(&mut self) -> Option<usize> {
        (!self.said.is_empty()).then(|| self.rng.random_range(0..self.said.len()))
    }
    fn claimed_by_another(&self, of: usize, than: Option<usize>) -> bool {
        self.said[of].claim.is_some_and(|(by, until)| until > self.minute && Some(by) != than)
    }
    pub fn counted_with(&self, target: usize) -> Vec<usize> {
        (0..self.said.len()).filter(|at| self.said[*at].counted_with == Some(target)).collect()
    }

    /// Holds the answer against what the model expects: nothing is refused, or exactly this code.
    fn agrees(&mut self, answer: &Answer, refused: Option<&str>, what: &str) -> bool {
        assert_eq!(answer.code(), refused.unwrap_or(""), "{what}: {}", answer.body);
        *self.refusals.entry(refused.unwrap_or("done").into()).or_default() += 1;
        refused.is_none()
    }

    fn turn(&mut self, of: usize, to: &'static str) {
        if to == "published" && !self.public.contains(&of) {
            self.public.push(of);
        }
        let said = &mut self.said[of];
        (said.state, said.revision, said.counted_with) = (to, said.revision + 1, None);
    }

    /// What was counted with one that is taken away waits again.
    fn leave(&mut self, of: usize, to: &'static str) {
        self.turn(of, to);
        for merged in self.counted_with(of) {
            self.turn(merged, "received");
        }
    }

    async fn say(&mut self) {
        let mut comment = json!({"subject": {"kind": "document", "id": "plan"}, "language": "sq", "body": "Një mendim."});
        let parent = self.some().filter(|_| self.rng.random_bool(0.4)).filter(|at| self.said[*at].parent.is_none());
        if let Some(parent) = parent {
            comment["parent"] = json!(self.said[parent].id());
        }
        let answer = self.app.anyone().post("/api/v1/comments", comment).await;
        let refused = parent.filter(|at| self.said[*at].state != "published").map(|_| "unknown_parent");
        if self.agrees(&answer, refused, "say") {
            let (received, handed_in) = (answer, self.minute);
            self.said.push(Said {
                received,
                state: "received",
                revision: 1,
                handed_in,
                parent,
                counted_with: None,
                decided_by: None,
                claim: None,
            });
        }
    }

    fn why_not(&self, of: usize, by: usize, outcome: &str, into: Option<usize>) -> Option<&'static str> {
        let said = &self.said[of];
        if self.claimed_by_another(of, Some(by)) {
            return Some("claimed");
        }
        if decided(said.state, outcome).is_none() {
            return Some("wrong_state");
        }
        if ["escalated", "hidden"].contains(&said.state) && said.decided_by == Some(by) {
            return Some("not_impartial");
        }
        if outcome == "publish" && said.parent.is_some_and(|parent| self.said[parent].state != "published") {
            return Some("unknown_parent");
        }
        let into = into?;
        if into == of || !["received", "escalated", "published"].contains(&self.said[into].state) {
            return Some("unknown_reference");
        }
        (!self.counted_with(of).is_empty()).then_some("conflict")
    }

    async fn decide(&mut self) {
        let (Some(of), Some(into)) = (self.some(), self.some()) else { return };
        let (by, outcome) = (self.rng.random_range(0..2), *OUTCOMES.choose(&mut self.rng).unwrap());
        let into = (outcome == "merge").then_some(into);
        let mut decision = json!({"outcome": outcome});
        if ["reject", "hide"].contains(&outcome) {
            decision = json!({"outcome": outcome, "reasons": ["spam"], "explanation": "It only advertises something."});
        }
        if let Some(into) = into {
            decision["into"] = json!(self.said[into].id());
        }
        let stale = self.said[of].revision > 1 && self.rng.random_bool(0.1);
        let read = self.said[of].revision - i64::from(stale);
        let path = format!("/api/v1/moderation/comments/{}/decision", self.said[of].id());
        let answer = self.moderator(by).having_read(format!("\"{read}\"")).post(&path, decision).await;
        let refused = if stale { Some("stale_revision") } else { self.why_not(of, by, outcome, into) };
        if self.agrees(&answer, refused, &format!("{outcome} {}", self.said[of].state)) {
            self.turn(of, decided(self.said[of].state, outcome).unwrap());
            let said = &mut self.said[of];
            (said.decided_by, said.claim, said.counted_with) = (Some(by), None, into);
        }
    }

    async fn claim(&mut self) {
        let Some(of) = self.some() else { return };
        let (by, waits) = (self.rng.random_range(0..2), ["received", "escalated"].contains(&self.said[of].state));
        let answer = self.moderator(by).post_nothing(&format!("/api/v1/moderation/comments/{}/claim", self.said[of].id())).await;
        let claimed = self.claimed_by_another(of, Some(by)).then_some("claimed");
        if self.agrees(&answer, if waits { claimed } else { Some("wrong_state") }, "claim") {
            self.said[of].claim = Some((by, self.minute + 15));
        }
    }

    async fn edit(&mut self) {
        let Some(of) = self.some() else { return };
        let body = format!("Një mendim tjetër {}.", self.rng.random::<u64>());
        let answer = self.author(of).patch(&at(&self.said[of].received), json!({"body": body})).await;
        let said = &self.said[of];
        let late = said.decided_by.is_some() || self.minute > said.handed_in + 15;
        let refused = match said.state {
            "received" if self.claimed_by_another(of, None) => Some("claimed"),
            "received" => late.then_some("edit_closed"),
            _ => Some("wrong_state"),
        };
        if self.agrees(&answer, refused, "edit") {
            self.said[of].revision += 1;
        }
    }

    async fn withdraw(&mut self) {
        let Some(of) = self.some() else { return };
        let answer = self.author(of).post_nothing(&format!("{}/withdrawal", at(&self.said[of].received))).await;
        let possible = ["received", "published"].contains(&self.said[of].state);
        if self.agrees(&answer, (!possible).then_some("wrong_state"), "withdraw") {
            self.leave(of, "withdrawn");
        }
    }

    async fn erase(&mut self) {
        let Some(of) = self.some() else { return };
        let admin = self.app.admin().having_read(format!("\"{}\"", self.said[of].revision));
        let answer = admin.post(&format!("{}/erasure", at(&self.said[of].received)), json!({"reason": "author_request"})).await;
        if self.agrees(&answer, (self.said[of].state == "erased").then_some("wrong_state"), "erase") {
            self.said[of].claim = None;
            self.leave(of, "erased");
        }
    }

    /// As an appeal that was upheld does it.
    async fn reverse(&mut self) {
        let Some(of) = self.some() else { return };
        let id = self.said[of].id().to_owned();
        let reverse = move |tx: &mut Tx<'_>| reverse(tx, &id, Why::default());
        let reversed = self.app.state.record.commit(Actor::system(), reverse).await;
        let possible = ["rejected", "hidden"].contains(&self.said[of].state);
        assert_eq!(reversed.map_err(|it| it.code.name()).err(), (!possible).then_some("wrong_state"));
        if possible {
            self.turn(of, "published");
        }
    }

    pub async fn step(&mut self) {
        match self.rng.random_range(0..20) {
            0..4 => self.say().await,
            4..14 => self.decide().await,
            14..16 => self.claim().await,
            16..18 => self.edit().await,
            18 if self.rng.random_bool(0.5) => self.withdraw().await,
            18 => self.reverse().await,
            _ if self.rng.random_bool(0.4) => self.erase().await,
            _ => {
                let minutes = self.rng.random_range(1..8);
                self.minute += minutes;
                self.app.clock.advance(Duration::from_secs(60 * minutes));
            }
        }
    }
}
