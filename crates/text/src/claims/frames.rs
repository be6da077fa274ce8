//! Finds who is said to speak in a sentence, and splits the sentence into what is said and the rest.
//!
//! Seven shapes: `X: …`, `X said that …`, `…, X said`, `according to X, …`, `as X reports, …`, `“…,” X said`, and
//! `the video shows …`, which names no speaker but a recording.

use std::ops::Range;

use crate::cues::{Force, Sense, bits};
use crate::hedges::HedgeClass;
use crate::speakers::{Phrase, Role};
use crate::tokens::TokenKind;

use super::layout::{Reader, Voice};

/// How deep one speaker may report another.
const DEEPEST: usize = 6;
/// Words that open the subject of speech: "about".
const ABOUT: [&str; 6] = ["о", "об", "обо", "про", "o", "about"];

/// Possessives inside a cue of attribution: "за його словами".
const OF_THE_LAST: [&str; 13] =
    ["його", "її", "їхніми", "їх", "его", "ее", "их", "jego", "jej", "ich", "moim", "his", "her"];

/// A stretch between signs that part clauses.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub range: Range<usize>,
    /// The sign before it; `“` where the piece is a quotation, a space at the start.
    pub sign: char,
}

/// A speaker found, and what the sentence then falls into.
pub(super) struct Frame {
    /// The words that name the speaker; nothing where the one who spoke last is meant, or nobody.
    pub who: Option<Range<usize>>,
    /// Whom the speaker cites.
    pub citing: Vec<Range<usize>>,
    pub force: Force,
    /// The words of the cue itself.
    pub cue: Range<usize>,
    pub before: Range<usize>,
    pub before_said: bool,
    pub after: Range<usize>,
    pub after_said: bool,
    /// Not a speaker but a recording.
    pub basis: Option<Range<usize>>,
}

impl Reader<'_, '_> {
    /// Reads a sentence or a part of it.
    pub(super) fn read_range(&mut self, range: Range<usize>, voice: Voice, depth: usize) {
        let pieces = self.pieces(range.clone());
        let frame = if depth < DEEPEST { self.find_frame(&range, &pieces) } else { None };
        let Some(frame) = frame else {
            return self.read_clauses(&pieces, &voice);
        };
        let said = self.voice_of(&frame, &voice);
        for (part, inside) in [(frame.before, frame.before_said), (frame.after, frame.after_said)] {
            if part.len() < range.len() && !part.is_empty() {
                self.read_range(part, if inside { said.clone() } else { voice.clone() }, depth + 1);
            }
        }
    }

    /// The voice under which a frame's content stands.
    fn voice_of(&mut self, frame: &Frame, outer: &Voice) -> Voice {
        let mut voice = outer.clone();
        if let Some(basis) = &frame.basis {
            voice.basis = Some(basis.clone());
            voice.hedges.extend(self.own_hedges(basis.start..frame.cue.end));
            return voice;
        }
        let hedge = match frame.force {
            Force::Claim | Force::ClaimWeak => Some(HedgeClass::Distancing),
            Force::Suppose => Some(HedgeClass::Epistemic),
            _ => None,
        };
        // Hedges among the words of attribution cover what is said: "allegedly told".
        let around = frame.who.as_ref().map_or(frame.cue.start, |w| w.start.min(frame.cue.start))..frame.cue.end;
        voice.hedges.extend(self.own_hedges(around));
        voice.hedges.extend(hedge.map(|class| (frame.cue.clone(), class)));
        voice.denied ^= frame.force == Force::Deny;
        let quotes = [&frame.before, &frame.after].into_iter().any(|r| r.clone().any(|at| self.quote_at(at).is_some()));
        let outer_name = self.name_of(outer);
        let who = match &frame.who {
            Some(range) => Some(self.speaker_in(range.clone(), quotes)),
            None => self.chorus.last.map(|(id, _)| (id, self.chorus.said_last(id))),
        };
        let Some((mut id, mut said_as)) = who else { return voice };
        if let Some(name) = outer_name.filter(|_| outer.speaker != Some(id)) {
            voice.via.push(name);
        }
        for cited in &frame.citing {
            voice.via.push(said_as.take().unwrap_or_else(|| self.chorus.speakers[id].label.clone()));
            let phrase = Phrase::of(self.words, self.marks, cited.clone());
            id = self.chorus.speak(self.words, &phrase);
            said_as = Some(self.words.written(cited.clone()).to_owned());
        }
        voice.speaker = Some(id);
        voice.said_as = said_as;
        voice.quoted = false;
        voice
    }

    fn name_of(&self, voice: &Voice) -> Option<String> {
        let id = voice.speaker?;
        Some(voice.said_as.clone().unwrap_or_else(|| self.chorus.speakers[id].label.clone()))
    }

    /// The speaker that an expression means, and the words to show; nothing to show for a pronoun.
    fn speaker_in(&mut self, range: Range<usize>, quotes: bool) -> (usize, Option<String>) {
        let phrase = Phrase::of(self.words, self.marks, range.clone());
        if phrase.nameless() {
            let written = self.words.written(range.clone()).to_owned();
            if quotes && let Some((account, name)) = self.post_after(self.sentence.end) {
                return self.nameless_account(
                    &written,
                    account,
                    name,
                    "the words are followed by a post of this account",
                );
            }
            if let Some(of) = self.antecedent(&range) {
                let label = format!("one of {}", self.words.written(of.clone()));
                let role = Phrase::of(self.words, self.marks, of).role_or_unknown();
                return (self.chorus.composed(&label, role), Some(label));
            }
            let caption = self.marks.hits(range.clone()).any(|h| h.sense == Sense::Role(Role::Account));
            if quotes
                && caption
                && let Some(account) = self.handle_before(range.start)
            {
                return self.nameless_account(&written, &account, None, "the account named last before these words");
            }
        }
        let pronoun = range.len() == 1 && self.marks.covers(range.start, bits::PRONOUN);
        let id = self.chorus.speak(self.words, &phrase);
        let said_as = if pronoun { self.chorus.said_last(id) } else { Some(self.words.written(range).to_owned()) };
        (id, said_as)
    }

    fn nameless_account(
        &mut self,
        written: &str,
        account: &str,
        name: Option<&str>,
        reason: &str,
    ) -> (usize, Option<String>) {
        let id = self.chorus.account(account, name);
        let speaker = &mut self.chorus.speakers[id];
        speaker.reasons.push(format!("“{written}” is {account}: {reason}"));
        (id, Some(speaker.label.clone()))
    }

    /// For a bare "one": the speakers, named earlier in the sentence, of whom it is one.
    fn antecedent(&self, range: &Range<usize>) -> Option<Range<usize>> {
        if range.len() != 1 {
            return None;
        }
        let back = self.sentence.start..range.start;
        let last = back.clone().rev().find(|&at| self.marks.covers(at, bits::ROLE) && self.quote_at(at).is_none())?;
        let stop = bits::PREP | bits::VERB | bits::AND | bits::THAT | bits::REL;
        let first = back
            .rev()
            .skip_while(|&at| at > last)
            .take_while(|&at| self.words.is_word(at) && !self.marks.covers(at, stop));
        Some(first.last().unwrap_or(last)..last + 1)
    }

    /// Cuts a range at signs and quotations.
    pub(super) fn pieces(&self, range: Range<usize>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let (mut from, mut sign) = (range.start, ' ');
        let mut at = range.start;
        while at < range.end {
            if let Some(quotation) = self.quote_at(at) {
                let end = (self.quotes[quotation].1 + 1).min(range.end);
                if from < at {
                    pieces.push(Piece { range: from..at, sign });
                }
                pieces.push(Piece { range: at..end, sign: '“' });
                (from, at, sign) = (end, end, ' ');
                continue;
            }
            let word = &self.words.list[at];
            if word.kind == TokenKind::Sign && self.parts_clauses(at, range.end) {
                if from < at {
                    pieces.push(Piece { range: from..at, sign });
                }
                (from, sign) = (at + 1, word.first);
            }
            at += 1;
        }
        if from < range.end {
            pieces.push(Piece { range: from..range.end, sign });
        }
        pieces
    }

    fn parts_clauses(&self, at: usize, end: usize) -> bool {
        let word = &self.words.list[at];
        let spaced_after = at + 1 >= end || self.words.list[at + 1].spaced || self.quote_at(at + 1).is_some();
        match word.first {
            ',' | ';' | '(' | ')' | '•' | '|' | '!' | '?' | '…' => true,
            ':' => spaced_after,
            '—' | '–' | '-' => word.spaced && spaced_after,
            '.' => spaced_after && at + 1 < end && self.words.list[at + 1].new_sentence,
            _ => false,
        }
    }

    /// The first frame of a range, from the left.
    fn find_frame(&self, range: &Range<usize>, pieces: &[Piece]) -> Option<Frame> {
        if let Some(frame) = self.colon_frame(range, pieces).or_else(|| self.dash_frame(range, pieces)) {
            return Some(frame);
        }
        for (n, piece) in pieces.iter().enumerate() {
            if piece.sign == '“' {
                continue;
            }
            for at in piece.range.clone() {
                let hit = self.marks.hits(at..at + 1).find_map(|hit| match hit.sense {
                    Sense::Speech(force) => self.speech_frame(range, pieces, n, hit.at..hit.end, force),
                    Sense::According => Some(self.according_frame(range, pieces, n, hit.at..hit.end)),
                    Sense::Show => self.show_frame(range, pieces, n, hit.at..hit.end),
                    _ => None,
                });
                if hit.is_some() {
                    return hit;
                }
            }
        }
        None
    }

    /// `General Staff: …`, `@account: …`, `RT @account: …`.
    fn colon_frame(&self, range: &Range<usize>, pieces: &[Piece]) -> Option<Frame> {
        let [first, second, ..] = pieces else { return None };
        let colon = self.words.is(first.range.end, ':');
        let quotation_follows = second.sign == '“' || second.sign == ':';
        if !colon || !quotation_follows || first.range.len() > 7 || first.sign == '“' {
            return None;
        }
        let handle = first.range.clone().find(|&at| self.words.list[at].kind == TokenKind::Handle);
        let plain = !self
            .marks
            .any(first.range.clone(), bits::VERB | bits::SPEECH | bits::EVENT | bits::ACCORDING | bits::EVIDENCE);
        let named =
            self.marks.any(first.range.clone(), bits::ROLE) && !self.marks.starts(first.range.start, bits::LABEL);
        if !plain || handle.is_none() && !named {
            return None;
        }
        Some(Frame {
            who: Some(handle.map_or(first.range.clone(), |at| at..at + 1)),
            citing: Vec::new(),
            force: Force::Say,
            cue: first.range.end..first.range.end + 1,
            before: range.start..range.start,
            before_said: false,
            after: first.range.end + 1..range.end,
            after_said: true,
            basis: None,
        })
    }

    /// `Two dead - city council`: an authority after a dash, and nothing else there.
    fn dash_frame(&self, range: &Range<usize>, pieces: &[Piece]) -> Option<Frame> {
        let last = pieces.last().filter(|p| matches!(p.sign, '—' | '–' | '-') && pieces.len() > 1)?;
        let mut end = last.range.end;
        while end > last.range.start && !self.words.is_word(end - 1) {
            end -= 1;
        }
        let who = last.range.start..end;
        let starts_with_role = self.marks.any(who.start..(who.start + 2).min(who.end), bits::ROLE);
        let plain = !self.marks.any(who.clone(), bits::VERB | bits::SPEECH | bits::EVENT | bits::NEG);
        let content = self.has_content(range.start..last.range.start - 1);
        (starts_with_role && plain && content && who.len() <= 6).then(|| Frame {
            cue: who.start..who.start,
            who: Some(who),
            citing: Vec::new(),
            force: Force::Say,
            before: range.start..last.range.start - 1,
            before_said: true,
            after: range.end..range.end,
            after_said: false,
            basis: None,
        })
    }

    /// Whether a stretch says something: a verb, an event, a denial, a quotation.
    pub(super) fn has_content(&self, range: Range<usize>) -> bool {
        self.marks.any(range.clone(), bits::VERB | bits::EVENT | bits::NEG)
            || range.clone().any(|at| self.quote_at(at).is_some())
    }

    /// `according to X, …` and `…, according to X`.
    fn according_frame(&self, range: &Range<usize>, pieces: &[Piece], n: usize, cue: Range<usize>) -> Frame {
        let piece = &pieces[n];
        // "in his words" names nobody: the one who spoke last is meant.
        let possessive = cue.clone().any(|at| OF_THE_LAST.contains(&self.words.folded(at)));
        let (who, mut end) =
            if possessive { (cue.end..cue.end, cue.end) } else { self.noun_phrase(cue.end, piece.range.end) };
        let citing = self.citing_after(&mut end, pieces, range.end);
        // A name in apposition: "according to the mayor, Hanna Lorne, …".
        let who = match pieces.get(n + 1).filter(|p| end == piece.range.end && p.sign == ',' && n + 2 < pieces.len()) {
            Some(next) if self.is_name(next.range.clone()) => {
                end = next.range.end;
                who.start..end
            }
            _ => who,
        };
        let mut before = range.start..cue.start;
        let relative =
            n > 0 && pieces[n - 1].range.len() == 1 && self.marks.covers(pieces[n - 1].range.start, bits::REL);
        if relative {
            before.end = pieces[n - 1].range.start;
        }
        let before_said = !relative && self.has_content(before.clone());
        let opens = (end..(end + 3).min(range.end)).any(|at| self.marks.starts(at, bits::REL | bits::AND | bits::SUB));
        Frame {
            who: (!who.is_empty()).then_some(who),
            citing,
            force: Force::Say,
            cue,
            before,
            before_said,
            after: end..range.end,
            after_said: !(before_said && opens),
            basis: None,
        }
    }

    /// `the video reportedly shows …`: what a recording shows, in no speaker's voice.
    fn show_frame(&self, range: &Range<usize>, pieces: &[Piece], n: usize, cue: Range<usize>) -> Option<Frame> {
        let piece = &pieces[n];
        let evidence = |r: Range<usize>| r.into_iter().find(|&at| self.marks.starts(at, bits::EVIDENCE));
        let here = evidence(piece.range.start..cue.start);
        let first = || {
            evidence(pieces[0].range.clone()).filter(|_| n > 0 && !self.marks.any(pieces[0].range.clone(), bits::VERB))
        };
        let just_before = || {
            let relative =
                self.marks.starts(piece.range.start, bits::REL) || self.marks.starts(piece.range.start, bits::PREP);
            evidence(pieces[n.checked_sub(1)?].range.clone()).filter(|_| relative)
        };
        let (basis, before) = if here.is_some() {
            (piece.range.start..cue.start, range.start..piece.range.start)
        } else if first().is_some() {
            (pieces[0].range.clone(), pieces[0].range.end..piece.range.start)
        } else {
            just_before()?;
            (piece.range.start..cue.start, range.start..piece.range.start)
        };
        let mut start = cue.end;
        if self.marks.any(start..range.end, bits::VERB)
            && let Some(moment) = self.marks.hit(start, bits::MOMENT)
        {
            start = moment.end;
        }
        let clear = |at: usize| !self.marks.covers(at, bits::HEDGE | bits::VERB | bits::ADVERB);
        let mut basis = basis;
        while basis.len() > 1 && !clear(basis.end - 1) {
            basis.end -= 1;
        }
        self.has_content(start..range.end).then(|| Frame {
            who: None,
            citing: Vec::new(),
            force: Force::Say,
            cue,
            before,
            before_said: false,
            after: start..range.end,
            after_said: true,
            basis: Some(basis),
        })
    }

    /// `said that …`, `…, said X`, `as X reports, …`.
    fn speech_frame(
        &self,
        range: &Range<usize>,
        pieces: &[Piece],
        n: usize,
        cue: Range<usize>,
        force: Force,
    ) -> Option<Frame> {
        let piece = pieces[n].range.clone();
        let own = |at: usize| matches!(self.words.folded(at), "i" | "we" | "я" | "мы" | "ми" | "to" | "of");
        if cue.start > piece.start && own(cue.start - 1)
            || self.marks.any(cue.start.saturating_sub(2).max(piece.start)..cue.start, bits::NEG)
        {
            return None;
        }
        let weak = matches!(force, Force::SayWeak | Force::ClaimWeak);
        let reported_as = self.marks.starts(piece.start, bits::AS) && cue.start - piece.start <= 6;
        let forward = if reported_as { None } else { self.content_after(range, pieces, n, &cue, force) };
        let mut end = piece.end;
        let (subject_start, before_subject) = self.subject_before(range, pieces, n, cue.start);
        let content_before = self.has_content(range.start..subject_start);
        let (who, citing) = if reported_as {
            let named = piece.start + 1..cue.start;
            let who = if named.is_empty() { self.cut_phrase(cue.end..piece.end) } else { named };
            let mut from = who.end;
            let citing = self.citing_after(&mut from, pieces, range.end);
            end = from.max(end);
            (Some(who).filter(|w| !w.is_empty())?, citing)
        } else if let Some(who) = before_subject {
            let mut from = who.end;
            let citing = self.citing_after(&mut from, pieces, cue.start);
            let mut late = piece.end;
            let late_citing =
                if forward.is_none() { self.citing_after(&mut late, pieces, range.end) } else { Vec::new() };
            if !late_citing.is_empty() {
                end = end.max(late);
            }
            (who, if citing.is_empty() { late_citing } else { citing })
        } else {
            let limit = forward.map_or(piece.end, |c| c.min(piece.end));
            let who = self.subject_after(cue.end..limit, pieces, n, forward.is_none(), &mut end);
            let mut late = end;
            let citing = self.citing_after(&mut late, pieces, range.end);
            end = late;
            (who, citing)
        };
        let who_known = !who.is_empty();
        let frame = |before: Range<usize>, before_said, after, after_said| Frame {
            who: who_known.then(|| who.clone()),
            citing: citing.clone(),
            force,
            cue: cue.clone(),
            before,
            before_said,
            after,
            after_said,
            basis: None,
        };
        if let Some(start) = forward {
            let people_say = !who_known && (self.marks.covers(cue.start, bits::HEDGE) || self.is_agentless(cue.start));
            return (!people_say && start < range.end)
                .then(|| frame(range.start..subject_start, false, start..range.end, true));
        }
        if reported_as {
            let before_said = content_before && subject_start > range.start;
            return Some(frame(range.start..piece.start, before_said, end.min(range.end)..range.end, !before_said));
        }
        let beside_quotation = n > 0 && pieces[n - 1].sign == '“';
        let allowed = content_before
            && n > 0
            && (who_known || beside_quotation)
            && (!weak || beside_quotation || self.marks.any(who.clone(), bits::ROLE | bits::ANONYMOUS));
        if !allowed {
            return None;
        }
        let opens = (end..(end + 3).min(range.end))
            .any(|at| self.marks.starts(at, bits::REL | bits::AND | bits::SUB | bits::SPEECH));
        Some(frame(range.start..subject_start, true, end.min(range.end)..range.end, !opens))
    }

    /// Where the content of a verb of speech begins, if it follows the verb.
    fn content_after(
        &self,
        range: &Range<usize>,
        pieces: &[Piece],
        n: usize,
        cue: &Range<usize>,
        force: Force,
    ) -> Option<usize> {
        let piece = &pieces[n].range;
        let mut verb = None;
        for at in cue.end..piece.end {
            if self.marks.starts(at, bits::THAT) && at <= cue.end + 7 {
                return Some(at + 1);
            }
            if self.marks.covers(at, bits::VERB) && !self.marks.covers(at, bits::SPEECH) {
                verb = Some(at);
                break;
            }
        }
        let short = piece.end - cue.end <= 7;
        if let Some(next) = pieces.get(n + 1).filter(|_| short && verb.is_none()) {
            let complement = self.marks.starts(next.range.start, bits::THAT);
            let colon = next.sign == ':' || self.words.is(piece.end, ':');
            let quotation = next.sign == '“' && next.range.start <= piece.end + 2;
            if colon || quotation || complement {
                return Some(next.range.start + usize::from(complement && next.sign != '“'));
            }
        }
        let about = (cue.end..(cue.end + 3).min(piece.end)).find(|&at| ABOUT.contains(&self.words.folded(at)));
        if let Some(about) = about {
            return Some(about + 1);
        }
        let named = |at: usize| self.words.list.get(at).is_some_and(|w| w.capital);
        let inverted = n > 0 && cue.start == piece.start && named(cue.end);
        if verb.is_some() && !inverted && self.is_english(cue.start) && cue.end < piece.end {
            return Some(cue.end);
        }
        let confirms = ["confirm", "підтвердж", "підтверд", "подтвер", "potwierdz", "report", "announc"];
        let nominal = force == Force::Deny || confirms.iter().any(|c| self.words.folded(cue.start).starts_with(c));
        let eventful = self.marks.any(cue.end..piece.end, bits::EVENT);
        (nominal && eventful && cue.start > range.start).then_some(cue.end)
    }

    fn is_english(&self, at: usize) -> bool {
        self.words.folded(at).is_ascii() && !self.words.folded(at).starts_with("pisze")
    }
}
