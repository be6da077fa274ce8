//! The check `scene.sync`: when one recording begins in another, by what both heard, how far their clocks drift apart,
//! and a refusal where the two have nothing in common or fit in more than one place.

use serde::{Deserialize, Serialize};

use super::RATE;
use super::align::{Alignment, MOST_DRIFT_PPM, align};
use crate::check::Outcome;
use crate::finding::{BudgetRow, Decimal, Finding, Input, Quantity};

/// Name of the check.
pub const CHECK: &str = "scene.sync";
/// Raised whenever the answer to some question changes.
pub const VERSION: &str = "2";

/// Less strength than this is none: of some thousand unrelated pairs made for it (`measure_sync`) none reaches it.
const LEAST_STRENGTH: f64 = 12.0;
/// A second place that is nearly as strong makes the match ambiguous.
const AMBIGUOUS: f64 = 0.5;
/// Windows further than this from the common line are not counted, s.
const OFF_LINE_S: f64 = 0.001;
/// What sampling and interpolation may do to all windows alike, s: intervals are widened by it.
const FLOOR_S: f64 = 0.000_005;
/// Windows nearer to the common line than this are always counted, s.
const NEAR_S: f64 = 0.000_06;
/// Loudness values kept for the picture.
const BARS: usize = 300;
/// Windows that a question may have.
const MOST_WINDOWS: usize = 1_000;

/// A recording as it went in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heard {
    /// Name of the file.
    pub name: String,
    /// SHA-256 of its bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Length, s.
    pub seconds: Decimal,
    /// Samples a second in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_hz: Option<u32>,
    /// Part of it that is not silent, in per cent.
    pub sounding_percent: u8,
    /// Loudness from beginning to end, 0 to 100, for the picture.
    pub loudness: Vec<u8>,
}

/// One window: seconds in B, offset there, standard deviations that it stands out.
pub type WindowRow = [Decimal; 3];

/// What was measured of two recordings; the answer follows from it alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SyncQuestion {
    /// The first recording.
    pub a: Heard,
    /// The second one.
    pub b: Heard,
    /// What decoded them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decoder: Option<String>,
    /// How far the pieces that agree stand out.
    pub strength: Decimal,
    /// The same for the best other place.
    pub second: Decimal,
    /// Pieces that agree, and pieces that were looked for.
    pub pieces: [u32; 2],
    /// B begins so many seconds after A, roughly.
    pub offset_s: Decimal,
    /// The offset again in short windows.
    pub windows: Vec<WindowRow>,
}

/// Why two recordings have no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SyncError {
    /// Silence.
    #[error("{0} is silent: there is nothing in it that could be compared")]
    Silent(String),
    /// Too short.
    #[error("{0} has {1} s of sound, and half a second is the least that can be compared")]
    Short(String, Decimal),
    /// Too long.
    #[error("{0} is longer than an hour: cut out the part that matters and compare that")]
    Long(String),
    /// A measurement that is none.
    #[error("the measurement of {0} and {1} holds a value that is no number: measure again")]
    NotMeasured(String, String),
}

/// What was concluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Both heard the same, in one place only.
    Match,
    /// They fit in more than one place: the sound repeats itself.
    Ambiguous,
    /// Nothing in common was found.
    NoMatch,
}

/// Answer with its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Finding and picture.
    pub outcome: Outcome,
    /// What was concluded.
    pub verdict: Verdict,
    /// The line, where there is a match.
    pub line: Option<Line>,
}

/// Offset as a straight line over the time in B.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Seconds of A at which B begins.
    pub at_start: [f64; 2],
    /// Middle of the windows in B, s.
    pub middle_s: f64,
    /// The offset there, and half its 95 % interval.
    pub at_middle: [f64; 2],
    /// How much faster A's clock runs, parts in a million, and half the 95 % interval.
    pub drift_ppm: [f64; 2],
    /// Windows on the line.
    pub windows: usize,
    /// Standard deviation of one window, s.
    pub spread_s: f64,
}

/// Measures two recordings at [`RATE`] samples a second.
///
/// # Errors
/// [`SyncError`] where one is silent, too short or too long.
pub fn question(
    [a, b]: [&[i16]; 2],
    names: [&str; 2],
    digests: [Option<String>; 2],
    rates: [Option<u32>; 2],
    decoder: Option<String>,
) -> Result<SyncQuestion, SyncError> {
    for (samples, name) in [a, b].iter().zip(names) {
        let seconds = samples.len() as f64 / f64::from(RATE);
        if seconds > 3_600.0 {
            return Err(SyncError::Long(name.to_owned()));
        }
        if samples.iter().all(|s| s.unsigned_abs() <= 1) && !samples.is_empty() {
            return Err(SyncError::Silent(name.to_owned()));
        }
        if seconds < 0.5 {
            return Err(SyncError::Short(name.to_owned(), Decimal::new(seconds, 2)));
        }
    }
    let found = align(a, b);
    let [digest_a, digest_b] = digests;
    let heard = |samples: &[i16], n: usize, sha256: Option<String>| Heard {
        name: names[n].to_owned(),
        sha256,
        seconds: Decimal::new(samples.len() as f64 / f64::from(RATE), 3),
        rate_hz: rates[n],
        sounding_percent: (100.0 * found.heard[n]).round() as u8,
        loudness: loudness(samples),
    };
    let Alignment { strength, second, pieces, offset_s, windows, .. } = &found;
    Ok(SyncQuestion {
        a: heard(a, 0, digest_a),
        b: heard(b, 1, digest_b),
        decoder,
        strength: Decimal::new(*strength, 2),
        second: Decimal::new(*second, 2),
        pieces: pieces.map(|n| n as u32),
        offset_s: Decimal::new(*offset_s, 6),
        windows: windows
            .iter()
            .map(|w| [Decimal::new(w.at_s, 4), Decimal::new(w.offset_s, 8), Decimal::new(w.stands_out, 1)])
            .collect(),
    })
}

/// Loudness in equal parts: decibels above the faintest, 0 to 100.
fn loudness(samples: &[i16]) -> Vec<u8> {
    let part = samples.len().div_ceil(BARS).max(1);
    let power = |p: &[i16]| p.iter().map(|s| f64::from(*s) * f64::from(*s)).sum::<f64>() / p.len() as f64;
    let level = |p: &[i16]| (10.0 * libm::log10(power(p).max(1.0)) / 90.3 * 100.0).clamp(0.0, 100.0).round() as u8;
    samples.chunks(part).map(level).collect()
}

/// Answers it.
///
/// # Errors
/// [`SyncError`] where the measurement is none.
pub fn answer(question: &SyncQuestion) -> Result<Answer, SyncError> {
    let numbers = [&question.strength, &question.second, &question.offset_s];
    let mut all = numbers.into_iter().chain(question.windows.iter().flatten());
    if all.any(|d| !d.value().is_finite()) || question.windows.len() > MOST_WINDOWS {
        return Err(SyncError::NotMeasured(question.a.name.clone(), question.b.name.clone()));
    }
    let rows: Vec<[f64; 3]> = question.windows.iter().map(|w| [w[0].value(), w[1].value(), w[2].value()]).collect();
    let (strength, second) = (question.strength.value(), question.second.value());
    let line = fit(&rows);
    let verdict = match line {
        _ if strength < LEAST_STRENGTH || question.pieces[0] < 2 => Verdict::NoMatch,
        _ if second > AMBIGUOUS * strength => Verdict::Ambiguous,
        Some(line) if line.drift_ppm[0].abs() <= 2.0 * MOST_DRIFT_PPM => Verdict::Match,
        _ => Verdict::NoMatch,
    };
    let line = line.filter(|_| verdict == Verdict::Match);
    let mut finding =
        Finding::new(CHECK, VERSION, "When does the second recording begin in the first, by what both heard?");
    say(&mut finding, question, verdict, line);
    let svg = super::sync_picture::picture(question, verdict, line, &rows);
    Ok(Answer { outcome: Outcome { finding, svg }, verdict, line })
}

/// A straight line through the windows that agree with one.
fn fit(rows: &[[f64; 3]]) -> Option<Line> {
    let good: Vec<[f64; 2]> = rows.iter().filter(|r| r[2] >= 6.0).map(|r| [r[0], r[1]]).collect();
    if good.len() < 3 {
        return None;
    }
    // Theil and Sen: the middle of all slopes is not moved by windows that are wrong.
    let mut slopes = Vec::new();
    for (n, a) in good.iter().enumerate() {
        slopes.extend(good[n + 1..].iter().filter(|b| b[0] > a[0]).map(|b| (b[1] - a[1]) / (b[0] - a[0])));
    }
    let slope = middle(&mut slopes)?;
    let start = middle(&mut good.iter().map(|p| p[1] - slope * p[0]).collect::<Vec<_>>())?;
    let mut off: Vec<f64> = good.iter().map(|p| (p[1] - start - slope * p[0]).abs()).collect();
    let usual = middle(&mut off)?;
    let most = (4.5 * usual).clamp(NEAR_S, OFF_LINE_S);
    let kept: Vec<[f64; 2]> = good.into_iter().filter(|p| (p[1] - start - slope * p[0]).abs() <= most).collect();
    if kept.len() < 3 || kept.len() * 3 < rows.len() {
        return None;
    }
    let n = kept.len() as f64;
    let [mx, my] = [0, 1].map(|k| kept.iter().map(|p| p[k]).sum::<f64>() / n);
    let sxx: f64 = kept.iter().map(|p| (p[0] - mx) * (p[0] - mx)).sum();
    let sxy: f64 = kept.iter().map(|p| (p[0] - mx) * (p[1] - my)).sum();
    if sxx <= 0.0 {
        return None;
    }
    let slope = sxy / sxx;
    let rest: f64 = kept.iter().map(|p| p[1] - my - slope * (p[0] - mx)).map(|r| r * r).sum();
    let spread = libm::sqrt(rest / (n - 2.0)).max(1e-8);
    let t = student(kept.len() - 2);
    let chance = |variance: f64| t * spread * libm::sqrt(variance);
    let half = |variance: f64| chance(variance) + FLOOR_S;
    Some(Line {
        at_start: [my - slope * mx, half(1.0 / n + mx * mx / sxx)],
        middle_s: mx,
        at_middle: [my, half(1.0 / n)],
        drift_ppm: [slope * 1e6, chance(1.0 / sxx) * 1e6],
        windows: kept.len(),
        spread_s: spread,
    })
}

fn middle(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// Student's factor for 95 % with so many degrees of freedom (Cornish and Fisher's expansion; 1 and 2 exactly).
fn student(freedom: usize) -> f64 {
    let v = freedom as f64;
    let z = 1.959_964_f64;
    match freedom {
        0 | 1 => 12.706,
        2 => 4.303,
        _ => {
            let (z3, z5, z7) = (z.powi(3), z.powi(5), z.powi(7));
            z + (z3 + z) / (4.0 * v)
                + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * v * v)
                + (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / (384.0 * v * v * v)
        }
    }
}

fn say(finding: &mut Finding, question: &SyncQuestion, verdict: Verdict, line: Option<Line>) {
    for (letter, heard) in [("A", &question.a), ("B", &question.b)] {
        let rate = heard.rate_hz.map_or(String::new(), |hz| format!(", {hz} samples a second"));
        finding.inputs.push(Input {
            name: format!("recording {letter}"),
            value: format!("{} s{rate}, {} % of it not silent", heard.seconds, heard.sounding_percent),
            unit: None,
            error: None,
            read_from: Some(heard.sha256.as_ref().map_or_else(
                || heard.name.clone(),
                |hash| format!("{}, SHA-256 {}…", heard.name, hash.get(..12).unwrap_or(hash)),
            )),
        });
    }
    if let Some(decoder) = &question.decoder {
        finding.stated("decoded by", decoder.clone());
    }
    finding.input("strength", question.strength.clone(), "standard deviations", None);
    finding.input("strength of the best other place", question.second.clone(), "standard deviations", None);
    finding.assume(format!("Both were brought to {RATE} samples a second; 200 to 3600 Hz were compared."), false);
    finding.assume(format!("The clocks of the two recorders differ by less than {MOST_DRIFT_PPM:.0} ppm."), true);
    if let (Some(one), Some(two)) = (question.a.rate_hz, question.b.rate_hz)
        && one != two
    {
        finding.remarks.push(format!("The files have different sample rates, {one} and {two}; both were resampled."));
    }
    let [agree, asked] = question.pieces;
    finding.answer = match (verdict, line) {
        (Verdict::Match, Some(line)) => {
            let [at, half] = line.at_middle;
            let (word, size) =
                if line.at_start[0] < 0.0 { ("before", -line.at_start[0]) } else { ("after", line.at_start[0]) };
            finding.quantities.push(Quantity::within(
                "offset_at_start",
                line.at_start[0],
                around(line.at_start),
                "s",
                6,
            ));
            finding.quantities.push(Quantity::within("offset", at, [at - half, at + half], "s", 6));
            finding.quantities.push(Quantity::exact("offset_is_at", line.middle_s, "s of B", 3));
            finding.quantities.push(Quantity::within("drift", line.drift_ppm[0], around(line.drift_ppm), "ppm", 1));
            finding.quantities.push(Quantity::exact("windows_on_the_line", line.windows as f64, "1", 0));
            let causes = [(
                "windows about the common line".to_owned(),
                format!("{:.4} ms each", 1e3 * line.spread_s),
                0.5e3 * half,
            )];
            finding.budget = BudgetRow::rows(&causes, "ms", 4);
            finding.assume(
                "Each file's sound begins where the file says; what a codec or an editor shifted is not seen from here.",
                false,
            );
            finding.remarks.push(
                "Offset of what was heard: where the cameras stood apart, the travel of sound is in it, a second for about \
                 343 m."
                    .to_owned(),
            );
            finding.remarks.push(
                "Music that was played in two places, or a broadcast, fits as well as a common event does.".to_owned(),
            );
            format!(
                "B begins {size:.3} s {word} A begins (95 %: ± {:.2} ms); {agree} of {asked} pieces agree; A's clock {}.",
                (1e3 * line.at_start[1]).max(0.01),
                drift_words(line.drift_ppm)
            )
        }
        (Verdict::Ambiguous, _) => {
            "Refused: the sound repeats itself, and the two fit in more than one place about equally well.".to_owned()
        }
        _ => "Refused: the two recordings have no sound in common that could be told from chance.".to_owned(),
    };
}

fn around([value, half]: [f64; 2]) -> [f64; 2] {
    [value - half, value + half]
}

fn drift_words([ppm, half]: [f64; 2]) -> String {
    let way = if ppm < 0.0 { "slower" } else { "faster" };
    if ppm.abs() <= half {
        return format!("runs like B's to within {:.0} ppm", (ppm.abs() + half).max(1.0));
    }
    format!("runs {:.0} ± {half:.0} ppm {way} than B's", ppm.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn students_factor_is_that_of_the_tables() {
        for (freedom, factor) in [(3, 3.182), (4, 2.776), (8, 2.306), (20, 2.086), (100, 1.984)] {
            assert!((student(freedom) - factor).abs() < 0.03, "{freedom}: {}", student(freedom));
        }
    }

    #[test]
    fn windows_that_are_wrong_do_not_move_the_line() {
        let mut rows: Vec<[f64; 3]> = (0..20).map(|n| [f64::from(n), 7.25 + 1e-4 * f64::from(n), 20.0]).collect();
        rows[3][1] += 0.012;
        rows[17][1] -= 0.009;
        let line = fit(&rows).unwrap();
        assert!((line.at_start[0] - 7.25).abs() < 1e-6 && (line.drift_ppm[0] - 100.0).abs() < 0.1, "{line:?}");
        assert_eq!(line.windows, 18);
        assert!(fit(&rows[..2]).is_none());
    }
}
