//! A document.
use super::{DocumentVersions, VersionLanguage, versions::passages};
use crate::db::{Conn, text_enum};
use crate::editorial::{Fields, Id, Reference, Thing, Url, Window, newest_first};
use crate::error::{FieldError, Result};
use crate::http::Named;
use crate::language::Translated;
use crate::record::{Kind, Passage};
use crate::time::{Moment, PartialDate};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

text_enum! {
    /// What kind of text a document is.
    pub enum DocumentKind {
        /// A letter.
        Letter = "letter",
        /// A declaration.
        Declaration = "declaration",
        /// An action plan.
        ActionPlan = "action_plan",
        /// The text of a decision.
        Decision = "decision",
        /// A regulation.
        Regulation = "regulation",
        /// A law.
        Law = "law",
        /// A report.
        Report = "report",
        /// Minutes of a meeting.
        Minutes = "minutes",
        /// A policy.
        Policy = "policy",
        /// A study.
        Study = "study",
        /// Rules of the process or of this record.
        Rules = "rules",
        /// Something else.
        Other = "other",
    }
}

/// What an editor writes of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"kind": "letter", "title": {"sq": "Letra e interesimit", "sr": "Pismo o namerama", "en": "Letter of intent"}, "date": "2023-07", "external_url": "https://example.org/letter"}))]
pub struct DocumentFields {
    /// What kind of text it is.
    pub kind: DocumentKind,
    /// Its title.
    pub title: Translated,
    /// What it says, in a few sentences.
    #[serde(default)]
    pub summary: Translated,
    /// The organization that issued it.
    #[serde(default)]
    #[schema(value_type = Option<Id>)]
    pub publisher: Option<String>,
    /// When it was issued, exactly as precise as it is known; null if nobody knows whether it was.
    #[serde(default)]
    pub date: Option<PartialDate>,
    /// Where its publisher shows it.
    #[serde(default)]
    #[schema(value_type = Option<Url>)]
    pub external_url: Option<String>,
    /// From when on comments are open; null: from its publication.
    #[serde(default)]
    pub comments_from: Option<Moment>,
    /// Until when comments are open; null: without end.
    #[serde(default)]
    pub comments_until: Option<Moment>,
}

/// What follows from a document's dates.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DocumentDerived {
    /// Whether it takes comments now; the server's clock decides.
    pub comments_open: bool,
}

/// What the list of documents can be filtered by.
#[derive(Debug, Default, PartialEq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DocumentFilter {
    /// Only documents of this kind.
    pub kind: Option<DocumentKind>,
    /// Only documents issued by this organization.
    #[param(max_length = 80, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "ministry-of-justice")]
    pub publisher: Option<String>,
    /// Only documents that have a version in this language.
    pub language: Option<VersionLanguage>,
}

impl DocumentFields {
    /// When comments are open.
    pub fn window(&self) -> Window {
        Window::new(self.comments_from, self.comments_until)
    }
}

impl Named for DocumentFields {
    const NAME: &'static str = "Document";
}

impl Fields for DocumentFields {
    const KIND: Kind = Kind::Document;
    const PATH: &'static str = "documents";
    const CLOCKED: &'static [&'static str] = &["comments_open"];
    type Filter = DocumentFilter;
    type Managed = DocumentVersions;
    type Derived = DocumentDerived;

    fn title(&self) -> &Translated {
        &self.title
    }
    fn texts(&self) -> Vec<(&'static str, &Translated)> {
        vec![("title", &self.title), ("summary", &self.summary)]
    }
    fn position(&self) -> String {
        newest_first(self.date)
    }
    fn matches(&self, managed: &DocumentVersions, _: &DocumentDerived, filter: &DocumentFilter) -> bool {
        filter.kind.is_none_or(|kind| self.kind == kind)
            && filter.publisher.as_ref().is_none_or(|publisher| self.publisher.as_ref() == Some(publisher))
            && filter.language.is_none_or(|language| managed.versions.iter().any(|version| version.language == language))
    }
    fn derive(_: &mut Conn, things: &[Thing<Self>], now: Moment) -> Result<Vec<DocumentDerived>> {
        let open = |thing: &Thing<Self>| thing.fields.window().is_open_on(thing, now);
        Ok(things.iter().map(|thing| DocumentDerived { comments_open: open(thing) }).collect())
    }
    fn references(&self) -> Vec<Reference> {
        Reference::optional("/publisher", "publisher", Kind::Organization, self.publisher.as_ref()).into_iter().collect()
    }
    fn date_of_its_own(&self) -> Option<PartialDate> {
        self.date
    }
    fn more_passages(conn: &mut Conn, thing: &Thing<Self>) -> Result<Vec<Passage>> {
        passages(conn, &thing.managed)
    }
    fn complaints(&self) -> Vec<FieldError> {
        let ends_first = self.comments_from.zip(self.comments_until).is_some_and(|(from, until)| until < from);
        let complaint = FieldError { pointer: "/comments_until".into(), code: "before_comments_from".into() };
        ends_first.then_some(complaint).into_iter().collect()
    }
}
