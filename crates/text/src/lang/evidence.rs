//! What one word says about its language: its script, letters that only one language has, and the model.

use super::{model_table, others};
use crate::fold::{Script, script};

/// Languages as rows of scores: the four with tables in the order of `Lang::ALL`, then any other.
pub(super) const LANGUAGES: usize = 5;
pub(super) const EN: usize = 0;
pub(super) const UK: usize = 1;
pub(super) const RU: usize = 2;
pub(super) const PL: usize = 3;
pub(super) const OTHER: usize = 4;

/// What a letter of one language only says for it (and as much against the other) when a whole text is judged, in
/// thousandths of a nat: more than several words without such letters, ...
const DECISIVE: i32 = 9_000;
/// ... and when a text is cut into stretches, where a single name must not count for more.
const CAP: i32 = 3_500;
/// The most that the letter groups of one word may say when a whole text is judged, ...
const MODEL_CAP: i32 = 2_500;
/// ... and when a text is cut into stretches: an unusual word or two must not look like a second language.
const MODEL_CAP_IN_RUNS: i32 = 900;
/// What a word in another script costs: outlets, brands and names are quoted as they are.
const OTHER_SCRIPT: i32 = -2_500;
/// What a Latin name costs in Cyrillic text, where it is common.
const LATIN_NAME: i32 = -800;
/// What an ordinary word costs a language without tables, so that it is named on evidence only.
const UNSEEN: i32 = -1_200;

/// What one word says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// Scores by language for judging the whole text, in thousandths of a nat; only differences matter.
    pub(super) scores: [i32; LANGUAGES],
    /// The same for cutting the text into stretches.
    pub(super) in_runs: [i32; LANGUAGES],
    /// A letter that only the best language has.
    pub(super) letter: Option<char>,
    /// How many letters it has.
    pub(super) letters: usize,
}

/// Letters of a word, counted by what they tell.
#[derive(Default)]
struct Letters {
    latin: usize,
    cyrillic: usize,
    other: usize,
    uk: Option<char>,
    ru: Option<char>,
    pl: Option<char>,
    foreign: bool,
    /// Starts with a capital: perhaps a name, which says less about the language around it.
    capital: bool,
    /// At most five letters, all capitals.
    abbreviation: bool,
}

/// Weighs a word as written. `initial` is whether a capital is due to its place; `lower` is a buffer that is overwritten.
pub(super) fn weigh(word: &str, initial: bool, lower: &mut String) -> Word {
    lower.clear();
    let capital = !initial && word.starts_with(char::is_uppercase);
    let abbreviation = word.chars().take(6).filter(|ch| ch.is_uppercase()).count() == word.chars().take(6).count();
    let abbreviation = abbreviation && word.chars().nth(5).is_none();
    let mut letters = Letters { capital, abbreviation, ..Letters::default() };
    for ch in word.chars() {
        let mut ch = ch;
        if !ch.is_ascii_lowercase() {
            ch = ch.to_lowercase().next().unwrap_or(ch);
        }
        if matches!(ch, '`' | '\u{2018}' | '\u{2019}' | '\u{2BC}') {
            ch = '\'';
        }
        letters.count(ch);
        lower.push(ch);
    }
    letters.foreign |= hard_sign_before_consonant(lower);
    letters.word(lower)
}

impl Letters {
    fn count(&mut self, ch: char) {
        match script(ch) {
            Script::Latin => self.latin += 1,
            Script::Cyrillic => self.cyrillic += 1,
            Script::Other => self.other += 1,
            Script::None => return,
        }
        match ch {
            'a'..='z' | 'а'..='щ' | 'ь' | 'ю' | 'я' => {}
            'і' | 'ї' | 'є' | 'ґ' => self.uk = self.uk.or(Some(ch)),
            'ы' | 'э' | 'ъ' | 'ё' => self.ru = self.ru.or(Some(ch)),
            'ą' | 'ć' | 'ę' | 'ł' | 'ń' | 'ś' | 'ź' | 'ż' => self.pl = self.pl.or(Some(ch)),
            // Shared by many languages, Polish among them; in English in names only.
            'ó' | 'é' => {}
            _ => self.foreign = true,
        }
    }

    fn word(&self, lower: &str) -> Word {
        let mut strange = [OTHER_SCRIPT; LANGUAGES];
        if self.capital && self.latin > self.cyrillic {
            strange[UK] = LATIN_NAME;
            strange[RU] = LATIN_NAME;
        }
        let mut word = Word { scores: strange, in_runs: strange, letter: None, letters: lower.chars().count() };
        if self.other > self.latin + self.cyrillic {
            word.scores[OTHER] = CAP;
            word.in_runs[OTHER] = CAP;
            return word;
        }
        let bonus = others::bonus(lower);
        let other = if self.foreign { CAP } else { UNSEEN + bonus };
        let (first, second, for_first, for_second) =
            if self.cyrillic >= self.latin { (UK, RU, self.uk, self.ru) } else { (PL, EN, self.pl, None) };
        let (whole, in_runs) = match (for_first, for_second) {
            // Both sets in one word: Belarusian, or a slip of the finger.
            (Some(_), Some(_)) => {
                word.set(first, second, 0, 0, other.max(0));
                return word;
            }
            (Some(_), None) => (DECISIVE, CAP),
            (None, Some(_)) => (-DECISIVE, -CAP),
            (None, None) => {
                // The model knows two languages of each script: a word of a third would go to either.
                let mut margin = if bonus > 0 { 0 } else { model_table::margin(lower) };
                if self.capital {
                    margin /= 2;
                }
                // An abbreviation is no sign that another language begins.
                let in_runs = if self.abbreviation { 0 } else { margin.clamp(-MODEL_CAP_IN_RUNS, MODEL_CAP_IN_RUNS) };
                (margin.clamp(-MODEL_CAP, MODEL_CAP), in_runs)
            }
        };
        word.letter = for_first.or(for_second);
        word.set(first, second, whole, in_runs, other);
        if self.foreign {
            for scores in [&mut word.scores, &mut word.in_runs] {
                scores[first] = scores[first].min(0) - CAP;
                scores[second] = scores[second].min(0) - CAP;
            }
            // Cyrillic letters of other languages are as decisive as any; Latin ones stand in foreign names everywhere.
            if self.cyrillic >= self.latin {
                word.scores[OTHER] = 2 * DECISIVE;
            }
            word.letter = None;
        }
        word
    }
}

impl Word {
    fn set(&mut self, first: usize, second: usize, whole: i32, in_runs: i32, other: i32) {
        for (scores, margin) in [(&mut self.scores, whole), (&mut self.in_runs, in_runs)] {
            scores[first] = margin;
            scores[second] = -margin;
            scores[OTHER] = other;
        }
    }
}

/// Russian writes `ъ` only before е, ё, ю, я; Bulgarian uses it as a vowel.
fn hard_sign_before_consonant(lower: &str) -> bool {
    lower.split('ъ').skip(1).any(|rest| !rest.starts_with(['е', 'ё', 'ю', 'я', '-', '\'']))
}
