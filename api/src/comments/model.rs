//! A comment, and the small vocabularies that it is made of.
use super::{Reason, Reasons};
use crate::db::schema::comments;
use crate::db::text_enum;
use crate::error::{Code, Result};
use crate::record::{Kind, Subject};
use crate::time::Moment;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// How far a comment has come.
    pub enum CommentState {
        /// Handed in; waits for a moderator.
        Received = "received",
        /// Waits for a second moderator.
        Escalated = "escalated",
        /// Read by everybody.
        Published = "published",
        /// Not published, with reasons.
        Rejected = "rejected",
        /// Was public, and is hidden, with reasons.
        Hidden = "hidden",
        /// Taken back by its author.
        Withdrawn = "withdrawn",
        /// Counted with an equal comment.
        Merged = "merged",
        /// Erased; only id and dates are left.
        Erased = "erased",
    }
}

text_enum! {
    /// As whom somebody writes; nobody checks it.
    pub enum AuthorKind {
        /// For themselves.
        Citizen = "citizen",
        /// For a civil society organisation.
        CivilSociety = "civil_society",
        /// For a university or institute.
        Academia = "academia",
        /// For a business.
        Business = "business",
    }
}

text_enum! {
    /// The language of a comment: a hint for showing it.
    pub enum CommentLanguage {
        /// Albanian.
        Sq = "sq",
        /// Serbian.
        Sr = "sr",
        /// English.
        En = "en",
        /// Turkish.
        Tr = "tr",
        /// Bosnian.
        Bs = "bs",
        /// Romani.
        Rom = "rom",
        /// Any other.
        Other = "other",
    }
}

text_enum! {
    /// The kinds of things that can be commented on.
    pub enum SubjectKind {
        /// A document.
        Document = "document",
        /// A milestone.
        Milestone = "milestone",
        /// A decision.
        Decision = "decision",
    }
}

/// What a comment is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Queryable, Selectable)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = comments)]
#[schema(example = json!({"kind": "document", "id": "letter-of-intent-2023"}))]
pub struct CommentSubject {
    /// What kind of thing.
    #[diesel(column_name = subject_kind)]
    pub kind: SubjectKind,
    /// Its id.
    #[diesel(column_name = subject_id)]
    #[schema(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80)]
    pub id: String,
}

impl CommentSubject {
    /// As a query parameter asks for it.
    ///
    /// # Errors
    /// `invalid_parameter` (400).
    pub fn asked(text: &str) -> Result<Self> {
        text.parse().map_err(|_| Code::InvalidParameter.at("?subject", "pattern"))
    }

    /// As the record calls it.
    pub fn subject(&self) -> Subject {
        let kind = match self.kind {
            SubjectKind::Document => Kind::Document,
            SubjectKind::Milestone => Kind::Milestone,
            SubjectKind::Decision => Kind::Decision,
        };
        Subject::new(kind, &self.id)
    }
}

impl std::str::FromStr for CommentSubject {
    type Err = String;
    /// Reads `document:the-id`.
    fn from_str(text: &str) -> Result<Self, String> {
        let (kind, id) = text.split_once(':').ok_or("a subject is written kind:id")?;
        Ok(Self { kind: kind.parse()?, id: id.to_owned() })
    }
}

/// A comment. Where it is no longer public, a stub stands in the lists, without text and names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = comments)]
pub struct Comment {
    /// A UUID of version 7.
    #[schema(format = "uuid")]
    pub id: String,
    /// Counts its changes, from 1.
    #[schema(minimum = 1)]
    pub revision: i64,
    /// How far it has come.
    pub state: CommentState,
    /// What it is about.
    #[diesel(embed)]
    pub subject: CommentSubject,
    /// The comment that it replies to.
    #[schema(required = true, format = "uuid")]
    pub parent: Option<String>,
    /// How many comments stand above it in its thread.
    #[schema(minimum = 0, maximum = 3)]
    pub depth: i64,
    /// What its author wants to be called.
    #[schema(required = true)]
    pub author_name: Option<String>,
    /// As whom its author writes.
    pub author_kind: AuthorKind,
    /// For which organization its author says to write; nobody has checked it.
    #[schema(required = true)]
    pub organization: Option<String>,
    /// The organization of the register in whose name a program handed it in, with that organization's API key.
    #[schema(required = true)]
    pub on_behalf_of: Option<String>,
    /// The language it is said to be in.
    pub language: CommentLanguage,
    /// Plain text.
    #[schema(required = true)]
    pub body: Option<String>,
    /// When it was handed in.
    pub created_at: Moment,
    /// When it was published for the first time; null only for its author, while it never was.
    #[schema(required = true)]
    pub published_at: Option<Moment>,
    /// The number of its first publication in the record: the order of all lists. Null only for its author.
    #[schema(required = true, minimum = 1)]
    pub seq: Option<i64>,
    /// How many published comments reply to it.
    #[schema(minimum = 0)]
    pub replies: i64,
    /// How many comments that say the same are counted with it.
    #[schema(minimum = 0)]
    pub merged: i64,
    /// The comment that it is counted with; only its author and the moderators ever see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "uuid")]
    pub merged_into: Option<String>,
    /// Why it is not (or no longer) shown: codes of the rules for comments. Empty while it is.
    #[schema(value_type = Vec<Reason>)]
    pub reasons: Reasons,
    /// Since when it is in this state.
    pub state_since: Moment,
    /// How many responses of organizations to it stand; 0 while it waits for one.
    #[schema(minimum = 0)]
    pub answers: i64,
}

impl Comment {
    /// As the public may see it: text and names only while it is published.
    #[must_use]
    pub fn for_everybody(self) -> Self {
        if self.state == CommentState::Published {
            return self;
        }
        Self { body: None, author_name: None, organization: None, on_behalf_of: None, ..self }
    }

    /// What the record calls it.
    pub fn recorded(&self) -> Subject {
        Subject::new(Kind::Comment, &self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_read_as_it_is_written() {
        let subject: CommentSubject = "document:plan-2023".parse().unwrap();
        assert_eq!(subject.subject().to_string(), "document:plan-2023");
        assert!("organization:x".parse::<CommentSubject>().is_err() && "document".parse::<CommentSubject>().is_err());
    }
}
