//! JSON as it comes from tools and from damaged disks: streamed value by value in bounded memory, mended where that
//! is safe and counted, borrowed where possible. What the values mean belongs to each format.

mod list;
mod mend;
mod node;
mod outline;
mod scan;

pub(crate) use list::{Sort, Stop};
pub(crate) use mend::{Mender, Unreadable};
pub(crate) use node::Node;
pub(crate) use outline::{Outline, Shape, outline};
pub(crate) use scan::{Flaw, Scanner, Taken};
