//! Walks a text: posts it quotes, sentences, quotations inside them; and gathers the claims.
//!
//! Who speaks in a sentence is found in `frames`, what is asserted in `clauses`.

use std::ops::Range;

use model::Span;

use crate::cues::{Marks, Sense, bits};
use crate::events::{self, EventKind};
use crate::hedges::{HedgeClass, HedgeMention};
use crate::speakers::{Chorus, Role, Standing};
use crate::tokens::TokenKind;
use crate::words::Words;

use super::{Account, Claim, Mentions, Polarity, PostSpan, Slots};

/// Under which voice a stretch of words stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Voice {
    /// Who speaks; nothing for the document.
    pub speaker: Option<usize>,
    /// The words by which this sentence names the speaker; nothing for a pronoun.
    pub said_as: Option<String>,
    /// Those who passed it on, nearest to the document first.
    pub via: Vec<String>,
    /// In the speaker's own words.
    pub quoted: bool,
    /// Hedges that cover everything said.
    pub hedges: Vec<(Range<usize>, HedgeClass)>,
    /// The speaker denies it.
    pub denied: bool,
    /// The recording that is said to show it.
    pub basis: Option<Range<usize>>,
}

/// A post of the caller, in tokens.
struct Post<'r> {
    words: Range<usize>,
    whole: Range<usize>,
    source: &'r PostSpan,
}

/// A text being read.
pub(super) struct Reader<'r, 't> {
    pub words: &'r Words<'t>,
    pub marks: &'r Marks,
    /// Quotations: opening and closing mark.
    pub quotes: Vec<(usize, usize)>,
    /// For every token the number of its quotation plus one; 0 outside, and in quotation marks that hold a name.
    quote_of: Vec<u32>,
    posts: Vec<Post<'r>>,
    pub mentions: Mentions<'r>,
    pub chorus: Chorus,
    claims: Vec<Claim>,
    /// The sentence of every claim.
    homes: Vec<Span>,
    /// The sentence being read.
    pub sentence: Range<usize>,
    /// Its question mark.
    question: Option<usize>,
    /// The first claim of the sentence before, where that stands on the same line.
    before: usize,
    /// The voice of the last quotation in this paragraph.
    last_quoted: Option<Voice>,
}

impl<'r, 't> Reader<'r, 't> {
    pub fn new(words: &'r Words<'t>, marks: &'r Marks, posts: &'r [PostSpan], mentions: Mentions<'r>) -> Self {
        let mut quotes = Vec::new();
        let mut quote_of = vec![0; words.len()];
        for (open, close) in words.quotations() {
            if is_quotation(words, marks, open, close) {
                quotes.push((open, close));
                quote_of[open..=close].fill(quotes.len() as u32);
            }
        }
        let mut posts: Vec<Post<'r>> = posts
            .iter()
            .map(|source| {
                let whole = words.inside(source.whole);
                let inner = words.inside(source.span);
                Post { words: inner.start.max(whole.start)..inner.end.min(whole.end), whole, source }
            })
            .filter(|p| !p.words.is_empty())
            .collect();
        posts.sort_by_key(|p| p.whole.start);
        posts.dedup_by(|b, a| b.whole.start < a.whole.end);
        Self {
            words,
            marks,
            quotes,
            quote_of,
            posts,
            mentions,
            chorus: Chorus::default(),
            claims: Vec::new(),
            homes: Vec::new(),
            sentence: 0..0,
            question: None,
            before: 0,
            last_quoted: None,
        }
    }

    /// Reads it all.
    pub fn read(mut self) -> Account {
        let mut at = 0;
        let mut next_post = 0;
        while at < self.words.len() {
            let post_start = self.posts.get(next_post).map_or(self.words.len(), |p| p.whole.start);
            if at >= post_start {
                at = self.read_post(next_post).max(at + 1);
                next_post += 1;
                continue;
            }
            let end = self.sentence_end(at, post_start);
            if self.words.list[at].new_line {
                self.last_quoted = None;
                self.before = self.claims.len();
            }
            let first = self.claims.len();
            if !self.attribute_back(at..end) {
                let voice = self.report_goes_on(at..end).unwrap_or_default();
                self.read_sentence(at..end, voice);
            }
            self.before = first;
            at = end;
        }
        self.finish()
    }

    /// `Про це повідомив мер.`: the sentence before is what the mayor said.
    fn attribute_back(&mut self, range: Range<usize>) -> bool {
        self.sentence = range.clone();
        let pieces = self.pieces(range.clone());
        let Some(frame) = pieces.first().and_then(|first| self.back_frame(first.range.clone(), &pieces)) else {
            return false;
        };
        let voice = self.voice_of(&frame, &Voice::default());
        // "Про це повідомив мер: …" speaks of what follows.
        let colon = (frame.after.start.saturating_sub(1)..frame.after.start + 1).any(|at| self.words.is(at, ':'));
        if colon && frame.after.len() > 2 {
            self.read_range(frame.after, voice, 1);
            return true;
        }
        let standing = voice.speaker.map_or(Standing::Unknown, |id| self.chorus.speakers[id].role.standing());
        for claim in &mut self.claims[self.before..] {
            if claim.speaker_id.is_none() {
                claim.speaker_id = voice.speaker;
                claim.speaker.clone_from(&voice.said_as);
                claim.via.clone_from(&voice.via);
                claim.standing = standing;
            }
        }
        if frame.after.len() > 1 {
            self.read_range(frame.after, voice, 1);
        }
        true
    }

    /// "…, according to the mayor. No one was hurt.": who reports what happened also reports that nobody came to harm.
    /// No other sentence goes on in the voice of the one before.
    fn report_goes_on(&self, range: Range<usize>) -> Option<Voice> {
        let plain = range.len() <= 8
            && self.marks.any(range.clone(), bits::NEG)
            && self
                .marks
                .hits(range.clone())
                .any(|h| matches!(h.sense, Sense::Event(EventKind::Death | EventKind::Injury | EventKind::Casualties)))
            && !self.marks.any(range.clone(), bits::ACCORDING | bits::PRONOUN);
        let last = self.claims.get(self.before..)?.last().filter(|c| plain && !c.quoted)?;
        let official = self.chorus.speakers.get(last.speaker_id?)?.role == Role::Official;
        official.then(|| Voice { speaker: last.speaker_id, said_as: last.speaker.clone(), ..Voice::default() })
    }

    fn read_post(&mut self, post: usize) -> usize {
        let Post { words: inner, whole, source } = &self.posts[post];
        let (inner, end) = (inner.clone(), whole.end);
        let id = self.chorus.account(&source.account, source.name.as_deref());
        let voice = Voice { speaker: Some(id), quoted: true, ..Voice::default() };
        let before = self.chorus.last;
        let mut at = inner.start;
        while at < inner.end {
            let sentence_end = self.sentence_end(at, inner.end);
            self.read_sentence(at..sentence_end, voice.clone());
            at = sentence_end;
        }
        // Who spoke inside a post is not "he" in the article around it.
        self.chorus.last = before;
        self.last_quoted = None;
        end
    }

    /// The account whose post begins on the line after the sentence.
    pub fn post_after(&self, at: usize) -> Option<(&'r str, Option<&'r str>)> {
        let next_line = self.words.list.iter().enumerate().skip(at).find(|(_, w)| w.new_line && w.new_sentence)?.0;
        let post = self.posts.iter().find(|p| p.whole.start == next_line)?;
        Some((&post.source.account, post.source.name.as_deref()))
    }

    /// The account named last before a token.
    pub fn handle_before(&self, at: usize) -> Option<String> {
        let from = at.saturating_sub(400);
        let handle = (from..at).rev().find(|&i| self.words.list[i].kind == TokenKind::Handle)?;
        Some(self.words.written(handle..handle + 1).to_owned())
    }

    fn sentence_end(&self, from: usize, limit: usize) -> usize {
        let mut at = from + 1;
        while at < limit {
            let word = &self.words.list[at];
            let inside = self.quote_of[at] != 0 && self.quote_of[at] == self.quote_of[at - 1];
            let line = word.new_line && word.new_sentence;
            if line || word.new_sentence && !inside && !self.speech_belongs_to_quotation(from, at) {
                break;
            }
            at += 1;
        }
        at.min(limit)
    }

    /// `“How?” Smith asked.`: the stop inside the quotation does not end the sentence.
    fn speech_belongs_to_quotation(&self, from: usize, at: usize) -> bool {
        let sole = self.quote_of[from] != 0 && self.quote_of[from] == self.quote_of[at - 1];
        sole && self.quote_of[at] == 0 && self.marks.any(at..(at + 6).min(self.words.len()), bits::SPEECH)
    }

    fn read_sentence(&mut self, range: Range<usize>, voice: Voice) {
        let outer = (self.sentence.clone(), self.question);
        self.sentence = range.clone();
        self.question =
            (range.start..range.end).rev().take(3).find(|&at| self.words.is(at, '?') && self.quote_at(at).is_none());
        // After a semicolon somebody else speaks where the words say who, unless a colon has opened a list.
        let mut from = range.start;
        let colon = range.clone().find(|&at| self.words.is(at, ':')).unwrap_or(range.end);
        for at in range.start..colon {
            let speaks = bits::SPEECH | bits::ACCORDING;
            let parts = self.words.is(at, ';') && self.quote_at(at).is_none() && at > from;
            if parts && self.marks.any(at + 1..range.end, speaks) {
                self.read_range(from..at, voice.clone(), 0);
                from = at + 1;
            }
        }
        if from < range.end {
            self.read_range(from..range.end, voice, 0);
        }
        self.remember_whom(&range);
        (self.sentence, self.question) = outer;
    }

    /// Keeps in mind the office-holder whom a sentence is about, for "he" in the next one.
    fn remember_whom(&mut self, range: &Range<usize>) {
        if self.chorus.last.is_some_and(|(_, at)| at >= range.start) || self.quote_of[range.start] != 0 {
            return;
        }
        let (who, end) = self.noun_phrase(range.start, (range.start + 10).min(range.end));
        let office = self.marks.any(who.clone(), bits::OFFICE) && !self.marks.starts(who.start, bits::PREP);
        if !office || who.is_empty() {
            return;
        }
        // "The governor, Anton Reyes, arrived".
        let mut name = end + 1;
        while name < range.end && self.words.is_word(name) && self.words.list[name].capital {
            name += 1;
        }
        let apposed = self.words.is(end, ',') && name > end + 2 && self.words.is(name, ',');
        self.chorus.present = Some(who.start..if apposed { name } else { who.end });
    }

    /// Which quotation a token stands in, its marks included.
    pub fn quote_at(&self, at: usize) -> Option<usize> {
        self.quote_of.get(at).and_then(|&q| (q as usize).checked_sub(1))
    }

    /// Reads the sentences inside a quotation.
    pub fn read_quotation(&mut self, quotation: usize, voice: &Voice) {
        let (open, close) = self.quotes[quotation];
        let mut voice = voice.clone();
        if voice.speaker.is_none()
            && let Some(last) = &self.last_quoted
        {
            voice = last.clone();
        }
        voice.quoted = true;
        self.last_quoted = Some(voice.clone());
        let inside = std::mem::take(&mut self.quote_of[open..=close].to_vec());
        self.quote_of[open..=close].fill(0);
        let mut at = open + 1;
        while at < close {
            let end = self.sentence_end(at, close);
            let before = self.claims.len();
            self.read_sentence(at..end, voice.clone());
            let tagged = self.claims[before..].iter().rev().find(|c| c.quoted && c.speaker_id.is_some());
            if let Some(claim) = tagged.filter(|_| voice.speaker.is_none()) {
                voice.speaker = claim.speaker_id;
                voice.said_as.clone_from(&claim.speaker);
                self.last_quoted = Some(voice.clone());
            }
            at = end;
        }
        self.quote_of[open..=close].copy_from_slice(&inside);
    }

    /// Keeps one claim. `range` holds its words, `hedges` its own hedges, the strongest first.
    pub fn assert(
        &mut self,
        range: Range<usize>,
        voice: &Voice,
        own: Vec<(Range<usize>, HedgeClass)>,
        denied: bool,
        who: Option<Range<usize>>,
    ) {
        let mut hedges: Vec<_> = own.into_iter().chain(voice.hedges.iter().cloned()).collect();
        if let Some(mark) = self.question.filter(|_| hedges.is_empty()) {
            hedges.push((mark..mark + 1, HedgeClass::Epistemic));
        }
        let hedges: Vec<_> = hedges
            .into_iter()
            .map(|(at, class)| HedgeMention {
                span: self.words.span(at.clone()),
                text: self.words.written(at).to_owned(),
                class,
            })
            .collect();
        let role = voice.speaker.map_or(Role::Unknown, |id| self.chorus.speakers[id].role);
        let own_eyes = self.marks.any(range.clone(), bits::PERCEIVE) && (voice.quoted || voice.speaker.is_none());
        let standing = if own_eyes { Standing::Observer } else { role.standing() };
        let span = self.words.span(range.clone());
        self.homes.push(self.words.span(self.sentence.clone()));
        self.claims.push(Claim {
            span,
            text: self.words.written(range.clone()).to_owned(),
            speaker: voice.said_as.clone(),
            speaker_id: voice.speaker,
            via: voice.via.clone(),
            hedged: !hedges.is_empty(),
            hedge: hedges.first().map(|h| h.text.clone()),
            hedges,
            quoted: voice.quoted,
            polarity: if denied != voice.denied { Polarity::Denied } else { Polarity::Affirmed },
            standing,
            basis: voice.basis.clone().map(|b| self.words.written(b).to_owned()),
            slots: Slots {
                who: who.map(|w| self.words.span(w)),
                what: events::in_range(self.words, self.marks, range),
                places: within(self.mentions.places, span),
                times: within(self.mentions.times, span),
                figures: within(self.mentions.figures, span),
            },
        });
    }

    fn finish(mut self) -> Account {
        let mut order: Vec<usize> = (0..self.claims.len()).collect();
        order.sort_by_key(|&i| (self.claims[i].span, i));
        let spans: Vec<Span> = order.iter().map(|&i| self.claims[i].span).collect();
        let lone = |mentions: &[Span], home: Span| -> Vec<Span> {
            let free = |m: &Span| {
                let before = spans.partition_point(|s| s.start <= m.start);
                !spans[before.saturating_sub(3)..before].iter().any(|s| s.start <= m.start && m.end <= s.end)
            };
            within(mentions, home).into_iter().filter(free).collect()
        };
        for (claim, home) in self.claims.iter_mut().zip(&self.homes) {
            if claim.slots.places.is_empty() {
                claim.slots.places = lone(self.mentions.places, *home);
            }
            if claim.slots.times.is_empty() {
                claim.slots.times = lone(self.mentions.times, *home);
            }
            if let (None, Some(id)) = (&claim.speaker, claim.speaker_id) {
                claim.speaker = Some(self.chorus.speakers[id].label.clone());
            }
        }
        let mut claims: Vec<Option<Claim>> = self.claims.into_iter().map(Some).collect();
        let claims = order.into_iter().filter_map(|i| claims[i].take()).collect();
        Account { claims, speakers: self.chorus.speakers }
    }
}

/// The mentions (sorted by place) inside a span, at most 32.
pub(super) fn within(mentions: &[Span], span: Span) -> Vec<Span> {
    let from = mentions.partition_point(|m| m.start < span.start);
    mentions[from..].iter().take_while(|m| m.start < span.end).filter(|m| m.end <= span.end).take(32).copied().collect()
}

/// Whether quotation marks hold speech and not a name or a word at arm's length.
fn is_quotation(words: &Words<'_>, marks: &Marks, open: usize, close: usize) -> bool {
    let inside = open + 1..close;
    let count = inside.clone().filter(|&at| words.is_word(at)).take(7).count();
    let after_colon = open > 0 && words.is(open - 1, ':');
    // «Жертв нет», — заявил мэр: a few words that begin a sentence, with who says them right after.
    let opens = words.list[open].new_sentence || words.list[open].new_line;
    let comma = words.is(close + 1, ',') || words.is(close.saturating_sub(1), ',');
    let dash = (close + 1..close + 3).any(|at| ['—', '–', '-'].iter().any(|&d| words.is(at, d)));
    let told = (comma || dash) && marks.any(close + 1..(close + 6).min(words.len()), bits::SPEECH);
    after_colon && count > 0
        || opens && told && count > 0
        || count >= 3 && marks.any(inside, bits::VERB | bits::NEG)
        || count >= 6
}
