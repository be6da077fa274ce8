//! What weighing gave, put into the shapes that are shown: ids, words, spans and reasons instead of positions in lists.

use std::collections::BTreeSet;

use model::{ItemId, PostId};
use weigh::hypotheses::Weighing;
use weigh::incidents::Incident;
use weigh::likelihood::BANDS;
use weigh::material::{Figure, Material, Node, UtteranceKind};
use weigh::origins::{Group, Statement, StatementOrigin};

use super::Weighed;
use super::shown::{
    CellView, ClaimIn, ConflictIn, FigureIn, GroupView, HypothesisView, IncidentView, LinkIn, OneOrigin, OriginView,
    PairView, StrongestView, VersionIn, WeighedView, WeighingView,
};
use crate::view::PlaceInDegrees;

/// A recording that was there so many days before a post is called out beside it.
const LONG: i64 = 2;

impl Weighed {
    /// As it is shown.
    pub fn view(&self) -> WeighedView {
        // For each claim the incidents that it is in.
        let mut told: Vec<Vec<u32>> = vec![Vec::new(); self.material.claims.len()];
        for (at, incident) in self.incidents.incidents.iter().enumerate() {
            incident.claims.iter().for_each(|member| told[member.claim as usize].push(at as u32));
        }
        let mut origins: Vec<OriginView> = self.origins.statements.iter().map(|s| self.statement(s, &told)).collect();
        origins.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.statement.cmp(&b.statement)));
        WeighedView {
            incidents: self.incidents.incidents.iter().map(|i| self.incident(i)).collect(),
            origins,
            groups: self
                .origins
                .groups
                .iter()
                .filter(|g| g.claims > 0 || g.roots.len() > 1)
                .map(|g| self.group(g))
                .collect(),
            hypotheses: self.weighings.iter().flat_map(|w| self.hypotheses(w)).collect(),
            weighings: self.weighings.iter().map(|w| self.weighing(w)).collect(),
            bands: BANDS.to_vec(),
            judgements: self.decided.clone(),
            older: self.older.clone(),
            loose: self
                .incidents
                .loose
                .iter()
                .map(|at| self.claim(*at, "tells of no happening of its own".to_owned()))
                .collect(),
        }
    }

    /// A claim as it is shown.
    pub fn claim(&self, at: u32, why: String) -> ClaimIn {
        let claim = &self.material.claims[at as usize];
        let utterance = &self.material.utterances[claim.utterance as usize];
        let (kind, hex) = utterance.id.split_once(':').unwrap_or(("", ""));
        let post = || hex.parse().ok().map(PostId);
        ClaimIn {
            id: self.material.claim_id(at),
            item: utterance.item.parse().ok().map(ItemId),
            post: if kind == "post" { post() } else { None },
            finding: utterance.finding,
            span: claim.span,
            text: claim.words.clone(),
            speaker: self.speaker(at),
            publisher: utterance.source_name.clone().or_else(|| utterance.account.clone()),
            time: utterance.time.clone(),
            hedged: claim.hedged,
            polarity: claim.polarity,
            standing: claim.standing,
            why,
        }
    }

    fn speaker(&self, at: u32) -> Option<String> {
        let claim = &self.material.claims[at as usize];
        let speakers = &self.material.utterances[claim.utterance as usize].speakers;
        claim.speaker.and_then(|s| speakers.get(s as usize)).map(|s| s.label.clone())
    }

    fn incident(&self, incident: &Incident) -> IncidentView {
        let place = PlaceInDegrees::of(incident.place.as_ref(), incident.place_words.as_deref());
        let ids = |claims: &[u32]| claims.iter().map(|at| self.material.claim_id(*at)).collect();
        IncidentView {
            id: incident.id.clone(),
            what: incident.what.clone(),
            kinds: incident.kinds.clone(),
            place,
            time: incident.time.clone(),
            figures: incident.figures.iter().map(|[claim, at]| self.figure(*claim, *at)).collect(),
            claims: incident.claims.iter().map(|m| self.claim(m.claim, m.why.clone())).collect(),
            origins: self.groups_of(incident).into_iter().map(|g| self.origins.groups[g as usize].id.clone()).collect(),
            links: incident
                .relations
                .iter()
                .map(|r| LinkIn { to: r.to.clone(), relation: r.relation.clone(), why: r.why.clone() })
                .collect(),
            doubts: self.doubts(incident),
            conflicts: incident
                .conflicts
                .iter()
                .map(|c| ConflictIn {
                    about: c.about.clone(),
                    what: c.what.clone(),
                    versions: c
                        .versions
                        .iter()
                        .map(|v| VersionIn { value: v.value.clone(), claims: ids(&v.claims) })
                        .collect(),
                    explained: c.explained.clone(),
                })
                .collect(),
        }
    }

    /// The groups that the claims of an incident go back to, each once.
    pub fn groups_of(&self, incident: &Incident) -> Vec<u32> {
        let held: std::collections::HashSet<u32> = incident.claims.iter().map(|m| m.claim).collect();
        let mut out: Vec<u32> = incident
            .claims
            .iter()
            .filter_map(|m| self.origins.statement_of[m.claim as usize])
            .flat_map(|s| &self.origins.statements[s as usize].origins)
            .filter(|origin| origin.claims.iter().any(|way| held.contains(&way.claim)))
            .map(|origin| origin.group)
            .collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    fn figure(&self, claim: u32, at: u32) -> FigureIn {
        let f: &Figure = &self.material.claims[claim as usize].figures[at as usize];
        FigureIn {
            claim: self.material.claim_id(claim),
            span: f.span,
            text: f.words.clone(),
            value: f.value,
            decimal: f.decimal.clone(),
            at_least: f.at_least,
            at_most: f.at_most,
            approximate: f.approximate,
            counts: f.counts.clone(),
            revised: f.revised,
            speaker: self.speaker(claim),
        }
    }

    fn statement(&self, statement: &Statement, told: &[Vec<u32>]) -> OriginView {
        let incidents: BTreeSet<u32> = statement.claims.iter().flat_map(|(c, _)| &told[*c as usize]).copied().collect();
        let incidents = incidents.into_iter().map(|at| self.incidents.incidents[at as usize].id.clone()).collect();
        OriginView {
            statement: statement.id.clone(),
            claim: self.material.claims[statement.first as usize].words.clone(),
            count: statement.count,
            why: statement.why.clone(),
            mentions: statement.claims.len() as u64,
            reactions: statement.reactions.len() as u64,
            origins: statement.origins.iter().map(|o| self.origin(o)).collect(),
            incidents,
        }
    }

    fn origin(&self, origin: &StatementOrigin) -> OneOrigin {
        let group = &self.origins.groups[origin.group as usize];
        OneOrigin {
            group: group.id.clone(),
            what: group.what.clone(),
            basis: origin.basis,
            claims: origin.claims.iter().map(|way| self.claim(way.claim, self.way(way))).collect(),
            merged: origin.merged.iter().map(|(_, merge)| merge.why.clone()).collect(),
        }
    }

    /// The way of a claim in words: "picture credit: @a / X; then carries film.mp4".
    fn way(&self, way: &weigh::origins::Way) -> String {
        let step = |step: &weigh::origins::WayStep| match (step.tie, &step.speaker) {
            (Some(tie), _) => self.material.ties[tie as usize].why.clone(),
            (None, Some(speaker)) => format!("said by {speaker}"),
            (None, None) => {
                let to = step.to.map_or(String::new(), |node| self.name(node));
                match step.kind {
                    weigh::origins::StepKind::Cites => format!("cites {to}"),
                    weigh::origins::StepKind::SameText => "the same text says on what it rests".to_owned(),
                    _ => to,
                }
            }
        };
        let mut steps: Vec<String> = way.steps.iter().map(step).collect();
        steps.extend(self.long_there(way));
        if steps.is_empty() { "is itself an origin".to_owned() } else { steps.join("; then ") }
    }

    /// Says so where a claim rests on a recording that had long been there when it was published.
    fn long_there(&self, way: &weigh::origins::Way) -> Option<String> {
        let file = &self.material.footage[weigh::footage::rests_on(way)? as usize];
        let claim = &self.material.claims[way.claim as usize];
        let published = self.material.utterances[claim.utterance as usize].published[0]?;
        let (there, days) = (file.existed[1]?, (published.0 - file.existed[1]?.0) / 86_400);
        (days >= LONG).then(|| format!("the same recording was there on {there}, {days} days before"))
    }

    /// Claims of an incident that rest on recordings which were there before it began, and why they cannot show it.
    fn doubts(&self, incident: &Incident) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for member in &incident.claims {
            let Some(statement) = self.origins.statement_of[member.claim as usize] else { continue };
            let ways = self.origins.statements[statement as usize].origins.iter().flat_map(|o| &o.claims);
            for way in ways.filter(|way| way.claim == member.claim) {
                let old = weigh::footage::rests_on(way)
                    .and_then(|file| weigh::footage::older(&self.material, file, incident.utc));
                out.extend(old.map(|why| format!("“{}”: {why}", self.material.claims[way.claim as usize].words)));
            }
        }
        out.sort();
        out.dedup();
        out
    }

    fn name(&self, node: Node) -> String {
        let material: &Material = &self.material;
        match node {
            Node::Utterance(at) => {
                let utterance = &material.utterances[at as usize];
                let what = if utterance.kind == UtteranceKind::Post { "a post by" } else { "a text of" };
                let who = utterance.source_name.as_deref().or(utterance.account.as_deref()).unwrap_or("somebody");
                format!("{what} {who}")
            }
            Node::Footage(at) => {
                let file = &material.footage[at as usize];
                file.name.clone().unwrap_or_else(|| file.id.clone())
            }
            Node::Claim(at) => material.claims[at as usize].words.clone(),
        }
    }

    fn hypotheses(&self, weighing: &Weighing) -> Vec<HypothesisView> {
        let incident = self.incidents.incidents[weighing.incident as usize].id.clone();
        let cell = |line: &weigh::hypotheses::Line, at: usize| {
            let (group, cell) = (&self.origins.groups[line.group as usize], &line.cells[at]);
            CellView {
                origin: group.id.clone(),
                what: group.what.clone(),
                low: cell.low.clone(),
                high: cell.high.clone(),
                word: cell.word,
                why: cell.why.clone(),
                opinions: cell.opinions.clone(),
            }
        };
        let one = |(at, h): (usize, &weigh::hypotheses::Hypothesis)| HypothesisView {
            incident: incident.clone(),
            id: h.id.clone(),
            what: h.what.clone(),
            proposed: h.proposed,
            voices: h.voices.clone(),
            claims: h.claims.iter().map(|c| self.claim(*c, "gives this account".to_owned())).collect(),
            groups: weighing.lines.iter().map(|line| cell(line, at)).collect(),
        };
        weighing.hypotheses.iter().enumerate().map(one).collect()
    }

    fn weighing(&self, weighing: &Weighing) -> WeighingView {
        let group = |at: u32| self.origins.groups[at as usize].id.clone();
        let pair = |pair: &weigh::hypotheses::Pair| PairView {
            first: pair.first.clone(),
            second: pair.second.clone(),
            low: pair.factors[0].clone(),
            high: pair.factors[1].clone(),
            strongest: pair.strongest.map(|(at, ratio)| StrongestView {
                origin: group(at),
                low: ratio.low.factor(),
                high: ratio.high.factor(),
            }),
            favours: pair.favours.clone(),
            support: pair.support.clone(),
            hangs_on: pair.hangs_on.iter().map(|w| group(w.group)).collect(),
        };
        WeighingView {
            incident: self.incidents.incidents[weighing.incident as usize].id.clone(),
            answer: weighing.answer,
            why: weighing.why.clone(),
            agreed: weighing.points.agreed.clone(),
            disputed: weighing.points.disputed.clone(),
            pairs: weighing.pairs.iter().map(pair).collect(),
            wanted: weighing.wanted.clone(),
        }
    }

    fn group(&self, group: &Group) -> GroupView {
        GroupView {
            id: group.id.clone(),
            what: group.what.clone(),
            basis: group.basis,
            roots: group.roots.iter().map(|node| self.material.id_of(*node)).collect(),
            claims: group.claims,
            utterances: group.utterances,
            merges: group.merges.iter().map(|m| format!("{} and {}: {}", m.a, m.b, m.why)).collect(),
        }
    }
}
