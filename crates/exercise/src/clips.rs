//! The recordings of the story: three that were made, two copies made from them, two stills and one sound.
//!
//! Copies are made from the pictures before compression, so that each film is compressed once. What is a copy of
//! what is said again, for people and programs, in `material/ground-truth.json`; a test compares the two.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::camera::{HEIGHT, Shot, WIDTH};
use crate::letters::burn;
use crate::picture::Picture;
use crate::riff::{Film, avi, wav};
use crate::scenes::{bank, bridge, spillway, street};
use crate::wave::{Heard, RATE, render};

/// The word in every frame.
pub const WORD: &str = "EXERCISE";
/// Where it stands in a camera's frame: column, row, pixels a dot.
pub const WORD_AT: (i32, i32, i32) = (157, 14, 3);
/// Frames a second of every camera in the story.
pub const FPS: i32 = 12;

const COMMENT: &str = "EXERCISE. Painted by a program for the demonstration case; shows no real place";
const WHITE: [u8; 3] = [250, 248, 240];

/// Every recording of the story, as files.
pub struct Recordings {
    /// The witness's film from the footbridge, 9 s.
    pub gate: Vec<u8>,
    /// A second person's film from the left bank, 7 s.
    pub bank: Vec<u8>,
    /// An edited copy of `gate`: mirrored, cropped, with a banner, 6 s.
    pub viral: Vec<u8>,
    /// A release of water at another dam, seven years earlier, 8 s.
    pub spillway: Vec<u8>,
    /// A copy of `spillway`: smaller, shorter, silent, passed off as new.
    pub claimed_new: Vec<u8>,
    /// A photograph of a street by a third person.
    pub street: Vec<u8>,
    /// One frame of `gate`, saved as a picture.
    pub grab: Vec<u8>,
    /// A voice message: siren and clang from 1,002 m away, 10 s.
    pub voice: Vec<u8>,
}

/// Renders all of them.
pub fn render_all() -> Recordings {
    let gate = frames_of(&GATE, &bridge::world());
    let bank = frames_of(&BANK, &bank::world());
    let spillway = frames_of(&SPILLWAY, &spillway::world());
    let gate_sound = render(&GATE_SOUND);

    let viral: Vec<Picture> =
        gate[frame_at(VIRAL_MS[0])..frame_at(VIRAL_MS[1])].iter().map(mirror_crop_banner).collect();
    let viral_sound: Vec<i16> =
        gate_sound[sample_at(VIRAL_MS[0])..sample_at(VIRAL_MS[1])].iter().map(|s| s / 2).collect();
    let claimed_new: Vec<Picture> = (NEW_MS[0]..NEW_MS[1])
        .step_by(100)
        .map(|ms| resize(&spillway[frame_at(ms)], (0, 0), (WIDTH, HEIGHT), (256, 144)))
        .collect();
    let street = burned(STREET.frame(&street::world(), 0));
    Recordings {
        grab: jpeg(&gate[frame_at(GRAB_MS)], 70),
        gate: film(&gate, &gate_sound, FPS, 82),
        bank: film(&bank, &render(&BANK_SOUND), FPS, 80),
        viral: film(&viral, &viral_sound, FPS, 46),
        spillway: film(&spillway, &render(&SPILLWAY_SOUND), FPS, 84),
        claimed_new: film(&claimed_new, &[], 10, 58),
        street: jpeg(&street, 88),
        voice: wav(&render(&VOICE_SOUND), COMMENT),
    }
}

const GATE: Shot = Shot {
    pan: [(244, 158), (226, 172)],
    step: [312, 258],
    shake: 900,
    length_ms: 9000,
    gate_ms: Some(3000),
    seed: 1001,
};
const BANK: Shot = Shot {
    pan: [(236, 138), (252, 142)],
    step: [300, 276],
    shake: 1300,
    length_ms: 7000,
    gate_ms: Some(1000),
    seed: 2002,
};
const SPILLWAY: Shot =
    Shot { pan: [(208, 130), (262, 156)], step: [296, 280], shake: 500, length_ms: 8000, gate_ms: None, seed: 3003 };
const STREET: Shot =
    Shot { pan: [(205, 140), (205, 140)], step: [318, 318], shake: 0, length_ms: 1000, gate_ms: None, seed: 4004 };

// Sound goes 334 m a second at the +4 °C of that morning: 500 m, 167 m and 1,002 m.
const GATE_SOUND: Heard =
    Heard { length_ms: 9000, starts_ms: -3000, late_ms: 1500, loudness: 190, accident: true, seed: 501 };
const BANK_SOUND: Heard =
    Heard { length_ms: 7000, starts_ms: -1000, late_ms: 500, loudness: 250, accident: true, seed: 502 };
const VOICE_SOUND: Heard =
    Heard { length_ms: 10_000, starts_ms: -5000, late_ms: 3000, loudness: 120, accident: true, seed: 503 };
const SPILLWAY_SOUND: Heard =
    Heard { length_ms: 8000, starts_ms: 0, late_ms: 0, loudness: 230, accident: false, seed: 504 };

/// Which part of `gate` the viral copy holds.
pub const VIRAL_MS: [i32; 2] = [1500, 7500];
/// Which part of `spillway` its later copy holds.
pub const NEW_MS: [i32; 2] = [2000, 7000];
/// Which instant of `gate` the saved picture shows.
pub const GRAB_MS: i32 = 5000;

fn frame_at(ms: i32) -> usize {
    (ms * FPS / 1000) as usize
}

fn sample_at(ms: i32) -> usize {
    (i64::from(ms) * RATE / 1000) as usize
}

fn frames_of(shot: &Shot, world: &crate::world::World) -> Vec<Picture> {
    (0..frame_at(shot.length_ms) as i32).map(|n| burned(shot.frame(world, n * 1000 / FPS))).collect()
}

fn burned(mut picture: Picture) -> Picture {
    burn(&mut picture, WORD, (WORD_AT.0, WORD_AT.1), WORD_AT.2, WHITE);
    picture
}

/// A part of a picture at another size.
fn resize(from: &Picture, (x, y): (i32, i32), (width, height): (i32, i32), to: (i32, i32)) -> Picture {
    let mut out = Picture::new(to.0, to.1);
    for row in 0..to.1 {
        for column in 0..to.0 {
            let (sx, sy) = (x * 256 + column * width * 256 / to.0, y * 256 + row * height * 256 / to.1);
            out.set(column, row, from.between(sx, sy));
        }
    }
    out
}

/// What the viral account did: one tenth cut off all round, left and right exchanged, a banner below.
fn mirror_crop_banner(from: &Picture) -> Picture {
    let mut out = resize(from, (16, 9), (288, 162), (WIDTH, HEIGHT));
    for row in out.pixels.chunks_exact_mut(WIDTH as usize) {
        row.reverse();
    }
    out.fill(0, 148, WIDTH, 32, [126, 18, 24]);
    burn(&mut out, WORD, (10, 154), 3, WHITE);
    burn(&mut out, "SULNA NEWS", (184, 157), 2, [255, 220, 90]);
    out
}

fn jpeg(picture: &Picture, quality: u8) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, quality);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    // The encoder fails on a size that does not fit its data, or when writing fails; memory and our sizes do neither.
    encoder
        .encode(&picture.bytes(), picture.width as u16, picture.height as u16, ColorType::Rgb)
        .expect("a painted picture has as many bytes as its size says");
    out
}

fn film(pictures: &[Picture], sound: &[i16], fps: i32, quality: u8) -> Vec<u8> {
    let frames: Vec<Vec<u8>> = pictures.iter().map(|p| jpeg(p, quality)).collect();
    let (width, height) = pictures.first().map_or((0, 0), |p| (p.width as u32, p.height as u32));
    avi(&Film { width, height, fps: fps as u32, frames: &frames, sound, comment: COMMENT })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters;

    /// Mean brightness of the word's dots and of the plate between them.
    fn word_contrast(picture: &Picture, (x, y): (i32, i32), scale: i32) -> (i32, i32) {
        let (mut sums, mut counts) = ([0; 2], [0; 2]);
        for row in 0..letters::HEIGHT * scale {
            for column in 0..letters::width(WORD, scale) {
                let side = usize::from(letters::dot(WORD, column / scale, row / scale));
                sums[side] += picture.at(x + column, y + row).iter().map(|c| i32::from(*c)).sum::<i32>() / 3;
                counts[side] += 1;
            }
        }
        (sums[1] / counts[1], sums[0] / counts[0])
    }

    #[test]
    fn the_word_stands_out_in_every_frame_of_every_film() {
        let shots = [
            (&GATE, bridge::world()),
            (&BANK, bank::world()),
            (&SPILLWAY, spillway::world()),
            (&STREET, street::world()),
        ];
        for (shot, world) in &shots {
            for picture in frames_of(shot, world) {
                let (dots, plate) = word_contrast(&picture, (WORD_AT.0, WORD_AT.1), WORD_AT.2);
                assert!(dots > 235 && plate < 90, "seed {}: {dots} on {plate}", shot.seed);
            }
        }
        for picture in frames_of(&GATE, &shots[0].1) {
            let (dots, plate) = word_contrast(&mirror_crop_banner(&picture), (10, 154), 3);
            assert!(dots > 235 && plate < 90, "banner: {dots} on {plate}");
        }
    }

    #[test]
    fn the_ground_truth_says_which_part_each_copy_holds() {
        let truth: serde_json::Value = serde_json::from_str(&crate::ground_truth()).unwrap();
        let made = [VIRAL_MS, [GRAB_MS, GRAB_MS], NEW_MS];
        let said = truth["copies"].as_array().unwrap();
        assert_eq!(said.len(), made.len());
        for (copy, [from, to]) in said.iter().zip(made) {
            assert_eq!(copy["original_ms"], serde_json::json!([from, to]));
            assert_eq!(copy["copy_ms"], serde_json::json!([0, to - from]));
        }
    }

    #[test]
    fn the_ground_truth_says_when_flash_and_clang_fall() {
        let truth: serde_json::Value = serde_json::from_str(&crate::ground_truth()).unwrap();
        let made = [
            (GATE.gate_ms, &GATE_SOUND, 0),
            (BANK.gate_ms, &BANK_SOUND, 0),
            (GATE.gate_ms, &GATE_SOUND, i64::from(VIRAL_MS[0])),
            (None, &VOICE_SOUND, 0),
        ];
        let said = truth["sound"]["recordings"].as_array().unwrap();
        assert_eq!(said.len(), made.len());
        for (recording, (flash, sound, cut)) in said.iter().zip(made) {
            assert_eq!(recording["flash_at_ms"].as_i64(), flash.map(|f| i64::from(f) - cut), "{recording}");
            assert_eq!(recording["starts_ms"], sound.starts_ms + cut);
            assert_eq!(recording["clang_at_ms"], sound.late_ms - sound.starts_ms - cut);
            assert_eq!(recording["distance_m"], sound.late_ms * 334 / 1000);
        }
    }
}
