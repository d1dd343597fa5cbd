//! What every answer tells about limits, in the document.
use super::each_operation;
use serde_json::{Value, json};

/// Describes the headers once, and mentions them where people look for them: at success, and at the limit.
pub(super) fn complete(document: &mut Value) {
    document["components"]["headers"] = headers();
    each_operation(document, |_, _, operation| {
        for (status, response) in operation["responses"].as_object_mut().into_iter().flatten() {
            let told: &[&str] = match status.as_str() {
                "429" => &["RateLimit", "RateLimit-Policy", "Retry-After"],
                "503" => &["Retry-After"],
                status if status.starts_with('2') => &["RateLimit", "RateLimit-Policy"],
                _ => &[],
            };
            for name in told {
                response["headers"][name] = json!({"$ref": format!("#/components/headers/{name}")});
            }
        }
    });
}

fn headers() -> Value {
    json!({
        "RateLimit": {
            "description": "In every answer: how you stand with each limit that this request counted for: `r` is what is left, and after `t` seconds it is whole again (or, if nothing is left, there is one more). Not there where limits are lifted.",
            "schema": {"type": "string", "pattern": "^\"[a-z-]+\";r=[0-9]+;t=[0-9]+(, \"[a-z-]+\";r=[0-9]+;t=[0-9]+)*$"},
            "example": "\"reads\";r=2999;t=1"},
        "RateLimit-Policy": {
            "description": "In every answer: the limits that this request counted for: `q` requests in `w` seconds (draft-ietf-httpapi-ratelimit-headers-11).",
            "schema": {"type": "string", "pattern": "^\"[a-z-]+\";q=[0-9]+;w=[0-9]+(, \"[a-z-]+\";q=[0-9]+;w=[0-9]+)*$"},
            "example": "\"reads\";q=3000;w=60"},
        "Retry-After": {
            "description": "After so many seconds it is worth trying again.",
            "schema": {"type": "string", "pattern": "^[0-9]+$"},
            "example": "2"},
    })
}
