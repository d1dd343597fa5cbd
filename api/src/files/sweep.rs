//! Removing what nobody names: files whose row was never written, and uploads that a crash left half-way.

use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::store::{FileStore, aside};
use super::{Digest, durable};
use crate::error::Result;
use crate::time::Moment;

impl FileStore {
    /// Removes the files that `keep` does not want and the uploads that broke off, if they are older than `older_than`;
    /// says how many. Younger ones stay, as the row that names them may be on its way.
    pub async fn sweep(&self, keep: impl Fn(&Digest) -> bool, older_than: Moment) -> Result<usize> {
        let root = self.root();
        let (mut unwanted, stored) = aside(move || Ok((old_uploads(&root, older_than)?, old_files(&root, older_than)?))).await?;
        unwanted.extend(stored.into_iter().filter(|(digest, _)| !keep(digest)).map(|(_, path)| path));
        let root = self.root();
        aside(move || {
            let mut removed = 0;
            for path in unwanted {
                removed += usize::from(remove(&root, &path, older_than)?);
            }
            Ok(removed)
        })
        .await
    }
}

/// Looks at the age once more where nobody can keep the same bytes at the same time: they may have been kept again meanwhile.
fn remove(root: &Path, path: &Path, older_than: Moment) -> io::Result<bool> {
    durable::alone(root, || {
        let old = fs::metadata(path).and_then(|metadata| metadata.modified()).is_ok_and(|at| is_before(at, older_than));
        if old {
            fs::remove_file(path)?
        }
        Ok(old)
    })
}

fn old_uploads(root: &Path, older_than: Moment) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(FileStore::incoming(root))?.collect::<io::Result<Vec<_>>>()?;
    Ok(entries.iter().filter(|entry| is_old(entry, older_than)).map(DirEntry::path).collect())
}

fn old_files(root: &Path, older_than: Moment) -> io::Result<Vec<(Digest, PathBuf)>> {
    let mut found = vec![];
    for first in folders(&root.join("sha256"))? {
        for second in folders(&first)? {
            for entry in fs::read_dir(second)? {
                let entry = entry?;
                // What does not have the name of a digest is not ours.
                let digest = entry.file_name().to_str().and_then(|name| name.parse::<Digest>().ok());
                found.extend(digest.filter(|_| is_old(&entry, older_than)).map(|digest| (digest, entry.path())));
            }
        }
    }
    Ok(found)
}

fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    Ok(entries.into_iter().filter(|path| path.is_dir()).collect())
}

/// A file that vanishes while we look is not old: somebody else removed or kept it.
fn is_old(entry: &DirEntry, older_than: Moment) -> bool {
    entry.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.modified().is_ok_and(|at| is_before(at, older_than)))
}

fn is_before(at: SystemTime, moment: Moment) -> bool {
    let millis = at.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_millis());
    i64::try_from(millis).is_ok_and(|millis| Moment::from_millis(millis) < moment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::store::tests::Folder;
    use std::time::Duration;

    fn an_hour_ago() -> Moment {
        crate::time::Clock::system().now().minus(Duration::from_secs(3600))
    }

    fn age(path: &Path, days: u64) {
        let then = SystemTime::now() - Duration::from_secs(days * 86_400);
        fs::File::options().write(true).open(path).unwrap().set_modified(then).unwrap();
    }

    #[tokio::test]
    async fn old_files_that_nobody_names_are_removed_and_all_others_stay() {
        let folder = Folder::new();
        let [named, orphan, young] = [
            folder.store.put_bytes(b"named").await.unwrap(),
            folder.store.put_bytes(b"orphan").await.unwrap(),
            folder.store.put_bytes(b"young").await.unwrap(),
        ];
        age(&folder.path(&named.key()), 2);
        age(&folder.path(&orphan.key()), 2);
        assert_eq!(folder.store.sweep(|digest| *digest == named, an_hour_ago()).await.unwrap(), 1);
        let left = folder.files();
        assert!(left.contains(&named.key()) && left.contains(&young.key()) && !left.contains(&orphan.key()));
    }

    #[tokio::test]
    async fn a_file_that_is_kept_again_is_young_again() {
        let folder = Folder::new();
        let digest = folder.store.put_bytes(b"again").await.unwrap();
        age(&folder.path(&digest.key()), 2);
        folder.store.put_bytes(b"again").await.unwrap();
        assert_eq!(folder.store.sweep(|_| false, an_hour_ago()).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn a_file_kept_while_the_sweep_decides_stays() {
        let folder = Folder::new();
        let digest = folder.store.put_bytes(b"meanwhile").await.unwrap();
        let path = folder.path(&digest.key());
        age(&path, 2);
        let kept_meanwhile = |_: &Digest| {
            age(&path, 0);
            false
        };
        assert_eq!(folder.store.sweep(kept_meanwhile, an_hour_ago()).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn what_a_crash_left_of_an_upload_is_removed_when_it_is_old() {
        let folder = Folder::new();
        for (name, days) in [("incoming/upload-old", 2), ("incoming/upload-now", 0)] {
            fs::write(folder.path(name), b"half").unwrap();
            age(&folder.path(name), days);
        }
        assert_eq!(folder.store.sweep(|_| true, an_hour_ago()).await.unwrap(), 1);
        assert_eq!(folder.files(), ["lock", "incoming/upload-now"]);
    }

    #[tokio::test]
    async fn what_is_not_ours_is_left_alone() {
        let folder = Folder::new();
        fs::create_dir_all(folder.path("sha256/ab/cd")).unwrap();
        fs::write(folder.path("sha256/ab/cd/README"), b"mine").unwrap();
        age(&folder.path("sha256/ab/cd/README"), 9);
        assert_eq!(folder.store.sweep(|_| false, an_hour_ago()).await.unwrap(), 0);
    }
}
