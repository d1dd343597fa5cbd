//! How one decision relates to another.
use crate::db::text_enum;
use crate::editorial::Id;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// What a decision does to another.
    pub enum RelationKind {
        /// It changes the other.
        Amends = "amends",
        /// It ends the other.
        Repeals = "repeals",
        /// It carries the other out.
        Implements = "implements",
        /// It adopts what the other brought.
        Adopts = "adopts",
        /// It begins anew what the other had begun.
        Restarts = "restarts",
        /// It prepares the other.
        Prepares = "prepares",
    }
}

impl RelationKind {
    /// Whether it can only be done to what was there before, so that it never runs in a circle.
    pub fn looks_back(self) -> bool {
        matches!(self, Self::Amends | Self::Repeals | Self::Restarts)
    }
}

/// A relation of this decision to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// What this decision does to the other.
    pub relation: RelationKind,
    /// The id of the other.
    #[schema(value_type = Id)]
    pub decision: String,
}

/// A relation that another decision has to this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RelatedBy {
    /// What the other decision does to this one.
    pub relation: RelationKind,
    /// The id of the other.
    #[schema(value_type = Id)]
    pub decision: String,
}

/// What other decisions say of this one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct DecisionDerived {
    /// The published decisions that relate to this one.
    pub related_by: Vec<RelatedBy>,
    /// Whether it takes comments now. A decision does as long as it is published.
    pub comments_open: bool,
}
