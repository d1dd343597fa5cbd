//! What may become a version, and who may see one. Pure but for the transaction that stores it.
use super::file_name::tame;
use super::{NewVersion, Version};
use crate::documents::DocumentFields;
use crate::editorial::{self, Shown, Status, Thing};
use crate::error::{Code, Error, Present, Result};
use crate::http::IfMatch;
use crate::record::{Change, Tx};

/// Adds a version to a document; public at once if the document is.
///
/// # Errors
/// `not_found`, `stale_revision`, `wrong_state` of a withdrawn document.
pub fn add(tx: &mut Tx<'_>, id: &str, read: IfMatch, new: NewVersion) -> Result<Change<Shown<DocumentFields>>> {
    let mut thing = editorial::find_for_update::<DocumentFields>(tx.conn, id)?;
    read.check(thing.revision)?;
    if thing.status == Status::Withdrawn {
        let state = Some(thing.status.to_string());
        return Err(Error::from(Code::WrongState).with(Present { state, ..Present::default() }));
    }
    place_version(tx, &mut thing, new);
    editorial::place(tx, thing)
}

/// Puts a version behind the others of a document, and says its number. The caller stores the document.
pub fn place_version(tx: &Tx<'_>, thing: &mut Thing<DocumentFields>, new: NewVersion) -> i64 {
    let NewVersion { language, media_type, bytes, sha256, file_name, note } = new;
    let versions = &mut thing.managed.versions;
    let number = versions.last().map_or(1, |last| last.number + 1);
    let file_name = tame(&file_name, media_type, &thing.id);
    versions.push(Version { number, language, media_type, bytes, sha256, file_name, note, created_at: tx.now });
    number
}

/// A version of that number.
///
/// # Errors
/// `not_found`.
pub fn numbered(thing: &Thing<DocumentFields>, number: i64) -> Result<Version> {
    thing.managed.numbered(number).cloned().ok_or(Code::NotFound.into())
}
