//! What a person decides shows in what is published: what is not to be shown is nowhere in a bundle, whatever the policy,
//! and the checker says why; a grade stands beside what it is about and is never computed with.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::desk::{Desk, listing};

/// Every file of a folder that holds some words, as they are or as JSON or HTML escapes them.
fn holding(folder: &Path, words: &str) -> Vec<String> {
    let escaped = words.replace('"', "\\\"");
    let found = listing(folder).into_iter().map(|(path, _, _)| path).filter(|p| p.is_file());
    found
        .filter(|path| {
            let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
            text.contains(words) || text.contains(&escaped)
        })
        .map(|path| path.display().to_string())
        .collect()
}

#[test]
fn what_a_decision_withholds_is_in_no_bundle_and_the_checker_says_why() {
    let desk = Desk::with_case();
    let words = "The gate at Torvyn opened at 5:40";
    desk.json("dossier a.case --out before --with-originals --reason court");
    assert!(!holding(&desk.path("before"), words).is_empty());
    let id = desk.id_of("material/first.txt");
    let ran = desk.run(&format!("judge a.case redact article:{id} --reason private"));
    assert_eq!(ran.status, 0, "{}", ran.err);
    for (name, options) in [("plain", ""), ("whole", " --with-originals --reason court")] {
        let written = desk.json(&format!("dossier a.case --out {name}{options}"));
        assert_eq!(written["withheld"]["decided"], 1);
        assert_eq!(holding(&desk.path(name), words), Vec::<String>::new(), "{name}");
        let claims = fs::read_to_string(desk.path(name).join("claims.csv")).unwrap();
        assert!(claims.contains("[withheld by a decision, log entry"), "{claims}");
        // Everything else is where it was.
        assert!(!holding(&desk.path(name), "Nobody at the mill saw the gate move").is_empty(), "{name}");
        let report = desk.json(&format!("verify {name}"));
        let records = report["checks"].as_array().unwrap().iter().find(|c| c["name"] == "records").unwrap();
        let said = records["withheld"]
            .as_array()
            .unwrap()
            .iter()
            .any(|fault| fault["what"].as_str().is_some_and(|what| what.contains("a decision withholds it")));
        assert!(said, "{records:#}");
    }
    // Taken back, it is shown again.
    let judged = desk.json("weigh a.case")["judgements"].as_array().unwrap().clone();
    let entry = &judged.iter().find(|j| j["decision"]["act"] == "redact").unwrap()["entry"];
    assert_eq!(desk.run(&format!("judge a.case withdraw {entry} --reason mistaken")).status, 0);
    desk.json("dossier a.case --out after --with-originals --reason court");
    assert!(!holding(&desk.path("after"), words).is_empty());
}

#[test]
fn a_grade_stands_beside_the_claims_of_what_it_grades_and_changes_no_number() {
    let desk = Desk::with_case();
    let before = desk.json("weigh a.case");
    let id = desk.id_of("material/first.txt");
    assert_eq!(desk.run(&format!("judge a.case grade article:{id} B2 --reason known")).status, 0);
    desk.json("dossier a.case --out bundle");
    let claims = fs::read_to_string(desk.path("bundle/claims.csv")).unwrap();
    let graded: Vec<&str> = claims.lines().filter(|line| line.contains("text: B2 by collector 1, log entry")).collect();
    let of_others = claims.lines().filter(|line| line.contains("Nobody at the mill") || line.contains("telegram"));
    assert!(!graded.is_empty() && graded.len() < claims.lines().count() - 1, "{claims}");
    assert!(of_others.into_iter().all(|line| !line.contains("B2")), "{claims}");
    let after = desk.json("weigh a.case");
    let numbers = |weighed: &Value| (weighed["origins"].clone(), weighed["hypotheses"].clone());
    assert_eq!(numbers(&before), numbers(&after));
}
