//! Runs every analyser again whose finding, or failure, is in force, on the items and records that are at hand.

use custody::Header;
use custody::entry::RecordRef;
use model::{ItemId, canonical};
use store::index::query::Done;

use super::compare::Comparison;
use super::withheld::Reasons;
use super::{FindingAgain, Verdict};
use crate::analysers::{self, Analyser, Exactness, Failure, Identity, ItemState};
use crate::checks;
use crate::error::Error;
use crate::open::Case;
use crate::parallel;
use crate::progress::Progress;

/// One finding or failure to be derived again.
struct Job {
    item: ItemId,
    size: u64,
    done: Done,
    /// What was known of the item before, without the stage itself.
    before: Vec<Done>,
    /// What the log says of it.
    header: Header,
}

type Answer = (Verdict, Option<String>);

/// Every finding in force, derived again, in the order of the log; and how many were replaced by later ones.
pub(super) fn again(
    case: &Case,
    reasons: &Reasons,
    threads: usize,
    decoder: &media::OnDemand,
    progress: &dyn Progress,
) -> Result<(Vec<FindingAgain>, u64), Error> {
    let (mut jobs, mut superseded) = (Vec::new(), 0);
    for (item, size, all) in case.index().items_with_findings()? {
        // In a bundle the size was not written down; the file itself, where it is there, has it.
        let size = case.reader().original_size(item).unwrap_or(size);
        for (at, done) in all.iter().enumerate() {
            // A person asks for physical checks one by one: only the same question asked again replaces one.
            let asked = done.stage() == checks::STAGE;
            let replaces = |later: &Done| {
                later.stage() == done.stage()
                    && (!asked || (later.analyser == done.analyser && later.parameters == done.parameters))
            };
            if all[at + 1..].iter().any(replaces) {
                superseded += 1;
                continue;
            }
            let before = all[..at].iter().filter(|b| b.stage() != done.stage()).cloned().collect();
            let header = header(case, done.seq)?;
            jobs.push(Job { item, size, done: done.clone(), before, header });
        }
    }
    jobs.sort_by_key(|job| job.done.seq);
    progress.begin("Deriving findings again", Some(jobs.len() as u64));
    // Only what is shared between threads goes to them: the folder, not the index.
    let reader = case.reader();
    let answers = parallel::in_order(&jobs, threads, None, |at, job| {
        let answer = derive(reader, reasons, decoder, job);
        progress.at(at as u64 + 1);
        answer
    });
    progress.end();
    let findings = jobs.into_iter().zip(answers).map(|(job, answer)| {
        let (verdict, detail) = answer?;
        Ok(FindingAgain {
            entry: job.done.seq,
            item: job.item,
            analyser: job.done.analyser.to_string(),
            version: job.done.version.to_string(),
            verdict,
            detail,
        })
    });
    let mut findings = findings.collect::<Result<Vec<_>, Error>>()?;
    findings.extend(purged(case)?);
    findings.sort_by_key(|finding| finding.entry);
    Ok((findings, superseded))
}

fn header(case: &Case, entry: u64) -> Result<Header, Error> {
    let found = case.reader().entry(entry)?;
    Ok(found.ok_or(Error::NoSuchEntry { wanted: entry, size: case.size() })?.header()?)
}

fn derive(reader: &store::Reader, reasons: &Reasons, decoder: &media::OnDemand, job: &Job) -> Result<Answer, Error> {
    let not_available = |why: String| Ok((Verdict::NotAvailable, Some(why)));
    if job.done.stage() == checks::STAGE {
        return Ok(check_again(reader, reasons, job));
    }
    let Some(analyser) = analysers::registry().iter().find(|a| a.stage() == job.done.stage()).copied() else {
        return not_available(format!("this version of the program has no analyser for {}", job.done.stage()));
    };
    if let Some(why) = missing(reader, reasons, analyser, job) {
        return not_available(why);
    }
    let state = ItemState {
        id: job.item,
        size: job.size,
        findings: &job.before,
        open: &|| reader.original(job.item),
        record: &|digest| reader.record(digest),
        threads: 1,
        decoder,
    };
    let identity = match analyser.plan(&state) {
        Ok(Some(identity)) => identity,
        Ok(None) => return Ok((Verdict::DifferentConclusion, Some("this version would not analyse it".to_owned()))),
        Err(Failure::Input(why)) if job.done.failed => return Ok(fails_again(&why)),
        Err(Failure::Input(why) | Failure::Unavailable(why)) => return not_available(why),
        Err(Failure::Store(error)) => return Err(error.into()),
    };
    if let Some(answer) = another_analyser(&identity, &job.done) {
        return Ok(answer);
    }
    let record = job.header.record.as_ref().map(|r: &RecordRef| r.sha256);
    let stated = record.and_then(|digest| reader.record(digest).ok());
    let mut comparison = Comparison::new(analyser, stated);
    match (analyser.run(&identity, &state, &mut comparison), record) {
        (Ok(()), Some(record)) => {
            let (verdict, detail) = comparison.finish(record);
            judged(verdict, detail, analyser, &identity, job)
        }
        (Ok(()), None) => Ok((Verdict::DifferentConclusion, Some("it could not be read then; now it can".to_owned()))),
        (Err(Failure::Input(why)), None) => Ok(fails_again(&why)),
        (Err(Failure::Input(why)), Some(_)) if analyser.exactness() == Exactness::DecoderDependent => {
            not_available(format!("it depends on a decoder, which says here: {why}"))
        }
        (Err(Failure::Input(why)), Some(_)) => {
            Ok((Verdict::DifferentConclusion, Some(format!("it could be read then; now: {why}"))))
        }
        (Err(Failure::Unavailable(why)), _) => not_available(why),
        (Err(Failure::Store(error)), _) => Err(error.into()),
    }
}

/// A physical check needs its record alone: the question in it is asked again.
fn check_again(reader: &store::Reader, reasons: &Reasons, job: &Job) -> Answer {
    let Some(record) = job.header.record.as_ref() else {
        return (Verdict::NotAvailable, Some("the finding has no record".to_owned()));
    };
    let Ok(file) = reader.record(record.sha256) else {
        return (Verdict::NotAvailable, Some(reasons.why("the record of the check", &record.sha256)));
    };
    match checks::again(std::io::BufReader::new(file), job.header.params) {
        Ok(true) => (Verdict::SameBytes, None),
        Ok(false) => (Verdict::DifferentConclusion, Some("its question gives another answer now".to_owned())),
        Err(why) => (Verdict::NotAvailable, Some(why)),
    }
}

fn fails_again(why: &str) -> Answer {
    (Verdict::SameConclusion, Some(format!("it cannot be read here either: {why}")))
}

/// What the analyser needs and is not at hand.
fn missing(reader: &store::Reader, reasons: &Reasons, analyser: &dyn Analyser, job: &Job) -> Option<String> {
    if analyser.reads().is_empty() {
        let here = reader.original_size(job.item).is_some();
        return (!here).then(|| reasons.why("the collected file", &job.item.0));
    }
    for stage in analyser.reads() {
        let input = job.before.iter().rev().find(|done| done.stage() == *stage && !done.failed);
        let Some(input) = input else { return Some(format!("there is no finding of {stage} to go by")) };
        let named = reader.entry(input.seq).ok().flatten().and_then(|e| e.header().ok()).and_then(|h| h.record);
        match named {
            Some(record) if reader.record(record.sha256).is_ok() => {}
            Some(record) => return Some(reasons.why(&format!("the record of {}", input.analyser), &record.sha256)),
            None => return Some(format!("the finding of {stage} has no record")),
        }
    }
    None
}

/// The answer where this version would use another analyser altogether.
fn another_analyser(identity: &Identity, done: &Done) -> Option<Answer> {
    // A failure may have come before it was known what the item is.
    (!done.failed && identity.analyser != *done.analyser).then(|| {
        let words = format!("taken for {} now, for {} then", identity.analyser, done.analyser);
        (Verdict::DifferentConclusion, Some(words))
    })
}

/// Adds to a difference what else was different: version, parameters, decoder.
fn judged(
    verdict: Verdict,
    detail: Option<String>,
    analyser: &dyn Analyser,
    identity: &Identity,
    job: &Job,
) -> Result<Answer, Error> {
    if verdict == Verdict::SameBytes {
        return Ok((verdict, detail));
    }
    let mut words = Vec::new();
    if identity.version != *job.done.version {
        words.push(format!("version {} then, {} now", job.done.version, identity.version));
    }
    if job.done.parameters != Some(canonical::digest(&identity.parameters)?) {
        words.push("other parameters".to_owned());
    }
    words.extend(detail);
    let decoded = analyser.exactness() == Exactness::DecoderDependent && verdict == Verdict::DifferentConclusion;
    if decoded {
        words.insert(0, "it depends on the decoder and its version".to_owned());
    }
    let verdict = if decoded { Verdict::NotAvailable } else { verdict };
    Ok((verdict, Some(words.join("; "))))
}

/// Findings about items that were purged.
fn purged(case: &Case) -> Result<Vec<FindingAgain>, Error> {
    let mut statement = case.connection().prepare(
        "SELECT max(f.seq), f.item, f.analyser, f.version, i.withheld_seq FROM finding f JOIN item i ON i.id = f.item \
         WHERE i.withheld_seq IS NOT NULL GROUP BY f.item, substr(f.analyser || '.', 1, instr(f.analyser || '.', '.'))",
    )?;
    let mut rows = statement.query([])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        out.push(FindingAgain {
            entry: row.get::<_, i64>(0)? as u64,
            item: ItemId(store::index::query::digest(&row.get::<_, String>(1)?)?),
            analyser: row.get(2)?,
            version: row.get(3)?,
            verdict: Verdict::NotAvailable,
            detail: Some(format!("purged by entry {}", row.get::<_, i64>(4)?)),
        });
    }
    Ok(out)
}
