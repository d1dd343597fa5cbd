//! Secret keys of 32 random bytes, each in a file of its own that only its owner reads; the same for all instances.
use anyhow::{Context, ensure};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Reads the key of that name in the folder, and makes it if there is none yet. Two processes that start at once get the
/// same one.
///
/// # Errors
/// If it cannot be read or written, or is not a key.
pub fn secret(folder: &Path, name: &str) -> anyhow::Result<[u8; 32]> {
    let path = folder.join(name);
    match fs::read(&path) {
        Err(e) if e.kind() == ErrorKind::NotFound => make(folder, &path, name)?,
        read => drop(read.with_context(|| format!("the key {} cannot be read", path.display()))?),
    }
    let bytes = fs::read(&path).with_context(|| format!("the key {} cannot be read", path.display()))?;
    ensure!(bytes.len() == 32, "{} is not a key: it has not 32 bytes", path.display());
    let mut secret = [0; 32];
    secret.copy_from_slice(&bytes);
    Ok(secret)
}

/// Writes it beside its place first, so that nobody ever reads half a key, and gives way if another process was faster.
fn make(folder: &Path, path: &Path, name: &str) -> anyhow::Result<()> {
    fs::create_dir_all(folder)?;
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|e| anyhow::anyhow!("no randomness: {e}"))?;
    let draft = folder.join(format!("{name}.{}", uuid::Uuid::now_v7()));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    file.write_all(&secret)?;
    file.sync_all()?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    match linked {
        Err(e) if e.kind() != ErrorKind::AlreadyExists => Err(e).with_context(|| format!("the key {} cannot be made", path.display())),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_key_is_made_once_and_only_its_owner_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let keys = folder.path().join("keys");
        let made: Vec<_> = std::thread::scope(|scope| {
            let all: Vec<_> = (0..8).map(|_| scope.spawn(|| secret(&keys, "a.key").unwrap())).collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert!(made.iter().all(|key| *key == made[0]));
        assert_ne!(secret(&keys, "b.key").unwrap(), made[0]);
        assert_eq!(fs::metadata(keys.join("a.key")).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(&keys).unwrap().count(), 2);
        fs::write(keys.join("a.key"), "short").unwrap();
        assert!(secret(&keys, "a.key").is_err());
    }
}
