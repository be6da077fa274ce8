//! What the footage itself says, independent of anybody's words: numbers in, numbers out, with every error carried.
//!
//! Floor 0: no files, no clock, no randomness that is not seeded. After the fact only: finished, published footage. A
//! place where something is said to have happened is tested only if a published account claims it; nothing here solves
//! for where anything was launched or fired from. Positions leave this crate no finer than [`region::FINEST_M`], and
//! where a camera stood is private by default ([`region::Shows`]).

pub mod angle;
pub mod check;
pub mod clock;
pub mod drawing;
pub mod fall;
pub mod finding;
pub mod geodesy;
pub mod light;
pub mod map;
pub mod measured;
pub mod random;
pub mod region;
pub mod shadow;
pub mod sight;
pub mod sound;
pub mod sun;
pub mod together;
