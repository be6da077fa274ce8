//! Bundles as a stranger gets them: `verify` names whatever was changed in one, `--recompute` says what comes out, and
//! two people on two machines write the same bytes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::desk::{Desk, listing};

/// Files of a folder, by their paths in it, sorted.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let paths: Vec<PathBuf> = listing(folder).into_iter().map(|(path, _, _)| path).filter(|p| p.is_file()).collect();
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    let mut files: Vec<_> = paths.iter().map(|path| (name(path), fs::read(path).unwrap())).collect();
    files.sort();
    files
}

fn states(report: &Value) -> Vec<&str> {
    report["checks"].as_array().unwrap().iter().map(|c| c["state"].as_str().unwrap()).collect()
}

#[test]
fn a_bundle_is_checked_from_its_files_alone() {
    let desk = Desk::with_case();
    desk.json("dossier a.case --out bundle");
    fs::rename(desk.path("a.case"), desk.path("gone")).unwrap();
    let (report, status) = desk.json_and_status("verify bundle");
    assert_eq!((status, states(&report)), (0, vec!["holds", "holds", "holds", "holds", "not available"]), "{report:#}");
    assert_eq!((&report["what"], &report["recomputed"]), (&"bundle".into(), &Value::Null));
    let seen = desk.json("verify bundle --checkpoint bundle/checkpoint.txt");
    assert_eq!(states(&seen)[4], "holds");
    let key = report["key"].as_str().unwrap().to_owned();
    let pinned = desk.run_with(&["verify", "bundle", "--key", &key]);
    assert_eq!(pinned.status, 0, "{}", pinned.out);
    let other = key.replace("exhibit/", "exhibit/0");
    assert_eq!(desk.run_with(&["verify", "bundle", "--key", &other]).status, 1);
}

#[test]
fn any_change_in_a_bundle_is_named() {
    let desk = Desk::with_case();
    desk.json("dossier a.case --out bundle");
    let all = files(&desk.path("bundle"));
    assert!(all.len() > 20, "{}", all.len());
    for (number, (name, bytes)) in all.iter().enumerate() {
        let path = desk.path("bundle").join(name);
        let mut flipped = bytes.clone();
        let bit = (number * 7919 + 13) % (bytes.len() * 8);
        flipped[bit / 8] ^= 1 << (bit % 8);
        for damaged in [flipped, bytes[..bytes.len() - 1].to_vec()] {
            fs::write(&path, &damaged).unwrap();
            let (report, status) = desk.json_and_status("verify bundle");
            // The last line feed of a JSON file that no hash covers carries nothing.
            if status == 0 && (name == "publication.json") {
                assert_eq!(damaged.len() + 1, bytes.len(), "{name}");
                continue;
            }
            assert_eq!((status, &report["ok"]), (1, &false.into()), "{name}: {report:#}");
            assert!(report.to_string().contains(name.as_str()), "{name}: {report:#}");
        }
        fs::remove_file(&path).unwrap();
        // Without its two leading files it is no bundle at all; without the receipt it is one that nobody signed.
        let without = desk.run("verify bundle");
        let expected = match name.as_str() {
            "manifest.json" | "checkpoint.txt" => 3,
            "publication.json" => 0,
            _ => 1,
        };
        assert_eq!(without.status, expected, "{name} missing: {}{}", without.out, without.err);
        fs::write(&path, bytes).unwrap();
    }
    desk.write("bundle/evidence/more.txt", "planted");
    let (report, status) = desk.json_and_status("verify bundle");
    assert_eq!(status, 1);
    assert_eq!(report["checks"][0]["faults"][0]["file"], "evidence/more.txt");
}

#[test]
fn a_receipt_of_other_files_or_of_another_log_does_not_pass() {
    let desk = Desk::with_case();
    desk.json("dossier a.case --out one");
    desk.run_with(&["note", "a.case", &desk.id_of("material/first.txt"), "a later remark"]);
    desk.json("dossier a.case --out two");
    let other = fs::read(desk.path("two/publication.json")).unwrap();
    fs::write(desk.path("one/publication.json"), other).unwrap();
    let (report, status) = desk.json_and_status("verify one");
    assert_eq!((status, states(&report)[3]), (1, "fails"), "{report:#}");
}

#[test]
fn a_later_key_is_followed() {
    let desk = Desk::with_case();
    desk.json("log rotate-key a.case");
    let size = desk.log_size("a.case");
    desk.json("log rotate-key a.case");
    desk.json(&format!("dossier a.case --out bundle --at {size}"));
    let (report, status) = desk.json_and_status("verify bundle");
    assert_eq!((status, states(&report)[3]), (0, "holds"), "{report:#}");
    let now = desk.json("log checkpoint a.case")["key"].clone();
    assert_eq!(report["key"], now);
}

#[test]
fn everything_comes_out_the_same_again_in_the_case_and_in_a_whole_bundle() {
    let desk = Desk::with_case();
    let case = desk.json("verify a.case --recompute");
    let again = &case["recomputed"];
    let findings = again["findings"].as_array().unwrap().len() as u64;
    assert!(findings > 4);
    assert_eq!(
        again["tally"]["same_bytes"],
        findings + again["conclusions"].as_array().unwrap().len() as u64,
        "{again:#}"
    );

    desk.json("dossier a.case --out whole --with-originals --reason court");
    fs::rename(desk.path("a.case"), desk.path("gone")).unwrap();
    let whole = desk.json("verify whole --recompute");
    // Where files lay, and who decided what, are private lines: what follows from them is taken as stated.
    let (mut there, mut here) = (whole["recomputed"].clone(), again.clone());
    for name in ["carried", "decided"] {
        let stated = there["conclusions"].as_array_mut().unwrap().remove(1);
        assert_eq!((&stated["name"], &stated["verdict"]), (&name.into(), &"not available".into()), "{stated}");
        here["conclusions"].as_array_mut().unwrap().remove(1);
    }
    assert_eq!(there["conclusions"], here["conclusions"]);
    assert_eq!(there["findings"], here["findings"]);
    assert!(whole["recomputed"]["ok"] == true);
}

#[test]
fn what_a_bundle_withholds_is_not_available_with_the_reason() {
    let desk = Desk::with_case();
    desk.json("dossier a.case --out bundle");
    let report = desk.json("verify bundle --recompute");
    let again = &report["recomputed"];
    assert!(again["tally"]["same_bytes"].as_u64().unwrap() > 0, "{again:#}");
    let missing: Vec<&Value> =
        again["findings"].as_array().unwrap().iter().filter(|f| f["verdict"] == "not available").collect();
    assert!(!missing.is_empty());
    for finding in missing {
        assert!(finding["detail"].as_str().unwrap().contains("is not in the bundle: "), "{finding}");
    }
}

#[test]
fn a_finding_that_does_not_follow_is_named_with_its_first_difference() {
    let desk = Desk::with_case();
    desk.json("dossier a.case --out bundle --with-originals --reason court");
    // Somebody edits an original in the bundle: the finding made of it no longer follows from it.
    let id = desk.id_of("material/first.txt");
    let path = desk.path(&format!("bundle/evidence/originals/{}/{id}", &id[..2]));
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("Torvyn", "Hrabna")).unwrap();
    let (report, status) = desk.json_and_status("verify bundle --recompute");
    assert_eq!(status, 1);
    let differ: Vec<&Value> = report["recomputed"]["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["verdict"] == "different conclusion")
        .collect();
    assert_eq!(differ.len(), 1, "{report:#}");
    assert_eq!(differ[0]["item"], id);
    let detail = differ[0]["detail"].as_str().unwrap();
    assert!(detail.contains("line ") && detail.contains("/text"), "{detail}");
}

#[test]
fn a_forged_index_is_found_out() {
    let desk = Desk::with_case();
    let index = rusqlite::Connection::open(desk.path("a.case/index.sqlite")).unwrap();
    let changed = index.execute("UPDATE claim SET speaker = 'the minister' WHERE rowid = 1", []).unwrap();
    assert_eq!(changed, 1);
    drop(index);
    let (report, status) = desk.json_and_status("verify a.case --recompute");
    assert_eq!(status, 1);
    let claims = &report["recomputed"]["conclusions"][0];
    assert_eq!(claims["verdict"], "different conclusion");
    assert!(claims["detail"].as_str().unwrap().contains("/speaker"), "{claims}");
}

/// Runs the program somewhere else: another folder, user name, zone, language, umask and number of cores.
#[test]
fn the_same_case_gives_the_same_bytes_for_another_user_elsewhere() {
    let desk = Desk::with_case();
    let size = desk.log_size("a.case");
    desk.json(&format!("dossier a.case --out here --no-log --at {size}"));
    let elsewhere = tempfile::tempdir().unwrap();
    let home = elsewhere.path().join("somebody-else");
    fs::create_dir(&home).unwrap();
    let copied = Command::new("cp").arg("-r").arg(desk.path("a.case")).arg(home.join("copy.case")).status().unwrap();
    assert!(copied.success());
    let script = format!(
        "umask 077; exec taskset -c 0 {} -q dossier copy.case --no-log --at {size} --out there",
        env!("CARGO_BIN_EXE_exhibit")
    );
    let there = Command::new("sh")
        .args(["-c", &script])
        .current_dir(&home)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env("HOME", &home)
        .env("USER", "somebody-else")
        .env("EXHIBIT_WHO", "Somebody Else")
        .env("TZ", "Pacific/Kiritimati")
        .env("LC_ALL", "tr_TR.UTF-8")
        .output()
        .unwrap();
    assert!(there.status.success(), "{}", String::from_utf8_lossy(&there.stderr));
    let (one, two) = (files(&desk.path("here")), files(&home.join("there")));
    let names = |files: &[(String, Vec<u8>)]| files.iter().map(|f| f.0.clone()).collect::<Vec<_>>();
    assert_eq!(names(&one), names(&two));
    for ((name, a), (_, b)) in one.iter().zip(&two) {
        assert!(a == b, "{name} differs");
    }
}
