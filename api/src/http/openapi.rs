//! The OpenAPI document, made from the routes that are really mounted, and completed by rules that hold for all:
//! which problems an operation can answer, who may call it, what every response is called.
use super::page::Cursor;
use super::problem::Problem;
use crate::error::Code;
use crate::language::{Language, Translated};
use actix_web::App;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::OpenApi as _;
use utoipa_actix_web::AppExt;
use utoipa_actix_web::service_config::ServiceConfig;

mod limits;
mod wording;

#[derive(utoipa::OpenApi)]
#[openapi(components(schemas(Problem, Translated, Language)))]
struct Base;

const ABOUT: &str = "The public record of Kosovo's Open Government Partnership process: documents, milestones, decisions, \
organizations, and what people say about them. An independent record; not a government website.\n\n\
Every text comes whole, in Albanian, Serbian and English; `null` is a gap. Everything readable needs no account. \
Follow `/api/v1/changes` to keep a complete mirror. Errors are problem details (RFC 9457) with a stable `code`.";

/// The document of what `routes` mounts.
pub fn document(routes: fn(&mut ServiceConfig)) -> Value {
    let (_, base) = App::new().into_utoipa_app().openapi(Base::openapi()).configure(routes).split_for_parts();
    let mut document = serde_json::to_value(base).unwrap_or_default();
    document["info"] = json!({
        "title": "Hapur", "version": env!("CARGO_PKG_VERSION"), "description": ABOUT,
        "license": {"name": "Data CC0-1.0, published comments CC BY 4.0", "identifier": "CC0-1.0"},
        "contact": {"name": "Hapur"},
    });
    document["servers"] = json!([{"url": "/"}]);
    document["components"]["securitySchemes"] = json!({"bearer": {
        "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
        "description": "The `access_token` of `POST /api/v1/auth/login`. It lasts 10 minutes. Where an operation names a role, the account must have it.\n\n\
            Or an API key (`hapur_…`, from `POST /api/v1/api-keys`), within its scopes and the roles of its account: `editorial:write` gives the role \
            `editor`, `moderation:write` gives `moderator`; `editorial:read` and `moderation:read` give the same for `GET` alone; `comments:write` hands \
            in comments on behalf of the account's organization. No key gives `admin`, or anything under `/auth`."}});
    document["tags"] = tags(&document);
    each_operation(&mut document, complete);
    link_what_is_made(&mut document);
    partial_texts(&mut document);
    wording::complete(&mut document);
    limits::complete(&mut document);
    document
}

fn each_operation(document: &mut Value, mut with: impl FnMut(&str, &str, &mut Value)) {
    for (path, item) in document["paths"].as_object_mut().into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            with(path, method, operation);
        }
    }
}

fn tags(document: &Value) -> Value {
    let mut names = BTreeMap::new();
    each_operation(&mut document.clone(), |_, _, operation| {
        for tag in operation["tags"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            names.insert(tag.to_owned(), json!({"name": tag, "description": about_tag(tag)}));
        }
    });
    names.into_values().collect()
}

fn about_tag(tag: &str) -> &'static str {
    match tag {
        "organizations" => "Who takes part in the process.",
        "tracks" => "The lines on which milestones stand.",
        "documents" => "The texts of the process, with every version and file.",
        "milestones" => "The steps of the process: planned, re-planned, done.",
        "decisions" => "What the government decided, and how decisions relate.",
        "comments" => "What people say, and how it is answered.",
        "responses" => "What organizations answer to comments, and how much is answered.",
        "moderation" => "Deciding on comments, with reasons.",
        "search" => "Finding things and comments by their words.",
        "accounts" => "Signing in and out; colleagues, second factors, API keys.",
        "editorial" => "Drafts and withdrawn things, for editors.",
        "changes" => "Everything that changed, in order, for mirrors.",
        _ => "More.",
    }
}

fn complete(path: &str, method: &str, operation: &mut Value) {
    query_parameters_are_never_null(operation);
    form_of_cursors(path, operation);
    if operation.get("security").is_none() {
        operation["security"] = json!([]);
    }
    let own = operation.as_object_mut().and_then(|it| it.remove("x-problems")).unwrap_or_default();
    let own = own.as_array().into_iter().flatten().filter_map(|name| Code::named(name.as_str()?)).collect::<Vec<_>>();
    if method == "patch" {
        let content = &mut operation["requestBody"]["content"];
        content["application/merge-patch+json"] = content["application/json"].clone();
    }
    let problems = possible(path, operation, own);
    let responses = &mut operation["responses"];
    for (status, response) in responses.as_object_mut().into_iter().flatten() {
        name_response(status, response);
    }
    for (status, codes) in by_status(problems) {
        responses[status.to_string()] = problem_response(status, &codes);
    }
}

/// What any operation of this shape can answer, besides its own problems.
fn possible(path: &str, operation: &Value, own: Vec<Code>) -> Vec<Code> {
    let mut codes = vec![Code::Malformed, Code::UnknownParameter, Code::InvalidToken, Code::TooManyRequests, Code::Unavailable];
    let parameters = operation["parameters"].as_array().map_or(&[][..], Vec::as_slice);
    if parameters.iter().any(|it| it["in"] != "path") {
        codes.push(Code::InvalidParameter);
    }
    if parameters.iter().any(|it| it["name"] == "If-Match") {
        codes.extend([Code::StaleRevision, Code::PreconditionRequired]);
    }
    if parameters.iter().any(|it| it["name"] == "Idempotency-Key") {
        codes.push(Code::IdempotencyKeyReused);
    }
    if parameters.iter().any(|it| it["name"] == "after" && it["schema"]["type"] == "string") {
        codes.push(Code::InvalidCursor);
    }
    if path.contains('{') {
        codes.push(Code::NotFound);
    }
    let ways = operation["security"].as_array().map_or(&[][..], Vec::as_slice);
    if ways.iter().any(|way| way.get("bearer").is_some()) {
        codes.push(Code::Forbidden);
        codes.extend((!ways.contains(&json!({}))).then_some(Code::Unauthenticated));
    }
    let content = &operation["requestBody"]["content"];
    if !content.is_null() {
        codes.extend([Code::RequestTimeout, Code::PayloadTooLarge, Code::UnsupportedMediaType, Code::Invalid]);
    }
    if content.get("application/json").is_some() {
        codes.push(Code::MalformedJson);
    }
    codes.extend(own);
    codes
}

fn by_status(mut codes: Vec<Code>) -> BTreeMap<u16, Vec<Code>> {
    codes.sort();
    codes.dedup();
    let mut sorted = BTreeMap::<u16, Vec<Code>>::new();
    codes.into_iter().for_each(|code| sorted.entry(code.status().as_u16()).or_default().push(code));
    sorted
}

fn problem_response(status: u16, codes: &[Code]) -> Value {
    let lines: Vec<_> = codes.iter().map(|code| format!("`{}`: {}", code.name(), code.title())).collect();
    let names: Vec<_> = codes.iter().map(|code| code.name()).collect();
    let example = json!({
        "type": format!("/api/docs/problems#{}", names[0]), "title": codes[0].title(), "status": status, "code": names[0],
        "instance": "0193a5c0-7d7e-7000-8000-000000000000"});
    json!({
        "description": lines.join("\n\n"),
        "content": {"application/problem+json": {
            "schema": {"allOf": [
                {"$ref": "#/components/schemas/Problem"},
                {"type": "object", "properties": {"code": {"type": "string", "enum": names}, "status": {"type": "integer", "enum": [status]}}}]},
            "example": example}}})
}

fn name_response(status: &str, response: &mut Value) {
    let said = response["description"].as_str().unwrap_or_default();
    if !said.is_empty() {
        return;
    }
    response["description"] = Value::from(match status {
        "200" => "As asked.",
        "201" => "Made.",
        "202" => "Received; decided later.",
        "204" => "Done; there is nothing to say.",
        "206" => "The part that was asked for.",
        "304" => "You have it already.",
        _ => "See the operation.",
    });
}

/// From the answer that made a thing to the operation that reads it: clients and testers can walk on by themselves.
fn link_what_is_made(document: &mut Value) {
    let mut known = BTreeSet::new();
    each_operation(document, |_, _, operation| {
        known.extend(operation["operationId"].as_str().map(ToOwned::to_owned));
    });
    each_operation(document, |_, _, operation| {
        let Some(made) = operation["operationId"].as_str().and_then(|id| id.strip_prefix("create_")) else { return };
        let readers = [format!("find_editorial_{made}"), format!("find_{made}")];
        let Some(reader) = readers.into_iter().find(|reader| known.contains(reader)) else { return };
        let link = json!({"read": {"operationId": reader, "parameters": {"id": "$response.body#/id"}}});
        for status in ["201", "202"] {
            if let Some(response) = operation["responses"].get_mut(status) {
                response["links"] = link.clone();
            }
        }
    });
}

/// A query string cannot say null: an optional parameter is simply left out.
fn query_parameters_are_never_null(operation: &mut Value) {
    for parameter in operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
        let schema = &mut parameter["schema"];
        if let Some(types) = schema["type"].as_array() {
            let known = types.iter().find(|it| *it != "null").cloned();
            schema["type"] = known.unwrap_or_default();
        }
        if let Some(one_of) = schema.get("oneOf").and_then(Value::as_array) {
            let known = one_of.iter().find(|it| it["type"] != "null").cloned();
            *schema = known.unwrap_or_default();
        }
    }
}

/// A list of editorial things takes its own cursors only; all such lists share one description of `after`.
fn form_of_cursors(path: &str, operation: &mut Value) {
    let list = path.rsplit('/').next().unwrap_or_default();
    for parameter in operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
        let is_cursor = parameter["name"] == "after" && parameter["schema"]["type"] == "string";
        if is_cursor && parameter["schema"].get("pattern").is_none() {
            parameter["schema"]["pattern"] = Cursor::pattern::<2>(list).into();
        }
    }
}

/// Merge patches may send single languages of a text.
fn partial_texts(document: &mut Value) {
    let schemas = &mut document["components"]["schemas"];
    let mut partial = schemas["Translated"].clone();
    if let Some(object) = partial.as_object_mut() {
        object.remove("required");
        object.insert("description".into(), "Single languages of a text; `null` removes one.".into());
    }
    schemas["TranslatedPatch"] = partial;
    if let Some(known) = schemas.as_object_mut() {
        let sorted: BTreeMap<String, Value> = std::mem::take(known).into_iter().collect();
        *known = Map::from_iter(sorted);
    }
}
