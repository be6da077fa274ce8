//! The tables of one language (ISO 639-1: `ru`), a file for each subject.

pub(crate) mod cues;
pub(crate) mod events;
pub(crate) mod figures;
pub(crate) mod numerals;
pub(crate) mod places;
pub(crate) mod things;
pub(crate) mod times;
