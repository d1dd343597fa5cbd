//! What keeps the secrets of second factors from who has the database alone: XChaCha20-Poly1305, with a key from the
//! folder of keys. A sealed secret is bound to its account, so it opens in no other row.
use anyhow::{Context, anyhow};
use base64::prelude::{BASE64_STANDARD_NO_PAD, Engine};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce};

const NONCE: usize = 24;

/// Seals and opens.
#[derive(Clone)]
pub(in crate::accounts) struct Seal(XChaCha20Poly1305);

impl Seal {
    pub(in crate::accounts) fn new(key: [u8; 32]) -> Self {
        Self(XChaCha20Poly1305::new(&Key::from(key)))
    }

    /// The secret, sealed for this account. The nonce is random; with 24 bytes none comes twice.
    pub(super) fn close(&self, account: &str, secret: &[u8]) -> anyhow::Result<String> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(|e| anyhow!("no randomness: {e}"))?;
        let payload = Payload { msg: secret, aad: account.as_bytes() };
        let sealed = self.0.encrypt(&XNonce::from(nonce), payload).map_err(|_| anyhow!("a secret cannot be sealed"))?;
        Ok(BASE64_STANDARD_NO_PAD.encode([&nonce[..], &sealed].concat()))
    }

    /// What was sealed for this account.
    pub(super) fn open(&self, account: &str, sealed: &str) -> anyhow::Result<Vec<u8>> {
        let bytes = BASE64_STANDARD_NO_PAD.decode(sealed).context("a sealed secret is not base64")?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE>().context("a sealed secret is too short")?;
        let payload = Payload { msg: sealed, aad: account.as_bytes() };
        self.0.decrypt(&XNonce::from(*nonce), payload).map_err(|_| anyhow!("a second factor was sealed with another key"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_for_its_account_with_its_key_unchanged() {
        let seal = Seal::new([7; 32]);
        let sealed = seal.close("one", b"secret").unwrap();
        assert_eq!(seal.open("one", &sealed).unwrap(), b"secret");
        assert_ne!(seal.close("one", b"secret").unwrap(), sealed);
        assert!(seal.open("two", &sealed).is_err() && Seal::new([8; 32]).open("one", &sealed).is_err());
        let mut spoiled = sealed.into_bytes();
        spoiled[40] ^= 1;
        assert!(seal.open("one", &String::from_utf8(spoiled).unwrap()).is_err());
        assert!(seal.open("one", "").is_err() && seal.open("one", "&").is_err());
    }
}
