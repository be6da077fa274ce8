//! `fixity` and `verify` over a damaged case: the file is named, the exit status is 1, and nothing else is blamed.

use std::fs;

use crate::desk::{Desk, flip, listing};

#[test]
fn a_flipped_bit_in_an_original_is_found_and_named() {
    let desk = Desk::with_case();
    assert_eq!(desk.json("fixity a.case")["checked"], 3);
    let id = desk.id_of("material/second.txt");
    flip(&desk.original("a.case", &id));
    let (fixity, status) = desk.json_and_status("fixity a.case");
    assert_eq!((status, fixity["wrong"].as_array().unwrap().len()), (1, 1));
    assert_eq!(fixity["wrong"][0]["item"], id);
    let text = desk.run("fixity a.case");
    let words = text.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(&id) && words.contains("restore it from another copy"), "{words}");

    let (report, status) = desk.json_and_status("verify a.case");
    assert_eq!((status, &report["ok"]), (1, &false.into()));
    assert_eq!(report["checks"][0]["faults"][0]["file"], format!("originals/{}/{id}", &id[..2]));
    assert_eq!(desk.verdict("a.case", "log"), "holds");
}

#[test]
fn a_flipped_bit_anywhere_in_records_or_log_is_found_and_named() {
    let desk = Desk::with_case();
    let case = desk.path("a.case");
    let files: Vec<_> = listing(&case)
        .into_iter()
        .filter(|(path, size, _)| {
            *size > 0 && (path.starts_with(case.join("log")) || path.starts_with(case.join("records")))
        })
        .map(|(path, _, _)| path)
        .chain([case.join("case.toml")])
        .collect();
    assert!(files.len() >= 6, "{files:?}");
    for file in files {
        let bytes = fs::read(&file).unwrap();
        flip(&file);
        let (report, status) = desk.json_and_status("verify a.case");
        let name = file.strip_prefix(&case).unwrap().to_str().unwrap();
        let checks = report["checks"].as_array().unwrap();
        let named = checks.iter().flat_map(|c| c["faults"].as_array().unwrap()).any(|f| f["file"] == name);
        assert!(status == 1 && named, "{name}: {report:#}");
        fs::write(&file, bytes).unwrap();
    }
    assert_eq!(desk.run("verify a.case").status, 0);
}

#[test]
fn a_missing_original_is_told_by_every_verb_that_needs_it_and_by_no_other() {
    let desk = Desk::with_case();
    let id = desk.id_of("material/first.txt");
    fs::remove_file(desk.original("a.case", &id)).unwrap();
    assert_eq!(desk.run(&format!("show a.case {id}")).status, 0);
    assert_eq!(desk.run("verify a.case").status, 1);
    let (fixity, status) = desk.json_and_status("fixity a.case");
    assert_eq!((status, &fixity["wrong"][0]["item"]), (1, &id.as_str().into()));
    // The material still has the bytes; adding them once more brings them back.
    desk.write("again/first.txt", fs::read(desk.path("material/first.txt")).unwrap());
    assert_eq!(desk.run("add a.case again").status, 0);
    let report = desk.run("verify a.case");
    assert_eq!(report.status, 0, "{}", report.out);
}
