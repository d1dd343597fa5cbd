//! Running an import: read everything, store the files, then write all things in one transaction.
use super::Source;
use super::placing::{self, Placed};
use super::reading::{self, Item};
use super::report::{Outcome, Report};
use crate::decisions::DecisionFields;
use crate::documents::{DocumentFields, NewVersion, Plain, keep_text, place_version};
use crate::editorial::{self, Thing};
use crate::error::{Code, Error, Result};
use crate::files::{Digest, FileStore, MediaType, sniff_bytes};
use crate::http::Contract;
use crate::milestones::MilestoneFields;
use crate::organizations::OrganizationFields;
use crate::record::{Actor, Change, Kind, Record, Subject, Tx};
use crate::tracks::TrackFields;
use anyhow::{Context, anyhow};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What may be said to an import.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Only say what would happen.
    pub dry_run: bool,
    /// Take these although they were edited here: `kind:id`, or the id alone.
    pub take: Vec<String>,
    /// Only if there is no editorial thing yet.
    pub only_if_empty: bool,
}

/// A file of the content, as it will be known to the store.
struct Prepared {
    sha256: Digest,
    bytes: u64,
    media_type: MediaType,
    text: Option<Plain>,
}

/// Takes in everything, or nothing.
///
/// # Errors
/// If a file is broken, and where. A report that [is refused](Report::is_refused) is no error, but nothing was changed.
pub async fn run(record: &Record, files: &FileStore, contract: &Contract, source: &Source, options: Options) -> anyhow::Result<Report> {
    let items = reading::read(source, contract)?;
    let prepared = prepare(source, files, &items, options.dry_run).await?;
    let told = Arc::new(Mutex::new(Report::default()));
    let tell = told.clone();
    let written = record.commit(Actor::system(), move |tx| {
        let (report, change) = write(tx, items, &prepared, &options)?;
        let stop = options.dry_run || report.is_refused();
        *tell.lock().unwrap_or_else(PoisonError::into_inner) = report;
        // An error is how a transaction is undone; the report has already left it.
        if stop { Err(Code::Conflict.into()) } else { Ok(change) }
    });
    let outcome: Result<()> = written.await;
    let report = told.lock().unwrap_or_else(PoisonError::into_inner).clone();
    match outcome {
        Err(error) if error.code != Code::Conflict || report.things.is_empty() => Err(anyhow!("nothing was changed: {error}")),
        _ => Ok(report),
    }
}

/// Fills a record in which nothing was made yet; of several instances started at once one does it.
///
/// # Errors
/// As [`run`].
pub async fn into_empty(record: &Record, files: &FileStore, contract: &Contract, source: &Source) -> anyhow::Result<Option<Report>> {
    if !record.db.read(editorial::is_empty).await? {
        return Ok(None);
    }
    run(record, files, contract, source, Options { only_if_empty: true, ..Options::default() }).await.map(Some)
}

/// Stores the files before the transaction that names them; orphans of a failed one are swept later.
async fn prepare(source: &Source, files: &FileStore, items: &[Item], dry_run: bool) -> anyhow::Result<HashMap<String, Prepared>> {
    let mut prepared = HashMap::new();
    for item in items {
        for version in &item.versions {
            let (bytes, media_type) = checked(source, &version.file).with_context(|| format!("documents.json, {}", item.id))?;
            let sha256 = if dry_run { Digest::of(&bytes) } else { files.put_bytes(&bytes).await? };
            let (text, bytes) = (Plain::of(media_type, &bytes), bytes.len() as u64);
            prepared.insert(version.file.clone(), Prepared { sha256, bytes, media_type, text });
        }
    }
    Ok(prepared)
}

/// A file that is there, below the folder, and what its name says that it is.
fn checked(source: &Source, file: &str) -> anyhow::Result<(Cow<'static, [u8]>, MediaType)> {
    let name = format!("files/{file}");
    let bytes = source.read(&name)?.with_context(|| format!("{name} is not there"))?;
    let media_type = MediaType::of_file_name(file).with_context(|| format!("{name} is of a kind that is not accepted"))?;
    sniff_bytes(media_type, &bytes).map_err(|e| anyhow!("{name}: {e}"))?;
    Ok((bytes, media_type))
}

fn write(tx: &mut Tx<'_>, items: Vec<Item>, prepared: &HashMap<String, Prepared>, options: &Options) -> Result<(Report, Change<()>)> {
    let (mut report, mut changes) = (Report::default(), vec![]);
    if options.only_if_empty && !editorial::is_empty(tx.conn)? {
        return Ok((report, Change::none(())));
    }
    for Prepared { sha256, text, .. } in prepared.values() {
        text.as_ref().map_or(Ok(()), |text| keep_text(tx.conn, sha256, text))?;
    }
    let mut waiting = items;
    while !waiting.is_empty() {
        let before = waiting.len();
        let mut later = vec![];
        for item in waiting {
            match place(tx, &item, prepared, options) {
                Ok((outcome, change)) => {
                    report.tell(Subject::new(item.kind, item.id), outcome);
                    changes.push(change);
                }
                // What it refers to may come further down.
                Err(why) if why.code == Code::UnknownReference => later.push((item, why)),
                Err(why) if why.code.status().is_server_error() => return Err(why),
                Err(why) => report.tell(Subject::new(item.kind, item.id), Outcome::Refused(why.to_string())),
            }
        }
        if later.len() == before {
            refuse(&mut report, later);
            break;
        }
        waiting = later.into_iter().map(|(item, _)| item).collect();
    }
    Ok((report, Change::all(changes)))
}

fn refuse(report: &mut Report, items: Vec<(Item, Error)>) {
    items.into_iter().for_each(|(item, why)| report.tell(Subject::new(item.kind, item.id), Outcome::Refused(why.to_string())));
}

fn place(tx: &mut Tx<'_>, item: &Item, prepared: &HashMap<String, Prepared>, options: &Options) -> Placed {
    let take = options.take.iter().any(|wanted| *wanted == item.id || *wanted == format!("{}:{}", item.kind, item.id));
    match item.kind {
        Kind::Organization => placing::place::<OrganizationFields>(tx, item, take, |_, _| {}),
        Kind::Track => placing::place::<TrackFields>(tx, item, take, |_, _| {}),
        Kind::Milestone => placing::place::<MilestoneFields>(tx, item, take, |_, _| {}),
        Kind::Decision => placing::place::<DecisionFields>(tx, item, take, |_, _| {}),
        Kind::Document => placing::place::<DocumentFields>(tx, item, take, |tx, thing| add_versions(tx, thing, item, prepared)),
        Kind::Comment | Kind::Appeal | Kind::Response | Kind::Account => Err(anyhow!("{} is not imported", item.kind).into()),
    }
}

/// Puts behind the versions that are there those whose bytes are not; a version is never replaced.
fn add_versions(tx: &Tx<'_>, thing: &mut Thing<DocumentFields>, item: &Item, prepared: &HashMap<String, Prepared>) {
    for version in &item.versions {
        let Some(file) = prepared.get(&version.file) else { continue };
        if thing.managed.versions.iter().any(|there| there.sha256 == file.sha256) {
            continue;
        }
        let Prepared { sha256, bytes, media_type, .. } = *file;
        let (language, file_name, note) = (version.language, version.file.clone(), version.note.clone());
        place_version(tx, thing, NewVersion { language, media_type, bytes, sha256, file_name, note });
    }
}
