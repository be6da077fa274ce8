//! Keys under which one name meets itself in Ukrainian, Russian, Polish and English spelling: Харків, Харьков, Charków,
//! Kharkiv all become `harkev`.
//!
//! Coarse on purpose: vowels fall into three classes, г, ґ, х, g, h and kh into one, hard and soft into one. A key finds
//! candidates; whether they are the same name is left to whoever asks.

/// Vowels as classes: a, u, and everything that changes places with е, и, і, о between the languages.
const A: char = 'a';
const U: char = 'u';
const E: char = 'e';

/// Latin letter groups and what they stand for; the longest come first. `ch` and `rz` are read in two ways.
const GROUPS: [(&str, &str, &str); 22] = [
    ("shch", "sc", "sc"),
    ("szcz", "sc", "sc"),
    ("sch", "s", "s"),
    ("sh", "s", "s"),
    ("sz", "s", "s"),
    ("kh", "h", "h"),
    ("ch", "c", "h"),
    ("cz", "c", "c"),
    ("ts", "c", "c"),
    ("tz", "c", "c"),
    ("zh", "z", "z"),
    ("rz", "z", "r"),
    ("gh", "h", "h"),
    ("ph", "f", "f"),
    ("th", "t", "t"),
    ("ck", "k", "k"),
    ("qu", "kv", "kv"),
    ("x", "ks", "ks"),
    ("q", "k", "k"),
    ("w", "v", "v"),
    ("g", "h", "h"),
    ("ł", "l", "l"),
];

/// The keys of a folded word or stem: one for Cyrillic, up to two for Latin. Empty for a word of vowels and signs only.
pub fn keys(word: &str) -> Vec<String> {
    let mut found: Vec<String> = [false, true].iter().map(|&second| skeleton(word, second)).collect();
    found.dedup();
    found.retain(|key| key.chars().any(|ch| ![A, U, E].contains(&ch)));
    found
}

/// The key of a word; `second` picks the Polish reading of `ch` and the eastern one of `rz`.
fn skeleton(word: &str, second: bool) -> String {
    let mut key = Builder::default();
    let mut rest = word;
    while let Some(ch) = rest.chars().next() {
        if let Some((group, first_reading, second_reading)) =
            GROUPS.iter().find(|(group, _, _)| rest.starts_with(group))
        {
            (if second { second_reading } else { first_reading }).chars().for_each(|sound| key.consonant(sound));
            rest = &rest[group.len()..];
            continue;
        }
        rest = &rest[ch.len_utf8()..];
        key.letter(ch);
    }
    key.finish()
}

/// A key in the making: runs of vowels become one class, doubled consonants one.
#[derive(Default)]
struct Builder {
    key: String,
    vowels: Option<char>,
}

impl Builder {
    fn letter(&mut self, ch: char) {
        match ch {
            'а' | 'я' | 'a' | 'ą' => self.vowel(A),
            'у' | 'ю' | 'u' => self.vowel(U),
            'е' | 'є' | 'э' | 'ё' | 'и' | 'і' | 'ї' | 'ы' | 'о' | 'e' | 'i' | 'o' | 'y' | 'ó' | 'ę' | 'é' =>
            {
                self.vowel(E);
            }
            // й is a consonant at the start only in sound; between vowels its neighbours carry it.
            'й' | 'j' | 'ь' | 'ъ' | '\'' | '-' => {}
            'б' => self.consonant('b'),
            'в' => self.consonant('v'),
            'г' | 'ґ' | 'х' => self.consonant('h'),
            'д' => self.consonant('d'),
            'ж' | 'з' | 'ź' | 'ż' => self.consonant('z'),
            'к' => self.consonant('k'),
            'л' => self.consonant('l'),
            'м' => self.consonant('m'),
            'н' | 'ń' => self.consonant('n'),
            'п' => self.consonant('p'),
            'р' => self.consonant('r'),
            'с' | 'ш' | 'ś' => self.consonant('s'),
            'т' => self.consonant('t'),
            'ф' => self.consonant('f'),
            'ц' | 'ч' | 'ć' => self.consonant('c'),
            'щ' => {
                self.consonant('s');
                self.consonant('c');
            }
            _ => self.consonant(ch),
        }
    }

    fn vowel(&mut self, class: char) {
        // In a run of vowels a wins over u and u over the rest: ія, ia, ya and я are one.
        self.vowels = match (self.vowels, class) {
            (Some(A), _) | (_, A) => Some(A),
            (Some(U), _) | (_, U) => Some(U),
            _ => Some(E),
        };
    }

    fn consonant(&mut self, sound: char) {
        let vowel = self.vowels.take();
        if let Some(class) = vowel {
            self.key.push(class);
        }
        if vowel.is_some() || !self.key.ends_with(sound) {
            self.key.push(sound);
        }
    }

    /// The key without its final vowel, which is an ending in most forms.
    fn finish(self) -> String {
        self.key
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;

    #[test]
    fn spellings_of_a_name_in_four_languages_share_a_key() {
        let table: &[&[&str]] = &[
            &["Харків", "Харьков", "Kharkiv", "Kharkov", "Charków", "Harkiv"],
            &["Київ", "Киев", "Kyiv", "Kiev", "Kijów"],
            &["Запоріжжя", "Запорожье", "Zaporizhzhia", "Zaporizhzhya", "Zaporoże", "Zaporozhye"],
            &["Чернігів", "Чернигов", "Chernihiv", "Chernigov", "Czernihów"],
            &["Куп'янськ", "Купянск", "Kupiansk", "Kup'yans'k", "Kupjańsk"],
            &["Бєлгород", "Білгород", "Белгород", "Belgorod", "Biełgorod", "Bilhorod"],
            &["Шебекіно", "Шебекино", "Shebekino", "Szebekino", "Schebekino"],
            &["Луганськ", "Луганск", "Luhansk", "Lugansk", "Ługańsk"],
            &["Дніпро", "Днепр", "Dnipro", "Dniepr"],
            &["Одеса", "Одесса", "Odesa", "Odessa"],
            &["Рівне", "Ровно", "Rivne", "Równe"],
        ];
        for names in table {
            let first = keys(&fold(names[0]));
            for name in *names {
                let other = keys(&fold(name));
                assert!(other.iter().any(|key| first.contains(key)), "{name}: {other:?}, {}: {first:?}", names[0]);
            }
        }
    }

    #[test]
    fn towns_that_are_mixed_up_easily_keep_different_keys() {
        for (one, other) in
            [("Харків", "Херсон"), ("Суми", "Самара"), ("Львів", "Люблін"), ("Донецьк", "Дніпро"), ("Курськ", "Курган")]
        {
            assert_ne!(keys(&fold(one)), keys(&fold(other)));
        }
    }

    #[test]
    fn a_word_without_consonants_has_no_key() {
        assert!(keys("ая").is_empty() && keys("").is_empty());
    }
}
