//! Falls of unguided bodies and debris, forward only: does the time, the distance or the damaged side that was seen agree
//! with what a published account leads one to expect?
//!
//! Every account is an input with its source. Nothing here works backwards: no start is sought, no speed or direction is
//! solved for, no table of weapons is known. Distances leave this module in cells of 50 m.

pub mod account;
pub mod air;
pub mod compare;
pub mod flight;
pub mod question;
mod report;
pub mod weighed;

pub use question::{FallError, Question};
pub use report::{Answer, answer};

/// What the account that nobody gives is called.
pub const ELSE: &str = "something else";

/// The name of the number that says how likely what was seen is under an account, as a part of the largest of all.
pub fn likelihood_of(account: &str) -> String {
    format!("{account}, relative likelihood")
}
