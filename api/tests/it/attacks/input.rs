//! What somebody sends to make the server take more, say more or do more than it should.
use crate::comments::text;
use crate::support::story;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::process::Command;
use std::time::{Duration, Instant};

/// What a refusal may take, on a busy machine and where nothing is optimised.
const LONG: Duration = Duration::from_secs(2);

/// Every object that a body may hold, with where it stands.
fn objects(at: &str, schema: &Value, document: &Value, seen: &mut BTreeSet<String>, found: &mut Vec<(String, Value)>) {
    if let Some(to) = schema["$ref"].as_str() {
        if seen.insert(to.to_owned()) {
            objects(to, document.pointer(&to[1..]).unwrap(), document, seen, found);
        }
        return;
    }
    if schema["properties"].is_object() {
        found.push((at.to_owned(), schema.clone()));
    }
    match schema {
        Value::Object(fields) => fields.iter().for_each(|(name, inner)| objects(&format!("{at}/{name}"), inner, document, seen, found)),
        Value::Array(inner) => inner.iter().for_each(|inner| objects(at, inner, document, seen, found)),
        _ => {}
    }
}

#[test]
fn no_operation_takes_a_field_that_it_does_not_name() {
    let (document, mut seen, mut found) = (hapur::app::document(), BTreeSet::new(), vec![]);
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            objects(&format!("{method} {path}"), &operation["requestBody"], &document, &mut seen, &mut found);
        }
    }
    assert!(found.len() > 25, "only {} objects", found.len());
    let open: Vec<_> = found.iter().filter(|(_, schema)| schema["additionalProperties"] != json!(false)).map(|(at, _)| at).collect();
    assert!(open.is_empty(), "these take anything: {open:?}");
}

/// What reads a URL from somewhere else would need one of these.
const CLIENTS: [&str; 12] =
    ["reqwest", "ureq", "hyper", "hyper-util", "awc", "curl", "isahc", "surf", "attohttpc", "minreq", "rustls", "native-tls"];

#[test]
fn the_server_has_nothing_to_fetch_with() {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["tree", "--offline", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}"]);
    let said = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let tree = String::from_utf8(said.stdout).unwrap();
    let names: BTreeSet<_> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(names.contains("actix-web") && names.len() > 100, "{}", names.len());
    let clients: Vec<_> = CLIENTS.iter().filter(|name| names.contains(*name)).collect();
    assert!(clients.is_empty(), "{clients:?}");
}

story! {
    async fn no_text_makes_a_pattern_run_for_long(app) {
        let plan = app.document("plan");
        let started = |started: Instant, what: &str| assert!(started.elapsed() < LONG, "{what}: {:?}", started.elapsed());
        for (name, body) in [("blank", " ".repeat(5000)), ("NUL at the end", " ".repeat(4999) + "\0"), ("half a mark", "\u{1f}".repeat(5000))] {
            let now = Instant::now();
            app.anyone().post("/api/v1/comments", text(&plan, &body)).await.refused(422, "invalid");
            started(now, name);
        }
        for query in ["a".repeat(200), "a%20".repeat(100), "%C3%AB".repeat(100), "-".repeat(200)] {
            let now = Instant::now();
            assert!([200, 400].contains(&app.anyone().get(&format!("/api/v1/search?q={query}")).await.status));
            started(now, &query);
        }
        for (name, value) in [("Accept-Language", "a-".repeat(4000)), ("If-None-Match", "\"a\",".repeat(2000)), ("Range", "bytes=".to_owned() + &"0-1,".repeat(2000)), ("Accept", "text/*;q=0.1,".repeat(600))] {
            let now = Instant::now();
            app.anyone().with(name, value).visit("/api/v1/organizations").await.expect(200);
            started(now, name);
        }
    }

    async fn no_problem_echoes_markup(app) {
        let markup = "<svg onload=alert(1)>";
        let mut body = text(&app.document("plan"), "Po.");
        body[markup] = json!(1);
        let named = app.anyone().post("/api/v1/comments", body).await.refused(422, "invalid");
        assert_eq!(named.body["errors"][0]["pointer"], format!("/{markup}"), "programs need the place as it is");
        let encoded = "%3Csvg%20onload=alert(1)%3E";
        let [path, query] = [format!("/{encoded}"), format!("/api/v1/organizations?{encoded}=1")];
        for answer in [named, app.anyone().visit(&path).await, app.anyone().visit(&query).await] {
            assert_eq!(answer.header("content-type"), Some("application/problem+json"), "no browser shows this as a page");
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
            assert!(answer.header("content-security-policy").is_some_and(|policy| policy.contains("default-src 'none'")));
        }
        assert!(!String::from_utf8_lossy(&app.anyone().visit(&path).await.bytes).contains(markup));
    }
}
