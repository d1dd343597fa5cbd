//! The secret keys of the accounts, in a folder of their own, the same for all instances: what signs access tokens
//! (Ed25519), the former such keys, and what seals second factors.
use super::second_factor::Seal;
use anyhow::{Context, bail};
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use jsonwebtoken::{DecodingKey, EncodingKey};
use sha2::{Digest, Sha256};
use std::fs::{self, DirBuilder, File};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// The key that signs.
const SIGNING: &str = "access-tokens.pem";
/// The one before it: tokens that it has signed stay good until they expire.
const FORMER: &str = "access-tokens.former.pem";
const SEALING: &str = "second-factors.key";

/// The keys, ready for use.
#[derive(Clone)]
pub struct Keys {
    /// The signing key's name in the token's header.
    pub(super) kid: String,
    pub(super) signing: EncodingKey,
    checking: Vec<(String, DecodingKey)>,
    pub(super) seal: Seal,
}

impl Keys {
    /// Reads the keys from the folder, or makes them there at the first start. Two processes that start together end up
    /// with the same ones.
    ///
    /// # Errors
    /// If a file cannot be read or written, is not such a key, or can be read by others.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        let (signing, sealing) = (folder.join(SIGNING), folder.join(SEALING));
        if !signing.exists() {
            keep(folder, &signing, new_pem()?.as_bytes())?;
        }
        if !sealing.exists() {
            keep(folder, &sealing, &seed()?)?;
        }
        let secret: [u8; 32] = read(&sealing)?.try_into().map_err(|_| anyhow::anyhow!("{} has not 32 bytes", sealing.display()))?;
        let keys = Self::of(&read_pem(&signing)?, secret)?;
        let former = folder.join(FORMER);
        Ok(if former.exists() { keys.after(&read_pem(&former)?) } else { keys })
    }

    /// Makes ready keys that are there already.
    ///
    /// # Errors
    /// If the key cannot be written in PKCS#8.
    pub fn of(key: &SigningKey, sealing: [u8; 32]) -> anyhow::Result<Self> {
        let private = key.to_pkcs8_der().context("PKCS#8")?;
        let signing = EncodingKey::from_ed_der(private.as_bytes());
        let (kid, checking) = checking(key);
        Ok(Self { kid: kid.clone(), signing, checking: vec![(kid, checking)], seal: Seal::new(sealing) })
    }

    /// The same, where another key signed before.
    #[must_use]
    pub fn after(mut self, former: &SigningKey) -> Self {
        self.checking.push(checking(former));
        self
    }

    /// What checks the tokens of the key with this name.
    pub(super) fn checking(&self, kid: &str) -> Option<&DecodingKey> {
        self.checking.iter().find(|(known, _)| known == kid).map(|(_, key)| key)
    }

    /// Puts a new signing key in the folder, and keeps the present one as the former. A server uses it from its next start
    /// on.
    ///
    /// # Errors
    /// If there is no key yet, or a file cannot be read or written.
    pub fn rotate(folder: &Path) -> anyhow::Result<String> {
        let (signing, former) = (folder.join(SIGNING), folder.join(FORMER));
        let present = read(&signing)?;
        let draft = draft(folder, new_pem()?.as_bytes())?;
        // The present key is kept first: whenever this is broken off, every token that is out can be checked.
        self::draft(folder, &present)?.persist(&former)?;
        draft.persist(&signing)?;
        File::open(folder)?.sync_all()?;
        Ok(checking(&read_pem(&signing)?).0)
    }
}

fn checking(key: &SigningKey) -> (String, DecodingKey) {
    let public = key.verifying_key().to_bytes();
    (hex::encode(&Sha256::digest(public)[..8]), DecodingKey::from_ed_der(&public))
}

fn read(path: &PathBuf) -> anyhow::Result<Vec<u8>> {
    let whole = || {
        if fs::metadata(path)?.permissions().mode() & 0o077 != 0 {
            bail!("others can read it; run: chmod 600 {}", path.display());
        }
        Ok(fs::read(path)?)
    };
    whole().with_context(|| format!("the key {} cannot be used", path.display()))
}

fn read_pem(path: &PathBuf) -> anyhow::Result<SigningKey> {
    let text = String::from_utf8(read(path)?).with_context(|| format!("{} is not text", path.display()))?;
    SigningKey::from_pkcs8_pem(&text).with_context(|| format!("{} is not an Ed25519 key in PKCS#8 PEM", path.display()))
}

fn seed() -> anyhow::Result<[u8; 32]> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|e| anyhow::anyhow!("no randomness: {e}"))?;
    Ok(seed)
}

fn new_pem() -> anyhow::Result<String> {
    let pem = SigningKey::from_bytes(&seed()?).to_pkcs8_pem(LineEnding::LF).context("PEM")?;
    Ok(pem.to_string())
}

/// Written whole under another name first: nobody ever reads half a key.
fn draft(folder: &Path, content: &[u8]) -> anyhow::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::Builder::new().permissions(fs::Permissions::from_mode(0o600)).tempfile_in(folder)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Who comes second keeps the first one's.
fn keep(folder: &Path, path: &Path, content: &[u8]) -> anyhow::Result<()> {
    let kept = || -> anyhow::Result<()> {
        make_folder(folder)?;
        match draft(folder, content)?.persist_noclobber(path) {
            Err(e) if e.error.kind() != ErrorKind::AlreadyExists => return Err(e.error.into()),
            _ => {}
        }
        Ok(File::open(folder)?.sync_all()?)
    };
    kept().with_context(|| format!("no key can be made in {}", folder.display()))
}

fn make_folder(folder: &Path) -> std::io::Result<()> {
    if let Some(above) = folder.parent() {
        fs::create_dir_all(above)?;
    }
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(e) if e.kind() != ErrorKind::AlreadyExists => Err(e),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_are_made_once_and_nobody_else_can_read_them() {
        let folder = tempfile::tempdir().unwrap();
        let keys = folder.path().join("data/keys");
        let made: Vec<_> = std::thread::scope(|scope| {
            let all: Vec<_> = (0..8).map(|_| scope.spawn(|| Keys::open(&keys).unwrap().kid)).collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert!(made.iter().all(|kid| *kid == made[0] && kid.len() == 16), "{made:?}");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&keys), mode(&keys.join(SIGNING)), mode(&keys.join(SEALING))), (0o700, 0o600, 0o600));
        assert_eq!(fs::read_dir(&keys).unwrap().count(), 2);
    }

    #[test]
    fn a_new_key_signs_and_the_one_before_still_checks() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Keys::rotate(folder.path()).is_err(), "there is nothing to rotate");
        let first = Keys::open(folder.path()).unwrap().kid;
        let second = Keys::rotate(folder.path()).unwrap();
        let keys = Keys::open(folder.path()).unwrap();
        assert!(keys.kid == second && keys.checking(&first).is_some() && keys.checking(&second).is_some());
        let third = Keys::rotate(folder.path()).unwrap();
        let keys = Keys::open(folder.path()).unwrap();
        assert!(keys.kid == third && keys.checking(&second).is_some() && keys.checking(&first).is_none());
        assert_eq!(fs::metadata(folder.path().join(FORMER)).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_key_that_others_can_read_or_that_is_none_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        Keys::open(folder.path()).unwrap();
        for name in [SIGNING, SEALING] {
            let path = folder.path().join(name);
            let good = fs::read(&path).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
            assert!(Keys::open(folder.path()).is_err());
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
            fs::write(&path, "no key").unwrap();
            assert!(Keys::open(folder.path()).is_err());
            fs::write(&path, good).unwrap();
            Keys::open(folder.path()).unwrap();
        }
    }
}
