//! Formats that announce themselves with fixed bytes at a fixed place. Sources: the formats' specifications and the
//! WHATWG MIME Sniffing standard.

use model::item::Kind::{self, Document, Other, Page, Picture, Sound, Video};

use super::Sniffed;

/// Offset, bytes, kind, media type, name. The first match wins.
type Row = (usize, &'static [u8], Kind, &'static str, &'static str);

const TABLE: &[Row] = &[
    (0, b"\xff\xd8\xff", Picture, "image/jpeg", "JPEG picture"),
    (0, b"\x89PNG\r\n\x1a\n", Picture, "image/png", "PNG picture"),
    (0, b"GIF87a", Picture, "image/gif", "GIF picture"),
    (0, b"GIF89a", Picture, "image/gif", "GIF picture"),
    (0, b"II*\0", Picture, "image/tiff", "TIFF picture"),
    (0, b"MM\0*", Picture, "image/tiff", "TIFF picture"),
    (0, b"II+\0", Picture, "image/tiff", "TIFF picture"),
    (0, b"MM\0+", Picture, "image/tiff", "TIFF picture"),
    (0, b"\0\0\0\x0cJXL \r\n\x87\n", Picture, "image/jxl", "JPEG XL picture"),
    (0, b"\xff\x0a", Picture, "image/jxl", "JPEG XL picture"),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", Picture, "image/jp2", "JPEG 2000 picture"),
    (0, b"8BPS\0\x01", Picture, "image/vnd.adobe.photoshop", "Photoshop picture"),
    (0, b"FLV\x01", Video, "video/x-flv", "FLV video"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9", Video, "video/x-ms-asf", "Windows Media video"),
    (0, b"\0\0\x01\xba", Video, "video/mpeg", "MPEG programme stream"),
    (0, b"\0\0\x01\xb3", Video, "video/mpeg", "MPEG video"),
    (0, b"fLaC", Sound, "audio/flac", "FLAC sound"),
    (0, b"ID3", Sound, "audio/mpeg", "MP3 sound"),
    (0, b"#!AMR", Sound, "audio/amr", "AMR sound"),
    (0, b"caff\0\x01", Sound, "audio/x-caf", "CAF sound"),
    (0, b"MThd\0\0\0\x06", Sound, "audio/midi", "MIDI file"),
    (0, b"\x1f\x8b\x08", Other, "application/gzip", "gzip archive"),
    (0, b"7z\xbc\xaf\x27\x1c", Other, "application/x-7z-compressed", "7-Zip archive"),
    (0, b"Rar!\x1a\x07", Other, "application/vnd.rar", "RAR archive"),
    (0, b"\xfd7zXZ\0", Other, "application/x-xz", "xz archive"),
    (0, b"\x28\xb5\x2f\xfd", Other, "application/zstd", "Zstandard archive"),
    (0, b"BZh", Other, "application/x-bzip2", "bzip2 archive"),
    (257, b"ustar", Other, "application/x-tar", "tar archive"),
    (0, b"SQLite format 3\0", Other, "application/vnd.sqlite3", "SQLite database"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Document, "application/x-ole-storage", "old Office document"),
    (0, b"{\\rtf", Document, "application/rtf", "RTF document"),
    (0, b"bplist00", Page, "application/x-webarchive", "property list or Safari web archive"),
    (0, b"WARC/0.", Page, "application/warc", "web archive (WARC)"),
    (0, b"WARC/1.", Page, "application/warc", "web archive (WARC)"),
    (0, b"\x7fELF", Other, "application/x-executable", "program"),
];

/// The formats of the table, and those whose marks need a look around.
pub(super) fn by_magic(bytes: &[u8]) -> Option<Sniffed> {
    let row = TABLE.iter().find(|(at, magic, ..)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(magic)));
    if let Some((_, _, kind, mime, name)) = row {
        return Some(Sniffed::new(*kind, mime, name));
    }
    if is_bmp(bytes) {
        return Some(Sniffed::new(Picture, "image/bmp", "BMP picture"));
    }
    if is_icon(bytes) {
        return Some(Sniffed::new(Picture, "image/x-icon", "icon"));
    }
    if is_transport_stream(bytes) {
        return Some(Sniffed::new(Video, "video/mp2t", "MPEG transport stream"));
    }
    if let Some(sniffed) = mpeg_sound(bytes) {
        return Some(sniffed);
    }
    // PDF allows rubbish before its mark (ISO 32000-1, implementation note 13).
    let early = &bytes[..bytes.len().min(1024)];
    memchr::memmem::find(early, b"%PDF-").filter(|at| *at == 0 || !looks_like_words(&early[..*at]))?;
    Some(Sniffed::new(Document, "application/pdf", "PDF document"))
}

/// A text that merely mentions "%PDF-" is no PDF.
fn looks_like_words(before: &[u8]) -> bool {
    before.iter().filter(|b| b.is_ascii_alphabetic()).count() > 16
}

/// "BM", reserved zeros, and a header size that exists.
fn is_bmp(bytes: &[u8]) -> bool {
    bytes.len() >= 18
        && bytes.starts_with(b"BM")
        && bytes[6..10] == [0; 4]
        && matches!(
            u32::from_le_bytes([bytes[14], bytes[15], bytes[16], bytes[17]]),
            12 | 16 | 40 | 52 | 56 | 64 | 108 | 124
        )
}

/// A directory of one to twenty pictures whose first entry has its reserved zero.
fn is_icon(bytes: &[u8]) -> bool {
    bytes.len() >= 22
        && bytes.starts_with(b"\0\0\x01\0")
        && (1..=20).contains(&u16::from_le_bytes([bytes[4], bytes[5]]))
        && bytes[9] == 0
}

/// The sync byte at four packet starts, plain (188 bytes) or with time codes (192, offset 4).
fn is_transport_stream(bytes: &[u8]) -> bool {
    [(0, 188), (4, 192)].iter().any(|(from, step)| (0..4).all(|i| bytes.get(from + i * step) == Some(&0x47)))
}

/// MPEG audio and AAC without a tag: a valid frame header, and another one where the first frame ends.
fn mpeg_sound(bytes: &[u8]) -> Option<Sniffed> {
    let frame = |bytes: &[u8]| -> Option<(usize, bool)> {
        let h = bytes.get(..6)?;
        if h[0] != 0xff {
            return None;
        }
        if h[1] & 0xf6 == 0xf0 {
            let length = usize::from(h[3] & 3) << 11 | usize::from(h[4]) << 3 | usize::from(h[5] >> 5);
            return (length > 7).then_some((length, true));
        }
        layer_three_frame(h).map(|length| (length, false))
    };
    let (length, aac) = frame(bytes)?;
    if bytes.len() >= length + 6 && frame(&bytes[length..])?.1 != aac {
        return None;
    }
    (bytes.len() >= 64).then_some(if aac {
        Sniffed::new(Sound, "audio/aac", "AAC sound")
    } else {
        Sniffed::new(Sound, "audio/mpeg", "MP3 sound")
    })
}

/// Length in bytes of an MPEG-1/2 layer III frame, from its header (ISO/IEC 11172-3, 13818-3).
fn layer_three_frame(h: &[u8]) -> Option<usize> {
    const RATES_1: [usize; 14] = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    const RATES_2: [usize; 14] = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    if h[1] & 0xe0 != 0xe0 || (h[1] >> 1) & 3 != 1 {
        return None;
    }
    let (version, rate, frequency) = ((h[1] >> 3) & 3, usize::from(h[2] >> 4), usize::from((h[2] >> 2) & 3));
    let first = version == 3;
    let kbit = (if first { RATES_1 } else { RATES_2 }).get(rate.checked_sub(1)?).copied()?;
    let hertz = [44100, 48000, 32000].get(frequency)?
        >> match version {
            3 => 0,
            2 => 1,
            0 => 2,
            _ => return None,
        };
    Some((if first { 144 } else { 72 }) * kbit * 1000 / hertz + usize::from((h[2] >> 1) & 1))
}
