//! Several published accounts of one fall, side by side: what each leads one to expect, whether what was seen is rare under
//! it, and which sighting tells two of them apart.

use super::account::{self, Drawn, NAMES, Ranges, draw};
use super::air::Air;
use super::compare::{Likelihood, Seen, likelihood, quantile, rarity};
use crate::finding::Word;

/// Rarer than this is inconsistent.
pub const RARE: f64 = 0.05;
/// A ratio within a third and three says nothing.
pub const NOTHING: f64 = 3.0;
/// Densities of the account that something else happened: any time up to two minutes, any distance up to ten kilometres,
/// any side.
const ELSE_SECONDS: f64 = 1.0 / 120.0;
const ELSE_METRES: f64 = 1.0 / 10_000.0;

/// What one account leads one to expect.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// Falls that came down.
    pub falls: Vec<Drawn>,
    /// Falls that did not.
    pub none: usize,
    /// 2.5, 50 and 97.5 % of the times, s.
    pub seconds: [f64; 3],
    /// The same of the distances, m, in steps of 50.
    pub metres: [f64; 3],
    /// How likely each sighting is, in the order of the sightings.
    pub each: Vec<Likelihood>,
    /// How rare each is; nothing for sides.
    pub rare: Vec<Option<f64>>,
    /// All sightings together.
    pub together: Likelihood,
    /// Whether what was seen agrees with the account.
    pub word: Word,
    /// What each range does to the time and to the distance (standard deviations), largest first: name, s, m.
    pub effects: Vec<(&'static str, f64, f64)>,
}

/// Two accounts against each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Numbers of the accounts; the one after the last stands for "something else".
    pub accounts: [usize; 2],
    /// How many times likelier the first makes what was seen: from, to. `None` where neither makes it possible.
    pub ratio: Option<[f64; 2]>,
    /// The sighting that separates them most; nothing where none does.
    pub by: Option<&'static str>,
}

impl Pair {
    /// Whether the sightings tell the two apart.
    pub fn discriminates(&self) -> bool {
        self.ratio.is_some_and(|[low, high]| low > NOTHING || high < 1.0 / NOTHING)
    }
}

/// Draws the falls of every account and holds what was seen against them.
pub fn weigh(
    accounts: &[Ranges],
    seen: &[Seen],
    ground_m: f64,
    count: usize,
    seed: u64,
    threads: usize,
) -> (Vec<Expected>, Vec<Pair>) {
    let expected: Vec<Expected> = accounts
        .iter()
        .enumerate()
        // Every account has a seed of its own that does not depend on how many others there are.
        .map(|(n, ranges)| expect(ranges, seen, ground_m, count, seed.wrapping_add(n as u64), threads))
        .collect();
    let other = something_else(seen);
    let each = |n: usize| expected.get(n).map_or(&other, |e| &e.each);
    let together = |n: usize| expected.get(n).map_or(product(&other), |e| e.together);
    let mut pairs = Vec::new();
    for first in 0..=accounts.len() {
        for second in first + 1..=accounts.len() {
            let by = seen
                .iter()
                .zip(each(first).iter().zip(each(second)))
                .filter_map(|(seen, (a, b))| Some((seen.name(), strength(ratio(a, b)?))))
                .filter(|(_, strength)| *strength > libm::log(NOTHING))
                .max_by(|a, b| a.1.total_cmp(&b.1));
            pairs.push(Pair {
                accounts: [first, second],
                ratio: if seen.is_empty() { None } else { ratio(&together(first), &together(second)) },
                by: by.map(|(name, _)| name),
            });
        }
    }
    (expected, pairs)
}

/// All sightings together where nothing is known.
pub(super) fn something_else_together(seen: &[Seen]) -> Likelihood {
    product(&something_else(seen))
}

fn expect(ranges: &Ranges, seen: &[Seen], ground_m: f64, count: usize, seed: u64, threads: usize) -> Expected {
    let (falls, none) = draw(ranges, ground_m, count, seed, threads);
    let three = |mut values: Vec<f64>| [0.025, 0.5, 0.975].map(|part| quantile(&mut values, part));
    let metres = three(falls.iter().map(|d| libm::hypot(d.landing.place[0], d.landing.place[1])).collect());
    let each: Vec<Likelihood> = seen.iter().map(|s| likelihood(&falls, std::slice::from_ref(s))).collect();
    let rare: Vec<Option<f64>> = seen.iter().map(|s| rarity(&falls, s)).collect();
    let word = if seen.is_empty() || falls.is_empty() {
        Word::CannotBeTested
    } else if rare.iter().zip(&each).any(|(rare, each)| rare.unwrap_or(each.value) < RARE) {
        Word::Inconsistent
    } else {
        Word::Consistent
    };
    Expected {
        seconds: three(falls.iter().map(|d| d.landing.time_s).collect()),
        // Outwards to whole cells.
        metres: [
            (metres[0] / 50.0).floor() * 50.0,
            libm::round(metres[1] / 50.0) * 50.0,
            (metres[2] / 50.0).ceil() * 50.0,
        ],
        together: likelihood(&falls, seen),
        effects: effects(ranges, ground_m),
        falls,
        none,
        each,
        rare,
        word,
    }
}

/// One range at a time from end to end, the others in their middle.
fn effects(ranges: &Ranges, ground_m: f64) -> Vec<(&'static str, f64, f64)> {
    const POINTS: usize = 21;
    let air = Air::standard();
    let mut out: Vec<(&'static str, f64, f64)> = Vec::new();
    for (n, name) in NAMES.into_iter().enumerate() {
        let [low, high] = ranges.all()[n];
        if low == high {
            continue;
        }
        let landings: Vec<[f64; 2]> = (0..POINTS)
            .filter_map(|k| {
                let mut at = [0.5; 9];
                at[n] = k as f64 / (POINTS - 1) as f64;
                let landing = account::one(ranges.values(at), [0.0, 0.0, 1.0], &air, ground_m).ok()?;
                Some([landing.time_s, libm::hypot(landing.place[0], landing.place[1])])
            })
            .collect();
        out.push((name, deviation(&landings, 0), deviation(&landings, 1)));
    }
    out.sort_by(|a, b| b.1.total_cmp(&a.1));
    out
}

fn deviation(values: &[[f64; 2]], at: usize) -> f64 {
    let n = values.len().max(1) as f64;
    let mean = values.iter().map(|v| v[at]).sum::<f64>() / n;
    libm::sqrt(values.iter().map(|v| (v[at] - mean) * (v[at] - mean)).sum::<f64>() / n)
}

fn something_else(seen: &[Seen]) -> Vec<Likelihood> {
    let of = |seen: &Seen| match seen {
        Seen::Seconds { .. } => ELSE_SECONDS,
        Seen::Metres { .. } => ELSE_METRES,
        Seen::Side { within, .. } => within / 180.0,
    };
    // Nobody knows it better than to a factor of three either way.
    seen.iter().map(of).map(|value| Likelihood { value, range: [value / 3.0, value * 3.0] }).collect()
}

fn product(each: &[Likelihood]) -> Likelihood {
    let of = |pick: fn(&Likelihood) -> f64| each.iter().map(pick).product::<f64>();
    // The doubt about "something else" is one doubt, not one for every sighting.
    let value = of(|l| l.value);
    Likelihood { value, range: [value / 3.0, value * 3.0] }
}

fn ratio(a: &Likelihood, b: &Likelihood) -> Option<[f64; 2]> {
    if a.range[1] <= 0.0 && b.range[1] <= 0.0 {
        return None;
    }
    let over = |x: f64, y: f64| if y > 0.0 { x / y } else { f64::INFINITY };
    Some([over(a.range[0], b.range[1]), over(a.range[1], b.range[0])])
}

/// The logarithm of a ratio's weaker end; 0 where the range holds 1.
fn strength([low, high]: [f64; 2]) -> f64 {
    if low > 1.0 {
        libm::log(low)
    } else if high < 1.0 && high > 0.0 {
        -libm::log(high)
    } else if high == 0.0 {
        f64::INFINITY
    } else {
        0.0
    }
}
