//! FAST corners (Rosten & Drummond, ECCV 2006): nine neighbouring samples of a circle of sixteen that are all brighter
//! or all darker than the middle. The strength of a corner is the largest threshold at which it still is one.

use crate::luma::Luma;

/// A corner at one size of the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corner {
    pub x: usize,
    pub y: usize,
    /// 1 to 255.
    pub strength: u8,
}

/// Below this step in brightness nothing is a corner, however clean the picture.
const WEAKEST: i32 = 4;
/// No picture is so noisy that a step of this size says nothing.
const STRONGEST_NEEDED: i32 = 24;

/// The step in brightness from which on a corner of a softened picture is more than noise: three and a half times the
/// noise that is left, told from the calmest fifth of the picture by the Laplacian of Immerkær (CVIU 64, 1996). After
/// softening, the standard deviation of what was independent noise is 1.25 times the Laplacian's mean size.
pub fn threshold(luma: &Luma) -> i32 {
    const BLOCK: usize = 16;
    let (width, height) = (luma.width(), luma.height());
    let mut blocks = Vec::new();
    for top in (1..height.saturating_sub(BLOCK)).step_by(BLOCK) {
        for left in (1..width.saturating_sub(BLOCK)).step_by(BLOCK) {
            let mut sum = 0;
            for y in top..top + BLOCK {
                let (above, line, below) = (luma.row(y - 1), luma.row(y), luma.row(y + 1));
                for x in left..left + BLOCK {
                    let column = |x: usize| i32::from(above[x]) - 2 * i32::from(line[x]) + i32::from(below[x]);
                    sum += (column(x - 1) - 2 * column(x) + column(x + 1)).abs();
                }
            }
            blocks.push(sum);
        }
    }
    blocks.sort_unstable();
    let calm = blocks.get(blocks.len() / 5).copied().unwrap_or(0);
    (calm * TIMES_TENTHS / (10 * (BLOCK * BLOCK) as i32)).clamp(WEAKEST, STRONGEST_NEEDED)
}

/// 3.5 × 1.25, in tenths.
const TIMES_TENTHS: i32 = 44;

const CIRCLE: [(i32, i32); 16] = [
    (0, -3),
    (1, -3),
    (2, -2),
    (3, -1),
    (3, 0),
    (3, 1),
    (2, 2),
    (1, 3),
    (0, 3),
    (-1, 3),
    (-2, 2),
    (-3, 1),
    (-3, 0),
    (-3, -1),
    (-2, -2),
    (-1, -3),
];

/// All corners stronger than `weakest`, at least `margin` samples from every edge, that are the strongest among their
/// eight neighbours.
pub fn find(luma: &Luma, margin: usize, weakest: i32) -> Vec<Corner> {
    let (width, height) = (luma.width(), luma.height());
    let margin = margin.max(4);
    if width <= 2 * margin || height <= 2 * margin {
        return Vec::new();
    }
    let samples = luma.samples();
    let offsets = CIRCLE.map(|(x, y)| y as isize * width as isize + x as isize);
    let mut strengths = vec![0_u8; width * height];
    for y in margin..height - margin {
        for x in margin..width - margin {
            let at = y * width + x;
            strengths[at] = strength(samples, at, &offsets, weakest);
        }
    }
    let mut corners = Vec::new();
    for y in margin..height - margin {
        for x in margin..width - margin {
            let at = y * width + x;
            let own = strengths[at];
            if own == 0 {
                continue;
            }
            let around = [
                at - width - 1,
                at - width,
                at - width + 1,
                at - 1,
                at + 1,
                at + width - 1,
                at + width,
                at + width + 1,
            ];
            // Of equal neighbours the first in reading order stays.
            let beaten = around
                .iter()
                .enumerate()
                .any(|(n, &other)| if n < 4 { strengths[other] >= own } else { strengths[other] > own });
            if !beaten {
                corners.push(Corner { x, y, strength: own });
            }
        }
    }
    corners
}

/// How strong a corner the sample at `at` is; 0 where it is none.
fn strength(samples: &[u8], at: usize, offsets: &[isize; 16], weakest: i32) -> u8 {
    let middle = i32::from(samples[at]);
    let sample = |n: usize| i32::from(samples[(at as isize + offsets[n]) as usize]) - middle;
    // Nine in a row out of sixteen always hold two neighbours among the four ends of the cross.
    let cross = [sample(0), sample(4), sample(8), sample(12)];
    let brighter = cross.iter().filter(|d| **d > weakest).count();
    let darker = cross.iter().filter(|d| **d < -weakest).count();
    if brighter < 2 && darker < 2 {
        return 0;
    }
    let ring: [i32; 16] = std::array::from_fn(sample);
    let mut best = 0;
    for start in 0..16 {
        let (mut low, mut high) = (i32::MAX, i32::MIN);
        for n in 0..9 {
            let d = ring[(start + n) & 15];
            low = low.min(d);
            high = high.max(d);
            if low <= best && -high <= best {
                break;
            }
        }
        best = best.max(low).max(-high);
    }
    if best > weakest { best.min(255) as u8 } else { 0 }
}
