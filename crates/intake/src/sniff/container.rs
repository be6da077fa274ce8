//! Containers whose first bytes say only "container": ISO media (MP4, MOV, HEIC, AVIF), Matroska, RIFF, Ogg, ZIP.
//! A few bytes further in decide what they hold.

use model::item::Kind::{Document, Other, Page, Picture, Sound, Video};

use super::Sniffed;

/// Looks inside the known containers.
pub(super) fn by_container(bytes: &[u8]) -> Option<Sniffed> {
    iso_media(bytes).or_else(|| matroska(bytes)).or_else(|| riff(bytes)).or_else(|| ogg(bytes)).or_else(|| zip(bytes))
}

/// ISO/IEC 14496-12: a `ftyp` box, or an old QuickTime atom.
fn iso_media(bytes: &[u8]) -> Option<Sniffed> {
    let size = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?);
    let quicktime = Sniffed::new(Video, "video/quicktime", "QuickTime video");
    match bytes.get(4..8)? {
        b"ftyp" => {}
        b"moov" | b"mdat" | b"pnot" if size != 0 => return Some(quicktime),
        b"wide" | b"free" | b"skip" if size >= 8 => {
            let next = bytes.get(size as usize + 4..size as usize + 8);
            return matches!(next, Some(b"moov" | b"mdat" | b"wide" | b"free" | b"skip")).then_some(quicktime);
        }
        _ => return None,
    }
    let brands = &bytes[8..bytes.len().min((size as usize).clamp(12, 256))];
    // The major brand decides; compatible brands only where it is one of the vague ones.
    let major = brands.get(..4)?;
    let compatible = |brand: &[u8]| brands.chunks_exact(4).skip(2).any(|b| b == brand);
    let vague = matches!(major, b"mif1" | b"msf1" | b"miaf");
    Some(match major {
        b"avif" | b"avis" => Sniffed::new(Picture, "image/avif", "AVIF picture"),
        _ if vague && compatible(b"avif") => Sniffed::new(Picture, "image/avif", "AVIF picture"),
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" => {
            Sniffed::new(Picture, "image/heic", "HEIC picture")
        }
        _ if vague => Sniffed::new(Picture, "image/heif", "HEIF picture"),
        b"qt  " => quicktime,
        b"M4A " | b"M4B " | b"M4P " => Sniffed::new(Sound, "audio/mp4", "M4A sound"),
        b"crx " => Sniffed::new(Picture, "image/x-canon-cr3", "Canon raw picture"),
        [b'3', b'g', b'p' | b'r' | b's' | b'e', _] => Sniffed::new(Video, "video/3gpp", "3GP video"),
        [b'3', b'g', b'2', _] => Sniffed::new(Video, "video/3gpp2", "3GP video"),
        _ => Sniffed::new(Video, "video/mp4", "MP4 video"),
    })
}

/// EBML with its document type among the first elements.
fn matroska(bytes: &[u8]) -> Option<Sniffed> {
    let rest = bytes.strip_prefix(b"\x1a\x45\xdf\xa3")?;
    let early = &rest[..rest.len().min(256)];
    let has = |word: &[u8]| memchr::memmem::find(early, word).is_some();
    Some(if has(b"webm") {
        Sniffed::new(Video, "video/webm", "WebM video")
    } else if has(b"matroska") {
        Sniffed::new(Video, "video/x-matroska", "Matroska video")
    } else {
        Sniffed::new(Other, "application/x-ebml", "EBML file")
    })
}

fn riff(bytes: &[u8]) -> Option<Sniffed> {
    let form = bytes.starts_with(b"RIFF").then(|| bytes.get(8..12))??;
    Some(match form {
        b"WEBP" => Sniffed::new(Picture, "image/webp", "WebP picture"),
        b"WAVE" => Sniffed::new(Sound, "audio/wav", "WAV sound"),
        b"AVI " => Sniffed::new(Video, "video/x-msvideo", "AVI video"),
        _ => Sniffed::new(Other, "application/x-riff", "RIFF file"),
    })
}

/// The first packet of an Ogg stream names its codec; a video stream comes first where there is one.
fn ogg(bytes: &[u8]) -> Option<Sniffed> {
    let early = bytes.starts_with(b"OggS").then(|| &bytes[..bytes.len().min(512)])?;
    let has = |word: &[u8]| memchr::memmem::find(early, word).is_some();
    Some(if has(b"\x80theora") || has(b"OVP80") {
        Sniffed::new(Video, "video/ogg", "Ogg video")
    } else if has(b"OpusHead") {
        Sniffed::new(Sound, "audio/opus", "Opus sound")
    } else {
        Sniffed::new(Sound, "audio/ogg", "Ogg sound")
    })
}

/// A ZIP by the names of its first entries.
fn zip(bytes: &[u8]) -> Option<Sniffed> {
    if !(bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")) {
        return None;
    }
    let has = |word: &[u8]| memchr::memmem::find(bytes, word).is_some();
    Some(if has(b"mimetypeapplication/epub+zip") {
        Sniffed::new(Document, "application/epub+zip", "EPUB book")
    } else if has(b"mimetypeapplication/vnd.oasis.opendocument") {
        Sniffed::new(Document, "application/vnd.oasis.opendocument", "OpenDocument file")
    } else if has(b"[Content_Types].xml") {
        if has(b"word/") {
            Sniffed::new(
                Document,
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "Word document",
            )
        } else if has(b"xl/") {
            Sniffed::new(
                Document,
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "Excel workbook",
            )
        } else if has(b"ppt/") {
            Sniffed::new(
                Document,
                "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                "PowerPoint slides",
            )
        } else {
            Sniffed::new(Document, "application/vnd.openxmlformats-package", "Office document")
        }
    } else if has(b"datapackage.json") || has(b"archive/data.warc") || has(b"pages/pages.jsonl") {
        Sniffed::new(Page, "application/wacz", "web archive (WACZ)")
    } else {
        Sniffed::new(Other, "application/zip", "ZIP archive")
    })
}
