//! Pictures, films and sounds through the program: what they say of themselves, what becomes of broken ones, and what
//! happens where the decoder is missing, crashes or hangs.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use crate::desk::{Desk, run};

/// A film that states a time, a place and a device, made here.
fn film(desk: &Desk, name: &str, seconds: u32) {
    let path = desk.write(name, b"");
    let status = Command::new("ffmpeg")
        .args(["-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i"])
        .arg(format!("testsrc2=s=320x180:r=10:d={seconds}"))
        .args("-c:v libx264 -preset ultrafast -pix_fmt yuv420p -movflags +faststart+use_metadata_tags".split(' '))
        .args(["-metadata", "creation_time=2026-03-12T06:01:02Z", "-metadata", "location=+50.123456+030.654321/"])
        .args(["-metadata", "com.apple.quicktime.model=Handset 3"])
        .arg(&path)
        .status()
        .expect("the tests need ffmpeg; scripts/setup.sh installs it");
    assert!(status.success());
}

#[test]
fn a_film_says_what_it_is_and_its_exact_place_is_not_published() {
    let desk = Desk::new();
    film(&desk, "material/film.mp4", 3);
    let made = desk.json("examine material --case a.case");
    // Its bytes, what the container says, what it is recognised by.
    assert_eq!(made["examined"]["findings"], 3);
    let id = desk.id_of("material/film.mp4");
    let container = desk.json(&format!("show {id} --case a.case"))["container"].clone();
    let stream = &container["streams"][0];
    assert_eq!((&stream["width"], &stream["height"], &stream["packets"]), (&320.into(), &180.into(), &30.into()));
    let stated = container["stated"].as_array().unwrap();
    let says = |matter: &str, part: &str| {
        stated.iter().any(|s| s["matter"] == matter && s["value"].as_str().unwrap().contains(part))
    };
    assert!(says("time", "2026-03-12T06:01:02") && says("place", "+50.1234"), "{container:#}");
    let shown = desk.run(&format!("show {id} --case a.case")).out;
    assert!(shown.contains("weak") && shown.contains("320 x 180"), "{shown}");
    desk.json("dossier a.case --out out");
    let page = fs::read_to_string(desk.path("out/dossier.html")).unwrap();
    assert!(page.contains("near latitude 50.1, longitude 30.7") && page.contains("data:image/jpeg;base64,"));
    for entry in fs::read_dir(desk.path("out")).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file()) {
        let bytes = fs::read(&entry).unwrap();
        let exact = |place: &[u8]| bytes.windows(place.len()).any(|w| w == place);
        assert!(!exact(b"50.1234") && !exact(b"30.6543"), "{}", entry.display());
    }
    let again = desk.json("examine a.case");
    assert_eq!((&again["examined"]["findings"], &again["examined"]["up_to_date"]), (&0.into(), &3.into()));
    let recomputed = desk.json("verify a.case --recompute");
    let findings = recomputed["recomputed"]["findings"].as_array().unwrap();
    assert!(findings.iter().all(|f| f["verdict"] == "same bytes"), "{findings:#?}");
}

#[test]
fn broken_media_costs_itself_and_the_run_goes_on() {
    let desk = Desk::new();
    film(&desk, "material/good.mp4", 2);
    film(&desk, "whole.mp4", 10);
    let whole = fs::read(desk.path("whole.mp4")).unwrap();
    desk.write("material/half.mp4", &whole[..whole.len() / 2]);
    desk.write("material/none.mp4", &whole[..64]);
    desk.write("material/noise.jpg", [&b"\xff\xd8\xff\xe0"[..], &[0x55; 4000]].concat());
    let (made, status) = desk.json_and_status("examine material --case a.case");
    assert_eq!(status, 1);
    let failed = made["examined"]["failed"].as_array().unwrap();
    // Each of the two by the look at its container and by the watching of it.
    assert_eq!(failed.len(), 4, "{failed:#?}");
    for one in failed {
        let reason = one["reason"].as_str().unwrap();
        let analyser = one["analyser"].as_str().unwrap();
        assert!(
            ["container.media", "frames.watch"].contains(&analyser)
                && reason.contains(' ')
                && !reason.contains("/proc"),
            "{reason}"
        );
    }
    let half = desk.id_of("material/half.mp4");
    let container = desk.json(&format!("show {half} --case a.case"))["container"].clone();
    assert!(container["cut_off"].as_str().unwrap().contains("cut off"), "{container:#}");
    assert_eq!(desk.json("status a.case")["problems"], 4);
    // Nothing changed: the failures are known and not tried again.
    let again = desk.json("examine a.case");
    assert_eq!(again["examined"]["failed"].as_array().unwrap().len(), 0);
}

#[test]
fn without_a_decoder_media_are_kept_and_decoded_when_there_is_one() {
    let desk = Desk::new();
    film(&desk, "material/film.mp4", 1);
    let without = run(desk.command().env("PATH", "/nowhere").args(["examine", "material", "--case", "a.case"]));
    assert_eq!(without.status, 0, "{without:?}");
    let words = without.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("1 item (container): kept, not decoded: ffmpeg is not installed. Install ffmpeg"),
        "{words}"
    );
    let with = desk.json("examine a.case");
    assert_eq!(with["examined"]["findings"], 2);
}

/// A script in place of both programs that greets as a version and then does something else.
fn played(desk: &Desk, folder: &str, does: &str) -> std::path::PathBuf {
    for name in ["ffmpeg", "ffprobe"] {
        let script = format!(
            "#!/bin/sh\nif [ \"$1\" = -version ]; then echo \"{name} version 0-{folder} x\"; exit 0; fi\n{does}\n"
        );
        let path = desk.write(&format!("{folder}/{name}"), script);
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    desk.path(folder)
}

#[test]
fn a_decoder_that_crashes_is_a_failed_attempt_that_another_decoder_makes_good() {
    let desk = Desk::new();
    film(&desk, "material/film.mp4", 1);
    let path = played(&desk, "crashing", "kill -SEGV $$");
    let crashed = run(desk.command().env("PATH", &path).args(["examine", "material", "--case", "a.case"]));
    assert_eq!(crashed.status, 1, "{crashed:?}");
    let words = crashed.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("the decoder crashed on it (signal 11, SIGSEGV)"), "{words}");
    let same = run(desk.command().env("PATH", &path).args(["examine", "a.case"]));
    assert!(same.status == 0 && same.out.contains("up to date"), "{same:?}");
    let good = desk.json("examine a.case");
    assert_eq!((&good["examined"]["findings"], &good["status"]["problems"]), (&2.into(), &0.into()));
}

#[test]
fn a_decoder_that_does_not_even_greet_is_named_and_nothing_is_left_running() {
    let desk = Desk::new();
    film(&desk, "material/film.mp4", 1);
    let script = desk.write("hanging/ffmpeg", "#!/bin/sh\nwhile :; do :; done\n");
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    fs::copy(&script, desk.path("hanging/ffprobe")).unwrap();
    let path = desk.path("hanging");
    let hung = run(desk.command().env("PATH", &path).args(["examine", "material", "--case", "a.case"]));
    let words = hung.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("does not run contained: decoding was stopped"), "{hung:?}");
    let name = path.to_str().unwrap().as_bytes().to_vec();
    let left = fs::read_dir("/proc").unwrap().flatten().filter_map(|e| fs::read(e.path().join("cmdline")).ok());
    assert!(!left.into_iter().any(|command| command.windows(name.len()).any(|w| w == name)));
}
