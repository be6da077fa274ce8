//! The people a text names in full, so that a family name alone is not taken for a town of that name later on.

use super::roles::Role;
use super::words::{Gap, Word};
use crate::gazetteer::sound::{Ch, Sound, sound};
use crate::gazetteer::stem::coarse;

/// Family names of a text, by their stems.
pub(crate) struct People {
    stems: Vec<Sound>,
}

/// Most names kept for one text.
const MOST: usize = 4_096;

impl People {
    /// Collects the word after every given name, initial or title.
    pub fn of(words: &[Word]) -> Self {
        let mut stems = Vec::new();
        for pair in words.windows(2) {
            let [first, last] = pair else { continue };
            let initial = first.upper && first.text.chars().count() == 1 && last.gap <= Gap::Stop;
            let named = first.upper && first.role.has(Role::GIVEN) && last.gap == Gap::Space;
            let letters = last.text.chars().count();
            if (initial || named) && last.upper && letters > 2 && !last.role.has(Role::REGION) && stems.len() < MOST {
                stems.extend(stem(last.text));
            }
        }
        stems.sort_unstable_by(|a, b| a.as_bytes().cmp(b.as_bytes()));
        stems.dedup();
        Self { stems }
    }

    /// Whether a word is the family name of somebody in the text, in any case form.
    pub fn holds(&self, word: &Word) -> bool {
        !self.stems.is_empty()
            && stem(word.text).is_some_and(|s| self.stems.binary_search_by(|t| t.as_bytes().cmp(s.as_bytes())).is_ok())
    }
}

fn stem(word: &str) -> Option<Sound> {
    Some(coarse(&sound(word, Ch::Hush)?))
}
