//! What happens to comments: they are handed in, and later turn from one state into another. Each is one change of the
//! record, which holds no text and no name, only commitments to them.
use super::new::Kept;
use super::{Comment, CommentState, NewComment, Reason, Reasons, Step, answers, rules, steps, store};
use crate::editorial;
use crate::error::Result;
use crate::intake;
use crate::record::{self, Change, NewEntry, Op, Stamp, Tx};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Takes in a comment. From now on everybody can know *that* it was received, and nobody *what* it says.
pub(super) fn receive(tx: &mut Tx<'_>, new: NewComment) -> Result<Change<Kept>> {
    rules::speaks_for_one(&new)?;
    rules::is_open(editorial::window_of(tx.conn, &new.subject.subject())?, tx.now)?;
    let depth = match &new.parent {
        Some(parent) => rules::depth_below(store::find(tx.conn, parent)?, &new.subject)?,
        None => 0,
    };
    let rules_version = store::current_rules(tx.conn)?;
    let account = new.by.account.clone();
    let comment = draft(new, depth, tx);
    store::insert(tx.conn, &comment, account.as_deref(), rules_version)?;
    // That it was received is public at once; what it is about, only if it is published.
    let entry = NewEntry::new("comment.received", comment.recorded(), Op::Delete, comment.revision)
        .committing_to("body", comment.body.as_deref())
        .committing_to("author_name", comment.author_name.as_deref())
        .committing_to("organization", comment.organization.as_deref());
    Ok(Change::new(Kept { id: comment.id, rules_version }, entry, store::no_number))
}

fn draft(new: NewComment, depth: i64, tx: &Tx<'_>) -> Comment {
    let NewComment { subject, parent, author_name, author_kind, organization, language, body, by, .. } = new;
    Comment {
        id: uuid::Uuid::now_v7().to_string(),
        revision: 1,
        state: CommentState::Received,
        subject,
        parent,
        depth,
        author_name,
        author_kind,
        organization,
        on_behalf_of: by.organization,
        language,
        body: Some(body),
        created_at: tx.now,
        published_at: None,
        seq: None,
        replies: 0,
        merged: 0,
        merged_into: None,
        reasons: Reasons::default(),
        state_since: tx.now,
        answers: 0,
    }
}

/// Why a comment turns, and what the record tells of it: ids, codes, numbers and dates in public, texts only as commitments.
#[derive(Debug, Default)]
pub struct Why {
    /// The codes for which it is no longer shown; empty if there are none.
    pub reasons: Vec<Reason>,
    /// The comment that it is counted with from now on.
    pub merged_into: Option<String>,
    /// Added to what the entry tells.
    pub public: Value,
    /// Texts to commit to.
    pub personal: Vec<(&'static str, String)>,
}

/// Turns a comment into another state, with everything that depends on it: the counters of its subject, the replies of its
/// parent, and how many are counted with the comment that it is merged into. What is shown differently then has an entry of
/// its own. Whether the step is allowed is for the caller to know: see [`after`](super::after). `stamp` is told the entry's
/// number; it must pass it on to [`stamp`](super::stamp).
///
/// # Errors
/// If the database refuses.
pub fn turn(tx: &mut Tx<'_>, before: Comment, to: CommentState, why: Why, stamp: Stamp) -> Result<Change<Comment>> {
    let comment = turned(&before, to, &why, tx);
    store::turn(tx.conn, &comment, rules::text_until(to, tx.now))?;
    let entry = told(&comment, why)?;
    let more = published(&comment) - published(&before);
    let beside = [count_published(tx, &comment, more)?, count_merged(tx, &before, &comment)?];
    let responses = answers::shown_with(tx.conn, &comment, more)?;
    let change = Change::new(comment, entry, stamp);
    let beside = beside.into_iter().flatten().chain(responses);
    Ok(beside.fold(change, |change, entry| change.and(entry, store::no_number)))
}

/// What the record tells of a step. Of one that leaves a comment in the dark only that there was one: nobody may learn that
/// it was escalated, or merged with which other, or split again.
fn told(comment: &Comment, why: Why) -> Result<NewEntry> {
    let (state, texts): (_, BTreeMap<_, _>) = (comment.state, why.personal.iter().cloned().collect());
    let op = match state {
        CommentState::Received | CommentState::Escalated | CommentState::Merged => {
            return in_the_dark(comment, &json!({"state": state, "public": why.public, "texts": texts}));
        }
        CommentState::Published => Op::Upsert,
        _ => Op::Delete,
    };
    let entry = NewEntry::new(format!("comment.{state}"), comment.recorded(), op, comment.revision).telling(why.public);
    Ok(NewEntry { personal: why.personal, ..entry })
}

/// The entry of anything that happens to a comment before the first public decision on it.
pub(super) fn in_the_dark(comment: &Comment, what: &impl Serialize) -> Result<NewEntry> {
    Ok(NewEntry::withholding("comment.waiting", comment.recorded(), comment.revision, what)?)
}

fn turned(before: &Comment, to: CommentState, why: &Why, tx: &Tx<'_>) -> Comment {
    let shown = to == CommentState::Published;
    let reasons = if to == CommentState::Erased { before.reasons.clone() } else { Reasons(why.reasons.clone()) };
    let after = Comment {
        state: to,
        revision: before.revision + 1,
        // A clock that was set back must not make a comment public before it was written.
        published_at: before.published_at.or(shown.then_some(tx.now.max(before.created_at))),
        merged_into: why.merged_into.clone(),
        reasons,
        state_since: tx.now,
        ..before.clone()
    };
    if to == CommentState::Erased {
        Comment { body: None, author_name: None, organization: None, on_behalf_of: None, ..after }
    } else {
        after
    }
}

fn published(comment: &Comment) -> i64 {
    i64::from(comment.state == CommentState::Published)
}

/// Keeps the numbers of published ones in step, and answers the parent's entry if it is shown differently now.
fn count_published(tx: &mut Tx<'_>, comment: &Comment, more: i64) -> Result<Option<NewEntry>> {
    if more == 0 {
        return Ok(None);
    }
    store::count(tx.conn, &comment.subject, more, if comment.depth == 0 { more } else { 0 })?;
    let Some(parent) = &comment.parent else { return Ok(None) };
    store::count_replies(tx.conn, parent, more)?;
    shown_anew(tx, parent, "comment.replied", |parent| json!({"replies": parent.replies}))
}

/// Keeps the number of those counted with another in step, and answers that other's entry if it is shown differently now.
fn count_merged(tx: &mut Tx<'_>, before: &Comment, comment: &Comment) -> Result<Option<NewEntry>> {
    let (with, more) = match (&before.merged_into, &comment.merged_into) {
        (None, Some(with)) => (with, 1),
        (Some(with), None) => (with, -1),
        _ => return Ok(None),
    };
    store::count_merged(tx.conn, with, more)?;
    shown_anew(tx, with, "comment.counted", |with| json!({"merged": with.merged}))
}

fn shown_anew(tx: &mut Tx<'_>, id: &str, kind: &str, told: fn(&Comment) -> Value) -> Result<Option<NewEntry>> {
    let shown = store::find(tx.conn, id)?.filter(|it| it.state == CommentState::Published);
    Ok(shown.map(|it| NewEntry::new(kind, it.recorded(), Op::Upsert, it.revision).telling(told(&it))))
}

/// Turns a comment that its author or an administrator takes away: those that were counted with it have lost their place,
/// and wait for a decision of their own.
pub(super) fn leave(tx: &mut Tx<'_>, comment: Comment, to: CommentState, why: Why) -> Result<Change<Comment>> {
    let mut change = turn(tx, comment, to, why, store::stamp)?;
    let left = Comment { merged: 0, ..change.value().clone() };
    for merged in store::merged_into(tx.conn, &left.id)? {
        let why = Why { public: json!({"split_from": left.id}), ..Why::default() };
        change = change.then(turn(tx, merged, CommentState::Received, why, store::no_number)?);
    }
    Ok(change.map(|_| left))
}

/// Erases what a comment says and who says it, and the salts that tie the record's commitments to them. Those counted with
/// it wait for a decision of their own. Its statements are `moderation`'s to erase.
///
/// # Errors
/// `wrong_state` if it is erased already.
pub fn erase(tx: &mut Tx<'_>, comment: Comment, why: Why) -> Result<Change<Comment>> {
    let to = steps::after(comment.state, Step::Erase)?;
    record::forget_salts(tx.conn, &comment.recorded())?;
    intake::forget(tx.conn, &comment.id)?;
    store::forget_submitter(tx.conn, &comment.id)?;
    leave(tx, comment, to, why)
}
