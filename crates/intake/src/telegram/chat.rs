//! The chat that messages stand in, and the speakers met so far.

use model::post::{Platform, Source, SourceRole};

use super::seen::SeenIds;
use crate::blank;
use crate::json::Node;
use crate::speakers::Speakers;

/// A chat of an export, as far as its head has been read.
pub(super) struct Chat {
    /// What stands before `messages[…]` in a locator.
    pub(super) prefix: String,
    /// Display name.
    pub(super) name: Option<String>,
    /// `public_channel`, `personal_chat`, …
    pub(super) kind: String,
    /// The platform's number, as text.
    pub(super) id: Option<String>,
    /// The message ids met.
    pub(super) seen: SeenIds,
}

impl Chat {
    pub(super) fn new(prefix: String) -> Self {
        Self { prefix, name: None, kind: String::new(), id: None, seen: SeenIds::default() }
    }

    /// Takes one of the members `name`, `type`, `id`.
    pub(super) fn set(&mut self, key: &str, value: &Node) {
        match key {
            "name" => self.name = value.words().map(str::to_owned),
            "type" => self.kind = value.text().unwrap_or_default().to_owned(),
            _ => self.id = value.id(),
        }
    }

    /// The chat as a speaker: a channel's messages are its own. The key is written as `from_id` writes it.
    pub(super) fn as_source(&self, platform: &Platform) -> Source {
        let channel = self.kind.ends_with("_channel");
        let prefix = match self.kind.as_str() {
            kind if kind.ends_with("_channel") || kind.ends_with("_supergroup") => "channel",
            "private_group" => "chat",
            kind if kind.ends_with("_chat") || kind == "saved_messages" => "user",
            _ => "",
        };
        let mut source = blank::source(platform, if channel { SourceRole::Channel } else { SourceRole::Unknown });
        source.native_id = self.id.as_ref().map(|id| format!("{prefix}{id}"));
        source.name.clone_from(&self.name);
        source
    }

    /// A message id as Exhibit keeps it. A channel numbers its own posts; elsewhere many speakers share the chat's
    /// numbers, and one speaker is in many chats, so the chat is named too.
    pub(super) fn native_id(&self, message: &str, own: bool) -> String {
        match (&self.id, own) {
            (Some(chat), false) => format!("{chat}/{message}"),
            _ => message.to_owned(),
        }
    }
}

/// What is known across the whole export.
pub(super) struct Account {
    /// `telegram`.
    pub(super) platform: Platform,
    /// How many messages became posts.
    pub(super) messages: u64,
    /// Who was met.
    pub(super) speakers: Speakers,
}

impl Default for Account {
    fn default() -> Self {
        Self { platform: Platform::named("telegram"), messages: 0, speakers: Speakers::default() }
    }
}
