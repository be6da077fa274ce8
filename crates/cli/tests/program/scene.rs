//! Physical checks as a person runs them: angles, pictures, files, and one clear sentence for what cannot be.

use std::fs;

use crate::desk::Desk;

#[test]
fn sun_gives_the_published_example_and_says_what_it_took_by_default() {
    let desk = Desk::new();
    let given = "sun --at 2003-10-17T12:30:30-07:00 --place 39.742476,-105.1786 --height 1830.14 --pressure 820 \
                 --temperature 11 --delta-t 67";
    let answer = desk.json(given);
    for (name, expected) in
        [("azimuth", 194.34024), ("zenith", 50.11162), ("elevation", 39.88838), ("elevation_geometric", 39.872046)]
    {
        assert!((answer[name].as_f64().unwrap() - expected).abs() < 0.0003, "{name}: {}", answer[name]);
    }
    let defaults = |answer: &serde_json::Value| {
        let list = answer["finding"]["assumptions"].as_array().unwrap().clone();
        list.iter().filter(|a| a["by_default"] == true).count()
    };
    assert_eq!(defaults(&answer), 0);
    let bare = desk.json("sun --at 2022-10-13T14:50 --zone Europe/Moscow --place 50.566,36.572");
    assert_eq!(defaults(&bare), 4);
    assert_eq!(bare["pressure_hpa"], 1013.25);
    assert_eq!(bare["day"]["sunrise"], "2022-10-13T06:52:45+03:00");
}

#[test]
fn a_local_time_that_was_twice_or_never_is_named_as_such() {
    let desk = Desk::new();
    let paris = "--zone Europe/Paris --place 48.8566,2.3522";
    let twice = desk.json(&format!("sun --at 2022-10-30T02:30 {paris}"));
    assert_eq!((twice["local_time"].as_str(), twice["readings"].as_array().unwrap().len()), (Some("twice"), 2));
    assert!(twice["azimuth"].is_null());
    let (never, status) = desk.json_and_status(&format!("sun --at 2022-03-27T02:30 {paris}"));
    assert_eq!((never["local_time"].as_str(), status), (Some("never"), 1));
    assert!(desk.run(&format!("sun --at 2022-03-27T02:30 {paris}")).out.contains("never was"));
}

#[test]
fn sun_writes_a_picture_and_a_finding_that_are_the_same_each_time() {
    let desk = Desk::new();
    let read = |folder: &str| {
        desk.json(&format!("sun --at 2022-10-13T11:50:00Z --place 50.566,36.572 --out {folder}"));
        ["sun.svg", "sun.finding.json"].map(|name| fs::read_to_string(desk.path(folder).join(name)).unwrap())
    };
    let first = read("one");
    assert_eq!(first, read("two"));
    assert!(first[0].starts_with("<svg") && first[1].starts_with("{\"answer\""));
}

#[test]
fn what_cannot_be_is_refused_in_one_sentence() {
    let desk = Desk::new();
    for (arguments, part) in [
        ("sun --at 2022-10-13T14:50 --place 50,36", "has no zone"),
        ("sun --at noon --place 50,36", "not a date and time"),
        ("sun --at 2022-10-13T14:50Z --place 50,36 --pressure 3", "air pressure"),
        ("sun --at 2022-10-13T14:50Z --place 50,36 --zone Europe/Atlantis", "not a time zone"),
        ("sun --at 2022-10-13T14:50Z --place 95,36", "not a latitude and longitude"),
        ("sun --at 2022-10-13T14:50Z --place 50,36 --height 1e9", "not a number"),
    ] {
        let ran = desk.run(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{arguments}");
        assert!(ran.err.contains(part), "{arguments}: {}", ran.err);
    }
}

#[test]
fn a_fall_is_held_against_published_accounts_and_nothing_else() {
    let desk = Desk::new();
    let case = fs::read_to_string("../../docs/cases/al-ahli-fall.toml").unwrap();
    desk.write("accounts.toml", format!("falls = 1000\n{case}"));
    let answer = desk.json("fall accounts.toml --out out");
    let words: Vec<&str> = answer["accounts"].as_array().unwrap().iter().map(|a| a["word"].as_str().unwrap()).collect();
    assert_eq!(words, ["inconsistent", "inconsistent", "consistent"]);
    assert!(desk.path("out/fall.svg").is_file() && desk.path("out/fall.finding.json").is_file());
    let nobody = case.split("[[account]]").next().unwrap().to_owned() + "\n";
    desk.write("nobody.toml", format!("account = []\n{nobody}"));
    let ran = desk.run("fall nobody.toml");
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("no published account is given"), "{}", ran.err);
}

const SEEN: &str = "--at 2022-10-13T11:50:00Z --ratio 2.33~0.05 --bearing 41~2";

#[test]
fn a_shadow_tells_the_region_and_tests_a_claimed_place() {
    let desk = Desk::new();
    let found = desk.json(&format!("shadow where {SEEN} --clock 0~60 --out found"));
    let area = |level: &str| found["area_km2"][level].as_f64().unwrap();
    assert!(found["fits"] == true && area("50") < area("95") && area("95") < 3_000_000.0, "{found:#}");
    let geojson = fs::read_to_string(desk.path("found/shadow-where.geojson")).unwrap();
    assert!(geojson.contains("\"MultiPolygon\"") && desk.path("found/shadow-where.kml").is_file());
    let word = |place: &str| {
        let answer = desk.json(&format!("shadow where {SEEN} --claimed {place} --cited somebody"));
        answer["finding"]["word"].as_str().unwrap().to_owned()
    };
    assert_eq!(word("50.566,36.572"), "consistent");
    assert_eq!(word("48.85,2.35"), "inconsistent");
}

#[test]
fn a_shadow_tells_both_times_of_a_day_and_nothing_fits_is_an_answer() {
    let desk = Desk::new();
    let day = "--place 50.566,36.572 --from 2022-10-13 --to 2022-10-13 --zone Europe/Moscow";
    let both = desk.json(&format!("shadow when {day} --elevation 23.2~0.5"));
    let times = both["finding"]["times"].as_array().unwrap().clone();
    assert_eq!(times.iter().filter(|t| t["level_percent"] == 95).count(), 2, "{times:?}");
    let one = desk.json(&format!("shadow when {day} --elevation 23.2~0.5 --bearing 41±3"));
    let times = one["finding"]["times"].as_array().unwrap().clone();
    let wide: Vec<_> = times.iter().filter(|t| t["level_percent"] == 95).collect();
    assert_eq!(wide.len(), 1);
    let (from, to) = (wide[0]["from"].as_str().unwrap(), wide[0]["to"].as_str().unwrap());
    assert!(from < "2022-10-13T11:50:00Z" && "2022-10-13T11:50:00Z" < to, "{from} {to}");
    let none = desk.json(&format!("shadow when {day} --elevation 70~0.5"));
    assert_eq!(none["fits"], false);
    assert!(desk.run(&format!("shadow when {day} --elevation 70~0.5")).out.contains("Nothing fits"));
}

#[test]
fn a_shadow_that_cannot_be_gets_one_sentence() {
    let desk = Desk::new();
    let at = "shadow where --at 2022-10-13T11:50:00Z";
    for (arguments, part) in [
        (format!("{at} --height 2±0.1 --length -3±0.1"), "more than 0"),
        (format!("{at} --elevation -4±1"), "throws no shadow"),
        (format!("{at} --elevation 23"), "has no error"),
        (at.to_owned(), "nothing was measured"),
        ("shadow where --elevation 23±1".to_owned(), "states no time"),
        ("shadow where --at 2022-10-30T02:30 --zone Europe/Paris --elevation 23±1".to_owned(), "happened twice"),
        ("shadow where --at 2022-03-27T02:30 --zone Europe/Paris --elevation 23±1".to_owned(), "never was"),
    ] {
        let ran = desk.run(&arguments);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{arguments}");
        assert!(ran.err.contains(part), "{arguments}: {}", ran.err);
    }
}

/// Clicks in a picture of four landmarks, and a target to the right of the axis.
fn clicks(landmarks: usize) -> String {
    let mut text =
        "picture = \"a still\"\nwidth_px = \"1920\"\nview_deg = \"65~0.1\"\nmap_error_m = \"3\"\n".to_owned();
    let all = [
        ("50.507192,36.595771", 70.4),
        ("50.510788,36.600705", 758.6),
        ("50.508090,36.605639", 1334.7),
        ("50.513484,36.609870", 1364.2),
    ];
    for (n, (at, x)) in all.iter().take(landmarks).enumerate() {
        text += &format!("[[landmark]]\nname = \"mark {n}\"\nat = \"{at}\"\nx = \"{x}~2\"\n");
    }
    text + "[[target]]\nname = \"smoke\"\nx = \"1200~3\"\n"
}

#[test]
fn clicks_give_the_camera_and_files_for_others_do_not_say_where_it_stood() {
    let desk = Desk::new();
    desk.write("clicks.toml", clicks(4));
    let found = desk.json("resect clicks.toml --out camera");
    assert!((found["latitude"].as_f64().unwrap() - 50.5).abs() < 0.0005, "{found:#}");
    assert!((found["longitude"].as_f64().unwrap() - 36.6).abs() < 0.0007, "{found:#}");
    assert!((found["heading"].as_f64().unwrap() - 10.0).abs() < 1.0, "{found:#}");
    let public = fs::read_to_string(desk.path("camera/resect.finding.json")).unwrap();
    assert!(!public.contains("\"latitude\"") && !public.contains("\"camera\"") && public.contains("withheld"));
    assert!(!public.contains("mark 0") && !public.contains("50.507"), "the clicks give the camera: {public}");
    assert!(desk.path("camera/resect-private.svg").is_file() && !desk.path("camera/resect.geojson").exists());
    desk.write("two.toml", clicks(2));
    let ran = desk.run("resect two.toml");
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("2 landmarks cannot fix a camera"), "{}", ran.err);
}

#[test]
fn bearings_test_a_claimed_place_and_say_nothing_without_one() {
    let desk = Desk::new();
    desk.write("clicks.toml", clicks(4));
    let ran = desk.run("bearing clicks.toml --target smoke");
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("published account claims"), "{}", ran.err);
    let word = |place: &str| {
        desk.json(&format!("bearing clicks.toml --target smoke --claimed {place} --cited somebody"))["word"].clone()
    };
    // Bearing 10° + atan(240 / 1507) = 19.05°: 1,000 m along it, and 90° off.
    assert_eq!(word("50.508497,36.604600"), "consistent");
    assert_eq!(word("50.497000,36.613000"), "inconsistent");
}

#[test]
fn several_checks_leave_what_they_have_in_common_and_contradictions_are_named() {
    let desk = Desk::new();
    let day = "--place 50.566,36.572 --from 2022-10-13 --to 2022-10-13 --zone Europe/Moscow --json";
    for (name, seen) in
        [("length", "--elevation 23.2~0.5"), ("bearing", "--bearing 41±3"), ("wrong", "--bearing 330±3")]
    {
        desk.write(&format!("{name}.json"), desk.run(&format!("shadow when {day} {seen}")).out);
    }
    let both = desk.json("together length.json bearing.json --out both");
    assert_eq!(both["contradictions"], serde_json::json!([]));
    assert_eq!(both["finding"]["times"].as_array().unwrap().len(), 1, "{both:#}");
    assert!(fs::read_to_string(desk.path("both/together.svg")).unwrap().contains("Timeline"));
    let all = desk.json("together length.json bearing.json wrong.json");
    let named = all["contradictions"].as_array().unwrap();
    assert!(named.iter().any(|n| n.as_str().unwrap().contains("“bearing” and “wrong”")), "{named:?}");
    assert!(all["finding"]["times"].as_array().unwrap().is_empty());
    assert!(desk.run("together length.json").err.contains("one check alone"));
}

#[test]
fn a_check_inside_a_case_is_a_finding_that_is_shown_and_recomputed() {
    let desk = Desk::with_case();
    let item = desk.id_of("material/first.txt");
    let sun = "sun --at 2022-10-13T11:50:00Z --place 50.566,36.572 --case a.case";
    let entry = desk.json(&format!("{sun} --item {item}"))["entry"].as_u64().unwrap();
    desk.json(&format!(
        "shadow when --place 50.566,36.572 --from 2022-10-13 --to 2022-10-13 --bearing 41±3 --case a.case --item {item}"
    ));
    let shown = desk.run(&format!("show a.case {item}")).out;
    assert!(shown.contains(&format!("Check, entry {entry}")) && shown.contains("azimuth"), "{shown}");
    assert!(shown.contains("Assumed") && shown.contains("What makes it uncertain"), "{shown}");
    desk.json("dossier a.case --out out");
    let page = fs::read_dir(desk.path("out")).unwrap().map(|e| e.unwrap().path());
    let page = page.filter(|p| p.extension().is_some_and(|e| e == "html")).map(|p| fs::read_to_string(p).unwrap());
    let page: String = page.collect();
    assert!(page.contains("What the footage itself says") && page.contains("What makes it uncertain"));
    let again = desk.json("verify a.case --recompute");
    let text = again.to_string();
    assert!(text.contains("scene.sun") && text.contains("scene.shadow_when"), "{again:#}");
    let tally = &again["recomputed"]["tally"];
    assert_eq!((&tally["different_conclusion"], &tally["not_available"]), (&0.into(), &0.into()), "{again:#}");
}
