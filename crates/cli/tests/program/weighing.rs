//! `weigh` and `judge`: origins are counted and not mentions, incidents stay apart, rivals stand side by side, and what
//! people decide is kept, takes effect and can be taken back.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::desk::Desk;

fn list<'v>(value: &'v Value, key: &str) -> &'v Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("{key}: {value}"))
}

fn holds(value: &Value, words: &str) -> bool {
    value.as_str().is_some_and(|text| text.to_lowercase().contains(&words.to_lowercase()))
}

/// The incident that has a claim with these words.
fn incident<'v>(weighed: &'v Value, words: &str) -> &'v Value {
    let found: Vec<&Value> = list(weighed, "incidents")
        .iter()
        .filter(|i| list(i, "claims").iter().any(|c| holds(&c["text"], words)))
        .collect();
    assert_eq!(found.len(), 1, "{words} is told in one incident and in no other");
    found[0]
}

fn statement<'v>(weighed: &'v Value, words: &str) -> &'v Value {
    let says = |o: &Value| {
        let claims = list(o, "origins").iter().flat_map(|one| list(one, "claims"));
        holds(&o["claim"], words) || claims.into_iter().any(|c| holds(&c["text"], words))
    };
    list(weighed, "origins").iter().find(|o| says(o)).unwrap_or_else(|| panic!("no statement with {words}"))
}

fn seed(desk: &Desk, seed: &Path, accounts: bool) -> Value {
    desk.write("seed/article.txt", fs::read(seed.join("input/article.txt")).unwrap());
    if accounts {
        desk.write("seed/accounts.md", fs::read(seed.join("public-accounts.md")).unwrap());
    }
    assert_eq!(desk.run("examine seed --case seed.case").status, 0);
    desk.json("weigh seed.case")
}

#[test]
fn the_seed_article_gives_three_incidents_their_links_and_one_origin_for_each_claim() {
    let Some(folder) = thirdparty::find("seed-case") else { return };
    let desk = Desk::new();
    let weighed = seed(&desk, &folder, false);
    let expected: Value = serde_json::from_slice(&fs::read(folder.join("expected.json")).unwrap()).unwrap();
    // Words of each expected incident's claims, by its name in the expectation.
    let told = [
        ("building struck", "misfired"),
        ("substation fire and power cut", "2,000 people"),
        ("communication tower destroyed", "communication tower in"),
    ];
    assert_eq!(list(&weighed, "incidents").len(), 3);
    let of = |name: &str| incident(&weighed, told.iter().find(|(n, _)| *n == name).unwrap().1);
    for wanted in list(&expected, "incidents") {
        let found = of(wanted["what"].as_str().unwrap());
        assert_eq!(found["time"]["value"], wanted["time"]["value"], "{found:#}");
        let place = wanted["place"].as_str().unwrap().split(' ').next().unwrap();
        assert!(holds(&found["place"]["name"], place), "{place}: {}", found["place"]);
        let figures: Vec<(&Value, &Value)> =
            list(found, "figures").iter().map(|f| (&f["value"], &f["counts"])).collect();
        for figure in wanted["figures"].as_array().into_iter().flatten() {
            let (number, counts) = figure.as_str().unwrap().split_once(' ').unwrap();
            let number: i64 = number.replace(',', "").parse().unwrap();
            assert!(figures.iter().any(|(v, c)| **v == number && **c == counts), "{number} {counts}: {figures:?}");
        }
        if wanted["figures"].is_null() {
            assert!(figures.is_empty(), "no figure of another town: {figures:?}");
        }
    }
    for link in list(&expected, "incident_links") {
        let (from, to) = (of(link["from"].as_str().unwrap()), of(link["to"].as_str().unwrap()));
        let found = list(from, "links").iter().find(|l| l["to"] == to["id"] && l["relation"] == link["relation"]);
        let text = link["text"].as_str().unwrap().to_lowercase();
        let why = found.unwrap_or_else(|| panic!("{link}: {from:#}"))["why"].as_str().unwrap().to_lowercase();
        let said = why.trim_matches(|c: char| !c.is_alphanumeric() && c != ' ').split('”').next().unwrap();
        assert!(text.contains(said.trim_matches(['“', '”'])) || said.contains(&text), "{text}: {why}");
    }
    for wanted in list(&expected, "independent_origins") {
        let words = if holds(&wanted["claim"], "misfired") { "air defence system misfired" } else { "2,000 people" };
        let found = statement(&weighed, words);
        assert_eq!(found["count"], wanted["count"], "{found:#}");
    }
    let misfire = statement(&weighed, "air defence system misfired");
    assert!(holds(&misfire["why"], "КРИМський бандерівець") && holds(&misfire["why"], "not in the case"), "{misfire}");
    // What people said to the video is no observation.
    assert_eq!(statement(&weighed, "#Russian army bombing")["count"], 0);
    // Nothing is concluded: no document states a truth value.
    let text = desk.run("weigh seed.case").out;
    assert!(text.contains("Nothing here says that a claim is true"));
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn four_rival_accounts_stand_side_by_side_and_nothing_discriminates() {
    let Some(folder) = thirdparty::find("seed-case") else { return };
    let desk = Desk::new();
    let weighed = seed(&desk, &folder, true);
    let building = incident(&weighed, "air defence system misfired");
    assert!(holds(&building["place"]["name"], "Belgorod"));
    let rivals: Vec<&Value> = list(&weighed, "hypotheses").iter().filter(|h| h["incident"] == building["id"]).collect();
    let account = |words: &[&str], voice: &str| {
        rivals
            .iter()
            .position(|h| {
                let told = list(h, "claims").iter().any(|c| words.iter().all(|w| holds(&c["text"], w)));
                told && list(h, "voices").iter().any(|v| holds(v, voice))
            })
            .unwrap_or_else(|| {
                panic!("{words:?} by {voice}: {:#?}", rivals.iter().map(|h| &h["what"]).collect::<Vec<_>>())
            })
    };
    let four = [
        account(&["Ukrainian forces shelled"], "Gladkov"),
        account(&["debris", "Ukrainian rocket"], "Baza"),
        account(&["Russian missile", "misfired"], "Podolyak"),
        account(&["bombing itself"], "Crimea"),
    ];
    let mut apart = four.to_vec();
    apart.sort_unstable();
    apart.dedup();
    assert_eq!(apart.len(), 4, "each stands by itself: {four:?}");
    assert_eq!(rivals.last().unwrap()["id"], "something-else");
    let weighing = list(&weighed, "weighings").iter().find(|w| w["incident"] == building["id"]).unwrap();
    assert_eq!(weighing["answer"], "does not discriminate");
    let says = |key: &str, words: &str| list(weighing, key).iter().any(|line| holds(line, words));
    assert!(says("agreed", "place: Belgorod") && says("agreed", "2022-10-13"), "{weighing:#}");
    assert!(says("disputed", "where it came from"), "{weighing:#}");
    assert!(
        list(weighing, "wanted").len() >= 4 && list(weighing, "wanted").iter().any(|w| holds(&w["what"], "fragments"))
    );
    // Another town's power cut stays its own, although the article folds it in.
    let cut = incident(&weighed, "2,000 people were left");
    assert!(holds(&cut["place"]["name"], "Shebekino") && cut["id"] != building["id"]);
    assert!(list(building, "figures").iter().all(|f| f["counts"] != "people without power"));
}

/// The exercise material, weighed once.
fn exercise(desk: &Desk) -> Value {
    desk.run("demo --out exercise");
    desk.run("examine exercise/material --case exercise.case");
    desk.json("weigh exercise.case")
}

#[test]
fn the_planted_circle_of_citations_is_one_origin_without_an_observer() {
    let desk = Desk::new();
    let weighed = exercise(&desk);
    let circle = statement(&weighed, "faulty since November");
    assert_eq!(circle["count"], 1, "{circle:#}");
    assert_eq!(list(circle, "origins")[0]["basis"], "circular");
    let cited = |words: &str| {
        list(circle, "origins").iter().flat_map(|o| list(o, "claims")).any(|c| holds(&c["publisher"], words))
    };
    for outlet in ["Courier", "Вісник Сульни", "Wierzbowa"] {
        assert!(cited(outlet), "{outlet}: {circle:#}");
    }
}

#[test]
fn figures_of_the_exercise_keep_their_town_and_have_one_count_behind_them() {
    let desk = Desk::new();
    let weighed = exercise(&desk);
    for (words, count) in [("евакуйовано 1 800", 1), ("евакуйовано 2 400", 1), ("3,100 people in Melnary", 1)]
    {
        assert_eq!(statement(&weighed, words)["count"], count, "{words}");
    }
    // The figure of Melnary that was moved to Torvyn is another statement, and what passed it on is one origin.
    let (moved, right) =
        (statement(&weighed, "через аварію на греблі у Торвині"), statement(&weighed, "3,100 people in Melnary"));
    assert_ne!(moved["statement"], right["statement"]);
    assert_eq!(moved["count"], 1, "{moved:#}");
    // The evening's number and the morning's are two statements.
    assert_ne!(statement(&weighed, "2 400")["statement"], statement(&weighed, "1 800 людей")["statement"]);
}

#[test]
fn judgements_from_a_file_take_effect_once_and_can_be_taken_back() {
    let desk = Desk::new();
    let weighed = exercise(&desk);
    let incident = list(&weighed, "incidents").iter().find(|i| list(i, "origins").len() >= 2).unwrap();
    let (id, group) = (incident["id"].as_str().unwrap(), incident["origins"][0].as_str().unwrap());
    let file = format!(
        "[[judgement]]\nact = \"hypothesis\"\nabout = \"{id}\"\nid = \"chain\"\nwhat = \"a worn hoist chain broke\"\nreason = \"said by one office\"\n\n\
         [[judgement]]\nact = \"hypothesis\"\nabout = \"{id}\"\nid = \"ice\"\nwhat = \"an ice floe struck the gate\"\nreason = \"said by another\"\n\n\
         [[judgement]]\nact = \"weigh\"\ngroup = \"{group}\"\nhypothesis = \"chain\"\nlow = \"0.5\"\nhigh = \"0.9\"\nreason = \"the hoist is seen to swing\"\n\n\
         [[judgement]]\nact = \"weigh\"\ngroup = \"{group}\"\nhypothesis = \"ice\"\nlow = \"0.01\"\nhigh = \"0.05\"\nreason = \"no ice is seen\"\n"
    );
    desk.write("judgements.toml", &file);
    let first = desk.json("judge exercise.case --file judgements.toml");
    assert_eq!(first["added"], 4, "{first:#}");
    let size = desk.log_size("exercise.case");
    assert_eq!(desk.json("judge exercise.case --file judgements.toml")["added"], 0);
    assert_eq!(desk.log_size("exercise.case"), size, "applying it again adds nothing");
    let after = desk.json("weigh exercise.case");
    let weighing = list(&after, "weighings").iter().find(|w| w["incident"] == id).unwrap();
    let pair = list(weighing, "pairs").iter().find(|p| p["first"] == "chain" && p["second"] == "ice").unwrap();
    // 0.5 to 0.9 over 0.01 to 0.05 would be 10 to 90; one person's word counts at most tenfold.
    assert_eq!(
        (pair["favours"].as_str(), pair["low"].as_str(), pair["high"].as_str()),
        (Some("chain"), Some("10"), Some("10"))
    );
    assert_eq!(list(pair, "hangs_on").len(), 1, "without that group nothing would be favoured");
    let entry = &first["judgements"][3]["entry"];
    assert_eq!(desk.json(&format!("judge exercise.case withdraw {entry} --reason mistaken"))["added"], 1);
    let back = desk.json("weigh exercise.case");
    let weighing = list(&back, "weighings").iter().find(|w| w["incident"] == id).unwrap();
    assert_eq!(weighing["answer"], "does not discriminate");
    assert_eq!(desk.verdict("exercise.case", "records"), "holds");
    // What cannot be is refused, and nothing is written.
    let size = desk.log_size("exercise.case");
    for wrong in [
        format!("judge exercise.case weigh {group} chain 0.9 0.1 --reason x"),
        format!("judge exercise.case weigh {group} chain 0 1 --reason x"),
        "judge exercise.case group --scope origin post:ffffffffffff post:eeeeeeeeeeee --reason x".to_owned(),
        format!("judge exercise.case grade {group} G9 --reason x"),
    ] {
        assert_eq!(desk.run(&wrong).status, 2, "{wrong}");
    }
    assert_eq!(desk.log_size("exercise.case"), size);
}
