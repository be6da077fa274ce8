//! Lists of picture and video hashes, as organisations exchange them: recognised here, read by whoever compares them.
//!
//! A line of 64 hexadecimal digits may be any digest. A PDQ hash has exactly half of its bits set, save of flat pictures,
//! which a list of other digests has in one line of twenty.

use fingerprint::Code;
use fingerprint::vpdq::{self, List};
use model::import::Recognised;
use model::item::Kind;

use crate::importer::{Head, ImportError, Importer, ReadSeek, Sink, begin};

/// vPDQ and PDQ lists.
pub(crate) struct HashList;

/// So many lines without any mark are needed to tell a list of PDQ hashes from one of other digests.
const TELLING: usize = 4;

impl Importer for HashList {
    fn name(&self) -> &'static str {
        "hash-list"
    }

    fn version(&self) -> &'static str {
        "1"
    }

    fn recognises(&self, head: &Head) -> Option<Recognised> {
        let text = whole_lines(head)?;
        let format = match vpdq::read(text).ok()? {
            List::Frames(_) => "vPDQ hashes of a video",
            List::Pictures(list) => {
                let marked = text.trim_start().starts_with("hash=");
                let halves = list.iter().filter(|picture| picture.code.distance(&Code::default()) == 128).count();
                if !marked && (list.len() < TELLING || halves * 4 < list.len() * 3) {
                    return None;
                }
                "PDQ hashes of pictures"
            }
        };
        let format = Some(format.to_owned());
        Some(Recognised { kind: Kind::Export, mime: "text/csv".to_owned(), format })
    }

    fn read(&self, input: &mut dyn ReadSeek, len: u64, out: &mut dyn Sink) -> Result<(), ImportError> {
        begin(self, input, len, out).map(drop)
    }
}

/// The head's text up to its last line feed, or all of it where it is the whole file.
fn whole_lines<'h>(head: &Head<'h>) -> Option<&'h str> {
    let end = if head.bytes.len() as u64 == head.len {
        head.bytes.len()
    } else {
        head.bytes.iter().rposition(|byte| *byte == b'\n')?
    };
    std::str::from_utf8(&head.bytes[..end]).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recognised(text: &str) -> Option<String> {
        let head = Head { bytes: text.as_bytes(), len: text.len() as u64 };
        HashList.recognises(&head).and_then(|recognised| recognised.format)
    }

    /// 128 bits set in each.
    fn codes(count: u64) -> String {
        (0..count).map(|i| format!("{:016x}{:016x}{:032x}\n", i, !i, u128::MAX / 3)).collect()
    }

    #[test]
    fn lists_are_told_from_other_digests() {
        let frame = format!("0,100,{},0.000\n", &codes(1)[..64]);
        assert_eq!(recognised(&frame).as_deref(), Some("vPDQ hashes of a video"));
        assert_eq!(recognised(&format!("hash={}", codes(1))).as_deref(), Some("PDQ hashes of pictures"));
        assert_eq!(recognised(&codes(4)).as_deref(), Some("PDQ hashes of pictures"));
        assert_eq!(recognised(&codes(3)), None, "too few to tell");
        let digests: String = (1..9).map(|i| format!("{:064x}\n", i * 0x1234_5678_9abc_u64)).collect();
        assert_eq!(recognised(&digests), None);
        for other in ["", "hello", "0,100,zz,0.0", "\u{feff}"] {
            assert_eq!(recognised(other), None, "{other}");
        }
    }
}
