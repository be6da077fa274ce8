//! What a word says about the capitalised words beside it: preposition, kind of town, title, given name, and so on.
//!
//! All four languages share one table, because posts mix them and the words hardly collide.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lang_tables::words::PlaceWords;
use crate::lang_tables::{en, pl, ru, uk};

/// A set of roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Role(u32);

impl Role {
    pub const BEFORE: Self = Self(1);
    pub const TOWN: Self = Self(1 << 1);
    pub const REGION: Self = Self(1 << 2);
    pub const DISTRICT: Self = Self(1 << 3);
    pub const STREET: Self = Self(1 << 4);
    pub const NATURE: Self = Self(1 << 5);
    pub const TITLE: Self = Self(1 << 6);
    pub const GIVEN: Self = Self(1 << 7);
    pub const NEVER: Self = Self(1 << 8);
    pub const FAMILY: Self = Self(1 << 9);
    pub const SPEECH: Self = Self(1 << 10);
    pub const OUTLET: Self = Self(1 << 11);
    pub const INSIDE: Self = Self(1 << 12);
    pub const FROM: Self = Self(1 << 13);
    pub const KILOMETRE: Self = Self(1 << 14);
    pub const MILE: Self = Self(1 << 15);
    pub const METRE: Self = Self(1 << 16);
    /// A direction; which one is in the three bits above.
    pub const DIRECTION: Self = Self(1 << 17);
    const DIRECTION_SHIFT: u32 = 18;
    /// English function words, and Polish ones: they tell which language a line of Latin letters is in.
    pub const ENGLISH: Self = Self(1 << 21);
    pub const POLISH: Self = Self(1 << 22);
    pub const FACILITY: Self = Self(1 << 23);
    /// A given name that is also the name of towns: with a family name only.
    pub const GIVEN_OR_TOWN: Self = Self(1 << 24);
    /// An office over a town or region: "мер Харкова".
    pub const OFFICE: Self = Self(1 << 25);
    /// What is called after a place and is none: "Portland Fire", "Lublin Police".
    pub const ORGANISATION: Self = Self(1 << 26);
    /// "near", "под": said of a small place and a larger one.
    pub const BESIDE: Self = Self(1 << 27);

    /// Both sets together.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Direction in eighths of a turn, clockwise from north.
    pub fn direction(self) -> Option<u32> {
        self.has(Self::DIRECTION).then_some(self.0 >> Self::DIRECTION_SHIFT & 7)
    }

    fn of_direction(eighth: u32) -> Self {
        Self(Self::DIRECTION.0 | eighth << Self::DIRECTION_SHIFT)
    }

    /// The roles of a word, case ignored.
    pub fn of(word: &str) -> Self {
        ROLES.get(&key(word)).copied().unwrap_or_default()
    }
}

static ROLES: LazyLock<HashMap<u64, Role>> = LazyLock::new(|| {
    let mut roles = HashMap::with_capacity(16_384);
    for words in [&en::places::WORDS, &uk::places::WORDS, &ru::places::WORDS, &pl::places::WORDS] {
        add_language(&mut roles, words);
    }
    let english = "the of and in to a is was for on that with by at from as his her were said it be are has have";
    let polish = "w na się nie że jest z do po od przez i o za to dla jak przy tam już te są był była we ze pod";
    let beside = "near beside outside під біля поблизу неподалік недалеко коло под возле рядом вблизи неподалеку pod koło \
                  obok niedaleko nieopodal";
    for (list, role) in [(english, Role::ENGLISH), (polish, Role::POLISH), (beside, Role::BESIDE)] {
        expand(list, |word| add(&mut roles, word, role));
    }
    roles
});

fn add_language(roles: &mut HashMap<u64, Role>, words: &PlaceWords) {
    let mut lists = vec![
        (words.before, Role::BEFORE),
        (words.town, Role::TOWN),
        (words.region, Role::REGION),
        (words.district, Role::DISTRICT),
        (words.street, Role::STREET),
        (words.nature, Role::NATURE),
        (words.title, Role::TITLE),
        (words.given, Role::GIVEN),
        (words.never, Role::NEVER),
        (words.family, Role::FAMILY),
        (words.speech, Role::SPEECH),
        (words.outlet, Role::OUTLET),
        (words.inside, Role::INSIDE),
        (words.from, Role::FROM),
        (words.facility, Role::FACILITY),
        (words.given_or_town, Role::GIVEN_OR_TOWN),
        (words.office, Role::OFFICE.or(Role::TITLE)),
        (words.organisation, Role::ORGANISATION),
        (words.units[0], Role::KILOMETRE),
        (words.units[1], Role::MILE),
        (words.units[2], Role::METRE),
    ];
    lists.extend(words.directions.iter().zip(0..).map(|(list, eighth)| (*list, Role::of_direction(eighth))));
    for (list, role) in lists {
        expand(list, |word| add(roles, word, role));
    }
}

fn add(roles: &mut HashMap<u64, Role>, word: &str, role: Role) {
    let slot = roles.entry(key(word)).or_default();
    slot.0 |= role.0;
}

/// Writes out the short notation of [`PlaceWords`].
fn expand(list: &str, mut each: impl FnMut(&str)) {
    const CONSONANT: [&str; 8] = ["", "а", "у", "ом", "е", "ові", "ем", "им"];
    const CONSONANT_LATIN: [&str; 5] = ["", "a", "owi", "em", "u"];
    const A: [&str; 8] = ["а", "и", "ы", "і", "е", "у", "ою", "ой"];
    const A_LATIN: [&str; 6] = ["a", "y", "i", "ie", "ę", "ą"];
    const SHORT_I: [&str; 10] = ["й", "я", "ю", "ем", "єм", "ї", "и", "ев", "еві", "є"];
    for entry in list.split_whitespace() {
        let (stem, mark) = match entry.char_indices().last() {
            Some((at, c @ ('%' | '#' | '&'))) => (&entry[..at], c),
            _ => (entry, ' '),
        };
        let latin = stem.is_ascii() || !stem.chars().any(|c| ('\u{400}'..'\u{530}').contains(&c));
        let endings: &[&str] = match (mark, latin) {
            ('%', false) => &CONSONANT,
            ('%', true) => &CONSONANT_LATIN,
            ('#', false) => &A,
            ('#', true) => &A_LATIN,
            ('&', _) => &SHORT_I,
            _ => {
                let mut parts = entry.split('/');
                let stem = parts.next().unwrap_or("");
                let mut any = false;
                for ending in parts {
                    any = true;
                    each(&format!("{stem}{ending}"));
                }
                // A stem with endings is a word too, except where the endings complete it.
                if !any || entry.split('/').nth(1).is_some_and(|e| !stem.is_empty() && whole(stem, e)) {
                    each(stem);
                }
                continue;
            }
        };
        for ending in endings {
            each(&format!("{stem}{ending}"));
        }
    }
}

/// Whether a stem written with case endings stands on its own: `город/а` does, `област/ь` does not.
fn whole(stem: &str, first_ending: &str) -> bool {
    let last = stem.chars().last().unwrap_or(' ');
    let vowel = |c: char| "аеиіоуыэюяєїaeiouyąę".contains(c);
    let case =
        matches!(first_ending, "а" | "у" | "я" | "a" | "u" | "ла" | "ся" | "owi" | "'s" | "ie" | "em" | "y" | "i");
    case && !vowel(last)
}

/// Hash of a word for the table: lower case, one apostrophe, ё as е.
fn key(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    let mut step = |c: char| hash = (hash ^ u64::from(c)).wrapping_mul(0x0000_0100_0000_01b3);
    for c in word.chars() {
        match c {
            '’' | 'ʼ' | '‘' => step('\''),
            'ё' | 'Ё' => step('е'),
            c if c.is_ascii() => step(c.to_ascii_lowercase()),
            c => step(c.to_lowercase().next().unwrap_or(c)),
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_roles_in_every_case_form() {
        for (word, role) in [
            ("області", Role::REGION),
            ("OBLAST", Role::REGION),
            ("В", Role::BEFORE),
            ("села", Role::TOWN),
            ("улице", Role::STREET),
            ("Вячеслава", Role::GIVEN),
            ("Сергію", Role::GIVEN),
            ("заявила", Role::SPEECH),
            ("заявив", Role::SPEECH),
            ("powiatu", Role::DISTRICT),
            ("hrabstwo", Role::DISTRICT),
            ("город", Role::TOWN),
            ("президента", Role::TITLE),
            ("km", Role::KILOMETRE),
        ] {
            assert!(Role::of(word).has(role), "{word}");
        }
        assert_eq!(Role::of("південніше").direction(), Some(4));
        assert_eq!(Role::of("обла"), Role::default());
    }
}
