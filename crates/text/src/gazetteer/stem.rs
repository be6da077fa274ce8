//! From a sound to the stem that all its case forms share, and the check whether a form can belong to a name.
//!
//! The index holds a name under the stem of its nominative; a word of the text may be any case form of it, so it is
//! looked up under every stem its ending allows, and then [`agrees`] tests the pair of endings against the
//! declensions of Ukrainian, Russian and Polish place names.

use super::sound::{Sound, vowel};

/// What a nominative ends in; decides which case endings it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    /// A consonant: Харків, Бердянськ, Умань, Łódź.
    Consonant = 0,
    /// -a: Полтава, Лозова, Запоріжжя, Warszawa.
    A = 1,
    /// -e: Рівне, Kielce, Zakopane.
    E = 2,
    /// -i: Суми, Чернівці, Грозный, Tychy.
    I = 3,
    /// -o: Шебекино, Ровно, Gniezno.
    O = 4,
    /// -u: Баку.
    U = 5,
    /// Two vowels: Русское.
    Pair = 6,
}

/// A stem with what was taken off: the ending, and the last vowel where it is one that may change or vanish.
#[derive(Clone, Copy, Debug)]
pub struct Stem {
    /// The stem, thinned.
    pub sound: Sound,
    /// The vowel taken out by thinning, or 0.
    pub vowel: u8,
    /// How many letters of the sound the ending takes.
    pub ending: u8,
}

/// The stem of a nominative and its class.
pub fn nominative(sound: &Sound) -> (Stem, Class) {
    let letters = sound.as_bytes();
    let cut = without_vowels(letters);
    let class = match &letters[cut..] {
        [] => Class::Consonant,
        b"a" => Class::A,
        b"e" => Class::E,
        b"i" => Class::I,
        b"o" => Class::O,
        b"u" => Class::U,
        _ => Class::Pair,
    };
    (thin(letters, cut), class)
}

/// Every stem that a word's ending allows, nominative reading first.
pub fn readings(sound: &Sound) -> impl Iterator<Item = Stem> {
    let letters = *sound;
    let cuts = {
        let letters = letters.as_bytes();
        let first = without_vowels(letters);
        let mut cuts = [first, usize::MAX, usize::MAX];
        let mut n = 1;
        for ending in [&b"m"[..], b"h", b"mi", b"ho", b"mu", b"vi", b"v"] {
            let Some(rest) = letters.strip_suffix(ending) else { continue };
            if rest.last().is_some_and(|l| vowel(*l)) {
                let cut = without_vowels(rest);
                if n < cuts.len() && cut >= 2 {
                    cuts[n] = cut;
                    n += 1;
                }
            }
        }
        cuts
    };
    cuts.into_iter().filter(|c| *c != usize::MAX).map(move |cut| thin(letters.as_bytes(), cut))
}

/// Other stems that a softened consonant before -i or -e may go back to: Авдіївці → Авдіївк-, Bachmucie → Bachmut-.
pub fn hardened(stem: &Stem, ending: &[u8]) -> impl Iterator<Item = Stem> {
    let letters = stem.sound.as_bytes();
    let soft = matches!(ending, b"i" | b"e");
    let last = letters.last().copied().unwrap_or(0);
    let hard: &'static [&'static [u8]] = match last {
        b'c' if soft => &[b"k", b"t"],
        b'z' if soft => &[b"h", b"d", b"r"],
        b's' if soft => &[b"h", b"st"],
        _ => &[],
    };
    let (kept, stem) = (stem.sound, *stem);
    hard.iter().map(move |end| {
        let mut letters = [0u8; 48];
        let body = &kept.as_bytes()[..kept.as_bytes().len() - 1];
        letters[..body.len()].copy_from_slice(body);
        letters[body.len()..body.len() + end.len()].copy_from_slice(end);
        Stem { sound: Sound::of_letters(&letters[..body.len() + end.len()]), ..stem }
    })
}

/// The stems of names from which an adjective with this stem (in -sk, -ck, -zk) may be made, likeliest first.
pub fn bases_of_adjective(letters: &[u8]) -> impl Iterator<Item = Sound> {
    const MADE: [(&[u8], &[u8]); 11] = [
        // Бердянськ, Донецьк: the name ends like its adjective.
        (b"", b""),
        // Харків, Суми; Рені.
        (b"sk", b""),
        (b"isk", b""),
        // Березівка, Охтирка.
        (b"sk", b"k"),
        // Одеса, Вінниця, Запоріжжя: the last consonant and the suffix have become one.
        (b"k", b""),
        (b"ck", b""),
        // Кременчук; Прага.
        (b"ck", b"k"),
        (b"zk", b"h"),
        // Клинцы, клинцовский; Торез, торезівський.
        (b"ovsk", b""),
        (b"evsk", b""),
        (b"ivsk", b""),
    ];
    let letters = Sound::of_letters(letters);
    MADE.into_iter().filter_map(move |(suffix, back)| {
        let base = letters.as_bytes().strip_suffix(suffix)?;
        (base.len() >= 3).then(|| Sound::of_letters(&[base, back].concat()))
    })
}

/// Whether two last vowels may be one in two forms of a name: Лозова, лозівський.
pub fn same_vowel(name: u8, form: u8) -> bool {
    name == form || matches!((name, form), (b'i' | b'o' | b'e' | 0, b'i' | b'o' | b'e') | (b'i' | b'o' | b'e', 0))
}

/// Letters as a stem without an ending.
pub fn bare(letters: &[u8]) -> Stem {
    thin(letters, letters.len())
}

/// The stem used inside names of several words, where a coarse one is exact enough.
pub fn coarse(sound: &Sound) -> Sound {
    let letters = sound.as_bytes();
    let mut cut = letters.len();
    for ending in [&b"m"[..], b"h", b"mi", b"ho", b"mu"] {
        if let Some(rest) = letters.strip_suffix(ending)
            && rest.last().is_some_and(|l| vowel(*l))
            && without_vowels(rest) >= 3
        {
            cut = without_vowels(rest);
        }
    }
    let vowels_off = without_vowels(&letters[..cut]);
    if vowels_off >= 3 {
        cut = vowels_off;
    }
    if cut > 4 && letters[cut - 1] == b'v' && matches!(letters[cut - 2], b'o' | b'e' | b'i') && cut - 2 >= 3 {
        cut -= 2;
    }
    // Авдіївка and Авдіївці, Прага and Празі meet here.
    let stem = thin(letters, cut).sound;
    let mut out = [0u8; 48];
    let body = stem.as_bytes();
    out[..body.len()].copy_from_slice(body);
    if body.len() > 3 && body.last() == Some(&b'c') {
        out[body.len() - 1] = b'k';
    }
    Sound::of_letters(&out[..body.len()])
}

/// Length without trailing vowels, but never shorter than two letters.
fn without_vowels(letters: &[u8]) -> usize {
    let cut = letters.iter().rposition(|l| !vowel(*l)).map_or(letters.len(), |p| p + 1);
    if cut < 2 { letters.len() } else { cut }
}

/// Takes out a vowel between single consonants at the end of a stem of two or more syllables, since it changes or
/// vanishes in declension: Харків/Харкова, Орёл/Орла, Żywiec/Żywca.
fn thin(letters: &[u8], cut: usize) -> Stem {
    let stem = &letters[..cut];
    let ending = (letters.len() - cut) as u8;
    if let [head @ .., before, middle, last] = stem
        && vowel(*middle)
        && !vowel(*last)
        && !vowel(*before)
        && head.iter().any(|l| vowel(*l))
    {
        let mut thinned = [0u8; 48];
        thinned[..stem.len() - 2].copy_from_slice(&stem[..stem.len() - 2]);
        thinned[stem.len() - 2] = *last;
        return Stem { sound: Sound::of_letters(&thinned[..stem.len() - 1]), vowel: *middle, ending };
    }
    Stem { sound: Sound::of_letters(stem), vowel: 0, ending }
}

/// Whether a case form with this ending and last vowel can belong to a name of that class and last vowel.
///
/// Endings are sounds, so й and the softening і are silent: -ой is `o`, -ією is `eu`, -ego is `eho`.
pub fn agrees(class: Class, name_vowel: u8, ending: &[u8], word_vowel: u8) -> bool {
    let fits = match class {
        Class::Consonant => {
            matches!(ending, b"a" | b"u" | b"om" | b"em" | b"e" | b"i" | b"ovi" | b"evi" | b"o" | b"am" | b"im")
        }
        Class::A => matches!(ending, b"i" | b"e" | b"u" | b"o" | b"ou" | b"eu" | b"am" | b"ea"),
        Class::O => matches!(ending, b"a" | b"u" | b"om" | b"em" | b"e" | b"i" | b"oho" | b"omu" | b"im"),
        Class::E => matches!(
            ending,
            b"a" | b"u"
                | b"om"
                | b"em"
                | b"i"
                | b"oho"
                | b"eho"
                | b"omu"
                | b"emu"
                | b"im"
                | b"ah"
                | b"am"
                | b"ami"
                | b""
        ),
        Class::I => matches!(
            ending,
            b"" | b"iv"
                | b"ov"
                | b"ev"
                | b"am"
                | b"ami"
                | b"ah"
                | b"om"
                | b"im"
                | b"ih"
                | b"imi"
                | b"oho"
                | b"eho"
                | b"omu"
                | b"emu"
                | b"em"
                | b"e"
        ),
        Class::U => false,
        Class::Pair => matches!(ending, b"oho" | b"eho" | b"omu" | b"emu" | b"im" | b"om" | b"em" | b"a" | b"eu"),
    };
    let vowels = name_vowel == word_vowel
        || match class {
            Class::Consonant => matches!(
                (name_vowel, word_vowel),
                (b'i', b'o' | b'e') | (b'o' | b'e', 0) | (b'o', b'e') | (b'e', b'o') | (b'a', b'e')
            ),
            // Genitive plural fills the gap: Горки/Горок.
            Class::I | Class::E => ending.is_empty() && name_vowel == 0,
            _ => false,
        };
    fits && vowels
}

#[cfg(test)]
mod tests {
    use super::super::sound::{Ch, sound};
    use super::*;

    fn reaches(name: &str, form: &str) -> bool {
        [Ch::Hush, Ch::Rough].into_iter().any(|ch| {
            let (name, form) = (sound(name, ch).unwrap(), sound(form, ch).unwrap());
            let (stem, class) = nominative(&name);
            readings(&form).any(|reading| {
                let ending = &form.as_bytes()[form.as_bytes().len() - usize::from(reading.ending)..];
                std::iter::once(reading)
                    .chain(hardened(&reading, ending))
                    .any(|r| r.sound == stem.sound && agrees(class, stem.vowel, ending, r.vowel))
            })
        })
    }

    #[test]
    fn case_forms_reach_their_nominative() {
        for (name, forms) in [
            ("Харків", &["Харкова", "Харкові", "Харкову", "Харковом"][..]),
            ("Канів", &["Канева", "Каневі"]),
            ("Шебекино", &["Шебекина", "Шебекине", "Шебекину"]),
            ("Авдіївка", &["Авдіївки", "Авдіївці", "Авдіївку", "Авдіївкою"]),
            ("Чернівці", &["Чернівців", "Чернівцях", "Чернівцям"]),
            ("Суми", &["Сум", "Сумах", "Сумами"]),
            ("Рівне", &["Рівного", "Рівному", "Рівним"]),
            ("Грозный", &["Грозного", "Грозному", "Грозным", "Грозном"]),
            ("Орёл", &["Орла", "Орле", "Орлом"]),
            ("Умань", &["Умані", "Уманню"]),
            ("Лозова", &["Лозової", "Лозовій", "Лозову"]),
            ("Запоріжжя", &["Запоріжжі", "Запоріжжю", "Запоріжжям"]),
            ("Kraków", &["Krakowa", "Krakowie", "Krakowem", "Krakowowi"]),
            ("Biełgorod", &["Biełgorodu", "Biełgorodzie", "Biełgorodem"]),
            ("Warszawa", &["Warszawy", "Warszawie", "Warszawę", "Warszawą"]),
            ("Bachmut", &["Bachmutu", "Bachmucie"]),
            ("Kielce", &["Kielc", "Kielcach"]),
            ("Zakopane", &["Zakopanego", "Zakopanem"]),
            ("Żywiec", &["Żywca", "Żywcu"]),
            ("Praga", &["Pradze", "Pragi", "Pragę"]),
            ("Łódź", &["Łodzi", "Łodzią"]),
            ("Samara", &["Samarze"]),
        ] {
            for form in forms {
                assert!(reaches(name, form), "{name} {form}");
            }
        }
    }

    #[test]
    fn forms_of_another_declension_do_not() {
        for (name, form) in [("Баку", "Баком"), ("Полтава", "Полтавом"), ("Бахмут", "Бахмутами")]
        {
            assert!(!reaches(name, form), "{name} {form}");
        }
    }
}
