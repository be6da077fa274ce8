//! Recordings that have nothing in common, among them the clips on which everything matches everything elsewhere.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use fingerprint::recording::Recording;
use fingerprint::relation::{Class, Known, compare};
use footage::files;

use crate::material::{Original, ffmpeg};
use crate::watching::watch;
use crate::{Options, parallel};

/// Clips that make everything match everything elsewhere: black, even, a still, cards of letters, and recordings behind
/// one common intro and one common overlay.
fn traps(options: &Options, originals: &[Original], cards: &[PathBuf; 2]) -> Vec<(String, PathBuf)> {
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
    for (n, original) in originals.iter().filter(|o| !o.real).take(12).enumerate() {
        let (name, path) = (&original.name, original.path.to_str().unwrap());
        if n < 6 {
            let intro = intro_of(originals).path.to_str().unwrap();
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

/// The recording whose beginning is the common intro.
fn intro_of(originals: &[Original]) -> &Original {
    originals.iter().rfind(|o| !o.real).unwrap()
}

/// Compares all pairs of recordings and traps that share nothing; a part of them closely, too.
pub fn measure(options: &Options, originals: &[Original], cards: &[PathBuf; 2]) {
    let traps = traps(options, originals, cards);
    let watched = parallel(options.threads, &traps, |(name, path)| (name.clone(), watch(options, path, false)));
    let mut all: Vec<(String, &Recording)> = originals.iter().map(|o| (o.name.clone(), &o.recording)).collect();
    // A trap that is not made from a recording, or of another recording, is unrelated to all others.
    all.extend(watched.iter().map(|(name, r)| (name.clone(), r)));
    let source = |name: &str| {
        name.split_once('-')
            .filter(|(t, _)| ["intro", "title", "branded"].contains(t))
            .map_or(name.to_owned(), |(_, s)| s.to_owned())
    };
    let intro = intro_of(originals).name.clone();
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
    let outcomes = parallel(options.threads, &pairs, |&(i, j)| {
        let relation = compare(all[i].1, all[j].1, Known::default());
        (relation.class, relation.hearing, relation.reason, relation.segments.len())
    });
    let took = started.elapsed().as_secs_f64();
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    for (class, ..) in &outcomes {
        *classes.entry(class.word()).or_default() += 1;
    }
    let is_wrong = |class: Class| class.is_copy() || class == Class::SameSoundOnly;
    let wrong = outcomes.iter().filter(|o| is_wrong(o.0)).count();
    println!(
        "unrelated pairs: {} ({} clips of which {} traps), false matches {wrong}: {classes:?} ({:.1} ms a pair and thread)",
        pairs.len(),
        all.len(),
        watched.len(),
        took * 1000.0 * options.threads as f64 / pairs.len() as f64
    );
    for ((i, j), (class, hearing, reason, segments)) in pairs.iter().zip(&outcomes) {
        let wrong = is_wrong(*class);
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
    // The closer look costs several times as much: every eighth pair.
    let some: Vec<(usize, usize)> = pairs.iter().step_by(8).copied().collect();
    let paths: Vec<&PathBuf> = originals.iter().map(|o| &o.path).chain(traps.iter().map(|(_, path)| path)).collect();
    let closely = parallel(options.threads, &some, |&(i, j)| {
        compare(&watch(options, paths[i], true), &watch(options, paths[j], true), Known::default()).class
    });
    println!(
        "  closely: {} of them, false matches {}",
        some.len(),
        closely.iter().filter(|class| is_wrong(**class)).count()
    );
    for ((i, j), class) in some.iter().zip(&closely).filter(|(_, class)| is_wrong(**class)) {
        println!("   FALSE {} – {}: {}", all[*i].0, all[*j].0, class.word());
    }
}
