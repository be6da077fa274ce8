//! JSON as it comes from tools and from damaged disks: streamed value by value in bounded memory, mended where that
//! is safe and counted, borrowed where possible. What the values mean belongs to each format.

mod mend;
mod node;
mod outline;
mod scan;

pub(crate) use mend::Mender;
pub(crate) use node::Node;
pub(crate) use outline::{Shape, outline};
pub(crate) use scan::{Flaw, Scanner, Taken};
