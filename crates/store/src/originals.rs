//! Taking bytes in: read once, hashed while they are copied, and compared with what the file system says of the
//! source before and after, so that the kept bytes are the source's at one moment. Leaves the log entry to the commit.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek as _};
use std::os::unix::fs::MetadataExt as _;
use std::sync::mpsc;

use model::item::FileFacts;
use model::{Digest, ItemId};
use sha2::{Digest as _, Sha256};

use crate::disk::Access;
use crate::error::{Doing as _, Error};
use crate::incoming::{Draft, Incoming};
use crate::layout::Shelf;

/// Up to this size a file is read whole before anything is written.
const SMALL: u64 = 1 << 20;
/// From this size on a copy goes past the system's cache. Nothing reads so much again at once.
const PAST_CACHE: u64 = 16 << 20;
/// Size of one buffer on its way from the reader to the writer.
const BUFFER: usize = 4 << 20;
/// How far ahead of the reader the disk is asked for more, in bytes.
const AHEAD: u64 = 16 << 20;
/// How many buffers are on their way at most.
const BUFFERS: usize = 8;
/// Where a write past the cache may begin and end, in memory and in the file, on every disk met so far.
const BLOCK: usize = 4096;
/// A source that changed is read again this many times.
const ATTEMPTS: usize = 3;

/// An item that waits for the entry that vouches for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Staged {
    /// SHA-256 of the bytes.
    pub id: ItemId,
    /// How many there are.
    pub size: u64,
    /// Whether the case did not have them yet.
    pub new: bool,
    /// What the file system said of the source, where it was a file.
    pub facts: Option<FileFacts>,
}

/// Takes in a regular file from its beginning.
///
/// # Errors
/// [`Error::Changing`] when it changed during each of three readings.
pub fn take_file(incoming: &Incoming, source: &File) -> Result<Staged, Error> {
    for _ in 0..ATTEMPTS {
        let before = facts(source).map_err(Error::Source)?;
        (&*source).rewind().map_err(Error::Source)?;
        read_ahead(source);
        let taken = take(incoming, &mut &*source, Some(source), before.size)?;
        let after = facts(source).map_err(Error::Source)?;
        if before == after && taken.size == before.size {
            return Ok(Staged { facts: Some(before), ..taken.wait(incoming) });
        }
    }
    Err(Error::Changing)
}

/// Takes in a stream that has no file behind it, to its end.
pub fn take_stream(incoming: &Incoming, source: &mut dyn Read) -> Result<Staged, Error> {
    // The size is not known: anything above SMALL is copied in a pipeline.
    let mut start = Vec::new();
    (&mut *source).take(SMALL + 1).read_to_end(&mut start).map_err(Error::Source)?;
    let size = start.len() as u64;
    let mut whole = start.as_slice().chain(source);
    Ok(take(incoming, &mut whole, None, size)?.wait(incoming))
}

/// Tells the system that a file is about to be read from end to end. Only speed hangs on it.
#[cfg(target_os = "linux")]
fn read_ahead(source: &File) {
    let _ = rustix::fs::fadvise(source, 0, None, rustix::fs::Advice::Sequential);
}

#[cfg(not(target_os = "linux"))]
fn read_ahead(_: &File) {}

/// Asks for a stretch of a file that will be read soon. Only speed hangs on it.
#[cfg(target_os = "linux")]
fn want(file: &File, at: u64, length: u64) {
    let _ = rustix::fs::fadvise(file, at, std::num::NonZeroU64::new(length), rustix::fs::Advice::WillNeed);
}

#[cfg(not(target_os = "linux"))]
fn want(_: &File, _: u64, _: u64) {}

/// What the file system says of an open file.
fn facts(file: &File) -> io::Result<FileFacts> {
    Ok(file_facts(&file.metadata()?))
}

/// What the file system says of a file. One place, because what is unchanged is told by comparing two of these.
pub fn file_facts(metadata: &Metadata) -> FileFacts {
    let nanoseconds = |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
    FileFacts {
        device: metadata.dev(),
        inode: metadata.ino(),
        size: metadata.len(),
        modified_ns: nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
        changed_ns: nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
    }
}

/// Bytes that were read and hashed, and are kept as soon as the source is known to have stood still.
struct Taken {
    digest: Digest,
    size: u64,
    draft: Option<Draft>,
    synced: bool,
}

impl Taken {
    fn wait(self, incoming: &Incoming) -> Staged {
        let Self { digest, size, draft, synced } = self;
        let new = draft.is_some_and(|draft| incoming.wait(Shelf::Originals, digest, size, draft, synced));
        Staged { id: ItemId(digest), size, new, facts: None }
    }
}

/// Reads `source` to its end. `expected` chooses the way; the source may turn out longer or shorter.
fn take(incoming: &Incoming, source: &mut dyn Read, file: Option<&File>, expected: u64) -> Result<Taken, Error> {
    if expected <= SMALL {
        return take_small(incoming, source);
    }
    let draft = incoming.create(Access::Original)?;
    let (digest, size) = match file {
        // What is hashed then is what was kept, not what was read.
        Some(file) if incoming.clone_into(&draft, file)? => hash_kept(&draft)?,
        _ => {
            let copied = copy(incoming, &draft, source, file, expected)?;
            draft.sync()?;
            copied
        }
    };
    Ok(Taken { digest, size, draft: Some(draft), synced: true })
}

/// Hashes a finished draft from the disk, and makes it durable.
fn hash_kept(draft: &Draft) -> Result<(Digest, u64), Error> {
    let mut file = File::open(draft.path()).doing("reading", draft.path())?;
    let hashed = hash(&mut file).doing("reading", draft.path())?;
    draft.sync()?;
    Ok(hashed)
}

/// Takes in a small source: what the case has already is not even written.
fn take_small(incoming: &Incoming, source: &mut dyn Read) -> Result<Taken, Error> {
    let mut bytes = Vec::new();
    source.take(SMALL + 1).read_to_end(&mut bytes).map_err(Error::Source)?;
    let (digest, size) = (Digest::of(&bytes), bytes.len() as u64);
    let draft = if incoming.has(Shelf::Originals, digest, size) {
        None
    } else {
        let draft = incoming.create(Access::Original)?;
        draft.write(&bytes)?;
        Some(draft)
    };
    Ok(Taken { digest, size, draft, synced: false })
}

/// SHA-256 and size of everything that is left in `source`.
fn hash(source: &mut dyn Read) -> io::Result<(Digest, u64)> {
    let (mut sha, mut size, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 20]);
    loop {
        let n = read_some(source, &mut buffer)?;
        if n == 0 {
            return Ok((Digest(sha.finalize().into()), size));
        }
        sha.update(&buffer[..n]);
        size += n as u64;
    }
}

/// Copies `source` to its end: this thread reads, a second hashes, a third writes, each the same buffers in turn. A long
/// copy goes past the system's cache, which leaves nothing to wait for at the end but the disk's own.
fn copy(
    incoming: &Incoming,
    draft: &Draft,
    source: &mut dyn Read,
    file: Option<&File>,
    expected: u64,
) -> Result<(Digest, u64), Error> {
    let past_cache = expected >= PAST_CACHE && incoming.disk.past_cache(draft.new_file(), true).is_ok();
    let (read, to_hash) = mpsc::channel::<Buffer>();
    let (hashed, to_write) = mpsc::channel::<Buffer>();
    let (written, to_fill) = mpsc::channel::<Buffer>();
    std::thread::scope(|scope| {
        let hasher = scope.spawn(move || {
            let (mut sha, mut size) = (Sha256::new(), 0);
            for buffer in to_hash {
                sha.update(buffer.bytes());
                size += buffer.bytes().len() as u64;
                // Where the writer has stopped, its own answer says why.
                if hashed.send(buffer).is_err() {
                    break;
                }
            }
            (Digest(sha.finalize().into()), size)
        });
        let writer = scope.spawn(move || {
            for buffer in to_write {
                if past_cache && buffer.bytes().len() % BLOCK != 0 {
                    // Only the last buffer may end within a block, and such an end takes the usual way.
                    incoming.disk.past_cache(draft.new_file(), false).doing("writing", draft.path())?;
                }
                draft.write(buffer.bytes())?;
                let _ = written.send(buffer);
            }
            Ok(())
        });
        let (mut made, mut at) = (0, 0);
        let end = loop {
            if let Some(file) = file {
                want(file, at + AHEAD, BUFFER as u64);
            }
            let mut buffer = match to_fill.try_recv() {
                Ok(buffer) => buffer,
                Err(_) if made < BUFFERS => {
                    made += 1;
                    Buffer::new()
                }
                Err(_) => match to_fill.recv() {
                    Ok(buffer) => buffer,
                    // The writer has stopped; its own answer says why.
                    Err(_) => break Ok(()),
                },
            };
            match buffer.fill(source) {
                Ok(0) => break Ok(()),
                Ok(n) => {
                    at += n as u64;
                    if read.send(buffer).is_err() {
                        break Ok(());
                    }
                }
                Err(e) => break Err(Error::Source(e)),
            }
        };
        drop(read);
        let hashed = hasher.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let written = writer.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        written.and(end).map(|()| hashed)
    })
}

/// Bytes on their way from the reader to the writer, where a disk can take them directly: from the start of a block of
/// memory.
struct Buffer {
    memory: Vec<u8>,
    start: usize,
    len: usize,
}

impl Buffer {
    fn new() -> Self {
        let memory = vec![0; BUFFER + BLOCK];
        let start = memory.as_ptr().align_offset(BLOCK).min(BLOCK);
        Self { memory, start, len: 0 }
    }

    /// Reads until the buffer is full or the source at its end.
    fn fill(&mut self, source: &mut dyn Read) -> io::Result<usize> {
        self.len = 0;
        let room = &mut self.memory[self.start..self.start + BUFFER];
        while self.len < BUFFER {
            match read_some(source, &mut room[self.len..])? {
                0 => break,
                n => self.len += n,
            }
        }
        Ok(self.len)
    }

    fn bytes(&self) -> &[u8] {
        &self.memory[self.start..self.start + self.len]
    }
}

/// One read, taken up again after an interruption. The buffer is filled as far as one read goes.
fn read_some(source: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(buffer) {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}
