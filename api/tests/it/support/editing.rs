//! What stories about editorial things do again and again.
use super::{Answer, Client, TestApp};
use hapur::db::schema::editorial_things as things;
use serde_json::{Value, json};

/// A text in all three languages.
pub fn text(sq: &str) -> Value {
    json!({"sq": sq, "sr": format!("{sq} (sr)"), "en": format!("{sq} (en)")})
}

impl Client<'_> {
    /// Makes a draft and publishes it.
    pub async fn publish(&self, kind: &str, body: Value) -> Answer {
        let made = self.post(&format!("/api/v1/{kind}"), body).await.expect(201);
        let id = made.body["id"].as_str().unwrap();
        self.having_read(made.etag()).post_nothing(&format!("/api/v1/{kind}/{id}/publication")).await.expect(200)
    }

    /// Changes a thing, having read its newest revision.
    pub async fn revise(&self, path: &str, patch: Value) -> Answer {
        self.having_read(self.newest(path).await).patch(&format!("/api/v1/{path}"), patch).await
    }

    /// Withdraws a thing, having read its newest revision.
    pub async fn withdraw(&self, path: &str) -> Answer {
        let why = json!({"reason": text("Gabim.")});
        self.having_read(self.newest(path).await).post(&format!("/api/v1/{path}/withdrawal"), why).await
    }

    async fn newest(&self, path: &str) -> String {
        self.get(&format!("/api/v1/editorial/{path}")).await.expect(200).etag()
    }

    /// The ids of all items of a list, page by page with so many each.
    pub async fn ids(&self, list: &str, limit: usize) -> Vec<String> {
        let mut ids = vec![];
        let mut after = String::new();
        loop {
            let joint = if list.contains('?') { '&' } else { '?' };
            let page = self.get(&format!("/api/v1/{list}{joint}limit={limit}{after}")).await.expect(200).body;
            let items = page["items"].as_array().unwrap();
            assert!(items.len() <= limit);
            ids.extend(items.iter().map(|item| item["id"].as_str().unwrap().to_owned()));
            let Some(next) = page["next"].as_str() else {
                assert_eq!(page["total"], ids.len());
                return ids;
            };
            after = format!("&after={next}");
        }
    }

    /// What happened since an entry: `decision.published decision-a`.
    pub async fn changes(&self, after: i64) -> Vec<String> {
        let told = self.get(&format!("/api/v1/changes?limit=100&after={after}")).await.expect(200).body;
        let items = told["items"].as_array().unwrap().iter();
        items.map(|it| format!("{} {}", it["kind"].as_str().unwrap(), it["subject"]["id"].as_str().unwrap())).collect()
    }

    /// The number of the newest entry.
    pub async fn head(&self) -> i64 {
        self.get("/api/v1/changes").await.expect(200).body["head"].as_i64().unwrap()
    }
}

impl TestApp {
    /// A published document that has nothing but its id: enough to be referred to.
    pub async fn has_document(&self, id: &'static str) {
        use diesel::prelude::*;
        let row = (things::kind.eq("document"), things::id.eq(id), things::position.eq(""), things::status.eq("published"));
        let life = (things::revision.eq(1), things::created_at.eq(0), things::updated_at.eq(0), things::body.eq("{}"));
        let insert = move |conn: &mut hapur::db::Conn| Ok(diesel::insert_into(things::table).values((row, life)).execute(conn)?);
        self.state.record.db.write(insert).await.unwrap();
    }

    /// Turns the clock.
    pub fn it_is(&self, moment: &str) {
        self.clock.set(moment.parse().unwrap());
    }
}
