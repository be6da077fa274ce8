//! What differs from language to language, as plain tables: a folder for each. Rules that read them live elsewhere.

pub(crate) mod en;
pub(crate) mod pl;
pub(crate) mod ru;
pub(crate) mod uk;
pub(crate) mod words;

use crate::Lang;
use crate::cues::Row;

/// The cue rows, the event rows and the verb endings of a language.
pub(crate) fn cues_of(lang: Lang) -> (&'static [Row], &'static [Row], &'static [&'static str]) {
    match lang {
        Lang::En => (en::cues::CUES, en::events::EVENTS, en::cues::VERB_ENDINGS),
        Lang::Uk => (uk::cues::CUES, uk::events::EVENTS, uk::cues::VERB_ENDINGS),
        Lang::Ru => (ru::cues::CUES, ru::events::EVENTS, ru::cues::VERB_ENDINGS),
        Lang::Pl => (pl::cues::CUES, pl::events::EVENTS, pl::cues::VERB_ENDINGS),
    }
}
