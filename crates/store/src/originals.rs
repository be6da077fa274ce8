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
/// Size of one buffer on its way from the reader to the writer.
const BUFFER: usize = 1 << 20;
/// How much the kernel copies at a time.
const CHUNK: usize = 16 << 20;
/// How much is read to be hashed: small enough to stay in the processor's cache.
const HASH_BUFFER: usize = 256 << 10;
/// How many buffers are on their way at most.
const BUFFERS: usize = 8;
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
    // The first two let the kernel move the bytes; what is hashed then is what was kept, never what was read.
    let kept = match file {
        Some(file) if incoming.clone_into(&draft, file)? => Some(hash_kept(&draft)?),
        Some(file) => copy_in_kernel(incoming, &draft, file)?,
        None => None,
    };
    let (digest, size) = match kept {
        Some(kept) => kept,
        None => {
            let copied = copy(&draft, source)?;
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

/// Copies within the kernel, where that can be had: a second thread copies and then syncs, while this one reads behind
/// it what arrived and hashes that. Nothing where it cannot be had; the draft is then still empty.
fn copy_in_kernel(incoming: &Incoming, draft: &Draft, source: &File) -> Result<Option<(Digest, u64)>, Error> {
    let first = match incoming.disk.copy_range(draft.new_file(), source, CHUNK) {
        // Some file systems answer "nothing" for files whose size they do not know.
        Ok(0) => return Ok(None),
        Err(e) if e.kind() == io::ErrorKind::Unsupported => return Ok(None),
        first => first.doing("copying to", draft.path())?,
    };
    let (copied, to_hash) = mpsc::channel::<usize>();
    std::thread::scope(|scope| {
        let copier = scope.spawn(move || {
            let mut some = first;
            while some > 0 {
                // Where the hashing thread has gone, its own answer says why.
                if copied.send(some).is_err() {
                    return Ok(());
                }
                some = incoming.disk.copy_range(draft.new_file(), source, CHUNK).doing("copying to", draft.path())?;
            }
            // Only now may the hashing thread see the end.
            drop(copied);
            draft.sync()
        });
        let hashed = hash_behind(draft, &to_hash).doing("reading", draft.path());
        let copied = copier.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        copied.and(hashed).map(Some)
    })
}

/// Hashes what a copier says it has appended to a draft.
fn hash_behind(draft: &Draft, arrived: &mpsc::Receiver<usize>) -> io::Result<(Digest, u64)> {
    let mut file = File::open(draft.path())?;
    let (mut sha, mut size, mut buffer) = (Sha256::new(), 0, vec![0; HASH_BUFFER]);
    for some in arrived {
        let mut left = some;
        while left > 0 {
            let part = &mut buffer[..left.min(HASH_BUFFER)];
            file.read_exact(part)?;
            sha.update(&*part);
            left -= part.len();
        }
        size += some as u64;
    }
    Ok((Digest(sha.finalize().into()), size))
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
    let (mut sha, mut size, mut buffer) = (Sha256::new(), 0, vec![0; BUFFER]);
    loop {
        let n = read_some(source, &mut buffer)?;
        if n == 0 {
            return Ok((Digest(sha.finalize().into()), size));
        }
        sha.update(&buffer[..n]);
        size += n as u64;
    }
}

/// Copies `source` to its end: this thread reads and hashes, a second one writes.
fn copy(draft: &Draft, source: &mut dyn Read) -> Result<(Digest, u64), Error> {
    let (full, to_write) = mpsc::sync_channel::<Vec<u8>>(BUFFERS);
    let (empty, to_fill) = mpsc::channel::<Vec<u8>>();
    std::thread::scope(|scope| {
        let writer = scope.spawn(move || {
            for buffer in to_write {
                draft.write(&buffer)?;
                // Where the reader has gone already, the buffer is not wanted any more.
                let _ = empty.send(buffer);
            }
            Ok(())
        });
        let (mut sha, mut size, mut made) = (Sha256::new(), 0, 0);
        let read = loop {
            let mut buffer = match to_fill.try_recv() {
                Ok(buffer) => buffer,
                Err(_) if made < BUFFERS => {
                    made += 1;
                    Vec::new()
                }
                Err(_) => match to_fill.recv() {
                    Ok(buffer) => buffer,
                    // The writer has stopped; its own answer says why.
                    Err(_) => break Ok(()),
                },
            };
            buffer.resize(BUFFER, 0);
            match read_some(source, &mut buffer) {
                Ok(0) => break Ok(()),
                Ok(n) => {
                    buffer.truncate(n);
                    sha.update(&buffer);
                    size += n as u64;
                    if full.send(buffer).is_err() {
                        break Ok(());
                    }
                }
                Err(e) => break Err(Error::Source(e)),
            }
        };
        drop(full);
        let written = writer.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        written.and(read).map(|()| (Digest(sha.finalize().into()), size))
    })
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
