//! Two texts word by word: what changed, and whether a figure, a name, a date or a denial is among it.
//!
//! A whole sentence more or less is an ordinary edit; a fact that goes, comes or changes inside a sentence is not.

use model::Span;

use super::facts::{Piece, Role, pieces};
use super::{Change, ChangeKind};
use crate::stem::{Options as StemOptions, search_keys};

/// Stretches longer than this on both sides are compared as two heaps of words instead of in order.
const LONGEST_ALIGNED: usize = 160;
/// At most so many changes are listed for a pair.
const MOST_CHANGES: usize = 16;
/// What is left of a word that was cut short has at least so many letters.
const CUT_SHORT: usize = 5;
/// Names of at least so many letters are the same name where one letter was mistyped.
const MISTYPED: usize = 7;

/// What changed between two texts that matters to a report; empty where one is a copy or an ordinary edit of the other.
pub fn changes(from: &str, to: &str) -> Vec<Change> {
    let (a, b) = (&pieces(from)[..], &pieces(to)[..]);
    let lead = a.iter().zip(b).take_while(|(x, y)| x.word == y.word).count();
    let tail = a[lead..].iter().rev().zip(b[lead..].iter().rev()).take_while(|(x, y)| x.word == y.word).count();
    let (middle_a, middle_b) = (lead..a.len() - tail, lead..b.len() - tail);
    let mut found = Found { from, a, to, b, changes: Vec::new() };
    if middle_a.len() > LONGEST_ALIGNED || middle_b.len() > LONGEST_ALIGNED {
        found.region(middle_a, middle_b);
    } else {
        for (in_a, in_b) in regions(&a[middle_a.clone()], &b[middle_b.clone()]) {
            found.region(
                middle_a.start + in_a.start..middle_a.start + in_a.end,
                middle_b.start + in_b.start..middle_b.start + in_b.end,
            );
        }
    }
    found.changes.truncate(MOST_CHANGES);
    found.changes
}

type Range = std::ops::Range<usize>;

/// The stretches in which two lists of words differ, by their longest common subsequence.
fn regions(a: &[Piece], b: &[Piece]) -> Vec<(Range, Range)> {
    let width = b.len() + 1;
    let mut lengths = vec![0_u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i * width + j] = if a[i].word == b[j].word {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let mut found = Vec::new();
    let (mut i, mut j, mut from_i, mut from_j) = (0, 0, 0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i].word == b[j].word {
            if from_i < i || from_j < j {
                found.push((from_i..i, from_j..j));
            }
            (i, j) = (i + 1, j + 1);
            (from_i, from_j) = (i, j);
        } else if j >= b.len() || i < a.len() && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    if from_i < i || from_j < j {
        found.push((from_i..i, from_j..j));
    }
    found
}

struct Found<'t> {
    from: &'t str,
    a: &'t [Piece],
    to: &'t str,
    b: &'t [Piece],
    changes: Vec<Change>,
}

impl Found<'_> {
    /// Judges one stretch in which the texts differ.
    fn region(&mut self, in_a: Range, in_b: Range) {
        let (a, b) = (self.a, self.b);
        let mut gone: Vec<&Piece> = a[in_a.clone()].iter().filter(|piece| piece.is_fact()).collect();
        let mut come: Vec<&Piece> = b[in_b.clone()].iter().filter(|piece| piece.is_fact()).collect();
        // The same fact in another form or order: Харкові and Харкова, 2,000 and 2 000.
        let perhaps = |list: &[Piece]| -> Vec<Piece> {
            list.iter().filter(|piece| matches!(piece.role, Role::PerhapsName | Role::Plain)).cloned().collect()
        };
        let (other_a, other_b) = (perhaps(&a[in_a.clone()]), perhaps(&b[in_b.clone()]));
        let order_kept = come.len() < 2 || gone.len() < 2;
        gone.retain(|piece| {
            let twin = come.iter().position(|other| same(piece, other));
            if let Some(at) = twin.filter(|&at| order_kept || at == 0) {
                come.remove(at);
            }
            !(twin.is_some_and(|at| order_kept || at == 0) || other_b.iter().any(|other| same(piece, other)))
        });
        come.retain(|piece| !other_a.iter().any(|other| same(piece, other)));
        let only_added = in_a.is_empty() && whole(b, &in_b) || in_b.is_empty() && whole(a, &in_a);
        if only_added {
            return;
        }
        for kind in [Role::Figure, Role::Name, Role::Date, Role::Denial] {
            let mut from = gone.iter().filter(|piece| piece.role == kind);
            let mut to = come.iter().filter(|piece| piece.role == kind);
            loop {
                let (from, to) = (from.next(), to.next());
                if from.is_none() && to.is_none() {
                    break;
                }
                self.push(from.copied(), to.copied());
            }
        }
        // Whole remarks that differ ("Wow!" and "Terrible.") are the copiers' own words.
        let remarks = whole(a, &in_a) && whole(b, &in_b);
        if gone.is_empty() && come.is_empty() && !remarks {
            self.ambiguous(&in_a, &in_b);
        }
    }

    /// Words that may be names: after a preposition of place, or with a capital that their place explains.
    fn ambiguous(&mut self, in_a: &Range, in_b: &Range) {
        let (a, b) = (self.a, self.b);
        for (x, y) in a[in_a.clone()].iter().zip(&b[in_b.clone()]) {
            let capitals = x.role == Role::PerhapsName && y.role == Role::PerhapsName;
            let placed = x.placed && y.placed && x.role != Role::Small && y.role != Role::Small;
            if (capitals || placed) && !same(x, y) {
                self.push(Some(x), Some(y));
            }
        }
    }

    fn push(&mut self, from: Option<&Piece>, to: Option<&Piece>) {
        let role = from.or(to).map_or(Role::Plain, |piece| piece.role);
        let kind = match role {
            Role::Figure => ChangeKind::Figure,
            Role::Date => ChangeKind::Date,
            Role::Denial => ChangeKind::Denial,
            Role::Name => ChangeKind::Name,
            _ => ChangeKind::PerhapsName,
        };
        let cut = |text: &str, piece: Option<&Piece>| {
            piece.map(|piece| (text[piece.bytes.clone()].to_owned(), Span::of_bytes(text, piece.bytes.clone())))
        };
        let (from, to) = (cut(self.from, from), cut(self.to, to));
        self.changes.push(Change {
            kind,
            from_span: from.as_ref().map(|found| found.1),
            to_span: to.as_ref().map(|found| found.1),
            from: from.map_or_else(String::new, |found| found.0),
            to: to.map_or_else(String::new, |found| found.0),
        });
    }
}

/// Whether a stretch is made of whole sentences: a report that says more, not another report.
fn whole(pieces: &[Piece], stretch: &Range) -> bool {
    let starts = stretch.start == 0 || pieces[stretch.start - 1].ends;
    let ends = stretch.end == pieces.len() || stretch.end > 0 && pieces[stretch.end - 1].ends;
    starts && ends
}

/// Whether two tokens are forms of one word or one figure.
fn same(x: &Piece, y: &Piece) -> bool {
    if x.word == y.word {
        return true;
    }
    let digits = |word: &str| word.starts_with(|ch: char| ch.is_ascii_digit());
    if digits(&x.word) || digits(&y.word) {
        return false;
    }
    let keys = search_keys(&x.word, StemOptions { translit: false });
    if search_keys(&y.word, StemOptions { translit: false }).iter().any(|key| keys.contains(key)) {
        return true;
    }
    // A word cut short, as at the end of a shortened post.
    let cut = x.role != Role::Name
        && y.role != Role::Name
        && (x.word.starts_with(&y.word) || y.word.starts_with(&x.word))
        && x.word.chars().count().min(y.word.chars().count()) >= CUT_SHORT;
    x.role != Role::Figure && (cut || mistyped(&x.word, &y.word))
}

/// Whether two long words differ by one letter changed, left out, doubled or exchanged with its neighbour, not at the
/// start.
fn mistyped(x: &str, y: &str) -> bool {
    let (x, y): (Vec<char>, Vec<char>) = (x.chars().collect(), y.chars().collect());
    if x.len().min(y.len()) < MISTYPED || x.len().abs_diff(y.len()) > 1 || x[0] != y[0] {
        return false;
    }
    let lead = x.iter().zip(&y).take_while(|(a, b)| a == b).count();
    let tail = x[lead..].iter().rev().zip(y[lead..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (rest_x, rest_y) = (&x[lead..x.len() - tail], &y[lead..y.len() - tail]);
    match (rest_x, rest_y) {
        ([_], [_]) | ([_], []) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}
