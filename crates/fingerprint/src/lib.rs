//! What pictures, films and sounds are recognised by, and the search for what resembles them.
//!
//! Floor 0: numbers in, numbers out. No files, no decoders, no clock, no randomness. Whoever decodes brings luma grids;
//! whoever stores takes codes.

pub mod align;
pub mod audio;
pub mod borders;
pub mod catalogue;
pub mod code;
pub mod dihedral;
pub mod features;
pub mod geometry;
pub mod luma;
pub mod pdq;
pub mod recording;
pub mod relation;
pub mod search;
pub mod vpdq;
pub mod watch;

pub use code::Code;
pub use dihedral::Orientation;
pub use luma::Luma;
pub use pdq::Pdq;
