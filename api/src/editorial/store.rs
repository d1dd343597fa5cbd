//! Editorial things in the database.
use super::{Fields, Provenance, Shown, Status, Thing, Withdrawal, references};
use crate::db::Conn;
use crate::db::schema::editorial_things as things;
use crate::error::{Code, Error, Result};
use crate::record::{Kind, Subject};
use crate::time::Moment;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

/// Editorial writes wait for each other on PostgreSQL too: few, and each checks what others refer to.
const QUEUE: i64 = 1;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = things, treat_none_as_null = true)]
struct Row {
    kind: Kind,
    id: String,
    position: String,
    status: Status,
    revision: i64,
    seq: Option<i64>,
    created_at: Moment,
    updated_at: Moment,
    withdrawal: Option<String>,
    body: String,
}

/// The part of a thing that is JSON in the database; apart, because reading flattened JSON is dear.
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
struct Stored<F: Fields> {
    fields: F,
    provenance: Provenance,
    managed: F::Managed,
}

impl Row {
    fn of<F: Fields>(thing: &Thing<F>) -> Result<Self> {
        let Thing { id, status, revision, seq, created_at, updated_at, withdrawal, fields, provenance, managed } = thing.clone();
        let position = fields.position();
        let withdrawal = withdrawal.map(|it| serde_json::to_string(&it)).transpose()?;
        let body = serde_json::to_string(&Stored { fields, provenance, managed })?;
        Ok(Self { kind: F::KIND, id, position, status, revision, seq, created_at, updated_at, withdrawal, body })
    }

    fn thing<F: Fields>(self) -> Result<Thing<F>> {
        let Self { id, status, revision, seq, created_at, updated_at, .. } = self;
        let Stored { fields, provenance, managed } = serde_json::from_str(&self.body)?;
        let withdrawal: Option<Withdrawal> = self.withdrawal.map(|it| serde_json::from_str(&it)).transpose()?;
        Ok(Thing { id, status, revision, seq, created_at, updated_at, withdrawal, fields, provenance, managed })
    }
}

/// The thing of that id, in any status.
///
/// # Errors
/// `not_found` if there is none.
pub fn find<F: Fields>(conn: &mut Conn, id: &str) -> Result<Thing<F>> {
    find_if_there(conn, id)?.ok_or(Error::from(Code::NotFound))
}

/// The thing of that id, in any status, if there is one.
///
/// # Errors
/// If the database cannot be read.
pub fn find_if_there<F: Fields>(conn: &mut Conn, id: &str) -> Result<Option<Thing<F>>> {
    let row = things::table.find((F::KIND, id)).select(Row::as_select()).first(conn).optional()?;
    row.map(Row::thing).transpose()
}

/// Every thing of one kind, in any status.
///
/// # Errors
/// If the database cannot be read.
pub fn all<F: Fields>(conn: &mut Conn) -> Result<Vec<Thing<F>>> {
    let rows = things::table.filter(things::kind.eq(F::KIND)).order(things::id).select(Row::as_select());
    rows.load(conn)?.into_iter().map(Row::thing).collect()
}

/// The thing of that id for a change: until the commit nobody else changes an editorial thing.
///
/// # Errors
/// `not_found` if there is none.
pub fn find_for_update<F: Fields>(conn: &mut Conn, id: &str) -> Result<Thing<F>> {
    conn.in_single_file(QUEUE)?;
    find(conn, id)
}

pub(super) fn insert<F: Fields>(conn: &mut Conn, thing: &Thing<F>) -> Result<()> {
    conn.in_single_file(QUEUE)?;
    let taken = diesel::select(diesel::dsl::exists(things::table.find((F::KIND, &thing.id)))).get_result(conn)?;
    if taken {
        return Err(Code::IdTaken.at("/id", "taken"));
    }
    check(conn, thing)?;
    diesel::insert_into(things::table).values(Row::of(thing)?).execute(conn)?;
    references::keep(conn, thing)
}

/// Refuses what could not be stored just so; until the commit nobody else can change that.
pub(super) fn would_fit<F: Fields>(conn: &mut Conn, thing: &Thing<F>) -> Result<()> {
    conn.in_single_file(QUEUE)?;
    check(conn, thing)
}

/// Writes the thing over its former revision.
pub(super) fn replace<F: Fields>(conn: &mut Conn, thing: &Thing<F>) -> Result<()> {
    check(conn, thing)?;
    diesel::update(things::table.find((F::KIND, &thing.id))).set(Row::of(thing)?).execute(conn)?;
    references::keep(conn, thing)
}

/// Refuses what does not fit to what is there. A withdrawn thing clashes with nothing.
fn check<F: Fields>(conn: &mut Conn, thing: &Thing<F>) -> Result<()> {
    references::check(conn, thing)?;
    let clashes = if thing.status == Status::Withdrawn { vec![] } else { F::clashes(conn, thing)? };
    if clashes.is_empty() { Ok(()) } else { Err(Code::Conflict.at_all(clashes)) }
}

pub(super) fn delete<F: Fields>(conn: &mut Conn, id: &str) -> Result<()> {
    diesel::delete(things::table.find((F::KIND, id))).execute(conn)?;
    Ok(())
}

/// Whether no editor and no import has ever made anything.
///
/// # Errors
/// If the database cannot be read.
pub fn is_empty(conn: &mut Conn) -> Result<bool> {
    let any: bool = diesel::select(diesel::dsl::exists(things::table.select(things::id))).get_result(conn)?;
    Ok(!any)
}

/// Writes the number of the newest entry beside the thing.
///
/// # Errors
/// If the database refuses.
pub fn stamp(conn: &mut Conn, subject: &Subject, seq: i64) -> Result<()> {
    diesel::update(things::table.find((subject.kind, &subject.id))).set(things::seq.eq(seq)).execute(conn)?;
    Ok(())
}

pub(super) fn count<F: Fields>(conn: &mut Conn, status: Status) -> Result<i64> {
    Ok(things::table.filter(things::kind.eq(F::KIND)).filter(things::status.eq(status)).count().get_result(conn)?)
}

/// At most `limit` things behind the place `after`, in the list's order.
pub(super) fn in_order<F: Fields>(conn: &mut Conn, status: Status, after: Option<&[String; 2]>, limit: i64) -> Result<Vec<Thing<F>>> {
    let all = things::table
        .filter(things::kind.eq(F::KIND))
        .filter(things::status.eq(status))
        .order((things::position, things::id))
        .limit(limit)
        .select(Row::as_select());
    let rows: Vec<Row> = match after {
        None => all.load(conn)?,
        Some([position, id]) => {
            all.filter(things::position.ge(position)).filter(things::position.gt(position).or(things::id.gt(id))).load(conn)?
        }
    };
    rows.into_iter().map(Row::thing).collect()
}

/// Drafts and published things at one place of the list's order.
///
/// # Errors
/// If the database cannot be read.
pub fn at_place<F: Fields>(conn: &mut Conn, position: &str) -> Result<Vec<Thing<F>>> {
    let rows: Vec<Row> = things::table
        .filter(things::kind.eq(F::KIND))
        .filter(things::status.ne(Status::Withdrawn))
        .filter(things::position.eq(position))
        .order(things::id)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::thing).collect()
}

/// One thing with what is worked out for showing it.
///
/// # Errors
/// If the database cannot be read.
pub fn show_one<F: Fields>(conn: &mut Conn, thing: Thing<F>, now: Moment) -> Result<Shown<F>> {
    let shown = show(conn, vec![thing], now)?.pop();
    shown.ok_or_else(|| anyhow::anyhow!("a thing was not derived").into())
}

pub(super) fn show<F: Fields>(conn: &mut Conn, things: Vec<Thing<F>>, now: Moment) -> Result<Vec<Shown<F>>> {
    let derived = F::derive(conn, &things, now)?;
    Ok(things.into_iter().zip(derived).map(|(thing, derived)| Shown { thing, derived }).collect())
}
