//! A text as a set of hashed five-character stretches, and the exact likeness (Jaccard) of two such sets.
//!
//! Case, punctuation, links, handles, emoji and "RT" do not count. Long texts are thinned by hash, so that a
//! set never has more than a few thousand members.

use crate::fold::fold;
use crate::tokens::{TokenKind, tokens};

/// Characters in a shingle.
pub const SHINGLE: usize = 5;
/// Sets larger than this are thinned.
const LARGEST: usize = 2_048;

/// The words of a text as they are compared: folded, with one blank between them.
pub fn canonical(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for token in tokens(text) {
        let written = match token.kind {
            TokenKind::Word | TokenKind::Number => token.of(text),
            TokenKind::Hashtag => &token.of(text)[1..],
            TokenKind::Sign if matches!(token.of(text), "%" | "$" | "€" | "₴" | "°" | "+") => token.of(text),
            _ => continue,
        };
        if written == "RT" {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(written);
    }
    fold(&out)
}

/// The thinning that a text of `shingles` shingles needs: only hashes with so many zero bits at the end stay.
fn thinning(shingles: usize) -> u32 {
    shingles.div_ceil(LARGEST).next_power_of_two().trailing_zeros()
}

/// The shingles of a canonical text, hashed, sorted, without repeats; and whether the next coarser thinning is needed too,
/// because a text of the size limit may be compared with a longer one.
pub(super) fn shingles(canonical: &str, thin: u32, buffer: &mut Vec<u32>) {
    buffer.clear();
    // A polynomial of the last five characters, rolled on: the one that leaves is taken out again.
    let (mut window, mut rolled, mut seen) = ([0_u64; SHINGLE], 0_u64, 0);
    for ch in canonical.chars() {
        let place = &mut window[seen % SHINGLE];
        let gone = std::mem::replace(place, u64::from(ch) + 1);
        rolled = rolled.wrapping_mul(BASE).wrapping_add(*place).wrapping_sub(gone.wrapping_mul(LEAVING));
        seen += 1;
        if seen >= SHINGLE {
            keep(mixed(rolled), thin, buffer);
        }
    }
    if seen > 0 && seen < SHINGLE {
        keep(mixed(rolled), 0, buffer);
    }
    buffer.sort_unstable();
    buffer.dedup();
}

fn keep(hash: u32, thin: u32, buffer: &mut Vec<u32>) {
    if hash.trailing_zeros() >= thin {
        buffer.push(hash);
    }
}

/// The thinnings under which a canonical text is compared: one, or two near a limit, so that texts on both sides of it
/// still meet in one of them.
pub(super) fn thinnings(canonical: &str, threshold: f64) -> (u32, Option<u32>) {
    let count = canonical.chars().count().saturating_sub(SHINGLE - 1).max(1);
    let thin = thinning(count);
    let finer = thinning((count as f64 * threshold) as usize);
    (thin, (finer < thin).then_some(finer))
}

/// The base of the polynomial, odd, and what a character weighs when it leaves the window.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
const LEAVING: u64 = BASE.wrapping_pow(SHINGLE as u32);

/// Spreads a polynomial's bits (the finisher of MurmurHash3).
fn mixed(rolled: u64) -> u32 {
    let hash = (rolled ^ rolled >> 33).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    (hash ^ hash >> 32) as u32
}

/// How many members two sorted sets share.
pub(super) fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        count += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    count
}

/// The likeness of two texts: shared shingles over all shingles, from 0 to 1. Exact for texts of up to 2,048 shingles.
pub fn likeness(a: &str, b: &str) -> f64 {
    let (a, b) = (canonical(a), canonical(b));
    let thin = thinnings(&a, 1.0).0.max(thinnings(&b, 1.0).0);
    let (mut set_a, mut set_b) = (Vec::new(), Vec::new());
    shingles(&a, thin, &mut set_a);
    shingles(&b, thin, &mut set_b);
    let both = shared(&set_a, &set_b);
    let all = set_a.len() + set_b.len() - both;
    if all == 0 { 0.0 } else { both as f64 / all as f64 }
}
