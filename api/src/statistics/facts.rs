//! What the statistics are made from.
use crate::appeals::AppealState;
use crate::comments::{CommentLanguage, CommentSubject, Initiative, Outcome, Reason};
use crate::responses::Coverage;
use crate::time::Moment;

/// Everything that the figures of a period need.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Comments handed in within the period.
    pub received: i64,
    /// Comments that wait now, and since when the oldest does.
    pub waiting: (i64, Option<Moment>),
    /// Comments that are counted with an equal one now.
    pub merged: i64,
    /// The decisions of the period that stand in the log.
    pub decisions: Vec<DecisionFact>,
    /// How published comments are answered now.
    pub responses: Coverage,
    /// All appeals.
    pub appeals: Vec<AppealFact>,
}

/// A decision that stands in the log.
#[derive(Debug, Clone)]
pub struct DecisionFact {
    /// What was decided.
    pub outcome: Outcome,
    /// Why.
    pub reasons: Vec<Reason>,
    /// What prompted it.
    pub initiative: Initiative,
    /// When.
    pub at: Moment,
    /// When the comment was handed in.
    pub received_at: Moment,
    /// The language it is said to be in.
    pub language: CommentLanguage,
    /// What the comment is about.
    pub subject: CommentSubject,
    /// Whether it was made on an appeal.
    pub on_appeal: bool,
}

impl DecisionFact {
    /// Whether the comment had waited for this decision: the first that any comment gets, and the only one of its kind.
    pub fn is_first(&self) -> bool {
        matches!(self.outcome, Outcome::Publish | Outcome::Reject) && !self.on_appeal
    }

    /// Whether everybody may read the comment after it.
    pub fn leaves_public(&self) -> bool {
        matches!(self.outcome, Outcome::Publish | Outcome::Restore)
    }
}

/// An appeal.
#[derive(Debug, Clone)]
pub struct AppealFact {
    /// How far it has come.
    pub state: AppealState,
    /// When it was handed in.
    pub filed_at: Moment,
    /// When it was decided.
    pub decided_at: Option<Moment>,
}
