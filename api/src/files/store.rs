//! The store itself: a folder of files, each under the SHA-256 digest of its bytes.
//!
//! Files are read through `object_store`; they are written with the file system's own calls, because the name of a file is
//! known only when its last byte has come, because an upload must be looked at before it is in the store, and because
//! keeping a file and sweeping it away must exclude each other also between processes.

use std::fs;
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use bytes::Bytes;
use futures_util::stream::{self, BoxStream};
use futures_util::{StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::{GetOptions, GetRange, ObjectStore};

use super::{Digest, durable};
use crate::error::{Error, Result};

/// The bytes of a file as they come from the store.
pub type FileBytes = BoxStream<'static, Result<Bytes>>;

/// A content-addressed store of files. Clones are the same store.
#[derive(Clone, Debug)]
pub struct FileStore {
    root: Arc<Path>,
    objects: Arc<LocalFileSystem>,
}

impl FileStore {
    /// The store at this URL: `file://` and the path of a folder, absolute or relative, which is made if it is not there.
    /// The path is taken as it is, without percent-encoding. Blocks: call it at the start.
    pub fn at(url: &str) -> Result<Self> {
        let Some(path) = url.strip_prefix("file://").filter(|path| !path.is_empty()) else {
            let scheme = url.split_once("://").map_or("without a scheme", |(scheme, _)| scheme);
            return Err(
                anyhow::anyhow!("a store of files at a URL {scheme} is not supported by this build: use file:// and a folder").into()
            );
        };
        fs::create_dir_all(path).with_context(|| format!("the folder for files {path} cannot be made"))?;
        let root = fs::canonicalize(path)?;
        // The folder above may belong to somebody else; then its entry for ours has been there for long.
        root.parent().map(durable::sync_folder).transpose().ok();
        durable::make_folder(&root, &root.join("sha256"))?;
        durable::make_folder(&root, &Self::incoming(&root))?;
        let objects = LocalFileSystem::new_with_prefix(&root).context("the folder for files cannot be opened")?;
        Ok(Self { root: root.into(), objects: Arc::new(objects) })
    }

    /// Puts these bytes into the store, durably.
    pub async fn put_bytes(&self, bytes: &[u8]) -> Result<Digest> {
        let whole = stream::iter([Ok::<_, Error>(Bytes::copy_from_slice(bytes))]);
        self.receive(whole, bytes.len() as u64).await?.keep().await
    }

    /// How many bytes the file has, and the bytes.
    ///
    /// # Errors
    /// An internal one if the file is not there: only files that are kept have a row that names them.
    pub async fn open(&self, digest: &Digest) -> Result<(u64, FileBytes)> {
        self.get(digest, None).await
    }

    /// A part of the file: the bytes from `range.start` up to, not including, `range.end`; less if the file ends before.
    ///
    /// # Errors
    /// As [`FileStore::open`], and if the range is empty or begins beyond the end.
    pub async fn range(&self, digest: &Digest, range: Range<u64>) -> Result<FileBytes> {
        Ok(self.get(digest, Some(GetRange::Bounded(range))).await?.1)
    }

    /// Whether files can be written now: writes one and removes it. For the readiness check.
    pub async fn is_writable(&self) -> Result<()> {
        let incoming = Self::incoming(&self.root);
        aside(move || {
            let mut probe = tempfile::NamedTempFile::with_prefix_in("probe-", incoming)?;
            probe.write_all(b"probe")?;
            Ok(probe.as_file().sync_all()?)
        })
        .await
    }

    async fn get(&self, digest: &Digest, range: Option<GetRange>) -> Result<(u64, FileBytes)> {
        let options = GetOptions { range, ..GetOptions::default() };
        let found = self.objects.get_opts(&digest.key().into(), options).await.with_context(|| format!("file {digest} cannot be read"))?;
        let size = found.meta.size;
        Ok((size, found.into_stream().map_err(|broken| anyhow::Error::from(broken).into()).boxed()))
    }

    pub(super) fn root(&self) -> Arc<Path> {
        self.root.clone()
    }

    /// Where files wait until they are kept: in the same file system, so that keeping is one rename.
    pub(super) fn incoming(root: &Path) -> PathBuf {
        root.join("incoming")
    }
}

/// Does what blocks on a thread that may block.
pub(super) async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.context("work on a file broke off")?
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A store in a folder of its own that is removed in the end.
    pub(in crate::files) struct Folder {
        pub store: FileStore,
        folder: tempfile::TempDir,
    }

    impl Folder {
        pub fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            Self { store: FileStore::at(&format!("file://{}", folder.path().display())).unwrap(), folder }
        }

        /// Every file below the folder, by its path there.
        pub fn files(&self) -> Vec<String> {
            let mut found = vec![];
            let mut open = vec![self.folder.path().to_owned()];
            while let Some(folder) = open.pop() {
                for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                    if entry.is_dir() {
                        open.push(entry)
                    } else {
                        found.push(entry.strip_prefix(self.folder.path()).unwrap().display().to_string())
                    }
                }
            }
            found.sort_by_key(|path| std::cmp::Reverse(path.clone()));
            found
        }

        pub fn path(&self, file: &str) -> PathBuf {
            self.folder.path().join(file)
        }
    }

    pub(in crate::files) async fn read(store: &FileStore, digest: &Digest) -> Vec<u8> {
        let (size, bytes) = store.open(digest).await.unwrap();
        let all = bytes.try_collect::<Vec<_>>().await.unwrap().concat();
        assert_eq!(size, all.len() as u64);
        all
    }

    #[tokio::test]
    async fn what_is_put_in_twice_is_there_once_and_comes_out_unchanged() {
        let folder = Folder::new();
        let digest = folder.store.put_bytes(b"letra").await.unwrap();
        assert_eq!(folder.store.put_bytes(b"letra").await.unwrap(), digest);
        assert_eq!(read(&folder.store, &digest).await, b"letra");
        assert_eq!(folder.files(), [digest.key(), "lock".into()]);
    }

    #[tokio::test]
    async fn an_empty_file_can_be_stored() {
        let folder = Folder::new();
        let digest = folder.store.put_bytes(b"").await.unwrap();
        assert_eq!(read(&folder.store, &digest).await, b"");
    }

    #[tokio::test]
    async fn a_part_of_a_file_comes_alone() {
        let store = Folder::new();
        let digest = store.store.put_bytes(b"0123456789").await.unwrap();
        for (range, part) in [(2..5, "234"), (9..10, "9"), (8..100, "89")] {
            let bytes = store.store.range(&digest, range).await.unwrap().try_collect::<Vec<_>>().await.unwrap();
            assert_eq!(bytes.concat(), part.as_bytes());
        }
        assert!(store.store.range(&digest, 10..20).await.is_err());
    }

    #[tokio::test]
    async fn a_file_that_a_row_names_and_the_store_lacks_is_an_error_of_ours() {
        let missing = Folder::new().store.open(&Digest::of(b"never stored")).await.err().unwrap();
        assert_eq!(missing.code, crate::error::Code::Internal);
    }

    #[tokio::test]
    async fn the_readiness_check_leaves_nothing_and_notices_a_folder_that_is_gone() {
        let folder = Folder::new();
        folder.store.is_writable().await.unwrap();
        assert!(folder.files().is_empty());
        fs::remove_dir(folder.path("incoming")).unwrap();
        assert!(folder.store.is_writable().await.is_err());
    }

    #[test]
    fn stores_elsewhere_are_refused_with_a_clear_reason() {
        for url in ["s3://bucket/files", "files", "file://", "http://example.org"] {
            assert!(format!("{:?}", FileStore::at(url).unwrap_err()).contains("not supported by this build"), "{url}");
        }
    }
}
