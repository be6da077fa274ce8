//! Replaces what a dossier does not show: names and handles of private accounts, addresses that lead to them, tokens,
//! exact coordinates, and everything about the collecting machines. Which of it applies is the `Policy`'s.

mod accounts;
mod address;
mod decided;
mod names;
pub(crate) mod place;
mod text;
mod whole;

use std::cell::RefCell;
use std::ops::Range;

use case::Case;
use model::post::Source;
use model::{ItemId, SourceId};

use crate::error::Error;
use crate::policy::{Policy, Withheld};
use accounts::Accounts;
use decided::Decided;
use names::Names;

pub use accounts::Speaker;
pub use address::{Address, Carries};
pub use place::{coarse, on_grid};
pub use whole::{DECIDED, Why};

/// Knows every private name of a case and replaces it. Counts what it does, so every value is passed through it once.
pub struct Redactor {
    policy: Policy,
    names: Names,
    surroundings: Names,
    telling: Names,
    decided: Decided,
    accounts: RefCell<Accounts>,
    people: Vec<String>,
    pub(crate) counts: RefCell<Withheld>,
}

/// A text as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The text.
    pub text: String,
    /// In how many places it is not the original.
    pub replaced: u64,
}

/// A stretch of a shown text that was read as something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Where, in bytes of the shown text.
    pub range: Range<usize>,
    /// `place`, `time`, `figure` or `hedge`.
    pub kind: &'static str,
    /// What it was read as, in words.
    pub meaning: String,
}

impl Redactor {
    /// Reads the names of a case.
    pub fn new(case: &Case, policy: Policy) -> Result<Self, Error> {
        let surroundings = case.surroundings()?;
        let mut accounts = Accounts::new(policy.show_accounts);
        let sources = case.sources_by_appearance()?;
        accounts.meet_all(sources.iter().map(|s| (s.id, &s.source)));
        for article in case.articles()? {
            accounts.signs(article.article.outlet.as_deref(), article.article.author.as_deref());
        }
        case.each_post_address(&mut |source, url| accounts.address_of(source, url))?;
        for who in case.linked_names()? {
            accounts.named(&who);
        }
        let names = Names::of_accounts(&accounts)?;
        let around = Names::of_surroundings(&surroundings, &policy)?;
        let telling = Names::of_telling_surroundings(&surroundings, &policy)?;
        let decided = Decided::of(case)?;
        let counts = Withheld {
            decided: decided.count,
            machines: surroundings.machines.len() as u64,
            folders: surroundings.folders.len() as u64,
            collectors: if policy.show_collectors { 0 } else { surroundings.people.len() as u64 },
            ..Withheld::default()
        };
        Ok(Self {
            policy,
            names,
            surroundings: around,
            telling,
            decided,
            accounts: RefCell::new(accounts),
            people: surroundings.people,
            counts: RefCell::new(counts),
        })
    }

    /// What the publisher decided.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Who speaks, as it is shown.
    pub fn speaker(&self, id: SourceId, source: Option<&Source>) -> Speaker {
        self.accounts.borrow_mut().speaker(id, source)
    }

    /// Another speaker whom a link names, as it is shown.
    pub fn who(&self, name: &str) -> String {
        self.accounts.borrow_mut().named(name)
    }

    /// Whether a decision withholds an item, or something that was read in it.
    pub fn withholds_item(&self, item: ItemId) -> bool {
        self.decided.items.contains_key(&item)
    }

    /// The person who collected.
    pub fn collector(&self, name: &str) -> String {
        if self.policy.show_collectors {
            return name.to_owned();
        }
        let number = self.people.iter().position(|known| known == name).map_or(0, |at| at + 1);
        format!("collector {number}")
    }

    /// What was left out so far.
    pub fn withheld(&self) -> Withheld {
        Withheld { accounts: self.accounts.borrow().numbered(), ..*self.counts.borrow() }
    }
}
