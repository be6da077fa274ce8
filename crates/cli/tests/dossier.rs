//! `exhibit dossier` as a user runs it: the same bytes in every language and time zone, at every later time, with the
//! publication in the log.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

fn exhibit(home: &Path, environment: &[(&str, &str)], arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_exhibit"))
        .current_dir(home)
        .env_clear()
        .env("HOME", home)
        .env("USER", "planteduser")
        .envs(environment.iter().copied())
        .args(arguments)
        .output()
        .unwrap()
}

fn ok(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Names and bytes of a folder's files, without the receipt.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(at).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
                continue;
            }
            let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            files.push((name, std::fs::read(entry.path()).unwrap()));
        }
    }
    files.retain(|(name, _)| name != "publication.json");
    files.sort();
    files
}

#[test]
fn a_dossier_is_the_same_everywhere_and_its_publication_is_in_the_log() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    std::fs::create_dir(home.join("material")).unwrap();
    let article =
        "The gate fell\n\nBy Imra Talvey\n12 March 2026, 12:40\n\nEXERCISE. Nobody was hurt, the council said.\n";
    std::fs::write(home.join("material/article.txt"), article).unwrap();
    ok(&exhibit(home, &[], &["-q", "examine", "material", "--case", "c.case"]));

    let published = ok(&exhibit(home, &[], &["--json", "dossier", "c.case", "--out", "one", "--reason", "a test"]));
    let published: serde_json::Value = serde_json::from_str(&published).unwrap();
    let (size, entry) = (published["size"].as_u64().unwrap(), published["entry"].as_u64().unwrap());
    assert_eq!(size, entry);
    let schema = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/schema/dossier.schema.json")).unwrap();
    let schema: serde_json::Value = serde_json::from_slice(&schema).unwrap();
    for (document, described) in [(&published, &schema), (&published["withheld"], &schema["properties"]["withheld"])] {
        let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(keys(document), keys(&described["properties"]));
    }
    let first = files(&home.join("one"));
    assert!(first.iter().any(|(name, _)| name == "dossier.html"));

    // Later, with other surroundings, by number and by checkpoint.
    let elsewhere =
        [("TZ", "Pacific/Kiritimati"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("USER", "another")];
    ok(&exhibit(home, &elsewhere, &["dossier", "c.case", "--at", &size.to_string(), "--out", "two"]));
    assert_eq!(files(&home.join("two")), first);
    ok(&exhibit(home, &elsewhere, &["dossier", "c.case", "--at", "one/checkpoint.txt", "--no-log", "--out", "three"]));
    assert_eq!(files(&home.join("three")), first);
    assert!(!home.join("three/publication.json").exists());

    // The log holds the hashes of the files.
    let receipt: serde_json::Value =
        serde_json::from_slice(&std::fs::read(home.join("one/publication.json")).unwrap()).unwrap();
    for (name, bytes) in &first {
        let line = format!("\"path\":\"{name}\",\"sha256\":\"{}\"", model::Digest::of(bytes));
        assert!(receipt["record"].as_str().unwrap().contains(&line), "{name}");
    }
    let verified = ok(&exhibit(home, &[], &["verify", "c.case", "--checkpoint", "one/checkpoint.txt"]));
    assert!(!verified.contains("FAILS"), "{verified}");

    // Nothing of the collecting machine is in it.
    for (name, bytes) in first {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for word in ["planteduser", &home.to_string_lossy(), ".config"] {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
}

#[test]
fn a_dossier_is_refused_where_it_cannot_be_meant() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    std::fs::create_dir(home.join("material")).unwrap();
    std::fs::write(home.join("material/a.txt"), "EXERCISE").unwrap();
    ok(&exhibit(home, &[], &["-q", "examine", "material", "--case", "c.case"]));
    std::fs::write(home.join("not-a-checkpoint"), "x").unwrap();
    for (arguments, status, words) in [
        (&["--out", "material"][..], 2, "not empty"),
        (&["--out", "c.case/inside"], 2, "inside the case"),
        (&["--out", "d", "--at", "99"], 3, "99"),
        (&["--out", "d", "--at", "not-a-checkpoint"], 2, "no checkpoint"),
        (&["--out", "d", "--show-accounts"], 2, "--reason"),
    ] {
        let mut all = vec!["dossier", "c.case"];
        all.extend(arguments);
        let output = exhibit(home, &[], &all);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {said}");
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
}
