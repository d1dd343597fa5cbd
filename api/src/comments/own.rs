//! What the author of a comment sees with the receipt, in any state.
use super::{Claim, Comment, Statement, Step, rules, steps};
use crate::time::Moment;
use serde::Serialize;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{AnyOfBuilder, Ref, Schema};
use utoipa::{PartialSchema, ToSchema};

/// A comment as its author sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnComment {
    /// The comment, whole.
    #[serde(flatten)]
    pub comment: Comment,
    /// What the moderator wrote for its author.
    #[schema(required = true)]
    pub explanation: Option<String>,
    /// What the moderator wrote for everybody.
    #[schema(required = true)]
    pub public_note: Option<String>,
    /// When it was decided on; null while it waits.
    #[schema(required = true)]
    pub decided_at: Option<Moment>,
    /// The whole statement of reasons of the newest decision; null while it waits.
    #[schema(required = true)]
    pub statement: Option<Statement>,
    /// Until when you may change it; null if you may not (any more).
    #[schema(required = true)]
    pub edit_until: Option<Moment>,
    /// Whether you may take it back now.
    pub may_withdraw: bool,
    /// Until when you may appeal against the decision; null if you may not.
    #[schema(required = true)]
    pub appeal_until: Option<Moment>,
}

impl OwnComment {
    pub(super) fn new(comment: Comment, statement: Option<Statement>, claim: Option<&Claim>, now: Moment) -> Self {
        let told = statement.as_ref();
        Self {
            explanation: told.and_then(|it| it.explanation.clone()),
            public_note: told.and_then(|it| it.public_note.clone()),
            decided_at: told.map(|it| it.at),
            edit_until: rules::edit_until(&comment, told, claim, now),
            may_withdraw: steps::after(comment.state, Step::Withdraw).is_ok(),
            appeal_until: rules::appeal_until(&comment, told, now),
            comment,
            statement,
        }
    }
}

/// What reading a comment answers: the public `Comment`, or with the receipt `OwnComment`.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Seen {
    /// With the receipt.
    Own(Box<OwnComment>),
    /// Without.
    Public(Box<Comment>),
}

impl PartialSchema for Seen {
    /// Any, not one of them: whatever is an `OwnComment` is a `Comment` too.
    fn schema() -> RefOr<Schema> {
        let either = AnyOfBuilder::new().item(Ref::from_schema_name("Comment")).item(Ref::from_schema_name("OwnComment"));
        either.description(Some("A comment; with its receipt, as its author sees it.")).into()
    }
}

impl ToSchema for Seen {
    fn name() -> std::borrow::Cow<'static, str> {
        "SeenComment".into()
    }
    fn schemas(known: &mut Vec<(String, RefOr<Schema>)>) {
        known.extend([("Comment".into(), Comment::schema()), ("OwnComment".into(), OwnComment::schema())]);
        Comment::schemas(known);
        OwnComment::schemas(known);
    }
}
