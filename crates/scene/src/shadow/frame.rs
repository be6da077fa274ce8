//! What was seen in a frame, and what it says about the sun: constraints on its elevation and azimuth, with errors.
//!
//! A shadow's length depends on the slope of the ground and on the lean of the object as much as on the sun. Both are
//! asked for; where nobody knows them they count as 0 with a standard deviation of 1°, and the answer says so.

use serde::{Deserialize, Serialize};

use crate::angle::{atan2, cos, sin, tan, turn};
use crate::measured::{Measured, Noise};

/// One frame or picture, and what was seen in it. Lengths share any one unit; angles are degrees, bearings clockwise
/// from true north.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Frame {
    /// Its name: "clip.mp4 at 00:12".
    pub name: Option<String>,
    /// The time as stated, where it is known; with several frames their differences are taken as exact.
    pub at: Option<String>,
    /// Seconds after the first frame, where the time is sought.
    pub after_s: Option<crate::finding::Decimal>,
    /// Height of an upright object, with `length`.
    pub height: Option<Measured>,
    /// Length of its shadow along the ground.
    pub length: Option<Measured>,
    /// Length of a shadow divided by the height of what throws it, in place of both.
    pub ratio: Option<Measured>,
    /// Elevation of the sun above the horizontal, as seen.
    pub elevation: Option<Measured>,
    /// Bearing to which the shadow points.
    pub bearing: Option<Measured>,
    /// Bearing of a street, with `off_street`, in place of `bearing`.
    pub street: Option<Measured>,
    /// Angle from the street's bearing clockwise to the shadow.
    pub off_street: Option<Measured>,
    /// Bearing of the sun itself, in place of the shadow's.
    pub sun_bearing: Option<Measured>,
    /// The sun's own image in the frame.
    pub sun_in_frame: Option<SunInFrame>,
    /// By how much the ground rises along the shadow, away from the object (negative: falls).
    pub slope: Option<Measured>,
    /// By how much the object leans towards its shadow.
    pub lean: Option<Measured>,
}

/// The sun's image in a frame of a level camera: pixels, counted right and down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SunInFrame {
    /// Column of the sun.
    pub x: Measured,
    /// Row of the sun.
    pub y: Measured,
    /// Column of the optical axis (half the width, unless the picture was cropped).
    pub centre_x: Measured,
    /// Row of the horizon.
    pub horizon_y: Measured,
    /// Focal length in pixels.
    pub focal: Measured,
    /// Bearing of the optical axis.
    pub heading: Measured,
}

/// The angle by which a shadow turned from one frame to another, clockwise: needs no compass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// Number of the first frame, from 1.
    pub from: usize,
    /// Number of the second.
    pub to: usize,
    /// Degrees clockwise, −180 to 180.
    pub angle: Measured,
}

/// Why what was seen says nothing about the sun.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShadowError {
    /// Nothing was seen.
    #[error("{0}: nothing was measured. Give a shadow's length, the sun's elevation, or a bearing")]
    Nothing(String),
    /// A length or height that is not positive.
    #[error("{frame}: {what} of {value} is not possible; lengths and heights are more than 0")]
    Length {
        /// Which frame.
        frame: String,
        /// Which of them.
        what: &'static str,
        /// As given.
        value: String,
    },
    /// One of two that belong together.
    #[error("{0}: {1}")]
    Half(String, &'static str),
    /// Sun at or below the horizon.
    #[error("{0}: a sun at {1}° throws no shadow; elevations lie between 0 and 90")]
    Below(String, String),
    /// Slope or lean beyond what makes sense.
    #[error("{0}: with that slope and lean no sun could throw such a shadow")]
    Impossible(String),
    /// An angle that is none.
    #[error("{0}: {1}° is not an angle that was meant here")]
    Angle(String, String),
    /// A frame that does not exist.
    #[error("a turn names frame {0}, but there are {1}")]
    NoFrame(usize, usize),
}

/// What a constraint is on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum On {
    /// Elevation of the sun in a frame, as seen.
    Elevation(usize),
    /// Azimuth of the sun in a frame.
    Azimuth(usize),
    /// By how much the azimuth grew from one frame to another.
    Turn(usize, usize),
}

/// One constraint.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Constraint {
    pub on: On,
    pub value: f64,
    pub noise: Noise,
}

/// Everything that the frames say, with the causes of error in degrees (standard deviations).
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Constraints {
    pub list: Vec<Constraint>,
    /// Whether the sun must be above the horizon in a frame.
    pub sunlit: Vec<bool>,
    pub causes: Vec<(String, String, f64)>,
    /// Sentences about defaults.
    pub defaults: Vec<String>,
}

/// What is taken of slope and lean where nobody knows them.
const UNKNOWN_TILT: Noise = Noise { half: 0.0, sigma: 1.0 };

/// Elevation of the sun whose shadow is `ratio` times as long, on ground that rises by `slope` along it, of an object
/// that leans by `lean` towards it.
pub(super) fn elevation_of(ratio: f64, slope: f64, lean: f64) -> f64 {
    atan2(cos(lean) - ratio * sin(slope), ratio * cos(slope) - sin(lean))
}

/// Reads the frames.
pub(super) fn constraints(frames: &[Frame], turns: &[Turn]) -> Result<Constraints, ShadowError> {
    let mut all = Constraints { sunlit: vec![false; frames.len()], ..Constraints::default() };
    for (n, frame) in frames.iter().enumerate() {
        let before = all.list.len();
        let name = frame.name.clone().unwrap_or_else(|| format!("frame {}", n + 1));
        one(n, &name, frame, &mut all)?;
        let turned = turns.iter().any(|turn| turn.from == n + 1 || turn.to == n + 1);
        if all.list.len() == before && !turned {
            return Err(ShadowError::Nothing(name));
        }
        all.sunlit[n] = true;
    }
    for Turn { from, to, angle } in turns {
        for n in [from, to] {
            if *n == 0 || *n > frames.len() {
                return Err(ShadowError::NoFrame(*n, frames.len()));
            }
        }
        if from == to || angle.number().abs() > 180.0 {
            return Err(ShadowError::Angle(format!("turn from frame {from} to frame {to}"), angle.value.to_string()));
        }
        let noise = angle.noise();
        all.causes.push((format!("turn, frames {from} and {to}"), angle.error_words("°"), noise.deviation()));
        all.list.push(Constraint { on: On::Turn(from - 1, to - 1), value: angle.number(), noise });
    }
    Ok(all)
}

fn one(n: usize, name: &str, seen: &Frame, all: &mut Constraints) -> Result<(), ShadowError> {
    let angle = |measured: &Measured, most: f64| {
        let value = measured.number();
        let fine = value.abs() <= most && measured.noise().deviation() <= 180.0;
        if fine { Ok(value) } else { Err(ShadowError::Angle(name.to_owned(), measured.value.to_string())) }
    };
    let mut height_of_sun = None;
    if let Some(elevation) = &seen.elevation {
        let value = angle(elevation, 1e9)?;
        if !(value > 0.0 && value <= 90.0) {
            return Err(ShadowError::Below(name.to_owned(), elevation.value.to_string()));
        }
        height_of_sun = Some(value);
        all.causes.push((format!("{name}: elevation"), elevation.error_words("°"), elevation.noise().deviation()));
        all.list.push(Constraint { on: On::Elevation(n), value, noise: elevation.noise() });
    }
    let tilt = |given: &Option<Measured>| given.as_ref().map_or((0.0, UNKNOWN_TILT), |m| (m.number(), m.noise()));
    let ((slope, slope_noise), (lean, lean_noise)) = (tilt(&seen.slope), tilt(&seen.lean));
    if slope.abs() > 45.0 || lean.abs() > 45.0 {
        return Err(ShadowError::Impossible(name.to_owned()));
    }
    if let Some((ratio, causes)) = ratio(name, seen)? {
        let value = elevation_of(ratio, slope, lean);
        if !(value > 0.0 && value <= 90.0) {
            return Err(ShadowError::Impossible(name.to_owned()));
        }
        height_of_sun = height_of_sun.or(Some(value));
        let step = 1e-4;
        let by_ratio = (elevation_of(ratio * (1.0 + step), slope, lean) - value) / step;
        let by_slope = (elevation_of(ratio, slope + step, lean) - value) / step;
        let by_lean = (elevation_of(ratio, slope, lean + step) - value) / step;
        let mut noise = Noise::NONE;
        for (cause, size, relative) in causes {
            let effect = relative.times(by_ratio);
            all.causes.push((format!("{name}: {cause}"), size, effect.deviation()));
            noise = noise.and(effect);
        }
        for (cause, given, tilt, by) in [
            ("slope of the ground", &seen.slope, slope_noise, by_slope),
            ("lean of the object", &seen.lean, lean_noise, by_lean),
        ] {
            let effect = tilt.times(by);
            let size = given.as_ref().map_or("1° (sigma)".to_owned(), |m| m.error_words("°"));
            all.causes.push((format!("{name}: {cause}"), size, effect.deviation()));
            noise = noise.and(effect);
            if given.is_none() {
                all.defaults.push(format!(
                    "The {cause} in {name} is 0° with a standard deviation of 1°: nobody said otherwise."
                ));
            }
        }
        all.list.push(Constraint { on: On::Elevation(n), value, noise });
    }
    azimuths(n, name, seen, height_of_sun, lean_noise, all)
}

/// Shadow length by height, and the relative errors that go into it.
type Ratio = (f64, Vec<(&'static str, String, Noise)>);

fn ratio(name: &str, seen: &Frame) -> Result<Option<Ratio>, ShadowError> {
    let positive = |what: &'static str, measured: &Measured| {
        let value = measured.number();
        let wrong = || ShadowError::Length { frame: name.to_owned(), what, value: measured.value.to_string() };
        if value > 0.0 && value < 1e9 { Ok((value, measured.noise().times(1.0 / value))) } else { Err(wrong()) }
    };
    match (&seen.ratio, &seen.height, &seen.length) {
        (Some(ratio), None, None) => {
            let (value, noise) = positive("a shadow ratio", ratio)?;
            Ok(Some((value, vec![("shadow ratio", ratio.error_words(""), noise)])))
        }
        (None, Some(height), Some(length)) => {
            let ((h, h_noise), (l, l_noise)) = (positive("a height", height)?, positive("a shadow length", length)?);
            let causes = vec![
                ("length of the shadow", length.error_words(""), l_noise),
                ("height of the object", height.error_words(""), h_noise),
            ];
            Ok(Some((l / h, causes)))
        }
        (None, None, None) => Ok(None),
        (Some(_), _, _) => {
            Err(ShadowError::Half(name.to_owned(), "give the shadow ratio, or height and length, not both"))
        }
        _ => Err(ShadowError::Half(name.to_owned(), "height and length of the shadow belong together; give both")),
    }
}

fn azimuths(
    n: usize,
    name: &str,
    seen: &Frame,
    height_of_sun: Option<f64>,
    lean: Noise,
    all: &mut Constraints,
) -> Result<(), ShadowError> {
    let fine = |measured: &Measured| {
        let within = measured.number().abs() <= 720.0;
        if within {
            Ok(measured.number())
        } else {
            Err(ShadowError::Angle(name.to_owned(), measured.value.to_string()))
        }
    };
    // A lean across the shadow turns it, the more the higher the sun.
    let across = lean.times(tan(height_of_sun.unwrap_or(45.0).min(85.0)));
    let mut shadow = |value: f64, parts: Vec<(String, String, Noise)>| {
        let mut noise = across;
        for (cause, size, part) in parts {
            all.causes.push((format!("{name}: {cause}"), size, part.deviation()));
            noise = noise.and(part);
        }
        all.causes.push((format!("{name}: lean across the shadow"), "as above".to_owned(), across.deviation()));
        if seen.lean.is_none() && height_of_sun.is_none() {
            all.defaults.push(format!(
                "The object in {name} leans across its shadow by 0° with a standard deviation of 1°, and the sun is taken \
                 to stand at 45° for what that does: nobody said otherwise."
            ));
        }
        all.list.push(Constraint { on: On::Azimuth(n), value: turn(value + 180.0), noise });
    };
    match (&seen.bearing, &seen.street, &seen.off_street) {
        (None, None, None) => {}
        (Some(bearing), None, None) => {
            let cause = ("bearing of the shadow".to_owned(), bearing.error_words("°"), bearing.noise());
            shadow(fine(bearing)?, vec![cause]);
        }
        (None, Some(street), Some(off)) => {
            let causes = vec![
                ("bearing of the street".to_owned(), street.error_words("°"), street.noise()),
                ("angle between street and shadow".to_owned(), off.error_words("°"), off.noise()),
            ];
            shadow(fine(street)? + fine(off)?, causes);
        }
        (Some(_), _, _) => {
            return Err(ShadowError::Half(
                name.to_owned(),
                "give the shadow's bearing, or a street and the angle from it, not both",
            ));
        }
        _ => {
            return Err(ShadowError::Half(
                name.to_owned(),
                "a street's bearing and the shadow's angle from it belong together; give both",
            ));
        }
    }
    if let Some(bearing) = &seen.sun_bearing {
        let noise = bearing.noise();
        all.causes.push((format!("{name}: bearing of the sun"), bearing.error_words("°"), noise.deviation()));
        all.list.push(Constraint { on: On::Azimuth(n), value: turn(fine(bearing)?), noise });
    }
    seen.sun_in_frame.as_ref().map_or(Ok(()), |sun| in_frame(n, name, sun, all))
}

/// The sun's own image: its bearing from the camera's heading, its elevation from the horizon's row.
fn in_frame(n: usize, name: &str, sun: &SunInFrame, all: &mut Constraints) -> Result<(), ShadowError> {
    let inputs = [&sun.x, &sun.centre_x, &sun.focal, &sun.heading, &sun.y, &sun.horizon_y];
    let values = inputs.map(Measured::number);
    if values[2] <= 0.0 {
        return Err(ShadowError::Length {
            frame: name.to_owned(),
            what: "a focal length",
            value: sun.focal.value.to_string(),
        });
    }
    let azimuth = |v: &[f64; 6]| v[3] + atan2(v[0] - v[1], v[2]);
    let elevation = |v: &[f64; 6]| atan2(v[5] - v[4], libm::hypot(v[2], v[0] - v[1]));
    let up = elevation(&values);
    if up <= -2.0 {
        return Err(ShadowError::Below(name.to_owned(), format!("{up:.1}")));
    }
    let names = [
        "column of the sun",
        "column of the axis",
        "focal length",
        "heading of the camera",
        "row of the sun",
        "row of the horizon",
    ];
    let mut noises = [Noise::NONE; 2];
    for (k, input) in inputs.iter().enumerate() {
        let mut moved = values;
        let step = 1e-4 * values[k].abs().max(1.0);
        moved[k] += step;
        let by = [azimuth(&moved) - azimuth(&values), elevation(&moved) - up].map(|d| input.noise().times(d / step));
        noises = [noises[0].and(by[0]), noises[1].and(by[1])];
        let effect = libm::hypot(by[0].deviation(), by[1].deviation());
        all.causes.push((format!("{name}: {}", names[k]), input.error_words(if k == 3 { "°" } else { " px" }), effect));
    }
    all.list.push(Constraint { on: On::Azimuth(n), value: turn(azimuth(&values)), noise: noises[0] });
    all.list.push(Constraint { on: On::Elevation(n), value: up, noise: noises[1] });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slope_and_lean_change_the_elevation_as_the_drawing_says() {
        // A sun at 23° on level ground; ground that rises by 5° along the shadow shortens it.
        let level = 1.0 / tan(23.0);
        assert!((elevation_of(level, 0.0, 0.0) - 23.0).abs() < 1e-9);
        let uphill = cos(23.0) / sin(23.0 + 5.0);
        assert!((elevation_of(uphill, 5.0, 0.0) - 23.0).abs() < 1e-9);
        let leaning = cos(4.0) / tan(23.0) + sin(4.0);
        assert!((elevation_of(leaning, 0.0, 4.0) - 23.0).abs() < 1e-9);
    }

    fn seen(fill: impl FnOnce(&mut Frame)) -> Result<Constraints, ShadowError> {
        let mut seen = Frame::default();
        fill(&mut seen);
        constraints(&[seen], &[])
    }

    #[test]
    fn nonsense_gets_one_sentence() {
        let m = |text: &str| Some(text.parse::<Measured>().unwrap());
        for (result, part) in [
            (seen(|_| {}), "nothing was measured"),
            (seen(|s| (s.height, s.length) = (m("2±0.1"), m("-3±0.1"))), "more than 0"),
            (seen(|s| s.height = m("2±0.1")), "belong together"),
            (seen(|s| s.elevation = m("-4±1")), "no shadow"),
            (seen(|s| (s.ratio, s.slope) = (m("3±0.1"), m("40±1"))), "no sun could"),
            (seen(|s| s.bearing = m("9999±1")), "not an angle"),
            (seen(|s| s.street = m("90±1")), "belong together"),
        ] {
            let words = result.unwrap_err().to_string();
            assert!(words.contains(part), "{words}");
        }
    }

    #[test]
    fn a_tilt_that_nobody_stated_is_a_default_and_widens_the_error() {
        let m = |text: &str| Some(text.parse::<Measured>().unwrap());
        let unknown = seen(|s| s.ratio = m("2.3~0.05")).unwrap();
        let known = seen(|s| (s.ratio, s.slope, s.lean) = (m("2.3~0.05"), m("0~0.1"), m("0~0.1"))).unwrap();
        assert_eq!((unknown.defaults.len(), known.defaults.len()), (2, 0));
        assert!(unknown.list[0].noise.deviation() > 2.0 * known.list[0].noise.deviation());
    }
}
