//! Following the record: after each change the index holds what the things' slices say of them now.
use super::sources::source;
use super::{keys, store};
use crate::db::Conn;
use crate::error::Result;
use crate::record::{NewEntry, Subject};
use crate::time::Moment;
use std::collections::BTreeSet;

/// Brings the index up to what the entries tell, in their transaction.
///
/// # Errors
/// If the database refuses; then nothing of the change has happened.
pub fn follow(conn: &mut Conn, entries: &[NewEntry], _: Moment) -> Result<()> {
    let things: BTreeSet<&Subject> = entries.iter().map(|entry| &entry.subject).collect();
    things.into_iter().try_for_each(|thing| renew(conn, thing))
}

/// Puts into the index what can be found of a thing now, or takes it out.
pub(super) fn renew(conn: &mut Conn, thing: &Subject) -> Result<()> {
    let Some(source) = source(thing.kind) else { return Ok(()) };
    match (source.find)(conn, &thing.id)? {
        Some(found) => store::put(conn, thing, &keys::keys(thing, &found), source.first, found.newest),
        None => store::remove(conn, thing),
    }
}
