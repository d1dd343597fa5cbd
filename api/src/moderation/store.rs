//! Statements of reasons in the database, and the queue, which reads the comments.
use super::erasure::Erasure;
use super::waiting::QueueFilter;
use crate::comments::{self as slice, Claim, Comment, CommentState, Statement};
use crate::db::schema::{comment_claims as claims, comment_erasures as erasures, comments, moderation_decisions as decisions, responses};
use crate::db::{Conn, MultiBackend};
use crate::error::Result;
use crate::intake;
use crate::record::Subject;
use crate::time::Moment;
use diesel::prelude::*;

pub(super) fn insert(conn: &mut Conn, statement: &Statement, account: &str) -> Result<()> {
    use decisions as d;
    let Statement { id, comment, comment_revision, outcome, reasons, rules, rules_version, .. } = statement;
    let row = (
        (d::id.eq(id), d::comment.eq(comment), d::comment_revision.eq(comment_revision), d::outcome.eq(outcome)),
        (d::reasons.eq(serde_json::to_string(reasons)?), d::rules.eq(serde_json::to_string(rules)?), d::rules_version.eq(rules_version)),
        (d::explanation.eq(&statement.explanation), d::public_note.eq(&statement.public_note)),
        (d::initiative.eq(statement.initiative), d::legal_reference.eq(&statement.legal_reference)),
        d::merged_into.eq(&statement.merged_into),
        (d::decided_by.eq(account), d::pseudonym.eq(&statement.decided_by.pseudonym)),
        (d::organization.eq(&statement.decided_by.organization), d::at.eq(statement.at)),
    );
    diesel::insert_into(decisions::table).values(row).execute(conn)?;
    Ok(())
}

/// Writes the number of the entry beside the statement that it is about, and beside the comment.
pub(super) fn stamp(conn: &mut Conn, subject: &Subject, seq: i64) -> Result<()> {
    let new = decisions::table.filter(decisions::comment.eq(&subject.id)).filter(decisions::seq.is_null());
    diesel::update(new).set(decisions::seq.eq(seq)).execute(conn)?;
    slice::stamp(conn, subject, seq)
}

/// Whose earlier decision would be decided on: that of whoever escalated or hid the comment.
pub(super) fn decided_so_far(conn: &mut Conn, comment: &Comment) -> Result<Vec<String>> {
    if ![CommentState::Escalated, CommentState::Hidden].contains(&comment.state) {
        return Ok(vec![]);
    }
    let of = decisions::table.filter(decisions::comment.eq(&comment.id)).order(decisions::comment_revision.desc()).limit(1);
    Ok(of.select(decisions::decided_by).load(conn)?)
}

/// Who wrote responses to the comment.
pub(super) fn answered(conn: &mut Conn, comment: &Comment) -> Result<Vec<String>> {
    Ok(responses::table.filter(responses::comment.eq(&comment.id)).select(responses::answered_by).load(conn)?)
}

/// Writes a claim in place of the one before.
pub(super) fn write_claim(conn: &mut Conn, claim: &Claim) -> Result<()> {
    let held = (claims::account.eq(&claim.account), claims::pseudonym.eq(&claim.pseudonym), claims::until.eq(claim.until));
    delete_claim(conn, &claim.comment)?;
    diesel::insert_into(claims::table).values((claims::comment.eq(&claim.comment), held)).execute(conn)?;
    Ok(())
}

pub(super) fn delete_claim(conn: &mut Conn, comment: &str) -> Result<()> {
    diesel::delete(claims::table.find(comment)).execute(conn)?;
    Ok(())
}

pub(super) fn delete_old_claims(conn: &mut Conn, now: Moment) -> Result<usize> {
    Ok(diesel::delete(claims::table.filter(claims::until.le(now))).execute(conn)?)
}

/// Erases what moderators wrote about a comment; that they decided, when and for which codes stays.
pub(super) fn erase_texts(conn: &mut Conn, comment: &str, now: Moment) -> Result<()> {
    use decisions as d;
    let none: Option<String> = None;
    let gone = (d::explanation.eq(&none), d::public_note.eq(&none), d::legal_reference.eq(&none), d::erased_at.eq(now));
    diesel::update(d::table.filter(d::comment.eq(comment))).set(gone).execute(conn)?;
    Ok(())
}

pub(super) fn insert_erasure(conn: &mut Conn, comment: &str, why: &Erasure, by: Option<&str>, now: Moment) -> Result<()> {
    use erasures as e;
    let row =
        (e::comment.eq(comment), e::reason.eq(why.reason), e::legal_reference.eq(&why.legal_reference), e::erased_by.eq(by), e::at.eq(now));
    diesel::insert_into(e::table).values(row).execute(conn)?;
    Ok(())
}

pub(super) fn live_claims(conn: &mut Conn, now: Moment) -> Result<Vec<Claim>> {
    Ok(claims::table.filter(claims::until.gt(now)).select(Claim::as_select()).load(conn)?)
}

type Query<'a> = comments::BoxedQuery<'a, MultiBackend>;

fn in_state<'a>(state: CommentState, filter: &'a QueueFilter) -> Query<'a> {
    let mut query = comments::table.filter(comments::state.eq(state)).into_boxed();
    if let Some(subject) = &filter.subject {
        query = query.filter(comments::subject_kind.eq(subject.kind)).filter(comments::subject_id.eq(&subject.id));
    }
    if let Some(language) = filter.language {
        query = query.filter(comments::language.eq(language));
    }
    if let Some(kind) = filter.author_kind {
        query = query.filter(comments::author_kind.eq(kind));
    }
    if let Some(flag) = filter.flag {
        query = query.filter(intake::flagged(flag));
    }
    query
}

/// At most `limit` comments in this state, behind the place `after`, oldest first.
///
/// # Errors
/// If the database cannot be read.
pub fn waiting(
    conn: &mut Conn,
    state: CommentState,
    filter: &QueueFilter,
    after: Option<&(Moment, String)>,
    limit: i64,
) -> Result<Vec<Comment>> {
    let mut query = in_state(state, filter);
    if let Some((at, id)) = after {
        query = query.filter(comments::created_at.ge(at)).filter(comments::created_at.gt(at).or(comments::id.gt(id)));
    }
    Ok(query.order((comments::created_at, comments::id)).limit(limit).select(Comment::as_select()).load(conn)?)
}

pub(super) fn count_waiting(conn: &mut Conn, state: CommentState, filter: &QueueFilter) -> Result<i64> {
    Ok(in_state(state, filter).count().get_result(conn)?)
}
