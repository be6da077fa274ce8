//! Running text: posts, titles, remarks, file names. What must not be shown is replaced by words in square brackets, and
//! the caller learns how often, so that a reader can be told.

use std::ops::Range;
use std::sync::LazyLock;

use case::view::Mark;
use regex::Regex;

use super::address::{Address, Carries};
use super::place::coarse_text;
use super::{Marked, Redactor, Shown};

/// Web addresses, with a scheme or of a host that is known to name accounts.
pub(super) static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r#"(?i)\b(?:(?:https?|ftp|file)://|(?:www\.|m\.|mobile\.)?(?:t\.me|telegram\.me|x\.com|twitter\.com|instagram\.com|facebook\.com|fb\.com|vk\.com|ok\.ru|tiktok\.com|youtube\.com|youtu\.be|threads\.net|bsky\.app)/)[^\s<>"'«»“”„]+"#,
    )
});
pub(super) static EMAIL: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r"(?i)\b[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}"));
pub(super) static MENTION: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r"@[\p{L}\p{N}_][\p{L}\p{N}_.]*[\p{L}\p{N}_]|@[\p{L}\p{N}_]"));
/// A latitude and a longitude in decimal degrees with three decimals or more: a house, not a town.
static COORDINATES: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r"([-−+]?\d{1,2}\.\d{3,})°?(\s*[NSns]?\s*[,;/ ]\s*)([-−+]?\d{1,3}\.\d{3,})°?"));
/// Degrees, minutes and, often, seconds.
static SEXAGESIMAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(r#"\d{1,3}\s?°\s?\d{1,2}(?:\.\d+)?\s?['′’](?:\s?\d{1,2}(?:\.\d+)?\s?(?:["″”]|''))?\s?[NSEWnsew]?"#)
});
/// Numbers that platforms give to posts and accounts (snowflakes): who looks one up finds the account.
pub(super) static PLATFORM_ID: LazyLock<Option<Regex>> = LazyLock::new(|| regex(r"\b\d{15,20}\b"));

fn regex(pattern: &str) -> Option<Regex> {
    let built = Regex::new(pattern);
    debug_assert!(built.is_ok(), "{built:?}");
    built.ok()
}

/// What kind of thing is replaced; decides which count it goes to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Name,
    /// Counted where the address was looked at.
    Address,
    Email,
    Coordinates,
    PlatformId,
    Surroundings,
    /// Counted by decision, not by place.
    Decided,
}

struct Change {
    range: Range<usize>,
    instead: String,
    what: What,
}

impl Redactor {
    /// What the material says.
    pub fn text(&self, text: &str) -> Shown {
        let changes = self.changes(text, false);
        self.apply(text, changes)
    }

    /// What the material says, with what was read in it: marks in what was replaced, or inside another mark, are left out.
    pub fn marked(&self, text: &str, marks: &[Mark]) -> (Shown, Vec<Marked>) {
        let mut moved = Vec::new();
        let changes = self.changes(text, false);
        let shown = self.apply_and_note(text, changes, &mut moved);
        let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut out: Vec<Marked> = Vec::new();
        for mark in marks {
            let (Some(&from), Some(&to)) = (offsets.get(mark.span.start), offsets.get(mark.span.end)) else { continue };
            let hidden = moved.iter().any(|(was, _)| was.start < to && from < was.end);
            let shift: isize = moved.iter().filter(|(was, _)| was.end <= from).map(|(_, by)| by).sum();
            let range = from.saturating_add_signed(shift)..to.saturating_add_signed(shift);
            if !hidden && !range.is_empty() && out.last().is_none_or(|last| last.range.end <= range.start) {
                out.push(Marked { range, kind: mark.kind, meaning: mark.meaning.clone() });
            }
        }
        (shown, out)
    }

    /// Words that the dossier shows elsewhere too: replaced alike, and not counted a second time.
    pub fn again(&self, text: &str) -> String {
        let before = *self.counts.borrow();
        let shown = self.text(text).text;
        *self.counts.borrow_mut() = before;
        shown
    }

    /// What Exhibit or a collector wrote about the material: paths, problems, tags, the title.
    pub fn note(&self, text: &str) -> String {
        let changes = self.changes(text, true);
        self.apply(text, changes).text
    }

    /// Whether a name of a private account stands in a text.
    pub(super) fn names_somebody(&self, text: &str) -> bool {
        !self.policy.show_accounts && !self.names.find(text).is_empty()
    }

    /// Whether a point on a map stands in a text.
    pub(super) fn names_a_point(text: &str) -> bool {
        [&COORDINATES, &SEXAGESIMAL].into_iter().any(|r| r.as_ref().is_some_and(|r| r.is_match(text)))
    }

    /// Whether a platform's number stands in a text.
    pub(super) fn holds_a_platform_id(text: &str) -> bool {
        PLATFORM_ID.as_ref().is_some_and(|r| r.is_match(text))
    }

    fn changes(&self, text: &str, written_here: bool) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut all = |regex: &Option<Regex>, what: What, instead: &dyn Fn(&str, usize) -> Option<String>| {
            for hit in regex.iter().flat_map(|r| r.find_iter(text)) {
                let mut range = hit.range();
                if what == What::Address {
                    range.end -= hit.as_str().len() - trimmed(hit.as_str()).len();
                }
                if let Some(instead) = instead(&text[range.clone()], range.start) {
                    changes.push(Change { range, instead, what });
                }
            }
        };
        all(&ADDRESS, What::Address, &|url, _| match self.address(url, Carries::Unknown) {
            Address::Shown(shown) => Some(shown),
            Address::Withheld(why) => Some(format!("[address withheld: {why}]")),
        });
        all(&EMAIL, What::Email, &|_, _| Some("[e-mail address withheld]".to_owned()));
        if let Some(regex) = COORDINATES.as_ref() {
            for hit in regex.captures_iter(text) {
                let (Some(whole), Some(lat), Some(lon)) = (hit.get(0), hit.get(1), hit.get(3)) else { continue };
                let instead = format!("[about {}, {}]", coarse_text(lat.as_str()), coarse_text(lon.as_str()));
                changes.push(Change { range: whole.range(), instead, what: What::Coordinates });
            }
        }
        let mut all = |regex: &Option<Regex>, what: What, instead: &dyn Fn(&str, usize) -> Option<String>| {
            for hit in regex.iter().flat_map(|r| r.find_iter(text)) {
                changes.extend(instead(hit.as_str(), hit.start()).map(|instead| Change {
                    range: hit.range(),
                    instead,
                    what,
                }));
            }
        };
        all(&SEXAGESIMAL, What::Coordinates, &|_, _| Some("[coordinate withheld]".to_owned()));
        if !self.policy.show_accounts {
            all(&MENTION, What::Name, &|handle, at| {
                let inside_a_word = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
                if inside_a_word || self.accounts.borrow().is_public_name(handle) {
                    return None;
                }
                Some(format!("[{}]", self.accounts.borrow_mut().named(handle)))
            });
            all(&PLATFORM_ID, What::PlatformId, &|_, _| Some("[number withheld]".to_owned()));
            for found in self.names.find(text) {
                changes.push(Change {
                    range: found.from..found.to,
                    instead: found.instead.to_owned(),
                    what: What::Name,
                });
            }
        }
        for found in self.decided.words.find(text) {
            let range = found.from..found.to;
            changes.push(Change { range, instead: found.instead.to_owned(), what: What::Decided });
        }
        let around = if written_here { &self.surroundings } else { &self.telling };
        for found in around.find(text) {
            let range = found.from..found.to;
            changes.push(Change { range, instead: found.instead.to_owned(), what: What::Surroundings });
        }
        changes
    }

    /// What a decision withholds goes before everything else; then the earliest change wins, of two that begin together the
    /// one that takes in more.
    fn apply(&self, text: &str, changes: Vec<Change>) -> Shown {
        self.apply_and_note(text, changes, &mut Vec::new())
    }

    /// The same; notes each stretch of the text that was replaced and by how many bytes what follows moved.
    fn apply_and_note(&self, text: &str, mut changes: Vec<Change>, moved: &mut Vec<(Range<usize>, isize)>) -> Shown {
        let decided: Vec<Range<usize>> =
            changes.iter().filter(|c| c.what == What::Decided).map(|c| c.range.clone()).collect();
        let inside = |r: &Range<usize>| decided.iter().any(|d| r.start < d.end && d.start < r.end);
        changes.retain(|c| c.what == What::Decided || !inside(&c.range));
        changes.sort_by(|a, b| (a.range.start, b.range.end).cmp(&(b.range.start, a.range.end)));
        let mut counts = self.counts.borrow_mut();
        let (mut out, mut at, mut replaced) = (String::with_capacity(text.len()), 0, 0);
        for change in changes {
            if change.range.start < at || text[change.range.clone()] == change.instead {
                continue;
            }
            out.push_str(&text[at..change.range.start]);
            out.push_str(&change.instead);
            at = change.range.end;
            replaced += 1;
            moved.push((change.range.clone(), change.instead.len() as isize - change.range.len() as isize));
            match change.what {
                What::Name => counts.names_in_texts += 1,
                What::Email => counts.emails += 1,
                What::Coordinates => counts.coordinates += 1,
                What::PlatformId => counts.platform_ids += 1,
                What::Address | What::Surroundings | What::Decided => {}
            }
        }
        out.push_str(&text[at..]);
        Shown { text: out, replaced }
    }
}

/// An address without the punctuation of the sentence around it.
pub(super) fn trimmed(address: &str) -> &str {
    let mut address = address;
    loop {
        let shorter = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '…']);
        let shorter = match shorter.strip_suffix(')') {
            Some(inside) if !inside.contains('(') => inside,
            _ => shorter.strip_suffix(']').unwrap_or(shorter),
        };
        if shorter.len() == address.len() {
            return address;
        }
        address = shorter;
    }
}
