//! What a file is, by its content: the name has no say, and a file that is nothing known is said to be so.

use intake::{Head, recognise};
use model::item::Kind::{self, Document, Other, Page, Picture, Sound, Video};

fn padded(start: &[u8]) -> Vec<u8> {
    let mut bytes = start.to_vec();
    bytes.resize(bytes.len().max(1024), 0);
    bytes
}

/// Two MPEG-1 layer III frames of 128 kbit/s at 44.1 kHz: 417 bytes each.
fn mp3() -> Vec<u8> {
    let mut bytes = vec![0; 1000];
    for at in [0, 417, 834] {
        bytes[at..at + 4].copy_from_slice(b"\xff\xfb\x90\x00");
    }
    bytes
}

fn transport_stream() -> Vec<u8> {
    (0..188 * 5).map(|i| if i % 188 == 0 { 0x47 } else { 0x11 }).collect()
}

#[test]
fn formats_are_told_by_their_bytes() {
    let cases: Vec<(&[u8], Kind, &str)> = vec![
        (b"\xff\xd8\xff\xe0\0\x10JFIF", Picture, "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", Picture, "image/png"),
        (b"GIF89a", Picture, "image/gif"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", Picture, "image/webp"),
        (b"II*\0", Picture, "image/tiff"),
        (b"BM\x36\x10\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", Picture, "image/bmp"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Picture, "image/heic"),
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf", Picture, "image/avif"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0avifmif1miaf", Picture, "image/avif"),
        (b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41", Video, "video/mp4"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", Video, "video/quicktime"),
        (b"\0\0\0\x08wide\0\x01\0\0mdat", Video, "video/quicktime"),
        (b"\0\0\0\x18ftyp3gp4\0\0\0\x003gp4isom", Video, "video/3gpp"),
        (b"\0\0\0\x18ftypM4A \0\0\0\0M4A isom", Sound, "audio/mp4"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", Video, "video/webm"),
        (b"\x1a\x45\xdf\xa3\xa3\x42\x82\x88matroska", Video, "video/x-matroska"),
        (b"RIFF\x10\0\0\0AVI LIST", Video, "video/x-msvideo"),
        (b"FLV\x01\x05", Video, "video/x-flv"),
        (b"RIFF\x10\0\0\0WAVEfmt ", Sound, "audio/wav"),
        (b"ID3\x04\0", Sound, "audio/mpeg"),
        (b"fLaC\0", Sound, "audio/flac"),
        (b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x1e\x01vorbis", Sound, "audio/ogg"),
        (b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead", Sound, "audio/opus"),
        (b"%PDF-1.7\n", Document, "application/pdf"),
        (b"PK\x03\x04\x14\0\0\0archive/data.warc.gz", Page, "application/wacz"),
        (
            b"PK\x03\x04\x14\0[Content_Types].xml\0word/document.xml",
            Document,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (b"PK\x03\x04\x14\0\0\0notes.txt", Other, "application/zip"),
        (b"\x1f\x8b\x08\0", Other, "application/gzip"),
        (b"WARC/1.1\r\n", Page, "application/warc"),
        (b"\x01\x02\x03\x04", Other, "application/octet-stream"),
    ];
    for (start, kind, mime) in cases {
        let bytes = padded(start);
        let (told, _) = recognise(&Head { bytes: &bytes, len: bytes.len() as u64 });
        assert_eq!((told.kind, told.mime.as_str()), (kind, mime), "{}", start.escape_ascii());
    }
    for (bytes, mime) in [(mp3(), "audio/mpeg"), (transport_stream(), "video/mp2t"), (vec![], "inode/x-empty")] {
        assert_eq!(recognise(&Head { bytes: &bytes, len: bytes.len() as u64 }).0.mime, mime);
    }
}

#[test]
fn media_are_named_and_read_as_bytes() {
    let (told, importer) = recognise(&Head { bytes: b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41", len: 32 });
    assert_eq!((told.format.as_deref(), importer.map(|i| i.name())), (Some("MP4 video"), Some("media-bytes")));
}

#[test]
fn text_formats_are_told_by_their_look() {
    for (text, kind, mime) in [
        ("<!DOCTYPE html>\n<html>", Page, "text/html"),
        ("\u{feff}  <!-- EXERCISE -->\n<HTML lang=uk>", Page, "text/html"),
        ("<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"x\">\n<svg xmlns=\"y\">", Picture, "image/svg+xml"),
        ("<?xml version=\"1.0\"?>\n<html xmlns=\"z\">", Page, "text/html"),
        ("<?xml version=\"1.0\"?>\n<gpx>", Other, "application/xml"),
        ("{\"a\": 1}", Other, "application/json"),
        ("{\"a\": 1}\n{\"a\": 2}\n", Other, "application/x-ndjson"),
        ("MIME-Version: 1.0\nContent-Type: multipart/related", Page, "multipart/related"),
        ("EXERCISE: plain words, %PDF- among them", Document, "text/plain"),
        ("НАВЧАННЯ", Document, "text/plain"),
        ("{words in curly brackets}", Document, "text/plain"),
    ] {
        let (told, _) = recognise(&Head { bytes: text.as_bytes(), len: text.len() as u64 });
        assert_eq!((told.kind, told.mime.as_str()), (kind, mime), "{text}");
    }
}

#[test]
fn zero_bytes_in_words_make_it_no_text() {
    let bytes = b"EXERCISE words\0\0 and more of them";
    assert_eq!(recognise(&Head { bytes, len: bytes.len() as u64 }).0.mime, "application/octet-stream");
}
