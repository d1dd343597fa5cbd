//! Deciding, for one thing, between what is there and what comes, and writing it.
use super::reading::Item;
use super::report::Outcome;
use super::store;
use crate::editorial::{self, Fields, New, Provenance, Thing};
use crate::error::Result;
use crate::record::{Change, Subject, Tx};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// What became of it, and the change to commit.
pub(super) type Placed = Result<(Outcome, Change<()>)>;

/// Takes in one thing. `complete` adds what Hapur keeps beside the fields (the versions of a document).
pub(super) fn place<F: Fields>(tx: &mut Tx<'_>, item: &Item, take: bool, complete: impl Fn(&Tx<'_>, &mut Thing<F>)) -> Placed {
    let new: New<F> = serde_json::from_value(item.body.clone())?;
    match editorial::find_if_there::<F>(tx.conn, &item.id)? {
        None => create(tx, item, new, complete),
        Some(there) => {
            let mut wanted = Thing { fields: new.fields.clone(), provenance: new.provenance.clone(), ..there.clone() };
            complete(tx, &mut wanted);
            change(tx, there, wanted, new, take)
        }
    }
}

fn create<F: Fields>(tx: &mut Tx<'_>, item: &Item, new: New<F>, complete: impl Fn(&Tx<'_>, &mut Thing<F>)) -> Placed {
    let mut thing = Thing::draft(item.id.clone(), new.fields.clone(), new.provenance.clone(), tx.now);
    complete(tx, &mut thing);
    let digest = digest(&new.fields, &new.provenance)?;
    let change = editorial::take_in(tx, new, thing.managed)?.map(drop);
    store::set_mark(tx.conn, &Subject::new(F::KIND, &item.id), &digest)?;
    Ok((Outcome::Created, change))
}

fn change<F: Fields>(tx: &mut Tx<'_>, there: Thing<F>, wanted: Thing<F>, new: New<F>, take: bool) -> Placed {
    if wanted == there && there.is_published() {
        return Ok((Outcome::Unchanged, Change::none(())));
    }
    if !there.is_published() || !(take || untouched(tx, &there)?) {
        return Ok((Outcome::Kept(differences(&there, &wanted)?), Change::none(())));
    }
    let (subject, digest) = (there.subject(), digest(&wanted.fields, &wanted.provenance)?);
    let only_managed = wanted.fields == there.fields && wanted.provenance == there.provenance;
    let change = match only_managed {
        true => editorial::place(tx, wanted)?,
        false => editorial::rewrite(tx, Thing { managed: wanted.managed, ..there }, new, false)?,
    };
    store::set_mark(tx.conn, &subject, &digest)?;
    Ok((Outcome::Changed, change.map(drop)))
}

/// Whether it is still what an import wrote.
fn untouched<F: Fields>(tx: &mut Tx<'_>, there: &Thing<F>) -> Result<bool> {
    Ok(store::mark(tx.conn, &there.subject())? == Some(digest(&there.fields, &there.provenance)?))
}

fn digest<F: Fields>(fields: &F, provenance: &Provenance) -> Result<String> {
    let canonical = serde_json_canonicalizer::to_string(&(fields, provenance))?;
    Ok(hex::encode(Sha256::digest(canonical)))
}

fn differences<F: Fields>(there: &Thing<F>, wanted: &Thing<F>) -> Result<Vec<String>> {
    let whole = |thing: &Thing<F>| -> Result<Vec<Value>> {
        Ok(vec![serde_json::to_value(&thing.fields)?, serde_json::to_value(&thing.provenance)?, serde_json::to_value(&thing.managed)?])
    };
    let mut places = vec![];
    places.extend((!there.is_published()).then(|| "/status".to_owned()));
    whole(there)?.iter().zip(&whole(wanted)?).for_each(|(a, b)| compare("", a, b, &mut places));
    Ok(places)
}

fn compare(at: &str, a: &Value, b: &Value, places: &mut Vec<String>) {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            for (name, value) in a {
                compare(&format!("{at}/{name}"), value, b.get(name).unwrap_or(&Value::Null), places);
            }
        }
        (a, b) if a != b => places.push(at.to_owned()),
        _ => {}
    }
}
