//! The words of Exhibit as types, and the one canonical form they are hashed in.
//!
//! Floor 0: no files, no clock, no network. Every other crate may use this one; it uses none of them.

pub mod canonical;
pub mod id;
pub mod import;
pub mod item;
pub mod name;
pub mod place;
pub mod post;
pub mod span;
pub mod time;

pub use id::{Digest, ItemId, PostId, SourceId};
pub use name::PathName;
pub use place::Place;
pub use span::Span;
pub use time::{TimeSpan, Utc};
