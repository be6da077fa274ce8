//! Where a camera stood and where it looked, from landmarks clicked in one picture: a level pinhole camera, pixels to
//! the right of the optical axis, landmarks with known coordinates, everything with its error.
//!
//! `solve.rs` works in a plane of metres; `clicks.rs` is what a person clicked and can be kept and computed again;
//! `report.rs` says it; `bearings.rs` tests a place that a published account claims against the bearings of cameras.
//! Nothing here looks for a place that nobody claims, beside the camera's own.

mod bearings;
mod clicks;
mod report;
pub mod simulate;
mod sketch;
pub mod solve;

pub use bearings::{BearingQuestion, answer as answer_bearing};
pub use clicks::{AtText, Clicks, InLine, Landmark, SightError, Target};
pub use report::answer as answer_resect;
