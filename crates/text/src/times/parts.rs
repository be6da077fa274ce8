//! What a time expression says, before it is placed on a calendar: one field for each thing that can be said once.

use super::holidays::Holiday;
use super::sense::{Part, Portion, Unit};

/// A clock time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    pub hour: u8,
    pub minute: Option<u8>,
    pub second: Option<u8>,
    /// The half of the day is known: am or pm was said, or the hour is written in 24-hour form.
    pub certain: bool,
    /// Noon and midnight are points of the day by name.
    pub named: bool,
}

impl Clock {
    /// A whole hour; above 12 it is certain which half of the day it is in.
    pub fn unsure(hour: u8) -> Self {
        Self { hour, minute: None, second: None, certain: hour > 12 || hour == 0, named: false }
    }
}

/// Where a clock time is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    /// Minutes from UTC.
    Offset(i16),
    Name(&'static str),
}

/// "third Tuesday", "last day": counted inside a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Nth {
    /// From 1; negative counts from the end.
    pub count: i8,
    pub of: Counted,
}

/// What an ordinal counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    Weekday(u8),
    Unit(Unit),
    Weekend,
}

/// All that one expression says. Two pieces join where they do not say the same thing twice.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Parts {
    pub year: Option<i16>,
    pub month: Option<u8>,
    pub day: Option<u8>,
    pub weekday: Option<u8>,
    /// Calendar steps from the reference: yesterday is (Day, −1), last week (Week, −1).
    pub step: Option<(Unit, i32)>,
    /// "last", "this", "next" said of a weekday, month name, season or holiday.
    pub shift: Option<i8>,
    /// "after next".
    pub second_next: bool,
    /// Elapsed time from the reference or from `holiday`: "three days ago" is (Day, −3); halves are counted in minutes.
    pub offset: Option<(Unit, i64)>,
    /// The last or next so many units: (Unit, signed count).
    pub rolling: Option<(Unit, i32)>,
    pub nth: Option<Nth>,
    /// `nth` counts from the reference.
    pub now_based: bool,
    pub clock: Option<Clock>,
    pub part: Option<Part>,
    pub season: Option<u8>,
    pub holiday: Option<Holiday>,
    /// `offset` counts from the holiday: "three days after Easter".
    pub from_holiday: bool,
    pub quarter: Option<u8>,
    pub decade: Option<i16>,
    pub weekend: bool,
    pub portion: Option<Portion>,
    pub zone: Option<Zone>,
    pub now: bool,
    /// The night that ends on the morning of this date.
    pub night_to: bool,
    pub approx: bool,
    /// Digits whose order (day, month) the text does not settle.
    pub order_unsure: bool,
    /// Too little to count as a time by itself inside running text.
    pub weak: bool,
}

impl Parts {
    /// Both together, or nothing where they say the same thing twice.
    pub fn join(&self, other: &Self) -> Option<Self> {
        macro_rules! one {
            ($($field:ident),*) => {
                Self {
                    $($field: match (&self.$field, &other.$field) {
                        (Some(_), Some(_)) => return None,
                        (a, b) => a.clone().or(b.clone()),
                    },)*
                    weekend: self.weekend | other.weekend,
                    now: self.now | other.now,
                    now_based: self.now_based | other.now_based,
                    from_holiday: self.from_holiday | other.from_holiday,
                    second_next: self.second_next | other.second_next,
                    night_to: self.night_to | other.night_to,
                    approx: self.approx | other.approx,
                    order_unsure: self.order_unsure | other.order_unsure,
                    weak: self.weak & other.weak & !(self.season.or(self.quarter).is_some() && other.year.is_some()),
                }
            };
        }
        let joined = one!(
            year, month, day, weekday, step, shift, offset, rolling, nth, clock, part, season, holiday, quarter,
            decade, portion, zone
        );
        let clash = (self.now || other.now)
            || (joined.decade.is_some() && (joined.month.is_some() || joined.year.is_some()))
            || (joined.rolling.is_some() && (joined.clock.is_some() || joined.day.is_some() || joined.month.is_some()))
            || (joined.offset.is_some() && (joined.step.is_some_and(|(u, _)| u != Unit::Day) || joined.day.is_some()))
            || (joined.nth.is_some() && (self.nth.is_some() && other.month.is_some() || joined.weekday.is_some()));
        (!clash).then_some(joined)
    }

    /// Whether it names a day or a longer period.
    pub fn has_date(&self) -> bool {
        self.year.is_some()
            || self.month.is_some()
            || self.day.is_some()
            || self.weekday.is_some()
            || self.step.is_some()
            || self.offset.is_some()
            || self.nth.is_some()
            || self.season.is_some()
            || self.holiday.is_some()
            || self.quarter.is_some()
            || self.decade.is_some()
            || self.weekend
            || self.rolling.is_some()
    }

    /// Whether it names another day than `other` does.
    pub fn date_differs(&self, other: &Self) -> bool {
        (self.year, self.month, self.day, self.step, self.weekday)
            != (other.year, other.month, other.day, other.step, other.weekday)
    }

    /// Whether it needs no reference: the year is said.
    pub fn is_absolute(&self) -> bool {
        (self.year.is_some() || self.decade.is_some())
            && self.step.is_none()
            && self.offset.is_none()
            && self.rolling.is_none()
            && self.shift.is_none()
    }
}

/// What the parser makes of a stretch of text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expr {
    At(Parts),
    /// From one to the other, both included.
    Range(Parts, Parts),
    /// Before the first instant.
    Before(Parts),
    /// Up to and including ("until", "by").
    Until(Parts),
    /// From the first instant on.
    Since(Parts),
    /// After.
    After(Parts),
    /// From the reference until.
    By(Parts),
    /// A start and how long.
    Lasting(Parts, Unit, i64),
    /// From the reference, for so long.
    Within(Unit, i64),
}
