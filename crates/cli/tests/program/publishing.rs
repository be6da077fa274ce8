//! `read`, `search` and `dossier` as the program offers them; what a dossier shows is tested beside its own code.

use std::fs;

use crate::desk::{Desk, listing};

#[test]
fn words_are_found_in_other_spellings_and_only_in_the_given_one_on_request() {
    let desk = Desk::with_case();
    let found = desk.json("search Торвині --case a.case");
    assert!(found["hits"].as_array().unwrap().iter().any(|h| h["in"] == "post"), "{found:#}");
    let article = found["hits"].as_array().unwrap().iter().any(|h| h["in"] == "article");
    assert!(article, "the English text spells it Torvyn: {found:#}");
    let strict = desk.json("search Торвині --case a.case --no-transliteration");
    assert!(strict["total"].as_u64() < found["total"].as_u64());
    assert_eq!(desk.json("search Saskatchewan --case a.case")["total"], 0);
    assert_eq!(desk.run("search ... --case a.case").status, 2);
}

#[test]
fn a_dossier_is_written_once_logged_and_the_same_again() {
    let desk = Desk::with_case();
    let before = desk.log_size("a.case");
    let made = desk.json("dossier a.case --out first");
    assert_eq!((&made["size"], &made["entry"]), (&before.into(), &before.into()));
    for file in made["files"].as_array().unwrap() {
        let bytes = fs::read(desk.path("first").join(file["path"].as_str().unwrap())).unwrap();
        assert_eq!(file["sha256"], model::Digest::of(&bytes).hex());
    }
    assert_eq!(desk.run("verify a.case").status, 0);
    assert_eq!(desk.run("dossier a.case --out first").status, 2, "never over another");
    assert_eq!(desk.run("dossier a.case --out a.case/x").status, 2, "never inside the case");

    let log = desk.log_size("a.case");
    let again = desk.json(&format!("dossier a.case --out second --no-log --at {before}"));
    assert_eq!((&again["files"], &again["entry"]), (&made["files"], &serde_json::Value::Null));
    assert_eq!(desk.log_size("a.case"), log);
    assert!(listing(&desk.path("second")).len() > 1);
}

#[test]
fn one_text_is_read_without_a_case() {
    let desk = Desk::with_material();
    let said =
        "According to the mayor of Kharkiv, 12 people were evacuated on 9 March 2026. It was reportedly an accident.";
    desk.write("said.txt", said);
    let read = desk.json("read said.txt --published 2026-03-12");
    assert_eq!(read["language"], "en");
    for (kind, words) in [("places", "Kharkiv"), ("dates", "9 March 2026"), ("figures", "12")] {
        let found = read[kind].as_array().unwrap().iter().any(|m| m["text"].as_str().unwrap().contains(words));
        assert!(found, "{kind}: {read:#}");
    }
    assert!(!read["claims"].as_array().unwrap().is_empty());
    assert_eq!(desk.run("read nowhere.txt").status, 3);
    assert_eq!(desk.run("read said.txt --lang xx").status, 2);
}
