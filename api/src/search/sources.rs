//! Whose things can be found. A slice that wants to be found adds its line.
use crate::comments;
use crate::db::Conn;
use crate::decisions::DecisionFields;
use crate::documents::DocumentFields;
use crate::editorial::{self, Fields};
use crate::error::Result;
use crate::milestones::MilestoneFields;
use crate::organizations::OrganizationFields;
use crate::record::{Kind, Searchable};
use crate::tracks::TrackFields;

/// What search asks of a kind of things.
pub struct Source {
    /// The kind.
    pub kind: Kind,
    /// What its addresses begin with: `documents`.
    pub path: &'static str,
    /// Whether the few things of editors come before the many voices of people.
    pub first: bool,
    /// What can be found of the thing of that id; nothing if it is not public.
    pub find: fn(&mut Conn, &str) -> Result<Option<Searchable>>,
    /// The ids of public things behind an id, at most so many.
    pub ids: fn(&mut Conn, &str, i64) -> Result<Vec<String>>,
}

/// Everything that can be found.
pub const SOURCES: &[Source] = &[
    of::<OrganizationFields>(),
    of::<TrackFields>(),
    of::<DocumentFields>(),
    of::<MilestoneFields>(),
    of::<DecisionFields>(),
    Source { kind: Kind::Comment, path: "comments", first: false, find: comments::searchable, ids: comments::searchable_ids },
];

const fn of<F: Fields>() -> Source {
    Source { kind: F::KIND, path: F::PATH, first: true, find: editorial::searchable::<F>, ids: editorial::searchable_ids::<F> }
}

/// The source of this kind; none for what cannot be found.
pub(super) fn source(kind: Kind) -> Option<&'static Source> {
    SOURCES.iter().find(|source| source.kind == kind)
}
