//! Frames and samples as files that ffmpeg takes: portable pixmaps and WAV. And small pictures for logos and banners.

use crate::noise::Dice;
use crate::paint::{rough, scrawl};
use crate::texture::Texture;
use crate::{FPS, HEIGHT, RATE, WIDTH};

/// A WAV file, one channel.
#[must_use]
pub fn wav(samples: &[i16]) -> Vec<u8> {
    let data = (samples.len() * 2) as u32;
    let mut out = Vec::with_capacity(samples.len() * 2 + 44);
    out.extend(b"RIFF");
    out.extend((36 + data).to_le_bytes());
    out.extend(b"WAVEfmt ");
    for word in [16_u32, 0x0001_0001, RATE, RATE * 2, 0x0010_0002] {
        out.extend(word.to_le_bytes());
    }
    out.extend(b"data");
    out.extend(data.to_le_bytes());
    out.extend(samples.iter().flat_map(|s| s.to_le_bytes()));
    out
}

/// A still picture of letters on an even ground, as a portable pixmap: a logo, a banner, a card.
#[must_use]
pub fn lettering(width: usize, height: usize, seed: u32) -> Vec<u8> {
    let mut dice = Dice::new(seed);
    let ground = [dice.between(0.0, 200.0), dice.between(0.0, 90.0), dice.between(0.0, 120.0)];
    let mut t = Texture::clear(width as i32 + 1, height as i32 + 1);
    t.block((0, 0), (width as i32 + 1, height as i32 + 1), |_, _| ground);
    let line = (height as i32 / 3).clamp(10, 40);
    let mut y = line / 3;
    let mut n = 0;
    while y + line < height as i32 {
        scrawl(&mut t, (line / 2, y), (width as i32 - line, line * 2 / 3), [240.0; 3], seed ^ (n * 7 + 1));
        y += line;
        n += 1;
    }
    if width < 3 * height {
        let radius = (width.min(height) / 4) as i32;
        t.disc((width as i32 / 2, height as i32 / 2), radius, rough([220.0, 190.0, 60.0], 7.0, seed));
    }
    pixmap(width, height, |x, y| {
        let [r, g, b, _] = t.at(x as f32, y as f32).map(|v| v as u8);
        [r, g, b]
    })
}

/// A portable pixmap.
#[must_use]
pub fn pixmap(width: usize, height: usize, at: impl Fn(usize, usize) -> [u8; 3]) -> Vec<u8> {
    let mut out = format!("P6\n{width} {height}\n255\n").into_bytes();
    for y in 0..height {
        for x in 0..width {
            out.extend(at(x, y));
        }
    }
    out
}

/// ffmpeg's arguments that read raw frames from standard input and a WAV file, and write an MP4.
#[must_use]
pub fn encode(wav: &str, out: &str) -> Vec<String> {
    let size = format!("{WIDTH}x{HEIGHT}");
    let rate = FPS.to_string();
    [
        "-v",
        "error",
        "-y",
        "-f",
        "rawvideo",
        "-pix_fmt",
        "rgb24",
        "-s",
        &size,
        "-r",
        &rate,
        "-i",
        "-",
        "-i",
        wav,
        "-shortest",
        "-threads",
        "1",
        "-c:v",
        "libx264",
        "-preset",
        "superfast",
        "-crf",
        "23",
        "-pix_fmt",
        "yuv420p",
        "-g",
        "60",
        "-c:a",
        "aac",
        "-b:a",
        "64k",
        out,
    ]
    .map(str::to_owned)
    .to_vec()
}
