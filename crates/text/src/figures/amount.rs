//! Amounts: digits with their grouping and decimals, number words, scales, ranges. What they count is read in `mention`.

use super::sense::Sense;
use crate::Lang;
use crate::scan::{Kind, Scan, Senses};
use crate::times::sense::Sense as TimeSense;

/// How much, before bounds are applied.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Amount {
    /// Value in ten-thousandths, so that "1.25 million" stays exact.
    pub low: i64,
    pub high: i64,
    /// "dozens": `low` is a lower bound and there is no upper one.
    pub vague: bool,
    /// A number of people by itself ("двоє").
    pub people: bool,
    /// Written in digits.
    pub digits: bool,
    /// Four plain digits, as a year is written.
    pub year_like: bool,
}

/// Ten-thousandths in one.
pub(crate) const ONE: i64 = 10_000;

/// Reads one stretch in one language.
pub(crate) struct Reader<'t> {
    pub scan: &'t Scan,
    pub senses: &'t Senses<Sense>,
    pub numbers: &'t Senses<TimeSense>,
    pub lang: Lang,
}

impl Reader<'_> {
    /// The longest sense at `at` that `pick` accepts, and the token after it.
    pub fn sense<T>(&self, at: usize, pick: impl Fn(Sense) -> Option<T>) -> Option<(T, usize)> {
        self.senses.at(at).iter().find_map(|(s, len)| pick(*s).map(|t| (t, at + len)))
    }

    pub fn word(&self, at: usize, sense: Sense) -> Option<usize> {
        self.sense(at, |s| (s == sense).then_some(())).map(|(_, next)| next)
    }

    fn is(&self, at: usize, sign: char) -> bool {
        self.scan.tokens.get(at).is_some_and(|t| t.is(sign))
    }

    fn tight(&self, at: usize) -> bool {
        self.scan.tokens.get(at).is_some_and(|t| !t.spaced)
    }

    /// An amount, or a range of two.
    pub fn amount(&self, at: usize) -> Option<(Amount, usize)> {
        let between = self.word(at, Sense::Between);
        let (first, next) = self.single(between.unwrap_or(at))?;
        let dash =
            matches!(self.scan.tokens.get(next).map(|t| t.kind), Some(Kind::Sign('-' | '–' | '—'))).then_some(next + 1);
        let and = between.filter(|_| self.and(next)).map(|_| next + 1);
        if let Some(after) = dash.or(and).or_else(|| self.word(next, Sense::Join))
            && let Some((second, end)) = self.single(after)
            && !first.vague
            && !second.vague
        {
            // "10-15 thousand": the scale of the second end is also the first one's.
            let scale = self.scale_of(after, end);
            let low = if first.low < second.low && first.low < 1_000 * ONE {
                first.low.checked_mul(scale)?
            } else {
                first.low
            };
            let low = if low < second.low { low } else { first.low };
            if low < second.low {
                return Some((Amount { low, high: second.low, ..first }, end));
            }
        }
        if between.is_some() {
            return None;
        }
        Some((first, next))
    }

    fn scale_of(&self, from: usize, to: usize) -> i64 {
        (from..to).rev().find_map(|i| self.scale(i)).map_or(1, |f| f.0)
    }

    pub fn single(&self, at: usize) -> Option<(Amount, usize)> {
        let token = self.scan.tokens.get(at)?;
        let plain = |value: i64| Amount {
            low: value,
            high: value,
            vague: false,
            people: false,
            digits: false,
            year_like: false,
        };
        if token.number().is_some() {
            let (value, next) = self.digits(at)?;
            let next = self.ending(next).unwrap_or(next);
            let year_like = next == at + 1 && token.len() == 4 && (1800..2100).contains(&(value / ONE));
            let (value, end) = self.compound(value, next, true)?;
            return Some((Amount { digits: true, year_like: year_like && end == next, ..plain(value) }, end));
        }
        if token.kind != Kind::Word {
            return None;
        }
        let special = self.sense(at, |s| match s {
            Sense::Vague(n) => Some((i64::from(n) * ONE, true)),
            Sense::Few => Some((2 * ONE, true)),
            Sense::OneAndHalf => Some((ONE * 3 / 2, false)),
            _ => None,
        });
        // "около сотни": one hundred, where a bound asks for the genitive.
        let bounded = at > 0
            && self.lang != Lang::En
            && self.scale(at).is_some_and(|(_, end)| end == at + 1)
            && self
                .sense(at - 1, |s| matches!(s, Sense::AtLeast | Sense::AtMost | Sense::Approx).then_some(()))
                .is_some();
        if let Some(((value, vague), next)) = special.filter(|_| !bounded) {
            let (scaled, end, scale) = self.scaled(value, next)?;
            let few = self.word(at, Sense::Few).is_some();
            return (!few || scale > 1).then_some((Amount { vague, ..plain(scaled) }, end));
        }
        let people = self.sense(at, |s| match s {
            Sense::About(n) => Some((i64::from(n), false)),
            Sense::Collective(n) => Some((i64::from(n), true)),
            _ => None,
        });
        if let Some(((value, people), next)) = people {
            return Some((Amount { people, ..plain(value * ONE) }, next));
        }
        let (value, next) = self.words(at)?;
        let (value, end) = self.compound(value, next, false)?;
        Some((plain(value), end))
    }

    /// The ending of a cardinal that is written after its digits: "5-ти", "3-х", "2-ма".
    fn ending(&self, at: usize) -> Option<usize> {
        let endings = ["х", "ти", "ми", "ма", "ро", "ох", "ьох", "тьох", "рьох", "мя", "ech", "ciu"];
        let tight = self.is(at, '-') && self.tight(at) && self.tight(at + 1);
        (tight && self.lang != Lang::En && endings.contains(&self.scan.word(at + 1))).then_some(at + 2)
    }

    /// A number and its scales, and smaller numbers after them: "two hundred and fifty", "две тысячи триста", "1 млн 200 тыс.".
    fn compound(&self, value: i64, next: usize, digits: bool) -> Option<(i64, usize)> {
        if let Some(end) = self.word(next, Sense::AndHalf) {
            return self.scaled(value + ONE / 2, end).map(|(v, end, _)| (v, end));
        }
        let (mut total, mut next, mut last) = self.scaled(value, next)?;
        while last >= 100 {
            let joined = self.lang == Lang::En && self.scan.word(next) == "and" && !digits;
            let from = next + usize::from(joined);
            let short = self.scan.tokens.get(from).is_some_and(|t| t.spaced && !t.new_line && t.len() <= 3);
            let part = if digits && short { self.digits(from) } else { None };
            let Some((n, end)) = part.or_else(|| self.words(from)) else { break };
            let (scaled, end, scale) = self.scaled(n, end)?;
            if scale > last && n < last * ONE {
                total = total.checked_add(n)?.checked_mul(scale)?;
            } else if scaled < last.checked_mul(ONE)? && (!digits || scale > 1 || self.lang != Lang::En) {
                total = total.checked_add(scaled)?;
            } else {
                break;
            }
            (next, last) = (end, scale);
        }
        Some((total, next))
    }

    /// "2,000", "2 000", "2.000", "3.5", "1,5".
    fn digits(&self, at: usize) -> Option<(i64, usize)> {
        let token = self.scan.tokens.get(at)?;
        let mut value = i64::try_from(token.number()?).ok().filter(|v| *v < 100_000_000_000)?;
        // "00", "05": a clock or a code.
        let point = |k: usize| self.is(k, '.') || self.is(k, ',');
        if value < 10 && token.len() > 1 && !point(at + 1) {
            return None;
        }
        let mut next = at + 1;
        let group = |next: usize| {
            let three = |i: usize| self.scan.tokens.get(i).filter(|t| t.len() == 3).and_then(|t| t.number());
            let sign = (self.is(next, ',') || self.is(next, '.') && self.lang != Lang::En || self.is(next, '\''))
                && self.tight(next);
            if sign && self.tight(next + 1) {
                return three(next + 1).map(|n| (n, next + 2));
            }
            let one_space = self.scan.tokens.get(next).is_some_and(|t| t.spaced && !t.new_line);
            three(next).filter(|_| one_space).map(|n| (n, next + 1))
        };
        if token.len() <= 3 && value > 0 {
            while let Some((n, end)) = group(next) {
                value =
                    value.checked_mul(1000)?.checked_add(i64::try_from(n).ok()?).filter(|v| *v < 100_000_000_000)?;
                next = end;
            }
        }
        let mut units = value.checked_mul(ONE)?;
        let point = (self.is(next, '.') || self.is(next, ',') && self.lang != Lang::En)
            && self.tight(next)
            && self.tight(next + 1);
        if point
            && let Some(fraction) = self.scan.tokens.get(next + 1).filter(|t| t.len() <= 4)
            && let Some(n) = fraction.number()
        {
            units += i64::try_from(n).ok()? * 10i64.pow(4 - fraction.len() as u32);
            next += 2;
        }
        Some((units, next))
    }

    /// Scales after a number ("2 тис.", "1.2m", "two million"): the product, the token after it, the last scale or 1.
    fn scaled(&self, value: i64, at: usize) -> Option<(i64, usize, i64)> {
        let (mut value, mut next, mut last) = (value, at, 1);
        while let Some((scale, end)) = self.scale(next) {
            let letter = self.scan.tokens[next].len() == 1;
            // "300m" is metres, "1.2m views" millions.
            let million = !letter
                || self.tight(next)
                    && (scale == 1000 || self.sense(end, |s| matches!(s, Sense::Noun(_)).then_some(())).is_some());
            if !million {
                break;
            }
            value = value.checked_mul(scale)?;
            last = scale;
            let stop = self.is(end, '.')
                && self.tight(end)
                && self.scan.tokens.get(end + 1).is_some_and(|t| !t.capital && !t.new_line);
            next = if stop { end + 1 } else { end };
        }
        Some((value, next, last))
    }

    fn scale(&self, at: usize) -> Option<(i64, usize)> {
        self.sense(at, |s| if let Sense::Scale(n) = s { i64::try_from(n).ok() } else { None })
    }

    /// Number words below a thousand, or a noun that is a number by itself: "twenty-three", "сто двадцать", "десяток".
    fn words(&self, at: usize) -> Option<(i64, usize)> {
        let number = |at: usize| self.sense(at, |s| if let Sense::Number(n) = s { Some(i64::from(n)) } else { None });
        let Some((mut total, mut next)) = number(at) else {
            let (scale, end) = self.scale(at)?;
            let whole = self.lang != Lang::En && self.scan.tokens[at].len() > 3;
            return (whole && scale >= 10).then_some((scale.checked_mul(ONE)?, end));
        };
        let mut floor = rank(total);
        loop {
            let hyphen = self.is(next, '-') && self.tight(next) && self.tight(next + 1);
            let Some((n, end)) = number(if hyphen { next + 1 } else { next }) else { break };
            if rank(n) >= floor || (10..20).contains(&total) {
                break;
            }
            total += n;
            floor = rank(n);
            next = end;
        }
        Some((total * ONE, next))
    }
}

/// 1, 10, 100: what a number word may still be followed by.
fn rank(n: i64) -> i64 {
    if n >= 100 {
        100
    } else if n >= 20 {
        10
    } else {
        1
    }
}
