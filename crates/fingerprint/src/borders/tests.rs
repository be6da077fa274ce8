//! What stands still while the picture moves: bars, blurred bars, banners, and nothing where nothing does.

use super::*;
use crate::features::tests::busy;

/// A moving picture in a frame of another kind: `paint` changes each frame.
fn seen(paint: impl Fn(usize, &mut Vec<u8>)) -> Parts {
    let mut constant = Constant::new(320, 180);
    for n in 0..8 {
        let wide = busy(480, 180, 5);
        let mut samples = wide.part(n * 17, 0, 320, 180).unwrap().samples().to_vec();
        paint(n, &mut samples);
        let luma = Luma::new(320, 180, samples).unwrap();
        let sketch = Sketch::of(&luma);
        constant.see(&luma, sketch);
    }
    constant.parts()
}

fn fill(
    samples: &mut [u8],
    columns: std::ops::Range<usize>,
    rows: std::ops::Range<usize>,
    value: impl Fn(usize, usize) -> u8,
) {
    for y in rows {
        for x in columns.clone() {
            samples[y * 320 + x] = value(x, y);
        }
    }
}

#[test]
fn a_picture_without_bars_has_none() {
    let parts = seen(|_, _| {});
    assert_eq!((parts.inside, parts.overlays), (None, vec![]));
}

#[test]
fn bars_of_any_colour_are_found_on_any_side() {
    for colour in [0, 16, 90, 255] {
        let parts = seen(|_, s| {
            fill(s, 0..320, 0..22, |_, _| colour);
            fill(s, 0..320, 158..180, |_, _| colour);
        });
        assert_eq!(parts.inside, Some(Area { left: 0, top: 22, width: 320, height: 136 }), "{colour}");
    }
    let parts = seen(|_, s| fill(s, 0..60, 0..180, |_, _| 30));
    assert_eq!(parts.inside, Some(Area { left: 60, top: 0, width: 260, height: 180 }));
}

#[test]
fn a_bar_that_is_missing_in_one_frame_is_no_bar_and_a_black_frame_says_nothing() {
    let parts = seen(|n, s| {
        if n != 5 {
            fill(s, 0..320, 0..30, |_, _| 0);
        }
    });
    assert_eq!(parts.inside, None);
    let parts = seen(|n, s| if n == 5 { s.fill(3) } else { fill(s, 0..320, 0..30, |_, _| 0) });
    assert_eq!(parts.inside, Some(Area { left: 0, top: 30, width: 320, height: 150 }));
}

#[test]
fn blurred_bars_are_found_by_their_want_of_edges() {
    let parts = seen(|n, s| {
        let soft = |x: usize, y: usize| (100 + (x + n * 3) % 80 / 2 + y / 6) as u8;
        fill(s, 0..80, 0..180, soft);
        fill(s, 240..320, 0..180, soft);
    });
    let inside = parts.inside.unwrap();
    assert!(inside.left.abs_diff(80) <= 2 && inside.width.abs_diff(160) <= 4, "{inside:?}");
}

#[test]
fn a_logo_that_stays_is_an_overlay_and_a_fixed_camera_is_not() {
    let logo = |x: usize, y: usize| if (x / 5 + y / 5).is_multiple_of(2) { 240 } else { 20 };
    let parts = seen(|_, s| fill(s, 250..310, 10..40, logo));
    let Some(found) = parts.overlays.first() else { panic!("none found") };
    assert!(found.left.abs_diff(250) <= 8 && found.width.abs_diff(60) <= 16, "{found:?}");

    let still = busy(320, 180, 9);
    let parts = seen(|n, s| {
        s.copy_from_slice(still.samples());
        fill(s, 20 + n * 10..60 + n * 10, 60..90, |x, _| (x * 7 % 250) as u8);
    });
    assert!(parts.overlays.is_empty() && parts.fixed.is_empty());
}

#[test]
fn noise_is_no_movement() {
    let still = busy(320, 180, 11);
    let noisy = still.samples().iter().enumerate().map(|(n, s)| s.saturating_add((n * 7 % 5) as u8)).collect();
    let noisy = Sketch::of(&Luma::new(320, 180, noisy).unwrap());
    let moved = Sketch::of(&busy(323, 180, 11).part(3, 0, 320, 180).unwrap());
    let still = Sketch::of(&still);
    assert!(!still.still_since(&moved));
    assert!(still.still_since(&still) && noisy.columns == still.columns);
}
