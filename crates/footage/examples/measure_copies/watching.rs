//! Watches a file with plain ffmpeg, taking the frames that a case takes.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use fingerprint::Luma;
use fingerprint::recording::{FrameCodes, FrameLine, Outline, Recording};
use fingerprint::watch::{CLOSER_POINTS, CLOSER_SIDE, LONG_SIDE, POINTS, Watcher};

use crate::Options;

/// Watches a file as a case does or more closely, or reads what was kept of it.
pub fn watch(options: &Options, path: &Path, closely: bool) -> Recording {
    let Some(tag) = &options.kept else { return assemble(seen(path, closely)) };
    let folder = options.dir.join("kept").join(tag);
    let kept = place(&if closely { folder.join("closely") } else { folder }, path);
    if let Ok(text) = std::fs::read_to_string(&kept) {
        let mut lines = text.lines();
        let outline: Outline = serde_json::from_str(lines.next().unwrap()).unwrap();
        let frames = lines.map(|l| FrameCodes::from_line(&serde_json::from_str::<FrameLine>(l).unwrap()).unwrap());
        return assemble((outline, frames.collect()));
    }
    let (outline, frames) = seen(path, closely);
    let mut text = serde_json::to_string(&outline).unwrap() + "\n";
    for frame in &frames {
        text += &(serde_json::to_string(&frame.line()).unwrap() + "\n");
    }
    std::fs::create_dir_all(kept.parent().unwrap()).unwrap();
    std::fs::write(kept, text).unwrap();
    assemble((outline, frames))
}

fn place(folder: &Path, path: &Path) -> PathBuf {
    let name = path.components().rev().take(2).map(|c| c.as_os_str().to_string_lossy().into_owned());
    folder.join(name.collect::<Vec<_>>().join("-") + ".jsonl")
}

fn assemble((outline, frames): (Outline, Vec<FrameCodes>)) -> Recording {
    Recording::assemble(&outline, frames).unwrap()
}

/// Width, height and length in ms as a player shows it.
fn probe(path: &Path) -> (f64, f64, i64) {
    let probe = Command::new("ffprobe")
        .args(["-v", "error", "-select_streams", "v:0", "-show_entries", "stream=width,height:format=duration"])
        .args(["-of", "csv=p=0"])
        .arg(path)
        .output()
        .unwrap();
    let text = String::from_utf8(probe.stdout).unwrap();
    let mut lines = text.lines();
    let (w, h) = lines.next().unwrap().trim_end_matches(',').split_once(',').unwrap();
    let ms = (lines.next().unwrap().parse::<f64>().unwrap_or(0.0) * 1000.0) as i64;
    (w.parse().unwrap(), h.parse().unwrap(), ms)
}

fn seen(path: &Path, closely: bool) -> (Outline, Vec<FrameCodes>) {
    let (w, h, duration_ms) = probe(path);
    let (side, points) = if closely { (CLOSER_SIDE, CLOSER_POINTS) } else { (LONG_SIDE, POINTS) };
    let scale = (side as f64 / w.max(h)).min(1.0);
    let (width, height) = ((w * scale).round() as usize, (h * scale).round() as usize);
    let every = if duration_ms < 8_000 { 0.24 } else { 0.49 };
    let filter = format!(
        "select='isnan(prev_selected_t)+gte(t-prev_selected_t,{every})+key*gte(t-prev_selected_t,{})',\
         scale={width}:{height}:flags=area,format=gray,showinfo",
        every / 2.0
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
    (outline, frames.into_iter().chain(last).collect())
}
