//! Which script a letter belongs to, which characters cannot be seen, and which letters look alike across scripts.
//!
//! The look-alikes are those of Latin and Cyrillic that a reader cannot tell apart in common fonts (a subset of Unicode
//! UTS #39 confusables, written out by hand).

/// The script of a letter, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Latin letters, with or without marks.
    Latin,
    /// Cyrillic letters, all languages.
    Cyrillic,
    /// Letters of any other script.
    Other,
    /// Digits, marks, punctuation, symbols, spaces.
    None,
}

/// The script of one character.
pub fn script(ch: char) -> Script {
    match ch {
        'a'..='z' | 'A'..='Z' => Script::Latin,
        '\0'..='\u{A9}' => Script::None,
        '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}' | '\u{1C80}'..='\u{1C8A}' => Script::Cyrillic,
        '\u{AA}' | '\u{BA}' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2AF}' => Script::Latin,
        '\u{1E00}'..='\u{1EFF}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' => Script::Latin,
        _ if ch.is_alphabetic() && !('\u{2B0}'..='\u{2FF}').contains(&ch) => Script::Other,
        _ => Script::None,
    }
}

/// Any of the signs that people type for an apostrophe.
pub(super) fn apostrophe(ch: char) -> bool {
    matches!(
        ch,
        '\'' | '`'
            | '\u{B4}'
            | '\u{2B9}'
            | '\u{2BB}'
            | '\u{2BC}'
            | '\u{2BD}'
            | '\u{2018}'
            | '\u{2019}'
            | '\u{201B}'
            | '\u{2032}'
            | '\u{FF07}'
    )
}

/// Characters without a picture of their own: zero-width, direction controls, soft hyphen, variation selectors, tags.
pub(super) fn invisible(ch: char) -> bool {
    matches!(
        ch,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{180B}'..='\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{E0000}'..='\u{E007F}'
            | '\u{E0100}'..='\u{E01EF}'
    )
}

/// The letter without its Polish mark.
pub(crate) fn plain_polish(ch: char) -> char {
    match ch {
        'ą' => 'a',
        'ć' => 'c',
        'ę' => 'e',
        'ł' => 'l',
        'ń' => 'n',
        'ó' => 'o',
        'ś' => 's',
        'ź' | 'ż' => 'z',
        _ => ch,
    }
}

/// Words that imitate one script with letters of another.
pub(super) mod homoglyph {
    use super::{Script, script};

    /// Latin and Cyrillic letters that look alike in lower case, or in upper case before folding.
    const PAIRS: [(char, char); 18] = [
        ('a', 'а'),
        ('b', 'в'),
        ('c', 'с'),
        ('e', 'е'),
        ('h', 'н'),
        ('i', 'і'),
        ('j', 'ј'),
        ('k', 'к'),
        ('m', 'м'),
        ('o', 'о'),
        ('p', 'р'),
        ('s', 'ѕ'),
        ('t', 'т'),
        ('x', 'х'),
        ('y', 'у'),
        ('ï', 'ї'),
        ('á', 'а'),
        ('ó', 'о'),
    ];

    /// How many ordinary look-alikes a letter outweighs that has its twin in capitals only.
    const CAPITALS: usize = 64;

    /// The Cyrillic letter that a Latin one imitates.
    pub(in super::super) fn cyrillic(latin: char) -> Option<char> {
        PAIRS.iter().find(|pair| pair.0 == latin).map(|pair| pair.1)
    }

    /// The Latin letter that a Cyrillic one imitates.
    pub(in super::super) fn latin(cyrillic: char) -> Option<char> {
        PAIRS.iter().find(|pair| pair.1 == cyrillic).map(|pair| pair.0)
    }

    /// The word a reader sees in one script, for a lower-case word of both; nothing where a letter has no twin.
    ///
    /// A letter without a twin decides the script. Where all have twins, letters that look alike in capitals only (к, в, t,
    /// m) speak for their own script, and then the more frequent script wins, Cyrillic first.
    pub(in super::super) fn repair(word: &str) -> Option<String> {
        let (mut latins, mut cyrillics, mut only_latin, mut only_cyrillic) = (0_usize, 0_usize, false, false);
        for ch in word.chars() {
            match script(ch) {
                Script::Latin => {
                    latins += if "bhkmt".contains(ch) { CAPITALS } else { 1 };
                    only_latin |= cyrillic(ch).is_none();
                }
                Script::Cyrillic => {
                    cyrillics += if "вкмнт".contains(ch) { CAPITALS } else { 1 };
                    only_cyrillic |= latin(ch).is_none();
                }
                _ => {}
            }
        }
        if latins == 0 || cyrillics == 0 || only_latin && only_cyrillic {
            return None;
        }
        let to_cyrillic = only_cyrillic || !only_latin && cyrillics >= latins;
        let swap = if to_cyrillic { cyrillic } else { latin };
        Some(word.chars().map(|ch| swap(ch).unwrap_or(ch)).collect())
    }
}
