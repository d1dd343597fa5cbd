//! Keeps appeals in step with the record: with a comment its appeals are erased, in the same transaction.
use super::store;
use crate::db::Conn;
use crate::error::Result;
use crate::record::{self, Kind, NewEntry, Subject};
use crate::time::Moment;

/// Empties the texts of appeals on comments that are erased, and what ties the record to them.
///
/// # Errors
/// If the database refuses.
pub fn follow(conn: &mut Conn, entries: &[NewEntry], _: Moment) -> Result<()> {
    for erased in entries.iter().filter(|entry| entry.kind == "comment.erased") {
        for appeal in store::erase_texts(conn, &erased.subject.id)? {
            record::forget_salts(conn, &Subject::new(Kind::Appeal, appeal))?;
        }
    }
    Ok(())
}
