//! Steps in the brightness of many cells of the picture at once. Lamps going out darken some cells much and others not at
//! all, at once, and leave the picture where it was; a turning camera moves it; an exposure darkens all cells alike.

use super::{COLUMNS, ROWS};

/// Brightness of one frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Microseconds from the beginning of the file.
    pub at_us: i64,
    /// Mean luma of each cell, [`COLUMNS`] × [`ROWS`], row by row, 0 to 255.
    pub cells: Vec<u8>,
}

/// A step down in brightness, with what tells lamps from cameras.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The last frame before half of the light that is lost was gone, µs.
    pub before_us: i64,
    /// The first frame after it, µs.
    pub after_us: i64,
    /// From nine tenths of that light to one tenth, µs.
    pub takes_us: i64,
    /// Cells that darken much, in per cent of those that had light.
    pub fell_percent: f64,
    /// Cells that brighten, in per cent of all.
    pub rose_percent: f64,
    /// How much more of its light (logarithm) a cell that darkens loses than the lit cells that lose least.
    pub unevenness: f64,
    /// Light left, in per cent of what was.
    pub left_percent: f64,
    /// How much the picture changes from frame to frame just before, levels.
    pub motion: f64,
    /// Whether the picture fits better after it was shifted.
    pub shifted: bool,
}

/// Time on either side over which brightness is taken, µs.
const SIDE_US: i64 = 600_000;
/// Longest that lamps take to go out, µs.
const LONGEST_US: i64 = 500_000;
/// A cell darkens much where it loses so many levels and a quarter of its light.
const LEVELS: f64 = 12.0;

/// The best step down; nothing where brightness never falls.
pub fn steps(moments: &[Moment]) -> Option<Step> {
    let cells = COLUMNS * ROWS;
    if moments.len() < 6 || moments.iter().any(|m| m.cells.len() != cells) {
        return None;
    }
    let mean = |m: &Moment| m.cells.iter().map(|c| f64::from(*c)).sum::<f64>() / cells as f64;
    let means: Vec<f64> = moments.iter().map(mean).collect();
    let mut order: Vec<(f64, usize)> = (1..moments.len())
        .filter_map(|n| {
            let (before, after) = sides(moments, n)?;
            let part = |range: std::ops::Range<usize>| {
                let count = range.len() as f64;
                means[range].iter().sum::<f64>() / count
            };
            Some((part(before) - part(after), n))
        })
        .collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    // The largest fall of the whole picture is near the step; the cells decide which frame.
    order.iter().take(8).filter_map(|(_, n)| describe(moments, *n)).max_by(|a, b| rank(a).total_cmp(&rank(b)))
}

fn rank(step: &Step) -> f64 {
    step.fell_percent - 2.0 * step.rose_percent - step.takes_us as f64 / 20_000.0
}

/// Frames on both sides of a frame, with the time between that lamps may take.
fn sides(moments: &[Moment], n: usize) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let at = moments[n].at_us;
    let first = moments.partition_point(|m| m.at_us < at - SIDE_US);
    let second = moments.partition_point(|m| m.at_us < at + LONGEST_US / 2);
    let last = moments.partition_point(|m| m.at_us < at + LONGEST_US / 2 + SIDE_US);
    // Lamps may have begun to go out a little before this frame.
    let until = moments.partition_point(|m| m.at_us < at - LONGEST_US / 2).max(first + 1).min(n);
    (until > first && last > second).then_some((first..until, second..last))
}

fn describe(moments: &[Moment], n: usize) -> Option<Step> {
    let (before, after) = sides(moments, n)?;
    let [b, a] = [before.clone(), after.clone()].map(|range| middle(&moments[range]));
    let cells = COLUMNS * ROWS;
    let fell: Vec<usize> = (0..cells).filter(|c| b[*c] - a[*c] >= LEVELS && a[*c] <= 0.75 * b[*c]).collect();
    let rose = (0..cells).filter(|c| a[*c] - b[*c] >= LEVELS).count();
    let lit: Vec<usize> = (0..cells).filter(|c| b[*c] >= 2.0 * LEVELS).collect();
    if fell.len() < 6 || lit.is_empty() {
        return None;
    }
    // The light of the cells that fall, frame by frame: 1 before, 0 after.
    let whole: f64 = fell.iter().map(|c| b[*c] - a[*c]).sum();
    let level = |m: &Moment| fell.iter().map(|c| f64::from(m.cells[*c]) - a[*c]).sum::<f64>() / whole;
    let run: Vec<(i64, f64)> = moments[before.start..after.end].iter().map(|m| (m.at_us, level(m))).collect();
    let half = run.iter().rposition(|(_, l)| *l >= 0.5)?;
    let (before_us, after_us) = (run[half].0, run.get(half + 1)?.0);
    let from = run[..=half].iter().rposition(|(_, l)| *l >= 0.9).map_or(run[0].0, |k| run[k].0);
    let to = run[half..].iter().position(|(_, l)| *l <= 0.1).map_or(run[run.len() - 1].0, |k| run[half + k].0);
    let loss = |c: &usize| libm::log((b[*c] + 2.0) / (a[*c] + 2.0));
    let part = |of: &[usize], tenths: usize| {
        let mut lost: Vec<f64> = of.iter().map(loss).collect();
        lost.sort_by(f64::total_cmp);
        lost[(lost.len() * tenths / 10).min(lost.len() - 1)]
    };
    let sum = |m: &[f64]| m.iter().sum::<f64>();
    Some(Step {
        before_us,
        after_us,
        takes_us: to - from,
        fell_percent: 100.0 * fell.len() as f64 / lit.len() as f64,
        rose_percent: 100.0 * rose as f64 / cells as f64,
        unevenness: part(&fell, 5) - part(&lit, 1),
        left_percent: 100.0 * sum(&a) / sum(&b).max(1.0),
        motion: motion(&moments[before]),
        shifted: shifted(&b, &a),
    })
}

/// The middle value of each cell over some frames.
fn middle(moments: &[Moment]) -> Vec<f64> {
    let mut values = Vec::new();
    (0..COLUMNS * ROWS)
        .map(|c| {
            values.clear();
            values.extend(moments.iter().map(|m| m.cells[c]));
            values.sort_unstable();
            f64::from(values[values.len() / 2])
        })
        .collect()
}

/// Levels by which cells change from frame to frame, as a mean.
fn motion(moments: &[Moment]) -> f64 {
    let pair = |w: &[Moment]| {
        let sum: f64 = w[0].cells.iter().zip(&w[1].cells).map(|(a, b)| f64::from(a.abs_diff(*b))).sum();
        sum / w[0].cells.len() as f64
    };
    moments.windows(2).map(pair).sum::<f64>() / moments.len().saturating_sub(1).max(1) as f64
}

/// Whether what is left of the picture lies elsewhere: its edges fit clearly better after a shift.
fn shifted(before: &[f64], after: &[f64]) -> bool {
    let edges = |cells: &[f64]| -> Vec<f64> {
        (0..COLUMNS * ROWS)
            .map(|c| if (c + 1) % COLUMNS == 0 { 0.0 } else { libm::log((cells[c + 1] + 4.0) / (cells[c] + 4.0)) })
            .collect()
    };
    let (b, a) = (edges(before), edges(after));
    let fit = |dx: i32, dy: i32| {
        let (mut top, mut bb, mut aa) = (0.0, 1e-9, 1e-9);
        for row in 0..ROWS as i32 {
            for column in 0..COLUMNS as i32 {
                let (r, c) = (row + dy, column + dx);
                if (0..ROWS as i32).contains(&r) && (0..COLUMNS as i32).contains(&c) {
                    let (x, y) = (b[row as usize * COLUMNS + column as usize], a[r as usize * COLUMNS + c as usize]);
                    top += x * y;
                    bb += x * x;
                    aa += y * y;
                }
            }
        }
        top / libm::sqrt(bb * aa)
    };
    let still = fit(0, 0);
    let moved = (-6..=6).flat_map(|dx| (-3..=3).map(move |dy| (dx, dy))).filter(|at| *at != (0, 0));
    let best = moved.map(|(dx, dy)| fit(dx, dy)).fold(f64::NEG_INFINITY, f64::max);
    best > 0.35 && best > still + 0.2
}

/// A sudden brightening.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flash {
    /// Middle between the last frame before and the first with it, s.
    pub at_s: f64,
    /// Half the time between the two, s.
    pub error_s: f64,
    /// Levels by which the picture's mean or its brightest part rises.
    pub rise: f64,
}

/// The sharpest brightening from one frame to the next; nothing where none is sharp.
pub fn flash(moments: &[Moment]) -> Option<Flash> {
    let rise = |w: &[Moment]| {
        let mut each: Vec<i32> =
            w[0].cells.iter().zip(&w[1].cells).map(|(a, b)| i32::from(*b) - i32::from(*a)).collect();
        // The brightest tenth, so that a flash far away counts; a camera that turns brightens and darkens.
        each.sort_unstable();
        let tenth = each.len() / 10;
        let up: i32 = each.iter().rev().take(tenth).sum();
        let down: i32 = each.iter().take(tenth).map(|d| (-d).max(0)).sum();
        f64::from(up - 2 * down) / tenth.max(1) as f64
    };
    let (n, rise) = moments.windows(2).map(rise).enumerate().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let [from, to] = [moments[n].at_us, moments[n + 1].at_us].map(|us| us as f64 / 1e6);
    (rise >= 8.0).then_some(Flash { at_s: 0.5 * (from + to), error_s: 0.5 * (to - from).max(0.001), rise })
}
