//! A user's own places, from a table with a header line: tab, semicolon or comma separated, fields may be quoted.
//!
//! Columns by name, in any order: `name`, `lat`, `lon` (required), `country` (two letters), `names` (other names,
//! parted by `|`), `population`, `radius_m`, `kind` (town, region, country, area). Unknown columns are ignored.

use super::pack::{NewPlace, Packer};
use super::table::{PlaceKind, Table};

/// Most lines read from one file.
const MOST_LINES: usize = 2_000_000;

/// A user's places, packed.
#[derive(Clone, Debug)]
pub struct Overlay {
    table: Table,
    problems: Vec<String>,
}

/// Why a file is not a table of places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OverlayError {
    /// A required column is missing from the first line.
    Column(&'static str),
    /// No line could be read; the first problem.
    Nothing(String),
}

impl std::fmt::Display for OverlayError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Column(name) => {
                write!(f, "the first line must name the columns name, lat and lon; there is no column \"{name}\"")
            }
            Self::Nothing(first) => write!(f, "no place could be read: {first}"),
        }
    }
}

impl std::error::Error for OverlayError {}

impl Overlay {
    /// Reads the text of a user's file; `label` (its name) is quoted wherever an answer comes from it.
    pub fn read(text: &str, label: &str) -> Result<Self, OverlayError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = text.lines();
        let head = lines.next().unwrap_or("");
        let separator = ['\t', ';', ','].into_iter().find(|s| head.contains(*s)).unwrap_or('\t');
        let columns: Vec<String> = fields(head, separator).iter().map(|c| c.trim().to_lowercase()).collect();
        let column = |name: &str| columns.iter().position(|c| c == name);
        let need = |name: &'static str| column(name).ok_or(OverlayError::Column(name));
        let (name_at, lat_at, lon_at) = (need("name")?, need("lat")?, need("lon")?);
        let others = ["country", "names", "population", "radius_m", "kind"].map(column);
        let mut packer = Packer::new(label);
        let (mut problems, mut count) = (Vec::new(), 0);
        for (n, line) in lines.take(MOST_LINES).enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let row = fields(line, separator);
            let field = |at: usize| row.get(at).map(|f| f.trim()).filter(|f| !f.is_empty());
            let other = |n: usize| others[n].and_then(field);
            let place = (|| {
                let name = field(name_at).ok_or("no name")?;
                let lat = field(lat_at).and_then(|v| degrees(v, 90)).ok_or("lat is not a number from -90 to 90")?;
                let lon = field(lon_at).and_then(|v| degrees(v, 180)).ok_or("lon is not a number from -180 to 180")?;
                let kind = match other(4).map(str::to_lowercase).as_deref() {
                    None | Some("town") => PlaceKind::Town,
                    Some("region") => PlaceKind::Region,
                    Some("country") => PlaceKind::Country,
                    Some("area") => PlaceKind::Area,
                    Some(_) => return Err("kind must be town, region, country or area"),
                };
                let country = match other(0).map(str::as_bytes) {
                    None => None,
                    Some(&[a, b]) if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                        Some([a.to_ascii_uppercase(), b.to_ascii_uppercase()])
                    }
                    Some(_) => return Err("country must be a code of two letters"),
                };
                Ok(NewPlace {
                    name: name.to_owned(),
                    kind,
                    capital: false,
                    lat_e6: lat,
                    lon_e6: lon,
                    population: other(2).and_then(|v| v.parse().ok()).unwrap_or(0),
                    radius_m: other(3).and_then(|v| v.parse().ok()).unwrap_or(1_000),
                    country,
                    region: None,
                    id: 0,
                })
            })();
            match place {
                Ok(place) => {
                    if let Some(number) = packer.place(&place) {
                        count += 1;
                        for name in other(1).unwrap_or("").split('|').filter(|n| !n.trim().is_empty()) {
                            packer.name(number, name.trim(), false);
                        }
                    }
                }
                Err(why) => problems.push(format!("line {}: {why}", n + 2)),
            }
        }
        let table = Table::open(packer.finish().into());
        match table {
            Ok(table) if count > 0 => Ok(Self { table, problems }),
            _ => Err(OverlayError::Nothing(problems.into_iter().next().unwrap_or_else(|| "the file is empty".into()))),
        }
    }

    /// Lines that could not be read, and why.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }

    pub(super) fn table(&self) -> &Table {
        &self.table
    }
}

/// Decimal degrees as micro-degrees, read digit by digit so that no float is involved. A decimal comma is accepted.
fn degrees(text: &str, limit: i64) -> Option<i32> {
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    if whole.is_empty() || whole.len() > 3 || !whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut micro = 0i64;
    for n in 0..6 {
        micro = micro * 10 + i64::from(part.as_bytes().get(n).map_or(0, |b| b - b'0'));
    }
    let value = whole.parse::<i64>().ok()? * 1_000_000 + micro;
    (value <= limit * 1_000_000).then(|| (sign * value) as i32)
}

/// The fields of one line; a quoted field may hold the separator, and a doubled quote.
fn fields(line: &str, separator: char) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut chars = line.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        let Some(field) = out.last_mut() else { break };
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if field.is_empty() => quoted = true,
            c if c == separator && !quoted => out.push(String::new()),
            c => field.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::{Fit, Gazetteer};
    use super::*;

    #[test]
    fn a_users_village_is_found_in_every_case_form_and_named_with_its_file() {
        let overlay = Overlay::read(
            "name;lat;lon;country;names\nНехотеевка;50.3301;36.3712;ru;Нехотіївка|\"Nehoteevka\"\nbad;91;0;ru;\n",
            "my-villages.csv",
        )
        .unwrap();
        assert_eq!(overlay.problems(), ["line 3: lat is not a number from -90 to 90"]);
        let gazetteer = Gazetteer::shipped().unwrap().with_overlay(&overlay);
        for (form, fit) in [("Нехотеевка", Fit::Exact), ("Нехотеевке", Fit::Inflected), ("Нехотіївці", Fit::Inflected)]
        {
            let mut hits = Vec::new();
            gazetteer.word(form, true, &mut hits);
            let hit = hits.iter().find(|h| gazetteer.is_users(h.place)).unwrap();
            assert_eq!(hit.fit, fit, "{form}");
            assert_eq!(gazetteer.to_place(hit.place).unwrap().lat_e6, 50_330_100);
        }
        assert_eq!(gazetteer.sources().last(), Some("my-villages.csv"));
    }

    #[test]
    fn a_file_without_the_columns_is_refused_in_words() {
        assert_eq!(Overlay::read("title\tlat\tlon\n", "x").unwrap_err(), OverlayError::Column("name"));
        assert!(matches!(Overlay::read("name\tlat\tlon\n", "x"), Err(OverlayError::Nothing(_))));
    }

    proptest::proptest! {
        #[test]
        fn no_file_makes_it_panic(text in "(name|lat|lon|[\t;,\"\n]|\\PC){0,60}") {
            let _ = Overlay::read(&text, "any");
        }
    }
}
