//! What follows from findings and judgements together. In a case, what the index on disk says is held against an index
//! built anew from log and records; in a bundle, what the publisher stated is held against what the evidence gives.

use std::io::{BufRead, BufReader};

use model::{Digest, canonical};
use serde_json::Value;
use store::index::IndexError;

use super::compare::{first_difference, quoted};
use super::withheld::Reasons;
use super::{ConclusionAgain, Verdict, stated};
use crate::error::Error;
use crate::open::Case;
use crate::progress::Progress;

/// Takes the lines of a conclusion, in order.
pub type EachLine<'e> = &'e mut dyn FnMut(Value) -> Result<(), Error>;

/// Something that follows from findings and judgements. It must depend on nothing else: not on what was written down
/// privately (or it says so), not on the order in which threads finish.
pub struct Conclusion {
    /// Its name, which is also that of its file in a bundle.
    pub name: &'static str,
    /// Says it, line by line.
    pub derive: fn(&Case, EachLine<'_>) -> Result<(), Error>,
    /// Why it can be derived in the case only, where that is so: a bundle states it.
    pub stays: Option<&'static str>,
}

/// All conclusions. A new one is one line here.
pub fn conclusions() -> &'static [Conclusion] {
    const ALL: &[Conclusion] = &[
        Conclusion { name: "claims", derive: stated::claims, stays: None },
        Conclusion { name: crate::carried::NAME, derive: stated::carried, stays: Some(FOLDERS) },
        Conclusion { name: crate::decide::NAME, derive: stated::decided, stays: Some(PEOPLE) },
        Conclusion { name: "repeats", derive: stated::repeats, stays: None },
        Conclusion { name: "copies", derive: stated::copies, stays: None },
        Conclusion { name: "checks", derive: stated::checks, stays: None },
        Conclusion { name: "weighing", derive: stated::weighing, stays: None },
    ];
    ALL
}

const PEOPLE: &str = "decisions are private lines of the log, which are not published; what builds on them starts from what \
                      is stated";
const FOLDERS: &str = "it follows from the folders in which files lay when they were collected, which are not published; what \
                       builds on it starts from what is stated";

/// Every conclusion, derived again.
pub(super) fn again(case: &Case, reasons: &Reasons, progress: &dyn Progress) -> Result<Vec<ConclusionAgain>, Error> {
    let mut out = Vec::new();
    let anew = if reasons.bundle { None } else { Some(case.projected_anew(progress)?) };
    for conclusion in conclusions() {
        let (verdict, detail) = match &anew {
            Some(anew) => {
                let mut stated = Vec::new();
                (conclusion.derive)(case, &mut |line| {
                    stated.push(canonical::digest(&line)?);
                    Ok(())
                })?;
                let again = |at: usize| line_of(case, conclusion, at);
                against(&stated, &again, conclusion, anew)?
            }
            None => in_bundle(case, reasons, conclusion)?,
        };
        out.push(ConclusionAgain { name: conclusion.name, verdict, detail });
    }
    Ok(out)
}

fn in_bundle(case: &Case, reasons: &Reasons, conclusion: &Conclusion) -> Result<(Verdict, Option<String>), Error> {
    let not_available = |why: String| Ok((Verdict::NotAvailable, Some(why)));
    match reasons.conclusions.get(conclusion.name) {
        None => return not_available("the bundle does not state it".to_owned()),
        Some(Err(why)) => return not_available(why.clone()),
        Some(Ok(())) => {}
    }
    if let Some(why) = conclusion.stays {
        return not_available(why.to_owned());
    }
    let path = case.reader().layout().root().join(format!("conclusions/{}.jsonl", conclusion.name));
    let lines =
        || -> Result<_, Error> { Ok(BufReader::new(std::fs::File::open(&path).map_err(IndexError::from)?).lines()) };
    let mut stated = Vec::new();
    for line in lines()? {
        stated.push(Digest::of(line.map_err(IndexError::from)?.as_bytes()));
    }
    let again = |at: usize| -> Result<Value, Error> {
        let line = lines()?.nth(at).transpose().map_err(IndexError::from)?;
        Ok(line.map(|line| serde_json::from_str(&line)).transpose()?.unwrap_or(Value::Null))
    };
    against(&stated, &again, conclusion, case)
}

/// Derives a conclusion and holds it against the hashes of the stated lines.
fn against(
    stated: &[Digest],
    stated_line: &dyn Fn(usize) -> Result<Value, Error>,
    conclusion: &Conclusion,
    case: &Case,
) -> Result<(Verdict, Option<String>), Error> {
    let (mut at, mut difference) = (0, None);
    (conclusion.derive)(case, &mut |line| {
        if difference.is_none() {
            difference = match stated.get(at) {
                Some(hash) if *hash == canonical::digest(&line)? => None,
                Some(_) => first_difference(&stated_line(at)?, &line, String::new())
                    .map(|words| format!("line {}: {words}", at + 1)),
                None => Some(format!("line {} is new: {}", at + 1, quoted(&line.to_string()))),
            };
        }
        at += 1;
        Ok(())
    })?;
    if difference.is_none() && at < stated.len() {
        difference = Some(format!("{} lines, now {at}", stated.len()));
    }
    let verdict = if difference.is_none() { Verdict::SameBytes } else { Verdict::DifferentConclusion };
    Ok((verdict, difference))
}

fn line_of(case: &Case, conclusion: &Conclusion, wanted: usize) -> Result<Value, Error> {
    let (mut at, mut found) = (0, Value::Null);
    (conclusion.derive)(case, &mut |line| {
        if at == wanted {
            found = line;
        }
        at += 1;
        Ok(())
    })?;
    Ok(found)
}
