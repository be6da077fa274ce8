//! The frames along one line in time: which support it, and the segments they make.

use super::candidates::{FrameMatch, look, look_again, look_under, side};
use super::lines::{Line, step};
use super::{Evidence, Segment};
use crate::geometry::Map;
use crate::recording::{Detail, FrameCodes, Recording};

/// What a frame of B says about the line.
enum Row {
    Supports(FrameMatch),
    /// It has detail and shows something else.
    Denies,
    /// It has too little detail to say.
    Silent,
}

/// A gap of frames that show something else ends a segment if longer than this, ms.
const GAP: i64 = 1_300;
/// A gap of frames that say nothing may be longer: a fade, smoke over everything.
const SILENT_GAP: i64 = 6_000;

/// Fewer features than this say nothing against a line.
const DENYING_POINTS: usize = 75;

/// The segments on a line. Pairs of frames that had not been looked at before are looked at now.
pub fn segments_on(a: &Recording, b: &Recording, line: &Line, matches: &mut [FrameMatch]) -> Vec<Segment> {
    let on_line: Vec<&FrameMatch> = matches.iter().filter(|m| line.holds(m)).collect();
    let Some(best) = on_line.iter().max_by_key(|m| (m.inliers, usize::MAX - m.b)) else { return Vec::new() };
    let map = best.map;
    let rows: Vec<Option<Row>> = (0..b.frames.len()).map(|j| row(a, b, line, j, &on_line, &map)).collect();
    // Where other frames agree in hundreds of features, a dozen is chance or a common overlay.
    let mut counts: Vec<usize> = on_line.iter().filter(|m| m.strong).map(|m| m.inliers).collect();
    counts.sort_unstable();
    let least = counts.get(counts.len() / 2).map_or(0, |middle| middle / 6);
    let mut found = Vec::new();
    let mut group: Vec<FrameMatch> = Vec::new();
    let (mut denied_since, mut silent) = (None, false);
    for (j, row) in rows.into_iter().enumerate() {
        let at = b.frames[j].at_ms;
        match row {
            Some(Row::Supports(m)) if m.pdq.is_some() || m.inliers >= least => {
                (denied_since, silent) = (None, false);
                group.push(m);
            }
            Some(Row::Silent) => silent = true,
            Some(Row::Denies | Row::Supports(_)) => {
                denied_since.get_or_insert(at);
            }
            None => {}
        }
        let last = group.last().map_or(at, |m| b.frames[m.b].until_ms);
        let broken = denied_since.is_some() && at - last > GAP || silent && at - last > SILENT_GAP;
        if broken && !group.is_empty() {
            found.extend(segment(a, b, line, std::mem::take(&mut group)));
        }
    }
    found.extend(segment(a, b, line, group));
    found
}

/// What frame `j` of B says; nothing where the line leads outside A.
fn row(a: &Recording, b: &Recording, line: &Line, j: usize, on_line: &[&FrameMatch], map: &Map) -> Option<Row> {
    let frame = &b.frames[j];
    let (from, to) = (line.at(frame.at_ms), line.at(frame.until_ms));
    if to < -line.reach || from > a.duration_ms as f64 + line.reach {
        return None;
    }
    let distance = |i: usize| {
        let one = &a.frames[i];
        (one.at_ms as f64 - to).max(from - one.until_ms as f64).max(0.0)
    };
    let known = on_line.iter().filter(|m| m.b == j && consistent(m, map, a)).max_by_key(|m| (m.strong, m.inliers));
    if let Some(known) = known.filter(|m| m.strong) {
        return Some(Row::Supports((*known).clone()));
    }
    let mut near: Vec<usize> = (0..a.frames.len()).filter(|i| distance(*i) <= line.reach).collect();
    near.sort_by(|p, q| distance(*p).total_cmp(&distance(*q)).then(p.cmp(q)));
    let points = side(b, frame, line.mirrored);
    let beside = near.first().copied();
    let best = near
        .into_iter()
        .take(3)
        .flat_map(|i| {
            let free = look_again(a, b, (i, j), &points, line.mirrored).filter(|m| consistent(m, map, a));
            let under = look_under(a, b, (i, j), &points, line.mirrored, map);
            [free, under].into_iter().flatten()
        })
        .chain(known.map(|m| (*m).clone()))
        .max_by_key(|m| (m.inliers, usize::MAX - m.a));
    Some(match best {
        Some(found) => Row::Supports(found),
        None if poor(frame) || beside.is_some_and(|i| poor(&a.frames[i])) => Row::Silent,
        None => Row::Denies,
    })
}

/// Whether a frame has too little detail to deny anything: motion or fog may have hidden what agreed.
fn poor(frame: &FrameCodes) -> bool {
    frame.detail == Detail::Little || frame.points.len() < DENYING_POINTS
}

/// Whether a match's map is about the same as the segment's: an edit does not change from frame to frame, though the
/// camera may have moved between the two instants.
fn consistent(m: &FrameMatch, map: &Map, a: &Recording) -> bool {
    if m.pdq.is_some() {
        return true;
    }
    let ratio = m.map.scale() / map.scale().max(1e-6);
    let turn = (m.map.turn() - map.turn() + 540.0).rem_euclid(360.0) - 180.0;
    let middle = ((m.in_b[0] + m.in_b[2]) / 2.0, (m.in_b[1] + m.in_b[3]) / 2.0);
    let shift = match (m.map.apply(middle), map.apply(middle)) {
        (Some(p), Some(q)) => (p.0 - q.0).abs().max((p.1 - q.1).abs()),
        _ => f64::MAX,
    };
    (0.75..=1.33).contains(&ratio) && turn.abs() <= 12.0 && shift <= 0.2 * f64::from(a.width.max(a.height))
}

/// The segment that supporting frames make; nothing where they are not enough.
fn segment(a: &Recording, b: &Recording, line: &Line, group: Vec<FrameMatch>) -> Option<Segment> {
    let (first, last) = (group.first()?, group.last()?);
    let strong = group.iter().filter(|m| m.strong).count();
    let most = group.iter().map(|m| m.inliers).max().unwrap_or(0);
    let few = a.frames.len().min(b.frames.len()) <= 2;
    // Chance and common lettering make weak agreements by the dozen, never frames that are enough by themselves.
    let firm = group.iter().filter(|m| m.strong || m.firm).count();
    let enough = strong >= 2 && firm * 3 >= group.len() || strong >= 1 && (few || most >= 30) && group.len() <= 3;
    if !enough {
        return None;
    }
    let [from, to] = span(b, first.b, last.b);
    let length = a.duration_ms.max(a.frames.last().map_or(0, |f| f.until_ms));
    // The line may lead beyond A's ends: there B shows something else.
    let into = |ms: f64| ((ms - line.offset) / line.speed) as i64;
    let from = from.max(into(0.0)).min(first.b_ms.max(0));
    let to = to.min(into(length as f64)).max(b.frames[last.b].until_ms.min(to));
    let in_a = |ms: i64| (line.at(ms) as i64).clamp(0, length);
    let still = b.is_still() || a.is_still();
    let best = group.iter().max_by_key(|m| (m.inliers, usize::MAX - m.b))?;
    let turn = -best.map.turn();
    Some(Segment {
        a: if still { [first.a_ms, a.frames[last.a].until_ms] } else { [in_a(from), in_a(to)] },
        b: [from, to],
        mirrored: line.mirrored,
        turn_tenths: libm::round(turn * 10.0) as i32,
        speed_1000: if still { 1000 } else { libm::round(line.speed * 1000.0) as u32 },
        map: best.map,
        fixed_only: group.iter().all(|m| m.pdq.is_none() && m.moving < 6),
        timeless: timeless(a, b, &group),
        evidence: group.iter().map(|m| evidence(b, m)).collect(),
    })
}

/// From when to when frames `first` to `last` are shown: to the middle of the gaps before and after them.
fn span(b: &Recording, first: usize, last: usize) -> [i64; 2] {
    let half = step(b) as i64;
    let start = b.frames[first].at_ms;
    let from = match first.checked_sub(1) {
        Some(before) => (b.frames[before].until_ms + start) / 2,
        None if start <= half => 0,
        None => start,
    };
    let end = b.frames[last].until_ms;
    let to = match b.frames.get(last + 1) {
        Some(after) => (end + after.at_ms) / 2,
        None => b.duration_ms.max(end),
    };
    [from, to]
}

/// Whether the first frame agrees with the last instants of the other recording as well as with its own: nothing moves.
fn timeless(a: &Recording, b: &Recording, group: &[FrameMatch]) -> bool {
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return false };
    if first.a.abs_diff(last.a) < 2 {
        return a.is_still() && b.is_still();
    }
    let points = side(b, &b.frames[first.b], first.mirrored);
    look(a, b, last.a, first.b, &points, first.mirrored)
        .is_some_and(|m| m.inliers * 10 >= first.inliers.max(last.inliers) * 9)
}

fn evidence(b: &Recording, m: &FrameMatch) -> Evidence {
    let round = |r: [f64; 4]| r.map(|v| libm::round(v) as i32);
    let mut in_b = round(m.in_b);
    if m.mirrored {
        let last = b.width as i32 - 1;
        (in_b[0], in_b[2]) = (last - in_b[2], last - in_b[0]);
    }
    Evidence { a_ms: m.a_ms, b_ms: m.b_ms, inliers: m.inliers, pdq: m.pdq, in_a: round(m.in_a), in_b }
}
