//! Cuts a text into stretches of one language: the cheapest path through the words (Viterbi), where a change of language
//! costs more inside a sentence than at its end. Stretches too small to be a second language join their neighbours.

use std::ops::Range;

use model::Span;

use super::evidence::{EN, LANGUAGES, OTHER, PL, RU, UK, Word, weigh};
use super::{
    Language, MIXED_LETTERS, MIXED_STRENGTH, MIXED_STRENGTH_OTHER_SCRIPT, MIXED_WORDS, MIXED_WORDS_OTHER_SCRIPT,
    Reason, Run,
};
use crate::tokens::{TokenKind, tokens};

/// A change of language inside a sentence costs this much, in thousandths of a nat, ...
const SWITCH: i32 = 4_500;
/// ... after a stop, a quotation mark or an emoji this much, ...
const SWITCH_AT_STOP: i32 = 2_000;
/// ... and at a line end this much.
const SWITCH_AT_LINE: i32 = 1_500;

/// So many words are decided together; memory is bounded by this.
const WINDOW: usize = 4_096;

/// A run with its letters counted.
pub(super) struct Measured {
    pub(super) run: Run,
    letters: usize,
    scores: [i64; LANGUAGES],
}

impl Measured {
    fn add(&mut self, scores: &[i64; LANGUAGES]) {
        for (sum, score) in self.scores.iter_mut().zip(scores) {
            *sum += score;
        }
    }

    /// How much more its words speak for its language than for `main`.
    fn strength(&self, main: Language) -> i64 {
        self.scores[index(self.run.language)] - self.scores[index(main)]
    }
}

/// The stretches of a text, and what its words say in sum.
pub(super) struct Found {
    pub(super) runs: Vec<Measured>,
    pub(super) tally: Tally,
}

/// What all words of a text say in sum.
#[derive(Default)]
pub(super) struct Tally {
    scores: [i64; LANGUAGES],
    letters: [Option<char>; LANGUAGES],
}

impl Tally {
    /// The language that all words together speak for.
    pub(super) fn best(&self) -> Language {
        language(
            (1..LANGUAGES).fold(0, |best, index| if self.scores[index] > self.scores[best] { index } else { best }),
        )
    }

    /// Why the text is in `main`.
    pub(super) fn verdict(&self, main: Language) -> Reason {
        let index = index(main);
        if index == OTHER {
            return Reason::Foreign;
        }
        if let Some(letter) = self.letters[index] {
            return Reason::Letter(letter);
        }
        let rest = (0..LANGUAGES).filter(|&other| other != index).map(|other| self.scores[other]).max().unwrap_or(0);
        let margin = (self.scores[index] - rest).clamp(0, i64::from(i32::MAX));
        Reason::Words(margin as i32)
    }

    fn add(&mut self, word: &Word) {
        for (sum, &score) in self.scores.iter_mut().zip(&word.scores) {
            *sum += i64::from(score);
        }
        if let Some(letter) = word.letter {
            let best = (0..LANGUAGES).max_by_key(|&index| word.scores[index]).unwrap_or(OTHER);
            self.letters[best] = self.letters[best].or(Some(letter));
        }
    }
}

fn language(index: usize) -> Language {
    match index {
        EN => Language::En,
        UK => Language::Uk,
        RU => Language::Ru,
        PL => Language::Pl,
        _ => Language::Other,
    }
}

fn index(language: Language) -> usize {
    match language {
        Language::En => EN,
        Language::Uk => UK,
        Language::Ru => RU,
        Language::Pl => PL,
        _ => OTHER,
    }
}

/// A word in its place, with the price of changing the language before it.
struct Placed {
    word: Word,
    switch: i32,
    span: Span,
    bytes: Range<usize>,
}

/// The stretches of a text.
pub(super) fn runs(text: &str) -> Found {
    let mut found = Found { runs: Vec::new(), tally: Tally::default() };
    let mut window: Vec<Placed> = Vec::new();
    let mut lower = String::new();
    let mut last_end = 0;
    let mut quoted_until = 0;
    let mut carried = [0; LANGUAGES];
    for token in tokens(text).filter(|token| token.kind == TokenKind::Word) {
        let switch = price(&text[last_end..token.bytes.start]);
        let initial = last_end == 0 || switch < SWITCH;
        let mut word = weigh(token.of(text), initial, &mut lower);
        if switch == SWITCH_AT_STOP
            && let Some(name) = quoted_name(&text[last_end..])
        {
            quoted_until = last_end + name;
        }
        if token.bytes.start < quoted_until {
            word.in_runs = [0; LANGUAGES];
        }
        found.tally.add(&word);
        last_end = token.bytes.end;
        window.push(Placed { word, switch, span: token.span, bytes: token.bytes });
        if window.len() == WINDOW {
            decide(&window, &mut carried, &mut found.runs);
            window.clear();
        }
    }
    decide(&window, &mut carried, &mut found.runs);
    absorb(&mut found.runs);
    found
}

/// The end of a name in quotation marks: `rest` starts with a gap between words that opens a quotation of at most three
/// words and 80 bytes. Names of outlets and firms are quoted in their own language.
fn quoted_name(rest: &str) -> Option<usize> {
    let (open, mark) = rest.char_indices().find(|(_, ch)| ch.is_alphanumeric() || QUOTES.iter().any(|q| q.0 == *ch))?;
    let close = QUOTES.iter().find(|quote| quote.0 == mark)?.1;
    let inside = &rest[open + mark.len_utf8()..];
    let inside = &inside[..inside.floor_char_boundary(80)];
    let end = inside.find(close)?;
    (inside[..end].split_whitespace().count() <= 3).then_some(open + mark.len_utf8() + end)
}

/// Opening and closing quotation marks.
const QUOTES: [(char, char); 4] = [('«', '»'), ('„', '”'), ('“', '”'), ('"', '"')];

/// What a change of language costs across this gap between two words.
fn price(gap: &str) -> i32 {
    let stop = |ch: char| {
        matches!(ch, '.' | '!' | '?' | '…' | '«' | '»' | '"' | '“' | '”' | '„' | ':' | '|' | '/') || ch > '\u{2600}'
    };
    if gap.contains('\n') {
        SWITCH_AT_LINE
    } else if gap.chars().take(64).any(stop) {
        SWITCH_AT_STOP
    } else {
        SWITCH
    }
}

/// The cheapest path through a window of words, appended to the runs. `carried` holds what each language has cost by the
/// end of the window before.
fn decide(window: &[Placed], carried: &mut [i32; LANGUAGES], runs: &mut Vec<Measured>) {
    if window.is_empty() {
        return;
    }
    let mut scores = *carried;
    let mut from: Vec<[u8; LANGUAGES]> = Vec::with_capacity(window.len());
    for placed in window {
        let (best, best_score) = best_of(&scores);
        let mut back = [0_u8; LANGUAGES];
        let mut next = [0; LANGUAGES];
        for language in 0..LANGUAGES {
            let changed = best_score - placed.switch;
            let (source, score) =
                if scores[language] >= changed { (language, scores[language]) } else { (best, changed) };
            back[language] = source as u8;
            next[language] = score + placed.word.in_runs[language];
        }
        scores = next;
        from.push(back);
    }
    let (mut state, best_score) = best_of(&scores);
    let mut path = vec![state; window.len()];
    for index in (0..window.len()).rev() {
        path[index] = state;
        state = usize::from(from[index][state]);
    }
    // Only differences matter, and what lies further back than a change of language costs is settled.
    *carried = scores.map(|score| (score - best_score).max(-2 * SWITCH));
    for (placed, &state) in window.iter().zip(&path) {
        append(runs, language(state), placed);
    }
}

fn best_of(scores: &[i32; LANGUAGES]) -> (usize, i32) {
    // The first of equals: the order of languages decides, not chance.
    let mut best = 0;
    for index in 1..LANGUAGES {
        if scores[index] > scores[best] {
            best = index;
        }
    }
    (best, scores[best])
}

fn append(runs: &mut Vec<Measured>, language: Language, placed: &Placed) {
    match runs.last_mut() {
        Some(last) if last.run.language == language => {
            last.run.span.end = placed.span.end;
            last.run.bytes.end = placed.bytes.end;
            last.run.words += 1;
            last.letters += placed.word.letters;
            last.add(&placed.word.in_runs.map(i64::from));
        }
        _ => {
            let run = Run { language, span: placed.span, bytes: placed.bytes.clone(), words: 1 };
            let scores = placed.word.in_runs.map(i64::from);
            runs.push(Measured { run, letters: placed.word.letters, scores });
        }
    }
}

fn cyrillic(language: Language) -> bool {
    matches!(language, Language::Uk | Language::Ru)
}

/// Lets runs that are too small for a second language join the run before them, or the one after them at the start.
fn absorb(runs: &mut Vec<Measured>) {
    let Some(main) = runs.iter().max_by_key(|measured| measured.letters).map(|measured| measured.run.language) else {
        return;
    };
    let stands = |measured: &Measured| {
        let same_script = cyrillic(measured.run.language) == cyrillic(main);
        let (enough, strength) = if same_script {
            (MIXED_WORDS, MIXED_STRENGTH)
        } else {
            (MIXED_WORDS_OTHER_SCRIPT, MIXED_STRENGTH_OTHER_SCRIPT)
        };
        measured.run.language == main
            || measured.run.words >= enough && measured.letters >= MIXED_LETTERS && measured.strength(main) >= strength
    };
    let mut kept: Vec<Measured> = Vec::with_capacity(runs.len());
    let mut waiting: Option<Measured> = None;
    for mut measured in runs.drain(..) {
        let stands = stands(&measured);
        if stands && let Some(before) = waiting.take() {
            measured = joined_pair(&before, &measured, false);
        }
        match kept.last_mut() {
            Some(last) if !stands || last.run.language == measured.run.language => {
                *last = joined_pair(last, &measured, true);
            }
            None if !stands => {
                waiting = Some(match waiting.take() {
                    Some(before) => joined_pair(&before, &measured, true),
                    None => measured,
                });
            }
            _ => kept.push(measured),
        }
    }
    kept.extend(waiting);
    *runs = kept;
}

/// Two neighbouring runs as one, in the language of the first or of the second.
fn joined_pair(first: &Measured, second: &Measured, language_of_first: bool) -> Measured {
    let language = if language_of_first { first.run.language } else { second.run.language };
    let run = Run {
        language,
        span: Span { start: first.run.span.start, end: second.run.span.end },
        bytes: first.run.bytes.start..second.run.bytes.end,
        words: first.run.words + second.run.words,
    };
    let mut joined = Measured { run, letters: first.letters + second.letters, scores: first.scores };
    joined.add(&second.scores);
    joined
}
