//! The demonstration case: an invented accident as an investigator would have collected it, and its ground truth.
//!
//! On 12 March 2026 a gate of the Torvyn dam drops; nobody is hurt. There is no Torvyn. The word EXERCISE is in every
//! text and burnt into every frame. Everything is a value, the same on every machine; writing files is the caller's.

mod camera;
mod clips;
mod files;
mod letters;
mod noise;
mod picture;
mod riff;
mod scenes;
pub mod score;
mod wave;
mod world;

/// One file of the material.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// Path inside the material's folder, with `/` between folders.
    pub path: String,
    /// The content.
    pub bytes: Vec<u8>,
    /// Modification time to give it, in seconds since 1970-01-01T00:00:00Z.
    pub modified_unix: Option<i64>,
}

/// The material, sorted by path: about 7 MB, painted anew at each call (a second or two).
pub fn material() -> Vec<File> {
    files::all()
}

/// What was planted in the material, as indented JSON. The document's own `keys` object says what each key means;
/// times have `value` (EDTF), `zone` and `utc` bounds. Belongs beside the
/// material, not inside it.
pub fn ground_truth() -> String {
    include_str!("../material/ground-truth.json").to_owned()
}

/// A page that says what the folder is, in Markdown. Belongs beside the material, not inside it.
pub fn read_me() -> String {
    include_str!("../material/read-me.md").to_owned()
}
