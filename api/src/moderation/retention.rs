//! Retention: the text of what was rejected, hidden or withdrawn is kept for six months after the last decision, as the
//! privacy notice promises, and is then erased by itself.
use super::erasure::{self, Erasure, ErasureReason};
use crate::comments::{self, Comment};
use crate::error::Result;
use crate::record::{Actor, Change, Record, Tx};

/// How many share one commit.
const TOGETHER: i64 = 100;

/// Erases every comment whose time has come, and what was counted with it; says how many.
///
/// # Errors
/// If the database refuses; what was erased by then stays erased.
pub async fn erase_what_is_old(record: &Record) -> Result<usize> {
    let mut erased = 0;
    loop {
        let some = record.commit(Actor::system(), some_of_them).await?;
        erased += some;
        if some == 0 {
            break;
        }
    }
    Ok(erased)
}

fn some_of_them(tx: &mut Tx<'_>) -> Result<Change<usize>> {
    let mut changes = vec![];
    for id in comments::to_erase(tx.conn, tx.now, TOGETHER)? {
        for merged in comments::merged_into(tx.conn, &id)? {
            changes.push(outlived(tx, merged)?);
        }
        let comment = comments::find_for_update(tx.conn, &id)?;
        changes.push(outlived(tx, comment)?);
    }
    let erased = changes.len();
    Ok(Change::all(changes).map(|()| erased))
}

fn outlived(tx: &mut Tx<'_>, comment: Comment) -> Result<Change<Comment>> {
    erasure::erase_whole(tx, None, comment, Erasure { reason: ErasureReason::Retention, legal_reference: None })
}
