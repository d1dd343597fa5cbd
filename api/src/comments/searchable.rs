//! What can be found of comments: text and name, as long as they are published.
use super::{Comment, CommentState, store};
use crate::db::Conn;
use crate::db::schema::comments;
use crate::error::Result;
use crate::record::{Passage, Searchable};
use crate::time::PartialDate;
use diesel::prelude::*;

/// What can be found of the comment of that id; nothing if there is none, or it is not published.
///
/// # Errors
/// If the database cannot be read.
pub fn searchable(conn: &mut Conn, id: &str) -> Result<Option<Searchable>> {
    let found = store::find(conn, id)?.filter(|comment| comment.state == CommentState::Published);
    Ok(found.map(|Comment { subject, author_name, language, body, created_at, published_at, .. }| {
        let newest = published_at.unwrap_or(created_at);
        let body = body.map(|text| Passage::new("body", Some(language.as_str()), text));
        let name = author_name.map(|name| Passage::new("author_name", None, name));
        let date = Some(PartialDate::Day(newest.civil_day()));
        Searchable { title: None, subject: Some(subject.subject()), date, newest, passages: body.into_iter().chain(name).collect() }
    }))
}

/// The ids of published comments behind an id, at most `limit`.
///
/// # Errors
/// If the database cannot be read.
pub fn searchable_ids(conn: &mut Conn, after: &str, limit: i64) -> Result<Vec<String>> {
    let published = comments::table.filter(comments::state.eq(CommentState::Published));
    Ok(published.filter(comments::id.gt(after)).order(comments::id).limit(limit).select(comments::id).load(conn)?)
}
