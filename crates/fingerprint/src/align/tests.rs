//! Recordings laid beside each other: which seconds agree, cut, turned, faster and in pieces.

use super::*;
use crate::features::tests::busy;
use crate::luma::Luma;
use crate::recording::FrameCodes;
use crate::watch::Watcher;

/// A film that pans over a wide picture: `at` gives the column of the view at a time in ms.
pub(crate) fn film(seed: u32, length_ms: i64, at: impl Fn(i64) -> i64, edit: impl Fn(Luma) -> Luma) -> Recording {
    // No two films have their blocks on the same lattice.
    let (right, down) = (seed as usize * 5 % 23, seed as usize * 7 % 19);
    let wide = busy(1430, 200, seed).part(right, down, 1400, 180).unwrap();
    let first = edit(wide.part(0, 0, 320, 180).unwrap());
    let mut watcher = Watcher::new(first.width(), first.height());
    let mut frames: Vec<FrameCodes> = Vec::new();
    for ms in (0..length_ms).step_by(500) {
        let view = wide.part(usize::try_from(at(ms)).unwrap(), 0, 320, 180).unwrap();
        frames.extend(watcher.frame(ms, &edit(view)));
    }
    let (last, outline) = watcher.finish(length_ms);
    Recording::assemble(&outline, frames.into_iter().chain(last)).unwrap()
}

pub(crate) fn flip(luma: Luma) -> Luma {
    let samples = (0..luma.height()).flat_map(|y| luma.row(y).iter().rev().copied().collect::<Vec<_>>()).collect();
    Luma::new(luma.width(), luma.height(), samples).unwrap()
}

fn near(found: [i64; 2], expected: [i64; 2], by: i64) -> bool {
    (found[0] - expected[0]).abs() <= by && (found[1] - expected[1]).abs() <= by
}

#[test]
fn a_mirrored_cut_is_aligned_in_time() {
    let whole = film(1, 16_000, |ms| ms / 16, |l| l);
    let cut = film(1, 6_000, |ms| (ms + 5_000) / 16, flip);
    let found = segments(&whole, &cut);
    assert_eq!(found.len(), 1, "{found:?}");
    let segment = &found[0];
    assert!(segment.mirrored && segment.speed_1000.abs_diff(1000) <= 10, "{segment:?}");
    assert!(near(segment.a, [5_000, 11_000], 500) && near(segment.b, [0, 6_000], 500), "{segment:?}");
}

#[test]
fn a_faster_copy_is_aligned_with_its_speed() {
    let whole = film(2, 16_000, |ms| ms / 16, |l| l);
    let fast = film(2, 12_000, |ms| ms * 5 / 4 / 16, |l| l);
    let found = segments(&whole, &fast);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].speed_1000.abs_diff(1250) <= 15, "{:?}", found[0]);
}

#[test]
fn what_is_foreign_in_a_compilation_is_left_out() {
    let one = film(3, 12_000, |ms| ms / 16, |l| l);
    let mut mixed = film(4, 5_000, |ms| ms / 16, |l| l);
    let cut = film(3, 4_000, |ms| (ms + 3_000) / 16, |l| l);
    let outro = film(5, 3_000, |ms| ms / 16, |l| l);
    for (part, shift) in [(cut, 5_000), (outro, 9_000)] {
        mixed.frames.extend(part.frames.into_iter().map(|mut f| {
            f.at_ms += shift;
            f.until_ms += shift;
            f
        }));
    }
    mixed.duration_ms = 12_000;
    let found = segments(&one, &mixed);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(near(found[0].a, [3_000, 7_000], 500) && near(found[0].b, [5_000, 9_000], 500), "{found:?}");
}

#[test]
fn unrelated_films_share_nothing() {
    let films: Vec<Recording> = (20..26).map(|seed| film(seed, 6_000, |ms| ms / 16, |l| l)).collect();
    for (n, a) in films.iter().enumerate() {
        for b in &films[n + 1..] {
            assert_eq!(segments(a, b), vec![]);
        }
    }
}
