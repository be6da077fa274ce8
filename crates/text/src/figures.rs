//! Finds figures: how many, of what, how exactly, in digits and words. Dates, clock times, ages and names are none.
//!
//! Who says a figure is read elsewhere.

mod amount;
mod counted;
mod lean;
mod mention;
mod names;
pub(crate) mod sense;

use std::cell::OnceCell;

use model::Span;
use serde::Serialize;

use crate::Lang;
use crate::scan::{Scan, Senses};
use amount::{ONE, Reader};
use mention::Found;
pub use sense::Counts;

/// One figure in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FigureMention {
    /// Where it stands, in code points.
    pub span: Span,
    /// The words, equal to that stretch: number, bound, what is counted and what happened to it.
    pub text: String,
    /// The number where one is given, whole. Nothing for bounds, ranges and fractions.
    pub value: Option<i64>,
    /// A number that is not whole, as a decimal string.
    pub decimal: Option<String>,
    /// Not fewer than this.
    pub at_least: Option<i64>,
    /// Not more than this.
    pub at_most: Option<i64>,
    /// "about", "nearly", "dozens".
    pub approximate: bool,
    /// What is counted; nothing where the vocabulary has no word for it.
    pub counts: Option<Counts>,
    /// The words that say what is counted.
    pub counts_text: String,
    /// The text says that the number changed to this.
    pub revised: bool,
}

/// Texts are read in stretches of at most this many bytes, cut at line breaks or spaces.
const STRETCH: usize = 1 << 16;

/// Every figure in the order of the text. `langs` are the languages to expect, the likeliest first; empty for any.
pub fn find(text: &str, langs: &[Lang]) -> Vec<FigureMention> {
    let mut figures = Vec::new();
    let mut counter = crate::times::CodePoints::new(text);
    for (offset, stretch) in crate::scan::stretches(text, STRETCH) {
        let scan = Scan::of(stretch, offset);
        if scan.tokens.is_empty() {
            continue;
        }
        let times = crate::times::token_ranges(&scan, stretch, offset, langs);
        for found in read(&scan, stretch, offset, langs, &times) {
            let (start, end) = (scan.tokens[found.tokens.0].start, scan.tokens[found.tokens.1 - 1].end);
            let span = Span { start: counter.at(start), end: counter.at(end) };
            let counted = scan.tokens.get(found.counted.0).zip(scan.tokens.get(found.counted.1.wrapping_sub(1)));
            let counts_text =
                counted.filter(|(a, b)| a.start < b.end).map_or("", |(a, b)| &text[a.start..b.end]).to_owned();
            figures.push(figure(&found, span, text[start..end].to_owned(), counts_text));
        }
    }
    figures
}

fn read(scan: &Scan, text: &str, offset: usize, hint: &[Lang], times: &[(usize, usize)]) -> Vec<Found> {
    let mut figures: Vec<Found> = Vec::new();
    let (mut at, mut free_from) = (0, 0);
    let mut langs = [None; 2];
    let mut times = times.iter().peekable();
    let tables: [OnceCell<(Senses<sense::Sense>, Senses<crate::times::sense::Sense>)>; 4] = Default::default();
    while at < scan.tokens.len() {
        if at == 0 || scan.tokens[at].new_line {
            langs = crate::times::line_langs(scan, at, hint);
            free_from = at.max(free_from);
        }
        while times.next_if(|(_, end)| *end <= at).is_some() {}
        let time = times.next_if(|(start, _)| *start <= at).map(|(_, end)| *end);
        let limit = times.peek().map_or(usize::MAX, |(start, _)| *start);
        // Where the language is open, a thing without a name in the tables counts only if no table knows better.
        // A language that the caller does not expect has no say in it.
        let expected = |lang: &Lang| hint.is_empty() || hint.contains(lang);
        let asked = langs.iter().flatten().any(expected);
        let counts = |lang: &Lang| !asked || expected(lang);
        let tried = langs.iter().flatten().filter(|l| counts(l)).count();
        let readings: Vec<(Lang, Found)> = langs
            .into_iter()
            .flatten()
            .filter_map(|lang| {
                let (senses, numbers) = tables[lang as usize].get_or_init(|| {
                    let numbers = Senses::of(crate::times::sense::table(lang), scan, text, offset);
                    (Senses::of(sense::table(lang), scan, text, offset), numbers)
                });
                let reader = Reader { scan, senses, numbers, lang };
                let found = match time {
                    // "до 2000 человек" is no year.
                    Some(end) => reader.figure(at, free_from).filter(|_| reader.counts_people_or_things(at, end)),
                    None => reader.figure(at, free_from).or_else(|| reader.leaning(at, free_from, figures.last())),
                };
                found.map(|found| (lang, found))
            })
            .filter(|(_, f)| f.tokens.1 <= limit)
            .collect();
        let agreed = readings.iter().filter(|(lang, _)| counts(lang)).count() == tried;
        let best = readings
            .into_iter()
            .filter(|(_, f)| f.counts.is_some() || agreed)
            // Of two readings the one that says more of what is counted, then the one in a language that is expected.
            .max_by_key(|(lang, f)| {
                let says = f.counts.map_or(0, |c| 1 + u8::from(!c.is_people()));
                (says.min(1), f.tokens.1, says, std::cmp::Reverse(f.tokens.0), counts(lang))
            })
            .map(|(_, found)| found);
        match best {
            Some(found) => {
                at = found.tokens.1;
                free_from = at;
                figures.push(found);
            }
            None if time.is_some() => {
                at = time.unwrap_or(at + 1);
                free_from = at;
            }
            None => at += 1,
        }
    }
    figures
}

fn figure(found: &Found, span: Span, text: String, counts_text: String) -> FigureMention {
    let amount = &found.amount;
    let whole = |n: i64| (n % ONE == 0).then_some(n / ONE);
    let range = amount.low != amount.high;
    let bounded = found.at_least || found.at_most || range || amount.vague;
    let decimal = (whole(amount.low).is_none()).then(|| {
        let text = format!("{}.{:04}", amount.low / ONE, amount.low % ONE);
        text.trim_end_matches('0').to_owned()
    });
    let up = |n: i64| n.div_euclid(ONE) + i64::from(n.rem_euclid(ONE) != 0);
    FigureMention {
        span,
        text,
        value: whole(amount.low).filter(|_| !bounded),
        decimal,
        at_least: (found.at_least || range || amount.vague).then(|| up(amount.low)),
        at_most: (found.at_most || range).then_some(amount.high.div_euclid(ONE)),
        approximate: found.approximate || amount.vague,
        counts: found.counts,
        counts_text,
        revised: found.revised,
    }
}
