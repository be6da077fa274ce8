//! Records the order of changes and replays any prefix of it the way a power cut could leave it: synced bytes and
//! names are there, unsynced ones are missing, partial or present, in any mixture.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Access, Disk, NewFile, RealDisk};

/// One change, with paths relative to the recorded folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// A folder was made.
    MakeFolder(PathBuf),
    /// An empty file was created.
    Create(PathBuf),
    /// Bytes were appended to a file, named by where it was created.
    Write(PathBuf, Vec<u8>),
    /// A file's bytes were synced.
    SyncFile(PathBuf),
    /// The whole file system was synced.
    SyncEverything,
    /// A folder's names were synced.
    SyncFolder(PathBuf),
    /// A file got a new name.
    Rename(PathBuf, PathBuf),
    /// A name was removed.
    Remove(PathBuf),
    /// A test noted that the writer answered; not a change.
    Answer(u64),
}

/// What a power cut takes of everything that was not synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Nothing: the process died, the machine went on.
    Nothing,
    /// Everything unsynced.
    Everything,
    /// A mixture drawn from this seed: each unsynced name kept or not, each unsynced file empty, cut short, zeroed or
    /// whole.
    Mixed(u64),
}

/// The recorded order of changes.
#[derive(Clone, Debug, Default)]
pub struct Recording {
    /// The changes, first to last.
    pub ops: Vec<Op>,
}

/// Passes every change on and writes it down.
pub struct RecordingDisk<D> {
    inner: D,
    root: PathBuf,
    ops: Arc<Mutex<Vec<Op>>>,
}

impl<D: Disk> RecordingDisk<D> {
    /// Records what happens below `root`.
    pub fn new(inner: D, root: &Path) -> Self {
        Self { inner, root: root.to_owned(), ops: Arc::default() }
    }

    /// Notes that the writer has answered for everything up to `mark`.
    pub fn answer(&self, mark: u64) {
        self.note(Op::Answer(mark));
    }

    /// What was recorded so far.
    pub fn recording(&self) -> Recording {
        Recording { ops: self.ops.lock().unwrap_or_else(PoisonError::into_inner).clone() }
    }

    fn note(&self, op: Op) {
        self.ops.lock().unwrap_or_else(PoisonError::into_inner).push(op);
    }

    fn relative(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.root).unwrap_or(path).to_owned()
    }
}

// A sync is noted before it starts and everything else after it is done, so that with several threads no sync ever
// seems to cover a change that it may have missed.
impl<D: Disk> Disk for RecordingDisk<D> {
    fn make_folder(&self, path: &Path) -> io::Result<bool> {
        let made = self.inner.make_folder(path)?;
        if made {
            self.note(Op::MakeFolder(self.relative(path)));
        }
        Ok(made)
    }

    fn create(&self, path: &Path, access: Access) -> io::Result<NewFile> {
        let file = self.inner.create(path, access)?;
        self.note(Op::Create(self.relative(path)));
        Ok(file)
    }

    fn write(&self, file: &NewFile, bytes: &[u8]) -> io::Result<()> {
        self.inner.write(file, bytes)?;
        self.note(Op::Write(self.relative(&file.path), bytes.to_owned()));
        Ok(())
    }

    fn share_blocks(&self, file: &NewFile, source: &File) -> io::Result<()> {
        self.inner.share_blocks(file, source)?;
        self.note(Op::Write(self.relative(&file.path), std::fs::read(&file.path)?));
        Ok(())
    }

    fn past_cache(&self, file: &NewFile, on: bool) -> io::Result<()> {
        self.inner.past_cache(file, on)
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        self.note(Op::SyncFile(self.relative(path)));
        self.inner.sync_file(path)
    }

    fn sync_everything(&self, folder: &File) -> io::Result<()> {
        self.note(Op::SyncEverything);
        self.inner.sync_everything(folder)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.note(Op::SyncFolder(self.relative(path)));
        self.inner.sync_folder(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.inner.rename(from, to)?;
        self.note(Op::Rename(self.relative(from), self.relative(to)));
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<bool> {
        let removed = self.inner.remove(path)?;
        if removed {
            self.note(Op::Remove(self.relative(path)));
        }
        Ok(removed)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        let there = path.is_dir();
        self.inner.remove_folder(path)?;
        if there && !path.is_dir() {
            self.note(Op::Remove(self.relative(path)));
        }
        Ok(())
    }
}

/// What a name leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Node {
    Folder,
    File(usize),
}

/// A file's bytes, and how many of them a sync has covered.
struct Bytes {
    all: Vec<u8>,
    synced: usize,
}

/// A change of one name: what it leads to from then on.
type NameChange = (PathBuf, Option<Node>);

/// The model: names as the running system sees them, names as the platter has them, and what lies between.
#[derive(Default)]
struct Model {
    live: BTreeMap<PathBuf, Node>,
    durable: BTreeMap<PathBuf, Node>,
    pending: Vec<NameChange>,
    files: Vec<Bytes>,
}

impl Model {
    fn name(&mut self, path: &Path, node: Option<Node>) {
        match node {
            Some(node) => self.live.insert(path.to_owned(), node),
            None => self.live.remove(path),
        };
        self.pending.push((path.to_owned(), node));
    }

    fn settle(&mut self, in_folder: impl Fn(&Path) -> bool) {
        let pending = std::mem::take(&mut self.pending);
        for (path, node) in pending {
            if in_folder(path.parent().unwrap_or(Path::new(""))) {
                keep(&mut self.durable, &path, node);
            } else {
                self.pending.push((path, node));
            }
        }
    }

    fn apply(&mut self, op: &Op) {
        match op {
            Op::MakeFolder(path) => self.name(path, Some(Node::Folder)),
            Op::Create(path) => {
                self.files.push(Bytes { all: Vec::new(), synced: 0 });
                self.name(path, Some(Node::File(self.files.len() - 1)));
            }
            Op::Write(path, bytes) => {
                if let Some(Node::File(file)) = self.live.get(path) {
                    self.files[*file].all.extend_from_slice(bytes);
                }
            }
            Op::SyncFile(path) => {
                if let Some(Node::File(file)) = self.live.get(path) {
                    self.files[*file].synced = self.files[*file].all.len();
                }
            }
            Op::SyncEverything => {
                self.files.iter_mut().for_each(|f| f.synced = f.all.len());
                self.settle(|_| true);
            }
            Op::SyncFolder(folder) => self.settle(|parent| parent == folder),
            Op::Rename(from, to) => {
                if let Some(node) = self.live.get(from).copied() {
                    // The new name first: a file system may lose the old name late, but never has neither.
                    self.name(to, Some(node));
                    self.name(from, None);
                }
            }
            Op::Remove(path) => self.name(path, None),
            Op::Answer(_) => {}
        }
    }
}

fn keep(names: &mut BTreeMap<PathBuf, Node>, path: &Path, node: Option<Node>) {
    match node {
        Some(node) => names.insert(path.to_owned(), node),
        None => names.remove(path),
    };
}

/// A small seeded generator (SplitMix64): tests must draw the same losses every time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

impl Recording {
    /// The last answer given before `cut`.
    pub fn answered_before(&self, cut: usize) -> Option<u64> {
        self.ops[..cut].iter().rev().find_map(|op| match op {
            Op::Answer(mark) => Some(*mark),
            _ => None,
        })
    }

    /// Writes into the empty folder `into` what is left when the power goes after the first `cut` changes. The
    /// recording must have started with an empty folder.
    pub fn replay(&self, cut: usize, loss: Loss, into: &Path) -> io::Result<()> {
        let mut model = Model::default();
        self.ops[..cut].iter().for_each(|op| model.apply(op));
        let mut draw = Draw(match loss {
            Loss::Mixed(seed) => seed ^ (cut as u64) << 32,
            _ => 0,
        });
        let names = match loss {
            Loss::Nothing => model.live,
            Loss::Everything => model.durable,
            Loss::Mixed(_) => {
                for (path, node) in &model.pending {
                    if draw.below(2) == 0 {
                        keep(&mut model.durable, path, *node);
                    }
                }
                model.durable
            }
        };
        for (path, node) in &names {
            // A name in a folder that was lost is lost with it.
            let at = into.join(path);
            if !at.parent().is_some_and(Path::is_dir) {
                continue;
            }
            match node {
                Node::Folder => RealDisk.make_folder(&at).map(|_| ())?,
                Node::File(file) => std::fs::write(&at, left_of(&model.files[*file], loss, &mut draw))?,
            }
        }
        Ok(())
    }
}

/// What is left of a file's bytes.
fn left_of(file: &Bytes, loss: Loss, draw: &mut Draw) -> Vec<u8> {
    let (all, synced) = (&file.all, file.synced);
    match loss {
        Loss::Nothing => all.clone(),
        Loss::Everything => all[..synced].to_vec(),
        Loss::Mixed(_) if synced == all.len() => all.clone(),
        Loss::Mixed(_) => match draw.below(4) {
            0 => all[..synced].to_vec(),
            1 => all[..synced + draw.below((all.len() - synced) as u64) as usize].to_vec(),
            // The length arrived, the bytes did not.
            2 => {
                let mut left = all[..synced].to_vec();
                left.resize(all.len(), 0);
                left
            }
            _ => all.clone(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Recording {
        let path = |p: &str| PathBuf::from(p);
        Recording {
            ops: vec![
                Op::MakeFolder(path("in")),
                Op::MakeFolder(path("out")),
                Op::SyncFolder(path("")),
                Op::Create(path("in/a")),
                Op::Write(path("in/a"), b"abc".to_vec()),
                Op::SyncFile(path("in/a")),
                Op::Rename(path("in/a"), path("out/b")),
                Op::SyncFolder(path("out")),
                Op::Answer(7),
            ],
        }
    }

    fn replayed(cut: usize, loss: Loss) -> (bool, Option<Vec<u8>>) {
        let folder = tempfile::tempdir().unwrap();
        record().replay(cut, loss, folder.path()).unwrap();
        (folder.path().join("in/a").exists(), std::fs::read(folder.path().join("out/b")).ok())
    }

    #[test]
    fn a_name_survives_only_once_its_folder_is_synced() {
        assert_eq!(replayed(7, Loss::Everything), (false, None));
        assert_eq!(replayed(7, Loss::Nothing), (false, Some(b"abc".to_vec())));
        assert_eq!(replayed(8, Loss::Everything), (false, Some(b"abc".to_vec())));
    }

    #[test]
    fn bytes_survive_only_once_the_file_is_synced() {
        let mut recording = record();
        recording.ops.remove(5);
        // Without the sync of the file, position 7 is just after the sync of the folder.
        let folder = tempfile::tempdir().unwrap();
        recording.replay(7, Loss::Everything, folder.path()).unwrap();
        assert_eq!(std::fs::read(folder.path().join("out/b")).unwrap(), b"");
    }

    #[test]
    fn an_answer_counts_only_before_the_cut() {
        assert_eq!(record().answered_before(8), None);
        assert_eq!(record().answered_before(9), Some(7));
    }
}
