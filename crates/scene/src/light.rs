//! Light in a recording: the moment at which lamps go out, told from a camera that turns and from one that sets its
//! exposure, and the moment of a flash. Brightness comes in as values.

mod outage;
mod steps;

pub use outage::{
    CHECK as OUTAGE_CHECK, ClaimedTime, Clip, OutageError, OutageQuestion, Verdict, answer as answer_outage,
    question as outage_question,
};
pub use steps::{Flash, Moment, Step, flash, steps};

/// Columns of the grid of cells over which brightness is taken.
pub const COLUMNS: usize = 32;
/// Rows of the grid.
pub const ROWS: usize = 18;
