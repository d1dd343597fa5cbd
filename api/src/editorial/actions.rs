//! What editors do: make, publish, revise, withdraw, remove. Each is one change of the record, or none for drafts.
use super::{Fields, New, Patch, Shown, Status, Thing, Withdrawal, WithdrawalReason, references, rules, store};
use crate::error::{Code, Result};
use crate::http::IfMatch;
use crate::record::{Change, NewEntry, Op, Tx};
use serde_json::Value;
use std::collections::BTreeSet;

/// Makes a draft. No entry: nobody but editors sees it.
///
/// # Errors
/// `id_taken`, `unknown_reference`, `conflict`.
pub fn create<F: Fields>(tx: &mut Tx<'_>, new: New<F>) -> Result<Change<Thing<F>>> {
    let thing = draft(tx, new)?;
    store::insert(tx.conn, &thing)?;
    Ok(Change::none(thing))
}

/// Takes in a thing as published, with its managed part and with whatever gaps it has: for imports.
///
/// # Errors
/// `id_taken`, `unknown_reference`, `conflict`.
pub fn take_in<F: Fields>(tx: &mut Tx<'_>, new: New<F>, managed: F::Managed) -> Result<Change<Shown<F>>> {
    let draft = Thing { managed, ..draft(tx, new)? };
    // Before anything is written, since an import comes back to it when what it refers to is there.
    store::would_fit(tx.conn, &Thing { status: Status::Published, ..draft.clone() })?;
    store::insert(tx.conn, &draft)?;
    let others = draft.fields.shown_in();
    told(tx, Thing { status: Status::Published, ..draft }, "published", &others)
}

fn draft<F: Fields>(tx: &Tx<'_>, new: New<F>) -> Result<Thing<F>> {
    rules::sound(&new.fields, &new.provenance)?;
    let id = rules::id_for(&new)?;
    Ok(Thing::draft(id, new.fields, new.provenance, tx.now))
}

/// Publishes a draft, or again what was withdrawn.
///
/// # Errors
/// `stale_revision`, `wrong_state`, `both_official_languages`, `unknown_reference`.
pub fn publish<F: Fields>(tx: &mut Tx<'_>, id: &str, read: IfMatch) -> Result<Change<Shown<F>>> {
    let thing = store::find_for_update::<F>(tx.conn, id)?;
    read.check(thing.revision)?;
    rules::from(&thing, &[Status::Draft, Status::Withdrawn])?;
    rules::in_both_official_languages(&thing)?;
    let thing = Thing { status: Status::Published, withdrawal: None, ..thing.changed(tx.now) };
    let others = thing.fields.shown_in();
    told(tx, thing, "published", &others)
}

/// Changes what an editor wrote. Of a published thing this is public at once.
///
/// # Errors
/// `stale_revision`, `wrong_state`, `both_official_languages`, `unknown_reference`, `conflict`, or what the kind refuses.
pub fn revise<F: Fields>(tx: &mut Tx<'_>, id: &str, read: IfMatch, patch: Patch<F>) -> Result<Change<Shown<F>>> {
    let before = store::find_for_update::<F>(tx.conn, id)?;
    read.check(before.revision)?;
    let new = patched(&before, patch)?;
    rewrite(tx, before, new, true)
}

/// Writes other fields over a thing; an import may leave gaps that an editor may not (`strict`). The same fields once
/// more are no change: no revision, no entry.
///
/// # Errors
/// As [`revise`].
pub fn rewrite<F: Fields>(tx: &mut Tx<'_>, before: Thing<F>, new: New<F>, strict: bool) -> Result<Change<Shown<F>>> {
    rules::from(&before, &[Status::Draft, Status::Published])?;
    rules::sound(&new.fields, &new.provenance)?;
    if new.fields == before.fields && new.provenance == before.provenance {
        return Ok(Change::none(store::show_one(tx.conn, before, tx.now)?));
    }
    let mut managed = before.managed.clone();
    if before.is_published() {
        new.fields.revised(&before, &mut managed, tx.now)?;
    }
    let others: Vec<_> = before.fields.shown_in().into_iter().chain(new.fields.shown_in()).collect();
    let thing = Thing { fields: new.fields, provenance: new.provenance, managed, ..before.changed(tx.now) };
    keep(tx, thing, &others, strict)
}

/// Stores a thing whose managed part has changed (a new version of a document).
///
/// # Errors
/// `unknown_reference`.
pub fn place<F: Fields>(tx: &mut Tx<'_>, thing: Thing<F>) -> Placed<F> {
    keep(tx, thing.changed(tx.now), &[], false)
}

/// What [`place`] answers.
pub type Placed<F> = Result<Change<Shown<F>>>;

fn keep<F: Fields>(tx: &mut Tx<'_>, thing: Thing<F>, others: &[String], strict: bool) -> Result<Change<Shown<F>>> {
    if !thing.is_published() {
        store::replace(tx.conn, &thing)?;
        return Ok(Change::none(store::show_one(tx.conn, thing, tx.now)?));
    }
    if strict {
        rules::in_both_official_languages(&thing)?;
    }
    told(tx, thing, "revised", others)
}

fn patched<F: Fields>(before: &Thing<F>, patch: Patch<F>) -> Result<New<F>> {
    let mut body = serde_json::to_value(&before.fields)?;
    rules::merge(&mut body, serde_json::to_value(&before.provenance)?);
    rules::merge(&mut body, patch.value);
    let texts: Vec<_> = before.fields.texts().into_iter().map(|(name, _)| name).chain(["note"]).collect();
    rules::whole_texts(&texts, &mut body);
    serde_json::from_value(body).map_err(|e| Code::Invalid.at("", "not_allowed").saying(e.to_string()))
}

/// Takes a published thing from view; its address tells the reason from then on.
///
/// # Errors
/// `stale_revision`, `wrong_state`, `still_referenced`.
pub fn withdraw<F: Fields>(tx: &mut Tx<'_>, id: &str, read: IfMatch, why: WithdrawalReason) -> Result<Change<Shown<F>>> {
    let thing = store::find_for_update::<F>(tx.conn, id)?;
    read.check(thing.revision)?;
    rules::from(&thing, &[Status::Published])?;
    references::check_unreferenced(tx.conn, &thing.subject(), false)?;
    let withdrawal = Some(Withdrawal { reason: why.reason, at: tx.now });
    let others = thing.fields.shown_in();
    told(tx, Thing { status: Status::Withdrawn, withdrawal, ..thing.changed(tx.now) }, "withdrawn", &others)
}

/// Removes a draft for good. What was ever published stays.
///
/// # Errors
/// `stale_revision`, `wrong_state`, `still_referenced`.
pub fn remove<F: Fields>(tx: &mut Tx<'_>, id: &str, read: IfMatch) -> Result<Change<()>> {
    let thing = store::find_for_update::<F>(tx.conn, id)?;
    read.check(thing.revision)?;
    rules::from(&thing, &[Status::Draft])?;
    references::check_unreferenced(tx.conn, &thing.subject(), true)?;
    store::delete::<F>(tx.conn, id)?;
    Ok(Change::none(()))
}

/// Stores a thing with its entry, and gives an entry to each other thing that is shown differently because of it.
fn told<F: Fields>(tx: &mut Tx<'_>, thing: Thing<F>, what: &str, others: &[String]) -> Result<Change<Shown<F>>> {
    let before = published_among::<F>(tx, others, &thing.id)?;
    store::replace(tx.conn, &thing)?;
    let shown = store::show_one(tx.conn, thing, tx.now)?;
    let entry = entry(&shown, what)?;
    let mut change = Change::new(shown, entry, store::stamp);
    for was in before {
        let derived = serde_json::to_value(&was.derived)?;
        let is = store::show_one(tx.conn, was.thing, tx.now)?;
        if derived == serde_json::to_value(&is.derived)? {
            continue;
        }
        let other = is.thing.changed(tx.now);
        store::replace(tx.conn, &other)?;
        let other = Shown { thing: other, derived: is.derived };
        change = change.and(self::entry(&other, "related")?, store::stamp);
    }
    Ok(change)
}

/// Those of the others that everybody sees, as they are shown now; each once, without the thing itself.
fn published_among<F: Fields>(tx: &mut Tx<'_>, ids: &[String], but: &str) -> Result<Vec<Shown<F>>> {
    let ids: BTreeSet<_> = ids.iter().filter(|id| *id != but).collect();
    let mut things = vec![];
    for id in ids {
        things.extend(store::find_if_there::<F>(tx.conn, id)?.filter(Thing::is_published));
    }
    store::show(tx.conn, things, tx.now)
}

fn entry<F: Fields>(shown: &Shown<F>, what: &str) -> Result<NewEntry> {
    let Thing { withdrawal, revision, .. } = &shown.thing;
    let (op, public) = match withdrawal {
        Some(withdrawal) => (Op::Delete, serde_json::to_value(withdrawal)?),
        None => (Op::Upsert, without_clock::<F>(serde_json::to_value(shown)?)),
    };
    Ok(NewEntry::new(format!("{}.{what}", F::KIND), shown.thing.subject(), op, *revision).telling(public))
}

/// The record keeps what was said, not what the clock made of it.
fn without_clock<F: Fields>(mut public: Value) -> Value {
    if let Some(object) = public.as_object_mut() {
        object.retain(|name, _| !F::CLOCKED.contains(&name.as_str()));
    }
    public
}
