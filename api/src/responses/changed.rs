//! What was changed because of a comment: a thing of the record, or something elsewhere.
use crate::comments::{CommentSubject, SubjectKind};
use crate::db::Conn;
use crate::documents::DocumentFields;
use crate::editorial::{self, Url};
use crate::error::{Code, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A thing of the record that was changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangedThing {
    /// A published document, milestone or decision.
    pub thing: CommentSubject,
    /// Of a document: which version.
    #[serde(default)]
    #[schema(minimum = 1)]
    pub version: Option<i64>,
}

/// Something elsewhere that was changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangedElsewhere {
    /// Where it is.
    #[schema(value_type = Url)]
    pub url: String,
}

/// What was changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Changed {
    /// In the record.
    Thing(ChangedThing),
    /// Elsewhere.
    Elsewhere(ChangedElsewhere),
}

impl Changed {
    /// The address elsewhere, if that is what changed.
    pub fn url(&self) -> Option<&str> {
        match self {
            Self::Elsewhere(ChangedElsewhere { url }) => Some(url),
            Self::Thing(_) => None,
        }
    }

    /// The thing of the record, if that is what changed.
    pub fn thing(&self) -> Option<&ChangedThing> {
        match self {
            Self::Thing(thing) => Some(thing),
            Self::Elsewhere(_) => None,
        }
    }
}

/// Refuses to point to what is not there.
pub(super) fn check(conn: &mut Conn, changed: Option<&Changed>) -> Result<()> {
    let Some(ChangedThing { thing, version }) = changed.and_then(Changed::thing) else { return Ok(()) };
    if !editorial::published(conn, &thing.subject())? {
        return Err(Code::UnknownReference.at("/changed/thing", "unknown"));
    }
    let Some(number) = version else { return Ok(()) };
    let there = thing.kind == SubjectKind::Document
        && editorial::visible::<DocumentFields>(conn, &thing.id)?.managed.versions.iter().any(|it| it.number == *number);
    if there { Ok(()) } else { Err(Code::UnknownReference.at("/changed/version", "unknown")) }
}
