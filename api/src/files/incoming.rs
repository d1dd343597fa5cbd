//! Files on their way in: written beside the store, measured while they pass, and gone without a trace unless kept.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use sha2::{Digest as _, Sha256};
use tempfile::{NamedTempFile, TempPath};
use tokio::io::AsyncWriteExt;

use super::store::{FileStore, aside};
use super::{Digest, MediaType, durable, sniff};
use crate::error::{Code, Error, Result};

/// How much of a file's beginning is remembered, in bytes.
pub(super) const HEAD: usize = 8 * 1024;
/// How much of a file's end is remembered, in bytes.
pub(super) const TAIL: usize = 1024;

/// A file that has arrived whole and is on the disk, but not yet in the store. Dropped, it is removed.
#[derive(Debug)]
pub struct Received {
    /// The digest of its bytes.
    pub sha256: Digest,
    /// How many bytes it has.
    pub bytes: u64,
    /// Its first 8 KiB.
    pub head: Vec<u8>,
    /// Its last 1 KiB.
    pub tail: Vec<u8>,
    temporary: TempPath,
    root: Arc<Path>,
}

impl FileStore {
    /// Takes a file in, up to `limit` bytes, and makes it durable. Nothing is in the store until [`Received::keep`].
    ///
    /// # Errors
    /// [`Code::PayloadTooLarge`] beyond the limit, [`Code::Unavailable`] if the disk is full, and whatever the stream fails with.
    /// In each case nothing stays behind.
    pub async fn receive<E: Into<Error>>(&self, mut stream: impl Stream<Item = Result<Bytes, E>> + Unpin, limit: u64) -> Result<Received> {
        let mut arriving = Arriving::begin(self).await?;
        while let Some(piece) = stream.next().await {
            arriving.take(&piece.map_err(Into::into)?, limit).await?;
        }
        arriving.finish().await
    }
}

struct Arriving {
    file: tokio::fs::File,
    hasher: Sha256,
    received: Received,
}

impl Arriving {
    async fn begin(store: &FileStore) -> Result<Self> {
        let root = store.root();
        let (file, temporary) =
            aside(move || Ok(NamedTempFile::with_prefix_in("upload-", FileStore::incoming(&root))?.into_parts())).await?;
        let received = Received { sha256: Digest::of(b""), bytes: 0, head: vec![], tail: vec![], temporary, root: store.root() };
        Ok(Self { file: file.into(), hasher: Sha256::new(), received })
    }

    async fn take(&mut self, piece: &[u8], limit: u64) -> Result<()> {
        let Received { bytes, head, tail, .. } = &mut self.received;
        *bytes += piece.len() as u64;
        if *bytes > limit {
            return Err(Code::PayloadTooLarge.because(format!("A file may have at most {limit} bytes.")));
        }
        head.extend_from_slice(&piece[..piece.len().min(HEAD - head.len())]);
        tail.extend_from_slice(&piece[piece.len().saturating_sub(TAIL)..]);
        tail.drain(..tail.len().saturating_sub(TAIL));
        self.hasher.update(piece);
        Ok(self.file.write_all(piece).await?)
    }

    async fn finish(mut self) -> Result<Received> {
        // Flushed first: only then has every write been done, and only then is an error of one of them reported.
        self.file.flush().await?;
        self.file.sync_all().await?;
        Ok(Received { sha256: Digest::finished(self.hasher), ..self.received })
    }
}

impl Received {
    /// Looks whether the file is what it is declared to be ([`sniff()`]).
    pub async fn check(&self, declared: MediaType) -> Result<()> {
        let (head, tail, path) = (self.head.clone(), self.tail.clone(), self.temporary.to_path_buf());
        aside(move || sniff(declared, &head, &tail, || File::open(path))).await
    }

    /// The whole file, from its beginning.
    pub fn reader(&self) -> io::Result<File> {
        File::open(&self.temporary)
    }

    /// Puts the file into the store under its digest, durably. A file with these bytes that is there already is refreshed,
    /// so that a sweep going on meanwhile spares it.
    pub async fn keep(self) -> Result<Digest> {
        let Self { sha256, temporary, root, .. } = self;
        aside(move || {
            let path = root.join(sha256.key());
            let folder = path.parent().unwrap_or(&root);
            durable::make_folder(&root, folder)?;
            durable::alone(&root, || temporary.persist(&path).map_err(|failed| failed.error))?;
            durable::sync_folder(folder)?;
            Ok(sha256)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::store::tests::{Folder, read};
    use futures_util::stream;

    fn pieces(bytes: &[u8], size: usize) -> impl Stream<Item = Result<Bytes>> + Unpin {
        stream::iter(bytes.chunks(size).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect::<Vec<_>>())
    }

    #[tokio::test]
    async fn a_file_is_measured_while_it_arrives_and_kept_under_its_digest() {
        let folder = Folder::new();
        let bytes: Vec<u8> = (0..100_000_u32).map(|n| (n % 251) as u8).collect();
        let received = folder.store.receive(pieces(&bytes, 700), 100_000).await.unwrap();
        assert_eq!((received.sha256, received.bytes), (Digest::of(&bytes), 100_000));
        assert_eq!((&received.head[..], &received.tail[..]), (&bytes[..HEAD], &bytes[100_000 - TAIL..]));
        let digest = received.keep().await.unwrap();
        assert_eq!(read(&folder.store, &digest).await, bytes);
        assert_eq!(folder.files(), [digest.key(), "lock".into()], "no temporary stays");
    }

    #[tokio::test]
    async fn head_and_tail_of_a_short_file_are_the_whole_file() {
        for size in [1, 3, 2000] {
            let received = Folder::new().store.receive(pieces(b"short", size), 5).await.unwrap();
            assert_eq!((&received.head[..], &received.tail[..]), (&b"short"[..], &b"short"[..]));
        }
    }

    #[tokio::test]
    async fn a_file_beyond_the_limit_is_refused_and_leaves_nothing() {
        let folder = Folder::new();
        let refused = folder.store.receive(pieces(&[7; 5000], 1000), 4999).await.unwrap_err();
        assert_eq!(refused.code, Code::PayloadTooLarge);
        assert!(folder.files().is_empty());
    }

    #[tokio::test]
    async fn an_upload_that_breaks_off_leaves_nothing() {
        let folder = Folder::new();
        let broken = stream::iter([Ok(Bytes::from_static(b"half")), Err(io::Error::from(io::ErrorKind::ConnectionReset))]);
        assert!(folder.store.receive(broken, 100).await.is_err());
        assert!(folder.files().is_empty());
    }

    #[tokio::test]
    async fn a_file_that_is_not_kept_leaves_nothing() {
        let folder = Folder::new();
        let received = folder.store.receive(pieces(b"unwanted", 3), 100).await.unwrap();
        assert_eq!(folder.files().len(), 1);
        drop(received);
        assert!(folder.files().is_empty());
    }

    #[tokio::test]
    async fn a_file_is_looked_at_before_it_is_kept() {
        let folder = Folder::new();
        let received = folder.store.receive(pieces(b"<!DOCTYPE html><p>", 3), 100).await.unwrap();
        assert_eq!(received.check(MediaType::PlainText).await.unwrap_err().code, Code::UnsupportedMediaType);
        assert_eq!(received.check(MediaType::Pdf).await.unwrap_err().code, Code::UnsupportedMediaType);
    }
}
