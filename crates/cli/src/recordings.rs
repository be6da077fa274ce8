//! Finished files as values for the physical checks: their sound as samples on the file's own timeline, and the brightness
//! of their frames.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use media::{Pick, Problem, Size, Stream};
use model::Digest;
use model::name::visible;
use scene::light::{COLUMNS, Moment, ROWS};
use sha2::Digest as _;

use crate::failure::Failure;
use crate::verbs::compare::open;
use crate::world::World;

/// The most seconds of sound that are taken of one file, and a little more, so that "too long" can be said.
const MOST_SECONDS: usize = 3_601;

/// What is heard in a file.
pub struct Sound {
    /// Its name, safe to show.
    pub name: String,
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// Samples a second in the file.
    pub rate_hz: Option<u32>,
    /// From the beginning of the file, at the rate that was asked for.
    pub samples: Vec<i16>,
    /// What decoded it.
    pub decoder: String,
    /// Seconds at which the decoder stopped, and why, where it did not come to the end.
    pub broken: Option<String>,
}

/// Decodes the sound of a file that was named.
pub fn sound(world: &World, path: &Path, rate: u32) -> Result<Sound, Failure> {
    let name = visible(&path.to_string_lossy());
    let file = open(path)?;
    let could_not = |problem: Problem| Failure::CouldNot(anyhow::anyhow!("{name} could not be decoded: {problem}"));
    let decoder = world.decoder().get().map_err(could_not)?;
    let probe = decoder.probe(&file).map_err(could_not)?;
    let Some(stream) = probe.sound() else {
        return Err(Failure::Usage(format!("{name} has no sound: there is nothing in it that could be compared")));
    };
    let Stream { index, sample_rate, .. } = *stream;
    let (mut samples, mut broken) = (Vec::new(), None);
    for piece in decoder.sound(&file, &probe, index, rate).map_err(could_not)? {
        match piece {
            Ok(piece) => place(&mut samples, piece.start_us, &piece.samples, rate),
            Err(problem) if samples.is_empty() => return Err(could_not(problem)),
            Err(problem) => broken = Some(format!("{name}: its sound breaks off: {problem}")),
        }
        if samples.len() > MOST_SECONDS * rate as usize {
            break;
        }
    }
    Ok(Sound {
        digest: digest(&file)?,
        name,
        rate_hz: sample_rate,
        samples,
        decoder: decoder.version().to_owned(),
        broken,
    })
}

/// The brightness of a film, frame by frame.
pub struct Film {
    /// Its name, safe to show.
    pub name: String,
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// Its frames.
    pub moments: Vec<Moment>,
    /// What decoded it.
    pub decoder: String,
    /// Why the decoder stopped, where it did not come to the end.
    pub broken: Option<String>,
}

/// Frames after which a film is too long: an hour of 50 a second.
const MOST_FRAMES: usize = 180_000;

/// Decodes every frame of a file that was named, in a coarse grid of cells.
pub fn film(world: &World, path: &Path) -> Result<Film, Failure> {
    let name = visible(&path.to_string_lossy());
    let file = open(path)?;
    let could_not = |problem: Problem| Failure::CouldNot(anyhow::anyhow!("{name} could not be decoded: {problem}"));
    let decoder = world.decoder().get().map_err(could_not)?;
    let probe = decoder.probe(&file).map_err(could_not)?;
    let Some(stream) = probe.picture().filter(|_| !probe.is_still()) else {
        return Err(Failure::Usage(format!("{name} has no moving picture")));
    };
    let size = Size::exactly(COLUMNS as u32, ROWS as u32);
    let (mut moments, mut broken) = (Vec::new(), None);
    for frame in decoder.frames(&file, &probe, stream.index, Pick::Every, size).map_err(could_not)? {
        match frame {
            Ok(frame) => moments.push(Moment { at_us: frame.pts_us, cells: frame.luma }),
            Err(problem) if moments.is_empty() => return Err(could_not(problem)),
            Err(problem) => broken = Some(format!("{name}: its picture breaks off: {problem}")),
        }
        if moments.len() > MOST_FRAMES {
            return Err(Failure::Usage(format!("{name} is longer than an hour: cut out the part that matters")));
        }
    }
    Ok(Film { digest: digest(&file)?, name, moments, decoder: decoder.version().to_owned(), broken })
}

/// Puts a piece where its own time says; what is missing before it is silence.
fn place(samples: &mut Vec<i16>, start_us: i64, piece: &[i16], rate: u32) {
    let start = (i128::from(start_us) * i128::from(rate) / 1_000_000) as i64;
    let behind = samples.len() as i64 - start;
    // Times are rounded to ticks of the file's clock: a few milliseconds are no gap.
    let near = i64::from(rate) / 200;
    if !samples.is_empty() && behind.abs() <= near {
        samples.extend_from_slice(piece);
        return;
    }
    let most = (MOST_SECONDS * rate as usize) as i64;
    if behind < 0 {
        samples.resize(start.min(most).max(0) as usize, 0);
    }
    let skipped = usize::try_from(behind.max(0)).unwrap_or(0).min(piece.len());
    samples.extend_from_slice(&piece[skipped..]);
}

/// SHA-256 of a file.
pub fn digest(mut file: &File) -> Result<Digest, Failure> {
    file.seek(SeekFrom::Start(0))?;
    let (mut hasher, mut buffer) = (sha2::Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(Digest(hasher.finalize().into())),
            n => hasher.update(&buffer[..n]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn pieces_stand_where_their_times_say() {
        let mut samples = Vec::new();
        place(&mut samples, -1_000, &[9, 9, 9, 9, 1], 4_000);
        assert_eq!(samples, [1], "what lies before the beginning of the file is left out");
        place(&mut samples, 500, &[2, 3], 4_000);
        assert_eq!(samples, [1, 2, 3], "a tick off is no gap");
        place(&mut samples, 10_000, &[4], 4_000);
        assert_eq!((samples.len(), samples[40]), (41, 4));
        place(&mut samples, i64::MAX, &[], 4_000);
        assert!(samples.len() <= 3_601 * 4_000);
    }
}
