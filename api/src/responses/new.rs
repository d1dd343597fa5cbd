//! What an editor writes.
use super::{Changed, ResponseOutcome};
use crate::language::{OfficialText, Translated};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa::openapi::schema::{Array, ArrayBuilder, ObjectBuilder, SchemaFormat, Type};

/// An answer to a comment, in the name of the editor's own organization.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(
    json!({"outcome": "partly_accepted", "reason": {"sq": "Afati u zgjat; tryeza mbetet një.", "sr": "Rok je produžen; sto ostaje jedan.", "en": "The deadline was extended; there will be one round table only."}, "changed": {"thing": {"kind": "document", "id": "letter-of-intent-2023"}}}),
    json!({"outcome": "noted", "reason": {"sq": "Faleminderit për vërejtjen.", "sr": "Hvala na primedbi.", "en": null}})
))]
pub struct NewResponse {
    /// What became of what the comment says.
    pub outcome: ResponseOutcome,
    /// Why; in Albanian and Serbian at least.
    #[schema(value_type = OfficialText)]
    pub reason: Translated,
    /// What was changed because of it.
    #[serde(default)]
    pub changed: Option<Changed>,
    /// The id of the response of your organization that this one takes the place of. It stays readable.
    #[serde(default)]
    #[schema(format = "uuid")]
    pub supersedes: Option<String>,
}

/// One answer to several comments that say the same. Each gets a response of its own.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"comments": ["0193a5c0-7d7e-7000-8000-000000000000"], "outcome": "accepted", "reason": {"sq": "Pranohet.", "sr": "Prihvata se.", "en": "Accepted."}}))]
pub struct NewResponses {
    /// The ids of the comments.
    #[schema(schema_with = some_comments)]
    pub comments: Vec<String>,
    /// What became of what they say.
    pub outcome: ResponseOutcome,
    /// Why; in Albanian and Serbian at least.
    #[schema(value_type = OfficialText)]
    pub reason: Translated,
    /// What was changed because of them.
    #[serde(default)]
    pub changed: Option<Changed>,
}

fn some_comments() -> Array {
    let id = ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::Custom("uuid".into())));
    let ids = ArrayBuilder::new().items(id).unique_items(true).min_items(Some(1)).max_items(Some(100));
    ids.description(Some("The ids of the comments.")).build()
}

impl NewResponses {
    /// What each of the comments is answered.
    pub(super) fn each(&self) -> NewResponse {
        NewResponse { outcome: self.outcome, reason: self.reason.clone(), changed: self.changed.clone(), supersedes: None }
    }
}
