//! Frames around a verb of speech: `X said that …`, `…, said X`, `as X reports, …`.

use std::ops::Range;

use crate::Lang;
use crate::cues::{Force, bits};
use crate::tokens::TokenKind;

use super::frames::Frame;
use super::layout::Reader;
use super::pieces::Piece;

/// Words that open the subject of speech: "about".
pub(super) const ABOUT: [&str; 6] = ["о", "об", "обо", "про", "o", "about"];

impl Reader<'_, '_> {
    /// `said that …`, `…, said X`, `as X reports, …`.
    pub(super) fn speech_frame(
        &self,
        range: &Range<usize>,
        pieces: &[Piece],
        n: usize,
        cue: Range<usize>,
        force: Force,
    ) -> Option<Frame> {
        let piece = pieces[n].range.clone();
        let caption = |r: Range<usize>| self.marks.any(r, bits::EVIDENCE);
        if caption(piece.start..cue.start) && !self.marks.any(piece.start..cue.start, bits::ANONYMOUS | bits::ROLE) {
            return None;
        }
        let own = |at: usize| {
            matches!(self.words.folded(at), "i" | "we" | "я" | "мы" | "ми" | "to" | "of" | "a" | "an" | "the")
        };
        // "Residents were told": they did not speak.
        let be = |at: usize| matches!(self.words.folded(at), "is" | "are" | "was" | "were" | "be" | "been" | "being");
        let back = |k: usize| cue.start.checked_sub(k).filter(|&at| at >= piece.start);
        let passive = back(1).is_some_and(be)
            || back(1).is_some_and(|at| self.marks.covers(at, bits::ADVERB)) && back(2).is_some_and(be);
        let past = ["ed", "told", "said"].iter().any(|e| self.words.folded(cue.start).ends_with(e));
        if passive && past && self.marks.is(cue.start, Lang::En) {
            return None;
        }
        // "Three suspects", "several reports": nouns.
        let counted = |at: usize| {
            self.words.list[at].kind == TokenKind::Number
                || matches!(
                    self.words.folded(at),
                    "one"
                        | "two"
                        | "three"
                        | "four"
                        | "five"
                        | "six"
                        | "seven"
                        | "eight"
                        | "nine"
                        | "ten"
                        | "dozen"
                        | "several"
                        | "many"
                        | "these"
                        | "those"
                        | "his"
                        | "her"
                        | "their"
                        | "its"
                )
        };
        if cue.start > piece.start
            && self.words.folded(cue.start).ends_with('s')
            && self.marks.is(cue.start, Lang::En)
            && counted(cue.start - 1)
        {
            return None;
        }
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
            let who = if named.is_empty() {
                self.subject_after(cue.end..piece.end, pieces, n, false, &mut end)
            } else {
                named
            };
            let mut from = who.end.max(cue.end);
            let citing = self.citing_after(&mut from, pieces, range.end);
            end = from.max(end);
            if who.is_empty() && self.chorus.last.is_none() && self.chorus.present.is_none() {
                return None;
            }
            (who, citing)
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
            inside: false,
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
        // "…, dodała.": the verb alone, of the one who spoke last.
        let verb_only = cue.start == piece.start && !(cue.end..piece.end).any(|at| self.words.is_word(at));
        let alone = verb_only
            && n + 1 == pieces.len()
            && (self.chorus.last.is_some() || self.chorus.present.is_some())
            && !self.is_agentless_alone(&cue);
        // "The bridge would have collapsed, engineers believe.": subject and verb alone after a comma.
        let parenthetical = who_known
            && pieces[n].sign == ','
            && who.len() <= 4
            && !(cue.end..piece.end).any(|at| self.words.is_word(at));
        let allowed = content_before
            && n > 0
            && (alone || who_known && self.names_a_speaker(who.clone()) || beside_quotation || parenthetical)
            && (!weak
                || beside_quotation
                || parenthetical
                || self.marks.any(who.clone(), bits::ROLE | bits::ANONYMOUS));
        if !allowed {
            return None;
        }
        let opens = (end..(end + 3).min(range.end))
            .any(|at| self.marks.starts(at, bits::REL | bits::AND | bits::SUB | bits::SPEECH));
        Some(frame(range.start..subject_start, true, end.min(range.end)..range.end, !opens))
    }

    /// Where the content of a verb of speech begins, if it follows the verb.
    pub(super) fn content_after(
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
            // After a denial "якобы" only opens the clause.
            let opens = |at: usize| !self.marks.covers(at, bits::HEDGE) || force == Force::Deny;
            if self.marks.starts(at, bits::THAT) && at <= cue.end + 7 {
                return Some(at + usize::from(opens(at)));
            }
            if self.marks.covers(at, bits::VERB) && !self.marks.covers(at, bits::SPEECH) {
                verb = Some(at);
                break;
            }
        }
        let short = piece.end - cue.end <= 7;
        let cited = pieces[n + 1..].iter().take_while(|p| self.marks.starts(p.range.start, bits::CITING)).count();
        if let Some(next) = pieces.get(n + 1 + cited).filter(|_| short && verb.is_none()) {
            let complement = self.marks.starts(next.range.start, bits::THAT);
            let colon = next.sign == ':' || self.words.is(piece.end, ':');
            let quotation = next.sign == '“' && (next.range.start <= piece.end + 2 || cited > 0);
            if colon || quotation || complement {
                let opens = complement
                    && next.sign != '“'
                    && (!self.marks.covers(next.range.start, bits::HEDGE) || force == Force::Deny);
                return Some(next.range.start + usize::from(opens));
            }
        }
        if matches!(self.words.folded(cue.start), "put" | "puts") {
            return Some(cue.start + 1);
        }
        let about = (cue.end..(cue.end + 3).min(piece.end)).find(|&at| ABOUT.contains(&self.words.folded(at)));
        if let Some(about) = about {
            return Some(about + 1);
        }
        let named = |at: usize| self.words.list.get(at).is_some_and(|w| w.capital);
        let inverted = n > 0 && cue.start == piece.start && named(cue.end);
        if let Some(verb) = verb.filter(|_| !inverted && self.marks.is(cue.start, Lang::En)) {
            // "told the agency they heard": what is said begins after the one who is told.
            let told = matches!(self.words.folded(cue.start), "told" | "tells");
            let subject = |at: &usize| {
                matches!(self.words.folded(*at), "the" | "a" | "an" | "there") || self.marks.covers(*at, bits::PRONOUN)
            };
            return Some(if told { (cue.end + 1..verb).find(subject).unwrap_or(cue.end) } else { cue.end });
        }
        // "Police said a man, 34, had been arrested": the verb of what is said stands behind commas.
        let opens = |at: usize| {
            self.words.is_word(at)
                && !self.marks.starts(at, bits::PREP | bits::ADVERB | bits::AND | bits::CITING | bits::SUB)
                || self.words.list.get(at).is_some_and(|w| w.kind == TokenKind::Number)
        };
        let weak = matches!(force, Force::SayWeak | Force::ClaimWeak | Force::Deny);
        let english = self.marks.is(cue.start, Lang::En) && !weak && !inverted && cue.start > piece.start;
        if english && cue.end < piece.end && opens(cue.end) && self.marks.any(piece.end..range.end, bits::VERB) {
            return Some(cue.end);
        }
        let confirms = ["confirm", "підтвердж", "підтверд", "подтвер", "potwierdz", "report", "announc"];
        let nominal = force == Force::Deny || confirms.iter().any(|c| self.words.folded(cue.start).starts_with(c));
        // What is denied may be anything: "отрицает потерю корабля".
        let denied = force == Force::Deny && piece.end >= cue.end + 2;
        let eventful = denied || self.marks.any(cue.end..piece.end, bits::EVENT);
        (nominal && eventful && cue.start > range.start).then_some(cue.end)
    }
}
