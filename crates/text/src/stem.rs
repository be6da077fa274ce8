//! Light stemming for full-text search, and the keys under which a word is found in four languages and two scripts.
//!
//! Only endings of inflection go; derivation (worker, working place) is left alone. Stems are for matching, not for
//! reading. Which places a name may mean is left to the gazetteer.

mod endings;

use crate::Lang;
use crate::fold::{Options as FoldOptions, Script, fold_with, script};
use crate::translit;

/// How words are looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Also find the word in other spellings and scripts (Харків, Харьков, Kharkiv, Charków).
    pub translit: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { translit: true }
    }
}

/// Words longer than this many code points are cut: no language here has longer ones.
const LONGEST: usize = 64;

/// The keys of a word, for indexing as well as for asking: two words match where they share one.
///
/// Stems are in folded letters (`вокзал`), keys across scripts start with `0` (`0harkev`), so that one column can hold both.
/// One to about six keys, sorted, without repeats; none for a word without letters or digits.
pub fn search_keys(word: &str, options: Options) -> Vec<String> {
    let folded = fold_with(word, FoldOptions { plain_polish: true });
    let folded: String = folded.chars().filter(|ch| ch.is_alphanumeric() || *ch == '\'').take(LONGEST).collect();
    let folded = folded.trim_matches('\'');
    if folded.is_empty() {
        return Vec::new();
    }
    let langs = match folded.chars().map(script).find(|script| *script != Script::None) {
        Some(Script::Cyrillic) => [Lang::Uk, Lang::Ru].as_slice(),
        Some(Script::Latin) => [Lang::En, Lang::Pl].as_slice(),
        _ => &[],
    };
    let mut keys: Vec<String> = langs.iter().flat_map(|&lang| endings::stems(folded, lang)).collect();
    if keys.is_empty() {
        keys.push(folded.to_owned());
    }
    if options.translit && !langs.is_empty() {
        let across: Vec<String> = keys.iter().flat_map(|stem| translit::keys(stem)).collect();
        keys.extend(across.into_iter().map(|key| format!("0{key}")));
    }
    keys.sort();
    keys.dedup();
    keys
}

/// The stem of a folded or unfolded word in a known language: the first of its possible stems.
pub fn stem(word: &str, lang: Lang) -> String {
    let folded = fold_with(word, FoldOptions { plain_polish: lang == Lang::Pl });
    let cut: String = folded.chars().take(LONGEST).collect();
    endings::stems(&cut, lang).into_iter().next().unwrap_or(cut)
}

#[cfg(test)]
mod tests;
