//! The one writer of a case: makes a case or opens one, locks it, clears up after a predecessor that was interrupted,
//! and takes in bytes and records. What makes them part of the case is the commit.

use std::fs::{File, TryLockError};
use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use custody::{CaseId, Checkpoint, Header, Log, SigningKey};
use model::Digest;

use crate::Entropy;
use crate::case_toml::{CaseToml, NewCase};
use crate::commit::{Committed, Job, NewEntry};
use crate::disk::{Access, Disk, RealDisk};
use crate::error::{At, Doing as _, Error};
use crate::incoming::Incoming;
use crate::layout::{Layout, Shelf};
use crate::log_folder::LogFolder;
use crate::originals::{self, Staged};
use crate::plan::Plan;
use crate::records::RecordWriter;

/// A case open for writing. All methods take `&self` and may be used from several threads; commits follow one another.
pub struct Writer {
    pub(crate) incoming: Incoming,
    /// The log folder, open and locked; also stands for the file system when everything is synced at once.
    pub(crate) lock: File,
    pub(crate) id: CaseId,
    pub(crate) state: Mutex<State>,
}

/// The log as the last commit left it.
pub(crate) struct State {
    pub log: Log,
    pub key: SigningKey,
    /// The plan of a commit that failed before its checkpoint; what it placed is still there.
    pub unsettled: Option<Plan>,
    /// A sync failed, or it is not known whether the checkpoint changed: nothing more may be written.
    pub uncertain: bool,
}

impl Writer {
    /// Makes a case in `folder`, which must be absent, empty, or what an interrupted attempt at this left.
    ///
    /// `case.toml` comes last: where it is, the case is complete.
    pub fn create(folder: &Path, case: NewCase, key: SigningKey, entropy: Entropy<'_>) -> Result<Self, Error> {
        Self::create_on(Arc::new(RealDisk), folder, case, key, entropy)
    }

    /// [`Self::create`] on another disk.
    pub fn create_on(
        disk: Arc<dyn Disk>,
        folder: &Path,
        case: NewCase,
        key: SigningKey,
        entropy: Entropy<'_>,
    ) -> Result<Self, Error> {
        let layout = Layout::new(folder);
        refuse_foreign_contents(&layout)?;
        let make = |path: &Path| disk.make_folder(path).doing("making the folder", path).map(|_| ());
        make(folder)?;
        for path in [layout.log(), layout.shelf(Shelf::Originals), layout.shelf(Shelf::Records), layout.incoming()] {
            make(&path)?;
        }
        let lock = lock(&layout)?;
        // Looked at again: whoever held the lock before may have completed a case.
        refuse_foreign_contents(&layout)?;
        // Of an interrupted attempt: its checkpoint goes first, so that nothing refers to what goes after.
        let remove = |path: &Path| disk.remove(path).doing("removing", path);
        if remove(&layout.checkpoint())? {
            disk.sync_folder(&layout.log()).doing("saving", &layout.log())?;
        }
        clear_incoming(&layout, &*disk)?;
        for path in LogFolder::new(&layout.log()).surplus(0)? {
            remove(&path)?;
        }

        let mut id = [0; 16];
        entropy(&mut id);
        let id = CaseId(id);
        let toml = CaseToml::new(id, case).text();
        let opening = Header::case(id, key.verifying(&id.origin()).to_string(), Digest::of(toml.as_bytes()));
        let state = State { log: Log::new(), key, unsettled: None, uncertain: false };
        let incoming = Incoming::new(layout.clone(), disk);
        let writer = Self { incoming, lock, id, state: Mutex::new(state) };
        let disk = &*writer.incoming.disk;
        // The names of the four folders, then the case's own.
        disk.sync_folder(folder).doing("saving", folder)?;
        let parent = folder.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        disk.sync_folder(parent).doing("saving", parent)?;
        writer.run(Job { entries: vec![NewEntry { header: opening, private: None }], ..Job::default() }, entropy)?;

        let draft = writer.incoming.create(Access::Working)?;
        draft.write(toml.as_bytes())?;
        draft.sync()?;
        let to = layout.case_toml();
        disk.rename(draft.path(), &to).doing("writing", &to)?;
        draft.finish();
        disk.sync_folder(folder).doing("saving", folder)?;
        Ok(writer)
    }

    /// Opens a case for writing, finishing or taking back what an interrupted writer left.
    ///
    /// # Errors
    /// [`Error::Busy`] where another process has it open for writing; [`Error::WrongKey`] where `key` did not sign
    /// the newest checkpoint.
    pub fn open(folder: &Path, key: SigningKey) -> Result<Self, Error> {
        Self::open_on(Arc::new(RealDisk), folder, key)
    }

    /// [`Self::open`] on another disk.
    pub fn open_on(disk: Arc<dyn Disk>, folder: &Path, key: SigningKey) -> Result<Self, Error> {
        let layout = Layout::new(folder);
        let (toml, _) = CaseToml::read(&layout)?;
        let lock = lock(&layout)?;
        let tiles = LogFolder::new(&layout.log());
        let (checkpoint, bytes) = tiles.checkpoint()?;
        check_key(&layout, toml.id, &checkpoint, &bytes, &key)?;
        let log = Log::resume(&checkpoint, &tiles).map_err(|e| tiles.explain(&e))?;

        let incoming = layout.incoming();
        disk.make_folder(&incoming).doing("making the folder", &incoming)?;
        if let Some(plan) = Plan::left_behind(&layout)? {
            plan.settle(&layout, &*disk, checkpoint.size)?;
        }
        clear_incoming(&layout, &*disk)?;
        let writer = Self {
            incoming: Incoming::new(layout, disk),
            lock,
            id: toml.id,
            state: Mutex::new(State { log, key, unsettled: None, uncertain: false }),
        };
        writer.remove_surplus_tiles(checkpoint.size)?;
        Ok(writer)
    }

    /// The case's name for life.
    pub fn id(&self) -> CaseId {
        self.id
    }

    /// Where everything lies.
    pub fn layout(&self) -> &Layout {
        &self.incoming.layout
    }

    /// Number of entries in the log.
    pub fn size(&self) -> u64 {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).log.size()
    }

    /// Takes in a regular file from its beginning. It becomes part of the case with a `preserve` entry that names it.
    ///
    /// # Errors
    /// [`Error::Changing`] when it changed during each of three readings, [`Error::Source`] when it cannot be read.
    pub fn stage_file(&self, source: &File) -> Result<Staged, Error> {
        originals::take_file(&self.incoming, source)
    }

    /// Takes in a stream that has no file behind it, to its end.
    pub fn stage_stream(&self, source: &mut dyn Read) -> Result<Staged, Error> {
        originals::take_stream(&self.incoming, source)
    }

    /// Lets go of bytes that were taken in and that no entry vouches for, at once instead of with the writer.
    pub fn discard(&self, staged: &Staged) -> Result<(), Error> {
        let waiting = self.incoming.waiting().remove(&(Shelf::Originals, staged.id.0));
        // After a commit that failed half-way they may lie at their final place already, where the next commit or
        // writer takes them back.
        match waiting.filter(|w| w.at.starts_with(self.layout().incoming())) {
            Some(waiting) => {
                self.incoming.disk.remove(&waiting.at).doing("removing", &waiting.at)?;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Begins a record. It becomes part of the case with an entry whose header names it.
    pub fn record(&self) -> RecordWriter<'_> {
        RecordWriter::new(&self.incoming)
    }

    /// Appends entries, with everything they vouch for, and answers when all of it is durable.
    ///
    /// Either all of the batch is in the log or none of it. Batches of some hundred entries cost hardly more than
    /// single ones.
    pub fn commit(&self, batch: Vec<NewEntry>, entropy: Entropy<'_>) -> Result<Committed, Error> {
        self.run(Job { entries: batch, ..Job::default() }, entropy)
    }

    /// Hands the case over to `new`: one entry, signed by the present key, and from its checkpoint on the new key
    /// signs.
    pub fn rotate_key(
        &self,
        new: SigningKey,
        private: Option<serde_json::Value>,
        entropy: Entropy<'_>,
    ) -> Result<Committed, Error> {
        let rotation = {
            let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.key.rotate_to(self.id, &new.verifying(&self.id.origin()))
        };
        let entries = vec![NewEntry { header: Header::key(rotation), private }];
        self.run(Job { entries, new_key: Some(new), ..Job::default() }, entropy)
    }

    /// Removes tile files that a log of `size` entries does not need.
    pub(crate) fn remove_surplus_tiles(&self, size: u64) -> Result<(), Error> {
        for path in LogFolder::new(&self.layout().log()).surplus(size)? {
            self.remove_tile(&path)?;
        }
        Ok(())
    }

    /// Removes a tile file, and its folder where that held partial tiles and is empty now.
    pub(crate) fn remove_tile(&self, path: &Path) -> Result<(), Error> {
        let disk = &*self.incoming.disk;
        disk.remove(path).doing("removing", path)?;
        match path.parent() {
            Some(folder) if folder.extension().is_some_and(|e| e == "p") => {
                disk.remove_folder(folder).doing("removing", folder)
            }
            _ => Ok(()),
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // Files that no entry came to vouch for. What cannot be removed now is cleared by the next writer, and where
        // the state is uncertain the next writer has to look at the disk first.
        let uncertain = self.state.get_mut().map_or(true, |s| s.uncertain || s.unsettled.is_some());
        if !uncertain {
            let _ = clear_incoming(&self.incoming.layout, &*self.incoming.disk);
        }
    }
}

/// Takes the lock that every writer holds as long as it lives. The system releases it when the process ends, however
/// it ends.
fn lock(layout: &Layout) -> Result<File, Error> {
    let path = layout.log();
    let folder = File::open(&path).doing("opening", &path)?;
    for left in (0..LOCK_ATTEMPTS).rev() {
        match folder.try_lock() {
            Ok(()) => return Ok(folder),
            // A child that is just being started holds what its parent held until it runs its own program.
            Err(TryLockError::WouldBlock) if left > 0 => std::thread::sleep(LOCK_PAUSE),
            Err(TryLockError::WouldBlock) => break,
            Err(TryLockError::Error(e)) => return Err(Error::io("locking", &path, e)),
        }
    }
    Err(Error::Busy(At(layout.root().to_owned())))
}

/// How often a held lock is asked for before the case counts as busy, and the time in between.
const LOCK_ATTEMPTS: u32 = 20;
const LOCK_PAUSE: std::time::Duration = std::time::Duration::from_millis(10);

/// Removes everything in `incoming/`. The plan goes last: until then it can be settled again.
fn clear_incoming(layout: &Layout, disk: &dyn Disk) -> Result<(), Error> {
    let folder = layout.incoming();
    let plan = layout.plan();
    let mut found = false;
    for entry in std::fs::read_dir(&folder).doing("reading", &folder)? {
        let path = entry.doing("reading", &folder)?.path();
        found = true;
        if path != plan {
            disk.remove(&path).doing("removing", &path)?;
        }
    }
    if found {
        disk.remove(&plan).doing("removing", &plan)?;
        disk.sync_folder(&folder).doing("saving", &folder)?;
    }
    Ok(())
}

/// A new case goes into an absent or empty folder, or over what an interrupted attempt left: our own folders, without
/// `case.toml` and without any content.
fn refuse_foreign_contents(layout: &Layout) -> Result<(), Error> {
    let root = layout.root();
    let exists = || Error::Exists(At(root.to_owned()));
    let names = match std::fs::read_dir(root) {
        Ok(names) => names,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(e) if e.kind() == std::io::ErrorKind::NotADirectory => return Err(exists()),
        Err(e) => return Err(Error::io("reading", root, e)),
    };
    for name in names {
        let path = name.doing("reading", root)?.path();
        let ours = match path.file_name().and_then(|n| n.to_str()) {
            Some("log" | "incoming") => path.is_dir(),
            Some("originals" | "records") => {
                path.is_dir() && std::fs::read_dir(&path).is_ok_and(|mut d| d.next().is_none())
            }
            _ => false,
        };
        if !ours {
            return Err(exists());
        }
    }
    Ok(())
}

/// Whether the newest checkpoint is this case's and was signed with `key`.
fn check_key(
    layout: &Layout,
    id: CaseId,
    checkpoint: &Checkpoint,
    bytes: &[u8],
    key: &SigningKey,
) -> Result<(), Error> {
    let path = layout.checkpoint();
    if checkpoint.origin != id.origin() {
        let what = format!("it belongs to {}, while case.toml names the case {id}", checkpoint.origin);
        return Err(Error::damaged(&path, what));
    }
    let key = key.verifying(&id.origin());
    let (_, note) = Checkpoint::parse(bytes).map_err(|e| Error::damaged(&path, e.to_string()))?;
    note.verify(&key).map_err(|_| Error::WrongKey { case: At(layout.root().to_owned()), given: key.to_string() })
}
