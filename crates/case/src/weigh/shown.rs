//! The shapes of what weighing shows: the keys of `exhibit weigh --json`. How they are filled is in `view`.

use model::{ItemId, PostId, Span, TimeSpan};
use serde::Serialize;
use weigh::decision::Decided;
use weigh::hypotheses::{Observable, Opinion, Word};
use weigh::likelihood::Band;
use weigh::material::{Polarity, Standing};
use weigh::origins::Basis;

use crate::copies::Older;
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
    /// Posts of recordings that had been there long before: these show nothing that happened later.
    pub older: Vec<Older>,
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
    /// Claims that rest on recordings which were there before: they cannot show this.
    pub doubts: Vec<String>,
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
