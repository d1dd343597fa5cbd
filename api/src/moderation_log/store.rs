//! The log in the database: statements of reasons, beside their comments and appeals.
use super::query::Wanted;
use super::{Handover, LogAppeal, LogItem};
use crate::appeals::AppealState;
use crate::comments::{CommentSubject, Decider, Initiative, Outcome};
use crate::db::schema::{appeals, comments, moderation_decisions as decisions};
use crate::db::{Conn, MultiBackend};
use crate::error::Result;
use crate::record::Role;
use crate::time::Moment;
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = decisions)]
struct DecisionRow {
    id: String,
    seq: Option<i64>,
    at: Moment,
    comment: String,
    comment_revision: i64,
    outcome: Outcome,
    reasons: String,
    rules: String,
    rules_version: i64,
    initiative: Initiative,
    public_note: Option<String>,
    pseudonym: String,
    organization: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = appeals)]
struct AppealRow {
    id: String,
    state: AppealState,
    filed_at: Moment,
    decided_at: Option<Moment>,
    pseudonym: Option<String>,
    organization: Option<String>,
    public_note: Option<String>,
    statement: Option<String>,
}

/// At most `limit` decisions that everybody may know of, behind a number, in the order of the record.
pub(super) fn items(conn: &mut Conn, wanted: &Wanted, limit: i64) -> Result<Vec<LogItem>> {
    let joined = decisions::table.inner_join(comments::table.on(comments::id.eq(decisions::comment)));
    let joined = joined.left_join(appeals::table.on(appeals::decision.eq(decisions::id)));
    let shown = (DecisionRow::as_select(), CommentSubject::as_select(), Option::<AppealRow>::as_select());
    let mut query = joined.select(shown).filter(decisions::seq.gt(wanted.after)).into_boxed::<MultiBackend>();
    for unspoken in [Outcome::Escalate, Outcome::Merge, Outcome::Split] {
        query = query.filter(decisions::outcome.ne(unspoken));
    }
    if let Some(outcome) = wanted.outcome {
        query = query.filter(decisions::outcome.eq(outcome));
    }
    if let Some(reason) = wanted.reason {
        query = query.filter(decisions::reasons.like(format!("%\"{reason}\"%")));
    }
    if let Some(subject) = &wanted.subject {
        query = query.filter(comments::subject_kind.eq(subject.kind)).filter(comments::subject_id.eq(&subject.id));
    }
    if let Some(initiative) = wanted.initiative {
        query = query.filter(decisions::initiative.eq(initiative));
    }
    let rows: Vec<(DecisionRow, CommentSubject, Option<AppealRow>)> = query.order(decisions::seq).limit(limit).load(conn)?;
    rows.into_iter().map(|(row, subject, appeal)| item(conn, row, subject, appeal)).collect()
}

fn item(conn: &mut Conn, row: DecisionRow, subject: CommentSubject, appeal: Option<AppealRow>) -> Result<LogItem> {
    let on_appeal = made_on_appeal(conn, &row)?;
    Ok(LogItem {
        before: if on_appeal { vec![] } else { handovers(conn, &row)? },
        on_appeal,
        reasons: serde_json::from_str(&row.reasons)?,
        rules: serde_json::from_str(&row.rules)?,
        seq: row.seq.unwrap_or_default(),
        decided_by: decider(row.pseudonym, row.organization),
        appeal: appeal.map(told),
        id: row.id,
        at: row.at,
        comment: row.comment,
        subject,
        outcome: row.outcome,
        rules_version: row.rules_version,
        initiative: row.initiative,
        public_note: row.public_note,
    })
}

fn decider(pseudonym: String, organization: Option<String>) -> Decider {
    Decider { role: Role::Moderator, pseudonym, organization }
}

fn told(row: AppealRow) -> LogAppeal {
    let AppealRow { id, state, filed_at, decided_at, pseudonym, organization, public_note, statement } = row;
    let decided_by = pseudonym.map(|pseudonym| decider(pseudonym, organization));
    LogAppeal { id, state, filed_at, decided_at, decided_by, public_note, statement }
}

/// The steps before the first decision. Most comments are decided on as they came, at revision 1, and need no look.
fn handovers(conn: &mut Conn, row: &DecisionRow) -> Result<Vec<Handover>> {
    if row.comment_revision == 1 || !matches!(row.outcome, Outcome::Publish | Outcome::Reject) {
        return Ok(vec![]);
    }
    let before = decisions::table.filter(decisions::comment.eq(&row.comment)).filter(decisions::comment_revision.lt(row.comment_revision));
    let rows: Vec<DecisionRow> = before.order(decisions::comment_revision).select(DecisionRow::as_select()).load(conn)?;
    let step = |row: DecisionRow| Handover {
        id: row.id,
        seq: row.seq.unwrap_or_default(),
        at: row.at,
        outcome: row.outcome,
        decided_by: decider(row.pseudonym, row.organization),
    };
    Ok(rows.into_iter().map(step).collect())
}

fn made_on_appeal(conn: &mut Conn, row: &DecisionRow) -> Result<bool> {
    // Only what follows on a decision can be made on an appeal.
    if row.comment_revision == 1 {
        return Ok(false);
    }
    Ok(diesel::select(diesel::dsl::exists(appeals::table.filter(appeals::statement.eq(&row.id)))).get_result(conn)?)
}
