//! What an entry, a comment or a reference is about.
use crate::db::text_enum;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// The kinds of things that the record speaks of.
    pub enum Kind {
        /// A body that takes part in the process.
        Organization = "organization",
        /// A line of milestones.
        Track = "track",
        /// A text of the process, with its versions.
        Document = "document",
        /// A step of the process.
        Milestone = "milestone",
        /// A decision of the government.
        Decision = "decision",
        /// What somebody said.
        Comment = "comment",
        /// That the author of a comment does not agree with a decision.
        Appeal = "appeal",
        /// What an organization answers.
        Response = "response",
        /// Somebody who works on the record.
        Account = "account",
    }
}

/// One thing, by kind and id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"kind": "document", "id": "rules-for-comments"}))]
pub struct Subject {
    /// What kind of thing.
    pub kind: Kind,
    /// Its id, unique in its kind.
    pub id: String,
}

impl Subject {
    /// The thing of that kind and id.
    pub fn new(kind: Kind, id: impl Into<String>) -> Self {
        Self { kind, id: id.into() }
    }
}

impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.kind, self.id)
    }
}

impl std::str::FromStr for Subject {
    type Err = String;
    /// Reads `document:the-id`.
    fn from_str(text: &str) -> Result<Self, String> {
        let (kind, id) = text.split_once(':').ok_or("a subject is written kind:id")?;
        Ok(Self::new(kind.parse()?, id))
    }
}
