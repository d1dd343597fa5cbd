//! A challenge as it goes out, and what moderators are told about a comment besides its text.
use crate::db::text_enum;
use crate::time::Moment;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A challenge in the form of ALTCHA (proof of work, version 2). To solve it, try `counter` = 0, 1, 2 …: derive a key
/// with PBKDF2-HMAC-SHA-256 from the password `nonce` followed by the counter (4 bytes, the highest first), with `salt`
/// and `cost` rounds, of `keyLength` bytes; `nonce`, `salt` and all keys are written in hexadecimal digits. The counter
/// whose key begins with `keyPrefix` is the solution.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Challenge {
    /// Send it back unchanged.
    pub parameters: ChallengeParameters,
    /// Shows that we made it.
    #[schema(pattern = "^[0-9a-f]{64}$", example = "9b1c3d5e7f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f607182930")]
    pub signature: String,
}

/// What has to be solved.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChallengeParameters {
    /// Always PBKDF2 with SHA-256.
    #[schema(example = "PBKDF2/SHA-256")]
    pub algorithm: String,
    /// Rounds for each try.
    #[schema(minimum = 1, example = 5000)]
    pub cost: u32,
    /// The form that it belongs to.
    pub data: Form,
    /// Bytes of a key.
    #[schema(minimum = 1, example = 32)]
    pub key_length: usize,
    /// How the key of the solution begins.
    #[schema(pattern = "^[0-9a-f]+$", example = "1d4f8a0b2c6e9d3f5a7b1c0d2e4f6a8b")]
    pub key_prefix: String,
    /// By which we know the solution.
    #[schema(pattern = "^[0-9a-f]{64}$", example = "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9")]
    pub key_signature: String,
    /// Different each time.
    #[schema(pattern = "^[0-9a-f]{32}$", example = "8f14e45fceea167a5a36dedd4bea2543")]
    pub nonce: String,
    /// Different each time.
    #[schema(pattern = "^[0-9a-f]{32}$", example = "c9f0f895fb98ab9159f51fd0297e236d")]
    pub salt: String,
}

/// When the form went out, and when it may come back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Form {
    /// When it went out.
    pub issued_at: Moment,
    /// From then on it is not good any more.
    pub expires_at: Moment,
    /// So long after `issued_at` it may come back at the earliest.
    #[schema(minimum = 0, example = 3)]
    pub fill_seconds: u64,
    /// How hard it is: 0 to 3, harder while many comments wait.
    #[schema(minimum = 0, maximum = 3)]
    pub level: u32,
}

/// What moderators are told about a comment besides its text. Hints: nothing follows from them by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Hints {
    /// What is unusual about it.
    pub flags: Flags,
    /// Comments that say almost the same in the same words.
    pub similar: Similar,
}

/// What is unusual about a comment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Flags {
    /// How many links it has.
    #[schema(minimum = 0)]
    pub links: i64,
    /// There are others with almost the same words.
    pub near_duplicate: bool,
    /// When it came, 20 others had come on the same subject within 10 minutes and still waited.
    pub burst: bool,
}

text_enum! {
    /// A flag to look for.
    pub enum Flag {
        /// It has links.
        Links = "links",
        /// There are others with almost the same words.
        NearDuplicate = "near_duplicate",
        /// It came together with many others on its subject.
        Burst = "burst",
    }
}

/// Comments with almost the same words, whatever the script, case and marks; in any state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Similar {
    /// How many others.
    #[schema(minimum = 0)]
    pub count: i64,
    /// The oldest of them, at most five.
    #[schema(max_items = 5)]
    pub ids: Vec<String>,
}
