//! Likelihoods as ranges: read from decimal text, kept as thousandths of a decimal logarithm, combined without floats.
//!
//! A likelihood says how well a hypothesis foretells what a group of evidence shows; only ratios between hypotheses mean
//! anything. Ranges, because nobody knows such a number exactly (ENFSI guideline 2015: findings are weighed given
//! propositions). What rests on a person's judgement can move a ratio by at most 10, what rests on physics by at most
//! 100: one item never decides alone.

use serde::{Deserialize, Serialize};

/// Thousandths of a decimal logarithm: 1000 is a factor of 10, -301 is about one half.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Milli(pub i32);

/// Most that one item weighed by a person can move a ratio: a factor of 10.
pub const HUMAN_CAP: Milli = Milli(1000);
/// Most that one item that follows from physics can move a ratio: a factor of 100.
pub const PHYSICAL_CAP: Milli = Milli(2000);

/// A ratio within 1/3 to 3 does not discriminate.
pub const DISCRIMINATES: Milli = Milli(477);

/// Why a text is not a likelihood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LikelihoodError {
    /// Not a decimal number.
    #[error("{0:?} is not a number; write a likelihood as a decimal such as 0.05")]
    NotANumber(String),
    /// Outside what a likelihood can be.
    #[error("{0} is no likelihood: it must be above 0 and at most 1")]
    OutOfRange(String),
    /// The ends are the wrong way round.
    #[error("the low end {low} is above the high end {high}")]
    Order {
        /// As given.
        low: String,
        /// As given.
        high: String,
    },
}

/// A likelihood range. `low` ≤ `high`, both at most 0 (a likelihood of 1).
#[derive(Default, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Range {
    /// Low end.
    pub low: Milli,
    /// High end.
    pub high: Milli,
}

impl Range {
    /// A likelihood of 1: the finding is what every hypothesis foretells.
    pub const CERTAIN: Self = Self { low: Milli(0), high: Milli(0) };

    /// Reads both ends.
    ///
    /// # Errors
    /// [`LikelihoodError`] with the text that is wrong.
    pub fn parse(low: &str, high: &str) -> Result<Self, LikelihoodError> {
        let range = Self { low: parse(low)?, high: parse(high)? };
        if range.low > range.high {
            return Err(LikelihoodError::Order { low: low.to_owned(), high: high.to_owned() });
        }
        Ok(range)
    }

    /// The widest range that holds both.
    pub fn around(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }
}

/// Decimal text above 0 and at most 1, with at most nine places.
fn parse(text: &str) -> Result<Milli, LikelihoodError> {
    let text = text.trim();
    let wrong = || LikelihoodError::NotANumber(text.chars().take(40).collect());
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |t: &str| t.len() <= 9 && t.bytes().all(|b| b.is_ascii_digit());
    if text.is_empty() || (whole.is_empty() && fraction.is_empty()) || !digits(whole) || !digits(fraction) {
        return Err(wrong());
    }
    let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| wrong())? };
    let padded = format!("{fraction:0<9}");
    let billionths = whole * 1_000_000_000 + padded.parse::<u64>().map_err(|_| wrong())?;
    if billionths == 0 || billionths > 1_000_000_000 {
        return Err(LikelihoodError::OutOfRange(text.to_owned()));
    }
    Ok(Milli(libm::round(1000.0 * (libm::log10(billionths as f64) - 9.0)) as i32))
}

/// How much more likely what was found is under one hypothesis than under another, as a range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Ratio {
    /// At least so much (negative: it speaks for the other).
    pub low: Milli,
    /// At most so much.
    pub high: Milli,
}

impl Ratio {
    /// Speaks for neither.
    pub const EVEN: Self = Self { low: Milli(0), high: Milli(0) };

    /// The ratio of two ranges, held within `cap` either way.
    pub fn of(first: Range, second: Range, cap: Milli) -> Self {
        let hold = |milli: i32| Milli(milli.clamp(-cap.0, cap.0));
        Self { low: hold(first.low.0 - second.high.0), high: hold(first.high.0 - second.low.0) }
    }

    /// Both together, where they are independent.
    pub fn and(self, other: Self) -> Self {
        Self { low: Milli(self.low.0 + other.low.0), high: Milli(self.high.0 + other.high.0) }
    }

    /// Which side it favours beyond doubt about the numbers, and enough to say so: 1, -1, or 0 where it does not
    /// discriminate.
    pub fn favours(self) -> i8 {
        if self.low >= DISCRIMINATES {
            1
        } else if self.high.0 <= -DISCRIMINATES.0 {
            -1
        } else {
            0
        }
    }
}

impl Milli {
    /// As a factor for people: "20", "0.05". Three significant digits, no binary floats in anything stored.
    pub fn factor(self) -> String {
        let value = libm::pow(10.0, f64::from(self.0) / 1000.0);
        let (text, _) = if value >= 100.0 {
            (format!("{}", libm::round(value) as i64), 0)
        } else {
            let places = (2 - libm::floor(libm::log10(value)) as i32).clamp(0, 9) as usize;
            (format!("{value:.places$}"), places)
        };
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
    }
}

/// One line of the table of words for likelihood ratios.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Band {
    /// From this ratio on.
    pub from: &'static str,
    /// Up to this one; nothing for the last.
    pub to: Option<&'static str>,
    /// The word.
    pub word: &'static str,
}

/// The table of words, after the ENFSI Guideline for Evaluative Reporting (2015). Published tables differ in their
/// labels, so the one used is printed wherever a word of it is.
pub const BANDS: [Band; 7] = [
    Band { from: "1", to: Some("2"), word: "no support either way" },
    Band { from: "2", to: Some("10"), word: "weak" },
    Band { from: "10", to: Some("100"), word: "moderate" },
    Band { from: "100", to: Some("1000"), word: "moderately strong" },
    Band { from: "1000", to: Some("10000"), word: "strong" },
    Band { from: "10000", to: Some("1000000"), word: "very strong" },
    Band { from: "1000000", to: None, word: "extremely strong" },
];

/// The word for how much a ratio supports one side, whichever it is.
pub fn band(milli: Milli) -> &'static str {
    let ends = [301, 1000, 2000, 3000, 4000, 6000];
    BANDS[ends.iter().take_while(|end| milli.0.abs() >= **end).count()].word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likelihoods_are_read_exactly_or_refused_with_the_reason() {
        for (text, milli) in [("1", 0), ("1.0", 0), ("0.1", -1000), ("0.5", -301), ("0.05", -1301), (".2", -699)] {
            assert_eq!(parse(text), Ok(Milli(milli)), "{text}");
        }
        for text in ["0", "0.0", "1.1", "2", "-0.1", "1e-3", "", ".", "0,5", "0.0000000001", "NaN"] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(matches!(Range::parse("0.5", "0.1"), Err(LikelihoodError::Order { .. })));
    }

    #[test]
    fn one_item_never_moves_a_ratio_beyond_its_cap() {
        let sure = Range::parse("1", "1").unwrap();
        let never = Range::parse("0.000001", "0.000001").unwrap();
        assert_eq!(Ratio::of(sure, never, HUMAN_CAP), Ratio { low: Milli(1000), high: Milli(1000) });
        assert_eq!(Ratio::of(never, sure, PHYSICAL_CAP), Ratio { low: Milli(-2000), high: Milli(-2000) });
    }

    #[test]
    fn the_words_change_at_the_ends_of_the_bands() {
        for (milli, word) in [
            (0, "no support either way"),
            (300, "no support either way"),
            (301, "weak"),
            (-999, "weak"),
            (1000, "moderate"),
            (2999, "moderately strong"),
            (-4000, "very strong"),
            (6000, "extremely strong"),
        ] {
            assert_eq!(band(Milli(milli)), word, "{milli}");
        }
    }

    #[test]
    fn factors_are_printed_with_three_digits() {
        for (milli, text) in [(0, "1"), (1000, "10"), (-301, "0.5"), (477, "3"), (-1301, "0.05"), (3477, "2999")] {
            assert_eq!(Milli(milli).factor(), text, "{milli}");
        }
    }

    proptest::proptest! {
        #[test]
        fn swapping_the_hypotheses_turns_a_ratio_round(a in -3000..=0_i32, b in 0..500_i32, c in -3000..=0_i32, d in 0..500_i32) {
            let (x, y) = (Range { low: Milli(a - b), high: Milli(a) }, Range { low: Milli(c - d), high: Milli(c) });
            let (there, back) = (Ratio::of(x, y, HUMAN_CAP), Ratio::of(y, x, HUMAN_CAP));
            proptest::prop_assert_eq!((there.low.0, there.high.0), (-back.high.0, -back.low.0));
            proptest::prop_assert!(there.low <= there.high);
            proptest::prop_assert_eq!(there.favours(), -back.favours());
        }
    }
}
