//! Physical checks as findings on an item: the question that was asked and the finding that followed from it, in one
//! record. Asking the question again gives the finding again; that is how it is recomputed.
//!
//! A person decides what to measure and on which item, so these findings are not run by `examine` and one never
//! replaces another.

use std::io::{BufRead, BufReader};

use custody::entry::Header;
use model::{Digest, ItemId, canonical};
use scene::check::{self, Question};
use scene::finding::{Finding, Word};
use serde::{Deserialize, Serialize};
use store::NewEntry;
use weigh::material::{CheckRange, Node};

use crate::error::Error;
use crate::host::Host;
use crate::open::{Case, WritableCase};

/// The part before the dot in the names of physical checks.
pub const STAGE: &str = "scene";

/// A line of the record.
#[derive(Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
enum Line {
    /// What was asked.
    Question { question: Box<Question> },
    /// What followed.
    Finding { finding: Box<Finding> },
}

/// A check on an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckOnItem {
    /// Number of its log entry.
    pub entry: u64,
    /// What was asked.
    pub question: Question,
    /// What followed.
    pub finding: Finding,
}

impl CheckOnItem {
    /// The check as weighing takes it, with how likely the finding is under each account that the check itself names: by
    /// the account's name, or by the claim in the words in which it was published.
    pub fn for_weighing(&self, item: ItemId, subject: Node) -> weigh::material::Check {
        weigh::material::Check {
            id: format!("{}:{}:{}", self.finding.check, item.0.hex(), self.entry),
            finding: self.entry,
            subject,
            what: self.finding.answer.clone(),
            physical: true,
            ranges: self.ranges(),
        }
    }

    /// How likely it is under the accounts that it names.
    pub(crate) fn ranges(&self) -> Vec<CheckRange> {
        let range =
            |hypothesis: &str, low: String, high: String| CheckRange { hypothesis: hypothesis.into(), low, high };
        if let Question::Fall(question) = &self.question {
            let names = question.account.iter().map(|account| account.name.as_str()).chain([scene::fall::ELSE]);
            return names
                .filter_map(|name| {
                    let likely = self.finding.quantity(&scene::fall::likelihood_of(name))?;
                    let [low, high] = likely.interval.as_ref()?;
                    Some(range(name, low.text().to_owned(), high.text().to_owned()))
                })
                .collect();
        }
        // Below 5 % is what `inconsistent` means; a simulation or a reading cannot tell very small from nothing.
        let (low, high) = match self.finding.word {
            Some(Word::Consistent) => ("0.05", "1"),
            Some(Word::Inconsistent) => ("0.001", "0.05"),
            Some(Word::DoesNotDiscriminate | Word::CannotBeTested) | None => return Vec::new(),
        };
        let claimed = self.finding.claimed.iter();
        claimed.map(|claimed| range(&claimed.what, low.to_owned(), high.to_owned())).collect()
    }
}

impl WritableCase {
    /// Writes a check's question and finding into the log, as a finding on an item. Gives the number of its entry.
    pub fn record_check(
        &mut self,
        item: ItemId,
        question: &Question,
        finding: &Finding,
        host: &Host<'_>,
    ) -> Result<u64, Error> {
        let mut record = self.writer().record();
        record.line(&Line::Question { question: Box::new(question.clone()) })?;
        record.line(&Line::Finding { finding: Box::new(finding.clone()) })?;
        let record = record.finish()?;
        let parameters = canonical::digest(question)?;
        let header = Header::find(vec![item], &finding.check, &finding.version, parameters, record);
        self.commit(vec![NewEntry { header, private: Some(host.stamp().into()) }], host)
    }
}

impl Case {
    /// Every check whose record is at hand, item by item, oldest first.
    pub fn all_checks(&self) -> Result<Vec<(ItemId, Vec<CheckOnItem>)>, Error> {
        let mut statement = self
            .connection()
            .prepare("SELECT DISTINCT item FROM finding WHERE analyser GLOB 'scene.*' ORDER BY item")?;
        let items = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        let of = |item: String| {
            let item = ItemId(store::index::query::digest(&item)?);
            Ok((item, self.checks_on(item)?))
        };
        items.into_iter().map(of).collect()
    }

    /// Every check on an item whose record is at hand, oldest first.
    pub fn checks_on(&self, item: ItemId) -> Result<Vec<CheckOnItem>, Error> {
        let mut statement = self.connection().prepare(
            "SELECT seq, record FROM finding WHERE item = ? AND analyser GLOB 'scene.*' AND record IS NOT NULL ORDER BY seq",
        )?;
        let rows = statement.query_map([item.0.hex()], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
        let mut out = Vec::new();
        for row in rows {
            let (entry, record) = row?;
            let file = self.reader().record(store::index::query::digest(&record)?)?;
            if let Some((question, finding)) = read(BufReader::new(file))? {
                out.push(CheckOnItem { entry: entry as u64, question, finding });
            }
        }
        Ok(out)
    }
}

fn read(mut reader: impl BufRead) -> Result<Option<(Question, Finding)>, Error> {
    let (mut question, mut finding, mut line) = (None, None, String::new());
    loop {
        line.clear();
        let length = reader.read_line(&mut line).map_err(|e| Error::Check(e.to_string()))?;
        if length == 0 {
            return Ok(question.zip(finding));
        }
        // A line that a newer version wrote is none of ours.
        match serde_json::from_str(&line) {
            Ok(Line::Question { question: asked }) => question = Some(*asked),
            Ok(Line::Finding { finding: found }) => finding = Some(*found),
            Err(_) => return Ok(None),
        }
    }
}

/// Asks the question of a record again. Gives whether the finding is the same, or why that cannot be said.
pub(crate) fn again(record: impl BufRead, parameters: Option<Digest>) -> Result<bool, String> {
    let unread = || "its record was written by another version of the program".to_owned();
    let (question, stated) = read(record).map_err(|e| e.to_string())?.ok_or_else(unread)?;
    if canonical::digest(&question).ok() != parameters {
        return Ok(false);
    }
    let outcome = check::answer(&question, 1).map_err(|refused| refused.to_string())?;
    Ok(outcome.finding == stated)
}
