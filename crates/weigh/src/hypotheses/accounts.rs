//! Who gives which account: hypotheses that people have written, those that rival claims propose, and on what the rivals
//! agree.
//!
//! An account is proposed where claims of one incident, by different speakers, name different kinds of happening, actors
//! or things as what it was. Proposals are a beginning for a person, who can replace or retire each of them by name.

use model::place::Precision;
use serde::{Deserialize, Serialize};

use super::{Hypothesis, incident_of};
use crate::decision::{Decided, Decision};
use crate::incidents::{Incident, Incidents};
use crate::material::{Claim, Material, Polarity, distance_m};

/// A hypothesis that a person wrote, or retired (`what` is nothing).
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub incident: u32,
    pub id: String,
    pub what: Option<String>,
}

/// What people have written, in the order in which they did; the last word on each name counts.
pub(super) fn written(material: &Material, incidents: &Incidents, decided: &[Decided]) -> Vec<Written> {
    let mut out: Vec<Written> = Vec::new();
    for one in decided {
        let (about, id, what) = match &one.decision {
            Decision::Hypothesis { about, id, what } => (about, id, Some(what.clone())),
            Decision::Retire { about, id } => (about, id, None),
            _ => continue,
        };
        let Some(incident) = incident_of(material, incidents, about) else { continue };
        out.retain(|w| w.incident != incident || w.id != *id);
        out.push(Written { incident, id: id.clone(), what });
    }
    out
}

/// Kinds of event by which an account says what it was and where it came from, not only what came of it.
const CAUSES: &[&str] = &[
    "misfire",
    "shelling",
    "air_drone_strike",
    "remote_explosive",
    "grenade",
    "suicide_bomb",
    "chemical_weapon",
    "attack",
    "disrupted_weapons",
    "armed_clash",
];

/// To which family of causes a kind belongs: accounts of different families are rivals.
fn family(kind: &str) -> u8 {
    match kind {
        "misfire" => 1,
        "disrupted_weapons" => 2,
        _ => 0,
    }
}

/// Whether two accounts exclude each other, as far as their words tell: other causes, or other actors.
fn rivals(material: &Material, a: &Hypothesis, b: &Hypothesis) -> bool {
    let claims = |h: &Hypothesis| h.claims.iter().map(|c| &material.claims[*c as usize]).collect::<Vec<_>>();
    let families = |h: &Hypothesis| {
        let kinds = claims(h).into_iter().flat_map(|c| &c.events).filter(|e| CAUSES.contains(&e.kind.as_str()));
        kinds.map(|e| family(&e.kind)).collect::<std::collections::BTreeSet<_>>()
    };
    let actors = |h: &Hypothesis| {
        claims(h).into_iter().flat_map(|c| c.actors.clone()).collect::<std::collections::BTreeSet<_>>()
    };
    let apart = |a: std::collections::BTreeSet<_>, b: std::collections::BTreeSet<_>| {
        !a.is_empty() && !b.is_empty() && a.is_disjoint(&b)
    };
    let (x, y) = (actors(a), actors(b));
    apart(families(a), families(b)) || (!x.is_empty() && !y.is_empty() && x.is_disjoint(&y))
}

/// Claims that are in no incident and yet may give an account of this one: they name who acted, and the place and the day
/// of this incident better than those of any other.
fn beside(material: &Material, incidents: &Incidents, at: u32) -> Vec<u32> {
    // 2: the same day as stated; 1: days that may be one, zones being open; 0: not this one.
    let meets = |claim: &Claim, incident: &Incident| -> u8 {
        let (Some(place), [Some(from), Some(to)]) = (&incident.place, incident.utc) else { return 0 };
        let near = claim.places.iter().filter_map(|m| m.place.as_ref()).any(|p| {
            p.precision <= Precision::Town && distance_m(p, place) <= p.radius_m.saturating_add(place.radius_m)
        });
        let day = |t: &crate::material::TimeMention| match t.time.utc {
            _ if incident.time.as_ref().is_some_and(|known| known.value == t.time.value) => 2,
            [Some(first), Some(last)] => u8::from(last.0 - first.0 <= THREE_DAYS && first <= to && from <= last),
            _ => 0,
        };
        if near { claim.times.iter().map(day).max().unwrap_or(0) } else { 0 }
    };
    let names = |c: &&u32| !material.claims[**c as usize].actors.is_empty();
    let best = |c: &&u32| {
        let claim = &material.claims[**c as usize];
        let mine = meets(claim, &incidents.incidents[at as usize]);
        let others = (0..incidents.incidents.len()).filter(|n| *n != at as usize);
        mine > 0 && others.into_iter().all(|n| meets(claim, &incidents.incidents[n]) < mine)
    };
    incidents.loose.iter().filter(names).filter(best).copied().collect()
}

/// A stretch of time that still names a day, whatever the zone.
const THREE_DAYS: i64 = 3 * 24 * 3600;

/// Most accounts that are proposed for one incident.
const MOST: usize = 12;

/// Accounts that the claims of an incident give, where there are at least two by different voices.
pub(super) fn proposed(material: &Material, incidents: &Incidents, number: u32) -> Vec<Hypothesis> {
    let incident = &incidents.incidents[number as usize];
    let mut accounts: Vec<(u32, Hypothesis)> = Vec::new();
    let gives = |claim: &Claim| {
        claim.polarity == Polarity::Affirmed && claim.events.iter().any(|e| CAUSES.contains(&e.kind.as_str()))
    };
    let mut claims: Vec<u32> = incident.claims.iter().map(|m| m.claim).collect();
    claims.retain(|c| gives(&material.claims[*c as usize]));
    if claims.is_empty() {
        return Vec::new();
    }
    let outside = beside(material, incidents, number);
    claims.extend(outside.into_iter().filter(|c| material.claims[*c as usize].polarity == Polarity::Affirmed));
    // The account in most words stands for those that say less of the same.
    claims.sort_by_key(|c| {
        let claim = &material.claims[*c as usize];
        (std::cmp::Reverse((!claim.actors.is_empty(), claim.word_count())), *c)
    });
    for at in claims {
        let claim = &material.claims[at as usize];
        let voice = voice(material, claim);
        match accounts.iter_mut().find(|(first, _)| same_account(&material.claims[*first as usize], claim)) {
            Some((_, account)) => {
                account.claims.push(at);
                if !account.voices.contains(&voice) {
                    account.voices.push(voice);
                }
            }
            None => {
                let hypothesis = Hypothesis {
                    id: String::new(),
                    what: claim.words.clone(),
                    proposed: true,
                    claims: vec![at],
                    voices: vec![voice],
                };
                accounts.push((at, hypothesis));
            }
        }
    }
    accounts.sort_by_key(|(first, account)| (std::cmp::Reverse(account.voices.len()), *first));
    accounts.truncate(MOST);
    let mut voices: Vec<&String> = accounts.iter().flat_map(|(_, a)| &a.voices).collect();
    voices.sort();
    voices.dedup();
    let any =
        accounts.iter().enumerate().any(|(n, (_, a))| accounts[n + 1..].iter().any(|(_, b)| rivals(material, a, b)));
    if voices.len() < 2 || !any {
        return Vec::new();
    }
    let name =
        |at: u32| format!("account-{}", model::Digest::of(material.claim_id(at).as_bytes()).hex()[..6].to_owned());
    accounts.into_iter().map(|(first, account)| Hypothesis { id: name(first), ..account }).collect()
}

fn voice(material: &Material, claim: &Claim) -> String {
    let utterance = &material.utterances[claim.utterance as usize];
    let speaker = claim.speaker.and_then(|s| utterance.speakers.get(s as usize)).map(|s| s.label.clone());
    speaker.or_else(|| utterance.source_name.clone()).or_else(|| utterance.account.clone()).unwrap_or_default()
}

/// Whether the shorter says nothing that the longer does not say: no other actor, no other kind of cause, and at least
/// half of its words.
fn same_account(long: &Claim, short: &Claim) -> bool {
    let causes = |c: &Claim| {
        c.events.iter().map(|e| e.kind.clone()).filter(|k| CAUSES.contains(&k.as_str())).collect::<Vec<_>>()
    };
    let (a, b) = (causes(long), causes(short));
    let actors =
        short.actors.is_empty() || long.actors.is_empty() || short.actors.iter().any(|x| long.actors.contains(x));
    let kinds = a.is_empty() || b.is_empty() || a.iter().any(|kind| b.contains(kind));
    if !actors || !kinds {
        return false;
    }
    let words: std::collections::BTreeSet<u16> = short
        .keys
        .iter()
        .zip(&short.key_words)
        .filter(|(key, _)| long.keys.binary_search(key).is_ok())
        .map(|(_, word)| *word)
        .collect();
    words.len() * 2 >= short.word_count()
}

/// On what the accounts of an incident agree and on what they differ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Points {
    /// What nothing in the incident contradicts, each with how many voices say it: "place: Torvyn (4)".
    pub agreed: Vec<String>,
    /// What they differ on: each version with who gives it.
    pub disputed: Vec<String>,
}

/// What the claims of an incident agree on and what its accounts differ on.
pub fn points(material: &Material, incident: &Incident, hypotheses: &[Hypothesis]) -> Points {
    let mut out = Points::default();
    let named: Vec<&Hypothesis> = hypotheses.iter().filter(|h| h.id != super::ELSE).collect();
    let disputed = |about: &str| incident.conflicts.iter().any(|c| c.about == about && c.explained.is_none());
    let voices = |of: &dyn Fn(&Claim) -> bool| {
        let mut all: Vec<String> = incident
            .claims
            .iter()
            .map(|m| &material.claims[m.claim as usize])
            .filter(|c| of(c))
            .map(|c| voice(material, c))
            .collect();
        all.sort();
        all.dedup();
        all
    };
    let place = incident.place.as_ref().map(|p| p.name.clone()).or_else(|| incident.place_words.clone());
    if let Some(place) = place.filter(|_| !disputed("place")) {
        out.agreed.push(format!("place: {place}"));
    }
    if let Some(time) = incident.time.as_ref().filter(|_| !disputed("time")) {
        out.agreed.push(format!("time: {}", time.value));
    }
    let kinds: std::collections::BTreeSet<&String> =
        incident.kinds.iter().filter(|k| !CAUSES.contains(&k.as_str())).collect();
    for kind in kinds {
        let who = voices(&|c: &Claim| c.polarity == Polarity::Affirmed && c.events.iter().any(|e| e.kind == *kind));
        let denied = voices(&|c: &Claim| c.polarity == Polarity::Denied && c.events.iter().any(|e| e.kind == *kind));
        // One voice agrees with nobody.
        if who.len() > 1 && denied.is_empty() {
            out.agreed.push(format!("{}: said by {}, denied by nobody here", kind.replace('_', " "), who.join(", ")));
        }
    }
    let things: std::collections::BTreeSet<&String> =
        incident.claims.iter().flat_map(|m| &material.claims[m.claim as usize].things).map(|t| &t.kind).collect();
    for thing in things {
        let who = voices(&|c: &Claim| c.things.iter().any(|t| t.kind == *thing));
        if who.len() > 1 {
            out.agreed.push(format!("what was affected: {} (said by {})", thing.replace('_', " "), who.join(", ")));
        }
    }
    if named.len() > 1 {
        for account in &named {
            let who = if account.voices.is_empty() { "written by hand".to_owned() } else { account.voices.join(", ") };
            out.disputed.push(format!("what it was and where it came from: “{}” ({who})", account.what));
        }
    }
    for conflict in incident.conflicts.iter().filter(|c| c.explained.is_none() && c.about != "denial") {
        let versions: Vec<String> = conflict.versions.iter().map(|v| v.value.clone()).collect();
        out.disputed.push(format!("{}: {}", conflict.what, versions.join(" or ")));
    }
    out
}
