//! Parts of the frame that never change: bars of one colour or blurred ones around the picture, and overlays that stay
//! while the rest moves. Nothing here is decided from one frame alone.

use crate::luma::Luma;
use crate::recording::{Area, CELL};

/// How far a bar's sample may lie from the bar's colour: compression, a faint gradient.
const EVEN: i32 = 10;
/// A frame whose samples vary less than this (standard deviation) tells nothing about bars: a fade, a black frame.
const INFORMATIVE: u64 = 12;
/// Bars may take at most this part of a side from each end.
const DEEPEST: (usize, usize) = (9, 20);

/// The frame as means of cells, for comparing frames in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    columns: usize,
    /// Mean of each cell, in 1/16 of a level of brightness.
    means: Vec<u16>,
    /// Brightest less darkest sample of each cell.
    contrast: Vec<u8>,
}

impl Sketch {
    /// The sketch of a frame.
    #[must_use]
    pub fn of(luma: &Luma) -> Self {
        let (columns, rows) = (luma.width().div_ceil(CELL), luma.height().div_ceil(CELL));
        let mut means = Vec::with_capacity(columns * rows);
        let mut contrast = Vec::with_capacity(columns * rows);
        for row in 0..rows {
            let lines = (row * CELL)..((row + 1) * CELL).min(luma.height());
            for column in 0..columns {
                let (from, to) = (column * CELL, ((column + 1) * CELL).min(luma.width()));
                let (mut sum, mut count, mut low, mut high) = (0_u32, 0_u32, u8::MAX, 0_u8);
                for y in lines.clone() {
                    for &sample in &luma.row(y)[from..to] {
                        sum += u32::from(sample);
                        count += 1;
                        low = low.min(sample);
                        high = high.max(sample);
                    }
                }
                means.push((sum * 16 / count.max(1)) as u16);
                contrast.push(high.saturating_sub(low));
            }
        }
        Self { columns, means, contrast }
    }

    /// How many in a hundred cells are even: no sample is more than three levels from another.
    #[must_use]
    pub fn even_cells_in_hundred(&self) -> usize {
        self.contrast.iter().filter(|c| **c <= 3).count() * 100 / self.contrast.len().max(1)
    }

    /// Whether nothing but noise changed from the other frame.
    #[must_use]
    pub fn still_since(&self, other: &Self) -> bool {
        let mut sum = 0_u64;
        let mut moved = 0_usize;
        for (a, b) in self.means.iter().zip(&other.means) {
            let change = a.abs_diff(*b);
            sum += u64::from(change);
            moved += usize::from(change > 6 * 16);
        }
        let cells = self.means.len() as u64;
        self.means.len() == other.means.len() && sum < cells * 16 && moved as u64 * 250 < cells
    }
}

/// What was seen so far of the constant parts.
#[derive(Clone, Debug)]
pub struct Constant {
    width: usize,
    height: usize,
    /// Depth of even bars in every informative frame so far: left, top, right, bottom.
    bars: Option<[usize; 4]>,
    /// Sums of steps between neighbouring samples, column by column and row by row, for blurred bars.
    sharp_columns: Vec<u64>,
    sharp_rows: Vec<u64>,
    /// Per cell: sum of changes from frame to frame, in 1/16; and of contrast.
    changes: Vec<u64>,
    contrasts: Vec<u64>,
    last: Option<Sketch>,
    steps: u64,
    frames: u64,
}

/// The constant parts of a whole recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// What lies inside the bars, where there are any.
    pub inside: Option<Area>,
    /// Boxes around the overlays, largest first.
    pub overlays: Vec<Area>,
    /// Which cells belong to overlays, row by row; empty where there are none.
    pub fixed: Vec<bool>,
}

impl Constant {
    /// For frames of one size.
    #[must_use]
    pub fn new(width: usize, height: usize) -> Self {
        let cells = width.div_ceil(CELL) * height.div_ceil(CELL);
        Self {
            width,
            height,
            bars: None,
            sharp_columns: vec![0; width],
            sharp_rows: vec![0; height],
            changes: vec![0; cells],
            contrasts: vec![0; cells],
            last: None,
            steps: 0,
            frames: 0,
        }
    }

    /// Takes note of a frame and its sketch.
    pub fn see(&mut self, luma: &Luma, sketch: Sketch) {
        if deviation(luma) >= INFORMATIVE {
            let own = even_bars(luma);
            self.bars = Some(self.bars.map_or(own, |b| std::array::from_fn(|n| b[n].min(own[n]))));
            self.sharpness(luma);
            self.frames += 1;
        }
        if let Some(last) = &self.last {
            for (sum, (a, b)) in self.changes.iter_mut().zip(sketch.means.iter().zip(&last.means)) {
                *sum += u64::from(a.abs_diff(*b));
            }
            for (sum, contrast) in self.contrasts.iter_mut().zip(&sketch.contrast) {
                *sum += u64::from(*contrast);
            }
            self.steps += 1;
        }
        self.last = Some(sketch);
    }

    fn sharpness(&mut self, luma: &Luma) {
        for y in 1..self.height {
            let (line, above) = (luma.row(y), luma.row(y - 1));
            for x in 1..self.width {
                let step = u64::from(line[x].abs_diff(line[x - 1])) + u64::from(line[x].abs_diff(above[x]));
                self.sharp_columns[x] += step;
                self.sharp_rows[y] += step;
            }
        }
    }

    /// What lies inside the bars as far as is known now.
    #[must_use]
    pub fn inside(&self) -> Option<Area> {
        let mut bars = self.bars?;
        let (across, down) = (bars[0] + bars[2], bars[1] + bars[3]);
        // Blurred bars are sought only where there are no even ones: both at once are not made.
        if across == 0 && down == 0 {
            if let Some((left, right)) = blurred(&self.sharp_columns) {
                (bars[0], bars[2]) = (left, right);
            } else if let Some((top, bottom)) = blurred(&self.sharp_rows) {
                (bars[1], bars[3]) = (top, bottom);
            }
        }
        let [left, top, right, bottom] = bars;
        if left + top + right + bottom == 0 {
            return None;
        }
        Some(Area {
            left: left as u32,
            top: top as u32,
            width: (self.width - left - right) as u32,
            height: (self.height - top - bottom) as u32,
        })
    }

    /// The constant parts of all that was seen.
    #[must_use]
    pub fn parts(&self) -> Parts {
        let inside = self.inside();
        let fixed = self.fixed(inside.as_ref());
        let overlays = if fixed.is_empty() { Vec::new() } else { boxes(&fixed, self.width.div_ceil(CELL)) };
        Parts { inside, overlays, fixed }
    }

    /// Cells with detail that stay while most of the other detail moves. An even sky neither moves nor stays.
    fn fixed(&self, inside: Option<&Area>) -> Vec<bool> {
        if self.steps < 4 {
            return Vec::new();
        }
        let columns = self.width.div_ceil(CELL);
        let within = |n: usize| {
            inside.is_none_or(|area| area.holds((n % columns * CELL + 2) as u32, (n / columns * CELL + 2) as u32))
        };
        let cells: Vec<usize> = (0..self.changes.len()).filter(|n| within(*n)).collect();
        let change = |n: usize| self.changes[n] / self.steps;
        let detailed = |n: &&usize| self.contrasts[**n] / self.steps >= 16;
        let moving = cells.iter().filter(detailed).filter(|n| change(**n) > 28).count();
        let all = cells.iter().filter(detailed).count();
        let mut fixed = vec![false; self.changes.len()];
        let mut still = 0;
        for &n in &cells {
            if change(n) <= 18 && self.contrasts[n] / self.steps >= 24 {
                fixed[n] = true;
                still += 1;
            }
        }
        if moving * 5 < all * 2 || moving * 12 < cells.len() || still * 5 > cells.len() * 2 || still < 6 {
            return Vec::new();
        }
        // A letter's inside is even: what touches two still cells belongs to the overlay too.
        let core = fixed.clone();
        let rows = fixed.len() / columns.max(1);
        for n in cells {
            let (x, y) = (n % columns, n / columns);
            let around = (y.saturating_sub(1)..=(y + 1).min(rows - 1))
                .flat_map(|v| (x.saturating_sub(1)..=(x + 1).min(columns - 1)).map(move |u| v * columns + u))
                .filter(|m| core[*m])
                .count();
            fixed[n] |= around >= 2;
        }
        fixed
    }
}

/// Standard deviation of the samples.
fn deviation(luma: &Luma) -> u64 {
    let count = luma.samples().len() as u64;
    let (sum, squares) =
        luma.samples().iter().fold((0_u64, 0_u64), |(s, q), &v| (s + u64::from(v), q + u64::from(v) * u64::from(v)));
    (squares / count).saturating_sub((sum / count) * (sum / count)).isqrt()
}

/// How deep each side is of one colour: left, top, right, bottom.
fn even_bars(luma: &Luma) -> [usize; 4] {
    let (width, height) = (luma.width(), luma.height());
    let samples = luma.samples();
    let column = |x: usize| (0..height).map(move |y| samples[y * width + x]);
    let row = |y: usize| luma.row(y).iter().copied();
    let most = |side: usize| side * DEEPEST.0 / DEEPEST.1;
    [
        depth((0..most(width)).map(|x| column(x).collect())),
        depth((0..most(height)).map(|y| row(y).collect())),
        depth((0..most(width)).map(|x| column(width - 1 - x).collect())),
        depth((0..most(height)).map(|y| row(height - 1 - y).collect())),
    ]
}

/// How many lines from the edge are of the edge's colour; a bar of one line is an encoder's seam.
fn depth(lines: impl Iterator<Item = Vec<u8>>) -> usize {
    let mut colour = None;
    let deep = lines
        .take_while(|line| {
            let colour = *colour.get_or_insert_with(|| {
                (line.iter().map(|s| u32::from(*s)).sum::<u32>() / line.len().max(1) as u32) as i32
            });
            let off = line.iter().filter(|s| (i32::from(**s) - colour).abs() > EVEN).count();
            off * 50 <= line.len()
        })
        .count();
    if deep < 3 { 0 } else { deep }
}

/// Two blurred bars of about the same depth at both ends of a side; nothing where there are none.
fn blurred(sharp: &[u64]) -> Option<(usize, usize)> {
    let n = sharp.len();
    let middle = sharp[n / 3..2 * n / 3].iter().sum::<u64>() / (n as u64 / 3).max(1);
    let blunt = |v: u64| v * 3 < middle;
    // A few sharp lines do not end a bar: captions reach into them.
    let reach = |at: &dyn Fn(usize) -> u64| {
        let (mut deep, mut sharp_lines) = (0, 0);
        for line in 1..n * DEEPEST.0 / DEEPEST.1 {
            if blunt(at(line)) {
                deep = line + 1;
                sharp_lines = 0;
            } else {
                sharp_lines += 1;
                if sharp_lines > 2 {
                    break;
                }
            }
        }
        deep
    };
    let (first, last) = (reach(&|v| sharp[v]), reach(&|v| sharp[n - v]));
    let alike = first.abs_diff(last) * 25 <= n;
    (alike && first.min(last) * 12 >= n).then_some((first, last))
}

/// Boxes around connected fixed cells, at most eight, largest first.
fn boxes(fixed: &[bool], columns: usize) -> Vec<Area> {
    let rows = fixed.len() / columns.max(1);
    let mut seen = vec![false; fixed.len()];
    let mut found = Vec::new();
    for start in 0..fixed.len() {
        if !fixed[start] || seen[start] {
            continue;
        }
        let (mut left, mut top, mut right, mut bottom, mut count) = (columns, rows, 0, 0, 0);
        let mut open = vec![start];
        seen[start] = true;
        while let Some(n) = open.pop() {
            let (x, y) = (n % columns, n / columns);
            (left, right, top, bottom) = (left.min(x), right.max(x), top.min(y), bottom.max(y));
            count += 1;
            // Letters stand apart: cells up to three away are one overlay.
            for v in y.saturating_sub(3)..=(y + 3).min(rows - 1) {
                for u in x.saturating_sub(3)..=(x + 3).min(columns - 1) {
                    let m = v * columns + u;
                    if fixed[m] && !seen[m] {
                        seen[m] = true;
                        open.push(m);
                    }
                }
            }
        }
        if count >= 6 {
            let cell = CELL as u32;
            found.push(Area {
                left: left as u32 * cell,
                top: top as u32 * cell,
                width: (right - left + 1) as u32 * cell,
                height: (bottom - top + 1) as u32 * cell,
            });
        }
    }
    found.sort_by_key(|a| (std::cmp::Reverse(a.width * a.height), a.top, a.left));
    found.truncate(8);
    found
}

#[cfg(test)]
mod tests;
