//! The check `scene.sound_at`: does an event at a place that a published account claims fit what several recordings heard?
//! Clock offsets and camera positions are unknowns with errors, and events at known places help to set the clocks. The
//! arithmetic only ever runs from the claimed place to the recordings: no other place is tried, and none comes out.

use serde::{Deserialize, Serialize};

use super::network::{Network, tail};
use super::speed::{AirStated, NoAir};
use crate::check::Outcome;
use crate::drawing::{Anchor, Drawing, Paint};
use crate::finding::{BudgetRow, Claimed, Decimal, ErrorOf, Finding, Input, Quantity, Spread, Word};
use crate::geodesy::{NotAPoint, Plane, Point};
use crate::measured::Measured;
use crate::shadow::ClaimedPlace;
use crate::sight::AtText;

/// Name of the check.
pub const CHECK: &str = "scene.sound_at";
/// Raised whenever the answer to some question changes.
pub const VERSION: &str = "1";

/// Where no place within this many metres of the claimed one would be told apart, the check says nothing.
const SAYS_NOTHING_M: f64 = 1_000.0;
/// Recordings and reference events in one question.
const MOST: usize = 40;
/// Sound further away is not followed, m.
const FARTHEST_M: f64 = 50_000.0;

/// What is asked: a file that can be reviewed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeardQuestion {
    /// The place that somebody has published. Without it there is no answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed: Option<ClaimedPlace>,
    /// By how many metres the claimed place may be off [0~10].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_error_m: Option<Measured>,
    /// The air.
    #[serde(default)]
    pub air: AirStated,
    /// Wind in any direction, m/s, standard deviation [3].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wind_sigma_m_s: Option<Decimal>,
    /// The recordings.
    pub recording: Vec<Recording>,
    /// Events at known places that some of them also show.
    #[serde(default)]
    pub reference: Vec<Reference>,
}

/// One published recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recording {
    /// Its name.
    pub name: String,
    /// Where its camera stood.
    pub at: AtText,
    /// By how many metres that may be off: standard deviation.
    pub at_error_m: Decimal,
    /// Second of the recording at which the event is heard.
    pub heard_s: Measured,
    /// What to add to its seconds for the common time; left out where it is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock_s: Option<Measured>,
}

/// An event at a known place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// What it is.
    pub name: String,
    /// How it reaches the cameras.
    pub by: By,
    /// Where it was; only sound needs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<AtText>,
    /// By how many metres that may be off: standard deviation [5].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_error_m: Option<Decimal>,
    /// Who says where it was.
    pub cited: String,
    /// Which recordings show it, and when.
    pub noted: Vec<Noted>,
}

/// How an event reaches a camera.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// At once.
    Light,
    /// By the speed of sound.
    Sound,
}

/// A reference event in one recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Noted {
    /// Name of the recording.
    pub recording: String,
    /// Second of it.
    pub at_s: Measured,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeardError {
    /// Nobody claims a place.
    #[error(
        "no published account claims a place: what recordings heard is only held against a claimed place and its source, \
         and no place is ever solved for. Give [claimed] with place and cited"
    )]
    NoClaim,
    /// Too few.
    #[error("{0} recording(s) cannot be held against each other: two or more must hear the event")]
    TooFew(usize),
    /// Too many.
    #[error("more than {MOST} recordings or references: take the best")]
    TooMany,
    /// Two of one name.
    #[error("two recordings are called {0}: give each its own name")]
    Twice(String),
    /// A reference names no recording.
    #[error("{0} names the recording {1}, which is not in the list")]
    NoRecording(String, String),
    /// A sound without its place.
    #[error("{0} is a sound and needs its place and who says so: give at and cited")]
    NoPlace(String),
    /// Before the beginning.
    #[error("{0}: a recording has no time {1} s: times count from its beginning")]
    Negative(String, Decimal),
    /// Nowhere near.
    #[error("{0} is more than 50 km from the claimed place: no sound is followed so far")]
    Far(String),
    /// An error.
    #[error("{0}: at_error_m must be metres between 0 and 10000: {1} given")]
    Metres(String, Decimal),
    /// Wind.
    #[error("wind_sigma_m_s must lie between 0 and 30: {0} given")]
    Wind(Decimal),
    /// A place.
    #[error(transparent)]
    Point(#[from] NotAPoint),
    /// Air.
    #[error(transparent)]
    Air(#[from] NoAir),
}

/// Answers it.
///
/// # Errors
/// [`HeardError`] says what was given and cannot be; so also where no place is claimed.
pub fn answer(question: &HeardQuestion) -> Result<Outcome, HeardError> {
    let claim = question.claimed.as_ref().filter(|c| !c.cited.trim().is_empty()).ok_or(HeardError::NoClaim)?;
    let place = claim.place.point()?;
    check(question)?;
    let air = question.air.known()?;
    let wind = question.wind_sigma_m_s.as_ref().map_or(3.0, Decimal::value);
    if !(0.0..=30.0).contains(&wind) {
        return Err(HeardError::Wind(question.wind_sigma_m_s.clone().unwrap_or(Decimal::new(wind, 1))));
    }
    let plane = Plane { centre: place };
    let sigma_c = libm::sqrt(air.deviations().iter().map(|d| d * d).sum());
    let mut network = Network::new(air.speed(), sigma_c, wind);
    for r in &question.recording {
        let at = flat(&plane, r.at.0.point()?, &r.name)?;
        let clock = r.clock_s.as_ref().map(|m| [m.number(), m.noise().deviation()]);
        network.camera(at, metres(&r.at_error_m, &r.name)?, clock);
    }
    let radius = question.claimed_error_m.as_ref().map_or(10.0, |m| m.noise().deviation());
    let event = network.event(Some([0.0, 0.0]), radius);
    for (n, r) in question.recording.iter().enumerate() {
        network.heard(n, event, r.heard_s.number(), r.heard_s.noise().deviation());
    }
    for reference in &question.reference {
        let at = match (reference.by, &reference.at) {
            (By::Light, _) => None,
            (By::Sound, Some(at)) if !reference.cited.trim().is_empty() => {
                Some(flat(&plane, at.0.point()?, &reference.name)?)
            }
            _ => return Err(HeardError::NoPlace(reference.name.clone())),
        };
        let sigma = reference.at_error_m.as_ref().map_or(Ok(5.0), |m| metres(m, &reference.name))?;
        let event = network.event(at, sigma);
        for noted in &reference.noted {
            let camera = question.recording.iter().position(|r| r.name == noted.recording);
            let camera =
                camera.ok_or_else(|| HeardError::NoRecording(reference.name.clone(), noted.recording.clone()))?;
            network.heard(camera, event, noted.at_s.number(), noted.at_s.noise().deviation());
        }
    }
    let mut finding =
        Finding::new(CHECK, VERSION, "Does an event at the claimed place fit what all these recordings heard?");
    inputs(&mut finding, question, wind);
    finding.claimed = Some(Claimed {
        what: format!("It was at {}.", claim.place.text()),
        cited: claim.cited.clone(),
        place: None,
        time: None,
    });
    let rows = say(&mut finding, question, &network);
    finding.budget = BudgetRow::rows(&network.budget(), "ms", 2);
    finding.budget.sort_by(|a, b| b.effect.value().total_cmp(&a.effect.value()));
    let svg = picture(&rows, finding.word);
    Ok(Outcome { finding, svg })
}

/// An error in metres.
fn metres(given: &Decimal, name: &str) -> Result<f64, HeardError> {
    let value = given.value();
    let fine = (0.0..=10_000.0).contains(&value);
    fine.then_some(value).ok_or_else(|| HeardError::Metres(name.to_owned(), given.clone()))
}

fn flat(plane: &Plane, point: Point, name: &str) -> Result<[f64; 2], HeardError> {
    let at = plane.of(point);
    let away = libm::hypot(at[0], at[1]);
    if !away.is_finite() || away > FARTHEST_M {
        return Err(HeardError::Far(name.to_owned()));
    }
    Ok(at)
}

fn check(question: &HeardQuestion) -> Result<(), HeardError> {
    let recordings = &question.recording;
    if recordings.len() < 2 {
        return Err(HeardError::TooFew(recordings.len()));
    }
    if recordings.len() > MOST || question.reference.len() > MOST {
        return Err(HeardError::TooMany);
    }
    for (n, r) in recordings.iter().enumerate() {
        if recordings[..n].iter().any(|other| other.name == r.name) {
            return Err(HeardError::Twice(r.name.clone()));
        }
        if r.heard_s.number() < 0.0 {
            return Err(HeardError::Negative(r.name.clone(), r.heard_s.value.clone()));
        }
    }
    let noted = question.reference.iter().flat_map(|r| &r.noted);
    match noted.into_iter().find(|noted| noted.at_s.number() < 0.0) {
        Some(noted) => Err(HeardError::Negative(noted.recording.clone(), noted.at_s.value.clone())),
        None => Ok(()),
    }
}

/// An input in seconds; without a number, words.
fn timed(name: String, given: Result<&Measured, &str>, from: &str) -> Input {
    Input {
        name,
        value: given.map_or_else(str::to_owned, |m| m.value.text().to_owned()),
        unit: given.is_ok().then(|| "s".to_owned()),
        error: given.ok().map(|m| m.error.clone()),
        read_from: Some(from.to_owned()),
    }
}

fn inputs(finding: &mut Finding, question: &HeardQuestion, wind: f64) {
    for r in &question.recording {
        finding.inputs.push(timed(format!("heard in {}", r.name), Ok(&r.heard_s), &r.name));
        finding.inputs.push(Input {
            name: format!("camera position of {}", r.name),
            value: r.at.0.text(),
            unit: None,
            error: Some(ErrorOf { spread: Spread::Sigma, size: r.at_error_m.clone() }),
            read_from: None,
        });
        let from = if r.clock_s.is_some() { "as stated" } else { "solved for" };
        finding.inputs.push(timed(format!("clock of {}", r.name), r.clock_s.as_ref().ok_or("unknown"), from));
    }
    for reference in &question.reference {
        for noted in &reference.noted {
            let name = format!("{} in {}", reference.name, noted.recording);
            finding.inputs.push(timed(name, Ok(&noted.at_s), &reference.cited));
        }
    }
    question.air.say(finding);
    match &question.wind_sigma_m_s {
        Some(value) => drop(finding.input("wind, standard deviation", value.clone(), "m/s", None)),
        None => drop(finding.assume(format!("Wind from any side, standard deviation {wind:.0} m/s."), true)),
    }
    if question.claimed_error_m.is_none() {
        finding.assume("The claimed place is right to 10 m (standard deviation).", true);
    }
    finding.assume("Each recording heard the event directly, not an echo of it, and all heard the same one.", false);
    finding.assume("The moment of the event itself is unknown and solved for.", false);
}

type Row = (String, f64, f64);

fn say(finding: &mut Finding, question: &HeardQuestion, network: &Network) -> Vec<Row> {
    let fit = network.fit();
    let Some(fit) = fit.filter(|fit| fit.freedom > 0) else {
        finding.word = Some(Word::CannotBeTested);
        finding.answer =
            "These recordings cannot test the claim: with unknown clocks every place fits. Give clock_s, or an event at a \
             known place ([[reference]]) that they share."
                .to_owned();
        return Vec::new();
    };
    let chance = tail(fit.chi_square, fit.freedom);
    let told: Vec<f64> = (0..36).map(|n| network.told_apart_m(0, f64::from(n) * 10.0, &fit)).collect();
    let (best, worst) = told.iter().fold((f64::INFINITY, 0.0_f64), |(a, b), m| (a.min(*m), b.max(*m)));
    let rows: Vec<Row> =
        question.recording.iter().zip(&fit.residuals).map(|(r, [off, sigma])| (r.name.clone(), *off, *sigma)).collect();
    for (name, off, sigma) in &rows {
        let half = 1.96 * sigma;
        finding.quantities.push(Quantity::within(
            &format!("off_in_{name}"),
            1e3 * off,
            [1e3 * (off - half), 1e3 * (off + half)],
            "ms",
            1,
        ));
    }
    finding.quantities.push(Quantity::exact("chance_of_being_so_far_off", 100.0 * chance, "%", 1));
    let step = crate::region::FINEST_M;
    let up = |m: f64| if m > 1e5 { f64::INFINITY } else { (m / step).ceil() * step };
    finding.quantities.push(Quantity::exact("told_apart_at_best", up(best), "m", 0));
    finding.quantities.push(Quantity::exact("told_apart_at_worst", up(worst), "m", 0));
    let word = if best > SAYS_NOTHING_M {
        Word::DoesNotDiscriminate
    } else if chance < 0.05 {
        Word::Inconsistent
    } else {
        Word::Consistent
    };
    finding.word = Some(word);
    let largest = rows.iter().max_by(|a, b| (a.1 / a.2).abs().total_cmp(&(b.1 / b.2).abs()));
    let largest = largest.map_or(String::new(), |(name, off, sigma)| {
        format!(" Furthest off: {name}, by {:+.0} ms (standard deviation {:.0} ms).", 1e3 * off, 1e3 * sigma)
    });
    finding.answer = match word {
        Word::Consistent => format!(
            "What {} recordings heard is consistent with an event at the claimed place; so large differences or larger come by \
             chance {:.0} times in 100.{largest}",
            rows.len(),
            100.0 * chance
        ),
        Word::Inconsistent => format!(
            "What {} recordings heard is not consistent with an event at the claimed place: differences so large come by chance \
             less than 5 times in 100.{largest}",
            rows.len()
        ),
        _ => format!("This does not discriminate: places up to {SAYS_NOTHING_M:.0} m away would fit as well."),
    };
    if word != Word::DoesNotDiscriminate {
        let far = if worst > 1e5 {
            "and along one line not at all".to_owned()
        } else {
            format!("and {:.0} m at worst", up(worst))
        };
        finding.remarks.push(format!(
            "A claim that is off by {:.0} m in the best direction, {far}, would be told apart in 95 of 100 cases. Being consistent \
             says nothing about places nearer than that.",
            up(best)
        ));
    }
    finding
        .remarks
        .push("No other place was tried. Echoes arrive late and look like a place that is further away.".to_owned());
    rows
}

/// How far each recording is off, with its error: no map.
fn picture(rows: &[Row], word: Option<Word>) -> String {
    let mut d = Drawing::new(720.0, 90.0 + 40.0 * rows.len().max(1) as f64, "What was heard against the claimed place");
    let title =
        format!("Heard later (right) or earlier than an event at the claimed place: {}", word.map_or("", Word::text));
    d.text([360.0, 24.0], &title, 14.0, Anchor::Middle, "#111");
    let widest = rows.iter().map(|r| 1e3 * (r.1.abs() + 2.2 * r.2)).fold(1.0, f64::max);
    let x = |ms: f64| 440.0 + 230.0 * ms / widest;
    let bottom = 50.0 + 40.0 * rows.len().max(1) as f64;
    d.line([x(0.0), 40.0], [x(0.0), bottom], Paint::stroke("#1f5fa8", 1.5));
    for (n, (name, off, sigma)) in rows.iter().enumerate() {
        let y = 62.0 + 40.0 * n as f64;
        let colour = if off.abs() > 1.96 * sigma { "#c1440e" } else { "#2a7a2a" };
        d.line([x(1e3 * (off - 1.96 * sigma)), y], [x(1e3 * (off + 1.96 * sigma)), y], Paint::stroke(colour, 3.0));
        d.circle([x(1e3 * off), y], 5.0, Paint::fill(colour));
        let name: String = name.chars().take(24).collect();
        d.text([10.0, y + 4.0], &format!("{name}  {:+.0} ms", (1e3 * off).round() + 0.0), 12.0, Anchor::Start, "#111");
    }
    for ms in [-widest, widest] {
        d.text([x(ms), bottom + 22.0], &format!("{ms:+.0} ms"), 11.0, Anchor::Middle, "#333");
    }
    d.finish()
}
