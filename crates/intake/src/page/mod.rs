//! Saved web pages: readable text, who signs it and when, image credits, and the posts it embeds. No script is run and
//! nothing is fetched; what a page would have loaded later is told as not collected.

mod depth;
mod embeds;
mod metadata;
mod wall;

use std::io::Read;

use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::Encoding;
use model::Digest;
use model::import::Recognised;
use model::post::{Article, LinkKind, PostLink};
use model::{Span, TimeSpan};

use crate::article::{addresses, byline, credits};
use crate::encoding::{self, Decoded};
use crate::importer::{Head, ImportError, Importer, Lines, ReadSeek, Sink, begin};
use crate::sniff;
use embeds::Embeds;
use metadata::Metadata;

/// Web pages.
pub(crate) struct WebPage;

/// As much of a page as is read: the markup of an article is rarely a megabyte.
const LIMIT: u64 = 16 << 20;
/// So many web addresses of a page are listed.
const ADDRESSES: usize = 2000;

impl Importer for WebPage {
    fn name(&self) -> &'static str {
        "web-page"
    }

    fn version(&self) -> &'static str {
        "1"
    }

    fn recognises(&self, head: &Head) -> Option<Recognised> {
        let sniffed = sniff::sniff(head);
        (sniffed.mime == "text/html").then(|| sniffed.read_as(sniffed.name))
    }

    fn read(&self, input: &mut dyn ReadSeek, len: u64, out: &mut dyn Sink) -> Result<(), ImportError> {
        begin(self, input, len, out)?;
        let mut lines = Lines::new(out);
        let mut bytes = Vec::new();
        Read::take(&mut *input, LIMIT).read_to_end(&mut bytes)?;
        if len > LIMIT {
            let what = format!(
                "the page is longer than {} MB; what is beyond was not read. Look at the end of it by hand",
                LIMIT >> 20
            );
            lines.problem(what, Some(format!("byte {LIMIT}")))?;
        }
        let Decoded { text: html, remark, repaired } =
            encoding::decode(&bytes, declared_encoding(&bytes), len <= LIMIT);
        drop(bytes);
        if let Some(repaired) = repaired {
            lines.repaired(repaired)?;
        }
        if let Some(too_much) = depth::beyond_reason(&html) {
            lines.problem(
                format!("{too_much}; its text was read without its structure. Open the page in a contained browser to see it"),
                None,
            )?;
            let mut article = empty_article(depth::words_only(&html));
            article.remarks.extend(remark);
            lines.article(article)?;
            return lines.finish();
        }
        read(&html, remark, &mut lines)?;
        lines.finish()
    }
}

/// The encoding that the page declares in its first 4,096 bytes: `<meta charset=…>` or the older form of it.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    head.match_indices("charset").find_map(|(at, word)| {
        let tag = head[..at].rfind('<').map(|open| &head[open..at])?;
        let value = head[at + word.len()..].trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
        let label = value.split(['"', '\'', ' ', '>', '/', ';']).next()?;
        (tag.starts_with("<meta") || tag.starts_with("<?xml")).then(|| Encoding::for_label(label.as_bytes()))?
    })
}

fn empty_article(text: String) -> Article {
    Article {
        title: None,
        author: None,
        outlet: None,
        time: None,
        modified: None,
        url: None,
        stated_language: None,
        text,
        text_sha256: Digest([0; 32]),
        credits: Vec::new(),
        urls: Vec::new(),
        remarks: Vec::new(),
    }
}

/// Reads a page of bearable depth.
fn read(html: &str, remark: Option<String>, lines: &mut Lines) -> Result<(), ImportError> {
    let document = Document::from(html);
    let Metadata { mut title, mut author, outlet, published, modified, url, language, remarks } =
        metadata::read(&document);
    let embeds = embeds::find(&document);
    let captions = captions(&document);
    let whole = document.body().map(|body| body.formatted_text().to_string()).unwrap_or_default();
    let (text, content) = readable(document);
    let text = if text.trim().is_empty() { whole.clone() } else { text };

    // What the markup does not say, the top of the text may.
    let mut remarks: Vec<String> = remark.into_iter().chain(remarks).collect();
    let top = byline::read(&text);
    author = author.or(top.author);
    title = title.or(top.title);
    let published = published.or_else(|| top.time.inspect(|_| remarks.extend(top.remarks)));
    remarks.extend(wall::remark(&whole));

    let mut article = empty_article(text);
    article.urls = addresses_in(&content, &article.text);
    article.credits = captions;
    for credit in credits::find(&article.text) {
        if !article.credits.contains(&credit) {
            article.credits.push(credit);
        }
    }
    let about = PostLink {
        kind: LinkKind::Embed,
        native_id: None,
        post: None,
        who: outlet.clone().or(author.clone()),
        url: url.clone(),
    };
    (article.title, article.author, article.outlet, article.url) = (title, author, outlet, url);
    (article.time, article.modified, article.stated_language) = (published, modified, language);
    article.remarks = remarks;
    let words = article.text.clone();
    lines.article(article)?;
    pass_on(embeds, &words, &about, lines)
}

/// The readable text and its markup. Empty where nothing readable was found.
fn readable(document: Document) -> (String, String) {
    let config = Config {
        // Read here with more care; the limit keeps hostile pages from taking minutes.
        disable_json_ld: true,
        max_elements_to_parse: 100_000,
        text_mode: TextMode::Formatted,
        ..Config::default()
    };
    let read = Readability::with_document(document, None, Some(config)).and_then(|mut readability| readability.parse());
    match read {
        Ok(article) => (article.text_content.trim().to_owned(), article.content.to_string()),
        Err(_) => (String::new(), String::new()),
    }
}

/// Credits in captions, and elements whose class says that they are one.
fn captions(document: &Document) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |credit: Option<String>| found.extend(credit.filter(|c| !c.is_empty() && c.chars().count() <= 200));
    for caption in document.select("figcaption, .caption, .wp-caption-text").nodes().iter().take(500) {
        let words = one_line(&caption.text());
        add(credits::in_line(&words));
    }
    for credit in document
        .select("figure [class*=credit], figure [class*=copyright], [itemprop=copyrightHolder]")
        .nodes()
        .iter()
        .take(500)
    {
        let words = one_line(&credit.text());
        add(credits::in_line(&words).or(Some(words)));
    }
    found.sort();
    found.dedup();
    found
}

/// Addresses of the readable part, links first and then those in the words.
fn addresses_in(content: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let links = Document::fragment(content);
    let links = links.select("a[href], iframe[src]");
    let hrefs = links.nodes().iter().filter_map(|node| node.attr("href").or_else(|| node.attr("src")));
    let hrefs = hrefs
        .map(|href| href.trim().to_owned())
        .filter(|href| href.starts_with("http://") || href.starts_with("https://"));
    for address in hrefs.chain(addresses::find(text)).take(ADDRESSES) {
        if seen.insert(address.clone()) {
            found.push(address);
        }
    }
    found
}

/// Hands the embedded posts on: each speaker before its posts, each post linked to the page.
fn pass_on(embeds: Embeds, words: &str, about: &PostLink, lines: &mut Lines) -> Result<(), ImportError> {
    let mut speakers = crate::speakers::Speakers::default();
    for (source, mut post) in embeds.posts {
        speakers.tell(source, lines)?;
        post.links.push(about.clone());
        if post.text.chars().count() >= 12
            && let Some(at) = words.find(&post.text)
        {
            post.span = Some(Span::of_bytes(words, at..at + post.text.len()));
        }
        lines.post(post)?;
    }
    for (what, why, locator) in embeds.missing {
        lines.not_collected(what, &why, &locator)?;
    }
    Ok(())
}

/// White space folded to single spaces.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A date as pages write it: a machine's time stamp, or words.
fn stamp(text: &str) -> Option<TimeSpan> {
    let text = text.trim();
    if text.is_empty() || text.len() > 100 {
        return None;
    }
    TimeSpan::from_stamp(text)
        .ok()
        .or_else(|| byline::joined(&text::times::find(text, &text::times::Context::default())))
}
