//! Every answer in every story must be one that the OpenAPI document promises for that very operation: its status, its
//! media type, its schema.
use super::{Answer, app::document};
use actix_web::http::Method;
use jsonschema::Validator;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

pub fn agrees(method: &Method, path: &str, answer: &Answer) {
    let path = path.split('?').next().unwrap();
    let method = if method == Method::HEAD { Method::GET } else { method.clone() };
    let Some((template, operation)) = operation(&method, path) else {
        assert!([204, 404, 405].contains(&answer.status), "{method} {path} is no operation, yet answers {}", answer.status);
        return;
    };
    let at = format!("{method} {template} {}", answer.status);
    if answer.status == 304 {
        assert!(answer.bytes.is_empty(), "{at}: a body");
        return;
    }
    let promised = &operation["responses"][answer.status.to_string()];
    assert!(promised.is_object(), "{at} is not in openapi.json: {}", answer.body);
    let kind = answer.header("content-type").unwrap_or("").split(';').next().unwrap();
    match promised.get("content") {
        None => assert!(answer.bytes.is_empty(), "{at}: openapi.json promises no body"),
        Some(content) => {
            let media = content.get(kind).unwrap_or_else(|| panic!("{at}: openapi.json does not mention {kind:?}"));
            fits(media, kind, answer, &at);
        }
    }
}

fn fits(media: &Value, kind: &str, answer: &Answer, at: &str) {
    let Some(schema) = media.get("schema").filter(|schema| schema["format"] != "binary") else { return };
    let said = if kind.ends_with("json") { answer.body.clone() } else { Value::from(String::from_utf8_lossy(&answer.bytes)) };
    if let Err(e) = validator(schema, &format!("{at} {kind}")).validate(&said) {
        panic!("{at}: {e}\n{}", answer.body);
    }
}

/// Each schema is compiled once: it takes a hundred times as long as looking at an answer.
fn validator(schema: &Value, at: &str) -> Arc<Validator> {
    static COMPILED: Mutex<BTreeMap<String, Arc<Validator>>> = Mutex::new(BTreeMap::new());
    if let Some(known) = COMPILED.lock().unwrap().get(at) {
        return known.clone();
    }
    let root = serde_json::json!({"allOf": [schema], "components": document()["components"]});
    let compiled = Arc::new(jsonschema::validator_for(&root).unwrap());
    COMPILED.lock().unwrap().insert(at.to_owned(), compiled.clone());
    compiled
}

/// The operation that a path belongs to; a literal path wins over one with a parameter.
pub fn operation(method: &Method, path: &str) -> Option<(&'static str, &'static Value)> {
    let method = method.as_str().to_lowercase();
    let fits = |template: &str| {
        let (ours, given): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
        ours.len() == given.len() && ours.iter().zip(&given).all(|(ours, given)| ours == given || ours.starts_with('{'))
    };
    let paths = document()["paths"].as_object().unwrap();
    let mut fitting: Vec<_> = paths.iter().filter(|(template, _)| fits(template)).collect();
    fitting.sort_by_key(|(template, _)| template.matches('{').count());
    fitting.into_iter().find_map(|(template, item)| item.get(&method).map(|operation| (template.as_str(), operation)))
}
