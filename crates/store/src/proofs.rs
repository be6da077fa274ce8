//! Roots of earlier sizes and RFC 6962 proofs, worked out from the tiles on disk.

use custody::proof;
use custody::tree::Tree;
use model::Digest;

use crate::error::Error;
use crate::reader::Reader;

impl Reader {
    /// Root of the log when it had `size` entries, at most as many as it has now.
    pub fn root_at(&self, size: u64) -> Result<Digest, Error> {
        if size == self.size() {
            return Ok(self.checkpoint().root);
        }
        Ok(Tree::resume(size, self.tiles()).map_err(|e| self.tiles().explain(&e))?.root())
    }

    /// The path from entry `number` to the root of the log as it is now.
    pub fn inclusion(&self, number: u64) -> Result<Vec<Digest>, Error> {
        proof::inclusion(self.tiles(), number, self.size()).map_err(|e| self.tiles().explain(&e))
    }

    /// The proof that the log at size `old` is a beginning of the log as it is now.
    pub fn consistency(&self, old: u64) -> Result<Vec<Digest>, Error> {
        proof::consistency(self.tiles(), old, self.size()).map_err(|e| self.tiles().explain(&e))
    }
}
