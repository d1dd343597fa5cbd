//! An account, and what is said about it.
use super::PasswordHash;
use crate::db::text_enum;
use crate::error::{Code, Result};
use crate::record::Role;
use crate::time::Moment;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use utoipa::ToSchema;

text_enum! {
    /// What somebody with an account may do; an account has one or more.
    pub enum AccountRole {
        /// Accounts, keys, erasure.
        Admin = "admin",
        /// Documents, milestones, decisions, organizations.
        Editor = "editor",
        /// Comments.
        Moderator = "moderator",
    }
}

text_enum! {
    /// Whether somebody can sign in.
    pub enum AccountState {
        /// Not yet: no password has been set.
        Invited = "invited",
        /// Yes.
        Active = "active",
        /// Not any more.
        Disabled = "disabled",
    }
}

impl From<AccountRole> for Role {
    fn from(role: AccountRole) -> Self {
        match role {
            AccountRole::Admin => Self::Admin,
            AccountRole::Editor => Self::Editor,
            AccountRole::Moderator => Self::Moderator,
        }
    }
}

/// An e-mail address in the one form in which it is kept: NFC, lower case. It is a name to sign in with; no mail is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Brings an address into its one form.
    pub fn of(text: &str) -> Self {
        Self(text.nfc().collect::<String>().to_lowercase().nfc().collect())
    }

    /// Likewise, and refuses what cannot be an address.
    ///
    /// # Errors
    /// `invalid` (422).
    pub fn parse(text: &str) -> Result<Self> {
        let email = Self::of(text);
        let halves = email.0.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
        if halves && email.0.chars().count() <= 254 && !email.0.contains(is_unseen) {
            return Ok(email);
        }
        Err(Code::Invalid.at("/email", "pattern"))
    }

    /// As it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What nobody sees on a screen: with it two addresses could look the same.
fn is_unseen(c: char) -> bool {
    let formatting =
        ['\u{ad}', '\u{feff}'].contains(&c) || ('\u{200b}'..='\u{200f}').contains(&c) || ('\u{2028}'..='\u{202e}').contains(&c);
    c.is_whitespace() || c.is_control() || formatting || ('\u{2060}'..='\u{206f}').contains(&c)
}

/// An account that does not exist yet.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// To sign in with; nobody else may have it.
    pub email: Email,
    /// At least one.
    pub roles: Vec<AccountRole>,
    /// The published organization in whose name they act, if any.
    pub organization: Option<String>,
    /// What colleagues call them.
    pub display_name: Option<String>,
    /// Made by [`PasswordHash::of`], outside the transaction: it takes long. Without one they set it with a code.
    pub password: Option<PasswordHash>,
}

/// An account, as its owner and administrators see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Account {
    /// Its id.
    #[schema(format = "uuid")]
    pub id: String,
    /// What one signs in with.
    pub email: String,
    /// What colleagues call its owner; never public.
    #[schema(required = true)]
    pub display_name: Option<String>,
    /// What the record calls its owner in public.
    #[schema(example = "a-7f3kq2")]
    pub pseudonym: String,
    /// What its owner may do.
    pub roles: Vec<AccountRole>,
    /// The organization in whose name its owner acts.
    #[schema(required = true)]
    pub organization: Option<String>,
    /// Whether its owner can sign in.
    pub state: AccountState,
    /// Whether signing in asks for a code besides the password.
    pub second_factor: bool,
    /// When it was made.
    pub created_at: Moment,
    /// Counts its changes.
    #[schema(minimum = 1)]
    pub revision: i64,
}

/// What has become of the roles: sorted, each once, as JSON in the database.
pub(super) fn as_set(mut roles: Vec<AccountRole>) -> Result<Vec<AccountRole>> {
    roles.sort();
    roles.dedup();
    if roles.is_empty() { Err(Code::Invalid.at("/roles", "too_short")) } else { Ok(roles) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_is_one_account_however_it_is_typed() {
        assert_eq!(Email::of("Fatme\u{308}@Example.ORG"), Email::of("fatm\u{eb}@example.org"));
        assert!(Email::parse("a@b").is_ok());
        for text in ["", "a", "@b", "a@", "a@b@c", "a b@c", "a\u{0}@b", "a@b\n", "a\u{200b}@b", "\u{202e}a@b"] {
            assert!(Email::parse(text).is_err(), "{text:?}");
        }
    }
}
