//! The process is killed (SIGKILL) at random instants while two threads take in files and commit. Whatever it answered
//! for before it died must be there, and the next writer must be able to go on.

#![allow(clippy::unwrap_used, reason = "in a test, that is the failure")]

mod support;

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::json;
use store::{NewEntry, Reader, Writer};
use support::check::{Strictness, sound};
use support::{Fresh, entropy, key, preserve};

const KILLS: u64 = 200;
/// After this many kills the case is checked from end to end and a new one begun, so that checking stays quick.
const KILLS_PER_CASE: u64 = 20;
const FOLDER: &str = "EXHIBIT_KILL_FOLDER";
const SEED: &str = "EXHIBIT_KILL_SEED";

/// A small seeded generator (SplitMix64).
fn draw(state: &mut u64, below: u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) % below
}

/// The victim: not a test by itself, run by the one below as a process of its own.
#[test]
#[ignore = "run by the test that kills it"]
fn victim() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let seed: u64 = std::env::var(SEED).unwrap().parse().unwrap();
    let writer = Writer::open(Path::new(&folder), key(1)).unwrap();
    // Salts must differ between the victims.
    let mut salt = seed << 32;
    let mut entropy = |bytes: &mut [u8]| {
        salt += 1;
        bytes.iter_mut().zip(salt.to_be_bytes().iter().cycle()).for_each(|(b, n)| *b = *n);
    };
    let mut state = seed;
    loop {
        let sizes: Vec<u64> = (0..1 + draw(&mut state, 20)).map(|_| draw(&mut state, 9000)).collect();
        let stage = |part: &[u64]| -> Vec<NewEntry> {
            let take = |size: &u64| {
                let bytes = [&seed.to_be_bytes()[..], &vec![*size as u8; *size as usize]].concat();
                preserve(&writer.stage_stream(&mut &bytes[..]).unwrap(), "p")
            };
            part.iter().map(take).collect()
        };
        let (one, two) = sizes.split_at(sizes.len() / 2);
        let mut batch = std::thread::scope(|scope| {
            let other = scope.spawn(|| stage(two));
            let mut batch = stage(one);
            batch.extend(other.join().unwrap());
            batch
        });
        let mut record = writer.record();
        record.line(&json!({"seed": seed.to_string(), "count": batch.len()})).unwrap();
        batch[0].header = batch[0].header.clone().with_record(record.finish().unwrap());
        let size = writer.commit(batch, &mut entropy).unwrap().checkpoint.size;
        let mut out = std::io::stdout().lock();
        writeln!(out, "answered {size}").unwrap();
        out.flush().unwrap();
    }
}

/// Lets a victim work for a while and kills it; the answer is the last size it answered for.
fn kill_one(folder: &Path, seed: u64, after: Duration) -> Option<u64> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "victim", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .env(SEED, seed.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let stdout = child.stdout.take().unwrap();
    let answers = std::thread::spawn(move || {
        let lines = BufReader::new(stdout).lines().map_while(Result::ok);
        lines.filter_map(|line| line.rsplit_once("answered ")?.1.parse::<u64>().ok()).last()
    });
    std::thread::sleep(after);
    assert!(child.try_wait().unwrap().is_none(), "the victim ended by itself (seed {seed})");
    child.kill().unwrap();
    child.wait().unwrap();
    answers.join().unwrap()
}

#[test]
fn two_hundred_kills_lose_nothing_that_was_answered_for() {
    let mut state = 20_221_014;
    let mut answered_in_all = 0;
    for case_number in 0..KILLS / KILLS_PER_CASE {
        let case = Fresh::new();
        drop(case.create());
        let mut answered = 1;
        for kill in 0..KILLS_PER_CASE {
            let seed = 1 + case_number * KILLS_PER_CASE + kill;
            let after = Duration::from_micros(5_000 + draw(&mut state, 120_000));
            answered = kill_one(case.folder(), seed, after).unwrap_or(answered).max(answered);
            let found = Reader::open(case.folder()).unwrap().size();
            assert!(found >= answered, "seed {seed}: answered for {answered} entries, found {found}");
        }
        answered_in_all += answered;
        sound(case.folder(), Strictness::AfterCrash);
        let writer = Writer::open(case.folder(), key(1)).unwrap();
        sound(case.folder(), Strictness::AfterOpen);
        let last = writer.stage_stream(&mut &b"going on"[..]).unwrap();
        writer.commit(vec![preserve(&last, "last")], &mut entropy).unwrap();
    }
    // Kills that all come before the first answer would prove nothing.
    assert!(answered_in_all > KILLS, "{answered_in_all}");
}
