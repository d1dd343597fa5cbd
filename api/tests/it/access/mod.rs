//! Who may do what: `access.txt` says it for every operation of the OpenAPI document, in every state of the thing that it
//! is about, and a walk over the whole document holds the server to it.
mod things;

use crate::support::{Client, Kind, PASSWORD, TestApp, text as words};
use actix_web::http::Method;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use things::Thing;

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/access/access.txt");
const CALLERS: [&str; 8] = ["anyone", "author", "editor", "moderator", "admin", "reader", "writer", "speaker"];
const THINGS: [&str; 5] = ["organizations", "tracks", "documents", "milestones", "decisions"];
const COMMENT: &[&str] = &["received", "escalated", "published", "rejected", "hidden", "withdrawn", "merged", "erased", "unknown"];
const HEAD: &str =
    "# Who may do what. One row for each operation and each state of the thing that it is about; `{things}` stands for every kind
# of editorial thing that has the operation. Requests are well-formed and know the newest revision: what a cell says is the
# answer's status. 2xx: allowed; 401: sign in (or, where a password or a code is sent, a wrong one); 403: not in this role;
# 404: nothing there for you; 410: there was something; 409: not in this state, or not by you. A row without an operation
# fails, and an operation without a row.
#
# author: by the comment's receipt. editor: of an organization. reader, writer, speaker: API keys of an editor and moderator
# of an organization, for reading (editorial, moderation), for writing, and for comments in the organization's name.
";

/// What the operations of one row have in common.
fn row_of(path: &str) -> String {
    let short = path.trim_start_matches("/api/v1");
    let generic = |part| if THINGS.contains(&part) && !short.starts_with("/moderation") { "{things}" } else { part };
    short.split('/').map(generic).collect::<Vec<_>>().join("/")
}

/// What the first parameter of a path is the id of; `-` if there is none.
fn kind_of(path: &str) -> &str {
    path.split_once("/{id}").map_or("-", |(before, _)| before.rsplit('/').next().unwrap())
}

fn states_of(path: &str) -> &'static [&'static str] {
    match kind_of(path) {
        "-" => &["-"],
        "comments" => COMMENT,
        "appeals" => &["filed", "in_review", "decided", "unknown"],
        "responses" => &["shown", "hidden", "unknown"],
        "accounts" => &["active", "disabled", "unknown"],
        "api-keys" => &["live", "unknown"],
        "sessions" => &["own", "anothers", "unknown"],
        _ => &["draft", "published", "withdrawn", "unknown"],
    }
}

type Row = (String, String, &'static str);

/// Every operation, those that end sessions last.
fn operations() -> Vec<(String, Method, Value)> {
    let document = hapur::app::document();
    let mut all = vec![];
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            all.push((path.clone(), method.to_uppercase().parse::<Method>().unwrap(), operation.clone()));
        }
    }
    all.sort_by_key(|(path, method, _)| (path.ends_with("/logout"), path.ends_with("/password"), row_of(path), method.to_string()));
    all
}

fn body(path: &str, method: &Method, state: &str, thing: &Thing, fresh: &Thing) -> Option<Value> {
    let part = path.rsplit('/').next().unwrap();
    let (kind, comment) = (kind_of(path), json!({"subject": things::plan(), "language": "sq", "body": "Një mendim."}));
    let secret = "një fjali që e di vetëm unë";
    Some(match (part, method.as_str()) {
        ("{id}", "PATCH") if kind == "comments" => json!({"body": format!("Një mendim {}.", things::number())}),
        ("{id}", "PATCH") if kind == "accounts" => json!({"display_name": format!("Fatme {}", things::number())}),
        ("{id}", "PATCH") if kind == "organizations" => json!({"name": {"en": format!("Name {}", things::number())}}),
        ("{id}", "PATCH") => json!({"title": {"en": format!("Title {}", things::number())}}),
        ("comments", "POST") => comment,
        ("appeals", "POST") => json!({"text": "Nuk pajtohem me këtë vendim."}),
        ("erasure", _) => json!({"reason": "author_request"}),
        ("responses", "POST") if kind == "comments" => json!({"outcome": "noted", "reason": words("Arsyeja.")}),
        ("responses", "POST") => json!({"comments": [fresh.id], "outcome": "noted", "reason": words("Arsyeja.")}),
        ("withdrawal", _) if kind != "comments" => json!({"reason": words("Gabim.")}),
        ("decision", _) if kind == "comments" => things::decision(state),
        ("decision", _) => things::verdict(),
        ("decisions", "POST") if path.contains("moderation") => {
            json!({"items": [{"id": fresh.id, "revision": 2, "decision": things::decision("published")}]})
        }
        ("accounts", "POST") => things::colleague_to_be(),
        ("api-keys", "POST") => things::key_of(&thing.receipt, &["moderation:read"]),
        ("login", _) => json!({"email": "moderator@example.org", "password": PASSWORD}),
        ("password", _) => json!({"current_password": PASSWORD, "new_password": secret}),
        ("reset", _) => {
            json!({"email": format!("nobody-{}@example.org", things::number()), "code": "3n7qk-5x2m9-wb4tc-d8rz1", "new_password": secret})
        }
        ("refresh", _) => json!({}),
        ("totp", _) => json!({"password": PASSWORD}),
        ("confirmation", _) => json!({"code": "287082"}),
        ("removal", _) => json!({"password": PASSWORD, "code": "287082"}),
        (things, "POST") if THINGS.contains(&things) => things::draft(things),
        _ => return None,
    })
}

struct Walk<'a> {
    app: &'a TestApp,
    callers: Vec<Client<'a>>,
    /// Of each kind and state one that nobody has changed yet.
    ready: BTreeMap<(String, String), Thing>,
    account: String,
}

impl<'a> Walk<'a> {
    async fn new(app: &'a TestApp) -> Self {
        app.editor().publish("organizations", json!({"id": "ministry", "kind": "ministry", "name": words("Ministria")})).await;
        app.editor().publish("documents", json!({"id": "plan", "kind": "letter", "title": words("Plani")})).await;
        app.editor().publish("tracks", json!({"id": "line", "position": 1_000, "title": words("Vija")})).await;
        let account =
            app.admin().post("/api/v1/accounts", things::colleague_to_be()).await.expect(201).body["id"].as_str().unwrap().to_owned();
        let mut callers = vec![app.anyone(), app.anyone(), app.editor_of("ministry"), app.moderator(), app.admin()];
        let scopes: [&[&str]; 3] = [&["editorial:read", "moderation:read"], &["editorial:write", "moderation:write"], &["comments:write"]];
        for scopes in scopes {
            let key = app.admin().post("/api/v1/api-keys", things::key_of(&account, scopes)).await.expect(201);
            callers.push(app.anyone().with_token(key.body["key"].as_str().unwrap()));
        }
        Self { app, callers, ready: BTreeMap::new(), account }
    }

    async fn thing(&mut self, kind: &str, state: &str, caller: usize) -> Thing {
        let key = (kind.to_owned(), state.to_owned());
        if let Some(thing) = self.ready.get(&key).filter(|_| kind != "sessions") {
            return thing.clone();
        }
        let thing = things::made(self.app, kind, state, &self.callers[caller]).await;
        self.ready.insert(key, thing.clone());
        thing
    }

    async fn ask(&mut self, (path, method, operation): &(String, Method, Value), state: &str, by: usize) -> u16 {
        let kind = kind_of(path);
        let thing = self.thing(kind, state, by).await;
        let fresh = self.thing("comments", "published", by).await;
        let mut client = self.callers[by].clone();
        if CALLERS[by] == "author" {
            client = client.with("Hapur-Receipt", if thing.receipt.is_empty() { &fresh.receipt } else { &thing.receipt });
        }
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        if parameters.iter().any(|it| it["name"] == "If-Match") {
            client = client.having_read(&thing.etag);
        }
        let query = if path.ends_with("/search") { "?q=plan" } else { "" };
        let at = path.replace("{id}", &thing.id).replace("{number}", "1") + query;
        let of = Thing { receipt: self.account.clone(), ..thing };
        let (media, bytes) = match body(path, method, state, &of, &fresh) {
            _ if path.ends_with("/versions") => things::markdown(),
            Some(body) => (Some("application/json"), body.to_string().into_bytes()),
            None => (None, vec![]),
        };
        let answer = client.ask(method, &at, media, bytes).await;
        if answer.status < 300 && *method != Method::GET {
            self.ready.remove(&(kind.into(), state.into()));
            self.ready.remove(&("comments".into(), "published".into()));
        }
        answer.status
    }
}

fn rows() -> Vec<(Row, Vec<u16>)> {
    let table = std::fs::read_to_string(TABLE).unwrap_or_default();
    let line = |line: &str| {
        let parts: Vec<_> = line.split_whitespace().collect();
        let state = states_of(parts[1]).iter().find(|state| **state == parts[2]).unwrap_or_else(|| panic!("no such state: {line}"));
        let cells = parts[3..].iter().map(|cell| cell.parse().unwrap()).collect();
        ((parts[1].to_owned(), parts[0].to_owned(), *state), cells)
    };
    table.lines().filter(|line| !line.starts_with('#')).map(line).collect()
}

fn written(found: &[(Row, Vec<u16>)]) -> String {
    let mut table = format!("{HEAD}#\n# {:<58}{:<11}{}\n", "operation", "state", CALLERS.map(|it| format!("{it:<10}")).join("").trim_end());
    for ((path, method, state), cells) in found {
        let cells = cells.iter().map(|cell| format!("{cell:<10}")).collect::<String>();
        writeln!(table, "{:<60}{state:<11}{}", format!("{method:<7}{path}"), cells.trim_end()).unwrap();
    }
    table
}

/// `UPDATE=1 cargo test access` writes the table anew: then read what has changed.
#[actix_web::test]
async fn everybody_may_do_exactly_what_the_table_says() {
    let app = TestApp::new(Kind::Sqlite).await;
    let mut walk = Walk::new(&app).await;
    let (expected, mut found, mut wrong) = (BTreeMap::from_iter(rows()), vec![], vec![]);
    for operation in operations() {
        for state in states_of(&operation.0) {
            let row = (row_of(&operation.0), operation.1.to_string(), *state);
            let mut cells = vec![];
            for by in 0..CALLERS.len() {
                cells.push(walk.ask(&operation, state, by).await);
            }
            if expected.get(&row) != Some(&cells) {
                wrong.push(format!("{} {} {state}: {cells:?}, in the table {:?}", operation.1, operation.0, expected.get(&row)));
            }
            if !found.iter().any(|(known, _)| *known == row) {
                found.push((row, cells));
            }
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(TABLE, written(&found)).unwrap();
    }
    let walked: BTreeSet<_> = found.into_iter().map(|(row, _)| row).collect();
    let stale: Vec<_> = expected.keys().filter(|row| !walked.contains(*row)).collect();
    assert!(wrong.is_empty() && stale.is_empty(), "{}\nrows without an operation: {stale:?}", wrong.join("\n"));
}
