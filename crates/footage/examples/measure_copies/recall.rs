//! Each edit of each recording against its original: found or not, with which ends, turn and speed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use fingerprint::recording::Sound;
use fingerprint::relation::{Class, Known, compare};
use footage::edits::{Edit, Truth, arguments};

use crate::material::{Original, ffmpeg};
use crate::watching::watch;
use crate::{Options, parallel, peers};

/// What came out for one edit of one recording.
struct Outcome {
    name: String,
    textured: bool,
    /// With the features that a case keeps.
    stored: bool,
    /// With the closer look that two named files get.
    found: bool,
    class: Class,
    hearing: &'static str,
    /// The largest error of an end, seconds.
    ends: Option<f64>,
    /// In hundredths.
    speed: Option<f64>,
    reason: String,
    took: f64,
    vpdq: bool,
    /// Whether Chromaprint finds the sound; nothing where its program is not there.
    chromaprint: Option<bool>,
}

fn judge(options: &Options, original: &Original, truth: &Truth, copy: &Path) -> Outcome {
    let (a, b) = (&original.recording, &watch(options, copy, false));
    let started = Instant::now();
    let stored = compare(a, b, Known::default());
    let took = started.elapsed().as_secs_f64();
    let relation = if stored.may_hide_more() {
        let closer = |path: &Path| watch(options, path, true);
        compare(&closer(&original.path), &closer(copy), Known::default())
    } else {
        stored.clone()
    };
    let seconds = |ms: i64| ms as f64 / 1000.0;
    let end = if truth.a[1] == 0.0 { seconds(a.duration_ms) } else { truth.a[1] };
    // A copy ends with the shorter one of its sources.
    let length = ((end - truth.a[0]) / truth.speed).min(seconds(b.duration_ms) - truth.b_from);
    let expected_a = [truth.a[0], truth.a[0] + length * truth.speed];
    let expected_b = [truth.b_from, truth.b_from + length];
    // The longest segment is what counts.
    let best = relation.segments.iter().max_by_key(|s| s.b[1] - s.b[0]);
    let ends = best.map(|s| {
        let off = |found: i64, expected: f64| (seconds(found) - expected).abs();
        [off(s.a[0], expected_a[0]), off(s.a[1], expected_a[1]), off(s.b[0], expected_b[0]), off(s.b[1], expected_b[1])]
            .into_iter()
            .fold(0.0, f64::max)
    });
    let right = |relation: &fingerprint::relation::Relation| {
        relation.class.is_copy()
            && relation.segments.iter().max_by_key(|s| s.b[1] - s.b[0]).is_some_and(|s| {
                s.mirrored == truth.mirrored && {
                    let turn = (f64::from(s.turn_tenths) / 10.0 - truth.turn + 540.0).rem_euclid(360.0) - 180.0;
                    turn.abs() < 5.0
                }
            })
    };
    let found = right(&relation);
    let stored = right(&stored);
    Outcome {
        name: original.name.clone(),
        textured: original.is_textured(),
        stored,
        found,
        class: relation.class,
        hearing: relation.hearing.word(),
        ends,
        speed: best.map(|s| (f64::from(s.speed_1000) / 1000.0 / truth.speed - 1.0).abs() * 100.0),
        reason: relation.reason,
        took,
        vpdq: peers::vpdq(a, b),
        chromaprint: original
            .chromaprint
            .as_ref()
            .map(|one| peers::chromaprint(copy).is_some_and(|two| peers::same_sound(one, &two))),
    }
}

fn percentile(values: &[f64], part: f64) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values.get(((values.len() as f64 - 1.0) * part).round() as usize).copied().unwrap_or(f64::NAN)
}

/// The folder of an edit's films: another one whenever the edit is made otherwise.
fn folder(options: &Options, edit: &Edit) -> PathBuf {
    let recipe = format!("{} {} {:?} {:?}", edit.picture, edit.sound, edit.encoder, edit.cut);
    let mark = recipe.bytes().fold(0x811c_9dc5_u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
    let name: String = edit.name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    options.dir.join("edits").join(format!("{name}-{mark:08x}"))
}

fn made(folder: &Path, original: &Original, foreign: &Path, edit: &Edit, cards: &[PathBuf; 2]) -> PathBuf {
    let name = original.path.file_stem().unwrap().to_str().unwrap();
    let out = folder.join(format!("{name}.mp4"));
    if !out.exists() {
        let part = folder.join(format!("{name}.part.mp4"));
        let text = |p: &Path| p.to_str().unwrap().to_owned();
        ffmpeg(&arguments(
            edit,
            &text(&original.path),
            &text(foreign),
            &text(&cards[0]),
            &text(&cards[1]),
            &text(&part),
        ));
        std::fs::rename(part, &out).unwrap();
    }
    out
}

/// Measures one edit and prints a line.
pub fn measure(options: &Options, edit: &Edit, originals: &[Original], cards: &[PathBuf; 2]) {
    let folder = folder(options, edit);
    std::fs::create_dir_all(&folder).unwrap();
    let generated: Vec<&Original> = originals.iter().filter(|o| !o.real).collect();
    let numbers: Vec<usize> = (0..originals.len()).collect();
    let outcomes: Vec<Outcome> = parallel(options.threads, &numbers, |&n| {
        let original = &originals[n];
        // The foreign recording is a generated one of another kind and seed.
        let foreign = generated[(n + generated.len() / 2 + 1) % generated.len()];
        let mut edit = edit.clone().fitted(original.recording.duration_ms as f64 / 1000.0)?;
        if original.recording.sound == Sound::None && edit.sound.contains("[0:a]") {
            edit.sound = "";
        }
        let out = made(&folder, original, &foreign.path, &edit, cards);
        if options.make_only {
            return None;
        }
        Some(judge(options, original, &edit.truth, &out))
    })
    .into_iter()
    .flatten()
    .collect();
    if !outcomes.is_empty() {
        print(options, edit, originals.len(), &outcomes);
    }
}

fn print(options: &Options, edit: &Edit, of: usize, outcomes: &[Outcome]) {
    let textured: Vec<&Outcome> = outcomes.iter().filter(|o| o.textured).collect();
    let count = |test: &dyn Fn(&Outcome) -> bool| textured.iter().filter(|o| test(o)).count();
    let (found, stored) = (count(&|o| o.found), count(&|o| o.stored));
    let all = outcomes.iter().filter(|o| o.found).count();
    let ends: Vec<f64> = textured.iter().filter(|o| o.found).filter_map(|o| o.ends).collect();
    let speeds: Vec<f64> = textured.iter().filter(|o| o.found).filter_map(|o| o.speed).collect();
    let near = ends.iter().filter(|e| **e <= 0.5).count();
    let exact = speeds.iter().filter(|e| **e <= 1.0).count();
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut heard: BTreeMap<&str, usize> = BTreeMap::new();
    for o in outcomes {
        *classes.entry(o.class.word()).or_default() += 1;
        *heard.entry(o.hearing).or_default() += 1;
    }
    let mark = if found * 100 >= textured.len() * edit.target as usize { ' ' } else { '!' };
    println!(
        "{mark} {:<28} {found:>3} of {:<3} (as stored {stored:>3}) | vPDQ {:>3} Chromaprint {} | all {all:>3} of {:<3} too short {} | ends {:.2} {:.2} max {:.2} ({near} within 0.5) | \
         speed off {:.1} % max {:.1} ({exact} within 1 %) | {:.2} s a pair | {classes:?} | sound {heard:?}",
        edit.name,
        textured.len(),
        count(&|o| o.vpdq),
        if textured.iter().any(|o| o.chromaprint.is_some()) {
            count(&|o| o.chromaprint == Some(true)).to_string()
        } else {
            "not there".to_owned()
        },
        outcomes.len(),
        of - outcomes.len(),
        percentile(&ends, 0.5),
        percentile(&ends, 0.9),
        percentile(&ends, 1.0),
        percentile(&speeds, 0.5),
        percentile(&speeds, 1.0),
        outcomes.iter().map(|o| o.took).sum::<f64>() / outcomes.len() as f64,
    );
    if options.show {
        let odd =
            |o: &&Outcome| !o.found || !o.stored || o.ends.is_some_and(|e| e > 0.5) || o.speed.is_some_and(|s| s > 1.0);
        for o in outcomes.iter().filter(odd) {
            println!(
                "      {}: {} stored {} ends {:?} speed {:?} textured {} ({})",
                o.name,
                o.class.word(),
                o.stored,
                o.ends,
                o.speed,
                o.textured,
                o.reason
            );
        }
    }
}
