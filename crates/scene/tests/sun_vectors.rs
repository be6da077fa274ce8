//! The sun against NREL's worked example, named points, and 2,000 random positions of a second implementation.

#![allow(clippy::unwrap_used)]

use scene::angle::{between, cos};
use scene::clock::{Moment, Stated, read};
use scene::geodesy::Point;
use scene::sun::{Air, Question, answer, day, position};
use serde_json::Value;

mod shared;

fn check(row: &Value) -> f64 {
    let number = |key: &str| row[key].as_f64().unwrap();
    let air = Air { pressure_hpa: number("pressure_hpa"), temperature_c: number("temperature_c") };
    let place = Point { lat: number("lat"), lon: number("lon") };
    let at = row["time_utc"].as_str().unwrap().parse().unwrap();
    let found = position(at, place, number("altitude_m"), air, number("delta_t_s")).unwrap();
    let azimuth = between(found.azimuth, number("azimuth_deg")).abs() * cos(found.elevation_geometric);
    let bare = (found.elevation_geometric - number("elevation_geometric_deg")).abs();
    azimuth.max(bare).max((found.elevation - number("elevation_refracted_deg")).abs())
}

#[test]
fn the_sun_stands_where_the_reference_says_to_three_ten_thousandths_of_a_degree() {
    let Some(vectors) = shared::vectors("sun.json") else { return };
    let mut rows = vec![vectors["nrel"].clone()];
    for list in [&vectors["pvlib_named"], &vectors["belgorod"]["positions"], &vectors["random"]] {
        rows.extend(list.as_array().unwrap().iter().cloned());
    }
    assert_eq!(rows.len(), 2008);
    let worst = rows.iter().map(check).fold(0.0, f64::max);
    assert!(worst <= 0.0003, "{worst}");
}

#[test]
fn sunrise_transit_and_sunset_agree_to_two_seconds() {
    let Some(vectors) = shared::vectors("sun.json") else { return };
    for row in vectors["belgorod"]["rise_transit_set"].as_array().unwrap() {
        let place = Point { lat: row["lat"].as_f64().unwrap(), lon: row["lon"].as_f64().unwrap() };
        let noon = format!("{}T12:00[Europe/Moscow]", row["date"].as_str().unwrap());
        let Stated::Once(Moment { at, zone }) = read(&noon, None).unwrap() else { panic!() };
        let found = day(at, &zone, place).unwrap();
        for name in ["sunrise", "transit", "sunset"] {
            let expected: jiff::Timestamp = row[name].as_str().unwrap().parse().unwrap();
            let off = found.passage(name).unwrap().as_second() - expected.as_second();
            assert!(off.abs() <= 2, "{name} {off}");
        }
    }
}

fn question(at: &str, zone: Option<&str>) -> Question {
    Question {
        at: at.to_owned(),
        zone: zone.map(str::to_owned),
        place: "48.8566,2.3522".parse().unwrap(),
        height_m: None,
        pressure_hpa: None,
        temperature_c: None,
        delta_t_s: None,
    }
}

#[test]
fn a_local_time_that_happens_twice_gets_both_positions_and_one_that_never_was_gets_none() {
    let twice = answer(&question("2022-10-30T02:30", Some("Europe/Paris"))).unwrap();
    assert_eq!(twice.readings.len(), 2);
    assert!(twice.finding.remarks[0].contains("twice"), "{:?}", twice.finding.remarks);
    assert!(twice.finding.quantity("azimuth_earlier").is_some() && twice.finding.quantity("azimuth_later").is_some());
    let never = answer(&question("2022-03-27T02:30", Some("Europe/Paris"))).unwrap();
    assert!(never.readings.is_empty() && never.finding.quantities.is_empty());
    assert!(never.finding.answer.contains("never was"), "{}", never.finding.answer);
}

#[test]
fn defaults_are_stated_in_the_answer_and_given_values_are_not_called_defaults() {
    let bare = answer(&question("2022-06-21T12:00:00Z", None)).unwrap();
    let defaults = |f: &scene::finding::Finding| f.assumptions.iter().filter(|a| a.by_default).count();
    assert_eq!(defaults(&bare.finding), 4);
    let given = Question {
        height_m: Some("35".parse().unwrap()),
        pressure_hpa: Some("1005".parse().unwrap()),
        temperature_c: Some("20".parse().unwrap()),
        delta_t_s: Some("69.2".parse().unwrap()),
        ..question("2022-06-21T12:00:00Z", None)
    };
    assert_eq!(defaults(&answer(&given).unwrap().finding), 0);
}

#[test]
fn a_question_written_down_and_read_again_gives_the_same_bytes() {
    use scene::check;
    let asked = check::Question::Sun(question("2022-06-21T12:00:00Z", None));
    let kept = model::canonical::to_string(&asked).unwrap();
    let again: check::Question = serde_json::from_str(&kept).unwrap();
    let bytes = |q: &check::Question| {
        let outcome = check::answer(q, 2).unwrap();
        (model::canonical::to_string(&outcome.finding).unwrap(), outcome.svg)
    };
    assert_eq!(bytes(&asked), bytes(&again));
}
