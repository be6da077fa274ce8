//! Copies through the program: two files beside each other, a file beside a case, the copies of a case and which was
//! first. The films are drawn by `footage` and edited by ffmpeg.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use footage::{Footage, Kind, files};
use serde_json::Value;

use crate::desk::Desk;

/// Seconds of each of the three films that are drawn.
const SECONDS: u32 = 6;

/// Runs ffmpeg with arguments that hold no spaces.
fn ffmpeg(folder: &Path, arguments: &str) {
    let status = Command::new("ffmpeg")
        .current_dir(folder)
        .args(["-nostdin", "-v", "error", "-y"])
        .args(arguments.split_whitespace())
        .status()
        .expect("the tests need ffmpeg; scripts/setup.sh installs it");
    assert!(status.success(), "{arguments}");
}

/// A folder with `street.mp4`, `valley.mp4` and `opening.mp4`: three recordings that have nothing in common.
fn films() -> &'static Path {
    static FILMS: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FILMS.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let all = [("street", Kind::Street, 11), ("valley", Kind::Valley, 12), ("opening", Kind::Rubble, 13)];
        std::thread::scope(|scope| {
            for (name, kind, seed) in all {
                let at = folder.path();
                scope.spawn(move || {
                    let film = Footage::new(kind, seed, SECONDS);
                    fs::write(at.join(format!("{name}.wav")), files::wav(&film.sound())).unwrap();
                    let frames: Vec<u8> = (0..film.frames()).flat_map(|n| film.frame(n)).collect();
                    fs::write(at.join(format!("{name}.raw")), frames).unwrap();
                    let input = format!("-f rawvideo -pix_fmt rgb24 -s 640x360 -r 25 -i {name}.raw -i {name}.wav");
                    ffmpeg(at, &format!("{input} -c:v libx264 -preset superfast -pix_fmt yuv420p -c:a aac {name}.mp4"));
                    fs::remove_file(at.join(format!("{name}.raw"))).unwrap();
                });
            }
        });
        folder
    });
    folder.path()
}

/// Makes a film on the desk out of the three.
fn make(desk: &Desk, name: &str, arguments: &str) -> PathBuf {
    let path = desk.write(name, b"");
    let encoder = "-c:v libx264 -preset superfast -crf 27 -pix_fmt yuv420p -c:a aac";
    ffmpeg(films(), &format!("{arguments} {encoder} {}", path.display()));
    path
}

fn film(desk: &Desk, of: &str, name: &str) {
    desk.write(name, fs::read(films().join(of)).unwrap());
}

fn near(span: &Value, expected: [f64; 2], by: f64) -> bool {
    (0..2).all(|n| (span[n].as_f64().unwrap() - expected[n]).abs() <= by)
}

#[test]
fn a_mirrored_cut_under_bars_is_found_with_its_seconds_and_an_unrelated_film_is_not() {
    let desk = Desk::new();
    film(&desk, "street.mp4", "a.mp4");
    film(&desk, "valley.mp4", "other.mp4");
    make(&desk, "b.mp4", "-ss 1.5 -t 3 -i street.mp4 -vf hflip,pad=iw:ih*1.4:0:(oh-ih)/2:black");
    let found = desk.json("compare a.mp4 b.mp4");
    assert_eq!((&found["relation"], &found["audio"]), (&"partial".into(), &"same".into()), "{found:#}");
    let segment = &found["segments"][0];
    assert_eq!((&segment["mirrored"], &segment["speed"]), (&true.into(), &1.0.into()), "{segment:#}");
    assert!(near(&segment["a"], [1.5, 4.5], 0.3) && near(&segment["b"], [0.0, 3.0], 0.3), "{segment:#}");
    let apart = desk.json("compare a.mp4 other.mp4");
    assert_eq!((&apart["relation"], &apart["segments"]), (&"unrelated".into(), &Value::Array(vec![])), "{apart:#}");
    // The same words as a person reads them.
    let words = desk.run("compare a.mp4 b.mp4").out;
    assert!(words.contains("mirrored") && words.contains("sound: same"), "{words}");
}

#[test]
fn a_faster_copy_small_inside_another_film_is_found_by_the_closer_look() {
    let desk = Desk::new();
    film(&desk, "street.mp4", "a.mp4");
    let graph = "[1:v]setpts=PTS/1.25,scale=iw*0.4:ih*0.4[p];[0:v][p]overlay=340:20:shortest=1[v]";
    make(&desk, "b.mp4", &format!("-i valley.mp4 -i street.mp4 -filter_complex {graph} -map [v] -an"));
    let found = desk.json("compare a.mp4 b.mp4");
    assert_eq!((&found["relation"], &found["audio"]), (&"edited copy".into(), &"no sound".into()), "{found:#}");
    let speed = found["segments"][0]["speed"].as_f64().unwrap();
    assert!((speed / 1.25 - 1.0).abs() <= 0.01, "{speed}");
}

#[test]
fn a_shared_opening_is_said_with_its_seconds_and_makes_no_copy() {
    let desk = Desk::new();
    for (name, of) in [("one", "street"), ("two", "valley")] {
        let graph = "[0:v]trim=0:2.4,setpts=PTS-STARTPTS[i];[i][1:v]concat=n=2:v=1:a=0[v]";
        let input = format!("-i opening.mp4 -i {of}.mp4 -filter_complex {graph} -map [v]");
        make(&desk, &format!("material/{name}.mp4"), &input);
    }
    let found = desk.json("compare material/one.mp4 material/two.mp4");
    assert_eq!(found["relation"], "undecided", "{found:#}");
    let segments = found["segments"].as_array().unwrap();
    assert_eq!(segments.len(), 1, "{found:#}");
    assert!(near(&segments[0]["a"], [0.0, 2.4], 0.5) && near(&segments[0]["b"], [0.0, 2.4], 0.5), "{found:#}");
    assert!(found["reason"].as_str().unwrap().contains("opening"), "{found:#}");
    desk.json("examine material --case a.case");
    let copies = desk.json("copies a.case");
    assert_eq!(copies["families"].as_array().unwrap().len(), 0, "{copies:#}");
    assert_eq!(copies["undecided"].as_array().unwrap().len(), 1, "{copies:#}");
}

/// A side-car as yt-dlp writes it.
fn side_car(desk: &Desk, of: &str, id: &str, day: &str) {
    let text = format!(
        r#"{{"id": "{id}", "title": "EXERCISE, not an event", "extractor": "youtube", "extractor_key": "Youtube",
            "webpage_url": "https://video.example/{id}", "upload_date": "{day}", "channel": "Exercise {id}",
            "channel_id": "UC{id}", "uploader": "Exercise {id}", "duration": 6, "ext": "mp4",
            "_version": {{"version": "2025.01.15"}}, "_type": "video"}}"#
    );
    desk.write(&format!("material/{of}.info.json"), text);
}

#[test]
fn the_earliest_copy_follows_from_upload_days_and_is_unknown_without_any() {
    let desk = Desk::new();
    film(&desk, "street.mp4", "material/old.mp4");
    side_car(&desk, "old", "first", "20190418");
    make(&desk, "material/new.mp4", "-i street.mp4 -vf hflip,eq=gamma=1.3");
    side_car(&desk, "new", "second", "20260312");
    film(&desk, "valley.mp4", "material/undated.mp4");
    make(&desk, "material/undated-too.mp4", "-i valley.mp4 -vf crop=iw*0.9:ih*0.9");
    film(&desk, "opening.mp4", "material/alone.mp4");
    desk.json("examine material --case a.case");
    let copies = desk.json("copies a.case");
    let families = copies["families"].as_array().unwrap();
    assert_eq!((families.len(), &copies["compared"]), (2, &5.into()), "{copies:#}");
    let of = |name: &str| {
        let id = desk.id_of(name);
        let holds = |f: &&Value| f["members"].as_array().unwrap().iter().any(|m| m["item"] == *id);
        families.iter().find(holds).unwrap_or_else(|| panic!("{name}: {copies:#}"))
    };
    let dated = of("material/old.mp4");
    let earliest = &dated["earliest"];
    assert_eq!((&earliest["status"], &earliest["item"]), (&"at latest".into(), &desk.id_of("material/old.mp4").into()));
    assert!(earliest["time"]["value"].as_str().unwrap().starts_with("2019-04-18"), "{earliest:#}");
    assert!(earliest["reason"].as_str().unwrap().contains("uploaded"), "{earliest:#}");
    let older = dated["older"].as_array().unwrap();
    assert_eq!((older.len(), &older[0]["item"]), (1, &desk.id_of("material/new.mp4").into()), "{older:#?}");
    assert!(older[0]["days"].as_i64().unwrap() > 2_500, "{older:#?}");
    let undated = of("material/undated.mp4");
    assert_eq!((&undated["earliest"]["status"], &undated["earliest"]["item"]), (&"unknown".into(), &Value::Null));
    assert_ne!(undated["earliest"]["would_change"], "");
    // A second time the same, to the byte.
    assert_eq!(desk.run("copies a.case --json").out, desk.run("copies a.case --json").out);
}

#[test]
fn a_file_is_looked_for_in_a_case_and_on_its_lists() {
    let desk = Desk::new();
    film(&desk, "street.mp4", "material/street.mp4");
    film(&desk, "valley.mp4", "material/valley.mp4");
    film(&desk, "opening.mp4", "partner.mp4");
    desk.json("examine material --case a.case");
    let list = desk.run("fingerprint partner.mp4 --exchange vpdq").out;
    desk.write("partner.vpdq.txt", list);
    desk.json("hashes import partner.vpdq.txt a.case");
    make(&desk, "cut.mp4", "-ss 2 -t 3 -i valley.mp4 -vf hue=s=0");
    let like = desk.json("like a.case cut.mp4");
    assert_eq!(like["like"].as_array().unwrap().len(), 1, "{like:#}");
    let one = &like["like"][0];
    assert_eq!((&one["item"], &one["relation"]), (&desk.id_of("material/valley.mp4").into(), &"partial".into()));
    assert!(near(&one["segments"][0]["a"], [2.0, 5.0], 0.3), "{one:#}");
    assert_eq!(like["lists"], Value::Array(vec![]));
    // What is on a partner's list only.
    make(&desk, "listed.mp4", "-ss 1 -t 3 -i opening.mp4");
    let like = desk.json("like a.case listed.mp4");
    assert_eq!(like["like"], Value::Array(vec![]), "{like:#}");
    let on = &like["lists"][0];
    assert_eq!(on["item"], desk.id_of("partner.vpdq.txt"));
    assert_eq!(on["found"], on["frames"], "{on:#}");
    let entry = &on["nearest"][0];
    let shift = entry["listed_at"].as_f64().unwrap() - entry["at"].as_f64().unwrap();
    assert!((shift - 1.0).abs() <= 0.5, "{on:#}");
    assert!(desk.run("like a.case listed.mp4").out.contains("partner.vpdq.txt"));
}
