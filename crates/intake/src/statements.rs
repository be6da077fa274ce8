//! Tables of statements: who said what, one row each, as a Markdown table inside a text or as CSV. Recognised by their
//! header: one column for the speaker, one for the statement; a column for the kind of speaker is read where there is one.
//!
//! Each row becomes a post of its speaker. Around a Markdown table the text itself is handed on as an article, so that a
//! heading can say which day and place the rows are about. Nothing is established by a table: its rows are statements.

use std::io::Read;

use model::import::Recognised;
use model::post::{Article, LinkKind, Platform, Post, PostLink, SourceRole};
use model::{Digest, Span};

use crate::article::{addresses, byline};
use crate::encoding::{self, Decoded};
use crate::importer::{Head, ImportError, Importer, Lines, ReadSeek, Sink, begin};
use crate::{blank, sniff};

/// The platform under which rows of such tables are kept.
pub const PLATFORM: &str = "statement";

pub(crate) struct Statements;

/// As much of a file as is read.
const LIMIT: u64 = 16 << 20;

const SPEAKER: &[&str] = &["speaker", "who", "source", "said by", "мовець", "хто", "говорящий", "кто", "mówca", "kto"];
const STATEMENT: &[&str] = &[
    "statement",
    "said",
    "quote",
    "says",
    "заява",
    "вислів",
    "заявление",
    "высказывание",
    "wypowiedź",
    "oświadczenie",
];
const KIND: &[&str] = &["kind", "kind of source", "role", "type", "роль", "rola", "вид", "rodzaj"];

/// Which column is which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Columns {
    speaker: usize,
    statement: usize,
    kind: Option<usize>,
}

impl Columns {
    fn of<T: AsRef<str>>(header: &[T]) -> Option<Self> {
        let at = |names: &[&str]| {
            header.iter().position(|cell| names.contains(&cell.as_ref().trim().to_lowercase().as_str()))
        };
        Some(Self { speaker: at(SPEAKER)?, statement: at(STATEMENT)?, kind: at(KIND) })
    }
}

/// The separator of a CSV file whose first line is such a header.
fn separator(first: &str) -> Option<u8> {
    [b',', b';', b'\t'].into_iter().find(|sep| {
        let cells: Vec<&str> = first.split(char::from(*sep)).map(|c| c.trim().trim_matches('"')).collect();
        cells.len() >= 2 && Columns::of(&cells).is_some()
    })
}

/// The cells of a line of a Markdown table, each with its byte range in the line.
fn cells(line: &str) -> Option<Vec<std::ops::Range<usize>>> {
    let inner = line.trim_end();
    if !inner.trim_start().starts_with('|') || !inner.ends_with('|') || inner.len() < 3 {
        return None;
    }
    let mut out = Vec::new();
    let mut from = line.find('|')? + 1;
    for (at, _) in line[..inner.len()].match_indices('|').skip(1) {
        // A bar that is written as text does not end a cell.
        if !line[..at].ends_with('\\') {
            let cell = &line[from..at];
            let lead = cell.len() - cell.trim_start().len();
            out.push(from + lead..from + lead.max(cell.trim_end().len()));
            from = at + 1;
        }
    }
    Some(out)
}

fn is_rule(line: &str, cells: &[std::ops::Range<usize>]) -> bool {
    !cells.is_empty() && cells.iter().all(|c| !c.is_empty() && line[c.clone()].chars().all(|c| matches!(c, '-' | ':')))
}

/// One row.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    speaker: String,
    kind: Option<String>,
    statement: String,
    /// Where the statement stands, in bytes of the text; nothing in CSV, whose cells may be quoted.
    bytes: Option<std::ops::Range<usize>>,
}

/// The rows of every table of statements in a Markdown text.
fn markdown(text: &str) -> Vec<Row> {
    let mut out = Vec::new();
    let (mut at, mut columns, mut header) = (0, None, None);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some(cells) = cells(line) else {
            (columns, header) = (None, None);
            continue;
        };
        let words = |n: usize| cells.get(n).map(|c| line[c.clone()].to_owned()).unwrap_or_default();
        if let Some(columns) = columns {
            let Columns { speaker, statement, kind } = columns;
            let row = Row {
                speaker: words(speaker),
                kind: kind.map(words),
                statement: words(statement),
                bytes: cells.get(statement).map(|c| start + c.start..start + c.end),
            };
            if !row.speaker.is_empty() && !row.statement.is_empty() {
                out.push(row);
            }
        } else if is_rule(line, &cells) {
            columns = header.take().and_then(|header: Vec<String>| Columns::of(&header));
        } else {
            header = Some((0..cells.len()).map(words).collect());
        }
    }
    out
}

/// What kind of source a word for it means.
fn role(kind: Option<&str>, speaker: &str) -> SourceRole {
    let kind = kind.unwrap_or_default().to_lowercase();
    let holds = |words: &[&str]| words.iter().any(|word| kind.contains(word));
    if holds(&["official", "authority", "police", "посадов", "официаль", "urzędnik", "офіцій"]) {
        SourceRole::Official
    } else if speaker.starts_with('@') || holds(&["account", "user", "акаунт", "аккаунт", "konto"]) {
        SourceRole::Account
    } else if holds(&[
        "outlet",
        "agency",
        "newspaper",
        "channel",
        "media",
        "видан",
        "агентств",
        "издан",
        "agencja",
        "gazeta",
    ]) {
        SourceRole::Outlet
    } else {
        SourceRole::Unknown
    }
}

impl Importer for Statements {
    fn name(&self) -> &'static str {
        "statements-table"
    }

    fn version(&self) -> &'static str {
        "1"
    }

    fn recognises(&self, head: &Head) -> Option<Recognised> {
        let sniffed = sniff::sniff(head);
        if !sniffed.mime.starts_with("text/") || sniffed.mime == "text/html" {
            return None;
        }
        let text = encoding::decode(head.bytes, None, false).text;
        let first = text.lines().find(|line| !line.trim().is_empty())?;
        let table = separator(first).is_some() || !markdown(&text).is_empty();
        table.then(|| sniffed.read_as("table of statements"))
    }

    fn read(&self, input: &mut dyn ReadSeek, len: u64, out: &mut dyn Sink) -> Result<(), ImportError> {
        begin(self, input, len, out)?;
        let mut lines = Lines::new(out);
        let mut bytes = Vec::new();
        Read::take(&mut *input, LIMIT).read_to_end(&mut bytes)?;
        let cut = len > LIMIT;
        if cut {
            let what = format!("the table is longer than {} MB; what is beyond was not read. Split it", LIMIT >> 20);
            lines.problem(what, Some(format!("byte {LIMIT}")))?;
        }
        let Decoded { text, remark, repaired } = encoding::decode(&bytes, None, !cut);
        if let Some(repaired) = repaired {
            lines.repaired(repaired)?;
        }
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let rows = match separator(first) {
            Some(separator) => csv_rows(&text, separator, &mut lines)?,
            None => {
                let rows = markdown(&text);
                lines.article(article(&text, remark))?;
                rows
            }
        };
        let platform = Platform::named(PLATFORM);
        let mut speakers = crate::speakers::Speakers::default();
        for (number, row) in rows.into_iter().enumerate() {
            let mut source = blank::source(&platform, role(row.kind.as_deref(), &row.speaker));
            source.account = row.speaker.starts_with('@').then(|| row.speaker.clone());
            source.name = Some(row.speaker.clone());
            let id = speakers.tell(source, &mut lines)?;
            lines.post(post(&platform, id, number, row, &text))?;
        }
        lines.finish()
    }
}

fn post(platform: &Platform, source: model::SourceId, number: usize, row: Row, text: &str) -> Post {
    let mut post = blank::post(platform, source, format!("row {}", number + 1));
    post.remarks
        .extend(row.kind.filter(|k| !k.is_empty()).map(|kind| format!("kind of source, as the table says: {kind}")));
    if let Some(bytes) = row.bytes {
        post.span = Some(Span::of_bytes(text, bytes));
        post.links.push(PostLink { kind: LinkKind::Embed, native_id: None, post: None, who: None, url: None });
    }
    post.text = row.statement;
    post
}

fn article(text: &str, remark: Option<String>) -> Article {
    let heading = text.lines().map(str::trim).find(|line| !line.is_empty()).filter(|line| !line.starts_with('|'));
    let top = byline::read(text);
    Article {
        title: heading.map(|line| line.trim_start_matches('#').trim().to_owned()),
        author: top.author,
        outlet: None,
        time: None,
        modified: None,
        url: None,
        stated_language: None,
        credits: Vec::new(),
        urls: addresses::find(text),
        text_sha256: Digest([0; 32]),
        text: text.to_owned(),
        remarks: remark.into_iter().collect(),
    }
}

fn csv_rows(text: &str, separator: u8, lines: &mut Lines) -> Result<Vec<Row>, ImportError> {
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().map(|h| h.iter().map(str::to_owned).collect()).unwrap_or_default();
    let Some(columns) = Columns::of(&header) else { return Ok(Vec::new()) };
    let mut out = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let cell = |n: usize| record.get(n).unwrap_or_default().trim().to_owned();
                let (speaker, statement) = (cell(columns.speaker), cell(columns.statement));
                if !speaker.is_empty() && !statement.is_empty() {
                    out.push(Row { speaker, kind: columns.kind.map(cell), statement, bytes: None });
                }
            }
            Err(error) => lines.problem(format!("a row could not be read: {error}"), None)?,
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_markdown_table_with_speaker_and_statement_is_read_row_by_row() {
        let text = "# About the mill\n\nNone is established.\n\n| speaker | kind of source | statement |\n|---|---|---|\n\
                    | mayor Brodets | official | ice \\| struck the gate |\n| | official | nobody said this |\n\n\
                    | date | what |\n|---|---|\n| 3 May | a fire |\n";
        let rows = markdown(text);
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].speaker.as_str(), rows[0].kind.as_deref()), ("mayor Brodets", Some("official")));
        assert_eq!(&text[rows[0].bytes.clone().unwrap()], rows[0].statement);
    }

    #[test]
    fn csv_is_known_by_its_header_whatever_parts_its_cells() {
        for (first, sep) in [
            ("speaker,kind,statement", Some(b',')),
            ("\"Who\";\"Said\"", Some(b';')),
            ("speaker\tstatement", Some(b'\t')),
            ("a,b,c", None),
            ("The speaker, however, made no statement", None),
        ] {
            assert_eq!(separator(first), sep, "{first}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_the_table_reader_panic(text in "(\\|[ a-zі|\\\\-]{0,9}){0,8}[\\n|a-z ]{0,30}") {
            for row in markdown(&text) {
                proptest::prop_assert!(text.get(row.bytes.unwrap()).is_some());
            }
        }
    }
}
