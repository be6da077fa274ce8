//! Reads one document from its bytes: what it is, who signs it, the posts it quotes, and everything `text` finds in its
//! words. The same for `exhibit read` and for the analyser that reads every article and post of a case.

use std::io::Cursor;

use intake::import;
use model::import::ImportLine;
use model::post::{Article, Post, Source};
use model::{SourceId, TimeSpan};
use text::Lang;
use text::claims::PostSpan;
use text::fold::{Oddity, oddities};
use text::gazetteer::Gazetteer;
use text::read::{ReadContext, Reading};

use crate::error::Error;

/// What somebody knows about a document beside its bytes.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// When it was published; goes before what the document states.
    pub published: Option<TimeSpan>,
    /// Its language, where it is known.
    pub lang: Option<Lang>,
}

/// A document and everything that was read in it.
#[derive(Debug)]
pub struct Document {
    /// Places, times, figures, claims.
    pub reading: Reading,
    /// The document itself.
    pub article: Article,
    /// What could not be read or had to be mended, and what the article's reader remarks.
    pub remarks: Vec<String>,
    /// Whether some of it could not be read.
    pub incomplete: bool,
    /// Letters that only look like others, and characters that cannot be seen.
    pub oddities: Vec<Oddity>,
}

/// Reads a document: an article, a page, a post in plain text.
///
/// # Errors
/// [`Error::NoText`] where the bytes hold no text to read, with what they are.
pub fn read_document(bytes: &[u8], known: &Known, gazetteer: &Gazetteer) -> Result<Document, Error> {
    let mut lines = Vec::new();
    let (recognised, _) = import(&mut Cursor::new(bytes), bytes.len() as u64, &mut lines)
        .map_err(|error| Error::NoText(error.to_string()))?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::NoText("it is empty".to_owned()));
    }
    let mut article = None;
    let (mut remarks, mut incomplete) = (Vec::new(), false);
    let (mut posts, mut sources) = (Vec::new(), Vec::new());
    for line in lines {
        match line {
            ImportLine::Article(found) => article = Some(*found),
            ImportLine::Post(post) => posts.push(*post),
            ImportLine::Source(source) => sources.push(source),
            ImportLine::Repaired(change) => remarks.push(format!("{} ({} times)", change.what, change.count)),
            ImportLine::Problem(problem) => {
                incomplete = true;
                remarks.push(problem.what);
            }
            _ => {}
        }
    }
    let Some(article) = article else {
        let what = recognised.format.unwrap_or(recognised.mime);
        return Err(Error::NoText(format!("this is {what}, not a text; make a case of it with `exhibit examine`")));
    };
    remarks.extend(article.remarks.iter().cloned());
    Ok(Document {
        reading: read_article(&article, &posts, &sources, known, gazetteer),
        oddities: oddities(&article.text),
        article,
        remarks,
        incomplete,
    })
}

/// Reads an article with the posts that it quotes.
pub fn read_article(
    article: &Article,
    posts: &[Post],
    sources: &[Source],
    known: &Known,
    gazetteer: &Gazetteer,
) -> Reading {
    let published = known.published.as_ref().or(article.time.as_ref());
    let quoted: Vec<PostSpan> = posts.iter().filter_map(|post| quoted_span(article, post, sources)).collect();
    let langs: Vec<Lang> = known.lang.into_iter().collect();
    let context = ReadContext {
        published,
        langs: &langs,
        posts: &quoted,
        author: article.author.as_deref(),
        skip: &[],
        gazetteer,
    };
    text::read::read(&article.text, &context)
}

/// Reads a post that stands for itself.
pub fn read_post(post: &Post, gazetteer: &Gazetteer) -> Reading {
    let times = &post.times;
    let published = times.posted.as_ref().or(times.uploaded.as_ref()).or(times.from_id.as_ref());
    let context = ReadContext { published, langs: &[], posts: &[], author: None, skip: &[], gazetteer };
    text::read::read(&post.text, &context)
}

/// Where an article quotes a post: its words, and with them the signature up to the end of the paragraph.
fn quoted_span(article: &Article, post: &Post, sources: &[Source]) -> Option<PostSpan> {
    let words = post.span?;
    let source = sources.iter().find(|source| source.identity() == SourceId(post.source.0));
    let rest = article.text.chars().skip(words.end);
    let to_end_of_paragraph = rest.take_while(|c| *c != '\n').count();
    let whole = model::Span { start: words.start, end: words.end + to_end_of_paragraph };
    let name = source.and_then(|s| s.name.clone());
    Some(PostSpan {
        span: words,
        whole,
        account: source.and_then(|s| s.account.clone()).or_else(|| name.clone())?,
        name,
        time: post.times.posted.clone(),
    })
}
