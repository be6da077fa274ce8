//! Prints how fast the store takes in one large file, many small ones and many log entries, everything durable, beside
//! what `cp` and `sync` need for the same bytes.
//!
//! `cargo run --release -p exhibit-store --example speed -- FOLDER [large MIB] [small COUNT] [log COUNT]`. FOLDER lies
//! on the disk to be measured and must not exist; it is removed afterwards.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement: an error ends it, and printing is all it is for"
)]

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use custody::{Header, SigningKey};
use model::Utc;
use serde_json::json;
use store::{NewCase, NewEntry, Reader, Writer};

const BATCH: usize = 1000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((folder, wanted)) = arguments.split_first() else {
        println!("usage: speed FOLDER [large MIB] [small COUNT] [log COUNT]");
        return;
    };
    let folder = Path::new(folder);
    std::fs::create_dir(folder).unwrap();
    let amount = |name: &str, otherwise: usize| {
        let at = wanted.iter().position(|w| w == name);
        match at {
            Some(at) => wanted.get(at + 1).and_then(|n| n.parse().ok()).or(Some(otherwise)),
            None => wanted.is_empty().then_some(otherwise),
        }
    };
    if let Some(mebibytes) = amount("large", 2000) {
        large(folder, mebibytes);
    }
    if let Some(count) = amount("small", 20_000) {
        small(folder, count);
    }
    if let Some(count) = amount("log", 1_000_000) {
        log(folder, count);
    }
    std::fs::remove_dir_all(folder).unwrap();
}

/// Not random, but different at every call; enough for a measurement.
fn entropy() -> impl FnMut(&mut [u8]) {
    let mut n = 0u64;
    move |bytes: &mut [u8]| {
        n += 1;
        bytes.iter_mut().zip(n.to_le_bytes().iter().cycle()).for_each(|(b, n)| *b = *n);
    }
}

fn case(folder: &Path) -> Writer {
    let case = NewCase { title: "speed".into(), by: None, created: Utc(0), tool: "speed".into() };
    Writer::create(folder, case, SigningKey::from_seed([1; 32]), &mut entropy()).unwrap()
}

fn preserve(id: model::ItemId, path: &Path) -> NewEntry {
    let private = json!({"path": path.to_string_lossy(), "machine": "speed", "tool": "speed", "who": "somebody"});
    NewEntry { header: Header::preserve(id), private: Some(private) }
}

/// Bytes that do not compress and do not repeat.
fn fill(path: &Path, size: usize, seed: u64) {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut block = vec![0u8; size.min(1 << 20)];
    let mut file = File::create(path).unwrap();
    let mut left = size;
    while left > 0 {
        for word in block.chunks_mut(8) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            word.copy_from_slice(&state.to_le_bytes()[..word.len()]);
        }
        let n = left.min(block.len());
        file.write_all(&block[..n]).unwrap();
        left -= n;
    }
}

fn sync() {
    Command::new("sync").status().unwrap();
}

/// Empties the page cache, where that is allowed.
fn drop_caches() -> bool {
    std::fs::write("/proc/sys/vm/drop_caches", "3").is_ok()
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn large(folder: &Path, mebibytes: usize) {
    let source = folder.join("large");
    fill(&source, mebibytes << 20, 1);
    for cold in [false, true] {
        let ready = || {
            sync();
            !cold || drop_caches()
        };
        // Alternating, best of three: other work on the machine must not decide.
        let (mut copies, mut preserves) = (Vec::new(), Vec::new());
        for round in 0..3 {
            if !ready() {
                println!("large, cold: not measured (the page cache can only be dropped by root)");
                return;
            }
            let copy = folder.join("copy");
            copies.push(timed(|| {
                Command::new("cp").args([&source, &copy]).status().unwrap();
                sync();
            }));
            std::fs::remove_file(&copy).unwrap();
            ready();
            let case_folder = folder.join(format!("case-large-{round}"));
            let writer = case(&case_folder);
            preserves.push(timed(|| {
                let staged = writer.stage_file(&File::open(&source).unwrap()).unwrap();
                writer.commit(vec![preserve(staged.id, &source)], &mut entropy()).unwrap();
            }));
            drop(writer);
            std::fs::remove_dir_all(&case_folder).unwrap();
        }
        let (copy, ours) = (copies.iter().min().unwrap().as_secs_f64(), preserves.iter().min().unwrap().as_secs_f64());
        println!(
            "large, {}: {mebibytes} MiB preserved in {ours:.2} s; cp + sync {copy:.2} s; ratio {:.2}",
            if cold { "cold" } else { "warm" },
            ours / copy
        );
    }
    std::fs::remove_file(&source).unwrap();
}

fn small(folder: &Path, count: usize) {
    let material = folder.join("small");
    std::fs::create_dir(&material).unwrap();
    let paths: Vec<_> = (0..count).map(|n| material.join(n.to_string())).collect();
    paths.iter().enumerate().for_each(|(n, path)| fill(path, 4096, n as u64 + 2));
    sync();
    let writer = case(&folder.join("case-small"));
    let took = timed(|| {
        for batch in paths.chunks(BATCH) {
            let (next, staged) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
            std::thread::scope(|scope| {
                for _ in 0..2 {
                    scope.spawn(|| {
                        while let Some(path) = batch.get(next.fetch_add(1, Ordering::Relaxed)) {
                            let item = writer.stage_file(&File::open(path).unwrap()).unwrap();
                            staged.lock().unwrap().push(preserve(item.id, path));
                        }
                    });
                }
            });
            writer.commit(staged.into_inner().unwrap(), &mut entropy()).unwrap();
        }
    });
    println!(
        "small: {count} files of 4 KB in {:.2} s, {:.0} a second",
        took.as_secs_f64(),
        count as f64 / took.as_secs_f64()
    );
}

fn log(folder: &Path, count: usize) {
    let folder = folder.join("case-log");
    let writer = case(&folder);
    let mut entropy = entropy();
    let item = writer.stage_stream(&mut &b"one item"[..]).unwrap().id;
    writer.commit(vec![preserve(item, Path::new("one"))], &mut entropy).unwrap();
    let sight = || NewEntry { header: Header::sight(item), private: Some(json!({"path": "one", "who": "somebody"})) };
    let took = timed(|| {
        let mut left = count;
        while left > 0 {
            let batch = left.min(BATCH);
            writer.commit(vec![sight(); batch], &mut entropy).unwrap();
            left -= batch;
        }
    });
    let single = timed(|| (0..100).for_each(|_| drop(writer.commit(vec![sight()], &mut entropy).unwrap())));
    drop(writer);
    let open = timed(|| drop(Writer::open(&folder, SigningKey::from_seed([1; 32])).unwrap()));
    let reader = Reader::open(&folder).unwrap();
    let read = timed(|| assert_eq!(reader.entries(0..u64::MAX).filter(|e| e.is_ok()).count() as u64, reader.size()));
    println!(
        "log: {count} entries in {:.2} s; then {:.1} ms for one entry alone, {:.1} ms to open for writing, {:.2} s to read all",
        took.as_secs_f64(),
        single.as_secs_f64() * 10.0,
        open.as_secs_f64() * 1000.0,
        read.as_secs_f64()
    );
}
