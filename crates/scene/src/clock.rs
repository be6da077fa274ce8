//! Times as people state them: with an offset, or as local time of an IANA zone, where clock changes make some local
//! times happen twice and others never. Neither is passed over in silence.
//!
//! Zones come from the tz database that is built in, so that the answer is the same on every machine.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::temporal::{DateTimeParser, Pieces};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

/// What a stated time says.
#[derive(Clone, Debug, PartialEq)]
pub enum Stated {
    /// One instant.
    Once(Moment),
    /// A local time that happens twice because clocks go back.
    Twice {
        /// Before the clocks go back.
        earlier: Moment,
        /// After.
        later: Moment,
    },
    /// A local time that never happens because clocks go forward.
    Never {
        /// The local time as stated.
        local: DateTime,
        /// The zone.
        zone: String,
        /// The instant at which the clocks go forward.
        change: Timestamp,
        /// Local time just before and just after it.
        from_to: [DateTime; 2],
    },
}

/// One instant with the zone in which it was stated.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// The instant.
    pub at: Timestamp,
    /// The zone or fixed offset it was stated in.
    pub zone: TimeZone,
}

impl Moment {
    /// The local time.
    pub fn local(&self) -> DateTime {
        self.zone.to_datetime(self.at)
    }

    /// `2003-10-17T12:30:30-07:00`.
    pub fn text(&self) -> String {
        self.at.display_with_offset(self.zone.to_offset(self.at)).to_string()
    }
}

/// Why a text is no time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    /// Not a date with a time of day.
    #[error("not a date and time such as 2022-10-13T14:50:00+03:00: {0}")]
    NotATime(String),
    /// Without zone and offset.
    #[error("{0} has no zone: write an offset (+03:00 or Z) after it, or name the zone with --zone Europe/Moscow")]
    NoZone(String),
    /// Not an IANA zone.
    #[error("not a time zone of the IANA list, such as Europe/Kyiv: {0}")]
    NoSuchZone(String),
    /// The offset and the zone do not go together.
    #[error("{stated}: at that time {zone} is not at that offset from UTC but at {is}")]
    WrongOffset {
        /// The time as stated.
        stated: String,
        /// The zone.
        zone: String,
        /// The offset that holds.
        is: String,
    },
    /// Outside the years −9999 to 9999.
    #[error("outside the years that can be represented: {0}")]
    Range(String),
}

/// A zone by its IANA name.
pub fn zone(name: &str) -> Result<TimeZone, ClockError> {
    TimeZone::get(name).map_err(|_| ClockError::NoSuchZone(name.to_owned()))
}

/// Reads a stated time: RFC 3339, or local time with a zone in brackets or given beside it.
pub fn read(text: &str, beside: Option<&str>) -> Result<Stated, ClockError> {
    let wrong = || ClockError::NotATime(text.to_owned());
    let trimmed = text.trim();
    let pieces: Pieces<'_> = DateTimeParser::new().parse_pieces(trimmed).map_err(|_| wrong())?;
    let local = pieces.date().to_datetime(pieces.time().ok_or_else(wrong)?);
    let named = match pieces.time_zone_annotation() {
        Some(annotation) => {
            let named = annotation.kind();
            Some(match named {
                jiff::fmt::temporal::TimeZoneAnnotationKind::Named(name) => zone(name.as_str())?,
                _ => annotation.to_time_zone().map_err(|_| wrong())?,
            })
        }
        None => beside.map(zone).transpose()?,
    };
    let out = || ClockError::Range(text.to_owned());
    let offset = pieces.to_numeric_offset();
    if let Some(offset) = offset {
        let at = offset.to_timestamp(local).map_err(|_| out())?;
        let Some(zone) = named else {
            return Ok(Stated::Once(Moment { at, zone: TimeZone::fixed(offset) }));
        };
        // `Z` states the instant and says nothing of the local offset.
        let holds = zone.to_offset(at);
        if offset != Offset::UTC && holds != offset {
            let name = zone.iana_name().unwrap_or("that zone").to_owned();
            return Err(ClockError::WrongOffset { stated: text.to_owned(), zone: name, is: holds.to_string() });
        }
        return Ok(Stated::Once(Moment { at, zone }));
    }
    let zone = named.ok_or_else(|| ClockError::NoZone(trimmed.to_owned()))?;
    local_time(local, &zone).ok_or_else(out)
}

/// What a local time means in a zone.
pub fn local_time(local: DateTime, zone: &TimeZone) -> Option<Stated> {
    let moment = |offset: Offset| Some(Moment { at: offset.to_timestamp(local).ok()?, zone: zone.clone() });
    Some(match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { offset } => Stated::Once(moment(offset)?),
        AmbiguousOffset::Fold { before, after } => Stated::Twice { earlier: moment(before)?, later: moment(after)? },
        AmbiguousOffset::Gap { before, after } => {
            // Read with the later offset it lies before the change.
            let change = zone.following(after.to_timestamp(local).ok()?).next()?.timestamp();
            let from_to = [before.to_datetime(change), after.to_datetime(change)];
            Stated::Never { local, zone: zone.iana_name().unwrap_or("the zone").to_owned(), change, from_to }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, zone: Option<&str>) -> String {
        match read(text, zone) {
            Ok(Stated::Once(moment)) => format!("{} = {}", moment.text(), moment.at),
            Ok(Stated::Twice { earlier, later }) => format!("twice: {} and {}", earlier.at, later.at),
            Ok(Stated::Never { change, from_to: [from, to], .. }) => format!("never: at {change} from {from} to {to}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_time_is_read_with_its_offset_or_its_zone() {
        for (text, zone, expected) in [
            ("2003-10-17T12:30:30-07:00", None, "2003-10-17T12:30:30-07:00 = 2003-10-17T19:30:30Z"),
            ("2022-10-13T14:50", Some("Europe/Moscow"), "2022-10-13T14:50:00+03:00 = 2022-10-13T11:50:00Z"),
            ("2022-10-13T14:50[Europe/Moscow]", None, "2022-10-13T14:50:00+03:00 = 2022-10-13T11:50:00Z"),
            ("2022-10-13T11:50:00Z", Some("Europe/Moscow"), "2022-10-13T14:50:00+03:00 = 2022-10-13T11:50:00Z"),
        ] {
            assert_eq!(words(text, zone), expected);
        }
    }

    #[test]
    fn local_times_that_happen_twice_or_never_are_named() {
        let paris = Some("Europe/Paris");
        assert_eq!(words("2022-10-30T02:30", paris), "twice: 2022-10-30T00:30:00Z and 2022-10-30T01:30:00Z");
        assert_eq!(
            words("2022-03-27T02:30", paris),
            "never: at 2022-03-27T01:00:00Z from 2022-03-27T02:00:00 to 2022-03-27T03:00:00"
        );
        // Samoa left out a whole day.
        assert!(words("2011-12-30T12:00", Some("Pacific/Apia")).starts_with("never: at 2011-12-30T10:00:00Z"));
    }

    #[test]
    fn what_is_no_time_is_refused_in_one_sentence() {
        for (text, zone, part) in [
            ("2022-10-13T14:50", None, "no zone"),
            ("2022-10-13", None, "not a date and time"),
            ("yesterday", None, "not a date and time"),
            ("2022-10-13T25:00Z", None, "not a date and time"),
            ("2022-10-13T14:50", Some("Mars/Olympus"), "not a time zone"),
            ("2022-10-13T14:50+02:00[Europe/Moscow]", None, "not at that offset"),
        ] {
            assert!(words(text, zone).contains(part), "{text}: {}", words(text, zone));
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[0-9T:+Z.\\[\\]A-Za-z/-]{0,40}", zone in proptest::option::of("[A-Za-z/_+]{0,12}")) {
            let _ = read(&text, zone.as_deref());
        }
    }
}
