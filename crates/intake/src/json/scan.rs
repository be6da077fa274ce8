//! Walks JSON in a stream without holding it: finds where each value begins and ends by quotes and brackets alone,
//! so that a value that means nothing costs only itself. Iterative, so depth cannot exhaust the stack.

use std::io::{self, Read};

use memchr::{memchr, memchr3};

/// What stopped a walk.
#[derive(Debug)]
pub(crate) enum Flaw {
    /// The stream ended inside a value, at this offset.
    Ended(u64),
    /// Another byte was due at this offset.
    Unexpected(u64),
    /// The stream failed.
    Io(io::Error),
}

impl From<io::Error> for Flaw {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// What came of taking a value.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// All its bytes were copied.
    Whole,
    /// It was passed over: it is longer than the limit.
    TooLong,
}

/// A reader of JSON structure.
pub(crate) struct Scanner<R> {
    input: R,
    buffer: Box<[u8]>,
    at: usize,
    filled: usize,
    /// Offset in the stream of `buffer[0]`.
    base: u64,
}

/// Where in a value the walk is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Outside strings.
    Structure,
    /// Inside a string.
    String,
    /// After a backslash in a string.
    Escape,
    /// After a line break inside a string. JSON has none there: either somebody wrote raw text, or the string's
    /// closing quote is missing and this is the next line of the file.
    Break,
}

impl<R: Read> Scanner<R> {
    /// Starts at the current position of `input`, which is called offset `base`.
    pub(crate) fn new(input: R, base: u64) -> Self {
        Self { input, buffer: vec![0; 64 * 1024].into_boxed_slice(), at: 0, filled: 0, base }
    }

    /// Offset of the next byte.
    pub(crate) fn offset(&self) -> u64 {
        self.base + self.at as u64
    }

    /// Makes sure a byte is buffered; false at the end of the stream.
    fn fill(&mut self) -> io::Result<bool> {
        if self.at < self.filled {
            return Ok(true);
        }
        self.base += self.filled as u64;
        (self.at, self.filled) = (0, 0);
        self.filled = loop {
            match self.input.read(&mut self.buffer) {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        Ok(self.filled > 0)
    }

    /// The next byte that is not white space, not yet taken; nothing at the end of the stream.
    pub(crate) fn peek(&mut self) -> io::Result<Option<u8>> {
        while self.fill()? {
            match self.buffer[self.at] {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                other => return Ok(Some(other)),
            }
        }
        Ok(None)
    }

    /// Takes the next byte if it is `byte`.
    pub(crate) fn take(&mut self, byte: u8) -> io::Result<bool> {
        let found = self.peek()? == Some(byte);
        self.at += usize::from(found);
        Ok(found)
    }

    /// Takes `byte` or says what is wrong.
    pub(crate) fn expect(&mut self, byte: u8) -> Result<(), Flaw> {
        match self.peek()? {
            Some(b) if b == byte => {
                self.at += 1;
                Ok(())
            }
            Some(_) => Err(Flaw::Unexpected(self.offset())),
            None => Err(Flaw::Ended(self.offset())),
        }
    }

    /// Enters an object or a list: takes the opening bracket.
    pub(crate) fn enter(&mut self, open: u8) -> Result<(), Flaw> {
        self.expect(open)
    }

    /// The next key of the object the walk is in, with its colon taken; nothing at the closing bracket, which is
    /// taken. `first` is true before the first key.
    pub(crate) fn key(&mut self, first: bool) -> Result<Option<String>, Flaw> {
        if self.take(b'}')? {
            return Ok(None);
        }
        if !first {
            self.expect(b',')?;
            // A trailing comma is harmless.
            if self.take(b'}')? {
                return Ok(None);
            }
        }
        if self.peek()? != Some(b'"') {
            let at = self.offset();
            return Err(if self.fill()? { Flaw::Unexpected(at) } else { Flaw::Ended(at) });
        }
        let mut raw = Vec::new();
        self.value(Some(&mut raw), 4096)?;
        self.expect(b':')?;
        let key = serde_json::from_slice(&raw);
        Ok(Some(key.unwrap_or_else(|_| String::from_utf8_lossy(&raw).trim_matches('"').to_owned())))
    }

    /// Passes over one value.
    pub(crate) fn skip(&mut self) -> Result<(), Flaw> {
        self.value(None, 0).map(drop)
    }

    /// Takes one value; its bytes go to `copy`, which is emptied first, up to `limit` bytes.
    pub(crate) fn value(&mut self, mut copy: Option<&mut Vec<u8>>, limit: usize) -> Result<Taken, Flaw> {
        if let Some(copy) = copy.as_deref_mut() {
            copy.clear();
        }
        match self.peek()? {
            None => return Err(Flaw::Ended(self.offset())),
            Some(b',' | b']' | b'}' | b':') => return Err(Flaw::Unexpected(self.offset())),
            Some(_) => {}
        }
        let (mut state, mut depth, mut taken) = (State::Structure, 0_u64, Taken::Whole);
        loop {
            if !self.fill()? {
                // A bare number may end with the stream.
                let bare = depth == 0 && state == State::Structure;
                return if bare { Ok(taken) } else { Err(Flaw::Ended(self.offset())) };
            }
            let chunk = &self.buffer[self.at..self.filled];
            let (used, done) = walk(chunk, &mut state, &mut depth);
            if let Some(copy) = copy.as_deref_mut()
                && taken == Taken::Whole
            {
                if copy.len() + used > limit {
                    taken = Taken::TooLong;
                } else {
                    copy.extend_from_slice(&chunk[..used]);
                }
            }
            self.at += used;
            if done {
                return Ok(taken);
            }
        }
    }

    /// After damage: passes over bytes until an object can begin as a list element (a comma, then `{`), and takes the
    /// comma. False at the end of the stream.
    pub(crate) fn resume_at_next_object(&mut self) -> io::Result<bool> {
        let mut comma = false;
        while self.fill()? {
            match self.buffer[self.at] {
                b'{' if comma => return Ok(true),
                b',' => comma = true,
                b' ' | b'\t' | b'\n' | b'\r' => {}
                _ => comma = false,
            }
            self.at += 1;
        }
        Ok(false)
    }

    /// Takes one line, without its line break, into `copy`, up to `limit` bytes. Nothing at the end of the stream.
    pub(crate) fn line(&mut self, copy: &mut Vec<u8>, limit: usize) -> io::Result<Option<Taken>> {
        copy.clear();
        if !self.fill()? {
            return Ok(None);
        }
        let mut taken = Taken::Whole;
        while self.fill()? {
            let chunk = &self.buffer[self.at..self.filled];
            let found = memchr(b'\n', chunk);
            let part = &chunk[..found.unwrap_or(chunk.len())];
            if copy.len() + part.len() > limit {
                taken = Taken::TooLong;
            } else if taken == Taken::Whole {
                copy.extend_from_slice(part);
            }
            self.at += part.len() + usize::from(found.is_some());
            if found.is_some() {
                break;
            }
        }
        Ok(Some(taken))
    }
}

/// Walks through `chunk` until the value ends: how many bytes belong to it, and whether it ended.
fn walk(chunk: &[u8], state: &mut State, depth: &mut u64) -> (usize, bool) {
    let mut i = 0;
    while i < chunk.len() {
        let byte = chunk[i];
        match *state {
            State::Structure => match byte {
                b'"' => *state = State::String,
                b'{' | b'[' => *depth += 1,
                // The end of a bare number or word belongs to whoever holds it.
                b',' | b':' | b' ' | b'\t' | b'\n' | b'\r' | b'}' | b']' if *depth == 0 => return (i, true),
                b'}' | b']' => {
                    *depth -= 1;
                    if *depth == 0 {
                        return (i + 1, true);
                    }
                }
                _ => {}
            },
            State::String => match memchr3(b'"', b'\\', b'\n', &chunk[i..]) {
                None => return (chunk.len(), false),
                Some(found) => {
                    i += found;
                    match chunk[i] {
                        b'"' if *depth == 0 => return (i + 1, true),
                        b'"' => *state = State::Structure,
                        b'\\' => *state = State::Escape,
                        _ => *state = State::Break,
                    }
                }
            },
            State::Escape => *state = State::String,
            State::Break => match byte {
                b' ' | b'\t' | b'\n' | b'\r' => {}
                // What follows looks like the next line of the file: the closing quote was missing.
                b'"' | b'{' | b'[' | b'}' | b']' if *depth > 0 => {
                    *state = State::Structure;
                    continue;
                }
                _ => {
                    *state = State::String;
                    continue;
                }
            },
        }
        i += 1;
    }
    (i, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<String> {
        let mut scanner = Scanner::new(text.as_bytes(), 0);
        let mut parts = Vec::new();
        let mut part = Vec::new();
        scanner.enter(b'[').unwrap();
        while scanner.peek().unwrap().is_some_and(|b| b != b']') {
            scanner.value(Some(&mut part), 1000).unwrap();
            parts.push(String::from_utf8(part.clone()).unwrap());
            scanner.take(b',').unwrap();
        }
        parts
    }

    #[test]
    fn values_end_where_their_brackets_and_quotes_close() {
        let parts = split(r#"[{"a":"]}\"{"}, [1,[2]], "x\\", -1.5e3 ,null]"#);
        assert_eq!(parts, [r#"{"a":"]}\"{"}"#, "[1,[2]]", r#""x\\""#, "-1.5e3", "null"]);
    }

    #[test]
    fn a_missing_quote_costs_one_value_where_lines_are_kept_apart() {
        let parts = split("[\n {\n  \"a\": \"x,\n  \"b\": 1\n },\n {\n  \"a\": \"y\"\n }\n]");
        assert_eq!(parts.len(), 2, "{parts:?}");
    }

    #[test]
    fn raw_line_breaks_in_a_string_do_not_end_it() {
        assert_eq!(split("[\"one\ntwo\", {\"a\":\"b\nc\"}]").len(), 2);
    }

    #[test]
    fn a_long_value_is_passed_over_and_the_walk_goes_on() {
        let text = format!("[\"{}\", 7]", "x".repeat(200_000));
        let mut scanner = Scanner::new(text.as_bytes(), 0);
        let mut part = Vec::new();
        scanner.enter(b'[').unwrap();
        assert_eq!(scanner.value(Some(&mut part), 1000).unwrap(), Taken::TooLong);
        scanner.expect(b',').unwrap();
        assert_eq!(scanner.value(Some(&mut part), 1000).unwrap(), Taken::Whole);
        assert_eq!(part, b"7");
    }

    #[test]
    fn any_depth_is_walked_without_recursion() {
        let text = "[".repeat(3_000_000) + &"]".repeat(3_000_000);
        assert!(Scanner::new(text.as_bytes(), 0).skip().is_ok());
        assert!(matches!(Scanner::new(&text.as_bytes()[..4_000_000], 0).skip(), Err(Flaw::Ended(4_000_000))));
    }
}
