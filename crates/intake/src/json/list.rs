//! Reads many values of one sort, one by one: the elements of a list, or lines of JSON. A value that cannot be read
//! costs only itself, and a sentence says where it was and what to do.

use std::io::Read;

use super::{Flaw, Mender, Node, Scanner, Taken};
use crate::importer::{ImportError, Lines};

/// Why the walk through a file stopped.
pub(crate) enum Stop {
    /// The file is damaged from here on.
    Flaw(Flaw),
    /// The stream or the consumer failed.
    Import(ImportError),
}

impl From<Flaw> for Stop {
    fn from(flaw: Flaw) -> Self {
        match flaw {
            Flaw::Io(error) => Self::Import(error.into()),
            other => Self::Flaw(other),
        }
    }
}

impl<E: Into<ImportError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Import(error.into())
    }
}

/// The values being read, in words for sentences about them.
pub(crate) struct Sort {
    /// What one value is: "message".
    pub(crate) noun: &'static str,
    /// What to do about one that is lost: "Export the chat again to get it".
    pub(crate) remedy: &'static str,
    /// The longest value that is read, in bytes.
    pub(crate) limit: usize,
}

/// Takes each value, with its place in words.
pub(crate) type Take<'t> = dyn FnMut(&Node, String, &mut Lines) -> Result<(), ImportError> + 't;

impl Sort {
    /// Reads the list at which `scanner` stands. `place` names an element from its number.
    pub(crate) fn list<R: Read>(
        &self,
        scanner: &mut Scanner<R>,
        mender: &mut Mender,
        lines: &mut Lines,
        place: &dyn Fn(u64) -> String,
        take: &mut Take,
    ) -> Result<(), Stop> {
        scanner.enter(b'[')?;
        let (mut raw, mut scratch) = (Vec::new(), String::new());
        for index in 0_u64.. {
            if scanner.take(b']')? || (index > 0 && !self.next(scanner, lines, &place(index))?) || scanner.take(b']')? {
                break;
            }
            scanner.peek()?;
            let at = scanner.offset();
            match scanner.value(Some(&mut raw), self.limit)? {
                Taken::Whole => self.read(&mender.parse(&raw, at, &mut scratch), at, place(index), lines, take)?,
                Taken::TooLong => self.too_long(at, place(index), lines)?,
            }
        }
        Ok(())
    }

    /// Reads one value to a line.
    pub(crate) fn lines<R: Read>(
        &self,
        scanner: &mut Scanner<R>,
        mender: &mut Mender,
        lines: &mut Lines,
        take: &mut Take,
    ) -> Result<(), Stop> {
        let (mut raw, mut scratch) = (Vec::new(), String::new());
        for number in 1_u64.. {
            let at = scanner.offset();
            let place = format!("line {number}");
            match scanner.line(&mut raw, self.limit)? {
                None => break,
                Some(Taken::TooLong) => self.too_long(at, place, lines)?,
                Some(Taken::Whole) if raw.iter().all(u8::is_ascii_whitespace) => {}
                Some(Taken::Whole) => self.read(&mender.parse(&raw, at, &mut scratch), at, place, lines, take)?,
            }
        }
        Ok(())
    }

    /// Reads the one value at which `scanner` stands.
    pub(crate) fn one<R: Read>(
        &self,
        scanner: &mut Scanner<R>,
        mender: &mut Mender,
        lines: &mut Lines,
        place: &str,
        take: &mut Take,
    ) -> Result<(), Stop> {
        let (mut raw, mut scratch) = (Vec::new(), String::new());
        scanner.peek()?;
        let at = scanner.offset();
        match scanner.value(Some(&mut raw), self.limit)? {
            Taken::Whole => self.read(&mender.parse(&raw, at, &mut scratch), at, place.to_owned(), lines, take)?,
            Taken::TooLong => self.too_long(at, place.to_owned(), lines)?,
        }
        Ok(())
    }

    fn read(
        &self,
        parsed: &Result<Node, super::Unreadable>,
        at: u64,
        place: String,
        lines: &mut Lines,
        take: &mut Take,
    ) -> Result<(), ImportError> {
        let noun = self.noun;
        let what = match parsed {
            Ok(node @ Node::Object(_)) => return take(node, place, lines),
            Ok(node) => format!("where a {noun} was due, at byte {at}, there is {}; it was left out", node.type_name()),
            Err(unreadable) => {
                format!(
                    "a {noun} at byte {at} could not be read ({}); the others are kept. {}",
                    unreadable.why, self.remedy
                )
            }
        };
        lines.problem(what, Some(place))
    }

    fn too_long(&self, at: u64, place: String, lines: &mut Lines) -> Result<(), ImportError> {
        let (noun, limit) = (self.noun, self.limit >> 20);
        lines.problem(
            format!("a {noun} at byte {at} is longer than {limit} MB and was left out; look at the file by hand"),
            Some(place),
        )
    }

    /// Takes the comma before an element; after damage, finds the next element. False where the list has ended.
    fn next<R: Read>(&self, scanner: &mut Scanner<R>, lines: &mut Lines, place: &str) -> Result<bool, Stop> {
        if scanner.take(b',')? {
            return Ok(true);
        }
        let at = scanner.offset();
        if scanner.peek()?.is_none() {
            return Err(Flaw::Ended(at).into());
        }
        let resumed = scanner.resume_at_next_object()?;
        let lost = scanner.offset() - at;
        let what = format!("the list is damaged at byte {at}: {lost} bytes were passed over. {}", self.remedy);
        lines.problem(what, Some(place.to_owned()))?;
        Ok(resumed)
    }

    /// Ends an import: what was mended, and what stopped it, in words. `kept` is the number of values read.
    pub(crate) fn finish(
        &self,
        end: Result<(), Stop>,
        kept: u64,
        mender: &Mender,
        mut lines: Lines,
    ) -> Result<(), ImportError> {
        for repaired in mender.told() {
            lines.repaired(repaired)?;
        }
        let (what, at) = match end {
            Ok(()) => return lines.finish(),
            Err(Stop::Import(error)) => return Err(error),
            Err(Stop::Flaw(Flaw::Io(error))) => return Err(error.into()),
            Err(Stop::Flaw(Flaw::Ended(at))) => ("the file ends before it is complete", at),
            Err(Stop::Flaw(Flaw::Unexpected(at))) => ("the file is not JSON any more from here on", at),
        };
        let noun = self.noun;
        let kept = match kept {
            0 => "nothing could be read before that".to_owned(),
            1 => format!("the one {noun} before that is kept"),
            n => format!("the {n} {noun}s before that are kept"),
        };
        let what = format!("{what}; {kept}. Copy the file again from where it came, or export again");
        lines.problem(what, Some(format!("byte {at}")))?;
        lines.finish()
    }
}
