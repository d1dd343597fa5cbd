//! What is said when a password is set anew.
use crate::time::Moment;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// From one password to another.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"current_password": "kal trim mbi urë", "new_password": "një fjali që e di vetëm unë"}))]
pub struct NewPassword {
    /// The one that is to go.
    #[schema(min_length = 1, max_length = 1024, format = "password")]
    pub current_password: String,
    /// The one that is to come.
    #[schema(min_length = 12, max_length = 256, format = "password", pattern = r"^[^\u0000]*$")]
    pub new_password: String,
}

/// A password for who has none, or has forgotten it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"email": "fatme@example.org", "code": "3n7qk-5x2m9-wb4tc-d8rz1", "new_password": "një fjali që e di vetëm unë"}))]
pub struct PasswordReset {
    /// The account's address.
    #[schema(min_length = 3, max_length = 254, pattern = r"^[^\u0000-\u0020\u007F@]+@[^\u0000-\u0020\u007F@]+$")]
    pub email: String,
    /// What an administrator has handed over.
    #[schema(pattern = "^[0-9A-Za-z]{5}(-?[0-9A-Za-z]{5}){3}$")]
    pub code: String,
    /// The one that is to come.
    #[schema(min_length = 12, max_length = 256, format = "password", pattern = r"^[^\u0000]*$")]
    pub new_password: String,
    /// If the account has a second factor: what the device shows, or a recovery code.
    #[serde(default)]
    #[schema(pattern = "^([0-9]{3} ?[0-9]{3}|[0-9A-Za-z]{4}([- ]?[0-9A-Za-z]{4}){3})$")]
    pub second_factor: Option<String>,
}

/// A code with which a password is set.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"code": "3n7qk-5x2m9-wb4tc-d8rz1", "expires_at": "2026-11-23T06:57:32.518Z"}))]
pub struct ResetCode {
    /// Good once. It is kept nowhere, and shown only now.
    #[schema(pattern = "^[0-9a-z]{5}(-[0-9a-z]{5}){3}$")]
    pub code: String,
    /// From then on it is good no more.
    pub expires_at: Moment,
}
