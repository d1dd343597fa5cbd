//! The only way to write something public: a value together with its entries.
use super::{NewEntry, Subject};
use crate::db::Conn;
use crate::error::Result;

/// Writes the number of the entry beside the thing itself (a list's order, `changed_after`).
pub type Stamp = fn(&mut Conn, &Subject, i64) -> Result<()>;

/// What a store function answers when it changed something public.
#[must_use = "a change is stored only by Record::commit"]
#[derive(Debug)]
pub struct Change<T> {
    pub(super) value: T,
    pub(super) entries: Vec<(NewEntry, Stamp)>,
}

impl<T> Change<T> {
    /// A change with its entry. `stamp` is told the entry's number inside the transaction.
    pub fn new(value: T, entry: NewEntry, stamp: Stamp) -> Self {
        Self { value, entries: vec![(entry, stamp)] }
    }

    /// Nothing of public meaning has changed: a draft, a replayed request.
    pub fn none(value: T) -> Self {
        Self { value, entries: vec![] }
    }

    /// Another thing looks different because of this change, so it has an entry of its own.
    pub fn and(mut self, entry: NewEntry, stamp: Stamp) -> Self {
        self.entries.push((entry, stamp));
        self
    }

    /// Puts another change behind this one.
    pub fn then<U>(mut self, next: Change<U>) -> Change<U> {
        self.entries.extend(next.entries);
        Change { value: next.value, entries: self.entries }
    }

    /// The same change with another value.
    pub fn map<U>(self, with: impl FnOnce(T) -> U) -> Change<U> {
        Change { value: with(self.value), entries: self.entries }
    }

    /// What was made; for what has to happen to it before the commit.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Whether nothing of public meaning has changed.
    pub fn is_none(&self) -> bool {
        self.entries.is_empty()
    }
}

impl Change<()> {
    /// Several changes, committed together.
    pub fn all<T>(changes: impl IntoIterator<Item = Change<T>>) -> Self {
        Self { value: (), entries: changes.into_iter().flat_map(|change| change.entries).collect() }
    }
}
