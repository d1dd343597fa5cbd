//! Canaries: whatever is said in a comment that is not public, by whom and for whom, its receipt and what moderators wrote to
//! its author are looked for in every public answer, with real ids in every path and every filter; and, after erasure, in
//! the bytes of the database.
use crate::comments::{at, hand_in};
use crate::erasure::found;
use crate::support::{Answer, Client, TestApp, story, text as words};
use serde_json::{Value, json};

const STATES: [&str; 7] = ["received", "escalated", "rejected", "hidden", "withdrawn", "merged", "erased"];
/// Of these nobody may know more than that they were received.
const DARK: [&str; 3] = ["received", "escalated", "merged"];
const PARTS: [&str; 6] = ["text", "name", "organization", "why", "appeal", "answer"];

/// A word that stands nowhere else.
fn canary(state: &str, part: &str) -> String {
    format!("zog{state}{part}")
}

struct Cage<'a> {
    app: &'a TestApp,
    public: Answer,
    hidden_away: Vec<(&'static str, Answer)>,
    /// The ids of everything that there is.
    ids: Vec<String>,
}

impl<'a> Cage<'a> {
    async fn filled(app: &'a TestApp) -> Self {
        app.editor().publish("organizations", json!({"id": "ministry", "kind": "ministry", "name": words("Ministria")})).await;
        app.editor().publish("tracks", json!({"id": "line", "position": 1, "title": words("Vija")})).await;
        app.editor().publish("documents", json!({"id": "plan", "kind": "letter", "title": words("Plani")})).await;
        app.editor().publish("milestones", json!({"id": "step", "track": "line", "position": 1, "title": words("Hapi")})).await;
        app.editor().publish("decisions", json!({"id": "law", "issuer": "ministry", "date": "2023", "title": words("Vendimi")})).await;
        let ids = ["ministry", "line", "plan", "step", "law", "nothing"].map(Into::into).to_vec();
        let mut cage = Self { app, public: said(app, "published").await, hidden_away: vec![], ids };
        cage.decide(&cage.public, json!({"outcome": "publish"})).await;
        for state in STATES {
            let received = said(app, state).await;
            cage.bring(&received, state).await;
            cage.hidden_away.push((state, received));
        }
        let comments = cage.hidden_away.iter().map(|(_, it)| it).chain([&cage.public]);
        let ids: Vec<_> = comments.map(|it| it.body["id"].as_str().unwrap().to_owned()).collect();
        cage.ids.extend(ids);
        cage
    }

    fn author(&self, received: &Answer) -> Client<'a> {
        self.app.anyone().with("Hapur-Receipt", received.body["receipt"].as_str().unwrap())
    }

    async fn revision(&self, received: &Answer) -> String {
        format!("\"{}\"", self.author(received).get(&at(received)).await.expect(200).body["revision"])
    }

    async fn decide(&self, received: &Answer, decision: Value) {
        let path = at(received).replace("/v1/", "/v1/moderation/") + "/decision";
        self.app.moderator().having_read(self.revision(received).await).post(&path, decision).await.expect(200);
    }

    async fn bring(&mut self, received: &Answer, state: &str) {
        let why = format!("{} është arsyeja e moderatorit.", canary(state, "why"));
        let because = |outcome: &str| json!({"outcome": outcome, "reasons": ["insult"], "explanation": why.clone()});
        if ["hidden", "withdrawn", "erased"].contains(&state) {
            self.decide(received, json!({"outcome": "publish"})).await;
            let answer = json!({"outcome": "noted", "reason": words(&canary(state, "answer"))});
            let made = self.app.editor_of("ministry").post(&format!("{}/responses", at(received)), answer).await.expect(201);
            self.ids.push(made.body["id"].as_str().unwrap().to_owned());
        }
        match state {
            "escalated" => self.decide(received, json!({"outcome": "escalate", "explanation": why})).await,
            "merged" => {
                let merge = json!({"outcome": "merge", "into": self.public.body["id"], "explanation": why});
                self.decide(received, merge).await;
            }
            "rejected" => {
                self.decide(received, because("reject")).await;
                let appeal = json!({"text": format!("{} nuk pajtohet.", canary(state, "appeal"))});
                let filed = self.author(received).post(&format!("{}/appeals", at(received)), appeal).await.expect(201);
                self.ids.push(filed.body["id"].as_str().unwrap().to_owned());
            }
            "hidden" => self.decide(received, because("hide")).await,
            "withdrawn" => {
                let author = self.author(received).having_read(self.revision(received).await);
                author.post_nothing(&format!("{}/withdrawal", at(received))).await.expect(200);
            }
            "erased" => self.erase(received).await,
            _ => {}
        }
    }

    async fn erase(&self, received: &Answer) {
        let admin = self.app.admin().having_read(self.revision(received).await);
        admin.post(&format!("{}/erasure", at(received)), json!({"reason": "data_subject"})).await.expect(200);
    }

    /// What nobody may find, small letters all.
    fn secrets(&self) -> Vec<String> {
        let words = STATES.iter().flat_map(|state| PARTS.map(|part| canary(state, part)));
        let all = self.hidden_away.iter().map(|(_, it)| it).chain([&self.public]);
        let receipts = all.map(|it| it.body["receipt"].as_str().unwrap().to_lowercase());
        words.chain(receipts).collect()
    }

    /// What somebody could ask for with a parameter.
    fn values(&self, name: &str, schema: &Value, document: &Value) -> Vec<String> {
        let schema = schema["$ref"].as_str().map_or(schema, |to| document.pointer(&to[1..]).unwrap());
        if let Some(values) = schema["enum"].as_array() {
            return values.iter().map(|it| it.as_str().unwrap().to_owned()).collect();
        }
        let words = || STATES.iter().flat_map(|state| PARTS.map(|part| canary(state, part)));
        match name {
            "q" => words().chain(["zog".into(), "Plani".into(), canary("published", "text")]).collect(),
            "parent" | "document" | "milestone" | "organization" | "issuer" | "publisher" | "track" => self.ids.clone(),
            "subject" => ["document:plan", "milestone:step", "decision:law"].map(Into::into).to_vec(),
            "roots" | "prefix" => vec!["true".into(), "false".into()],
            "kind" => ["comment.", "appeal.", "response."].map(Into::into).to_vec(),
            "changed_after" => vec!["0".into()],
            "from" | "since" => vec!["2026-11-23".into(), "2026-11-23T10:00:00.000Z".into()],
            _ => vec![],
        }
    }

    /// Every address that everybody may read, with every id and each filter.
    fn addresses(&self) -> Vec<String> {
        let (document, mut all) = (hapur::app::document(), vec![]);
        let paths = document["paths"].as_object().unwrap().iter();
        for (path, operation) in
            paths.filter_map(|(path, item)| Some((path, item.get("get")?))).filter(|(_, it)| it["security"] == json!([]))
        {
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            let asked: Vec<_> = parameters.iter().filter(|it| it["in"] == "query").collect();
            let has = |name: &str| asked.iter().any(|it| it["name"] == name);
            let always = [(has("limit"), "limit=100"), (has("prefix"), "prefix=true")].map(|(has, it)| if has { it } else { "" }).join("&");
            let mut queries = if path.ends_with("/search") { vec![] } else { vec![always.clone()] };
            for parameter in &asked {
                let name = parameter["name"].as_str().unwrap();
                let values = self.values(name, &parameter["schema"], &document);
                let needs = if path.ends_with("/search") && name != "q" { "&q=zog" } else { "" };
                let more = if name == "prefix" { "limit=100" } else { &always };
                queries.extend(values.into_iter().map(|value| format!("{more}&{name}={value}{needs}")));
            }
            let ids = if path.contains("{id}") { &self.ids[..] } else { &self.ids[..1] };
            for id in ids {
                let here = path.replace("{id}", id).replace("{number}", "1");
                all.extend(queries.iter().map(|query| format!("{here}?{}", query.trim_matches('&'))));
            }
        }
        all
    }

    /// Everything that is answered to everybody: where, and what.
    async fn answers(&self) -> Vec<(String, Answer)> {
        let mut all = vec![];
        for address in self.addresses() {
            let address = address.trim_end_matches('?').replace("&&", "&");
            // The receipt of one comment opens no other.
            let stranger =
                if address.ends_with(self.public.body["id"].as_str().unwrap()) { self.app.anyone() } else { self.author(&self.public) };
            all.push((address.clone(), stranger.get(&address).await));
        }
        for page in
            ["/sitemap.xml", "/robots.txt", "/sq/documents/plan", "/sr/documents/plan", "/sr-cyrl/documents/plan", "/en/documents/plan"]
        {
            all.push((page.into(), self.app.anyone().visit(page).await.expect(200)));
        }
        all
    }
}

async fn said(app: &TestApp, state: &str) -> Answer {
    let subject = json!({"kind": "document", "id": "plan"});
    let [text, name, organization] = ["text", "name", "organization"].map(|part| canary(state, part));
    hand_in(app, json!({"subject": subject, "language": "sq", "body": text, "author_name": name, "organization": organization})).await
}

fn shown(answer: &Answer) -> String {
    let headers = answer.headers.iter().map(|(name, value)| format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes())));
    headers.collect::<String>().to_lowercase() + &String::from_utf8_lossy(&answer.bytes).to_lowercase()
}

story! {
    async fn nothing_of_a_comment_that_is_not_public_is_found_in_any_public_answer(app) {
        let mut app = app;
        let _web = app.serve_web().await;
        let cage = Cage::filled(&app).await;
        let (secrets, answers) = (cage.secrets(), cage.answers().await);
        let dark: Vec<_> = cage.hidden_away.iter().filter(|(state, _)| DARK.contains(state)).map(|(_, it)| it.body["id"].as_str().unwrap()).collect();
        let mut seen = vec![];
        for (address, answer) in &answers {
            let shown = shown(answer);
            let asked_for = |needle: &str| address.contains(needle);
            for secret in secrets.iter().filter(|secret| !asked_for(secret)) {
                assert!(!shown.contains(secret.as_str()), "{secret} stands in {address}");
            }
            for id in dark.iter().filter(|id| !asked_for(id) && !address.starts_with("/api/v1/changes")) {
                assert!(!shown.contains(id), "{id} stands in {address}");
            }
            if secrets.iter().any(|secret| asked_for(secret)) && answer.status == 200 {
                assert_eq!(answer.body["items"], json!([]), "{address}");
            }
            if shown.contains("zogpublishedtext") {
                seen.push(address.as_str());
            }
        }
        for place in ["/comments?", "/search?", "format=json", "format=csv", "format=html", "/sq/documents/plan", cage.public.body["id"].as_str().unwrap()] {
            assert!(seen.iter().any(|address| address.contains(place)), "what is public is not at {place}: the test proves nothing");
        }
        assert!(answers.iter().filter(|(_, answer)| answer.status == 200).count() > 150, "{}", answers.len());
    }

    async fn after_erasure_nothing_is_left_in_the_bytes_of_the_database(app) {
        let cage = Cage::filled(&app).await;
        let secrets = cage.secrets();
        let before = app.database.bytes();
        assert!(["hiddentext", "rejectedwhy", "rejectedappeal", "hiddenanswer"].iter().all(|it| found(&before, &format!("zog{it}"))));
        for (state, received) in cage.hidden_away.iter().filter(|(state, _)| *state != "erased") {
            cage.erase(received).await;
            let left = app.database.bytes();
            for part in PARTS {
                assert!(!found(&left, &canary(state, part)), "{part} of what was {state}");
            }
        }
        let left = app.database.bytes().to_ascii_lowercase();
        for secret in secrets {
            assert!(!found(&left, &secret), "{secret}");
        }
        assert!(found(&left, "zogpublishedtext"));
    }
}
