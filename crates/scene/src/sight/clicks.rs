//! What a person clicked in one picture: landmarks with pixels and coordinates, landmarks in line, targets. A file of
//! this is the saved record; computing it again gives the same camera.

use serde::{Deserialize, Serialize};

use super::solve::{Camera, Focal, Line, Problem, Sight, solve};
use crate::geodesy::{At, Plane, Point};
use crate::measured::Measured;

/// Everything that was clicked in one picture, and what is known of the camera.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clicks {
    /// The picture: "clip.mp4 at 00:12".
    pub picture: String,
    /// Width of the picture in pixels, as decimal text.
    pub width_px: crate::finding::Decimal,
    /// Column of the optical axis; without it the middle of the picture (wrong if it was cropped).
    #[serde(default)]
    pub centre_px: Option<Measured>,
    /// Focal length in pixels; without it and without `view_deg` it is solved for.
    #[serde(default)]
    pub focal_px: Option<Measured>,
    /// Width of the view in degrees, in place of the focal length.
    #[serde(default)]
    pub view_deg: Option<Measured>,
    /// Standard deviation in metres of the coordinates of landmarks.
    pub map_error_m: crate::finding::Decimal,
    /// The landmarks.
    #[serde(rename = "landmark")]
    pub landmarks: Vec<Landmark>,
    /// Landmarks that are seen one behind the other.
    #[serde(default, rename = "in_line")]
    pub lines: Vec<InLine>,
    /// What else was clicked, to know its bearing.
    #[serde(default, rename = "target")]
    pub targets: Vec<Target>,
    /// Roughly where the camera stood, where two positions fit.
    #[serde(default)]
    pub near: Option<At>,
}

/// A landmark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Landmark {
    /// Its name.
    pub name: String,
    /// Its coordinates.
    pub at: AtText,
    /// Column in pixels from the left edge; nothing for one that is only in line with another.
    #[serde(default)]
    pub x: Option<Measured>,
}

/// Coordinates as `LAT,LON`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AtText(pub At);

impl TryFrom<String> for AtText {
    type Error = crate::geodesy::NotAPoint;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Self)
    }
}

impl From<AtText> for String {
    fn from(at: AtText) -> Self {
        at.0.text()
    }
}

/// Two landmarks seen one behind the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InLine {
    /// Name of the nearer.
    pub near: String,
    /// Name of the farther.
    pub far: String,
    /// Degrees by which the farther stands to the right of the nearer: `0~0.1`.
    pub off_deg: Measured,
}

/// Something in the picture whose bearing is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Its name.
    pub name: String,
    /// Column in pixels from the left edge.
    pub x: Measured,
}

/// Why there is no camera.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SightError {
    /// Too few observations.
    #[error(
        "{given} cannot fix a camera with {unknown}: {needed} are needed (two landmarks alone leave it anywhere on a circle). \
         Click more landmarks, or name some that are in line"
    )]
    TooFew {
        /// How many there are, in words.
        given: String,
        /// What is unknown.
        unknown: &'static str,
        /// How many are needed.
        needed: usize,
    },
    /// A number that cannot be.
    #[error("{0} of {1} is not possible")]
    Number(&'static str, String),
    /// A name that no landmark has.
    #[error("no landmark is named {0}")]
    NoLandmark(String),
    /// Two landmarks in one place.
    #[error("the landmarks {0} and {1} have the same coordinates")]
    Same(String, String),
    /// Landmarks too far apart for one view.
    #[error("the landmarks lie more than 200 km apart; one of the coordinates is wrong")]
    Apart,
    /// No camera sees them so.
    #[error(
        "no position of a camera shows the landmarks at these columns: a landmark is mistaken for another, or left and right are swapped"
    )]
    Nowhere,
    /// Bearings of cameras are used only to test a claimed place.
    #[error(
        "bearings of cameras are held against each other only to test a place that a published account claims: give \
         --claimed LAT,LON and --cited WHO"
    )]
    NoClaim,
    /// The target is not in the clicks.
    #[error("{0}: nothing named {1} was clicked as a target")]
    NoTarget(String, String),
}

/// Clicks brought into a plane and solved.
pub(super) struct Solved {
    pub plane: Plane,
    pub problem: Problem,
    pub cameras: Vec<Camera>,
    pub centre: f64,
    pub centre_sigma: f64,
    pub points: Vec<(String, [f64; 2])>,
}

impl Clicks {
    /// Width of the picture in pixels.
    fn width(&self) -> Result<f64, SightError> {
        let width = self.width_px.value();
        if (16.0..=100_000.0).contains(&width) {
            Ok(width)
        } else {
            Err(SightError::Number("a picture width", self.width_px.to_string()))
        }
    }

    /// Looks for the camera.
    pub(super) fn solved(&self) -> Result<Solved, SightError> {
        let width = self.width()?;
        let map_sigma = self.map_error_m.value();
        if !(0.0..=10_000.0).contains(&map_sigma) {
            return Err(SightError::Number("a map error", self.map_error_m.to_string()));
        }
        let centre = self.centre_px.as_ref().map_or(width / 2.0, Measured::number);
        let centre_sigma = self.centre_px.as_ref().map_or(0.0, |c| c.noise().deviation());
        let focal = self.focal(width)?;
        self.enough(matches!(focal, Focal::Unknown(_)))?;
        let points = self
            .landmarks
            .iter()
            .map(|l| l.at.0.point().map_err(|_| SightError::Number("a coordinate", l.at.0.text())));
        let points: Vec<Point> = points.collect::<Result<_, _>>()?;
        let plane = Plane { centre: points[0] };
        let flat: Vec<[f64; 2]> = points.iter().map(|p| plane.of(*p)).collect();
        for (i, a) in flat.iter().enumerate() {
            if libm::hypot(a[0], a[1]) > 200_000.0 {
                return Err(SightError::Apart);
            }
            for (j, b) in flat.iter().enumerate().skip(i + 1) {
                if libm::hypot(a[0] - b[0], a[1] - b[1]) < 0.01 {
                    return Err(SightError::Same(self.landmarks[i].name.clone(), self.landmarks[j].name.clone()));
                }
            }
        }
        let mut sights = Vec::new();
        for (landmark, at) in self.landmarks.iter().zip(&flat) {
            let Some(x) = &landmark.x else { continue };
            if x.number().abs() > 20.0 * width {
                return Err(SightError::Number("a column", x.value.to_string()));
            }
            let sigma = libm::hypot(x.noise().deviation(), centre_sigma);
            sights.push(Sight { at: *at, map_sigma, x: x.number() - centre, x_sigma: sigma });
        }
        let named = |name: &str| {
            let n = self.landmarks.iter().position(|l| l.name == name);
            n.map(|n| flat[n]).ok_or_else(|| SightError::NoLandmark(name.to_owned()))
        };
        let mut lines = Vec::new();
        for line in &self.lines {
            let off = [line.off_deg.number(), line.off_deg.noise().deviation()];
            lines.push(Line { near: named(&line.near)?, far: named(&line.far)?, map_sigma, off });
        }
        let problem = Problem { sights, lines, focal };
        let mut cameras = solve(&problem);
        // Others that agree about as well are kept as alternatives; what agrees far worse is no answer.
        let best = cameras.first().map(|c| c.chi_square).ok_or(SightError::Nowhere)?;
        cameras.retain(|c| c.chi_square < best + 9.0);
        if let Some(near) = &self.near {
            let near = plane.of(near.point().map_err(|_| SightError::Number("a coordinate", near.text()))?);
            let away = |c: &Camera| libm::hypot(c.at[0] - near[0], c.at[1] - near[1]);
            cameras.sort_by(|a, b| away(a).total_cmp(&away(b)));
            cameras.truncate(1);
        }
        let names = self.landmarks.iter().map(|l| l.name.clone()).zip(flat).collect();
        Ok(Solved { plane, problem, cameras, centre, centre_sigma, points: names })
    }

    fn focal(&self, width: f64) -> Result<Focal, SightError> {
        let about = match (&self.focal_px, &self.view_deg) {
            (Some(focal), _) => (focal.number(), focal.noise().deviation(), &focal.value),
            (None, Some(view)) => {
                let of = |v: f64| width / 2.0 / crate::angle::tan(v / 2.0);
                let (v, s) = (view.number(), view.noise().deviation());
                if !(1.0..=150.0).contains(&v) {
                    return Err(SightError::Number("a view", view.value.to_string()));
                }
                (of(v), (of(v + 0.5 * s) - of(v - 0.5 * s)).abs(), &view.value)
            }
            (None, None) => return Ok(Focal::Unknown(width)),
        };
        if about.0 > 0.0 && about.0 < 1e7 {
            Ok(Focal::About(about.0, about.1))
        } else {
            Err(SightError::Number("a focal length", about.2.to_string()))
        }
    }

    fn enough(&self, focal_unknown: bool) -> Result<(), SightError> {
        let (seen, lines) = (self.landmarks.iter().filter(|l| l.x.is_some()).count(), self.lines.len());
        let needed = if focal_unknown { 4 } else { 3 };
        if seen + lines >= needed && seen >= 1 {
            return Ok(());
        }
        let count = |n: usize, one: &str, many: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {many}") };
        let mut given = count(seen, "landmark", "landmarks");
        if lines > 0 {
            given += &format!(" and {}", count(lines, "line", "lines"));
        }
        let unknown = if focal_unknown { "unknown focal length" } else { "known focal length" };
        Err(SightError::TooFew { given, unknown, needed })
    }
}
