//! Sound of one stream as one channel of 16-bit samples, in pieces that carry their own times.

use std::fs::File;

use crate::decoder::Decoder;
use crate::handover::Handover;
use crate::probe::{Probe, StreamKind};
use crate::problem::Problem;

/// The most bytes of one piece. Pieces have a few thousand samples.
const LARGEST: u64 = 4 << 20;

/// A piece of sound: consecutive samples of one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Samples {
    /// When the first is heard: microseconds from the beginning of the file.
    pub start_us: i64,
    /// All channels mixed to one.
    pub samples: Vec<i16>,
}

/// Pieces of sound as they are decoded. A problem is the last thing given: what came before it is sound, but not all.
pub struct Sound {
    handover: Handover,
}

impl Sound {
    /// What the decoder complained of: how often, and the first time.
    pub fn complaints(&self) -> (u64, Option<&str>) {
        self.handover.complaints()
    }

    /// The most memory that the decoder was seen to have so far, in bytes.
    pub fn peak_bytes(&self) -> u64 {
        self.handover.peak_bytes()
    }
}

impl Iterator for Sound {
    type Item = Result<Samples, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        let packet = self.handover.next()?;
        Some(packet.map(|packet| {
            let (pairs, _) = packet.data.as_chunks::<2>();
            Samples { start_us: packet.pts_us, samples: pairs.iter().map(|pair| i16::from_le_bytes(*pair)).collect() }
        }))
    }
}

impl Decoder {
    /// Decodes the sound of one stream at `rate` samples a second. `probe` is what [`Decoder::probe`] said of the same
    /// file.
    pub fn sound(&self, file: &File, probe: &Probe, stream: u32, rate: u32) -> Result<Sound, Problem> {
        let found = probe.streams.iter().any(|s| s.index == stream && s.kind == StreamKind::Sound);
        if !found {
            return Err(Problem::NoSuchStream { what: "sound".to_owned(), stream });
        }
        let rate = rate.to_string();
        let options = ["-ac", "1", "-ar", &rate, "-c:a", "pcm_s16le"];
        Ok(Sound { handover: Handover::start(self, file, stream, &[], &options, LARGEST)? })
    }
}
