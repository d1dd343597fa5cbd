//! Everything that a report is made of, read at one moment.
use super::model::{AsOf, ConsultationReport, NamedOrganization, ReportedComment, ReportedWindow};
use super::rules;
use crate::comments::{self, Comment, CommentState, CommentSubject, Outcome, Reason};
use crate::db::Conn;
use crate::db::schema::{comments as said, moderation_decisions as decisions};
use crate::editorial::{self, Fields};
use crate::error::Result;
use crate::language::Translated;
use crate::organizations::OrganizationFields;
use crate::record;
use crate::responses::{self, Response};
use crate::time::Moment;
use diesel::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The report on a published thing.
pub(super) fn report<F: Fields>(conn: &mut Conn, subject: CommentSubject, now: Moment) -> Result<ConsultationReport> {
    conn.at_one_moment(|conn| {
        let thing = editorial::visible::<F>(conn, &subject.id)?;
        let window = editorial::window_of(conn, &subject.subject())?.unwrap_or_default();
        let comments = everything_said(conn, &subject)?;
        let responsible = editorial::responsible_organizations(conn)?.remove(&subject.subject());
        let (seq, at) = record::newest(conn)?;
        let waits = |it: &&ReportedComment| it.comment.state == CommentState::Published && it.responses.is_empty();
        Ok(ConsultationReport {
            title: thing.fields.title().clone(),
            window: ReportedWindow {
                comments_from: window.comments_from,
                comments_until: window.comments_until,
                open: window.is_open(now),
            },
            as_of: AsOf { seq, at },
            totals: rules::totals(&comments, handed_in(conn, &subject)?),
            organizations: organizations(conn, responsible.as_ref(), &comments)?,
            unanswered: comments.iter().filter(waits).map(|it| it.comment.id.clone()).collect(),
            responsible,
            comments,
            subject,
        })
    })
}

fn handed_in(conn: &mut Conn, subject: &CommentSubject) -> Result<i64> {
    let all = said::table.filter(said::subject_kind.eq(subject.kind)).filter(said::subject_id.eq(&subject.id));
    Ok(all.count().get_result(conn)?)
}

fn everything_said(conn: &mut Conn, subject: &CommentSubject) -> Result<Vec<ReportedComment>> {
    let filter = comments::Filter { subject: Some(subject.clone()), ..comments::Filter::default() };
    let all = comments::page(conn, &filter, 0, i64::MAX)?;
    let mut answered = answers(conn, subject)?;
    let mut hidden = why_hidden(conn, subject)?;
    let reported = |comment: Comment| ReportedComment {
        reasons: hidden.remove(&comment.id).unwrap_or_default(),
        responses: answered.remove(&comment.id).unwrap_or_default(),
        comment: comment.for_everybody(),
    };
    Ok(all.into_iter().map(reported).collect())
}

fn answers(conn: &mut Conn, subject: &CommentSubject) -> Result<BTreeMap<String, Vec<Response>>> {
    let filter = responses::Filter { subject: Some(subject.clone()), ..responses::Filter::default() };
    let mut by_comment = BTreeMap::<String, Vec<Response>>::new();
    for response in responses::page(conn, &filter, 0, i64::MAX)? {
        by_comment.entry(response.comment.clone()).or_default().push(response);
    }
    Ok(by_comment)
}

/// The reasons of the newest decision on each comment that is hidden.
fn why_hidden(conn: &mut Conn, subject: &CommentSubject) -> Result<BTreeMap<String, Vec<Reason>>> {
    let rows: Vec<(String, String)> = decisions::table
        .inner_join(said::table.on(said::id.eq(decisions::comment)))
        .filter(said::subject_kind.eq(subject.kind))
        .filter(said::subject_id.eq(&subject.id))
        .filter(said::state.eq(CommentState::Hidden))
        .filter(decisions::outcome.eq(Outcome::Hide))
        .order((decisions::comment, decisions::comment_revision))
        .select((decisions::comment, decisions::reasons))
        .load(conn)?;
    rows.into_iter().map(|(comment, reasons)| Ok((comment, serde_json::from_str(&reasons)?))).collect()
}

fn organizations(conn: &mut Conn, responsible: Option<&String>, comments: &[ReportedComment]) -> Result<Vec<NamedOrganization>> {
    let answering = comments.iter().flat_map(|it| &it.responses).map(|it| &it.organization);
    let speaking = comments.iter().filter_map(|it| it.comment.on_behalf_of.as_ref());
    let ids: BTreeSet<&String> = answering.chain(speaking).chain(responsible).collect();
    let mut named = vec![];
    for id in ids {
        let found = editorial::find_if_there::<OrganizationFields>(conn, id)?.filter(|it| it.is_published());
        named.push(NamedOrganization { id: id.clone(), name: found.map_or_else(Translated::default, |it| it.fields.name) });
    }
    Ok(named)
}
