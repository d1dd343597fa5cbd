//! What is said when signing in and out.
use crate::db::text_enum;
use crate::time::Moment;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// Where the client wants its refresh token.
    pub enum Keeping {
        /// In a cookie that scripts cannot read: for browsers.
        Cookie = "cookie",
    }
}

/// What one signs in with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"email": "fatme@example.org", "password": "kal trim mbi urë"}))]
pub struct Login {
    /// The account's address.
    #[schema(min_length = 3, max_length = 254, pattern = r"^[^\u0000-\u0020\u007F@]+@[^\u0000-\u0020\u007F@]+$")]
    pub email: String,
    /// Its password.
    #[schema(min_length = 1, max_length = 1024, format = "password")]
    pub password: String,
    /// If the account has a second factor: what the device shows, or a recovery code.
    #[serde(default)]
    #[schema(pattern = "^([0-9]{3} ?[0-9]{3}|[0-9A-Za-z]{4}([- ]?[0-9A-Za-z]{4}){3})$")]
    pub code: Option<String>,
    /// Left out, the refresh token stands in the answer's body.
    #[serde(default)]
    pub session: Option<Keeping>,
}

/// What goes on with a session.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({}))]
pub struct Refresh {
    /// Left out by browsers, which send the cookie.
    #[serde(default)]
    #[schema(pattern = "^[A-Za-z0-9_-]{43}$")]
    pub refresh_token: Option<String>,
}

/// Signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Tokens {
    /// For the header `Authorization: Bearer …`.
    pub access_token: String,
    /// Always `Bearer`.
    #[schema(value_type = String, pattern = "^Bearer$", example = "Bearer")]
    pub token_type: &'static str,
    /// How long the access token lasts, in seconds.
    #[schema(minimum = 1, example = 600)]
    pub expires_in: u64,
    /// Good for one use at `POST /auth/refresh`; not there if it is in the cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub refresh_token: Option<String>,
}

/// One sign-in on one device.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    /// Its id.
    #[schema(format = "uuid")]
    pub id: String,
    /// The browser or program and its system, in two words, as far as they are known.
    #[schema(example = "Firefox, Android")]
    pub device: Option<String>,
    /// When it began.
    pub created_at: Moment,
    /// When it was last refreshed.
    pub last_used_at: Moment,
    /// Whether it is the one that asks.
    pub current: bool,
}
