//! How long work says how far it is. The terminal and a web page implement the same trait; the library never prints.

/// Hears how far a piece of work is.
pub trait Progress: Sync {
    /// A piece of work begins: what it is, and how many steps it has, where that is known.
    fn begin(&self, what: &str, total: Option<u64>);
    /// So many steps of it are done.
    fn at(&self, done: u64);
    /// It is over.
    fn end(&self);
}

/// Hears nothing.
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: &str, _: Option<u64>) {}
    fn at(&self, _: u64) {}
    fn end(&self) {}
}
