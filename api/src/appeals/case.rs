//! An appeal with all that is needed to decide on it.
use super::Appeal;
use crate::comments::{Comment, Statement};
use serde::Serialize;
use utoipa::ToSchema;

/// An appeal with the comment and the decision that it is about, for whoever decides on it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AppealCase {
    /// The appeal. Send its `revision` in `If-Match`.
    pub appeal: Appeal,
    /// The comment as it is now, whole.
    pub comment: Comment,
    /// The decision appealed against, with what was explained to the author.
    pub against: Statement,
    /// Whether you may decide on it: somebody else made the decision.
    pub impartial: bool,
}
