//! Local intervals as EDTF values, and the local start of a published time.

use jiff::civil::DateTime;
use model::TimeSpan;

use super::resolve::{Placed, floor, plus};
use super::sense::Unit;

/// The first local second that a time's value names; nothing where it is open at its start.
pub(crate) fn local_start(time: &TimeSpan) -> Option<DateTime> {
    let first = time.value.split('/').next()?.trim_end_matches(['?', '~', '%']);
    let (date, clock) = first.split_once('T').map_or((first, ""), |(d, c)| (d, c));
    let mut date = date.split('-').map(|n| n.parse::<i16>().ok());
    let (year, month, day) = (date.next()??, date.next().unwrap_or(Some(1))?, date.next().unwrap_or(Some(1))?);
    let mut clock = clock.split(':').map(|n| if n.is_empty() { Some(0) } else { n.parse::<i8>().ok() });
    let mut next = || clock.next().unwrap_or(Some(0));
    let (hour, minute, second) = (next()?, next()?, next()?);
    DateTime::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?, hour, minute, second.min(59), 0).ok()
}

/// The EDTF value of a placed interval, with its zone.
pub(crate) fn span(placed: &Placed, zone: Option<&str>) -> Option<TimeSpan> {
    let last = |to: DateTime| plus(to, Unit::Second, -1);
    let value = match (placed.from, placed.to) {
        (Some(from), Some(to)) => {
            let last = last(to)?;
            let grain = fitting(from, to, placed.grain)?;
            let (a, b) = (point(from, grain), point(last, grain));
            if a == b { a } else { format!("{a}/{b}") }
        }
        (Some(from), None) => format!("{}/..", point(from, fine(placed.grain))),
        (None, Some(to)) => {
            let end = if placed.grain < Unit::Day { to } else { last(to)? };
            format!("../{}", point(end, fine(placed.grain)))
        }
        (None, None) => return None,
    };
    TimeSpan::new(&value, zone).ok()
}

/// The coarsest writing that names exactly this interval.
fn fitting(from: DateTime, to: DateTime, grain: Unit) -> Option<Unit> {
    let exact = |unit: Unit| Some(floor(from, unit)? == from && floor(to, unit)? == to);
    let mut unit = fine(grain);
    loop {
        if exact(unit)? || unit == Unit::Second {
            return Some(unit);
        }
        unit = match unit {
            Unit::Year => Unit::Month,
            Unit::Month => Unit::Day,
            Unit::Day => Unit::Hour,
            Unit::Hour => Unit::Minute,
            _ => Unit::Second,
        };
    }
}

/// The unit in which a grain is written.
fn fine(grain: Unit) -> Unit {
    match grain {
        Unit::Week => Unit::Day,
        Unit::Quarter => Unit::Month,
        Unit::Decade => Unit::Year,
        grain => grain,
    }
}

/// One EDTF point.
fn point(at: DateTime, unit: Unit) -> String {
    let (y, m, d) = (at.year(), at.month(), at.day());
    match unit {
        Unit::Year | Unit::Decade => format!("{y:04}"),
        Unit::Month | Unit::Quarter => format!("{y:04}-{m:02}"),
        Unit::Day | Unit::Week => format!("{y:04}-{m:02}-{d:02}"),
        Unit::Hour => format!("{y:04}-{m:02}-{d:02}T{:02}", at.hour()),
        Unit::Minute => format!("{y:04}-{m:02}-{d:02}T{:02}:{:02}", at.hour(), at.minute()),
        Unit::Second => format!("{y:04}-{m:02}-{d:02}T{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second()),
    }
}
