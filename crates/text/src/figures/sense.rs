//! What the words of figure tables mean, and what figures count. The tables are in `lang_tables/*/figures.rs`.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::Lang;
use crate::lang_tables::{en, pl, ru, uk};
use crate::scan::Phrases;

/// What a figure counts, where the vocabulary has a word for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Counts {
    /// People, nothing more said.
    People,
    /// Dead and injured, or not said which.
    Casualties,
    /// Dead.
    Killed,
    /// Injured.
    Injured,
    /// Missing.
    Missing,
    /// Evacuated.
    Evacuated,
    /// Displaced or fled.
    Displaced,
    /// People or customers without power.
    #[serde(rename = "people without power")]
    WithoutPower,
    /// Customers of a utility.
    Customers,
    /// Shares and reposts.
    Reposts,
    /// Views.
    Views,
    /// Buildings of any kind.
    Buildings,
    /// Houses and flats.
    Houses,
    /// Towns and villages.
    Settlements,
    /// Drones.
    Drones,
    /// Missiles and rockets.
    Missiles,
    /// Explosions heard or seen.
    Explosions,
    /// Vehicles.
    Vehicles,
    /// Metres.
    Metres,
    /// Kilometres.
    Kilometres,
    /// Hours.
    Hours,
    /// Minutes.
    Minutes,
    /// Days.
    Days,
}

impl Counts {
    /// As it is written in results.
    pub fn label(self) -> String {
        match self {
            Self::WithoutPower => "people without power".to_owned(),
            counts => format!("{counts:?}").to_lowercase(),
        }
    }

    /// Something that happens to people, of which there may be none.
    pub(crate) fn is_harm(self) -> bool {
        matches!(self, Self::Casualties | Self::Killed | Self::Injured | Self::Missing)
    }

    /// A word for people that a later or earlier word may make more exact.
    pub(crate) fn is_people(self) -> bool {
        matches!(self, Self::People | Self::Customers)
    }
}

/// What one word or phrase of a figure table means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    /// A cardinal.
    Number(u32),
    /// A noun that multiplies: thousand, dozen, сотня.
    Scale(u64),
    /// "dozens": at least so many.
    Vague(u32),
    /// "several": a count only before a scale.
    Few,
    /// "a couple of".
    About(u32),
    OneAndHalf,
    /// "and a half".
    AndHalf,
    /// "двоє": a number of people by itself.
    Collective(u32),
    AtLeast,
    AtMost,
    Approx,
    /// May stand among bounds and says nothing of them: "another".
    Filler,
    /// A bound said after the number: "or more", "с лишним".
    OrMore,
    /// Joins the ends of a range.
    Join,
    Between,
    /// Before the number from which another one changed.
    From,
    /// Joins a part and the whole: "52 of 60".
    Of,
    /// "a crowd of": people, though no noun follows the number.
    Crowd,
    /// "of them": some of those counted before.
    OfThem,
    /// "no", "без": none of what follows.
    None0,
    /// "nobody".
    NoneWho,
    /// "немає": none of what went before.
    NoneAfter,
    /// Before the number that something became.
    Revised,
    /// A verb of rising or falling.
    Change,
    /// Joins what is counted and its number: "stands at".
    Is,
    /// "number of".
    Tally,
    /// May stand between a number and what happened to those counted.
    Link,
    /// Opens a parenthesis about some of those counted: "including".
    Including,
    Noun(Counts),
    /// Something counted that has a phrase of its own and no word in the vocabulary: "square metres".
    Thing,
    State(Counts),
    /// "times" after a number.
    Times,
    /// Makes a number an age or a year.
    Age,
    /// Makes a number a price, a share or an hour.
    NotCount,
    /// Never the name of what is counted.
    NotNoun,
    /// Makes the number after it a name: "channel 5".
    Before,
}

/// The compiled table of a language.
pub(crate) fn table(lang: Lang) -> &'static Phrases<Sense> {
    static TABLES: [LazyLock<Phrases<Sense>>; 4] = [
        LazyLock::new(|| Phrases::of(&[en::numerals::NUMERALS, en::figures::WORDS])),
        LazyLock::new(|| Phrases::of(&[uk::numerals::NUMERALS, uk::figures::WORDS])),
        LazyLock::new(|| Phrases::of(&[ru::numerals::NUMERALS, ru::figures::WORDS])),
        LazyLock::new(|| Phrases::of(&[pl::numerals::NUMERALS, pl::figures::WORDS])),
    ];
    &TABLES[lang as usize]
}
