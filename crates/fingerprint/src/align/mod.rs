//! Which seconds of one recording are which seconds of another: frames that agree in geometry, laid on lines in time
//! (offset and speed), cut into segments where they stop agreeing.
//!
//! Candidates come from votes of like codes, every claim from verified frames: a line proposes, the frames on it decide.
//! What the segments mean for the relation of two recordings is said in [`crate::relation`].

mod candidates;
mod lines;
mod motion;
mod rows;

use crate::geometry::Map;
use crate::recording::Recording;

pub use candidates::FrameMatch;

/// A stretch of B that shows a stretch of A.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Start and end in A, ms.
    pub a: [i64; 2],
    /// Start and end in B, ms.
    pub b: [i64; 2],
    /// Whether B shows it mirrored left to right.
    pub mirrored: bool,
    /// How B is turned against A, in tenths of a degree, clockwise, −1799 to 1800.
    pub turn_tenths: i32,
    /// How much faster B runs than A, in 1/1000.
    pub speed_1000: u32,
    /// From places in B's frame (mirrored first, where it is) to places in A's, in samples of their working grids.
    pub map: Map,
    /// The frames that agree, in order of time.
    pub evidence: Vec<Evidence>,
    /// Whether nothing that moves agrees: only parts fixed to the frame do.
    pub fixed_only: bool,
    /// Whether every instant of one agrees with every instant of the other: nothing in it tells the time.
    pub timeless: bool,
}

/// Two frames that agree, as shown to the investigator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// Time in A, ms.
    pub a_ms: i64,
    /// Time in B, ms.
    pub b_ms: i64,
    /// Features that agree; 0 where only the whole frames' codes do.
    pub inliers: usize,
    /// Distance of the whole frames' PDQ codes where that is what agrees.
    pub pdq: Option<u32>,
    /// The box around the agreeing features in A: left, top, right, bottom, in samples.
    pub in_a: [i32; 4],
    /// The same in B, as B's file shows it.
    pub in_b: [i32; 4],
}

/// Most segments that are told apart.
const MOST_SEGMENTS: usize = 12;

/// The segments that two recordings share, in order of B's time. None of them is a mere resemblance: each rests on
/// frames that agree in geometry at consistent times.
#[must_use]
pub fn segments(a: &Recording, b: &Recording) -> Vec<Segment> {
    let mut matches = candidates::verified(a, b);
    let mut found: Vec<Segment> = Vec::new();
    while found.len() < MOST_SEGMENTS {
        let Some(line) = lines::best(a, b, &matches) else { break };
        let taken = rows::segments_on(a, b, &line, &mut matches);
        if taken.is_empty() {
            // The line's own matches did not stand up: they must not propose it again.
            let before = matches.len();
            matches.retain(|m| !line.holds(m));
            if matches.len() == before {
                break;
            }
            continue;
        }
        let free = |s: &Segment| found.iter().all(|f| overlap(f.b, s.b) * 2 <= s.b[1] - s.b[0]);
        let fresh: Vec<Segment> = taken.iter().filter(|s| free(s)).cloned().collect();
        // Frames of B that are explained need no second explanation.
        matches.retain(|m| !taken.iter().any(|s| m.b_ms >= s.b[0] && m.b_ms <= s.b[1]) && !line.holds(m));
        found.extend(fresh);
    }
    found.sort_by_key(|s| (s.b, s.a));
    found
}

/// Milliseconds that two spans share.
#[must_use]
pub fn overlap(a: [i64; 2], b: [i64; 2]) -> i64 {
    (a[1].min(b[1]) - a[0].max(b[0])).max(0)
}

#[cfg(test)]
pub(crate) mod tests;
