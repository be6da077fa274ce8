//! The check `scene.resect`: where the camera of a picture stood and where it looked, and the bearing to whatever was
//! clicked as a target.

use super::clicks::{Clicks, Solved};
use super::sketch::sketch;
use super::solve::{Camera, Focal, warnings};
use crate::check::{Outcome, Refused};
use crate::finding::{BudgetRow, ErrorOf, Finding, Input, Quantity};
use crate::geodesy::line;
use crate::measured::Measured;
use crate::region::{Region, Shows};

/// Name of the check.
pub const CHECK: &str = "scene.resect";
/// Raised whenever the answer to some question changes.
pub const VERSION: &str = "1";

/// Standard deviations that hold 95 % in two dimensions, and 50 %.
const SCALES: [(u8, f64); 2] = [(50, 1.177_410), (95, 2.447_747)];

/// Answers it.
///
/// # Errors
/// [`Refused`] says what was given and cannot be.
pub fn answer(clicks: &Clicks) -> Result<Outcome, Refused> {
    let solved = clicks.solved()?;
    let camera = &solved.cameras[0];
    let mut finding =
        Finding::new(CHECK, VERSION, "Where did the camera of this picture stand, and where did it look?");
    inputs(&mut finding, clicks);
    say(&mut finding, clicks, &solved, camera);
    let svg = sketch(clicks, &solved, camera);
    Ok(Outcome { finding, svg })
}

/// The clicks as inputs.
pub(super) fn inputs(finding: &mut Finding, clicks: &Clicks) {
    finding.stated("picture", clicks.picture.clone());
    finding.input("picture width", clicks.width_px.clone(), "px", None);
    let known = [
        ("focal length", &clicks.focal_px, "px"),
        ("width of the view", &clicks.view_deg, "deg"),
        ("optical axis", &clicks.centre_px, "px"),
    ];
    for (name, value, unit) in known {
        if let Some(m) = value {
            finding.input(name, m.value.clone(), unit, Some(m.error.clone()));
        }
    }
    if clicks.centre_px.is_none() {
        finding.assume("The optical axis is in the middle of the picture: it was not cropped.", true);
    }
    if clicks.focal_px.is_none() && clicks.view_deg.is_none() {
        finding.assume("The focal length is unknown and solved for.", true);
    }
    finding.assume("The camera is level and its lens does not distort; landmarks stand upright.", false);
    let click = |name: &str, value: String, x: Option<&Measured>| Input {
        name: name.to_owned(),
        value: x.map_or(value.clone(), |x| format!("{value} at column {}", x.value)),
        unit: None,
        error: x.map(|x| x.error.clone()),
        read_from: Some(clicks.picture.clone()),
    };
    for landmark in &clicks.landmarks {
        let name = format!("landmark {}", landmark.name);
        finding.inputs.push(click(&name, landmark.at.0.text(), landmark.x.as_ref()));
    }
    for line in &clicks.lines {
        let value = format!("{} behind {}, {}° to the right", line.far, line.near, line.off_deg.value);
        finding.inputs.push(Input { error: Some(line.off_deg.error.clone()), ..click("in line", value, None) });
    }
    for target in &clicks.targets {
        finding.inputs.push(click("target", target.name.clone(), Some(&target.x)));
    }
    let sigma = ErrorOf { spread: crate::finding::Spread::Sigma, size: clicks.map_error_m.clone() };
    finding.input("error of landmarks", clicks.map_error_m.clone(), "m", Some(sigma));
}

/// Half the width of a 95 % interval of one number.
const Z95: f64 = 1.959_964;

fn say(finding: &mut Finding, clicks: &Clicks, solved: &Solved, camera: &Camera) {
    let c = &camera.covariance;
    let covariance = [[c[0][0], c[0][1]], [c[1][0], c[1][1]]];
    let spread = libm::sqrt(c[0][0] + c[1][1]);
    let at = solved.plane.at(camera.at);
    let [heading, heading_sigma] = camera.bearing(0.0, solved.centre_sigma);
    let [half, wide] = SCALES.map(|(level, scale)| Region::ellipse(Shows::Camera, level, at, covariance, scale));
    finding.answer = format!(
        "The camera stood within {:.0} m² with 95 % and looked towards {heading:.1}° ± {:.1}°.",
        std::f64::consts::PI * 5.991_464_5 * libm::sqrt((c[0][0] * c[1][1] - c[0][1] * c[1][0]).max(0.0)),
        Z95 * heading_sigma
    );
    let around = |value: f64, sigma: f64| [value - Z95 * sigma, value + Z95 * sigma];
    let mut add = |name: &str, value: f64, sigma: f64, unit: &str, places: usize| {
        finding.quantities.push(Quantity::within(name, value, around(value, sigma), unit, places));
    };
    let per_degree = 111_200.0;
    add("latitude", at.lat, libm::sqrt(c[1][1]) / per_degree, "deg", 6);
    add("longitude", at.lon, libm::sqrt(c[0][0]) / per_degree / crate::angle::cos(at.lat).max(0.01), "deg", 6);
    add("heading", heading, heading_sigma, "deg", 3);
    let focal_sigma = camera.focal * libm::sqrt(c[3][3]);
    add("focal_length", camera.focal, focal_sigma, "px", 1);
    for target in &clicks.targets {
        let x = target.x.number() - solved.centre;
        let sigma = libm::hypot(target.x.noise().deviation(), solved.centre_sigma);
        let [bearing, sigma] = camera.bearing(x, sigma);
        add(&format!("bearing_to_{}", target.name), bearing, sigma, "deg", 3);
    }
    finding.quantities.push(Quantity::exact("misfit_chi_square", camera.chi_square, "1", 2));
    finding.regions = vec![half, wide];
    finding.remarks = warnings(&solved.problem, camera);
    if spread > 1000.0 {
        finding
            .remarks
            .push("The position is known to no better than a kilometre: these landmarks hardly fix it.".to_owned());
    }
    if camera.freedom > 0 && crate::shadow::too_bad(camera.chi_square, camera.freedom as usize) {
        finding.remarks.push(format!(
            "The clicks contradict each other (chi-square {:.1} at {} degrees of freedom): a landmark is mistaken, or errors \
             are larger than stated. The position is not to be trusted.",
            camera.chi_square, camera.freedom
        ));
    }
    for other in &solved.cameras[1..] {
        let away = line(at, solved.plane.at(other.at));
        finding.remarks.push(format!(
            "A second position fits about as well, {:.0} m away towards {:.0}°: name a place near the true one (`near`), or \
             click another landmark.",
            away.distance_m, away.bearing
        ));
    }
    finding.remarks.push("Where a camera stood is private: it is left out of what is published.".to_owned());
    budget(finding, solved, camera);
}

/// What each cause does to the position: the spread of the position with that cause alone.
fn budget(finding: &mut Finding, solved: &Solved, camera: &Camera) {
    let alone = |pixels: bool, map: bool, focal: bool| {
        let mut problem = solved.problem.clone();
        for sight in &mut problem.sights {
            sight.x_sigma = if pixels { sight.x_sigma } else { sight.x_sigma * 1e-3 };
            sight.map_sigma = if map { sight.map_sigma } else { sight.map_sigma * 1e-3 };
        }
        for line in &mut problem.lines {
            line.off[1] = if pixels { line.off[1] } else { line.off[1] * 1e-3 };
            line.map_sigma = if map { line.map_sigma } else { line.map_sigma * 1e-3 };
        }
        if let (Focal::About(value, sigma), false) = (problem.focal, focal) {
            problem.focal = Focal::About(value, sigma * 1e-3);
        }
        super::solve::covariance_at(&problem, camera).map_or(0.0, |c| libm::sqrt((c[0][0] + c[1][1]).max(0.0)))
    };
    let mut causes = vec![
        ("clicks in the picture".to_owned(), "as stated for each".to_owned(), alone(true, false, false)),
        ("coordinates of landmarks".to_owned(), "as stated".to_owned(), alone(false, true, false)),
    ];
    if matches!(solved.problem.focal, Focal::About(..)) {
        causes.push(("focal length".to_owned(), "as stated".to_owned(), alone(false, false, true)));
    }
    finding.budget = BudgetRow::rows(&causes, "m", 1);
    finding.budget.sort_by(|a, b| b.effect.value().total_cmp(&a.effect.value()));
}
