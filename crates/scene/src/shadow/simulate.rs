//! Truths made up to see whether the answer holds them: a place, instants, shadows with the errors they are said to
//! have, and a clock that is wrong by as much as it may be. The tests and the published coverage are made of these.

use jiff::Timestamp;

use super::moment::{self, FoundTime, Window};
use super::place::{self, Field, Found};
use super::{Frame, Turn};
use crate::angle::{asin, atan2, between, cos, sin, tan, turn};
use crate::finding::{Decimal, ErrorOf, Spread};
use crate::geodesy::Point;
use crate::measured::{Measured, Noise};
use crate::random::Random;
use crate::sun::SunError;
use crate::sun::sky::{Sky, refraction};

/// A truth and what was measured of it.
pub struct Scene {
    /// Where the frames were made.
    pub place: Point,
    /// When, by a clock that is right, in seconds since 1970.
    pub truth: Vec<f64>,
    /// When, as the camera's clock says.
    pub stated: Vec<f64>,
    /// What was measured.
    pub frames: Vec<Frame>,
    /// Turns between frames.
    pub turns: Vec<Turn>,
    /// The clock's error as it is stated.
    pub clock: Noise,
    /// The sun over that day.
    pub sky: Sky,
}

/// A measured number with a stated error, drawn around the truth.
fn measured(truth: f64, noise: Noise, random: &mut Random) -> Measured {
    let value = truth + noise.draw(random);
    let (spread, size) = if noise.half > 0.0 { (Spread::PlusMinus, noise.half) } else { (Spread::Sigma, noise.sigma) };
    Measured { value: Decimal::new(value, 6), error: ErrorOf { spread, size: Decimal::new(size, 6) } }
}

/// Length by height of the shadow that this sun throws, on ground that rises by `slope` along it, of an object that
/// leans by `lean` towards it.
fn ratio(elevation: f64, slope: f64, lean: f64) -> f64 {
    (cos(lean) * cos(elevation) + sin(lean) * sin(elevation)) / sin(elevation + slope)
}

/// Makes up one scene: one to four frames within three hours, each with a mix of what can be measured.
pub fn scene(random: &mut Random) -> Result<Scene, SunError> {
    let year = Timestamp::UNIX_EPOCH.as_second() + 1_640_995_200;
    loop {
        let place = Point { lat: asin(random.between(-1.0, 1.0)), lon: random.between(-180.0, 180.0) };
        let start = year + random.below(365 * 86_400) as i64;
        let sky = Sky::over(start - 2 * 86_400, start + 2 * 86_400)?;
        let count = 1 + random.below(4) as usize;
        let mut truth: Vec<f64> = (0..count).map(|_| start as f64 + random.between(0.0, 10_800.0)).collect();
        truth.sort_by(f64::total_cmp);
        let seen: Vec<(f64, f64)> = truth
            .iter()
            .map(|at| sky.at(*at).seen_from(place))
            .map(|(elevation, azimuth)| (elevation + refraction(elevation), azimuth))
            .collect();
        if !seen.iter().all(|s| (8.0..70.0).contains(&s.0)) {
            continue;
        }
        let clock = match random.below(3) {
            0 => Noise::NONE,
            1 => Noise { half: 0.0, sigma: random.between(20.0, 900.0) },
            _ => Noise { half: random.between(60.0, 1800.0), sigma: 0.0 },
        };
        let wrong = clock.draw(random);
        let stated = truth.iter().map(|at| libm::round((at - wrong) * 1000.0) / 1000.0).collect();
        let mut frames: Vec<Frame> = seen.iter().map(|(e, a)| frame(*e, *a, random)).collect();
        let mut turns = Vec::new();
        if count > 1 && random.below(2) == 0 {
            let noise = Noise { half: 0.0, sigma: random.between(0.5, 2.0) };
            let angle = measured(between(seen[0].1, seen[1].1), noise, random);
            turns.push(Turn { from: 1, to: 2, angle });
        }
        if frames.iter().any(|f| *f == Frame::default()) {
            frames = seen.iter().map(|(e, a)| with_length(*e, *a, random)).collect();
        }
        return Ok(Scene { place, truth, stated, frames, turns, clock, sky });
    }
}

/// One frame with a mix of length, elevation and bearing; possibly with nothing.
fn frame(elevation: f64, azimuth: f64, random: &mut Random) -> Frame {
    let mut frame = match random.below(3) {
        0 => with_length(elevation, azimuth, random),
        1 => {
            let noise = Noise { half: 0.0, sigma: random.between(0.3, 1.5) };
            Frame { elevation: Some(measured(elevation, noise, random)), ..Frame::default() }
        }
        _ => Frame::default(),
    };
    if random.below(2) == 0 {
        let lean_across = if frame.lean.is_some() || frame.elevation.is_some() { random.normal() } else { 0.0 };
        let truth = turn(azimuth + 180.0) + atan2(sin(lean_across) * tan(elevation), 1.0);
        let noise = if random.below(2) == 0 {
            Noise { half: 0.0, sigma: random.between(1.0, 4.0) }
        } else {
            Noise { half: random.between(2.0, 6.0), sigma: 0.0 }
        };
        if lean_across == 0.0 {
            // Without a known height of the sun the solver reckons with 45°; measure the sun's own bearing instead.
            frame.sun_bearing = Some(measured(turn(azimuth), noise, random));
        } else {
            frame.bearing = Some(measured(truth, noise, random));
        }
    }
    frame
}

/// A frame with the length of a shadow, on ground and of an object that tilt by about a degree.
fn with_length(elevation: f64, _azimuth: f64, random: &mut Random) -> Frame {
    let (slope, lean) = (random.normal(), random.normal());
    let truth = ratio(elevation, slope, lean);
    let tilt = || Some(Measured { value: Decimal::new(0.0, 1), error: ErrorOf::sigma(1.0, 1) });
    let noise = Noise { half: 0.0, sigma: truth * random.between(0.01, 0.05) };
    Frame { ratio: Some(measured(truth, noise, random)), slope: tilt(), lean: tilt(), ..Frame::default() }
}

/// Asks for the place of a made-up scene.
pub fn find_place(scene: &Scene, coarsest_e6: u32, threads: usize) -> Option<Found> {
    let field = Field { within: None, coarsest_e6, clock: scene.clock, threads };
    place::search(&scene.frames, &scene.turns, &scene.stated, &scene.sky, &field).ok()?
}

/// Asks for the time of a made-up scene, over the day around it; the clock says only how the frames lie to each
/// other.
pub fn find_time(scene: &Scene) -> Option<FoundTime> {
    let first = scene.truth[0];
    let after: Vec<f64> = scene.truth.iter().map(|at| at - first).collect();
    let window = Window { from: first as i64 - 43_000, to: first as i64 + 43_000 };
    moment::search(&scene.frames, &scene.turns, &after, scene.place, &scene.sky, &[window]).ok()?
}
