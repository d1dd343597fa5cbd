//! Removing files that no version names: of uploads that were refused at the last step, of drafts that were removed.
use crate::documents::DocumentFields;
use crate::editorial;
use crate::error::Result;
use crate::files::{Digest, FileStore};
use crate::record::Record;
use crate::time::Moment;
use std::collections::HashSet;
use std::time::Duration;

/// A file is kept before the row that names it is written; much longer than that takes, nobody removes it.
const GRACE: Duration = Duration::from_secs(24 * 60 * 60);

/// Removes the files that no version of any document names and that are older than a day; says how many.
///
/// What is named is read first: a version that is written after that has a file that was kept, and so made young, less
/// than a day ago, which the store spares.
///
/// # Errors
/// If the database or the store cannot be read. Then nothing that is named is lost.
pub async fn sweep_orphans(record: &Record, files: &FileStore, now: Moment) -> Result<usize> {
    let documents = record.db.read_slow(editorial::all::<DocumentFields>).await?;
    let versions = documents.iter().flat_map(|document| &document.managed.versions);
    let named: HashSet<Digest> = versions.map(|version| version.sha256).collect();
    files.sweep(|digest| named.contains(digest), now.minus(GRACE)).await
}
