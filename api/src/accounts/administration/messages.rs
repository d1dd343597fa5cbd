//! What administrators say and are told about accounts.
use crate::accounts::model::as_set;
use crate::accounts::reset::ResetCode;
use crate::accounts::{Account, AccountRole, Email, NewAccount};
use crate::error::Result;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::schema::{Array, ArrayBuilder, Ref};

/// Somebody who is to work on the record. They set their own password, with the code in the answer.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"email": "fatme@example.org", "roles": ["moderator"], "display_name": "Fatme"}))]
pub struct NewColleague {
    /// What they sign in with. No mail is sent there.
    #[schema(
        min_length = 3,
        max_length = 120,
        pattern = r"^[^\u0000-\u0020\u007f-\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff@]+@[^\u0000-\u0020\u007f-\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff@]+$"
    )]
    pub email: String,
    /// What they may do.
    #[schema(schema_with = set_of_roles)]
    pub roles: Vec<AccountRole>,
    /// The published organization in whose name they act.
    #[serde(default)]
    #[schema(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80)]
    pub organization: Option<String>,
    /// What colleagues call them.
    #[serde(default)]
    #[schema(
        min_length = 1,
        max_length = 120,
        pattern = r"^[^\u0000-\u0020\u007f\u202a-\u202e\u2066-\u2069][^\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$"
    )]
    pub display_name: Option<String>,
}

fn set_of_roles() -> Array {
    let roles = ArrayBuilder::new().items(Ref::from_schema_name("AccountRole")).unique_items(true);
    roles.min_items(Some(1)).max_items(Some(AccountRole::ALL.len())).description(Some("What they may do.")).build()
}

impl NewColleague {
    /// As an account without a password.
    ///
    /// # Errors
    /// `invalid` if the address is none.
    pub(super) fn account(self) -> Result<NewAccount> {
        let Self { email, roles, organization, display_name } = self;
        Ok(NewAccount { email: Email::parse(&email)?, roles, organization, display_name, password: None })
    }
}

/// What is to change of an account (RFC 7396); what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"roles": ["editor", "moderator"]}))]
pub struct AccountPatch {
    /// All that they may do from now on.
    #[serde(default)]
    #[schema(schema_with = set_of_roles, required = false)]
    roles: Option<Vec<AccountRole>>,
    /// The published organization in whose name they act; null for none.
    #[serde(default, deserialize_with = "said")]
    #[schema(value_type = Option<String>, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80)]
    organization: Option<Option<String>>,
    /// What colleagues call them; null for nothing.
    #[serde(default, deserialize_with = "said")]
    #[schema(
        value_type = Option<String>,
        min_length = 1,
        max_length = 120,
        pattern = r"^[^\u0000-\u0020\u007f\u202a-\u202e\u2066-\u2069][^\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$"
    )]
    display_name: Option<Option<String>>,
}

/// Tells `null` from what was left out.
fn said<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

impl AccountPatch {
    /// The account as it is to be.
    ///
    /// # Errors
    /// `invalid` without any role.
    pub(in crate::accounts) fn applied_to(self, account: Account) -> Result<Account> {
        Ok(Account {
            roles: self.roles.map_or(Ok(account.roles), as_set)?,
            organization: self.organization.unwrap_or(account.organization),
            display_name: self.display_name.unwrap_or(account.display_name),
            ..account
        })
    }
}

/// A new account, and the code with which its owner sets a password.
#[derive(Debug, Serialize, ToSchema)]
pub struct Invitation {
    /// The account.
    #[serde(flatten)]
    pub account: Account,
    /// To be handed over in person or by telephone. It is shown only now: null if the same request is answered again.
    #[schema(required = true)]
    pub reset_code: Option<ResetCode>,
}
