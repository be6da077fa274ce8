//! Prints how long hashing takes, for frames of several sizes.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::time::Instant;

use fingerprint::{Luma, pdq};

fn main() {
    for (width, height) in [(64, 64), (128, 128), (270, 480), (480, 720), (512, 512), (720, 1280), (1080, 1920)] {
        let samples = (0..width * height).map(|i: usize| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let frame = Luma::new(width, height, samples).unwrap();
        let rounds = 2_000_000_usize.div_ceil(width * height).max(3) * 5;
        let start = Instant::now();
        let mut set = 0;
        for _ in 0..rounds {
            set += u32::from(pdq::hash(std::hint::black_box(&frame)).quality);
        }
        let each = start.elapsed().as_secs_f64() * 1000.0 / rounds as f64;
        println!("{width:4} × {height:4}: {each:.3} ms a frame ({rounds} rounds, quality {})", set / rounds as u32);
    }
}
