//! What the log tells of a decision.
use crate::appeals::AppealState;
use crate::comments::{CommentSubject, Decider, Initiative, Outcome, Reason};
use crate::time::Moment;
use serde::Serialize;
use utoipa::ToSchema;

/// A decision, as everybody may know it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LogItem {
    /// The statement of reasons.
    #[schema(format = "uuid")]
    pub id: String,
    /// Its number in the record: the order of the log.
    #[schema(minimum = 1)]
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// The comment that it is about.
    #[schema(format = "uuid")]
    pub comment: String,
    /// What the comment is about.
    pub subject: CommentSubject,
    /// What was decided: `publish`, `reject`, `hide` or `restore`.
    pub outcome: Outcome,
    /// Why: codes of the rules for comments. Empty for a publication.
    pub reasons: Vec<Reason>,
    /// The rules behind the codes.
    #[schema(example = json!(["rules-for-comments#off_topic"]))]
    pub rules: Vec<String>,
    /// The revision of the rules for comments that was applied; 0 while none were published.
    #[schema(minimum = 0)]
    pub rules_version: i64,
    /// What prompted it.
    pub initiative: Initiative,
    /// What the decider wrote for everybody.
    #[schema(required = true)]
    pub public_note: Option<String>,
    /// Who decided.
    pub decided_by: Decider,
    /// Whether it was made on an appeal, and so took the place of an earlier decision.
    pub on_appeal: bool,
    /// What happened on the way, and could not be told while the comment waited.
    pub before: Vec<Handover>,
    /// The appeal against it; null while there is none.
    #[schema(required = true)]
    pub appeal: Option<LogAppeal>,
}

/// A step that decided nothing yet: `escalate`, `merge` or `split`. Told only together with the decision that followed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Handover {
    /// The statement of reasons.
    #[schema(format = "uuid")]
    pub id: String,
    /// Its number in the record.
    #[schema(minimum = 1)]
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// Which step.
    pub outcome: Outcome,
    /// Who made it.
    pub decided_by: Decider,
}

/// An appeal, as everybody may know it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LogAppeal {
    /// A UUID of version 7.
    #[schema(format = "uuid")]
    pub id: String,
    /// How far it has come.
    pub state: AppealState,
    /// When it was handed in.
    pub filed_at: Moment,
    /// When it was decided; null before.
    #[schema(required = true)]
    pub decided_at: Option<Moment>,
    /// Who reads it, or decided it; never whoever made the decision. Null while nobody has taken it.
    #[schema(required = true)]
    pub decided_by: Option<Decider>,
    /// What was written for everybody.
    #[schema(required = true)]
    pub public_note: Option<String>,
    /// The statement of reasons that took the place of this one, if it was reversed.
    #[schema(required = true, format = "uuid")]
    pub statement: Option<String>,
}
