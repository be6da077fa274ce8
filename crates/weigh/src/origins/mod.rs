//! Origin groups: everything that goes back to one observation, and how many of them each statement has.
//!
//! Three steps. `statements` puts claims together that say the same; `trace` follows every claim to where it comes from;
//! here the ends of the ways become groups: the same recording, the same publisher, the same speaker. Each step and each
//! join keeps its reason. Ten reposts are one origin, and reactions are none.

mod compare;
mod count;
mod statements;
mod trace;
mod voices;

use std::collections::{BTreeMap, HashMap};

use model::Digest;
use serde::{Deserialize, Serialize};

pub use compare::Sameness;
pub use statements::weighable;
pub use trace::{Basis, StepKind};

use crate::decision::{Decided, Decision, Scope};
use crate::explained::Explained;
use crate::material::{Material, Node, TieKind};
use trace::{End, Root, Trace};
use voices::Voices;

/// The answer: groups, and for each statement which of them it goes back to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origins {
    /// Origin groups that some claim or file goes back to, by the time of their first member, then by id.
    pub groups: Vec<Group>,
    /// What is said, by the time it was first said.
    pub statements: Vec<Statement>,
    /// For each claim its statement; nothing for claims that assert no happening.
    pub statement_of: Vec<Option<u32>>,
    /// Joins that a judgement forbade.
    pub kept_apart: Vec<Merge>,
}

/// Everything that goes back to one observation, speaker or recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// `origin:` and 12 hexadecimal digits, from the group's first root.
    pub id: String,
    /// What it is, for people: "a recording by @account", "Vyacheslav Gladkov".
    pub what: String,
    /// On what it rests.
    pub basis: Basis,
    /// What it is made of: utterances and files that are origins, in order of time.
    pub roots: Vec<Node>,
    /// Names of the voices in it.
    pub voices: Vec<String>,
    /// Why these are one.
    pub merges: Vec<Merge>,
    /// How many claims go back to it.
    pub claims: u64,
    /// How many utterances these stand in.
    pub utterances: u64,
}

/// Why two things are one origin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// One thing, for people.
    pub a: String,
    /// The other.
    pub b: String,
    /// Why.
    pub kind: MergeKind,
    /// What says so: a tie's words, a judgement's author and reason.
    pub why: String,
}

/// By what two origins are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MergeKind {
    /// The same bytes or the same recording.
    Copy,
    /// The same publisher or speaker.
    SameSource,
    /// The recording's first publisher here.
    Uploader,
    /// Speaks in the office's own statement.
    SpeaksFor,
    /// A person decided so.
    Judged,
    /// The same figure: one count behind it.
    SameFigure,
}

/// What is said, by whomever, with where it goes back to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// `statement:` and 12 hexadecimal digits, from its first claim.
    pub id: String,
    /// The claim that stands for it.
    pub first: u32,
    /// All claims that say it, in the order in which they were put together, each with why.
    pub claims: Vec<(u32, Sameness)>,
    /// Where it goes back to: independent of each other.
    pub origins: Vec<StatementOrigin>,
    /// How many independent origins: the length of `origins`.
    pub count: u32,
    /// Claims that only react: no observations.
    pub reactions: Vec<u32>,
    /// Why so many, in one or two sentences.
    pub why: String,
}

/// One independent origin of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementOrigin {
    /// Position in [`Origins::groups`].
    pub group: u32,
    /// Further groups that are one with it for this statement, with the reason.
    pub merged: Vec<(u32, Merge)>,
    /// On what it rests, for this statement.
    pub basis: Basis,
    /// Claims that go back to it, each with the way.
    pub claims: Vec<Way>,
}

/// How a claim goes back to its origin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// The claim.
    pub claim: u32,
    /// The steps; empty where its own utterance is the origin.
    pub steps: Vec<WayStep>,
}

/// One step back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WayStep {
    /// By what.
    pub kind: StepKind,
    /// Position of the tie that says so.
    pub tie: Option<u32>,
    /// Where to: an utterance or file; nothing for a speaker who publishes nothing here.
    pub to: Option<Node>,
    /// The speaker, where it leads to one.
    pub speaker: Option<String>,
}

/// Finds the origins of a material. The material must have passed [`Material::check`].
pub fn find(material: &Material, decided: &[Decided]) -> Origins {
    let voices = Voices::of(material);
    let derived = statements::derived(material);
    let mut statements = statements::group(material, &derived, decided);
    let citations = trace::Tracer::new(material, &voices, &statements).citations();
    // One counterpart in each cited text: the first that fits.
    let mut met = std::collections::HashSet::new();
    for (citing, cited) in citations {
        let pair = (citing, material.claims[cited as usize].utterance);
        if met.contains(&pair) {
            continue;
        }
        let same = statements.of[citing as usize] == statements.of[cited as usize];
        if same || statements.join_cited(material, citing, cited) {
            met.insert(pair);
        }
    }
    let traces = trace::Tracer::new(material, &voices, &statements).all();
    let mut house = House {
        material,
        voices: &voices,
        sets: Explained::new(0),
        first_carrier: HashMap::new(),
        carried: HashMap::new(),
    };
    house.join(&traces, &derived, decided);
    house.answer(&statements, &traces)
}

/// The sets of roots: utterances, then files, then voices.
struct House<'m> {
    material: &'m Material,
    voices: &'m Voices,
    sets: Explained<(MergeKind, String)>,
    /// For each file the utterance that carried it first.
    first_carrier: HashMap<u32, u32>,
    /// For each file when the first post that carries it was published.
    carried: HashMap<u32, i64>,
}

impl House<'_> {
    fn number(&self, root: Root) -> u32 {
        let (utterances, footage) = (self.material.utterances.len() as u32, self.material.footage.len() as u32);
        match root {
            Root::Utterance(at) => at,
            Root::Footage(at) => utterances + at,
            Root::Voice(at) => utterances + footage + at,
        }
    }

    fn root(&self, number: u32) -> Root {
        let (utterances, footage) = (self.material.utterances.len() as u32, self.material.footage.len() as u32);
        match number {
            n if n < utterances => Root::Utterance(n),
            n if n < utterances + footage => Root::Footage(n - utterances),
            n => Root::Voice(n - utterances - footage),
        }
    }

    fn name(&self, root: Root) -> String {
        match root {
            Root::Utterance(at) => {
                let utterance = &self.material.utterances[at as usize];
                let time = utterance.time.as_ref().map_or(String::new(), |t| format!(", {}", t.value));
                format!("{}{time}", self.voices.label(self.voices.publisher(at)))
            }
            Root::Footage(at) => {
                let file = &self.material.footage[at as usize];
                file.name.clone().unwrap_or_else(|| file.id.chars().take(17).collect())
            }
            Root::Voice(at) => self.voices.label(at).to_owned(),
        }
    }

    fn join(&mut self, traces: &[Option<Trace>], derived: &[bool], decided: &[Decided]) {
        let material = self.material;
        let count = material.utterances.len() + material.footage.len() + self.voices.len();
        self.sets = Explained::new(count);
        self.judge(traces, decided);
        for tie in &material.ties {
            if let (Node::Footage(a), Node::Footage(b), TieKind::Copy | TieKind::SameBytes) =
                (tie.from, tie.to, tie.kind)
            {
                let (a, b) = (self.number(Root::Footage(a)), self.number(Root::Footage(b)));
                self.sets.join(a, b, (MergeKind::Copy, tie.why.clone()));
            }
        }
        self.uploaders(derived);
        // Utterances that are themselves the end of a way are one with everything else their publisher saw.
        let mut ends: Vec<u32> = Vec::new();
        for end in traces.iter().flatten().map(|trace| &trace.end) {
            let roots: &[(Root, Basis)] = match end {
                End::At(root, basis) => &[(*root, *basis)],
                End::OneOf(several) => several,
                End::Reaction(_) => &[],
            };
            ends.extend(roots.iter().filter_map(|(root, basis)| match (root, basis) {
                // A circle has no publisher of its own.
                (Root::Utterance(at), basis) if *basis != Basis::Circular => Some(*at),
                _ => None,
            }));
        }
        ends.sort_unstable();
        ends.dedup();
        for at in ends {
            let voice = self.voices.publisher(at);
            let why = format!("published by {}", self.voices.label(voice));
            let (a, b) = (self.number(Root::Utterance(at)), self.number(Root::Voice(voice)));
            self.sets.join(a, b, (MergeKind::SameSource, why));
        }
        self.offices();
    }

    /// Splits first, so that they hold against everything after; then what people put together.
    fn judge(&mut self, traces: &[Option<Trace>], decided: &[Decided]) {
        for (number, one) in decided.iter().enumerate() {
            if let Decision::Split { scope: Scope::Origin, things } = &one.decision {
                for (side, thing) in things.iter().enumerate() {
                    if let Some(at) = self.thing(thing, traces) {
                        self.sets.mark(at, number as u32, side as u32);
                    }
                }
            }
        }
        for one in decided {
            if let Decision::Group { scope: Scope::Origin, things } = &one.decision {
                let numbers: Vec<u32> = things.iter().filter_map(|thing| self.thing(thing, traces)).collect();
                for pair in numbers.windows(2) {
                    self.sets.join(pair[0], pair[1], (MergeKind::Judged, words_of(one)));
                }
            }
        }
    }

    /// The set member that a judgement means: for a claim, the end of its way.
    fn thing(&self, id: &str, traces: &[Option<Trace>]) -> Option<u32> {
        match self.material.find(id)? {
            Node::Utterance(at) => Some(self.number(Root::Utterance(at))),
            Node::Footage(at) => Some(self.number(Root::Footage(at))),
            Node::Claim(at) => match &traces[at as usize].as_ref()?.end {
                End::At(root, _) => Some(self.number(*root)),
                End::OneOf(several) => several.first().map(|(root, _)| self.number(*root)),
                End::Reaction(_) => None,
            },
        }
    }

    /// A recording belongs to whoever published it first, where that was a post of their own.
    fn uploaders(&mut self, derived: &[bool]) {
        let mut first: BTreeMap<u32, (i64, String, u32)> = BTreeMap::new();
        for tie in &self.material.ties {
            let (Node::Utterance(at), Node::Footage(file), TieKind::Media) = (tie.from, tie.to, tie.kind) else {
                continue;
            };
            let utterance = &self.material.utterances[at as usize];
            let Some(time) = utterance.published[1] else { continue };
            let carried = self.carried.entry(file).or_insert(time.0);
            *carried = time.0.min(*carried);
            let family = self.number(Root::Footage(file));
            let family = self.sets.root(family);
            let key = (time.0, utterance.id.clone(), at);
            if first.get(&family).is_none_or(|known| key < *known) {
                first.insert(family, key);
            }
        }
        for (family, (_, _, at)) in first {
            if let Root::Footage(file) = self.root(family) {
                self.first_carrier.insert(file, at);
            }
            if derived[at as usize] {
                continue;
            }
            let voice = self.voices.publisher(at);
            let why = format!("first published here by {}", self.voices.label(voice));
            let number = self.number(Root::Utterance(at));
            self.sets.join(family, number, (MergeKind::Uploader, why));
        }
    }

    /// Whoever speaks in an office's own statement speaks for the office.
    fn offices(&mut self) {
        for (at, utterance) in self.material.utterances.iter().enumerate() {
            if utterance.role != crate::material::Role::Official {
                continue;
            }
            let office = self.voices.publisher(at as u32);
            for speaker in 0..utterance.speakers.len() as u32 {
                let voice = self.voices.speaker(at as u32, speaker);
                if utterance.speakers[speaker as usize].role == crate::material::Role::Official && voice != office {
                    let why = format!("speaks in a statement of {}", self.voices.label(office));
                    let (a, b) = (self.number(Root::Voice(office)), self.number(Root::Voice(voice)));
                    self.sets.join(a, b, (MergeKind::SpeaksFor, why));
                }
            }
        }
    }

    fn node(root: Root) -> Option<Node> {
        match root {
            Root::Utterance(at) => Some(Node::Utterance(at)),
            Root::Footage(at) => Some(Node::Footage(at)),
            Root::Voice(_) => None,
        }
    }

    /// What a root is called in ids: the same whatever else there is.
    fn stable(&self, root: Root) -> String {
        match root {
            Root::Utterance(at) => self.material.utterances[at as usize].id.clone(),
            Root::Footage(at) => self.material.footage[at as usize].id.clone(),
            Root::Voice(at) => format!("voice:{}", self.voices.label(at)),
        }
    }
}

/// A judgement in a few words.
fn words_of(one: &Decided) -> String {
    let who = one.author.as_deref().unwrap_or("somebody");
    let why = one.reason.as_deref().unwrap_or("no reason given");
    format!("decided by {who} (entry {}): {why}", one.entry)
}

fn short_id(kind: &str, of: &str) -> String {
    format!("{kind}:{}", Digest::of(of.as_bytes()).short())
}
