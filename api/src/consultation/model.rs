//! The report.
use crate::comments::{Comment, CommentSubject, Reason};
use crate::editorial::Id;
use crate::language::Translated;
use crate::responses::Response;
use crate::time::Moment;
use serde::Serialize;
use utoipa::ToSchema;

/// What was said about a thing and what was answered.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ConsultationReport {
    /// What was commented.
    pub subject: CommentSubject,
    /// What it is called.
    pub title: Translated,
    /// Who issued the document, is responsible for the milestone or took the decision.
    #[schema(required = true, value_type = Option<Id>)]
    pub responsible: Option<String>,
    /// When comments were, are or will be open.
    pub window: ReportedWindow,
    /// Up to which entry of the record everything is here.
    pub as_of: AsOf,
    /// What follows from the rest of the report, and how many comments never became public.
    pub totals: ReportTotals,
    /// The names of the organizations that the report mentions.
    pub organizations: Vec<NamedOrganization>,
    /// Every comment that was ever public, in the order of publication, with all responses to it.
    pub comments: Vec<ReportedComment>,
    /// The ids of the published comments that nobody has answered yet.
    #[schema(value_type = Vec<String>)]
    pub unanswered: Vec<String>,
}

/// When comments are open.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReportedWindow {
    /// From when on; null: from the publication.
    #[schema(required = true)]
    pub comments_from: Option<Moment>,
    /// Until just before when; null: without end.
    #[schema(required = true)]
    pub comments_until: Option<Moment>,
    /// Whether they are open now.
    pub open: bool,
}

/// A place in the record.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct AsOf {
    /// The number of the newest entry.
    #[schema(minimum = 0)]
    pub seq: i64,
    /// When it was made.
    pub at: Moment,
}

/// An organization by name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NamedOrganization {
    /// Its id.
    #[schema(value_type = Id)]
    pub id: String,
    /// Its name.
    pub name: Translated,
}

/// A comment that was once public: whole while it is published, otherwise a stub.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReportedComment {
    /// The comment.
    #[serde(flatten)]
    pub comment: Comment,
    /// Why it is no longer published, where a moderator hid it.
    pub reasons: Vec<Reason>,
    /// What was answered, oldest first, superseded responses too.
    pub responses: Vec<Response>,
}

/// The numbers of the report.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct ReportTotals {
    /// How many comments were handed in; null while fewer than five of them never became public.
    #[schema(required = true, minimum = 0)]
    pub received: Option<i64>,
    /// How many of these never became public, waiting ones included; null if fewer than five.
    #[schema(required = true, minimum = 5)]
    pub never_public: Option<i64>,
    /// How many were ever public: all that are listed here.
    #[schema(minimum = 0)]
    pub once_public: i64,
    /// How many are published.
    #[schema(minimum = 0)]
    pub published: i64,
    /// How many were hidden by a moderator.
    #[schema(minimum = 0)]
    pub hidden: i64,
    /// How many were taken back by their authors.
    #[schema(minimum = 0)]
    pub withdrawn: i64,
    /// How many were erased.
    #[schema(minimum = 0)]
    pub erased: i64,
    /// How many of the published ones have a response.
    #[schema(minimum = 0)]
    pub answered: i64,
    /// How many of the published ones wait for one.
    #[schema(minimum = 0)]
    pub waiting: i64,
    /// Half of the answered ones had their first response within so many whole days; null while none is answered.
    #[schema(required = true, minimum = 0)]
    pub median_days: Option<f64>,
    /// How many responses stand.
    #[schema(minimum = 0)]
    pub responses: i64,
    /// How many responses were superseded.
    #[schema(minimum = 0)]
    pub superseded: i64,
    /// How many of the responses that stand have which outcome.
    pub outcomes: OutcomeTable,
}

/// How many responses have which outcome.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct OutcomeTable {
    /// It is done as proposed.
    #[schema(minimum = 0)]
    pub accepted: i64,
    /// A part of it is done.
    #[schema(minimum = 0)]
    pub partly_accepted: i64,
    /// It is not done.
    #[schema(minimum = 0)]
    pub not_accepted: i64,
    /// It was there already.
    #[schema(minimum = 0)]
    pub already_covered: i64,
    /// It is about something else.
    #[schema(minimum = 0)]
    pub out_of_scope: i64,
    /// It was read.
    #[schema(minimum = 0)]
    pub noted: i64,
}
