//! Measures the contained decoder against the plain `ffmpeg` program on the same files: processor seconds (ours with
//! both processes), speed against real time, and the most resident memory of both together.
//!
//! `cargo run --release -p exhibit-media --example measure_decoding -- FILE…`, or `--long SECONDS` for a clip made here.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use media::{Decoder, Limits, Pick, Programs, Size};

/// Every figure is the least of this many runs.
const RUNS: usize = 3;
/// Longer side of the frames in pixels: what copies are looked for with.
const SIDE: u32 = 480;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).peekable();
    if arguments.next_if(|first| first == media::contained::MODE).is_some() {
        return media::contained::main(arguments);
    }
    let programs = Programs::find(std::env::current_exe().unwrap(), &std::env::var_os("PATH").unwrap()).unwrap();
    let ffmpeg = programs.ffmpeg.clone();
    let decoder = Decoder::new(programs, Limits::default()).unwrap();
    println!("{}; frames grey, {SIDE} pixels on the longer side; least of {RUNS} runs", decoder.version());
    for grant in decoder.grants() {
        println!("  limit {}: {} ({})", grant.limit, if grant.given { "given" } else { "NOT GIVEN" }, grant.how);
    }
    let folder = tempfile::tempdir().unwrap();
    while let Some(argument) = arguments.next() {
        let path = if argument == "--long" {
            long_clip(&ffmpeg, folder.path(), arguments.next().unwrap())
        } else {
            PathBuf::from(argument)
        };
        measure(&decoder, &ffmpeg, &path);
    }
    ExitCode::SUCCESS
}

/// A moving, noisy clip of this many seconds.
fn long_clip(ffmpeg: &Path, folder: &Path, seconds: OsString) -> PathBuf {
    let path = folder.join("long.mp4");
    let source = format!("testsrc2=s=1280x720:r=30:d={},noise=alls=8:allf=t", seconds.to_str().unwrap());
    let status = Command::new(ffmpeg)
        .args(["-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", &source])
        .args("-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 60".split(' '))
        .arg(&path)
        .status();
    assert!(status.unwrap().success());
    path
}

fn measure(decoder: &Decoder, ffmpeg: &Path, path: &Path) {
    let file = File::open(path).unwrap();
    let probe = decoder.probe(&file).unwrap();
    let stream = probe.picture().unwrap();
    let packets = &stream.packets;
    let seconds = packets.end_us.unwrap_or(0) as f64 / 1e6;
    println!(
        "\n{}: {} x {}, {seconds:.1} s, {} frames, {} keyframes, at most {:.2} s apart",
        path.display(),
        stream.width,
        stream.height,
        packets.count,
        packets.keyframes,
        packets.longest_key_gap_us.unwrap_or(0) as f64 / 1e6
    );
    let (width, height) = Size::long_side(SIDE).of(stream);
    let scaled = format!("scale={width}:{height}:flags=area+accurate_rnd+bitexact,format=gray");
    let index = stream.index;
    let plain = |before: &str, after: &[&str]| {
        least(|| {
            let mut command = Command::new(ffmpeg);
            command.args(["-nostdin", "-v", "quiet", "-threads", "1"]).args(before.split_whitespace());
            command.arg("-i").arg(path).args(["-map", &format!("0:{index}")]).args(after);
            assert!(command.stdout(Stdio::null()).status().unwrap().success());
        })
    };
    let mut peak = 0;
    let mut ours = |pick: Pick| {
        let mut count = 0;
        let cost = least(|| {
            let mut frames = decoder.frames(&file, &probe, index, pick, Size::long_side(SIDE)).unwrap();
            count = frames.by_ref().map(Result::unwrap).count();
            peak = peak.max(frames.peak_bytes());
        });
        (cost, count)
    };
    let null = ["-f", "null", "-"];
    let raw = ["-vf", &scaled, "-threads", "1", "-f", "rawvideo", "-"];
    let probing = least(|| drop(decoder.probe(&file).unwrap()));
    let rows = [
        ("keyframes", plain("-skip_frame nokey", &null), plain("-skip_frame nokey", &raw), ours(Pick::Keyframes)),
        ("filled to 1 a second", plain("", &null), plain("", &raw), ours(Pick::filled())),
        ("every frame", plain("", &null), plain("", &raw), ours(Pick::Every)),
    ];
    println!("  probe with all packets: {probing:.2} CPU s");
    for (name, plain, scaled, (own, count)) in rows {
        println!(
            "  {name:<21} plain {plain:>6.2}  plain, scaled {scaled:>6.2}  ours {own:>6.2} CPU s  \
             rate {:.2} of plain, {:.2} of plain scaled  {:.0}x real time  {count} frames",
            plain / own,
            scaled / own,
            seconds / own
        );
    }
    println!("  resident memory: child at most {} MB, this process at most {} MB", peak >> 20, own_peak() >> 20);
}

/// Processor seconds of this process and its ended children while something runs; the least of several runs.
fn least(mut run: impl FnMut()) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..RUNS {
        let before = processor_seconds();
        run();
        best = best.min(processor_seconds() - before);
    }
    best.max(0.005)
}

/// Fields 14 to 17 of `/proc/self/stat`, in ticks of 10 ms.
fn processor_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit_once(") ").unwrap().1.split(' ').collect();
    fields[11..15].iter().map(|field| field.parse::<f64>().unwrap()).sum::<f64>() / 100.0
}

fn own_peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() << 10
}
