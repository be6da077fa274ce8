//! The library: open a case, add material, examine it, judge, and look at what it holds.
//!
//! Everything of the world (who, when, which key, randomness) comes in as values through [`Host`]. Reading is a
//! [`Case`], which has no way to change anything; writing is a [`WritableCase`], of which there is one at a time.

pub mod analysers;
pub mod view;

mod add;
pub mod carried;
pub mod checks;
pub mod copies;
pub mod decide;
mod error;
mod examine;
pub mod frames;
pub mod hashing;
mod host;
mod judge;
mod open;
mod parallel;
mod progress;
mod publish;
mod purge;
pub mod reading;
pub mod recompute;
pub mod repeats;
pub mod review;
pub mod search;
pub mod translate;
mod walk;
pub mod weigh;

pub use add::{Added, check_material};
pub use error::Error;
pub use examine::{Examined, FailedAnalysis, Unavailable};
pub use host::{Actor, Host};
pub use judge::{Fixity, Judgement, WrongBytes};
pub use open::{Case, WritableCase};
pub use progress::{Progress, Silent};
pub use publish::{Publication, PublishedFile};
pub use purge::Purged;
