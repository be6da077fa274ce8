//! `init`, `add`, `examine`, `status`: material becomes a case, once, and in the right place.

use std::fs;

use crate::desk::{Desk, run};

#[test]
fn a_folder_becomes_a_case_and_a_second_run_does_nothing() {
    let desk = Desk::with_material();
    let first = desk.json("examine material --case a.case");
    assert_eq!(first["added"]["preserved"], 3);
    assert!(first["examined"]["findings"].as_u64().unwrap() >= 3, "each item is examined: {first:#}");
    assert!(first["status"]["posts"].as_u64().unwrap() > 5, "{first:#}");

    let log = desk.log_size("a.case");
    let again = desk.run("examine material --case a.case");
    assert_eq!(again.status, 0);
    assert!(again.out.starts_with("Nothing new: 3 files unchanged.\nEverything is up to date.\n"), "{}", again.out);
    assert_eq!(desk.run("examine a.case").status, 0);
    assert_eq!(desk.log_size("a.case"), log, "a run without news writes no entry");
}

#[test]
fn the_case_is_named_after_the_material_and_lies_in_the_working_folder() {
    let desk = Desk::with_material();
    assert_eq!(desk.json("examine material/export/../../material/")["folder"], "material.case");
    // Every reading verb finds the only case of the folder by itself.
    assert_eq!(desk.json("status")["items"], 3);

    let refused = run(desk.command().current_dir(desk.path("material")).args(["examine", "."]));
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("would lie inside the material"), "{}", refused.err);
    let refused = desk.run("examine material --case material/export/new.case");
    assert_eq!(refused.status, 2);
    assert!(!desk.path("material/export/new.case").exists() && !desk.path("material/material.case").exists());
}

#[test]
fn one_file_is_material_too() {
    let desk = Desk::with_material();
    let made = desk.json("examine material/first.txt");
    assert_eq!(made["folder"], "first.txt.case");
    assert_eq!(made["status"]["items"], 1);
    let shown = desk.json(&format!("show first.txt.case {}", &desk.id_of("material/first.txt")[..8]));
    assert_eq!(shown["sightings"][0]["path"]["text"], "first.txt");
}

#[test]
fn an_empty_case_is_made_once_and_filled_with_reasons() {
    let desk = Desk::with_material();
    let made = desk.run_with(&["init", "r.case", "--title", "Gate at Torvyn"]);
    assert_eq!(made.status, 0, "{made:?}");
    assert!(made.err.contains("Made a signing key"), "the first run says where the key lies: {}", made.err);
    assert_eq!(desk.run("init r.case").status, 2);
    desk.json("init other.case");

    let added =
        desk.run_with(&["add", "r.case", "material/first.txt", "material/second.txt", "--why", "the mill's side"]);
    assert_eq!(added.status, 0, "{added:?}");
    let shown = desk.json(&format!("show r.case {}", desk.id_of("material/second.txt")));
    let seen = &shown["sightings"][0];
    assert_eq!((&seen["why"], &seen["collector"]), (&"the mill's side".into(), &"A. Collector".into()));
    // What nothing is known of is said to be missing.
    assert!(shown["missing"].as_array().unwrap().contains(&"Source address (stated, not verified)".into()));
    let status = desk.json("status r.case");
    assert_eq!((&status["title"], &status["items"]), (&"Gate at Torvyn".into(), &2.into()));
}

#[test]
fn the_same_bytes_again_are_a_second_sighting() {
    let desk = Desk::with_case();
    desk.write("later/copy.txt", fs::read(desk.path("material/first.txt")).unwrap());
    let (before, added) = (desk.json("status a.case"), desk.json("add later --case a.case"));
    assert_eq!(added["material"][0]["added"]["sighted"], 1);
    assert_eq!(added["material"][0]["added"]["preserved"], 0);
    let after = desk.json("status a.case");
    assert_eq!((&after["items"], &after["bytes"]), (&before["items"], &before["bytes"]));
    let shown = desk.json(&format!("show {} --case a.case", desk.id_of("later/copy.txt")));
    let paths: Vec<_> = shown["sightings"].as_array().unwrap().iter().map(|s| s["path"]["text"].clone()).collect();
    assert_eq!(paths, ["first.txt", "copy.txt"]);
}

#[test]
fn a_file_that_changed_is_a_new_item_beside_the_old() {
    let desk = Desk::with_case();
    let old = desk.id_of("material/first.txt");
    desk.write("material/first.txt", "EXERCISE. Another text.\n");
    let run = desk.json("examine material --case a.case");
    assert_eq!((&run["added"]["preserved"], &run["added"]["unchanged"]), (&1.into(), &2.into()));
    assert_eq!(desk.json(&format!("show a.case {old}"))["summary"]["sightings"], 1);
    assert!(desk.original("a.case", &old).exists());
}

#[test]
fn without_a_name_the_log_says_who_by_the_account() {
    let desk = Desk::with_material();
    let made = run(desk.command().env_remove("EXHIBIT_WHO").env("USER", "kestrel").args(["examine", "material"]));
    assert_eq!(made.status, 0);
    assert_eq!(desk.json("log list material.case")["entries"][1]["who"], "kestrel");
    let note = ["note", &desk.id_of("material/first.txt"), "seen", "--who", "M. Vale"];
    assert_eq!(desk.run_with(&note).status, 0);
    let log = desk.json("log list material.case");
    assert_eq!(log["entries"].as_array().unwrap().last().unwrap()["who"], "M. Vale");
}
