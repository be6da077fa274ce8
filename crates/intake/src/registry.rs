//! Which formats are read: one line each, most specific first. A new format is one file and one line here.

use model::import::{ImportLine, Recognised};

use crate::importer::{Head, ImportError, Importer, ReadSeek, Sink, read_head};
use crate::{article, hash_list, media, page, sniff, statements, telegram, tweets, yt_dlp};

static REGISTRY: &[&dyn Importer] = &[
    &media::Media,
    &telegram::Telegram,
    &tweets::ARCHIVE,
    &tweets::SCRAPED,
    &tweets::GALLERY_DL,
    &tweets::SYNDICATION,
    &yt_dlp::YtDlp,
    &page::WebPage,
    &hash_list::HashList,
    &statements::Statements,
    &article::PlainText,
];

/// Every importer. The first one that recognises a file reads it.
pub fn registry() -> &'static [&'static dyn Importer] {
    REGISTRY
}

/// What a file is, and who reads it. Without a reader the file is kept, not read: `format` is then empty and the
/// kind and media type are by magic numbers.
pub fn recognise(head: &Head) -> (Recognised, Option<&'static dyn Importer>) {
    for importer in registry() {
        if let Some(recognised) = importer.recognises(head) {
            return (recognised, Some(*importer));
        }
    }
    (sniff::sniff(head).kept(), None)
}

/// Recognises a stream and reads it: the whole import record of one item, in order. `len` is its length in bytes.
pub fn import(
    input: &mut dyn ReadSeek,
    len: u64,
    out: &mut dyn Sink,
) -> Result<(Recognised, Option<&'static dyn Importer>), ImportError> {
    let bytes = read_head(input)?;
    let (recognised, importer) = recognise(&Head { bytes: &bytes, len });
    match importer {
        Some(importer) => importer.read(input, len, out)?,
        None => out.line(ImportLine::Recognised(recognised.clone()))?,
    }
    Ok((recognised, importer))
}
