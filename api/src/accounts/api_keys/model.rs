//! A key, and what it can be good for.
use crate::db::text_enum;
use crate::time::Moment;
use serde::Serialize;
use utoipa::ToSchema;

text_enum! {
    /// What a program may do with a key. The account must have the role that goes with it.
    pub enum Scope {
        /// Hand in comments on behalf of the account's organization.
        CommentsWrite = "comments:write",
        /// Read whatever editors can read.
        EditorialRead = "editorial:read",
        /// Do whatever editors can do.
        EditorialWrite = "editorial:write",
        /// Read whatever moderators can read.
        ModerationRead = "moderation:read",
        /// Do whatever moderators can do.
        ModerationWrite = "moderation:write",
    }
}

/// A key, without its secret.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApiKey {
    /// Its id, which stands in the key itself.
    #[schema(format = "uuid")]
    pub id: String,
    /// The account that it acts for.
    #[schema(format = "uuid")]
    pub account: String,
    /// What it is for.
    pub name: String,
    /// What it is good for.
    pub scopes: Vec<Scope>,
    /// Since when.
    pub issued_at: Moment,
    /// Until when.
    pub expires_at: Moment,
    /// The day of its last use; the moment is not kept.
    #[schema(required = true, format = "date")]
    pub last_used_on: Option<String>,
}
