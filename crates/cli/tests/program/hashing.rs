//! Hashes for exchange, from the program down to the contained decoder, against the original's own lists.

use std::io::Write as _;
use std::path::PathBuf;

use fingerprint::vpdq::{self, FrameHash, List};
use fingerprint::{Code, Luma, Orientation, pdq};

use crate::desk::Desk;

fn frames(text: &str) -> Vec<FrameHash> {
    match vpdq::read(text).unwrap() {
        List::Frames(frames) => frames,
        List::Pictures(_) => panic!("not a list of frames"),
    }
}

/// A list of the original, unpacked by the program that packed it.
fn golden(path: &std::path::Path) -> Vec<FrameHash> {
    let unpacked = std::process::Command::new("gzip").arg("-dc").arg(path).output().unwrap();
    assert!(unpacked.status.success(), "{}", path.display());
    frames(std::str::from_utf8(&unpacked.stdout).unwrap())
}

#[test]
fn every_video_hashes_as_the_original_says() {
    let Some(media) = thirdparty::find("media") else { return };
    let desk = Desk::new();
    let mut videos: Vec<PathBuf> =
        std::fs::read_dir(media.join("videos")).unwrap().map(|entry| entry.unwrap().path()).collect();
    videos.sort();
    assert!(videos.len() >= 14, "only {} videos", videos.len());
    let check = |video: &PathBuf| {
        let name = video.file_stem().unwrap().to_str().unwrap();
        let ran = desk.run_with(&["fingerprint", video.to_str().unwrap(), "--exchange", "vpdq"]);
        assert_eq!(ran.status, 0, "{name}: {}", ran.err);
        let (ours, theirs) = (frames(&ran.out), golden(&media.join(format!("vpdq-hashes/{name}.txt.gz"))));
        let found = vpdq::conformance(&ours, &theirs);
        eprintln!("{name}: {} frames compared, at most {} bits off", found.compared, found.largest);
        assert!(found.same_frames && found.compared > 0 && found.different == 0, "{name}: {found:?}");
        let (of_ours, of_theirs) = vpdq::compare(&ours, &theirs);
        assert!(of_ours.percent() >= 100.0 && of_theirs.percent() >= 100.0, "{name}: {of_ours:?}, {of_theirs:?}");
        let late = ours.iter().zip(&theirs).map(|(a, b)| a.at_ms.abs_diff(b.at_ms)).max().unwrap();
        assert!(late <= 40, "{name}: time stamps differ by {late} ms");
    };
    // Each run has two processes of its own: two at a time are enough.
    let (first, second) = videos.split_at(videos.len() / 2);
    std::thread::scope(|scope| {
        scope.spawn(|| first.iter().for_each(check));
        second.iter().for_each(check);
    });
}

#[test]
fn every_golden_picture_is_within_ten_bits_through_the_contained_decoder() {
    let Some(media) = thirdparty::find("media") else { return };
    let desk = Desk::new();
    let list = std::fs::read_to_string(media.join("images/pdq-golden.csv")).unwrap();
    let mut compared = 0;
    for line in list.lines().skip(1) {
        let (original, code) = line.split_once(',').unwrap();
        let Ok(expected) = code.parse::<Code>() else { continue };
        let name = original.trim_start_matches("../").trim_start_matches("data/").replacen("misc-images/", "misc/", 1);
        let path = media.join("images").join(&name);
        if !path.exists() {
            continue;
        }
        let answer = desk.json(&format!("fingerprint {}", path.display()));
        let distance = answer["pdq"].as_str().unwrap().parse::<Code>().unwrap().distance(&expected);
        eprintln!("{distance:3} bits, quality {}: {name}", answer["quality"]);
        assert!(distance <= 10, "{name}: {distance} bits off");
        compared += 1;
    }
    assert!(compared >= 15, "only {compared} golden pictures were found");
}

#[test]
fn a_photograph_with_a_tag_for_turning_is_hashed_upright() {
    let Some(media) = thirdparty::find("media") else { return };
    let desk = Desk::new();
    let path = media.join("images/exif-rotn/exif-rotn-6.jpg");
    let answer = desk.json(&format!("fingerprint {} --orientations", path.display()));
    assert_eq!((&answer["width"], &answer["height"]), (&3024.into(), &4032.into()), "stored lying on its side");
    let listed = answer["orientations"].as_array().unwrap();
    let mut names: Vec<&str> = listed.iter().map(|o| o["pdq"].as_str().unwrap()).collect();
    assert_eq!(names[0], answer["pdq"].as_str().unwrap());
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 8);
}

/// A grey picture as an uncompressed BMP of 24 bits; the width has to be a multiple of four.
fn bmp(luma: &Luma) -> Vec<u8> {
    let (width, height) = (luma.width() as u32, luma.height() as u32);
    let size = 54 + width * height * 3;
    let numbers = [size, 0, 54, 40, width, height, 1 | 24 << 16, 0, size - 54, 2835, 2835, 0, 0];
    let mut bytes = b"BM".to_vec();
    bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    bytes.extend((0..luma.height()).rev().flat_map(|y| luma.row(y).iter().flat_map(|&v| [v; 3])));
    bytes
}

fn painted() -> Luma {
    let wave = |i: usize| ((i % 97) * (i / 97 % 53) * 7 + i / 389 * 31) as u8;
    Luma::new(360, 240, (0..360 * 240).map(wave).collect()).unwrap()
}

#[test]
fn a_mirrored_picture_has_the_hash_that_was_foretold() {
    let desk = Desk::new();
    let picture = painted();
    desk.write("picture.bmp", bmp(&picture));
    desk.write("mirrored.bmp", bmp(&Orientation::MIRRORED.turn(&picture)));
    let foretold = desk.json("fingerprint picture.bmp --orientations");
    let mirrored = desk.json("fingerprint mirrored.bmp");
    let code = |value: &serde_json::Value| value.as_str().unwrap().parse::<Code>().unwrap();
    let listed = foretold["orientations"].as_array().unwrap();
    let expected = listed.iter().find(|o| o["orientation"] == "mirrored").unwrap();
    assert!(code(&expected["pdq"]).distance(&code(&mirrored["pdq"])) <= 4);
    assert!(code(&foretold["pdq"]).distance(&code(&mirrored["pdq"])) > pdq::RADIUS);
    let line = desk.run("fingerprint picture.bmp --exchange pdq");
    assert_eq!(line.out, format!("{},{},picture.bmp\n", code(&foretold["pdq"]), foretold["quality"]));
}

#[test]
fn lists_go_into_a_case_and_come_out_of_it() {
    let desk = Desk::with_material();
    desk.write("material/picture.bmp", bmp(&painted()));
    assert_eq!(desk.run("examine material --case a.case").status, 0);
    let line = desk.run("fingerprint material/picture.bmp --exchange vpdq").out;
    desk.write("partner.txt", &line);
    let imported = desk.json("hashes import partner.txt a.case");
    assert_eq!((&imported["kind"], &imported["hashes"], &imported["new"]), (&"vpdq".into(), &1.into(), &true.into()));
    assert_eq!(imported["item"], desk.id_of("partner.txt"));
    assert_eq!(desk.json("hashes import partner.txt a.case")["new"], false);

    let exported = desk.json("hashes export a.case --out lists");
    assert_eq!(exported["lists"].as_array().unwrap().len(), 1, "{exported:#}");
    let pictures = std::fs::read_to_string(desk.path("lists/pictures.pdq.txt")).unwrap();
    let code = line.split(',').nth(2).unwrap();
    assert!(pictures.starts_with(code) && pictures.contains(&desk.id_of("material/picture.bmp")), "{pictures}");
    assert!(!pictures.contains("picture.bmp"), "names stay here: {pictures}");
    assert_eq!(desk.run("hashes export a.case --out lists").status, 2, "nothing is overwritten");
}

#[test]
fn what_cannot_be_hashed_is_said_in_one_sentence() {
    let desk = Desk::with_case();
    desk.write("empty.jpg", "");
    desk.write("words.txt", "no hash in it\n");
    desk.write("bare.txt", format!("{}\n", "0f".repeat(32)));
    let mut cut = std::fs::File::create(desk.path("cut.jpg")).unwrap();
    cut.write_all(&[0xFF, 0xD8, 0xFF, 0xE0, 0, 16, b'J', b'F', b'I', b'F']).unwrap();
    for (arguments, status, words) in [
        ("fingerprint nowhere.jpg", 3, "nowhere.jpg: No such file or directory"),
        ("fingerprint .", 3, "not a file"),
        ("fingerprint empty.jpg", 3, "empty.jpg"),
        ("fingerprint cut.jpg", 3, "cut.jpg"),
        ("fingerprint words.txt", 3, "words.txt"),
        ("fingerprint cut.jpg --exchange pdq --json", 2, "leave --json"),
        ("hashes import words.txt a.case", 2, "words.txt is no list of hashes"),
        ("hashes import empty.jpg a.case", 2, "there is no hash in it"),
    ] {
        let ran = desk.run(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (status, ""), "{arguments}: {ran:?}");
        assert!(ran.err.contains(words) && ran.err.lines().count() == 1, "{arguments}: {}", ran.err);
    }
}
