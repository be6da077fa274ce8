//! Where and when footage was made, as far as sun and shadows tell: from any mix of a shadow's length, the sun's height,
//! a shadow's bearing and the turn between two shadows, each with its own error.
//!
//! What is seen becomes constraints on the sun's elevation and azimuth (`frame.rs`); `place.rs` and `moment.rs` look for
//! what is missing; `where_report.rs` and `when_report.rs` say it.

mod frame;
mod moment;
mod place;
mod probable;
pub mod simulate;
mod when_report;
mod where_report;

pub use frame::{Frame, ShadowError, SunInFrame, Turn};
pub use moment::{FoundTime, Window, search as search_time};
pub use place::{Field, Found, search as search_place};
pub(crate) use probable::too_bad;
pub use when_report::{ClaimedTime, WhenQuestion, answer as answer_when};
pub use where_report::{ClaimedPlace, WhereQuestion, answer as answer_where};
