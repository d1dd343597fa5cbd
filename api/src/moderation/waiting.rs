//! A comment in the queue, and which of them are wanted.
use super::ClaimShown;
use crate::comments::{AuthorKind, Comment, CommentLanguage, CommentState, CommentSubject};
use crate::db::text_enum;
use crate::intake::{Flag, Hints};
use crate::time::Moment;
use serde::Serialize;
use utoipa::ToSchema;

text_enum! {
    /// What moderators can look for: what waits, and what they may have to decide on again.
    pub enum QueueState {
        /// Waits for a moderator.
        Received = "received",
        /// Waits for a second moderator.
        Escalated = "escalated",
        /// Counted with another.
        Merged = "merged",
        /// Was not published.
        Rejected = "rejected",
        /// Was public, and is hidden.
        Hidden = "hidden",
    }
}

impl From<QueueState> for CommentState {
    fn from(state: QueueState) -> Self {
        match state {
            QueueState::Received => Self::Received,
            QueueState::Escalated => Self::Escalated,
            QueueState::Merged => Self::Merged,
            QueueState::Rejected => Self::Rejected,
            QueueState::Hidden => Self::Hidden,
        }
    }
}

/// Which comments are wanted.
#[derive(Debug, Clone, Default)]
pub struct QueueFilter {
    /// On this.
    pub subject: Option<CommentSubject>,
    /// Said to be in this language.
    pub language: Option<CommentLanguage>,
    /// By such authors.
    pub author_kind: Option<AuthorKind>,
    /// With this flag.
    pub flag: Option<Flag>,
}

/// A comment in the queue, as moderators see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Waiting {
    /// The comment, whole. Send its `revision` in `If-Match` when you decide.
    #[serde(flatten)]
    pub comment: Comment,
    /// When it was handed in; since then it waits.
    pub waiting_since: Moment,
    /// Who looks at it right now; null if nobody does.
    #[schema(required = true)]
    pub claim: Option<ClaimShown>,
    /// What is known about it besides its text.
    #[serde(flatten)]
    pub hints: Hints,
}

impl Waiting {
    pub(super) fn new(comment: Comment, claim: Option<ClaimShown>, hints: Hints) -> Self {
        Self { waiting_since: comment.created_at, comment, claim, hints }
    }
}
