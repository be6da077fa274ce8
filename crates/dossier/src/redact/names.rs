//! Finds the names to be replaced in running text, all at once: private names and handles in whatever the material
//! says, and what belongs to the collecting machines in whatever Exhibit or a collector wrote.

use aho_corasick::{AhoCorasick, MatchKind};
use case::view::Surroundings;
use unicode_normalization::UnicodeNormalization;

use super::accounts::Accounts;
use crate::error::Error;
use crate::policy::Policy;

/// Shorter names are replaced only behind an `@` or where they are a whole field: `Я` or `Al` would tear up every text.
const SHORTEST_IN_TEXT: usize = 4;

/// All names at once, in lower case.
pub(super) struct Names {
    automaton: AhoCorasick,
    replacements: Vec<String>,
}

/// A name found in a text.
pub(super) struct Found<'n> {
    pub from: usize,
    pub to: usize,
    pub instead: &'n str,
}

impl Names {
    /// The names and handles of private accounts.
    pub fn of_accounts(accounts: &Accounts) -> Result<Self, Error> {
        let mut patterns = Patterns::default();
        for (name, label) in accounts.private_names() {
            patterns.add(name, &format!("[{label}]"));
            // A platform's `user123` is also written without the word before the number.
            let digits = name.trim_start_matches(|c: char| !c.is_ascii_digit());
            if digits.len() >= 6 && digits.len() < name.len() && digits.bytes().all(|b| b.is_ascii_digit()) {
                patterns.add(digits, &format!("[{label}]"));
            }
        }
        patterns.build()
    }

    /// The folders, machines and people of the collecting side.
    pub fn of_surroundings(surroundings: &Surroundings, policy: &Policy) -> Result<Self, Error> {
        Self::of_those(surroundings, policy, |_| true)
    }

    /// Those of them that mean nothing else: a name of two words, a machine with a digit or a dash in its name, a folder
    /// in a folder. A user name such as `root` or `anna` stands in any text by chance.
    pub fn of_telling_surroundings(surroundings: &Surroundings, policy: &Policy) -> Result<Self, Error> {
        Self::of_those(surroundings, policy, |name| match name.strip_prefix('/') {
            Some(folder) => folder.trim_end_matches('/').contains('/'),
            None => name.trim().contains([' ', '-', '.', '_']) || name.contains(|c: char| c.is_ascii_digit()),
        })
    }

    fn of_those(surroundings: &Surroundings, policy: &Policy, wanted: impl Fn(&str) -> bool) -> Result<Self, Error> {
        let mut patterns = Patterns::default();
        for folder in surroundings.folders.iter().filter(|name| wanted(name)) {
            patterns.add(folder, "[folder]");
            if let Some(home) = home_of(folder) {
                patterns.add(&home, "[folder]");
            }
        }
        for machine in surroundings.machines.iter().filter(|name| wanted(name)) {
            patterns.add(machine, "[machine]");
        }
        if !policy.show_collectors {
            for (at, person) in surroundings.people.iter().enumerate().filter(|(_, name)| wanted(name)) {
                patterns.add(person, &format!("[collector {}]", at + 1));
            }
        }
        patterns.build()
    }

    /// Every name in a text, in order, as byte ranges of it. A name counts where no letter, digit or `_` goes on.
    pub fn find<'n>(&'n self, text: &str) -> Vec<Found<'n>> {
        let lower = lower(text);
        let mut found = Vec::new();
        let mut at = 0;
        while at <= lower.text.len() {
            let Some(hit) = self.automaton.find(aho_corasick::Input::new(&lower.text).range(at..)) else { break };
            if stands_alone(&lower.text, hit.start(), hit.end()) {
                let (from, to) = (lower.original(hit.start()), lower.original(hit.end()));
                found.push(Found { from, to, instead: &self.replacements[hit.pattern().as_usize()] });
                at = hit.end();
            } else {
                // On from the next letter: another name may begin inside this one.
                at = hit.start() + lower.text[hit.start()..].chars().next().map_or(1, char::len_utf8);
            }
        }
        found
    }
}

/// Names and what stands instead of them.
#[derive(Default)]
pub(super) struct Patterns(Vec<(String, String)>);

impl Patterns {
    fn add(&mut self, name: &str, instead: &str) {
        if name.chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST_IN_TEXT {
            self.add_whole(name, instead);
        }
    }

    /// Words that are replaced however short they are.
    pub fn add_whole(&mut self, name: &str, instead: &str) {
        let name = name.trim();
        if name.is_empty() {
            return;
        }
        let name = lower(name).text;
        // A name may be written with composed or decomposed letters.
        let mut forms = vec![name.nfc().collect::<String>(), name.nfd().collect(), name];
        forms.dedup();
        self.0.extend(forms.into_iter().map(|form| (form, instead.to_owned())));
    }

    pub fn build(self) -> Result<Names, Error> {
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(self.0.iter().map(|(name, _)| name))
            .map_err(|e| Error::Names(e.to_string()))?;
        Ok(Names { automaton, replacements: self.0.into_iter().map(|(_, instead)| instead).collect() })
    }
}

/// `/home/name` or `/Users/name` of a folder below it.
fn home_of(folder: &str) -> Option<String> {
    let mut parts = folder.splitn(4, '/');
    let (_, root, name) = (parts.next()?, parts.next()?, parts.next()?);
    (matches!(root, "home" | "Users") && !name.is_empty()).then(|| format!("/{root}/{name}"))
}

fn stands_alone(text: &str, from: usize, to: usize) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || c == '_';
    let inside = &text[from..to];
    let before = text[..from].chars().next_back().is_some_and(goes_on) && inside.chars().next().is_some_and(goes_on);
    let after = text[to..].chars().next().is_some_and(goes_on) && inside.chars().next_back().is_some_and(goes_on);
    !before && !after
}

/// A text in lower case that knows where its letters stood.
struct Lower {
    text: String,
    /// Where letters changed their length: position here, position in the original.
    shifts: Vec<(usize, usize)>,
}

fn lower(text: &str) -> Lower {
    let mut out = Lower { text: String::with_capacity(text.len()), shifts: Vec::new() };
    for (at, c) in text.char_indices() {
        out.text.extend(c.to_lowercase());
        let original_end = at + c.len_utf8();
        let (here, there) = out.shifts.last().copied().unwrap_or((0, 0));
        if out.text.len() - here != original_end - there {
            out.shifts.push((out.text.len(), original_end));
        }
    }
    out
}

impl Lower {
    fn original(&self, at: usize) -> usize {
        let after = self.shifts.partition_point(|(here, _)| *here <= at);
        let (here, there) = if after == 0 { (0, 0) } else { self.shifts[after - 1] };
        at - here + there
    }
}
