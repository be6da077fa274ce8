//! What weighing gave: incidents, statements with their independent origins, rival accounts. Numbered here, not named by
//! ids: an id follows from a post's address, so it would let anybody check a guess at who is withheld.

use std::collections::HashMap;

use case::weigh::{CellView, ClaimIn, WeighedView};
use case::{Case, Progress};
use model::{Place, Utc};

use super::Part;
use crate::bundle::{Cause, Shelf};
use crate::error::Error;
use crate::policy::ROUNDING_M;
use crate::redact::{Redactor, on_grid};
use crate::table::{Row, Table};

/// Regions with a larger radius are not drawn: the circle would cover half a continent and say nothing.
pub(crate) const LARGEST_M: u32 = 400_000;

/// Readings are turned into claims on so many threads; the answer does not depend on it.
const THREADS: usize = 4;

/// Something said to have happened.
#[derive(Debug)]
pub(crate) struct IncidentEntry {
    pub number: usize,
    pub what: String,
    pub place: Option<String>,
    pub time: Option<String>,
    /// First and last second at which it can have happened.
    pub utc: [Option<Utc>; 2],
    pub figures: Vec<String>,
    pub claims: u64,
    pub origins: usize,
    pub links: Vec<String>,
    /// Details in which its claims differ, explained or not.
    pub conflicts: Vec<String>,
    /// Claims that rest on recordings which were there before.
    pub doubts: Vec<String>,
    pub rivals: Vec<RivalEntry>,
    /// Independent groups that nobody weighed: why they say nothing between the rivals, and which these are.
    pub silent: Vec<(String, Vec<String>)>,
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
    /// What every independent group that was weighed says about it: what it is, range, word, why.
    pub groups: Vec<[String; 4]>,
}

/// A circle on the map: its middle on the grid of a dossier, its radius widened by what that may have moved it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Area {
    /// Micro-degrees.
    pub lat_e6: i32,
    /// Micro-degrees.
    pub lon_e6: i32,
    /// Metres.
    pub radius_m: u32,
}

impl Area {
    /// The area of a place, unless it would cover half a continent.
    fn of(place: &Place) -> Option<Self> {
        let radius_m = place.radius_m.saturating_add(ROUNDING_M);
        (radius_m <= LARGEST_M).then(|| Self { lat_e6: on_grid(place.lat_e6), lon_e6: on_grid(place.lon_e6), radius_m })
    }
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

/// An incident as other programs read it from the map.
#[derive(Debug)]
pub(crate) struct DrawnIncident {
    pub number: usize,
    pub what: String,
    pub place: Option<String>,
    pub time: Option<String>,
    pub claims: u64,
    pub origins: usize,
    pub area: Area,
}

/// What weighing gave, as far as the page shows it.
#[derive(Debug)]
pub(crate) struct Weighed {
    pub incidents: Part<IncidentEntry>,
    pub statements: Part<StatementEntry>,
    /// Every incident that can be drawn on a map: number, what, when, how many claims and origins, where.
    pub drawn: Vec<DrawnIncident>,
    pub bands: Vec<[String; 3]>,
}

pub(super) fn write(
    case: &Case,
    redactor: &Redactor,
    shelf: &mut Shelf<'_>,
    progress: &dyn Progress,
) -> Result<Weighed, Error> {
    let weighed = case.weigh(THREADS, progress)?;
    let view = weighed.view();
    let numbers: HashMap<&str, usize> = view.incidents.iter().zip(1..).map(|(i, n)| (i.id.as_str(), n)).collect();
    let shown = |text: &str| redactor.again(text);
    let mut out = Weighed {
        incidents: Part::new(),
        statements: Part::new(),
        drawn: Vec::new(),
        bands: view
            .bands
            .iter()
            .map(|b| [b.from.to_owned(), b.to.unwrap_or("").to_owned(), b.word.to_owned()])
            .collect(),
    };
    for ((incident, found), number) in view.incidents.iter().zip(&weighed.incidents.incidents).zip(1..) {
        let weighing = view.weighings.iter().find(|w| w.incident == incident.id);
        let list = |of: Option<&Vec<String>>| of.into_iter().flatten().map(|t| shown(t)).collect::<Vec<_>>();
        let claim = |c: &ClaimIn| c.speaker.clone().or_else(|| c.publisher.clone());
        let speaker = |f: &case::weigh::FigureIn| {
            let held = incident.claims.iter().find(|c| c.id == f.claim).and_then(claim);
            f.speaker.clone().or(held).map_or(String::new(), |who| format!(" — {who}"))
        };
        let area = found.place.as_ref().and_then(Area::of);
        out.drawn.extend(area.map(|area| DrawnIncident {
            number,
            what: shown(&incident.what),
            place: incident.place.name.as_deref().map(shown),
            time: incident.time.as_ref().map(|t| t.value.clone()),
            claims: incident.claims.len() as u64,
            origins: incident.origins.len(),
            area,
        }));
        out.incidents.push(IncidentEntry {
            number,
            what: shown(&incident.what),
            place: incident.place.name.as_deref().map(shown),
            time: incident.time.as_ref().map(|t| t.value.clone()),
            utc: found.utc,
            doubts: incident.doubts.iter().map(|d| shown(d)).collect(),
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
            silent: silent(&view, &incident.id, redactor),
            agreed: list(weighing.map(|w| &w.agreed)),
            // The accounts themselves stand in the table.
            disputed: list(weighing.map(|w| &w.disputed))
                .into_iter()
                .filter(|d| !d.starts_with("what it was"))
                .collect(),
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
            .filter(|g| !unweighed(g))
            .map(|g| {
                let range = if g.low == g.high { g.low.clone() } else { format!("{} to {}", g.low, g.high) };
                [redactor.again(&g.what), range, g.word.text().to_owned(), redactor.again(&g.why)]
            })
            .collect(),
    };
    view.hypotheses.iter().filter(|h| h.incident == incident).map(one).collect()
}

/// A group that says nothing between the rivals, by rule.
fn unweighed(cell: &CellView) -> bool {
    cell.low == "1" && cell.high == "1"
}

/// Groups about which the same is to be said for every rival, once.
fn silent(view: &WeighedView, incident: &str, redactor: &Redactor) -> Vec<(String, Vec<String>)> {
    let mut out: Vec<(String, Vec<String>)> = Vec::new();
    let first = view.hypotheses.iter().find(|h| h.incident == incident);
    for cell in first.into_iter().flat_map(|h| &h.groups).filter(|cell| unweighed(cell)) {
        let why = format!("{}: {}", cell.word.text(), redactor.again(&cell.why));
        let name = redactor.again(&cell.what);
        match out.iter_mut().find(|(known, _)| *known == why) {
            Some((_, names)) => names.push(name),
            None => out.push((why, vec![name])),
        }
    }
    out
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
        let columns = [
            "incident",
            "what",
            "place",
            "time",
            "figures",
            "claims",
            "independent_origins",
            "differ",
            "cannot_show_it",
        ];
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
                    .text(&differ.join("; "))
                    .text(&incident.doubts.iter().map(|d| shown(d)).collect::<Vec<_>>().join("; ")),
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
