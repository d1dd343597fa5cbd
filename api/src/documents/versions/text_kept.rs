//! The plain text of text versions, kept in the database beside the digest of the file: what follows a change runs in its
//! transaction and cannot wait for files.
use super::text::{PLACE, whole};
use super::{DocumentVersions, NewVersion, Version};
use crate::db::Conn;
use crate::db::schema::document_texts as texts;
use crate::documents::DocumentFields;
use crate::editorial;
use crate::error::Result;
use crate::files::{Digest, FileStore, MAX_MARKDOWN, MediaType, plain_text};
use crate::record::{Passage, Record};
use diesel::prelude::*;

/// The plain text of a file that has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plain(String);

impl Plain {
    /// Reads a file's bytes; none for files that are not text.
    pub fn of(media_type: MediaType, bytes: &[u8]) -> Option<Self> {
        plain_text(media_type, bytes).map(|text| Self(text.replace(PLACE, " ")))
    }
}

/// Keeps the text of the file with that digest.
///
/// # Errors
/// If the database refuses.
pub fn keep_text(conn: &mut Conn, sha256: &Digest, text: &Plain) -> Result<()> {
    if !is_kept(conn, sha256)? {
        diesel::insert_into(texts::table).values((texts::sha256.eq(sha256.to_string()), texts::text.eq(&text.0))).execute(conn)?;
    }
    Ok(())
}

fn is_kept(conn: &mut Conn, sha256: &Digest) -> Result<bool> {
    Ok(diesel::select(diesel::dsl::exists(texts::table.find(sha256.to_string()))).get_result(conn)?)
}

/// Reads the texts of all versions of which none is kept, from before texts were.
///
/// # Errors
/// If the database or a file cannot be read.
pub async fn keep_missing_texts(record: &Record, files: &FileStore) -> Result<()> {
    for version in record.db.read_slow(missing).await? {
        let Some(text) = Plain::of(version.media_type, whole(files, &version.sha256).await?.as_bytes()) else { continue };
        record.db.write(move |conn| keep_text(conn, &version.sha256, &text)).await?;
    }
    Ok(())
}

/// Keeps the text of a file that has just been stored, if it is one.
///
/// # Errors
/// If the file cannot be read or the database refuses.
pub(super) async fn keep_of(record: &Record, files: &FileStore, new: &NewVersion) -> Result<()> {
    if Plain::of(new.media_type, b"").is_none() || new.bytes > MAX_MARKDOWN as u64 {
        return Ok(());
    }
    let sha256 = new.sha256;
    let Some(text) = Plain::of(new.media_type, whole(files, &sha256).await?.as_bytes()) else { return Ok(()) };
    record.db.write(move |conn| keep_text(conn, &sha256, &text)).await
}

fn missing(conn: &mut Conn) -> Result<Vec<Version>> {
    let mut missing = vec![];
    for version in editorial::all::<DocumentFields>(conn)?.into_iter().flat_map(|thing| thing.managed.versions) {
        let text = Plain::of(version.media_type, b"").is_some();
        if text && version.bytes <= MAX_MARKDOWN as u64 && !is_kept(conn, &version.sha256)? {
            missing.push(version);
        }
    }
    Ok(missing)
}

/// What can be found in the versions of a document: their notes, and the text of those that are text. The newest first.
pub(in crate::documents) fn passages(conn: &mut Conn, managed: &DocumentVersions) -> Result<Vec<Passage>> {
    let mut passages = vec![];
    for version in managed.versions.iter().rev() {
        let field = format!("versions/{}", version.number);
        passages.extend(Passage::of(&format!("{field}/note"), &version.note));
        let text: Option<String> = texts::table.find(version.sha256.to_string()).select(texts::text).first(conn).optional()?;
        passages.extend(text.map(|text| Passage::new(field, Some(version.language.as_str()), text)));
    }
    Ok(passages)
}
