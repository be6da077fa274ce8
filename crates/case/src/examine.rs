//! Runs every analyser that is due over every item, keeps failures as attempts, and commits in batches.
//!
//! A second run over an unchanged case reads nothing but the index.

use std::time::Duration;

use custody::entry::{Header, RecordRef};
use model::{Digest, ItemId, canonical};
use store::index::query::Done;
use store::{NewEntry, Reader, Writer};

use crate::analysers::{self, Analyser, Failure, Identity, ItemState};
use crate::error::Error;
use crate::host::Host;
use crate::open::WritableCase;
use crate::parallel;

/// A batch of findings is committed when it has this many, or after this long.
const BATCH: usize = 500;
const BATCH_TIME: Duration = Duration::from_secs(2);

/// What one examination did.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Examined {
    /// New findings.
    pub findings: u64,
    /// Analyses that failed, now kept as attempts.
    pub failed: Vec<FailedAnalysis>,
    /// Findings that were there and still hold.
    pub up_to_date: u64,
    /// Analyses that this machine lacks what it takes for.
    pub unavailable: Vec<Unavailable>,
}

/// An analysis that was due and could not be run here on any item.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Unavailable {
    /// Which analysis.
    pub stage: String,
    /// How many items it is due for.
    pub items: u64,
    /// What is lacking and what helps, in one sentence.
    pub why: String,
}

impl Examined {
    fn unavailable(&mut self, stage: &str, why: String) {
        match self.unavailable.iter_mut().find(|u| u.stage == stage && u.why == why) {
            Some(known) => known.items += 1,
            None => self.unavailable.push(Unavailable { stage: stage.to_owned(), items: 1, why }),
        }
    }
}

/// An analysis that gave no finding.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct FailedAnalysis {
    /// The item.
    pub item: ItemId,
    /// Which analyser.
    pub analyser: String,
    /// Why, in one sentence.
    pub reason: String,
}

/// One due analysis.
struct Job {
    item: ItemId,
    size: u64,
    findings: Vec<Done>,
    identity: Identity,
    parameters: Digest,
}

impl WritableCase {
    /// Brings every finding up to date. With `retry`, failed analyses are tried again although nothing changed.
    pub fn examine(&mut self, retry: bool, host: &Host<'_>) -> Result<Examined, Error> {
        let mut examined = Examined::default();
        let mut items = self.index().items_with_findings()?;
        for analyser in analysers::registry() {
            let jobs = self.due(*analyser, &items, retry, host, &mut examined)?;
            if jobs.is_empty() {
                continue;
            }
            host.progress.begin("Reading", Some(jobs.len() as u64));
            let result = self.run_jobs(*analyser, &jobs, host, &mut examined);
            host.progress.end();
            result?;
            items = self.index().items_with_findings()?;
        }
        Ok(examined)
    }

    /// Which items the analyser has to look at.
    fn due(
        &self,
        analyser: &dyn Analyser,
        items: &[(ItemId, u64, Vec<Done>)],
        retry: bool,
        host: &Host<'_>,
        examined: &mut Examined,
    ) -> Result<Vec<Job>, Error> {
        let mut jobs = Vec::new();
        // Most items are planned with the same parameters.
        let mut last: Option<(serde_json::Value, Digest)> = None;
        for (id, size, findings) in items {
            let (id, size) = (*id, *size);
            let state = ItemState {
                id,
                size,
                findings,
                open: &|| self.reader().original(id),
                record: &|digest| self.reader().record(digest),
                threads: 1,
                decoder: host.decoder,
            };
            let planned = match analyser.plan(&state) {
                Ok(Some(identity)) => identity,
                Ok(None) => continue,
                // The item cannot even be looked at: the run says so, by the same way as any other failure.
                Err(Failure::Input(_)) => unplanned(analyser),
                Err(Failure::Unavailable(why)) => {
                    examined.unavailable(analyser.stage(), why);
                    continue;
                }
                Err(Failure::Store(error)) => {
                    examined.failed.push(FailedAnalysis {
                        item: id,
                        analyser: analyser.stage().to_owned(),
                        reason: error.to_string(),
                    });
                    continue;
                }
            };
            let parameters = match &last {
                Some((value, digest)) if *value == planned.parameters => *digest,
                _ => canonical::digest(&planned.parameters)?,
            };
            last = Some((planned.parameters.clone(), parameters));
            let done = findings.iter().rev().find(|k| k.stage() == analyser.stage()).is_some_and(|known| {
                *known.analyser == *planned.analyser
                    && *known.version == *planned.version
                    && known.parameters == Some(parameters)
                    && !(known.failed && retry)
            });
            if done {
                examined.up_to_date += 1;
            } else {
                jobs.push(Job { item: id, size, findings: findings.clone(), identity: planned, parameters });
            }
        }
        Ok(jobs)
    }

    /// Works in rounds: several threads take jobs until a batch is full or has taken long enough, then what they found
    /// is committed. What was committed stays, whatever happens to the rest.
    fn run_jobs(
        &mut self,
        analyser: &dyn Analyser,
        jobs: &[Job],
        host: &Host<'_>,
        examined: &mut Examined,
    ) -> Result<(), Error> {
        let mut done = 0;
        while done < jobs.len() {
            let outcomes = round(analyser, &jobs[done..], self.reader(), self.writer(), host, done);
            let mut entries = Vec::with_capacity(outcomes.len());
            for (job, outcome) in jobs[done..].iter().zip(outcomes) {
                entries.extend(outcome_entry(job, outcome, host, examined)?);
                done += 1;
            }
            self.commit(entries, host)?;
            host.progress.at(done as u64);
        }
        Ok(())
    }
}

/// Runs the first jobs of a list on several threads; the answers come back in the order of the list.
fn round(
    analyser: &dyn Analyser,
    jobs: &[Job],
    reader: &Reader,
    writer: &Writer,
    host: &Host<'_>,
    done: usize,
) -> Vec<Outcome> {
    let first = &jobs[..jobs.len().min(BATCH)];
    // Cores that have no item of their own help inside the items there are.
    let inside = if first.len() < host.threads { host.threads } else { 1 };
    parallel::in_order(first, host.threads, Some(BATCH_TIME), |at, job| {
        let outcome = run_one(analyser, job, reader, writer, inside, host.decoder);
        host.progress.at((done + at + 1) as u64);
        outcome
    })
}

fn unplanned(analyser: &dyn Analyser) -> Identity {
    Identity {
        analyser: format!("{}.unread", analyser.stage()),
        version: "1".to_owned(),
        parameters: serde_json::Value::Object(serde_json::Map::new()),
    }
}

type Outcome = Result<RecordRef, Failure>;

fn run_one(
    analyser: &dyn Analyser,
    job: &Job,
    reader: &Reader,
    writer: &Writer,
    threads: usize,
    decoder: &media::OnDemand,
) -> Outcome {
    let open = || reader.original(job.item);
    let state = ItemState {
        id: job.item,
        size: job.size,
        findings: &job.findings,
        open: &open,
        record: &|digest| reader.record(digest),
        threads,
        decoder,
    };
    let mut record = writer.record();
    analyser.run(&job.identity, &state, &mut record)?;
    Ok(record.finish()?)
}

fn outcome_entry(
    job: &Job,
    outcome: Outcome,
    host: &Host<'_>,
    examined: &mut Examined,
) -> Result<Option<NewEntry>, Error> {
    let Identity { analyser, version, .. } = &job.identity;
    let mut line = host.stamp();
    let header = match outcome {
        Ok(record) => {
            examined.findings += 1;
            Header::find(vec![job.item], analyser, version, job.parameters, record)
        }
        Err(Failure::Input(reason)) => {
            line.insert("reason".to_owned(), reason.clone().into());
            examined.failed.push(FailedAnalysis { item: job.item, analyser: analyser.clone(), reason });
            Header::attempt(vec![job.item], analyser, version, job.parameters)
        }
        Err(Failure::Unavailable(why)) => {
            examined.unavailable(job.identity.analyser.as_str(), why);
            return Ok(None);
        }
        Err(Failure::Store(error)) => return Err(error.into()),
    };
    Ok(Some(NewEntry { header, private: Some(line.into()) }))
}
