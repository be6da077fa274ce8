//! From bytes to text: byte-order marks, UTF-8, UTF-16, and a guess for the older encodings of our four languages.
//! What a page declares about itself is read by `page` and passed in.

use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::importer::ReadSeek;

/// How sure the choice of an encoding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Basis {
    /// A byte-order mark says so.
    Mark,
    /// The bytes are valid in it and hardly could be by accident.
    Valid,
    /// Statistics of the letters.
    Guess,
}

/// The encoding of a head, or nothing where the bytes are not text. `whole` says that the head is the whole file.
pub(crate) fn of_head(head: &[u8], whole: bool) -> Option<(&'static Encoding, Basis)> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Some((encoding, Basis::Mark));
    }
    if let Some(encoding) = utf16_by_zeros(head) {
        return Some((encoding, Basis::Valid));
    }
    if !mostly_printable(head) {
        return None;
    }
    match std::str::from_utf8(head) {
        Ok(_) => return Some((UTF_8, Basis::Valid)),
        // A character may be cut where the head ends.
        Err(e) if !whole && e.error_len().is_none() => return Some((UTF_8, Basis::Valid)),
        Err(_) => {}
    }
    // Text that is almost all valid UTF-8 with a few damaged bytes is damaged UTF-8, not another encoding.
    let (valid, bad) = utf8_balance(head);
    if valid > bad.saturating_mul(4) {
        return Some((UTF_8, Basis::Guess));
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(head, whole);
    Some((detector.guess(None, chardetng::Utf8Detection::Allow), Basis::Guess))
}

/// UTF-16 without a mark: every other byte of mostly Latin text is zero.
fn utf16_by_zeros(head: &[u8]) -> Option<&'static Encoding> {
    let sample = &head[..head.len().min(512) & !1];
    let pairs = sample.len() / 2;
    if pairs < 4 {
        return None;
    }
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    match (zeros(0), zeros(1)) {
        (0, odd) if odd * 10 >= pairs * 6 => Some(UTF_16LE),
        (even, 0) if even * 10 >= pairs * 6 => Some(UTF_16BE),
        _ => None,
    }
}

/// No zero bytes, and at most one control byte in fifty.
fn mostly_printable(head: &[u8]) -> bool {
    let control = head.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31 | 127)).count();
    !head.contains(&0) && control * 50 <= head.len()
}

/// How many multi-byte characters are valid UTF-8, and how many places are not.
fn utf8_balance(bytes: &[u8]) -> (usize, usize) {
    let (mut valid, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    (valid, bad)
}

/// The text of a head for recognising, without its byte-order mark; damaged characters read as U+FFFD.
pub(crate) fn head_text(head: &[u8]) -> Option<String> {
    let (encoding, _) = of_head(head, false)?;
    Some(encoding.decode_with_bom_removal(head).0.into_owned())
}

/// A stream as UTF-8: UTF-16 is converted on the way, anything else passes as it is (less a byte-order mark).
pub(crate) enum Utf8Stream<'r> {
    /// Already UTF-8, or bytes that the reader will judge itself.
    Plain(&'r mut dyn ReadSeek),
    /// Being converted.
    Converted(Box<Converted<'r>>),
}

/// A stream being converted to UTF-8.
pub(crate) struct Converted<'r> {
    input: &'r mut dyn ReadSeek,
    decoder: Decoder,
    raw: Vec<u8>,
    ready: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<'r> Utf8Stream<'r> {
    /// Looks at the head (already read, stream rewound) and says in what encoding the stream is, where that is not
    /// UTF-8. Bytes before the text (a mark) are skipped; their number comes back as the offset of the first byte.
    pub(crate) fn open(input: &'r mut dyn ReadSeek, head: &[u8]) -> io::Result<(Self, u64, Option<&'static Encoding>)> {
        match of_head(head, false) {
            Some((encoding, _)) if encoding == UTF_16LE || encoding == UTF_16BE => {
                let decoder = encoding.new_decoder_with_bom_removal();
                let converted =
                    Converted { input, decoder, raw: vec![0; 32 * 1024], ready: Vec::new(), given: 0, ended: false };
                Ok((Self::Converted(Box::new(converted)), 0, Some(encoding)))
            }
            Some((_, Basis::Mark)) => {
                input.seek(io::SeekFrom::Start(3))?;
                Ok((Self::Plain(input), 3, None))
            }
            _ => Ok((Self::Plain(input), 0, None)),
        }
    }
}

impl Read for Utf8Stream<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(input) => input.read(buffer),
            Self::Converted(converted) => converted.read(buffer),
        }
    }
}

impl Read for Converted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() && !self.ended {
            let got = self.input.read(&mut self.raw)?;
            self.ended = got == 0;
            let room = self.decoder.max_utf8_buffer_length(got).unwrap_or(4 * self.raw.len());
            self.ready.resize(room, 0);
            let (_, _, written, _) = self.decoder.decode_to_utf8(&self.raw[..got], &mut self.ready, self.ended);
            self.ready.truncate(written);
            self.given = 0;
        }
        let n = buffer.len().min(self.ready.len() - self.given);
        buffer[..n].copy_from_slice(&self.ready[self.given..self.given + n]);
        self.given += n;
        Ok(n)
    }
}

/// The line that says a whole file was converted.
pub(crate) fn conversion(encoding: &'static Encoding) -> model::import::Repaired {
    let what =
        format!("the file is in {}; it was converted to UTF-8, and positions count in that form", encoding.name());
    model::import::Repaired { what, count: 1, first_at: 0 }
}

/// A text, and what a reader should know of how it was decoded.
pub(crate) struct Decoded {
    /// The text, without a byte-order mark.
    pub(crate) text: String,
    /// In which encoding it was read, where that is not plainly UTF-8.
    pub(crate) remark: Option<String>,
    /// Bytes that were replaced.
    pub(crate) repaired: Option<model::import::Repaired>,
}

/// Decodes a text. `declared` is what the text itself or a header says, and yields to a byte-order mark and to bytes
/// that are plainly UTF-8. `whole` says that the bytes are not cut at the end.
pub(crate) fn decode(bytes: &[u8], declared: Option<&'static Encoding>, whole: bool) -> Decoded {
    let sample = &bytes[..bytes.len().min(1 << 20)];
    let found = of_head(sample, whole && sample.len() == bytes.len());
    let (encoding, remark) = match (found, declared) {
        (Some((encoding, Basis::Mark | Basis::Valid)), declared) => {
            let differs = declared.is_some_and(|d| d != encoding) && !bytes.is_ascii();
            let declared = declared.map_or("", Encoding::name);
            (encoding, differs.then(|| format!("the page declares {declared}; its bytes are {}", encoding.name())))
        }
        (_, Some(declared)) => (declared, None),
        (Some((encoding, Basis::Guess)), None) if encoding == UTF_8 => (encoding, None),
        (Some((encoding, Basis::Guess)), None) => {
            (encoding, Some(format!("the encoding is not stated; read as {} because of its letters", encoding.name())))
        }
        (None, None) => (UTF_8, None),
    };
    let (text, damaged) = encoding.decode_with_bom_removal(bytes);
    let repaired = damaged.then(|| {
        let (first, count) = replaced_in_utf8(bytes)
            .filter(|_| encoding == UTF_8)
            .unwrap_or_else(|| (0, text.chars().filter(|c| *c == '\u{fffd}').count() as u64));
        crate::article::replaced(count, first, encoding.name())
    });
    let remark = remark.or_else(|| {
        (encoding != UTF_8 && declared != Some(encoding)).then(|| format!("the text is in {}", encoding.name()))
    });
    Decoded { text: text.into_owned(), remark, repaired }
}

/// Offset of the first byte that is not UTF-8, and the number of such places.
fn replaced_in_utf8(bytes: &[u8]) -> Option<(u64, u64)> {
    let (mut at, mut first, mut count) = (0_u64, None, 0);
    for chunk in bytes.utf8_chunks() {
        at += chunk.valid().len() as u64;
        if !chunk.invalid().is_empty() {
            first.get_or_insert(at);
            count += 1;
            at += chunk.invalid().len() as u64;
        }
    }
    first.map(|first| (first, count))
}
