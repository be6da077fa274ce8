//! Which expressions for speakers mean the same one: accounts, surnames, offices, pronouns, and a name that follows an
//! office without a name. Every identification carries its reason.

use std::ops::Range;

use crate::cues::{Marks, Sense, bits};
use crate::tokens::TokenKind;
use crate::words::Words;

use super::{Role, Speaker};

/// The most speakers of one document that are looked through for a match.
const REMEMBERED: usize = 64;

/// What the words of a speaker's expression say.
pub(crate) struct Phrase {
    range: Range<usize>,
    role: Option<Role>,
    /// Folded word that names the role.
    office: Option<String>,
    /// Whether that office is held by one person.
    one_person: bool,
    anonymous: bool,
    pronoun: bool,
    /// Folded name words; the last is taken for the surname.
    name: Vec<String>,
    /// Folded capitalised words that are no name: places, institutions.
    of: Vec<String>,
    account: Option<String>,
}

impl Phrase {
    /// Reads the expression in `range`.
    pub fn of(words: &Words<'_>, marks: &Marks, range: Range<usize>) -> Self {
        let mut phrase = Self {
            role: None,
            office: None,
            one_person: marks.any(range.clone(), bits::OFFICE),
            anonymous: marks.any(range.clone(), bits::ANONYMOUS),
            pronoun: range.len() == 1 && marks.covers(range.start, bits::PRONOUN),
            name: Vec::new(),
            of: Vec::new(),
            account: None,
            range: range.clone(),
        };
        for hit in marks.hits(range.clone()) {
            if let Sense::Role(role) = hit.sense
                && phrase.role.is_none()
            {
                phrase.role = Some(role);
                phrase.office = Some(words.folded(hit.at).to_owned());
            }
        }
        let mut run: Vec<usize> = Vec::new();
        for at in range.clone().chain([range.end]) {
            let word = words.list.get(at).filter(|_| at < range.end);
            if let Some(w) = word
                && w.kind == TokenKind::Handle
            {
                phrase.account = Some(words.written(at..at + 1).to_owned());
                phrase.role.get_or_insert(Role::Account);
            }
            let named = word.is_some_and(|w| {
                w.kind == TokenKind::Word
                    && w.capital
                    && !marks.covers(at, bits::ROLE | bits::PREP | bits::PRONOUN | bits::ANONYMOUS | bits::ADVERB)
            });
            if named {
                run.push(at);
                continue;
            }
            // An initial or abbreviated rank keeps a run together: "Col. R. Aske".
            if run.len() == 1 && word.is_some_and(|w| w.is('.')) {
                continue;
            }
            phrase.take_run(words, marks, &run);
            run.clear();
        }
        phrase
    }

    fn take_run(&mut self, words: &Words<'_>, marks: &Marks, run: &[usize]) {
        let Some(&first) = run.first() else { return };
        let after_prep = first > self.range.start && marks.covers(first - 1, bits::PREP);
        let adjective = |w: &str| {
            ["ой", "ого", "ому", "ої", "ій", "ская", "ский", "ська", "ський", "iej", "ego", "'s"]
                .iter()
                .any(|e| w.ends_with(e))
        };
        let folded = run.iter().map(|&at| words.folded(at).to_owned());
        let single = run.len() == 1;
        // "The mayor", "Local media": a capital at the start of a longer expression is no name.
        if single && first == self.range.start && first + 1 < self.range.end && words.is_word(first + 1) {
            return;
        }
        let is_name = !(after_prep || single && adjective(words.folded(first)) || self.role == Some(Role::Outlet));
        if is_name {
            self.name = folded.collect();
        } else {
            self.of.extend(folded);
        }
    }

    /// The role the words name.
    pub fn role_or_unknown(&self) -> Role {
        self.role.unwrap_or(Role::Unknown)
    }

    /// Whether it says only what the speaker is, not who.
    pub fn nameless(&self) -> bool {
        self.anonymous && self.name.is_empty() && self.account.is_none()
    }
}

/// The speakers of a document as they come up.
#[derive(Default)]
pub(crate) struct Chorus {
    /// All speakers, in order of appearance.
    pub speakers: Vec<Speaker>,
    offices: Vec<Option<String>>,
    said: Vec<Option<String>>,
    surnames: Vec<Option<String>>,
    of: Vec<Vec<String>>,
    one_person: Vec<bool>,
    /// The speaker who spoke last, and at which token.
    pub last: Option<(usize, usize)>,
    /// An office-holder whom the sentence before was about, without speaking there.
    pub present: Option<Range<usize>>,
}

impl Chorus {
    /// The speaker meant by an expression, an old one or a new one.
    pub fn speak(&mut self, words: &Words<'_>, phrase: &Phrase) -> usize {
        let text = words.written(phrase.range.clone());
        let id = match self.same(words, phrase) {
            Some((id, reason)) => {
                if !self.speakers[id].names.iter().any(|n| n == text) && !reason.is_empty() {
                    let reason = format!("“{text}” is “{}”: {reason}", self.speakers[id].names[0]);
                    self.speakers[id].reasons.push(reason);
                }
                id
            }
            None => self.add(phrase.role.unwrap_or(Role::Unknown), phrase.account.clone()),
        };
        let speaker = &mut self.speakers[id];
        if !phrase.pronoun && !speaker.names.iter().any(|n| n == text) {
            speaker.names.push(text.to_owned());
        }
        if speaker.label.is_empty() || self.surnames[id].is_none() && !phrase.name.is_empty() {
            speaker.label = text.to_owned();
        }
        speaker.mentions.push(words.span(phrase.range.clone()));
        if !phrase.pronoun {
            self.said[id] = Some(text.to_owned());
        }
        if let Some(role) = phrase.role
            && speaker.role == Role::Unknown
        {
            speaker.role = role;
        }
        if let Some(office) = &phrase.office {
            self.offices[id].get_or_insert_with(|| office.clone());
        }
        if let Some(surname) = phrase.name.last() {
            self.surnames[id].get_or_insert_with(|| surname.clone());
        }
        self.of[id].extend(phrase.of.iter().cloned());
        self.one_person[id] |= phrase.one_person;
        self.last = Some((id, phrase.range.start));
        id
    }

    /// Makes whom the text was about last the one who is meant by "he".
    pub fn recall(&mut self, words: &Words<'_>, marks: &Marks) {
        let Some(range) = self.present.take() else { return };
        if self.last.is_none_or(|(_, at)| at < range.start) {
            self.speak(words, &Phrase::of(words, marks, range));
        }
    }

    /// The words that named a speaker last.
    pub fn said_last(&self, id: usize) -> Option<String> {
        self.said[id].clone()
    }

    /// Whether a word is the surname of a speaker met before.
    pub fn knows(&self, word: &str) -> bool {
        self.recent().any(|id| self.surnames[id].as_deref().is_some_and(|s| same_stem(s, word)))
    }

    /// A speaker who is an account that the caller knows, or that the text names.
    pub fn account(&mut self, account: &str, name: Option<&str>) -> usize {
        let bare = |a: &str| a.trim_start_matches('@').to_lowercase();
        let known = self.speakers.iter().position(|s| s.account.as_deref().is_some_and(|a| bare(a) == bare(account)));
        let id = known.unwrap_or_else(|| self.add(Role::Account, Some(account.to_owned())));
        let speaker = &mut self.speakers[id];
        let label = match name {
            Some(name) if !name.is_empty() => format!("{name} ({account})"),
            _ => account.to_owned(),
        };
        if speaker.label.len() < label.len() {
            speaker.label.clone_from(&label);
        }
        for known in [Some(account), name].into_iter().flatten() {
            if !speaker.names.iter().any(|n| n == known) {
                speaker.names.push(known.to_owned());
            }
        }
        id
    }

    /// A speaker whose label is put together from the text and not a stretch of it: "one of various channels".
    pub fn composed(&mut self, label: &str, role: Role) -> usize {
        let id = self.add(role, None);
        self.speakers[id].label = label.to_owned();
        self.speakers[id].names.push(label.to_owned());
        id
    }

    fn add(&mut self, role: Role, account: Option<String>) -> usize {
        self.speakers.push(Speaker {
            label: String::new(),
            names: Vec::new(),
            role,
            account,
            mentions: Vec::new(),
            reasons: Vec::new(),
        });
        self.offices.push(None);
        self.said.push(None);
        self.surnames.push(None);
        self.of.push(Vec::new());
        self.one_person.push(false);
        self.speakers.len() - 1
    }

    fn same(&self, words: &Words<'_>, phrase: &Phrase) -> Option<(usize, &'static str)> {
        if phrase.pronoun {
            return self.last.map(|(id, _)| (id, ""));
        }
        if let Some(account) = &phrase.account {
            let same = |s: &Speaker| s.account.as_deref().is_some_and(|a| a.eq_ignore_ascii_case(account));
            return self.recent().find(|&id| same(&self.speakers[id])).map(|id| (id, "the same account"));
        }
        if let Some(surname) = phrase.name.last() {
            let same = |id: &usize| self.surnames[*id].as_deref().is_some_and(|s| same_stem(s, surname));
            if let Some(id) = self.recent().find(same) {
                return Some((id, "the same surname"));
            }
            if let (None, Some((id, at))) = (&phrase.office, self.last)
                && self.surnames[id].is_none()
                && self.one_person[id]
                && phrase.name.len() > 1
                && lines_between(words, at, phrase.range.start) <= 2
            {
                return Some((id, "the name follows an office-holder without a name, and says no other office"));
            }
            // "Governor Alma Reyne" after "the governor": the same office, named now.
            let office = phrase.office.as_deref()?;
            return self
                .recent()
                .find(|&id| {
                    self.surnames[id].is_none() && self.one_person[id] && self.same_office(id, office, &phrase.of)
                })
                .map(|id| (id, "the same office, now with a name"));
        }
        let office = phrase.office.as_deref()?;
        if phrase.anonymous {
            return None;
        }
        if let Some(id) = self.recent().find(|&id| self.same_office(id, office, &phrase.of)) {
            return Some((id, "the same office, named before"));
        }
        let (id, at) = self.last?;
        let bare = self.offices[id].is_none() && self.surnames[id].is_some() && self.speakers[id].role == Role::Unknown;
        (bare && phrase.one_person && lines_between(words, at, phrase.range.start) <= 2)
            .then_some((id, "an office follows a name that came without one"))
    }

    fn recent(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.speakers.len()).rev().take(REMEMBERED)
    }

    fn same_office(&self, id: usize, office: &str, of: &[String]) -> bool {
        let places = &self.of[id];
        let elsewhere =
            !of.is_empty() && !places.is_empty() && !of.iter().any(|o| places.iter().any(|p| same_stem(o, p)));
        self.offices[id].as_deref().is_some_and(|o| same_stem(o, office)) && !elsewhere
    }
}

/// Whether two words differ at most in their ending, as inflection allows.
fn same_stem(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.chars().count(), b.chars().count());
    common >= 4 && a.abs_diff(b) <= 3 && common + 3 >= a.max(b)
}

fn lines_between(words: &Words<'_>, from: usize, to: usize) -> usize {
    words.list.get(from + 1..to.max(from + 1)).map_or(0, |w| w.iter().filter(|w| w.new_line).take(8).count())
}
