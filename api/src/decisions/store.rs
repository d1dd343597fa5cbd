//! Decisions among each other in the database.
use super::{DecisionDerived, DecisionFields, RelatedBy, RelationKind, rules};
use crate::db::Conn;
use crate::editorial::{self, Fields, Thing, Window};
use crate::error::{FieldError, Result};
use crate::record::Kind;
use crate::time::{Moment, PartialDate};
use anyhow::anyhow;
use std::collections::BTreeMap;

/// What other published decisions say of these, in one query for all, and whether they take comments.
pub fn related_by(conn: &mut Conn, things: &[Thing<DecisionFields>], now: Moment) -> Result<Vec<DecisionDerived>> {
    let ids = things.iter().map(|thing| thing.id.as_str());
    let mut by_id = BTreeMap::<String, DecisionDerived>::new();
    for (to, role, decision) in editorial::referrers(conn, Kind::Decision, Kind::Decision, ids)? {
        let relation = role.parse::<RelationKind>().map_err(|e| anyhow!(e))?;
        by_id.entry(to).or_default().related_by.push(RelatedBy { relation, decision });
    }
    let derived = |thing: &Thing<DecisionFields>| {
        let comments_open = Window::default().is_open_on(thing, now);
        DecisionDerived { comments_open, ..by_id.remove(&thing.id).unwrap_or_default() }
    };
    Ok(things.iter().map(derived).collect())
}

/// Where a decision clashes with others: a number given twice, relations in a circle.
pub fn clashes(conn: &mut Conn, thing: &Thing<DecisionFields>) -> Result<Vec<FieldError>> {
    let mut wrong = relations_clash(conn, thing)?;
    if same_number(conn, thing)? {
        wrong.push(FieldError { pointer: "/number".into(), code: "taken".into() });
    }
    Ok(wrong)
}

fn relations_clash(conn: &mut Conn, thing: &Thing<DecisionFields>) -> Result<Vec<FieldError>> {
    let relations = &thing.fields.relations;
    if relations.is_empty() {
        return Ok(vec![]);
    }
    let links = editorial::links(conn, Kind::Decision)?.into_iter();
    let backward = links.filter(|(_, role, _)| role.parse().is_ok_and(RelationKind::looks_back));
    let edges: Vec<_> = backward.map(|(from, _, to)| (from, to)).collect();
    let wrong = rules::impossible(&thing.id, relations, &edges).into_iter();
    Ok(wrong.map(|(at, why)| FieldError { pointer: format!("/relations/{at}/decision"), code: why.into() }).collect())
}

/// Numbers begin anew with each government, so they are unique only per issuer and date. Decisions of one date stand
/// at one place of the list.
fn same_number(conn: &mut Conn, thing: &Thing<DecisionFields>) -> Result<bool> {
    let DecisionFields { number, date, issuer, .. } = &thing.fields;
    if number.is_none() || *date == PartialDate::Unknown {
        return Ok(false);
    }
    let same_day = editorial::at_place::<DecisionFields>(conn, &thing.fields.position())?;
    Ok(same_day.iter().any(|it| it.id != thing.id && it.fields.number == *number && it.fields.issuer == *issuer))
}
