//! Reads short and long texts in English, Ukrainian, Russian and Polish: language, places, times, figures, speakers, copies.
//!
//! Floor 0: values in, values out. No files, no network, no clock; every mention is a span of the text it came from.

pub mod claims;
mod cues;
pub mod events;
pub mod figures;
pub mod fold;
pub mod gazetteer;
pub mod hedges;
pub mod lang;
mod lang_tables;
pub mod near;
pub mod places;
pub mod read;
mod scan;
pub mod speakers;
pub mod stem;
pub mod things;
pub mod times;
pub mod tokens;
pub mod translit;
mod words;

use serde::{Deserialize, Serialize};

/// A language that the tables in `lang_tables` cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    En,
    /// Ukrainian.
    Uk,
    /// Russian.
    Ru,
    /// Polish.
    Pl,
}

impl Lang {
    /// Every language, in the fixed order in which tables and results are kept.
    pub const ALL: [Self; 4] = [Self::En, Self::Uk, Self::Ru, Self::Pl];

    /// The ISO 639-1 code: `en`, `uk`, `ru` or `pl`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Uk => "uk",
            Self::Ru => "ru",
            Self::Pl => "pl",
        }
    }

    /// The language with this ISO 639-1 code, in lower case.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_written_as_its_iso_639_code() {
        for lang in Lang::ALL {
            assert_eq!(serde_json::to_string(&lang).unwrap(), format!("\"{}\"", lang.code()));
            assert_eq!(Lang::from_code(lang.code()), Some(lang));
        }
        assert_eq!(Lang::from_code("de"), None);
    }
}
