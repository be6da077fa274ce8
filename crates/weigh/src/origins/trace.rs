//! Where a claim comes from: follows it step by step (this text says that outlet reports it; that outlet quotes a post;
//! the post passes on another) to an end, as far as the material goes.
//!
//! The steps have a direction, so that whoever passes on many things does not make one origin of them.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::material::{Claim, Material, Node, Role, Standing, Tie, TieKind, UtteranceKind};
use crate::origins::statements::Statements;
use crate::origins::voices::Voices;

/// On what an origin rests, as far as the material says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// A recording that is in the case.
    Recording,
    /// A recording that is said to show it and is not in the case.
    RecordingAbsent,
    /// Somebody who speaks of having seen or heard it.
    Observer,
    /// An authority; on what it rests is not said.
    Office,
    /// An outlet that gives no source.
    Outlet,
    /// Somebody who says so; on what it rests is not said.
    Assertion,
    /// "Reportedly", "sources say": nobody is named.
    Unnamed,
    /// Those who say it cite one another in a circle: there is no first observer in the material.
    Circular,
}

/// Where a claim ends.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum End {
    /// An utterance, a file or a voice.
    At(Root, Basis),
    /// One of these; the text does not tell which.
    OneOf(Vec<(Root, Basis)>),
    /// A reaction, to an utterance where that is known: no observation.
    Reaction(Option<u32>),
}

/// What an origin can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Root {
    /// An utterance.
    Utterance(u32),
    /// A file.
    Footage(u32),
    /// A voice.
    Voice(u32),
}

/// Why a claim leads on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// By a tie of this kind.
    Tie(TieKind),
    /// The text says that this speaker says it.
    Speaker,
    /// The text cites this outlet.
    Cites,
    /// The same text says elsewhere on what it rests.
    SameText,
}

/// One step of the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Step {
    pub kind: StepKind,
    /// The tie that says so: position in [`Material::ties`].
    pub tie: Option<u32>,
    /// Where it leads.
    pub to: Root,
}

/// The way of one claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trace {
    pub steps: Vec<Step>,
    pub end: End,
}

/// Steps after which nothing more is followed.
const LONGEST: usize = 64;
/// Claims of one cited text that are compared with one claim that cites it.
const MOST_CITED: usize = 400;

pub(crate) struct Tracer<'m> {
    material: &'m Material,
    voices: &'m Voices,
    statements: &'m Statements,
    /// Ties by where they start.
    ties: HashMap<Node, Vec<u32>>,
    /// Claims of each utterance: first and one past the last.
    claims: Vec<(u32, u32)>,
    /// Utterances of each voice.
    published: HashMap<u32, Vec<u32>>,
}

enum Next {
    Claim(Step, u32),
    Utterance(Step, u32),
    End(Option<Step>, End),
}

impl<'m> Tracer<'m> {
    pub fn new(material: &'m Material, voices: &'m Voices, statements: &'m Statements) -> Self {
        let mut ties: HashMap<Node, Vec<u32>> = HashMap::new();
        for (at, tie) in material.ties.iter().enumerate() {
            ties.entry(tie.from).or_default().push(at as u32);
        }
        let mut published: HashMap<u32, Vec<u32>> = HashMap::new();
        for at in 0..material.utterances.len() as u32 {
            published.entry(voices.publisher(at)).or_default().push(at);
        }
        Self { material, voices, statements, ties, claims: ranges(material), published }
    }

    /// For every claim that cites an outlet whose text is here: the claims of that text that may be meant.
    pub fn citations(&self) -> Vec<(u32, u32)> {
        let mut out = Vec::new();
        for at in 0..self.material.claims.len() as u32 {
            if self.statements.of[at as usize].is_none() {
                continue;
            }
            for utterance in self.cited(at) {
                let (from, to) = self.claims[utterance as usize];
                let weighed = (from..to).filter(|c| self.statements.of[*c as usize].is_some());
                out.extend(weighed.take(MOST_CITED).map(|cited| (at, cited)));
            }
            for tie in self.of(Node::Claim(at)).map(|tie| self.material.ties[tie as usize].clone()) {
                if let (Node::Utterance(utterance), TieKind::Citation) = (tie.to, tie.kind) {
                    let (from, to) = self.claims[utterance as usize];
                    let weighed = (from..to).filter(|c| self.statements.of[*c as usize].is_some());
                    out.extend(weighed.take(MOST_CITED).map(|cited| (at, cited)));
                }
            }
        }
        out
    }

    /// The texts of an outlet that a claim names as its speaker, or through whom it says it has it.
    fn cited(&self, claim: u32) -> Vec<u32> {
        let held = &self.material.claims[claim as usize];
        let Some(speaker) = held.speaker else { return Vec::new() };
        let voice = self.voices.speaker(held.utterance, speaker);
        let role = self.material.utterances[held.utterance as usize].speakers[speaker as usize].role;
        if voice == self.voices.publisher(held.utterance) || !matches!(role, Role::Outlet | Role::Unknown) {
            return Vec::new();
        }
        let articles = |at: &&u32| self.material.utterances[**at as usize].kind == UtteranceKind::Article;
        self.published.get(&voice).into_iter().flatten().filter(articles).copied().collect()
    }

    /// Follows every claim. Claims that assert nothing to be weighed have none.
    pub fn all(&self) -> Vec<Option<Trace>> {
        let mut out: Vec<Option<Trace>> = (0..self.material.claims.len() as u32)
            .map(|at| self.statements.of[at as usize].map(|_| self.follow(at)))
            .collect();
        self.same_text(&mut out);
        out
    }

    fn follow(&self, claim: u32) -> Trace {
        let (mut at, mut steps, mut seen) = (claim, Vec::new(), vec![claim]);
        loop {
            match self.next(at) {
                Next::Claim(step, to) => {
                    steps.push(step);
                    if let Some(begin) = seen.iter().position(|c| *c == to) {
                        let first = seen[begin..].iter().map(|c| self.material.claims[*c as usize].utterance).min();
                        let root = Root::Utterance(first.unwrap_or(0));
                        return Trace { steps, end: End::At(root, Basis::Circular) };
                    }
                    seen.push(to);
                    at = to;
                    if seen.len() > LONGEST {
                        return self.finish(steps, self.material.claims[to as usize].utterance);
                    }
                }
                Next::Utterance(step, to) => {
                    steps.push(step);
                    return self.finish(steps, to);
                }
                Next::End(step, end) => {
                    steps.extend(step);
                    return Trace { steps, end };
                }
            }
        }
    }

    /// The end of an utterance that says nothing of its own about the statement: what it shows or passes on.
    fn finish(&self, mut steps: Vec<Step>, mut utterance: u32) -> Trace {
        for _ in 0..LONGEST {
            let Some((tie, to)) = self.passes_on(utterance) else { break };
            steps.push(step(self.material, tie, Root::Utterance(to)));
            utterance = to;
        }
        if let Some((tie, footage)) = self.footage(utterance) {
            steps.push(step(self.material, tie, Root::Footage(footage)));
            return Trace { steps, end: End::At(Root::Footage(footage), Basis::Recording) };
        }
        Trace { steps, end: End::At(Root::Utterance(utterance), self.bare(utterance)) }
    }

    /// On what an utterance rests that neither shows nor cites anything in the material.
    fn bare(&self, utterance: u32) -> Basis {
        let held = &self.material.utterances[utterance as usize];
        match held.role {
            _ if held.shows_absent => Basis::RecordingAbsent,
            Role::Official => Basis::Office,
            Role::Witness => Basis::Observer,
            _ if held.kind == UtteranceKind::Article => Basis::Outlet,
            _ => Basis::Assertion,
        }
    }

    /// The next step of a claim.
    fn next(&self, at: u32) -> Next {
        let claim = &self.material.claims[at as usize];
        let stated = self.of(Node::Claim(at)).next();
        if let Some(tie) = stated {
            match self.material.ties[tie as usize].to {
                Node::Claim(to) => return Next::Claim(self.step_to(tie, claim_root(self.material, to)), to),
                Node::Utterance(to) => return self.toward(at, tie, to),
                Node::Footage(to) => {
                    let root = Root::Footage(to);
                    return Next::End(Some(self.step_to(tie, root)), End::At(root, Basis::Recording));
                }
            }
        }
        match claim.speaker.map(|s| (s, self.voices.speaker(claim.utterance, s))) {
            Some((s, voice)) if voice != self.voices.publisher(claim.utterance) => self.attributed(at, claim, s, voice),
            _ => self.own(at, claim),
        }
    }

    /// A claim that the text gives to somebody else.
    fn attributed(&self, at: u32, claim: &Claim, speaker: u32, voice: u32) -> Next {
        let step = |to| Step { kind: StepKind::Speaker, tie: None, to };
        let speaker = &self.material.utterances[claim.utterance as usize].speakers[speaker as usize];
        // Their own words are in the case: they say where these come from.
        let beside = self.of(Node::Utterance(claim.utterance)).find_map(|tie| match self.material.ties[tie as usize] {
            Tie { to: Node::Utterance(to), .. } if self.voices.publisher(to) == voice => Some((tie, to)),
            _ => None,
        });
        if let Some((tie, to)) = beside {
            return self.toward(at, tie, to);
        }
        let cites = |to| Step { kind: StepKind::Cites, tie: None, to };
        for utterance in self.cited(at) {
            if let Some(cited) = self.counterpart(at, utterance) {
                return Next::Claim(cites(Root::Utterance(utterance)), cited);
            }
        }
        if let Some(utterance) = self.cited(at).first() {
            return Next::End(
                Some(cites(Root::Utterance(*utterance))),
                End::At(Root::Utterance(*utterance), Basis::Outlet),
            );
        }
        let basis = match (speaker.role, claim.standing) {
            (Role::Commenter, _) => return Next::End(None, End::Reaction(None)),
            (Role::Witness, _) | (_, Standing::Observer) => Basis::Observer,
            (Role::Official, _) | (_, Standing::Official) => Basis::Office,
            (Role::Outlet, _) => Basis::Outlet,
            (Role::Relay, _) => Basis::Unnamed,
            _ => Basis::Assertion,
        };
        let root = Root::Voice(voice);
        Next::End(Some(step(root)), End::At(root, basis))
    }

    /// A claim in which the utterance speaks for itself.
    fn own(&self, at: u32, claim: &Claim) -> Next {
        let here = claim.utterance;
        if let Some((tie, to)) = self.passes_on(here) {
            return self.toward(at, tie, to);
        }
        let utterance = &self.material.utterances[here as usize];
        let leans = claim.basis.is_some() || (claim.hedged && claim.standing != Standing::Observer);
        if utterance.kind == UtteranceKind::Article && leans {
            return self.leaning(at, claim);
        }
        if let Some((tie, footage)) = self.footage(here) {
            let root = Root::Footage(footage);
            return Next::End(Some(self.step_to(tie, root)), End::At(root, Basis::Recording));
        }
        if utterance.shows_absent {
            return Next::End(None, End::At(Root::Utterance(here), Basis::RecordingAbsent));
        }
        let basis = match claim.standing {
            Standing::Observer => Basis::Observer,
            Standing::Official => Basis::Office,
            _ => {
                if let Some(to) = self.reacts_to(here) {
                    return Next::End(None, End::Reaction(Some(to)));
                }
                if leans { Basis::Unnamed } else { self.bare(here) }
            }
        };
        Next::End(None, End::At(Root::Utterance(here), basis))
    }

    /// What an article says with distance, or says that a recording shows: that recording is the one the page credits or
    /// carries. Who else is named for it is said by a tie of the claim itself.
    fn leaning(&self, at: u32, claim: &Claim) -> Next {
        let here = claim.utterance;
        let of_kind = |kind: TieKind| {
            self.of(Node::Utterance(here)).filter(move |tie| self.material.ties[*tie as usize].kind == kind)
        };
        let kinds: &[TieKind] = if claim.basis.is_some() { &[TieKind::Credit, TieKind::Media] } else { &[] };
        for kind in kinds.iter().copied() {
            let ends: Vec<(u32, Node)> = of_kind(kind).map(|tie| (tie, self.material.ties[tie as usize].to)).collect();
            match ends.as_slice() {
                [] => {}
                [(tie, Node::Utterance(to))] => return self.toward(at, *tie, *to),
                [(tie, Node::Footage(to))] => {
                    let root = Root::Footage(*to);
                    return Next::End(Some(self.step_to(*tie, root)), End::At(root, Basis::Recording));
                }
                several => {
                    let ends = several.iter().filter_map(|(tie, node)| match node {
                        Node::Utterance(to) => Some(self.finish(vec![self.step_to(*tie, Root::Utterance(*to))], *to)),
                        Node::Footage(to) => {
                            Some(Trace { steps: Vec::new(), end: End::At(Root::Footage(*to), Basis::Recording) })
                        }
                        Node::Claim(_) => None,
                    });
                    let mut roots: Vec<(Root, Basis)> = ends
                        .filter_map(|trace| match trace.end {
                            End::At(root, basis) => Some((root, basis)),
                            _ => None,
                        })
                        .collect();
                    roots.sort_unstable();
                    roots.dedup();
                    return Next::End(None, End::OneOf(roots));
                }
            }
        }
        let basis = if claim.basis.is_some() { Basis::RecordingAbsent } else { Basis::Unnamed };
        Next::End(None, End::At(Root::Utterance(here), basis))
    }

    /// On to another utterance: to its claim that says the same, or to the utterance as a whole.
    fn toward(&self, claim: u32, tie: u32, to: u32) -> Next {
        let step = self.step_to(tie, Root::Utterance(to));
        match self.counterpart(claim, to) {
            Some(other) => Next::Claim(step, other),
            None => Next::Utterance(step, to),
        }
    }

    /// The first claim of an utterance that says the same.
    fn counterpart(&self, claim: u32, utterance: u32) -> Option<u32> {
        let statement = self.statements.of[claim as usize]?;
        let (from, to) = self.claims[utterance as usize];
        (from..to).find(|c| *c != claim && self.statements.of[*c as usize] == Some(statement))
    }

    /// The utterance that this one passes on whole.
    fn passes_on(&self, utterance: u32) -> Option<(u32, u32)> {
        self.of(Node::Utterance(utterance)).find_map(|tie| match self.material.ties[tie as usize] {
            Tie {
                to: Node::Utterance(to),
                kind: TieKind::Forward | TieKind::Repost | TieKind::TextCopy | TieKind::Edit,
                ..
            } if to != utterance => Some((tie, to)),
            _ => None,
        })
    }

    fn footage(&self, utterance: u32) -> Option<(u32, u32)> {
        self.of(Node::Utterance(utterance)).find_map(|tie| match self.material.ties[tie as usize] {
            Tie { to: Node::Footage(to), kind: TieKind::Media, .. } => Some((tie, to)),
            _ => None,
        })
    }

    fn reacts_to(&self, utterance: u32) -> Option<u32> {
        self.of(Node::Utterance(utterance)).find_map(|tie| match self.material.ties[tie as usize] {
            Tie { to: Node::Utterance(to), kind: TieKind::Reply | TieKind::Quote, .. } => Some(to),
            _ => None,
        })
    }

    fn of(&self, node: Node) -> impl Iterator<Item = u32> + '_ {
        self.ties.get(&node).into_iter().flatten().copied()
    }

    fn step_to(&self, tie: u32, to: Root) -> Step {
        step(self.material, tie, to)
    }

    /// What a text says without a source rests on what the same text says it rests on elsewhere: a headline rests on
    /// what the story under it credits.
    fn same_text(&self, traces: &mut [Option<Trace>]) {
        let mut pointed: HashMap<(u32, u32), u32> = HashMap::new();
        let key = |at: u32| {
            let claim = &self.material.claims[at as usize];
            (claim.utterance, self.statements.of[at as usize].unwrap_or(u32::MAX))
        };
        let bare = |trace: &Trace, at: u32| {
            let here = Root::Utterance(self.material.claims[at as usize].utterance);
            matches!(&trace.end, End::At(root, Basis::Outlet | Basis::Assertion | Basis::Unnamed) if *root == here)
        };
        for at in 0..traces.len() as u32 {
            if let Some(trace) = &traces[at as usize]
                && !bare(trace, at)
                && !matches!(trace.end, End::Reaction(_))
            {
                pointed.entry(key(at)).or_insert(at);
            }
        }
        for at in 0..traces.len() as u32 {
            let Some(from) = pointed.get(&key(at)) else { continue };
            let end = traces[*from as usize].as_ref().map(|t| t.end.clone());
            if let (Some(trace), Some(end)) = (&mut traces[at as usize], end)
                && bare(trace, at)
            {
                let to = match &end {
                    End::At(root, _) => *root,
                    _ => Root::Utterance(self.material.claims[at as usize].utterance),
                };
                *trace = Trace { steps: vec![Step { kind: StepKind::SameText, tie: None, to }], end };
            }
        }
    }
}

fn step(material: &Material, tie: u32, to: Root) -> Step {
    Step { kind: StepKind::Tie(material.ties[tie as usize].kind), tie: Some(tie), to }
}

fn claim_root(material: &Material, claim: u32) -> Root {
    Root::Utterance(material.claims[claim as usize].utterance)
}

/// For each utterance, its first claim and one past its last.
fn ranges(material: &Material) -> Vec<(u32, u32)> {
    let mut out = vec![(0, 0); material.utterances.len()];
    let mut at = 0;
    while at < material.claims.len() {
        let utterance = material.claims[at].utterance;
        let end = at + material.claims[at..].partition_point(|c| c.utterance == utterance);
        out[utterance as usize] = (at as u32, end as u32);
        at = end;
    }
    out
}
