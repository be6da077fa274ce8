//! Time as an interval: what the words say (EDTF, local), the zone if known, and the UTC bounds that follow.
//!
//! An unknown zone is never guessed: the bounds then span UTC−12 to UTC+14. All bounds are closed intervals at a
//! resolution of one second, so the minute 08:12 ends at 08:12:59.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An instant in UTC: seconds since 1970-01-01T00:00:00Z, written as RFC 3339 with `Z`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Utc(pub i64);

/// East-most and west-most offsets in use, in seconds: UTC+14 and UTC−12.
const EAST: i64 = 14 * 3600;
const WEST: i64 = -12 * 3600;

/// Why a text is not a time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Not in the part of EDTF that is read.
    #[error("not a date or time in ISO 8601-2 (EDTF) form: {0}")]
    Edtf(String),
    /// Neither an offset nor an IANA name.
    #[error("not a time zone (an IANA name such as Europe/Kyiv, or an offset such as +02:00): {0}")]
    Zone(String),
    /// Outside the years 1 to 9999.
    #[error("outside the years that can be represented: {0}")]
    Range(String),
}

impl Utc {
    /// RFC 3339 with `Z`, or nothing for an instant outside the years −9999 to 9999.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<Timestamp>().ok().map(|t| Self(t.as_second()))
    }
}

impl fmt::Display for Utc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Timestamp::from_second(self.0) {
            Ok(t) => write!(f, "{t}"),
            Err(_) => write!(f, "@{}", self.0),
        }
    }
}

impl fmt::Debug for Utc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Utc {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Utc {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("not an RFC 3339 instant: {text}")))
    }
}

/// A time interval as Exhibit keeps and prints it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TimeSpan {
    /// ISO 8601-2 EDTF in local time: `2022-08-15`, `2022-10-10/2022-10-14`, `../2022-10-13`, `2022-10-14T08:12`.
    pub value: String,
    /// IANA name or offset (`+02:00`; UTC is `+00:00`); nothing where the zone is unknown.
    pub zone: Option<String>,
    /// First and last second that the value allows; nothing on an open side.
    pub utc: [Option<Utc>; 2],
}

impl TimeSpan {
    /// Reads an EDTF value and works out its UTC bounds in `zone`.
    pub fn new(value: &str, zone: Option<&str>) -> Result<Self, TimeError> {
        let tz = zone.map(parse_zone).transpose()?;
        let (first, last) = local_bounds(value)?;
        let bound = |local: Option<DateTime>, latest: bool| -> Result<Option<Utc>, TimeError> {
            let Some(local) = local else { return Ok(None) };
            let out = || TimeError::Range(value.to_owned());
            let seconds = match &tz {
                // Where a clock change makes a local time happen twice, the bounds take both.
                Some(tz) => {
                    let at = tz.to_ambiguous_timestamp(local);
                    let at = if latest { at.later() } else { at.earlier() };
                    at.map_err(|_| out())?.as_second()
                }
                None => {
                    let utc = Offset::UTC.to_timestamp(local).map_err(|_| out())?.as_second();
                    if latest { utc - WEST } else { utc - EAST }
                }
            };
            Ok(Some(Utc(seconds)))
        };
        Ok(Self {
            value: value.to_owned(),
            zone: zone.map(str::to_owned),
            utc: [bound(first, false)?, bound(last, true)?],
        })
    }

    /// An exact instant, known in UTC.
    pub fn instant(at: Utc) -> Self {
        let value = at.to_string();
        Self {
            value: value.trim_end_matches('Z').to_owned(),
            zone: Some("+00:00".to_owned()),
            utc: [Some(at), Some(at)],
        }
    }

    /// An instant from Unix seconds, where that lies in the years 1 to 9999.
    pub fn from_unix(seconds: i64) -> Option<Self> {
        (-62_135_596_800..=253_402_207_200).contains(&seconds).then(|| Self::instant(Utc(seconds)))
    }

    /// An RFC 3339 or ISO 8601 time stamp as machines write it: `2022-10-13T21:04:05Z`, `…+03:00`, `…+0300`, with
    /// fractions dropped. Without an offset the zone stays unknown.
    pub fn from_stamp(text: &str) -> Result<Self, TimeError> {
        let text = text.trim();
        let wrong = || TimeError::Edtf(text.to_owned());
        let (local, rest) = match text.char_indices().skip(10).find(|(_, c)| matches!(c, 'Z' | 'z' | '+' | '-')) {
            Some((at, _)) if text.is_char_boundary(11) => text.split_at(at),
            _ => (text, ""),
        };
        let local = match local.trim_end().rsplit_once(['.', ',']) {
            Some((whole, fraction)) if whole.len() == 19 && fraction.bytes().all(|b| b.is_ascii_digit()) => whole,
            _ => local.trim_end(),
        };
        let local = local.replacen(' ', "T", 1);
        let zone = match rest {
            "" => None,
            "Z" | "z" => Some("+00:00".to_owned()),
            offset => {
                let digits: String = offset[1..].chars().filter(|c| *c != ':').collect();
                if !digits.chars().all(|c| c.is_ascii_digit()) {
                    return Err(wrong());
                }
                match digits.len() {
                    2 => Some(format!("{}{digits}:00", &offset[..1])),
                    4 => Some(format!("{}{}:{}", &offset[..1], &digits[..2], &digits[2..])),
                    _ => return Err(wrong()),
                }
            }
        };
        Self::new(&local, zone.as_deref())
    }

    /// Whether some instant lies in both.
    pub fn overlaps(&self, other: &Self) -> bool {
        let starts_by = |a: Option<Utc>, b: Option<Utc>| a.zip(b).is_none_or(|(start, end)| start <= end);
        starts_by(self.utc[0], other.utc[1]) && starts_by(other.utc[0], self.utc[1])
    }
}

/// An IANA name or a fixed offset.
fn parse_zone(zone: &str) -> Result<TimeZone, TimeError> {
    let wrong = || TimeError::Zone(zone.to_owned());
    if zone == "Z" || zone == "UTC" {
        return Ok(TimeZone::UTC);
    }
    let (sign, digits) = match zone.as_bytes() {
        [b'+', ..] => (1, &zone[1..]),
        [b'-', ..] => (-1, &zone[1..]),
        _ => return TimeZone::get(zone).map_err(|_| wrong()),
    };
    let (hours, minutes) = digits.split_once(':').ok_or_else(wrong)?;
    let (hours, minutes) = (i32::from_str(hours).map_err(|_| wrong())?, i32::from_str(minutes).map_err(|_| wrong())?);
    if !(0..=15).contains(&hours) || !(0..60).contains(&minutes) {
        return Err(wrong());
    }
    Ok(TimeZone::fixed(Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).map_err(|_| wrong())?))
}

/// First and last local second of an EDTF value; nothing on an open side.
fn local_bounds(value: &str) -> Result<(Option<DateTime>, Option<DateTime>), TimeError> {
    let Some((from, to)) = value.split_once('/') else {
        let (first, last) = point_bounds(value)?;
        return Ok((Some(first), Some(last)));
    };
    let side = |text: &str| match text {
        ".." | "" => Ok(None),
        _ => point_bounds(text).map(Some),
    };
    let (from, to) = (side(from)?, side(to)?);
    if let (Some((first, _)), Some((_, last))) = (from, to)
        && first > last
    {
        return Err(TimeError::Edtf(value.to_owned()));
    }
    Ok((from.map(|f| f.0), to.map(|t| t.1)))
}

/// Bounds of one EDTF point: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, with `THH`, `THH:MM` or `THH:MM:SS`; the qualifiers
/// `?`, `~`, `%` at the end say how sure the writer was and do not move the bounds.
fn point_bounds(value: &str) -> Result<(DateTime, DateTime), TimeError> {
    let wrong = || TimeError::Edtf(value.to_owned());
    let bare = value.trim_end_matches(['?', '~', '%']);
    let (date, clock) = bare.split_once('T').map_or((bare, None), |(d, t)| (d, Some(t)));
    let number = |text: &str, digits: usize| -> Result<i16, TimeError> {
        if text.len() == digits && text.bytes().all(|b| b.is_ascii_digit()) {
            text.parse().map_err(|_| wrong())
        } else {
            Err(wrong())
        }
    };
    let mut parts = date.split('-');
    let year = number(parts.next().ok_or_else(wrong)?, 4)?;
    let month = parts.next().map(|m| number(m, 2)).transpose()?;
    let day = parts.next().map(|d| number(d, 2)).transpose()?;
    if parts.next().is_some() {
        return Err(wrong());
    }
    let make = |m: i16, d: i16| Date::new(year, m as i8, d as i8).map_err(|_| wrong());
    let (first, last) = match (month, day) {
        (None, _) => (make(1, 1)?, make(12, 31)?),
        (Some(m), None) => (make(m, 1)?, make(m, 1)?.last_of_month()),
        (Some(m), Some(d)) => (make(m, d)?, make(m, d)?),
    };
    let Some(clock) = clock else {
        return Ok((first.at(0, 0, 0, 0), last.at(23, 59, 59, 0)));
    };
    if day.is_none() {
        return Err(wrong());
    }
    let fields = clock.split(':').map(|f| number(f, 2)).collect::<Result<Vec<_>, _>>()?;
    let time = |h: i16, m: i16, s: i16| Time::new(h as i8, m as i8, s as i8, 0).map_err(|_| wrong());
    let (from, to) = match fields[..] {
        [h] => (time(h, 0, 0)?, time(h, 59, 59)?),
        [h, m] => (time(h, m, 0)?, time(h, m, 59)?),
        // A leap second is the second before it: no record is kept at finer resolution.
        [h, m, 60] => (time(h, m, 59)?, time(h, m, 59)?),
        [h, m, s] => (time(h, m, s)?, time(h, m, s)?),
        _ => return Err(wrong()),
    };
    Ok((first.to_datetime(from), first.to_datetime(to)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(value: &str, zone: Option<&str>) -> String {
        let span = TimeSpan::new(value, zone).unwrap();
        span.utc.map(|u| u.map_or("..".to_owned(), |u| u.to_string())).join(" ")
    }

    #[test]
    fn an_unknown_zone_spans_every_zone_in_use() {
        assert_eq!(bounds("2022-10-14T08:12", None), "2022-10-13T18:12:00Z 2022-10-14T20:12:59Z");
        assert_eq!(bounds("2022-08-15", None), "2022-08-14T10:00:00Z 2022-08-16T11:59:59Z");
    }

    #[test]
    fn a_known_zone_gives_the_bounds_of_that_zone() {
        assert_eq!(bounds("2022-08-15", Some("Europe/Kyiv")), "2022-08-14T21:00:00Z 2022-08-15T20:59:59Z");
        assert_eq!(bounds("2022-10-14T08:12:05", Some("+03:00")), "2022-10-14T05:12:05Z 2022-10-14T05:12:05Z");
        assert_eq!(bounds("2022-02", Some("Z")), "2022-02-01T00:00:00Z 2022-02-28T23:59:59Z");
    }

    #[test]
    fn an_hour_that_happens_twice_keeps_both() {
        assert_eq!(bounds("2022-10-30T03:30", Some("Europe/Kyiv")), "2022-10-30T00:30:00Z 2022-10-30T01:30:59Z");
    }

    #[test]
    fn open_sides_stay_open() {
        assert_eq!(bounds("../2022-10-13", Some("Z")), ".. 2022-10-13T23:59:59Z");
        assert_eq!(bounds("2022-10-10/2022-10-14", Some("Z")), "2022-10-10T00:00:00Z 2022-10-14T23:59:59Z");
    }

    #[test]
    fn machine_stamps_keep_their_offset_and_lose_only_fractions() {
        for (stamp, value, zone) in [
            ("2022-10-13T21:04:05Z", "2022-10-13T21:04:05", Some("+00:00")),
            ("2022-10-13 21:04:05.123+0300", "2022-10-13T21:04:05", Some("+03:00")),
            ("2022-10-13T21:04:05-05", "2022-10-13T21:04:05", Some("-05:00")),
            ("2022-10-13T21:04", "2022-10-13T21:04", None),
            ("2022-10-13", "2022-10-13", None),
        ] {
            let span = TimeSpan::from_stamp(stamp).unwrap();
            assert_eq!((span.value.as_str(), span.zone.as_deref()), (value, zone), "{stamp}");
        }
    }

    #[test]
    fn nonsense_is_refused() {
        for value in [
            "",
            "2022-13",
            "2022-02-30",
            "22-01-01",
            "2022-10-14T25",
            "2022-10/..x",
            "2022-10-14/2022-10-13",
            "Montag",
            "2022-1١-01",
        ] {
            assert!(TimeSpan::new(value, None).is_err(), "{value}");
            assert!(TimeSpan::from_stamp(value).is_err(), "{value}");
        }
        assert!(TimeSpan::new("2022", Some("Mars/Olympus")).is_err());
    }

    #[test]
    fn overlap_counts_open_sides_as_endless() {
        let time = |v| TimeSpan::new(v, Some("Z")).unwrap();
        assert!(time("2022").overlaps(&time("../2022-01-01")));
        assert!(!time("2022-01-02/..").overlaps(&time("2022-01-01")));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[0-9T:+Z./~-]{0,24}|.{0,16}") {
            let _ = TimeSpan::new(&text, None);
            let _ = TimeSpan::from_stamp(&text);
        }
    }
}
