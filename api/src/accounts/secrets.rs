//! Things that nobody can guess: refresh tokens, codes that people type, pseudonyms.
use crate::error::Result;
use anyhow::anyhow;
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine};
use sha2::{Digest, Sha256};

/// Crockford's base32: no letter that looks like a digit, so that it can be read out and typed.
const LEGIBLE: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// 32 random bytes.
pub(super) fn random() -> Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|e| anyhow!("no randomness: {e}"))?;
    Ok(bytes)
}

/// A refresh token, or the secret of an API key: 256 random bits in 43 characters.
pub(super) fn token() -> Result<String> {
    Ok(BASE64_URL_SAFE_NO_PAD.encode(random()?))
}

/// What is kept of a secret. It is random, so it needs neither salt nor a slow hash.
pub(super) fn digest(secret: &str) -> String {
    hex::encode(Sha256::digest(secret))
}

/// For people to type, once: 100 random bits in four groups of five characters.
pub(super) fn to_be_typed() -> Result<String> {
    let letters = legible(20)?;
    Ok([&letters[..5], &letters[5..10], &letters[10..15], &letters[15..]].join("-"))
}

/// In place of a device's code, once: 80 random bits in four groups of four characters.
pub(super) fn recovery_code() -> Result<String> {
    let letters = legible(16)?;
    Ok([&letters[..4], &letters[4..8], &letters[8..12], &letters[12..]].join("-"))
}

/// The same text however it was typed: without groups, and with the digit where a letter looks like one.
pub(super) fn typed(text: &str) -> String {
    let letters = text.chars().filter(|c| !['-', ' '].contains(c)).map(|c| c.to_ascii_lowercase());
    letters
        .map(|c| {
            if c == 'o' {
                '0'
            } else if c == 'i' || c == 'l' {
                '1'
            } else {
                c
            }
        })
        .collect()
}

/// What the record calls an account: `a-7f3kq2`.
pub(super) fn pseudonym() -> Result<String> {
    Ok(format!("a-{}", legible(6)?))
}

/// So many random characters, at most 32, of five bits each.
fn legible(length: usize) -> Result<String> {
    Ok(random()?.iter().take(length).map(|byte| char::from(LEGIBLE[usize::from(byte % 32)])).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_have_their_form_and_differ() {
        assert_eq!(token().unwrap().len(), 43);
        assert_ne!(token().unwrap(), token().unwrap());
        let code = to_be_typed().unwrap();
        assert_eq!((code.len(), code.matches('-').count()), (23, 3));
        assert_eq!(typed(&code.to_uppercase().replace('0', "O").replace('1', "l")), code.replace('-', ""));
        assert_eq!(pseudonym().unwrap().len(), 8);
    }
}
