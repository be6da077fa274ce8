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
use crate::json::{Flaw, Mender, Scanner, Shape, outline};
use chat::{Account, Chat};

/// Telegram Desktop exports.
pub(crate) struct Telegram;

/// The longest single message that is read; a message of Telegram holds at most 4,096 characters.
const MESSAGE_LIMIT: usize = 8 << 20;

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
        let mut scanner = Scanner::new(stream, base);
        let end = reading.root(&mut scanner);
        for repaired in reading.mender.told() {
            reading.lines.repaired(repaired)?;
        }
        match end {
            Ok(()) => {}
            Err(Stop::Import(error)) => return Err(error),
            Err(Stop::Flaw(flaw)) => reading.tell(&flaw)?,
        }
        reading.lines.finish()
    }
}

/// The chat types that Telegram Desktop writes.
fn is_chat_type(text: &str) -> bool {
    ["_chat", "_group", "_supergroup", "_channel", "saved_messages", "replies", "verification_codes"]
        .iter()
        .any(|end| text.ends_with(end))
}

/// Why the walk through the file stopped.
enum Stop {
    /// The file is damaged from here on.
    Flaw(Flaw),
    /// The stream or the consumer failed.
    Import(ImportError),
}

impl From<Flaw> for Stop {
    fn from(flaw: Flaw) -> Self {
        match flaw {
            Flaw::Io(error) => Self::Import(error.into()),
            other => Self::Flaw(other),
        }
    }
}

impl<E: Into<ImportError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Import(error.into())
    }
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
        scanner.enter(b'[')?;
        let mut raw = Vec::new();
        let mut scratch = String::new();
        for index in 0_u64.. {
            if scanner.take(b']')? {
                break;
            }
            if index > 0 && !self.next_message(scanner, chat, index)? {
                break;
            }
            if scanner.take(b']')? {
                break;
            }
            scanner.peek()?;
            let at = scanner.offset();
            let locator = format!("{}messages[{index}]", chat.prefix);
            match scanner.value(Some(&mut raw), MESSAGE_LIMIT)? {
                crate::json::Taken::Whole => {}
                crate::json::Taken::TooLong => {
                    let what = format!(
                        "a message at byte {at} is longer than {} MB and was left out; look at the file by hand",
                        MESSAGE_LIMIT >> 20
                    );
                    self.lines.problem(what, Some(locator))?;
                    continue;
                }
            }
            match self.mender.parse(&raw, at, &mut scratch) {
                Ok(node) => message::read(&node, chat, &mut self.account, locator, &mut self.lines)?,
                Err(unreadable) => {
                    let what = format!(
                        "a message at byte {at} could not be read ({}); the others are kept. Export the chat again to get it",
                        unreadable.why
                    );
                    self.lines.problem(what, Some(locator))?;
                }
            }
        }
        Ok(())
    }

    /// Takes the comma before a message; after damage, finds the next message. False where the list has ended.
    fn next_message<R: std::io::Read>(
        &mut self,
        scanner: &mut Scanner<R>,
        chat: &Chat,
        index: u64,
    ) -> Result<bool, Stop> {
        if scanner.take(b',')? {
            return Ok(true);
        }
        let at = scanner.offset();
        if scanner.peek()?.is_none() {
            return Err(Flaw::Ended(at).into());
        }
        let resumed = scanner.resume_at_next_object()?;
        let what = format!(
            "the list of messages is damaged at byte {at}: {} bytes were passed over. Export the chat again to get them",
            scanner.offset() - at
        );
        self.lines.problem(what, Some(format!("{}messages[{index}]", chat.prefix)))?;
        Ok(resumed)
    }

    /// A flaw that ends the reading, in words.
    fn tell(&mut self, flaw: &Flaw) -> Result<(), ImportError> {
        let (what, at) = match flaw {
            Flaw::Ended(at) => ("the file ends in the middle of the export", at),
            Flaw::Unexpected(at) => ("the file is not JSON any more from here on", at),
            Flaw::Io(_) => return Ok(()),
        };
        let kept = match self.account.messages {
            0 => "nothing could be read before that".to_owned(),
            1 => "the one message before that is kept".to_owned(),
            n => format!("the {n} messages before that are kept"),
        };
        let what = format!("{what}; {kept}. Copy the file again from where it came, or export again");
        self.lines.problem(what, Some(format!("byte {at}")))
    }
}
