//! Where a thing's facts come from, and how sure we are.
use crate::db::text_enum;
use crate::language::Translated;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// How sure a fact is.
    pub enum Confidence {
        /// Stated by an official or first-hand source.
        High = "high",
        /// One indirect source, or a small inference.
        Medium = "medium",
        /// A guess.
        Low = "low",
    }
}

/// Sources, confidence, notes: the same for every kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Provenance {
    /// Where the facts are from.
    #[schema(max_items = 50, example = json!(["https://www.opengovpartnership.org/members/kosovo"]))]
    #[schema(value_type = Vec<super::schemas::Url>)]
    pub sources: Vec<String>,
    /// How sure the facts are; null if nobody said.
    pub confidence: Option<Confidence>,
    /// A public note about gaps and doubts.
    pub note: Translated,
    /// Which texts were worded or translated by Hapur, for example `title.sr`.
    #[schema(max_items = 50, value_type = Vec<super::schemas::TextPath>)]
    pub unofficial: Vec<String>,
}
