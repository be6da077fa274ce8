//! Sound and light: published vectors, what cannot be, and that no input makes a check panic.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use scene::check::{Question, answer};
use scene::light::{COLUMNS, Moment, ROWS, Verdict as Light, answer_outage, outage_question};
use scene::random::Random;
use scene::sound::made::{Kind, made, sixteen_bit};
use scene::sound::speed::speed;
use scene::sound::{RATE, Verdict, answer_sync, sync_question};

mod shared;

#[test]
fn speeds_of_sound_are_within_a_hundredth_of_the_vectors() {
    let Some(vectors) = shared::vectors("sound.json") else { return };
    let rows = vectors["grid"].as_array().unwrap();
    let worst = rows.iter().map(|row| {
        let number = |name: &str| row[name].as_f64().unwrap();
        (speed(number("t_c"), number("rh_percent"), number("pressure_kpa")) - number("c_m_s")).abs()
    });
    let worst = worst.fold(0.0, f64::max);
    assert!(rows.len() > 100 && worst < 0.01, "{worst}");
}

fn ask(question: serde_json::Value) -> Result<scene::check::Outcome, String> {
    let question: Question = serde_json::from_value(question).map_err(|e| e.to_string())?;
    answer(&question, 2).map_err(|e| e.to_string())
}

#[test]
fn a_place_is_only_tested_where_a_published_account_claims_it() {
    let recordings: Vec<_> = (0..4)
        .map(|n| {
            serde_json::json!({"name": format!("r{n}"), "at": format!("50.5{n},36.5{n}"), "at_error_m": "5",
            "heard_s": "10~0.01", "clock_s": "0~0.01"})
        })
        .collect();
    let mut question = serde_json::json!({"check": "scene.sound_at", "recording": recordings});
    assert!(ask(question.clone()).unwrap_err().contains("no published account claims a place"));
    question["claimed"] = serde_json::json!({"place": {"lat": "50.52", "lon": "36.52"}, "cited": " "});
    assert!(ask(question.clone()).unwrap_err().contains("no published account claims a place"));
    question["claimed"]["cited"] = "a post".into();
    let outcome = ask(question.clone()).unwrap();
    let finding = &outcome.finding;
    // Residuals against the claim and how sharp the test is; nothing that could be a place.
    assert!(finding.word.is_some() && finding.regions.is_empty());
    assert!(finding.quantities.iter().all(|q| q.unit != "deg" && !q.name.contains("east") && !q.name.contains("lat")));
    let public = model::canonical::to_string(&finding.published()).unwrap();
    assert!(!public.contains("camera position") && !public.contains("36.53"), "{public}");
    // Swapping the recordings' places changes the residuals, never the place that is tested.
    question["claimed"]["place"] = serde_json::json!({"lat": "51.9", "lon": "36.52"});
    assert!(ask(question).unwrap_err().contains("more than 50 km"));
}

#[test]
fn silence_and_clicks_are_refused_in_one_sentence_and_unrelated_sound_finds_nothing() {
    let talk = |seed| sixteen_bit(&made(Kind::Talk, seed, 12 * RATE as usize), 0.5);
    let asked = |a: &[i16], b: &[i16]| sync_question([a, b], ["A", "B"], [None, None], [None, None], None);
    let one = talk(1);
    assert!(asked(&one, &vec![0; 9_000]).unwrap_err().to_string().contains("B is silent"));
    assert!(asked(&one[..100], &one).unwrap_err().to_string().contains("half a second"));
    assert!(asked(&[], &one).unwrap_err().to_string().contains("half a second"));
    let long = vec![7; RATE as usize * 3_601];
    assert!(asked(&one, &long).unwrap_err().to_string().contains("longer than an hour"));
    let verdict = |a: &[i16], b: &[i16]| answer_sync(&asked(a, b).unwrap()).unwrap().verdict;
    assert_eq!(verdict(&one, &talk(2)), Verdict::NoMatch);
    assert_eq!(verdict(&one, &one[3_000..70_000]), Verdict::Match);
    // Upside down is the same sound: microphones differ in sign.
    let turned: Vec<i16> = one[3_000..70_000].iter().map(|s| -s).collect();
    assert_eq!(verdict(&one, &turned), Verdict::Match);
    let mut broken = serde_json::to_value(Question::Sync(asked(&one, &talk(2)).unwrap())).unwrap();
    broken["strength"] = "undefined".into();
    assert!(ask(broken).unwrap_err().contains("no number"));
}

/// A street with lit windows over dim walls: cells as they are seen in one frame.
fn street(lamps: f64, gain: f64, shift: usize, random: &mut Random) -> Vec<u8> {
    (0..COLUMNS * ROWS)
        .map(|c| {
            let (row, column) = (c / COLUMNS, (c + shift) % COLUMNS);
            let wall = 25.0 + ((row * 7 + column * 13) % 11) as f64 * 2.0;
            let lamp = if row % 4 == 1 && column % 3 == 0 { 120.0 * lamps } else { 0.0 };
            ((wall + lamp) * gain + random.normal()).clamp(0.0, 255.0) as u8
        })
        .collect()
}

fn filmed(each: impl Fn(usize, &mut Random) -> Vec<u8>) -> Light {
    let mut random = Random::new(8);
    let moments: Vec<Moment> =
        (0..125).map(|n| Moment { at_us: n as i64 * 40_000, cells: each(n, &mut random) }).collect();
    answer_outage(&outage_question(&moments, "clip", None, None).unwrap()).unwrap().verdict
}

#[test]
fn lamps_are_told_from_exposure_fades_pans_cuts_and_flicker() {
    let out = |n: usize| if n < 60 { 1.0 } else { 0.0 };
    assert_eq!(filmed(|n, r| street(out(n), 1.0, 0, r)), Light::LightsOut);
    assert_eq!(
        filmed(|n, r| street(1.0, 1.0 - 0.5 * (n as f64 - 40.0).clamp(0.0, 30.0) / 30.0, 0, r)),
        Light::Exposure
    );
    assert_eq!(filmed(|n, r| street(1.0, if n < 60 { 1.0 } else { 0.55 }, 0, r)), Light::Exposure);
    assert_eq!(filmed(|n, r| street(1.0, if n < 60 { 1.0 } else { 0.01 }, 0, r)), Light::AllDark);
    assert_ne!(filmed(|n, r| street(1.0, 1.0, n / 3, r)), Light::LightsOut);
    assert_eq!(filmed(|_, r| street(1.0, 1.0, 0, r)), Light::None);
    assert_eq!(filmed(|_, _| vec![0; COLUMNS * ROWS]), Light::None);
    // A bulb that fails for three frames is no outage.
    assert_eq!(filmed(|n, r| street(if (60..63).contains(&n) { 0.0 } else { 1.0 }, 1.0, 0, r)), Light::None);
}

#[test]
fn a_claimed_time_needs_the_recordings_clock_and_a_source() {
    let mut random = Random::new(3);
    let moments: Vec<Moment> = (0..125)
        .map(|n| Moment { at_us: n * 40_000, cells: street(if n < 60 { 1.0 } else { 0.0 }, 1.0, 0, &mut random) })
        .collect();
    let mut question = outage_question(&moments, "clip", None, None).unwrap();
    let claim = |cited: &str| {
        serde_json::from_value(serde_json::json!({"at": "2022-10-14T19:05:00+03:00", "cited": cited})).unwrap()
    };
    question.claimed = Some(claim(""));
    assert!(answer_outage(&question).unwrap_err().to_string().contains("names no source"));
    question.claimed = Some(claim("a post"));
    let found = answer_outage(&question).unwrap().outcome.finding;
    assert_eq!(found.word, Some(scene::finding::Word::CannotBeTested));
    assert!(outage_question(&moments[..3], "clip", None, None).unwrap_err().to_string().contains("3 frames"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_sound_makes_the_comparison_panic(
        a in proptest::collection::vec(any::<i16>(), 0..9_000), b in proptest::collection::vec(-3_i16..3, 0..9_000),
    ) {
        for pair in [[&a[..], &b[..]], [&b[..], &a[..]], [&a[..], &a[..]]] {
            if let Ok(question) = sync_question(pair, ["A", "B"], [None, None], [None, None], None) {
                answer_sync(&question).unwrap();
            }
        }
    }

    #[test]
    fn no_stated_numbers_make_a_check_panic(values in proptest::collection::vec("-?[0-9]{1,9}(\\.[0-9]{1,3})?[~±][0-9]{1,4}", 6)) {
        let bang = serde_json::json!({"check": "scene.bang", "cited": "x", "flash_s": values[0], "bang_s": values[1],
            "wind_m_s": values[2], "air": {"temperature_c": values[3]}, "claimed": {"metres": values[4], "cited": "y"}});
        let _ = ask(bang);
        let recording = |n: usize| serde_json::json!({"name": n.to_string(), "at": format!("50.{n},36.1"),
            "at_error_m": n.to_string(), "heard_s": values[n + 1], "clock_s": values[n + 2]});
        let heard = serde_json::json!({"check": "scene.sound_at", "claimed": {"place": {"lat": "50.1", "lon": "36.1"},
            "cited": "z"}, "recording": [recording(0), recording(1), recording(2)]});
        let _ = ask(heard);
    }

    #[test]
    fn no_film_makes_the_search_for_lights_panic(levels in proptest::collection::vec((0_i64..3_000_000, any::<u8>()), 0..80)) {
        let mut times: Vec<i64> = levels.iter().map(|l| l.0).collect();
        times.sort_unstable();
        let moments: Vec<Moment> = times.iter().zip(&levels)
            .map(|(at, (_, level))| Moment { at_us: *at, cells: vec![*level; COLUMNS * ROWS] }).collect();
        if let Ok(question) = outage_question(&moments, "clip", None, None) {
            answer_outage(&question).unwrap();
        }
        let _ = scene::light::flash(&moments);
    }
}
