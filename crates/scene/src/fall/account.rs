//! What a published account says of a fall, as ranges, and many falls drawn from them.

use super::air::Air;
use super::flight::{Body, Drag, Landing, NoLanding, Start, fall};
use crate::angle;
use crate::random::Random;

/// Falls drawn in one part; the parts are the same however many threads work on them.
const PART: usize = 512;
/// Step of drawn falls, s: 0.1 s leaves errors of centimetres, far below any range.
const STEP_S: f64 = 0.1;

/// From the lowest to the highest value, each as likely as any other.
pub type Range = [f64; 2];

/// Everything that an account leaves open, as ranges.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranges {
    /// Height above the ground from which the body falls, m.
    pub height_m: Range,
    /// Speed at that moment, m/s.
    pub speed_m_s: Range,
    /// Angle of the path above the horizontal at that moment, degrees.
    pub climb_deg: Range,
    /// Bearing of the path at that moment, degrees clockwise from north; may reach over 360.
    pub heading_deg: Range,
    /// Mass over drag coefficient and area, kg/m²: drawn evenly in its logarithm.
    pub ballistic_kg_m2: Range,
    /// Speed of the wind, m/s.
    pub wind_m_s: Range,
    /// Bearing that the wind blows to, degrees.
    pub wind_to_deg: Range,
    /// What is left of a push, m/s², in any direction.
    pub push_m_s2: Range,
    /// How long it lasts, s.
    pub push_s: Range,
}

/// Names of the ranges, in the order in which they are drawn.
pub const NAMES: [&str; 9] = [
    "height_m",
    "speed_m_s",
    "climb_deg",
    "heading_deg",
    "ballistic_kg_m2",
    "wind_m_s",
    "wind_to_deg",
    "push_m_s2",
    "push_s",
];

impl Ranges {
    /// The ranges in the order of [`NAMES`].
    pub fn all(&self) -> [Range; 9] {
        [
            self.height_m,
            self.speed_m_s,
            self.climb_deg,
            self.heading_deg,
            self.ballistic_kg_m2,
            self.wind_m_s,
            self.wind_to_deg,
            self.push_m_s2,
            self.push_s,
        ]
    }

    /// The values that lie a part `at` (0 to 1) of the way along each range.
    pub fn values(&self, at: [f64; 9]) -> [f64; 9] {
        let ranges = self.all();
        std::array::from_fn(|n| {
            let [low, high] = ranges[n];
            if NAMES[n] == "ballistic_kg_m2" { low * libm::pow(high / low, at[n]) } else { low + (high - low) * at[n] }
        })
    }
}

/// One drawn fall: what went in and how it came down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drawn {
    /// Values in the order of [`NAMES`].
    pub values: [f64; 9],
    /// The landing.
    pub landing: Landing,
}

/// One fall with given values; the push points to `push_to`, a unit vector.
pub fn one(values: [f64; 9], push_to: [f64; 3], air: &Air, ground_m: f64) -> Result<Landing, NoLanding> {
    let [height_m, speed, climb, heading, ballistic, wind, wind_to, push, push_s] = values;
    let level = speed * angle::cos(climb);
    let body = Body {
        drag: Drag::Quadratic(ballistic),
        wind: [wind * angle::sin(wind_to), wind * angle::cos(wind_to)],
        push: push_to.map(|part| push * part),
        push_s,
    };
    let velocity = [level * angle::sin(heading), level * angle::cos(heading), speed * angle::sin(climb)];
    fall(&body, Start { height_m, velocity }, air, ground_m, STEP_S)
}

/// Draws `count` falls; those without a landing are counted apart. The same seed gives the same falls on every machine
/// and with every number of threads.
pub fn draw(ranges: &Ranges, ground_m: f64, count: usize, seed: u64, threads: usize) -> (Vec<Drawn>, usize) {
    let air = Air::standard();
    let parts = count.div_ceil(PART);
    let work = |part: usize| -> Vec<Option<Drawn>> {
        let mut random = Random::part(seed, part as u64);
        (0..PART.min(count - part * PART)).map(|_| one_drawn(ranges, ground_m, &air, &mut random)).collect()
    };
    let mut done: Vec<Vec<Option<Drawn>>> = vec![Vec::new(); parts];
    std::thread::scope(|scope| {
        let share = parts.div_ceil(threads.max(1)).max(1);
        for (n, shelf) in done.chunks_mut(share).enumerate() {
            let work = &work;
            scope.spawn(move || {
                for (m, place) in shelf.iter_mut().enumerate() {
                    *place = work(n * share + m);
                }
            });
        }
    });
    let all: Vec<Option<Drawn>> = done.into_iter().flatten().collect();
    let none = all.iter().filter(|drawn| drawn.is_none()).count();
    (all.into_iter().flatten().collect(), none)
}

fn one_drawn(ranges: &Ranges, ground_m: f64, air: &Air, random: &mut Random) -> Option<Drawn> {
    // Everything is drawn before anything is used, so that one value never shifts the others.
    let at = std::array::from_fn(|_| random.unit());
    let up = random.between(-1.0, 1.0);
    let around = random.between(0.0, 360.0);
    let level = libm::sqrt(1.0 - up * up);
    let values = ranges.values(at);
    let push_to = [level * angle::sin(around), level * angle::cos(around), up];
    one(values, push_to, air, ground_m).ok().map(|landing| Drawn { values, landing })
}
