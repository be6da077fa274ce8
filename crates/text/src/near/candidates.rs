//! Finds all pairs of texts with enough shingles in common, exactly, by prefix filtering (Chaudhuri, Ganti, Kaushik 2006;
//! Bayardo, Ma, Srikant 2007): two sets of likeness t share at least one of the rarest (1 − t)·n + 1 shingles of each.
//!
//! A shingle that occurs once in all texts needs no posting, so a list of unlike texts costs little.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};

use super::family::Families;
use super::shingles::{canonical, shared, shingles, thinnings};

/// Slots for each text of the table that counts shingles, about as many as a post has shingles that no other post has. A
/// count is an upper bound, which keeps the filter exact; too few slots make rare shingles look common.
const SLOTS_PER_TEXT: usize = 64;
/// The fewest and the most slots, as powers of two: from 8 MB to 256 MB. Counts of 16 bits tell common shingles from very
/// common ones among a million texts.
const SLOTS: std::ops::RangeInclusive<u32> = 22..=27;
/// With how many of the texts after it a text is compared for each rare shingle they share. More like texts than that are
/// nearly always one group by then.
const WINDOW: usize = 200;

/// One text as a set, at one thinning. One line of the cache holds all that most comparisons ask of it.
#[repr(align(64))]
struct Entry {
    text: u32,
    thin: u32,
    start: usize,
    len: u32,
    parity: [u64; 4],
}

/// The distinct texts as sets, with their rare shingles in order.
pub(super) struct Prepared {
    entries: Vec<Entry>,
    sets: Vec<u32>,
    /// Shingle in the upper half, entry in the lower, sorted.
    postings: Vec<u64>,
}

impl Prepared {
    /// Reads all texts; equal ones are joined at once.
    pub(super) fn new<T: AsRef<str>>(texts: &[T], threshold: f64, families: &mut Families<'_, T>) -> Self {
        let mut first: HashMap<u64, u32> = HashMap::with_capacity(texts.len());
        let (mut entries, mut sets) = (Vec::new(), Vec::<u32>::new());
        let wanted = texts.len().saturating_mul(SLOTS_PER_TEXT).max(1).ilog2() + 1;
        let bits = wanted.clamp(*SLOTS.start(), *SLOTS.end());
        let slot = |shingle: u32| (shingle.wrapping_mul(0x9E37_79B1) >> (32 - bits)) as usize;
        let mut counts = vec![0_u16; 1 << bits];
        let mut buffer = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            let canonical = canonical(text.as_ref());
            if canonical.is_empty() {
                continue;
            }
            let index = index as u32;
            let mut hasher = DefaultHasher::new();
            hasher.write(canonical.as_bytes());
            if let Some(&twin) = first.get(&hasher.finish()) {
                families.join_copy(twin, index);
                continue;
            }
            first.insert(hasher.finish(), index);
            families.summarise(index);
            let (thin, finer) = thinnings(&canonical, threshold);
            for thin in [Some(thin), finer].into_iter().flatten() {
                shingles(&canonical, thin, &mut buffer);
                for &shingle in &buffer {
                    let slot = &mut counts[slot(shingle)];
                    *slot = slot.saturating_add(1);
                }
                entries.push(Entry {
                    text: index,
                    thin,
                    start: sets.len(),
                    len: buffer.len() as u32,
                    parity: parity(&buffer),
                });
                sets.extend_from_slice(&buffer);
            }
        }
        drop(first);
        // Shortest first, so that a run of texts that share a shingle ends where they are too long to be alike.
        entries.sort_unstable_by_key(|entry| (entry.thin, entry.len, entry.text));
        let mut postings = Vec::new();
        let mut ranked: Vec<u64> = Vec::new();
        for (number, entry) in entries.iter().enumerate() {
            let set = &sets[entry.start..entry.start + entry.len as usize];
            ranked.clear();
            ranked.extend(set.iter().map(|&shingle| u64::from(counts[slot(shingle)]) << 32 | u64::from(shingle)));
            let needed = (set.len() as f64 * threshold).ceil() as usize;
            let prefix = (set.len() + 1 - needed.min(set.len())).min(set.len());
            if prefix < ranked.len() {
                ranked.select_nth_unstable(prefix);
                ranked.truncate(prefix);
            }
            let rare = ranked.iter().filter(|&&rank| rank >> 32 > 1);
            postings.extend(rare.map(|rank| rank << 32 | number as u64));
        }
        postings.sort_unstable();
        Self { entries, sets, postings }
    }

    fn set(&self, entry: &Entry) -> &[u32] {
        &self.sets[entry.start..entry.start + entry.len as usize]
    }

    /// Hands every pair that is alike enough to the families.
    pub(super) fn pairs<T: AsRef<str>>(&self, threshold: f64, families: &mut Families<'_, T>) {
        for run in self.postings.chunk_by(|a, b| a >> 32 == b >> 32) {
            for (at, posting) in run.iter().enumerate() {
                let entry = |posting: &u64| &self.entries[(posting & 0xFFFF_FFFF) as usize];
                let one = entry(posting);
                let longest = f64::from(one.len) / threshold;
                let comparable = |other: &Entry| one.thin == other.thin && f64::from(other.len) <= longest;
                let after = &run[at + 1..];
                let window = &after[..after.len().min(WINDOW)];
                for other in window {
                    let other = entry(other);
                    if !comparable(other) {
                        break;
                    }
                    // Sets of likeness t differ in at most so many members, and each of these turns one bit.
                    let most = f64::from(one.len + other.len) * (1.0 - threshold) / (1.0 + threshold);
                    if f64::from(differing(&one.parity, &other.parity)) > most || !families.open(one.text, other.text) {
                        continue;
                    }
                    let both = shared(self.set(one), self.set(other));
                    let all = (one.len + other.len) as usize - both;
                    if both as f64 >= threshold * all as f64 {
                        families.meet(one.text, other.text);
                    }
                }
                let rest = if window.last().is_some_and(|other| comparable(entry(other))) {
                    &after[WINDOW.min(after.len())..]
                } else {
                    &[]
                };
                families.not_compared += rest.partition_point(|other| comparable(entry(other))) as u64;
            }
        }
    }
}

/// For each of 256 residues whether an odd number of members has it: two sets differ in at least as many members as their
/// parities in bits (Sandes, Teodoro, Melo 2017).
fn parity(set: &[u32]) -> [u64; 4] {
    let mut bits = [0; 4];
    for &shingle in set {
        let residue = shingle.wrapping_mul(0x85EB_CA6B) >> 24;
        bits[(residue >> 6) as usize] ^= 1 << (residue & 63);
    }
    bits
}

fn differing(a: &[u64; 4], b: &[u64; 4]) -> u32 {
    a.iter().zip(b).map(|(x, y)| (x ^ y).count_ones()).sum()
}
