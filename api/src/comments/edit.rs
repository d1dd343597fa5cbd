//! What the author of a comment may change while nobody has looked at it.
use super::{AuthorKind, Comment, CommentLanguage};
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

/// The parts of a comment that change, each as a whole (RFC 7396: what is not sent stays, `null` takes away).
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"body": "Kur do të publikohet plani i veprimit për vitin 2027?"}))]
pub struct CommentEdit {
    /// What you want to be called, if anything.
    #[serde(default, deserialize_with = "given")]
    #[schema(
        value_type = Option<String>,
        min_length = 1,
        max_length = 120,
        pattern = r"^[^\u0000-\u0020\u007f\u202a-\u202e\u2066-\u2069][^\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$"
    )]
    author_name: Option<Option<String>>,
    /// As whom you write.
    #[schema(value_type = AuthorKind, required = false)]
    author_kind: Option<AuthorKind>,
    /// For which organization you write; shown as your own statement.
    #[serde(default, deserialize_with = "given")]
    #[schema(
        value_type = Option<String>,
        min_length = 1,
        max_length = 200,
        pattern = r"^[^\u0000-\u0020\u007f\u202a-\u202e\u2066-\u2069][^\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$"
    )]
    organization: Option<Option<String>>,
    /// The language that you write in: a hint for showing it.
    #[schema(value_type = CommentLanguage, required = false)]
    language: Option<CommentLanguage>,
    /// What you say, in plain text.
    #[schema(value_type = String, required = false, min_length = 2, max_length = 5000, pattern = r"^[^\u0000]*[^\u0000-\u0020][^\u0000]*$")]
    body: Option<String>,
}

/// `null` is a value, unlike nothing at all.
#[allow(clippy::option_option)] // what RFC 7396 means
fn given<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(reader).map(Some)
}

impl CommentEdit {
    /// The comment with the changes.
    pub(super) fn applied_to(self, comment: Comment) -> Comment {
        Comment {
            author_name: self.author_name.unwrap_or(comment.author_name),
            author_kind: self.author_kind.unwrap_or(comment.author_kind),
            organization: self.organization.unwrap_or(comment.organization),
            language: self.language.unwrap_or(comment.language),
            body: self.body.or(comment.body),
            ..comment
        }
    }
}
