//! One entry of the record, in its final form.
use super::Subject;
use crate::db::text_enum;
use crate::time::Moment;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

text_enum! {
    /// What a mirror has to do.
    pub enum Op {
        /// Fetch the thing and keep it in place of what was there.
        Upsert = "upsert",
        /// There is nothing to fetch (any more).
        Delete = "delete",
    }
}

text_enum! {
    /// In which role somebody acted.
    pub enum Role {
        /// Anybody, without an account.
        Public = "public",
        /// Accounts, keys, erasure.
        Admin = "admin",
        /// Documents, milestones, decisions, organizations.
        Editor = "editor",
        /// Comments.
        Moderator = "moderator",
        /// Hapur itself: an import, a rule of time.
        System = "system",
    }
}

/// Who acted: never a name, always the same pseudonym for the same account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The role in which it happened.
    pub role: Role,
    /// Stable and meaningless; none for the public and the system.
    pub pseudonym: Option<String>,
    /// The organization that the account belongs to.
    pub organization: Option<String>,
}

impl Actor {
    /// Somebody without an account.
    pub fn public() -> Self {
        Self { role: Role::Public, pseudonym: None, organization: None }
    }

    /// Hapur itself.
    pub fn system() -> Self {
        Self { role: Role::System, ..Self::public() }
    }
}

/// An entry that has no number yet.
#[derive(Debug, Clone)]
pub struct NewEntry {
    /// What happened: `document.published`, `comment.received` …
    pub kind: String,
    /// To what.
    pub subject: Subject,
    /// What a mirror has to do.
    pub op: Op,
    /// The thing's revision after it.
    pub revision: i64,
    /// What everybody may read for ever: the whole published representation of editorial things; of comments and
    /// accounts only codes, numbers, dates and ids.
    pub public: Value,
    /// Texts that may have to be erased one day; the entry holds only salted commitments to them.
    pub personal: Vec<(&'static str, String)>,
    /// Whether the record names who acted; if not, Hapur itself stands in their place.
    pub signed: bool,
}

impl NewEntry {
    /// An entry with nothing but the fact.
    pub fn new(kind: impl Into<String>, subject: Subject, op: Op, revision: i64) -> Self {
        Self { kind: kind.into(), subject, op, revision, public: Value::Null, personal: vec![], signed: true }
    }

    /// An entry that tells only *that* something happened to a thing that is not public: what it was is one commitment (to
    /// its RFC 8785 form), so that neither kind nor fields nor actor give it away.
    ///
    /// # Errors
    /// Only if `what` cannot be written as JSON.
    pub fn withholding(kind: &str, subject: Subject, revision: i64, what: &impl Serialize) -> anyhow::Result<Self> {
        let personal = vec![("step", serde_json_canonicalizer::to_string(what)?)];
        Ok(Self { personal, signed: false, ..Self::new(kind, subject, Op::Delete, revision) })
    }

    /// Adds what everybody may read.
    #[must_use]
    pub fn telling(self, public: Value) -> Self {
        Self { public, ..self }
    }

    /// Adds a text to commit to without telling it.
    #[must_use]
    pub fn committing_to(mut self, field: &'static str, text: Option<&str>) -> Self {
        self.personal.extend(text.map(|text| (field, text.to_owned())));
        self
    }
}

/// An entry as it stands in the record. Its RFC 8785 form is what later goes into the Merkle tree.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Entry {
    /// Its number: 1, 2, 3 … in the order of the commits, without gaps.
    pub seq: i64,
    /// When; never earlier than the entry before it.
    pub at: Moment,
    /// What happened.
    pub kind: String,
    /// To what.
    pub subject: Subject,
    /// What a mirror has to do.
    pub op: Op,
    /// The thing's revision after it.
    pub revision: i64,
    /// Who did it.
    pub actor: Actor,
    /// What everybody may read for ever.
    pub public: Value,
    /// Salted commitments to what may be erased, by field.
    pub commitments: BTreeMap<String, String>,
}

impl Entry {
    /// The entry's one and only byte form (RFC 8785).
    ///
    /// # Errors
    /// Only if it cannot be written as JSON.
    pub fn canonical(&self) -> anyhow::Result<String> {
        Ok(serde_json_canonicalizer::to_string(self)?)
    }
}
