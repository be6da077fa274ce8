//! The shape of a language's words about places, and the short notation in which its table is written.
//!
//! Entries are parted by blanks. `област/ь/і/ю` stands for the stem with each ending; `Сергі&` for a name in -й,
//! `Олен#` for one in -а, `Вячеслав%` for one in a consonant, each in all its cases.

/// Words of one language that say what the capitalised word beside them is.
pub struct PlaceWords {
    /// Prepositions after which a place is likely.
    pub before: &'static str,
    /// Kinds of town, written before (or, in English, after "of") the name.
    pub town: &'static str,
    /// Kinds of first-level region.
    pub region: &'static str,
    /// Kinds of district inside a region.
    pub district: &'static str,
    /// Kinds of street.
    pub street: &'static str,
    /// Kinds of water and land: river, lake, island, mountain.
    pub nature: &'static str,
    /// What stands in a town and is called after it: refinery, airfield, station.
    pub facility: &'static str,
    /// Offices and titles before a person's name.
    pub title: &'static str,
    /// Given names.
    pub given: &'static str,
    /// Given names that are towns as well: a person only with a family name after them.
    pub given_or_town: &'static str,
    /// Offices over a town or region, said before its name or before a person's.
    pub office: &'static str,
    /// Nouns after a town's name that make it an organisation ("Portland Police"): no family names.
    pub organisation: &'static str,
    /// Words that are never a place on their own, however they are capitalised.
    pub never: &'static str,
    /// Forms of pronouns, verbs and common nouns that look like a form of a place's name ("Того", "Станом", "Store"): at
    /// the head of a sentence they are never the place.
    pub plain: &'static str,
    /// Ordinary words that are names of towns as well, in any case form: at the head of a sentence they are words.
    pub ordinary: &'static str,
    /// Family names that are also names of towns; a place only with other evidence.
    pub family: &'static str,
    /// What governments do when a text names a capital: said, denied, demands.
    pub speech: &'static str,
    /// Last words of the names of newspapers, agencies, clubs and companies.
    pub outlet: &'static str,
    /// Small words inside names of several words.
    pub inside: &'static str,
    /// Directions: north, north-east, … in this order, parted by `|`; each a list.
    pub directions: [&'static str; 8],
    /// Units of distance: kilometres, miles, metres.
    pub units: [&'static str; 3],
    /// "from" and "of" between a direction and the name.
    pub from: &'static str,
}
