//! A 256-bit code and the Hamming distance between two: the one currency of PDQ hashes and local features.
//!
//! Says nothing about how a code comes about or how many of them are searched.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// 256 bits as four words. Word 0 holds bits 0 to 63, least significant first; the hexadecimal form starts with bit 255.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub [u64; 4]);

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CodeError {
    /// A code is 64 hexadecimal digits.
    #[error("a 256-bit code has 64 hexadecimal digits, this has {0} characters")]
    Length(usize),
    /// The position, counted from 0, of the first character that is no hexadecimal digit.
    #[error("character {0} is not a hexadecimal digit")]
    Digit(usize),
}

impl Code {
    /// How many bits two codes differ in, 0 to 256.
    #[must_use]
    #[inline(always)]
    pub fn distance(&self, other: &Self) -> u32 {
        (self.0[0] ^ other.0[0]).count_ones()
            + (self.0[1] ^ other.0[1]).count_ones()
            + (self.0[2] ^ other.0[2]).count_ones()
            + (self.0[3] ^ other.0[3]).count_ones()
    }

    /// Bit `index`, 0 to 255.
    #[must_use]
    pub fn bit(&self, index: u8) -> bool {
        self.0[usize::from(index) / 64] >> (index % 64) & 1 == 1
    }

    /// The code with bit `index`, 0 to 255, set.
    #[must_use]
    pub fn with_bit(mut self, index: u8) -> Self {
        self.0[usize::from(index) / 64] |= 1 << (index % 64);
        self
    }

    /// The 32 bytes whose hexadecimal form this is, most significant first.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for (chunk, word) in bytes.chunks_exact_mut(8).zip(self.0.iter().rev()) {
            chunk.copy_from_slice(&word.to_be_bytes());
        }
        bytes
    }

    /// The inverse of [`Code::to_bytes`].
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        let mut words = [0_u64; 4];
        for (word, chunk) in words.iter_mut().rev().zip(bytes.chunks_exact(8)) {
            *word = chunk.iter().fold(0, |value, &byte| value << 8 | u64::from(byte));
        }
        Self(words)
    }
}

/// A loop over many codes that is compiled for the processor at hand: counting bits is one instruction where it has
/// that. The results are the same everywhere. `run` and what it calls must be inlined always, or nothing is won.
pub(crate) trait Loop: Sized {
    /// What comes out.
    type Output;

    /// The loop itself.
    fn run(self) -> Self::Output;

    /// Runs it as fast as the processor can.
    fn quickly(self) -> Self::Output {
        struct Inlined<L>(L);
        impl<L: Loop> pulp::NullaryFnOnce for Inlined<L> {
            type Output = L::Output;

            #[inline(always)]
            fn call(self) -> L::Output {
                self.0.run()
            }
        }
        pulp::Arch::new().dispatch(Inlined(self))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for word in self.0.iter().rev() {
            write!(f, "{word:016x}")?;
        }
        Ok(())
    }
}

impl FromStr for Code {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return Err(CodeError::Length(text.chars().count()));
        }
        let mut words = [0_u64; 4];
        for (place, &digit) in digits.iter().enumerate() {
            let value = char::from(digit).to_digit(16).ok_or(CodeError::Digit(place))?;
            let word = &mut words[3 - place / 16];
            *word = *word << 4 | u64::from(value);
        }
        Ok(Self(words))
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = std::borrow::Cow::<str>::deserialize(deserializer)?;
        digits.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_hexadecimal_digit_holds_the_highest_bits() {
        let text = format!("8{}1", "0".repeat(62));
        let code: Code = text.parse().unwrap();
        assert!(code.bit(255) && code.bit(0) && !code.bit(254) && !code.bit(1));
        assert_eq!(code.to_string(), text);
    }

    #[test]
    fn what_is_no_code_is_refused_with_the_reason() {
        assert_eq!("".parse::<Code>(), Err(CodeError::Length(0)));
        assert_eq!("0".repeat(65).parse::<Code>(), Err(CodeError::Length(65)));
        assert_eq!(format!("0x{}", "0".repeat(62)).parse::<Code>(), Err(CodeError::Digit(1)));
        assert_eq!("é".repeat(32).parse::<Code>(), Err(CodeError::Digit(0)));
    }

    proptest! {
        #[test]
        fn words_bytes_and_digits_say_the_same(words: [u64; 4]) {
            let code = Code(words);
            prop_assert_eq!(code.to_string().parse(), Ok(code));
            prop_assert_eq!(Code::from_bytes(&code.to_bytes()), code);
            let digits: String = code.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
            prop_assert_eq!(&digits, &code.to_string());
            let json = serde_json::to_string(&code).unwrap();
            prop_assert_eq!(&json, &format!("\"{digits}\""));
            prop_assert_eq!(serde_json::from_str::<Code>(&json).unwrap(), code);
        }

        #[test]
        fn distance_is_a_metric(a: [u64; 4], b: [u64; 4], c: [u64; 4]) {
            let (a, b, c) = (Code(a), Code(b), Code(c));
            prop_assert_eq!(a.distance(&a), 0);
            prop_assert_eq!(a.distance(&b), b.distance(&a));
            prop_assert!(a.distance(&c) <= a.distance(&b) + b.distance(&c));
        }
    }
}
