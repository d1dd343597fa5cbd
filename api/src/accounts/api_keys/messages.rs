//! What is said when a key is issued.
use super::model::{ApiKey, Scope};
use crate::time::Moment;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::schema::{Array, ArrayBuilder, Ref};

/// A key for a program.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"account": "0193a5c0-7d7e-7000-8000-000000000000", "name": "Comments from our members", "scopes": ["comments:write"], "expires_at": "2027-06-30T00:00:00.000Z"}))]
pub struct NewApiKey {
    /// The account that it is to act for.
    #[schema(format = "uuid", pattern = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    pub account: String,
    /// What it is for; for administrators alone.
    #[schema(
        min_length = 1,
        max_length = 120,
        pattern = r"^[^\u0000-\u0020\u007f\u202a-\u202e\u2066-\u2069][^\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$"
    )]
    pub name: String,
    /// What it is to be good for.
    #[schema(schema_with = set_of_scopes)]
    pub scopes: Vec<Scope>,
    /// Until when: within a year.
    pub expires_at: Moment,
}

fn set_of_scopes() -> Array {
    let scopes = ArrayBuilder::new().items(Ref::from_schema_name("Scope")).unique_items(true);
    scopes.min_items(Some(1)).max_items(Some(Scope::ALL.len())).description(Some("What it is to be good for.")).build()
}

/// A key that was just issued.
#[derive(Debug, Serialize, ToSchema)]
pub struct IssuedApiKey {
    /// All but the secret.
    #[serde(flatten)]
    pub about: ApiKey,
    /// For the header `Authorization: Bearer …`. It is shown only now: null if the same request is answered again.
    #[schema(required = true, pattern = "^hapur_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}_[A-Za-z0-9_-]{43}$")]
    pub key: Option<String>,
}
