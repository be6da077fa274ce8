//! The contract between a format's reader and whoever keeps what it read: the head of a file to recognise it by,
//! a stream to read, a sink for the lines. Which readers exist is in `registry`.

use std::io::{self, Read, Seek, SeekFrom};

use model::import::{ImportLine, NotCollected, Problem, Recognised, Repaired, SideCar};
use model::post::{Article, Post, Source};

use crate::sniff;

/// How much of a file is looked at to recognise it.
pub const HEAD_BYTES: usize = 64 * 1024;

/// The beginning of a file, and how long the file is.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// The first bytes: all of them, or the first [`HEAD_BYTES`].
    pub bytes: &'a [u8],
    /// Length of the whole file in bytes.
    pub len: u64,
}

/// A stream that can be read and rewound.
pub trait ReadSeek: Read + Seek {}

impl<T: Read + Seek + ?Sized> ReadSeek for T {}

/// Where the lines go, in order.
pub trait Sink {
    /// Takes one line. An error ends the import: the reader stops at once and hands the error back.
    fn line(&mut self, line: ImportLine) -> Result<(), SinkError>;
}

impl Sink for Vec<ImportLine> {
    fn line(&mut self, line: ImportLine) -> Result<(), SinkError> {
        self.push(line);
        Ok(())
    }
}

/// The consumer of the lines could not take another one.
#[derive(Debug, thiserror::Error)]
#[error("what was read could not be passed on: {0}")]
pub struct SinkError(#[source] pub Box<dyn std::error::Error + Send + Sync>);

/// Why an import stopped. Bad content is never an error: it becomes a [`Problem`] line, and what was read before and
/// after it is kept.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The stream failed.
    #[error("the file could not be read: {0}")]
    Io(#[from] io::Error),
    /// The consumer stopped.
    #[error(transparent)]
    Stopped(#[from] SinkError),
}

/// One input format.
pub trait Importer: Sync {
    /// Stable name, part of every finding this importer makes: `telegram-desktop`.
    fn name(&self) -> &'static str;

    /// Changes whenever the same bytes would give other lines.
    fn version(&self) -> &'static str;

    /// Whether the file is in this format, by its first bytes. Never panics, whatever the bytes.
    fn recognises(&self, head: &Head) -> Option<Recognised>;

    /// Reads the whole stream, from its start, into lines; the first line is the [`Recognised`] one. Memory stays
    /// bounded whatever the length.
    fn read(&self, input: &mut dyn ReadSeek, len: u64, out: &mut dyn Sink) -> Result<(), ImportError>;
}

/// Reads the head of a stream and rewinds it.
pub(crate) fn read_head(input: &mut dyn ReadSeek) -> io::Result<Vec<u8>> {
    input.seek(SeekFrom::Start(0))?;
    let mut head = Vec::with_capacity(4096);
    Read::take(&mut *input, HEAD_BYTES as u64).read_to_end(&mut head)?;
    input.seek(SeekFrom::Start(0))?;
    Ok(head)
}

/// The first step of every reader: says what the item is and leaves the stream at its start. Gives back the head.
pub(crate) fn begin(
    importer: &dyn Importer,
    input: &mut dyn ReadSeek,
    len: u64,
    out: &mut dyn Sink,
) -> Result<Vec<u8>, ImportError> {
    let bytes = read_head(input)?;
    let head = Head { bytes: &bytes, len };
    let recognised = importer.recognises(&head).unwrap_or_else(|| sniff::sniff(&head).kept());
    out.line(ImportLine::Recognised(recognised))?;
    Ok(bytes)
}

/// How many problems of one file are told one by one; the rest are counted.
const PROBLEMS_TOLD: u64 = 200;

/// A sink with one method per line type; it counts problems so that a file of a million broken parts does not drown
/// its reader.
pub(crate) struct Lines<'s> {
    sink: &'s mut dyn Sink,
    problems: u64,
}

impl<'s> Lines<'s> {
    pub(crate) fn new(sink: &'s mut dyn Sink) -> Self {
        Self { sink, problems: 0 }
    }

    pub(crate) fn source(&mut self, source: Source) -> Result<(), ImportError> {
        Ok(self.sink.line(ImportLine::Source(source))?)
    }

    pub(crate) fn post(&mut self, post: Post) -> Result<(), ImportError> {
        Ok(self.sink.line(ImportLine::Post(Box::new(post)))?)
    }

    pub(crate) fn article(&mut self, mut article: Article) -> Result<(), ImportError> {
        article.seal();
        Ok(self.sink.line(ImportLine::Article(Box::new(article)))?)
    }

    pub(crate) fn side_car(&mut self, side_car: SideCar) -> Result<(), ImportError> {
        Ok(self.sink.line(ImportLine::SideCar(side_car))?)
    }

    pub(crate) fn not_collected(&mut self, what: String, why: &str, locator: &str) -> Result<(), ImportError> {
        let (why, locator) = (why.to_owned(), locator.to_owned());
        Ok(self.sink.line(ImportLine::NotCollected(NotCollected { what, why, locator }))?)
    }

    pub(crate) fn repaired(&mut self, repaired: Repaired) -> Result<(), ImportError> {
        Ok(self.sink.line(ImportLine::Repaired(repaired))?)
    }

    pub(crate) fn problem(&mut self, what: String, locator: Option<String>) -> Result<(), ImportError> {
        self.problems += 1;
        if self.problems > PROBLEMS_TOLD {
            return Ok(());
        }
        Ok(self.sink.line(ImportLine::Problem(Problem { what, locator }))?)
    }

    /// Says how many problems were counted but not told.
    pub(crate) fn finish(self) -> Result<(), ImportError> {
        let untold = self.problems.saturating_sub(PROBLEMS_TOLD);
        if untold > 0 {
            let what = format!(
                "{untold} more parts could not be read, for reasons like those before; look at the file as a whole"
            );
            self.sink.line(ImportLine::Problem(Problem { what, locator: None }))?;
        }
        Ok(())
    }
}
