//! Commitments: a text that may have to be erased enters the record only as a salted hash, so that the entry stays
//! true when text and salt are gone.
use crate::error::Result;
use anyhow::anyhow;
use sha2::{Digest as _, Sha256};

const DOMAIN: &[u8] = b"hapur/commit/v1\0";

/// 32 random bytes, one salt for each field of each entry.
pub(super) fn fresh_salt() -> Result<[u8; 32]> {
    let mut salt = [0; 32];
    getrandom::fill(&mut salt).map_err(|e| anyhow!("no randomness: {e}"))?;
    Ok(salt)
}

/// `sha256("hapur/commit/v1\0" + field + "\0" + salt + value)` in hexadecimal.
pub(super) fn commit_to(field: &str, salt: &[u8; 32], value: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(DOMAIN);
    hash.update(field.as_bytes());
    hash.update([0]);
    hash.update(salt);
    hash.update(value.as_bytes());
    hex::encode(hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn showing_one_field_does_not_open_another() {
        let salt = [7; 32];
        assert_ne!(commit_to("body", &salt, "same"), commit_to("author_name", &salt, "same"));
        assert_ne!(commit_to("body", &salt, "same"), commit_to("body", &[8; 32], "same"));
    }
}
