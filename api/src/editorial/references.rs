//! What refers to what: kept once, asked from both sides.
use super::{Fields, Reference, Status, Thing};
use crate::db::Conn;
use crate::db::schema::{editorial_references as refs, editorial_things as things};
use crate::error::{Code, FieldError, Result};
use crate::record::{Kind, Subject};
use diesel::prelude::*;
use std::collections::BTreeMap;

/// Writes anew what a thing refers to.
pub(super) fn keep<F: Fields>(conn: &mut Conn, thing: &Thing<F>) -> Result<()> {
    diesel::delete(refs::table.filter(refs::from_kind.eq(F::KIND)).filter(refs::from_id.eq(&thing.id))).execute(conn)?;
    let mut all = thing.fields.references();
    all.sort_by(|a, b| (a.role, &a.to).cmp(&(b.role, &b.to)));
    all.dedup_by(|a, b| (a.role, &a.to) == (b.role, &b.to));
    for Reference { role, to, .. } in all {
        diesel::insert_into(refs::table)
            .values((
                refs::from_kind.eq(F::KIND),
                refs::from_id.eq(&thing.id),
                refs::role.eq(role),
                refs::to_kind.eq(to.kind),
                refs::to_id.eq(to.id),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Refuses references to what is not there; from a published thing also those to what is not published.
pub(super) fn check<F: Fields>(conn: &mut Conn, thing: &Thing<F>) -> Result<()> {
    let mut wrong = vec![];
    for Reference { pointer, to, .. } in thing.fields.references() {
        let found: Option<Status> = things::table.find((to.kind, &to.id)).select(things::status).first(conn).optional()?;
        let fits = found.is_some_and(|status| !thing.is_published() || status == Status::Published);
        if !fits {
            wrong.push(FieldError { pointer, code: if found.is_some() { "not_published" } else { "unknown" }.into() });
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Code::UnknownReference.at_all(wrong)) }
}

/// Who refers: to which id, in which role, and its own id.
pub type Referrer = (String, String, String);

/// The published things of one kind that refer to any of these things of another, in one query.
///
/// # Errors
/// If the database cannot be read.
pub fn referrers<'a>(conn: &mut Conn, from: Kind, to: Kind, ids: impl IntoIterator<Item = &'a str>) -> Result<Vec<Referrer>> {
    let ids: Vec<&str> = ids.into_iter().collect();
    Ok(refs::table
        .inner_join(things::table.on(things::kind.eq(refs::from_kind).and(things::id.eq(refs::from_id))))
        .filter(refs::to_kind.eq(to))
        .filter(refs::to_id.eq_any(ids))
        .filter(refs::from_kind.eq(from))
        .filter(things::status.eq(Status::Published))
        .order((refs::from_id, refs::role))
        .select((refs::to_id, refs::role, refs::from_id))
        .load(conn)?)
}

/// One reference among things of the same kind: from, role, to.
pub type Edge = (String, String, String);

/// All references among things of one kind, drafts included: to see whether they run in a circle.
///
/// # Errors
/// If the database cannot be read.
pub fn links(conn: &mut Conn, kind: Kind) -> Result<Vec<Edge>> {
    let among = refs::table.filter(refs::from_kind.eq(kind)).filter(refs::to_kind.eq(kind));
    Ok(among.select((refs::from_id, refs::role, refs::to_id)).load(conn)?)
}

/// Refuses to take away what others still refer to: drafts count only if `drafts_too`.
pub(super) fn check_unreferenced(conn: &mut Conn, to: &Subject, drafts_too: bool) -> Result<()> {
    let pointing: Vec<(Kind, String, Status)> = refs::table
        .inner_join(things::table.on(things::kind.eq(refs::from_kind).and(things::id.eq(refs::from_id))))
        .filter(refs::to_kind.eq(to.kind))
        .filter(refs::to_id.eq(&to.id))
        .order((refs::from_kind, refs::from_id))
        .select((refs::from_kind, refs::from_id, things::status))
        .load(conn)?;
    let other = |(kind, id, _): &&(Kind, String, Status)| (kind, id) != (&to.kind, &to.id);
    let names: Vec<_> = pointing
        .iter()
        .filter(other)
        .filter(|(_, _, status)| drafts_too || *status == Status::Published)
        .map(|(kind, id, _)| format!("{kind}:{id}"))
        .collect();
    if names.is_empty() { Ok(()) } else { Err(Code::StillReferenced.because(format!("Referred to by {}.", names.join(", ")))) }
}

/// Whether everybody can see that thing.
///
/// # Errors
/// If the database cannot be read.
pub fn published(conn: &mut Conn, subject: &Subject) -> Result<bool> {
    let found = things::table.find((subject.kind, &subject.id)).select(things::status).first::<Status>(conn).optional()?;
    Ok(found == Some(Status::Published))
}

/// Who is responsible for a thing: who issued the document, took the decision, or has to reach the milestone.
const RESPONSIBLE: [&str; 3] = ["publisher", "issuer", "responsible"];

/// The organization that is responsible for each thing that has one.
///
/// # Errors
/// If the database cannot be read.
pub fn responsible_organizations(conn: &mut Conn) -> Result<BTreeMap<Subject, String>> {
    let to_organizations = refs::table.filter(refs::to_kind.eq(Kind::Organization)).order((refs::from_kind, refs::from_id));
    let rows: Vec<(Kind, String, String, String)> =
        to_organizations.select((refs::from_kind, refs::from_id, refs::role, refs::to_id)).load(conn)?;
    let responsible = rows.into_iter().filter(|(_, _, role, _)| RESPONSIBLE.contains(&role.as_str()));
    Ok(responsible.map(|(kind, id, _, organization)| (Subject::new(kind, id), organization)).collect())
}
