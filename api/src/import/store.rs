//! What an import last wrote.
use crate::db::Conn;
use crate::db::schema::import_marks as marks;
use crate::error::Result;
use crate::record::Subject;
use diesel::prelude::*;

/// The digest of what an import last wrote of this thing.
pub(super) fn mark(conn: &mut Conn, subject: &Subject) -> Result<Option<String>> {
    Ok(marks::table.find((subject.kind, &subject.id)).select(marks::digest).first(conn).optional()?)
}

pub(super) fn set_mark(conn: &mut Conn, subject: &Subject, digest: &str) -> Result<()> {
    diesel::delete(marks::table.find((subject.kind, &subject.id))).execute(conn)?;
    diesel::insert_into(marks::table)
        .values((marks::kind.eq(subject.kind), marks::id.eq(&subject.id), marks::digest.eq(digest)))
        .execute(conn)?;
    Ok(())
}
