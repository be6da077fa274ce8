//! A small picture of a frame for people to look at: grey in its pixels, or blurred past recognition.

use jpeg_encoder::{ColorType, Encoder};

use crate::frames::Frame;

/// How a frame may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Without colour.
    Grey,
    /// Without colour and without anything that could be recognised: 12 patches on the longer side, smoothed.
    Blurred,
}

/// Patches on the longer side of a blurred picture.
const PATCHES: u32 = 12;
const QUALITY: u8 = 72;

/// The frame as a JPEG file, grey. The same frame gives the same bytes everywhere.
pub fn thumbnail(frame: &Frame, look: Look) -> Vec<u8> {
    let blurred;
    let luma = match look {
        Look::Grey => &frame.luma,
        Look::Blurred => {
            blurred = blur(frame);
            &blurred
        }
    };
    let mut file = Vec::new();
    let (Ok(width), Ok(height)) = (u16::try_from(frame.width), u16::try_from(frame.height)) else { return file };
    let encoder = Encoder::new(&mut file, QUALITY);
    if encoder.encode(luma, width, height, ColorType::Luma).is_err() {
        file.clear();
    }
    file
}

/// Means over large patches, drawn with steps of a pixel between their middles.
fn blur(frame: &Frame) -> Vec<u8> {
    let long = frame.width.max(frame.height).max(1);
    let patches = |side: u32| (side * PATCHES).div_ceil(long).clamp(1, side.max(1));
    let (across, down) = (patches(frame.width), patches(frame.height));
    let row_of =
        |y: u32, height: u32, count: u32| (u64::from(y) * u64::from(count) / u64::from(height.max(1))) as usize;
    let mut sums = vec![(0_u64, 0_u64); (across * down) as usize];
    let pixels = || (0..frame.height).flat_map(|y| (0..frame.width).map(move |x| (x, y)));
    for ((x, y), luma) in pixels().zip(&frame.luma) {
        let at = row_of(y, frame.height, down) * across as usize + row_of(x, frame.width, across);
        sums[at] = (sums[at].0 + u64::from(*luma), sums[at].1 + 1);
    }
    let mean = |x: i64, y: i64| {
        let at = y.clamp(0, i64::from(down) - 1) * i64::from(across) + x.clamp(0, i64::from(across) - 1);
        let (sum, count) = sums[at as usize];
        (sum / count.max(1)) as i64
    };
    let middle = |at: u32, side: u32, count: u32| {
        // In 256ths of a patch, from the middle of the first.
        (i64::from(at) * 2 + 1) * i64::from(count) * 128 / i64::from(side.max(1)) - 128
    };
    pixels()
        .map(|(x, y)| {
            let (u, v) = (middle(x, frame.width, across), middle(y, frame.height, down));
            let (x, y, right, below) = (u.div_euclid(256), v.div_euclid(256), u.rem_euclid(256), v.rem_euclid(256));
            let upper = mean(x, y) * (256 - right) + mean(x + 1, y) * right;
            let lower = mean(x, y + 1) * (256 - right) + mean(x + 1, y + 1) * right;
            ((upper * (256 - below) + lower * below) >> 16) as u8
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(width: u32, height: u32, luma: impl Fn(u32, u32) -> u8) -> Frame {
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        Frame { pts_us: 0, width, height, luma: pixels.map(|(x, y)| luma(x, y)).collect(), chroma: Vec::new() }
    }

    #[test]
    fn a_thumbnail_is_a_jpeg_file_of_one_component() {
        let file = thumbnail(&frame(40, 30, |x, y| (x * 5 + y) as u8), Look::Grey);
        assert!(file.starts_with(b"\xff\xd8") && file.ends_with(b"\xff\xd9"));
        let at = file.windows(2).position(|w| w == b"\xff\xc0").unwrap();
        assert_eq!(file[at + 9], 1, "components");
    }

    #[test]
    fn nothing_fine_survives_blurring() {
        let checks = frame(240, 160, |x, y| if (x / 4 + y / 4) % 2 == 0 { 255 } else { 0 });
        let blurred = blur(&checks);
        let (least, most) = (blurred.iter().min().unwrap(), blurred.iter().max().unwrap());
        assert!(most - least < 16, "{least}..{most}");
    }

    #[test]
    fn odd_sizes_are_blurred_too() {
        for (width, height) in [(1, 1), (1, 500), (3, 2), (13, 7)] {
            let flat = frame(width, height, |_, _| 77);
            assert!(blur(&flat).iter().all(|l| *l == 77), "{width}x{height}");
        }
    }
}
