//! The contained decoder. Pictures, films and sounds become frames with their own times, samples, and what the container
//! states, in a child process that has given up files, network and everything else (`contained`), and that is watched
//! for memory and time (`child`). One child per question, one thread per child. What frames mean belongs to others.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use media::{Decoder, Limits, Pick, Programs, Size};
//! let programs = Programs::find("/usr/bin/exhibit".into(), std::ffi::OsStr::new("/usr/bin"))?;
//! let decoder = Decoder::new(programs, Limits::default())?;
//! let file = std::fs::File::open("film.mp4")?;
//! let probe = decoder.probe(&file)?;
//! let stream = probe.picture().ok_or("no picture")?.index;
//! for frame in decoder.frames(&file, &probe, stream, Pick::filled(), Size::long_side(480))? {
//!     let frame = frame?;
//!     assert_eq!(frame.luma.len(), (frame.width * frame.height) as usize);
//! }
//! # Ok(())
//! # }
//! ```

mod child;
pub mod contained;
mod decoder;
mod frames;
mod handover;
mod libraries;
mod limits;
mod nut;
mod probe;
mod problem;
mod sound;
mod spawner;
mod thumbnail;

pub use decoder::{Decoder, OnDemand, Programs};
pub use frames::{Colour, Frame, Frames, Pick, Size};
pub use limits::{Grant, Limits};
pub use probe::{Matter, Orientation, Packets, Position, Probe, Stated, Stream, StreamKind, iso_6709};
pub use problem::Problem;
pub use sound::{Samples, Sound};
pub use thumbnail::{Look, thumbnail};
