//! The features of a word that the language model weighs: the word itself and its letter groups, hashed into buckets.
//!
//! The training command and the shipped model use this one function, so that they cannot drift apart.

/// How many buckets the features are hashed into.
pub const BUCKETS: usize = 1 << 16;

/// The longest stretch of a word that is looked at; longer words are cut, so that a hostile one stays cheap.
const LONGEST: usize = 24;

/// Calls `weigh` with the bucket of each feature of a lower-case word: all groups of one to five letters of the word with
/// a mark at each end, and the whole word.
pub fn features(word: &str, mut weigh: impl FnMut(usize)) {
    let mut letters = [0_u32; LONGEST + 2];
    letters[0] = u32::from('^');
    let mut len = 1;
    for ch in word.chars().take(LONGEST) {
        letters[len] = u32::from(ch);
        len += 1;
    }
    letters[len] = u32::from('$');
    let letters = &letters[..=len];
    for start in 0..letters.len() {
        let mut hash = SEED;
        for (size, &letter) in letters[start..].iter().take(5).enumerate() {
            hash = step(hash, letter);
            // The end marks alone say nothing.
            if size > 0 || start > 0 && start < len {
                weigh(bucket(hash, size as u32));
            }
        }
    }
    let whole = letters.iter().fold(SEED, |hash, &letter| step(hash, letter));
    // Twice, so that a frequent word is learnt as a word and not only as its letters.
    weigh(bucket(whole, 98));
    weigh(bucket(whole, 99));
}

const SEED: u32 = 0x811C_9DC5;

fn step(hash: u32, letter: u32) -> u32 {
    (hash ^ letter).wrapping_mul(0x0100_0193).rotate_left(5)
}

fn bucket(hash: u32, kind: u32) -> usize {
    let mut mixed = hash ^ kind.wrapping_mul(0x9E37_79B1);
    mixed ^= mixed >> 15;
    mixed = mixed.wrapping_mul(0x85EB_CA6B);
    mixed ^= mixed >> 13;
    mixed as usize & (BUCKETS - 1)
}
