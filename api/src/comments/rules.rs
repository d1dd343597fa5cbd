//! What may be handed in, when and where. The window is the server's clock's business, not the author's.
use super::{Claim, Comment, CommentState, CommentSubject, NewComment, Statement};
use crate::editorial::Window;
use crate::error::{Code, Error, Present, Result};
use crate::record::{Kind, Subject};
use crate::time::Moment;
use std::time::Duration;

/// The document that holds the rules for comments.
pub(super) const RULES: &str = "rules-for-comments";
/// How deep a thread goes: a comment, and three replies below each other.
const DEEPEST: i64 = 3;
/// How long an author may still change what nobody has looked at.
const EDITABLE: Duration = Duration::from_secs(15 * 60);
/// How long a decision can be appealed against, and a text that is no longer shown is kept for that.
const MONTHS: u32 = 6;

/// The document that holds the rules for comments. It has a version of the text for each language; the number by which
/// the record speaks of the rules is the document's revision, which counts every change of any of them.
pub fn rules_document() -> Subject {
    Subject::new(Kind::Document, RULES)
}

/// The subject takes comments now.
pub(super) fn is_open(window: Option<Window>, now: Moment) -> Result<()> {
    let window = window.ok_or_else(|| Code::UnknownSubject.at("/subject", "unknown"))?;
    if window.is_open(now) {
        return Ok(());
    }
    let told = |at: Option<Moment>| at.map_or_else(|| "…".to_owned(), |at| at.to_string());
    Err(Code::WindowClosed.at("/subject", "closed").saying(format!(
        "Open from {} until {}.",
        told(window.comments_from),
        told(window.comments_until)
    )))
}

/// How deep a reply stands.
pub(super) fn depth_below(parent: Option<Comment>, subject: &CommentSubject) -> Result<i64> {
    let fits = |parent: &Comment| parent.state == CommentState::Published && parent.subject == *subject;
    let parent = parent.filter(fits).ok_or_else(|| Code::UnknownParent.at("/parent", "unknown"))?;
    if parent.depth >= DEEPEST {
        return Err(Code::Conflict.at("/parent", "too_deep"));
    }
    Ok(parent.depth + 1)
}

/// A comment that waits can become public: what it is about is still published, and so is the comment that it replies to.
///
/// # Errors
/// `unknown_subject` or `unknown_parent` (409).
pub fn can_appear(subject_is_published: bool, parent: Option<CommentState>) -> Result<()> {
    if !subject_is_published {
        return Err(Code::UnknownSubject.because("What this comment is about is no longer published."));
    }
    if parent.is_some_and(|state| state != CommentState::Published) {
        return Err(Code::UnknownParent.because("The comment that this replies to is no longer published."));
    }
    Ok(())
}

/// Until when its author may change a received comment; nothing if a moderator was faster.
pub(super) fn edit_until(comment: &Comment, decided: Option<&Statement>, claim: Option<&Claim>, now: Moment) -> Option<Moment> {
    let until = comment.created_at.plus(EDITABLE);
    let open = comment.state == CommentState::Received && decided.is_none() && claim.is_none() && now <= until;
    open.then_some(until)
}

/// Its author may change it now.
///
/// # Errors
/// `claimed` while a moderator looks at it, otherwise `edit_closed` (409).
pub(super) fn may_edit(comment: &Comment, decided: Option<&Statement>, claim: Option<&Claim>, now: Moment) -> Result<()> {
    if let Some(claim) = claim {
        return Err(claim.in_the_way());
    }
    edit_until(comment, decided, claim, now).map(drop).ok_or_else(|| Code::EditClosed.into())
}

/// The same day of the month half a year later (the last one of the month if it has no such day).
pub fn six_months_after(moment: Moment) -> Moment {
    moment.plus_months(MONTHS)
}

/// Until when the text of a comment that came into this state just now is kept; nothing if it stays.
pub(super) fn text_until(state: CommentState, now: Moment) -> Option<Moment> {
    let passing = [CommentState::Rejected, CommentState::Hidden, CommentState::Withdrawn].contains(&state);
    passing.then(|| six_months_after(now))
}

/// Until when its author may appeal against the newest decision; nothing if there is nothing (or no time left) for it.
pub(super) fn appeal_until(comment: &Comment, decided: Option<&Statement>, now: Moment) -> Option<Moment> {
    let against = [CommentState::Rejected, CommentState::Hidden].contains(&comment.state);
    let until = decided.filter(|_| against)?.redress.as_ref()?.until;
    (now < until).then_some(until)
}

/// What everybody may know of a comment. One that was never decided on is not there at all, exactly like one that nobody
/// ever wrote; of one that is not published everybody may know why.
pub(super) fn for_everybody(comment: Comment, erased_for: Option<String>) -> Result<Comment> {
    match comment.state {
        CommentState::Published => Ok(comment),
        CommentState::Received | CommentState::Escalated | CommentState::Merged => Err(Code::NotFound.into()),
        CommentState::Rejected | CommentState::Hidden | CommentState::Withdrawn | CommentState::Erased => {
            let reasons = Some(comment.reasons.codes()).filter(|codes| !codes.is_empty());
            Err(Error::from(Code::Gone).with(Present { state: Some(comment.state.to_string()), reasons, erased_for, ..Present::default() }))
        }
    }
}

/// Whoever speaks for an organization of the register speaks for no other.
pub(super) fn speaks_for_one(new: &NewComment) -> Result<()> {
    match (&new.by.organization, &new.organization) {
        (Some(_), Some(_)) => Err(Code::Conflict.at("/organization", "on_behalf_of")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AuthorKind, CommentLanguage, Reasons, SubjectKind};
    use super::*;

    fn comment(state: CommentState, depth: i64) -> Comment {
        Comment {
            id: String::new(),
            revision: 1,
            state,
            subject: CommentSubject { kind: SubjectKind::Document, id: "plan".into() },
            parent: None,
            depth,
            author_name: None,
            author_kind: AuthorKind::Citizen,
            organization: None,
            on_behalf_of: None,
            language: CommentLanguage::Sq,
            body: Some("Po.".into()),
            created_at: Moment::from_millis(0),
            published_at: None,
            seq: None,
            replies: 0,
            merged: 0,
            merged_into: None,
            reasons: Reasons::default(),
            state_since: Moment::from_millis(0),
            answers: 0,
        }
    }

    #[test]
    fn a_window_is_open_from_its_first_moment_until_just_before_its_last() {
        let window = Window { comments_from: Some(Moment::from_millis(10)), comments_until: Some(Moment::from_millis(20)) };
        let open: Vec<i64> = (0..30).filter(|millis| is_open(Some(window), Moment::from_millis(*millis)).is_ok()).collect();
        assert_eq!(open, (10..20).collect::<Vec<_>>());
        assert!(is_open(Some(Window::default()), Moment::from_millis(0)).is_ok());
        assert_eq!(is_open(None, Moment::from_millis(0)).unwrap_err().code, Code::UnknownSubject);
    }

    #[test]
    fn a_thread_has_three_replies_below_each_other() {
        let subject = comment(CommentState::Published, 0).subject;
        let below = |state, depth| depth_below(Some(comment(state, depth)), &subject);
        assert_eq!((below(CommentState::Published, 0).unwrap(), below(CommentState::Published, 2).unwrap()), (1, 3));
        assert_eq!(below(CommentState::Published, 3).unwrap_err().code, Code::Conflict);
        for state in CommentState::ALL.iter().filter(|state| **state != CommentState::Published) {
            assert_eq!(below(*state, 0).unwrap_err().code, Code::UnknownParent, "{state}");
        }
        let elsewhere = CommentSubject { kind: SubjectKind::Decision, id: "plan".into() };
        assert_eq!(depth_below(Some(comment(CommentState::Published, 0)), &elsewhere).unwrap_err().code, Code::UnknownParent);
    }

    #[test]
    fn only_what_is_published_is_shown() {
        for state in CommentState::ALL {
            assert_eq!(for_everybody(comment(*state, 0), None).is_ok(), *state == CommentState::Published, "{state}");
        }
    }
}
