//! When the sun can have stood as it was seen from a known place: a stretch of time from coarse steps to fine ones, with
//! the same rule as for places: the sun moves at most 15° an hour, so what is thrown away is thrown away rightly.

use model::Utc;

use super::frame::{Constraints, On};
use super::probable::{DEPTH, Densities, too_bad};
use crate::angle::{between, cos};
use crate::finding::TimeInterval;
use crate::geodesy::Point;
use crate::measured::Noise;
use crate::sun::sky::{FASTEST, Sky, refraction};

/// A stretch of time in seconds since 1970, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// First second.
    pub from: i64,
    /// Last second.
    pub to: i64,
}

/// What was found.
pub struct FoundTime {
    /// Intervals at 50 and at 95 %, earliest first within a level.
    pub intervals: Vec<TimeInterval>,
    /// The best instant.
    pub best: i64,
    /// Chi-square there.
    pub misfit: f64,
    /// Whether anything agrees.
    pub fits: bool,
    /// Seconds between the instants that were looked at last.
    pub step: i64,
    densities: Densities,
    cells: Vec<(i64, f64)>,
}

impl FoundTime {
    /// How much of the probability lies in instants that fit better than this one, 0 to 1.
    pub fn level_of(&self, at: i64) -> f64 {
        let n = self.cells.partition_point(|c| c.0 + self.step <= at);
        self.cells.get(n).filter(|c| c.0 <= at).map_or(1.0, |c| self.densities.level_of(c.1))
    }
}

/// Lengths of steps in seconds, from coarse to fine.
const LEVELS: [i64; 4] = [960, 60, 10, 1];
/// No more instants are looked at on one level.
const MOST_CELLS: usize = 4_000_000;

/// Looks for the time at which the first frame was made; the others follow it by `after` seconds.
pub(super) fn find(
    constraints: &Constraints,
    after: &[f64],
    place: Point,
    place_error: Noise,
    sky: &Sky,
    windows: &[Window],
) -> Option<FoundTime> {
    let narrowest = constraints.list.iter().map(|c| c.noise.deviation()).fold(f64::INFINITY, f64::min);
    let wanted = (narrowest / libm::sqrt(constraints.list.len() as f64) / FASTEST / 4.0) as i64;
    let long: i64 = windows.iter().map(|w| w.to - w.from).sum();
    let wanted = if long > 40 * 86_400 { wanted } else { wanted.min(10) };
    let last = LEVELS.iter().position(|l| *l <= wanted.max(1)).unwrap_or(LEVELS.len() - 1).max(1);
    let test = Test { constraints, after, place, extra: place_error, sky };
    let mut cells: Vec<i64> = Vec::new();
    for window in windows {
        let mut at = window.from;
        while at <= window.to {
            cells.push(at);
            at += LEVELS[0];
        }
    }
    let allowed = |at: i64| windows.iter().any(|w| (w.from..=w.to).contains(&at));
    let mut best = f64::NEG_INFINITY;
    let mut step = LEVELS[0];
    let mut kept: Vec<(i64, f64)> = Vec::new();
    for (level, &this) in LEVELS[..=last].iter().enumerate() {
        step = this;
        let half = this as f64 / 2.0;
        let judged: Vec<(i64, f64, f64)> = cells
            .iter()
            .filter_map(|at| test.judge(*at as f64 + half, half * FASTEST).map(|(log, most)| (*at, log, most)))
            .collect();
        best = judged.iter().map(|c| c.1).fold(best, f64::max);
        let next = LEVELS.get(level + 1).filter(|_| level < last);
        let alive: Vec<&(i64, f64, f64)> = judged.iter().filter(|c| c.2 >= best - DEPTH).collect();
        let factor = next.map_or(1, |next| this / next);
        if next.is_none() || alive.len() * factor as usize > MOST_CELLS {
            kept = judged.iter().filter(|c| c.1 >= best - DEPTH && c.1.is_finite()).map(|c| (c.0, c.1)).collect();
            break;
        }
        let fine = this / factor;
        cells = alive.iter().flat_map(|c| (0..factor).map(|k| c.0 + k * fine)).filter(|at| allowed(*at)).collect();
    }
    kept.sort_unstable_by_key(|c| c.0);
    let top = kept.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let (at, misfit) = (top.0 + step / 2, test.chi_square(top.0 as f64 + step as f64 / 2.0));
    let densities = Densities::new(kept.iter().map(|c| (c.1, 1.0)));
    let mut intervals = Vec::new();
    for level in [50_u8, 95] {
        let floor = densities.above(f64::from(level) / 100.0);
        let mut found: Vec<(i64, i64, f64)> = Vec::new();
        for (at, log) in kept.iter().filter(|c| c.1 >= floor) {
            let share = densities.share(*log, 1.0);
            match found.last_mut() {
                Some(open) if open.1 == *at => (open.1, open.2) = (at + step, open.2 + share),
                _ => found.push((*at, at + step, share)),
            }
        }
        let whole: f64 = found.iter().map(|f| f.2).sum();
        intervals.extend(found.iter().map(|(from, to, share)| TimeInterval {
            level_percent: level,
            from: Utc(*from),
            to: Utc(*to),
            share_percent: libm::round(100.0 * share / whole) as u8,
        }));
    }
    let fits = !too_bad(misfit, constraints.list.len().saturating_sub(1));
    Some(FoundTime { intervals, best: at, misfit, fits, step, densities, cells: kept })
}

struct Test<'c> {
    constraints: &'c Constraints,
    after: &'c [f64],
    place: Point,
    extra: Noise,
    sky: &'c Sky,
}

impl Test<'_> {
    /// Logarithm of likelihood at an instant, and at most within the arc that the sun moves around it.
    fn judge(&self, at: f64, arc: f64) -> Option<(f64, f64)> {
        let mut seen = [[0.0_f64; 3]; super::place::MOST_FRAMES];
        let (mut log, mut most) = (0.0, 0.0);
        for (n, after) in self.after.iter().enumerate() {
            let (geometric, azimuth) = self.sky.at(at + after).seen_from(self.place);
            if self.constraints.sunlit[n] && geometric < -0.9 {
                log = f64::NEG_INFINITY;
                if geometric + arc < -0.9 {
                    return None;
                }
            }
            let nearest = 90.0 - geometric - arc;
            let swing = if nearest <= arc { 180.0 } else { (arc / crate::angle::sin(nearest.min(90.0))).min(180.0) };
            *seen.get_mut(n)? = [geometric + refraction(geometric), azimuth, swing];
        }
        for constraint in &self.constraints.list {
            let (off, slack, widen) = match constraint.on {
                On::Elevation(n) => (seen[n][0] - constraint.value, arc, 1.0),
                On::Azimuth(n) => (between(constraint.value, seen[n][1]), seen[n][2], 1.0 / cos(seen[n][0].min(89.0))),
                On::Turn(a, b) => {
                    (between(constraint.value, seen[b][1] - seen[a][1]), (seen[a][2] + seen[b][2]).min(180.0), 0.0)
                }
            };
            let noise = constraint.noise.and(self.extra.times(widen));
            log += noise.log_likelihood(off);
            most += noise.log_likelihood((off.abs() - slack).max(0.0));
        }
        Some((log, most))
    }

    fn chi_square(&self, at: f64) -> f64 {
        self.judge(at, 0.0).map_or(1e6, |(log, _)| (-2.0 * log).max(0.0))
    }
}

/// [`find`] for frames as they were described.
pub fn search(
    frames: &[super::Frame],
    turns: &[super::Turn],
    after: &[f64],
    place: Point,
    sky: &Sky,
    windows: &[Window],
) -> Result<Option<FoundTime>, super::ShadowError> {
    let constraints = super::frame::constraints(frames, turns)?;
    Ok(find(&constraints, after, place, Noise::NONE, sky, windows))
}
