//! Relations as people and programs are shown them: seconds, degrees and factors as decimal numbers.

use fingerprint::align::Segment;
use fingerprint::recording::Recording;
use fingerprint::relation::{Class, Hearing, Relation};
use serde::{Deserialize, Serialize};

/// How two recordings are related.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RelationRow {
    /// The class.
    pub relation: Class,
    /// What they share.
    pub segments: Vec<SegmentRow>,
    /// What the sound says, apart from the pictures.
    pub audio: Hearing,
    /// Where the same sound was found without the pictures: seconds of A, then of B.
    pub same_sound: Option<[[f64; 2]; 2]>,
    /// Why it is called so.
    pub reason: String,
}

/// A stretch of B that shows a stretch of A.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SegmentRow {
    /// Start and end in A, seconds.
    pub a: [f64; 2],
    /// Start and end in B, seconds.
    pub b: [f64; 2],
    /// Whether B shows it mirrored left to right.
    pub mirrored: bool,
    /// How B is turned against A, degrees clockwise.
    pub rotation: f64,
    /// How much faster B runs than A.
    pub speed: f64,
    /// Which part of A's frame can be seen in B, in thousandths of its width and height.
    pub seen_of_a: AreaRow,
    /// Where in B's frame it is, in thousandths of its width and height.
    pub lies_in_b: AreaRow,
    /// Pairs of frames that agree: the strongest, at most eight, in order of time.
    pub frames: Vec<MatchRow>,
    /// How many pairs of frames agree in all.
    pub frames_total: usize,
}

/// A rectangle, in thousandths of a frame's width and height.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaRow {
    /// From the left.
    pub left: i32,
    /// From the top.
    pub top: i32,
    /// To the right edge.
    pub right: i32,
    /// To the lower edge.
    pub bottom: i32,
}

/// Two frames that agree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MatchRow {
    /// When it is shown in A, seconds.
    pub a: f64,
    /// When it is shown in B, seconds.
    pub b: f64,
    /// Features in the same places; 0 where the frames are alike as a whole.
    pub features: usize,
}

/// Most pairs of frames shown of a segment.
const FRAMES: usize = 8;

impl RelationRow {
    /// A relation for showing.
    #[must_use]
    pub fn of(a: &Recording, b: &Recording, relation: &Relation) -> Self {
        Self {
            relation: relation.class,
            segments: relation.segments.iter().map(|s| SegmentRow::of(a, b, s)).collect(),
            audio: relation.hearing,
            same_sound: relation.sound.as_ref().map(|s| [s.a.map(seconds), s.b.map(seconds)]),
            reason: relation.reason.clone(),
        }
    }
}

impl SegmentRow {
    fn of(a: &Recording, b: &Recording, s: &Segment) -> Self {
        let mut strongest: Vec<_> = s.evidence.iter().collect();
        strongest.sort_by_key(|e| (usize::MAX - e.inliers, e.b_ms));
        strongest.truncate(FRAMES);
        strongest.sort_by_key(|e| e.b_ms);
        let frames = strongest.iter().map(|e| MatchRow { a: seconds(e.a_ms), b: seconds(e.b_ms), features: e.inliers });
        let around = |side: &dyn Fn(&fingerprint::align::Evidence) -> [i32; 4]| {
            s.evidence.iter().map(side).reduce(|p, q| [p[0].min(q[0]), p[1].min(q[1]), p[2].max(q[2]), p[3].max(q[3])])
        };
        Self {
            a: s.a.map(seconds),
            b: s.b.map(seconds),
            mirrored: s.mirrored,
            rotation: f64::from(s.turn_tenths) / 10.0,
            speed: f64::from(s.speed_1000) / 1000.0,
            seen_of_a: AreaRow::of(around(&|e| e.in_a), a),
            lies_in_b: AreaRow::of(around(&|e| e.in_b), b),
            frames: frames.collect(),
            frames_total: s.evidence.len(),
        }
    }
}

impl AreaRow {
    fn of(samples: Option<[i32; 4]>, r: &Recording) -> Self {
        let whole = [0, 0, r.width as i32, r.height as i32];
        let [left, top, right, bottom] = samples.unwrap_or(whole);
        let of = |v: i32, side: u32| (v * 1000 / (side as i32).max(1)).clamp(0, 1000);
        Self {
            left: of(left, r.width),
            top: of(top, r.height),
            right: of(right, r.width),
            bottom: of(bottom, r.height),
        }
    }
}

/// Milliseconds as seconds.
fn seconds(ms: i64) -> f64 {
    ms as f64 / 1000.0
}
