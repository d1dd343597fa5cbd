//! Responses go with their comment: while it is not published they are not shown and not counted, and what they say is
//! erased with it, for they may quote it.
use super::{Response, delays, store};
use crate::db::Conn;
use crate::error::Result;
use crate::record::{self, Kind, NewEntry, Op};
use crate::time::Moment;

/// Entries about a comment that leave it as public as it was.
const UNMOVED: [&str; 4] = ["comment.received", "comment.waiting", "comment.answered", "comment.replied"];

/// Keeps the responses in step with their comments.
///
/// # Errors
/// If the database refuses.
pub fn follow(conn: &mut Conn, entries: &[NewEntry], _: Moment) -> Result<()> {
    let turned = entries.iter().filter(|it| it.subject.kind == Kind::Comment && !UNMOVED.contains(&it.kind.as_str()));
    for entry in turned {
        let comment = &entry.subject.id;
        let Some((days, subject, was_shown)) = store::first(conn, comment)? else { continue };
        let shown = entry.op == Op::Upsert;
        if shown != was_shown {
            store::show(conn, comment, shown)?;
            delays::count(conn, &subject, days, if shown { 1 } else { -1 })?;
        }
        if entry.kind == "comment.erased" {
            for id in store::erase(conn, comment)? {
                record::forget_salts(conn, &Response::recorded(&id))?;
            }
        }
    }
    Ok(())
}
