//! The kinds of things that have a page of their own.
use super::leaf::{Leaf, Told};
use super::words::Word;
use super::{proofs, voices};
use crate::db::Conn;
use crate::decisions::DecisionFields;
use crate::documents::{DocumentFields, DocumentVersions, Version};
use crate::editorial::{self, Fields, Thing};
use crate::error::{Code, Result};
use crate::locale::Locale;
use crate::milestones::{Evidence, MilestoneFields};
use crate::organizations::OrganizationFields;
use crate::time::PartialDate;

impl Told for DocumentFields {
    fn dates(&self) -> Vec<(Word, Option<PartialDate>)> {
        vec![(Word::Issued, self.date)]
    }
    fn files(managed: &DocumentVersions) -> &[Version] {
        &managed.versions
    }
}

impl Told for MilestoneFields {
    fn dates(&self) -> Vec<(Word, Option<PartialDate>)> {
        vec![
            (Word::Planned, self.planned_on),
            (Word::Started, self.started_on),
            (Word::Completed, self.completed_on),
            (Word::Cancelled, self.cancelled_on),
        ]
    }
    fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }
}

impl Told for DecisionFields {
    fn dates(&self) -> Vec<(Word, Option<PartialDate>)> {
        vec![(Word::Decided, Some(self.date))]
    }
    fn number(&self) -> Option<&str> {
        self.number.as_deref()
    }
}

impl Told for OrganizationFields {
    fn dates(&self) -> Vec<(Word, Option<PartialDate>)> {
        vec![]
    }
}

/// The page about the thing at `kind/id`.
pub(super) fn leaf(conn: &mut Conn, kind: &str, id: &str, locale: Locale) -> Result<Leaf> {
    match kind {
        DocumentFields::PATH => one::<DocumentFields>(conn, id, locale),
        MilestoneFields::PATH => one::<MilestoneFields>(conn, id, locale),
        DecisionFields::PATH => one::<DecisionFields>(conn, id, locale),
        OrganizationFields::PATH => one::<OrganizationFields>(conn, id, locale),
        _ => Err(Code::NotFound.into()),
    }
}

fn one<F: Told>(conn: &mut Conn, id: &str, locale: Locale) -> Result<Leaf> {
    let thing = editorial::visible::<F>(conn, id)?;
    let proofs = proofs::told(conn, thing.fields.evidence(), locale)?;
    let voices = voices::told(conn, &thing.subject(), locale)?;
    Ok(Leaf::of(&thing, locale).with_text(proofs).with_voices(voices))
}

/// The addresses of all pages about things, without their language, each with the moment of its last change.
pub(super) fn addresses(conn: &mut Conn) -> Result<Vec<(String, String)>> {
    let mut all = published::<DocumentFields>(conn)?;
    all.extend(published::<MilestoneFields>(conn)?);
    all.extend(published::<DecisionFields>(conn)?);
    all.extend(published::<OrganizationFields>(conn)?);
    Ok(all)
}

fn published<F: Fields>(conn: &mut Conn) -> Result<Vec<(String, String)>> {
    let things = editorial::all::<F>(conn)?.into_iter().filter(Thing::is_published);
    Ok(things.map(|thing| (format!("{}/{}", F::PATH, thing.id), thing.updated_at.to_string())).collect())
}
