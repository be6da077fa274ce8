//! From ways and sets to the answer: the groups, and for every statement its independent origins with the reason.

use std::collections::{BTreeMap, HashMap};

use super::statements::{Same, Statements};
use super::trace::{Basis, End, Root, Trace};
use super::{Group, House, Merge, MergeKind, Origins, Statement, StatementOrigin, Way, WayStep, short_id};
use crate::origins::compare::TELLING;

impl House<'_> {
    pub(super) fn answer(mut self, statements: &Statements, traces: &[Option<Trace>]) -> Origins {
        let mut groups = self.groups(traces);
        let at: HashMap<u32, u32> = groups.iter().enumerate().map(|(n, (set, _))| (*set, n as u32)).collect();
        let mut counts: Vec<(u64, std::collections::BTreeSet<u32>)> = vec![Default::default(); groups.len()];
        let mut out = Vec::with_capacity(statements.all.len());
        let mut position: Vec<Option<u32>> = vec![None; statements.all.len()];
        for (number, same) in statements.all.iter().enumerate() {
            if same.claims.is_empty() {
                continue;
            }
            let statement = self.statement(same, traces, &at);
            for origin in &statement.origins {
                for way in &origin.claims {
                    let (claims, utterances) = &mut counts[origin.group as usize];
                    *claims += 1;
                    utterances.insert(self.material.claims[way.claim as usize].utterance);
                }
            }
            position[number] = Some(out.len() as u32);
            out.push(statement);
        }
        for ((_, group), (claims, utterances)) in groups.iter_mut().zip(counts) {
            (group.claims, group.utterances) = (claims, utterances.len() as u64);
        }
        let merge = |join: &crate::explained::Join<(MergeKind, String)>| Merge {
            a: self.name(self.root(join.a)),
            b: self.name(self.root(join.b)),
            kind: join.why.0,
            why: join.why.1.clone(),
        };
        let kept_apart = self.sets.refused().iter().map(merge).collect();
        Origins {
            groups: groups.into_iter().map(|(_, group)| group).collect(),
            statements: out,
            statement_of: statements.of.iter().map(|s| s.and_then(|s| position[s as usize])).collect(),
            kept_apart,
        }
    }

    /// Every set that some way ends in or that holds a file, by time.
    fn groups(&mut self, traces: &[Option<Trace>]) -> Vec<(u32, Group)> {
        let mut basis: BTreeMap<u32, Basis> = BTreeMap::new();
        let mut roots: BTreeMap<u32, Vec<Root>> = BTreeMap::new();
        let ends = traces.iter().flatten().flat_map(|trace| match &trace.end {
            End::At(root, basis) => vec![(*root, *basis)],
            End::OneOf(several) => several.clone(),
            End::Reaction(_) => Vec::new(),
        });
        let files = (0..self.material.footage.len() as u32).map(|at| (Root::Footage(at), Basis::Recording));
        for (root, rests) in ends.chain(files) {
            let number = self.number(root);
            let set = self.sets.root(number);
            let known = basis.entry(set).or_insert(rests);
            *known = rests.min(*known);
            roots.entry(set).or_default().push(root);
        }
        let mut merges: HashMap<u32, Vec<Merge>> = HashMap::new();
        for number in 0..self.sets.joins().len() {
            let join = self.sets.joins()[number].clone();
            let set = self.sets.root(join.a);
            if basis.contains_key(&set) {
                merges.entry(set).or_default().push(Merge {
                    a: self.name(self.root(join.a)),
                    b: self.name(self.root(join.b)),
                    kind: join.why.0,
                    why: join.why.1,
                });
            }
        }
        let mut groups: Vec<(i64, String, u32, Group)> = Vec::with_capacity(basis.len());
        for (set, basis) in basis {
            let mut held = roots.remove(&set).unwrap_or_default();
            held.sort_unstable();
            held.dedup();
            held.sort_by_cached_key(|root| (self.time(*root), self.carried(*root), self.stable(*root)));
            let mut voices: Vec<String> = Vec::new();
            for root in &held {
                let voice = match root {
                    Root::Utterance(at) if basis != Basis::Circular => self.voices.publisher(*at),
                    Root::Voice(at) => *at,
                    _ => continue,
                };
                let label = self.voices.label(voice).to_owned();
                if !voices.contains(&label) {
                    voices.push(label);
                }
            }
            let first = held.iter().map(|root| self.stable(*root)).min().unwrap_or_default();
            let group = Group {
                id: short_id("origin", &first),
                what: self.what(basis, &held, &voices),
                basis,
                roots: held.iter().filter_map(|root| Self::node(*root)).collect(),
                voices,
                merges: merges.remove(&set).unwrap_or_default(),
                claims: 0,
                utterances: 0,
            };
            let time = held.iter().map(|root| self.time(*root)).min().unwrap_or(i64::MAX);
            groups.push((time, group.id.clone(), set, group));
        }
        groups.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        groups.into_iter().map(|(_, _, set, group)| (set, group)).collect()
    }

    /// When the first post that carries a file was published: of one recording, the file that was there first.
    fn carried(&self, root: Root) -> i64 {
        match root {
            Root::Footage(file) => self.carried.get(&file).copied().unwrap_or(i64::MAX),
            _ => i64::MIN,
        }
    }

    fn time(&self, root: Root) -> i64 {
        let utterance = |at: u32| self.material.utterances[at as usize].published[0].map_or(i64::MAX, |t| t.0);
        match root {
            Root::Utterance(at) => utterance(at),
            Root::Footage(at) => {
                let carried = self.first_carrier.get(&at).map_or(i64::MAX, |at| utterance(*at));
                self.material.footage[at as usize].existed[1].map_or(i64::MAX, |t| t.0).min(carried)
            }
            Root::Voice(_) => i64::MAX,
        }
    }

    /// What a group is, for people.
    fn what(&self, basis: Basis, roots: &[Root], voices: &[String]) -> String {
        let who = voices.first().map_or("somebody unnamed", String::as_str);
        match basis {
            Basis::Recording => {
                let file = roots.iter().find(|root| matches!(root, Root::Footage(_))).map(|root| self.name(*root));
                let file = file.unwrap_or_else(|| "a recording".to_owned());
                let by = match roots.iter().find_map(|root| match root {
                    Root::Footage(at) => self.first_carrier.get(at),
                    _ => None,
                }) {
                    Some(at) => format!(", first published here by {}", self.voices.label(self.voices.publisher(*at))),
                    None => String::new(),
                };
                format!("the recording {file}{by}")
            }
            Basis::RecordingAbsent => format!("a recording shown by {who} that is not in the case"),
            Basis::Observer => format!("{who}, who speaks of having seen or heard it"),
            Basis::Office => format!("{who} (an office; on what it rests is not said)"),
            Basis::Outlet => format!("{who} (an outlet; no source given)"),
            Basis::Assertion => format!("{who} (says so; on what it rests is not said)"),
            Basis::Unnamed => format!("{who}, without naming a source"),
            Basis::Circular => {
                let name = |root: &Root| match root {
                    Root::Utterance(at) => Some(self.voices.label(self.voices.publisher(*at)).to_owned()),
                    _ => None,
                };
                let names: Vec<String> = roots.iter().filter_map(name).collect();
                format!("a circle of citations through {}: no first observer in the material", names.join(", "))
            }
        }
    }

    fn statement(&mut self, same: &Same, traces: &[Option<Trace>], at: &HashMap<u32, u32>) -> Statement {
        let mut origins: BTreeMap<u32, StatementOrigin> = BTreeMap::new();
        let (mut reactions, mut open) = (Vec::new(), Vec::new());
        for (claim, _) in &same.claims {
            let Some(trace) = &traces[*claim as usize] else { continue };
            match &trace.end {
                End::Reaction(_) => reactions.push(*claim),
                End::At(root, basis) => {
                    let group = self.group_at(*root, at);
                    let way = self.way(*claim, trace);
                    add(&mut origins, group, *basis, way);
                }
                End::OneOf(several) => open.push((*claim, several)),
            }
        }
        // Where the text leaves open which of several it means, it adds none where one of them is counted already.
        for (claim, several) in open {
            let known: Vec<(u32, Basis)> = several.iter().map(|(root, b)| (self.group_at(*root, at), *b)).collect();
            let chosen = known.iter().find(|(group, _)| origins.contains_key(group)).or_else(|| known.first());
            if let (Some((group, basis)), Some(trace)) = (chosen.copied(), &traces[claim as usize]) {
                let way = self.way(claim, trace);
                add(&mut origins, group, basis, way);
            }
        }
        let mut origins: Vec<StatementOrigin> = origins.into_values().collect();
        self.one_count(&mut origins);
        let first = self.material.claim_id(same.first);
        let mut statement = Statement {
            id: short_id("statement", &first),
            first: same.first,
            claims: same.claims.clone(),
            count: origins.len() as u32,
            origins,
            reactions,
            why: String::new(),
        };
        statement.why = self.why(&statement);
        statement
    }

    fn group_at(&mut self, root: Root, at: &HashMap<u32, u32>) -> u32 {
        let number = self.number(root);
        let set = self.sets.root(number);
        // Every end has its group: both are made from the same ways.
        at.get(&set).copied().unwrap_or(0)
    }

    fn way(&self, claim: u32, trace: &Trace) -> Way {
        let step = |step: &super::trace::Step| WayStep {
            kind: step.kind,
            tie: step.tie,
            to: Self::node(step.to),
            speaker: match step.to {
                Root::Voice(voice) => Some(self.voices.label(voice).to_owned()),
                _ => None,
            },
        };
        Way { claim, steps: trace.steps.iter().map(step).collect() }
    }

    /// An exact figure has one count behind it: whoever gives it after the first goes back to the first, unless they
    /// speak of having counted themselves.
    fn one_count(&self, origins: &mut Vec<StatementOrigin>) {
        let telling = |origin: &StatementOrigin| {
            let figures = origin.claims.iter().flat_map(|way| &self.material.claims[way.claim as usize].figures);
            figures
                .filter_map(|f| Some((f.value.filter(|v| *v >= TELLING)?, f.counts.clone()?)))
                .filter(|(_, counts)| counts != "reposts" && counts != "views")
                .collect::<Vec<_>>()
        };
        let said = |origin: &StatementOrigin| {
            let time = |way: &Way| {
                let claim = &self.material.claims[way.claim as usize];
                (self.material.utterances[claim.utterance as usize].published[0].map_or(i64::MAX, |t| t.0), way.claim)
            };
            origin.claims.iter().map(time).min().unwrap_or((i64::MAX, u32::MAX))
        };
        origins.sort_by_key(said);
        let mut kept: Vec<StatementOrigin> = Vec::with_capacity(origins.len());
        for origin in origins.drain(..) {
            let figures = telling(&origin);
            let first = kept.iter_mut().find_map(|first| {
                let shared = telling(first).into_iter().find(|figure| figures.contains(figure))?;
                Some((first, shared))
            });
            match first {
                Some((first, (value, counts))) if origin.basis != Basis::Observer => {
                    let merge = Merge {
                        a: self.material.claim_id(first.claims[0].claim),
                        b: self.material.claim_id(origin.claims[0].claim),
                        kind: MergeKind::SameFigure,
                        why: format!("both give {value} ({counts}): one count behind it, and this one says it later"),
                    };
                    first.merged.push((origin.group, merge));
                    first.merged.extend(origin.merged);
                    first.claims.extend(origin.claims);
                }
                _ => kept.push(origin),
            }
        }
        *origins = kept;
    }

    /// Why a statement has so many origins.
    fn why(&self, statement: &Statement) -> String {
        let mentions = statement.claims.len();
        let react = match statement.reactions.len() {
            0 => String::new(),
            1 => "; 1 reaction to it is no observation".to_owned(),
            n => format!("; {n} reactions to it are no observations"),
        };
        let name = |origin: &StatementOrigin| {
            let end = origin.claims[0].steps.last();
            let claim = &self.material.claims[origin.claims[0].claim as usize];
            let publisher = self.voices.label(self.voices.publisher(claim.utterance));
            let last = match end.map(|step| (&step.speaker, step.to)) {
                Some((Some(speaker), _)) => speaker.clone(),
                Some((None, Some(node))) => match node {
                    crate::material::Node::Utterance(at) => self.name(Root::Utterance(at)),
                    crate::material::Node::Footage(at) => self.name(Root::Footage(at)),
                    crate::material::Node::Claim(_) => publisher.to_owned(),
                },
                _ => publisher.to_owned(),
            };
            match origin.basis {
                Basis::Recording => format!("the recording {last}"),
                Basis::RecordingAbsent => format!("a recording that is not in the case, shown by {last}"),
                Basis::Observer => format!("{last}, who speaks of having seen or heard it"),
                Basis::Office => format!("{last}, an office; on what it rests is not said"),
                Basis::Outlet => format!("{last}, an outlet that gives no source"),
                Basis::Assertion => format!("{last}, who does not say on what it rests"),
                Basis::Unnamed => format!("{last}, without naming a source"),
                Basis::Circular => "a circle of citations without a first observer".to_owned(),
            }
        };
        match statement.origins.as_slice() {
            [] => format!("every mention ({mentions}) is a reaction: nobody here says that they observed it"),
            [one] if mentions == 1 => format!("one mention: {}{react}", name(one)),
            [one] => format!("every one of {} mentions goes back to {}{react}", one.claims.len(), name(one)),
            several => {
                let shown: Vec<String> = several.iter().take(6).map(name).collect();
                let more = if several.len() > 6 { format!("; and {} more", several.len() - 6) } else { String::new() };
                format!("{mentions} mentions go back to {} origins: {}{more}{react}", several.len(), shown.join("; "))
            }
        }
    }
}

fn add(origins: &mut BTreeMap<u32, StatementOrigin>, group: u32, basis: Basis, way: Way) {
    let origin =
        origins.entry(group).or_insert(StatementOrigin { group, merged: Vec::new(), basis, claims: Vec::new() });
    origin.basis = origin.basis.min(basis);
    origin.claims.push(way);
}
