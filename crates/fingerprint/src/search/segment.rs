//! Many codes with their tables, never changed once made.
//!
//! One table per band: the codes' numbers, sorted by the band's high bits. Beside each number stand up to eight low bits of
//! the band, so that most candidates are refused without fetching their code.

use super::bands::{self, BANDS, MOST, Masks};
use super::{Hit, scan};
use crate::code::{Code, Loop};

/// Numbers have 24 bits beside the eight of the sketch.
pub const CAPACITY: usize = 1 << 24;

const NUMBER: u32 = CAPACITY as u32 - 1;

/// Codes and tables.
#[derive(Debug)]
pub struct Segment {
    codes: Vec<Code>,
    /// How many bits of a band choose the bucket; with so many, a bucket holds four to eight codes if they spread evenly.
    bucket_bits: u32,
    tables: Vec<Table>,
}

#[derive(Debug)]
struct Table {
    /// Where each bucket begins; one more than there are buckets.
    begins: Vec<u32>,
    /// Bits of the sketch above 24 bits of the number.
    entries: Vec<u32>,
}

/// What a search needs and the next can use again.
#[derive(Debug, Default)]
pub struct Scratch {
    masks: Masks,
    ranges: Vec<(u32, u32)>,
    candidates: Vec<u32>,
}

/// Which bands of a query are looked at, and how far around.
struct Plan {
    allowances: [Option<usize>; BANDS],
    /// Entries and buckets that will be read.
    cost: u64,
    /// The largest allowance for which buckets were looked up.
    most: usize,
}

/// A plan that reads more than this part of all codes is looked at again.
const CROWDED: u64 = 64;

/// Bucket and sketch of a band's value.
fn split(value: u32, bucket_bits: u32) -> (u32, u32) {
    (value & ((1 << bucket_bits) - 1), value >> bucket_bits & 0xFF)
}

impl Segment {
    /// Tables for `codes`, at most [`CAPACITY`] of them.
    pub fn new(codes: Vec<Code>) -> Self {
        let bucket_bits = codes.len().max(1).ilog2().saturating_sub(2).clamp(8, 20);
        let tables = (0..BANDS).map(|band| Table::new(&codes, band, bucket_bits)).collect();
        Self { codes, bucket_bits, tables }
    }

    pub fn len(&self) -> usize {
        self.codes.len()
    }

    pub fn is_full(&self) -> bool {
        self.codes.len() >= CAPACITY
    }

    pub fn bytes(&self) -> usize {
        let tables: usize = self.tables.iter().map(|table| table.begins.capacity() + table.entries.capacity()).sum();
        self.codes.capacity() * size_of::<Code>() + tables * size_of::<u32>()
    }

    pub fn into_codes(self) -> Vec<Code> {
        self.codes
    }

    /// Appends all codes at most `radius` from `query`, sorted; their numbers start at `first`.
    pub fn within(&self, query: &Code, radius: u32, first: u32, scratch: &mut Scratch, hits: &mut Vec<Hit>) {
        if !self.candidates(query, radius, scratch) {
            return scan::within(&self.codes, query, radius, first, hits);
        }
        let before = hits.len();
        let numbered = scratch.candidates.iter().map(|number| (first + number, &self.codes[*number as usize]));
        scan::Scan { numbered, query, radius, hits }.quickly();
        // Every band in which a code is near brings it once.
        hits[before..].sort_unstable();
        let mut kept = before;
        for index in before..hits.len() {
            if kept == before || hits[kept - 1].id != hits[index].id {
                hits[kept] = hits[index];
                kept += 1;
            }
        }
        hits.truncate(kept);
    }

    /// Collects the numbers of all codes that may lie within the radius; false where comparing all is cheaper.
    fn candidates(&self, query: &Code, radius: u32, scratch: &mut Scratch) -> bool {
        scratch.candidates.clear();
        scratch.masks.prepare(self.bucket_bits);
        // Usually no band need differ in more than two bits. If buckets on the way are crowded, other bands may be given
        // more, so that the crowded ones are passed by.
        let Some(mut plan) = self.plan(query, radius, 2, scratch).or_else(|| self.plan(query, radius, MOST, scratch))
        else {
            return false;
        };
        if plan.most < MOST
            && plan.cost > self.codes.len() as u64 / CROWDED
            && let Some(wider) = self.plan(query, radius, MOST, scratch)
        {
            plan = wider;
        }
        plan.cost < self.codes.len() as u64 && self.collect(query, &plan, scratch)
    }

    /// Looks up how full the buckets around the query are and shares the allowances out accordingly.
    fn plan(&self, query: &Code, radius: u32, most: usize, scratch: &mut Scratch) -> Option<Plan> {
        scratch.ranges.clear();
        let mut costs = [[0; MOST + 1]; BANDS];
        for (band, table) in self.tables.iter().enumerate() {
            let (bucket, _) = split(bands::value(query, band), self.bucket_bits);
            let mut cost = 0;
            for (weight, sum) in costs[band].iter_mut().enumerate().take(most + 1) {
                for mask in scratch.masks.of_weight(weight) {
                    let at = (bucket ^ mask) as usize;
                    let range = (table.begins[at], table.begins[at + 1]);
                    cost += u64::from(range.1 - range.0) + 1;
                    scratch.ranges.push(range);
                }
                *sum = cost;
            }
        }
        let (allowances, cost) = bands::allowances(&costs, most, radius)?;
        Some(Plan { allowances, cost, most })
    }

    /// Reads the planned buckets; false where too many candidates come together.
    fn collect(&self, query: &Code, plan: &Plan, scratch: &mut Scratch) -> bool {
        let Scratch { masks, ranges, candidates } = scratch;
        let per_band = ranges.len() / BANDS;
        for (band, table) in self.tables.iter().enumerate() {
            let Some(allowance) = plan.allowances[band] else { continue };
            let (_, sketch) = split(bands::value(query, band), self.bucket_bits);
            let mut ranges = &ranges[band * per_band..][..per_band];
            for weight in 0..=allowance {
                let (now, rest) = ranges.split_at(masks.of_weight(weight).len());
                ranges = rest;
                match allowance - weight {
                    0 => table.collect::<0>(now, sketch, candidates),
                    1 => table.collect::<1>(now, sketch, candidates),
                    2 => table.collect::<2>(now, sketch, candidates),
                    _ => table.collect::<MOST>(now, sketch, candidates),
                }
            }
            if candidates.len() > self.codes.len() / 8 {
                return false;
            }
        }
        true
    }
}

impl Table {
    fn new(codes: &[Code], band: usize, bucket_bits: u32) -> Self {
        let mut begins = vec![0_u32; (1 << bucket_bits) + 1];
        for code in codes {
            begins[split(bands::value(code, band), bucket_bits).0 as usize] += 1;
        }
        let mut sum = 0;
        for begin in &mut begins {
            sum += std::mem::replace(begin, sum);
        }
        let mut entries = vec![0; codes.len()];
        for (number, code) in (0_u32..).zip(codes) {
            let (bucket, sketch) = split(bands::value(code, band), bucket_bits);
            let next = &mut begins[bucket as usize];
            entries[*next as usize] = sketch << 24 | number;
            *next += 1;
        }
        // Each begin has moved to where its bucket ends, which is where the next begins.
        let buckets = begins.len() - 1;
        begins.copy_within(0..buckets, 1);
        begins[0] = 0;
        Self { begins, entries }
    }

    /// Appends the numbers in `ranges` whose sketch differs from `sketch` in at most `ALLOWED`.
    fn collect<const ALLOWED: usize>(&self, ranges: &[(u32, u32)], sketch: u32, candidates: &mut Vec<u32>) {
        let sketch = sketch << 24;
        for &(begin, end) in ranges {
            for entry in &self.entries[begin as usize..end as usize] {
                let mut different = (entry ^ sketch) & !NUMBER;
                for _ in 0..ALLOWED {
                    different &= different.wrapping_sub(1);
                }
                if different == 0 {
                    candidates.push(entry & NUMBER);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Random codes whose bits in `constant` are zero.
    fn codes(count: u64, constant: std::ops::Range<usize>) -> Vec<Code> {
        let word = |seed: u64| {
            let mixed = (seed ^ seed >> 31).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            (mixed ^ mixed >> 29).wrapping_mul(0x94d0_49bb_1331_11eb)
        };
        let code =
            |i: u64| Code(std::array::from_fn(|w| word((i * 4 + w as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))));
        let clear = |mut code: Code| {
            constant.clone().for_each(|bit| code.0[bit / 64] &= !(1 << (bit % 64)));
            code
        };
        (0..count).map(code).map(clear).collect()
    }

    fn plan(segment: &Segment, query: &Code) -> (u64, bool, usize) {
        let mut scratch = Scratch::default();
        let used = segment.candidates(query, 31, &mut scratch);
        let plan = segment.plan(query, 31, MOST, &mut scratch).unwrap();
        (plan.cost, used, scratch.candidates.len())
    }

    #[test]
    fn evenly_spread_codes_are_hardly_touched() {
        let segment = Segment::new(codes(200_000, 0..0));
        let (_, used, candidates) = plan(&segment, &segment.codes[77]);
        assert!(used && candidates < 1_000, "{candidates}");
    }

    #[test]
    fn a_crowded_band_is_passed_by() {
        let segment = Segment::new(codes(200_000, 0..24));
        let (cost, used, candidates) = plan(&segment, &segment.codes[77]);
        assert!(used && cost < 100_000 && candidates < 3_000, "{cost}, {candidates}");
    }

    #[test]
    fn where_every_bucket_is_crowded_all_codes_are_compared() {
        let segment = Segment::new(codes(50_000, 0..240));
        assert!(!plan(&segment, &segment.codes[77]).1);
    }
}
