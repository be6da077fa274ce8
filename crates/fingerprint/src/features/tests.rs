//! Local features: the same corners after a change, mirrored codes, quotas, and none where there is no detail.

use super::*;

/// A picture with detail everywhere: blocks of random brightness at two sizes.
pub(crate) fn busy(width: usize, height: usize, seed: u32) -> Luma {
    let cell = |x: usize, y: usize, size: usize| {
        let mut h = ((x / size) as u32).wrapping_mul(0x9e37_79b1)
            ^ ((y / size) as u32).wrapping_mul(0x85eb_ca6b)
            ^ seed.wrapping_mul(0xc2b2_ae35);
        h ^= h >> 15;
        h = h.wrapping_mul(0x2c1b_3c6d);
        h ^= h >> 12;
        (h >> 8) & 0xff
    };
    let samples = (0..width * height)
        .map(|n| {
            let (x, y) = (n % width, n / width);
            ((cell(x, y, 23) * 2 + cell(x, y, 9)) / 3) as u8
        })
        .collect();
    Luma::new(width, height, samples).unwrap()
}

fn flip(luma: &Luma) -> Luma {
    let samples = (0..luma.height()).flat_map(|y| luma.row(y).iter().rev().copied().collect::<Vec<_>>()).collect();
    Luma::new(luma.width(), luma.height(), samples).unwrap()
}

#[test]
fn a_picture_with_detail_has_features_in_every_part_of_it() {
    let points = extract(&busy(480, 270, 1), 300);
    assert!(points.len() >= 250, "{}", points.len());
    for cell in 0..16_u16 {
        let (column, row) = (cell % 4, cell / 4);
        let inside = points.iter().filter(|p| p.x / (480 * 4) == column && p.y / (270 * 4) == row).count();
        assert!(inside >= 4, "cell {cell} has {inside}");
    }
}

#[test]
fn a_flat_or_tiny_picture_has_none() {
    assert!(extract(&Luma::new(480, 270, vec![16; 480 * 270]).unwrap(), 300).is_empty());
    assert!(extract(&busy(39, 400, 2), 300).is_empty());
}

#[test]
fn the_features_of_a_mirrored_picture_are_the_mirrored_features() {
    let picture = busy(320, 200, 3);
    let expected = mirrored(&extract(&picture, 300), 320);
    let found = extract(&flip(&picture), 300);
    let same = |a: &Point, b: &Point| a.level == b.level && a.x.abs_diff(b.x) <= 24 && a.y.abs_diff(b.y) <= 24;
    let again = expected.iter().filter(|e| found.iter().any(|f| same(e, f) && e.code.distance(&f.code) <= 8)).count();
    assert!(again * 10 >= expected.len() * 8, "{again} of {}", expected.len());
}

#[test]
fn the_same_samples_give_the_same_features() {
    // Written down once; every machine must agree. It changes only when the features themselves are changed.
    let points = extract(&busy(200, 160, 4), 100);
    let mixed = points.iter().fold(0_u64, |m, p| {
        p.code.0.iter().fold(m.rotate_left(5) ^ u64::from(p.x) << 16 ^ u64::from(p.y), |m, w| m.rotate_left(9) ^ w)
    });
    assert_eq!(format!("{} {mixed:016x}", points.len()), "104 9684bad87f736426");
}

#[test]
fn brightness_and_contrast_do_not_change_most_bits() {
    let picture = busy(320, 200, 5);
    let darker = Luma::new(320, 200, picture.samples().iter().map(|&s| 20 + s / 3).collect()).unwrap();
    let (a, b) = (extract(&picture, 300), extract(&darker, 300));
    let again = a.iter().filter(|p| b.iter().any(|q| p.code.distance(&q.code) <= 31)).count();
    assert!(again * 10 >= a.len() * 6, "{again} of {}", a.len());
}
