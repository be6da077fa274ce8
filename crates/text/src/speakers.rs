//! Who speaks in a text: speakers with role, names and account, and which expressions mean the same speaker.
//!
//! Finding the cue and the words of a speaker is the business of `claims`; here they become one speaker each, with the
//! reason for every identification. Nothing outside the document is consulted: no list of office-holders.

mod coreference;

use model::Span;
use serde::{Deserialize, Serialize};

pub(crate) use coreference::{Chorus, Phrase};

/// What kind of speaker somebody is, by the words that name him.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// An office-holder, authority, force or company.
    Official,
    /// A newspaper, agency or channel.
    Outlet,
    /// Somebody who says or is said to have been there.
    Witness,
    /// A social account.
    Account,
    /// Somebody who passes on: "sources".
    Relay,
    /// Somebody who judges from afar: a user who comments, an expert.
    Commenter,
    /// Not stated.
    Unknown,
}

/// Whether the speaker could have observed what he says, as far as the words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Speaks of having seen or heard it, or is called a witness or resident.
    Observer,
    /// Speaks for an authority, which collects from others.
    Official,
    /// Passes on what others say.
    Relay,
    /// Comments.
    Commenter,
    /// The words do not tell.
    Unknown,
}

/// One speaker of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The fullest expression for the speaker: a name where there is one.
    pub label: String,
    /// Every expression that means this speaker, as written, without repeats.
    pub names: Vec<String>,
    /// What kind of speaker.
    pub role: Role,
    /// The account, where it is one, with `@` where the text writes one.
    pub account: Option<String>,
    /// Where the document names the speaker.
    pub mentions: Vec<Span>,
    /// Why expressions were taken for the same speaker.
    pub reasons: Vec<String>,
}

impl Role {
    /// The standing that follows from the role alone.
    pub const fn standing(self) -> Standing {
        match self {
            Self::Official => Standing::Official,
            Self::Outlet | Self::Relay => Standing::Relay,
            Self::Witness => Standing::Observer,
            Self::Account | Self::Commenter => Standing::Commenter,
            Self::Unknown => Standing::Unknown,
        }
    }
}
