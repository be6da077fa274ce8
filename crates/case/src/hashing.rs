//! Hashes for exchange: PDQ of a picture, vPDQ of a film, computed from the decoded file at its full size as other
//! organisations compute them; and the lists of others that a case holds.

use std::fs::File;
use std::io::Read;

use fingerprint::pdq::{Pdq, Plane, Spectrum};
use fingerprint::vpdq::{self, FrameHash, List};
use fingerprint::{Luma, Orientation};
use media::{Decoder, Pick, Problem, Size};
use model::ItemId;

use crate::error::Error;
use crate::open::Case;

/// A list longer than this is not read: it holds more frames than a year of film.
const LONGEST_LIST: u64 = 1 << 30;

/// What a file's pictures hash to. Width and height are the upright picture's, in pixels.
#[derive(Clone, Debug, PartialEq)]
pub enum Hashed {
    /// One picture that stands still.
    Picture {
        /// Columns.
        width: u32,
        /// Rows.
        height: u32,
        /// Its hash.
        pdq: Pdq,
        /// The hashes of the picture in all eight orientations, the original first.
        orientations: Vec<(Orientation, Pdq)>,
    },
    /// A film or an animation.
    Film {
        /// Columns.
        width: u32,
        /// Rows.
        height: u32,
        /// Frames in their order. Their numbers count what was decoded, so they are the film's own where all frames are.
        frames: Vec<FrameHash>,
        /// Why it ends early.
        broken: Option<Problem>,
    },
}

/// Hashes the pictures of a file: of a film all frames, or about one a second.
///
/// # Errors
/// Where not one picture could be decoded.
pub fn hash_file(decoder: &Decoder, file: &File, every_frame: bool) -> Result<Hashed, Problem> {
    let probe = decoder.probe(file)?;
    let no_picture = || Problem::NotMedia { said: "it has sound, but no picture to hash".to_owned() };
    let stream = probe.picture().ok_or_else(no_picture)?;
    let still = probe.is_still();
    let pick = if still || every_frame { Pick::Every } else { Pick::filled() };
    let (mut width, mut height) = (0, 0);
    let mut frames = Vec::new();
    // A film that was cut off often ends without a complaint: its container tells.
    let mut broken = probe.cut_off.clone();
    for frame in decoder.frames(file, &probe, stream.index, pick, Size::native())? {
        let frame = match frame {
            Ok(frame) => frame,
            Err(problem) => {
                broken = Some(problem);
                break;
            }
        };
        (width, height) = (frame.width, frame.height);
        let luma = Luma::new(width as usize, height as usize, frame.luma)
            .map_err(|error| Problem::Nonsense { what: error.to_string() })?;
        if still {
            let (spectrum, quality) = Spectrum::of(Plane::from_grey_picture(&luma));
            let turned = |o: Orientation| (o, Pdq { code: o.turn_spectrum(&spectrum).code(), quality });
            let pdq = Pdq { code: spectrum.code(), quality };
            return Ok(Hashed::Picture { width, height, pdq, orientations: Orientation::ALL.map(turned).to_vec() });
        }
        let pdq = Pdq::of(Plane::from_luma(&luma));
        frames.push(FrameHash { frame: frames.len() as u32, pdq, at_ms: (frame.pts_us + 500).div_euclid(1000) });
    }
    if frames.is_empty() {
        return Err(broken.unwrap_or_else(no_picture));
    }
    Ok(Hashed::Film { width, height, frames, broken })
}

/// Reads a list of hashes.
///
/// # Errors
/// In words: it cannot be read, is too long, or is no list.
pub fn read_list(file: File) -> Result<List, String> {
    let mut bytes = Vec::new();
    file.take(LONGEST_LIST + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > LONGEST_LIST {
        return Err(format!("it is longer than {} MB", LONGEST_LIST >> 20));
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| "it is not text".to_owned())?;
    vpdq::read(text).map_err(|error| error.to_string())
}

impl Case {
    /// Items that were recognised as lists of hashes, in the order in which they were preserved.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn hash_lists(&self) -> Result<Vec<ItemId>, Error> {
        let items = self.index().items_with_findings()?.into_iter();
        let lists = items.filter(|(_, _, findings)| {
            let import = findings.iter().rev().find(|finding| finding.stage() == "import" && !finding.failed);
            import.is_some_and(|import| *import.analyser == *"import.hash-list")
        });
        Ok(lists.map(|(item, ..)| item).collect())
    }

    /// The hashes of such an item.
    ///
    /// # Errors
    /// Where its bytes cannot be read or are no list.
    pub fn hash_list(&self, item: ItemId) -> Result<List, Error> {
        read_list(self.reader().original(item)?).map_err(|why| Error::Damaged { what: format!("the list {item}"), why })
    }
}
