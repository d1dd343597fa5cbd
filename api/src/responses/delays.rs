//! How long comments waited for their first response: how many on each subject, by whole days.
use crate::comments::CommentSubject;
use crate::db::Conn;
use crate::db::schema::response_delays::{self as delays, dsl as d};
use crate::error::Result;
use diesel::prelude::*;

/// Counts so many more comments with a first response after these days.
pub(super) fn count(conn: &mut Conn, subject: &CommentSubject, days: i64, more: i64) -> Result<()> {
    let there =
        diesel::update(delays::table.find((subject.kind, &subject.id, days))).set(d::comments.eq(d::comments + more)).execute(conn)?;
    if there == 0 {
        let key = (d::subject_kind.eq(subject.kind), d::subject_id.eq(&subject.id), d::days.eq(days));
        diesel::insert_into(delays::table).values((key, d::comments.eq(more))).execute(conn)?;
    }
    Ok(())
}

/// On which subject, after how many days, how many comments.
pub(super) fn all(conn: &mut Conn) -> Result<Vec<(CommentSubject, i64, i64)>> {
    let columns = (d::subject_kind, d::subject_id, d::days, d::comments);
    let rows: Vec<(_, _, _, _)> = delays::table.filter(d::comments.gt(0)).select(columns).load(conn)?;
    Ok(rows.into_iter().map(|(kind, id, days, comments)| (CommentSubject { kind, id }, days, comments)).collect())
}
