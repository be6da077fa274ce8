//! Finds the words that name a speaker beside a verb of speech, and whom that speaker cites.

use std::ops::Range;

use crate::cues::{Sense, bits};
use crate::speakers::Role;
use crate::tokens::TokenKind;

use super::layout::Reader;
use super::pieces::Piece;

/// No speaker is named in more words than this.
const LONGEST: usize = 16;
/// Endings of a word that may belong to the role before it: "gubernatora obwodu".
const GENITIVE: [&str; 21] = [
    "a", "y", "i", "u", "ow", "ów", "ego", "ej", "а", "я", "ы", "и", "і", "ї", "у", "ю", "ів", "ов", "ей", "ой", "ого",
];

/// Endings of participles that open a clause about the subject: "citing the police", "осматривавший вышку".
const PARTICIPLES: [&str; 10] = ["ing", "вший", "вшая", "вшие", "ющий", "ющая", "ющие", "ящий", "ący", "ąca"];

impl Reader<'_, '_> {
    /// The subject before a verb of speech at `cue`: where the group that holds it begins, and the subject itself.
    pub(super) fn subject_before(
        &self,
        range: &Range<usize>,
        pieces: &[Piece],
        n: usize,
        cue: usize,
    ) -> (usize, Option<Range<usize>>) {
        let piece = &pieces[n].range;
        let mut start = piece.start;
        while start < cue
            && self.marks.starts(start, bits::AND | bits::THAT | bits::ADVERB | bits::SUB)
            && !self.marks.covers(start, bits::ROLE)
        {
            start += 1;
        }
        if self.marks.starts(start, bits::REL) {
            return (piece.start, None);
        }
        let mut end = cue;
        let auxiliary = bits::VERB | bits::HEDGE | bits::ADVERB | bits::NEG | bits::AS;
        while end > start && self.marks.covers(end - 1, auxiliary) && !self.names_somebody(end - 1) {
            end -= 1;
        }
        // What precedes another verb belongs to another clause.
        if let Some(verb) = (start..end).rev().find(|&at| self.is_lower_verb(at)) {
            let joint = (verb..end).rev().find(|&at| self.marks.starts(at, bits::AND | bits::SUB));
            start = joint.unwrap_or(verb) + 1;
        }
        if let Some(cut) = (start..end).find(|&at| self.marks.starts(at, bits::REL | bits::CITING)) {
            end = cut;
        }
        let group = start;
        let start = self.after_preposition(start, end);
        if start < end {
            let first = self.with_apposition(pieces, n, start..end);
            let who = first.start..self.cut_phrase(start..end).end.max(start + 1);
            // An unknown noun speaks too, if it is the whole subject: "росЗМІ пишуть".
            let speaks = self.names_a_speaker(who.clone()) || who.len() <= 3 && self.words.is_word(who.start);
            return if speaks && who.len() <= 2 * LONGEST {
                (first.start.min(group), Some(who))
            } else {
                (group, None)
            };
        }
        // "Local media, citing the police, reported": the subject stands in an earlier piece.
        let mut k = n;
        while k > 0 {
            k -= 1;
            let earlier = pieces[k].range.clone();
            let participle =
                earlier.clone().take(3).any(|at| PARTICIPLES.iter().any(|e| self.words.folded(at).ends_with(e)));
            if participle || self.marks.starts(earlier.start, bits::CITING | bits::REL) {
                continue;
            }
            if pieces[k].sign == '“'
                || !self.could_be_subject(earlier.clone())
                || !self.names_a_speaker(earlier.clone())
            {
                break;
            }
            let who = self.with_apposition(pieces, k, earlier.clone());
            // "Сергій Лис, керівник поліції, уточнив", "His wife, Lena, said": a name and what it names.
            let pair = k.checked_sub(1).map(|j| pieces[j].range.clone()).filter(|p| {
                who.start == earlier.start && pieces[k].sign == ',' && p.len() <= 5 && self.could_be_subject(p.clone())
            });
            if let Some(first) = pair.filter(|p| p.start == range.start && self.names_a_speaker(p.clone())) {
                return (first.start, Some(first.start..who.end));
            }
            if who.start == range.start || self.marks.any(who.clone(), bits::ROLE) {
                return (who.start, Some(who));
            }
            break;
        }
        (piece.start, None)
    }

    /// Widens a subject by the pieces before it that name the same: "The mayor of Brackwell, Hanna Lorne".
    fn with_apposition(&self, pieces: &[Piece], n: usize, who: Range<usize>) -> Range<usize> {
        let Some(before) = n.checked_sub(1).map(|k| &pieces[k]) else { return who };
        let joined = pieces[n].sign == ',' && who.start == pieces[n].range.start && before.sign != '“';
        let names = self.marks.any(before.range.clone(), bits::ROLE) && self.could_be_subject(before.range.clone());
        if joined && names { before.range.start..who.end } else { who }
    }

    fn could_be_subject(&self, range: Range<usize>) -> bool {
        let plain = !self.marks.any(range.clone(), bits::NEG | bits::EVENT | bits::ACCORDING)
            && !range.clone().any(|at| self.is_lower_verb(at) || self.words.list[at].kind == TokenKind::Number);
        // "Speaking to reporters, …", "Виступаючи в парламенті, …".
        let gerund = ["ing", "ючи", "ачи", "ąc"].iter().any(|e| self.words.folded(range.start).ends_with(e));
        plain
            && !gerund
            && range.len() <= LONGEST
            && !self.marks.starts(range.start, bits::PREP | bits::ADVERB | bits::HEDGE | bits::SUB)
    }

    fn is_lower_verb(&self, at: usize) -> bool {
        self.marks.covers(at, bits::VERB | bits::SPEECH)
            && !self.words.list[at].capital
            && !self.marks.covers(at, bits::ROLE)
    }

    /// Skips "On Thursday" and the preposition of "in the ministry" before a speaker.
    fn after_preposition(&self, start: usize, end: usize) -> usize {
        if start >= end || !self.marks.starts(start, bits::PREP) || self.marks.covers(start, bits::ROLE) {
            return start;
        }
        let named = |at: &usize| self.marks.covers(*at, bits::ROLE);
        if self.marks.covers(start + 1, bits::PRONOUN | bits::ANONYMOUS) {
            return start + 1;
        }
        match (start + 1..end).find(named) {
            // Keep the words that describe the role: "в региональной администрации".
            Some(role) if role <= start + 3 => start + 1,
            Some(role) => role,
            None => (start + 2..end).find(|&at| self.words.list[at].capital).unwrap_or(end),
        }
    }

    fn names_somebody(&self, at: usize) -> bool {
        self.words.list[at].capital && at > self.sentence.start
            || self.marks.covers(at, bits::ROLE | bits::PRONOUN | bits::ANONYMOUS)
    }

    /// Whether words can name a speaker at all: a role, a name, a pronoun, an account, a name in quotation marks.
    pub(super) fn names_a_speaker(&self, who: Range<usize>) -> bool {
        let wanted = bits::ROLE | bits::PRONOUN | bits::ANONYMOUS;
        let determined =
            matches!(self.words.folded(who.start), "the" | "a" | "an" | "my" | "our" | "one" | "another" | "some");
        let named = |at: usize| {
            let word = &self.words.list[at];
            let first = at == self.sentence.start;
            let known = || self.words.folded(at).is_ascii() || self.chorus.knows(self.words.folded(at));
            word.kind == TokenKind::Handle
                || word.is('«')
                || word.capital && (!first || self.words.list.get(at + 1).is_some_and(|w| w.capital) || known())
        };
        self.marks.any(who.clone(), wanted) || determined || who.into_iter().any(named)
    }

    /// The subject after a verb of speech; `end` moves past an apposition.
    pub(super) fn subject_after(
        &self,
        range: Range<usize>,
        pieces: &[Piece],
        n: usize,
        trailing: bool,
        end: &mut usize,
    ) -> Range<usize> {
        let mut at = range.start;
        let role =
            |at: usize| self.marks.hits(at..at + 1).any(|h| matches!(h.sense, Sense::Role(r) if r != Role::Account));
        while at < range.end {
            if self.marks.starts(at, bits::PREP) && !role(at) {
                if role(at + 1) && at + 1 < range.end {
                    at += 1;
                    break;
                }
                at = (at + 2..range.end).find(|&k| role(k) || self.words.list[k].capital).unwrap_or(range.end);
            } else if self.marks.starts(at, bits::ADVERB | bits::HEDGE) {
                at += 1;
            } else {
                break;
            }
        }
        at = self.told_in(range.start, at, range.end).unwrap_or(at);
        let mut who = self.cut_phrase(at..range.end);
        if who.is_empty() || !self.names_a_speaker(who.clone()) {
            return range.start..range.start;
        }
        if trailing
            && who.end == pieces[n].range.end
            && let Some(next) = pieces.get(n + 1).filter(|p| p.sign == ',')
            && self.could_be_subject(next.range.clone())
            && !self.marks.starts(next.range.start, bits::CITING | bits::REL | bits::AND | bits::SPEECH)
            && self.names_a_speaker(next.range.clone())
        {
            let apposition = self.cut_phrase(next.range.clone());
            who.end = apposition.end.max(who.end);
            *end = (*end).max(next.range.end);
        }
        who
    }

    /// "сообщили РИА в полиции": after a verb in the plural the one who is told comes first, and the speaker stands in a
    /// phrase of place.
    fn told_in(&self, verb_end: usize, from: usize, end: usize) -> Option<usize> {
        let verb = self.words.folded(verb_end.checked_sub(1)?);
        let plural = ["ли", "ют", "ят", "ють", "ять"].iter().any(|e| verb.ends_with(e));
        let prep = (from + 1..end.min(from + 5)).find(|&at| matches!(self.words.folded(at), "в" | "во" | "у"))?;
        let named = (from..prep).all(|at| self.words.is_word(at) && !self.marks.covers(at, bits::SPEECH | bits::VERB));
        let official = (prep + 1..end.min(prep + 4)).any(|at| self.marks.covers(at, bits::ROLE));
        (plural && named && official && !self.marks.covers(from, bits::PRONOUN)).then_some(prep + 1)
    }

    /// A phrase up to where something else begins.
    pub(super) fn cut_phrase(&self, range: Range<usize>) -> Range<usize> {
        let stop = |at: usize| {
            let adjunct = matches!(
                self.words.folded(at),
                "on" | "during" | "at" | "after" | "by" | "в" | "во" | "у" | "на" | "w" | "we" | "na"
            );
            self.marks.starts(at, bits::CITING | bits::REL | bits::SUB | bits::THAT)
                || at > range.start && adjunct && !self.marks.covers(at + 1, bits::ROLE)
                || matches!(self.words.list[at].first, '(' | ':' | '.') && self.words.list[at].spaced
                || self.quote_at(at).is_some()
        };
        let mut end = range.clone().find(|&at| stop(at)).unwrap_or(range.end).min(range.start + LONGEST);
        let loose =
            |at: usize| matches!(self.words.list[at].first, '.' | ',' | '!' | '?' | '…' | '-' | '—' | '–' | ')');
        while end > range.start && self.words.list[end - 1].kind == TokenKind::Sign && loose(end - 1) {
            end -= 1;
        }
        range.start..end
    }

    /// A noun phrase from `start`, where no sign may part it from the clause that follows: the phrase and its end.
    pub(super) fn noun_phrase(&self, start: usize, limit: usize) -> (Range<usize>, usize) {
        let stop = |at: usize| self.marks.starts(at, bits::CITING | bits::REL | bits::THAT);
        let hard = (start..limit).find(|&at| stop(at)).unwrap_or(limit);
        if !(start..hard).any(|at| self.is_lower_verb(at)) {
            let phrase = self.cut_phrase(start..hard);
            // What was cut off the phrase ("on Thursday") says nothing.
            return (phrase, hard);
        }
        let (mut role, mut capital) = (false, false);
        let mut at = start;
        while at < hard {
            let word = &self.words.list[at];
            let is_role = self.marks.covers(at, bits::ROLE);
            let after_role = at > start && self.marks.covers(at - 1, bits::ROLE);
            let genitive =
                GENITIVE.iter().any(|e| self.words.folded(at).ends_with(e)) && !self.marks.covers(at, bits::EVENT);
            let goes_on = word.capital && word.kind == TokenKind::Word
                || is_role
                || self.words.folded(at) == "of"
                || !(role || capital)
                || after_role
                    && !capital
                    && genitive
                    && !self.is_lower_verb((at + 1).min(hard - 1))
                    && !self.marks.starts(at, bits::PREP)
                    && self.words.is_word(at);
            if !goes_on || self.is_lower_verb(at) {
                break;
            }
            role |= is_role;
            capital |= word.capital;
            at += 1;
        }
        (start..at, at)
    }

    /// Whom a speaker cites, from `end` on and not past `before`; the last of a chain speaks, the others pass
    /// on. `end` moves past them.
    pub(super) fn citing_after(&self, end: &mut usize, pieces: &[Piece], before: usize) -> Vec<Range<usize>> {
        let mut chain = Vec::new();
        loop {
            let mut at = *end;
            if self.words.is(at, ',') {
                at += 1;
            }
            let Some(hit) = self.marks.hit(at, bits::CITING) else { return chain };
            let piece = pieces.iter().find(|p| p.range.contains(&at));
            let limit = piece.map_or(hit.end, |p| p.range.end).min(before).max(hit.end);
            let (who, after) = self.noun_phrase(hit.end, limit);
            if who.is_empty() || chain.len() > 4 {
                return chain;
            }
            *end = after.max(who.end);
            chain.push(who);
        }
    }

    /// Whether a stretch is nothing but a name.
    pub(super) fn is_name(&self, range: Range<usize>) -> bool {
        range.len() >= 2 && range.clone().all(|at| self.words.is_word(at) && self.words.list[at].capital)
    }
}
