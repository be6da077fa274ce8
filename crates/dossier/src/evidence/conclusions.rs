//! What follows from the findings, as it stood when this was published, for somebody who derives it again. It is stated
//! only where everything that it follows from is among the evidence: from a part of it something else would come out.

use case::Case;
use case::recompute::{Conclusion, conclusions};
use model::canonical;

use super::{Line, Shown};
use crate::bundle::{Cause, Shelf};
use crate::error::Error;
use crate::redact::{DECIDED, Redactor, Why};

const NOT_ALL: Why = "it follows from records of which some are withheld";

/// Writes every conclusion that may be stated; gives the lines of the list.
pub(super) fn write(
    case: &Case,
    redactor: &Redactor,
    shown: &Shown,
    shelf: &mut Shelf<'_>,
) -> Result<Vec<Line>, Error> {
    let all_there = shown.records.values().all(|(_, why)| why.is_none());
    let mut lines = Vec::new();
    for conclusion in conclusions() {
        let why = if all_there { why_not(case, redactor, conclusion)? } else { Some(NOT_ALL) };
        let mut sha256 = None;
        if why.is_none() {
            let path = format!("evidence/conclusions/{}.jsonl", conclusion.name);
            shelf.put(&path, |to| -> Result<(), Cause> {
                let mut failed = None;
                (conclusion.derive)(case, &mut |line| {
                    let text = canonical::to_string(&line)?;
                    failed = failed.take().or(writeln!(to, "{text}").err());
                    Ok(())
                })?;
                Ok(failed.map_or(Ok(()), Err)?)
            })?;
            sha256 = shelf.last();
        }
        let name = Some(conclusion.name);
        lines.push(Line { entry: None, included: why.is_none(), name, sha256, what: "conclusion", why });
    }
    Ok(lines)
}

fn why_not(case: &Case, redactor: &Redactor, conclusion: &Conclusion) -> Result<Option<Why>, Error> {
    let all = redactor.policy().with_originals;
    if all && !redactor.withholds_any_words() {
        return Ok(None);
    }
    let mut why = None;
    (conclusion.derive)(case, &mut |line| {
        if why.is_none() {
            let text = canonical::to_string(&line)?;
            why = match all {
                true => redactor.withholds_words_of_line(&text).then_some(DECIDED),
                false => redactor.withholds_line(&text),
            };
        }
        Ok(())
    })?;
    Ok(why)
}
