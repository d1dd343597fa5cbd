//! Receipts: whoever has the receipt of a comment is its author. Nothing is stored; a receipt is made from the comment's
//! id and a secret key, so a repeated request gets the same one.
use crate::files;
use anyhow::Context;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::path::Path;

const FILE: &str = "receipt.key";
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const PREFIX: &str = "HPR-";
/// 100 bits.
const LENGTH: usize = 20;

/// The secret from which receipts are made: the same for all instances, and for as long as anybody has a receipt.
#[derive(Clone)]
pub struct ReceiptKey([u8; 32]);

impl ReceiptKey {
    /// A key that is known already.
    pub fn new(secret: [u8; 32]) -> Self {
        Self(secret)
    }

    /// Reads the key in that folder, and makes it if there is none yet.
    ///
    /// # Errors
    /// If it cannot be read or written, or is not a key.
    pub fn load(folder: &Path) -> anyhow::Result<Self> {
        Ok(Self(files::secret(folder, FILE)?))
    }

    /// The receipt of the comment with this id.
    ///
    /// # Errors
    /// Never, with a key of this length.
    pub fn receipt(&self, comment: &str) -> anyhow::Result<String> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).context("not a key")?;
        mac.update(comment.as_bytes());
        Ok(format!("{PREFIX}{}", base32(&mac.finalize().into_bytes())))
    }

    /// Whether this is the receipt of that comment, in a time that does not tell how much of it is right. Letters may be
    /// small, and those that look like digits count as digits: people type receipts from paper.
    ///
    /// # Errors
    /// Never, with a key of this length.
    pub fn opens(&self, comment: &str, given: &str) -> anyhow::Result<bool> {
        let right = self.receipt(comment)?;
        let given: Vec<u8> = given.trim().bytes().enumerate().map(|(at, byte)| read(at, byte)).collect();
        let differ = right.bytes().zip(&given).fold(0, |differ, (a, b)| std::hint::black_box(differ | (a ^ b)));
        Ok(given.len() == right.len() && differ == 0)
    }
}

fn read(at: usize, byte: u8) -> u8 {
    match byte.to_ascii_uppercase() {
        b'O' if at >= PREFIX.len() => b'0',
        b'I' | b'L' if at >= PREFIX.len() => b'1',
        other => other,
    }
}

/// The first 100 bits, five to a character (Crockford's base 32).
fn base32(bytes: &[u8]) -> String {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| usize::from(byte >> (7 - at % 8) & 1));
    let five = |at: usize| (0..5).fold(0, |value, next| value << 1 | bit(at * 5 + next));
    (0..LENGTH).map(|at| char::from(ALPHABET[five(at)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMENT: &str = "0193a5c0-7d7e-7000-8000-000000000000";

    #[test]
    fn a_receipt_opens_its_own_comment_and_no_other() {
        let key = ReceiptKey::new([7; 32]);
        let receipt = key.receipt(COMMENT).unwrap();
        assert_eq!((receipt.len(), &receipt[..4]), (24, "HPR-"));
        assert!(key.opens(COMMENT, &receipt).unwrap() && key.opens(COMMENT, &receipt.to_lowercase()).unwrap());
        assert!(!key.opens("0193a5c0-7d7e-7000-8000-000000000001", &receipt).unwrap());
        assert!(!ReceiptKey::new([8; 32]).opens(COMMENT, &receipt).unwrap());
        for wrong in ["", "HPR-", &receipt[..23], &format!("{receipt}0"), &"é".repeat(12)] {
            assert!(!key.opens(COMMENT, wrong).unwrap(), "{wrong}");
        }
    }

    #[test]
    fn bits_become_letters_from_the_left() {
        assert_eq!(base32(&[0xff; 32]), "Z".repeat(20));
        assert_eq!(&base32(&[0b0000_1000, 0b0100_0000])[..3], "110");
    }
}
