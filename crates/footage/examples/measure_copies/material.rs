//! The recordings: generated ones, rendered and encoded unless their file is there, and real ones.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use fingerprint::recording::Recording;
use footage::{Footage, Kind, files};

use crate::watching::watch;
use crate::{Options, parallel, peers};

/// The distinct real recordings among the clips; the others are edits of them.
const REAL: [&str; 4] =
    ["chair-orig-22-sd-bar.mp4", "pattern-longer-no-bar.mp4", "doorknob-hd-no-bar.mp4", "test-padded-dimensions.mp4"];

/// A recording that is edited.
pub struct Original {
    pub name: String,
    pub path: PathBuf,
    pub recording: Recording,
    pub real: bool,
    /// Chromaprint's items, where its program is there.
    pub chromaprint: Option<Vec<u32>>,
}

impl Original {
    /// Whether the middle frame has enough features to be recognised by.
    pub fn is_textured(&self) -> bool {
        let mut points: Vec<usize> = self.recording.frames.iter().map(|f| f.points.len()).collect();
        points.sort_unstable();
        points.get(points.len() / 2).is_some_and(|p| *p >= 60)
    }

    pub fn in_a_line(&self) -> String {
        let r = &self.recording;
        let mut points: Vec<usize> = r.frames.iter().map(|f| f.points.len()).collect();
        points.sort_unstable();
        let fixed: usize = r.frames.iter().map(|f| f.points.iter().filter(|p| p.fixed).count()).sum();
        format!(
            "{}: {} frames, {} points in the middle one, inside {:?}, overlays {:?}, fixed points {fixed}, telling {}",
            self.name,
            r.frames.len(),
            points[points.len() / 2],
            r.inside,
            r.overlays,
            r.telling_frames()
        )
    }
}

/// Runs ffmpeg.
pub fn ffmpeg(arguments: &[String]) {
    let out = Command::new("ffmpeg").args(arguments).stdin(Stdio::null()).output().unwrap();
    assert!(out.status.success(), "ffmpeg {arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
}

/// A logo and a banner.
pub fn cards(dir: &Path) -> [PathBuf; 2] {
    let cards = [dir.join("logo.ppm"), dir.join("banner.ppm")];
    std::fs::write(&cards[0], files::lettering(180, 102, 4001)).unwrap();
    std::fs::write(&cards[1], files::lettering(640, 108, 4002)).unwrap();
    cards
}

/// All recordings that were asked for, watched; real ones last.
pub fn originals(options: &Options) -> Vec<Original> {
    let mut wanted: Vec<(String, Option<(Kind, u32)>)> = (0..options.recordings)
        .map(|n| (options.kinds[n % options.kinds.len()], (n / options.kinds.len()) as u32 + 1))
        .map(|(kind, seed)| (format!("{kind:?}-{seed}"), Some((kind, seed))))
        .collect();
    if options.clips.is_some() {
        wanted.extend(REAL.map(|name| (name.to_owned(), None)));
    }
    parallel(options.threads, &wanted, |(name, made)| {
        let path = match made {
            Some((kind, seed)) => generated(options, *kind, *seed),
            None => options.clips.as_ref().unwrap().join(name),
        };
        let recording = watch(options, &path, false);
        let name = name.trim_end_matches(".mp4").to_owned();
        let chromaprint = peers::chromaprint(&path);
        Original { name, path, recording, real: made.is_none(), chromaprint }
    })
}

fn generated(options: &Options, kind: Kind, seed: u32) -> PathBuf {
    let path = options.dir.join(format!("{kind:?}-{seed}-{}s.mp4", options.seconds));
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
