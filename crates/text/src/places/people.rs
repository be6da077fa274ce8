//! The people a text names: a given name or family name inside a person's name is no town, nor is it one later on.
//!
//! A name is known by what stands around it: a patronymic or an initial, a given name, an office or title, a verb of
//! saying, a family name's ending, an office after a comma. [`super::evidence`] weighs what is found here.

use super::candidates::Candidate;
use super::drafts::{Draft, Shape};
use super::roles::Role;
use super::words::{Gap, Word};
use crate::gazetteer::sound::{Ch, Sound, sound};
use crate::gazetteer::stem::coarse;
use crate::gazetteer::{Fit, PlaceKind};

/// Names and parts of names of a text.
pub(crate) struct People {
    /// Stems of the words of names, sorted.
    stems: Vec<Sound>,
    /// For every word, whether it is inside a person's name.
    inside: Vec<bool>,
}

/// What a stretch of words has to do with the people of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Person {
    /// It is part of somebody's name.
    Inside,
    /// Somebody elsewhere in the text has the name.
    Elsewhere,
    /// Nothing is known.
    Nobody,
}

/// Most names kept for one text.
const MOST: usize = 4_096;
/// A name after an office may be the town of it from this many inhabitants on; after any other title from [`KNOWN`] on.
const SEAT: u32 = 3_000;
/// Inhabitants of a town that needs no introduction.
const KNOWN: u32 = 40_000;
/// Inhabitants from which a town is not taken for a given name on the ending of the next word alone.
const LARGE: u32 = 100_000;

impl People {
    /// Looks for names. `drafts` and their `candidates` say which words may be places, and which.
    pub fn of(words: &[Word], drafts: &[Draft], candidates: &[Vec<Candidate>]) -> Self {
        let mut towns: Vec<Option<&Candidate>> = vec![None; words.len()];
        for (draft, candidates) in drafts.iter().zip(candidates) {
            if draft.shape == Shape::Name && draft.first == draft.last {
                towns[draft.first] = candidates.first();
            }
        }
        let mut joint = vec![false; words.len()];
        for draft in drafts.iter().filter(|d| d.last > d.first && !d.hits.is_empty()) {
            joint[draft.first..=draft.last].fill(true);
        }
        let mut people = Finder { words, towns, joint, inside: vec![false; words.len()] };
        for at in 0..words.len() {
            people.look(at);
        }
        let inside = people.inside;
        let named = inside.iter().zip(words).filter(|(inside, _)| **inside).map(|(_, word)| word);
        let mut stems: Vec<Sound> =
            named.filter(|w| w.text.chars().count() > 2).take(MOST).filter_map(|w| stem(w.text)).collect();
        stems.sort_unstable_by(|a, b| a.as_bytes().cmp(b.as_bytes()));
        stems.dedup();
        Self { stems, inside }
    }

    /// What a draft has to do with the people of the text.
    pub fn said_of(&self, draft: &Draft, words: &[Word]) -> Person {
        if self.inside[draft.first..=draft.last].iter().all(|inside| *inside) {
            Person::Inside
        } else if self.holds(&words[draft.first]) {
            Person::Elsewhere
        } else {
            Person::Nobody
        }
    }

    fn holds(&self, word: &Word) -> bool {
        !self.stems.is_empty()
            && stem(word.text).is_some_and(|s| self.stems.binary_search_by(|t| t.as_bytes().cmp(s.as_bytes())).is_ok())
    }
}

fn stem(word: &str) -> Option<Sound> {
    Some(coarse(&sound(word, Ch::Hush)?))
}

struct Finder<'w, 't> {
    words: &'w [Word<'t>],
    /// The likeliest town of each word that may name one.
    towns: Vec<Option<&'w Candidate>>,
    /// Whether the word is inside a known name of several words.
    joint: Vec<bool>,
    inside: Vec<bool>,
}

impl Finder<'_, '_> {
    /// Everything that the word at `at` gives away.
    fn look(&mut self, at: usize) {
        let word = &self.words[at];
        if !word.upper {
            if word.role.has(Role::TITLE) {
                self.after_title(at);
            } else if word.role.has(Role::SPEECH) && self.capitals(at + 1) == 2 && self.person(at + 1) {
                self.mark(at + 1, 2);
            }
            return;
        }
        if word.role.has(Role::TITLE) {
            self.after_title(at);
        }
        self.initials(at);
        self.patronymic(at);
        if !self.name(at) {
            return;
        }
        if word.role.has(Role::GIVEN) {
            self.given(at);
        }
        let run = self.capitals(at);
        let given = word.role.has(Role::GIVEN_OR_TOWN) && run <= 3;
        if given && run >= 2 && !self.after_place_word(at) && !self.holder(at + 1) {
            self.mark(at, run);
        }
        if run < 2 || self.joined(at) && self.name(at - 1) && !self.words[at - 1].opens || !self.person(at) {
            return;
        }
        let after = self.words.get(at + run);
        let says = after.is_some_and(|w| w.gap == Gap::Space && w.role.has(Role::SPEECH));
        let office = after.is_some_and(|w| w.gap == Gap::Comma && w.role.has(Role::TITLE) && !w.upper);
        let family = self.joined(at + 1) && self.family(at);
        if run == 2 && (says || office || family) {
            self.mark(at, run);
        }
    }

    /// Whether the next word ends this one's name: "Торвин Коваленко", but not "Обстріл Золочева", "Золочів Львівської
    /// області".
    fn family(&self, at: usize) -> bool {
        const NOUN: Role =
            Role::TOWN.or(Role::REGION).or(Role::DISTRICT).or(Role::STREET).or(Role::NATURE).or(Role::FACILITY);
        let noun = self.words.get(at + 2).is_some_and(|w| w.gap == Gap::Space && w.role.has(NOUN));
        let known = self.towns[at].is_some() || !self.words[at].opens;
        let town = self.towns[at + 1].is_some_and(|t| t.fit <= Fit::Inflected);
        family_name(self.words[at + 1].text) && !self.large(at) && known && !town && !noun
    }

    /// "Олена Київська", "Київська Олена".
    fn given(&mut self, at: usize) {
        if self.capitals(at) >= 2 && !self.holder(at + 1) {
            let known = self.towns[at].is_some_and(|t| t.kind == PlaceKind::Town && t.population >= LARGE);
            if !(known && self.after_place_word(at)) {
                self.mark(at, 1);
            }
            self.mark(at + 1, 1);
        }
        // "мер Харкова Ігор Терехов" has the town before the name.
        if self.joined(at)
            && self.name(at - 1)
            && family_name(self.words[at - 1].text)
            && self.towns[at - 1].is_none_or(small)
        {
            self.mark(at - 1, 2);
        }
    }

    /// "В. Київська", "Київська В."
    fn initials(&mut self, at: usize) {
        let word = &self.words[at];
        let Some(next) = self.words.get(at + 1) else { return };
        if word.text.chars().nth(1).is_none() && next.gap == Gap::Stop && next.upper {
            // "М. Київ" at the head of a line is a town; "U.S. Portland" has no initials.
            let town = self.towns[at + 1].is_some_and(|t| t.fit == Fit::Exact && t.population >= SEAT);
            let before = at.checked_sub(1).map(|n| self.words[n].text);
            let country = matches!((before, word.text), (Some("U"), "S" | "K" | "N") | (Some("D"), "C"));
            if !(country || word.role.has(Role::TOWN) && word.opens && town) {
                self.mark(at + 1, 1);
            }
        }
        let lone = next.upper && next.gap == Gap::Space && next.text.chars().nth(1).is_none();
        let stop = self.words.get(at + 2).is_some_and(|w| w.gap == Gap::Stop && w.upper && w.text.chars().count() == 1);
        if lone && stop && self.name(at) {
            self.mark(at, 1);
        }
    }

    /// "Мілана Іванівна Бродець", "Бродец Милан Иванович".
    fn patronymic(&mut self, at: usize) {
        if at == 0 || !self.joined(at) || !self.words[at - 1].upper || !patronymic(self.words[at].text) {
            return;
        }
        self.mark(at - 1, 2);
        if at >= 2 && self.joined(at - 1) && self.name(at - 2) {
            self.mark(at - 2, 1);
        }
        if self.joined(at + 1) && self.name(at + 1) {
            self.mark(at + 1, 1);
        }
    }

    /// "мер Харкова Ігор Терехов", "Burmistrz Torwyna Milana Brodec", "Mayor Milan Brodec".
    fn after_title(&mut self, at: usize) {
        let run = self.capitals(at + 1).min(4);
        if run < 2 {
            return;
        }
        let first = at + 1;
        let word = &self.words[first];
        let given = word.role.has(Role::GIVEN) || word.role.has(Role::GIVEN_OR_TOWN);
        let least = if self.words[at].role.has(Role::OFFICE) { SEAT } else { KNOWN };
        let seat = word.inflects
            && self.towns[first].is_some_and(|t| t.kind != PlaceKind::Town || t.population >= least)
            && genitive(word.text);
        let unknown_seat = run >= 3 && word.inflects && self.words[at].role.has(Role::OFFICE);
        let from = usize::from(!given && (seat || unknown_seat));
        self.mark(first + from, run - from);
    }

    fn mark(&mut self, from: usize, count: usize) {
        let end = (from + count).min(self.inside.len());
        if from < end {
            self.inside[from..end].fill(true);
        }
    }

    /// Whether only a blank stands before the word.
    fn joined(&self, at: usize) -> bool {
        at > 0 && self.words.get(at).is_some_and(|w| w.gap == Gap::Space)
    }

    /// How many words from `at` on may be parts of one name.
    fn capitals(&self, at: usize) -> usize {
        let mut run = 0;
        while run < 5
            && self.name(at + run)
            && (run == 0 || self.joined(at + run) || self.words[at + run].gap == Gap::Hyphen)
        {
            run += 1;
        }
        run
    }

    /// Whether a word looks like part of a person's name.
    fn name(&self, at: usize) -> bool {
        const OTHER: Role = Role::TOWN
            .or(Role::REGION)
            .or(Role::DISTRICT)
            .or(Role::STREET)
            .or(Role::NATURE)
            .or(Role::FACILITY)
            .or(Role::OUTLET)
            .or(Role::TITLE)
            .or(Role::BEFORE)
            .or(Role::SPEECH)
            .or(Role::ORGANISATION)
            .or(Role::ENGLISH)
            .or(Role::POLISH);
        self.words.get(at).is_some_and(|w| {
            let letters = w.text.chars().count();
            w.upper
                && letters >= 2
                && !(w.number || w.hashtag || w.blocked || w.caps)
                && (!w.role.has(OTHER) || w.role.has(Role::GIVEN))
                && !(w.role.has(Role::NEVER) && (w.opens || letters <= 3))
        })
    }

    /// Whether two names in a row may be a person: not "in Kyiv Zelensky", not "Portland Oregon".
    fn person(&self, at: usize) -> bool {
        let town = self.towns[at].is_some_and(|t| t.kind != PlaceKind::Town || t.population >= 1_000_000);
        !self.after_place_word(at) && !town && !self.holder(at + 1) && !self.joint[at]
    }

    /// Whether the word is a region or country, which may stand after its town without a comma.
    fn holder(&self, at: usize) -> bool {
        self.towns.get(at).copied().flatten().is_some_and(|t| t.kind != PlaceKind::Town)
    }

    fn large(&self, at: usize) -> bool {
        self.towns[at].is_some_and(|t| t.kind != PlaceKind::Town || t.population >= LARGE)
    }

    /// Whether a word stands before this one after which only a place can stand.
    fn after_place_word(&self, at: usize) -> bool {
        self.joined(at) && {
            let before = &self.words[at - 1];
            let lower = before.text.to_lowercase();
            before.role.has(Role::TOWN)
                || matches!(
                    lower.as_str(),
                    "в" | "у"
                        | "під"
                        | "под"
                        | "біля"
                        | "поблизу"
                        | "возле"
                        | "коло"
                        | "in"
                        | "at"
                        | "near"
                        | "w"
                        | "we"
                        | "pod"
                        | "koło"
                        | "niedaleko"
                        | "недалеко"
                        | "неподалік"
                        | "inside"
                        | "outside"
                )
        }
    }
}

fn small(town: &Candidate) -> bool {
    town.kind == PlaceKind::Town && town.population < KNOWN
}

/// Whether the word may be a name in the genitive, or one that does not bend.
fn genitive(word: &str) -> bool {
    let last = word.chars().last().unwrap_or(' ');
    "аяиіїыоеayieo".contains(last) || ["ого", "его", "ich", "ych"].iter().any(|e| word.ends_with(e))
}

/// Whether a word ends like a patronymic, in any case form.
fn patronymic(word: &str) -> bool {
    let bare = word.trim_end_matches(['а', 'у', 'и', 'і', 'ы', 'е', 'о', 'ю', 'й', 'м', 'ь', 'я']);
    word.chars().count() >= 7
        && (["ович", "евич", "йович", "ійович"].iter().any(|e| bare.ends_with(e))
            || bare != word && ["івн", "ївн", "овн", "евн", "ичн", "инічн"].iter().any(|e| bare.ends_with(e)))
}

/// Whether a word ends like a family name that is no name of a town: Коваленко, Wiśniewska, Бродська.
fn family_name(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "енко",
        "енка",
        "енку",
        "енком",
        "чук",
        "чука",
        "чуку",
        "чуком",
        "щук",
        "щука",
        "юк",
        "юка",
        "юку",
        "юком",
        "ський",
        "ського",
        "ському",
        "ським",
        "ська",
        "ської",
        "ській",
        "ською",
        "ську",
        "цький",
        "цького",
        "цькому",
        "цьким",
        "цька",
        "цької",
        "ский",
        "ского",
        "скому",
        "ским",
        "ская",
        "ской",
        "скую",
        "цкий",
        "цкого",
        "цкая",
        "цкой",
        "ова",
        "ової",
        "овій",
        "овою",
        "овым",
        "овим",
        "ева",
        "єва",
        "евым",
        "євим",
        "ёв",
        "ишин",
        "ишина",
        "дзе",
        "швили",
        "швілі",
        "ович",
        "евич",
        "ewicz",
        "owicz",
        "icz",
        "icza",
        "iczem",
        "iczowi",
        "ski",
        "skiego",
        "skiemu",
        "skim",
        "ska",
        "skiej",
        "ską",
        "cki",
        "ckiego",
        "ckiemu",
        "ckim",
        "cka",
        "ckiej",
        "cką",
        "dzki",
        "dzka",
        "czyk",
        "czyka",
        "czuk",
        "czuka",
        "czak",
        "czaka",
        "niak",
        "niaka",
        "enko",
        "enki",
        "shvili",
        "chuk",
        "skyi",
        "skyy",
        "sky",
        "skiy",
        "tsky",
        "enka",
    ];
    word.chars().count() >= 5 && ENDINGS.iter().any(|e| word.ends_with(e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patronymics_are_known_in_every_case_form() {
        for word in ["Іванович", "Івановича", "Миколаївна", "Миколаївни", "Петровна", "Петровной", "Андреевич"]
        {
            assert!(patronymic(word), "{word}");
        }
        for word in ["Івано", "Основа", "Вовчанськ", "Миколаїв", "Сергіївка"] {
            assert!(!patronymic(word), "{word}");
        }
    }
}
