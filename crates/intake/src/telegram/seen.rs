//! Which message ids of a chat were met, in little memory: ids are dense, so they are bits of a page.

use std::collections::HashMap;

/// A set of ids. Bounded: hostile, far-apart ids fill it, and then new ones are no longer remembered.
#[derive(Default)]
pub(super) struct SeenIds {
    pages: HashMap<u64, Box<[u64; 64]>>,
}

/// 32 MiB of pages: 268 million dense ids.
const PAGES: usize = 65_536;

impl SeenIds {
    /// Adds an id; true where it was there before.
    pub(super) fn again(&mut self, id: u64) -> bool {
        if !self.pages.contains_key(&(id >> 12)) && self.pages.len() >= PAGES {
            return false;
        }
        let page = self.pages.entry(id >> 12).or_insert_with(|| Box::new([0; 64]));
        let (word, bit) = ((id >> 6 & 63) as usize, 1_u64 << (id & 63));
        let before = page[word] & bit != 0;
        page[word] |= bit;
        before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_met_again_only_the_second_time() {
        let mut seen = SeenIds::default();
        for id in [0, 1, 63, 64, 4095, 4096, u64::MAX] {
            assert!(!seen.again(id), "{id}");
            assert!(seen.again(id), "{id}");
        }
    }
}
