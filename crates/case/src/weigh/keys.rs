//! Words as they are compared: search keys across spellings and scripts, as numbers. Words that every text has tell
//! nothing and are left out.

use model::place::Precision;
use text::stem::{Options, search_keys};
use text::tokens::{TokenKind, tokens};
use weigh::material::{NameWord, PlaceMention};

use super::reading::numbers;

/// Short words that tell nothing, beyond those of three letters and fewer, in four languages.
const EMPTY: &[&str] = &[
    "that",
    "this",
    "with",
    "from",
    "have",
    "been",
    "were",
    "will",
    "they",
    "them",
    "their",
    "there",
    "which",
    "also",
    "after",
    "into",
    "near",
    "over",
    "about",
    "when",
    "what",
    "where",
    "said",
    "says",
    "його",
    "який",
    "яка",
    "яке",
    "також",
    "після",
    "було",
    "була",
    "були",
    "цього",
    "через",
    "який",
    "которые",
    "который",
    "которая",
    "также",
    "после",
    "было",
    "была",
    "были",
    "этого",
    "через",
    "przez",
    "jest",
    "było",
    "była",
    "były",
    "który",
    "która",
    "także",
    "tego",
    "oraz",
    "więcej",
    "более",
    "більше",
];

/// The keys of a text's words, sorted, and for each which word it is of.
pub(super) fn of_text(text: &str) -> (Vec<u64>, Vec<u16>) {
    let mut pairs: Vec<(u64, u16)> = Vec::new();
    let mut number = 0_u16;
    for token in tokens(text).filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number | TokenKind::Hashtag)) {
        let word = token.of(text).trim_start_matches('#');
        let long = token.kind == TokenKind::Number || word.chars().count() > 3 || word.chars().all(char::is_uppercase);
        if !long || EMPTY.contains(&word.to_lowercase().as_str()) {
            continue;
        }
        let keys = numbers(word);
        if !keys.is_empty() && number < u16::MAX {
            pairs.extend(keys.into_iter().map(|k| (k, number)));
            number += 1;
        }
    }
    pairs.sort_unstable();
    pairs.dedup_by_key(|pair| pair.0);
    pairs.into_iter().unzip()
}

/// Keys of the names in a text: words that begin with a capital and do not begin the text or a sentence in it.
pub(super) fn names(text: &str) -> Vec<u64> {
    let mut out = Vec::new();
    let mut begins = true;
    for token in tokens(text) {
        let word = token.of(text);
        if token.kind == TokenKind::Word {
            let long = word.chars().count() > 2;
            if !begins && long && word.chars().next().is_some_and(char::is_uppercase) {
                out.extend(numbers(word));
            }
            begins = false;
        } else if word.contains(['.', '!', '?', ':', '«', '“', '"', '„']) {
            begins = true;
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The search keys of one word.
pub(super) fn word_keys(word: &str) -> Vec<String> {
    search_keys(word, Options { translit: true })
}

/// The words of a name.
pub(super) fn name_words(name: &str) -> Vec<NameWord> {
    tokens(name)
        .filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number))
        .map(|t| t.of(name))
        .map(|word| NameWord {
            capital: word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric()),
            keys: numbers(word),
        })
        .collect()
}

/// The countries that a claim names as acting: by the word for their people and things, or by name.
pub(super) fn actors(claim: &str, places: &[PlaceMention]) -> Vec<String> {
    let words = tokens(claim).filter(|t| t.kind == TokenKind::Word).filter_map(|t| text::places::demonym(t.of(claim)));
    let countries = places.iter().filter_map(|mention| {
        let place = mention.place.as_ref()?;
        (place.precision == Precision::Country).then_some(place.country.as_deref()?)
    });
    let mut out: Vec<String> = words.chain(countries).map(str::to_owned).collect();
    out.sort();
    out.dedup();
    out
}
