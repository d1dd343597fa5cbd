//! Appeals in the database.
use super::{Appeal, AppealState};
use crate::comments::{CommentSubject, Decider};
use crate::db::schema::{appeals, comments, moderation_decisions as decisions};
use crate::db::{Conn, MultiBackend};
use crate::error::{Code, Error, Result};
use crate::record::Role;
use crate::time::Moment;
use diesel::dsl::exists;
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = appeals)]
struct Row {
    id: String,
    revision: i64,
    state: AppealState,
    comment: String,
    decision: String,
    text: Option<String>,
    filed_at: Moment,
    reviewed_at: Option<Moment>,
    decided_at: Option<Moment>,
    pseudonym: Option<String>,
    organization: Option<String>,
    answer: Option<String>,
    public_note: Option<String>,
    statement: Option<String>,
}

impl Row {
    fn appeal(self) -> Appeal {
        let Self { id, revision, state, comment, decision, text, filed_at, reviewed_at, decided_at, answer, public_note, .. } = self;
        let organization = self.organization;
        let decided_by = self.pseudonym.map(|pseudonym| Decider { role: Role::Moderator, pseudonym, organization });
        let statement = self.statement;
        Appeal {
            id,
            revision,
            state,
            comment,
            decision,
            text,
            filed_at,
            reviewed_at,
            decided_at,
            decided_by,
            answer,
            public_note,
            statement,
        }
    }
}

pub(super) fn insert(conn: &mut Conn, appeal: &Appeal) -> Result<()> {
    use appeals as a;
    let row = (
        (a::id.eq(&appeal.id), a::revision.eq(appeal.revision), a::state.eq(appeal.state), a::filed_at.eq(appeal.filed_at)),
        (a::comment.eq(&appeal.comment), a::decision.eq(&appeal.decision), a::text.eq(&appeal.text)),
    );
    diesel::insert_into(a::table).values(row).execute(conn)?;
    Ok(())
}

/// Writes everything that a step changes.
pub(super) fn update(conn: &mut Conn, appeal: &Appeal, reviewer: &str) -> Result<()> {
    use appeals as a;
    let by = appeal.decided_by.as_ref();
    let new = (
        (a::revision.eq(appeal.revision), a::state.eq(appeal.state), a::reviewer.eq(reviewer)),
        (a::pseudonym.eq(by.map(|by| &by.pseudonym)), a::organization.eq(by.and_then(|by| by.organization.as_ref()))),
        (a::reviewed_at.eq(appeal.reviewed_at), a::decided_at.eq(appeal.decided_at)),
        (a::answer.eq(&appeal.answer), a::public_note.eq(&appeal.public_note), a::statement.eq(&appeal.statement)),
    );
    diesel::update(a::table.find(&appeal.id)).set(new).execute(conn)?;
    Ok(())
}

/// Empties every text of the appeals on a comment, and answers which they are.
pub(super) fn erase_texts(conn: &mut Conn, comment: &str) -> Result<Vec<String>> {
    use appeals as a;
    let nothing = None::<String>;
    let of = a::table.filter(a::comment.eq(comment));
    diesel::update(of).set((a::text.eq(&nothing), a::answer.eq(&nothing), a::public_note.eq(&nothing))).execute(conn)?;
    Ok(of.select(a::id).load(conn)?)
}

/// The appeal of that id.
///
/// # Errors
/// `not_found` if there is none.
pub(super) fn find(conn: &mut Conn, id: &str) -> Result<Appeal> {
    let row: Option<Row> = appeals::table.find(id).select(Row::as_select()).first(conn).optional()?;
    row.map(Row::appeal).ok_or(Error::from(Code::NotFound))
}

/// Every appeal on a comment, oldest first.
pub(super) fn of_comment(conn: &mut Conn, comment: &str) -> Result<Vec<Appeal>> {
    let of = appeals::table.filter(appeals::comment.eq(comment)).order((appeals::filed_at, appeals::id));
    let rows: Vec<Row> = of.select(Row::as_select()).load(conn)?;
    Ok(rows.into_iter().map(Row::appeal).collect())
}

/// The account of whoever took an appeal.
pub(super) fn reviewer(conn: &mut Conn, appeal: &str) -> Result<Option<String>> {
    Ok(appeals::table.find(appeal).select(appeals::reviewer).first(conn)?)
}

/// Whether there is an appeal against this decision, and whether it was itself made on one.
pub(super) fn history_of(conn: &mut Conn, decision: &str) -> Result<(bool, bool)> {
    let appealed = diesel::select(exists(appeals::table.filter(appeals::decision.eq(decision)))).get_result(conn)?;
    let on_appeal = diesel::select(exists(appeals::table.filter(appeals::statement.eq(decision)))).get_result(conn)?;
    Ok((appealed, on_appeal))
}

/// Whether this account made the decision.
pub(super) fn has_made(conn: &mut Conn, decision: &str, account: &str) -> Result<bool> {
    let own = decisions::table.find(decision).filter(decisions::decided_by.eq(account));
    Ok(diesel::select(exists(own)).get_result(conn)?)
}

/// Which appeals are wanted.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// In this state; without it, all that are not decided yet.
    pub(super) state: Option<AppealState>,
    /// Against decisions on comments on this.
    pub(super) subject: Option<CommentSubject>,
}

/// At most `limit` appeals behind a place, oldest first.
pub(super) fn page(conn: &mut Conn, wanted: &Wanted, after: Option<&(Moment, String)>, limit: i64) -> Result<Vec<Appeal>> {
    let joined = appeals::table.inner_join(comments::table.on(comments::id.eq(appeals::comment)));
    let mut query = joined.select(Row::as_select()).into_boxed::<MultiBackend>();
    query = match wanted.state {
        Some(state) => query.filter(appeals::state.eq(state)),
        None => query.filter(appeals::decided_at.is_null()),
    };
    if let Some(subject) = &wanted.subject {
        query = query.filter(comments::subject_kind.eq(subject.kind)).filter(comments::subject_id.eq(&subject.id));
    }
    if let Some((at, id)) = after {
        query = query.filter(appeals::filed_at.ge(at)).filter(appeals::filed_at.gt(at).or(appeals::id.gt(id)));
    }
    let rows: Vec<Row> = query.order((appeals::filed_at, appeals::id)).limit(limit).load(conn)?;
    Ok(rows.into_iter().map(Row::appeal).collect())
}
