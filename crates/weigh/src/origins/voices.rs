//! Who is behind the names: the same speaker across documents, scripts and spellings.
//!
//! A voice is whoever can be the origin of words: the publisher of an utterance or a speaker named in one. Two are taken
//! for one where the account is the same, or where every capitalised word of one name stands in the other ("governor
//! Gladkov", "Vyacheslav Gladkov", "Гладков"). That may take two people of one surname for one: it makes fewer
//! origins, never more, and a judgement can split them.

use std::collections::HashMap;

use crate::material::{Material, NameWord, Role, Speaker};

/// Voices of a material. Numbers are dense, from 0.
#[derive(Debug, Default)]
pub struct Voices {
    /// For each utterance, the voice of its publisher.
    publisher: Vec<u32>,
    /// For each utterance, the voices of its speakers.
    speakers: Vec<Vec<u32>>,
    /// Name of each voice, for people: the first one met.
    labels: Vec<String>,
}

impl Voices {
    /// Finds the voices of a material.
    pub fn of(material: &Material) -> Self {
        let mut finder = Finder::default();
        let mut out = Self::default();
        for utterance in &material.utterances {
            let label = utterance.source_name.clone().or_else(|| utterance.account.clone());
            let names = utterance.source_words.iter().map(|words| Name::of(words, utterance.role)).collect();
            let source = utterance.source.as_deref().unwrap_or(&utterance.id);
            let voice = finder.publisher(source, utterance.account.as_deref(), names);
            out.publisher.push(voice);
            out.note(voice, label.unwrap_or_else(|| "an unnamed publisher".to_owned()));
        }
        for utterance in &material.utterances {
            let voices = utterance.speakers.iter().map(|speaker| finder.speaker(speaker)).collect::<Vec<_>>();
            for (voice, speaker) in voices.iter().zip(&utterance.speakers) {
                out.note(*voice, speaker.label.clone());
            }
            out.speakers.push(voices);
        }
        out
    }

    /// Numbers are given in the order in which voices are met.
    fn note(&mut self, voice: u32, label: String) {
        if self.labels.len() == voice as usize {
            self.labels.push(label);
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// The publisher of an utterance.
    pub fn publisher(&self, utterance: u32) -> u32 {
        self.publisher[utterance as usize]
    }

    /// A speaker of an utterance.
    pub fn speaker(&self, utterance: u32, speaker: u32) -> u32 {
        self.speakers[utterance as usize][speaker as usize]
    }

    /// Name of a voice, for people.
    pub fn label(&self, voice: u32) -> &str {
        &self.labels[voice as usize]
    }
}

/// An account as it is compared.
fn plain(account: &str) -> String {
    account.trim_start_matches('@').to_lowercase()
}

/// A name as it is compared.
enum Name<'n> {
    /// Words with capitals only, after the words of an office: a person or an outlet.
    Proper(Vec<&'n [u64]>),
    /// Any other expression of two words and more: an office in its own words.
    Phrase(Vec<&'n [u64]>),
    /// Says too little: "one person".
    Nothing,
}

impl<'n> Name<'n> {
    fn of(words: &'n [NameWord], role: Role) -> Self {
        let begin = words.iter().position(|word| word.capital).unwrap_or(words.len());
        let proper = &words[begin..];
        // "Witnesses" at the head of a sentence is nobody's name.
        let passing = matches!(role, Role::Witness | Role::Relay | Role::Commenter);
        let keys = |words: &'n [NameWord]| words.iter().map(|w| w.keys.as_slice()).filter(|k| !k.is_empty()).collect();
        if proper.len() > usize::from(passing) && proper.len() <= 4 && proper.iter().all(|word| word.capital) {
            return Self::Proper(keys(proper));
        }
        if words.len() >= 3 || (words.len() == 2 && matches!(role, Role::Official | Role::Outlet)) {
            return Self::Phrase(keys(words));
        }
        Self::Nothing
    }
}

fn shares(a: &[u64], b: &[u64]) -> bool {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => return true,
        }
    }
    false
}

/// Whether every word of the shorter stands in the longer.
fn within(a: &[Vec<u64>], b: &[&[u64]]) -> bool {
    let (long, short): (Vec<&[u64]>, Vec<&[u64]>) = if a.len() >= b.len() {
        (a.iter().map(Vec::as_slice).collect(), b.to_vec())
    } else {
        (b.to_vec(), a.iter().map(Vec::as_slice).collect())
    };
    !short.is_empty() && short.iter().all(|word| long.iter().any(|other| shares(word, other)))
}

/// Most names that are compared for one key of a word: a surname that hundreds share tells nobody apart.
const MOST_COMPARED: usize = 64;

#[derive(Default)]
struct Finder {
    count: u32,
    by_source: HashMap<String, u32>,
    by_account: HashMap<String, u32>,
    proper: Shelf,
    phrases: Shelf,
}

/// Names by the keys of their words.
#[derive(Default)]
struct Shelf {
    names: Vec<(Vec<Vec<u64>>, u32)>,
    by_key: HashMap<u64, Vec<u32>>,
}

impl Shelf {
    fn find(&self, name: &[&[u64]], same_length: bool) -> Option<u32> {
        let last = name.last()?;
        // Names are mostly cited by their last word; where that misses, by any.
        let order = std::iter::once(last).chain(&name[..name.len() - 1]);
        order.flat_map(|word| word.iter()).find_map(|key| {
            self.by_key.get(key)?.iter().take(MOST_COMPARED).find_map(|at| {
                let (known, voice) = &self.names[*at as usize];
                ((!same_length || known.len() == name.len()) && within(known, name)).then_some(*voice)
            })
        })
    }

    fn put(&mut self, name: &[&[u64]], voice: u32) {
        let at = self.names.len() as u32;
        self.names.push((name.iter().map(|w| w.to_vec()).collect(), voice));
        for key in name.iter().flat_map(|word| word.iter()) {
            let shelf = self.by_key.entry(*key).or_default();
            if shelf.len() < MOST_COMPARED && shelf.last() != Some(&at) {
                shelf.push(at);
            }
        }
    }
}

impl Finder {
    /// The voice with this source id, account or name; a new one where none of them is known.
    fn publisher(&mut self, source: &str, account: Option<&str>, names: Vec<Name<'_>>) -> u32 {
        let account = account.map(plain);
        let known = self
            .by_source
            .get(source)
            .or_else(|| self.by_account.get(account.as_ref()?))
            .copied()
            // Accounts are told apart by what they are called on their platform, not by a display name.
            .or_else(|| if account.is_some() { None } else { self.named(names.first()?) });
        let voice = known.unwrap_or_else(|| self.new_voice());
        self.by_source.entry(source.to_owned()).or_insert(voice);
        if let Some(account) = account {
            self.by_account.entry(account).or_insert(voice);
        }
        self.keep(names, voice);
        voice
    }

    fn new_voice(&mut self) -> u32 {
        self.count += 1;
        self.count - 1
    }

    fn keep(&mut self, names: Vec<Name<'_>>, voice: u32) {
        for name in names {
            match name {
                Name::Proper(words) => self.proper.put(&words, voice),
                Name::Phrase(words) => self.phrases.put(&words, voice),
                Name::Nothing => {}
            }
        }
    }

    fn named(&self, name: &Name<'_>) -> Option<u32> {
        match name {
            Name::Proper(words) => self.proper.find(words, false),
            Name::Phrase(words) => self.phrases.find(words, true),
            Name::Nothing => None,
        }
    }

    /// The voice of somebody who speaks inside an utterance.
    fn speaker(&mut self, speaker: &Speaker) -> u32 {
        if let Some(account) = &speaker.account
            && let Some(voice) = self.by_account.get(&plain(account))
        {
            return *voice;
        }
        let names: Vec<Name<'_>> = speaker.name_words.iter().map(|words| Name::of(words, speaker.role)).collect();
        let known = names.iter().find_map(|name| self.named(name));
        let voice = known.unwrap_or_else(|| self.new_voice());
        if let Some(account) = &speaker.account {
            self.by_account.entry(plain(account)).or_insert(voice);
        }
        // Unnamed speakers of one text are told apart by their labels there, and are nobody anywhere else.
        self.keep(names, voice);
        voice
    }
}
