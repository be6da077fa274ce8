//! What a file states about its own making: when, where, with what. All of it is weak: phones set clocks wrongly,
//! platforms strip or rewrite it, and anybody can write anything there.

use serde::{Deserialize, Serialize};

use super::lines::Fields;

/// What a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// When it was recorded or written.
    Time,
    /// Where it was recorded.
    Place,
    /// The maker of the device.
    Maker,
    /// The device's model.
    Model,
    /// The program that wrote the file.
    Software,
}

/// One statement, word for word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// What it is about.
    pub matter: Matter,
    /// The words.
    pub value: String,
    /// Where it stands: `container tag creation_time`.
    pub origin: String,
}

/// A position in micro-degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// North is positive.
    pub lat_e6: i32,
    /// East is positive.
    pub lon_e6: i32,
}

/// Tag names in lower case. Sources: QuickTime File Format (metadata keys), the decoder's own names, EXIF 3.0.
const TAGS: &[(&str, Matter)] = &[
    ("com.apple.quicktime.creationdate", Matter::Time),
    ("creation_time", Matter::Time),
    ("date", Matter::Time),
    ("date_recorded", Matter::Time),
    ("datetimeoriginal", Matter::Time),
    ("datetimedigitized", Matter::Time),
    ("datetime", Matter::Time),
    ("location", Matter::Place),
    ("location-eng", Matter::Place),
    ("com.apple.quicktime.location.iso6709", Matter::Place),
    ("com.apple.quicktime.make", Matter::Maker),
    ("com.android.manufacturer", Matter::Maker),
    ("make", Matter::Maker),
    ("com.apple.quicktime.model", Matter::Model),
    ("com.android.model", Matter::Model),
    ("model", Matter::Model),
    ("com.apple.quicktime.software", Matter::Software),
    ("com.android.version", Matter::Software),
    ("software", Matter::Software),
    ("encoder", Matter::Software),
    ("handler_name", Matter::Software),
];

/// Statements kept of one file part, and characters of each.
const MOST: usize = 32;
const LONGEST: usize = 200;

pub(super) fn in_container(fields: &Fields) -> Vec<Stated> {
    found(fields, "container")
}

pub(super) fn in_stream(fields: &Fields) -> Vec<Stated> {
    found(fields, &format!("stream {}", fields.get("index").unwrap_or("?")))
}

/// EXIF, as the decoder puts it into the first frame.
pub(super) fn in_picture(fields: &Fields) -> Vec<Stated> {
    let mut stated = found(fields, "picture");
    if let Some(value) = exif_position(fields) {
        stated.push(Stated {
            matter: Matter::Place,
            value,
            origin: "picture tags GPSLatitude, GPSLongitude".to_owned(),
        });
    }
    stated
}

fn found(fields: &Fields, part: &str) -> Vec<Stated> {
    let tags = fields.all().filter_map(|(name, value)| Some((name.strip_prefix("tag:")?, value.trim())));
    let stated = tags.filter_map(|(name, value)| {
        let lower = name.to_ascii_lowercase();
        let matter = TAGS.iter().find(|(tag, _)| *tag == lower)?.1;
        // What every program writes there says nothing.
        let says = !value.is_empty() && (lower != "handler_name" || !value.ends_with("Handler"));
        let value = value.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
        let name: String = name.chars().filter(|c| !c.is_control()).collect();
        says.then(|| Stated { matter, value, origin: format!("{part} tag {name}") })
    });
    stated.take(MOST).collect()
}

/// `N`, `50:1,27:1,3000:100` → ISO 6709. The decoder prints rationals with spaces and commas between them.
fn exif_position(fields: &Fields) -> Option<String> {
    let degrees = |name: &str, side: &str, negative: &str| -> Option<i64> {
        let mut parts = fields.get(name)?.split(',').map(|part| {
            let (over, under) = part.trim().split_once([':', '/'])?;
            let (over, under) = (over.trim().parse::<i64>().ok()?, under.trim().parse::<i64>().ok()?);
            (under > 0 && over >= 0).then_some((over, under))
        });
        let mut micro = 0_i64;
        for parts_of_a_degree in [1, 60, 3600] {
            let Some((over, under)) = parts.next().flatten() else { break };
            // Multiplied first, so that little is lost.
            micro = micro.checked_add(over.checked_mul(1_000_000)? / under / parts_of_a_degree)?;
        }
        let below = fields.get(side).is_some_and(|s| s.trim().eq_ignore_ascii_case(negative));
        Some(if below { -micro } else { micro })
    };
    let lat = degrees("tag:GPSLatitude", "tag:GPSLatitudeRef", "S")?;
    let lon = degrees("tag:GPSLongitude", "tag:GPSLongitudeRef", "W")?;
    let part = |micro: i64, width: usize| {
        let sign = if micro < 0 { '-' } else { '+' };
        let micro = micro.unsigned_abs();
        format!("{sign}{:0width$}.{:06}", micro / 1_000_000, micro % 1_000_000)
    };
    (lat.abs() <= 90_000_000 && lon.abs() <= 180_000_000).then(|| format!("{}{}/", part(lat, 2), part(lon, 3)))
}

/// Reads ISO 6709 in degrees with decimals: `+48.8577+002.295/`, `+50.4501+030.5234+165.000/`. Nothing else.
pub fn iso_6709(text: &str) -> Option<Position> {
    let mut starts = text.char_indices().filter(|(_, c)| matches!(c, '+' | '-')).map(|(at, _)| at);
    let (first, second) = (starts.next()?, starts.next()?);
    let end = starts.next().or_else(|| text[second..].find('/').map(|at| second + at)).unwrap_or(text.len());
    let micro = |text: &str, bound: i64| {
        let us = super::lines::micros(text.strip_prefix('+').unwrap_or(text))?;
        (us.abs() <= bound).then_some(us as i32)
    };
    (first == 0).then_some(())?;
    let (lat_e6, lon_e6) = (micro(&text[..second], 90_000_000)?, micro(&text[second..end], 180_000_000)?);
    Some(Position { lat_e6, lon_e6 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_read_in_degrees_with_decimals_only() {
        let at = |lat_e6, lon_e6| Some(Position { lat_e6, lon_e6 });
        for (text, position) in [
            ("+48.8577+002.295/", at(48_857_700, 2_295_000)),
            ("+50.4501+030.5234+165.000/", at(50_450_100, 30_523_400)),
            ("-33.8568+151.2153", at(-33_856_800, 151_215_300)),
            ("+91.0+000.0/", None),
            ("Paris", None),
            ("48.8+2.2", None),
            ("", None),
            ("+-/", None),
        ] {
            assert_eq!(iso_6709(text), position, "{text}");
        }
    }

    #[test]
    fn exif_degrees_become_iso_6709() {
        let line = "frame|tag:GPSLatitudeRef=N|tag:GPSLatitude=      50:1,      27:1,    3636:100|\
                    tag:GPSLongitudeRef=W|tag:GPSLongitude=30:1,30:1,0:1";
        let (_, fields) = Fields::parse(line);
        assert_eq!(exif_position(&fields).as_deref(), Some("+50.460100-030.500000/"));
    }

    #[test]
    fn statements_keep_their_words_and_their_place() {
        let (_, fields) = Fields::parse(
            "stream|index=0|tag:creation_time=2022-10-13T05:12:00.000000Z|tag:handler_name=VideoHandler|tag:language=und",
        );
        let stated = in_stream(&fields);
        assert_eq!(stated.len(), 1);
        assert_eq!((stated[0].matter, stated[0].origin.as_str()), (Matter::Time, "stream 0 tag creation_time"));
    }
}
