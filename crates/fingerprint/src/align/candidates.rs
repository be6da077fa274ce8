//! Pairs of frames worth a closer look, by votes of like codes, and the closer look.

use std::collections::HashMap;

use crate::Code;
use crate::catalogue::bands;
use crate::code::Loop;
use crate::features::{Point, mirrored};
use crate::geometry::{self, Agreement, INLIERS, Map};
use crate::recording::{Detail, FrameCodes, Recording, Whole};

/// Two frames that agree.
#[derive(Clone, Debug, PartialEq)]
pub struct FrameMatch {
    /// Index of the frame of A.
    pub a: usize,
    /// Index of the frame of B.
    pub b: usize,
    /// Time of the frame of A.
    pub a_ms: i64,
    /// Time of the frame of B.
    pub b_ms: i64,
    /// Whether B is mirrored.
    pub mirrored: bool,
    /// Features that agree, 0 where the whole frames' codes do.
    pub inliers: usize,
    /// Those that are not on overlays.
    pub moving: usize,
    /// Whether it is enough by itself.
    pub strong: bool,
    /// Whether it is no chance, though what agrees may be a spot: a quarter of what looks alike agrees, and moves.
    pub firm: bool,
    /// From B's frame to A's.
    pub map: Map,
    /// Boxes around the agreeing features.
    pub in_a: [f64; 4],
    /// As `in_a`, in B's frame as its features were taken (mirrored where `mirrored`).
    pub in_b: [f64; 4],
    /// Distance of the PDQ codes where they are what agrees.
    pub pdq: Option<u32>,
}

/// Codes this near may be the same place.
const VOTE: u32 = 40;
/// Fewest votes for a closer look.
const VOTES: u32 = 3;
/// Frames of A looked at for each frame of B.
const LOOKS: usize = 10;
/// Weakest agreement that is kept: it needs its neighbours in time.
const WEAK: usize = 8;
/// Parts of the frame, of 36, that inliers must lie in: for a frame that is enough by itself, and for one that is not.
const PARTS: usize = 12;
const PARTS_WEAK: usize = 8;
/// One of this many places that look alike, in what both frames show, must agree. Unrelated frames stay under one in six.
const ONE_OF: usize = 4;
/// PDQ distance and quality as its authors advise.
const PDQ_DISTANCE: u32 = 31;
const PDQ_QUALITY: u8 = 50;

/// All agreeing pairs of frames that votes or PDQ propose.
pub fn verified(a: &Recording, b: &Recording) -> Vec<FrameMatch> {
    let index = Bands::new(a);
    let mut matches = Vec::new();
    for (j, frame) in b.frames.iter().enumerate() {
        if frame.detail != Detail::Little {
            for flip in [false, true] {
                let points = side(b, frame, flip);
                for i in index.propose(&points, a.frames.len()) {
                    matches.extend(look(a, b, i, j, &points, flip));
                }
            }
        }
        matches.extend(alike_as_a_whole(a, b, j));
    }
    matches
}

/// The features of a frame of B as they are, or mirrored.
pub fn side(b: &Recording, frame: &FrameCodes, flip: bool) -> Vec<Point> {
    if flip { mirrored(&frame.points, b.width as usize) } else { frame.points.clone() }
}

/// A closer look at two frames.
pub fn look(a: &Recording, b: &Recording, i: usize, j: usize, points: &[Point], flip: bool) -> Option<FrameMatch> {
    let agreement = geometry::agree(&a.frames[i].points, points)?;
    judged(a, b, (i, j), points, agreement, flip)
}

/// A closer look at two frames whose neighbours agree under about `map`: where the same map is found again, it may rest
/// on the one spot of a bare wall that has texture. Not on an overlay.
pub fn look_again(
    a: &Recording,
    b: &Recording,
    (i, j): (usize, usize),
    points: &[Point],
    flip: bool,
) -> Option<FrameMatch> {
    let found = geometry::agree(&a.frames[i].points, points)?;
    let spot = Some(matched(a, b, (i, j), &found, flip, false)).filter(|m| m.firm);
    judged(a, b, (i, j), points, found, flip).or(spot)
}

/// A closer look at two frames under a map that their neighbours obey.
pub fn look_under(
    a: &Recording,
    b: &Recording,
    (i, j): (usize, usize),
    points: &[Point],
    flip: bool,
    map: &Map,
) -> Option<FrameMatch> {
    let agreement = geometry::agree_under(&a.frames[i].points, points, map)?;
    judged(a, b, (i, j), points, agreement, flip)
}

fn judged(
    a: &Recording,
    b: &Recording,
    (i, j): (usize, usize),
    points: &[Point],
    found: Agreement,
    flip: bool,
) -> Option<FrameMatch> {
    let (one, two) = (&a.frames[i], &b.frames[j]);
    if found.inliers < WEAK {
        return None;
    }
    // Cards share letters and logos by design: a third of the poorer one must agree.
    let card = one.detail == Detail::Card || two.detail == Detail::Card;
    if card && found.inliers * 3 < one.points.len().min(two.points.len()) {
        return None;
    }
    let sizes = ((a.width as usize, a.height as usize), (b.width as usize, b.height as usize));
    let parts = found.parts_of(&one.points, points, sizes);
    if parts < PARTS_WEAK || !found.spread(sizes.0, sizes.1, 0.06) {
        return None;
    }
    let strong = found.inliers >= INLIERS
        && found.inliers * ONE_OF >= found.candidates
        && parts >= PARTS
        && found.spread(sizes.0, sizes.1, 0.1);
    Some(matched(a, b, (i, j), &found, flip, strong))
}

fn matched(
    a: &Recording,
    b: &Recording,
    (i, j): (usize, usize),
    found: &Agreement,
    mirrored: bool,
    strong: bool,
) -> FrameMatch {
    FrameMatch {
        a: i,
        b: j,
        a_ms: a.frames[i].at_ms,
        b_ms: b.frames[j].at_ms,
        mirrored,
        inliers: found.inliers,
        moving: found.moving,
        strong,
        firm: found.moving >= INLIERS
            && found.inliers * ONE_OF >= found.candidates
            && [&a.frames[i], &b.frames[j]].iter().all(|frame| frame.detail != Detail::Card),
        map: found.map,
        in_a: found.in_a,
        in_b: found.in_b,
        pdq: None,
    }
}

/// Frames whose PDQ codes agree, for those that have few features. Cards and frames of low quality tell nothing.
fn alike_as_a_whole(a: &Recording, b: &Recording, j: usize) -> Vec<FrameMatch> {
    let two = &b.frames[j];
    if two.detail == Detail::Card {
        return Vec::new();
    }
    let good = |w: &Option<Whole>| w.filter(|w| w.quality >= PDQ_QUALITY).map(|w| w.code);
    let views = |f: &FrameCodes| [good(&f.whole), good(&f.inner)];
    let near =
        |one: Option<Code>, two: Option<Code>| one.zip(two).map(|(c, d)| c.distance(&d)).filter(|d| *d <= PDQ_DISTANCE);
    let mut found: Vec<(u32, usize)> = a
        .frames
        .iter()
        .enumerate()
        .filter(|(_, one)| one.detail != Detail::Card)
        .filter_map(|(i, one)| {
            let [whole, inner] = views(two);
            let best = views(one).into_iter().flat_map(|v| [near(v, whole), near(v, inner)]).flatten().min()?;
            Some((best, i))
        })
        .collect();
    found.sort_unstable();
    found.truncate(LOOKS);
    found
        .into_iter()
        .map(|(distance, i)| FrameMatch {
            a: i,
            b: j,
            a_ms: a.frames[i].at_ms,
            b_ms: two.at_ms,
            mirrored: false,
            inliers: 0,
            moving: 0,
            strong: distance <= PDQ_DISTANCE / 2,
            firm: distance <= PDQ_DISTANCE / 2,
            map: whole_map(a, b),
            in_a: [0.0, 0.0, f64::from(a.width), f64::from(a.height)],
            in_b: [0.0, 0.0, f64::from(b.width), f64::from(b.height)],
            pdq: Some(distance),
        })
        .collect()
}

/// B's inner picture laid over A's inner picture.
fn whole_map(a: &Recording, b: &Recording) -> Map {
    let part = |r: &Recording| {
        r.inside.map_or([0.0, 0.0, f64::from(r.width), f64::from(r.height)], |i| {
            [f64::from(i.left), f64::from(i.top), f64::from(i.width), f64::from(i.height)]
        })
    };
    let (p, q) = (part(a), part(b));
    let (across, down) = (p[2] / q[2].max(1.0), p[3] / q[3].max(1.0));
    Map([across, 0.0, p[0] - q[0] * across, 0.0, down, p[1] - q[1] * down, 0.0, 0.0, 1.0])
}

/// Codes of A by each of their sixteen 16-bit bands: codes up to 15 bits apart always share one, codes 31 apart nearly
/// always. Only proposes: nothing is claimed from a vote.
struct Bands {
    buckets: HashMap<(u8, u16), Vec<u32>>,
    codes: Vec<(u32, Code)>,
    crowded: usize,
}

impl Bands {
    fn new(a: &Recording) -> Self {
        let codes: Vec<(u32, Code)> =
            a.frames.iter().enumerate().flat_map(|(i, f)| f.points.iter().map(move |p| (i as u32, p.code))).collect();
        let mut buckets: HashMap<(u8, u16), Vec<u32>> = HashMap::new();
        for (n, (_, code)) in codes.iter().enumerate() {
            for key in bands(code) {
                buckets.entry(key).or_default().push(n as u32);
            }
        }
        // A value of a band that most frames have is no reason to look.
        let crowded = 64 + a.frames.len() * 2;
        Self { buckets, codes, crowded }
    }

    /// The frames of A with most votes from these features, best first.
    fn propose(&self, points: &[Point], frames: usize) -> Vec<usize> {
        let votes = Votes { index: self, points, frames }.quickly();
        let mut ranked: Vec<(u32, usize)> =
            votes.into_iter().enumerate().map(|(i, v)| (v, i)).filter(|(v, _)| *v >= VOTES).collect();
        ranked.sort_unstable_by_key(|(v, i)| (u32::MAX - v, *i));
        ranked.into_iter().take(LOOKS).map(|(_, i)| i).collect()
    }
}

/// Counts like codes for every frame of A.
struct Votes<'v> {
    index: &'v Bands,
    points: &'v [Point],
    frames: usize,
}

impl Loop for Votes<'_> {
    type Output = Vec<u32>;

    #[inline(always)]
    fn run(self) -> Vec<u32> {
        let Self { index, points, frames } = self;
        let mut votes = vec![0_u32; frames];
        let mut last_voter = vec![u32::MAX; frames];
        for (voter, point) in points.iter().enumerate() {
            for key in bands(&point.code) {
                let Some(bucket) = index.buckets.get(&key).filter(|b| b.len() <= index.crowded) else { continue };
                for &n in bucket {
                    let (frame, code) = &index.codes[n as usize];
                    let frame = *frame as usize;
                    // One feature votes once for a frame.
                    if last_voter[frame] != voter as u32 && code.distance(&point.code) <= VOTE {
                        last_voter[frame] = voter as u32;
                        votes[frame] += 1;
                    }
                }
            }
        }
        votes
    }
}
