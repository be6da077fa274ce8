//! The class of a character for cutting text into tokens.

use super::emoji;

/// What a character can be part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A letter of any script.
    Letter,
    /// A digit or other number character.
    Digit,
    /// A combining mark.
    Mark,
    /// An apostrophe or hyphen, which may join letters.
    Joiner,
    /// The start of an emoji.
    Emoji,
    /// White space and line ends.
    Space,
    /// A character without a picture.
    Hidden,
    /// Anything else.
    Sign,
}

impl Class {
    /// The class of one character.
    pub(super) fn of(ch: char) -> Self {
        match ch {
            'a'..='z' | 'A'..='Z' | '\u{400}'..='\u{481}' | '\u{C0}'..='\u{D6}' => Self::Letter,
            '0'..='9' => Self::Digit,
            ' ' | '\t'..='\r' | '\u{85}' | '\u{A0}' => Self::Space,
            '\'' | '`' | '-' | '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2BC}' | '\u{2010}' | '\u{2011}' => {
                Self::Joiner
            }
            '\0'..='\u{7F}' => match ch {
                '\0'..='\u{1F}' | '\u{7F}' => Self::Hidden,
                _ => Self::Sign,
            },
            '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{20D0}'..='\u{20F0}' | '\u{FE20}'..='\u{FE2F}' => {
                Self::Mark
            }
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => Self::Hidden,
            '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}' => Self::Hidden,
            _ if emoji::starts(ch) => Self::Emoji,
            _ if ch.is_alphabetic() => Self::Letter,
            _ if ch.is_numeric() => Self::Digit,
            _ if ch.is_whitespace() => Self::Space,
            _ => Self::Sign,
        }
    }
}
