//! Handing in a comment: what is sent, and what comes back.
use super::{AuthorKind, CommentLanguage, CommentState, CommentSubject, Submitter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What somebody hands in.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(
    json!({"subject": {"kind": "document", "id": "letter-of-intent-2023"}, "language": "sq", "body": "Kur do të publikohet plani i veprimit?"}),
    json!({"subject": {"kind": "document", "id": "letter-of-intent-2023"}, "language": "sr", "author_name": "Jelena", "body": "Kada će akcioni plan biti objavljen?"}),
    json!({"subject": {"kind": "document", "id": "letter-of-intent-2023"}, "language": "en", "author_kind": "civil_society", "organization": "An association", "body": "When will the action plan be published?"})
))]
pub struct NewComment {
    /// A published document, milestone or decision that is open for comments.
    pub subject: CommentSubject,
    /// The published comment that this replies to.
    #[serde(default)]
    #[schema(format = "uuid")]
    pub parent: Option<String>,
    /// What you want to be called, if anything.
    #[serde(default)]
    #[schema(
        min_length = 1,
        max_length = 120,
        pattern = r"^[^\u0000-\u0020\u007f\u202a-\u202e\u2066-\u2069][^\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$"
    )]
    pub author_name: Option<String>,
    /// As whom you write.
    #[serde(default = "citizen")]
    #[schema(default = "citizen")]
    pub author_kind: AuthorKind,
    /// For which organization you write; shown as your own statement. Not with an organization's key, which says it already (409
    /// `conflict`).
    #[serde(default)]
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = r"^[^\u0000-\u0020\u007f\u202a-\u202e\u2066-\u2069][^\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$"
    )]
    pub organization: Option<String>,
    /// The language that you write in: a hint for showing it.
    pub language: CommentLanguage,
    /// What you say, in plain text.
    #[schema(min_length = 2, max_length = 5000, pattern = r"^[^\u0000]*[^\u0000-\u0020][^\u0000]*$")]
    pub body: String,
    /// The solution of a challenge of `GET /api/v1/comments/challenge`, in the form of ALTCHA: JSON
    /// `{"challenge": …, "solution": {"counter": …, "derivedKey": "…"}}` in base64. Needed unless the server was told to do
    /// without.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 4000, pattern = "^[A-Za-z0-9+/]+={0,2}$")]
    pub challenge: Option<String>,
    /// Leave it empty, and hide it in your form: only programs fill it in. Whatever stands here is refused with 422.
    #[serde(default)]
    #[schema(max_length = 0)]
    #[allow(dead_code)] // always empty
    pub website: Option<String>,
    /// Known by the token that came with the request.
    #[serde(skip)]
    #[schema(ignore)]
    pub(super) by: Submitter,
}

fn citizen() -> AuthorKind {
    AuthorKind::Citizen
}

/// What is remembered of an answer to a comment, for a repeated request: no receipt, which can be made again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) id: String,
    pub(super) rules_version: i64,
}

/// The answer to a comment.
#[derive(Debug, Serialize, ToSchema)]
pub struct Received {
    /// The comment's id.
    #[schema(format = "uuid")]
    pub id: String,
    /// Always `received`: a person decides later.
    pub state: CommentState,
    /// Keep it and show it to nobody: with it you see what becomes of your comment. It cannot be sent again.
    #[schema(pattern = "^HPR-[0-9A-HJKMNP-TV-Z]{20}$", example = "HPR-3N7QK5X2M9WB4TCD8RZ1")]
    pub receipt: String,
    /// The revision of the rules for comments under which it was handed in; 0 while none are published.
    #[schema(minimum = 0)]
    pub rules_version: i64,
}
