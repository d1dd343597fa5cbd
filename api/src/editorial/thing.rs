//! One editorial thing, as it is kept.
use super::{Fields, Provenance};
use crate::db::text_enum;
use crate::error::{Code, Error, Present, Result};
use crate::language::{OfficialText, Translated};
use crate::record::Subject;
use crate::time::Moment;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// How far an editorial thing has come.
    pub enum Status {
        /// Seen by editors only.
        Draft = "draft",
        /// Seen by everybody.
        Published = "published",
        /// No longer shown; its address says why.
        Withdrawn = "withdrawn",
    }
}

/// Why an editor withdrew a thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": {"sq": "E dyfishtë.", "sr": "Duplirano.", "en": "A duplicate."}}))]
pub struct WithdrawalReason {
    /// Shown to everybody who asks for the thing from then on; in Albanian and Serbian at least.
    #[schema(value_type = OfficialText)]
    pub reason: Translated,
}

/// A withdrawal, with its moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Withdrawal {
    /// Why.
    pub reason: Translated,
    /// When.
    pub at: Moment,
}

/// An editorial thing of one kind.
#[derive(Clone, PartialEq)]
pub struct Thing<F: Fields> {
    /// Readable, unique in its kind, permanent.
    pub id: String,
    /// How far it has come.
    pub status: Status,
    /// Counts its changes, from 1.
    pub revision: i64,
    /// Its newest entry in the record; none while it was never published.
    pub seq: Option<i64>,
    /// When it was made.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
    /// Why it is no longer shown.
    pub withdrawal: Option<Withdrawal>,
    /// What the editor wrote.
    pub fields: F,
    /// Where it comes from.
    pub provenance: Provenance,
    /// What Hapur keeps beside it.
    pub managed: F::Managed,
}

impl<F: Fields> Thing<F> {
    /// A first draft.
    pub fn draft(id: String, fields: F, provenance: Provenance, now: Moment) -> Self {
        Self {
            id,
            status: Status::Draft,
            revision: 1,
            seq: None,
            created_at: now,
            updated_at: now,
            withdrawal: None,
            fields,
            provenance,
            managed: F::Managed::default(),
        }
    }

    /// The thing after one more change.
    #[must_use]
    pub fn changed(self, now: Moment) -> Self {
        Self { revision: self.revision + 1, updated_at: now, ..self }
    }

    /// What the record calls it.
    pub fn subject(&self) -> Subject {
        Subject::new(F::KIND, self.id.clone())
    }

    /// The thing, if everybody may see it.
    ///
    /// # Errors
    /// `not_found` for drafts as for unknown ids; `gone` with the reason for withdrawn things.
    pub fn seen_by_everybody(self) -> Result<Self> {
        match (self.status, &self.withdrawal) {
            (Status::Published, _) => Ok(self),
            (Status::Withdrawn, Some(withdrawal)) => {
                let (state, reason) = (Some(Status::Withdrawn.to_string()), Some(withdrawal.reason.clone()));
                Err(Error::from(Code::Gone).with(Present { state, reason, ..Present::default() }))
            }
            _ => Err(Code::NotFound.into()),
        }
    }

    /// Whether everybody sees it.
    pub fn is_published(&self) -> bool {
        self.status == Status::Published
    }
}
