//! What weighing gave: incidents, statements with their independent origins, rival accounts. Numbered here, not named by
//! ids: an id follows from a post's address, so it would let anybody check a guess at who is withheld.

use std::collections::HashMap;

use case::Case;
use case::weigh::{ClaimIn, WeighedView};

use super::Part;
use crate::bundle::{Cause, Shelf};
use crate::error::Error;
use crate::redact::Redactor;
use crate::table::{Row, Table};

/// Readings are turned into claims on so many threads; the answer does not depend on it.
const THREADS: usize = 4;

/// Something said to have happened.
#[derive(Debug)]
pub(crate) struct IncidentEntry {
    pub number: usize,
    pub what: String,
    pub place: Option<String>,
    pub time: Option<String>,
    pub figures: Vec<String>,
    pub claims: u64,
    pub origins: usize,
    pub links: Vec<String>,
    /// Details in which its claims differ, explained or not.
    pub conflicts: Vec<String>,
    pub rivals: Vec<RivalEntry>,
    pub agreed: Vec<String>,
    pub disputed: Vec<String>,
    /// The answer between the rivals with its reason.
    pub answer: Option<[String; 2]>,
    pub wanted: Vec<String>,
}

/// A hypothesis about an incident.
#[derive(Debug)]
pub(crate) struct RivalEntry {
    pub what: String,
    pub voices: String,
    /// What every independent group says about it: what it is, range, word, why.
    pub groups: Vec<[String; 4]>,
}

/// What is said, and on how many independent origins.
#[derive(Debug)]
pub(crate) struct StatementEntry {
    pub claim: String,
    pub count: u32,
    pub mentions: u64,
    pub reactions: u64,
    pub why: String,
}

/// What weighing gave, as far as the page shows it.
#[derive(Debug)]
pub(crate) struct Weighed {
    pub incidents: Part<IncidentEntry>,
    pub statements: Part<StatementEntry>,
    pub bands: Vec<[String; 3]>,
}

pub(super) fn write(case: &Case, redactor: &Redactor, shelf: &mut Shelf<'_>) -> Result<Weighed, Error> {
    let view = case.weigh(THREADS)?.view();
    let numbers: HashMap<&str, usize> = view.incidents.iter().zip(1..).map(|(i, n)| (i.id.as_str(), n)).collect();
    let shown = |text: &str| redactor.again(text);
    let mut out = Weighed {
        incidents: Part::new(),
        statements: Part::new(),
        bands: view
            .bands
            .iter()
            .map(|b| [b.from.to_owned(), b.to.unwrap_or("").to_owned(), b.word.to_owned()])
            .collect(),
    };
    for (incident, number) in view.incidents.iter().zip(1..) {
        let weighing = view.weighings.iter().find(|w| w.incident == incident.id);
        let list = |of: Option<&Vec<String>>| of.into_iter().flatten().map(|t| shown(t)).collect::<Vec<_>>();
        let claim = |c: &ClaimIn| c.speaker.clone().or_else(|| c.publisher.clone());
        let speaker = |f: &case::weigh::FigureIn| {
            let held = incident.claims.iter().find(|c| c.id == f.claim).and_then(claim);
            f.speaker.clone().or(held).map_or(String::new(), |who| format!(" — {who}"))
        };
        out.incidents.push(IncidentEntry {
            number,
            what: shown(&incident.what),
            place: incident.place.name.as_deref().map(shown),
            time: incident.time.as_ref().map(|t| t.value.clone()),
            figures: incident.figures.iter().map(|f| shown(&format!("{}{}", f.text, speaker(f)))).collect(),
            claims: incident.claims.len() as u64,
            origins: incident.origins.len(),
            links: incident
                .links
                .iter()
                .filter_map(|l| {
                    Some(format!("{} incident {}: {}", l.relation, numbers.get(l.to.as_str())?, shown(&l.why)))
                })
                .collect(),
            conflicts: incident
                .conflicts
                .iter()
                .map(|c| {
                    let versions: Vec<String> = c.versions.iter().map(|v| shown(&v.value)).collect();
                    let why = c.explained.as_ref().map_or(String::new(), |why| format!(" ({})", shown(why)));
                    format!("{}: {}{why}", shown(&c.what), versions.join(" / "))
                })
                .collect(),
            rivals: rivals(&view, &incident.id, redactor),
            agreed: list(weighing.map(|w| &w.agreed)),
            disputed: list(weighing.map(|w| &w.disputed)),
            answer: weighing.map(|w| [w.answer.text().to_owned(), shown(&w.why)]),
            wanted: weighing
                .into_iter()
                .flat_map(|w| &w.wanted)
                .map(|w| format!("{} — would tell {}", w.what, w.tells))
                .collect(),
        });
    }
    for origin in &view.origins {
        out.statements.push(StatementEntry {
            claim: shown(&origin.claim),
            count: origin.count,
            mentions: origin.mentions,
            reactions: origin.reactions,
            why: shown(&origin.why),
        });
    }
    tables(&view, redactor, &numbers, shelf)?;
    Ok(out)
}

fn rivals(view: &WeighedView, incident: &str, redactor: &Redactor) -> Vec<RivalEntry> {
    let one = |h: &case::weigh::HypothesisView| RivalEntry {
        what: redactor.again(&h.what),
        voices: redactor.again(&h.voices.join(", ")),
        groups: h
            .groups
            .iter()
            .map(|g| {
                let range = if g.low == g.high { g.low.clone() } else { format!("{} to {}", g.low, g.high) };
                [redactor.again(&g.what), range, g.word.text().to_owned(), redactor.again(&g.why)]
            })
            .collect(),
    };
    view.hypotheses.iter().filter(|h| h.incident == incident).map(one).collect()
}

/// The three tables, with everything.
fn tables(
    view: &WeighedView,
    redactor: &Redactor,
    numbers: &HashMap<&str, usize>,
    shelf: &mut Shelf<'_>,
) -> Result<(), Error> {
    let shown = |text: &str| redactor.again(text);
    shelf.put("incidents.csv", |to| -> Result<(), Cause> {
        let columns = ["incident", "what", "place", "time", "figures", "claims", "independent_origins", "differ"];
        let mut table = Table::new(to, &columns)?;
        for (incident, number) in view.incidents.iter().zip(1..) {
            let figures: Vec<String> = incident.figures.iter().map(|f| shown(&f.text)).collect();
            let differ: Vec<String> = incident.conflicts.iter().map(|c| shown(&c.what)).collect();
            table.row(
                Row::default()
                    .plain(number)
                    .text(&shown(&incident.what))
                    .maybe(incident.place.name.as_deref().map(shown).as_deref())
                    .maybe(incident.time.as_ref().map(|t| t.value.as_str()))
                    .text(&figures.join("; "))
                    .plain(incident.claims.len())
                    .plain(incident.origins.len())
                    .text(&differ.join("; ")),
            )?;
        }
        Ok(table.finish()?)
    })?;
    shelf.put("origins.csv", |to| -> Result<(), Cause> {
        let columns = ["statement", "claim", "independent_origins", "mentions", "reactions", "why", "incidents"];
        let mut table = Table::new(to, &columns)?;
        for (origin, number) in view.origins.iter().zip(1..) {
            let incidents: Vec<String> =
                origin.incidents.iter().filter_map(|id| numbers.get(id.as_str())).map(usize::to_string).collect();
            table.row(
                Row::default()
                    .plain(number)
                    .text(&shown(&origin.claim))
                    .plain(origin.count)
                    .plain(origin.mentions)
                    .plain(origin.reactions)
                    .text(&shown(&origin.why))
                    .text(&incidents.join("; ")),
            )?;
        }
        Ok(table.finish()?)
    })?;
    shelf.put("hypotheses.csv", |to| -> Result<(), Cause> {
        let columns = ["incident", "hypothesis", "proposed", "said_by", "origin", "low", "high", "word", "why"];
        let mut table = Table::new(to, &columns)?;
        for h in &view.hypotheses {
            for g in &h.groups {
                table.row(
                    Row::default()
                        .maybe_plain(numbers.get(h.incident.as_str()))
                        .text(&shown(&h.what))
                        .plain(h.proposed)
                        .text(&shown(&h.voices.join("; ")))
                        .text(&shown(&g.what))
                        .plain(&g.low)
                        .plain(&g.high)
                        .plain(g.word.text())
                        .text(&shown(&g.why)),
                )?;
            }
        }
        Ok(table.finish()?)
    })
}
