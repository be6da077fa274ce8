//! Pictures, videos and sounds as bytes: what they are. Their insides belong to the decoder, not to this crate.

use model::import::Recognised;
use model::item::Kind;

use crate::importer::{Head, ImportError, Importer, ReadSeek, Sink, begin};
use crate::sniff;

/// Pictures, videos and sounds.
pub(crate) struct Media;

impl Importer for Media {
    fn name(&self) -> &'static str {
        "media-bytes"
    }

    fn version(&self) -> &'static str {
        "1"
    }

    fn recognises(&self, head: &Head) -> Option<Recognised> {
        let sniffed = sniff::sniff(head);
        matches!(sniffed.kind, Kind::Video | Kind::Picture | Kind::Sound).then(|| sniffed.read_as(sniffed.name))
    }

    fn read(&self, input: &mut dyn ReadSeek, len: u64, out: &mut dyn Sink) -> Result<(), ImportError> {
        begin(self, input, len, out).map(drop)
    }
}
