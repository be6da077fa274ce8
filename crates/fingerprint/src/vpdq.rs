//! Lists of hashes as organisations exchange them, read and written: vPDQ (every frame of a video) and PDQ (pictures).
//! Their own rule for comparing two videos is here too; ours is elsewhere.
//!
//! vPDQ has a line `frame,quality,hash,seconds` per frame; PDQ a line `hash`, `hash=HEX` or `hash,anything` per picture.
//! Source: the ThreatExchange repository (`vpdq/cpp`, `pdq/cpp/io`).

use std::fmt::Write as _;

use thiserror::Error;

use crate::code::{Code, CodeError};
use crate::pdq::{self, Pdq};

/// Two frames match below this distance (the rule of the original; one less than for pictures).
pub const BELOW: u32 = 31;

/// One frame of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameHash {
    /// Number of the frame in the video, from 0.
    pub frame: u32,
    /// Hash and quality.
    pub pdq: Pdq,
    /// When it is shown, in milliseconds.
    pub at_ms: i64,
}

/// One picture of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureHash {
    /// Its hash.
    pub code: Code,
    /// What stands behind the first comma: often quality and file name, but anything is allowed.
    pub note: String,
}

/// What a list holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum List {
    /// Frames of one video.
    Frames(Vec<FrameHash>),
    /// Pictures.
    Pictures(Vec<PictureHash>),
}

/// Why a text is no list; the first line that is not understood, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ListError {
    /// Nothing in it.
    #[error("there is no hash in it")]
    Empty,
    /// Neither `frame,quality,hash,seconds` nor `hash,…`.
    #[error("line {line} is neither `frame,quality,hash,seconds` nor `hash,…`")]
    Form {
        /// Which.
        line: usize,
    },
    /// The hash is none.
    #[error("line {line}: {why}")]
    Hash {
        /// Which.
        line: usize,
        /// Why it is no hash.
        why: CodeError,
    },
    /// A number is missing, negative or out of range.
    #[error("line {line}: the {what} is not a number that it can be")]
    Number {
        /// Which.
        line: usize,
        /// Frame number, quality or time.
        what: &'static str,
    },
}

/// Writes a list of frames, one line each.
#[must_use]
pub fn write(frames: &[FrameHash]) -> String {
    let mut text = String::with_capacity(frames.len() * 84);
    for FrameHash { frame, pdq, at_ms } in frames {
        let (sign, ms) = (if *at_ms < 0 { "-" } else { "" }, at_ms.unsigned_abs());
        // Writing into a text cannot fail.
        let _ = writeln!(text, "{frame},{},{},{sign}{}.{:03}", pdq.quality, pdq.code, ms / 1000, ms % 1000);
    }
    text
}

/// Writes one picture as `hash,quality,name`. Line breaks in the name become spaces.
#[must_use]
pub fn write_picture(pdq: Pdq, name: &str) -> String {
    let name: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("{},{},{name}\n", pdq.code, pdq.quality)
}

/// Reads a list of either kind. Empty lines, spaces around a line and `\r` are passed over.
///
/// # Errors
/// At the first line that does not fit the kind of the first one.
pub fn read(text: &str) -> Result<List, ListError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = (1..).zip(text.lines().map(str::trim)).filter(|(_, line)| !line.is_empty()).peekable();
    let (_, first) = lines.peek().ok_or(ListError::Empty)?;
    let is_frame = first.split(',').nth(2).is_some_and(|field| field.len() == 64) && first.find(',') < Some(64);
    if is_frame {
        lines.map(|(line, text)| frame(line, text)).collect::<Result<_, _>>().map(List::Frames)
    } else {
        lines.map(|(line, text)| picture(line, text)).collect::<Result<_, _>>().map(List::Pictures)
    }
}

fn frame(line: usize, text: &str) -> Result<FrameHash, ListError> {
    let mut fields = text.split(',').map(str::trim);
    let (Some(frame), Some(quality), Some(hash), Some(seconds)) =
        (fields.next(), fields.next(), fields.next(), fields.next())
    else {
        return Err(ListError::Form { line });
    };
    let number = |what| ListError::Number { line, what };
    let quality = quality.parse().ok().filter(|quality| *quality <= 100).ok_or_else(|| number("quality"))?;
    let code = hash.parse().map_err(|why| ListError::Hash { line, why })?;
    Ok(FrameHash {
        frame: frame.parse().map_err(|_| number("number of the frame"))?,
        pdq: Pdq { code, quality },
        at_ms: milliseconds(seconds).ok_or_else(|| number("time"))?,
    })
}

/// Decimal seconds to the nearest millisecond; more digits than nine behind the point are not looked at.
fn milliseconds(seconds: &str) -> Option<i64> {
    let (negative, digits) = seconds.strip_prefix('-').map_or((false, seconds), |rest| (true, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    if !(whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit()) && whole.len() <= 12 && !part.is_empty()) {
        return None;
    }
    let nanoseconds: i64 = format!("{part:0<9}").get(..9)?.parse().ok()?;
    let ms = whole.parse::<i64>().ok()? * 1000 + (nanoseconds + 500_000) / 1_000_000;
    Some(if negative { -ms } else { ms })
}

fn picture(line: usize, text: &str) -> Result<PictureHash, ListError> {
    let (hash, note) = text.split_once(',').unwrap_or((text, ""));
    let hash = hash.trim().strip_prefix("hash=").unwrap_or(hash.trim());
    match hash.parse() {
        Ok(code) => Ok(PictureHash { code, note: note.to_owned() }),
        Err(CodeError::Length(_)) if line == 1 => Err(ListError::Form { line }),
        Err(why) => Err(ListError::Hash { line, why }),
    }
}

/// How many of the frames that pass the quality gate have a match on the other side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// With a match.
    pub matched: usize,
    /// In all.
    pub of: usize,
}

impl Share {
    /// In percent, as the original prints it; 0 of 0 is 0.
    #[must_use]
    pub fn percent(&self) -> f64 {
        if self.of == 0 { 0.0 } else { self.matched as f64 * 100.0 / self.of as f64 }
    }
}

/// The original's comparison of two videos: the share of `query` frames found in `target`, and of `target` in `query`.
/// Frames under [`pdq::LEAST_QUALITY`] do not count; if one side has none left, both shares are nothing.
#[must_use]
pub fn compare(query: &[FrameHash], target: &[FrameHash]) -> (Share, Share) {
    let good = |frames: &[FrameHash]| -> Vec<Code> {
        let good = frames.iter().filter(|frame| frame.pdq.quality >= pdq::LEAST_QUALITY);
        good.map(|frame| frame.pdq.code).collect()
    };
    let (query, target) = (good(query), good(target));
    if query.is_empty() || target.is_empty() {
        return (Share::default(), Share::default());
    }
    let share = |of: &[Code], among: &[Code]| {
        let matched = of.iter().filter(|code| among.iter().any(|other| code.distance(other) < BELOW)).count();
        Share { matched, of: of.len() }
    };
    (share(&query, &target), share(&target, &query))
}

/// How two lists of the same video differ: the original's own test of an implementation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Conformance {
    /// Whether both have the same frames.
    pub same_frames: bool,
    /// Frames that pass the quality gate in both.
    pub compared: usize,
    /// Of these, those that do not match.
    pub different: usize,
    /// The largest distance among those compared.
    pub largest: u32,
}

/// Compares frame by frame.
#[must_use]
pub fn conformance(ours: &[FrameHash], theirs: &[FrameHash]) -> Conformance {
    let numbers = |frames: &[FrameHash]| frames.iter().map(|frame| frame.frame).collect::<Vec<_>>();
    let good = |frame: &FrameHash| frame.pdq.quality >= pdq::LEAST_QUALITY;
    let pairs = ours.iter().zip(theirs).filter(|(a, b)| good(a) && good(b));
    let distances: Vec<u32> = pairs.map(|(a, b)| a.pdq.code.distance(&b.pdq.code)).collect();
    Conformance {
        same_frames: numbers(ours) == numbers(theirs),
        compared: distances.len(),
        different: distances.iter().filter(|distance| **distance >= BELOW).count(),
        largest: distances.into_iter().max().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HASH: &str = "e271017837246aaccddea259648fb7d62f435c89d9e99b2497763e216c8d055c";

    fn frames(text: &str) -> Vec<FrameHash> {
        match read(text).unwrap() {
            List::Frames(frames) => frames,
            List::Pictures(_) => panic!("these are frames: {text}"),
        }
    }

    #[test]
    fn lines_of_the_original_are_read_and_written_back() {
        let text = format!("0,100,{HASH},0.000\n1,3,{HASH},0.033\n2,100,{HASH},61.067\n");
        let list = frames(&text);
        assert_eq!((list[1].pdq.quality, list[1].at_ms, list[2].at_ms), (3, 33, 61_067));
        assert_eq!(write(&list), text);
        assert_eq!(frames(&text.replace('\n', "\r\n")), list);
    }

    #[test]
    fn lists_of_pictures_come_in_three_forms() {
        for (line, note) in
            [(HASH.to_owned(), ""), (format!("hash={HASH}"), ""), (format!("{HASH},100,a,b.jpg"), "100,a,b.jpg")]
        {
            let List::Pictures(list) = read(&line).unwrap() else { panic!("{line}") };
            assert_eq!((list[0].code, list[0].note.as_str()), (HASH.parse().unwrap(), note));
        }
        let written = write_picture(Pdq { code: HASH.parse().unwrap(), quality: 7 }, "two\nlines.jpg");
        assert_eq!(written, format!("{HASH},7,two lines.jpg\n"));
    }

    #[test]
    fn what_is_no_list_is_refused_with_its_line() {
        let good = format!("0,100,{HASH},0.000");
        let cases = [
            (String::new(), ListError::Empty),
            ("\n \n".to_owned(), ListError::Empty),
            ("hello".to_owned(), ListError::Form { line: 1 }),
            (format!("{good}\n1,100,{HASH}"), ListError::Form { line: 2 }),
            (format!("{good}\n1,101,{HASH},0.1"), ListError::Number { line: 2, what: "quality" }),
            (format!("-1,100,{HASH},0.1"), ListError::Number { line: 1, what: "number of the frame" }),
            (format!("{good}\n1,1,{HASH},1e400"), ListError::Number { line: 2, what: "time" }),
            (format!("{good}\n\n3,1,{}zz,1", &HASH[2..]), ListError::Hash { line: 3, why: CodeError::Digit(62) }),
            (format!("{HASH}\n{}", &HASH[1..]), ListError::Hash { line: 2, why: CodeError::Length(63) }),
        ];
        for (text, expected) in cases {
            assert_eq!(read(&text), Err(expected), "{text}");
        }
    }

    #[test]
    fn frames_of_low_quality_do_not_count_and_thirty_bits_still_match() {
        let frame = |bits: u8, quality| FrameHash {
            frame: 0,
            at_ms: 0,
            pdq: Pdq { code: (0..bits).fold(Code::default(), Code::with_bit), quality },
        };
        let original = [frame(0, 50), frame(200, 49)];
        let (of_query, of_target) = compare(&original, &[frame(30, 50), frame(31, 100)]);
        assert_eq!((of_query, of_target), (Share { matched: 1, of: 1 }, Share { matched: 1, of: 2 }));
        assert!((of_target.percent() - 50.0).abs() < f64::EPSILON);
        assert_eq!(compare(&original, &[frame(0, 10)]), (Share::default(), Share::default()));
        let same = conformance(&original, &[frame(30, 100), frame(0, 100)]);
        assert_eq!(same, Conformance { same_frames: true, compared: 1, different: 0, largest: 30 });
        assert!(!conformance(&original, &original[..1]).same_frames);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            list in prop::collection::vec((any::<u32>(), any::<[u64; 4]>(), 0_u8..=100, -1_000_000_i64..4_000_000_000), 1..20)
        ) {
            let list: Vec<_> = list.into_iter().map(|(frame, words, quality, at_ms)|
                FrameHash { frame, pdq: Pdq { code: Code(words), quality }, at_ms }).collect();
            prop_assert_eq!(read(&write(&list)), Ok(List::Frames(list)));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[0-9a-f,.\\-\n é]{0,200}") {
            let _ = read(&text);
        }
    }
}
