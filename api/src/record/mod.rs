//! The record: every change of public meaning is stored together with one numbered entry, in the same transaction.
//!
//! A store function that changes something public returns a [`Change`]; [`Record::commit`] runs it, then the followers,
//! takes the number last, appends, commits, and wakes the listeners. Nothing else appends, and nothing else keeps history.
mod change;
mod commit;
mod commitment;
mod entry;
mod others;
mod searchable;
mod store;
mod subject;

pub use change::{Change, Stamp};
pub use commit::{Follower, Record, Tx};
pub use entry::{Actor, Entry, NewEntry, Op, Role};
pub use searchable::{Passage, Searchable};
pub use store::{Past, Told, after, forget_salts, head, history, last_before, newest};
pub use subject::{Kind, Subject};
