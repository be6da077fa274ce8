//! How a code is cut into bands, and which of them may differ how much.
//!
//! If two codes differ in at most `r` bits, then for any allowances `a` over the bands with Σ (a + 1) > r at least one band
//! differs in at most its `a` bits: otherwise they would differ in Σ (a + 1) bits. (Norouzi et al., "Fast exact search in
//! Hamming space with multi-index hashing", 2014; uneven allowances: Qin et al., "GPH", ICDE 2018.)

use crate::code::Code;

/// How many bands.
pub const BANDS: usize = 11;

/// The largest allowance that is tried.
pub const MOST: usize = 3;

/// Bits of each band: for radius 31 ten bands may differ in two bits and one in one, which leaves the fewest candidates if
/// that one is narrower.
const WIDTHS: [u32; BANDS] = [24, 24, 24, 24, 24, 24, 23, 23, 23, 23, 20];

/// The bits of `code` in band `band`, the first of the band lowest.
pub fn value(code: &Code, band: usize) -> u32 {
    let start: u32 = WIDTHS[..band].iter().sum();
    let (word, shift) = (start as usize / 64, start % 64);
    let low = code.0[word] >> shift;
    let high = if shift > 40 && word < 3 { code.0[word + 1] << (64 - shift) } else { 0 };
    (low | high) as u32 & ((1 << WIDTHS[band]) - 1)
}

/// Masks of `bits` bits with at most [`MOST`] set, fewer first.
#[derive(Debug, Default)]
pub struct Masks {
    masks: Vec<u32>,
    /// Where masks with 0, 1, … set bits end.
    ends: [usize; MOST + 1],
    bits: u32,
}

impl Masks {
    /// Makes these the masks of `bits` bits.
    pub fn prepare(&mut self, bits: u32) {
        if self.bits == bits {
            return;
        }
        self.bits = bits;
        self.masks.clear();
        self.masks.push(0);
        self.ends[0] = 1;
        let mut from = 0;
        for weight in 1..=MOST {
            let until = self.masks.len();
            // One more bit, above the highest that is set: every combination comes up once.
            for index in from..until {
                let mask = self.masks[index];
                for bit in (u32::BITS - mask.leading_zeros())..bits {
                    self.masks.push(mask | 1 << bit);
                }
            }
            from = until;
            self.ends[weight] = self.masks.len();
        }
    }

    /// The masks with exactly `weight` set bits.
    pub fn of_weight(&self, weight: usize) -> &[u32] {
        let start = if weight == 0 { 0 } else { self.ends[weight - 1] };
        &self.masks[start..self.ends[weight]]
    }
}

/// The allowance of each band, none for a band that need not be looked at, such that Σ (allowance + 1) = `radius` + 1 and
/// the sum of `costs[band][allowance]` is least. None where the bands cannot reach so far.
pub fn allowances(costs: &[[u64; MOST + 1]; BANDS], most: usize, radius: u32) -> Option<([Option<usize>; BANDS], u64)> {
    let goal = radius as usize + 1;
    if goal > BANDS * (most + 1) {
        return None;
    }
    const UNREACHED: u64 = u64::MAX / 4;
    // least[band][sum]: the least cost with which the bands before `band` reach `sum`, and what band - 1 gave to it.
    let mut least = vec![[(UNREACHED, 0_u8); BANDS * (MOST + 1) + 1]; BANDS + 1];
    least[0][0].0 = 0;
    for band in 0..BANDS {
        for sum in 0..=goal {
            let so_far = least[band][sum].0;
            if so_far >= UNREACHED {
                continue;
            }
            for given in 0..=(most + 1).min(goal - sum) {
                let cost = so_far + if given == 0 { 0 } else { costs[band][given - 1] };
                if cost < least[band + 1][sum + given].0 {
                    least[band + 1][sum + given] = (cost, given as u8);
                }
            }
        }
    }
    let mut chosen = [None; BANDS];
    let mut sum = goal;
    for band in (0..BANDS).rev() {
        let given = usize::from(least[band + 1][sum].1);
        chosen[band] = given.checked_sub(1);
        sum -= given;
    }
    Some((chosen, least[BANDS][goal].0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_bands_cover_every_bit_once() {
        assert_eq!(WIDTHS.iter().sum::<u32>(), 256);
        for bit in 0..=u8::MAX {
            let code = Code::default().with_bit(bit);
            let set: u32 = (0..BANDS).map(|band| value(&code, band).count_ones()).sum();
            assert_eq!(set, 1, "bit {bit}");
        }
    }

    #[test]
    fn masks_are_all_combinations_fewer_bits_first() {
        let mut masks = Masks::default();
        for (bits, counts) in [(8, [1, 8, 28, 56]), (20, [1, 20, 190, 1140])] {
            masks.prepare(bits);
            for (weight, count) in counts.into_iter().enumerate() {
                let mut found = masks.of_weight(weight).to_vec();
                assert!(found.iter().all(|mask| mask.count_ones() as usize == weight && mask >> bits == 0));
                found.sort_unstable();
                found.dedup();
                assert_eq!(found.len(), count);
            }
        }
    }

    proptest! {
        #[test]
        fn allowances_reach_the_radius_at_the_least_cost(
            steps in prop::array::uniform11(prop::array::uniform4(0_u64..50)), radius in 0_u32..44, most in 0..=MOST,
        ) {
            let costs = steps.map(|steps| {
                let mut sum = 0;
                steps.map(|step| { sum += step; sum })
            });
            let Some((chosen, cost)) = allowances(&costs, most, radius) else {
                prop_assert!(radius as usize >= BANDS * (most + 1));
                return Ok(());
            };
            let given = |allowance: &Option<usize>| allowance.map_or(0, |a| a + 1);
            prop_assert_eq!(chosen.iter().map(given).sum::<usize>(), radius as usize + 1);
            let paid: u64 = chosen.iter().zip(&costs).filter_map(|(a, cost)| a.map(|a| cost[a])).sum();
            prop_assert_eq!(paid, cost);
            // No exchange of one bit between two bands is cheaper.
            let price = |band: usize, given: usize| given.checked_sub(1).map_or(0, |a| costs[band][a]);
            for from in 0..BANDS {
                for to in 0..BANDS {
                    let (a, b) = (given(&chosen[from]), given(&chosen[to]));
                    if from != to && a > 0 && b <= most {
                        let before = price(from, a) + price(to, b);
                        prop_assert!(price(from, a - 1) + price(to, b + 1) >= before);
                    }
                }
            }
        }
    }
}
