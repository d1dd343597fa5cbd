//! The entries in the database. Only `commit.rs` appends.
use super::commitment::{commit_to, fresh_salt};
use super::{Actor, Entry, NewEntry, Op, Subject};
use crate::db::Conn;
use crate::db::schema::{commitment_salts, record_entries, record_head};
use crate::error::Result;
use crate::time::Moment;
use diesel::dsl::case_when;
use diesel::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

/// Takes the next numbers. On PostgreSQL the head's row stays locked to the commit, so that numbers follow the order of
/// the commits; therefore this is the last thing that a transaction waits for.
pub(super) fn take_numbers(conn: &mut Conn, how_many: i64, now: Moment) -> Result<(i64, Moment)> {
    use record_head as head;
    let at = case_when(head::at.gt(now), head::at).otherwise(now); // it never goes back
    let (last, at): (i64, Moment) = diesel::update(head::table)
        .set((head::seq.eq(head::seq + how_many), head::at.eq(at)))
        .returning((head::seq, head::at))
        .get_result(conn)?;
    Ok((last - how_many + 1, at))
}

pub(super) fn append(conn: &mut Conn, new: NewEntry, seq: i64, at: Moment, actor: &Actor) -> Result<()> {
    let commitments = commit(conn, seq, &new.personal)?;
    let actor = if new.signed { actor.clone() } else { Actor::system() };
    let NewEntry { kind, subject, op, revision, public, .. } = new;
    let entry = Entry { seq, at, kind, subject, op, revision, actor, public, commitments };
    use record_entries as e;
    let leaf = entry.canonical()?;
    let Entry { kind, subject, .. } = entry;
    // A tuple and not a struct: Diesel prepares only the former once and for all.
    let row = (
        (e::seq.eq(seq), e::at.eq(at), e::kind.eq(kind), e::op.eq(op), e::revision.eq(revision)),
        (e::subject_kind.eq(subject.kind), e::subject_id.eq(subject.id), e::leaf.eq(leaf)),
    );
    diesel::insert_into(e::table).values(row).execute(conn)?;
    Ok(())
}

fn commit(conn: &mut Conn, seq: i64, personal: &[(&'static str, String)]) -> Result<BTreeMap<String, String>> {
    let mut commitments = BTreeMap::new();
    for (field, text) in personal {
        let salt = fresh_salt()?;
        diesel::insert_into(commitment_salts::table)
            .values((commitment_salts::seq.eq(seq), commitment_salts::field.eq(*field), commitment_salts::salt.eq(hex::encode(salt))))
            .execute(conn)?;
        commitments.insert((*field).to_owned(), commit_to(field, &salt, text));
    }
    Ok(commitments)
}

/// Forgets the salts of everything that the record says of a thing: its commitments then lead back to nothing.
///
/// # Errors
/// If the database refuses.
pub fn forget_salts(conn: &mut Conn, subject: &Subject) -> Result<()> {
    use record_entries as e;
    let entries = e::table.filter(e::subject_kind.eq(subject.kind)).filter(e::subject_id.eq(&subject.id)).select(e::seq);
    for seq in entries.load::<i64>(conn)? {
        diesel::delete(commitment_salts::table.filter(commitment_salts::seq.eq(seq))).execute(conn)?;
    }
    Ok(())
}

/// The number of the newest entry; 0 in an empty record.
///
/// # Errors
/// If the database cannot be read.
pub fn head(conn: &mut Conn) -> Result<i64> {
    Ok(record_head::table.select(record_head::seq).first(conn)?)
}

/// The number of the last entry before this moment; 0 if there is none. Time never goes back in the record and numbers
/// have no gaps, so twenty looks find it among a million.
///
/// # Errors
/// If the database cannot be read.
pub fn last_before(conn: &mut Conn, moment: Moment) -> Result<i64> {
    let (mut before, mut beyond) = (0, head(conn)? + 1);
    while beyond - before > 1 {
        let middle = before + (beyond - before) / 2;
        let at: Moment = record_entries::table.find(middle).select(record_entries::at).first(conn)?;
        if at < moment { before = middle } else { beyond = middle }
    }
    Ok(before)
}

/// The number of the newest entry, and when it was made; 0 in an empty record.
///
/// # Errors
/// If the database cannot be read.
pub fn newest(conn: &mut Conn) -> Result<(i64, Moment)> {
    Ok(record_head::table.select((record_head::seq, record_head::at)).first(conn)?)
}

/// What the change feed tells of an entry: number, moment, what happened, to what, what to do, revision.
pub type Told = (i64, Moment, String, super::Kind, String, Op, i64);

/// The entries behind `seq`, oldest first, at most `limit`.
///
/// # Errors
/// If the database cannot be read.
pub fn after(conn: &mut Conn, seq: i64, limit: i64) -> Result<Vec<Told>> {
    use record_entries as e;
    Ok(e::table
        .filter(e::seq.gt(seq))
        .order(e::seq)
        .limit(limit)
        .select((e::seq, e::at, e::kind, e::subject_kind, e::subject_id, e::op, e::revision))
        .load(conn)?)
}

/// One earlier state of a thing.
#[derive(Debug, Clone)]
pub struct Past {
    /// The entry's number.
    pub seq: i64,
    /// When it came to be so.
    pub at: Moment,
    /// What happened.
    pub kind: String,
    /// What a mirror had to do.
    pub op: Op,
    /// The revision that it made.
    pub revision: i64,
    /// The whole public representation then.
    pub public: Value,
}

/// Everything that the record says of a thing, oldest first.
///
/// # Errors
/// If the database cannot be read.
pub fn history(conn: &mut Conn, subject: &Subject) -> Result<Vec<Past>> {
    use record_entries as e;
    let leaves: Vec<String> =
        e::table.filter(e::subject_kind.eq(subject.kind)).filter(e::subject_id.eq(&subject.id)).order(e::seq).select(e::leaf).load(conn)?;
    leaves
        .iter()
        .map(|leaf| {
            let Entry { seq, at, kind, op, revision, public, .. } = serde_json::from_str(leaf)?;
            Ok(Past { seq, at, kind, op, revision, public })
        })
        .collect()
}
