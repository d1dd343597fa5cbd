//! What a kind of editorial thing has to say of itself.
use super::{Provenance, Thing};
use crate::db::Conn;
use crate::error::{FieldError, Result};
use crate::http::Named;
use crate::language::Translated;
use crate::record::{Kind, Passage, Subject};
use crate::time::{Moment, PartialDate};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use utoipa::{IntoParams, ToSchema};

/// The fields of one kind that an editor writes, and the little that is special about the kind.
pub trait Fields: Named + Serialize + DeserializeOwned + ToSchema + Clone + PartialEq + Send + Sync + 'static {
    /// The kind.
    const KIND: Kind;
    /// What its address begins with: `documents`.
    const PATH: &'static str;
    /// Names of derived properties that the clock changes; the record leaves them out.
    const CLOCKED: &'static [&'static str] = &[];
    /// What its list can be filtered by.
    type Filter: DeserializeOwned + IntoParams + Default + PartialEq + Send + 'static;
    /// What Hapur keeps beside the fields (versions, earlier plans); editors do not write it.
    type Managed: Serialize + DeserializeOwned + ToSchema + Default + Clone + PartialEq + Send + Sync + 'static;
    /// What is worked out when the thing is shown (the state of a milestone, relations from the other side).
    type Derived: Serialize + ToSchema + Send + 'static;

    /// What it is called; new ids are made from it.
    fn title(&self) -> &Translated;
    /// Every text that it has, by the name of its property.
    fn texts(&self) -> Vec<(&'static str, &Translated)>;
    /// Its place in the one fixed order of its list, compared byte by byte; equals are ordered by id.
    fn position(&self) -> String;
    /// Whether a filter lets it through.
    fn matches(&self, managed: &Self::Managed, derived: &Self::Derived, filter: &Self::Filter) -> bool;
    /// Works out what is shown beside the fields, for many at once.
    ///
    /// # Errors
    /// If the database cannot be read.
    fn derive(conn: &mut Conn, things: &[Thing<Self>], now: Moment) -> Result<Vec<Self::Derived>>;

    /// What it refers to.
    fn references(&self) -> Vec<Reference> {
        vec![]
    }
    /// Texts inside of its lists, by their path: `evidence/0/note`.
    fn inner_texts(&self) -> Vec<(String, &Translated)> {
        vec![]
    }
    /// What no schema can say, such as an end that lies before its beginning.
    fn complaints(&self) -> Vec<FieldError> {
        vec![]
    }
    /// Called when a published thing is revised: may refuse, and keeps what must not be lost.
    ///
    /// # Errors
    /// If this change is not possible.
    fn revised(&self, _before: &Thing<Self>, _managed: &mut Self::Managed, _now: Moment) -> Result<()> {
        Ok(())
    }
    /// The day that readers connect with it, shown beside it among hits.
    fn date_of_its_own(&self) -> Option<PartialDate> {
        None
    }
    /// Texts that can be found besides its own: those of its files.
    ///
    /// # Errors
    /// If the database cannot be read.
    fn more_passages(_conn: &mut Conn, _thing: &Thing<Self>) -> Result<Vec<Passage>> {
        Ok(vec![])
    }
    /// Where the thing clashes with others of its kind, such as a number given twice. Asked before each write.
    ///
    /// # Errors
    /// If the database cannot be read.
    fn clashes(_conn: &mut Conn, _thing: &Thing<Self>) -> Result<Vec<FieldError>> {
        Ok(vec![])
    }
    /// Things of the same kind that may be shown differently once this one is published with these fields. Those that
    /// really are get an entry of their own.
    fn shown_in(&self) -> Vec<String> {
        vec![]
    }
}

/// One reference to another editorial thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// Where it stands in the body.
    pub pointer: String,
    /// What the other is to this: `publisher`, `amends` …
    pub role: &'static str,
    /// The other.
    pub to: Subject,
}

impl Reference {
    /// A reference at this pointer.
    pub fn new(pointer: impl Into<String>, role: &'static str, kind: Kind, id: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), role, to: Subject::new(kind, id) }
    }

    /// A reference that need not be there.
    pub fn optional(pointer: &str, role: &'static str, kind: Kind, id: Option<&String>) -> Option<Self> {
        id.map(|id| Self::new(pointer, role, kind, id))
    }
}

/// For kinds that keep or derive nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Nothing {}

impl Nothing {
    /// As many as there are things.
    pub fn for_each<T>(things: &[T]) -> Vec<Self> {
        things.iter().map(|_| Self {}).collect()
    }
}

impl<F: Fields> Thing<F> {
    /// Every text of the thing by its path, those in its lists and the note included.
    pub fn texts(&self) -> Vec<(String, &Translated)> {
        let Provenance { note, .. } = &self.provenance;
        let outer = self.fields.texts().into_iter().chain([("note", note)]);
        outer.map(|(name, text)| (name.to_owned(), text)).chain(self.fields.inner_texts()).collect()
    }
}
