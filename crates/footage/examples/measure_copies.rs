//! Makes recordings and their edits, compares each edit with its original and with foreign recordings, and prints recall
//! per edit, errors in time and speed, and false matches.
//!
//! `measure_copies DIR [recordings=16] [kinds=tuning|held-out|both] [edits=part of a name] [every=ms] [pairs=yes|only|no] [show=yes]`
//!
//! Files are made once and kept in DIR. Needs the ffmpeg program. Decodes with plain ffmpeg: what is measured is the
//! comparison, not the containment.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use fingerprint::Luma;
use fingerprint::recording::{FrameCodes, Recording};
use fingerprint::relation::{Class, Known, compare};
use fingerprint::watch::Watcher;
use footage::edits::{Edit, Truth, all, arguments};
use footage::{Footage, HELD_OUT, Kind, TUNING, files};

struct Options {
    dir: PathBuf,
    recordings: usize,
    kinds: Vec<Kind>,
    edits: String,
    every_ms: i64,
    pairs: String,
    show: bool,
    seconds: u32,
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
    Options {
        dir,
        recordings: take("recordings", "16").parse().unwrap(),
        kinds,
        edits: take("edits", ""),
        every_ms: take("every", "500").parse().unwrap(),
        pairs: take("pairs", "yes"),
        show: take("show", "no") == "yes",
        seconds: take("seconds", "16").parse().unwrap(),
    }
}

/// Runs `work` over all items on two threads; results in order.
fn parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
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

/// A recording made anew unless its file is there.
fn original(options: &Options, kind: Kind, seed: u32) -> PathBuf {
    let path = options.dir.join(format!("{kind:?}-{seed}.mp4"));
    if path.exists() {
        return path;
    }
    let footage = Footage::new(kind, seed, options.seconds);
    let wav = path.with_extension("wav");
    std::fs::write(&wav, files::wav(&footage.sound())).unwrap();
    let part = path.with_extension("part.mp4");
    let mut child = Command::new("ffmpeg")
        .args(files::encode(wav.to_str().unwrap(), part.to_str().unwrap()))
        .stdin(Stdio::piped())
        .spawn()
        .expect("ffmpeg runs");
    let mut input = child.stdin.take().unwrap();
    for n in 0..footage.frames() {
        input.write_all(&footage.frame(n)).unwrap();
    }
    drop(input);
    assert!(child.wait().unwrap().success());
    std::fs::remove_file(wav).unwrap();
    std::fs::rename(part, &path).unwrap();
    path
}

fn ffmpeg(arguments: &[String]) {
    let out = Command::new("ffmpeg").args(arguments).stdin(Stdio::null()).output().unwrap();
    assert!(out.status.success(), "ffmpeg {arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
}

/// Watches a file with plain ffmpeg.
fn watch(path: &Path, every_ms: i64) -> Recording {
    let probe = Command::new("ffprobe")
        .args([
            "-v",
            "error",
            "-select_streams",
            "v:0",
            "-show_entries",
            "stream=width,height:format=duration",
            "-of",
            "csv=p=0",
        ])
        .arg(path)
        .output()
        .unwrap();
    let text = String::from_utf8(probe.stdout).unwrap();
    let mut lines = text.lines();
    let (w, h) = lines.next().unwrap().trim_end_matches(',').split_once(',').unwrap();
    let (w, h): (f64, f64) = (w.parse().unwrap(), h.parse().unwrap());
    let duration_ms = (lines.next().unwrap().parse::<f64>().unwrap_or(0.0) * 1000.0) as i64;
    let scale = (480.0 / w.max(h)).min(1.0);
    let (width, height) = ((w * scale).round() as usize, (h * scale).round() as usize);
    let every = every_ms as f64 / 1000.0 - 0.01;
    let filter = format!(
        "select='isnan(prev_selected_t)+gte(t-prev_selected_t,{every})',scale={width}:{height}:flags=area,format=gray,showinfo"
    );
    let mut child = Command::new("ffmpeg")
        .args(["-hide_banner", "-nostats", "-threads", "1", "-i"])
        .arg(path)
        .args(["-an", "-vf", &filter, "-fps_mode", "passthrough", "-f", "rawvideo", "-"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let stderr = BufReader::new(child.stderr.take().unwrap());
    let times = std::thread::spawn(move || {
        let time = |line: String| {
            let rest = line.split_once("pts_time:")?.1;
            rest.split_whitespace().next()?.parse::<f64>().ok()
        };
        stderr.lines().map_while(Result::ok).filter_map(time).collect::<Vec<f64>>()
    });
    let mut pictures = Vec::new();
    let mut stdout = child.stdout.take().unwrap();
    let mut buffer = vec![0; width * height];
    while stdout.read_exact(&mut buffer).is_ok() {
        pictures.push(buffer.clone());
    }
    child.wait().unwrap();
    let times = times.join().unwrap();
    let points = std::env::var("POINTS").map_or(300, |p| p.parse().unwrap());
    let mut watcher = Watcher::new(width, height).with_points(points);
    let mut frames: Vec<FrameCodes> = Vec::new();
    for (samples, time) in pictures.into_iter().zip(times) {
        frames.extend(watcher.frame((time * 1000.0).round() as i64, &Luma::new(width, height, samples).unwrap()));
    }
    let sound = Command::new("ffmpeg")
        .args(["-v", "error", "-i"])
        .arg(path)
        .args(["-vn", "-ac", "1", "-ar", "11025", "-f", "s16le", "-"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    if sound.status.success() {
        let samples: Vec<i16> = sound.stdout.chunks_exact(2).map(|c| i16::from_le_bytes([c[0], c[1]])).collect();
        watcher.sound(&samples);
    }
    let (last, outline) = watcher.finish(duration_ms);
    Recording::assemble(&outline, frames.into_iter().chain(last)).unwrap()
}

fn is_textured(r: &Recording) -> bool {
    let mut points: Vec<usize> = r.frames.iter().map(|f| f.points.len()).collect();
    points.sort_unstable();
    points.get(points.len() / 2).is_some_and(|p| *p >= 60)
}

/// What came out for one edit of one recording.
struct Outcome {
    textured: bool,
    found: bool,
    class: Class,
    hearing: &'static str,
    ends: Option<f64>,
    speed: Option<f64>,
}

fn judge(truth: &Truth, a: &Recording, b: &Recording) -> Outcome {
    let relation = compare(a, b, Known::default());
    let end = if truth.a[1] == 0.0 { a.duration_ms as f64 / 1000.0 } else { truth.a[1] };
    let expected_a = [truth.a[0], end];
    let expected_b = [truth.b_from, truth.b_from + (end - truth.a[0]) / truth.speed];
    // The longest segment is what counts.
    let best = relation.segments.iter().max_by_key(|s| s.b[1] - s.b[0]);
    let ends = best.map(|s| {
        let off = |found: i64, expected: f64| (found as f64 / 1000.0 - expected).abs();
        [off(s.a[0], expected_a[0]), off(s.a[1], expected_a[1]), off(s.b[0], expected_b[0]), off(s.b[1], expected_b[1])]
            .into_iter()
            .fold(0.0, f64::max)
    });
    let found = relation.class.is_copy()
        && best.is_some_and(|s| {
            s.mirrored == truth.mirrored && {
                let turn = (f64::from(s.turn_tenths) / 10.0 - truth.turn + 540.0).rem_euclid(360.0) - 180.0;
                turn.abs() < 5.0
            }
        });
    Outcome {
        textured: is_textured(a),
        found,
        class: relation.class,
        hearing: relation.hearing.word(),
        ends,
        speed: best.map(|s| (f64::from(s.speed_1000) / 1000.0 / truth.speed - 1.0).abs() * 100.0),
    }
}

fn percentile(values: &mut [f64], part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(((values.len() as f64 - 1.0) * part).round() as usize).copied().unwrap_or(f64::NAN)
}

fn measure_edit(options: &Options, edit: &Edit, originals: &[(String, PathBuf, Recording)], cards: &[PathBuf; 2]) {
    let folder = options.dir.join("edits").join(edit.name.replace([' ', '/'], "_"));
    std::fs::create_dir_all(&folder).unwrap();
    let numbers: Vec<usize> = (0..originals.len()).collect();
    let outcomes = parallel(&numbers, |&n| {
        let (name, path, recording) = &originals[n];
        // The foreign recording is of another kind and seed.
        let foreign = &originals[(n + originals.len() / 2 + 1) % originals.len()].1;
        let out = folder.join(format!("{name}.mp4"));
        if !out.exists() {
            let part = folder.join(format!("{name}.part.mp4"));
            let text = |p: &Path| p.to_str().unwrap().to_owned();
            ffmpeg(&arguments(edit, &text(path), &text(foreign), &text(&cards[0]), &text(&cards[1]), &text(&part)));
            std::fs::rename(part, &out).unwrap();
        }
        let copy = watch(&out, options.every_ms);
        (name, judge(&edit.truth, recording, &copy))
    });
    let textured: Vec<&Outcome> = outcomes.iter().map(|(_, o)| o).filter(|o| o.textured).collect();
    let found = textured.iter().filter(|o| o.found).count();
    let all = outcomes.iter().filter(|(_, o)| o.found).count();
    let mut ends: Vec<f64> = textured.iter().filter(|o| o.found).filter_map(|o| o.ends).collect();
    let mut speeds: Vec<f64> = textured.iter().filter(|o| o.found).filter_map(|o| o.speed).collect();
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut heard: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, o) in &outcomes {
        *classes.entry(o.class.word()).or_default() += 1;
        *heard.entry(o.hearing).or_default() += 1;
    }
    let mark = if found * 100 >= textured.len() * edit.target as usize { ' ' } else { '!' };
    println!(
        "{mark} {:<28} {found:>3} of {:<3} | all {all:>3} of {:<3} | ends {:.2} {:.2} max {:.2} | speed off {:.1} % max {:.1} | {classes:?} | sound {heard:?}",
        edit.name,
        textured.len(),
        outcomes.len(),
        percentile(&mut ends.clone(), 0.5),
        percentile(&mut ends.clone(), 0.9),
        percentile(&mut ends, 1.0),
        percentile(&mut speeds.clone(), 0.5),
        percentile(&mut speeds, 1.0),
    );
    if options.show {
        for (name, o) in outcomes.iter().filter(|(_, o)| !o.found || o.ends.is_some_and(|e| e > 0.5)) {
            println!("      {name}: {} ends {:?} speed {:?} textured {}", o.class.word(), o.ends, o.speed, o.textured);
        }
    }
}

/// Clips that make everything match everything elsewhere: black, even, a still, cards of letters, and recordings behind
/// one common intro and one common overlay.
fn traps(
    options: &Options,
    originals: &[(String, PathBuf, Recording)],
    cards: &[PathBuf; 2],
) -> Vec<(String, PathBuf)> {
    let folder = options.dir.join("traps");
    std::fs::create_dir_all(&folder).unwrap();
    let mut made = Vec::new();
    let mut make = |name: String, arguments: &[&str]| {
        let out = folder.join(format!("{name}.mp4"));
        if !out.exists() {
            let mut all: Vec<String> = ["-v", "error", "-y"].map(str::to_owned).to_vec();
            all.extend(arguments.iter().map(|a| (*a).to_owned()));
            all.extend(
                ["-threads", "1", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "superfast"].map(str::to_owned),
            );
            all.push(out.to_str().unwrap().to_owned());
            ffmpeg(&all);
        }
        made.push((name, out));
    };
    for (n, colour) in ["black", "0x101010", "white", "0x304060"].iter().enumerate() {
        make(
            format!("even-{n}"),
            &["-f", "lavfi", "-i", &format!("color={colour}:s=640x360:d=10:r=25,noise=alls={}:allf=t", n * 2)],
        );
    }
    for n in 0..8_u32 {
        let card = folder.join(format!("card-{n}.ppm"));
        // Every second pair of cards shares a lower half.
        std::fs::write(&card, files::lettering(640, 360, 900 + n)).unwrap();
        let card = card.to_str().unwrap();
        make(format!("card-{n}"), &["-loop", "1", "-i", card, "-t", "8", "-r", "25"]);
    }
    let card = |n: usize| cards[n].to_str().unwrap().to_owned();
    for (n, (name, path, _)) in originals.iter().take(12).enumerate() {
        let path = path.to_str().unwrap();
        if n < 6 {
            let intro = originals[originals.len() - 1].1.to_str().unwrap();
            let graph = "[0:v]trim=0:4,setpts=PTS-STARTPTS[i];[1:v]trim=0:12,setpts=PTS-STARTPTS[m];[i][m]concat=n=2:v=1:a=0[v]";
            make(format!("intro-{name}"), &["-i", intro, "-i", path, "-filter_complex", graph, "-map", "[v]"]);
            let graph = "[0:v]scale=640:360,setsar=1,trim=0:3[i];[1:v]setsar=1[m];[i][m]concat=n=2:v=1:a=0[v]";
            make(
                format!("title-{name}"),
                &[
                    "-loop",
                    "1",
                    "-t",
                    "3",
                    "-r",
                    "25",
                    "-i",
                    &card(0),
                    "-i",
                    path,
                    "-filter_complex",
                    graph,
                    "-map",
                    "[v]",
                ],
            );
        } else {
            let graph =
                "[2:v]scale=160:90[l];[3:v]scale=640:108[b];[1:v][l]overlay=W-w-12:12[x];[x][b]overlay=0:H-h[v]";
            make(
                format!("branded-{name}"),
                &[
                    "-i",
                    path,
                    "-i",
                    path,
                    "-i",
                    &card(0),
                    "-i",
                    &card(1),
                    "-filter_complex",
                    graph,
                    "-map",
                    "[v]",
                    "-t",
                    "12",
                ],
            );
        }
    }
    made
}

fn measure_pairs(options: &Options, originals: &[(String, PathBuf, Recording)], cards: &[PathBuf; 2]) {
    let traps = traps(options, originals, cards);
    let watched = parallel(&traps, |(name, path)| (name.clone(), watch(path, options.every_ms)));
    let mut all: Vec<(String, &Recording)> = originals.iter().map(|(name, _, r)| (name.clone(), r)).collect();
    // A trap that is not made from a recording, or of another recording, is unrelated to all others.
    all.extend(watched.iter().map(|(name, r)| (name.clone(), r)));
    let source = |name: &str| {
        name.split_once('-')
            .filter(|(t, _)| ["intro", "title", "branded"].contains(t))
            .map_or(name.to_owned(), |(_, s)| s.to_owned())
    };
    let intro = originals[originals.len() - 1].0.clone();
    let mut pairs = Vec::new();
    for i in 0..all.len() {
        for j in i + 1..all.len() {
            let (one, two) = (&all[i].0, &all[j].0);
            let holds_intro = |x: &str, y: &str| x.starts_with("intro-") && source(y) == intro;
            if source(one) != source(two) && !holds_intro(one, two) && !holds_intro(two, one) {
                pairs.push((i, j));
            }
        }
    }
    let started = Instant::now();
    let outcomes = parallel(&pairs, |&(i, j)| {
        let relation = compare(all[i].1, all[j].1, Known::default());
        (relation.class, relation.hearing, relation.reason, relation.segments.len())
    });
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    for (class, ..) in &outcomes {
        *classes.entry(class.word()).or_default() += 1;
    }
    let wrong = outcomes.iter().filter(|o| o.0.is_copy() || o.0 == Class::SameSoundOnly).count();
    println!(
        "unrelated pairs: {} ({} clips of which {} traps), false matches {wrong}: {classes:?} ({:.1} ms a pair)",
        pairs.len(),
        all.len(),
        watched.len(),
        started.elapsed().as_secs_f64() * 2000.0 / pairs.len() as f64
    );
    for ((i, j), (class, hearing, reason, segments)) in pairs.iter().zip(&outcomes) {
        let wrong = class.is_copy() || *class == Class::SameSoundOnly;
        if wrong || options.show && *segments > 0 {
            println!(
                "   {} {} – {}: {} ({reason}; sound {})",
                if wrong { "FALSE" } else { "     " },
                all[*i].0,
                all[*j].0,
                class.word(),
                hearing.word()
            );
        }
    }
}

fn main() {
    let options = options();
    std::fs::create_dir_all(&options.dir).unwrap();
    let cards = [options.dir.join("logo.ppm"), options.dir.join("banner.ppm")];
    std::fs::write(&cards[0], files::lettering(180, 102, 4001)).unwrap();
    std::fs::write(&cards[1], files::lettering(640, 108, 4002)).unwrap();
    let wanted: Vec<(Kind, u32)> = (0..options.recordings)
        .map(|n| (options.kinds[n % options.kinds.len()], (n / options.kinds.len()) as u32 + 1))
        .collect();
    let started = Instant::now();
    let originals = parallel(&wanted, |&(kind, seed)| {
        let path = original(&options, kind, seed);
        let recording = watch(&path, options.every_ms);
        (format!("{kind:?}-{seed}"), path, recording)
    });
    let textured = originals.iter().filter(|(_, _, r)| is_textured(r)).count();
    println!("{} recordings, {textured} textured ({:.0} s)", originals.len(), started.elapsed().as_secs_f64());
    if options.show {
        for (name, _, r) in &originals {
            let mut points: Vec<usize> = r.frames.iter().map(|f| f.points.len()).collect();
            points.sort_unstable();
            let fixed: usize = r.frames.iter().map(|f| f.points.iter().filter(|p| p.fixed).count()).sum();
            println!(
                "   {name}: {} frames, {} points in the middle one, inside {:?}, overlays {:?}, fixed points {fixed}, telling {}",
                r.frames.len(),
                points[points.len() / 2],
                r.inside,
                r.overlays,
                r.telling_frames()
            );
        }
    }
    if options.pairs != "no" {
        measure_pairs(&options, &originals, &cards);
    }
    if options.pairs != "only" {
        for edit in all().iter().filter(|e| e.name.contains(&options.edits)) {
            measure_edit(&options, edit, &originals, &cards);
        }
    }
}
