//! Making the index anew: by hand, and at a start where it was made by older rules or never.
use super::follow::renew;
use super::keys::VERSION;
use super::sources::{SOURCES, Source};
use super::store;
use crate::documents::keep_missing_texts;
use crate::error::Result;
use crate::files::FileStore;
use crate::record::{Record, Subject};

/// So many things share a transaction: others can write in between.
const TOGETHER: i64 = 500;

/// Makes the index anew if it was not made, to its end, by the rules of this program. Says of how many things.
///
/// # Errors
/// As [`rebuild`].
pub async fn rebuild_if_old(record: &Record, files: &FileStore) -> Result<Option<usize>> {
    match record.db.read(store::version).await? {
        Some(VERSION) => Ok(None),
        _ => rebuild(record, files).await.map(Some),
    }
}

/// Makes the index anew, and says of how many things. Others may read and write meanwhile; only, not everything is found.
///
/// # Errors
/// If the database or a file cannot be read. What was not done to its end is begun again at the next start.
pub async fn rebuild(record: &Record, files: &FileStore) -> Result<usize> {
    keep_missing_texts(record, files).await?;
    record.db.write(store::clear).await?;
    let mut things = 0;
    for source in SOURCES {
        things += all_of(record, source).await?;
    }
    record.db.write(|conn| store::set_version(conn, VERSION)).await?;
    Ok(things)
}

async fn all_of(record: &Record, source: &'static Source) -> Result<usize> {
    let (mut things, mut last) = (0, String::new());
    loop {
        let after = std::mem::take(&mut last);
        let ids = record
            .db
            .write(move |conn| {
                let ids = (source.ids)(conn, &after, TOGETHER)?;
                ids.iter().try_for_each(|id| renew(conn, &Subject::new(source.kind, id)))?;
                Ok(ids)
            })
            .await?;
        things += ids.len();
        let Some(id) = ids.into_iter().next_back() else { return Ok(things) };
        last = id;
    }
}
