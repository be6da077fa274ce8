//! Recordings to measure with: rendered scenes with a moving camera, depth, people and vehicles, grain, night, smoke and
//! bare walls; all drawn by this crate from a seed. Beside them the edits that copies undergo (`edits`).
//!
//! Nothing here shows a real place. Pictures and sounds are values; encoding and editing are done by an ffmpeg program
//! whose arguments `edits` and `files` give.

pub mod edits;
pub mod files;
mod noise;
mod paint;
mod render;
mod scenes;
mod sound;
mod texture;

pub use scenes::{HELD_OUT, Kind, TUNING};

/// Frames a second.
pub const FPS: u32 = 25;
/// Columns of a frame.
pub const WIDTH: usize = 640;
/// Rows of a frame.
pub const HEIGHT: usize = 360;
/// Sound samples a second, one channel.
pub const RATE: u32 = 22_050;

/// One recording: a scene, a camera's way through it, and what is heard.
pub struct Footage {
    scene: scenes::Scene,
    seed: u32,
    sound_seed: u32,
    seconds: u32,
}

impl Footage {
    /// The recording of a kind for a seed; the same on every machine.
    #[must_use]
    pub fn new(kind: Kind, seed: u32, seconds: u32) -> Self {
        Self { scene: scenes::scene(kind, seed), seed, sound_seed: seed ^ (kind as u32 * 7717 + 1), seconds }
    }

    /// How many frames it has.
    #[must_use]
    pub fn frames(&self) -> u32 {
        self.seconds * FPS
    }

    /// Frame `n` as interleaved 8-bit RGB.
    #[must_use]
    pub fn frame(&self, n: u32) -> Vec<u8> {
        render::frame(&self.scene, n as f32 / FPS as f32, self.seed)
    }

    /// All of the sound, 16-bit samples.
    #[must_use]
    pub fn sound(&self) -> Vec<i16> {
        sound::samples(self.sound_seed, self.seconds, self.scene.loudness)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luma(rgb: &[u8]) -> Vec<f32> {
        rgb.chunks_exact(3).map(|p| (f32::from(p[0]) * 3.0 + f32::from(p[1]) * 6.0 + f32::from(p[2])) / 10.0).collect()
    }

    #[test]
    fn every_kind_moves_and_is_neither_black_nor_white() {
        for kind in TUNING.iter().chain(HELD_OUT) {
            let footage = Footage::new(*kind, 3, 4);
            let (first, later) = (luma(&footage.frame(0)), luma(&footage.frame(60)));
            let mean = first.iter().sum::<f32>() / first.len() as f32;
            let moved = first.iter().zip(&later).map(|(a, b)| (a - b).abs()).sum::<f32>() / first.len() as f32;
            assert!(mean > 6.0 && mean < 245.0, "{kind:?}: mean {mean}");
            assert!(moved > 1.0, "{kind:?}: moved {moved}");
        }
    }

    #[test]
    fn a_seed_gives_the_same_recording_and_another_seed_another() {
        let of = |seed| Footage::new(Kind::Street, seed, 4).frame(10);
        assert!(of(1) == of(1) && of(1) != of(2));
        let heard = |seed| Footage::new(Kind::Street, seed, 4).sound();
        assert!(heard(1) == heard(1) && heard(1) != heard(2));
    }
}
