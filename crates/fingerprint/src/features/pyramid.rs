//! The frame at eight sizes, each 1.2 times smaller than the one before.

use crate::luma::Luma;

/// Sizes at which features are sought.
pub const LEVELS: usize = 8;

/// 1.2 to the power of the level, in 1/1024.
const SCALES: [u32; LEVELS] = [1024, 1229, 1475, 1769, 2123, 2548, 3058, 3669];

/// How much smaller a level is than the frame, in 1/1024.
#[must_use]
pub fn level_scale_1024(level: u8) -> u32 {
    SCALES[usize::from(level).min(LEVELS - 1)]
}

/// A level narrower than this holds no patch with room around it.
const SMALLEST: usize = 40;

/// The frame and its smaller versions, largest first; none where the frame itself is too small.
pub fn build(luma: &Luma) -> Vec<Luma> {
    let mut levels: Vec<Luma> = Vec::with_capacity(LEVELS);
    for scale in SCALES {
        let side = |v: usize| (v * 1024 + scale as usize / 2) / scale as usize;
        let (width, height) = (side(luma.width()), side(luma.height()));
        if width < SMALLEST || height < SMALLEST {
            break;
        }
        // Each level is made from the one before: the ratio stays small, so two samples a side are enough.
        let level = match levels.last() {
            None => luma.clone(),
            Some(before) => shrink(before, width, height),
        };
        levels.push(level);
    }
    levels
}

/// A smaller version by area: every sample is the mean of what it covers. Weights are in 1/256 of a sample.
pub fn shrink(from: &Luma, width: usize, height: usize) -> Luma {
    let columns = covers(from.width(), width);
    let rows = covers(from.height(), height);
    let mut samples = Vec::with_capacity(width * height);
    for row in &rows {
        for column in &columns {
            let (mut sum, mut weight) = (0_u64, 0_u64);
            for (y, wy) in row.parts() {
                let line = from.row(y);
                for (x, wx) in column.parts() {
                    sum += u64::from(line[x]) * wx * wy;
                    weight += wx * wy;
                }
            }
            samples.push(((sum + weight / 2) / weight.max(1)) as u8);
        }
    }
    // The sizes fit by construction; a copy of the source is never reached.
    Luma::new(width, height, samples).unwrap_or_else(|_| from.clone())
}

/// Each sample mixed with its neighbours, 1-2-1 both ways: less noise, the same corners. The rim stays as it is.
pub fn soften(luma: &Luma) -> Luma {
    let (width, height) = (luma.width(), luma.height());
    let mut samples = luma.samples().to_vec();
    for y in 1..height - 1 {
        let (above, line, below) = (luma.row(y - 1), luma.row(y), luma.row(y + 1));
        let column = |x: usize| u32::from(above[x]) + 2 * u32::from(line[x]) + u32::from(below[x]);
        for x in 1..width - 1 {
            samples[y * width + x] = ((column(x - 1) + 2 * column(x) + column(x + 1) + 8) / 16) as u8;
        }
    }
    Luma::new(width, height, samples).unwrap_or_else(|_| luma.clone())
}

/// What one sample of the small picture covers along one side.
struct Cover {
    first: usize,
    first_weight: u64,
    last: usize,
    last_weight: u64,
}

impl Cover {
    fn parts(&self) -> impl Iterator<Item = (usize, u64)> + '_ {
        (self.first..=self.last).map(move |v| {
            let weight = if v == self.first {
                self.first_weight
            } else if v == self.last {
                self.last_weight
            } else {
                256
            };
            (v, weight)
        })
    }
}

fn covers(from: usize, to: usize) -> Vec<Cover> {
    (0..to)
        .map(|v| {
            let start = (v * from * 256) / to;
            let end = ((v + 1) * from * 256).div_ceil(to);
            let (first, last) = (start / 256, (end - 1) / 256);
            let first_weight = if first == last { end - start } else { 256 - start % 256 } as u64;
            let last_weight = if end.is_multiple_of(256) { 256 } else { end % 256 } as u64;
            Cover { first, first_weight, last: last.min(from - 1), last_weight }
        })
        .collect()
}
