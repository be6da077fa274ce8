//! The sound of a name: a short ASCII form in which the Cyrillic, English and Polish spellings of one name agree.
//!
//! Шебекино, Шебекіно, Shebekino and Szebekino all give `sebekino`. It is coarse on purpose (ж = з, ш = с, ц = ч,
//! г = х): it finds candidates, and [`super::entry`] then says how exactly each one was written.

/// Longest sound kept; longer words are cut, on both sides alike.
const MAX: usize = 40;

/// How the Latin letters `ch` are read: as in *Chernihiv*, or as in Polish *Charków*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ch {
    /// ч
    Hush,
    /// х
    Rough,
}

/// A sequence of at most 40 ASCII letters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Sound {
    bytes: [u8; MAX],
    len: u8,
}

impl std::fmt::Debug for Sound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&String::from_utf8_lossy(self.as_bytes()))
    }
}

impl Sound {
    const EMPTY: Self = Self { bytes: [0; MAX], len: 0 };

    /// The letters.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }

    fn push(&mut self, letter: u8) {
        if usize::from(self.len) < MAX {
            self.bytes[usize::from(self.len)] = letter;
            self.len += 1;
        }
    }

    fn last(&self) -> u8 {
        self.as_bytes().last().copied().unwrap_or(0)
    }

    /// A sound made of these letters, cut at the longest length.
    pub fn of_letters(letters: &[u8]) -> Self {
        let mut out = Self::EMPTY;
        letters.iter().for_each(|l| out.push(*l));
        out
    }
}

/// Whether a letter of a sound is a vowel.
pub const fn vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Whether the character belongs to the Cyrillic block.
pub const fn cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

/// Whether the word has the letters `ch`, so that both readings are worth trying.
pub fn has_ch(word: &str) -> bool {
    word.as_bytes().windows(2).any(|w| w[0].eq_ignore_ascii_case(&b'c') && w[1].eq_ignore_ascii_case(&b'h'))
}

/// The sound of one word, or nothing where a letter is neither Latin nor Cyrillic. Apostrophes, soft signs and
/// combining marks are silent.
pub fn sound(word: &str, ch: Ch) -> Option<Sound> {
    let mut plain = [0u8; 64];
    let mut len = 0;
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let at_end = chars.peek().is_none();
        for letter in letters(c, at_end)?.bytes() {
            if len < plain.len() {
                plain[len] = letter;
                len += 1;
            }
        }
    }
    Some(merge(&plain[..len], ch))
}

/// One character as plain letters. Cyrillic letters come out as sounds already; `C`, `S`, `Z`, `H` mark sounds that
/// must not be read again as parts of Latin letter pairs.
fn letters(c: char, at_end: bool) -> Option<&'static str> {
    Some(match c {
        'a'..='z' | 'A'..='Z' => {
            const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
            let at = usize::from(c.to_ascii_lowercase() as u8 - b'a');
            &LOWER[at..=at]
        }
        'а' | 'А' | 'я' | 'Я' => match c {
            'я' | 'Я' => "ia",
            _ => "a",
        },
        'б' | 'Б' => "b",
        'в' | 'В' | 'ў' | 'Ў' => "v",
        'г' | 'Г' | 'ґ' | 'Ґ' | 'х' | 'Х' => "H",
        'д' | 'Д' => "d",
        'е' | 'Е' | 'є' | 'Є' | 'ё' | 'Ё' | 'э' | 'Э' => "e",
        'ж' | 'Ж' | 'з' | 'З' => "Z",
        'и' | 'И' | 'і' | 'І' | 'ї' | 'Ї' | 'ы' | 'Ы' | 'й' | 'Й' | 'ј' | 'Ј' => "i",
        'к' | 'К' => "k",
        'л' | 'Л' => "l",
        'м' | 'М' => "m",
        'н' | 'Н' => "n",
        'о' | 'О' => "o",
        'п' | 'П' => "p",
        'р' | 'Р' => "r",
        'с' | 'С' | 'ш' | 'Ш' | 'щ' | 'Щ' => "S",
        'т' | 'Т' => "t",
        'у' | 'У' => "u",
        'ю' | 'Ю' => "iu",
        'ф' | 'Ф' => "f",
        'ц' | 'Ц' | 'ч' | 'Ч' => "C",
        'ь' | 'Ь' | 'ъ' | 'Ъ' | '\'' | '’' | 'ʼ' | '‘' | 'ʹ' | 'ʺ' | '`' | '´' | '\u{300}'..='\u{36f}' => {
            ""
        }
        'ą' | 'Ą' if at_end => "o",
        'ę' | 'Ę' if at_end => "e",
        'ą' | 'Ą' => "on",
        'ę' | 'Ę' => "en",
        'à'..='å' | 'À'..='Å' | 'ā' | 'Ā' | 'ă' | 'Ă' => "a",
        'è'..='ë' | 'È'..='Ë' | 'ē' | 'Ē' | 'ė' | 'Ė' | 'ě' | 'Ě' | 'æ' | 'Æ' => "e",
        'ì'..='ï' | 'Ì'..='Ï' | 'ī' | 'Ī' | 'ı' | 'İ' | 'ý' | 'Ý' | 'ÿ' => "i",
        'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' | 'ō' | 'Ō' | 'ő' | 'Ő' | 'œ' | 'Œ' => "o",
        'ù'..='ü' | 'Ù'..='Ü' | 'ū' | 'Ū' | 'ů' | 'Ů' | 'ű' | 'Ű' => "u",
        'ç' | 'Ç' | 'ś' | 'Ś' | 'š' | 'Š' | 'ş' | 'Ş' | 'ș' | 'Ș' | 'ß' => "S",
        'ć' | 'Ć' | 'č' | 'Č' | 'ţ' | 'Ţ' | 'ț' | 'Ț' => "C",
        'ź' | 'Ź' | 'ż' | 'Ż' | 'ž' | 'Ž' => "Z",
        'ñ' | 'Ñ' | 'ń' | 'Ń' | 'ň' | 'Ň' => "n",
        'ł' | 'Ł' | 'ľ' | 'Ľ' => "l",
        'ğ' | 'Ğ' | 'ĥ' | 'Ĥ' => "H",
        'ř' | 'Ř' => "r",
        'ť' | 'Ť' => "t",
        'ď' | 'Ď' | 'đ' | 'Đ' | 'ð' => "d",
        _ => return None,
    })
}

/// Reads Latin letter pairs, then brings both scripts to the same sounds.
fn merge(plain: &[u8], ch: Ch) -> Sound {
    let mut raw = [0u8; 64];
    let mut len = 0;
    let mut at = 0;
    while at < plain.len() {
        let next = plain.get(at + 1).copied().unwrap_or(0);
        let (sound, used): (&[u8], usize) = match (plain[at], next) {
            (b's', b'h' | b'z') => (b"s", 2),
            (b'z', b'h') | (b'r', b'z') => (b"z", 2),
            (b'k' | b'g', b'h') => (b"h", 2),
            (b'c', b'h') => (if ch == Ch::Hush { b"c" } else { b"h" }, 2),
            (b'c' | b't', b'z') => (b"c", 2),
            (b'c', b'k') => (b"k", 2),
            (b'p', b'h') => (b"f", 2),
            (b't', b'h') => (b"t", 2),
            (b'g' | b'H', _) => (b"h", 1),
            (b'w', _) => (b"v", 1),
            (b'x', _) => (b"ks", 1),
            (b'q', _) => (b"k", 1),
            (b'y' | b'j', _) => (b"i", 1),
            (b'S', _) => (b"s", 1),
            (b'Z', _) => (b"z", 1),
            (b'C', _) => (b"c", 1),
            _ => (&plain[at..=at], 1),
        };
        for letter in sound {
            if len < raw.len() {
                raw[len] = *letter;
                len += 1;
            }
        }
        at += used;
    }
    let raw = &raw[..len];
    let mut out = Sound::EMPTY;
    for (i, &letter) in raw.iter().enumerate() {
        let (before, next) = (out.last(), raw.get(i + 1).copied().unwrap_or(0));
        match (before, letter) {
            _ if before == letter => {}
            // A glide, or the i that only softens, next to another vowel.
            (_, b'i') if vowel(before) || vowel(next) => {}
            (b't', b's') => out.bytes[usize::from(out.len) - 1] = b'c',
            (b'd' | b'r', b'z') => out.bytes[usize::from(out.len) - 1] = b'z',
            (b's', b'c') => {}
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(word: &str, ch: Ch) -> String {
        format!("{:?}", sound(word, ch).unwrap())
    }

    #[test]
    fn spellings_of_one_name_sound_alike() {
        for (names, want) in [
            (&["Шебекино", "Шебекіно", "Shebekino", "Szebekino", "Šebekino"][..], "sebekino"),
            (&["Белгород", "Бєлгород", "Biełgorod", "Bielgorod", "Belgorod"], "belhorod"),
            (&["Куп'янськ", "Куп’янськ", "Kup'yans'k", "Kupiansk", "Купянск"], "kupansk"),
            (&["Гостомель", "Hostomel'", "Gostomel"], "hostomel"),
            (&["Щецин", "Szczecin"], "secin"),
            (&["Ялта", "Yalta", "Jałta", "Ialta"], "alta"),
            (&["Новая", "Нова", "Nova", "Nowa"], "nova"),
            (&["Запоріжжя", "Zaporizhzhia", "Zaporizhzhya"], "zaporiza"),
            (&["Гайсин", "Haisyn", "Haysyn"], "hasin"),
        ] {
            for name in names {
                assert_eq!(of(name, Ch::Hush), want, "{name}");
            }
        }
        assert_eq!(of("Charków", Ch::Rough), of("Харков", Ch::Hush));
        assert_eq!(of("Chernihiv", Ch::Hush), of("Чернігів", Ch::Hush));
    }

    #[test]
    fn other_scripts_have_no_sound() {
        assert!(sound("東京", Ch::Hush).is_none());
    }

    proptest::proptest! {
        #[test]
        fn any_word_is_bounded_ascii(word in "\\PC{0,120}") {
            if let Some(sound) = sound(&word, Ch::Rough) {
                proptest::prop_assert!(sound.as_bytes().len() <= MAX && sound.as_bytes().iter().all(u8::is_ascii_lowercase));
            }
        }
    }
}
