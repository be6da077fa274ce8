//! Adding material to a case: walk, skip what is unchanged, preserve the rest, and write down what was not preserved.
//!
//! Work goes in batches: several threads copy and hash, one commit makes a batch durable and logged. What a batch
//! answered for stays, whatever happens to the next one.

use std::fs::File;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use custody::entry::Header;
use model::item::{NotPreserved, Obstacle, Sighting};
use model::{ItemId, PathName};
use serde_json::json;
use store::error::system_words;
use store::index::obstacle_key;
use store::{NewEntry, Staged, Writer};

use crate::error::Error;
use crate::host::Host;
use crate::open::WritableCase;
use crate::parallel;
use crate::walk::{self, Found, Material};

/// A batch ends at whichever comes first.
const BATCH_FILES: usize = 1000;
const BATCH_BYTES: u64 = 256 << 20;

/// What one `add` did.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Added {
    /// Regular files met.
    pub met: u64,
    /// Files that are unchanged since they were last preserved: nothing was done for them.
    pub unchanged: u64,
    /// Items whose bytes the case did not have.
    pub preserved: u64,
    /// Files whose bytes the case had already: a second sighting.
    pub sighted: u64,
    /// Bytes newly kept.
    pub bytes: u64,
    /// Everything that was met and not preserved, reported now for the first time.
    pub not_preserved: Vec<NotPreserved>,
    /// How many more obstacles were met that earlier runs reported already.
    pub known_obstacles: u64,
}

/// Says of material, before a case is made for it, why it could not be looked through.
pub fn check_material(material: &Path) -> Result<(), Error> {
    walk::check(material).map_err(|e| Error::Material { path: material.to_owned(), source: e })
}

impl WritableCase {
    /// Preserves everything under `material` that is not in the case yet.
    pub fn add(&mut self, material: &Path, why: Option<&str>, host: &Host<'_>) -> Result<Added, Error> {
        host.progress.begin("Looking through the material", None);
        // The disk answers the walk while the index answers what is known: neither waits for the other.
        let progress = host.progress;
        let (walked, known) = std::thread::scope(|scope| {
            let walked = scope.spawn(move || walk::walk(material, &mut |met| progress.at(met)));
            let known = self.index().unchanged_keys();
            (walked.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), known)
        });
        host.progress.end();
        let Material { root, files, mut obstacles } =
            walked.map_err(|e| Error::Material { path: material.to_owned(), source: e })?;
        let root_name = PathName::from_bytes(root.as_os_str().as_bytes());
        let known = known?;
        let mut added = Added { met: files.len() as u64, ..Added::default() };
        let fresh: Vec<Found> = files
            .into_iter()
            .filter(|f| !known.contains(&f.facts.unchanged_key(f.absolute.as_os_str().as_bytes())))
            .collect();
        added.unchanged = added.met - fresh.len() as u64;
        drop(known);
        let (mut have, purged) = match fresh.is_empty() {
            true => Default::default(),
            false => (self.index().item_ids()?, self.index().purged_ids()?),
        };
        host.progress.begin("Preserving", Some(fresh.len() as u64));
        let mut done = 0;
        for batch in batches(&fresh) {
            let staged = stage(self.writer(), batch, host, done);
            // Bytes that are logged and not there any more are taken in again, by an entry that preserves them.
            for lost in staged.iter().flatten().filter(|s| s.new) {
                have.remove(&lost.id.0);
            }
            let mut entries = Vec::with_capacity(batch.len());
            for (found, staged) in batch.iter().zip(staged) {
                match staged {
                    Ok(staged) if purged.contains(&staged.id.0) => {
                        self.writer().discard(&staged)?;
                        let path = found.path.clone();
                        obstacles.push(NotPreserved { path, reason: Obstacle::Purged, detail: None });
                    }
                    Ok(staged) => {
                        let new = have.insert(staged.id.0);
                        added.preserved += u64::from(new);
                        added.sighted += u64::from(!new);
                        added.bytes += if new { staged.size } else { 0 };
                        entries.push(entry(&root_name, found, &staged, new, why, host));
                    }
                    Err(Refused::Material(reason, detail)) => {
                        obstacles.push(NotPreserved { path: found.path.clone(), reason, detail });
                    }
                    Err(Refused::Store(error)) => return Err(error.into()),
                }
            }
            self.commit(entries, host)?;
            done += batch.len() as u64;
            host.progress.at(done);
        }
        host.progress.end();
        self.survey(&root_name, obstacles, &mut added, host)?;
        Ok(added)
    }

    /// Writes down what was met and not preserved, unless an earlier run did.
    fn survey(
        &mut self,
        root: &PathName,
        obstacles: Vec<NotPreserved>,
        added: &mut Added,
        host: &Host<'_>,
    ) -> Result<(), Error> {
        let reported = self.index().obstacle_keys()?;
        let before = obstacles.len();
        let new: Vec<NotPreserved> =
            obstacles.into_iter().filter(|o| !reported.contains(&obstacle_key(root, o))).collect();
        added.known_obstacles = (before - new.len()) as u64;
        // One entry's private line stays small enough to read: a folder of a million links is told in parts.
        for part in new.chunks(500) {
            let mut line = host.stamp();
            line.insert("root".to_owned(), json!(root));
            line.insert("not_preserved".to_owned(), json!(part));
            self.commit(vec![NewEntry { header: Header::survey(), private: Some(line.into()) }], host)?;
        }
        added.not_preserved = new;
        Ok(())
    }
}

fn batches(files: &[Found]) -> impl Iterator<Item = &[Found]> {
    let mut rest = files;
    std::iter::from_fn(move || {
        let mut bytes = 0_u64;
        let end = rest
            .iter()
            .take(BATCH_FILES)
            .take_while(|f| {
                let first = bytes == 0;
                bytes += f.facts.size.max(1);
                first || bytes <= BATCH_BYTES
            })
            .count();
        let (batch, after) = rest.split_at(end);
        rest = after;
        (!batch.is_empty()).then_some(batch)
    })
}

/// Why a file was not staged.
enum Refused {
    Material(Obstacle, Option<String>),
    Store(store::Error),
}

/// Copies and hashes a batch on several threads; the answers come back in the order of the batch.
fn stage(writer: &Writer, batch: &[Found], host: &Host<'_>, done: u64) -> Vec<Result<Staged, Refused>> {
    parallel::in_order(batch, host.threads, None, |at, found| {
        let staged = stage_one(writer, found);
        host.progress.at(done + at as u64 + 1);
        staged
    })
}

fn stage_one(writer: &Writer, found: &Found) -> Result<Staged, Refused> {
    let refused = |error: std::io::Error| Refused::Material(walk::reason_of(&error), Some(system_words(&error)));
    let file = open_file(&found.absolute).map_err(refused)?;
    match writer.stage_file(&file) {
        Ok(staged) => Ok(staged),
        Err(store::Error::Changing) => Err(Refused::Material(Obstacle::Changing, None)),
        Err(store::Error::Source(error)) => Err(refused(error)),
        Err(other) => Err(Refused::Store(other)),
    }
}

/// Opens without following a link and without blocking, should the file have been swapped for one since the walk.
fn open_file(path: &Path) -> std::io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = File::from(rustix::fs::open(path, flags, Mode::empty())?);
    if !file.metadata()?.is_file() {
        return Err(std::io::Error::other("no longer a regular file"));
    }
    Ok(file)
}

fn entry(root: &PathName, found: &Found, staged: &Staged, new: bool, why: Option<&str>, host: &Host<'_>) -> NewEntry {
    let sighting = Sighting {
        path: found.path.clone(),
        root: root.clone(),
        file: staged.facts.unwrap_or(found.facts),
        why: why.map(str::to_owned),
        collector: host.actor.collector.clone(),
        at: (host.now)(),
        clock: host.actor.clock.clone(),
        machine: host.actor.machine.clone(),
        tool: host.actor.tool.clone(),
    };
    let id: ItemId = staged.id;
    let header = if new { Header::preserve(id) } else { Header::sight(id) };
    NewEntry { header, private: Some(json!({ "sighting": sighting })) }
}
