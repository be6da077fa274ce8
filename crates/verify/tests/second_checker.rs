//! The independent checker in `docs/check_case.py` and this crate give the same answers, on sound and damaged cases.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod case_folder;

use std::fs;
use std::path::Path;
use std::process::Command;

use case_folder::{CASE, CaseFolder, everything};
use custody::{Header, SigningKey};
use model::Digest;
use verify::Pins;

/// The four checks that both make, as `bytes: holds` and so on.
const CHECKS: [&str; 4] = ["bytes", "records", "log", "signature"];

/// Whether the other checker can run. Without Python the test fails, unless it is told that less is installed here.
fn python_is_here() -> bool {
    let here = Command::new("python3").arg("--version").output().is_ok_and(|o| o.status.success());
    if !here {
        let allowed = std::env::var("EXHIBIT_SHARED").is_ok_and(|v| v == "none");
        assert!(allowed, "python3 is missing: the independent checker cannot run (EXHIBIT_SHARED=none skips this)");
        println!("SKIPPED: python3 is missing, so the independent checker did not run");
    }
    here
}

/// What the other checker prints for the checks, whether it is content, and all of its words.
fn second_opinion(folder: &Path) -> (Vec<String>, bool, String) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/check_case.py");
    let output = Command::new("python3").arg("-I").arg(script).arg(folder).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    (text.lines().filter(|l| !l.starts_with(' ')).map(str::to_owned).collect(), output.status.success(), text)
}

/// Demands the same answers, and that a damaged file is named by both.
fn agree(case: &CaseFolder, damaged: Option<&str>, what: &str) {
    let report = verify::verify(case.path(), &Pins::default(), &mut |_| ());
    let ours: Vec<String> = report
        .checks
        .iter()
        .filter(|c| CHECKS.contains(&c.name))
        .map(|c| format!("{}: {}", c.name, c.state.word()))
        .collect();
    let (theirs, content, text) = second_opinion(case.path());
    assert_eq!(ours, theirs, "{what}\n{report:#?}\n{text}");
    assert_eq!(report.ok, content, "{what}");
    if let Some(file) = damaged {
        assert!(text.contains(file), "{what}: {text}");
    }
}

#[test]
fn both_checkers_agree_on_a_sound_case_and_on_flipped_and_cut_files() {
    if !python_is_here() {
        return;
    }
    let (case, _) = everything();
    agree(&case, None, "sound");
    for (number, file) in case.files().iter().enumerate() {
        let path = case.path().join(file);
        let bytes = fs::read(&path).unwrap();
        let mut damages = vec![[&bytes[..], b"\n"].concat()];
        if !bytes.is_empty() {
            let bit = (number * 7919 + 13) % (bytes.len() * 8);
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            damages.extend([flipped, bytes[..bytes.len() / 2].to_vec()]);
        }
        for damaged in damages {
            fs::write(&path, &damaged).unwrap();
            agree(&case, Some(file), file);
        }
        fs::remove_file(&path).unwrap();
        agree(&case, None, &format!("{file} missing"));
        fs::write(&path, &bytes).unwrap();
    }
}

#[test]
fn both_checkers_agree_on_every_other_kind_of_damage() {
    if !python_is_here() {
        return;
    }
    let stray = b"EXERCISE: never logged";
    let whole = CaseFolder::named("originals", Digest::of(stray));
    let gone = b"EXERCISE: something that has to go";
    let purged = CaseFolder::named("originals", Digest::of(gone));
    type Damage<'a> = (&'a str, Box<dyn Fn(&mut CaseFolder) + 'a>);
    let damages: Vec<Damage> = vec![
        ("whole but not logged", Box::new(|case| case.write(&whole, stray))),
        ("back after a purge", Box::new(|case| case.write(&purged, gone))),
        ("misnamed original", Box::new(|case| case.write("originals/zz/x", b"x"))),
        ("stray file in the log", Box::new(|case| case.write("log/lock", b""))),
        (
            "signed by the key before",
            Box::new(|case| {
                case.key = SigningKey::from_seed([1; 32]);
                case.commit();
            }),
        ),
        (
            "a hand-over by a stranger",
            Box::new(|case| {
                case.key = SigningKey::from_seed([8; 32]);
                case.rotate(9);
                case.commit();
            }),
        ),
        (
            "interrupted past the checkpoint",
            Box::new(|case| {
                let checkpoint = fs::read(case.path().join("log/checkpoint")).unwrap();
                case.append(Header::survey());
                case.commit();
                case.write("log/checkpoint", &checkpoint);
            }),
        ),
        (
            "a record with fewer lines than logged",
            Box::new(|case| {
                let mut record = case.record(b"{}\n");
                record.count = 2;
                case.append(Header::judge(Vec::new()).with_record(record));
                case.commit();
            }),
        ),
        (
            "an entry that is not a header",
            Box::new(|case| {
                case.log.append(br#"{"v":1,"kind":"survey"}"#).unwrap();
                case.commit();
            }),
        ),
        (
            "a second opening",
            Box::new(|case| {
                case.append(Header::case(CASE, "k".to_owned(), Digest::of(b"")));
                case.commit();
            }),
        ),
        (
            "a checkpoint of another size",
            Box::new(|case| {
                let mut checkpoint = case.log.checkpoint(&CASE.origin());
                checkpoint.size = 70_000_000;
                case.write("log/checkpoint", checkpoint.sign(&case.key).as_bytes());
            }),
        ),
        (
            "a checkpoint of another log",
            Box::new(|case| {
                case.write("log/checkpoint", case.log.checkpoint("exhibit/other").sign(&case.key).as_bytes());
            }),
        ),
        (
            "a link",
            Box::new(|case| {
                fs::remove_file(case.path().join("case.toml")).unwrap();
                std::os::unix::fs::symlink("/dev/null", case.path().join("case.toml")).unwrap();
            }),
        ),
    ];
    for (what, damage) in damages {
        let (mut case, _) = everything();
        damage(&mut case);
        agree(&case, None, what);
    }
    let mut small = CaseFolder::new();
    small.commit();
    agree(&small, None, "nothing but the opening");
}
