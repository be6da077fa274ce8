//! Plain text: the whole of it as decoded, and where it has the shape of an article its title, byline, date, credits
//! and the posts it quotes. Text without that shape is still handed on, so that reading can use it.

pub(crate) mod addresses;
pub(crate) mod byline;
pub(crate) mod credits;
pub(crate) mod quoted;

use std::io::Read;

use model::Digest;
use model::import::{Recognised, Repaired};
use model::post::{Article, LinkKind, Platform, PostLink, SourceRole};

use crate::encoding::{self, Decoded};
use crate::importer::{Head, ImportError, Importer, Lines, ReadSeek, Sink, begin};
use crate::{blank, sniff};

/// Plain text, article or not.
pub(crate) struct PlainText;

/// As much of a text as is read; longer ones are said to be cut. A novel is about a megabyte.
const LIMIT: u64 = 32 << 20;

impl Importer for PlainText {
    fn name(&self) -> &'static str {
        "plain-text"
    }

    fn version(&self) -> &'static str {
        "1"
    }

    fn recognises(&self, head: &Head) -> Option<Recognised> {
        let sniffed = sniff::sniff(head);
        (sniffed.mime == "text/plain").then(|| sniffed.read_as(sniffed.name))
    }

    fn read(&self, input: &mut dyn ReadSeek, len: u64, out: &mut dyn Sink) -> Result<(), ImportError> {
        begin(self, input, len, out)?;
        let mut lines = Lines::new(out);
        let mut bytes = Vec::new();
        Read::take(&mut *input, LIMIT).read_to_end(&mut bytes)?;
        let cut = len > LIMIT;
        if cut {
            let what = format!(
                "the text is longer than {} MB; what is beyond was not read. Split the file to read it all",
                LIMIT >> 20
            );
            lines.problem(what, Some(format!("byte {LIMIT}")))?;
        }
        let Decoded { text, remark, repaired } = encoding::decode(&bytes, None, !cut);
        drop(bytes);
        if let Some(repaired) = repaired {
            lines.repaired(repaired)?;
        }
        read(text, remark, &mut lines)?;
        lines.finish()
    }
}

/// Finds what the text holds, and hands it on.
fn read(text: String, remark: Option<String>, lines: &mut Lines) -> Result<(), ImportError> {
    let top = byline::read(&text);
    let quoted = quoted::find(&text);
    let author = top.author.clone();
    let article = Article {
        title: top.title.filter(|_| top.author.is_some() || top.time.is_some() || !quoted.is_empty()),
        author: top.author,
        outlet: None,
        time: top.time,
        modified: top.modified,
        url: None,
        stated_language: None,
        credits: credits::find(&text),
        urls: addresses::find(&text),
        text_sha256: Digest([0; 32]),
        text,
        remarks: remark.into_iter().chain(top.remarks).collect(),
    };
    lines.article(article)?;
    let platform = Platform::named("x");
    let mut speakers = crate::speakers::Speakers::default();
    for found in quoted {
        let mut source = blank::source(&platform, SourceRole::Account);
        (source.account, source.name) = (Some(found.account), found.name);
        let id = speakers.tell(source, lines)?;
        let mut post = blank::post(&platform, id, format!("span {}..{}", found.span.start, found.span.end));
        post.times.posted = Some(found.time);
        post.text = found.text;
        post.span = Some(found.span);
        post.urls = found.urls;
        post.links.push(PostLink {
            kind: LinkKind::Embed,
            native_id: None,
            post: None,
            who: author.clone(),
            url: None,
        });
        lines.post(post)?;
    }
    Ok(())
}

/// A repair that replaced bytes which are not text in the encoding of the file.
pub(crate) fn replaced(count: u64, first_at: u64, encoding: &str) -> Repaired {
    let what = format!("bytes that are not {encoding} were read as U+FFFD");
    Repaired { what, count, first_at }
}
