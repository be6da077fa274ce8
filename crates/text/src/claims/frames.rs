//! Finds who is said to speak in a sentence, and splits the sentence into what is said and the rest.
//!
//! Seven shapes: `X: …`, `X said that …`, `…, X said`, `according to X, …`, `as X reports, …`, `“…,” X said`, and
//! `the video shows …`, which names no speaker but a recording.

use std::ops::Range;

use crate::cues::{Force, Sense, bits};
use crate::hedges::HedgeClass;
use crate::speakers::{Phrase, Role};

use super::layout::{Reader, Voice};
use super::pieces::Piece;

/// How deep one speaker may report another.
const DEEPEST: usize = 6;
/// Pronouns for one person.
const HE: [&str; 8] = ["he", "she", "він", "вона", "он", "она", "ona", "on"];
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
    /// The attribution stands inside a single clause: "Victims, he said, there are none".
    pub inside: bool,
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
        if frame.inside {
            return self.read_clauses(&pieces, &said);
        }
        for (part, inside) in [(frame.before, frame.before_said), (frame.after, frame.after_said)] {
            if part.len() < range.len() && !part.is_empty() {
                self.read_range(part, if inside { said.clone() } else { voice.clone() }, depth + 1);
            }
        }
    }

    /// The voice under which a frame's content stands.
    pub(super) fn voice_of(&mut self, frame: &Frame, outer: &Voice) -> Voice {
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
        let people_say = |h: &(Range<usize>, HedgeClass)| h.0 == frame.cue && frame.who.is_some();
        voice.hedges.extend(self.own_hedges(around).into_iter().filter(|h| !people_say(h)));
        voice.hedges.extend(hedge.map(|class| (frame.cue.clone(), class)));
        voice.denied ^= frame.force == Force::Deny;
        let quotes = [&frame.before, &frame.after].into_iter().any(|r| r.clone().any(|at| self.quote_at(at).is_some()));
        let outer_name = self.name_of(outer);
        let who = match &frame.who {
            Some(range) => Some(self.speaker_in(range.clone(), quotes)),
            None => {
                self.chorus.recall(self.words, self.marks);
                self.chorus.last.map(|(id, _)| (id, self.chorus.said_last(id)))
            }
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
        // "«…, — сказала Вера. — …»": the words around a tag inside quotation marks are still quoted.
        voice.quoted = outer.quoted && outer.speaker.is_none() && frame.before_said;
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
        if pronoun && HE.contains(&self.words.folded(range.start)) {
            self.chorus.recall(self.words, self.marks);
        }
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

    /// `«…», – обурюється староста`: after a quotation any verb with its subject is a verb of speech.
    fn tag_frame(&self, range: &Range<usize>, pieces: &[Piece], n: usize, at: usize) -> Option<Frame> {
        let piece = &pieces[n];
        let quoted = n.checked_sub(1).is_some_and(|k| pieces[k].sign == '“');
        let opens = at == piece.range.start && matches!(piece.sign, ',' | '–' | '—' | '-');
        let fits = quoted && opens && piece.range.len() <= 10 && self.marks.covers(at, bits::VERB);
        if !fits {
            return None;
        }
        let subject = self.marks.any(at + 1..piece.range.end, bits::ROLE | bits::ANONYMOUS);
        let alone = !self.marks.any(at + 1..piece.range.end, bits::VERB | bits::SPEECH);
        if !subject || !alone {
            return None;
        }
        self.speech_frame(range, pieces, n, at..at + 1, Force::Say)
    }

    /// The first frame of a range, from the left.
    fn find_frame(&self, range: &Range<usize>, pieces: &[Piece]) -> Option<Frame> {
        if let Some(frame) = self
            .colon_frame(range, pieces)
            .or_else(|| self.noun_frame(range, pieces))
            .or_else(|| self.verb_colon_frame(range, pieces))
            .or_else(|| self.about_frame(range, pieces))
            .or_else(|| self.dash_frame(range, pieces))
        {
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
                let hit = hit.or_else(|| self.tag_frame(range, pieces, n, at));
                if hit.is_some() {
                    return hit;
                }
            }
        }
        None
    }
}
