//! Spellings of towns: a list written by hand, and forms made by rule for every larger town of three countries.

use model::Span;
use text::Lang;
use text::gazetteer::{PlaceKind, sound::cyrillic};

use crate::Run;

/// Town, country, and spellings in four languages, case forms among them.
const BY_HAND: &str = include_str!("towns.tsv");

fn lang_of(form: &str) -> Vec<Lang> {
    if !form.chars().any(cyrillic) {
        vec![Lang::Pl]
    } else if form.chars().any(|c| "іїєґІЇЄҐ'’".contains(c)) {
        vec![Lang::Uk]
    } else if form.chars().any(|c| "ыэъёЫЭЪЁ".contains(c)) {
        vec![Lang::Ru]
    } else {
        vec![Lang::Uk, Lang::Ru]
    }
}

/// Whether the whole form, taken as a name, is read as the wanted town.
fn reads_as(run: &Run, form: &str, wanted: (i32, i32)) -> Result<(), String> {
    let span = Span { start: 0, end: form.chars().count() };
    let answer = run.resolve(form, &[span], &lang_of(form));
    let place = answer.first().and_then(|m| m.place.clone());
    match place {
        Some(p) if (p.lat_e6, p.lon_e6) == wanted => Ok(()),
        Some(p) => Err(format!("{} ({:?}, {:?})", p.name, p.country, p.region)),
        None => Err("nothing".to_owned()),
    }
}

/// The hand list.
pub fn by_hand(run: &Run) {
    let (mut towns, mut forms, mut right) = (0, 0, 0);
    let (mut in_text, mut sentences) = (0, 0);
    for line in BY_HAND.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let fields: Vec<&str> = line.split('\t').collect();
        let (name, country) = fields[0].split_once(':').unwrap();
        if !run.wants(name) {
            continue;
        }
        let largest = run
            .gazetteer
            .places()
            .filter_map(|p| run.gazetteer.record(p))
            .filter(|r| r.name == name && r.country == country.as_bytes() && r.kind == PlaceKind::Town)
            .max_by_key(|r| r.population);
        let Some(record) = largest else {
            println!("  no town {name}, {country}");
            continue;
        };
        towns += 1;
        for form in fields[1].split('|') {
            forms += 1;
            match reads_as(run, form, (record.lat_e6, record.lon_e6)) {
                Ok(()) => right += 1,
                Err(got) if run.loud => println!("  {form} ({name}) -> {got}"),
                Err(_) => {}
            }
            // And inside running text, where it must also be found.
            let langs = lang_of(form);
            let sentence = match (langs[0], form.chars().any(cyrillic)) {
                (_, false) => format!("Wczoraj wieczorem {form} i okolice były bez prądu."),
                (Lang::Ru, _) => format!("Вчера вечером {form} и окрестности остались без света."),
                _ => format!("Учора ввечері {form} та околиці лишилися без світла."),
            };
            sentences += 1;
            let found = run.find(&sentence, &langs);
            // The possessive and a final apostrophe are no part of the name.
            let bare = form.trim_end_matches("'s").trim_end_matches("’s").trim_end_matches('\'');
            let hit = found.iter().any(|m| {
                m.text.trim_end_matches(['\'', '’']) == bare
                    && m.place.as_ref().is_some_and(|p| (p.lat_e6, p.lon_e6) == (record.lat_e6, record.lon_e6))
            });
            in_text += usize::from(hit);
            if !hit && run.loud {
                println!("  in text: {form} ({name}): {:?}", found.iter().map(|m| &m.text).collect::<Vec<_>>());
            }
        }
    }
    let share = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
    println!(
        "variants by hand: {towns} towns, {forms} spellings, {:.2} % read as the right town; found and right in a sentence without other evidence {:.2} %",
        share(right, forms),
        share(in_text, sentences)
    );
}

/// Case forms of a Cyrillic or Polish nominative, by school grammar and apart from the finder's own tables.
fn decline(name: &str) -> Vec<String> {
    let cut = |n: usize| name.chars().take(name.chars().count() - n).collect::<String>();
    let add = |stem: String, endings: &[&str]| endings.iter().map(|e| format!("{stem}{e}")).collect::<Vec<_>>();
    let ends = |e: &str| name.ends_with(e);
    if name.chars().any(cyrillic) {
        let uk = name.chars().any(|c| "іїєґ".contains(c));
        if ends("ів") || ends("їв") {
            let stem = if ends("їв") { cut(2) + "єв" } else { cut(2) + "ов" };
            return add(stem, &["а", "у", "ом", "і"]);
        } else if ends("ка") && uk {
            let mut out = add(cut(1), &["и", "у", "ою"]);
            out.push(cut(2) + "ці");
            return out;
        } else if ends("ка") {
            return add(cut(1), &["и", "е", "у", "ой"]);
        } else if ends("ськ") || ends("цьк") {
            return add(name.into(), &["а", "у", "ом"]);
        } else if ends("ск") || ends("цк") {
            return add(name.into(), &["а", "у", "ом", "е"]);
        } else if ends("о") {
            return add(cut(1), if uk { &["а", "у", "ом", "і"] } else { &["а", "у", "ом", "е"] });
        } else if ends("род") || ends("град") || ends("поль") {
            return if ends("ь") {
                add(cut(1), &["я", "ю", "ем"])
            } else {
                add(name.into(), &["а", "у", "ом"])
            };
        } else if ends("ин") || ends("ов") || ends("ев") {
            return add(name.into(), &["а", "у", "е"]);
        }
        return Vec::new();
    }
    if ends("ów") {
        add(cut(2) + "ow", &["a", "owi", "em", "ie"])
    } else if ends("sk") || ends("ck") {
        add(name.into(), &["a", "u", "iem"])
    } else if ends("ice") {
        let mut out = add(cut(1), &["ach", "om", "ami"]);
        out.push(cut(1));
        out
    } else if ends("awa") {
        add(cut(1), &["y", "ie", "ę", "ą"])
    } else if ends("no") {
        add(cut(1), &["a", "u", "em", "ie"])
    } else if ends("in") || ends("yn") {
        add(name.into(), &["a", "owi", "em", "ie"])
    } else {
        Vec::new()
    }
}

/// Romanisations of a Cyrillic name: the usual English one and the Polish one.
fn romanise(name: &str) -> [String; 2] {
    let uk = name.chars().any(|c| "іїєґ".contains(c));
    let mut out = [String::new(), String::new()];
    for c in name.chars() {
        let lower = c.to_lowercase().next().unwrap_or(c);
        let (en, pl) = match lower {
            'а' => ("a", "a"),
            'б' => ("b", "b"),
            'в' => ("v", "w"),
            'г' if uk => ("h", "h"),
            'г' | 'ґ' => ("g", "g"),
            'д' => ("d", "d"),
            'е' => ("e", "e"),
            'є' => ("ie", "je"),
            'ё' => ("yo", "jo"),
            'ж' => ("zh", "ż"),
            'з' => ("z", "z"),
            'и' if uk => ("y", "y"),
            'и' | 'і' => ("i", "i"),
            'ї' => ("i", "ji"),
            'й' => ("y", "j"),
            'к' => ("k", "k"),
            'л' => ("l", "l"),
            'м' => ("m", "m"),
            'н' => ("n", "n"),
            'о' => ("o", "o"),
            'п' => ("p", "p"),
            'р' => ("r", "r"),
            'с' => ("s", "s"),
            'т' => ("t", "t"),
            'у' => ("u", "u"),
            'ф' => ("f", "f"),
            'х' => ("kh", "ch"),
            'ц' => ("ts", "c"),
            'ч' => ("ch", "cz"),
            'ш' => ("sh", "sz"),
            'щ' => ("shch", "szcz"),
            'ы' => ("y", "y"),
            'э' => ("e", "e"),
            'ю' => ("yu", "ju"),
            'я' => ("ya", "ja"),
            '-' => ("-", "-"),
            ' ' => (" ", " "),
            _ => ("", ""),
        };
        for (target, piece) in out.iter_mut().zip([en, pl]) {
            let mut letters = piece.chars();
            match letters.next() {
                Some(first) if c.is_uppercase() => target.extend(first.to_uppercase().chain(letters)),
                Some(first) => target.extend(std::iter::once(first).chain(letters)),
                None => {}
            }
        }
    }
    out
}

/// Forms by rule: case forms and romanisations of every town of 20,000 and more in Ukraine, Russia and Poland.
pub fn by_rule(run: &Run) {
    let path = run.shared.join("data/gazetteer/places_ua_ru_pl_by_md.tsv.gz");
    let mut text = String::new();
    let file = std::fs::File::open(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(file), &mut text).unwrap();
    let (mut towns, mut forms, mut right, mut listed) = (0, 0, 0, 0);
    for line in text.lines().skip(1) {
        let f: Vec<&str> = line.split('\t').collect();
        let population: u32 = f[6].parse().unwrap_or(0);
        let quarter = [" район", "ayon", "istrict", "kvartal"].iter().any(|w| f[8].contains(w));
        if population < 20_000 || !["UA", "RU", "PL"].contains(&f[4]) || quarter || !run.wants(f[0]) {
            continue;
        }
        let e6 = |v: &str| (v.parse::<f64>().unwrap() * 1e6).round() as i32;
        let wanted = (e6(f[2]), e6(f[3]));
        let mut made: Vec<String> = Vec::new();
        let mut names: Vec<&str> =
            f[8].split('|').filter(|n| n.chars().next().is_some_and(char::is_uppercase)).collect();
        if f[4] == "PL" {
            names = vec![f[1]];
        } else {
            names.retain(|n| n.chars().all(|c| matches!(c, 'А'..='я') || "ЁёІіЇїЄєҐґ'’- ".contains(c)));
            names.truncate(4);
        }
        for name in names {
            made.extend(decline(name));
            if name.chars().any(cyrillic) {
                made.extend(romanise(name));
                made.push(name.to_uppercase());
            }
            made.push(name.to_owned());
        }
        made.sort();
        made.dedup();
        made.truncate(20);
        towns += 1;
        for form in &made {
            forms += 1;
            match reads_as(run, form, wanted) {
                Ok(()) => {
                    right += 1;
                    listed += 1;
                }
                Err(got) => {
                    let span = Span { start: 0, end: form.chars().count() };
                    let also = run.resolve(form, &[span], &lang_of(form));
                    let among = also.iter().flat_map(|m| &m.alternatives).any(|p| (p.lat_e6, p.lon_e6) == wanted);
                    listed += usize::from(among);
                    if run.loud && !among {
                        println!("  {form} ({}, {}) -> {got}", f[1], f[4]);
                    }
                }
            }
        }
    }
    let share = |n: usize| 100.0 * n as f64 / forms.max(1) as f64;
    println!(
        "variants by rule: {towns} towns, {forms} forms, first {:.2} %, first or listed {:.2} %",
        share(right),
        share(listed)
    );
}
