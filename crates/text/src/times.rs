//! Finds what a text says about time: dates, clock times, relative and counted periods, each as an interval with its anchor.
//!
//! What is not said is not made up: no zone unless one is named, and without a reference a relative time stays open.

mod atoms;
mod calendar;
mod clocks;
mod edtf;
pub(crate) mod feasts;
pub(crate) mod holidays;
pub(crate) mod moon;
mod parse;
mod parts;
mod periods;
mod resolve;
pub(crate) mod sense;

use std::cell::OnceCell;

use model::{Span, TimeSpan};
use serde::Serialize;

use crate::Lang;
use crate::scan::{Kind, Scan, Senses};
use parse::{Memo, Parser};
use parts::{Expr, Parts, Zone};
use resolve::Frame;
pub use sense::Unit;

/// What is known about the text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'c> {
    /// When the text was published, if it says so or its source does.
    pub published: Option<&'c TimeSpan>,
    /// Languages to expect, the likeliest first; empty for any.
    pub langs: &'c [Lang],
}

/// What a mention's time was worked out from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Anchor {
    /// The mention says it all.
    Absolute,
    /// Relative to the publication time given in the context.
    Published {
        /// The publication time's EDTF value.
        value: String,
    },
    /// Relative to a date elsewhere in the text.
    Mention {
        /// Where that date stands.
        span: Span,
        /// Its EDTF value.
        value: String,
    },
    /// Nothing to work it out from; what is known in words.
    Open {
        /// For example "a Monday", "15 August of some year".
        known: String,
    },
}

/// One mention of a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimeMention {
    /// Where it stands, in code points.
    pub span: Span,
    /// The words, equal to that stretch of the text.
    pub text: String,
    /// The interval. `../..` where nothing bounds it.
    pub time: TimeSpan,
    /// What it was worked out from.
    pub anchor: Anchor,
    /// What a reader should know: a weekday that contradicts the date, an order of day and month that is not settled.
    pub remarks: Vec<String>,
}

/// Texts are read in stretches of at most this many bytes, cut at line breaks or spaces.
const STRETCH: usize = 1 << 16;

/// Every mention of a time, in the order of the text.
pub fn find(text: &str, context: &Context) -> Vec<TimeMention> {
    let mut found = Vec::new();
    let mut counter = CodePoints::new(text);
    for (offset, stretch) in crate::scan::stretches(text, STRETCH) {
        let scan = Scan::of(stretch, offset);
        for raw in read_stretch(&scan, stretch, offset, context.langs) {
            let span = Span { start: counter.at(raw.bytes.0), end: counter.at(raw.bytes.1) };
            found.push((span, raw));
        }
    }
    settle(text, found, context)
}

/// A mention before it is placed on the calendar.
struct Raw {
    bytes: (usize, usize),
    tokens: (usize, usize),
    expr: Expr,
    lang: Lang,
}

/// Byte positions to code points, in rising order.
pub(crate) struct CodePoints<'t> {
    text: &'t str,
    byte: usize,
    count: usize,
}

impl<'t> CodePoints<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, byte: 0, count: 0 }
    }

    /// The code point at a byte not before the last one asked for, else counted anew.
    pub(crate) fn at(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            (self.byte, self.count) = (0, 0);
        }
        self.count += self.text[self.byte..byte].chars().count();
        self.byte = byte;
        self.count
    }
}

/// The tokens of each mention, for readers of other things in the same stretch.
pub(crate) fn token_ranges(scan: &Scan, text: &str, offset: usize, hint: &[Lang]) -> Vec<(usize, usize)> {
    read_stretch(scan, text, offset, hint).into_iter().map(|raw| raw.tokens).collect()
}

fn read_stretch(scan: &Scan, text: &str, offset: usize, hint: &[Lang]) -> Vec<Raw> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut langs = [None; 2];
    let mut previous = false;
    let senses: [OnceCell<Senses<sense::Sense>>; 4] = Default::default();
    let mut parsers: [Option<Parser>; 4] = Default::default();
    while at < scan.tokens.len() {
        if at == 0 || scan.tokens[at].new_line {
            langs = line_langs(scan, at, hint);
        }
        let mut best: Option<(Expr, usize, Lang)> = None;
        let possible = scan.tokens[at].number().is_some();
        for lang in langs.into_iter().flatten() {
            let parser = parsers[lang as usize].get_or_insert_with(|| Parser {
                scan,
                senses: senses[lang as usize].get_or_init(|| Senses::of(sense::table(lang), scan, text, offset)),
                memo: Memo::default(),
                lang,
                whole: false,
            });
            if !possible && parser.senses.at(at).is_empty() {
                continue;
            }
            if let Some((expr, next)) = parser.expr(at)
                && !is_weak(&expr)
                && best.as_ref().is_none_or(|(_, b, _)| next > *b)
            {
                best = Some((expr, next, lang));
            }
        }
        let inside_word = previous && !scan.tokens[at].spaced;
        previous = matches!(scan.tokens[at].kind, Kind::Word | Kind::Digits(_));
        match best.filter(|_| !inside_word) {
            Some((expr, next, lang)) => {
                let bytes = (scan.tokens[at].start, scan.tokens[next - 1].end);
                found.push(Raw { bytes, tokens: (at, next), expr, lang });
                previous = false;
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

fn is_weak(expr: &Expr) -> bool {
    match expr {
        Expr::At(p) | Expr::Before(p) | Expr::Until(p) | Expr::Since(p) | Expr::After(p) | Expr::By(p) => p.weak,
        Expr::Range(..) | Expr::Lasting(..) | Expr::Within(..) => false,
    }
}

/// The languages to try on the line that begins at `at`, from its letters and commonest words.
pub(crate) fn line_langs(scan: &Scan, at: usize, hint: &[Lang]) -> [Option<Lang>; 2] {
    let (mut cyrillic, mut latin, mut uk, mut ru, mut pl, mut en) = (0u32, 0u32, 0u32, 0u32, 0u32, 0u32);
    for (i, token) in scan.tokens.iter().enumerate().skip(at).take(400) {
        if i > at && token.new_line {
            break;
        }
        if token.kind != Kind::Word {
            continue;
        }
        let word = scan.word(i);
        for c in word.chars() {
            match c {
                'і' | 'ї' | 'є' | 'ґ' => uk += 1,
                'ы' | 'э' | 'ъ' => ru += 1,
                'ą' | 'ć' | 'ę' | 'ł' | 'ń' | 'ś' | 'ź' | 'ż' => pl += 1,
                _ => {}
            }
            if ('\u{400}'..='\u{52f}').contains(&c) {
                cyrillic += 1;
            } else if c.is_alphabetic() {
                latin += 1;
            }
        }
        match word {
            "the" | "of" | "and" | "was" | "were" | "in" | "by" | "for" | "that" | "is" | "with" | "from" | "at" => {
                en += 1;
            }
            "w" | "z" | "na" | "nie" | "jest" | "dnia" | "roku" | "od" | "przez" | "oraz" | "godz" => pl += 1,
            _ => {}
        }
    }
    let pick = |first: Lang, a: u32, second: Lang, b: u32| -> [Option<Lang>; 2] {
        if a > 2 * b {
            [Some(first), None]
        } else if b > 2 * a {
            [Some(second), None]
        } else if hint.iter().position(|l| *l == second) < hint.iter().position(|l| *l == first)
            && hint.contains(&second)
        {
            [Some(second), Some(first)]
        } else {
            [Some(first), Some(second)]
        }
    };
    let latin_langs = pick(Lang::En, en, Lang::Pl, pl);
    let cyrillic_langs = pick(Lang::Uk, uk, Lang::Ru, ru);
    match (cyrillic, latin) {
        (0, _) => latin_langs,
        (_, 0) => cyrillic_langs,
        (c, l) if c >= l => [cyrillic_langs[0], cyrillic_langs[1].or(latin_langs[0])],
        _ => [latin_langs[0], latin_langs[1].or(cyrillic_langs[0])],
    }
}

/// Which of two conventions fills in what a phrase leaves unsaid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convention {
    /// Reports: a bare weekday or date is the last one; "three weeks ago" is the calendar week it falls in.
    News,
    /// Diaries and appointments: a bare weekday, date or hour is the next one; "in 3 weeks" is exact to the day.
    Scheduling,
}

/// The value of a whole phrase, in local time.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// First instant; nothing where the start is open.
    pub from: Option<jiff::civil::DateTime>,
    /// The instant after the last; nothing where the end is open.
    pub to: Option<jiff::civil::DateTime>,
    /// How exact it is.
    pub grain: Unit,
    /// One period of the grain, not a stretch of several.
    pub single: bool,
    /// The zone as said, IANA name or offset, into which the times have been left.
    pub zone: Option<String>,
    /// Contradictions and doubts.
    pub remarks: Vec<String>,
}

/// The value of a phrase that is about time and nothing else ("next Tuesday", "за два дні"), or nothing.
pub fn value(phrase: &str, reference: jiff::civil::DateTime, lang: Lang, convention: Convention) -> Option<Value> {
    if phrase.len() > 4096 {
        return None;
    }
    let scan = Scan::of(phrase, 0);
    let senses = Senses::of(sense::table(lang), &scan, phrase, 0);
    let parser = Parser { scan: &scan, senses: &senses, memo: Memo::default(), lang, whole: true };
    let (expr, next) = parser.expr(0)?;
    let next = parser.skip_article(next);
    let rest = &scan.tokens[next..];
    if !rest.iter().all(|t| matches!(t.kind, Kind::Sign('.' | ',' | ')' | '!' | '?'))) {
        return None;
    }
    let frame =
        Frame { now: Some(reference), exact: true, forward: convention == Convention::Scheduling, ahead: false, lang };
    if is_weak(&expr) {
        return None;
    }
    let placed = frame.place(&expr)?;
    let zone = expr_parts(&expr).and_then(|p| p.zone).map(zone_text);
    Some(Value {
        from: placed.from,
        to: placed.to,
        grain: placed.grain,
        single: placed.instant,
        zone,
        remarks: placed.remarks,
    })
}

/// Places the raw mentions on the calendar.
fn settle(text: &str, found: Vec<(Span, Raw)>, context: &Context) -> Vec<TimeMention> {
    let published = context.published.and_then(|p| {
        let exact = p.value.contains('T');
        edtf::local_start(p).map(|at| (at, exact, Anchor::Published { value: p.value.clone() }))
    });
    let mut mentions: Vec<TimeMention> = Vec::with_capacity(found.len());
    let dated = first_dated(&found);
    for (span, raw) in found {
        let zone = expr_parts(&raw.expr).and_then(|p| p.zone).map(zone_text);
        let parts = expr_parts(&raw.expr);
        let absolute = parts.is_some_and(Parts::is_absolute);
        let bare_clock = parts.is_some_and(|p| p.clock.is_some() && !p.has_date());
        let partial = parts.is_some_and(|p| p.step.is_none() && p.offset.is_none() && p.rolling.is_none());
        // A bare clock time belongs to the day last named in the same paragraph, a date without year to a dated mention
        // elsewhere in the text where the publication time is not known.
        let near = mentions.last().filter(|m| bare_clock && same_paragraph(text, m, raw.bytes.0, span.start));
        let near = near.and_then(|m| day_of(&m.time).map(|at| (at, false, anchor_to(m.span, &m.time))));
        let elsewhere = || dated.clone().filter(|_| partial && !bare_clock);
        let reference = if absolute { None } else { near.or_else(|| published.clone()).or_else(elsewhere) };
        let frame = Frame {
            now: reference.as_ref().map(|r| r.0),
            exact: reference.as_ref().is_some_and(|r| r.1),
            forward: false,
            ahead: false,
            lang: raw.lang,
        };
        let placed = frame.place(&raw.expr).and_then(|p| edtf::span(&p, zone.as_deref()).map(|t| (t, p.remarks)));
        let (time, anchor, mut remarks) = match placed {
            Some((time, remarks)) => (time, reference.map_or(Anchor::Absolute, |r| r.2), remarks),
            None => {
                let Ok(time) = TimeSpan::new("../..", zone.as_deref()) else { continue };
                (time, Anchor::Open { known: known(&raw.expr) }, Vec::new())
            }
        };
        if bare_clock && matches!(anchor, Anchor::Mention { .. }) {
            remarks.retain(|r| !r.starts_with("the day is not said"));
        }
        mentions.push(TimeMention { span, text: text[raw.bytes.0..raw.bytes.1].to_owned(), time, anchor, remarks });
    }
    mentions
}

/// A reference: local time, whether its time of day is known, and what it is.
type Reference = (jiff::civil::DateTime, bool, Anchor);

/// The first mention that says a whole date.
fn first_dated(found: &[(Span, Raw)]) -> Option<Reference> {
    let frame = Frame { now: None, exact: false, forward: false, ahead: false, lang: Lang::En };
    found.iter().find_map(|(span, raw)| {
        let whole = |p: &Parts| p.year.is_some() && p.day.is_some();
        let placed = frame.place(&raw.expr).filter(|_| expr_parts(&raw.expr).is_some_and(whole))?;
        let time = edtf::span(&placed, None)?;
        Some((placed.from?, false, anchor_to(*span, &time)))
    })
}

fn anchor_to(span: Span, time: &TimeSpan) -> Anchor {
    Anchor::Mention { span, value: time.value.clone() }
}

/// The day of a time that lies within one day.
fn day_of(time: &TimeSpan) -> Option<jiff::civil::DateTime> {
    let one_day = time.value.len() >= 10 && time.value.is_char_boundary(10) && !time.value.contains('/');
    edtf::local_start(time).filter(|_| one_day)
}

/// Whether no line break lies between a mention and a later place, which is not far away.
fn same_paragraph(text: &str, mention: &TimeMention, byte: usize, start: usize) -> bool {
    let between = start.saturating_sub(mention.span.end);
    between <= 300 && !text[..byte].chars().rev().take(between).any(|c| c == '\n')
}

fn expr_parts(expr: &Expr) -> Option<&Parts> {
    match expr {
        Expr::At(p)
        | Expr::Range(p, _)
        | Expr::Before(p)
        | Expr::Until(p)
        | Expr::Since(p)
        | Expr::After(p)
        | Expr::By(p) => Some(p),
        Expr::Lasting(p, ..) => Some(p),
        Expr::Within(..) => None,
    }
}

fn zone_text(zone: Zone) -> String {
    match zone {
        Zone::Name(name) => name.to_owned(),
        Zone::Offset(minutes) => {
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        }
    }
}

/// What an expression says without a reference, in words.
fn known(expr: &Expr) -> String {
    let Some(parts) = expr_parts(expr) else { return "relative to a time that is not known".to_owned() };
    let day = match (parts.day, parts.month) {
        (Some(d), Some(m)) => Some(format!("--{m:02}-{d:02}, year not said")),
        (None, Some(m)) => Some(format!("month {m:02}, year not said")),
        (Some(d), None) => Some(format!("day {d:02} of a month that is not said")),
        (None, None) => None,
    };
    let weekday = parts.weekday.map(resolve::name);
    match (weekday, day) {
        (Some(w), Some(d)) => format!("a {w}, {d}"),
        (Some(w), None) => format!("a {w}"),
        (None, Some(d)) => d,
        (None, None) if parts.clock.is_some() => "a time of day, day not said".to_owned(),
        _ => "relative to a time that is not known".to_owned(),
    }
}
