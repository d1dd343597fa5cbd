//! The kinds of things that have a page of their own.
use super::leaf::{Leaf, Told};
use super::locale::Locale;
use super::words::Word;
use crate::comments::{self, Comment, CommentSubject, Filter};
use crate::db::Conn;
use crate::decisions::DecisionFields;
use crate::documents::{DocumentFields, DocumentVersions, Version};
use crate::editorial::{self, Fields, Thing};
use crate::error::{Code, Result};
use crate::milestones::MilestoneFields;
use crate::organizations::OrganizationFields;
use crate::time::PartialDate;

/// How many comments stand in the plain text.
const FIRST_COMMENTS: i64 = 20;

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
    let comments = first_comments(conn, &thing)?;
    Ok(Leaf::of(&thing, &comments, locale))
}

fn first_comments<F: Fields>(conn: &mut Conn, thing: &Thing<F>) -> Result<Vec<Comment>> {
    // Organizations take no comments.
    let Ok(subject) = thing.subject().to_string().parse::<CommentSubject>() else { return Ok(vec![]) };
    let found = comments::page(conn, &Filter { subject: Some(subject), ..Filter::default() }, 0, FIRST_COMMENTS)?;
    Ok(found.into_iter().map(Comment::for_everybody).collect())
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
