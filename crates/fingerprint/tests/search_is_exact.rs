//! Search answers exactly what comparing every code answers, whatever the codes look like and however they were added.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod shared;

use std::num::NonZeroUsize;

use fingerprint::Code;
use fingerprint::search::{Hit, Index};
use proptest::prelude::*;

fn brute_force(codes: &[Code], query: &Code, radius: u32) -> Vec<Hit> {
    let hit = |(id, code): (u32, &Code)| Hit { id, distance: code.distance(query) as u16 };
    (0..).zip(codes).map(hit).filter(|hit| u32::from(hit.distance) <= radius).collect()
}

/// SplitMix64.
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn flip(mut code: Code, bits: u64, state: &mut u64) -> Code {
    for _ in 0..bits {
        let bit = random(state) % 256;
        code.0[bit as usize / 64] ^= 1 << (bit % 64);
    }
    code
}

/// How the stored codes are distributed.
#[derive(Clone, Copy, Debug)]
enum Shape {
    /// Every bit by chance.
    Random,
    /// A few shots, whose frames differ in a few bits.
    Shots,
    /// Half of the words equal in all codes, the rest by chance: bands full of the same value.
    HalfConstant,
    /// Few bits set, as in pictures with little in them.
    Sparse,
    /// One code over and over.
    Same,
}

fn code(shape: Shape, state: &mut u64) -> Code {
    let any = |state: &mut u64| Code(std::array::from_fn(|_| random(state)));
    match shape {
        Shape::Random => any(state),
        Shape::Shots => {
            let mut shot = random(state) % 5;
            let frame = any(&mut shot);
            let bits = random(state) % 40;
            flip(frame, bits, state)
        }
        Shape::HalfConstant => Code([7, random(state), u64::MAX / 3, random(state)]),
        Shape::Sparse => Code(any(state).0.map(|word| word & random(state) & random(state) & random(state))),
        Shape::Same => Code([1, 2, 3, 4]),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn every_answer_equals_brute_force(
        shape in prop::sample::select(vec![Shape::Random, Shape::Shots, Shape::HalfConstant, Shape::Sparse, Shape::Same]),
        batches in prop::collection::vec(0_usize..20_000, 1..5),
        radius in prop_oneof![Just(31_u32), Just(15), 0_u32..60, Just(256)],
        mut seed: u64,
    ) {
        let mut index = Index::new();
        let mut codes = Vec::new();
        for size in batches {
            let batch: Vec<Code> = (0..size).map(|_| code(shape, &mut seed)).collect();
            index.add(&batch);
            codes.extend(batch);
        }
        prop_assert_eq!(index.len(), codes.len());
        let mut queries: Vec<Code> = (0..4).map(|_| code(shape, &mut seed)).collect();
        for bits in [0, radius.min(255), radius.min(255) + 1, 40] {
            if let Some(stored) = codes.get(random(&mut seed) as usize % codes.len().max(1)) {
                queries.push(flip(*stored, u64::from(bits), &mut seed));
            }
        }
        let expected: Vec<Vec<Hit>> = queries.iter().map(|query| brute_force(&codes, query, radius)).collect();
        prop_assert_eq!(&index.within(&queries[0], radius), &expected[0]);
        prop_assert_eq!(index.within_all(&queries, radius, NonZeroUsize::new(3).unwrap()), expected);
    }
}

#[test]
fn codes_at_exactly_the_radius_are_found_in_large_segments() {
    let mut seed = 5;
    let mut codes: Vec<Code> = (0..120_000).map(|_| code(Shape::Random, &mut seed)).collect();
    let queries: Vec<Code> = (0..200).map(|_| code(Shape::Random, &mut seed)).collect();
    // Exactly 31 different bits, spread as evenly as possible: the hardest for every way of cutting codes.
    for (index, query) in queries.iter().enumerate() {
        let near = (0..31).fold(*query, |mut near, k| {
            let bit = (k * 256 / 31 + index) % 256;
            near.0[bit / 64] ^= 1 << (bit % 64);
            near
        });
        codes[index * 500] = near;
    }
    let mut index = Index::new();
    index.add(&codes);
    for (at, query) in queries.iter().enumerate() {
        assert_eq!(index.within(query, 31), [Hit { id: at as u32 * 500, distance: 31 }]);
        assert_eq!(index.within(query, 30), []);
    }
}

#[test]
fn needles_in_the_haystack_equal_brute_force() {
    let Some(media) = shared::media() else { return };
    let read = |name: &str| -> Vec<Code> {
        let text = std::fs::read_to_string(media.join("images").join(name)).unwrap();
        text.lines().map(|line| line.trim().parse().unwrap()).collect()
    };
    let (needles, haystack) = (read("needles.txt"), read("haystack.txt"));
    assert_eq!((needles.len(), haystack.len()), (100, 1350));
    // Alone the haystack is so small that it is compared one by one; among others it gets tables.
    let mut seed = 11;
    let others: Vec<Code> = (0..60_000).map(|_| code(Shape::Random, &mut seed)).collect();
    let mut found = 0;
    for codes in [haystack.clone(), [haystack, others].concat()] {
        let mut index = Index::new();
        index.add(&codes);
        for needle in &needles {
            let hits = index.within(needle, 31);
            assert_eq!(hits, brute_force(&codes, needle, 31));
            found += hits.len();
        }
    }
    println!("{found} hits");
    assert!(found > 0, "needles without a match would prove nothing");
}
