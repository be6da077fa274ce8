//! Where two sounds agree: votes of like items for an offset and a speed, then the share of differing bits along it.

use std::collections::HashMap;

use super::{RATIO, item_ms};

/// A stretch over which two sounds are the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// Start and end in A, ms.
    pub a: [i64; 2],
    /// Start and end in B, ms.
    pub b: [i64; 2],
    /// How much faster B runs, in 1/1000.
    pub speed_1000: u32,
    /// Differing bits, in 1/1000 of the bits compared: unrelated sounds have about 500.
    pub difference_1000: u32,
}

/// Speeds that are tried, in 1/1000; the usual ones first.
const SPEEDS: [u32; 11] = [1000, 1250, 1500, 750, 800, 900, 1100, 667, 500, 2000, 950];
/// Items of one window: 3 s.
const WINDOW: usize = 32;
/// Differing bits of a window, in 1/1000, up to which it is the same sound.
pub const SAME: u32 = 310;
/// Fewest items with something to hear in a window.
const TELLING: usize = 20;

/// The longest stretch over which the sounds agree, at any of the usual speeds; nothing where there is none of 3 s.
#[must_use]
pub fn find(a: &[u32], b: &[u32]) -> Option<Match> {
    let mut places: HashMap<u32, Vec<u32>> = HashMap::new();
    for (n, item) in a.iter().enumerate().filter(|(_, i)| **i != 0) {
        places.entry(*item).or_default().push(n as u32);
    }
    // An item in too many places tells nothing.
    let crowded = 4 + a.len() / 64;
    places.retain(|_, list| list.len() <= crowded);
    let mut best: Option<(i64, Match)> = None;
    for speed in SPEEDS {
        let shifts = pitch_shifts(speed);
        for shift in shifts {
            let mut votes: HashMap<i64, u32> = HashMap::new();
            for (n, &item) in b.iter().enumerate().filter(|(_, i)| **i != 0) {
                let base = n as i64 * i64::from(speed) / 1000;
                let item = shifted(item, shift);
                for flip in 0..=32_u32 {
                    let probe = if flip == 32 { item } else { item ^ 1 << flip };
                    for &place in places.get(&probe).map_or(&[][..], Vec::as_slice) {
                        *votes.entry(i64::from(place) - base).or_default() += 1;
                    }
                }
            }
            let mut ranked: Vec<(u32, i64)> = votes.iter().map(|(o, v)| (*v, *o)).filter(|(v, _)| *v >= 2).collect();
            ranked.sort_unstable_by_key(|(v, o)| (u32::MAX - v, *o));
            for (_, offset) in ranked.into_iter().take(6) {
                for found in stretches(a, b, speed, shift, offset) {
                    let length = found.b[1] - found.b[0];
                    if best.as_ref().is_none_or(|(longest, _)| length > longest + 500) {
                        best = Some((length, found));
                    }
                }
            }
        }
        if best.is_some() {
            break;
        }
    }
    best.map(|(_, found)| found)
}

/// By how many bands a faster copy may be higher: not at all where the pitch was kept.
fn pitch_shifts(speed: u32) -> Vec<i32> {
    let bands = libm::round(libm::log(f64::from(speed) / 1000.0) / libm::log(RATIO)) as i32;
    if bands == 0 { vec![0] } else { vec![0, bands] }
}

/// The item that the sound would have if it were lower by `bands`.
fn shifted(item: u32, bands: i32) -> u32 {
    if bands >= 0 {
        item.checked_shr(bands as u32).unwrap_or(0)
    } else {
        item.checked_shl(bands.unsigned_abs()).unwrap_or(0)
    }
}

/// Differing and compared bits of two items; none compared where either has nothing to hear.
fn bits(a: u32, b: u32, shift: i32) -> (u32, u32) {
    if a == 0 || b == 0 {
        return (0, 0);
    }
    let mask = shifted(u32::MAX, shift);
    (((a ^ shifted(b, shift)) & mask).count_ones(), mask.count_ones())
}

/// Stretches along one line in time whose windows agree.
fn stretches(a: &[u32], b: &[u32], speed: u32, shift: i32, offset: i64) -> Vec<Match> {
    let place = |n: usize| usize::try_from(n as i64 * i64::from(speed) / 1000 + offset).ok().filter(|p| *p < a.len());
    let compared: Vec<(u32, u32)> =
        b.iter().enumerate().map(|(n, item)| place(n).map_or((0, 0), |p| bits(a[p], *item, shift))).collect();
    let mut same = vec![false; b.len()];
    for start in 0..b.len().saturating_sub(WINDOW - 1) {
        let window = &compared[start..start + WINDOW];
        let (off, all) = window.iter().fold((0, 0), |(o, c), w| (o + w.0, c + w.1));
        let telling = window.iter().filter(|w| w.1 > 0).count();
        if telling >= TELLING && off * 1000 <= all * SAME {
            same[start..start + WINDOW].fill(true);
        }
    }
    let mut found = Vec::new();
    let mut n = 0;
    while n < same.len() {
        if !same[n] {
            n += 1;
            continue;
        }
        let from = n;
        while n < same.len() && same[n] {
            n += 1;
        }
        let (off, all) = compared[from..n].iter().fold((0, 0), |(o, c), w| (o + w.0, c + w.1));
        let at = |n: usize| place(n).map_or(0, item_ms);
        found.push(Match {
            a: [at(from), at(n - 1)],
            b: [item_ms(from), item_ms(n - 1)],
            speed_1000: speed,
            difference_1000: off * 1000 / all.max(1),
        });
    }
    found
}

/// The share of differing bits, in 1/1000, where B's time `b` (from, to) is laid over A starting at `a_from` with B
/// running `speed_1000` faster, at the best shift within half a second; nothing where fewer than 20 items can be heard
/// in both.
#[must_use]
pub fn difference_along(a: &[u32], b: &[u32], a_from: i64, b_span: [i64; 2], speed_1000: u32) -> Option<u32> {
    let step = |ms: i64| ms * i64::from(super::RATE) / (super::STEP as i64 * 1000);
    let half_window = item_ms(0);
    let first = step((b_span[0] - half_window).max(0)) as usize;
    let last = (step((b_span[1] - half_window).max(0)) as usize).min(b.len());
    let mut best: Option<u32> = None;
    for shift in pitch_shifts(speed_1000) {
        for nudge in -6..=6_i64 {
            let (mut off, mut all, mut telling) = (0, 0, 0);
            for (n, &item) in b.iter().enumerate().take(last).skip(first) {
                let at_a = a_from + (item_ms(n) - b_span[0]) * i64::from(speed_1000) / 1000;
                let place = step(at_a - half_window + 46) + nudge;
                let Some(&other) = usize::try_from(place).ok().and_then(|p| a.get(p)) else { continue };
                let (o, c) = bits(other, item, shift);
                off += o;
                all += c;
                telling += usize::from(c > 0);
            }
            if telling >= TELLING {
                let share = off * 1000 / all.max(1);
                best = Some(best.map_or(share, |b| b.min(share)));
            }
        }
    }
    best
}
