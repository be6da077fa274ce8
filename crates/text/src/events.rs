//! What is said to have happened: a small vocabulary of event types with the words that name them.
//!
//! The first six groups are event and sub-event types of ACLED (codebook 2023: six event types, 25 sub-event types; the
//! names are theirs, the assignment by words is ours). The others are what an investigator of incidents needs beside
//! them: impacts on infrastructure, accidents, effects on people. A trigger says that a text speaks of such an event,
//! never that it took place.

use model::Span;
use serde::{Deserialize, Serialize};

use crate::cues::{Marks, Sense};
use crate::lang;
use crate::words::Words;

macro_rules! event_kinds {
    ($($kind:ident, $type:literal, $sub:literal, $acled:literal;)*) => {
        /// What kind of event a word names. Each is listed with its event type and sub-event type.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum EventKind {
            $(#[doc = concat!($type, ": ", $sub)] $kind,)*
        }

        impl EventKind {
            /// Every kind, in the order of the vocabulary.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// Event type and sub-event type in words, and whether both are ACLED's own.
            pub const fn names(self) -> (&'static str, &'static str, bool) {
                match self {
                    $(Self::$kind => ($type, $sub, $acled),)*
                }
            }
        }
    };
}

event_kinds! {
    ArmedClash, "Battles", "Armed clash", true;
    TerritoryTaken, "Battles", "Non-state actor overtakes territory", true;
    TerritoryRegained, "Battles", "Government regains territory", true;
    AirDroneStrike, "Explosions/Remote violence", "Air/drone strike", true;
    Shelling, "Explosions/Remote violence", "Shelling/artillery/missile attack", true;
    RemoteExplosive, "Explosions/Remote violence", "Remote explosive/landmine/IED", true;
    Grenade, "Explosions/Remote violence", "Grenade", true;
    SuicideBomb, "Explosions/Remote violence", "Suicide bomb", true;
    ChemicalWeapon, "Explosions/Remote violence", "Chemical weapon", true;
    Attack, "Violence against civilians", "Attack", true;
    Abduction, "Violence against civilians", "Abduction/forced disappearance", true;
    SexualViolence, "Violence against civilians", "Sexual violence", true;
    Protest, "Protests", "Peaceful protest", true;
    ProtestIntervention, "Protests", "Protest with intervention", true;
    Riot, "Riots", "Violent demonstration", true;
    MobViolence, "Riots", "Mob violence", true;
    Agreement, "Strategic developments", "Agreement", true;
    Arrests, "Strategic developments", "Arrests", true;
    Looting, "Strategic developments", "Looting/property destruction", true;
    DisruptedWeapons, "Strategic developments", "Disrupted weapons use", true;
    Movement, "Strategic developments", "Other", true;
    Explosion, "Explosions/Remote violence", "Explosion, cause not stated", false;
    Destruction, "Damage", "Building or object damaged", false;
    PowerImpact, "Infrastructure", "Power", false;
    WaterImpact, "Infrastructure", "Water", false;
    CommunicationsImpact, "Infrastructure", "Communications", false;
    RailImpact, "Infrastructure", "Rail", false;
    RoadImpact, "Infrastructure", "Road or bridge", false;
    GasImpact, "Infrastructure", "Gas, fuel or heat", false;
    Fire, "Accidents and hazards", "Fire", false;
    Misfire, "Accidents and hazards", "Weapon malfunction or misfire", false;
    Crash, "Accidents and hazards", "Crash", false;
    Collapse, "Accidents and hazards", "Structure collapsed", false;
    Flood, "Accidents and hazards", "Flood or breach", false;
    Leak, "Accidents and hazards", "Leak or contamination", false;
    Death, "People", "Killed", false;
    Injury, "People", "Injured", false;
    Casualties, "People", "Casualties", false;
    Evacuation, "People", "Evacuation or displacement", false;
}

/// A word or phrase that names an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventMention {
    /// Where it stands, in code points.
    pub span: Span,
    /// Its words, as written.
    pub text: String,
    /// What it names.
    pub kind: EventKind,
}

/// Every word that names an event, in order. One word may name two kinds.
pub fn find(text: &str) -> Vec<EventMention> {
    let words = Words::of(text);
    let marks = Marks::of(&words, &lang::identify(text).runs);
    in_range(&words, &marks, 0..words.len())
}

/// The event words among some tokens.
pub(crate) fn in_range(words: &Words<'_>, marks: &Marks, range: std::ops::Range<usize>) -> Vec<EventMention> {
    let end = range.end;
    marks
        .hits(range)
        .filter(|hit| hit.end <= end)
        .filter_map(|hit| match hit.sense {
            Sense::Event(kind) => Some(EventMention {
                span: words.span(hit.at..hit.end),
                text: words.written(hit.at..hit.end).to_owned(),
                kind,
            }),
            _ => None,
        })
        .collect()
}
