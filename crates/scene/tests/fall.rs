//! The vectors of falls with known answers, and what must hold of every fall.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod shared;

use proptest::prelude::*;
use serde_json::Value;

use scene::fall::account::{Ranges, draw};
use scene::fall::air::Air;
use scene::fall::compare::{Seen, rarity};
use scene::fall::flight::{Body, Drag, GRAVITY, Landing, NoLanding, Start, fall};
use scene::fall::weighed::weigh;
use scene::fall::{FallError, Question, answer};
use scene::finding::Word;
use scene::random::Random;

fn body(ballistic: f64, wind: [f64; 2]) -> Body {
    Body { drag: Drag::Quadratic(ballistic), wind, push: [0.0; 3], push_s: 0.0 }
}

fn near(value: f64, expected: &Value, relative: f64, what: &str) {
    let expected = expected.as_f64().unwrap();
    // The vectors have six decimals at most.
    let allowed = (expected.abs() * relative).max(6e-7);
    assert!((value - expected).abs() <= allowed, "{what}: {value} for {expected}");
}

fn speed(landing: &Landing) -> f64 {
    landing.velocity.iter().map(|v| v * v).sum::<f64>().sqrt()
}

const STEP: f64 = 0.02;

#[test]
fn falls_with_a_closed_form_agree_to_a_millionth() {
    let Some(vectors) = shared::vectors("fall.json") else { return };
    for case in vectors["vacuum"]["cases"].as_array().unwrap() {
        let number = |key: &str| case[key].as_f64().unwrap();
        let (v, angle) = (number("speed_m_s"), number("elevation_deg").to_radians());
        let start = Start { height_m: number("height_m"), velocity: [v * angle.cos(), 0.0, v * angle.sin()] };
        let landing = fall(&body(1.0, [0.0; 2]), start, &Air::Vacuum, 0.0, STEP).unwrap();
        near(landing.time_s, &case["time_s"], 1e-6, "time");
        near(landing.place[0], &case["range_m"], 1e-6, "range");
        near(speed(&landing), &case["impact_speed_m_s"], 1e-6, "speed");
        near(landing.apex_m - start.height_m, &case["apex_above_start_m"], 1e-6, "apex");
    }
    for case in vectors["drop_constant_density"]["cases"].as_array().unwrap() {
        let number = |key: &str| case[key].as_f64().unwrap();
        let start = Start { height_m: number("height_m"), velocity: [0.0; 3] };
        let air = Air::Constant(number("air_density_kg_m3"));
        let landing = fall(&body(number("m_over_cda_kg_m2"), [0.0; 2]), start, &air, 0.0, STEP).unwrap();
        near(landing.time_s, &case["time_s"], 1e-6, "time");
        near(speed(&landing), &case["impact_speed_m_s"], 1e-6, "speed");
    }
    for case in vectors["drop_linear_drag"]["cases"].as_array().unwrap() {
        let number = |key: &str| case[key].as_f64().unwrap();
        let start = Start { height_m: number("height_m"), velocity: [0.0; 3] };
        let drag = Drag::Linear(number("tau_s"));
        let body = Body { drag, wind: [0.0; 2], push: [0.0; 3], push_s: 0.0 };
        let landing = fall(&body, start, &Air::Vacuum, 0.0, STEP).unwrap();
        near(landing.time_s, &case["time_s"], 1e-6, "time");
        near(speed(&landing), &case["impact_speed_m_s"], 1e-6, "speed");
    }
}

#[test]
fn falls_through_the_standard_atmosphere_agree_with_a_high_order_solver() {
    let Some(vectors) = shared::vectors("fall.json") else { return };
    for case in vectors["drop_standard_atmosphere"]["cases"].as_array().unwrap() {
        let number = |key: &str| case[key].as_f64().unwrap();
        let start = Start { height_m: number("height_m"), velocity: [0.0; 3] };
        let body = body(number("m_over_cda_kg_m2"), [number("wind_east_m_s"), 0.0]);
        let landing = fall(&body, start, &Air::standard(), 0.0, STEP).unwrap();
        near(landing.time_s, &case["time_s"], 1e-6, "time");
        near(speed(&landing), &case["impact_speed_m_s"], 1e-5, "speed");
        if !case["drift_east_m"].is_null() {
            near(landing.place[0], &case["drift_east_m"], 1e-5, "drift");
        }
    }
    let case = &vectors["oblique_with_wind"]["case"];
    let velocity = std::array::from_fn(|n| case["velocity_east_north_up_m_s"][n].as_f64().unwrap());
    let wind = std::array::from_fn(|n| case["wind_east_north_m_s"][n].as_f64().unwrap());
    let start = Start { height_m: case["start_height_m"].as_f64().unwrap(), velocity };
    let landing =
        fall(&body(case["m_over_cda_kg_m2"].as_f64().unwrap(), wind), start, &Air::standard(), 0.0, STEP).unwrap();
    near(landing.time_s, &case["time_s"], 1e-6, "time");
    near(landing.place[0], &case["x_m"], 1e-6, "east");
    near(landing.place[1], &case["y_m"], 1e-5, "north");
    near(speed(&landing), &case["impact_speed_m_s"], 1e-5, "speed");
}

#[test]
fn halving_the_step_divides_the_error_by_about_sixteen() {
    let start = Start { height_m: 500.0, velocity: [150.0, 0.0, 50.0] };
    let body = body(50.0, [5.0, 3.0]);
    let at = |step: f64| fall(&body, start, &Air::standard(), 0.0, step).unwrap().place[0];
    let exact = at(0.001);
    // Over three halvings, as single ones depend on how terms of higher order happen to add up.
    let ratio = libm::cbrt((at(0.8) - exact) / (at(0.1) - exact));
    assert!((12.0..32.0).contains(&ratio), "{ratio}");
}

#[test]
fn what_is_no_fall_is_refused() {
    let air = Air::standard();
    let start = |height_m: f64, up: f64| Start { height_m, velocity: [0.0, 0.0, up] };
    for (body, start, expected) in [
        (body(0.0, [0.0; 2]), start(100.0, 0.0), NoLanding::Nonsense),
        (body(f64::NAN, [0.0; 2]), start(100.0, 0.0), NoLanding::Nonsense),
        (body(500.0, [0.0; 2]), start(-1.0, 10.0), NoLanding::NeverLeaves),
        (body(500.0, [0.0; 2]), start(0.0, 0.0), NoLanding::NeverLeaves),
        (body(1e9, [0.0; 2]), start(0.0, 1_000.0), NoLanding::NeverLands),
        (body(0.001, [0.0; 2]), start(9_000.0, 0.0), NoLanding::NeverLands),
    ] {
        assert_eq!(fall(&body, start, &air, 0.0, 0.1), Err(expected));
    }
}

#[test]
fn a_push_ends_when_it_ends() {
    let start = Start { height_m: 1_000.0, velocity: [0.0; 3] };
    let pushed = Body { push: [20.0, 0.0, 0.0], push_s: 1.037, ..body(1e9, [0.0; 2]) };
    let landing = fall(&pushed, start, &Air::Vacuum, 0.0, 0.1).unwrap();
    let time = (2.0 * 1_000.0 / GRAVITY).sqrt();
    let drift = 20.0 * 1.037 * (time - 0.5 * 1.037);
    assert!((landing.time_s - time).abs() < 1e-8 && (landing.place[0] - drift).abs() < 1e-6, "{landing:?}");
}

proptest! {
    #[test]
    fn energy_never_increases_in_still_air(
        height in 1.0..5_000.0_f64, east in -300.0..300.0_f64, up in -200.0..200.0_f64, ballistic in 20.0..3_000.0_f64,
    ) {
        let start = Start { height_m: height, velocity: [east, 0.0, up] };
        if let Ok(landing) = fall(&body(ballistic, [0.0; 2]), start, &Air::standard(), 0.0, 0.1) {
            let before = 0.5 * (east * east + up * up) + GRAVITY * height;
            let after = 0.5 * speed(&landing).powi(2);
            prop_assert!(after <= before * (1.0 + 1e-6), "{before} {after}");
            prop_assert!(landing.apex_m >= height - 1e-9);
        }
    }

    #[test]
    fn a_constant_wind_is_a_moving_frame(
        height in 10.0..3_000.0_f64, east in -100.0..100.0_f64, wind in prop::array::uniform2(-20.0..20.0_f64),
    ) {
        let air = Air::Constant(1.2);
        let still = Start { height_m: height, velocity: [east, 0.0, 0.0] };
        let moving = Start { height_m: height, velocity: [east + wind[0], wind[1], 0.0] };
        let a = fall(&body(300.0, [0.0; 2]), still, &air, 0.0, 0.05).unwrap();
        let b = fall(&body(300.0, wind), moving, &air, 0.0, 0.05).unwrap();
        prop_assert!((a.time_s - b.time_s).abs() < 1e-6);
        for (n, wind) in wind.into_iter().enumerate() {
            prop_assert!((a.place[n] + wind * a.time_s - b.place[n]).abs() < 1e-4);
        }
    }
}

/// A body that falls from about three kilometres.
fn from_three_kilometres() -> Ranges {
    Ranges {
        height_m: [2_500.0, 3_500.0],
        speed_m_s: [0.0, 100.0],
        climb_deg: [-20.0, 20.0],
        heading_deg: [200.0, 240.0],
        ballistic_kg_m2: [200.0, 2_000.0],
        wind_m_s: [0.0, 5.0],
        wind_to_deg: [0.0, 360.0],
        push_m_s2: [0.0, 0.0],
        push_s: [0.0, 0.0],
    }
}

#[test]
fn the_same_seed_gives_the_same_falls_with_any_number_of_threads() {
    let ranges = from_three_kilometres();
    let (one, none) = draw(&ranges, 100.0, 3_000, 7, 1);
    assert_eq!((&one, none), (&draw(&ranges, 100.0, 3_000, 7, 5).0, 0));
    assert_eq!(one.len(), 3_000);
    assert_ne!(one, draw(&ranges, 100.0, 3_000, 8, 1).0);
    // More falls begin with the same falls.
    assert_eq!(draw(&ranges, 100.0, 4_000, 7, 2).0[..2_560], one[..2_560]);
}

#[test]
fn eight_seconds_are_rare_for_a_fall_from_three_kilometres_and_not_for_one_from_three_hundred_metres() {
    let low = Ranges { height_m: [250.0, 350.0], ..from_three_kilometres() };
    let seen = [Seen::Seconds { value: 8.0, sigma: 0.3 }];
    let (expected, pairs) = weigh(&[from_three_kilometres(), low], &seen, 0.0, 4_000, 1, 2);
    assert_eq!(expected[0].word, Word::Inconsistent);
    assert_eq!(expected[1].word, Word::Consistent);
    assert!(expected[0].seconds[0] > 18.0, "{:?}", expected[0].seconds);
    let pair = &pairs[0];
    assert!(pair.discriminates() && pair.by == Some("time") && pair.ratio.unwrap()[1] < 1.0, "{pair:?}");
    // The height matters most, or the drag.
    assert!(["height_m", "ballistic_kg_m2"].contains(&expected[0].effects[0].0));
}

#[test]
fn accounts_that_expect_the_same_are_not_told_apart() {
    let other = Ranges { heading_deg: [20.0, 60.0], ..from_three_kilometres() };
    let seconds = Seen::Seconds { value: 31.0, sigma: 0.5 };
    let (_, pairs) = weigh(&[from_three_kilometres(), other.clone()], &[seconds], 0.0, 4_000, 1, 2);
    assert!(!pairs[0].discriminates() && pairs[0].by.is_none(), "{pairs:?}");
    // Faster and flatter, the struck side separates them.
    let flat =
        |heading_deg| Ranges { speed_m_s: [150.0, 200.0], height_m: [300.0, 500.0], heading_deg, ..other.clone() };
    let side = Seen::Side { bearing: 40.0, within: 90.0 };
    let (expected, pairs) = weigh(&[flat([200.0, 240.0]), flat([20.0, 60.0])], &[side], 0.0, 4_000, 1, 2);
    assert!(pairs[0].discriminates() && pairs[0].by == Some("damaged side"), "{pairs:?}");
    assert_eq!(expected.iter().map(|e| e.word).collect::<Vec<_>>(), [Word::Consistent, Word::Inconsistent]);
}

#[test]
fn nothing_seen_is_nothing_tested() {
    let (expected, pairs) = weigh(&[from_three_kilometres()], &[], 0.0, 500, 1, 2);
    assert_eq!(expected[0].word, Word::CannotBeTested);
    assert!(pairs.iter().all(|p| p.ratio.is_none() && !p.discriminates()));
}

#[test]
fn what_an_account_itself_makes_is_called_rare_one_time_in_twenty() {
    let ranges = from_three_kilometres();
    let (truths, _) = draw(&ranges, 0.0, 600, 99, 2);
    let (falls, _) = draw(&ranges, 0.0, 3_000, 3, 2);
    let mut random = Random::new(5);
    let rare = truths.iter().filter(|truth| {
        let value = truth.landing.time_s + 0.5 * random.normal();
        rarity(&falls, &Seen::Seconds { value, sigma: 0.5 }).unwrap() < 0.05
    });
    let share = rare.count() as f64 / 600.0;
    assert!((0.025..0.08).contains(&share), "{share}");
}

fn question(text: &str) -> Question {
    toml::from_str(text).unwrap()
}

const ASKED: &str = r#"
    falls = 2000
    [seen]
    what = "the light falls for eight seconds"
    cited = "EXERCISE clip, frames 120 to 361"
    seconds = "8~0.3"
    [[account]]
    name = "A"
    says = "it came apart at three kilometres and fell"
    cited = "EXERCISE statement"
    height_m = ["2500", "3500"]
    speed_m_s = ["0", "100"]
    mass_over_drag_area_kg_m2 = ["200", "2000"]
"#;

#[test]
fn without_a_published_account_or_its_source_there_is_no_output() {
    let asked = question(ASKED);
    let nobody = Question { account: Vec::new(), ..asked.clone() };
    assert_eq!(answer(&nobody, 1).unwrap_err(), FallError::NoAccount);
    for change in [ASKED.replace("EXERCISE statement", " "), ASKED.replace("EXERCISE clip, frames 120 to 361", "")] {
        assert!(matches!(answer(&question(&change), 1), Err(FallError::NotCited(_))));
    }
}

#[test]
fn nonsense_gets_one_clear_sentence() {
    for (from, to, part) in [
        (r#"["200", "2000"]"#, r#"["0", "2000"]"#, "mass_over_drag_area_kg_m2 must go from"),
        (r#"["2500", "3500"]"#, r#"["3500", "2500"]"#, "height_m must go from"),
        (r#"["2500", "3500"]"#, r#"["-1", "3500"]"#, "height_m must go from"),
        (r#"["2500", "3500"]"#, r#"["undefined", "3500"]"#, "height_m must go from"),
        ("8~0.3", "-8~0.3", "seconds must be more than nothing"),
        ("falls = 2000", "falls = 7", "falls must lie between"),
        ("falls = 2000", "ground_m = \"9000\"", "ground_m must lie between"),
    ] {
        let text = ASKED.replace(from, to);
        let words = match toml::from_str::<Question>(&text) {
            Ok(asked) => answer(&asked, 1).map(|_| ()).unwrap_err().to_string(),
            Err(error) => error.message().to_owned(),
        };
        assert!(words.contains(part) || words.contains("not a number"), "{to}: {words}");
        assert!(!words.contains('\n'), "{words}");
    }
}

#[test]
fn an_answer_is_the_same_bytes_again_and_states_its_inputs_and_budget() {
    let asked = question(ASKED);
    let (one, many) = (answer(&asked, 1).unwrap(), answer(&asked, 7).unwrap());
    assert_eq!(one.outcome, many.outcome);
    let finding = &one.outcome.finding;
    assert_eq!(finding.word, Some(Word::Inconsistent));
    assert_eq!(finding.claimed.as_ref().unwrap().cited, "EXERCISE statement");
    assert!(finding.budget.iter().any(|row| row.cause.contains("height")));
    assert!(finding.inputs.iter().any(|input| input.value.contains("2500 to 3500 m")));
    assert!(finding.regions.is_empty() && model::canonical::to_string(finding).is_ok());
}

#[test]
fn distances_are_no_finer_than_fifty_metres() {
    let text = ASKED.replace("speed_m_s = [\"0\", \"100\"]", "speed_m_s = [\"80\", \"81\"]");
    let finding = answer(&question(&text), 1).unwrap().outcome.finding;
    let distance = finding.quantity("A, distance").unwrap();
    let ends = distance.interval.clone().unwrap();
    for number in [&distance.value, &ends[0], &ends[1]] {
        assert_eq!(number.value() % 50.0, 0.0, "{number}");
    }
}
