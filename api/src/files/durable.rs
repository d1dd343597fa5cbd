//! What a file system must be asked for so that a file survives a power cut, and so that two processes do not undo each other.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Makes the entries of a folder durable: a rename alone is a promise that a power cut may break.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Makes a folder below `root` and makes its entry in every folder above it durable, also when another process has
/// just made one of them and not synced it yet.
pub(super) fn make_folder(root: &Path, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    folder.ancestors().skip(1).take_while(|above| above.starts_with(root)).try_for_each(sync_folder)
}

/// Does this while no other thread or process that uses the store does likewise. Blocks; keep it short.
pub(super) fn alone<T>(root: &Path, work: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    let lock = File::options().create(true).truncate(false).write(true).open(root.join("lock"))?;
    lock.lock()?;
    // Closing the file, also by the end of the process, gives the lock back.
    work()
}
