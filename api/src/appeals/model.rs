//! An appeal, as it is filed and read.
use crate::comments::Decider;
use crate::db::text_enum;
use crate::record::{Kind, Subject};
use crate::time::Moment;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// How far an appeal has come.
    pub enum AppealState {
        /// Handed in; nobody has taken it yet.
        Filed = "filed",
        /// Somebody who did not make the decision reads it.
        InReview = "in_review",
        /// The decision stands.
        Upheld = "upheld",
        /// The decision was wrong: the comment is published (again).
        Reversed = "reversed",
        /// The comment stays as it is, but for other reasons.
        PartlyReversed = "partly_reversed",
        /// Not an appeal that can be decided on.
        Inadmissible = "inadmissible",
    }
}

/// An appeal, as its author hands it in.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"text": "Komenti im flet për nenin 4 të këtij dokumenti, jo për një çështje tjetër."}))]
pub struct NewAppeal {
    /// Why you do not agree with the decision, in plain text and any language. Only those who decide on it read it.
    #[schema(min_length = 20, max_length = 5000, pattern = r"^[^\u0000]*[^\u0000-\u0020][^\u0000]*$")]
    pub text: String,
}

/// An appeal, as the author of the comment and the moderators read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Appeal {
    /// A UUID of version 7.
    #[schema(format = "uuid")]
    pub id: String,
    /// Counts its changes, from 1.
    #[schema(minimum = 1)]
    pub revision: i64,
    /// How far it has come.
    pub state: AppealState,
    /// The comment.
    #[schema(format = "uuid")]
    pub comment: String,
    /// The statement of reasons that it is against.
    #[schema(format = "uuid")]
    pub decision: String,
    /// Why its author does not agree; null once it is erased, with the comment.
    #[schema(required = true)]
    pub text: Option<String>,
    /// When it was handed in.
    pub filed_at: Moment,
    /// When somebody took it; null before.
    #[schema(required = true)]
    pub reviewed_at: Option<Moment>,
    /// When it was decided; null before.
    #[schema(required = true)]
    pub decided_at: Option<Moment>,
    /// Who reads it, or decided on it; never whoever made the decision. Null while nobody has taken it.
    #[schema(required = true)]
    pub decided_by: Option<Decider>,
    /// The answer to its author; null before the outcome, and once it is erased.
    #[schema(required = true)]
    pub answer: Option<String>,
    /// What was written for everybody.
    #[schema(required = true)]
    pub public_note: Option<String>,
    /// The statement of reasons that took the place of the old one; null if that one stands.
    #[schema(required = true, format = "uuid")]
    pub statement: Option<String>,
}

impl Appeal {
    /// What the record calls it.
    pub fn recorded(&self) -> Subject {
        Subject::new(Kind::Appeal, &self.id)
    }
}
