//! The tables of one language (ISO 639-1: `en`), a file for each subject.

pub(crate) mod cues;
pub(crate) mod demonyms;
pub(crate) mod events;
pub(crate) mod figures;
pub(crate) mod numerals;
pub(crate) mod places;
pub(crate) mod states;
pub(crate) mod things;
pub(crate) mod times;
