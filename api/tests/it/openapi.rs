//! The OpenAPI document is current, and true about who may call. (That it is true about answers every story proves.)
use crate::support::{Kind, TestApp};
use actix_web::http::Method;
use serde_json::Value;

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi/openapi.json");

/// `UPDATE=1 cargo test openapi` writes it anew.
#[test]
fn the_committed_document_is_the_generated_one() {
    let generated = serde_json::to_string_pretty(&hapur::app::document()).unwrap() + "\n";
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(COMMITTED, &generated).unwrap();
    }
    let committed = std::fs::read_to_string(COMMITTED).unwrap_or_default();
    assert!(committed == generated, "openapi/openapi.json is old; run: UPDATE=1 cargo test openapi");
}

fn operations() -> Vec<(String, Method, Value)> {
    let document = hapur::app::document();
    let paths = document["paths"].as_object().unwrap().clone();
    let each = paths.into_iter().flat_map(|(path, item)| {
        let item = item.as_object().unwrap().clone();
        item.into_iter().map(move |(method, operation)| (path.clone(), method.to_uppercase().parse().unwrap(), operation))
    });
    each.collect()
}

/// Every operation with a path that could lead somewhere, the one that signs out last.
fn calls() -> Vec<(Method, String, Value)> {
    let fill = |path: String| path.replace("{number}", "1").replace("{id}", "0193a5c0-7d7e-7000-8000-000000000000");
    let mut calls: Vec<_> = operations().into_iter().map(|(path, method, operation)| (method, fill(path), operation)).collect();
    calls.sort_by_key(|(.., operation)| operation["operationId"] == "close_session");
    calls
}

#[actix_web::test]
async fn an_operation_asks_for_a_token_exactly_if_it_says_so() {
    let app = TestApp::new(Kind::Sqlite).await;
    for (method, path, operation) in calls() {
        let answer = app.anyone().send(method.clone(), &path, None).await;
        let ways = operation["security"].as_array().unwrap();
        let needs = !ways.is_empty() && !ways.contains(&serde_json::json!({}));
        assert_eq!(answer.code() == "unauthenticated", needs, "{method} {path} {}", answer.status);
        let answer = app.anyone().with_token("nonsense").send(method.clone(), &path, None).await;
        assert_eq!(answer.code(), "invalid_token", "{method} {path}");
    }
}

#[actix_web::test]
async fn an_operation_lets_in_exactly_the_roles_that_it_names() {
    let app = TestApp::new(Kind::Sqlite).await;
    let everybody = [("admin", app.admin()), ("editor", app.editor()), ("moderator", app.moderator())];
    for (method, path, operation) in calls() {
        let named = operation["security"][0]["bearer"].as_array().cloned().unwrap_or_default();
        for (role, caller) in &everybody {
            let answer = caller.send(method.clone(), &path, None).await;
            let refused = !named.is_empty() && !named.contains(&Value::from(*role));
            assert_eq!(answer.code() == "forbidden", refused, "{method} {path} as {role}: {}", answer.status);
            let known = !["unauthenticated", "invalid_token"].contains(&answer.code());
            assert!(known || operation["operationId"] == "refresh_session", "{method} {path} as {role}: {}", answer.body);
        }
    }
}

#[test]
fn everything_is_described() {
    let document = hapur::app::document();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        assert!(schema["description"].is_string(), "the schema {name} says nothing");
        for (property, said) in schema["properties"].as_object().into_iter().flatten() {
            let described = said["description"].is_string() || said["$ref"].is_string();
            assert!(described, "{name}.{property} says nothing");
        }
    }
    for (path, method, operation) in operations() {
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            assert!(parameter["description"].is_string(), "{method} {path}: {} says nothing", parameter["name"]);
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    fn walk(value: &Value, document: &Value) {
        match value {
            Value::Object(object) => {
                if let Some(to) = object.get("$ref").and_then(Value::as_str) {
                    assert!(document.pointer(to.trim_start_matches('#')).is_some(), "{to} is not there");
                }
                object.values().for_each(|inner| walk(inner, document));
            }
            Value::Array(items) => items.iter().for_each(|inner| walk(inner, document)),
            _ => {}
        }
    }
    let document = hapur::app::document();
    walk(&document, &document);
}

#[test]
fn every_operation_is_described() {
    for (path, method, operation) in operations() {
        for part in ["summary", "description", "operationId", "tags"] {
            assert!(!operation[part].is_null(), "{method} {path} lacks {part}");
        }
        assert!(operation["summary"].as_str().unwrap().ends_with('.'), "{method} {path}: a summary is a sentence");
    }
}
