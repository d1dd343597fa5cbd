//! Which published comments are wanted.
use super::{AuthorKind, CommentSubject};

/// Which comments are wanted; without anything, all.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// On this.
    pub subject: Option<CommentSubject>,
    /// In reply to this.
    pub parent: Option<String>,
    /// In reply to none.
    pub roots: bool,
    /// By such authors.
    pub author_kind: Option<AuthorKind>,
}
