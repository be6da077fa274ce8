//! Decisions of people about what belongs together, where something was, what explains it and how likely it would then
//! be: written into the log as judgements, one entry each, with author and reason. A later one supersedes, none is erased.

use std::io::{BufRead, BufReader};

use custody::entry::Header;
use model::{ItemId, Utc, canonical};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::NewEntry;
use weigh::decision::{Decided, Decision, in_force};
use weigh::material::{Material, Node};

use crate::error::Error;
use crate::host::Host;
use crate::open::{Case, WritableCase};
use crate::weigh::Weighed;

/// A decision as somebody asks for it: things may be named by the first digits of their ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Why.
    pub reason: String,
    /// What.
    #[serde(flatten)]
    pub decision: Decision,
}

/// What became of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Written {
    /// The decision, with whole ids.
    pub decision: Decision,
    /// Why.
    pub reason: String,
    /// Number of its log entry; nothing where the same decision of the same author with the same reason holds already.
    pub entry: Option<u64>,
}

impl Case {
    /// Every decision, in the order of the log, superseded ones included. In a bundle: as its publisher states them.
    pub fn decided(&self) -> Result<Vec<Decided>, Error> {
        if self.reader().is_bundle() {
            return stated(&self.reader().layout().root().join(format!("conclusions/{NAME}.jsonl")));
        }
        let mut statement = self.connection().prepare(
            "SELECT seq, value, reason, author, at FROM judgement \
             WHERE act IN ('group','split','location','grade','hypothesis','retire','weigh','redact','withdraw') ORDER BY seq",
        )?;
        let mut rows = statement.query([])?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push(Decided {
                entry: row.get::<_, i64>(0)? as u64,
                decision: serde_json::from_str(&row.get::<_, String>(1)?)?,
                reason: row.get(2)?,
                author: row.get(3)?,
                at: row.get::<_, Option<i64>>(4)?.map(Utc),
            });
        }
        Ok(out)
    }
}

/// The name under which a bundle states the decisions.
pub(crate) const NAME: &str = "decided";

/// Lines of JSON; none where the file is not there.
pub(crate) fn stated<T: serde::de::DeserializeOwned>(path: &std::path::Path) -> Result<Vec<T>, Error> {
    let file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(store::index::IndexError::from(error).into()),
    };
    let line =
        |line: std::io::Result<String>| Ok(serde_json::from_str(&line.map_err(store::index::IndexError::from)?)?);
    BufReader::new(file).lines().map(line).collect()
}

impl Case {
    /// Every decision without what was written down privately: people are "person 1", "person 2" in the order in which
    /// they first decided anything, and no time of the clock is told.
    pub(crate) fn decided_public(&self) -> Result<Vec<Decided>, Error> {
        let mut people: Vec<Option<String>> = Vec::new();
        let mut out = self.decided()?;
        if self.reader().is_bundle() {
            return Ok(out);
        }
        for one in &mut out {
            let number = people.iter().position(|known| *known == one.author).unwrap_or_else(|| {
                people.push(one.author.clone());
                people.len() - 1
            });
            one.author = one.author.as_ref().map(|_| format!("person {}", number + 1));
            one.at = None;
        }
        Ok(out)
    }
}

impl WritableCase {
    /// Writes decisions into the log: all of them, or none where one names something that is not there.
    pub fn decide(&mut self, asked: &[Asked], host: &Host<'_>) -> Result<Vec<Written>, Error> {
        let weighed = self.weigh(host.threads, host.progress)?;
        let held = in_force(&self.decided()?);
        let author = host.actor.collector.clone();
        let mut entries = Vec::new();
        let mut out: Vec<Written> = Vec::new();
        for one in asked {
            let reason = one.reason.trim().to_owned();
            if reason.is_empty() {
                return Err(Error::Decision("every judgement needs a reason; say in a sentence why".to_owned()));
            }
            let mut decision = one.decision.clone();
            check(&decision)?;
            for thing in decision.things_mut() {
                *thing = whole_id(&weighed, thing)?;
            }
            let same = |d: &Decision, r: Option<&str>, a: &Option<String>| {
                *d == decision && r == Some(reason.as_str()) && *a == author
            };
            let known = held.iter().any(|h| same(&h.decision, h.reason.as_deref(), &h.author))
                || out.iter().any(|w| same(&w.decision, Some(&w.reason), &author));
            if !known {
                let item = self.item_of(&weighed.material, &mut decision)?;
                let mut line = host.stamp();
                let text = canonical::to_string(&decision)?;
                let act = serde_json::to_value(&decision)?["act"].clone();
                line.insert("act".to_owned(), act);
                line.insert("value".to_owned(), json!(text));
                line.insert("reason".to_owned(), json!(reason));
                entries.push(NewEntry { header: Header::judge(vec![item]), private: Some(line.into()) });
            }
            out.push(Written { decision, reason, entry: (!known).then_some(0) });
        }
        let first = self.commit(entries, host)?;
        for (number, written) in out.iter_mut().filter(|w| w.entry.is_some()).enumerate() {
            written.entry = Some(first + number as u64);
        }
        Ok(out)
    }

    /// The item that the entry of a decision names: the one in which the first thing was read.
    fn item_of(&self, material: &Material, decision: &mut Decision) -> Result<ItemId, Error> {
        if let Decision::Withdraw { entry } = decision {
            let sql = "SELECT item FROM judgement WHERE seq = ?";
            let item: Option<String> = self.connection().query_row(sql, [*entry as i64], |row| row.get(0)).ok();
            let item = item.ok_or_else(|| Error::Decision(format!("entry {entry} is no judgement of this case")))?;
            return Ok(ItemId(store::index::query::digest(&item)?));
        }
        let things = decision.things_mut();
        let first = things.first().and_then(|thing| material.find(thing));
        let item = match first {
            Some(Node::Utterance(at)) => material.utterances[at as usize].item.clone(),
            Some(Node::Claim(at)) => material.utterances[material.claims[at as usize].utterance as usize].item.clone(),
            Some(Node::Footage(at)) => material.footage[at as usize].id.trim_start_matches("item:").to_owned(),
            None => String::new(),
        };
        item.parse()
            .map(ItemId)
            .map_err(|_| Error::Decision("what it names was read in no item of this case".to_owned()))
    }
}

/// What can be wrong with a decision whatever the case holds.
fn check(decision: &Decision) -> Result<(), Error> {
    let wrong = |words: &str| Err(Error::Decision(words.to_owned()));
    match decision {
        Decision::Group { things, .. } | Decision::Split { things, .. } if things.len() < 2 => {
            wrong("name at least two things that belong together or apart")
        }
        Decision::Grade { source, information, .. }
            if !('A'..='F').contains(source) || !(1..=6).contains(information) =>
        {
            wrong("an Admiralty grade is a letter A to F and a number 1 to 6, such as B2")
        }
        Decision::Location { place, .. } if place.lat_e6.abs() > 90_000_000 || place.lon_e6.abs() > 180_000_000 => {
            wrong("a latitude lies within ±90 degrees and a longitude within ±180")
        }
        Decision::Hypothesis { id, what, .. } if id.trim().is_empty() || what.trim().is_empty() => {
            wrong("a hypothesis needs a short name and a sentence that says what it is")
        }
        Decision::Weigh { .. } => weigh::hypotheses::check_range(decision).map_err(|e| Error::Decision(e.to_string())),
        _ => Ok(()),
    }
}

/// The whole id of something that weighing names, from its first digits: a post, article, item, claim, statement, origin
/// or incident. Origins and statements become what they are made of, which stays the same when more is added.
fn whole_id(weighed: &Weighed, given: &str) -> Result<String, Error> {
    let material = &weighed.material;
    if let Some(group) = weighed.origins.groups.iter().find(|g| g.id == given) {
        let root = group.roots.first().map(|node| material.id_of(*node));
        let position = weighed.origins.groups.iter().position(|g| g.id == given).unwrap_or(0) as u32;
        let claim = || {
            let origins = weighed.origins.statements.iter().flat_map(|s| &s.origins);
            origins.filter(|o| o.group == position).flat_map(|o| &o.claims).map(|way| way.claim).next()
        };
        return root
            .or_else(|| claim().map(|c| material.claim_id(c)))
            .ok_or_else(|| Error::Decision(format!("{given} has no claim or file that could stand for it")));
    }
    if let Some(statement) = weighed.origins.statements.iter().find(|s| s.id == given) {
        return Ok(material.claim_id(statement.first));
    }
    if let Some(incident) = weighed.incidents.incidents.iter().find(|i| i.id == given) {
        return incident
            .claims
            .first()
            .map(|m| material.claim_id(m.claim))
            .ok_or_else(|| Error::Decision(format!("{given} holds no claim")));
    }
    let (head, span) = given.split_once('@').map_or((given, None), |(head, span)| (head, Some(span)));
    let (kind, digits) = head.split_once(':').unwrap_or(("", head));
    if digits.len() < 6 {
        return Err(Error::NotAnId(given.chars().take(80).collect()));
    }
    let ids = material.utterances.iter().map(|u| &u.id).chain(material.footage.iter().map(|f| &f.id));
    let fits = |id: &&String| {
        let (its_kind, its_digits) = id.split_once(':').unwrap_or(("", id));
        its_digits.starts_with(digits) && (kind.is_empty() || kind == its_kind)
    };
    let found: Vec<&String> = ids.filter(fits).take(3).collect();
    let whole = match found.as_slice() {
        [] => return Err(Error::NoSuchId(given.to_owned())),
        [one] => (*one).clone(),
        several => return Err(Error::Ambiguous { prefix: given.to_owned(), count: several.len() }),
    };
    let whole = span.map_or(whole.clone(), |span| format!("{whole}@{span}"));
    material.find(&whole).map(|_| whole).ok_or_else(|| Error::NoSuchId(given.to_owned()))
}
