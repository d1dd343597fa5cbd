//! What can be found of editorial things: all their texts, as long as everybody sees them.
use super::{Fields, Status, store};
use crate::db::Conn;
use crate::db::schema::editorial_things as things;
use crate::error::Result;
use crate::record::{Passage, Searchable};
use diesel::prelude::*;

/// What can be found of the thing of that id; nothing if there is none, or not everybody sees it.
///
/// # Errors
/// If the database cannot be read.
pub fn searchable<F: Fields>(conn: &mut Conn, id: &str) -> Result<Option<Searchable>> {
    let Some(thing) = store::find_if_there::<F>(conn, id)?.filter(|thing| thing.is_published()) else { return Ok(None) };
    let title = thing.fields.title();
    let mut passages: Vec<_> = thing.texts().iter().flat_map(|(field, text)| Passage::of(field, text)).collect();
    let is_title =
        |passage: &Passage| title.iter().any(|(language, text)| passage.language == Some(language.as_str()) && passage.text == text);
    passages.iter_mut().for_each(|passage| passage.is_title = is_title(passage));
    passages.extend(F::more_passages(conn, &thing)?);
    let date = thing.fields.date_of_its_own();
    Ok(Some(Searchable { title: Some(title.clone()), subject: None, date, newest: thing.updated_at, passages }))
}

/// The ids of published things of one kind behind an id, at most `limit`.
///
/// # Errors
/// If the database cannot be read.
pub fn searchable_ids<F: Fields>(conn: &mut Conn, after: &str, limit: i64) -> Result<Vec<String>> {
    let published = things::table.filter(things::kind.eq(F::KIND)).filter(things::status.eq(Status::Published));
    Ok(published.filter(things::id.gt(after)).order(things::id).limit(limit).select(things::id).load(conn)?)
}
