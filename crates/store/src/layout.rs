//! Where everything lies in a case folder. Names only: nothing here touches the disk except to ask whether a file is
//! there.

use std::path::{Path, PathBuf};

use model::{Digest, ItemId};

/// Which of the two content-named stores a file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shelf {
    /// `originals/`: the bytes that were collected.
    Originals,
    /// `records/`: what was said about them.
    Records,
}

impl Shelf {
    /// Name of the folder.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Originals => "originals",
            Self::Records => "records",
        }
    }
}

/// The paths of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    root: PathBuf,
}

impl Layout {
    /// The case in `root`.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// The case folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// `case.toml`.
    pub fn case_toml(&self) -> PathBuf {
        self.root.join("case.toml")
    }

    /// `log/`.
    pub fn log(&self) -> PathBuf {
        self.root.join("log")
    }

    /// `log/checkpoint`.
    pub fn checkpoint(&self) -> PathBuf {
        self.root.join("log/checkpoint")
    }

    /// `incoming/`: files that are being written. Nothing in it counts; the next writer clears it.
    pub fn incoming(&self) -> PathBuf {
        self.root.join("incoming")
    }

    /// `incoming/plan`: what the commit in progress will have placed or taken away (see [`crate::plan`]).
    pub fn plan(&self) -> PathBuf {
        self.root.join("incoming/plan")
    }

    /// `originals/` or `records/`.
    pub fn shelf(&self, shelf: Shelf) -> PathBuf {
        self.root.join(shelf.folder())
    }

    /// Path below the case folder of a content-named file: `originals/3f/3fa2…`.
    pub fn relative(shelf: Shelf, digest: Digest) -> PathBuf {
        let hex = digest.hex();
        Path::new(shelf.folder()).join(&hex[..2]).join(&hex)
    }

    /// Path of a content-named file.
    pub fn content(&self, shelf: Shelf, digest: Digest) -> PathBuf {
        self.root.join(Self::relative(shelf, digest))
    }

    /// Path of an item's bytes.
    pub fn original(&self, id: ItemId) -> PathBuf {
        self.content(Shelf::Originals, id.0)
    }

    /// Path of a record.
    pub fn record(&self, digest: Digest) -> PathBuf {
        self.content(Shelf::Records, digest)
    }

    /// Size of a content-named file, where there is one.
    pub fn size_of(&self, shelf: Shelf, digest: Digest) -> Option<u64> {
        let facts = std::fs::symlink_metadata(self.content(shelf, digest)).ok()?;
        facts.is_file().then_some(facts.len())
    }
}
