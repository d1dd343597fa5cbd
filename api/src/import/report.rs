//! What an import says of itself.
use crate::record::Subject;
use std::fmt::{self, Display, Formatter};

/// What became of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was not there.
    Created,
    /// It was there, differently.
    Changed,
    /// It was there just so.
    Unchanged,
    /// It was edited here since its import (or withdrawn), so it stays; these places differ.
    Kept(Vec<String>),
    /// It cannot be taken in; then nothing is.
    Refused(String),
}

/// One thing and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The thing.
    pub subject: Subject,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// In the order of the import.
    pub things: Vec<Told>,
}

impl Report {
    pub(super) fn tell(&mut self, subject: Subject, outcome: Outcome) {
        self.things.push(Told { subject, outcome });
    }

    /// How many things had an outcome of that sort.
    pub fn count(&self, sort: impl Fn(&Outcome) -> bool) -> usize {
        self.things.iter().filter(|told| sort(&told.outcome)).count()
    }

    /// Whether something could not be taken in, so that nothing was.
    pub fn is_refused(&self) -> bool {
        self.count(|outcome| matches!(outcome, Outcome::Refused(_))) > 0
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for Told { subject, outcome } in &self.things {
            match outcome {
                Outcome::Kept(places) => writeln!(f, "kept      {subject} (edited here; differs at {})", places.join(", "))?,
                Outcome::Refused(why) => writeln!(f, "refused   {subject}: {why}")?,
                Outcome::Created => writeln!(f, "created   {subject}")?,
                Outcome::Changed => writeln!(f, "changed   {subject}")?,
                Outcome::Unchanged => {}
            }
        }
        let count = |sort: fn(&Outcome) -> bool| self.count(sort);
        write!(
            f,
            "{} created, {} changed, {} unchanged, {} kept, {} refused",
            count(|it| *it == Outcome::Created),
            count(|it| *it == Outcome::Changed),
            count(|it| *it == Outcome::Unchanged),
            count(|it| matches!(it, Outcome::Kept(_))),
            count(|it| matches!(it, Outcome::Refused(_))),
        )
    }
}
