//! A decision, as a moderator sends it and as it is answered.
use crate::comments::{CommentState, Initiative, Outcome, Reason, Statement};
use crate::db::text_enum;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::schema::{Array, ArrayBuilder, Ref};

text_enum! {
    /// The words for a decision that takes nothing away.
    pub enum PlainWord {
        /// Everybody may read it.
        Publish = "publish",
        /// Everybody may read it again.
        Restore = "restore",
        /// A second moderator shall decide.
        Escalate = "escalate",
        /// No longer counted with another.
        Split = "split",
    }
}

text_enum! {
    /// The words for a decision that takes a comment away from everybody.
    pub enum RestrictionWord {
        /// Nobody will read it.
        Reject = "reject",
        /// Nobody may read it any more.
        Hide = "hide",
    }
}

text_enum! {
    /// The word for counting a comment with another.
    pub enum MergerWord {
        /// Counted with an equal comment.
        Merge = "merge",
    }
}

/// Publish, restore, escalate or split a comment.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"outcome": "publish"}))]
pub struct PlainDecision {
    /// Which of them.
    outcome: PlainWord,
    /// None: it takes nothing away.
    #[serde(default)]
    #[schema(max_items = 0)]
    #[allow(dead_code)] // always empty
    reasons: Vec<Reason>,
    /// A word to the author, if you like.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 5000, pattern = r"^[^\u0000]*[^\u0000-\u0020][^\u0000]*$")]
    explanation: Option<String>,
    /// A word to everybody, if you like.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 2000, pattern = r"^[^\u0000]*[^\u0000-\u0020][^\u0000]*$")]
    public_note: Option<String>,
    /// What prompted it.
    #[serde(default = "own")]
    #[schema(default = "own")]
    initiative: Initiative,
}

/// Reject or hide a comment.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"outcome": "reject", "reasons": ["off_topic"], "explanation": "Komenti nuk flet për këtë dokument, por për një çështje tjetër."}))]
pub struct Restriction {
    /// Which of them.
    outcome: RestrictionWord,
    /// Why: at least one code of the rules for comments.
    #[schema(schema_with = at_least_one_reason)]
    reasons: Vec<Reason>,
    /// Written for the author, so that they understand the decision.
    #[schema(min_length = 20, max_length = 5000, pattern = r"^[^\u0000]*[^\u0000-\u0020][^\u0000]*$")]
    explanation: String,
    /// Written for everybody, without personal data; without it the public sees the codes alone.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 2000, pattern = r"^[^\u0000]*[^\u0000-\u0020][^\u0000]*$")]
    public_note: Option<String>,
    /// What prompted it.
    #[serde(default = "own")]
    #[schema(default = "own")]
    initiative: Initiative,
    /// The article of the law; needed with `unlawful_other`.
    #[serde(default)]
    #[schema(
        min_length = 1,
        max_length = 500,
        pattern = r"^[^\u0000-\u0020\u007f\u202a-\u202e\u2066-\u2069][^\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$"
    )]
    legal_reference: Option<String>,
}

/// Count a comment with another that says the same.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"outcome": "merge", "into": "0193a5c0-7d7e-7000-8000-000000000000"}))]
pub struct Merger {
    /// Always `merge`.
    #[allow(dead_code)] // read by the discriminator
    outcome: MergerWord,
    /// The other: a comment on the same thing, which waits or is published.
    #[schema(format = "uuid")]
    into: String,
    /// A word to the author, if you like.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 5000, pattern = r"^[^\u0000]*[^\u0000-\u0020][^\u0000]*$")]
    explanation: Option<String>,
    /// What prompted it.
    #[serde(default = "own")]
    #[schema(default = "own")]
    initiative: Initiative,
}

/// At least one code of the rules for comments, and none twice.
pub fn at_least_one_reason() -> Array {
    let reasons = ArrayBuilder::new().items(Ref::from_schema_name("Reason")).unique_items(true);
    reasons.min_items(Some(1)).max_items(Some(Reason::ALL.len())).description(Some("Why: codes of the rules for comments.")).build()
}

fn own() -> Initiative {
    Initiative::Own
}

/// A decision on a comment; `outcome` says which.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(untagged)]
#[schema(discriminator(property_name = "outcome", mapping(
    ("publish" = "#/components/schemas/PlainDecision"),
    ("restore" = "#/components/schemas/PlainDecision"),
    ("escalate" = "#/components/schemas/PlainDecision"),
    ("split" = "#/components/schemas/PlainDecision"),
    ("reject" = "#/components/schemas/Restriction"),
    ("hide" = "#/components/schemas/Restriction"),
    ("merge" = "#/components/schemas/Merger"))))]
pub enum Verdict {
    /// It takes nothing away.
    Plain(PlainDecision),
    /// Nobody may read it, for these reasons.
    Restrict(Restriction),
    /// Counted with another.
    Merge(Merger),
}

/// A decision in one form, whatever its outcome.
#[derive(Debug, Clone)]
pub struct Decision {
    /// What is decided.
    pub outcome: Outcome,
    /// Why; empty if it takes nothing away.
    pub reasons: Vec<Reason>,
    /// Written for the author.
    pub explanation: Option<String>,
    /// Written for everybody.
    pub public_note: Option<String>,
    /// What prompted it.
    pub initiative: Initiative,
    /// The article of the law, where one is the reason.
    pub legal_reference: Option<String>,
    /// Of a merger: the comment to count with.
    pub into: Option<String>,
}

impl From<Verdict> for Decision {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Plain(PlainDecision { outcome, explanation, public_note, initiative, .. }) => {
                let outcome = outcome.into();
                Self { outcome, reasons: vec![], explanation, public_note, initiative, legal_reference: None, into: None }
            }
            Verdict::Restrict(Restriction { outcome, reasons, explanation, public_note, initiative, legal_reference }) => {
                let outcome = outcome.into();
                Self { outcome, reasons, explanation: Some(explanation), public_note, initiative, legal_reference, into: None }
            }
            Verdict::Merge(Merger { into, explanation, initiative, .. }) => {
                let (outcome, into) = (Outcome::Merge, Some(into));
                Self { outcome, reasons: vec![], explanation, public_note: None, initiative, legal_reference: None, into }
            }
        }
    }
}

impl From<PlainWord> for Outcome {
    fn from(word: PlainWord) -> Self {
        match word {
            PlainWord::Publish => Self::Publish,
            PlainWord::Restore => Self::Restore,
            PlainWord::Escalate => Self::Escalate,
            PlainWord::Split => Self::Split,
        }
    }
}

impl From<RestrictionWord> for Outcome {
    fn from(word: RestrictionWord) -> Self {
        match word {
            RestrictionWord::Reject => Self::Reject,
            RestrictionWord::Hide => Self::Hide,
        }
    }
}

/// The answer to a decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct Decided {
    /// The comment.
    #[schema(format = "uuid")]
    pub id: String,
    /// Its state now.
    pub state: CommentState,
    /// Its revision now.
    #[schema(minimum = 1)]
    pub revision: i64,
    /// The statement of reasons.
    pub statement: Statement,
}
