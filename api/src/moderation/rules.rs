//! What a decision needs. Pure. Which decision leads from which state to which stands with the comments.
use crate::comments::{Comment, CommentState, Reason};
use crate::error::{Code, Result};

/// The states in which a comment waits for a moderator.
pub const WAITING: [CommentState; 2] = [CommentState::Received, CommentState::Escalated];

/// A reason that is a breach of law cites the article.
///
/// # Errors
/// `conflict` at `/legal_reference`.
pub fn cites_its_law(reasons: &[Reason], legal_reference: Option<&str>) -> Result<()> {
    if legal_reference.is_none() && reasons.iter().any(|reason| reason.cites_a_law()) {
        return Err(Code::Conflict.at("/legal_reference", "required"));
    }
    Ok(())
}

/// A comment is counted with another on the same thing, which waits or is published; and not if others are counted with it,
/// so that nobody has to follow a chain.
///
/// # Errors
/// `unknown_reference` or `conflict` (409) at `/into`.
pub fn can_be_counted_with(comment: &Comment, other: Option<&Comment>) -> Result<()> {
    let stands = |other: &&Comment| WAITING.contains(&other.state) || other.state == CommentState::Published;
    let fits = |other: &&Comment| other.id != comment.id && other.subject == comment.subject && stands(other);
    if other.filter(fits).is_none() {
        return Err(Code::UnknownReference.at("/into", "unknown"));
    }
    if comment.merged > 0 {
        return Err(Code::Conflict.at("/into", "counts_others"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_breach_of_law_must_cite_one() {
        for reason in Reason::ALL {
            assert_eq!(cites_its_law(&[*reason], None).is_err(), *reason == Reason::UnlawfulOther);
        }
        assert!(cites_its_law(&[Reason::UnlawfulOther], Some("Article 147")).is_ok());
    }
}
