//! The files of a dossier: the same bytes every time, a page that hostile material cannot break out of, tables that can
//! be read back.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::collections::{BTreeMap, HashSet};

use dossier::{Bundle, Policy};
use support::{Made, chat, file, message};

fn hostile() -> Made {
    let long = "word ".repeat(20_000);
    let messages = [
        message("Orla Quill", 9001000777, 0, "=HYPERLINK(\"https://evil.example\") <script>alert(1)</script><!-- ]]>"),
        message(
            "Perrin \u{202e}elaV",
            9001000778,
            60,
            "\u{202e}gpj.exe & <b>bold</b> 'quoted'\n</div></article></details>",
        ),
        format!("{}, \"reply_to_message_id\": 1", message("Perrin \u{202e}elaV", 9001000778, 120, &long)),
        message("Tam O\u{2019}Dell", 9001000779, 180, "javascript:alert(1) data:text/html,x \"onmouseover=alert(1)"),
    ];
    Made::of(&[("chat/result.json", &chat(&messages)), ("odd \u{202e}name\n.bin", b"\x00\x01\x02\x03")])
}

fn write(made: &Made) -> Bundle {
    dossier::write(&made.open(), &Policy::default()).unwrap()
}

#[test]
fn a_state_of_a_case_has_one_dossier_whatever_comes_after() {
    let made = Made::exercise();
    let size = made.open().size();
    let first = write(&made);
    assert_eq!(write(&made), first);
    made.change(|case, host| {
        let item = case.items().unwrap()[0].id;
        case.judge(item, &case::Judgement::Note("later".to_owned()), None, host).unwrap();
    });
    assert_eq!(dossier::write(&made.open_at(size), &Policy::default()).unwrap(), first);
    // And with the index built anew.
    std::fs::remove_file(made.case.join("index.sqlite")).unwrap();
    assert_eq!(dossier::write(&made.open_at(size), &Policy::default()).unwrap(), first);
    assert_ne!(write(&made), first);
}

#[test]
fn the_tables_and_posts_of_a_small_case() {
    let bundle = write(&hostile());
    let page = file(&bundle, "dossier.html");
    // Without what changes with every new analyser: log sizes, counts of findings, versions.
    let (start, end) = (page.find("<section id=\"missing\"").unwrap(), page.find("<section id=\"withheld\"").unwrap());
    insta::assert_snapshot!(page[start..end].replace(&"word ".repeat(1_000), "WORD*1000 "));
}

#[test]
fn hostile_material_stays_text() {
    let bundle = write(&hostile());
    let page = file(&bundle, "dossier.html");
    let (style, rest) = page.split_once("</style>").unwrap();
    assert!(!style.contains("@import") && !style.contains("url("));
    for forbidden in ["<script", "<img", "<iframe", "<link", "<b>", "onmouseover=alert(1)>", "\u{202e}", "\u{0}"] {
        assert!(!rest.contains(forbidden), "{forbidden}");
    }
    assert!(rest.contains("⟨U+202E⟩gpj.exe"));
    for href in rest.split("href=\"").skip(1) {
        assert!(href.starts_with('#'), "{}", &href[..40]);
    }
}

#[test]
fn every_tag_is_closed_and_every_link_leads_somewhere() {
    for made in [hostile(), Made::exercise()] {
        let bundle = write(&made);
        let page = file(&bundle, "dossier.html");
        let mut open: Vec<&str> = Vec::new();
        let body = &page[page.find("<body>").unwrap()..page.find("</html>").unwrap()];
        for tag in body.split('<').skip(1).map(|t| t.split('>').next().unwrap()) {
            let name = tag.split([' ', '\n', '/']).find(|n| !n.is_empty()).unwrap();
            match () {
                () if tag.starts_with('/') => assert_eq!(open.pop(), Some(name)),
                () if tag.ends_with('/') => {}
                () => open.push(name),
            }
        }
        assert_eq!(open, Vec::<&str>::new());
        let ids: Vec<&str> = page.split(" id=\"").skip(1).map(|t| t.split('"').next().unwrap()).collect();
        let unique: HashSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len());
        for target in page.split("href=\"#").skip(1).map(|t| t.split('"').next().unwrap()) {
            assert!(unique.contains(target), "{target}");
        }
    }
}

#[test]
fn posts_come_back_out_of_the_table() {
    let made = hostile();
    let bundle = write(&made);
    let mut reader = csv::Reader::from_reader(file(&bundle, "posts.csv").as_bytes());
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|h| h == name).unwrap();
    let (text, replaced) = (column("text"), column("replaced_in_text"));
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let mut originals = Vec::new();
    made.open()
        .each_post(None, false, &mut |post| {
            originals.push(post.post.text.clone());
            Ok(())
        })
        .unwrap();
    assert_eq!(rows.len(), originals.len());
    for (row, original) in rows.iter().zip(&originals) {
        assert!(!row[text].starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
        let back = row[text].strip_prefix('\'').unwrap_or(&row[text]);
        assert!(back == original || &row[replaced] != "0", "{}", &row[text]);
    }
    assert!(rows.iter().any(|row| row[text].starts_with("'=HYPERLINK")));
}

#[test]
fn a_page_shows_the_first_two_thousand_posts_and_says_where_the_others_are() {
    let messages: Vec<String> =
        (0..2_050).map(|at| message("Orla Quill", 9001000777, at, &format!("number {at}"))).collect();
    let bundle = write(&Made::of(&[("result.json", &chat(&messages))]));
    let page = file(&bundle, "dossier.html");
    assert_eq!(page.matches("<article class=\"post\"").count(), dossier::SHOWN_ON_PAGE);
    assert!(page.contains("50 more in posts.csv."));
    assert_eq!(csv::Reader::from_reader(file(&bundle, "posts.csv").as_bytes()).records().count(), 2_050);
}

/// What stands in one bundle and not in the other, file by file and line by line.
fn differences(one: &Bundle, two: &Bundle) -> BTreeMap<String, Vec<String>> {
    let names = |bundle: &Bundle| bundle.files.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>();
    assert_eq!(names(one), names(two));
    let mut differences = BTreeMap::new();
    for ((path, a), (_, b)) in one.files.iter().zip(&two.files).filter(|(a, b)| a.1 != b.1) {
        let (a, b) = (String::from_utf8_lossy(a), String::from_utf8_lossy(b));
        let before: HashSet<&str> = a.lines().collect();
        let lines = b.lines().filter(|line| !before.contains(line)).map(str::to_owned).collect();
        differences.insert(path.clone(), lines);
    }
    differences
}

#[test]
fn another_decision_changes_only_what_depends_on_it() {
    let made = Made::exercise();
    let other = made.copy();
    for (made, status) in [(&made, "confirmed by a second person"), (&other, "set aside")] {
        made.change(|case, host| {
            let item = case.items().unwrap()[7].id;
            case.judge(item, &case::Judgement::Status(status.to_owned()), None, host).unwrap();
        });
    }
    let differences = differences(&write(&made), &write(&other));
    let files: Vec<&str> = differences.keys().map(String::as_str).collect();
    // The row of the item, the page that shows it, and what vouches for every entry of the log.
    assert_eq!(files, ["SHA256SUMS", "checkpoint.txt", "dossier.html", "items.csv", "log.jsonl", "manifest.json"]);
    let lines = |file: &str| &differences[file];
    assert_eq!(lines("items.csv").len(), 1);
    assert!(lines("items.csv")[0].starts_with("8,") && lines("items.csv")[0].contains("set aside"));
    // The entry of the decision.
    assert_eq!(lines("log.jsonl").len(), 1);
    assert_eq!(lines("checkpoint.txt").len(), 1);
    let page = lines("dossier.html");
    assert!(page.iter().all(|line| line.contains("set aside") || line.contains("Root (SHA-256)")), "{page:#?}");
}

#[test]
fn every_file_says_what_it_is_and_holds_together() {
    let made = Made::exercise();
    let bundle = write(&made);
    let json = |path: &str| serde_json::from_str::<serde_json::Value>(file(&bundle, path)).unwrap();

    let places = json("places.geojson");
    let features = places["features"].as_array().unwrap();
    assert!(places["type"] == "FeatureCollection" && !features.is_empty());
    for feature in features {
        let properties = &feature["properties"];
        assert!(properties["radius_m"].as_u64().unwrap() >= u64::from(dossier::ROUNDING_M), "{feature}");
        assert!(properties["claims"].as_u64().unwrap() > 0);
        // No number in it has more than three decimals, and the middle one only.
        let numbers = feature["geometry"].to_string();
        assert!(numbers.split(['[', ']', ',']).all(|n| n.split('.').nth(1).is_none_or(|d| d.len() <= 3)), "{numbers}");
        assert!(properties["middle"]["lat"].as_str().unwrap().split('.').nth(1).unwrap().len() == 1);
    }

    // Whatever a relation of the graph names is there.
    let graph = json("prov.json");
    let named = |section: &str| graph[section].as_object().unwrap().keys().cloned().collect::<HashSet<String>>();
    let (entities, activities, agents) = (named("entity"), named("activity"), named("agent"));
    assert!(entities.len() > 40 && activities.len() > 40 && agents.len() == 2, "{agents:?}");
    let mut relations = 0;
    for section in ["wasGeneratedBy", "used", "wasDerivedFrom", "wasAssociatedWith"] {
        for relation in graph[section].as_object().unwrap().values() {
            for (role, name) in relation.as_object().unwrap() {
                let there = match role.as_str() {
                    "prov:activity" => &activities,
                    "prov:agent" => &agents,
                    _ => &entities,
                };
                assert!(there.contains(name.as_str().unwrap()), "{section}: {relation}");
            }
            relations += 1;
        }
    }
    assert!(relations > 150, "{relations}");

    // The excerpt of the log leads to the root, and shows every entry whose number stands in a table.
    let mut excerpt = custody::excerpt::Excerpt::default();
    let mut shown = HashSet::new();
    for line in file(&bundle, "log.jsonl").lines() {
        let part: custody::excerpt::Part = serde_json::from_str(line).unwrap();
        excerpt.push(&part).unwrap();
        if let custody::excerpt::Part::Shown(entry) = part {
            shown.insert(entry.entry);
        }
    }
    assert_eq!(excerpt.root(), made.open().root().unwrap());
    for table in bundle.files.iter().filter(|(path, _)| path.ends_with(".csv")) {
        let mut reader = csv::Reader::from_reader(table.1.as_slice());
        let header = reader.headers().unwrap().clone();
        for (at, _) in header.iter().enumerate().filter(|(_, name)| name.ends_with("log_entry")) {
            let mut reader = csv::Reader::from_reader(table.1.as_slice());
            for row in reader.records().map(Result::unwrap).filter(|row| !row[at].is_empty()) {
                assert!(shown.contains(&row[at].parse().unwrap()), "{}: {}", table.0, &row[at]);
            }
        }
    }

    // The manifest names every other file.
    let manifest = json("manifest.json");
    let listed: Vec<&str> = manifest["files"].as_array().unwrap().iter().map(|f| f["path"].as_str().unwrap()).collect();
    let there: Vec<&str> = bundle.files.iter().map(|(path, _)| path.as_str()).collect();
    let others: Vec<&str> = there.into_iter().filter(|path| !["manifest.json", "SHA256SUMS"].contains(path)).collect();
    assert_eq!(listed, others);
}
