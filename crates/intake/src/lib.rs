//! Reading what people already hold: one file or folder per input format turns bytes into sources, posts, articles,
//! and a list of what the material itself says is missing. Everything is recognised by content, never by name.
//! Storing the lines, hashing them and finding the files are the callers' work; nothing here opens a file.

mod article;
mod blank;
mod encoding;
mod fuzz;
mod hash_list;
mod importer;
mod json;
mod media;
mod page;
mod registry;
mod sniff;
mod speakers;
mod statements;
mod telegram;
mod tweets;
mod yt_dlp;

pub use fuzz::fuzz_one;
pub use importer::{HEAD_BYTES, Head, ImportError, Importer, ReadSeek, Sink, SinkError};
pub use registry::{import, recognise, registry};
pub use statements::PLATFORM as STATEMENTS;
