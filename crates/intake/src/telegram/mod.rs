//! Telegram Desktop's `result.json`, one chat or a whole account, streamed message by message.
//!
//! Source of the format: telegramdesktop/tdesktop, `export_output_json.cpp`. The export has no user names and no view
//! counts, so no public address is made up for a message.

mod chat;
mod media;
mod message;
mod seen;

use model::import::Recognised;
use model::item::Kind;

use crate::encoding::{self, Utf8Stream};
use crate::importer::{Head, ImportError, Importer, Lines, ReadSeek, Sink, begin};
use crate::json::{Mender, Scanner, Shape, Sort, Stop, outline};
use chat::{Account, Chat};

/// Telegram Desktop exports.
pub(crate) struct Telegram;

/// A message of Telegram holds at most 4,096 characters, so the limit is met only by damage or malice.
const MESSAGES: Sort = Sort { noun: "message", remedy: "Export the chat again to get it", limit: 8 << 20 };

impl Importer for Telegram {
    fn name(&self) -> &'static str {
        "telegram-desktop"
    }

    fn version(&self) -> &'static str {
        "1"
    }

    fn recognises(&self, head: &Head) -> Option<Recognised> {
        let text = encoding::head_text(head.bytes)?;
        let outline = outline(&text).filter(|o| o.shape == Shape::Object)?;
        let messages = outline.raw("messages");
        let chat = outline.has("messages")
            && (outline.text("type").is_some_and(|t| is_chat_type(&t))
                || ["\"date_unixtime\"", "\"text_entities\"", "\"from_id\""].iter().any(|key| messages.contains(key)));
        let account = outline.raw("chats").contains("\"list\"")
            || outline.raw("left_chats").contains("\"list\"")
            || (outline.has("personal_information")
                && outline.text("about").is_some_and(|about| about.contains("Telegram")));
        let scope = match (chat, account) {
            (true, _) => "one chat",
            (_, true) => "whole account",
            _ => return None,
        };
        Some(Recognised {
            kind: Kind::Export,
            mime: "application/json".to_owned(),
            format: Some(format!("Telegram Desktop export ({scope})")),
        })
    }

    fn read(&self, input: &mut dyn ReadSeek, len: u64, out: &mut dyn Sink) -> Result<(), ImportError> {
        let head = begin(self, input, len, out)?;
        let (stream, base, converted) = Utf8Stream::open(input, &head)?;
        let mut reading = Reading { lines: Lines::new(out), mender: Mender::default(), account: Account::default() };
        if let Some(encoding) = converted {
            reading.lines.repaired(encoding::conversion(encoding))?;
        }
        let end = reading.root(&mut Scanner::new(stream, base));
        MESSAGES.finish(end, reading.account.messages, &reading.mender, reading.lines)
    }
}

/// The chat types that Telegram Desktop writes.
fn is_chat_type(text: &str) -> bool {
    ["_chat", "_group", "_supergroup", "_channel", "saved_messages", "replies", "verification_codes"]
        .iter()
        .any(|end| text.ends_with(end))
}

/// One import under way.
struct Reading<'s> {
    lines: Lines<'s>,
    mender: Mender,
    account: Account,
}

impl Reading<'_> {
    /// The outermost object: a chat, or an account with lists of chats.
    fn root<R: std::io::Read>(&mut self, scanner: &mut Scanner<R>) -> Result<(), Stop> {
        let mut chat = Chat::new(String::new());
        scanner.enter(b'{')?;
        let mut first = true;
        while let Some(key) = scanner.key(first)? {
            first = false;
            match key.as_str() {
                "chats" | "left_chats" => self.chats(scanner, &key)?,
                _ => self.chat_member(scanner, &mut chat, &key)?,
            }
        }
        Ok(())
    }

    /// `{"about": …, "list": [chat, …]}`.
    fn chats<R: std::io::Read>(&mut self, scanner: &mut Scanner<R>, name: &str) -> Result<(), Stop> {
        if scanner.peek()? != Some(b'{') {
            return Ok(scanner.skip()?);
        }
        scanner.enter(b'{')?;
        let mut first = true;
        while let Some(key) = scanner.key(first)? {
            first = false;
            if key != "list" || scanner.peek()? != Some(b'[') {
                scanner.skip()?;
                continue;
            }
            scanner.enter(b'[')?;
            let mut index = 0_u64;
            while !scanner.take(b']')? {
                if index > 0 {
                    scanner.expect(b',')?;
                }
                if scanner.peek()? == Some(b'{') {
                    self.chat(scanner, format!("{name}.list[{index}]."))?;
                } else {
                    scanner.skip()?;
                }
                index += 1;
            }
        }
        Ok(())
    }

    fn chat<R: std::io::Read>(&mut self, scanner: &mut Scanner<R>, prefix: String) -> Result<(), Stop> {
        let mut chat = Chat::new(prefix);
        scanner.enter(b'{')?;
        let mut first = true;
        while let Some(key) = scanner.key(first)? {
            first = false;
            self.chat_member(scanner, &mut chat, &key)?;
        }
        Ok(())
    }

    /// One member of a chat: its name, type, id, or all its messages.
    fn chat_member<R: std::io::Read>(
        &mut self,
        scanner: &mut Scanner<R>,
        chat: &mut Chat,
        key: &str,
    ) -> Result<(), Stop> {
        match key {
            "name" | "type" | "id" => {
                let (mut raw, mut scratch) = (Vec::new(), String::new());
                let at = scanner.offset();
                scanner.value(Some(&mut raw), 64 * 1024)?;
                if let Ok(value) = self.mender.parse(&raw, at, &mut scratch) {
                    chat.set(key, &value);
                }
                Ok(())
            }
            "messages" if scanner.peek()? == Some(b'[') => self.messages(scanner, chat),
            _ => Ok(scanner.skip()?),
        }
    }

    fn messages<R: std::io::Read>(&mut self, scanner: &mut Scanner<R>, chat: &mut Chat) -> Result<(), Stop> {
        let prefix = chat.prefix.clone();
        let (account, lines) = (&mut self.account, &mut self.lines);
        let place = |index| format!("{prefix}messages[{index}]");
        MESSAGES.list(scanner, &mut self.mender, lines, &place, &mut |node, place, lines| {
            message::read(node, chat, account, place, lines)
        })
    }
}
