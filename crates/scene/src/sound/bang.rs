//! The check `scene.bang`: how far from the camera something was that is seen first and heard later, with the whole error
//! budget, and whether a published distance or speed agrees with it. A distance, never a direction and never a place.

use serde::{Deserialize, Serialize};

use super::speed::{AirStated, Known, NoAir};
use crate::check::Outcome;
use crate::drawing::{Anchor, Drawing, Paint};
use crate::fall::compare::quantile;
use crate::finding::{BudgetRow, Claimed, Decimal, Finding, Input, Quantity, Word};
use crate::measured::{Measured, Noise};
use crate::random::Random;
use crate::region::FINEST_M;

/// Name of the check.
pub const CHECK: &str = "scene.bang";
/// Raised whenever the answer to some question changes.
pub const VERSION: &str = "1";

/// Draws from which intervals are taken.
const DRAWS: usize = 10_001;
/// Sound is not heard after longer, s.
const LONGEST_S: f64 = 300.0;
/// What a container may shift sound against picture where nobody measured it, s: the most.
const SKEW_S: f64 = 0.045;
/// Wind along the path where nobody states it, m/s: the most.
const WIND_M_S: f64 = 6.0;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BangQuestion {
    /// Where it was seen and heard: the file or the published reading.
    pub cited: String,
    /// Seconds in the recording at which the flash is first seen, with the time of a frame as its error.
    pub flash_s: Measured,
    /// Seconds at which the bang is first heard.
    pub bang_s: Measured,
    /// Whether both were proposed by the program and not read by a person.
    #[serde(default)]
    pub proposed: bool,
    /// The air.
    #[serde(default)]
    pub air: AirStated,
    /// Wind from the event towards the camera, m/s.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wind_m_s: Option<Measured>,
    /// Seconds by which the file plays sound too late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sound_late_s: Option<Measured>,
    /// A published distance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed: Option<ClaimedDistance>,
}

/// A distance that somebody has published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimedDistance {
    /// Metres.
    pub metres: Measured,
    /// Who published it, and where.
    pub cited: String,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BangError {
    /// Heard before it was seen.
    #[error("the bang at {0} s comes before the flash at {1} s: sound never overtakes light; look which is which")]
    Before(Decimal, Decimal),
    /// Outside the recording.
    #[error("a recording has no time {0} s: times count from its beginning")]
    Negative(Decimal),
    /// Too late.
    #[error("{0} s between flash and bang: no bang is heard from so far; these two do not belong together")]
    TooLong(Decimal),
    /// Not a distance.
    #[error("a distance of {0} m cannot be: it must be more than nothing and less than 150 km")]
    Distance(Decimal),
    /// No source.
    #[error("the claimed distance names no source: say with --cited who published it and where")]
    NotCited,
    /// Wind.
    #[error("{0} m/s of wind cannot be: less than 60 either way")]
    Wind(Decimal),
    /// Air.
    #[error(transparent)]
    Air(#[from] NoAir),
}

/// How a claimed distance compares with the speed of sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// As sound travels.
    Sound,
    /// Slower: nothing that is heard travels so.
    Slower,
    /// Faster: a strong shock close by, or a mistake.
    Faster,
}

/// The answer with its numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Finding and picture.
    pub outcome: Outcome,
    /// Metres: best, and from, to with 95 %.
    pub distance_m: [f64; 3],
    /// Speed of sound with the wind, m/s: best, from, to.
    pub sound_m_s: [f64; 3],
    /// Speed that the claimed distance needs: best, from, to; and what that is.
    pub claimed: Option<([f64; 3], Pace)>,
}

struct Parts {
    flash: Known,
    bang: Known,
    late: Known,
    wind: Known,
    air: super::speed::Air,
}

fn parts(question: &BangQuestion) -> Result<Parts, BangError> {
    let known = |m: &Measured| Known { value: m.number(), noise: m.noise() };
    let (flash, bang) = (known(&question.flash_s), known(&question.bang_s));
    for m in [&question.flash_s, &question.bang_s] {
        if m.number() < 0.0 {
            return Err(BangError::Negative(m.value.clone()));
        }
    }
    let between = bang.value - flash.value;
    if between <= 0.0 {
        return Err(BangError::Before(question.bang_s.value.clone(), question.flash_s.value.clone()));
    }
    if between > LONGEST_S {
        return Err(BangError::TooLong(Decimal::new(between, 1)));
    }
    if let Some(m) = &question.wind_m_s
        && m.number().abs() >= 60.0
    {
        return Err(BangError::Wind(m.value.clone()));
    }
    if let Some(claim) = &question.claimed {
        if claim.cited.trim().is_empty() {
            return Err(BangError::NotCited);
        }
        if !(0.0..150_000.0).contains(&claim.metres.number()) || claim.metres.number() == 0.0 {
            return Err(BangError::Distance(claim.metres.value.clone()));
        }
    }
    Ok(Parts {
        flash,
        bang,
        late: Known::of(question.sound_late_s.as_ref(), 0.0, SKEW_S),
        wind: Known::of(question.wind_m_s.as_ref(), 0.0, WIND_M_S),
        air: question.air.known()?,
    })
}

/// Answers it.
///
/// # Errors
/// [`BangError`] says what was given and cannot be.
pub fn answer(question: &BangQuestion) -> Result<Answer, BangError> {
    let p = parts(question)?;
    let (mut distances, mut sounds, mut paces, mut over) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut random = Random::new(1);
    for _ in 0..DRAWS {
        let between = p.bang.draw(&mut random) - p.late.draw(&mut random) - p.flash.draw(&mut random);
        let sound = p.air.draw(&mut random) + p.wind.draw(&mut random);
        let distance = (between * sound).max(0.0);
        distances.push(distance);
        sounds.push(sound);
        if let Some(claim) = &question.claimed {
            let metres = claim.metres.number() + claim.metres.noise().draw(&mut random);
            paces.push(metres / between.max(1e-3));
            over.push(metres / between.max(1e-3) - sound);
        }
    }
    let ends = |values: &mut [f64]| [0.025, 0.975].map(|part| quantile(values, part));
    let between = p.bang.value - p.late.value - p.flash.value;
    let sound = p.air.speed() + p.wind.value;
    let whole = |best: f64, [low, high]: [f64; 2]| [best, low, high];
    let distance_m = whole((between * sound).max(0.0), ends(&mut distances));
    let sound_m_s = whole(sound, ends(&mut sounds));
    let claimed = question.claimed.as_ref().map(|claim| {
        let [low, high] = ends(&mut over);
        let pace = if high < 0.0 {
            Pace::Slower
        } else if low > 0.0 {
            Pace::Faster
        } else {
            Pace::Sound
        };
        (whole(claim.metres.number() / between.max(1e-3), ends(&mut paces)), pace)
    });
    let mut finding = Finding::new(
        CHECK,
        VERSION,
        "How far from the camera was what is seen first and heard later, and is it as published?",
    );
    inputs(&mut finding, question, &p);
    say(&mut finding, question, distance_m, sound_m_s, claimed);
    budget(&mut finding, &p, between, sound);
    let svg = picture(question, distance_m, claimed);
    Ok(Answer { outcome: Outcome { finding, svg }, distance_m, sound_m_s, claimed })
}

fn inputs(finding: &mut Finding, question: &BangQuestion, p: &Parts) {
    for (name, m) in [("flash", &question.flash_s), ("bang", &question.bang_s)] {
        finding.inputs.push(Input {
            name: name.to_owned(),
            value: m.value.text().to_owned(),
            unit: Some("s".to_owned()),
            error: Some(m.error.clone()),
            read_from: Some(question.cited.clone()),
        });
    }
    if question.proposed {
        finding.remarks.push(
            "Flash and bang were proposed by the program: the sharpest brightening and the sharpest onset after it. Look and \
             listen whether they belong together."
                .to_owned(),
        );
    }
    question.air.say(finding);
    match &question.wind_m_s {
        Some(m) => drop(finding.input("wind towards the camera", m.value.clone(), "m/s", Some(m.error.clone()))),
        None => drop(finding.assume(format!("Wind along the path is at most {WIND_M_S} m/s either way."), true)),
    }
    match &question.sound_late_s {
        Some(m) => drop(finding.input("sound plays late by", m.value.clone(), "s", Some(m.error.clone()))),
        None => drop(finding.assume(
            format!("The file plays sound and picture together to within {} ms.", 1e3 * p.late.noise.half),
            true,
        )),
    }
    finding.assume("The bang travelled to the camera directly, at the speed of sound, through even air.", false);
    finding.assume("Flash and bang are of the same event.", false);
}

/// Metres as they may be said: outward to whole steps of 50 m.
pub fn coarse([_, low, high]: [f64; 3]) -> [f64; 2] {
    [(low / FINEST_M).floor() * FINEST_M, (high / FINEST_M).ceil() * FINEST_M]
}

fn say(
    finding: &mut Finding,
    question: &BangQuestion,
    distance: [f64; 3],
    sound: [f64; 3],
    claimed: Option<([f64; 3], Pace)>,
) {
    let [low, high] = coarse(distance);
    finding.answer =
        format!("It was between {low:.0} and {high:.0} m from the camera (95 %, in steps of {FINEST_M:.0} m).");
    let within = |name: &str, [value, low, high]: [f64; 3], unit: &str, places: usize| {
        Quantity::within(name, value, [low, high], unit, places)
    };
    finding.quantities.push(within("distance", distance, "m", 0));
    finding.quantities.push(within("speed_of_sound_with_wind", sound, "m/s", 2));
    let (Some((speed, pace)), Some(claim)) = (claimed, &question.claimed) else { return };
    finding.quantities.push(within("speed_by_the_claim", speed, "m/s", 1));
    finding.claimed = Some(Claimed {
        what: format!("The distance is {} m.", claim.metres.value),
        cited: claim.cited.clone(),
        place: None,
        time: None,
    });
    let needs = format!(
        "The claimed {} m would need {:.0} m/s (95 %: {:.0} to {:.0})",
        claim.metres.value, speed[0], speed[1], speed[2]
    );
    let (word, text) = match pace {
        Pace::Sound => (Word::Consistent, format!("{needs}, which is as fast as sound.")),
        Pace::Slower => (
            Word::Inconsistent,
            format!(
                "{needs}: slower than sound. No pressure wave in air travels so slowly; the distance or a time is wrong."
            ),
        ),
        Pace::Faster => (
            Word::Inconsistent,
            format!(
                "{needs}: faster than sound. Only a strong shock does so, close to a large explosion; else the distance or a \
                 time is wrong."
            ),
        ),
    };
    finding.word = Some(word);
    finding.answer = format!("{text} {}", finding.answer);
}

fn budget(finding: &mut Finding, p: &Parts, between: f64, sound: f64) {
    let [t, h, pressure] = p.air.deviations().map(|m_s| m_s * between);
    let seconds = |noise: Noise| format!("{:.3} s", noise.deviation());
    let causes = [
        ("picking the flash (a frame)".to_owned(), seconds(p.flash.noise), p.flash.noise.deviation() * sound),
        ("picking the bang".to_owned(), seconds(p.bang.noise), p.bang.noise.deviation() * sound),
        ("sound against picture in the file".to_owned(), seconds(p.late.noise), p.late.noise.deviation() * sound),
        (
            "wind along the path".to_owned(),
            format!("{:.1} m/s", p.wind.noise.deviation()),
            p.wind.noise.deviation() * between,
        ),
        ("temperature".to_owned(), format!("{:.1} °C", p.air.0[0].noise.deviation()), t),
        ("humidity".to_owned(), format!("{:.0} %", p.air.0[1].noise.deviation()), h),
        ("pressure".to_owned(), format!("{:.1} kPa", p.air.0[2].noise.deviation()), pressure),
    ];
    finding.budget = BudgetRow::rows(&causes, "m", 1);
    finding.budget.sort_by(|a, b| b.effect.value().total_cmp(&a.effect.value()));
}

fn picture(question: &BangQuestion, distance: [f64; 3], claimed: Option<([f64; 3], Pace)>) -> String {
    let mut d = Drawing::new(760.0, 230.0, "From flash to bang");
    d.text([380.0, 24.0], "From flash to bang", 16.0, Anchor::Middle, "#111");
    let (flash, bang) = (question.flash_s.number(), question.bang_s.number());
    let (from, to) = (flash - 0.1 * (bang - flash), bang + 0.1 * (bang - flash));
    let x = |s: f64| 50.0 + 660.0 * (s - from) / (to - from);
    d.line([50.0, 70.0], [710.0, 70.0], Paint::stroke("#333", 1.0));
    for (at, m, name, colour) in
        [(flash, &question.flash_s, "flash", "#c98a00"), (bang, &question.bang_s, "bang", "#1f5fa8")]
    {
        let half = 1.96 * m.noise().deviation();
        d.line([x(at - half), 70.0], [x(at + half), 70.0], Paint::stroke(colour, 7.0).faint(0.4));
        d.line([x(at), 54.0], [x(at), 86.0], Paint::stroke(colour, 2.5));
        d.text([x(at), 47.0], &format!("{name} {} s", m.value), 12.0, Anchor::Middle, colour);
    }
    let claim = question.claimed.as_ref().map(|c| (c.metres.number(), 1.96 * c.metres.noise().deviation()));
    let [low, high] = coarse(distance);
    let most = claim.map_or(high, |(m, half)| high.max(m + half)) * 1.08;
    let x = |m: f64| 50.0 + 660.0 * m / most.max(1.0);
    d.line([50.0, 150.0], [710.0, 150.0], Paint::stroke("#333", 1.0));
    d.rectangle([x(low), 142.0], [x(high) - x(low), 16.0], Paint::fill("#1f5fa8").faint(0.5));
    d.text(
        [0.5 * (x(low) + x(high)), 133.0],
        &format!("{low:.0} to {high:.0} m, by the sound"),
        12.0,
        Anchor::Middle,
        "#1f5fa8",
    );
    d.text([50.0, 178.0], "camera", 11.0, Anchor::Start, "#333");
    if let (Some((metres, half)), Some((_, pace))) = (claim, claimed) {
        let colour = if pace == Pace::Sound { "#2a7a2a" } else { "#c1440e" };
        d.line([x(metres - half), 150.0], [x(metres + half), 150.0], Paint::stroke(colour, 5.0));
        d.circle([x(metres), 150.0], 6.0, Paint::fill(colour));
        let text = match pace {
            Pace::Sound => format!("{metres:.0} m claimed: as sound travels"),
            Pace::Slower => format!("{metres:.0} m claimed: slower than sound"),
            Pace::Faster => format!("{metres:.0} m claimed: faster than sound"),
        };
        let anchor = if x(metres) > 560.0 { Anchor::End } else { Anchor::Middle };
        d.text([x(metres), 205.0], &text, 12.0, anchor, colour);
        d.line([x(metres), 158.0], [x(metres), 192.0], Paint::stroke(colour, 1.0).dashes());
    }
    d.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(flash: &str, bang: &str) -> BangQuestion {
        BangQuestion {
            cited: "clip".to_owned(),
            flash_s: flash.parse().unwrap(),
            bang_s: bang.parse().unwrap(),
            proposed: false,
            air: AirStated {
                temperature_c: Some("12~2".parse().unwrap()),
                humidity_percent: Some("60±10".parse().unwrap()),
                pressure_kpa: Some("101.325±0.5".parse().unwrap()),
            },
            wind_m_s: Some("0~3".parse().unwrap()),
            sound_late_s: Some("0±0.045".parse().unwrap()),
            claimed: None,
        }
    }

    #[test]
    fn the_worked_example_has_the_distance_and_the_band_of_its_budget() {
        let [best, low, high] = answer(&question("2.0±0.02", "5.0~0.01")).unwrap().distance_m;
        assert!((best - 1017.27).abs() < 0.1, "{best}");
        assert!((low - 990.0).abs() < 3.0 && (high - 1045.0).abs() < 3.0, "{low} {high}");
    }

    #[test]
    fn a_reading_slower_than_sound_is_called_out_and_one_faster_too() {
        let asked = |metres: &str| {
            let mut asked = question("0±0.02", "3.06±0.02");
            asked.claimed = Some(ClaimedDistance { metres: metres.parse().unwrap(), cited: "an article".to_owned() });
            let found = answer(&asked).unwrap();
            (found.claimed.unwrap().1, found.outcome.finding.word.unwrap())
        };
        assert_eq!(asked("885±10"), (Pace::Slower, Word::Inconsistent));
        assert_eq!(asked("1040±10"), (Pace::Sound, Word::Consistent));
        assert_eq!(asked("1400±10"), (Pace::Faster, Word::Inconsistent));
    }

    #[test]
    fn what_cannot_be_gets_one_sentence() {
        for (flash, bang, part) in [
            ("5±0.02", "2±0.02", "sound never overtakes light"),
            ("-1±0.02", "2±0.02", "no time -1"),
            ("1±0.02", "900±0.02", "do not belong together"),
        ] {
            assert!(answer(&question(flash, bang)).unwrap_err().to_string().contains(part), "{part}");
        }
        let mut asked = question("0±0.02", "3±0.02");
        asked.claimed = Some(ClaimedDistance { metres: "900±10".parse().unwrap(), cited: " ".to_owned() });
        assert_eq!(answer(&asked).unwrap_err(), BangError::NotCited);
    }
}
