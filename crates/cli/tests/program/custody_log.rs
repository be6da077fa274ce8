//! `log` and the pins of `verify`: what somebody outside can check with a checkpoint, a proof and a key, and whether a
//! rewritten log is told.

use std::fs;
use std::path::Path;
use std::process::Command;

use custody::proof::{verify_consistency, verify_inclusion};
use custody::tree::leaf_hash;
use custody::{Checkpoint, Header, VerifyingKey};
use model::Digest;
use serde_json::Value;

use crate::desk::Desk;

fn digests(list: &Value) -> Vec<Digest> {
    list.as_array().unwrap().iter().map(|d| d.as_str().unwrap().parse().unwrap()).collect()
}

fn copy(from: &Path, to: &Path) {
    assert!(Command::new("cp").arg("-a").args([from, to]).status().unwrap().success());
}

#[test]
fn the_log_tells_every_act_with_who_and_when() {
    let desk = Desk::with_case();
    desk.run(&format!("note a.case {} seen", desk.id_of("material/first.txt")));
    let log = desk.json("log list a.case");
    let mut kinds: Vec<_> = log["entries"].as_array().unwrap().iter().map(|e| e["kind"].as_str().unwrap()).collect();
    let size = kinds.len();
    kinds.dedup();
    assert_eq!(kinds, ["case", "preserve", "find", "judge"]);
    for entry in log["entries"].as_array().unwrap() {
        assert_eq!(entry["who"], "A. Collector", "{entry}");
        assert!(entry["at"].is_string(), "{entry}");
    }
    let part = desk.json("log list a.case --from 6 --limit 1");
    assert_eq!((&part["size"], &part["entries"][0]["entry"]), (&size.into(), &6.into()));
    assert_eq!(desk.json("log list a.case --from 99")["entries"], Value::Array(Vec::new()));
    let text = desk.run("log list a.case --limit 2").out;
    assert!(text.ends_with(&format!("2 of {size} entries; go on with --from 2\n")), "{text}");
}

#[test]
fn a_proof_stands_without_the_case() {
    let desk = Desk::with_case();
    let id = desk.id_of("material/second.txt");
    let proof = desk.json(&format!("log prove {id} --case a.case"));
    let key = desk.json("log checkpoint a.case")["key"].as_str().unwrap().to_owned();

    // From here on only the proof, the key and the file that somebody was given.
    let (checkpoint, note) = Checkpoint::parse(proof["checkpoint"].as_str().unwrap().as_bytes()).unwrap();
    note.verify(&key.parse::<VerifyingKey>().unwrap()).unwrap();
    let header = proof["header"].as_str().unwrap().as_bytes();
    assert_eq!(Header::decode(header).unwrap().inputs[0].0.hex(), id);
    let (index, path) = (proof["entry"].as_u64().unwrap(), digests(&proof["path"]));
    let holds = |leaf: &Digest, index| verify_inclusion(leaf, index, checkpoint.size, &path, &checkpoint.root);
    assert!(holds(&leaf_hash(header), index));
    assert!(!holds(&leaf_hash(b"another entry"), index) && !holds(&leaf_hash(header), index + 1));

    let text = desk.run(&format!("log prove a.case {index}"));
    assert_eq!(text.status, 0, "{text:?}");
    let beyond = desk.run("log prove a.case 99");
    assert_eq!(beyond.status, 2, "{beyond:?}");
}

#[test]
fn a_log_that_only_grew_is_told_from_one_that_was_rewritten() {
    let desk = Desk::with_case();
    copy(&desk.path("a.case"), &desk.path("kept.case"));
    let first = desk.id_of("material/first.txt");
    desk.run(&format!("note a.case {first} one"));
    let seen = desk.run("log checkpoint a.case").out;
    desk.write("seen.txt", &seen);
    desk.run(&format!("note a.case {first} two"));

    let (grown, status) = desk.json_and_status("log consistency a.case --since seen.txt");
    assert_eq!((&grown["holds"], status), (&true.into(), 0));
    let (then, _) = Checkpoint::parse(seen.as_bytes()).unwrap();
    let now = desk.json("log checkpoint a.case");
    let root: Digest = now["root"].as_str().unwrap().parse().unwrap();
    let path = digests(&grown["path"]);
    let now = (now["size"].as_u64().unwrap(), &root);
    assert!(verify_consistency((then.size, &then.root), now, &path));
    let pinned = desk.run("verify a.case --checkpoint seen.txt");
    assert_eq!(pinned.status, 0, "{}", pinned.out);

    // The same case again from before the first note, with other entries in its place: valid in itself.
    desk.run(&format!("note kept.case {first} other"));
    desk.run(&format!("note kept.case {first} words"));
    assert_eq!(desk.run("verify kept.case").status, 0);
    let (rewritten, status) = desk.json_and_status("log consistency kept.case --since seen.txt");
    assert_eq!((&rewritten["holds"], status), (&false.into(), 1));
    assert_eq!(desk.run("verify kept.case --checkpoint seen.txt").status, 1);
    let told = desk.run("log consistency kept.case --since seen.txt").out;
    assert!(
        told.starts_with(&format!("FAILS: at {} entries this log was not what seen.txt says", then.size)),
        "{told}"
    );

    desk.json("init other.case");
    let foreign = desk.run("log consistency other.case --since seen.txt");
    assert_eq!(foreign.status, 1);
    assert!(foreign.out.contains("belongs to another case"), "{}", foreign.out);
    desk.write("noise.txt", "no checkpoint");
    assert_eq!(desk.run("log consistency a.case --since noise.txt").status, 2);
    assert_eq!(desk.run("log consistency a.case --since absent.txt").status, 3);
}

#[test]
fn a_new_key_takes_over_and_the_old_one_still_pins_the_case() {
    let desk = Desk::with_case();
    let old = desk.json("log checkpoint a.case")["key"].as_str().unwrap().to_owned();
    let new = desk.json("log rotate-key a.case")["key"].as_str().unwrap().to_owned();
    assert_ne!(old, new);
    desk.write("material/third.txt", "EXERCISE. Later.\n");
    assert_eq!(desk.run("examine material --case a.case").status, 0);
    assert_eq!(desk.json("log checkpoint a.case")["key"], new.as_str());
    desk.write("key.txt", &old);
    for pin in [&old, &new, "key.txt"] {
        let held = desk.run_with(&["verify", "a.case", "--key", pin]);
        assert_eq!(held.status, 0, "{}", held.out);
    }
    desk.json("init other.case");
    let foreign = desk.json("log checkpoint other.case")["key"].as_str().unwrap().to_owned();
    for pin in [foreign.as_str(), "no key at all"] {
        let (report, status) = desk.json_and_status(&format!("verify a.case --key {}", pin.replace(' ', "-")));
        assert_eq!((&report["ok"], status), (&false.into(), 1), "{report:#}");
    }
}

#[test]
fn a_case_can_be_read_but_not_changed_without_its_key() {
    let desk = Desk::with_case();
    fs::rename(desk.home().join(".config"), desk.home().join("elsewhere")).unwrap();
    assert_eq!(desk.run("status a.case").status, 0);
    assert_eq!(desk.run("verify a.case").status, 0);
    assert!(!desk.home().join(".config").exists(), "reading needs no key and makes none");
    let before = desk.log_size("a.case");
    let refused = desk.run(&format!("note a.case {} text", desk.id_of("material/first.txt")));
    assert_eq!(refused.status, 3);
    assert!(refused.err.contains("is not the one that signed the log of the case a.case"), "{}", refused.err);
    assert_eq!(desk.log_size("a.case"), before);
}
