//! The statement of reasons that every decision on a comment makes. `moderation` writes it; here it is read.
use super::{Reason, six_months_after};
use crate::db::text_enum;
use crate::record::Role;
use crate::time::Moment;
use serde::Serialize;
use utoipa::ToSchema;

text_enum! {
    /// What was decided.
    pub enum Outcome {
        /// Everybody may read it.
        Publish = "publish",
        /// Nobody will read it.
        Reject = "reject",
        /// Nobody may read it any more.
        Hide = "hide",
        /// Everybody may read it again.
        Restore = "restore",
        /// A second moderator shall decide.
        Escalate = "escalate",
        /// Counted with an equal comment.
        Merge = "merge",
        /// No longer counted with another.
        Split = "split",
    }
}

text_enum! {
    /// What prompted a decision.
    pub enum Initiative {
        /// The moderators themselves.
        Own = "own",
        /// Somebody's report.
        Report = "report",
        /// A public authority.
        AuthorityRequest = "authority_request",
        /// A person whom the text is about.
        DataSubject = "data_subject",
        /// A court.
        Court = "court",
    }
}

/// Who decided: never a name, always the same pseudonym for the same person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Decider {
    /// In which role.
    pub role: Role,
    /// Stable and meaningless.
    pub pseudonym: String,
    /// The organization that they belong to.
    #[schema(required = true)]
    pub organization: Option<String>,
}

text_enum! {
    /// Which part programs had in a decision.
    pub enum AutomatedMeans {
        /// None: people found the comment, read it and decided.
        Nothing = "none",
    }
}

/// How its author can appeal against a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Redress {
    /// Where to send the appeal, with the receipt; somebody else decides.
    #[schema(example = "/api/v1/comments/0193a5c0-7d7e-7000-8000-000000000000/appeals")]
    pub address: String,
    /// The first moment when it is too late.
    pub until: Moment,
}

impl Redress {
    /// Against a decision that takes a comment away, for six months.
    pub fn against(outcome: Outcome, comment: &str, at: Moment) -> Option<Self> {
        let takes_away = matches!(outcome, Outcome::Reject | Outcome::Hide);
        takes_away.then(|| Self { address: format!("/api/v1/comments/{comment}/appeals"), until: six_months_after(at) })
    }
}

/// What was decided on a comment, by which rules, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Statement {
    /// A UUID of version 7.
    #[schema(format = "uuid")]
    pub id: String,
    /// The comment.
    #[schema(format = "uuid")]
    pub comment: String,
    /// The revision of the comment that was decided on.
    #[schema(minimum = 1)]
    pub comment_revision: i64,
    /// What was decided.
    pub outcome: Outcome,
    /// Why: codes of the rules for comments. Empty for a publication.
    pub reasons: Vec<Reason>,
    /// The rules behind the codes. What each says, in three languages and with links, is told by `GET /rules`.
    #[schema(example = json!(["rules-for-comments#off_topic"]))]
    pub rules: Vec<String>,
    /// The revision of the rules for comments that was applied; 0 while none are published.
    #[schema(minimum = 0)]
    pub rules_version: i64,
    /// Written for the author.
    #[schema(required = true)]
    pub explanation: Option<String>,
    /// Written for everybody.
    #[schema(required = true)]
    pub public_note: Option<String>,
    /// What prompted it.
    pub initiative: Initiative,
    /// The article of the law, where one is the reason.
    #[schema(required = true)]
    pub legal_reference: Option<String>,
    /// Of a merger: the comment that it is counted with.
    #[schema(required = true, format = "uuid")]
    pub merged_into: Option<String>,
    /// Who decided.
    pub decided_by: Decider,
    /// When.
    pub at: Moment,
    /// Which part programs had in it.
    pub automated_means: AutomatedMeans,
    /// Whether it was made on an appeal, and so took the place of an earlier decision. It is final here.
    pub on_appeal: bool,
    /// How to appeal; null if it takes nothing away, was made on an appeal, or was appealed against already.
    #[schema(required = true)]
    pub redress: Option<Redress>,
}

impl Statement {
    /// The reasons as codes.
    pub fn codes(&self) -> Vec<String> {
        self.reasons.iter().map(ToString::to_string).collect()
    }
}
