//! Prints how fast stored codes are searched, exactly, within radius 31: random codes, and with `--footage FOLDER` PDQ hashes
//! of random views into the frames of the videos there (decoded by the `ffmpeg` program), which crowd as real ones do.
//!
//! `measure_search [--codes N] [--queries N] [--threads N] [--footage FOLDER] [--write FILE]`; `--write` keeps codes and
//! queries for other engines, 32 bytes each, the queries last.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use fingerprint::search::Index;
use fingerprint::{Code, Luma, pdq};

/// SplitMix64: the same codes at every run.
struct Seeded(u64);

impl Seeded {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

fn option<T: std::str::FromStr>(name: &str) -> Option<T> {
    let mut arguments = std::env::args().skip_while(|argument| argument != name);
    arguments.nth(1)?.parse().ok()
}

/// Every frame of every video in the folder, 160 × 160, which is small enough to hold them all.
fn frames(folder: &Path) -> Vec<Luma> {
    const SIDE: usize = 160;
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut frames = Vec::new();
    for file in files {
        let mut child = Command::new("ffmpeg");
        child.args(["-nostdin", "-v", "error", "-threads", "1", "-i"]).arg(file);
        child.args(["-vf", &format!("scale={SIDE}:{SIDE}:flags=area"), "-pix_fmt", "gray", "-f", "rawvideo", "-"]);
        let mut child = child.stdout(Stdio::piped()).spawn().unwrap();
        let mut bytes = Vec::new();
        child.stdout.take().unwrap().read_to_end(&mut bytes).unwrap();
        child.wait().unwrap();
        frames.extend(bytes.chunks_exact(SIDE * SIDE).map(|frame| Luma::new(SIDE, SIDE, frame.to_vec()).unwrap()));
    }
    frames
}

/// The hash of a window, one of 35, of a random frame, where it passes the quality gate. Frames a moment apart and windows
/// drawn twice make crowds of equal and nearly equal codes, as shots and repeated uploads do.
fn views(frames: &[Luma], count: usize, random: &mut Seeded) -> Vec<Code> {
    let mut codes = Vec::with_capacity(count);
    while codes.len() < count {
        let frame = &frames[random.below(frames.len())];
        let side = [96, 96, 96, 128, 160][random.below(5)];
        let (x, y) = (16 * random.below((160 - side) / 16 + 1), 16 * random.below((160 - side) / 16 + 1));
        let sample = |i: usize| frame.samples()[(y + i / 64 * side / 64) * frame.width() + x + i % 64 * side / 64];
        let view = Luma::new(64, 64, (0..4096).map(sample).collect()).unwrap();
        let pdq = pdq::hash(&view);
        if pdq.quality >= pdq::LEAST_QUALITY {
            codes.push(pdq.code);
        }
    }
    codes
}

/// A stored code with 20 to 31 bits changed.
fn disturbed(mut code: Code, random: &mut Seeded) -> Code {
    let flips = 20 + random.below(12);
    let mut bits = BTreeSet::new();
    while bits.len() < flips {
        bits.insert(random.below(256));
    }
    bits.into_iter().for_each(|bit| code.0[bit / 64] ^= 1 << (bit % 64));
    code
}

/// Seconds of processor time this process has used, all threads together; 0 where the system does not say.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: u64 = after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    ticks as f64 / 100.0
}

fn main() {
    let count: usize = option("--codes").unwrap_or(1_000_000);
    let asked: usize = option("--queries").unwrap_or(10_000);
    let threads = NonZeroUsize::new(option("--threads").unwrap_or(2)).unwrap();
    let mut random = Seeded(2026);
    let (codes, kind) = match option::<String>("--footage") {
        None => ((0..count).map(|_| Code(std::array::from_fn(|_| random.next()))).collect(), "random codes"),
        Some(folder) => (views(&frames(Path::new(&folder)), count, &mut random), "codes of views into footage"),
    };
    let queries: Vec<(usize, Code)> = (0..asked)
        .map(|_| {
            let id = random.below(codes.len());
            (id, disturbed(codes[id], &mut random))
        })
        .collect();
    if let Some(path) = option::<String>("--write") {
        let mut file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
        for code in codes.iter().chain(queries.iter().map(|(_, query)| query)) {
            file.write_all(&code.to_bytes()).unwrap();
        }
    }
    let start = Instant::now();
    let mut index = Index::new();
    index.add(&codes);
    let built = start.elapsed().as_secs_f64();
    println!("{count} {kind}: tables in {built:.2} s, {} MB with the codes", index.bytes() / 1_000_000);
    let asked: Vec<Code> = queries.iter().map(|(_, query)| *query).collect();
    for threads in BTreeSet::from([NonZeroUsize::MIN, threads]) {
        let (start, before) = (Instant::now(), processor_seconds());
        let found = index.within_all(&asked, pdq::RADIUS, threads);
        let seconds = start.elapsed().as_secs_f64();
        let processor = processor_seconds() - before;
        let right = found.iter().zip(&queries).filter(|(hits, (id, _))| hits.iter().any(|hit| hit.id as usize == *id));
        let hits: usize = found.iter().map(Vec::len).sum();
        println!(
            "  {threads} threads: {:.0} queries a second, {:.0} a processor second; {} of {} originals found, {hits} hits",
            asked.len() as f64 / seconds,
            asked.len() as f64 / processor,
            right.count(),
            asked.len()
        );
    }
    let start = Instant::now();
    let few = &asked[..asked.len().min(20)];
    let by_scan: usize =
        few.iter().map(|query| codes.iter().filter(|code| code.distance(query) <= pdq::RADIUS).count()).sum();
    let seconds = start.elapsed().as_secs_f64();
    let by_index: usize = few.iter().map(|query| index.within(query, pdq::RADIUS).len()).sum();
    assert_eq!(by_scan, by_index, "exact means equal to comparing all");
    println!("  comparing all, 1 thread: {:.0} queries a second; the same {by_scan} hits", few.len() as f64 / seconds);
}
