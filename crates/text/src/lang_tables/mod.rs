//! What differs from language to language, as plain tables: a folder for each. Rules that read them live elsewhere.

pub(crate) mod en;
pub(crate) mod pl;
pub(crate) mod ru;
pub(crate) mod uk;
pub(crate) mod words;

use crate::Lang;
use crate::cues::Row;

/// The rows of a language (cues, events, things) and its verb endings.
type Rows = (&'static [Row], &'static [Row], &'static [Row], &'static [&'static str]);

/// The cue rows, the event rows, the rows of things and the verb endings of a language.
pub(crate) fn cues_of(lang: Lang) -> Rows {
    match lang {
        Lang::En => (en::cues::CUES, en::events::EVENTS, en::things::THINGS, en::cues::VERB_ENDINGS),
        Lang::Uk => (uk::cues::CUES, uk::events::EVENTS, uk::things::THINGS, uk::cues::VERB_ENDINGS),
        Lang::Ru => (ru::cues::CUES, ru::events::EVENTS, ru::things::THINGS, ru::cues::VERB_ENDINGS),
        Lang::Pl => (pl::cues::CUES, pl::events::EVENTS, pl::things::THINGS, pl::cues::VERB_ENDINGS),
    }
}
