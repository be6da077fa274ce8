//! `purge`: what a person decided the case shall not hold is gone, said to be gone, and does not come back unasked.

use std::fs;

use crate::desk::{Desk, listing};

/// Whether some file of the case holds these bytes.
fn case_holds(desk: &Desk, bytes: &[u8]) -> bool {
    let files = listing(&desk.path("a.case")).into_iter().filter(|(path, _, _)| path.is_file());
    files.map(|(path, _, _)| fs::read(path).unwrap()).any(|file| file.windows(bytes.len()).any(|w| w == bytes))
}

/// Purges the first text; gives its id and the number of the entry that says so.
fn purge_first(desk: &Desk) -> (String, u64) {
    let id = desk.id_of("material/first.txt");
    let purged = desk.run_with(&["purge", &id[..8], "--case", "a.case", "--reason", "court order 12"]);
    assert_eq!(purged.status, 0, "{purged:?}");
    (id, desk.log_size("a.case") - 1)
}

#[test]
fn a_purged_item_is_gone_and_said_to_be_withheld() {
    let desk = Desk::with_case();
    // A search leaves words in a cache of its own.
    let found = desk.json("search Torvyn --case a.case")["total"].as_u64().unwrap();
    assert!(case_holds(&desk, b"The gate at Torvyn opened") && case_holds(&desk, b"first.txt"));
    let (id, entry) = purge_first(&desk);
    assert!(!desk.original("a.case", &id).exists());
    // Its words and its name are in no record and in no free page of the index either.
    assert!(!case_holds(&desk, b"The gate at Torvyn opened") && !case_holds(&desk, b"first.txt"));
    assert!(case_holds(&desk, b"court order 12"));
    assert!(!desk.path("a.case/cache/search.sqlite").exists());
    assert_eq!(desk.json("search Torvyn --case a.case")["total"], found - 1);

    let (report, status) = desk.json_and_status("verify a.case");
    assert_eq!(status, 0, "{report:#}");
    assert!(report["checks"][0]["detail"].as_str().unwrap().contains("withheld, hash only: 1"), "{report:#}");
    let gone = &report["checks"][0]["withheld"];
    assert_eq!(gone.as_array().unwrap().len(), 1, "{report:#}");
    assert_eq!(gone[0]["file"], format!("originals/{}/{id}", &id[..2]));
    assert!(gone[0]["what"].as_str().unwrap().contains(&format!("entry {entry}")));
    assert!(desk.run("verify a.case").out.contains(&id[..50]));
    let shown = desk.run(&format!("show a.case {id}")).out;
    assert!(
        shown.starts_with(&format!("WITHHELD: its bytes were purged (entry {entry}); only the hash is known.\n")),
        "{shown}"
    );
    let shown = desk.json(&format!("show a.case {id}"));
    assert_eq!((&shown["summary"]["withheld"], &shown["summary"]["size"]), (&entry.into(), &serde_json::Value::Null));
    assert_eq!((&shown["document"], &shown["sightings"]), (&serde_json::Value::Null, &serde_json::json!([])));
    assert_eq!(desk.json("status a.case")["withheld"], 1);
}

#[test]
fn purged_bytes_met_again_stay_out_and_are_reported_once() {
    let desk = Desk::with_case();
    let (id, entry) = purge_first(&desk);
    desk.write("material/renamed.txt", fs::read(desk.path("material/first.txt")).unwrap());
    let run = desk.json("examine material --case a.case");
    let reported: Vec<_> =
        run["added"]["not_preserved"].as_array().unwrap().iter().map(|o| o["reason"].clone()).collect();
    assert_eq!(reported, ["purged", "purged"]);
    assert_eq!((&run["added"]["preserved"], &run["added"]["sighted"]), (&0.into(), &0.into()));
    assert!(!desk.original("a.case", &id).exists());
    assert!(!case_holds(&desk, b"The gate at Torvyn opened"));
    assert_eq!(desk.json(&format!("show a.case {id}"))["summary"]["withheld"], entry);
    assert_eq!(desk.run("verify a.case").status, 0);

    let log = desk.log_size("a.case");
    let again = desk.run("examine material --case a.case");
    assert!(again.out.contains("Still not preserved, as reported before: 2 things."), "{}", again.out);
    assert_eq!(desk.log_size("a.case"), log);
}

#[test]
fn a_purge_wants_a_reason() {
    let desk = Desk::with_case();
    let refused = desk.run(&format!("purge a.case {}", desk.id_of("material/first.txt")));
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("--reason"), "{}", refused.err);
    let refused = desk.run_with(&["purge", "a.case", &desk.id_of("material/first.txt"), "--reason", " "]);
    assert_eq!(refused.status, 2, "a blank is no reason: {refused:?}");
    assert_eq!(desk.json("status a.case")["withheld"], 0);
}

#[test]
fn other_items_keep_everything_when_one_is_purged() {
    let desk = Desk::with_case();
    let (second, export) = (desk.id_of("material/second.txt"), desk.id_of("material/export/result.json"));
    let before = [&second, &export].map(|id| desk.json(&format!("show a.case {id}")));
    purge_first(&desk);
    let after = [&second, &export].map(|id| desk.json(&format!("show a.case {id}")));
    assert_eq!(before, after);
}

#[test]
fn purging_twice_says_that_there_is_nothing_left() {
    let desk = Desk::with_case();
    let (id, entry) = purge_first(&desk);
    let log = desk.log_size("a.case");
    let again = desk.run_with(&["purge", "a.case", &id, "--reason", "again"]);
    assert_eq!(again.status, 2, "{again:?}");
    assert!(again.err.contains(&format!("was purged already (entry {entry})")), "{}", again.err);
    assert_eq!(desk.log_size("a.case"), log);
}
