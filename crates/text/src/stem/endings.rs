//! The endings of four languages, and the changes inside a stem that go with them (ринок and ринку, Київ and Києва,
//! koniec and końca). Words come folded; Polish without its marks.

use crate::Lang;

/// A stem has at least so many letters.
const SHORTEST: usize = 3;
/// Before the endings of verbs in the past it has at least so many: they look like the ends of many nouns.
const SHORTEST_VERB: usize = 4;

/// Noun and adjective endings, space separated. The longest that fits is taken off.
const NOUNS: [&str; 4] = [
    "",
    "ими ого ому ої ій ою ою их им ім іх ями ами ові еві єві ях ах ям ам ом ем єм ею єю ію ії ія їх їм а я у ю о е є і ї и й ь",
    "ыми ими ого его ому ему ой ей ою ею их ых им ым ом ем ям ам ями ами ях ах ую юю ая яя ое ее ые ие ии ия ию ий ый ье ья ью \
     а я у ю о е и ы й ь",
    "owie iego iemu iego iej iami ami iach ach iom om iem em ego emu ymi imi ych ich owi ie ia iu io y i a e u o j",
];

/// Past forms and infinitives of verbs.
const VERBS: [&str; 4] = [
    "",
    "ала ало али ати ав ила ило или ити ив ула уло ули ути ув ено ано ають яють ують уть ять ить",
    "ала ало али ать ал ила ило или ить ил ула уло ули уть ул ела ели ело еть ают яют ует уют ят ит",
    "ala alo ali ac al ila ilo ili ic il yla ylo yli yc yl ela eli ano ono eto uja uje",
];

/// Endings of the genitive plural that names of towns have as part of the stem: both readings are kept.
const EITHER: [&[(&str, &str)]; 4] = [
    &[],
    &[("ів", "ов"), ("їв", "єв"), ("ов", "ов"), ("єв", "єв"), ("ев", "ев")],
    &[("ов", "ов"), ("ев", "ев")],
    &[("ow", "ow"), ("iow", "iow")],
];

/// Vowels that come and go before the last consonant, and the л of Russian погибли beside погиб: what the stem ends in,
/// and what it then becomes.
const FLEETING: [&[(&str, &str)]; 4] = [
    &[],
    &[("ець", "ц"), ("ец", "ц"), ("єць", "йц"), ("ок", "к"), ("ек", "к"), ("ень", "н"), ("ен", "н")],
    &[("ец", "ц"), ("ок", "к"), ("ек", "к"), ("ень", "н"), ("ен", "н"), ("бл", "б"), ("гл", "г")],
    &[("iec", "c"), ("ek", "k"), ("ien", "n")],
];

/// Ukrainian stems in which і of a closed syllable is о or е in an open one (ніч, ночі).
const CLOSED: [(&str, &str); 40] = [
    ("ніч", "ноч"),
    ("рік", "рок"),
    ("дім", "дом"),
    ("міст", "мост"),
    ("кіт", "кот"),
    ("ніс", "нос"),
    ("стіл", "стол"),
    ("віз", "воз"),
    ("сіль", "сол"),
    ("бій", "бо"),
    ("бік", "бок"),
    ("кінь", "кон"),
    ("ріг", "рог"),
    ("ніж", "нож"),
    ("схід", "сход"),
    ("захід", "заход"),
    ("вихід", "виход"),
    ("підхід", "підход"),
    ("прихід", "приход"),
    ("потік", "поток"),
    ("порт", "порт"),
    ("поріг", "порог"),
    ("народ", "народ"),
    ("завод", "завод"),
    ("річ", "реч"),
    ("піч", "печ"),
    ("лід", "льод"),
    ("лікоть", "лікт"),
    ("окіп", "окоп"),
    ("підрозділ", "підрозділ"),
    ("вогонь", "вогн"),
    ("камінь", "камен"),
    ("корінь", "корен"),
    ("осінь", "осен"),
    ("хміль", "хмел"),
    ("тінь", "тін"),
    ("гвинтокрил", "гвинтокрил"),
    ("постріл", "постріл"),
    ("обстріл", "обстріл"),
    ("гість", "гост"),
];

fn index(lang: Lang) -> usize {
    match lang {
        Lang::En => 0,
        Lang::Uk => 1,
        Lang::Ru => 2,
        Lang::Pl => 3,
    }
}

/// The possible stems of a folded word, the likeliest first.
pub(super) fn stems(word: &str, lang: Lang) -> Vec<String> {
    if lang == Lang::En {
        return vec![english(word)];
    }
    let index = index(lang);
    if let Some((_, open)) = CLOSED.iter().find(|(closed, _)| lang == Lang::Uk && *closed == word) {
        return vec![(*open).to_owned()];
    }
    let word = reflexive(word, lang);
    let mut found = Vec::new();
    for (ending, stays) in EITHER[index] {
        if let Some(front) = word.strip_suffix(ending) {
            // A town first, then many of something; short names (Київ, Львів) have one reading.
            found.push(format!("{front}{stays}"));
            if front.chars().count() >= SHORTEST {
                found.push(front.to_owned());
            }
            return found;
        }
    }
    let noun = strip(word, NOUNS[index], SHORTEST);
    let verb = strip(word, VERBS[index], SHORTEST_VERB);
    let stripped = if verb.len() < noun.len() { verb } else { noun };
    found.push(settle(stripped, index));
    if stripped.len() != noun.len() {
        found.push(settle(noun, index));
    }
    found
}

/// The stem with its fleeting vowel gone and without a soft sign at its end.
fn settle(stem: &str, index: usize) -> String {
    for (with, without) in FLEETING[index] {
        if let Some(front) = stem.strip_suffix(with)
            && front.chars().count() >= SHORTEST
        {
            return format!("{front}{without}");
        }
    }
    stem.trim_end_matches(['ь', 'ъ', '\'']).to_owned()
}

fn reflexive(word: &str, lang: Lang) -> &str {
    let endings: &[&str] = match lang {
        Lang::Uk => &["ться", "лася", "лась", "вся", "лись", "лися", "тися", "тись"],
        Lang::Ru => &["ться", "лась", "лся", "лись", "лось"],
        _ => &[],
    };
    match endings.iter().find(|ending| word.ends_with(**ending)) {
        Some(_) if word.chars().count() > 5 => {
            word.strip_suffix("ся").or_else(|| word.strip_suffix("сь")).unwrap_or(word)
        }
        _ => word,
    }
}

/// The word without the longest of the endings that leaves at least `shortest` letters.
fn strip<'w>(word: &'w str, endings: &str, shortest: usize) -> &'w str {
    endings
        .split_whitespace()
        .filter_map(|ending| word.strip_suffix(ending))
        .filter(|front| front.chars().count() >= shortest)
        .min_by_key(|front| front.len())
        .unwrap_or(word)
}

/// Plural, possessive, past and -ing of English.
fn english(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word).trim_end_matches('\'');
    let long = |front: &str, letters: usize| front.len() >= letters && front.bytes().any(|b| b"aeiouy".contains(&b));
    if let Some(front) = word.strip_suffix("ies").or_else(|| word.strip_suffix("ied"))
        && long(front, 2)
    {
        return format!("{front}y");
    }
    for ending in ["ing", "ed"] {
        if let Some(front) = word.strip_suffix(ending)
            && long(front, 3)
        {
            return undoubled(front);
        }
    }
    for ending in ["sses", "shes", "ches", "xes", "zes"] {
        if word.ends_with(ending) && word.len() > ending.len() + 1 {
            return undoubled(&word[..word.len() - 2]);
        }
    }
    let keeps_s = ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending));
    let single = if !keeps_s && word.len() > 3 { word.strip_suffix('s').unwrap_or(word) } else { word };
    undoubled(single)
}

/// Without a silent final `e` and with one of two equal final consonants, so that stop, stopped and stopping meet.
fn undoubled(front: &str) -> String {
    let front = if front.len() > 4 { front.strip_suffix('e').unwrap_or(front) } else { front };
    let bytes = front.as_bytes();
    match bytes {
        [.., a, b] if a == b && front.len() > 3 && b.is_ascii_alphabetic() && !b"aeiouls".contains(b) => {
            front[..front.len() - 1].to_owned()
        }
        _ => front.to_owned(),
    }
}
