//! What every independent group says about every hypothesis: a range, a word and a reason.

use std::collections::BTreeMap;

use super::{Cell, ELSE, Hypothesis, Line, Opinion, Word};
use crate::decision::{Decided, Decision};
use crate::incidents::Incident;
use crate::likelihood::{HUMAN_CAP, Milli, PHYSICAL_CAP, Range, Ratio};
use crate::material::{Material, Node};
use crate::origins::{Basis, Origins};

/// What is kept for a hypothesis that nobody has given a range for: anything from a tenth to certain.
const OPEN: Range = Range { low: Milli(-1000), high: Milli(0) };

/// The table for one incident: its groups in the order of [`Origins::groups`].
pub(super) fn lines(
    material: &Material,
    origins: &Origins,
    incident: &Incident,
    hypotheses: &[Hypothesis],
    decided: &[Decided],
) -> Vec<Line> {
    let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let held: std::collections::BTreeSet<u32> = incident.claims.iter().map(|m| m.claim).collect();
    for statement in held.iter().filter_map(|c| origins.statement_of[*c as usize]) {
        for origin in &origins.statements[statement as usize].origins {
            let claims = origin.claims.iter().map(|way| way.claim).filter(|c| held.contains(c));
            for claim in claims {
                let list = groups.entry(origin.group).or_default();
                if !list.contains(&claim) {
                    list.push(claim);
                }
            }
        }
    }
    let opinions = opinions(material, origins, decided);
    groups
        .into_iter()
        .map(|(group, claims)| {
            let checks: Vec<&crate::material::Check> = material
                .checks
                .iter()
                .filter(|check| origins.groups[group as usize].roots.contains(&check.subject))
                .collect();
            let old = crate::footage::all_older(material, origins, group, &claims, incident.utc);
            let spoken = Spoken { material, checks: &checks, old };
            line(origins, hypotheses, group, claims, &opinions, &spoken)
        })
        .collect()
}

/// What is known of a group's footage.
struct Spoken<'m> {
    material: &'m Material,
    checks: &'m [&'m crate::material::Check],
    /// Why none of it can show what happened.
    old: Option<String>,
}

/// The last thing that everybody said about each group and hypothesis.
type Opinions = BTreeMap<(u32, String), Vec<Opinion>>;

fn opinions(material: &Material, origins: &Origins, decided: &[Decided]) -> Opinions {
    let mut out = Opinions::new();
    for one in decided {
        let Decision::Weigh { group, hypothesis, low, high } = &one.decision else { continue };
        let Some(at) = group_of(material, origins, group) else { continue };
        let list = out.entry((at, hypothesis.clone())).or_default();
        list.retain(|known| known.author != one.author);
        list.push(Opinion {
            author: one.author.clone(),
            entry: one.entry,
            low: low.clone(),
            high: high.clone(),
            reason: one.reason.clone(),
        });
    }
    out
}

/// The group that a judgement means: by its own id, by one of its roots, or by a claim that goes back to it.
fn group_of(material: &Material, origins: &Origins, thing: &str) -> Option<u32> {
    if let Some(at) = origins.groups.iter().position(|g| g.id == thing) {
        return Some(at as u32);
    }
    let node = material.find(thing)?;
    if let Some(at) = origins.groups.iter().position(|g| g.roots.contains(&node)) {
        return Some(at as u32);
    }
    let Node::Claim(claim) = node else { return None };
    let statement = &origins.statements[origins.statement_of[claim as usize]? as usize];
    statement.origins.iter().find(|o| o.claims.iter().any(|way| way.claim == claim)).map(|o| o.group)
}

fn line(
    origins: &Origins,
    hypotheses: &[Hypothesis],
    group: u32,
    claims: Vec<u32>,
    opinions: &Opinions,
    spoken: &Spoken<'_>,
) -> Line {
    let said = |h: &Hypothesis| opinions.get(&(group, h.id.clone())).cloned().unwrap_or_default();
    let measured = |h: &Hypothesis| measured(spoken, h);
    let weighed = hypotheses.iter().any(|h| !said(h).is_empty() || !measured(h).is_empty());
    // A check of physics moves a ratio further only where nothing beside it is anybody's judgement.
    let physical =
        hypotheses.iter().any(|h| measured(h).iter().any(|m| m.3)) && hypotheses.iter().all(|h| said(h).is_empty());
    let cells = hypotheses
        .iter()
        .map(|h| {
            if !weighed {
                return by_rule(h, origins.groups[group as usize].basis, spoken.old.as_deref());
            }
            let opinions = said(h);
            let mut range: Option<Range> = None;
            let mut whys = Vec::new();
            let from_people = opinions.iter().map(|o| {
                let who = o.author.as_deref().unwrap_or("somebody");
                let reason = o.reason.as_deref().unwrap_or("no reason given");
                (format!("{who}: {reason}"), o.low.clone(), o.high.clone())
            });
            for (why, low, high) in from_people.chain(measured(h).into_iter().map(|m| (m.0, m.1, m.2))) {
                if let Ok(read) = Range::parse(&low, &high) {
                    range = Some(range.map_or(read, |known| known.around(read)));
                    whys.push(format!("{why} ({low} to {high})"));
                }
            }
            let why = match (&range, h.id == ELSE) {
                (Some(_), _) if whys.len() > 1 => format!("{}; the range holds all of them", whys.join("; ")),
                (Some(_), _) => whys.join("; "),
                (None, true) => "an explanation that is not known may foretell it well or badly".to_owned(),
                (None, false) => "nobody has said how well it foretells this; kept wide".to_owned(),
            };
            let range = range.unwrap_or(OPEN);
            Cell {
                hypothesis: h.id.clone(),
                low: range.low.factor(),
                high: range.high.factor(),
                range,
                word: Word::DoesNotDiscriminate,
                why,
                opinions,
            }
        })
        .collect();
    let mut line = Line { group, claims, weighed, physical, cells };
    if weighed {
        words(&mut line);
    }
    line
}

/// What checks say under a hypothesis: in words, low, high, and whether it follows from physics.
fn measured(spoken: &Spoken<'_>, hypothesis: &Hypothesis) -> Vec<(String, String, String, bool)> {
    let of = |check: &&crate::material::Check| {
        let range = check.ranges.iter().find(|r| meant(spoken.material, &r.hypothesis, hypothesis))?;
        Some((check.what.clone(), range.low.clone(), range.high.clone(), check.physical))
    };
    spoken.checks.iter().filter_map(of).collect()
}

/// Whether a check speaks of a hypothesis: it names it, or gives the account in its words or in those of a claim that
/// says so. Spelling and punctuation aside; nothing is guessed.
fn meant(material: &Material, named: &str, hypothesis: &Hypothesis) -> bool {
    let bare = |text: &str| {
        let letters = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' });
        letters.flat_map(char::to_lowercase).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let named = bare(named);
    let claims = hypothesis.claims.iter().map(|c| material.claims[*c as usize].words.as_str());
    [hypothesis.id.as_str(), hypothesis.what.as_str()].into_iter().chain(claims).any(|text| bare(text) == named)
}

/// The cap of a line.
pub(super) fn cap(line: &Line) -> Milli {
    if line.physical { PHYSICAL_CAP } else { HUMAN_CAP }
}

/// What a group says by itself: nothing between the rivals, with the reason.
fn by_rule(hypothesis: &Hypothesis, basis: Basis, old: Option<&str>) -> Cell {
    let (word, why) = match basis {
        Basis::Recording if old.is_some() => (Word::CannotBeTested, old.unwrap_or_default()),
        Basis::Recording => {
            (Word::CannotBeTested, "nobody has weighed what the recording shows, and no check speaks about it")
        }
        Basis::RecordingAbsent => {
            (Word::CannotBeTested, "the recording is not in the case, so nothing can be measured on it")
        }
        Basis::Observer => (Word::CannotBeTested, "nobody has weighed what is said to have been seen or heard"),
        Basis::Office | Basis::Outlet | Basis::Assertion => (
            Word::DoesNotDiscriminate,
            "it gives an account and no observation; whoever holds an account gives it whatever happened",
        ),
        Basis::Unnamed => (Word::DoesNotDiscriminate, "nobody is named who observed anything"),
        Basis::Circular => (Word::DoesNotDiscriminate, "those who say it cite one another; nobody observed anything"),
    };
    Cell {
        hypothesis: hypothesis.id.clone(),
        low: "1".to_owned(),
        high: "1".to_owned(),
        range: Range::CERTAIN,
        word,
        why: why.to_owned(),
        opinions: Vec::new(),
    }
}

/// The words of a weighed line: a hypothesis is inconsistent where another foretells what was found much better.
fn words(line: &mut Line) {
    let cap = cap(line);
    let ranges: Vec<Range> = line.cells.iter().map(|c| c.range).collect();
    let beaten = |at: usize| ranges.iter().any(|other| Ratio::of(*other, ranges[at], cap).favours() == 1);
    let any = (0..ranges.len()).any(beaten);
    let words: Vec<Word> = (0..ranges.len())
        .map(|at| match (any, beaten(at)) {
            (false, _) => Word::DoesNotDiscriminate,
            (true, true) => Word::Inconsistent,
            (true, false) => Word::Consistent,
        })
        .collect();
    for (cell, word) in line.cells.iter_mut().zip(words) {
        cell.word = word;
    }
}
