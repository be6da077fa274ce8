//! Lines of records, read one after the other as the index points to them.

use std::fs::File;
use std::io::{BufRead, BufReader, Seek, SeekFrom};

use model::Digest;
use store::Reader;
use store::index::IndexError;

use crate::error::Error;

/// Reads lines of records; quick where the lines of one record are asked for in order.
pub(super) struct Records<'r> {
    reader: &'r Reader,
    open: Option<(Digest, BufReader<File>, u64)>,
}

impl<'r> Records<'r> {
    pub fn new(reader: &'r Reader) -> Self {
        Self { reader, open: None }
    }

    /// The line of a record that begins at a byte.
    pub fn line(&mut self, record: Digest, at: u64) -> Result<String, Error> {
        let (mut file, here) = match self.open.take() {
            Some((open, file, here)) if open == record => (file, here),
            _ => (BufReader::with_capacity(1 << 17, self.reader.record(record)?), 0),
        };
        if here != at {
            let by = i64::try_from(at).unwrap_or(i64::MAX) - i64::try_from(here).unwrap_or(i64::MAX);
            match file.seek_relative(by) {
                Ok(()) => {}
                Err(_) => file.seek(SeekFrom::Start(at)).map(drop).map_err(IndexError::from)?,
            }
        }
        let mut line = String::new();
        let length = file.read_line(&mut line).map_err(IndexError::from)? as u64;
        self.open = Some((record, file, at + length));
        Ok(line)
    }
}
