//! The code of a feature: 256 comparisons of the mean brightness of two small boxes, turned with the feature.

use std::sync::OnceLock;

use crate::Code;
use crate::luma::Luma;

/// Samples around a corner that its code may touch: the farthest box centre, its half width, and rounding.
pub const MARGIN: usize = 17;
/// Radius of the disc whose centroid gives the orientation.
const DISC: i32 = 13;
/// Directions to which a feature is rounded.
const TURNS: usize = 64;
/// Farthest box centre from the corner.
const REACH: i32 = 13;

/// A direction, in 1/64 of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn(u8);

impl Turn {
    /// In 1/256 of a turn.
    pub fn to_angle(self) -> u8 {
        self.0.wrapping_mul(4)
    }
}

/// Sums of all samples above and left of each place, from which the mean of any box is four look-ups away.
pub struct Smooth {
    width: usize,
    sums: Vec<u32>,
}

impl Smooth {
    pub fn new(luma: &Luma) -> Self {
        let width = luma.width() + 1;
        let mut sums = vec![0_u32; width * (luma.height() + 1)];
        for y in 0..luma.height() {
            let mut run = 0_u32;
            for (x, &sample) in luma.row(y).iter().enumerate() {
                run += u32::from(sample);
                sums[(y + 1) * width + x + 1] = sums[y * width + x + 1] + run;
            }
        }
        Self { width, sums }
    }

    /// Sum of the box of half width `half` around a sample, wherever the box lies inside.
    fn sum(&self, x: i32, y: i32, half: i32) -> u32 {
        let (left, right) = ((x - half) as usize, (x + half + 1) as usize);
        let (top, bottom) = ((y - half) as usize * self.width, (y + half + 1) as usize * self.width);
        let sums = &self.sums;
        sums[bottom + right]
            .wrapping_sub(sums[bottom + left])
            .wrapping_sub(sums[top + right])
            .wrapping_add(sums[top + left])
    }
}

/// The direction from a corner to the centre of brightness around it.
pub fn orientation(luma: &Luma, x: usize, y: usize) -> Turn {
    let (mut mx, mut my) = (0_i64, 0_i64);
    for dy in -DISC..=DISC {
        let line = luma.row((y as i32 + dy) as usize);
        let reach = half_chord(dy);
        for dx in -reach..=reach {
            let sample = i64::from(line[(x as i32 + dx) as usize]);
            mx += i64::from(dx) * sample;
            my += i64::from(dy) * sample;
        }
    }
    let turns = libm::atan2(my as f64, mx as f64) / core::f64::consts::TAU * TURNS as f64;
    Turn((libm::round(turns) as i64).rem_euclid(TURNS as i64) as u8)
}

/// Half the width of the disc at row `dy`.
fn half_chord(dy: i32) -> i32 {
    (0..=DISC).rev().find(|dx| dx * dx + dy * dy <= DISC * DISC + DISC).unwrap_or(0)
}

/// One comparison: two boxes of the same size.
#[derive(Clone, Copy)]
struct Test {
    a: (i8, i8),
    b: (i8, i8),
    half: u8,
}

/// The code of the corner at (`x`, `y`) of one level, seen in direction `turn`.
pub fn code(smooth: &Smooth, x: usize, y: usize, turn: Turn) -> Code {
    let (x, y) = (x as i32, y as i32);
    let mut words = [0_u64; 4];
    for (n, test) in pattern()[usize::from(turn.0)].iter().enumerate() {
        let half = i32::from(test.half);
        let a = smooth.sum(x + i32::from(test.a.0), y + i32::from(test.a.1), half);
        let b = smooth.sum(x + i32::from(test.b.0), y + i32::from(test.b.1), half);
        words[n / 64] |= u64::from(a < b) << (n % 64);
    }
    Code(words)
}

/// The comparisons for each direction. Those from 128 on are the first 128 mirrored at the feature's own axis.
fn pattern() -> &'static [[Test; 256]; TURNS] {
    static PATTERN: OnceLock<Box<[[Test; 256]; TURNS]>> = OnceLock::new();
    PATTERN.get_or_init(|| {
        let straight = straight_pattern();
        let mut all = Box::new([[Test { a: (0, 0), b: (0, 0), half: 1 }; 256]; TURNS]);
        for (turn, tests) in all.iter_mut().enumerate() {
            let angle = turn as f64 / TURNS as f64 * core::f64::consts::TAU;
            let (sin, cos) = (libm::sin(angle), libm::cos(angle));
            let turned =
                |(u, v): (f64, f64)| (libm::round(u * cos - v * sin) as i8, libm::round(u * sin + v * cos) as i8);
            for (n, &(a, b, half)) in straight.iter().enumerate() {
                let flip = |(u, v): (f64, f64)| (u, -v);
                tests[n] = Test { a: turned(a), b: turned(b), half };
                tests[n + 128] = Test { a: turned(flip(a)), b: turned(flip(b)), half };
            }
        }
        all
    })
}

type Straight = ((f64, f64), (f64, f64), u8);

/// 128 comparisons drawn from a fixed generator: box centres fall off from the corner outwards, outer boxes are larger.
fn straight_pattern() -> [Straight; 128] {
    let mut state = 0x005e_ed0f_c0de_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let reach = f64::from(REACH);
    let mut draw = move || loop {
        // The sum of four uniform draws is near enough to a bell.
        let mut bell = || (next() + next() + next() + next() - 2.0) * reach * 0.95;
        let (u, v) = (bell(), bell());
        if u * u + v * v <= reach * reach {
            return (u, v);
        }
    };
    std::array::from_fn(|_| {
        loop {
            let (a, b) = (draw(), draw());
            let apart = libm::hypot(a.0 - b.0, a.1 - b.1);
            let out = libm::hypot(a.0, a.1).max(libm::hypot(b.0, b.1));
            let half = if out > 9.0 {
                3
            } else if out > 4.0 {
                2
            } else {
                1
            };
            // Also apart from its own mirror image, or half of the code would repeat the other half.
            let own_mirror = (a.1 + b.1).abs() < 1.0 && (a.0 - b.0).abs() < 1.0;
            if apart >= 4.0 && !own_mirror {
                return (a, b, half);
            }
        }
    })
}
