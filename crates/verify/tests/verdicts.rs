//! What a sound case is told, and what each kind of damage is told: always the file by name, never a panic.
#![allow(clippy::unwrap_used)]

mod case_folder;

use std::fs;

use case_folder::{CASE, CaseFolder, everything};
use custody::{Header, SigningKey};
use model::Digest;
use verify::{Check, Pins, Report, State};

fn verify(case: &CaseFolder) -> Report {
    verify::verify(case.path(), &Pins::default(), &mut |_| ())
}

fn pinned(case: &CaseFolder, key: Option<&str>, checkpoint: Option<&str>) -> Report {
    let pins = Pins { key: key.map(str::to_owned), checkpoint: checkpoint.map(str::to_owned) };
    verify::verify(case.path(), &pins, &mut |_| ())
}

fn check<'a>(report: &'a Report, name: &str) -> &'a Check {
    report.checks.iter().find(|c| c.name == name).unwrap()
}

/// `bytes records log signature time`, as one letter each.
fn states(report: &Report) -> String {
    let letter = |c: &Check| match c.state {
        State::Holds => 'h',
        State::Fails => 'f',
        State::NotAvailable => 'n',
    };
    report.checks.iter().map(letter).collect()
}

fn names(report: &Report, file: &str) -> bool {
    report.checks.iter().any(|c| c.state == State::Fails && c.faults.iter().any(|f| f.file == file))
}

#[test]
fn a_sound_case_holds_in_every_check_but_the_one_that_needs_somebody_else() {
    let (case, _) = everything();
    let report = verify(&case);
    assert_eq!(states(&report), "hhhhn", "{report:#?}");
    assert!(report.ok);
    assert_eq!((report.entries, report.case), (300, Some(CASE.to_string())));
    let texts: Vec<&str> = report.checks.iter().map(|c| c.detail.as_str()).collect();
    assert!(texts[0].contains("names: 3 (") && texts[0].ends_with("withheld, hash only: 1"), "{}", texts[0]);
    assert!(texts[1].contains("commitments: 253;") && texts[1].ends_with("hash only: 2 and 1"), "{}", texts[1]);
    assert!(texts[3].contains("key number 2"), "{}", texts[3]);
    // What was purged is named, file by file.
    let gone: Vec<usize> = report.checks.iter().map(|c| c.withheld.len()).collect();
    assert_eq!(gone, [1, 2, 0, 0, 0]);
    assert!(report.checks[0].withheld[0].what.starts_with("purged by entry "));
    assert!(texts[4].contains("external time stamps: not available in this version"), "{}", texts[4]);
    assert_eq!(report.last_seen, "last seen by somebody else: not known");
    assert!(report.limits.contains("really said this when it was captured"));
    assert!(report.checks.iter().all(|c| c.remarks.is_empty()));
}

#[test]
fn verification_writes_nothing() {
    let (case, _) = everything();
    let facts = |case: &CaseFolder| {
        let file = |f: &String| (f.clone(), fs::metadata(case.path().join(f)).unwrap().modified().unwrap());
        case.files().iter().map(file).collect::<Vec<_>>()
    };
    let before = facts(&case);
    verify(&case);
    assert_eq!(facts(&case), before);
}

#[test]
fn any_flipped_bit_is_found_and_its_file_named() {
    let (case, _) = everything();
    for file in case.files() {
        let path = case.path().join(&file);
        let bytes = fs::read(&path).unwrap();
        let bits = bytes.len() * 8;
        // Both ends, and a sample in between that falls on every bit of a byte.
        let step = (bits / 20).max(1) | 1;
        for bit in (0..bits).step_by(step).chain(bits.checked_sub(1)) {
            let mut damaged = bytes.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            fs::write(&path, &damaged).unwrap();
            let report = verify(&case);
            assert!(!report.ok && names(&report, &file), "{file}, bit {bit}: {report:#?}");
        }
        fs::write(&path, &bytes).unwrap();
    }
    assert!(verify(&case).ok);
}

#[test]
fn every_file_that_is_cut_emptied_grown_or_missing_is_named() {
    let (case, _) = everything();
    for file in case.files() {
        let path = case.path().join(&file);
        let bytes = fs::read(&path).unwrap();
        let mut damages = vec![Vec::from(&b"\0\xff{\"garbage"[..]), [&bytes[..], b"\n"].concat()];
        if !bytes.is_empty() {
            damages.extend([Vec::new(), bytes[..bytes.len() / 2].to_vec(), bytes[..bytes.len() - 1].to_vec()]);
        }
        for damaged in damages {
            fs::write(&path, &damaged).unwrap();
            let report = verify(&case);
            assert!(names(&report, &file), "{file} as {} bytes: {report:#?}", damaged.len());
        }
        fs::remove_file(&path).unwrap();
        let report = verify(&case);
        // Partial files of earlier sizes may be deleted; everything else is missed.
        let leftover = file.contains(".p/") && !file.ends_with("44") && !file.ends_with("tile/1/000.p/1");
        assert_eq!(names(&report, &file), !leftover, "{file} missing: {report:#?}");
        fs::write(&path, &bytes).unwrap();
    }
}

#[test]
fn damage_is_told_apart_by_the_signed_root() {
    let (case, _) = everything();
    let flip = |file: &str, at: usize| {
        let path = case.path().join(file);
        let mut bytes = fs::read(&path).unwrap();
        bytes[at] ^= 1;
        fs::write(&path, &bytes).unwrap();
    };
    // A tile alone, a bundle alone: the other is not blamed.
    for (damaged, innocent) in [("log/tile/0/000", "log/tile/entries/000"), ("log/tile/entries/000", "log/tile/0/000")]
    {
        flip(damaged, 999);
        let report = verify(&case);
        assert!(names(&report, damaged) && !names(&report, innocent), "{report:#?}");
        assert!(!names(&report, "log/tile/1/000.p/1") && !names(&report, "log/checkpoint"), "{report:#?}");
        flip(damaged, 999);
    }
}

#[test]
fn files_that_do_not_belong_are_named() {
    let (case, _) = everything();
    let stray = "EXERCISE: never logged".as_bytes();
    let whole = CaseFolder::named("originals", Digest::of(stray));
    case.write(&whole, stray);
    let report = verify(&case);
    assert_eq!(states(&report), "hhhhn");
    assert_eq!(check(&report, "bytes").remarks[0].file, whole);

    for (file, name) in [
        ("originals/readme.txt", "bytes"),
        ("originals/zz/readme.txt", "bytes"),
        ("originals/00/.hidden", "bytes"),
        ("records/AB/x", "records"),
        ("records/ab/notes\n.txt", "records"),
        ("log/lock", "log"),
        ("log/tile/0/0", "log"),
        ("log/tile/entries/000.p/256", "log"),
        ("log/checkpoint.old", "log"),
    ] {
        case.write(file, b"x");
        let report = verify(&case);
        let faults = &check(&report, name).faults;
        let shown = model::name::visible(file);
        assert!(faults.iter().any(|f| shown.starts_with(&f.file)), "{file}: {report:#?}");
        fs::remove_file(case.path().join(file)).unwrap();
        let _ = fs::remove_dir(case.path().join(file).parent().unwrap());
    }
    // A file in the wrong folder, whole as it is.
    let wrong = whole.replace(&whole[..13], "originals/00/").replace("originals/00/", "originals/01/");
    case.write(&wrong, stray);
    assert!(names(&verify(&case), &wrong));
}

#[test]
fn an_interrupted_write_past_the_checkpoint_is_remarked_and_a_foreign_one_is_a_fault() {
    let (mut case, _) = everything();
    let checkpoint = fs::read(case.path().join("log/checkpoint")).unwrap();
    case.append(Header::survey());
    case.commit();
    case.write("log/checkpoint", &checkpoint);
    let report = verify(&case);
    assert_eq!(states(&report), "hhhhn", "{report:#?}");
    let past: Vec<&str> = check(&report, "log").remarks.iter().map(|f| f.file.as_str()).collect();
    assert_eq!(past, ["log/tile/0/001.p/45", "log/tile/entries/001.p/45"]);

    let path = case.path().join("log/tile/0/001.p/45");
    let mut bytes = fs::read(&path).unwrap();
    bytes[0] ^= 1;
    fs::write(&path, bytes).unwrap();
    assert!(names(&verify(&case), "log/tile/0/001.p/45"));
}

#[cfg(unix)]
#[test]
fn symbolic_links_and_pipes_are_named_and_not_followed() {
    let (case, _) = everything();
    let elsewhere = tempfile::tempdir().unwrap();
    let item = case.files().into_iter().find(|f| f.starts_with("originals/")).unwrap();
    for file in ["log/checkpoint", "log/tile/0/000", &item, "case.toml"] {
        let (inside, outside) = (case.path().join(file), elsewhere.path().join("moved"));
        fs::rename(&inside, &outside).unwrap();
        std::os::unix::fs::symlink(&outside, &inside).unwrap();
        assert!(names(&verify(&case), file), "{file}");
        fs::remove_file(&inside).unwrap();
        // A pipe would wait for a writer for ever.
        assert!(std::process::Command::new("mkfifo").arg(&inside).status().unwrap().success());
        assert!(names(&verify(&case), file), "{file}");
        fs::remove_file(&inside).unwrap();
        fs::rename(&outside, &inside).unwrap();
    }
    for folder in ["originals", "records", "log"] {
        fs::rename(case.path().join(folder), elsewhere.path().join(folder)).unwrap();
        std::os::unix::fs::symlink(elsewhere.path().join(folder), case.path().join(folder)).unwrap();
        assert!(names(&verify(&case), folder), "{folder}");
        fs::remove_file(case.path().join(folder)).unwrap();
        fs::rename(elsewhere.path().join(folder), case.path().join(folder)).unwrap();
    }
    assert!(verify(&case).ok);
}

#[test]
fn what_was_purged_must_be_gone_and_what_was_not_must_match() {
    let (case, _) = everything();
    let back = "EXERCISE: something that has to go".as_bytes();
    let path = CaseFolder::named("originals", Digest::of(back));
    case.write(&path, back);
    let report = verify(&case);
    assert!(names(&report, &path) && check(&report, "bytes").faults[0].what.contains("purged"), "{report:#?}");

    // A private record with another line than the one committed to, logged by an entry of its own.
    let mut case = CaseFolder::new();
    let private = case.append_privately(vec![Header::survey(), Header::survey()]);
    let bytes = fs::read(case.path().join(CaseFolder::named("records", private))).unwrap();
    let text = String::from_utf8(bytes).unwrap().replacen("because", "despite", 1);
    let other = case.record(text.as_bytes());
    let line = custody::PrivateRef { at: 0, record: other.sha256, sha256: Digest::of(b"another line") };
    case.append(Header::survey().with_private(line));
    let beyond = custody::PrivateRef { at: 7, record: other.sha256, sha256: Digest::of(b"another line") };
    case.append(Header::survey().with_private(beyond));
    case.commit();
    let report = verify(&case);
    assert_eq!(states(&report), "hfhhn");
    let faults = &check(&report, "records").faults;
    assert!(
        faults[0].what.contains("no line 7") && faults[1].what.contains("line 0 is not what entry 3"),
        "{faults:?}"
    );
}

#[test]
fn a_record_must_have_the_size_and_lines_that_were_logged() {
    let mut case = CaseFolder::new();
    let mut record = case.record(b"{}\n{}\n");
    record.count = 3;
    case.append(Header::judge(Vec::new()).with_record(record));
    let open_end = case.record(b"{}\n{}");
    case.append(Header::judge(Vec::new()).with_record(open_end));
    case.commit();
    let report = verify(&case);
    let files: BTreeFiles = check(&report, "records").faults.iter().map(|f| f.file.clone()).collect();
    assert_eq!(files, BTreeFiles::from([record, open_end].map(|r| CaseFolder::named("records", r.sha256))));
}

type BTreeFiles = std::collections::BTreeSet<String>;

#[test]
fn only_the_key_that_was_handed_over_to_can_sign() {
    let (mut case, _) = everything();
    let keys = [1, 2].map(|s| SigningKey::from_seed([s; 32]).verifying(&CASE.origin()).to_string());
    for key in &keys {
        let report = pinned(&case, Some(key), None);
        assert!(report.ok && check(&report, "signature").detail.contains("given is the case's"), "{report:#?}");
    }
    let stranger = SigningKey::from_seed([9; 32]).verifying(&CASE.origin()).to_string();
    for key in [stranger.as_str(), "nonsense"] {
        assert_eq!(states(&pinned(&case, Some(key), None)), "hhhfn");
    }
    // Signed by the key that was replaced.
    case.key = SigningKey::from_seed([1; 32]);
    case.commit();
    let report = verify(&case);
    assert!(states(&report) == "hhhfn" && names(&report, "log/checkpoint"), "{report:#?}");
    // A hand-over that the present key did not sign.
    case.rotate(4);
    case.commit();
    let report = verify(&case);
    assert!(states(&report) == "hhhfn" && names(&report, "log/tile/entries/001.p/45"), "{report:#?}");
}

#[test]
fn a_checkpoint_that_somebody_else_kept_is_met_or_contradicted() {
    let (mut case, earlier) = everything();
    let now = fs::read_to_string(case.path().join("log/checkpoint")).unwrap();
    let text = earlier.split("\n\n").next().unwrap();
    for (checkpoint, seen) in [(earlier.as_str(), "of 4 entries, signed by"), (text, "not signed"), (&now, "of 300")] {
        let report = pinned(&case, None, Some(checkpoint));
        assert_eq!(states(&report), "hhhhh", "{report:#?}");
        assert!(report.last_seen.contains(seen), "{}", report.last_seen);
        assert!(check(&report, "time").detail.contains("consistent with"));
    }
    // The same origin and key, but another history: rewritten by whoever holds folder and key.
    let mut rewritten = CaseFolder::new();
    rewritten.preserve(b"another");
    while rewritten.log.size() < 310 {
        rewritten.append(Header::survey());
    }
    rewritten.commit();
    assert_eq!(states(&verify(&rewritten)), "hhhhn");
    for checkpoint in [&earlier, &now] {
        let report = pinned(&rewritten, None, Some(checkpoint));
        assert_eq!(states(&report), "hhhhf", "{report:#?}");
        assert!(check(&report, "time").detail.contains("contradicts what somebody else saw"));
    }
    // Cut back to an earlier state: sound in itself, and smaller than what was seen.
    case.append(Header::survey());
    let grown = case.commit();
    case.write("log/checkpoint", now.as_bytes());
    assert_eq!(states(&pinned(&case, None, Some(&grown))), "hhhhf");
    assert_eq!(states(&pinned(&case, None, Some("nonsense"))), "hhhhf");
}

#[test]
fn a_folder_that_is_no_case_is_answered_not_panicked_at() {
    let empty = tempfile::tempdir().unwrap();
    for folder in [empty.path().to_owned(), empty.path().join("nowhere")] {
        let report = verify::verify(&folder, &Pins::default(), &mut |_| ());
        assert_eq!(states(&report), "nnfnn", "{report:#?}");
        assert!(names(&report, "log/checkpoint"));
    }
}

#[test]
fn a_checkpoint_that_claims_more_than_there_is_costs_no_time() {
    let (case, _) = everything();
    let mut checkpoint = case.log.checkpoint(&CASE.origin());
    for size in [301, 70_000, u64::MAX] {
        checkpoint.size = size;
        case.write("log/checkpoint", checkpoint.sign(&case.key).as_bytes());
        let report = verify(&case);
        assert!(!report.ok && check(&report, "log").state == State::Fails, "{size}");
    }
}
