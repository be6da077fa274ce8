//! Disks and sources that do not cooperate: full, read-only, locked by another process, damaged, changing while read.
//! Full and read-only disks are real ones, mounted in a namespace of the test's own; where the system does not allow
//! that, the test says so and the failing disk of `crash` is what remains.

#![allow(clippy::unwrap_used, reason = "in a test, that is the failure")]

mod support;

use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use model::Digest;
use store::{Error, Reader, Writer};
use support::check::{Strictness, sound};
use support::{Fresh, entropy, key, new_case, preserve};

/// How long to wait for a file to be met while it changes.
const PATIENCE: Duration = Duration::from_secs(60);
const FOLDER: &str = "EXHIBIT_DISK_FOLDER";

fn given_folder() -> Option<PathBuf> {
    std::env::var_os(FOLDER).map(PathBuf::from)
}

fn mount(arguments: &[&str], at: &Path) {
    assert!(Command::new("mount").args(arguments).arg(at).status().unwrap().success());
}

/// Runs one of the ignored tests below in a mount namespace of its own.
#[expect(clippy::explicit_write, reason = "a test that passes keeps to itself what it says by `eprintln`")]
fn in_namespace(test: &str, folder: &Path) {
    let unshare = |program: &Path| {
        let mut command = Command::new("unshare");
        command.args(["--map-root-user", "--mount"]).arg(program);
        command
    };
    if !unshare(Path::new("true")).status().is_ok_and(|s| s.success()) {
        let why = "needs a mount namespace (unshare --map-root-user --mount), which is refused here";
        writeln!(std::io::stderr(), "SKIPPED: {test} {why}").unwrap();
        return;
    }
    let out = unshare(&std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", test, "--nocapture"])
        .env(FOLDER, folder)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.success() && text.contains("1 passed"), "{text}{}", String::from_utf8_lossy(&out.stderr));
}

#[test]
fn a_full_disk_is_said_and_the_case_stays_whole() {
    let folder = tempfile::tempdir().unwrap();
    in_namespace("full_disk", folder.path());
}

#[test]
#[ignore = "run in a namespace by the test above"]
fn full_disk() {
    let Some(at) = given_folder() else { return };
    mount(&["-t", "tmpfs", "-o", "size=2m", "none"], &at);
    let folder = at.join("case");
    let writer = Writer::create(&folder, new_case(), key(1), &mut entropy).unwrap();
    let (mut kept, mut refusals) = (1, 0);
    // First with files that fit a few times, then with ever smaller ones, down to where not even an entry fits.
    for size in [300_000u64, 60_000, 5_000, 10] {
        for n in 0..400u64 {
            let bytes: Vec<u8> = n.to_be_bytes().into_iter().cycle().take((size + n) as usize).collect();
            let staged = writer.stage_stream(&mut &bytes[..]);
            match staged.and_then(|staged| writer.commit(vec![preserve(&staged, "p")], &mut entropy)) {
                Ok(committed) => kept = committed.checkpoint.size,
                Err(e) => {
                    assert!(matches!(e, Error::DiskFull(_)), "{e}");
                    assert!(e.to_string().contains("the disk is full"), "{e}");
                    refusals += 1;
                    break;
                }
            }
        }
    }
    assert!(kept > 4 && refusals >= 3, "{kept} {refusals}");
    assert_eq!(Reader::open(&folder).unwrap().size(), kept);
    drop(writer);
    // A full disk does not keep the next writer from opening, and somebody may free space.
    let writer = Writer::open(&folder, key(1)).unwrap();
    assert_eq!(sound(&folder, Strictness::AfterOpen).len() as u64, kept);
    mount(&["-o", "remount,size=4m"], &at);
    let staged = writer.stage_stream(&mut &b"there is room again"[..]).unwrap();
    writer.commit(vec![preserve(&staged, "p")], &mut entropy).unwrap();
    assert_eq!(sound(&folder, Strictness::AfterOpen).len() as u64, kept + 1);
}

#[test]
fn a_read_only_case_can_be_read_and_says_why_it_cannot_be_written() {
    let case = Fresh::new();
    let writer = case.create();
    let staged = writer.stage_stream(&mut &b"EXERCISE"[..]).unwrap();
    writer.commit(vec![preserve(&staged, "p")], &mut entropy).unwrap();
    drop(writer);
    in_namespace("read_only", case.folder());
}

#[test]
#[ignore = "run in a namespace by the test above"]
fn read_only() {
    let Some(folder) = given_folder() else { return };
    let text = folder.to_str().unwrap();
    mount(&["--bind", text], &folder);
    mount(&["-o", "remount,ro,bind"], &folder);
    assert_eq!(sound(&folder, Strictness::AfterOpen).len(), 2);
    let stopped = Writer::open(&folder, key(1)).and_then(|writer| {
        let staged = writer.stage_stream(&mut &b"more"[..])?;
        writer.commit(vec![preserve(&staged, "p")], &mut entropy)
    });
    assert!(matches!(stopped, Err(Error::ReadOnly(_))), "{stopped:?}");
    assert!(stopped.unwrap_err().to_string().contains("read-only"));
}

#[test]
fn a_second_process_is_told_that_the_case_is_busy_and_readers_are_not() {
    let case = Fresh::new();
    drop(case.create());
    let mut holder = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "holder", "--nocapture"])
        .env(FOLDER, case.folder())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(holder.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("holding")));
    let busy = Writer::open(case.folder(), key(1));
    assert!(matches!(&busy, Err(Error::Busy(_))));
    assert_eq!(case.reader().size(), 1);
    holder.stdin.take().unwrap().write_all(b"done\n").unwrap();
    assert!(holder.wait().unwrap().success());
    Writer::open(case.folder(), key(1)).unwrap();
}

#[test]
#[ignore = "run as a second process by the test above"]
fn holder() {
    let Some(folder) = given_folder() else { return };
    let _writer = Writer::open(&folder, key(1)).unwrap();
    println!("holding");
    std::io::stdin().read_line(&mut String::new()).unwrap();
}

#[test]
fn a_large_file_is_kept_exactly_from_this_or_another_file_system() {
    let case = Fresh::new();
    let writer = case.create();
    let places = [tempfile::tempdir().unwrap().path().to_owned(), Fresh::in_memory().folder().to_owned()];
    // Longer than what is on its way at once; shorter, one that ends with a block, and one just after it.
    let lengths = [40_000_012, 20 << 20, (20 << 20) + 1, 5_000_003];
    for (place, length) in places.iter().flat_map(|place| lengths.map(|length| (place, length))) {
        std::fs::create_dir_all(place).unwrap();
        let bytes: Vec<u8> = (0u32..).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).take(length).collect();
        let path = place.join("large");
        std::fs::write(&path, &bytes).unwrap();
        let staged = writer.stage_file(&File::open(&path).unwrap()).unwrap();
        assert_eq!((staged.id.0, staged.size), (Digest::of(&bytes), bytes.len() as u64));
        assert_eq!(staged.facts.unwrap().size, staged.size);
        if staged.new {
            writer.commit(vec![preserve(&staged, "large")], &mut entropy).unwrap();
        }
        assert!(std::fs::read(writer.layout().original(staged.id)).unwrap() == bytes);
        std::fs::remove_dir_all(place).unwrap();
    }
}

#[test]
fn a_file_that_keeps_changing_is_refused_and_leaves_nothing() {
    for size in [100, 3_000_000] {
        let case = Fresh::new();
        let writer = case.create();
        let path = case.folder().with_extension("changing");
        std::fs::write(&path, vec![1; size]).unwrap();
        let stop = AtomicBool::new(false);
        let outcome = std::thread::scope(|scope| {
            scope.spawn(|| {
                let mut file = File::options().append(true).open(&path).unwrap();
                while !stop.load(Ordering::Relaxed) {
                    file.write_all(b"more").unwrap();
                }
            });
            // Until it is met in the act, three times running: on a busy machine the two threads may take turns.
            let (source, start) = (File::open(&path).unwrap(), Instant::now());
            let tries = std::iter::from_fn(|| (start.elapsed() < PATIENCE).then(|| writer.stage_file(&source)));
            let outcome = tries.into_iter().find(Result::is_err);
            stop.store(true, Ordering::Relaxed);
            outcome
        });
        std::fs::remove_file(&path).unwrap();
        assert!(matches!(outcome, Some(Err(Error::Changing))), "{outcome:?}");
    }
}

#[test]
fn a_damaged_right_edge_is_found_on_opening_and_named() {
    let flip = |path: &Path| {
        let mut bytes = std::fs::read(path).unwrap();
        bytes[9] ^= 4;
        std::fs::write(path, bytes).unwrap();
    };
    for file in ["log/checkpoint", "log/tile/0/000.p/2", "log/tile/entries/000.p/2", "case.toml"] {
        let case = Fresh::new();
        let writer = case.create();
        let staged = writer.stage_stream(&mut &b"x"[..]).unwrap();
        writer.commit(vec![preserve(&staged, "p")], &mut entropy).unwrap();
        drop(writer);
        flip(&case.folder().join(file));
        let opened = Writer::open(case.folder(), key(1)).map(|_| ());
        // A note in case.toml's preface is no concern of the writer's; `verify` compares its hash.
        match opened {
            Ok(()) => assert_eq!(file, "case.toml"),
            Err(e) => assert!(matches!(e, Error::Damaged { .. } | Error::WrongKey { .. }), "{file}: {e}"),
        }
    }
}

#[test]
fn a_damaged_original_is_replaced_when_the_same_bytes_come_again() {
    let case = Fresh::new();
    let writer = case.create();
    let staged = writer.stage_stream(&mut &b"whole"[..]).unwrap();
    writer.commit(vec![preserve(&staged, "p")], &mut entropy).unwrap();
    let path = writer.layout().original(staged.id);
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&path, b"cut").unwrap();
    let again = writer.stage_stream(&mut &b"whole"[..]).unwrap();
    assert!(again.new);
    writer.commit(vec![preserve(&again, "p")], &mut entropy).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"whole");
}
