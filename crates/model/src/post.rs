//! Who speaks, and what they posted: sources, posts, the links between posts, and articles that hold them.

use serde::{Deserialize, Serialize};

use crate::id::{Digest, PostId, SourceId};
use crate::span::Span;
use crate::time::TimeSpan;

/// Where a source speaks. The text is lower case and stable: it is part of identities.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Platform(pub String);

impl Platform {
    /// A platform by its stable name: `telegram`, `x`, `youtube`, `web`, …
    pub fn named(name: &str) -> Self {
        Self(name.to_lowercase())
    }
}

/// A speaker: a social account, channel, outlet, official or witness.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Source {
    /// Where it speaks.
    pub platform: Platform,
    /// The platform's own stable number or key for it. Always text: such ids exceed 2^53.
    pub native_id: Option<String>,
    /// Account name as written, with `@` where the platform writes one.
    pub account: Option<String>,
    /// Display name.
    pub name: Option<String>,
    /// What kind of speaker it says it is.
    pub role: SourceRole,
}

/// What kind of speaker a source is, as far as the material says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceRole {
    /// A personal or unknown social account: a pseudonym in a dossier unless a person decides otherwise.
    Account,
    /// A channel or public page.
    Channel,
    /// A news outlet or agency.
    Outlet,
    /// An office-holder or authority.
    Official,
    /// Not stated.
    Unknown,
}

impl Source {
    /// What makes it the same speaker wherever it is met: platform and native id, or else account (case folded), or
    /// else display name.
    pub fn identity(&self) -> SourceId {
        let key = match (&self.native_id, &self.account, &self.name) {
            (Some(id), _, _) => format!("id:{id}"),
            (None, Some(account), _) => format!("account:{}", account.trim_start_matches('@').to_lowercase()),
            (None, None, Some(name)) => format!("name:{name}"),
            (None, None, None) => "nobody".to_owned(),
        };
        SourceId(Digest::of(format!("exhibit source\n{}\n{key}", self.platform.0).as_bytes()))
    }
}

/// The times of a post, kept apart: they answer different questions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostTimes {
    /// When it was posted, as stated.
    pub posted: Option<TimeSpan>,
    /// When it was last edited, as stated.
    pub edited: Option<TimeSpan>,
    /// When its media was uploaded.
    pub uploaded: Option<TimeSpan>,
    /// When it was released to the public, where that differs from the upload.
    pub released: Option<TimeSpan>,
    /// When the platform says it was last modified.
    pub modified: Option<TimeSpan>,
    /// When somebody fetched or captured it.
    pub captured: Option<TimeSpan>,
    /// What the id itself says (snowflake), independent of any stated date.
    pub from_id: Option<TimeSpan>,
}

/// A message by a source at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Who speaks.
    pub source: SourceId,
    /// Platform of the post.
    pub platform: Platform,
    /// The platform's id of the post, always text.
    pub native_id: Option<String>,
    /// Where in the item it was read: `messages[12]`, `line 4`, `span 120..310`.
    pub locator: String,
    /// Public address, where the material states it. Never built by guessing.
    pub url: Option<String>,
    /// All its times.
    pub times: PostTimes,
    /// Its words, verbatim where `verbatim` says so.
    pub text: String,
    /// Whether `text` is exactly what the platform showed; false where the exporting tool is known to rewrite it.
    pub verbatim: bool,
    /// Where `text` lies in the decoded item, for posts quoted inside a text.
    pub span: Option<Span>,
    /// Language the platform states, if any. What Exhibit reads itself is a finding of its own.
    pub stated_language: Option<String>,
    /// Forwards, replies, quotes, edits, embeds.
    pub links: Vec<PostLink>,
    /// Pictures, videos, sounds, files.
    pub media: Vec<MediaRef>,
    /// Web addresses in or on the post.
    pub urls: Vec<String>,
    /// Coordinates the post itself carries, micro-degrees `[lat, lon]`.
    pub stated_location: Option<[i32; 2]>,
    /// Anything worth a reader's attention in how the post was read: a date that contradicts the id, a service message.
    pub remarks: Vec<String>,
}

impl Post {
    /// The same post wherever it is met: platform, chat or account key and native id where the platform gives one,
    /// or else the item it was read from and the place in it.
    pub fn identity(&self, item: Digest) -> PostId {
        let key = match &self.native_id {
            Some(id) if self.platform.0 == "x" => format!("x\n{id}"),
            Some(id) => format!("{}\n{}\n{id}", self.platform.0, self.source),
            None => format!("read\n{item}\n{}", self.locator),
        };
        PostId(Digest::of(format!("exhibit post\n{key}").as_bytes()))
    }

    /// SHA-256 of the words.
    pub fn text_digest(&self) -> Digest {
        Digest::of(self.text.as_bytes())
    }
}

/// How one post refers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// Passed on with the platform's forward function. A lead, not proof of a chain.
    Forward,
    /// Passed on unchanged (retweet).
    Repost,
    /// An answer.
    Reply,
    /// Passed on with words added.
    Quote,
    /// A later version of the same post.
    Edit,
    /// Quoted or embedded in an article.
    Embed,
}

/// A link from one post to another, with whatever the material says of the other end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostLink {
    /// What kind of link.
    pub kind: LinkKind,
    /// The platform's id of the other post, where stated.
    pub native_id: Option<String>,
    /// The other post, where it can be named.
    pub post: Option<PostId>,
    /// The other speaker, as stated (a display name is not an identity).
    pub who: Option<String>,
    /// Address of the other post, where stated.
    pub url: Option<String>,
}

/// A file that a post carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaRef {
    /// What kind of file it is said to be.
    pub kind: crate::item::Kind,
    /// Path relative to the item that names it.
    pub path: Option<String>,
    /// Web address, tokens and all, as stated. Redacted on export.
    pub url: Option<String>,
    /// Media type as stated.
    pub mime: Option<String>,
    /// Size in bytes as stated.
    pub size: Option<u64>,
    /// Duration in milliseconds as stated.
    pub duration_ms: Option<u64>,
    /// Why it is not in the material, in the export's own words, where the export says so.
    pub missing: Option<String>,
}

/// A page or an article: readable text, who signs it, when, and what it credits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Headline, where there is one.
    pub title: Option<String>,
    /// Who signs it, without "By".
    pub author: Option<String>,
    /// Outlet, as the page states it.
    pub outlet: Option<String>,
    /// Publication time as stated.
    pub time: Option<TimeSpan>,
    /// Last change as stated.
    pub modified: Option<TimeSpan>,
    /// Address as the page states it (canonical link), not verified.
    pub url: Option<String>,
    /// Language the page states.
    pub stated_language: Option<String>,
    /// The readable text. For plain text it is the whole file as decoded.
    pub text: String,
    /// SHA-256 of `text` in UTF-8.
    pub text_sha256: Digest,
    /// Image credits, each with what the credit says.
    pub credits: Vec<String>,
    /// Web addresses in the page.
    pub urls: Vec<String>,
    /// Anything worth a reader's attention: two dates that disagree, text in another encoding than declared.
    pub remarks: Vec<String>,
}

impl Article {
    /// Fills `text_sha256` from `text`.
    pub fn seal(&mut self) {
        self.text_sha256 = Digest::of(self.text.as_bytes());
    }
}
