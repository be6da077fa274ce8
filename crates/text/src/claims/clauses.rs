//! Cuts what is said into atomic clauses, and reads hedge and negation off each.
//!
//! A clause has a verb, or names an event, or denies something. Coordinated clauses are parted; a list, an apposition or
//! an adverbial stays with the clause it belongs to.

use std::ops::Range;

use crate::Lang;
use crate::cues::{Sense, bits};
use crate::hedges::HedgeClass;
use crate::tokens::TokenKind;

use super::layout::{Reader, Voice, within};
use super::pieces::Piece;

/// How a stretch is joined to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    None,
    And,
    Sub,
    Rel,
}

/// A stretch that may be a clause or a part of one.
#[derive(Clone, Debug)]
struct Atom {
    range: Range<usize>,
    sign: char,
    joint: Joint,
    verb: bool,
}

impl Reader<'_, '_> {
    /// Asserts the clauses of some pieces of a sentence, all in one voice.
    pub(super) fn read_clauses(&mut self, pieces: &[Piece], voice: &Voice) {
        let mut atoms = Vec::new();
        for (n, piece) in pieces.iter().enumerate() {
            if let Some(quotation) = self.quote_at(piece.range.start).filter(|_| piece.sign == '“') {
                self.read_atoms(&atoms, voice);
                atoms.clear();
                self.read_quotation(quotation, voice);
                continue;
            }
            let label = n == 0 && piece.range.len() <= 4 && self.marks.starts(piece.range.start, bits::LABEL);
            if label && (self.words.is(piece.range.end, ':') || self.words.is(piece.range.end, '!')) {
                continue;
            }
            self.split(piece, voice, &mut atoms);
        }
        self.read_atoms(&atoms, voice);
    }

    /// Whether a token is a finite verb, or does a verb's work here.
    fn is_verb(&self, at: usize, voice: &Voice) -> bool {
        if self.marks.covers(at, bits::VERB | bits::SPEECH) {
            // "кажуть" as a hedge is no clause of its own; a modal verb is.
            if self.is_agentless(at) {
                return false;
            }
            if self.marks.covers(at, bits::VERB_OR_NOUN) && self.is_noun_here(at) {
                return false;
            }
            let hedge = self.marks.covers(at, bits::HEDGE);
            return !hedge || self.marks.hits(at..at + 1).any(|h| h.sense == Sense::Verb);
        }
        self.is_conditional(at) || voice.basis.is_some() && self.is_participle(at)
    }

    /// "a precise hit by", "the strikes": an article before and no object after.
    fn is_noun_here(&self, at: usize) -> bool {
        let article =
            |at: usize| matches!(self.words.folded(at), "a" | "an" | "the" | "no" | "this" | "that" | "its" | "their");
        let near = (at.saturating_sub(2)..at).any(article);
        near && (at + 1 >= self.words.len()
            || !self.words.is_word(at + 1)
            || self.marks.starts(at + 1, bits::PREP | bits::AND))
    }

    /// A verb of speech with nobody before it: "кажуть, що …".
    pub(super) fn is_agentless(&self, at: usize) -> bool {
        let alone = at == self.sentence.start
            || self.words.list[at - 1].kind == TokenKind::Sign
            || self.marks.covers(at - 1, bits::ADVERB);
        alone && self.marks.covers(at, bits::AGENTLESS)
    }

    /// Whether a verb of speech that is a whole piece means people at large: "…, кажуть".
    pub(super) fn is_agentless_alone(&self, cue: &Range<usize>) -> bool {
        self.marks.covers(cue.start, bits::AGENTLESS | bits::HEDGE)
    }

    /// English "-ing" forms: "misfiring and striking".
    pub(super) fn is_participle(&self, at: usize) -> bool {
        let word = self.words.folded(at);
        word.len() > 5 && word.ends_with("ing") && !self.marks.covers(at, bits::PREP)
    }

    fn has_verb(&self, range: Range<usize>, voice: &Voice) -> bool {
        range.into_iter().any(|at| self.is_verb(at, voice))
    }

    /// Parts a piece where a conjunction joins two clauses.
    fn split(&self, piece: &Piece, voice: &Voice, atoms: &mut Vec<Atom>) {
        let range = piece.range.clone();
        let first = if self.marks.starts(range.start, bits::REL) {
            Joint::Rel
        } else if self.marks.starts(range.start, bits::AND) {
            Joint::And
        } else if self.marks.starts(range.start, bits::SUB) {
            Joint::Sub
        } else {
            Joint::None
        };
        // Verbs that stand further on, counted once from the right.
        let mut verbs_from = vec![0_usize; range.len() + 1];
        for at in range.clone().rev() {
            let k = at - range.start;
            verbs_from[k] = verbs_from[k + 1] + usize::from(self.is_verb(at, voice));
        }
        let (mut start, mut joint, mut sign) = (range.start, first, piece.sign);
        let mut participle = false;
        for at in range.start..range.end {
            participle |= self.is_participle(at);
            let both = |here: usize| {
                let left = verbs_from[start - range.start] > verbs_from[here - range.start];
                left && verbs_from[here + 1 - range.start] > 0
            };
            let kind = if at == range.start {
                continue;
            } else if self.marks.starts(at, bits::AND) {
                let next = self.skip_adverbs(at + 1);
                let same_form = participle && next < range.end && self.is_participle(next);
                if !(both(at) || same_form) {
                    continue;
                }
                Joint::And
            } else if self.marks.starts(at, bits::SUB) && verbs_from[start - range.start] > verbs_from[at - range.start]
            {
                Joint::Sub
            } else {
                continue;
            };
            atoms.push(Atom { range: start..at, sign, joint, verb: self.has_verb(start..at, voice) || participle });
            (start, joint, sign, participle) = (at, kind, ' ', false);
        }
        let verb = self.has_verb(start..range.end, voice) || joint == Joint::And && participle && start > range.start;
        atoms.push(Atom { range: start..range.end, sign, joint, verb });
    }

    fn skip_adverbs(&self, mut at: usize) -> usize {
        while at < self.words.len() && self.marks.covers(at, bits::ADVERB | bits::HEDGE | bits::NEG) {
            at += 1;
        }
        at
    }

    /// Joins stretches without a verb to their neighbours, and asserts every clause that results.
    fn read_atoms(&mut self, atoms: &[Atom], voice: &Voice) {
        let atoms = self.with_late_verbs(atoms, voice);
        let mut current: Option<Atom> = None;
        let mut subject: Option<Range<usize>> = None;
        let mut inherited: Vec<(Range<usize>, HedgeClass)> = Vec::new();
        for atom in &atoms {
            let Some(clause) = &mut current else {
                current = Some(atom.clone());
                continue;
            };
            let ends = matches!(atom.sign, ';' | '.' | '!' | '?' | '…' | '•' | '|');
            if !ends && atom.joint == Joint::Rel && atom.verb && !clause.verb {
                subject = Some(clause.range.clone());
                *clause = atom.clone();
            } else if !ends && self.leaves_unsaid(clause, atom) {
                clause.range.end = atom.range.end;
                clause.verb = true;
            } else if !(ends
                || self.opens_with_nobody(clause, atom)
                || atom.verb
                    && (clause.verb || self.denies_alone(clause, atom, voice) || self.is_condition(clause, atom)))
            {
                if !clause.verb && atom.verb && clause.joint == Joint::None {
                    clause.joint = atom.joint;
                }
                clause.range.end = atom.range.end;
                clause.verb |= atom.verb;
            } else {
                self.close(clause, voice, &mut subject, &mut inherited);
                if ends {
                    inherited.clear();
                    subject = None;
                }
                current = Some(atom.clone());
            }
        }
        if let Some(clause) = &current {
            self.close(clause, voice, &mut subject, &mut inherited);
        }
    }

    /// "this is not from here, it was filmed there": a denial without a verb, and a clause of its own after it.
    fn denies_alone(&self, clause: &Atom, next: &Atom, voice: &Voice) -> bool {
        clause.joint == Joint::None
            && next.joint == Joint::None
            && next.sign == ','
            && self.marks.any(clause.range.clone(), bits::NEG)
            && !self.opens_with_verb(&next.range, voice)
    }

    /// "Roof gone, nobody inside": a denial of its own after a comma.
    fn opens_with_nobody(&self, clause: &Atom, next: &Atom) -> bool {
        let nobody = matches!(
            self.words.folded(next.range.start),
            "nobody" | "no" | "ніхто" | "нікого" | "никто" | "никого" | "nikt" | "nikogo"
        );
        let opening = bits::HEDGE | bits::ACCORDING | bits::PREP | bits::SUB | bits::IF;
        let states = clause.range.len() > 2 && !self.marks.starts(clause.range.start, opening);
        // "confirms the death of two, but gives no details".
        let verb = clause.verb || !self.marks.any(clause.range.clone(), bits::EVENT);
        let but = next.joint == Joint::And && next.verb && !verb && self.marks.any(next.range.clone(), bits::NEG);
        but && next.sign == ','
            || nobody && next.sign == ',' && states && !self.marks.any(clause.range.clone(), bits::NEG)
    }

    /// "It did not say when …", "Коли завершать, не уточнили": what is not said stays with the verb that leaves it unsaid.
    fn leaves_unsaid(&self, clause: &Atom, next: &Atom) -> bool {
        let unsaid = |atom: &Atom| {
            let mut cues = atom.range.clone().filter(|&at| self.marks.starts(at, bits::SPEECH));
            cues.any(|at| (at.saturating_sub(3).max(atom.range.start)..at).any(|k| self.marks.covers(k, bits::NEG)))
        };
        let question = |atom: &Atom| {
            matches!(atom.joint, Joint::Sub | Joint::Rel) || self.marks.starts(atom.range.start, bits::IF)
        };
        question(next) && unsaid(clause)
            || question(clause) && next.joint == Joint::None && next.sign == ',' && unsaid(next)
    }

    /// "If not for the siren, more would have died": the condition is no part of what is said to be so.
    fn is_condition(&self, clause: &Atom, next: &Atom) -> bool {
        next.sign == ',' && !clause.verb && self.marks.starts(clause.range.start, bits::IF)
    }

    /// Gives a clause the verb that signs have parted from it: "after a substation, in the region, reportedly caught fire".
    fn with_late_verbs(&self, atoms: &[Atom], voice: &Voice) -> Vec<Atom> {
        let mut joined: Vec<Atom> = Vec::with_capacity(atoms.len());
        let mut n = 0;
        while n < atoms.len() {
            let mut atom = atoms[n].clone();
            n += 1;
            if atom.joint == Joint::Sub && !atom.verb && self.words.is(atom.range.end, ',') {
                let ahead = atoms[n..].iter().take(4);
                let late = ahead.clone().position(|a| a.verb).filter(|&k| {
                    let plain = atoms[n..=n + k].iter().all(|a| a.sign == ',' && a.joint == Joint::None);
                    plain && self.opens_with_verb(&atoms[n + k].range, voice)
                });
                if let Some(k) = late {
                    atom.range.end = atoms[n + k].range.end;
                    atom.verb = true;
                    n += k + 1;
                }
            }
            joined.push(atom);
        }
        joined
    }

    /// Whether a stretch has no subject of its own.
    fn opens_with_verb(&self, range: &Range<usize>, voice: &Voice) -> bool {
        let opening = self.skip_joint(range.start, range.end);
        opening < range.end && (self.is_verb(opening, voice) || self.is_participle(opening))
    }

    /// Asserts one clause. `subject` is that of the clauses before, `inherited` the hedges that may reach this one.
    fn close(
        &mut self,
        clause: &Atom,
        voice: &Voice,
        subject: &mut Option<Range<usize>>,
        inherited: &mut Vec<(Range<usize>, HedgeClass)>,
    ) {
        let mut own = self.own_hedges(clause.range.clone());
        let elliptic = self.opens_with_verb(&clause.range, voice);
        if own.is_empty() && clause.joint == Joint::And {
            // A word of doubt that opens the sentence covers what is joined to it; a modal verb only its own clause.
            let adverb =
                |at: usize| !self.marks.hits(at..at + 1).any(|h| matches!(h.sense, Sense::Verb | Sense::Planned));
            let reaches =
                |h: &(Range<usize>, HedgeClass)| elliptic || h.0.start <= self.sentence.start + 1 && adverb(h.0.start);
            own = inherited.iter().filter(|h| reaches(h)).cloned().collect();
        }
        inherited.clone_from(&own);
        let range = self.trim(clause.range.clone());
        let words = range.clone().filter(|&at| self.words.is_word(at)).take(3).count();
        let event = self.marks.any(range.clone(), bits::EVENT);
        let says = clause.verb
            || event
            || self.marks.any(range.clone(), bits::NEG)
            || voice.speaker.is_some() && words >= if voice.quoted { 3 } else { 2 }
            || voice.denied
            || self.says_without_a_verb(range.clone(), words, !own.is_empty());
        let condition = !clause.verb && self.marks.starts(clause.range.start, bits::IF);
        let single = (clause.verb || event || voice.denied) && words > 0 && voice.speaker.is_some();
        if !says || condition || words < 2 && !single {
            return;
        }
        let verb = range.clone().find(|&at| self.is_verb(at, voice));
        let who = match verb {
            Some(verb) if !elliptic && verb > range.start => {
                Some(self.trim(range.start..verb)).filter(|w| !w.is_empty())
            }
            _ => None,
        };
        if clause.joint != Joint::Rel && who.is_some() {
            subject.clone_from(&who);
        }
        let who = who.filter(|_| clause.joint != Joint::Rel).or_else(|| subject.clone());
        let denied = self.is_denied(range.clone());
        self.assert(range, voice, own, denied, who);
    }

    /// "Sirens in Lviv", "1200 trucks in the queue", "probably a transformer": a place, a figure or a doubt makes a
    /// stretch without a verb a statement.
    fn says_without_a_verb(&self, range: Range<usize>, words: usize, doubted: bool) -> bool {
        if range.is_empty() {
            return false;
        }
        let span = self.words.span(range);
        let (places, figures) = (self.mentions.places, self.mentions.figures);
        words >= 3 && !within(places, span).is_empty() || words >= 2 && (doubted || !within(figures, span).is_empty())
    }

    fn is_denied(&self, range: Range<usize>) -> bool {
        self.marks.hits(range).any(|h| h.sense == Sense::Neg)
    }

    /// The hedges among some tokens, outside quotations: words of doubt before modal verbs.
    pub(super) fn own_hedges(&self, range: Range<usize>) -> Vec<(Range<usize>, HedgeClass)> {
        let mut found: Vec<(bool, Range<usize>, HedgeClass)> = Vec::new();
        let end = range.end;
        for hit in self.marks.hits(range.clone()) {
            let class = match hit.sense {
                // "No casualties have been reported": nobody said so, which is no rumour that there were none.
                Sense::Hedge(HedgeClass::Reportative) if self.is_unreported(range.start, hit.at) => continue,
                Sense::Hedge(class) => class,
                Sense::Agentless if self.is_agentless(hit.at) => HedgeClass::Reportative,
                Sense::Planned
                    if (hit.at.saturating_sub(2).max(range.start)..(hit.end + 4).min(end))
                        .any(|at| self.is_infinitive(at)) =>
                {
                    HedgeClass::Reportative
                }
                _ => continue,
            };
            let modal = self.marks.hits(hit.at..hit.at + 1).any(|h| matches!(h.sense, Sense::Verb | Sense::Planned));
            let outside = self.quote_at(hit.at) == self.quote_at(range.start);
            if outside && found.len() < 8 {
                found.push((modal, hit.at..hit.end, class));
            }
        }
        // Polish carries the conditional in the verb: "zostałby".
        let conditional =
            range.clone().find(|&at| self.is_conditional(at) && self.quote_at(at) == self.quote_at(range.start));
        if let Some(at) = conditional.filter(|_| found.len() < 8) {
            found.push((true, at..at + 1, HedgeClass::Epistemic));
        }
        found.sort_by_key(|(modal, at, _)| (*modal, at.start));
        found.dedup_by(|b, a| a.1 == b.1);
        found.into_iter().map(|(_, at, class)| (at, class)).collect()
    }

    /// An impersonal report that is denied: "No deaths were reported", "не повідомляється".
    fn is_unreported(&self, start: usize, hit: usize) -> bool {
        let word = self.words.folded(hit);
        let verb = matches!(word, "has" | "have" | "was" | "were" | "is" | "are" | "being" | "reports")
            || ["повідомл", "сообща", "inform", "zgłasz", "donies"].iter().any(|s| word.starts_with(s));
        verb && (hit.saturating_sub(6).max(start)..hit).any(|at| self.marks.starts(at, bits::NEG))
    }

    fn is_conditional(&self, at: usize) -> bool {
        let word = self.words.folded(at);
        self.marks.is(at, Lang::Pl)
            && ["lby", "laby", "loby", "liby", "lyby", "łby", "łaby", "łoby", "łyby"].iter().any(|e| word.ends_with(e))
            && word.chars().count() > 4
    }

    /// Polish infinitives.
    fn is_infinitive(&self, at: usize) -> bool {
        let word = self.words.folded(at);
        word.chars().count() > 2 && (word.ends_with('ć') || word.ends_with("ść"))
    }

    fn skip_joint(&self, mut at: usize, end: usize) -> usize {
        let joint = bits::AND | bits::THAT | bits::SUB | bits::ADVERB | bits::HEDGE | bits::NEG | bits::REL;
        while at < end && (self.marks.covers(at, joint) || self.words.list[at].kind == TokenKind::Sign) {
            at += 1;
        }
        at
    }

    /// Drops signs and conjunctions at the ends.
    fn trim(&self, mut range: Range<usize>) -> Range<usize> {
        let sign = |at: usize| {
            let word = &self.words.list[at];
            word.kind == TokenKind::Sign
                && !matches!(word.first, '«' | '»' | '“' | '”' | '„' | '"' | '%' | '$' | '€' | '+' | '°')
                || matches!(word.kind, TokenKind::Emoji | TokenKind::Url)
        };
        let mut joined = false;
        while !range.is_empty() {
            let at = range.start;
            let hedge = self.marks.covers(at, bits::HEDGE);
            // At the start of a sentence "that" points, and "as a result" is no clause of its own.
            let points = (at == self.sentence.start || joined && self.marks.is(at, Lang::En))
                && self.marks.starts(at, bits::THAT)
                || self.marks.covers(at, bits::ADVERB);
            let joint = self.marks.starts(at, bits::AND | bits::THAT | bits::SUB)
                && !(hedge || points || self.marks.covers(at, bits::NEG));
            if sign(at) {
                range.start += 1;
            } else if joint {
                joined |= self.marks.starts(at, bits::SUB);
                range.start = self.marks.hit(at, bits::SUB).map_or(at + 1, |h| h.end).min(range.end);
            } else {
                break;
            }
        }
        while !range.is_empty() && (sign(range.end - 1) || self.marks.starts(range.end - 1, bits::AND | bits::CITING)) {
            range.end -= 1;
        }
        range
    }
}
