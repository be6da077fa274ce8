//! The check `scene.outage`: the instant at which lights go out in a recording, as far as its frames and its clock tell,
//! against a time that somebody has published.

use model::Utc;
use serde::{Deserialize, Serialize};

use super::steps::{Moment, Step, steps};
use crate::check::Outcome;
use crate::clock::{self, ClockError, Stated};
use crate::drawing::{Anchor, Drawing, Paint};
use crate::finding::{BudgetRow, Claimed, Decimal, Finding, Input, Quantity, TimeInterval, Word};
use crate::measured::Measured;

/// Name of the check.
pub const CHECK: &str = "scene.outage";
/// Raised whenever the answer to some question changes.
pub const VERSION: &str = "1";

/// Points of the curve that are kept for the picture.
const POINTS: usize = 400;
/// A result wider than this says nothing about minutes, s.
const SAYS_NOTHING_S: f64 = 6.0 * 3600.0;

/// The recording as it went in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clip {
    /// Name of the file.
    pub name: String,
    /// SHA-256 of its bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// What decoded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decoder: Option<String>,
    /// Frames that were read.
    pub frames: u32,
    /// Time, s, and mean brightness, 0 to 255, for the picture.
    pub curve: Vec<[Decimal; 2]>,
}

/// The best step down that was measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measurement {
    /// Last frame with more than half of the light that goes, s.
    pub before_s: Decimal,
    /// First frame with less, s.
    pub after_s: Decimal,
    /// From nine tenths to one tenth, s.
    pub takes_s: Decimal,
    /// Lit cells that darken much, %.
    pub fell_percent: Decimal,
    /// Cells that brighten, %.
    pub rose_percent: Decimal,
    /// How differently they darken.
    pub unevenness: Decimal,
    /// Light left, %.
    pub left_percent: Decimal,
    /// Change from frame to frame before, levels.
    pub motion: Decimal,
    /// Whether the picture moved.
    pub shifted: bool,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutageQuestion {
    /// The recording.
    pub clip: Clip,
    /// The step; nothing where brightness never falls.
    pub step: Option<Measurement>,
    /// When the recording begins, with its offset from UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begins: Option<String>,
    /// By how many seconds that may be off [0±60].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock_s: Option<Measured>,
    /// The time that somebody has published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed: Option<ClaimedTime>,
}

/// A published time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimedTime {
    /// With its offset from UTC, or a zone in brackets.
    pub at: String,
    /// By how many seconds it may be off; a time to the minute is 30±30 off, so [0±60].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_s: Option<Measured>,
    /// Who published it, and where.
    pub cited: String,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutageError {
    /// Too short.
    #[error("{0} has {1} frames: at least two seconds of film are needed to see lights go out")]
    Short(String, usize),
    /// A time.
    #[error(transparent)]
    Clock(#[from] ClockError),
    /// A time that was twice or never.
    #[error("the local time {0} happened twice or never; write it with its offset from UTC")]
    Ambiguous(String),
    /// No source.
    #[error("the claimed time names no source: say with --cited who published it and where")]
    NotCited,
    /// A measurement that is none.
    #[error("the measurement of {0} holds a value that is no number: measure again")]
    NotMeasured(String),
}

/// What the step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Lights go out.
    LightsOut,
    /// The whole picture goes dark at once: lights, a cut or a covered lens.
    AllDark,
    /// The camera moves.
    CameraMoves,
    /// All cells darken alike or slowly: exposure or a fade.
    Exposure,
    /// Another picture follows.
    Cut,
    /// Nothing goes out.
    None,
}

impl Verdict {
    /// Whether the instant means lights.
    pub fn means_lights(self) -> bool {
        matches!(self, Self::LightsOut | Self::AllDark)
    }
}

/// Measures a recording.
///
/// # Errors
/// [`OutageError::Short`].
pub fn question(
    moments: &[Moment],
    name: &str,
    sha256: Option<String>,
    decoder: Option<String>,
) -> Result<OutageQuestion, OutageError> {
    let length = moments.last().zip(moments.first()).map_or(0, |(b, a)| b.at_us - a.at_us);
    if moments.len() < 6 || length < 1_900_000 {
        return Err(OutageError::Short(name.to_owned(), moments.len()));
    }
    let seconds = |us: i64| Decimal::new(us as f64 / 1e6, 6);
    let step = steps(moments).map(|s: Step| Measurement {
        before_s: seconds(s.before_us),
        after_s: seconds(s.after_us),
        takes_s: seconds(s.takes_us),
        fell_percent: Decimal::new(s.fell_percent, 1),
        rose_percent: Decimal::new(s.rose_percent, 1),
        unevenness: Decimal::new(s.unevenness, 3),
        left_percent: Decimal::new(s.left_percent, 1),
        motion: Decimal::new(s.motion, 2),
        shifted: s.shifted,
    });
    let every = moments.len().div_ceil(POINTS).max(1);
    let mean = |m: &Moment| m.cells.iter().map(|c| f64::from(*c)).sum::<f64>() / m.cells.len().max(1) as f64;
    let curve =
        moments.iter().step_by(every).map(|m| [Decimal::new(m.at_us as f64 / 1e6, 3), Decimal::new(mean(m), 1)]);
    let clip = Clip { name: name.to_owned(), sha256, decoder, frames: moments.len() as u32, curve: curve.collect() };
    Ok(OutageQuestion { clip, step, begins: None, clock_s: None, claimed: None })
}

/// The verdict on a step.
pub fn verdict(step: Option<&Measurement>) -> Verdict {
    let Some(s) = step else { return Verdict::None };
    let value = |d: &Decimal| d.value();
    if value(&s.fell_percent) < 4.0 {
        Verdict::None
    } else if s.shifted || value(&s.motion) > 6.0 {
        Verdict::CameraMoves
    } else if value(&s.rose_percent) > 5.0 {
        Verdict::Cut
    } else if value(&s.takes_s) > 0.45 {
        Verdict::Exposure
    } else if value(&s.left_percent) < 8.0 {
        Verdict::AllDark
    } else if value(&s.unevenness) < 0.25 {
        Verdict::Exposure
    } else {
        Verdict::LightsOut
    }
}

/// The answer with its numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Finding and picture.
    pub outcome: Outcome,
    /// What the step is.
    pub verdict: Verdict,
    /// Seconds of the recording between which the lights went out.
    pub between_s: Option<[f64; 2]>,
}

/// Seconds since 1970 of a stated time.
fn instant(text: &str) -> Result<f64, OutageError> {
    match clock::read(text, None)? {
        Stated::Once(moment) => Ok(moment.at.as_millisecond() as f64 / 1e3),
        _ => Err(OutageError::Ambiguous(text.to_owned())),
    }
}

/// Answers it.
///
/// # Errors
/// [`OutageError`] says what was given and cannot be.
pub fn answer(question: &OutageQuestion) -> Result<Answer, OutageError> {
    if let Some(s) = &question.step {
        let all = [
            &s.before_s,
            &s.after_s,
            &s.takes_s,
            &s.fell_percent,
            &s.rose_percent,
            &s.unevenness,
            &s.left_percent,
            &s.motion,
        ];
        if all.iter().any(|d| !d.value().is_finite()) || s.after_s.value() < s.before_s.value() {
            return Err(OutageError::NotMeasured(question.clip.name.clone()));
        }
    }
    if question.claimed.as_ref().is_some_and(|c| c.cited.trim().is_empty()) {
        return Err(OutageError::NotCited);
    }
    let verdict = verdict(question.step.as_ref());
    let lights = question.step.as_ref().filter(|_| verdict.means_lights());
    let between_s = lights.map(|s| [s.before_s.value(), s.after_s.value()]);
    let begins = question.begins.as_deref().map(instant).transpose()?;
    let claimed = question.claimed.as_ref().map(|c| instant(&c.at)).transpose()?;
    let mut finding =
        Finding::new(CHECK, VERSION, "When do the lights go out in this recording, and is it as published?");
    say(&mut finding, question, verdict, between_s);
    if let (Some(between), Some(begins)) = (between_s, begins) {
        dated(&mut finding, question, between, begins, claimed);
    } else if claimed.is_some() {
        finding.word = Some(Word::CannotBeTested);
        let why = if between_s.is_some() {
            "nobody says when the recording begins (--begins)"
        } else {
            "no lights are seen to go out"
        };
        finding.answer += &format!(" The claimed time cannot be tested: {why}.");
    }
    if let Some(claim) = &question.claimed {
        let half = claim.within_s.as_ref().map_or(60.0, |m| 1.96 * m.noise().deviation());
        let time = claimed.map(|at| [Utc((at - half).floor() as i64), Utc((at + half).ceil() as i64)]);
        let what = format!("The lights went out at {}.", claim.at);
        finding.claimed = Some(Claimed { what, cited: claim.cited.clone(), place: None, time });
    }
    let svg = picture(question, verdict, between_s);
    Ok(Answer { outcome: Outcome { finding, svg }, verdict, between_s })
}

fn say(finding: &mut Finding, question: &OutageQuestion, verdict: Verdict, between: Option<[f64; 2]>) {
    let clip = &question.clip;
    finding.inputs.push(Input {
        name: "recording".to_owned(),
        value: format!("{} frames", clip.frames),
        unit: None,
        error: None,
        read_from: Some(clip.name.clone()),
    });
    if let Some(decoder) = &clip.decoder {
        finding.stated("decoded by", decoder.clone());
    }
    if let Some(s) = &question.step {
        for (name, value, unit) in [
            ("lit cells that darken", &s.fell_percent, "%"),
            ("cells that brighten", &s.rose_percent, "%"),
            ("unevenness of it", &s.unevenness, "1"),
            ("light left", &s.left_percent, "%"),
            ("time that it takes", &s.takes_s, "s"),
            ("motion before", &s.motion, "levels"),
        ] {
            finding.input(name, value.clone(), unit, None);
        }
    }
    let at = between.map_or(String::new(), |[a, b]| format!("between {a:.3} and {b:.3} s of the recording"));
    finding.answer = match verdict {
        Verdict::LightsOut => format!("Many lights go out at once {at}."),
        Verdict::AllDark => {
            format!("The whole picture goes dark {at}: lights going out, a cut to black and a covered lens look alike.")
        }
        Verdict::CameraMoves => {
            "The picture darkens while the camera moves: no lights can be told to go out.".to_owned()
        }
        Verdict::Exposure => {
            "The picture darkens evenly or slowly, as by the camera's exposure or a fade: no lights are told to go out."
                .to_owned()
        }
        Verdict::Cut => "Another picture follows where it darkens: a cut, not lights that go out.".to_owned(),
        Verdict::None => {
            "No lights are seen to go out: brightness never falls in many parts of the picture at once.".to_owned()
        }
    };
    if let Some([a, b]) = between {
        finding.quantities.push(Quantity::within("lights_out_at", 0.5 * (a + b), [a, b], "s", 4));
        finding.assume(
            "The moment is when half of the light that goes is gone; frames carry the time that the file says.",
            false,
        );
        finding.assume("What goes dark are lamps: a person has looked.", false);
    }
}

/// The instant by the recording's clock, against the claimed one.
fn dated(finding: &mut Finding, question: &OutageQuestion, [a, b]: [f64; 2], begins: f64, claimed: Option<f64>) {
    let stated = question.begins.clone().unwrap_or_default();
    match &question.clock_s {
        Some(m) => {
            finding.inputs.push(Input {
                name: "beginning of the recording".to_owned(),
                value: stated,
                unit: None,
                error: Some(m.error.clone()),
                read_from: None,
            });
        }
        None => {
            finding.stated("beginning of the recording", stated);
            finding.assume("Its clock is right to 60 s.", true);
        }
    }
    let clock = question.clock_s.as_ref().map_or(60.0 / 3.0_f64.sqrt(), |m| m.noise().deviation());
    // A clock that is known to be off by 5±2 s runs 5 s late.
    let late = question.clock_s.as_ref().map_or(0.0, Measured::number);
    let frame = (b - a) / 12.0_f64.sqrt();
    let sigma = libm::hypot(clock, frame);
    let half = match &question.clock_s {
        Some(m) if m.noise().half == 0.0 => 1.959_964 * sigma,
        // A uniform error holds 95 % of itself within 0.95 of its half width.
        other => {
            let uniform = other.as_ref().map_or(60.0, |m| m.noise().half);
            if frame < 0.05 * uniform { 0.95 * uniform + 0.5 * (b - a) } else { 1.959_964 * sigma }
        }
    };
    let middle = begins + late + 0.5 * (a + b);
    let [from, to] = [middle - half, middle + half];
    let whole = [Utc(from.floor() as i64), Utc(to.ceil() as i64)];
    finding.times = vec![TimeInterval { level_percent: 95, from: whole[0], to: whole[1], share_percent: 100 }];
    finding.answer += &format!(" By its clock that is {} to {} (95 %).", whole[0], whole[1]);
    let causes = [
        ("clock of the recording".to_owned(), format!("{clock:.2} s"), clock),
        ("time between frames".to_owned(), format!("{:.3} s", b - a), frame),
    ];
    finding.budget = BudgetRow::rows(&causes, "s", 3);
    let (Some(claimed), Some(claim)) = (claimed, &question.claimed) else { return };
    let within = claim.within_s.as_ref().map_or(60.0, |m| 1.959_964 * m.noise().deviation());
    let off = middle - claimed;
    finding.quantities.push(Quantity::within("later_than_claimed", off, [off - half, off + half], "s", 1));
    let word = if half > SAYS_NOTHING_S {
        Word::DoesNotDiscriminate
    } else if off.abs() > libm::hypot(half, within) {
        Word::Inconsistent
    } else {
        Word::Consistent
    };
    finding.word = Some(word);
    finding.answer += &match word {
        Word::Consistent => " That is consistent with the claimed time.".to_owned(),
        Word::Inconsistent => format!(
            " That is not consistent with the claimed time: it lies {} {}.",
            span(off.abs()),
            if off > 0.0 { "later" } else { "earlier" }
        ),
        _ => " The clock is too uncertain to say anything about the claimed time.".to_owned(),
    };
}

fn span(seconds: f64) -> String {
    match seconds {
        s if s < 120.0 => format!("{s:.0} s"),
        s if s < 7200.0 => format!("{:.0} min", s / 60.0),
        s => format!("{:.1} h", s / 3600.0),
    }
}

fn picture(question: &OutageQuestion, verdict: Verdict, between: Option<[f64; 2]>) -> String {
    let mut d = Drawing::new(860.0, 300.0, "Brightness of the recording");
    let title = match verdict {
        Verdict::LightsOut => "Lights go out",
        Verdict::AllDark => "The whole picture goes dark",
        Verdict::CameraMoves => "It darkens while the camera moves",
        Verdict::Exposure => "It darkens evenly or slowly",
        Verdict::Cut => "A cut",
        Verdict::None => "No lights go out",
    };
    d.text([430.0, 24.0], title, 16.0, Anchor::Middle, "#111");
    let curve: Vec<[f64; 2]> = question.clip.curve.iter().map(|p| [p[0].value(), p[1].value()]).collect();
    let (from, to) = curve.first().zip(curve.last()).map_or((0.0, 1.0), |(a, b)| (a[0], b[0]));
    let top = curve.iter().map(|p| p[1]).fold(1.0, f64::max) * 1.1;
    let x = |s: f64| 60.0 + 770.0 * (s - from) / (to - from).max(0.1);
    let y = |v: f64| 250.0 - 200.0 * v / top;
    d.line([60.0, 250.0], [830.0, 250.0], Paint::stroke("#333", 1.0));
    let line: Vec<[f64; 2]> = curve.iter().map(|p| [x(p[0]), y(p[1])]).collect();
    d.polyline(&line, Paint::stroke("#1f5fa8", 1.6));
    if let Some([a, b]) = between {
        d.rectangle([x(a), 45.0], [(x(b) - x(a)).max(1.5), 205.0], Paint::fill("#c1440e").faint(0.6));
        let anchor = if x(b) > 600.0 { Anchor::End } else { Anchor::Start };
        let step = if anchor == Anchor::End { -8.0 } else { 8.0 };
        d.text([x(0.5 * (a + b)) + step, 58.0], &format!("{a:.3} to {b:.3} s"), 12.0, anchor, "#c1440e");
    }
    let step =
        [0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0].into_iter().find(|s| (to - from) / s <= 10.0).unwrap_or(1200.0);
    let mut at = (from / step).ceil() * step;
    while at <= to {
        d.line([x(at), 250.0], [x(at), 255.0], Paint::stroke("#333", 1.0));
        d.text([x(at), 268.0], &format!("{at}"), 11.0, Anchor::Middle, "#333");
        at += step;
    }
    d.text([430.0, 288.0], "s of the recording; mean brightness of the picture", 11.0, Anchor::Middle, "#333");
    d.finish()
}
