//! Publication policy, byte by byte: a case is planted with everything that must not get out, and the bundle is searched
//! for all of it: every file, the members of its archives, and the ways in which bytes hide in text.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::io::Read;

use case::Judgement;
use dossier::{Bundle, Policy};
use model::name::base64;
use support::{COLLECTOR, MACHINE, Made, WHY, chat, message};

/// What must not be found, in words.
const PLANTED: [&str; 26] = [
    // Private accounts: name, handle, number; short ones too.
    "Orla Quill",
    "orlaquill",
    "9001000777",
    "Zu",
    // Exact places, in every writing: a post's words, its own coordinates, a map link, degrees and minutes.
    "50.593712",
    "36.588849",
    "50593712",
    "36588849",
    "48.137154",
    "48137154",
    "35'37",
    // Tokens and sessions.
    "OPENSESAME",
    "sess-4f2a9c",
    "ab12cd34ef56",
    "hunter2",
    // The collecting side.
    COLLECTOR,
    MACHINE,
    WHY,
    "planted-home",
    "planted note",
    "planted cause",
    "planted-dropped",
    // What a camera writes into a picture.
    "CANARY-CAMERA",
    "CANARY-OWNER",
    // Mail, and what a page hides.
    "perrin@vale.example",
    "hidden-in-a-comment",
];

/// Forms in which a word can stand in a file without being read as such.
fn forms(word: &str) -> Vec<Vec<u8>> {
    let bytes = word.as_bytes();
    let mut forms = vec![bytes.to_vec(), word.to_lowercase().into_bytes(), word.to_uppercase().into_bytes()];
    // Base64 at each of its three alignments, without the ends that depend on what is around.
    for skip in 0..3 {
        let text = base64(&[&vec![b' '; skip][..], bytes].concat());
        let inner = text.trim_end_matches('=');
        let from = [0, 2, 3][skip];
        forms.push(inner.as_bytes()[from..inner.len().saturating_sub(1).max(from)].to_vec());
    }
    forms.push(bytes.iter().flat_map(|b| format!("{b:02x}").into_bytes()).collect());
    forms.push(bytes.iter().flat_map(|b| format!("%{b:02X}").into_bytes()).collect());
    forms.push(word.encode_utf16().flat_map(u16::to_le_bytes).collect());
    forms.push(word.chars().flat_map(|c| format!("&#{};", u32::from(c)).into_bytes()).collect());
    // A form of two bytes would be found in anything.
    forms.retain(|form| form.len() > 4);
    forms.dedup();
    forms
}

/// Every file, and every member of an archive.
fn all_bytes(bundle: &Bundle) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for (path, bytes) in &bundle.files {
        all.push((path.clone(), bytes.clone()));
        if bytes.starts_with(b"PK") {
            let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
            for at in 0..zip.len() {
                let mut member = zip.by_index(at).unwrap();
                let name = member.name().unwrap().into_owned();
                let mut inside = Vec::new();
                member.read_to_end(&mut inside).unwrap();
                all.push((format!("{path}: {name}"), inside));
            }
        }
    }
    all
}

fn found(bundle: &Bundle, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, bytes) in all_bytes(bundle) {
        for word in words {
            for form in forms(word) {
                if bytes.windows(form.len()).any(|w| w == form) {
                    found.push(format!("{path}: {word} as {}", String::from_utf8_lossy(&form)));
                }
            }
            // As a whole word, a short name is found by the cells and fields it stands in.
            if word.len() <= 4 {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                if text.contains(&format!("\"{word}\"")) || text.contains(&format!(",{word},")) {
                    found.push(format!("{path}: {word} as a field"));
                }
            }
        }
    }
    found.dedup();
    found
}

/// A JPEG picture of one grey pixel with camera, owner and position in its EXIF block.
fn picture() -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0".to_vec();
    exif.extend(b"CANARY-CAMERA\0CANARY-OWNER\0GPS 50.593712 36.588849\0");
    let mut jpeg = vec![0xff, 0xd8, 0xff, 0xe1];
    jpeg.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    jpeg.extend(exif);
    jpeg.extend([0xff, 0xd9]);
    jpeg
}

fn page(address: &str, body: &str) -> Vec<u8> {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>EXERCISE: the gate</title>\
         <link rel=\"canonical\" href=\"{address}\"></head><body><article><h1>EXERCISE: the gate fell</h1>\
         <p>EXERCISE. The gate at Torvyn fell on 12 March 2026, the town council said in the morning. Nobody was hurt, and the \
         water had gone down by noon, according to the council.</p>{body}</article></body></html>"
    )
    .into_bytes()
}

fn planted() -> Made {
    let location = "\"date\": \"2026-03-12T06:03:00\", \"date_unixtime\": \"1773290580\", \"from\": \"Zu\", \"from_id\": \"user42\", \
                    \"location_information\": {\"latitude\": 48.137154, \"longitude\": 36.588849}, \"text\": \"here\"";
    let messages = [
        message("Orla Quill", 9001000777, 0, "first, by @orlaquill"),
        message("Zu", 42, 60, "At 50.593712, 36.588849 (50°35'37\"N), see https://cdn.example/v?token=OPENSESAME"),
        location.to_owned(),
        message(
            "Perrin Vale",
            9001000778,
            240,
            "mail perrin@vale.example, or https://a.example/?PHPSESSID=sess-4f2a9c1b7d",
        ),
        message(
            "Perrin Vale",
            9001000778,
            300,
            "https://u:hunter2@b.example/x https://s3.example/o?X-Amz-Signature=ab12cd34ef56",
        ),
        message("Perrin Vale", 9001000778, 360, "https://maps.example/@50.593712,36.588849,17z"),
    ];
    let inline = format!("<p>A picture: <img src=\"data:image/jpeg;base64,{}\"></p>", base64(&picture()));
    let spelt: String = "Orla Quill".chars().map(|c| format!("&#{};", u32::from(c))).collect();
    let token = page("https://news.example/a?token=OPENSESAME", "");
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("chat/result.json", chat(&messages)),
        ("chat/photos/photo_1.jpg", picture()),
        ("pages/clean.html", page("https://news.example/clean", "")),
        ("pages/inline.html", page("https://news.example/inline", &inline)),
        ("pages/spelt.html", page("https://news.example/spelt", &format!("<p>{spelt} said so.</p>"))),
        ("pages/split.html", page("https://news.example/split", "<p>Or<i>la Qu</i>ill said so.</p>")),
        ("pages/comment.html", page("https://news.example/comment", "<!-- 9001000777 hidden-in-a-comment -->")),
        (
            "pages/script.html",
            page(
                "https://news.example/script",
                "<script>let s='PHPSESSID=x; https://a.example/?sid=sess-4f2a9c1b7d1'</script>",
            ),
        ),
        ("pages/token.html", token),
        ("pages/point.html", page("https://news.example/point", "<p>At 50.593712, 36.588849.</p>")),
        (
            "texts/clean.txt",
            b"EXERCISE. The council of Torvyn said on 12 March 2026 that the gate had fallen.\n".to_vec(),
        ),
        ("texts/planted.txt", format!("EXERCISE. {COLLECTOR} wrote this on {MACHINE}.\n").into_bytes()),
        ("planted.bin", b"\0\x01CANARY-OWNER sess-4f2a9c".to_vec()),
    ];
    let made = Made::of(&files.iter().map(|(path, bytes)| (*path, bytes.as_slice())).collect::<Vec<_>>());
    made.change(|case, host| {
        let item = case.items().unwrap()[0].id;
        case.judge(item, &Judgement::Note("planted note".to_owned()), Some("planted cause"), host).unwrap();
        case.judge(item, &Judgement::Tag("planted-dropped".to_owned()), None, host).unwrap();
        case.judge(item, &Judgement::Untag("planted-dropped".to_owned()), None, host).unwrap();
        case.judge(item, &Judgement::Status("checked by hand".to_owned()), Some("planted cause"), host).unwrap();
    });
    made
}

fn paths<'b>(bundle: &'b Bundle, beginning: &str) -> Vec<&'b str> {
    bundle.files.iter().map(|(path, _)| path.as_str()).filter(|path| path.starts_with(beginning)).collect()
}

#[test]
fn nothing_planted_is_in_any_byte_of_a_bundle() {
    let made = planted();
    let case = made.open();
    let bundle = dossier::write(&case, &Policy::default()).unwrap();
    let mut words = PLANTED.to_vec();
    let folder = made.path().to_string_lossy().into_owned();
    words.push(&folder);
    // The signing key of the test.
    let key = "\u{7}".repeat(32);
    words.push(&key);
    assert_eq!(found(&bundle, &words), Vec::<String>::new());

    // The bundle is no empty shell: the clean page is archived, the clean texts and records are there.
    assert_eq!(paths(&bundle, "pages.wacz").len(), 1);
    let archive = all_bytes(&bundle).into_iter().find(|(path, _)| path.ends_with(".warc")).unwrap().1;
    assert_eq!(String::from_utf8_lossy(&archive).matches("WARC-Type: resource").count(), 1);
    assert_eq!(paths(&bundle, "evidence/originals/").len(), 2);
    assert!(paths(&bundle, "evidence/records/").len() >= 4);
    assert!(bundle.withheld.records > 0 && bundle.withheld.originals > 0);
    // And the note is not cited: its entry is hidden in the excerpt of the log.
    let log = support::file(&bundle, "log.jsonl");
    assert!(log.contains("\"leaves\":1") && log.matches("\"kind\\\":\\\"judge").count() == 3, "{log}");
}

#[test]
fn the_search_finds_what_is_there_when_the_originals_are_given_away() {
    let made = planted();
    let policy = Policy { with_originals: true, ..Policy::default() };
    let bundle = dossier::write(&made.open(), &policy).unwrap();
    for word in ["Orla Quill", "50.593712", "OPENSESAME", "CANARY-OWNER", "perrin@vale.example", "hidden-in-a-comment"]
    {
        assert!(!found(&bundle, &[word]).is_empty(), "{word}");
    }
    // Never given away, not even then.
    let never = [WHY, "planted note", "planted cause", "planted-dropped"];
    assert_eq!(found(&bundle, &never), Vec::<String>::new());
    // Beside the evidence nothing is shown that is not shown otherwise, but pages whose address can be shown.
    let mut page_and_tables = bundle.clone();
    page_and_tables.files.retain(|(path, _)| !path.starts_with("evidence/") && path != "pages.wacz");
    assert_eq!(found(&page_and_tables, &PLANTED), Vec::<String>::new());
    assert_eq!((bundle.withheld.records, bundle.withheld.originals), (0, 0));
}
