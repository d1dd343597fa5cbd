//! Reading content: every file whole, every thing held against the API's own schema, before anything is written.
use super::Source;
use crate::error::Error;
use crate::http::{Contract, parse_json};
use crate::record::Kind;
use anyhow::{anyhow, bail};
use serde::Deserialize;
use serde_json::Value;

/// In this order each kind finds what it refers to.
pub(super) const FILES: [(Kind, &str, &str); 5] = [
    (Kind::Organization, "organizations.json", "NewOrganization"),
    (Kind::Track, "tracks.json", "NewTrack"),
    (Kind::Document, "documents.json", "NewDocument"),
    (Kind::Milestone, "milestones.json", "NewMilestone"),
    (Kind::Decision, "decisions.json", "NewDecision"),
];

/// One thing to take in.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub kind: Kind,
    pub id: String,
    /// As the body of a POST.
    pub body: Value,
    pub versions: Vec<VersionItem>,
}

/// One version of a document to take in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VersionItem {
    pub language: crate::documents::VersionLanguage,
    /// A name below `files/`.
    pub file: String,
    #[serde(default)]
    pub note: crate::language::Translated,
}

/// Everything there is.
pub(super) fn read(source: &Source, contract: &Contract) -> anyhow::Result<Vec<Item>> {
    source.check()?;
    let mut items: Vec<Item> = vec![];
    for (kind, file, schema) in FILES {
        let Some(bytes) = source.read(file)? else { continue };
        let list = parse_json(&bytes).map_err(|e| anyhow!("{file}: {e}"))?;
        let Value::Array(list) = list else { bail!("{file}: it must be a list") };
        for (at, value) in list.into_iter().enumerate() {
            let id = value["id"].as_str().map(|id| format!(" ({id:.80})")).unwrap_or_default();
            let item = item(kind, schema, value, contract).map_err(|e| anyhow!("{file} item {at}{id}: {e:#}"))?;
            if items.iter().any(|other| (other.kind, &other.id) == (kind, &item.id)) {
                bail!("{file} item {at}: the id {:?} stands twice", item.id);
            }
            items.push(item);
        }
    }
    if items.is_empty() {
        bail!("there is none of {}", FILES.map(|(_, file, _)| file).join(", "));
    }
    Ok(items)
}

fn item(kind: Kind, schema: &str, mut body: Value, contract: &Contract) -> anyhow::Result<Item> {
    let versions = match body.as_object_mut().filter(|_| kind == Kind::Document).and_then(|it| it.remove("versions")) {
        Some(versions) => serde_json::from_value(versions).map_err(|e| anyhow!("/versions: {e}"))?,
        None => vec![],
    };
    contract.check_named(schema, &body).map_err(described)?;
    let Some(id) = body["id"].as_str().map(ToOwned::to_owned) else { bail!("/id required") };
    Ok(Item { kind, id, body, versions })
}

fn described(error: Error) -> anyhow::Error {
    let places: Vec<_> = error.errors.iter().map(|e| format!("{} {}", e.pointer, e.code)).collect();
    anyhow!("{}", places.join(", "))
}
