//! Where the content lies: in a folder, or inside the program.
use anyhow::{Context, bail};
use include_dir::{Dir, include_dir};
use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

const BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content");

/// A place that content comes from.
#[derive(Debug, Clone)]
pub enum Source {
    /// The real record, compiled into the program.
    BuiltIn,
    /// A folder of the same shape.
    Folder(PathBuf),
}

impl Source {
    /// What `HAPUR_CONTENT` says; nothing for `none`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "none" => None,
            "built-in" => Some(Self::BuiltIn),
            folder => Some(Self::Folder(folder.into())),
        }
    }

    /// Refuses a folder that is not there: an import of nothing would look like success.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        match self {
            Self::Folder(folder) if !folder.is_dir() => bail!("{} is not a folder", folder.display()),
            _ => Ok(()),
        }
    }

    /// The bytes of a file of this content, if it is there.
    pub(super) fn read(&self, name: &str) -> anyhow::Result<Option<Cow<'static, [u8]>>> {
        if !Path::new(name).components().all(|part| matches!(part, Component::Normal(_))) {
            bail!("{name:?} is not a name below the folder");
        }
        match self {
            Self::BuiltIn => Ok(BUILT_IN.get_file(name).map(|file| Cow::Borrowed(file.contents()))),
            Self::Folder(folder) => match std::fs::read(folder.join(name)) {
                Ok(bytes) => Ok(Some(Cow::Owned(bytes))),
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
                Err(e) => Err(e).with_context(|| format!("{name} cannot be read")),
            },
        }
    }
}
