//! What a check says, as values: what was asked, from which inputs with which errors, under which assumptions, with
//! which answer. Every check of this crate ends in one of these, and everything that shows one reads nothing else.
//!
//! No floats: numbers are decimal text ([`Decimal`]), instants are whole seconds, so that a finding can be hashed.

use std::fmt;

use model::{Place, Utc};
use serde::{Deserialize, Serialize};

use crate::region::Region;

/// A number as decimal text with a stated number of places: `-12.500`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Decimal(String);

impl Decimal {
    /// A number to so many decimal places. What is not a number is written as `undefined`, what has no bound as
    /// `unbounded`.
    pub fn new(value: f64, places: usize) -> Self {
        if value.is_nan() {
            return Self("undefined".to_owned());
        }
        if value.is_infinite() {
            return Self(if value > 0.0 { "unbounded" } else { "-unbounded" }.to_owned());
        }
        let text = format!("{value:.places$}");
        // Minus zero is zero.
        Self(if text.trim_matches(['-', '0', '.']).is_empty() { text.trim_start_matches('-').to_owned() } else { text })
    }

    /// The number; not a number where there is none.
    pub fn value(&self) -> f64 {
        match self.0.as_str() {
            "unbounded" => f64::INFINITY,
            "-unbounded" => f64::NEG_INFINITY,
            text => text.parse().unwrap_or(f64::NAN),
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// Why a text is no number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a number such as 12.5: {0}")]
pub struct NotANumber(pub String);

impl std::str::FromStr for Decimal {
    type Err = NotANumber;

    /// Takes digits with an optional sign and decimal point, as they are written.
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let bare = text.trim();
        let digits = bare.strip_prefix(['-', '+']).unwrap_or(bare);
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let fine = |part: &str| !part.is_empty() && part.len() <= 15 && part.bytes().all(|b| b.is_ascii_digit());
        if fine(whole) && fine(part) {
            Ok(Self(bare.trim_start_matches('+').to_owned()))
        } else {
            Err(NotANumber(text.chars().take(40).collect()))
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How an error is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spread {
    /// One standard deviation of a normal distribution.
    Sigma,
    /// Every value within this distance is as likely as any other, none outside is possible.
    PlusMinus,
}

/// The error of an input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorOf {
    /// How it is meant.
    pub spread: Spread,
    /// Its size, in the input's unit.
    pub size: Decimal,
}

impl ErrorOf {
    /// A standard deviation.
    pub fn sigma(size: f64, places: usize) -> Self {
        Self { spread: Spread::Sigma, size: Decimal::new(size, places) }
    }
}

/// Something that went in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// What it is: "shadow bearing".
    pub name: String,
    /// Its value as given: decimal text, an instant, words.
    pub value: String,
    /// Unit; nothing for words and instants.
    pub unit: Option<String>,
    /// Its error; nothing where it has none (a landmark's name) or it is exact by definition.
    pub error: Option<ErrorOf>,
    /// Where it was read: "frame 312 of clip.mp4", "click 3", "cited: …".
    pub read_from: Option<String>,
}

/// Something that was taken to be so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assumption {
    /// One sentence.
    pub what: String,
    /// Whether it is our default, because nobody said otherwise.
    pub by_default: bool,
}

/// One row of an error budget: one cause of error and what it does to the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetRow {
    /// The cause: "slope of the ground".
    pub cause: String,
    /// Its size: "1.0° (sigma)".
    pub size: String,
    /// What it does to the answer, in `unit` (standard deviation).
    pub effect: Decimal,
    /// Unit of the effect.
    pub unit: String,
    /// Its part of the answer's variance, in whole per cent.
    pub share_percent: u8,
}

impl BudgetRow {
    /// Rows from (cause, size, effect as a standard deviation), with their parts of the whole variance.
    pub fn rows(causes: &[(String, String, f64)], unit: &str, places: usize) -> Vec<Self> {
        let whole: f64 = causes.iter().map(|c| c.2 * c.2).sum();
        let row = |(cause, size, effect): &(String, String, f64)| Self {
            cause: cause.clone(),
            size: size.clone(),
            effect: Decimal::new(*effect, places),
            unit: unit.to_owned(),
            share_percent: if whole > 0.0 { libm::round(100.0 * effect * effect / whole) as u8 } else { 0 },
        };
        causes.iter().map(row).collect()
    }
}

/// A number that came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// What it is, in lower case with underscores: `elevation_geometric`.
    pub name: String,
    /// Best value.
    pub value: Decimal,
    /// Unit: `deg`, `m`, `s`, `m/s`.
    pub unit: String,
    /// The interval that holds it at [`Quantity::level_percent`]; nothing where the value is exact for its inputs.
    pub interval: Option<[Decimal; 2]>,
    /// Level of the interval in per cent.
    pub level_percent: Option<u8>,
}

impl Quantity {
    /// A number without an error of its own.
    pub fn exact(name: &str, value: f64, unit: &str, places: usize) -> Self {
        let value = Decimal::new(value, places);
        Self { name: name.to_owned(), value, unit: unit.to_owned(), interval: None, level_percent: None }
    }

    /// A number with the interval that holds it at 95 %.
    pub fn within(name: &str, value: f64, [low, high]: [f64; 2], unit: &str, places: usize) -> Self {
        Self {
            interval: Some([Decimal::new(low, places), Decimal::new(high, places)]),
            level_percent: Some(95),
            ..Self::exact(name, value, unit, places)
        }
    }
}

/// An interval of time that came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeInterval {
    /// Level in per cent: all intervals of one level together hold the instant with this probability.
    pub level_percent: u8,
    /// First second.
    pub from: Utc,
    /// Last second.
    pub to: Utc,
    /// Probability of this interval within its level, in whole per cent.
    pub share_percent: u8,
}

/// Whether the footage agrees with what a published account claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// What was measured is what the account leads one to expect.
    Consistent,
    /// What was measured would be rare (below 5 %) if the account were so.
    Inconsistent,
    /// It would be about as likely otherwise.
    DoesNotDiscriminate,
    /// What was given does not suffice.
    CannotBeTested,
}

impl Word {
    /// The word for people.
    pub fn text(self) -> &'static str {
        match self {
            Self::Consistent => "consistent",
            Self::Inconsistent => "inconsistent",
            Self::DoesNotDiscriminate => "does not discriminate",
            Self::CannotBeTested => "cannot be tested",
        }
    }
}

/// What somebody has published and is tested here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimed {
    /// The claim in one sentence, as published.
    pub what: String,
    /// Who published it, and where.
    pub cited: String,
    /// The place it names, where it names one.
    pub place: Option<Place>,
    /// The instants it names.
    pub time: Option<[Utc; 2]>,
}

/// The outcome of one check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// `scene.sun`, `scene.shadow_where`, …
    pub check: String,
    /// Raised whenever the answer to some input changes.
    pub version: String,
    /// What was asked, in one sentence.
    pub asked: String,
    /// What went in.
    pub inputs: Vec<Input>,
    /// What was taken to be so.
    pub assumptions: Vec<Assumption>,
    /// What makes the answer uncertain, largest first.
    pub budget: Vec<BudgetRow>,
    /// The published claim that was tested, where one was.
    pub claimed: Option<Claimed>,
    /// What came out, in one sentence.
    pub answer: String,
    /// Numbers that came out.
    pub quantities: Vec<Quantity>,
    /// Intervals of time that came out.
    pub times: Vec<TimeInterval>,
    /// Regions that came out.
    pub regions: Vec<Region>,
    /// The word; nothing where nothing was tested.
    pub word: Option<Word>,
    /// What else a reader must know.
    pub remarks: Vec<String>,
}

impl Finding {
    /// A finding without content yet.
    pub fn new(check: &str, version: &str, asked: impl Into<String>) -> Self {
        Self {
            check: check.to_owned(),
            version: version.to_owned(),
            asked: asked.into(),
            inputs: Vec::new(),
            assumptions: Vec::new(),
            budget: Vec::new(),
            claimed: None,
            answer: String::new(),
            quantities: Vec::new(),
            times: Vec::new(),
            regions: Vec::new(),
            word: None,
            remarks: Vec::new(),
        }
    }

    /// Adds a number that went in.
    pub fn input(&mut self, name: &str, value: Decimal, unit: &str, error: Option<ErrorOf>) -> &mut Self {
        self.inputs.push(Input {
            name: name.to_owned(),
            value: value.text().to_owned(),
            unit: Some(unit.to_owned()),
            error,
            read_from: None,
        });
        self
    }

    /// Adds an instant, a name or other words that went in.
    pub fn stated(&mut self, name: &str, value: impl Into<String>) -> &mut Self {
        let value = value.into();
        self.inputs.push(Input { name: name.to_owned(), value, unit: None, error: None, read_from: None });
        self
    }

    /// Adds something that was taken to be so.
    pub fn assume(&mut self, what: impl Into<String>, by_default: bool) -> &mut Self {
        self.assumptions.push(Assumption { what: what.into(), by_default });
        self
    }

    /// A number that came out, by its name.
    pub fn quantity(&self, name: &str) -> Option<&Quantity> {
        self.quantities.iter().find(|q| q.name == name)
    }

    /// The finding as others may see it: regions coarsened, stated positions to a thousandth of a degree, and nothing from
    /// which the place of a camera follows: neither its region nor the landmarks and columns that give it.
    pub fn published(&self) -> Self {
        let mut public = self.clone();
        public.regions = self.regions.iter().filter_map(|region| region.published(false)).collect();
        let clicked = |input: &Input| {
            ["landmark", "in line", "target", "camera position"].iter().any(|kind| input.name.starts_with(kind))
        };
        let clicks = public.inputs.iter().filter(|input| clicked(input)).count();
        public.inputs.retain(|input| !clicked(input));
        if public.regions.len() < self.regions.len() || clicks > 0 {
            public.quantities.retain(|q| !matches!(q.name.as_str(), "latitude" | "longitude" | "east" | "north"));
            public.remarks.push("Where the camera stood, and the clicks it follows from, are withheld.".to_owned());
        }
        // How far a camera was from what it shows is half of where it was.
        for q in public.quantities.iter_mut().filter(|q| q.name == "distance" && q.unit == "m") {
            let step = crate::region::FINEST_M;
            let down = |d: &Decimal| Decimal::new((d.value() / step).floor() * step, 0);
            let up = |d: &Decimal| Decimal::new((d.value() / step).ceil() * step, 0);
            q.interval = q.interval.take().map(|[low, high]| [down(&low), up(&high)]);
            q.value = Decimal::new((q.value.value() / step).round() * step, 0);
        }
        for input in &mut public.inputs {
            if matches!(input.name.as_str(), "latitude" | "longitude")
                && let Ok(degrees) = input.value.parse::<Decimal>()
            {
                input.value = Decimal::new(degrees.value(), 3).text().to_owned();
            }
        }
        public
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_written_one_way() {
        for (value, places, text) in [
            (1.0, 2, "1.00"),
            (-0.0001, 2, "0.00"),
            (-0.0, 0, "0"),
            (f64::NAN, 3, "undefined"),
            (f64::INFINITY, 3, "unbounded"),
            (194.340_240_51, 5, "194.34024"),
        ] {
            assert_eq!(Decimal::new(value, places).text(), text);
        }
        assert_eq!(Decimal::new(-12.5, 3).value(), -12.5);
        for (text, expected) in
            [(" +1830.140", Some("1830.140")), ("-0.5", Some("-0.5")), ("1e9", None), ("12,5", None)]
        {
            assert_eq!(text.parse::<Decimal>().ok().map(|d| d.text().to_owned()).as_deref(), expected);
        }
        for text in ["", "-", ".5", "5.", "NaN", "inf", "٣", "1234567890123456"] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_finding_has_a_canonical_form_without_floats() {
        let mut finding = Finding::new("scene.test", "1", "what?");
        finding.input("height", Decimal::new(1.5, 2), "m", Some(ErrorOf::sigma(0.1, 2))).assume("flat ground", true);
        finding.quantities.push(Quantity::within("elevation", 31.4, [30.9, 31.9], "deg", 2));
        let line = model::canonical::to_string(&finding).unwrap();
        let back: Finding = serde_json::from_str(&line).unwrap();
        assert_eq!(back, finding);
    }

    #[test]
    fn shares_of_an_error_budget_follow_the_variances() {
        let causes = [("a".to_owned(), "3".to_owned(), 3.0), ("b".to_owned(), "1".to_owned(), 1.0)];
        let shares: Vec<u8> = BudgetRow::rows(&causes, "deg", 1).iter().map(|r| r.share_percent).collect();
        assert_eq!(shares, [90, 10]);
    }
}
