//! The scope guard: after the fact, forward, on claims that somebody published, coarse in public.

#![allow(clippy::unwrap_used)]

use scene::check::{Question, answer};
use scene::geodesy::Point;
use scene::region::{FINEST_M, coarse_point};

/// Clicks of the published test vector around a place.
fn clicks() -> serde_json::Value {
    let plane = scene::geodesy::Plane { centre: Point { lat: 50.5, lon: 36.6 } };
    let marks = scene::sight::simulate::LANDMARKS.iter().enumerate().map(|(n, at)| {
        let point = plane.at(*at);
        let x = [70.38, 758.56, 1334.66, 1364.25][n];
        serde_json::json!({"name": format!("mark {n}"), "at": format!("{:.6},{:.6}", point.lat, point.lon), "x": format!("{x}~2")})
    });
    serde_json::json!({"picture": "a still", "width_px": "1920", "view_deg": "65~0.1", "map_error_m": "3",
        "landmark": marks.collect::<Vec<_>>(), "target": [{"name": "smoke", "x": "1200~3"}]})
}

fn ask(question: serde_json::Value) -> Result<scene::check::Outcome, String> {
    let question: Question = serde_json::from_value(question).map_err(|e| e.to_string())?;
    answer(&question, 2).map_err(|e| e.to_string())
}

#[test]
fn bearings_give_nothing_without_a_published_claim_and_its_source() {
    let mut question =
        serde_json::json!({"check": "scene.bearing", "cameras": [clicks(), clicks()], "target": "smoke"});
    assert!(ask(question.clone()).unwrap_err().contains("published account claims"));
    question["claimed"] = serde_json::json!({"place": {"lat": "50.5085", "lon": "36.6046"}, "cited": "  "});
    assert!(ask(question.clone()).unwrap_err().contains("published account claims"));
    question["claimed"]["cited"] = "the mayor's post".into();
    let outcome = ask(question).unwrap();
    assert!(outcome.finding.word.is_some() && outcome.finding.regions.is_empty(), "a place is tested, never found");
}

#[test]
fn a_camera_is_private_in_what_is_published_and_in_the_files_for_others() {
    let mut question = clicks();
    question["check"] = "scene.resect".into();
    let finding = ask(question).unwrap().finding;
    assert_eq!(finding.regions.len(), 2);
    let public = finding.published();
    assert!(public.regions.is_empty());
    assert!(public.quantity("latitude").is_none() && public.quantity("longitude").is_none());
    assert!(public.quantity("heading").is_some());
    let text = model::canonical::to_string(&public).unwrap();
    let exact = finding.quantity("latitude").unwrap().value.text().to_owned();
    assert!(!text.contains(&exact), "{exact} is still there");
    // Landmarks and columns give the camera to anybody who computes.
    assert!(!text.contains("column 70.38") && !text.contains("mark 0"), "{text}");
}

#[test]
fn a_region_from_the_sky_is_no_finer_than_fifty_metres() {
    let sharp = serde_json::json!({"check": "scene.shadow_where", "frame": (0..8).map(|n| serde_json::json!({
        "at": format!("2022-10-13T{:02}:00:00Z", 6 + n), "elevation": "30~0.001"})).collect::<Vec<_>>()});
    // Eight elevations that cannot all be so: nothing fits, and that is an answer.
    let none = ask(sharp).unwrap().finding;
    assert!(none.regions.is_empty() && none.answer.starts_with("Nothing fits"), "{}", none.answer);
    let one = serde_json::json!({"check": "scene.shadow_where", "within": ["50.4", "36.4", "50.7", "36.8"], "frame": [
        {"at": "2022-10-13T11:50:00Z", "elevation": "23.2~0.01", "sun_bearing": "221.004~0.01"}]});
    let finding = ask(one).unwrap().finding.published();
    let step = finding.regions[0].step() * 111_000.0 * scene::angle::cos(50.7);
    assert!(!finding.regions.is_empty() && step >= FINEST_M * 0.98, "{step}");
    let exact = Point { lat: 50.566_123, lon: 36.572_456 };
    assert_ne!(coarse_point(exact, FINEST_M), exact);
}

#[test]
fn no_question_asks_where_something_came_from() {
    for check in ["scene.origin", "scene.launch", "scene.cross", "scene.trilaterate"] {
        assert!(ask(serde_json::json!({"check": check})).is_err());
    }
}

#[test]
fn the_number_of_threads_changes_no_byte_of_the_answer() {
    let question = serde_json::json!({"check": "scene.shadow_where", "clock": "0~120", "frame": [
        {"at": "2022-10-13T11:50:00Z", "ratio": "2.33~0.05"}, {"at": "2022-10-13T12:40:00Z", "elevation": "17.5±1"}]});
    let question: Question = serde_json::from_value(question).unwrap();
    let [one, three] = [1, 3].map(|threads| answer(&question, threads).unwrap());
    let bytes = |o: &scene::check::Outcome| model::canonical::to_string(&o.finding).unwrap();
    assert!(!one.finding.regions.is_empty());
    assert_eq!((bytes(&one), &one.svg), (bytes(&three), &three.svg));
}
