//! Frames without a verb of speech of their own clause: `X: …`, `… - X`, `according to X`, `the video shows …`, and
//! `this was reported by X`, which speaks of the sentence before.

use std::ops::Range;

use crate::cues::{Force, bits};
use crate::tokens::TokenKind;

use super::frames::Frame;
use super::layout::Reader;
use super::pieces::Piece;
use super::speech::ABOUT;

/// Possessives inside a cue of attribution: "за його словами".
const OF_THE_LAST: [&str; 13] =
    ["його", "її", "їхніми", "їх", "его", "ее", "их", "jego", "jej", "ich", "moim", "his", "her"];

/// Nouns for what somebody claims, by their first letters.
const CLAIMS: [&str; 3] = ["тверджен", "утвержден", "twierdzen"];

/// Endings by which a single word at the head of a line is told to be a family name.
const SURNAMES: [&str; 24] = [
    "енко",
    "ський",
    "цький",
    "чук",
    "щук",
    "нюк",
    "ська",
    "цька",
    "ский",
    "цкий",
    "ская",
    "цкая",
    "швілі",
    "швили",
    "ович",
    "евич",
    "єнко",
    "ski",
    "cki",
    "ska",
    "wicz",
    "enko",
    "skyi",
    "унов",
];

impl Reader<'_, '_> {
    /// `General Staff: …`, `@account: …`, `RT @account: …`.
    pub(super) fn colon_frame(&self, range: &Range<usize>, pieces: &[Piece]) -> Option<Frame> {
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
        // "Za słowami burmistrza poszły czyny: …": what a preposition governs does not speak.
        let governed = self.marks.starts(first.range.start, bits::PREP);
        let named = named && !governed || self.headline_name(first.range.clone(), second.sign == '“');
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
            inside: false,
        })
    }

    /// `Синєгубов: …`, `Anna Kerr: …`: nothing but the name of a person, and of no place.
    fn headline_name(&self, range: Range<usize>, quotation: bool) -> bool {
        let span = self.words.span(range.clone());
        let opens = self.words.list[range.start].new_line && range.len() <= 3;
        let place = self.mentions.places.iter().any(|p| p.start < span.end && span.start < p.end);
        let names = range.clone().all(|at| {
            let word = self.words.written(at..at + 1);
            self.words.is_word(at) && self.words.list[at].capital && word.chars().skip(1).all(|c| !c.is_uppercase())
        });
        let word = self.words.folded(range.start);
        let surname = word.chars().count() >= 5 && SURNAMES.iter().any(|e| word.ends_with(e));
        let told = surname && range.len() == 1 || range.len() >= 2 || quotation || self.chorus.knows(word);
        opens && names && !place && told && !self.marks.starts(range.start, bits::LABEL | bits::PREP)
    }

    /// `The governor corrected herself: …`: an office-holder does something, and a colon opens what he says.
    pub(super) fn verb_colon_frame(&self, range: &Range<usize>, pieces: &[Piece]) -> Option<Frame> {
        let colon = pieces.iter().position(|p| p.sign == ':').filter(|&k| (1..=3).contains(&k))?;
        let content = pieces[colon].range.start..range.end;
        let head = range.start..pieces[colon - 1].range.end;
        let role = head.clone().take(6).find(|&at| self.marks.covers(at, bits::ROLE))?;
        let verb = (role + 1..head.end).find(|&at| self.marks.covers(at, bits::VERB))?;
        let plain =
            !self.marks.any(head.clone(), bits::SPEECH | bits::EVENT | bits::ACCORDING | bits::EVIDENCE | bits::NEG)
                && head.clone().all(|at| self.quote_at(at).is_none())
                && !self.marks.starts(head.start, bits::LABEL);
        // What a preposition governs does nothing: "За словами мера пішли справи".
        let governed = (head.start..role).any(|at| self.marks.starts(at, bits::PREP));
        let determined = role > head.start && matches!(self.words.folded(role - 1), "the" | "a" | "an");
        if !plain || governed && !determined || content.is_empty() || !self.has_content(content.clone()) {
            return None;
        }
        let start = if determined { role - 1 } else { role.min(head.start.max(role.saturating_sub(2))) };
        let who = self.cut_phrase(start..verb);
        (!who.is_empty()).then(|| Frame {
            who: Some(who),
            citing: Vec::new(),
            force: Force::Say,
            cue: verb..verb + 1,
            before: range.start..range.start,
            before_said: false,
            after: content,
            after_said: true,
            basis: None,
            inside: false,
        })
    }

    /// `Про влучання у склад повідомив X`: what was reported stands first, as an object.
    pub(super) fn about_frame(&self, range: &Range<usize>, pieces: &[Piece]) -> Option<Frame> {
        let first = pieces.first()?.range.clone();
        let start = first.clone().find(|&at| !self.marks.starts(at, bits::ADVERB | bits::AND))?;
        let about = ABOUT.contains(&self.words.folded(start)) && self.words.is_word(start + 1);
        let cue = (start + 2..first.end).find(|&at| self.marks.starts(at, bits::SPEECH)).filter(|_| about)?;
        let plain = !self.marks.any(start..cue, bits::VERB | bits::NEG)
            && !matches!(self.words.folded(start + 1), "це" | "этом" | "tym" | "this" | "that");
        if !plain || self.marks.covers(cue, bits::HEDGE) {
            return None;
        }
        let mut end = first.end;
        let who = self.subject_after(cue + 1..first.end, pieces, 0, true, &mut end);
        let citing = self.citing_after(&mut end, pieces, range.end);
        (!who.is_empty()).then(|| Frame {
            who: Some(who),
            citing,
            force: Force::Say,
            cue: cue..cue + 1,
            before: start + 1..cue,
            before_said: true,
            after: end.min(range.end)..range.end,
            after_said: false,
            basis: None,
            inside: false,
        })
    }

    /// `Two dead - city council`: an authority after a dash, and nothing else there.
    pub(super) fn dash_frame(&self, range: &Range<usize>, pieces: &[Piece]) -> Option<Frame> {
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
            inside: false,
        })
    }

    /// `according to X, …` and `…, according to X`.
    pub(super) fn according_frame(&self, range: &Range<usize>, pieces: &[Piece], n: usize, cue: Range<usize>) -> Frame {
        let piece = &pieces[n];
        // "in his words" names nobody: the one who spoke last is meant.
        let possessive = cue.clone().any(|at| OF_THE_LAST.contains(&self.words.folded(at)));
        let (who, mut end) =
            if possessive { (cue.end..cue.end, cue.end) } else { self.noun_phrase(cue.end, piece.range.end) };
        let citing = self.citing_after(&mut end, pieces, range.end);
        // A name in apposition: "according to the mayor, Hanna Lorne, …".
        let who = match pieces.get(n + 1).filter(|p| end == piece.range.end && p.sign == ',') {
            Some(next) if self.is_name(self.without_end(next.range.clone())) => {
                end = next.range.end;
                who.start..self.without_end(next.range.clone()).end
            }
            _ => who,
        };
        let mut before = range.start..cue.start;
        let relative =
            n > 0 && pieces[n - 1].range.len() == 1 && self.marks.covers(pieces[n - 1].range.start, bits::REL);
        if relative {
            before.end = pieces[n - 1].range.start;
        }
        let inside = n > 0
            && !relative
            && !self.marks.any(before.clone(), bits::VERB | bits::NEG)
            && end < range.end
            && before.clone().all(|at| self.quote_at(at).is_none());
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
            inside,
        }
    }

    /// Without the signs that end a sentence.
    fn without_end(&self, mut range: Range<usize>) -> Range<usize> {
        while !range.is_empty() && !self.words.is_word(range.end - 1) {
            range.end -= 1;
        }
        range
    }

    /// `Твердження армії, нібито …`, `Утверждение военных, будто …`: a noun for what somebody claims.
    pub(super) fn noun_frame(&self, range: &Range<usize>, pieces: &[Piece]) -> Option<Frame> {
        let [first, second, ..] = pieces else { return None };
        let noun = self.words.folded(first.range.start);
        let claims = CLAIMS.iter().any(|c| noun.starts_with(c));
        let who = first.range.start + 1..first.range.end;
        let complement = self.marks.starts(second.range.start, bits::THAT | bits::HEDGE);
        let fits = claims
            && second.sign == ','
            && complement
            && (1..=5).contains(&who.len())
            && self.marks.any(who.clone(), bits::ROLE)
            && !self.marks.any(who.clone(), bits::VERB | bits::SPEECH);
        fits.then(|| Frame {
            who: Some(who),
            citing: Vec::new(),
            force: Force::Claim,
            cue: first.range.start..first.range.start + 1,
            before: range.start..range.start,
            before_said: false,
            after: second.range.clone(),
            after_said: true,
            basis: None,
            inside: false,
        })
    }

    /// `the video reportedly shows …`: what a recording shows, in no speaker's voice.
    pub(super) fn show_frame(
        &self,
        range: &Range<usize>,
        pieces: &[Piece],
        n: usize,
        cue: Range<usize>,
    ) -> Option<Frame> {
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
        (self.has_content(start..range.end) || (start..range.end).any(|at| self.is_participle(at))).then(|| Frame {
            who: None,
            citing: Vec::new(),
            force: Force::Say,
            cue,
            before,
            before_said: false,
            after: start..range.end,
            after_said: true,
            basis: Some(basis),
            inside: false,
        })
    }

    /// `Про це повідомив X`, `This was confirmed by X`: the content is the sentence before.
    pub(super) fn back_frame(&self, first: Range<usize>, pieces: &[Piece]) -> Option<Frame> {
        let mut at = first.start;
        while at < first.end && self.marks.starts(at, bits::ADVERB) {
            at += 1;
        }
        let pair = (self.words.folded(at), self.words.folded(at + 1));
        let cue = (at + 2..(at + 5).min(first.end)).find(|&k| self.marks.starts(k, bits::SPEECH))?;
        let fits = match pair {
            ("про", "це") | ("об", "этом") | ("o", "tym") => true,
            ("this", "was" | "is") => self.words.folded(cue + 1) == "by",
            _ => false,
        };
        if !fits {
            return None;
        }
        let before = at + 2..cue;
        let mut end = first.end;
        let after = self.subject_after(cue + 1..first.end, pieces, 0, true, &mut end);
        let who = if after.is_empty() { self.cut_phrase(before) } else { after };
        let mut beside = who.end;
        let mut citing = self.citing_after(&mut beside, pieces, self.sentence.end);
        if citing.is_empty() {
            citing = self.citing_after(&mut end, pieces, self.sentence.end);
        }
        (!who.is_empty()).then(|| Frame {
            who: Some(who),
            citing,
            force: Force::Say,
            cue: cue..cue + 1,
            before: first.start..first.start,
            before_said: false,
            after: end.min(self.sentence.end)..self.sentence.end,
            after_said: true,
            basis: None,
            inside: false,
        })
    }
}
