//! Published things to comment on, put into the database past the API: the stories of comments need no more of them than
//! that they are there.
use super::TestApp;
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};

impl TestApp {
    /// A published document, open for comments all the time.
    pub fn document(&self, id: &str) -> Value {
        self.thing("document", id, "published", &json!({}))
    }

    /// A thing of that kind and status, with these fields; answers how a comment names it.
    pub fn thing(&self, kind: &str, id: &str, status: &str, fields: &Value) -> Value {
        let body = json!({"fields": fields, "provenance": {}, "managed": {}}).to_string().replace('\'', "''");
        let withdrawal =
            if status == "withdrawn" { r#"'{"reason":{"sq":"S","sr":"S","en":null},"at":"2026-01-01T00:00:00.000Z"}'"# } else { "NULL" };
        self.sql(&format!(
            "INSERT INTO editorial_things (kind, id, position, status, revision, created_at, updated_at, withdrawal, body) \
             VALUES ('{kind}', '{id}', '', '{status}', 3, 0, 0, {withdrawal}, '{body}')"
        ))
        .unwrap();
        json!({"kind": kind, "id": id})
    }

    /// Goes past the program, as somebody with the database's password would.
    pub fn sql(&self, sql: &str) -> diesel::QueryResult<()> {
        self.database.db.connection().unwrap().batch_execute(sql)
    }
    /// How many rows there are of these: what follows after `SELECT COUNT(*) FROM`.
    pub fn rows(&self, of: &str) -> i64 {
        let counted = diesel::sql_query(format!("SELECT COUNT(*) AS number FROM {of}"));
        counted.get_result::<Counted>(&mut *self.database.db.connection().unwrap()).unwrap().number
    }
}

#[derive(diesel::QueryableByName)]
struct Counted {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    number: i64,
}
