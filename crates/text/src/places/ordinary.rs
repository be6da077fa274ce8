//! Words that anybody writes without a capital: at the head of a sentence they are no towns, though a town has the name.
//!
//! Our own lists, and the words the language model learns from. Words meet by coarse stems, so every case form counts.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::words::Word;
use crate::gazetteer::sound::{Ch, cyrillic, sound};
use crate::gazetteer::stem::coarse;
use crate::lang_tables::{en, pl, ru, uk};

/// The words the language model learns from: a line "+ endings" says what follows each stem after it.
const LEARNT: [&str; 4] = [
    include_str!("../../training/words.en.txt"),
    include_str!("../../training/words.pl.txt"),
    include_str!("../../training/words.ru.txt"),
    include_str!("../../training/words.uk.txt"),
];

/// Hashes of script and coarse stem.
static STEMS: LazyLock<HashSet<u64>> = LazyLock::new(|| {
    let mut stems = HashSet::with_capacity(8_192);
    for list in [&en::places::WORDS, &uk::places::WORDS, &ru::places::WORDS, &pl::places::WORDS] {
        stems.extend(list.ordinary.split_whitespace().filter_map(hash));
    }
    for text in LEARNT {
        let mut ending = "";
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            if let Some(endings) = line.strip_prefix('+') {
                ending = endings.split_whitespace().next().filter(|e| *e != "_").unwrap_or("");
                continue;
            }
            // A capital marks a name.
            for word in line.split_whitespace().filter(|w| !w.starts_with(char::is_uppercase)) {
                stems.extend(hash(&format!("{word}{ending}")));
            }
        }
    }
    stems
});

fn hash(word: &str) -> Option<u64> {
    let script = u64::from(word.chars().any(cyrillic));
    let sound = sound(word, Ch::Hush)?;
    // The stems of short words are too many words at once.
    let stem = Some(coarse(&sound)).filter(|s| s.as_bytes().len() > 3).unwrap_or(sound);
    let step = |hash: u64, letter: &u8| (hash ^ u64::from(*letter)).wrapping_mul(0x0000_0100_0000_01b3);
    (stem.as_bytes().len() > 1).then(|| stem.as_bytes().iter().fold(0xcbf2_9ce4_8422_2325 ^ script, step))
}

/// Whether the word is an ordinary one, in any case form.
pub(crate) fn ordinary(word: &Word) -> bool {
    hash(word.text).is_some_and(|h| STEMS.contains(&h))
}

/// Words as they are written, in small letters.
static PLAIN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lists = [&en::places::WORDS, &uk::places::WORDS, &ru::places::WORDS, &pl::places::WORDS];
    lists.iter().flat_map(|list| list.plain.split_whitespace()).collect()
});

/// Whether the word is one that no head of a sentence makes a place, in just this form.
pub(crate) fn plain(word: &Word) -> bool {
    PLAIN.contains(word.text.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_words_are_known_in_every_case_form_and_towns_are_not() {
        let is = |word: &str| hash(word).is_some_and(|h| STEMS.contains(&h));
        for word in ["Перемоги", "Сонячне", "Надежды", "Зоря", "Brzegu", "Школа", "Мирного"]
        {
            assert!(is(word), "{word}");
        }
        for word in ["Рені", "Ізюм", "Грайворон", "Шебекино", "Охтирка", "Kłodzko", "Izium", "Стрий", "Нікополь"]
        {
            assert!(!is(word), "{word}");
        }
    }
}
