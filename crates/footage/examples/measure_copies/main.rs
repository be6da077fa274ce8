//! Makes recordings and their edits, compares each edit with its original and with foreign recordings, and prints recall
//! per edit, errors in time and speed, and false matches.
//!
//! `measure_copies DIR [recordings=16] [kinds=tuning|held-out|both] [clips=FOLDER] [edits=part of a name]
//! [pairs=yes|only|no] [make=only] [seconds=14] [threads=2] [kept=TAG] [show=yes]`
//!
//! Films are made once and kept in DIR; with `kept` the codes of their frames are too, under a name of your choice: choose
//! another when what is kept of a frame changes. `clips` names a folder of real recordings, the four distinct ones of
//! which are edited as well. Needs the ffmpeg program. Decodes with plain ffmpeg and takes the frames that a case takes:
//! what is measured is the comparison, not the containment.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

mod material;
mod peers;
mod recall;
mod unrelated;
mod watching;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use footage::edits::all;
use footage::{HELD_OUT, Kind, TUNING};

use material::{Original, cards};

/// What was asked for.
struct Options {
    dir: PathBuf,
    recordings: usize,
    kinds: Vec<Kind>,
    clips: Option<PathBuf>,
    edits: String,
    pairs: String,
    make_only: bool,
    seconds: u32,
    threads: usize,
    kept: Option<String>,
    show: bool,
}

fn options() -> Options {
    let mut args = std::env::args().skip(1);
    let dir = PathBuf::from(args.next().expect("a folder for the files"));
    let mut named: BTreeMap<String, String> =
        args.map(|a| a.split_once('=').map(|(k, v)| (k.to_owned(), v.to_owned())).expect("name=value")).collect();
    let mut take = |name: &str, default: &str| named.remove(name).unwrap_or_else(|| default.to_owned());
    let kinds = match take("kinds", "tuning").as_str() {
        "held-out" => HELD_OUT.to_vec(),
        "both" => TUNING.iter().chain(HELD_OUT).copied().collect(),
        _ => TUNING.to_vec(),
    };
    let options = Options {
        dir,
        recordings: take("recordings", "16").parse().unwrap(),
        kinds,
        clips: Some(take("clips", "")).filter(|c| !c.is_empty()).map(PathBuf::from),
        edits: take("edits", ""),
        pairs: take("pairs", "yes"),
        make_only: take("make", "") == "only",
        seconds: take("seconds", "14").parse().unwrap(),
        threads: take("threads", "2").parse().unwrap(),
        kept: Some(take("kept", "")).filter(|c| !c.is_empty()),
        show: take("show", "no") == "yes",
    };
    assert!(named.is_empty(), "no such option: {:?}", named.keys());
    options
}

/// Runs `work` over all items; results in order.
fn parallel<T: Sync, R: Send>(threads: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(n) else { break };
                    let result = work(item);
                    results.lock().unwrap().push((n, result));
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap();
    results.sort_by_key(|(n, _)| *n);
    results.into_iter().map(|(_, r)| r).collect()
}

fn main() {
    let options = options();
    std::fs::create_dir_all(&options.dir).unwrap();
    let cards = cards(&options.dir);
    let started = Instant::now();
    let originals: Vec<Original> = material::originals(&options);
    let textured = originals.iter().filter(|o| o.is_textured()).count();
    let real = originals.iter().filter(|o| o.real).count();
    println!(
        "{} recordings ({real} real, the others generated), {textured} textured ({:.0} s)",
        originals.len(),
        started.elapsed().as_secs_f64()
    );
    if options.show {
        originals.iter().for_each(|o| println!("   {}", o.in_a_line()));
    }
    if options.pairs != "no" && !options.make_only {
        unrelated::measure(&options, &originals, &cards);
    }
    if options.pairs != "only" {
        for edit in all().into_iter().filter(|e| e.name.contains(&options.edits)) {
            recall::measure(&options, &edit, &originals, &cards);
        }
    }
}
