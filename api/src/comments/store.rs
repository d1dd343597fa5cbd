//! Comments in the database.
use super::statement::{AutomatedMeans, Decider, Redress};
use super::{Comment, CommentSubject, Filter, Statement, rules};
use crate::db::schema::{
    appeals, comment_counters as counters, comment_erasures as erasures, comments, moderation_decisions as decisions, responses,
};
use crate::db::{Conn, MultiBackend};
use crate::editorial;
use crate::error::{Code, Error, Result};
use crate::record::{Role, Subject};
use crate::time::Moment;
use diesel::dsl::exists;
use diesel::prelude::*;

/// On PostgreSQL decisions wait for each other: the slower of two must see what the faster has done.
const QUEUE: i64 = 2;

/// The comment of that id in any state.
///
/// # Errors
/// If the database cannot be read.
pub fn find(conn: &mut Conn, id: &str) -> Result<Option<Comment>> {
    Ok(comments::table.find(id).select(Comment::as_select()).first(conn).optional()?)
}

/// The comment of that id in any state, for a change: until the commit nobody else turns a comment.
///
/// # Errors
/// `not_found` if there is none.
pub fn find_for_update(conn: &mut Conn, id: &str) -> Result<Comment> {
    conn.in_single_file(QUEUE)?;
    find(conn, id)?.ok_or(Error::from(Code::NotFound))
}

/// The number of the rules for comments that hold now: the revision of their document; 0 while none are published.
///
/// # Errors
/// If the database cannot be read.
pub fn current_rules(conn: &mut Conn) -> Result<i64> {
    Ok(editorial::published_revision(conn, &rules::rules_document())?.unwrap_or(0))
}

/// Stores a new comment, with the account that was signed in while handing it in, for nobody to see.
pub(super) fn insert(conn: &mut Conn, comment: &Comment, account: Option<&str>, rules_version: i64) -> Result<()> {
    use comments as c;
    let row = (
        (c::id.eq(&comment.id), c::revision.eq(comment.revision), c::state.eq(comment.state), c::replies.eq(0)),
        (c::subject_kind.eq(comment.subject.kind), c::subject_id.eq(&comment.subject.id)),
        (c::parent.eq(&comment.parent), c::depth.eq(comment.depth)),
        (c::author_name.eq(&comment.author_name), c::author_kind.eq(comment.author_kind), c::organization.eq(&comment.organization)),
        (c::on_behalf_of.eq(&comment.on_behalf_of), c::submitted_by.eq(account)),
        (c::language.eq(comment.language), c::body.eq(&comment.body)),
        (c::created_at.eq(comment.created_at), c::state_since.eq(comment.state_since), c::rules_version.eq(rules_version)),
    );
    diesel::insert_into(comments::table).values(row).execute(conn)?;
    Ok(())
}

/// The account that handed in a comment, if anybody was signed in: nobody decides on their own.
///
/// # Errors
/// If the database cannot be read.
pub fn submitter(conn: &mut Conn, comment: &str) -> Result<Option<String>> {
    Ok(comments::table.find(comment).select(comments::submitted_by).first(conn)?)
}

/// Writes everything that a step changes. A text only ever goes; the database refuses that in states that need one.
pub(super) fn turn(conn: &mut Conn, comment: &Comment, text_until: Option<Moment>) -> Result<()> {
    use comments as c;
    let new = (
        (c::state.eq(comment.state), c::state_since.eq(comment.state_since), c::revision.eq(comment.revision)),
        (c::published_at.eq(comment.published_at), c::merged_into.eq(&comment.merged_into), c::text_until.eq(text_until)),
        c::reasons.eq(serde_json::to_string(&comment.reasons)?),
        (c::body.eq(&comment.body), c::author_name.eq(&comment.author_name), c::organization.eq(&comment.organization)),
        c::on_behalf_of.eq(&comment.on_behalf_of),
    );
    diesel::update(c::table.find(&comment.id)).set(new).execute(conn)?;
    Ok(())
}

/// Forgets who handed in a comment.
pub(super) fn forget_submitter(conn: &mut Conn, comment: &str) -> Result<()> {
    diesel::update(comments::table.find(comment)).set(comments::submitted_by.eq(None::<String>)).execute(conn)?;
    Ok(())
}

/// Writes what its author may change.
pub(super) fn edit(conn: &mut Conn, comment: &Comment) -> Result<()> {
    use comments as c;
    let new = (
        (c::revision.eq(comment.revision), c::language.eq(comment.language), c::author_kind.eq(comment.author_kind)),
        (c::body.eq(&comment.body), c::author_name.eq(&comment.author_name), c::organization.eq(&comment.organization)),
    );
    diesel::update(c::table.find(&comment.id)).set(new).execute(conn)?;
    Ok(())
}

/// Why a comment was erased.
pub(super) fn erased_for(conn: &mut Conn, comment: &str) -> Result<Option<String>> {
    Ok(erasures::table.find(comment).select(erasures::reason).first(conn).optional()?)
}

/// Those that are counted with a comment, oldest first.
///
/// # Errors
/// If the database cannot be read.
pub fn merged_into(conn: &mut Conn, comment: &str) -> Result<Vec<Comment>> {
    let merged = comments::table.filter(comments::merged_into.eq(comment)).order(comments::id);
    Ok(merged.select(Comment::as_select()).load(conn)?)
}

/// Keeps the text of a comment that is no longer shown until then, if that is later than what was promised before: an
/// appeal was filed, or decided.
///
/// # Errors
/// If the database refuses.
pub fn keep_text(conn: &mut Conn, comment: &str, until: Moment) -> Result<()> {
    let passing = comments::table.find(comment).filter(comments::text_until.lt(until));
    diesel::update(passing).set(comments::text_until.eq(until)).execute(conn)?;
    Ok(())
}

/// The ids of at most `limit` comments whose text was promised to be erased by now, the longest due first, for a change.
///
/// # Errors
/// If the database cannot be read.
pub fn to_erase(conn: &mut Conn, now: Moment, limit: i64) -> Result<Vec<String>> {
    conn.in_single_file(QUEUE)?;
    let due = comments::table.filter(comments::text_until.le(now)).order(comments::text_until).limit(limit);
    Ok(due.select(comments::id).load(conn)?)
}

/// Writes the number of the first publication beside a comment; a later one changes nothing.
///
/// # Errors
/// If the database refuses.
pub fn stamp(conn: &mut Conn, subject: &Subject, seq: i64) -> Result<()> {
    let unnumbered = comments::table.find(&subject.id).filter(comments::published_at.is_not_null()).filter(comments::seq.is_null());
    diesel::update(unnumbered).set(comments::seq.eq(seq)).execute(conn)?;
    Ok(())
}

/// For entries that number nothing.
#[allow(clippy::unnecessary_wraps)] // it has the form of a stamp
pub(super) fn no_number(_: &mut Conn, _: &Subject, _: i64) -> Result<()> {
    Ok(())
}

pub(super) fn count(conn: &mut Conn, subject: &CommentSubject, more: i64, more_roots: i64) -> Result<()> {
    let there = diesel::update(counters::table.find((subject.kind, &subject.id)))
        .set((counters::published.eq(counters::published + more), counters::roots.eq(counters::roots + more_roots)))
        .execute(conn)?;
    if there == 0 {
        let key = (counters::subject_kind.eq(subject.kind), counters::subject_id.eq(&subject.id));
        let first = (key, counters::published.eq(more), counters::roots.eq(more_roots));
        diesel::insert_into(counters::table).values(first).execute(conn)?;
    }
    Ok(())
}

pub(super) fn count_replies(conn: &mut Conn, comment: &str, more: i64) -> Result<()> {
    diesel::update(comments::table.find(comment)).set(comments::replies.eq(comments::replies + more)).execute(conn)?;
    Ok(())
}

pub(super) fn count_merged(conn: &mut Conn, comment: &str, more: i64) -> Result<()> {
    diesel::update(comments::table.find(comment)).set(comments::merged.eq(comments::merged + more)).execute(conn)?;
    Ok(())
}

pub(super) fn count_answer(conn: &mut Conn, comment: &str) -> Result<()> {
    diesel::update(comments::table.find(comment)).set(comments::answers.eq(comments::answers + 1)).execute(conn)?;
    Ok(())
}

/// The responses to a comment, superseded ones too: their ids and revisions.
pub(super) fn responses_to(conn: &mut Conn, comment: &str) -> Result<Vec<(String, i64)>> {
    let all = responses::table.filter(responses::comment.eq(comment)).order(responses::seq);
    Ok(all.select((responses::id, responses::revision)).load(conn)?)
}

/// How many are published on a subject: all, and those that reply to none.
pub(super) fn counted(conn: &mut Conn, subject: &CommentSubject) -> Result<(i64, i64)> {
    let row = counters::table.find((subject.kind, &subject.id)).select((counters::published, counters::roots));
    Ok(row.first(conn).optional()?.unwrap_or((0, 0)))
}

/// How many are published on each subject that has any.
///
/// # Errors
/// If the database cannot be read.
pub fn published_by_subject(conn: &mut Conn) -> Result<Vec<(CommentSubject, i64)>> {
    let columns = (counters::subject_kind, counters::subject_id, counters::published);
    let rows: Vec<(super::SubjectKind, String, i64)> = counters::table.filter(counters::published.gt(0)).select(columns).load(conn)?;
    Ok(rows.into_iter().map(|(kind, id, published)| (CommentSubject { kind, id }, published)).collect())
}

/// At most `limit` comments that were ever published, behind the number `after`, in the order of their publication.
/// Each form of the filter is one range of one index.
///
/// # Errors
/// If the database cannot be read.
pub fn page(conn: &mut Conn, filter: &Filter, after: i64, limit: i64) -> Result<Vec<Comment>> {
    let behind = comments::table.filter(comments::seq.gt(after)).order(comments::seq).limit(limit).select(Comment::as_select());
    // What is asked most, so that its SQL need not be put together each time.
    if let Filter { subject: None, parent: None, roots: false, author_kind: None } = filter {
        return Ok(behind.load(conn)?);
    }
    let mut query = behind.into_boxed::<MultiBackend>();
    if let Some(subject) = &filter.subject {
        query = query.filter(comments::subject_kind.eq(subject.kind)).filter(comments::subject_id.eq(&subject.id));
    }
    if let Some(parent) = &filter.parent {
        query = query.filter(comments::parent.eq(parent));
    }
    if filter.roots {
        query = query.filter(comments::depth.eq(0));
    }
    if let Some(kind) = filter.author_kind {
        query = query.filter(comments::author_kind.eq(kind));
    }
    Ok(query.load(conn)?)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = decisions)]
struct StatementRow {
    id: String,
    comment: String,
    comment_revision: i64,
    outcome: super::Outcome,
    reasons: super::Reasons,
    rules: String,
    rules_version: i64,
    explanation: Option<String>,
    public_note: Option<String>,
    initiative: super::Initiative,
    legal_reference: Option<String>,
    merged_into: Option<String>,
    pseudonym: String,
    organization: Option<String>,
    at: Moment,
}

/// The statement of reasons of the newest decision on a comment.
///
/// # Errors
/// If the database cannot be read.
pub fn newest_statement(conn: &mut Conn, comment: &str) -> Result<Option<Statement>> {
    let newest = decisions::table.filter(decisions::comment.eq(comment)).order(decisions::comment_revision.desc());
    let row = newest.select(StatementRow::as_select()).first(conn).optional()?;
    row.map(|row: StatementRow| row.statement(conn)).transpose()
}

/// The statements of reasons of all decisions on a comment, oldest first.
///
/// # Errors
/// If the database cannot be read.
pub fn statements(conn: &mut Conn, comment: &str) -> Result<Vec<Statement>> {
    let all = decisions::table.filter(decisions::comment.eq(comment)).order(decisions::comment_revision);
    let rows: Vec<StatementRow> = all.select(StatementRow::as_select()).load(conn)?;
    rows.into_iter().map(|row| row.statement(conn)).collect()
}

/// The statement of reasons of that id.
///
/// # Errors
/// `not_found` if there is none.
pub fn statement(conn: &mut Conn, id: &str) -> Result<Statement> {
    let row: Option<StatementRow> = decisions::table.find(id).select(StatementRow::as_select()).first(conn).optional()?;
    row.ok_or(Error::from(Code::NotFound))?.statement(conn)
}

impl StatementRow {
    fn statement(self, conn: &mut Conn) -> Result<Statement> {
        let on_appeal = diesel::select(exists(appeals::table.filter(appeals::statement.eq(&self.id)))).get_result(conn)?;
        let appealed: bool = diesel::select(exists(appeals::table.filter(appeals::decision.eq(&self.id)))).get_result(conn)?;
        Ok(Statement {
            automated_means: AutomatedMeans::Nothing,
            on_appeal,
            redress: Redress::against(self.outcome, &self.comment, self.at).filter(|_| !on_appeal && !appealed),
            id: self.id,
            comment: self.comment,
            comment_revision: self.comment_revision,
            outcome: self.outcome,
            reasons: self.reasons.0,
            rules: serde_json::from_str(&self.rules)?,
            rules_version: self.rules_version,
            explanation: self.explanation,
            public_note: self.public_note,
            initiative: self.initiative,
            legal_reference: self.legal_reference,
            merged_into: self.merged_into,
            decided_by: Decider { role: Role::Moderator, pseudonym: self.pseudonym, organization: self.organization },
            at: self.at,
        })
    }
}
