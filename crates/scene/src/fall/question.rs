//! What may be asked of a fall: what was seen, and the published accounts that it is held against. Read from a file that
//! can be reviewed; numbers are decimal text.

use serde::{Deserialize, Serialize};

use super::account::Ranges;
use super::air::CEILING_M;
use super::compare::Seen;
use crate::finding::Decimal;
use crate::measured::Measured;

/// Falls drawn for each account, where nobody says otherwise.
pub const FALLS: u32 = 20_000;
/// More are refused: nothing is gained by them.
pub const MOST_FALLS: u32 = 1_000_000;
/// Accounts in one question.
const MOST_ACCOUNTS: usize = 12;

/// A question about a fall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What was seen.
    pub seen: Sighting,
    /// The published accounts, at least one.
    pub account: Vec<Account>,
    /// Height of the ground above the sea, m.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground_m: Option<Decimal>,
    /// Falls drawn for each account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub falls: Option<u32>,
    /// Seed of the draws.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u32>,
}

/// What was seen, in published footage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sighting {
    /// In one sentence.
    pub what: String,
    /// Where it was published.
    pub cited: String,
    /// Seconds from the start of the fall to the impact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<Measured>,
    /// Metres on the ground from below the start to the impact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metres: Option<Measured>,
    /// Bearing that the damaged face looks to, degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side_deg: Option<Decimal>,
    /// How far to either side of it a body may come from and still strike the face [90].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side_within_deg: Option<Decimal>,
}

/// One published account of the fall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// What it is called here.
    pub name: String,
    /// What it says, in one sentence.
    pub says: String,
    /// Who published it, and where. Without it nothing is tested.
    pub cited: String,
    /// From, to: height above the ground from which the body falls.
    pub height_m: [Decimal; 2],
    /// Speed at that moment.
    pub speed_m_s: [Decimal; 2],
    /// Angle of the path above the horizontal at that moment; below it is negative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub climb_deg: Option<[Decimal; 2]>,
    /// Bearing of the path at that moment [any].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading_deg: Option<[Decimal; 2]>,
    /// Mass over drag coefficient and area.
    pub mass_over_drag_area_kg_m2: [Decimal; 2],
    /// Speed of the wind [calm].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wind_m_s: Option<[Decimal; 2]>,
    /// Bearing that the wind blows to [any].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wind_to_deg: Option<[Decimal; 2]>,
    /// Push that is left over, in any direction [none].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub push_m_s2: Option<[Decimal; 2]>,
    /// How long it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub push_s: Option<[Decimal; 2]>,
}

/// Why a question about a fall has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FallError {
    /// No account.
    #[error("no published account is given: a fall is only held against what somebody has published. Add [[account]]")]
    NoAccount,
    /// Too many.
    #[error("more than {MOST_ACCOUNTS} accounts: compare fewer at a time")]
    TooMany,
    /// An account or sighting without its source.
    #[error("{0} names no source: write in `cited` who published it and where")]
    NotCited(String),
    /// A range that is none.
    #[error("{account}: {name} must go from a number to one that is not smaller, {rule}")]
    Range {
        /// The account.
        account: String,
        /// The value.
        name: &'static str,
        /// What is allowed.
        rule: &'static str,
    },
    /// A number that cannot be.
    #[error("{0}")]
    Number(&'static str),
    /// Not one fall came down.
    #[error("{0}: none of the falls comes down within 20 minutes below 11 km; check height, speed and mass")]
    NoFall(String),
}

impl Question {
    /// The sightings as numbers.
    pub fn sightings(&self) -> Result<Vec<Seen>, FallError> {
        let seen = &self.seen;
        let mut out = Vec::new();
        if let Some(m) = &seen.seconds {
            if m.number() <= 0.0 {
                return Err(FallError::Number("seconds must be more than nothing"));
            }
            out.push(Seen::Seconds { value: m.number(), sigma: m.noise().deviation() });
        }
        if let Some(m) = &seen.metres {
            if m.number() < 0.0 {
                return Err(FallError::Number("metres must not be negative"));
            }
            out.push(Seen::Metres { value: m.number(), sigma: m.noise().deviation() });
        }
        if let Some(side) = &seen.side_deg {
            let within = seen.side_within_deg.as_ref().map_or(90.0, Decimal::value);
            if !(1.0..=180.0).contains(&within) {
                return Err(FallError::Number("side_within_deg must lie between 1 and 180"));
            }
            out.push(Seen::Side { bearing: crate::angle::turn(side.value()), within });
        }
        Ok(out)
    }

    /// Checks that everything can be asked, and gives the accounts as numbers.
    pub fn ranges(&self) -> Result<Vec<Ranges>, FallError> {
        if self.account.is_empty() {
            return Err(FallError::NoAccount);
        }
        if self.account.len() > MOST_ACCOUNTS {
            return Err(FallError::TooMany);
        }
        if self.seen.cited.trim().is_empty() {
            return Err(FallError::NotCited("what was seen".to_owned()));
        }
        if self.falls.is_some_and(|n| !(100..=MOST_FALLS).contains(&n)) {
            return Err(FallError::Number("falls must lie between 100 and 1,000,000"));
        }
        let ground = self.ground();
        if !(-500.0..=6_000.0).contains(&ground) {
            return Err(FallError::Number("ground_m must lie between -500 and 6000"));
        }
        self.account.iter().map(|account| account.ranges(CEILING_M - ground)).collect()
    }

    /// Height of the ground above the sea, m.
    pub fn ground(&self) -> f64 {
        self.ground_m.as_ref().map_or(0.0, Decimal::value)
    }
}

impl Account {
    fn ranges(&self, ceiling: f64) -> Result<Ranges, FallError> {
        if self.cited.trim().is_empty() || self.says.trim().is_empty() {
            return Err(FallError::NotCited(format!("account {}", self.name)));
        }
        let range = |name: &'static str, given: &[Decimal; 2], low: f64, high: f64, rule: &'static str| {
            let [from, to] = [given[0].value(), given[1].value()];
            // Not a number compares as false and is refused with the rest.
            let fine = from >= low && to <= high && from <= to;
            fine.then_some([from, to]).ok_or_else(|| FallError::Range { account: self.name.clone(), name, rule })
        };
        let or = |name, given: &Option<[Decimal; 2]>, default: [f64; 2], low, high, rule| match given {
            Some(given) => range(name, given, low, high, rule),
            None => Ok(default),
        };
        Ok(Ranges {
            height_m: range("height_m", &self.height_m, 0.0, ceiling, "from 0 to 11 km above the sea")?,
            speed_m_s: range("speed_m_s", &self.speed_m_s, 0.0, 2_000.0, "from 0 to 2000")?,
            climb_deg: or("climb_deg", &self.climb_deg, [0.0, 0.0], -90.0, 90.0, "from -90 to 90")?,
            heading_deg: or("heading_deg", &self.heading_deg, [0.0, 360.0], -360.0, 720.0, "from -360 to 720")?,
            ballistic_kg_m2: range(
                "mass_over_drag_area_kg_m2",
                &self.mass_over_drag_area_kg_m2,
                0.1,
                1e6,
                "from 0.1 to 1000000",
            )?,
            wind_m_s: or("wind_m_s", &self.wind_m_s, [0.0, 0.0], 0.0, 100.0, "from 0 to 100")?,
            wind_to_deg: or("wind_to_deg", &self.wind_to_deg, [0.0, 360.0], -360.0, 720.0, "from -360 to 720")?,
            push_m_s2: or("push_m_s2", &self.push_m_s2, [0.0, 0.0], 0.0, 100.0, "from 0 to 100")?,
            push_s: or("push_s", &self.push_s, [0.0, 0.0], 0.0, 10.0, "from 0 to 10: it is a remainder, no engine")?,
        })
    }
}
