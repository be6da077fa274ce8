//! Who of the speakers is private, and what each is called.

use std::collections::{HashMap, HashSet};

use model::SourceId;
use model::post::{Source, SourceRole};

/// A speaker as a dossier shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// "account 3", or the name and account.
    pub label: String,
    /// Whether the name is withheld.
    pub private: bool,
}

/// Platforms on which a speaker of unknown role is no private account: it is the page that speaks.
const NOT_SOCIAL: [&str; 1] = ["web"];

pub(super) struct Accounts {
    show_all: bool,
    speakers: HashMap<SourceId, Speaker>,
    /// Names and handles, lower case, of private speakers and what they are called.
    private: Vec<(String, String)>,
    by_name: HashMap<String, String>,
    /// Names and handles, lower case, of all private accounts.
    personal: HashSet<String>,
    /// Names and handles, lower case, of public speakers.
    public: HashSet<String>,
    public_addresses: HashSet<String>,
    next: u64,
}

impl Accounts {
    pub fn new(show_all: bool) -> Self {
        Self {
            show_all,
            speakers: HashMap::new(),
            private: Vec::new(),
            by_name: HashMap::new(),
            personal: HashSet::new(),
            public: HashSet::new(),
            public_addresses: HashSet::new(),
            next: 0,
        }
    }

    /// Takes note of all speakers. Their order is the order of the numbers.
    pub fn meet_all<'s>(&mut self, sources: impl Iterator<Item = (SourceId, &'s Source)> + Clone) {
        self.personal = sources.clone().filter(|(_, s)| is_private(s)).flat_map(|(_, s)| names(s)).collect();
        sources.for_each(|(id, source)| self.meet(id, source));
    }

    fn meet(&mut self, id: SourceId, source: &Source) {
        if self.speakers.contains_key(&id) {
            return;
        }
        // A channel under the name of a private account is most likely that person's.
        let personal_channel =
            source.role == SourceRole::Channel && names(source).any(|name| self.personal.contains(&name));
        let private = !self.show_all && (is_private(source) || personal_channel);
        let names = names(source);
        let label = if private {
            let label = self.number();
            for name in names {
                self.by_name.entry(name.clone()).or_insert_with(|| label.clone());
                self.private.push((name, label.clone()));
            }
            label
        } else {
            self.public.extend(names);
            words(source)
        };
        self.speakers.insert(id, Speaker { label, private });
    }

    /// Takes note of who publishes and signs an article. An outlet is public; so is a byline, unless a private account
    /// of the case has the same name.
    pub fn signs(&mut self, outlet: Option<&str>, author: Option<&str>) {
        self.public.extend(outlet.map(plain));
        let author = author.map(plain).filter(|name| !self.by_name.contains_key(name));
        self.public.extend(author);
    }

    /// Takes note of the address of a post.
    pub fn address_of(&mut self, source: SourceId, url: String) {
        if self.speakers.get(&source).is_some_and(|s| !s.private) {
            self.public_addresses.insert(url);
        }
    }

    /// What a speaker is called of whom only a name or handle is known: a public name stays, anybody else gets a number.
    pub fn named(&mut self, name: &str) -> String {
        let key = plain(name);
        if self.show_all || self.public.contains(&key) {
            return name.to_owned();
        }
        if let Some(label) = self.by_name.get(&key) {
            return label.clone();
        }
        let label = self.number();
        self.by_name.insert(key.clone(), label.clone());
        self.private.push((key, label.clone()));
        label
    }

    pub fn speaker(&mut self, id: SourceId, source: Option<&Source>) -> Speaker {
        if let Some(source) = source {
            self.meet(id, source);
        }
        let label = match self.speakers.get(&id) {
            Some(known) => return known.clone(),
            None if self.show_all => "not stated".to_owned(),
            None => self.number(),
        };
        let speaker = Speaker { label, private: !self.show_all };
        self.speakers.insert(id, speaker.clone());
        speaker
    }

    /// Names and handles of private speakers (lower case) with what they are called, without those that a public
    /// speaker has too.
    pub fn private_names(&self) -> impl Iterator<Item = (&str, &str)> {
        let private = self.private.iter().filter(|(name, _)| !self.public.contains(name));
        private.map(|(name, label)| (name.as_str(), label.as_str()))
    }

    pub fn is_public_name(&self, name: &str) -> bool {
        self.show_all || self.public.contains(&plain(name))
    }

    pub fn is_public_address(&self, url: &str) -> bool {
        self.show_all || self.public_addresses.contains(url)
    }

    /// How many speakers have a number.
    pub fn numbered(&self) -> u64 {
        self.next
    }

    fn number(&mut self) -> String {
        self.next += 1;
        format!("account {}", self.next)
    }
}

/// A name as it is compared: lower case, without `@` and blanks around it.
fn plain(name: &str) -> String {
    name.trim().trim_start_matches('@').to_lowercase()
}

fn names(source: &Source) -> impl Iterator<Item = String> {
    let names = [&source.account, &source.name, &source.native_id].into_iter().flatten();
    names.map(|name| plain(name)).filter(|name| !name.is_empty())
}

fn is_private(source: &Source) -> bool {
    match source.role {
        SourceRole::Account => true,
        SourceRole::Unknown => !NOT_SOCIAL.contains(&source.platform.0.as_str()),
        SourceRole::Channel | SourceRole::Outlet | SourceRole::Official => false,
    }
}

fn words(source: &Source) -> String {
    match (&source.name, &source.account) {
        (Some(name), Some(account)) if plain(name) != plain(account) => format!("{name} ({account})"),
        (Some(name), _) => name.clone(),
        (None, Some(account)) => account.clone(),
        (None, None) => source.native_id.clone().unwrap_or_else(|| "not stated".to_owned()),
    }
}
