//! Erasure: an administrator, or a rule of time, erases a comment. What it says, who says it and what moderators wrote about
//! it go, with the salts that tie the record to them; its id, its dates, the codes and the record's order stay.
//!
//! Whatever else keeps texts about comments (appeals, responses, the search index) follows the entry `comment.erased`.
use super::{claims, store};
use crate::comments::{self, Comment, CommentState, Why};
use crate::db::text_enum;
use crate::error::Result;
use crate::http::{Admin, IfMatch, forget_mentions};
use crate::record::{Change, Tx};
use crate::time::Moment;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};

text_enum! {
    /// Why a comment was erased.
    pub enum ErasureReason {
        /// Its author asked for it.
        AuthorRequest = "author_request",
        /// A person whom the text is about asked for it.
        DataSubject = "data_subject",
        /// A court ordered it.
        CourtOrder = "court_order",
        /// The law forbids keeping it.
        Unlawful = "unlawful",
        /// It was kept for as long as the privacy notice says; never asked for.
        Retention = "retention",
    }
}

/// Why a comment shall be erased.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "data_subject", "legal_reference": "Law No. 06/L-082, Article 16"}))]
pub struct Erasure {
    /// The reason; whoever asks for the comment is told.
    #[schema(schema_with = can_be_asked_for)]
    pub(super) reason: ErasureReason,
    /// The law or the judgment; only administrators may read it.
    #[serde(default)]
    #[schema(
        min_length = 1,
        max_length = 500,
        pattern = r"^[^\u0000-\u0020\u007f\u202a-\u202e\u2066-\u2069][^\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$"
    )]
    pub(super) legal_reference: Option<String>,
}

fn can_be_asked_for() -> Object {
    let reasons = ErasureReason::ALL.iter().filter(|reason| **reason != ErasureReason::Retention).map(|reason| reason.as_str());
    let reason = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(reasons));
    reason.description(Some("The reason; whoever asks for the comment is told.")).build()
}

/// What is left of an erased comment.
#[derive(Debug, Serialize, ToSchema)]
pub struct Erased {
    /// Its id.
    #[schema(format = "uuid")]
    pub id: String,
    /// Always `erased`.
    pub state: CommentState,
    /// Its revision now.
    #[schema(minimum = 1)]
    pub revision: i64,
    /// When it was handed in.
    pub created_at: Moment,
    /// When it was erased.
    pub state_since: Moment,
}

/// An administrator erases a comment, whatever state it is in.
pub(super) fn erase(tx: &mut Tx<'_>, by: &Admin, comment: &str, read: IfMatch, why: Erasure) -> Result<Change<Erased>> {
    let comment = comments::find_for_update(tx.conn, comment)?;
    read.check(comment.revision)?;
    let change = erase_whole(tx, Some(&by.0.account), comment, why)?;
    Ok(change.map(|it| Erased {
        id: it.id,
        state: it.state,
        revision: it.revision,
        created_at: it.created_at,
        state_since: it.state_since,
    }))
}

/// Everything that erasing a comment means, whoever does it (`by` is an account; none is a rule of time).
pub(super) fn erase_whole(tx: &mut Tx<'_>, by: Option<&str>, comment: Comment, why: Erasure) -> Result<Change<Comment>> {
    let public = json!({"reason": why.reason});
    let personal = why.legal_reference.iter().map(|text| ("legal_reference", text.clone())).collect();
    let id = comment.id.clone();
    let change = comments::erase(tx, comment, Why { public, personal, ..Why::default() })?;
    claims::end(tx.conn, &id)?;
    store::erase_texts(tx.conn, &id, tx.now)?;
    store::insert_erasure(tx.conn, &id, &why, by, tx.now)?;
    forget_mentions(tx.conn, &id)?;
    Ok(change)
}
