//! Responses in the database.
use super::{NewResponse, Response, ResponseOutcome};
use crate::comments::{Comment, CommentSubject, SubjectKind};
use crate::db::schema::responses::{self, dsl as r};
use crate::db::{Conn, MultiBackend};
use crate::error::Result;
use crate::http::Editor;
use crate::language::Translated;
use crate::record::Subject;
use crate::time::Moment;
use diesel::prelude::*;

/// A response that is about to be stored.
pub(super) struct New<'a> {
    pub(super) id: String,
    pub(super) comment: &'a Comment,
    pub(super) organization: String,
    pub(super) first_after: Option<i64>,
    pub(super) new: NewResponse,
}

pub(super) fn insert(conn: &mut Conn, response: &New<'_>, by: &Editor, now: Moment) -> Result<()> {
    let New { id, comment, organization, first_after, new } = response;
    let changed = new.changed.as_ref().map(serde_json::to_string).transpose()?;
    let row = (
        (r::id.eq(id), r::revision.eq(1), r::comment.eq(&comment.id), r::organization.eq(organization)),
        (r::subject_kind.eq(comment.subject.kind), r::subject_id.eq(&comment.subject.id), r::outcome.eq(new.outcome)),
        (r::reason_sq.eq(&new.reason.sq), r::reason_sr.eq(&new.reason.sr), r::reason_en.eq(&new.reason.en)),
        (r::changed.eq(changed), r::supersedes.eq(&new.supersedes), r::first_after.eq(first_after)),
        (r::answered_by.eq(&by.0.account), r::pseudonym.eq(&by.0.pseudonym), r::published_at.eq(now)),
    );
    diesel::insert_into(responses::table).values(row).execute(conn)?;
    Ok(())
}

pub(super) fn supersede(conn: &mut Conn, earlier: &str, by: &str) -> Result<()> {
    diesel::update(responses::table.find(earlier)).set((r::superseded_by.eq(by), r::revision.eq(2))).execute(conn)?;
    Ok(())
}

/// Writes the number of its entry beside a new response: from then on it is listed.
pub(super) fn stamp(conn: &mut Conn, subject: &Subject, seq: i64) -> Result<()> {
    diesel::update(responses::table.find(&subject.id)).set((r::seq.eq(seq), r::listed.eq(seq))).execute(conn)?;
    Ok(())
}

/// For entries that number nothing.
#[allow(clippy::unnecessary_wraps)] // it has the form of a stamp
pub(super) fn no_number(_: &mut Conn, _: &Subject, _: i64) -> Result<()> {
    Ok(())
}

/// Whether a response of that organization to that comment stands.
pub(super) fn standing(conn: &mut Conn, comment: &str, organization: &str) -> Result<bool> {
    let own = responses::table.filter(r::comment.eq(comment)).filter(r::organization.eq(organization));
    Ok(diesel::select(diesel::dsl::exists(own.filter(r::superseded_by.is_null()))).get_result(conn)?)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = responses)]
struct Row {
    id: String,
    revision: i64,
    comment: String,
    subject_kind: SubjectKind,
    subject_id: String,
    organization: String,
    outcome: ResponseOutcome,
    reason_sq: Option<String>,
    reason_sr: Option<String>,
    reason_en: Option<String>,
    changed: Option<String>,
    supersedes: Option<String>,
    superseded_by: Option<String>,
    pseudonym: String,
    published_at: Moment,
    seq: Option<i64>,
}

impl Row {
    fn response(self) -> Result<Response> {
        Ok(Response {
            id: self.id,
            revision: self.revision,
            comment: self.comment,
            subject: CommentSubject { kind: self.subject_kind, id: self.subject_id },
            organization: self.organization,
            outcome: self.outcome,
            reason: Translated { sq: self.reason_sq, sr: self.reason_sr, en: self.reason_en },
            changed: self.changed.map(|it| serde_json::from_str(&it)).transpose()?,
            supersedes: self.supersedes,
            superseded_by: self.superseded_by,
            answered_by: self.pseudonym,
            published_at: self.published_at,
            seq: self.seq.unwrap_or_default(),
        })
    }
}

/// The response of that id, whether it is shown or not.
pub(super) fn find(conn: &mut Conn, id: &str) -> Result<Option<Response>> {
    let row = responses::table.find(id).select(Row::as_select()).first(conn).optional()?;
    row.map(Row::response).transpose()
}

/// The responses of these ids, in this order.
pub(super) fn find_all(conn: &mut Conn, ids: &[String]) -> Result<Vec<Response>> {
    let mut all = vec![];
    for id in ids {
        all.extend(find(conn, id)?);
    }
    Ok(all)
}

/// Which responses are wanted; without anything, all.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// To this comment.
    pub comment: Option<String>,
    /// To comments on this.
    pub subject: Option<CommentSubject>,
    /// Of this organization.
    pub organization: Option<String>,
    /// With this outcome.
    pub outcome: Option<ResponseOutcome>,
}

/// At most `limit` responses that are shown, behind the number `after`, oldest first. Each form of the filter is one range
/// of one index.
///
/// # Errors
/// If the database cannot be read.
pub fn page(conn: &mut Conn, filter: &Filter, after: i64, limit: i64) -> Result<Vec<Response>> {
    let behind = responses::table.filter(r::listed.gt(after)).order(r::listed).limit(limit);
    let mut query = behind.select(Row::as_select()).into_boxed::<MultiBackend>();
    if let Some(comment) = &filter.comment {
        query = query.filter(r::comment.eq(comment));
    }
    if let Some(subject) = &filter.subject {
        query = query.filter(r::subject_kind.eq(subject.kind)).filter(r::subject_id.eq(&subject.id));
    }
    if let Some(organization) = &filter.organization {
        query = query.filter(r::organization.eq(organization));
    }
    if let Some(outcome) = filter.outcome {
        query = query.filter(r::outcome.eq(outcome));
    }
    query.load(conn)?.into_iter().map(Row::response).collect()
}

/// The first response to a comment: after how many days it came, on what, and whether it is shown.
pub(super) fn first(conn: &mut Conn, comment: &str) -> Result<Option<(i64, CommentSubject, bool)>> {
    let first = responses::table.filter(r::comment.eq(comment)).filter(r::first_after.is_not_null());
    let row: Option<(Option<i64>, SubjectKind, String, Option<i64>)> =
        first.select((r::first_after, r::subject_kind, r::subject_id, r::listed)).first(conn).optional()?;
    Ok(row.map(|(days, kind, id, listed)| (days.unwrap_or_default(), CommentSubject { kind, id }, listed.is_some())))
}

/// Shows all responses to a comment, or none.
pub(super) fn show(conn: &mut Conn, comment: &str, shown: bool) -> Result<()> {
    let all = responses::table.filter(r::comment.eq(comment));
    match shown {
        true => diesel::update(all).set(r::listed.eq(r::seq)).execute(conn)?,
        false => diesel::update(all).set(r::listed.eq(None::<i64>)).execute(conn)?,
    };
    Ok(())
}

/// Erases the texts of all responses to a comment, which may quote it, and answers their ids.
pub(super) fn erase(conn: &mut Conn, comment: &str) -> Result<Vec<String>> {
    let none = None::<String>;
    let texts = (r::reason_sq.eq(&none), r::reason_sr.eq(&none), r::reason_en.eq(&none), r::changed.eq(&none));
    diesel::update(responses::table.filter(r::comment.eq(comment))).set(texts).execute(conn)?;
    Ok(responses::table.filter(r::comment.eq(comment)).select(r::id).load(conn)?)
}
