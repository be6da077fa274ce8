//! Every two hypotheses against each other over all independent groups; what would flip the order; and, only where a
//! prior is typed in, what follows from a range of priors.

use serde::{Deserialize, Serialize};

use super::{ELSE, Hypothesis, Line, Word, table};
use crate::likelihood::{Milli, Ratio, band};

/// Two hypotheses against each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// Id of one.
    pub first: String,
    /// Id of the other.
    pub second: String,
    /// How much more likely everything found is under the first: all independent groups together.
    pub together: Ratio,
    /// As factors, for people.
    pub factors: [String; 2],
    /// The strongest single group alone, in case the groups hang together after all: its position and its ratio.
    pub strongest: Option<(u32, Ratio)>,
    /// Id of the one that is favoured; nothing where it does not discriminate.
    pub favours: Option<String>,
    /// How much, in the words of the table of bands: by the end of the range that says least.
    pub support: String,
    /// Groups without which the answer would be another one.
    pub hangs_on: Vec<Without>,
}

/// What would be without one group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Without {
    /// Position of the group.
    pub group: u32,
    /// What would be favoured then.
    pub favours: Option<String>,
}

pub(super) fn pairs(hypotheses: &[Hypothesis], lines: &[Line]) -> Vec<Pair> {
    let mut out = Vec::new();
    for a in 0..hypotheses.len() {
        for b in a + 1..hypotheses.len() {
            out.push(pair(hypotheses, lines, a, b));
        }
    }
    out
}

fn pair(hypotheses: &[Hypothesis], lines: &[Line], a: usize, b: usize) -> Pair {
    let ratios: Vec<(u32, Ratio)> = lines
        .iter()
        .filter(|line| line.weighed)
        .map(|line| (line.group, Ratio::of(line.cells[a].range, line.cells[b].range, table::cap(line))))
        .collect();
    let sum = |without: Option<u32>| {
        ratios.iter().filter(|(group, _)| Some(*group) != without).fold(Ratio::EVEN, |all, (_, ratio)| all.and(*ratio))
    };
    let name = |favours: i8| match favours {
        1 => Some(hypotheses[a].id.clone()),
        -1 => Some(hypotheses[b].id.clone()),
        _ => None,
    };
    let together = sum(None);
    let favours = together.favours();
    let least = |ratio: &Ratio| ratio.low.0.max(-ratio.high.0);
    let strongest = ratios.iter().copied().max_by_key(|(group, ratio)| (least(ratio), std::cmp::Reverse(*group)));
    let hangs_on = ratios
        .iter()
        .map(|(group, _)| (*group, sum(Some(*group)).favours()))
        .filter(|(_, without)| *without != favours)
        .map(|(group, without)| Without { group, favours: name(without) })
        .collect();
    Pair {
        first: hypotheses[a].id.clone(),
        second: hypotheses[b].id.clone(),
        factors: [together.low.factor(), together.high.factor()],
        strongest,
        favours: name(favours),
        support: band(Milli(least(&together).max(0))).to_owned(),
        hangs_on,
        together,
    }
}

/// What the whole comes to.
pub(super) fn answer(hypotheses: &[Hypothesis], lines: &[Line], pairs: &[Pair]) -> (Word, String) {
    let named: Vec<&Hypothesis> = hypotheses.iter().filter(|h| h.id != ELSE).collect();
    let weighed = lines.iter().filter(|line| line.weighed).count();
    if weighed == 0 {
        let observing = lines.iter().filter(|l| l.cells.iter().any(|c| c.word == Word::CannotBeTested)).count();
        let why = if observing == 0 {
            format!(
                "{} here only give an account, and none gives an observation that one account foretells better than another",
                groups(lines.len())
            )
        } else {
            format!(
                "of {}, {observing} rest on a recording or on what somebody saw or heard, and nothing has been measured or weighed on these; the others only give an account",
                groups(lines.len())
            )
        };
        return (Word::DoesNotDiscriminate, why);
    }
    let beaten = |h: &Hypothesis| {
        pairs.iter().any(|p| (p.first == h.id || p.second == h.id) && p.favours.as_ref().is_some_and(|f| *f != h.id))
    };
    let standing: Vec<&&Hypothesis> = named.iter().filter(|h| !beaten(h)).collect();
    let favoured = pairs.iter().any(|p| p.favours.is_some());
    if !favoured {
        return (
            Word::DoesNotDiscriminate,
            format!(
                "over {} that were weighed, no account foretells what was found at least three times better than another, whatever end of the ranges holds",
                groups(weighed)
            ),
        );
    }
    let ids = |list: &[&&Hypothesis]| list.iter().map(|h| h.id.as_str()).collect::<Vec<_>>().join(", ");
    let out: Vec<&&Hypothesis> = named.iter().filter(|h| beaten(h)).collect();
    let why = format!(
        "what was found is consistent with: {}; another account foretells it much better than: {}",
        if standing.is_empty() { "something else".to_owned() } else { ids(&standing) },
        if out.is_empty() { "something else".to_owned() } else { ids(&out) },
    );
    (Word::Consistent, why)
}

fn groups(count: usize) -> String {
    if count == 1 { "1 independent group".to_owned() } else { format!("{count} independent groups") }
}

/// How likely somebody holds a hypothesis before anything was found: a range, typed in by that person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prior {
    /// Id of the hypothesis.
    pub hypothesis: String,
    /// Lowest, in thousandths: 1 to 999.
    pub low: u16,
    /// Highest, in thousandths.
    pub high: u16,
}

/// What follows from a prior: a range, in thousandths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posterior {
    /// The prior that it follows from.
    pub prior: Prior,
    /// Lowest.
    pub low: u16,
    /// Highest.
    pub high: u16,
}

/// What follows from one person's prior for one hypothesis against all others together. The others are taken at their
/// most and least favourable, so the range is wide rather than wrong. Nothing where the hypothesis is not one of these.
pub fn posterior(pairs: &[Pair], prior: &Prior) -> Option<Posterior> {
    let against: Vec<Ratio> = pairs
        .iter()
        .filter_map(|pair| {
            let ratio = pair.together;
            let turned = Ratio { low: Milli(-ratio.high.0), high: Milli(-ratio.low.0) };
            (pair.first == prior.hypothesis)
                .then_some(ratio)
                .or_else(|| (pair.second == prior.hypothesis).then_some(turned))
        })
        .collect();
    let (low, high) = (against.iter().map(|r| r.low).min()?, against.iter().map(|r| r.high).max()?);
    let after = |thousandths: u16, ratio: Milli| {
        let p = f64::from(thousandths.clamp(1, 999)) / 1000.0;
        let odds = p / (1.0 - p) * libm::pow(10.0, f64::from(ratio.0) / 1000.0);
        libm::round(1000.0 * odds / (1.0 + odds)) as u16
    };
    Some(Posterior { prior: prior.clone(), low: after(prior.low, low), high: after(prior.high, high) })
}
