//! What is heard: how two recordings lie to each other in time, how far off a bang was, and whether what several cameras
//! heard agrees with a place that a published account claims.
//!
//! Samples come in as values and leave as measurements in decimal text; whatever is concluded follows from these alone.
//! Distances leave this module in words of 50 m, and no place is ever solved for.

pub mod align;
pub mod bang;
pub mod heard;
pub mod made;
pub mod network;
pub mod onset;
pub mod speed;
mod sync;
mod sync_picture;
mod transform;
mod whiten;

pub use sync::{
    CHECK as SYNC_CHECK, Heard, SyncError, SyncQuestion, Verdict, answer as answer_sync, question as sync_question,
};

/// Samples a second at which sound is compared: what a telephone's microphone and codec leave of speech and bangs.
pub const RATE: u32 = 8_000;
