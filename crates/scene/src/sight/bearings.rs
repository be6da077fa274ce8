//! The check `scene.bearing`: whether the bearings from one or more cameras agree with a place that a published account
//! claims. Bearings are never crossed to find a place: without a claim there is no answer.

use serde::{Deserialize, Serialize};

use super::clicks::{Clicks, SightError};
use super::report::inputs;
use crate::check::{Outcome, Refused};
use crate::drawing::{Anchor, Drawing, Paint};
use crate::finding::{BudgetRow, Claimed, Finding, Quantity, Word};
use crate::measured::Measured;
use crate::shadow::ClaimedPlace;

/// Name of the check.
pub const CHECK: &str = "scene.bearing";
/// Raised whenever the answer to some question changes.
pub const VERSION: &str = "1";

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BearingQuestion {
    /// The pictures with their clicks.
    pub cameras: Vec<Clicks>,
    /// Name of the target that was clicked in each.
    pub target: String,
    /// The place that somebody has published.
    #[serde(default)]
    pub claimed: Option<ClaimedPlace>,
    /// By how many metres the claimed place may be off; without it a standard deviation of 50 m.
    #[serde(default)]
    pub claimed_error_m: Option<Measured>,
}

/// Answers it.
///
/// # Errors
/// [`Refused`] says what was given and cannot be; so also where no place is claimed.
pub fn answer(question: &BearingQuestion) -> Result<Outcome, Refused> {
    let claim = question.claimed.as_ref().ok_or(SightError::NoClaim)?;
    if claim.cited.trim().is_empty() || question.cameras.is_empty() {
        return Err(SightError::NoClaim.into());
    }
    let point = claim.place.point()?;
    let radius = question.claimed_error_m.as_ref().map_or(50.0, |m| m.noise().deviation());
    let mut finding = Finding::new(CHECK, VERSION, "Do the bearings from these pictures agree with the claimed place?");
    if question.claimed_error_m.is_none() {
        finding.assume("The claimed place is right to 50 m (standard deviation).", true);
    }
    let (mut sum, mut causes, mut rows) = (0.0, Vec::new(), Vec::new());
    let mut weak = true;
    for (n, clicks) in question.cameras.iter().enumerate() {
        inputs(&mut finding, clicks);
        let solved = clicks.solved()?;
        let target = clicks.targets.iter().find(|t| t.name == question.target);
        let target = target.ok_or_else(|| SightError::NoTarget(clicks.picture.clone(), question.target.clone()))?;
        let camera = &solved.cameras[0];
        if solved.cameras.len() > 1 {
            finding
                .remarks
                .push(format!("{}: a second camera position fits about as well; it is not tested.", clicks.picture));
        }
        let flat = solved.plane.of(point);
        let distance = libm::hypot(flat[0] - camera.at[0], flat[1] - camera.at[1]).max(1.0);
        let pixels = libm::hypot(target.x.noise().deviation(), solved.centre_sigma);
        let [off, sigma] = camera.off(flat, target.x.number() - solved.centre, pixels);
        let by_claim = libm::atan2(radius, distance) * crate::angle::DEGREES;
        let whole = libm::hypot(sigma, by_claim);
        sum += (off / whole) * (off / whole);
        weak &= whole > 60.0;
        causes.push((format!("camera and click, picture {}", n + 1), "as resected".to_owned(), sigma));
        causes.push((format!("claimed place, picture {}", n + 1), format!("{radius:.0} m"), by_claim));
        let name = format!("off_in_picture_{}", n + 1);
        finding.quantities.push(Quantity::within(
            &name,
            off,
            [off - 1.959_964 * whole, off + 1.959_964 * whole],
            "deg",
            2,
        ));
        rows.push((clicks.picture.clone(), off, whole));
    }
    let freedom = question.cameras.len();
    let probability = tail(sum, freedom);
    finding.quantities.push(Quantity::exact("chance_of_being_so_far_off", 100.0 * probability, "%", 1));
    let word = if weak {
        Word::DoesNotDiscriminate
    } else if probability < 0.05 {
        Word::Inconsistent
    } else {
        Word::Consistent
    };
    finding.word = Some(word);
    finding.answer = format!(
        "The bearings to “{}” are {} with the claimed place: {}.",
        question.target,
        if word == Word::Inconsistent { "not consistent" } else { word.text() },
        rows.iter()
            .map(|(p, off, s)| format!("{p}: {off:+.1}° off, standard deviation {s:.1}°"))
            .collect::<Vec<_>>()
            .join("; ")
    );
    finding.claimed = Some(Claimed {
        what: format!("“{}” is at {}.", question.target, claim.place.text()),
        cited: claim.cited.clone(),
        place: None,
        time: None,
    });
    finding.budget = BudgetRow::rows(&causes, "deg", 2);
    finding.budget.sort_by(|a, b| b.effect.value().total_cmp(&a.effect.value()));
    let svg = picture(&rows);
    Ok(Outcome { finding, svg })
}

/// Probability that chi-square with so many degrees of freedom exceeds a value (Wilson and Hilferty 1931; exact for 1
/// and 2).
fn tail(chi_square: f64, freedom: usize) -> f64 {
    let k = freedom as f64;
    match freedom {
        1 => libm::erfc(libm::sqrt(chi_square / 2.0)),
        2 => libm::exp(-chi_square / 2.0),
        _ => {
            let z = (libm::cbrt(chi_square / k) - (1.0 - 2.0 / (9.0 * k))) / libm::sqrt(2.0 / (9.0 * k));
            0.5 * libm::erfc(z * std::f64::consts::FRAC_1_SQRT_2)
        }
    }
}

/// For each picture, how far the claimed place lies from the bearing that was seen, with its error: no map, no crossing.
fn picture(rows: &[(String, f64, f64)]) -> String {
    let widest = rows.iter().map(|r| r.1.abs() + 2.0 * r.2).fold(1.0, f64::max);
    let mut d = Drawing::new(640.0, 70.0 + 50.0 * rows.len() as f64, "Bearings seen and the claimed place");
    d.text(
        [320.0, 22.0],
        "Degrees from the bearing seen to the claimed place, with 95 %",
        14.0,
        Anchor::Middle,
        "#111",
    );
    let x = |off: f64| 400.0 + 220.0 * off / widest;
    d.line([x(0.0), 36.0], [x(0.0), 50.0 + 50.0 * rows.len() as f64], Paint::stroke("#1f5fa8", 1.5));
    for (n, (name, off, sigma)) in rows.iter().enumerate() {
        let y = 65.0 + 50.0 * n as f64;
        d.line([x(off - 1.96 * sigma), y], [x(off + 1.96 * sigma), y], Paint::stroke("#c1440e", 3.0));
        d.circle([x(*off), y], 5.0, Paint::fill("#c1440e"));
        d.text([10.0, y + 4.0], name, 12.0, Anchor::Start, "#111");
    }
    d.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_of_chi_square_is_that_of_the_tables() {
        for (value, freedom, p) in [(3.841, 1, 0.05), (5.991, 2, 0.05), (7.815, 3, 0.05), (9.488, 4, 0.05)] {
            assert!((tail(value, freedom) - p).abs() < 0.002, "{freedom}");
        }
    }
}
