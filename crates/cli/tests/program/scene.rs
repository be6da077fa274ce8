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
