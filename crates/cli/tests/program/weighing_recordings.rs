//! Recordings and measurements in weighing: copies are one origin, an old film is called out, a check moves the balance;
//! and every conclusion is derived again, so that whatever was forged is named.

use std::fs;

use serde_json::Value;

use crate::desk::Desk;

fn list<'v>(value: &'v Value, key: &str) -> &'v Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("{key}: {value}"))
}

fn holds(value: &Value, words: &str) -> bool {
    value.as_str().is_some_and(|text| text.contains(words))
}

fn exercise() -> Desk {
    let desk = Desk::new();
    desk.run("demo --out exercise");
    desk.run("examine exercise/material --case exercise.case");
    desk
}

#[test]
fn copies_are_one_origin_with_the_stretch_and_a_film_older_than_its_post_is_called_out() {
    let desk = exercise();
    let weighed = desk.json("weigh exercise.case");
    let joined: Vec<&str> = list(&weighed, "groups")
        .iter()
        .flat_map(|g| list(g, "merges"))
        .filter_map(|m| m.as_str().filter(|m| m.contains("shows the recording of")))
        .collect();
    for (copy, original, stretch) in [
        ("weldawa-live", "gate_bridge.avi", "1.5–7.5 s of it at 0.0–6.0 s, mirrored"),
        ("torvyn-gate.jpg", "gate_bridge.avi", "5.0–5.0 s"),
        ("torvyn_now.avi", "hrabna-spring-release", "of it at 0.0–5.0 s"),
    ] {
        let found = joined.iter().any(|m| m.contains(copy) && m.contains(original) && m.contains(stretch));
        assert!(found, "{copy}: {joined:#?}");
    }
    let [older] = list(&weighed, "older").as_slice() else { panic!("{weighed:#}") };
    assert!(older["days"].as_i64().unwrap() > 2500 && holds(&older["reason"], "2019-04-18"), "{older}");
    let film = "exercise/material/telegram/ChatExport_2026-03-14/video_files/torvyn_now.avi";
    assert_eq!(older["item"], desk.id_of(film));
    // What was compared is kept, and nothing is compared a second time.
    let kept = desk.path("exercise.case/cache/copies.json");
    let text = fs::read_to_string(&kept).unwrap();
    fs::write(&kept, text.replace("mirrored\":true", "mirrored\":false")).unwrap();
    assert!(!desk.json("weigh exercise.case")["groups"].to_string().contains("mirrored"));
}

/// The messages of the exercise with three of its films, and a text that was passed on.
fn small() -> Desk {
    let desk = Desk::new();
    let wanted = ["2026-03-14/result.json", "gate_bridge.avi", "torvyn_now.avi", "hrabna-spring-release"];
    for file in exercise::material().iter().filter(|f| wanted.iter().any(|w| f.path.contains(w))) {
        // The exercise names only invented places; here the old film is said to be from a town that the reader knows.
        let words = String::from_utf8(file.bytes.clone()).ok().filter(|_| file.path.ends_with("].info.json"));
        let bytes = words.map(|w| w.replace("the Hrabna spillway", "the spillway in Yaremche").into_bytes());
        desk.write(&format!("small/{}", file.path), bytes.as_ref().unwrap_or(&file.bytes));
    }
    let words =
        "EXERCISE. Gate two of the dam at Torvyn dropped at 6:41, the lower streets are under water since then.";
    desk.write("small/one.txt", words);
    desk.write("small/two.txt", format!("Passed on to me! {words}"));
    desk.run("examine small --case small.case");
    desk
}

/// Names of the conclusions that came out otherwise, each with the place of its first difference.
fn differing(report: &Value) -> Vec<&str> {
    let all = list(&report["recomputed"], "conclusions");
    let differ = all.iter().filter(|c| c["verdict"] == "different conclusion");
    differ
        .map(|c| {
            assert!(holds(&c["detail"], "line"), "{c}");
            c["name"].as_str().unwrap()
        })
        .collect()
}

#[test]
fn a_check_on_a_recording_moves_the_balance_between_accounts_that_it_names() {
    let desk = small();
    let weighed = desk.json("weigh small.case");
    let group_of = |id: &str| list(&weighed, "groups").iter().find(|g| g["id"] == id);
    let found = list(&weighed, "incidents").iter().find_map(|incident| {
        let file = list(incident, "origins").iter().find_map(|id| {
            let roots = list(group_of(id.as_str()?)?, "roots");
            roots.iter().find_map(|root| root.as_str()?.strip_prefix("item:"))
        })?;
        Some((incident["id"].as_str()?, file))
    });
    let (incident, item) = found.expect("some incident rests on a recording");
    for (id, what) in [("high", "it came down from high up"), ("low", "it came down from near the ground")] {
        let ran = desk.run_with(&["judge", "small.case", "hypothesis", incident, id, what, "--reason", "said so"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
    }
    let answer = |weighed: &Value| {
        let all = list(weighed, "weighings");
        let one = all.iter().find(|w| w["incident"] == incident).unwrap();
        let pair = list(one, "pairs").iter().find(|p| p["first"] == "high" && p["second"] == "low").unwrap();
        pair["favours"].as_str().map(str::to_owned)
    };
    assert_eq!(answer(&desk.json("weigh small.case")), None);
    let account = |name: &str, [from, to]: [u32; 2]| {
        format!(
            "[[account]]\nname = \"{name}\"\nsays = \"it fell\"\ncited = \"a statement\"\nheight_m = [\"{from}\", \"{to}\"]\n\
             speed_m_s = [\"0\", \"20\"]\nmass_over_drag_area_kg_m2 = [\"300\", \"3000\"]\n\n"
        )
    };
    let seen = "falls = 2000\n[seen]\nwhat = \"eight seconds\"\ncited = \"the film\"\nseconds = \"8~0.3\"\n\n";
    desk.write("fall.toml", format!("{seen}{}{}", account("High", [3000, 4000]), account("low", [250, 400])));
    desk.json(&format!("fall fall.toml --case small.case --item {item}"));
    let after = desk.json("weigh small.case");
    assert_eq!(answer(&after).as_deref(), Some("low"));
    let cells: Vec<&Value> = list(&after, "hypotheses")
        .iter()
        .filter(|h| h["incident"] == incident && h["id"] == "high")
        .flat_map(|h| list(h, "groups"))
        .filter(|c| c["word"] == "inconsistent")
        .collect();
    assert!(cells.iter().any(|c| holds(&c["why"], "leads one to expect")), "{cells:#?}");

    forged_in_the_case_each_is_named(&desk);
    forged_in_a_bundle_each_is_named(&desk);
}

fn forged_in_the_case_each_is_named(desk: &Desk) {
    let index = desk.path("small.case/index.sqlite");
    let kept = desk.path("small.case/cache/copies.json");
    let (whole, text) = (fs::read(&index).unwrap(), fs::read_to_string(&kept).unwrap());
    let forged = rusqlite::Connection::open(&index).unwrap();
    for forge in [
        "UPDATE claim SET speaker = 'the minister' WHERE rowid = 1",
        "UPDATE sighting SET file_name = 'x.avi' WHERE file_name = 'gate_bridge.avi'",
        "UPDATE article SET json = replace(json, '6:41', '7:50') WHERE finding = (SELECT min(finding) FROM article)",
        "UPDATE judgement SET value = replace(value, 'high', 'higher') WHERE act = 'hypothesis'",
        "DELETE FROM finding WHERE analyser LIKE 'scene.%'",
    ] {
        assert!(forged.execute(forge, []).unwrap() > 0, "{forge}");
    }
    drop(forged);
    fs::write(&kept, text.replace("\"relation\":\"partial\"", "\"relation\":\"re-encode\"")).unwrap();
    let (report, status) = desk.json_and_status("verify small.case --recompute");
    assert_eq!(status, 1);
    assert_eq!(differing(&report), ["claims", "carried", "decided", "repeats", "copies", "checks", "weighing"]);
    fs::write(&index, &whole).unwrap();
    fs::write(&kept, text).unwrap();
}

/// What its publisher states is held against what the evidence gives.
fn forged_in_a_bundle_each_is_named(desk: &Desk) {
    desk.json("dossier small.case --out bundle --with-originals --reason court");
    fs::rename(desk.path("small.case"), desk.path("gone")).unwrap();
    let report = desk.json("verify bundle --recompute");
    assert!(differing(&report).is_empty());
    let all = [
        ("claims", "affirmed", "denied"),
        ("repeats", "copies", "changed"),
        ("copies", "partial", "re-encode"),
        ("checks", "leads one to expect", "proves"),
        ("weighing", "inconsistent", "consistent"),
    ];
    for (name, from, to) in all {
        let path = desk.path(&format!("bundle/evidence/conclusions/{name}.jsonl"));
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{name}");
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
    }
    let (report, status) = desk.json_and_status("verify bundle --recompute");
    assert_eq!((status, differing(&report)), (1, all.map(|(name, ..)| name).to_vec()));
}
