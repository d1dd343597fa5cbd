//! A response, and the outcomes that it can have.
use super::Changed;
use crate::comments::CommentSubject;
use crate::db::text_enum;
use crate::editorial::Id;
use crate::language::{OfficialText, Translated};
use crate::record::{Kind, Subject};
use crate::time::Moment;
use serde::Serialize;
use utoipa::ToSchema;

text_enum! {
    /// What became of what somebody said.
    pub enum ResponseOutcome {
        /// It is done as proposed.
        Accepted = "accepted",
        /// A part of it is done.
        PartlyAccepted = "partly_accepted",
        /// It is not done.
        NotAccepted = "not_accepted",
        /// It was there already.
        AlreadyCovered = "already_covered",
        /// It is about something else than what is decided here.
        OutOfScope = "out_of_scope",
        /// It was read; there was nothing to decide.
        Noted = "noted",
    }
}

/// What an organization answered to a comment.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Response {
    /// A UUID of version 7.
    #[schema(format = "uuid")]
    pub id: String,
    /// 1; 2 once it is superseded.
    #[schema(minimum = 1, maximum = 2)]
    pub revision: i64,
    /// The comment that it answers.
    #[schema(format = "uuid")]
    pub comment: String,
    /// What the comment is about.
    pub subject: CommentSubject,
    /// The organization that answers.
    #[schema(value_type = Id)]
    pub organization: String,
    /// What became of it.
    pub outcome: ResponseOutcome,
    /// Why.
    #[schema(value_type = OfficialText)]
    pub reason: Translated,
    /// What was changed because of it; null if nothing is named.
    #[schema(required = true)]
    pub changed: Option<Changed>,
    /// The earlier response of the same organization that this one takes the place of.
    #[schema(required = true, format = "uuid")]
    pub supersedes: Option<String>,
    /// The later one that took its place; null while it stands.
    #[schema(required = true, format = "uuid")]
    pub superseded_by: Option<String>,
    /// Who wrote it: never a name, always the same pseudonym for the same person.
    pub answered_by: String,
    /// When.
    pub published_at: Moment,
    /// Its number in the record: the order of all lists.
    #[schema(minimum = 1)]
    pub seq: i64,
}

impl Response {
    /// What the record calls it.
    pub fn recorded(id: &str) -> Subject {
        Subject::new(Kind::Response, id)
    }

    /// Whether no later one took its place.
    pub fn stands(&self) -> bool {
        self.superseded_by.is_none()
    }
}
