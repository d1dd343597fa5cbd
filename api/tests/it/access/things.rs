//! What the access table speaks of: things of every kind, each brought into the state that a row names.
use crate::comments::{hand_in, text};
use crate::support::{Answer, Client, TestApp, text as words};
use actix_web::http::Method;
use hapur::accounts;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU32, Ordering};

const NOBODY: &str = "0193a5c0-7d7e-7000-8000-000000000000";
static NUMBER: AtomicU32 = AtomicU32::new(1);

#[derive(Clone, Default)]
pub struct Thing {
    pub id: String,
    pub etag: String,
    pub receipt: String,
}

pub fn number() -> u32 {
    NUMBER.fetch_add(1, Ordering::Relaxed)
}

pub fn plan() -> Value {
    json!({"kind": "document", "id": "plan"})
}

/// Whoever brings things into their state: none of those who stand in the table.
fn colleague(app: &TestApp) -> Client<'_> {
    app.with_roles("moderator+admin")
}

pub async fn made(app: &TestApp, things: &str, state: &str, caller: &Client<'_>) -> Thing {
    match (things, state) {
        ("-", _) => Thing { id: "nothing".into(), ..comment(app, "received").await },
        (_, "unknown") => {
            let id = if ["tracks", "organizations"].contains(&things) { "nothing" } else { NOBODY };
            Thing { id: id.into(), etag: "\"1\"".into(), ..comment(app, "received").await }
        }
        ("comments", _) => comment(app, state).await,
        ("appeals", _) => appeal(app, state).await,
        ("responses", _) => response(app, state).await,
        ("accounts", _) => account(app, state).await,
        ("api-keys", _) => api_key(app).await,
        ("sessions", _) => session(app, state, caller).await,
        _ => editorial(app, things, state).await,
    }
}

pub fn decision(state: &str) -> Value {
    match state {
        "published" | "rejected" => {
            json!({"outcome": "hide", "reasons": ["spam"], "explanation": "It only advertises something."})
        }
        "hidden" => json!({"outcome": "restore"}),
        "merged" => json!({"outcome": "split"}),
        _ => json!({"outcome": "publish"}),
    }
}

async fn comment(app: &TestApp, state: &str) -> Thing {
    let received = hand_in(app, text(&plan(), "Një mendim.")).await;
    let at = format!("/api/v1/comments/{}", received.body["id"].as_str().unwrap());
    let author = app.anyone().with("Hapur-Receipt", received.body["receipt"].as_str().unwrap());
    let reject = json!({"outcome": "reject", "reasons": ["spam"], "explanation": "It only advertises something."});
    let steps = match state {
        "escalated" => vec![json!({"outcome": "escalate"})],
        "published" => vec![decision("received")],
        "rejected" => vec![reject],
        "hidden" => vec![decision("received"), decision("published")],
        "merged" => vec![json!({"outcome": "merge", "into": hand_in(app, text(&plan(), "Një mendim!")).await.body["id"]})],
        _ => vec![],
    };
    for (step, revision) in steps.into_iter().zip(1..) {
        let path = at.replace("/v1/", "/v1/moderation/") + "/decision";
        colleague(app).having_read(format!("\"{revision}\"")).post(&path, step).await.expect(200);
    }
    match state {
        "withdrawn" => drop(author.having_read("\"1\"").post_nothing(&format!("{at}/withdrawal")).await.expect(200)),
        "erased" => {
            let why = json!({"reason": "author_request"});
            colleague(app).having_read("\"1\"").post(&format!("{at}/erasure"), why).await.expect(200);
        }
        _ => {}
    }
    let own = author.get(&at).await.expect(200);
    assert_eq!(own.body["state"], state);
    thing(&own, received.body["receipt"].as_str().unwrap())
}

fn thing(answer: &Answer, receipt: &str) -> Thing {
    let etag = format!("\"{}\"", answer.body["revision"].as_i64().unwrap_or(1));
    Thing { id: answer.body["id"].as_str().unwrap().into(), etag, receipt: receipt.into() }
}

async fn appeal(app: &TestApp, state: &str) -> Thing {
    let of = comment(app, "rejected").await;
    let author = app.anyone().with("Hapur-Receipt", &of.receipt);
    let filed = author.post(&format!("/api/v1/comments/{}/appeals", of.id), json!({"text": "Nuk pajtohem me këtë."})).await.expect(201);
    let at = format!("/api/v1/moderation/appeals/{}", filed.body["id"].as_str().unwrap());
    let mut now = app.moderator().get(&at).await.expect(200);
    if state != "filed" {
        now = app.moderator().having_read(now.etag()).post_nothing(&format!("{at}/review")).await.expect(200);
    }
    if state == "decided" {
        app.moderator().having_read(now.etag()).post(&format!("{at}/decision"), verdict()).await.expect(200);
    }
    let etag = app.moderator().get(&at).await.expect(200).etag();
    Thing { id: filed.body["id"].as_str().unwrap().into(), etag, receipt: of.receipt }
}

pub fn verdict() -> Value {
    json!({"outcome": "upheld", "answer": "Vendimi ishte i drejtë, sepse komenti reklamon."})
}

async fn response(app: &TestApp, state: &str) -> Thing {
    let on = comment(app, "published").await;
    let answer = json!({"outcome": "noted", "reason": words("Arsyeja.")});
    let made = app.editor_of("ministry").post(&format!("/api/v1/comments/{}/responses", on.id), answer).await.expect(201);
    if state == "hidden" {
        let path = format!("/api/v1/moderation/comments/{}/decision", on.id);
        colleague(app).having_read("\"2\"").post(&path, decision("published")).await.expect(200);
    }
    thing(&made, &on.receipt)
}

async fn account(app: &TestApp, state: &str) -> Thing {
    let made = app.admin().post("/api/v1/accounts", colleague_to_be()).await.expect(201);
    let at = format!("/api/v1/accounts/{}", made.body["id"].as_str().unwrap());
    if state == "disabled" {
        app.admin().having_read(made.etag()).post_nothing(&format!("{at}/deactivation")).await.expect(200);
    }
    Thing { etag: app.admin().get(&at).await.expect(200).etag(), ..thing(&made, "") }
}

pub fn colleague_to_be() -> Value {
    json!({"email": format!("colleague-{}@example.org", number()), "roles": ["editor", "moderator"], "organization": "ministry"})
}

pub fn key_of(account: &str, scopes: &[&str]) -> Value {
    json!({"account": account, "name": "A program", "scopes": scopes, "expires_at": "2027-06-30T00:00:00.000Z"})
}

async fn api_key(app: &TestApp) -> Thing {
    let of = account(app, "active").await;
    let made = app.admin().post("/api/v1/api-keys", key_of(&of.id, &["moderation:read"])).await.expect(201);
    thing(&made, "")
}

/// Another session of the caller; that of a colleague if it shall not be theirs, or they have none.
async fn session(app: &TestApp, state: &str, caller: &Client<'_>) -> Thing {
    let me = caller.get("/api/v1/auth/me").await;
    let me = if me.status == 200 && state == "own" { me } else { colleague(app).get("/api/v1/auth/me").await.expect(200) };
    let mut conn = app.database.db.connection().unwrap();
    let opened = accounts::open_session(&mut conn, me.body["id"].as_str().unwrap(), Some("another"), app.clock.now()).unwrap();
    Thing { id: opened.session, ..Thing::default() }
}

pub fn draft(things: &str) -> Value {
    let (n, title) = (number(), words("Titulli"));
    let mut body = match things {
        "organizations" => json!({"kind": "forum", "name": title}),
        "tracks" => json!({"title": title, "position": n}),
        "documents" => json!({"kind": "letter", "title": title}),
        "milestones" => json!({"track": "line", "position": n, "title": title}),
        _ => json!({"issuer": "ministry", "date": "2023", "title": title}),
    };
    body["id"] = json!(format!("thing-{n}"));
    body
}

async fn editorial(app: &TestApp, things: &str, state: &str) -> Thing {
    let made = app.editor().post(&format!("/api/v1/{things}"), draft(things)).await.expect(201);
    let path = format!("{things}/{}", made.body["id"].as_str().unwrap());
    let mut etag = made.etag();
    if things == "documents" {
        let (kind, form) = markdown();
        let client = app.editor().having_read(etag);
        client.send_bytes(Method::POST, &format!("/api/v1/{path}/versions"), kind, form).await.expect(201);
        etag = app.editor().get(&format!("/api/v1/editorial/{path}")).await.expect(200).etag();
    }
    if state != "draft" {
        app.editor().having_read(etag).post_nothing(&format!("/api/v1/{path}/publication")).await.expect(200);
    }
    if state == "withdrawn" {
        app.editor().withdraw(&path).await.expect(200);
    }
    let etag = app.editor().get(&format!("/api/v1/editorial/{path}")).await.expect(200).etag();
    Thing { etag, ..thing(&made, "") }
}

/// A small file, as a form sends it.
pub fn markdown() -> (Option<&'static str>, Vec<u8>) {
    let meta =
        "--edge\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{\"language\": \"sq\"}\r\n";
    let head = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.md\"\r\nContent-Type: text/markdown\r\n\r\n";
    (Some("multipart/form-data; boundary=edge"), format!("{meta}{head}# Titulli {}\n\r\n--edge--\r\n", number()).into_bytes())
}
