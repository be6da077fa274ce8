//! What kept a file, or a part of it, from being decoded: one sentence for each kind. A problem is never a result.

use serde::{Deserialize, Serialize};

/// Why decoding gave nothing, or stopped. Times are microseconds from the beginning of the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    /// There is no decoder to ask.
    #[error("kept, not decoded: {why}")]
    NoDecoder {
        /// What is missing and what helps.
        why: String,
    },
    /// The decoder does not know such bytes, or finds nothing that it can decode in them.
    #[error("the decoder finds no picture, film or sound in it: {said}")]
    NotMedia {
        /// The decoder's words.
        said: String,
    },
    /// The bytes begin as a known format and lack what is needed to read any of it.
    #[error("it is damaged or cut off, so that nothing of it could be decoded: {said}")]
    Damaged {
        /// The decoder's words.
        said: String,
    },
    /// More pixels than is allowed.
    #[error("its pictures have {width} x {height} pixels, more than the {limit} that are decoded")]
    TooLarge {
        /// Width in pixels.
        width: u64,
        /// Height in pixels.
        height: u64,
        /// Allowed number of pixels.
        limit: u64,
    },
    /// More streams than is allowed.
    #[error("it holds more than {limit} streams; no real recording does")]
    TooManyStreams {
        /// Allowed number.
        limit: u32,
    },
    /// The decoder gave more than is allowed.
    #[error("decoding it gives more than {limit} bytes")]
    TooMuch {
        /// Allowed number of bytes.
        limit: u64,
    },
    /// The decoder took too long.
    #[error("decoding was stopped: {why}")]
    TimedOut {
        /// Which limit, in words.
        why: String,
    },
    /// The decoder took too much memory.
    #[error("decoding was stopped: it takes more than {limit} bytes of memory")]
    OutOfMemory {
        /// Allowed number of bytes.
        limit: u64,
    },
    /// The decoder was ended by a signal.
    #[error("the decoder crashed on it (signal {signal}, {name})")]
    Crashed {
        /// The signal's number.
        signal: i32,
        /// Its name.
        name: String,
    },
    /// The file is of a kind that is not opened.
    #[error("it is not opened: {what}")]
    Refused {
        /// What it is and why it is not opened.
        what: String,
    },
    /// Decoding ended before the file says it does.
    #[error("it is cut off or damaged: it can be decoded up to {} of {}", clock(*after_us), clock(*of_us))]
    Truncated {
        /// What was decoded up to here is sound.
        after_us: i64,
        /// Length that the file states.
        of_us: i64,
    },
    /// There is no such stream in the file, or it has no pictures or no sound.
    #[error("it has no {what} stream number {stream}")]
    NoSuchStream {
        /// `picture` or `sound`.
        what: String,
        /// Which.
        stream: u32,
    },
    /// The decoder ended with an error.
    #[error("the decoder gave up on it: {said}")]
    GaveUp {
        /// Its words.
        said: String,
    },
    /// The decoder's output cannot be understood: another program, or one that was taken over.
    #[error("the decoder's answer makes no sense: {what}")]
    Nonsense {
        /// What is wrong with it.
        what: String,
    },
    /// The system did not let the decoder be started or be read from.
    #[error("the decoder could not be run: {why}")]
    System {
        /// The system's words.
        why: String,
    },
}

impl Problem {
    pub(crate) fn nonsense(what: impl Into<String>) -> Self {
        Self::Nonsense { what: what.into() }
    }

    pub(crate) fn system(error: impl ToString) -> Self {
        Self::System { why: error.to_string() }
    }
}

/// `1:02:03.456`, or `2:03.456` under an hour.
pub(crate) fn clock(us: i64) -> String {
    let (ms, sign) = (us.unsigned_abs() / 1000, if us < 0 { "-" } else { "" });
    let (hours, minutes, seconds, ms) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000);
    if hours > 0 {
        format!("{sign}{hours}:{minutes:02}:{seconds:02}.{ms:03}")
    } else {
        format!("{sign}{minutes}:{seconds:02}.{ms:03}")
    }
}

/// What a decoder says on its error output, without what differs from run to run and without control characters.
/// Bounded: the first lines and their number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Complaints {
    lines: Vec<String>,
    /// How many lines there were in all.
    pub count: u64,
}

/// Complaints kept, and their length.
const KEPT: usize = 12;
const LONGEST: usize = 300;

impl Complaints {
    pub fn take(&mut self, line: &[u8]) {
        let line = plain(&String::from_utf8_lossy(&line[..line.len().min(4 * LONGEST)]));
        if line.is_empty() {
            return;
        }
        self.count += 1;
        if self.lines.len() == KEPT {
            // The last line often says what it came to.
            self.lines.pop();
        }
        self.lines.push(line);
    }

    pub fn has(&self, words: &str) -> bool {
        self.lines.iter().any(|line| line.contains(words))
    }

    /// The size in a complaint such as `Picture size 60000x60000 is invalid`.
    pub fn picture_size(&self) -> Option<(u64, u64)> {
        let sizes = self.lines.iter().filter_map(|line| line.split_once("Picture size ")?.1.split_once(" is invalid"));
        sizes.filter_map(|(size, _)| size.split_once('x')).find_map(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)))
    }

    /// The first complaint, which is most often the cause.
    pub fn first(&self) -> Option<&str> {
        self.lines.first().map(String::as_str)
    }

    pub fn said(&self) -> String {
        match (self.first(), self.lines.last()) {
            (Some(first), Some(last)) if first != last => format!("{first}; {last}"),
            (Some(first), _) => first.to_owned(),
            _ => "it says nothing".to_owned(),
        }
    }
}

/// `[mov,mp4 @ 0x55d8] moov atom not found` → `mov,mp4: moov atom not found`; the inherited file's odd name goes.
fn plain(line: &str) -> String {
    let mut text: String = line.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect();
    if let Some(rest) = text.strip_prefix('[')
        && let Some((module, said)) = rest.split_once("] ")
    {
        let module = module.split(" @ ").next().unwrap_or(module);
        text = format!("{module}: {said}");
    }
    let text = text.replace("file:/proc/self/fd/0: ", "").replace("file:/proc/self/fd/0", "the file");
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complaints_lose_addresses_and_control_characters() {
        for (said, kept) in [
            ("[mov,mp4 @ 0x55d872776680] moov atom not found\n", "mov,mp4: moov atom not found"),
            ("file:/proc/self/fd/0: Invalid data found\n", "Invalid data found"),
            ("a\u{1b}[31mb", "a [31mb"),
            ("   ", ""),
        ] {
            assert_eq!(plain(said), kept);
        }
    }

    #[test]
    fn many_complaints_are_counted_and_few_are_kept() {
        let mut complaints = Complaints::default();
        (0..1000).for_each(|i| complaints.take(format!("line {i}").as_bytes()));
        assert_eq!((complaints.count, complaints.lines.len()), (1000, KEPT));
        assert_eq!(complaints.said(), "line 0; line 999");
    }

    #[test]
    fn times_are_said_as_on_a_clock() {
        for (us, text) in [(0, "0:00.000"), (61_234_567, "1:01.234"), (3_723_000_000, "1:02:03.000"), (-5, "-0:00.000")]
        {
            assert_eq!(clock(us), text);
        }
    }
}
