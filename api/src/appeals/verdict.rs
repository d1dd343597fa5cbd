//! A decision on an appeal, as it is sent.
use super::AppealState;
use crate::comments::{Initiative, Outcome, Reason};
use crate::db::text_enum;
use crate::moderation::{Decision, at_least_one_reason};
use serde::Deserialize;
use utoipa::ToSchema;

text_enum! {
    /// The outcomes that need only an answer.
    pub enum PlainAnswerWord {
        /// The decision stands.
        Upheld = "upheld",
        /// The decision was wrong: the comment is published (again).
        Reversed = "reversed",
        /// Not an appeal that can be decided on.
        Inadmissible = "inadmissible",
    }
}

text_enum! {
    /// The outcome that puts other reasons in the place of the old ones.
    pub enum CorrectionWord {
        /// The comment stays as it is, but for other reasons.
        PartlyReversed = "partly_reversed",
    }
}

/// Uphold or reverse a decision, or declare the appeal inadmissible.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"outcome": "reversed", "answer": "Keni të drejtë: komenti flet për nenin 4. Tani është publikuar."}))]
pub struct PlainAnswer {
    /// Which of them.
    outcome: PlainAnswerWord,
    /// The answer to the author. Of a reversal also the explanation in the new statement of reasons.
    #[schema(min_length = 20, max_length = 5000, pattern = r"^[^\u0000]*[^\u0000-\u0020][^\u0000]*$")]
    answer: String,
    /// Written for everybody, without personal data.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 2000, pattern = r"^[^\u0000]*[^\u0000-\u0020][^\u0000]*$")]
    public_note: Option<String>,
}

/// Leave a comment as it is, but for other reasons.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"outcome": "partly_reversed", "reasons": ["personal_data"], "answer": "Komenti nuk është fyerje, por jep adresën e shtëpisë së një personi."}))]
pub struct Correction {
    /// Always `partly_reversed`.
    #[allow(dead_code)] // read by the discriminator
    outcome: CorrectionWord,
    /// The right reasons, in place of those in the decision.
    #[schema(schema_with = at_least_one_reason)]
    reasons: Vec<Reason>,
    /// The answer to the author, and the explanation in the new statement of reasons.
    #[schema(min_length = 20, max_length = 5000, pattern = r"^[^\u0000]*[^\u0000-\u0020][^\u0000]*$")]
    answer: String,
    /// Written for everybody, without personal data.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 2000, pattern = r"^[^\u0000]*[^\u0000-\u0020][^\u0000]*$")]
    public_note: Option<String>,
    /// The article of the law; needed with `unlawful_other`.
    #[serde(default)]
    #[schema(
        min_length = 1,
        max_length = 500,
        pattern = r"^[^\u0000-\u0020\u007f\u202a-\u202e\u2066-\u2069][^\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$"
    )]
    legal_reference: Option<String>,
}

/// A decision on an appeal; `outcome` says which.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(untagged)]
#[schema(discriminator(property_name = "outcome", mapping(
    ("upheld" = "#/components/schemas/PlainAnswer"),
    ("reversed" = "#/components/schemas/PlainAnswer"),
    ("inadmissible" = "#/components/schemas/PlainAnswer"),
    ("partly_reversed" = "#/components/schemas/Correction"))))]
pub enum AppealVerdict {
    /// An answer is all.
    Plain(PlainAnswer),
    /// Other reasons.
    Correct(Correction),
}

/// A decision on an appeal in one form, whatever its outcome.
#[derive(Debug, Clone)]
pub(super) struct Judgement {
    pub(super) outcome: AppealState,
    pub(super) reasons: Vec<Reason>,
    pub(super) answer: String,
    pub(super) public_note: Option<String>,
    pub(super) legal_reference: Option<String>,
}

impl Judgement {
    /// The decision on the comment that follows from it.
    pub(super) fn into_decision(self, outcome: Outcome) -> Decision {
        let Self { reasons, answer, public_note, legal_reference, .. } = self;
        let initiative = Initiative::Own;
        Decision { outcome, reasons, explanation: Some(answer), public_note, initiative, legal_reference, into: None }
    }
}

impl AppealVerdict {
    /// The decision in its one form.
    pub(super) fn read(self) -> Judgement {
        match self {
            Self::Plain(PlainAnswer { outcome, answer, public_note }) => {
                let outcome = match outcome {
                    PlainAnswerWord::Upheld => AppealState::Upheld,
                    PlainAnswerWord::Reversed => AppealState::Reversed,
                    PlainAnswerWord::Inadmissible => AppealState::Inadmissible,
                };
                Judgement { outcome, reasons: vec![], answer, public_note, legal_reference: None }
            }
            Self::Correct(Correction { reasons, answer, public_note, legal_reference, .. }) => {
                Judgement { outcome: AppealState::PartlyReversed, reasons, answer, public_note, legal_reference }
            }
        }
    }
}
