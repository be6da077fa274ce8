//! CSV after RFC 4180: UTF-8, a header, lines ended by CR LF. A cell of text that a spreadsheet would take for a formula
//! gets an apostrophe in front; so does one that begins with an apostrophe, so that taking one off gives the text back.

use std::io::Write;

use model::Utc;

/// First characters that spreadsheets take for the beginning of a formula, and the apostrophe itself.
const DEFUSED: [char; 8] = ['=', '+', '-', '@', '\t', '\r', '\n', '\''];

/// Writes one table.
pub(crate) struct Table<W: Write> {
    writer: csv::Writer<W>,
    columns: usize,
}

/// One row in the making.
#[derive(Default)]
pub(crate) struct Row(Vec<String>);

impl<W: Write> Table<W> {
    /// Begins a table.
    pub fn new(to: W, columns: &[&str]) -> Result<Self, csv::Error> {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to);
        writer.write_record(columns)?;
        Ok(Self { writer, columns: columns.len() })
    }

    /// Writes a row.
    pub fn row(&mut self, row: Row) -> Result<(), csv::Error> {
        debug_assert_eq!(row.0.len(), self.columns);
        self.writer.write_record(row.0)
    }

    /// Completes the table.
    pub fn finish(mut self) -> std::io::Result<()> {
        self.writer.flush()
    }
}

impl Row {
    /// A cell of text that somebody else wrote.
    pub fn text(mut self, text: &str) -> Self {
        self.0.push(if text.starts_with(DEFUSED) { format!("'{text}") } else { text.to_owned() });
        self
    }

    /// A cell of text, empty where there is none.
    pub fn maybe(self, text: Option<&str>) -> Self {
        self.text(text.unwrap_or_default())
    }

    /// A number, hash, time or word of Exhibit's own: never defused, so that −3.7 stays a number.
    pub fn plain(mut self, value: impl ToString) -> Self {
        self.0.push(value.to_string());
        self
    }

    /// The same, empty where there is none.
    pub fn maybe_plain(self, value: Option<impl ToString>) -> Self {
        self.plain(value.map(|v| v.to_string()).unwrap_or_default())
    }

    /// A time in three cells and its two bounds: as stated, zone, earliest, latest.
    pub fn time(self, time: Option<&model::TimeSpan>) -> Self {
        let zone = time.map(|t| t.zone.as_deref().unwrap_or("unknown"));
        let bound = |at: usize| time.and_then(|t| t.utc[at]).as_ref().map(Utc::to_string);
        // A zone such as +02:00 would be defused as text; it is Exhibit's own word.
        self.maybe(time.map(|t| t.value.as_str())).maybe_plain(zone).maybe_plain(bound(0)).maybe_plain(bound(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(bytes: &[u8]) -> Vec<String> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        rows[1].iter().map(str::to_owned).collect()
    }

    #[test]
    fn a_formula_gets_an_apostrophe_and_a_negative_number_none() {
        for (text, in_file) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-3 people", "'-3 people"),
            ("\t=1", "'\t=1"),
            ("'quoted'", "''quoted'"),
            ("plain, \"words\"\r\nand more", "plain, \"words\"\r\nand more"),
        ] {
            let mut bytes = Vec::new();
            let mut table = Table::new(&mut bytes, &["text", "number"]).unwrap();
            table.row(Row::default().text(text).plain("-3.7")).unwrap();
            table.finish().unwrap();
            assert_eq!(cell(&bytes), [in_file, "-3.7"]);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_comes_back_when_one_apostrophe_is_taken_off(text in "\\PC*|[=+@'\"\r\n\t,;-]{0,6}[a-z\"\r\n]*") {
            let mut bytes = Vec::new();
            let mut table = Table::new(&mut bytes, &["text", "end"]).unwrap();
            table.row(Row::default().text(&text).plain("x")).unwrap();
            table.finish().unwrap();
            let read = cell(&bytes);
            proptest::prop_assert_eq!(read[0].strip_prefix('\'').unwrap_or(&read[0]), &text);
            proptest::prop_assert!(!read[0].starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
        }
    }
}
