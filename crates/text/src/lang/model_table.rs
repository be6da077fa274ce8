//! The trained weights: one signed byte for each bucket of [`super::features`]. Made by
//! `cargo run --release -p exhibit-text --example train_lang`; holds no text.
//!
//! For a Cyrillic word a positive sum speaks for Ukrainian and a negative one for Russian; for a Latin word positive
//! speaks for Polish and negative for English.

use super::features::{BUCKETS, features};

static WEIGHTS: &[u8; BUCKETS] = include_bytes!("../lang_tables/model.bin");

/// A weight of one is this many thousandths of a nat.
const UNIT: i32 = 32;

/// How much a lower-case word speaks for the first language of its script, in thousandths of a nat.
pub(super) fn margin(word: &str) -> i32 {
    let mut sum = 0_i32;
    features(word, |bucket| sum += i32::from(WEIGHTS[bucket] as i8));
    sum * UNIT
}
