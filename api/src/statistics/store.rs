//! Where the statistics find their facts.
use super::{AppealFact, DecisionFact, Facts, Period};
use crate::comments::{CommentLanguage, CommentState, CommentSubject, Initiative, Outcome};
use crate::db::Conn;
use crate::db::schema::{appeals, comments, moderation_decisions as decisions};
use crate::error::Result;
use crate::moderation;
use crate::responses;
use crate::time::Moment;
use diesel::dsl::{exists, min};
use diesel::prelude::*;

pub(super) fn facts(conn: &mut Conn, period: Period) -> Result<Facts> {
    let merged = comments::table.filter(comments::state.eq(CommentState::Merged)).count().get_result(conn)?;
    Ok(Facts {
        received: received(conn, period)?,
        waiting: waiting(conn)?,
        merged,
        decisions: decided(conn, period)?,
        responses: responses::coverage_of_all(conn)?,
        appeals: appealed(conn)?,
    })
}

fn received(conn: &mut Conn, period: Period) -> Result<i64> {
    let (begin, end) = period.bounds();
    let within = comments::table.filter(comments::created_at.ge(begin)).filter(comments::created_at.lt(end));
    Ok(within.count().get_result(conn)?)
}

/// How many wait, and since when the oldest does.
fn waiting(conn: &mut Conn) -> Result<(i64, Option<Moment>)> {
    let (mut all, mut oldest) = (0, None);
    for state in moderation::WAITING {
        let waiting = comments::table.filter(comments::state.eq(state));
        all += waiting.count().get_result::<i64>(conn)?;
        let since: Option<Moment> = waiting.select(min(comments::created_at)).get_result(conn)?;
        oldest = match (oldest, since) {
            (Some(one), Some(other)) => Some(std::cmp::min(one, other)),
            (one, other) => one.or(other),
        };
    }
    Ok((all, oldest))
}

type Row = (Outcome, String, Initiative, Moment, Moment, CommentLanguage, CommentSubject, bool);

/// The decisions of the period that stand in the log.
fn decided(conn: &mut Conn, period: Period) -> Result<Vec<DecisionFact>> {
    let (begin, end) = period.bounds();
    let joined = decisions::table.inner_join(comments::table.on(comments::id.eq(decisions::comment)));
    let within = joined.filter(decisions::at.ge(begin)).filter(decisions::at.lt(end));
    let told = within
        .filter(decisions::outcome.ne(Outcome::Escalate))
        .filter(decisions::outcome.ne(Outcome::Merge))
        .filter(decisions::outcome.ne(Outcome::Split));
    let on_appeal = exists(appeals::table.filter(appeals::statement.eq(decisions::id.nullable())));
    let when = (decisions::at, comments::created_at);
    let what = (decisions::outcome, decisions::reasons, decisions::initiative);
    let rows: Vec<Row> =
        told.select((what.0, what.1, what.2, when.0, when.1, comments::language, CommentSubject::as_select(), on_appeal)).load(conn)?;
    rows.into_iter().map(fact).collect()
}

fn fact((outcome, reasons, initiative, at, received_at, language, subject, on_appeal): Row) -> Result<DecisionFact> {
    let reasons = serde_json::from_str(&reasons)?;
    Ok(DecisionFact { outcome, reasons, initiative, at, received_at, language, subject, on_appeal })
}

fn appealed(conn: &mut Conn) -> Result<Vec<AppealFact>> {
    let rows = appeals::table.select((appeals::state, appeals::filed_at, appeals::decided_at)).load(conn)?;
    Ok(rows.into_iter().map(|(state, filed_at, decided_at)| AppealFact { state, filed_at, decided_at }).collect())
}
