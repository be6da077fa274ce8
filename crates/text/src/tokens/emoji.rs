//! Emoji: which characters start one, and how far one goes (modifiers, joined families, flags, keycaps).
//!
//! The ranges are the blocks that hold emoji, not Unicode's exact property: a pictograph that is no emoji counts as one.

/// Whether an emoji may start with this character. Digits of keycaps are left to numbers.
pub(super) fn starts(ch: char) -> bool {
    matches!(
        ch,
        '\u{203C}' | '\u{2049}' | '\u{2139}' | '\u{231A}'..='\u{231B}' | '\u{23E9}'..='\u{23FA}' | '\u{25AA}'..='\u{25AB}'
            | '\u{25B6}' | '\u{25C0}' | '\u{25FB}'..='\u{25FE}' | '\u{2600}'..='\u{27BF}' | '\u{2934}'..='\u{2935}'
            | '\u{2B05}'..='\u{2B07}' | '\u{2B1B}'..='\u{2B1C}' | '\u{2B50}' | '\u{2B55}' | '\u{3030}' | '\u{303D}'
            | '\u{1F000}'..='\u{1FAFF}'
    )
}

fn regional(ch: char) -> bool {
    ('\u{1F1E6}'..='\u{1F1FF}').contains(&ch)
}

/// Length in bytes of the emoji at the start of `rest`, whose first character starts one.
pub(super) fn len(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    let Some((_, first)) = chars.next() else { return 0 };
    let mut end = first.len_utf8();
    if regional(first) {
        return match chars.next() {
            Some((at, second)) if regional(second) => at + second.len_utf8(),
            _ => end,
        };
    }
    while let Some((at, ch)) = chars.next() {
        let extends =
            matches!(ch, '\u{FE0E}' | '\u{FE0F}' | '\u{20E3}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}');
        if extends {
            end = at + ch.len_utf8();
        } else if ch == '\u{200D}' {
            match chars.next() {
                Some((next_at, next)) if starts(next) => end = next_at + next.len_utf8(),
                _ => break,
            }
        } else {
            break;
        }
    }
    end
}
