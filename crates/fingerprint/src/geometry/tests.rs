//! Maps between two pictures: found for what was moved, turned, mirrored or filmed, refused for strangers.

use super::*;
use crate::features::{extract, mirrored, tests::busy};
use crate::luma::Luma;

/// A picture seen through a map: each sample is taken from where `back` says, 128 outside.
fn warp(from: &Luma, width: usize, height: usize, back: impl Fn(f64, f64) -> (f64, f64)) -> Luma {
    let samples = (0..width * height)
        .map(|n| {
            let (x, y) = back((n % width) as f64, (n / width) as f64);
            let (x0, y0) = (x.floor(), y.floor());
            let at = |x: f64, y: f64| {
                let inside = x >= 0.0 && y >= 0.0 && x < from.width() as f64 && y < from.height() as f64;
                if inside { f64::from(from.row(y as usize)[x as usize]) } else { 128.0 }
            };
            let (fx, fy) = (x - x0, y - y0);
            let top = at(x0, y0) * (1.0 - fx) + at(x0 + 1.0, y0) * fx;
            let bottom = at(x0, y0 + 1.0) * (1.0 - fx) + at(x0 + 1.0, y0 + 1.0) * fx;
            (top * (1.0 - fy) + bottom * fy).round() as u8
        })
        .collect();
    Luma::new(width, height, samples).unwrap()
}

#[test]
fn each_edit_of_a_picture_is_found_with_its_turn_and_scale() {
    let original = busy(480, 270, 7);
    let (sin, cos) = 0.2_f64.sin_cos();
    type Back = Box<dyn Fn(f64, f64) -> (f64, f64)>;
    let edits: Vec<(&str, Back, f64, f64)> = vec![
        ("cropped by a tenth all round", Box::new(|x, y| (48.0 + x * 0.8, 27.0 + y * 0.8)), 0.0, 0.8),
        ("made small in a corner", Box::new(|x, y| ((x - 200.0) * 2.0, (y - 100.0) * 2.0)), 0.0, 2.0),
        (
            "turned",
            Box::new(move |x, y| {
                (cos * (x - 240.0) - sin * (y - 135.0) + 240.0, sin * (x - 240.0) + cos * (y - 135.0) + 135.0)
            }),
            11.46,
            1.0,
        ),
        (
            "filmed from the side",
            Box::new(|x, y| {
                let w = 1.0 + 0.0006 * x;
                (x * 1.15 / w, (y - 10.0) * 1.1 / w)
            }),
            0.0,
            1.1,
        ),
    ];
    let a = extract(&original, 300);
    for (name, back, turn, scale) in edits {
        let b = extract(&warp(&original, 480, 270, back), 300);
        let found = agree(&a, &b).unwrap_or_else(|| panic!("{name}: nothing agrees"));
        assert!(found.inliers >= INLIERS && found.spread((480, 270), (480, 270), 0.12), "{name}: {found:?}");
        assert!((found.map.turn() - turn).abs() < 4.0, "{name}: {}", found.map.turn());
        assert!((found.map.scale() / scale - 1.0).abs() < 0.12, "{name}: {}", found.map.scale());
    }
}

#[test]
fn a_mirrored_picture_agrees_with_mirrored_features_only() {
    let original = busy(480, 270, 8);
    let a = extract(&original, 300);
    let b = extract(&warp(&original, 480, 270, |x, y| (479.0 - x, y)), 300);
    assert!(agree(&a, &b).is_none_or(|f| f.inliers < INLIERS));
    assert!(agree(&a, &mirrored(&b, 480)).unwrap().inliers > 60);
}

#[test]
fn unrelated_pictures_do_not_agree() {
    let all: Vec<_> = (0..16).map(|seed| extract(&busy(480, 270, 100 + seed), 300)).collect();
    for (n, a) in all.iter().enumerate() {
        for b in &all[n + 1..] {
            let found = agree(a, b).map_or(0, |f| f.inliers);
            assert!(found < INLIERS - 3, "{found}");
        }
    }
}
