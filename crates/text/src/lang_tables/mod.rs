//! What differs from language to language, as plain tables: a folder for each. Rules that read them live elsewhere.

pub(crate) mod en;
pub(crate) mod pl;
pub(crate) mod ru;
pub(crate) mod uk;
