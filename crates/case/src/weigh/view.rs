//! What weighing gave, as it is shown: ids, words, spans and reasons instead of positions in lists. The keys are those of
//! `exhibit weigh --json`.

use model::{ItemId, PostId, Span, TimeSpan};
use serde::Serialize;
use weigh::decision::Decided;
use weigh::hypotheses::{Observable, Opinion, Weighing, Word};
use weigh::incidents::Incident;
use weigh::likelihood::{BANDS, Band};
use weigh::material::{Figure, Material, Node, Polarity, Standing, UtteranceKind};
use weigh::origins::{Basis, Group, Statement, StatementOrigin};

use super::Weighed;
use crate::view::PlaceInDegrees;

/// Everything that weighing gave.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeighedView {
    /// What is said to have happened, each kept apart.
    pub incidents: Vec<IncidentView>,
    /// What is said, with its independent origins: those with most mentions first.
    pub origins: Vec<OriginView>,
    /// Origin groups: everything that goes back to one observation, speaker or recording.
    pub groups: Vec<GroupView>,
    /// Rival explanations: one for each incident and hypothesis, with what every independent group says about it.
    pub hypotheses: Vec<HypothesisView>,
    /// What each incident's rivals come to.
    pub weighings: Vec<WeighingView>,
    /// The words for likelihood ratios that are used here.
    pub bands: Vec<Band>,
    /// Judgements that took part.
    pub judgements: Vec<Decided>,
    /// Claims that speak of no happening that could be told from others.
    pub loose: Vec<ClaimIn>,
}

/// A hypothesis about an incident.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HypothesisView {
    /// The incident.
    pub incident: String,
    /// Its short name.
    pub id: String,
    /// What it says.
    pub what: String,
    /// Whether it was proposed from rival claims; otherwise a person wrote it.
    pub proposed: bool,
    /// Who says so.
    pub voices: Vec<String>,
    /// Claims that say so.
    pub claims: Vec<ClaimIn>,
    /// What every independent group says about it.
    pub groups: Vec<CellView>,
}

/// What one group says about one hypothesis.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CellView {
    /// The origin group.
    pub origin: String,
    /// What it is.
    pub what: String,
    /// Lowest likelihood of what it shows, if the hypothesis holds.
    pub low: String,
    /// Highest.
    pub high: String,
    /// `consistent`, `inconsistent`, `does not discriminate`, `cannot be tested`.
    pub word: Word,
    /// Why.
    pub why: String,
    /// What people said, each by themselves.
    pub opinions: Vec<Opinion>,
}

/// What an incident's rivals come to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeighingView {
    /// The incident.
    pub incident: String,
    /// The word.
    pub answer: Word,
    /// Why.
    pub why: String,
    /// What nothing here contradicts.
    pub agreed: Vec<String>,
    /// What the accounts differ on.
    pub disputed: Vec<String>,
    /// Every two against each other.
    pub pairs: Vec<PairView>,
    /// What would tell them apart.
    pub wanted: Vec<Observable>,
}

/// Two hypotheses against each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairView {
    /// One.
    pub first: String,
    /// The other.
    pub second: String,
    /// Lowest ratio over all independent groups, as a factor.
    pub low: String,
    /// Highest.
    pub high: String,
    /// The strongest single group alone.
    pub strongest: Option<StrongestView>,
    /// Which one is favoured; null: it does not discriminate.
    pub favours: Option<String>,
    /// How much, in the words of the bands.
    pub support: String,
    /// Groups without which the answer would be another.
    pub hangs_on: Vec<String>,
}

/// The strongest single group of a pair.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StrongestView {
    /// The group.
    pub origin: String,
    /// Lowest ratio by it alone.
    pub low: String,
    /// Highest.
    pub high: String,
}

/// A claim where weighing names it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClaimIn {
    /// Its stable id, as judgements name it.
    pub id: String,
    /// The item it was read in.
    pub item: Option<ItemId>,
    /// The post, where it was read in one.
    pub post: Option<PostId>,
    /// Number of the reading's log entry.
    pub finding: u64,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Its words.
    pub text: String,
    /// Who says it; null: the text for itself.
    pub speaker: Option<String>,
    /// Who published the text.
    pub publisher: Option<String>,
    /// When the text was published, as stated.
    pub time: Option<TimeSpan>,
    /// Whether anybody on the way keeps a distance.
    pub hedged: bool,
    /// `affirmed` or `denied`.
    pub polarity: Polarity,
    /// Whether the speaker could have observed it.
    pub standing: Standing,
    /// Why it stands here.
    pub why: String,
}

/// A figure, as in `read`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureIn {
    /// The claim that gives it.
    pub claim: String,
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Its words.
    pub text: String,
    /// The number, where one whole number is given.
    pub value: Option<i64>,
    /// A number that is not whole.
    pub decimal: Option<String>,
    /// Not fewer than this.
    pub at_least: Option<i64>,
    /// Not more than this.
    pub at_most: Option<i64>,
    /// "about".
    pub approximate: bool,
    /// What is counted.
    pub counts: Option<String>,
    /// The text says that the number changed to this.
    pub revised: bool,
    /// Who says it.
    pub speaker: Option<String>,
}

/// How one incident relates to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkIn {
    /// The other incident.
    pub to: String,
    /// `after`, `before`, `same place`, …
    pub relation: String,
    /// Why.
    pub why: String,
}

/// A detail in which claims differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConflictIn {
    /// `figure`, `time`, `place`, `denial`.
    pub about: String,
    /// What it is, in words.
    pub what: String,
    /// Each version: its value and the claims that give it.
    pub versions: Vec<VersionIn>,
    /// What explains it, where the texts do.
    pub explained: Option<String>,
}

/// One version of a detail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VersionIn {
    /// As printed.
    pub value: String,
    /// Claims that give it.
    pub claims: Vec<String>,
}

/// Something said to have happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IncidentView {
    /// Its short name.
    pub id: String,
    /// What, in a few words.
    pub what: String,
    /// Kinds of event in it.
    pub kinds: Vec<String>,
    /// Where.
    pub place: PlaceInDegrees,
    /// When.
    pub time: Option<TimeSpan>,
    /// Figures that belong to it.
    pub figures: Vec<FigureIn>,
    /// Claims that speak of it.
    pub claims: Vec<ClaimIn>,
    /// Groups that its claims go back to: how many independent origins say anything of it.
    pub origins: Vec<String>,
    /// How it relates to other incidents.
    pub links: Vec<LinkIn>,
    /// Details in which its claims differ.
    pub conflicts: Vec<ConflictIn>,
}

/// What is said, with its independent origins.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OriginView {
    /// Its short name.
    pub statement: String,
    /// The words that stand for it.
    pub claim: String,
    /// How many independent origins.
    pub count: u32,
    /// Why so many.
    pub why: String,
    /// How many claims say it.
    pub mentions: u64,
    /// How many of these only react.
    pub reactions: u64,
    /// Each origin with the claims that go back to it, and by which way.
    pub origins: Vec<OneOrigin>,
    /// Incidents that its claims belong to.
    pub incidents: Vec<String>,
}

/// One independent origin of a statement.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OneOrigin {
    /// The group.
    pub group: String,
    /// What it is.
    pub what: String,
    /// On what it rests, for this statement.
    pub basis: Basis,
    /// Claims that go back to it.
    pub claims: Vec<ClaimIn>,
    /// Other groups that are one with it here, with why.
    pub merged: Vec<String>,
}

/// Everything that goes back to one observation, speaker or recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupView {
    /// Its short name.
    pub id: String,
    /// What it is.
    pub what: String,
    /// On what it rests.
    pub basis: Basis,
    /// Posts, articles and files that are its origin.
    pub roots: Vec<String>,
    /// How many claims go back to it.
    pub claims: u64,
    /// In how many posts and articles.
    pub utterances: u64,
    /// Why these are one: each join with its reason.
    pub merges: Vec<String>,
}

impl Weighed {
    /// As it is shown.
    pub fn view(&self) -> WeighedView {
        let mut origins: Vec<OriginView> = self.origins.statements.iter().map(|s| self.statement(s)).collect();
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

    fn statement(&self, statement: &Statement) -> OriginView {
        let mut incidents: Vec<String> = Vec::new();
        for incident in &self.incidents.incidents {
            if incident.claims.iter().any(|m| statement.claims.iter().any(|(c, _)| *c == m.claim)) {
                incidents.push(incident.id.clone());
            }
        }
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
        let steps: Vec<String> = way.steps.iter().map(step).collect();
        if steps.is_empty() { "is itself an origin".to_owned() } else { steps.join("; then ") }
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
