//! The commit: what an entry vouches for becomes durable before the entry, the entry before the answer.
//!
//! 1. Everything is written to `incoming/`: content, log files, checkpoint, and the plan that names what will be placed.
//! 2. The bytes, and the plan's name, are synced.
//! 3. Content and log files get their names; the folders are synced.
//! 4. The checkpoint is renamed into place and its folder synced. This is the moment at which the batch is in the log.
//! 5. What a purge withholds is removed; outgrown tiles and the plan go.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use custody::entry::RecordRef;
use custody::{Checkpoint, Header, Kind, Log, PrivateLine, PrivateRecord, SigningKey};
use model::Digest;
use serde_json::Value;

use crate::Entropy;
use crate::disk::Access;
use crate::error::{At, Doing as _, Error};
use crate::incoming::Draft;
use crate::layout::{Layout, Shelf};
use crate::plan::{Plan, remove_durably};
use crate::writer::{State, Writer};

/// Above this many files (or folders) the whole file system is synced once instead of each by itself.
const SYNC_EACH: usize = 8;

/// An entry to append.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// The public header, without its `private` member.
    pub header: Header,
    /// The private part: a JSON object without the members `kind` and `salt`.
    pub private: Option<Value>,
}

/// A batch that is in the log, durably.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// Number of the batch's first entry.
    pub first: u64,
    /// The headers as they stand in the log, in order from `first`.
    pub headers: Vec<Header>,
    /// The log's new tree head.
    pub checkpoint: Checkpoint,
}

/// What one commit does.
#[derive(Default)]
pub(crate) struct Job {
    pub entries: Vec<NewEntry>,
    /// Content that takes the place of other content and that no header names (rewritten private records).
    pub rewritten: Vec<RecordRef>,
    /// Content to remove once the entries are in the log.
    pub withheld: Vec<PathBuf>,
    /// The key that signs from this commit on.
    pub new_key: Option<SigningKey>,
}

/// Files that are written and named, but not yet the case's.
struct Prepared {
    headers: Vec<Header>,
    log: Log,
    checkpoint: Checkpoint,
    checkpoint_draft: Draft,
    /// Drafts with their final paths.
    drafts: Vec<(Draft, PathBuf)>,
    /// Waiting content to place, with its final path.
    content: BTreeMap<(Shelf, Digest), PathBuf>,
    plan: Plan,
}

impl Writer {
    /// Runs one commit from beginning to end.
    pub(crate) fn run(&self, job: Job, entropy: Entropy<'_>) -> Result<Committed, Error> {
        let mut guard = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let state = &mut *guard;
        if state.uncertain {
            return Err(Error::Uncertain(At(self.layout().root().to_owned())));
        }
        self.settle_failed(state)?;
        let first = state.log.size();
        let prepared = self.prepare(state, &job, entropy)?;
        state.unsettled = Some(prepared.plan.clone());
        self.write_plan(&prepared.plan)?;

        let unsynced = self.unsynced(&prepared);
        self.certain(state, self.sync_bytes(&unsynced))?;
        let Prepared { headers, log, checkpoint, checkpoint_draft, drafts, content, plan } = prepared;
        let folders = self.place(drafts, &content)?;
        self.certain(state, self.sync_names(&folders))?;
        self.certain(state, self.publish(checkpoint_draft))?;

        let before = std::mem::replace(&mut state.log, log).size();
        state.unsettled = None;
        if let Some(key) = job.new_key {
            state.key = key;
        }
        self.incoming.waiting().retain(|key, _| !content.contains_key(key));
        self.tidy(&plan, before, checkpoint.size)?;
        Ok(Committed { first, headers, checkpoint })
    }

    /// After a commit that failed before its checkpoint: takes back what it placed and nobody waits for.
    fn settle_failed(&self, state: &mut State) -> Result<(), Error> {
        let Some(plan) = &state.unsettled else { return Ok(()) };
        let root = self.layout().root();
        let wanted: BTreeSet<PathBuf> = self.incoming.waiting().values().map(|w| w.at.clone()).collect();
        let gone: Vec<PathBuf> = plan.placed.iter().filter(|p| !wanted.contains(&root.join(p))).cloned().collect();
        remove_durably(self.layout(), &*self.incoming.disk, &gone)?;
        self.remove_surplus_tiles(state.log.size())?;
        state.unsettled = None;
        Ok(())
    }

    /// Step 1: makes the entries and writes everything under temporary names.
    fn prepare(&self, state: &State, job: &Job, entropy: Entropy<'_>) -> Result<Prepared, Error> {
        let layout = self.layout();
        let mut drafts = Vec::new();
        let mut draft = |access: Access, bytes: &[u8], to: PathBuf| -> Result<(), Error> {
            let draft = self.incoming.create(access)?;
            draft.write(bytes)?;
            drafts.push((draft, to));
            Ok(())
        };
        let (headers, private) = seal(&job.entries, entropy)?;
        let content = self.vouched_for(&headers, &job.rewritten)?;

        let mut log = state.log.clone();
        for header in &headers {
            log.append(&header.encode()?).map_err(|e| custody::entry::EntryError::TooLong(e.0))?;
        }
        // A damaged file that the new copy replaces does not count as placed: taking the commit back leaves it.
        let new = content.keys().filter(|(shelf, digest)| layout.size_of(*shelf, *digest).is_none());
        let mut placed: BTreeSet<PathBuf> = new.map(|(s, d)| Layout::relative(*s, *d)).collect();
        // Content that an earlier, failed commit placed and that still waits must not outlive this plan unnoticed.
        for ((shelf, digest), waiting) in self.incoming.waiting().iter() {
            if waiting.at == layout.content(*shelf, *digest) {
                placed.insert(Layout::relative(*shelf, *digest));
            }
        }
        if let Some((bytes, record)) = private {
            placed.insert(Layout::relative(Shelf::Records, record.sha256));
            draft(Access::Record, &bytes, layout.record(record.sha256))?;
        }
        for file in log.files() {
            draft(Access::Working, &file.bytes, layout.log().join(file.path))?;
        }
        let checkpoint = log.checkpoint(&self.id.origin());
        let note = checkpoint.sign(job.new_key.as_ref().unwrap_or(&state.key));
        let checkpoint_draft = self.incoming.create(Access::Working)?;
        checkpoint_draft.write(note.as_bytes())?;
        let plan = Plan { size: log.size(), placed: placed.into_iter().collect(), withheld: job.withheld.clone() };
        Ok(Prepared { headers, log, checkpoint, checkpoint_draft, drafts, content, plan })
    }

    /// The waiting content that the headers name. What they preserve or record must wait or be there.
    fn vouched_for(
        &self,
        headers: &[Header],
        rewritten: &[RecordRef],
    ) -> Result<BTreeMap<(Shelf, Digest), PathBuf>, Error> {
        let preserved = headers.iter().filter(|h| h.kind == Kind::Preserve).flat_map(|h| &h.inputs);
        let originals = preserved.map(|id| ((Shelf::Originals, id.0), None));
        let records = headers.iter().filter_map(|h| h.record).chain(rewritten.iter().copied());
        let records = records.map(|r| ((Shelf::Records, r.sha256), Some(r.size)));
        let waiting = self.incoming.waiting();
        let mut content = BTreeMap::new();
        for ((shelf, digest), size) in originals.chain(records) {
            if waiting.contains_key(&(shelf, digest)) {
                content.insert((shelf, digest), self.layout().content(shelf, digest));
            } else if self.layout().size_of(shelf, digest).is_none_or(|there| size.is_some_and(|size| size != there)) {
                return Err(Error::NothingToVouchFor(digest));
            }
        }
        Ok(content)
    }

    /// The plan takes the place of an older one in one step.
    fn write_plan(&self, plan: &Plan) -> Result<(), Error> {
        let draft = self.incoming.create(Access::Working)?;
        draft.write(&serde_json::to_vec(plan).map_err(model::canonical::CanonicalError::from)?)?;
        let to = self.layout().plan();
        self.incoming.disk.rename(draft.path(), &to).doing("writing", &to)?;
        draft.finish();
        Ok(())
    }

    /// Files whose bytes are not durable yet.
    fn unsynced(&self, prepared: &Prepared) -> Vec<PathBuf> {
        let waiting = self.incoming.waiting();
        let content = prepared.content.keys().filter_map(|key| waiting.get(key)).filter(|w| !w.synced);
        let drafts = prepared.drafts.iter().map(|(draft, _)| draft.path().to_owned());
        let checkpoint = prepared.checkpoint_draft.path().to_owned();
        content.map(|w| w.at.clone()).chain(drafts).chain([checkpoint, self.layout().plan()]).collect()
    }

    /// Step 2.
    fn sync_bytes(&self, files: &[PathBuf]) -> Result<(), Error> {
        let disk = &*self.incoming.disk;
        if files.len() > SYNC_EACH && self.sync_everything()? {
            return Ok(());
        }
        for file in files {
            disk.sync_file(file).doing("saving", file)?;
        }
        let incoming = self.layout().incoming();
        disk.sync_folder(&incoming).doing("saving", &incoming)
    }

    /// Step 3: gives everything but the checkpoint its name; the answer is the folders whose names changed.
    fn place(
        &self,
        drafts: Vec<(Draft, PathBuf)>,
        content: &BTreeMap<(Shelf, Digest), PathBuf>,
    ) -> Result<BTreeSet<PathBuf>, Error> {
        let disk = &*self.incoming.disk;
        let mut folders = BTreeSet::new();
        for (key, to) in content {
            self.make_folders_for(to, &mut folders)?;
            let mut waiting = self.incoming.waiting();
            let Some(file) = waiting.get_mut(key) else { continue };
            if file.at != *to {
                disk.rename(&file.at, to).doing("writing", to)?;
                file.at.clone_from(to);
            }
            file.synced = true;
        }
        for (draft, to) in drafts {
            self.make_folders_for(&to, &mut folders)?;
            disk.rename(draft.path(), &to).doing("writing", &to)?;
            draft.finish();
        }
        Ok(folders)
    }

    /// Makes the folders above `path`, up to those of the case, and notes all whose names change by placing it.
    fn make_folders_for(&self, path: &Path, changed: &mut BTreeSet<PathBuf>) -> Result<(), Error> {
        let Some(folder) = path.parent() else { return Ok(()) };
        if changed.contains(folder) {
            return Ok(());
        }
        if !folder.is_dir() {
            self.make_folders_for(folder, changed)?;
            self.incoming.disk.make_folder(folder).doing("making the folder", folder)?;
        }
        changed.insert(folder.to_owned());
        Ok(())
    }

    fn sync_names(&self, folders: &BTreeSet<PathBuf>) -> Result<(), Error> {
        if folders.len() > SYNC_EACH && self.sync_everything()? {
            return Ok(());
        }
        folders.iter().try_for_each(|f| self.incoming.disk.sync_folder(f).doing("saving", f))
    }

    /// Syncs the file system at once; answers false where that is not to be had.
    fn sync_everything(&self) -> Result<bool, Error> {
        match self.incoming.disk.sync_everything(&self.lock) {
            Ok(()) => Ok(true),
            Err(e) if e.kind() == std::io::ErrorKind::Unsupported => Ok(false),
            Err(e) => Err(Error::io("saving", self.layout().root(), e)),
        }
    }

    /// Step 4.
    fn publish(&self, draft: Draft) -> Result<(), Error> {
        let (disk, to) = (&*self.incoming.disk, self.layout().checkpoint());
        disk.rename(draft.path(), &to).doing("writing", &to)?;
        draft.finish();
        disk.sync_folder(&self.layout().log()).doing("saving", &to)
    }

    /// Step 5. Only what a purge withholds must be gone before the answer.
    fn tidy(&self, plan: &Plan, before: u64, after: u64) -> Result<(), Error> {
        let disk = &*self.incoming.disk;
        remove_durably(self.layout(), disk, &plan.withheld)?;
        // A reader or the next writer copes with what cannot be removed now.
        let current: BTreeSet<_> = custody::tile::partials_of(after).collect();
        for tile in custody::tile::partials_of(before).filter(|t| !current.contains(t)) {
            let _ = self.remove_tile(&self.layout().log().join(tile.path()));
        }
        let _ = disk.remove(&self.layout().plan());
        Ok(())
    }

    /// After a failed sync the system may have dropped the bytes and call the next sync a success, so nothing that
    /// this process believes to be on the disk can be relied on.
    fn certain<T>(&self, state: &mut State, outcome: Result<T, Error>) -> Result<T, Error> {
        state.uncertain |= outcome.is_err();
        outcome
    }
}

/// Salts the private parts and puts the commitments into the headers. The private record comes with its bytes, where
/// there is one.
#[expect(clippy::type_complexity, reason = "two results of one step")]
fn seal(entries: &[NewEntry], entropy: Entropy<'_>) -> Result<(Vec<Header>, Option<(Vec<u8>, RecordRef)>), Error> {
    let mut record = PrivateRecord::default();
    for entry in entries {
        if let Some(body) = &entry.private {
            let mut salt = [0; 16];
            entropy(&mut salt);
            record.push(&PrivateLine::new(salt, entry.header.kind, body)?);
        }
    }
    if record.is_empty() {
        return Ok((entries.iter().map(|e| e.header.clone()).collect(), None));
    }
    let (bytes, reference, lines) = record.finish();
    let mut lines = lines.into_iter();
    let headers = entries.iter().map(|entry| {
        let private = entry.private.as_ref().and_then(|_| lines.next());
        Header { private, ..entry.header.clone() }
    });
    Ok((headers.collect(), Some((bytes, reference))))
}
