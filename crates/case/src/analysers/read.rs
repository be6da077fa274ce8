//! Reading: every article and post of an item becomes mentions and claims with exact spans. It reads the import's
//! record, not the item's bytes, and says so in its parameters.

use std::io::{BufRead, BufReader};

use model::import::ImportLine;
use model::post::{Article, Post, Source};
use model::{ItemId, PostId};
use serde::Serialize;
use serde_json::{Value, json};
use text::gazetteer::Gazetteer;
use text::read::Reading;

use super::{Analyser, Exactness, Failure, Identity, ItemState, Lines};
use crate::parallel;
use crate::reading::{Known, read_article, read_post};

pub(super) struct Read;

/// Raised whenever the same words would be read otherwise.
const VERSION: &str = "6";

/// Posts that are read together: enough to keep every core busy, few enough to keep in memory.
const CHUNK: usize = 512;

/// An export with more posts than this is imported but its words are not read: that would take longer than anybody
/// waits. `status` counts what was left out.
pub const MOST_POSTS: u64 = 200_000;

/// One line of the record.
#[derive(Serialize)]
#[serde(tag = "line", rename_all = "snake_case")]
enum Line<'r> {
    /// What was read in the item's article.
    Article { reading: &'r Reading },
    /// What was read in one post.
    Post { post: PostId, reading: &'r Reading },
    /// Posts that were left out because there are too many.
    TooMany { posts: u64 },
}

impl Analyser for Read {
    fn stage(&self) -> &'static str {
        "read"
    }

    fn exactness(&self) -> Exactness {
        Exactness::Exact
    }

    fn reads(&self) -> &'static [&'static str] {
        &["import"]
    }

    fn conclusion(&self, line: &mut Value) {
        let reading = &mut line["reading"];
        for part in ["places", "speakers", "claims"] {
            for one in reading[part].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
                one.remove("why");
            }
        }
    }

    fn plan(&self, item: &ItemState<'_>) -> Result<Option<Identity>, Failure> {
        let import = item.findings.iter().rev().find(|f| f.stage() == "import" && !f.failed);
        // One line says what the item is: there is nothing to read.
        let Some(record) = import.filter(|f| f.lines > 1).and_then(|f| f.record) else { return Ok(None) };
        Ok(Some(Identity {
            analyser: "read.text".to_owned(),
            version: VERSION.to_owned(),
            parameters: json!({ "import": record, "gazetteer": Gazetteer::shipped_digest() }),
        }))
    }

    fn run(&self, _: &Identity, item: &ItemState<'_>, out: &mut dyn Lines) -> Result<(), Failure> {
        let import = item.findings.iter().rev().find(|f| f.stage() == "import" && !f.failed);
        let Some(import) = import else { return Ok(()) };
        let Some(record) = import.record else { return Ok(()) };
        let file = (item.record)(record)?;
        let gazetteer = Gazetteer::shipped().map_err(|e| Failure::Input(format!("the table of places: {e}")))?;
        let mut read = Reader::new(item, &gazetteer);
        for line in BufReader::with_capacity(1 << 17, file).lines() {
            let line = line.map_err(|e| Failure::Input(format!("the record of its import could not be read: {e}")))?;
            let line = serde_json::from_str(&line)
                .map_err(|e| Failure::Input(format!("the record of its import is damaged: {e}")))?;
            read.take(line, out)?;
        }
        read.finish(out)
    }
}

/// Collects what belongs together: an article with its posts, or a chunk of posts.
struct Reader<'g> {
    item: ItemId,
    gazetteer: &'g Gazetteer,
    threads: usize,
    article: Option<Box<Article>>,
    sources: Vec<Source>,
    posts: Vec<Post>,
    read: u64,
    left_out: u64,
}

impl<'g> Reader<'g> {
    fn new(item: &ItemState<'_>, gazetteer: &'g Gazetteer) -> Self {
        Self {
            item: item.id,
            gazetteer,
            threads: item.threads,
            article: None,
            sources: Vec::new(),
            posts: Vec::new(),
            read: 0,
            left_out: 0,
        }
    }

    fn take(&mut self, line: ImportLine, out: &mut dyn Lines) -> Result<(), Failure> {
        match line {
            ImportLine::Article(article) => self.article = Some(article),
            // Only an article's posts need their speakers' names; an export's may be many.
            ImportLine::Source(source) if self.sources.len() < CHUNK => self.sources.push(source),
            ImportLine::Post(post) if self.read + (self.posts.len() as u64) < MOST_POSTS => {
                self.posts.push(*post);
                if self.article.is_none() && self.posts.len() >= CHUNK {
                    self.flush(out)?;
                }
            }
            ImportLine::Post(_) => self.left_out += 1,
            _ => {}
        }
        Ok(())
    }

    /// Reads the posts at hand on several threads and writes what was read in their order.
    fn flush(&mut self, out: &mut dyn Lines) -> Result<(), Failure> {
        let gazetteer = self.gazetteer;
        let readings = parallel::in_order(&self.posts, self.threads, None, |_, post| read_post(post, gazetteer));
        for (post, reading) in self.posts.iter().zip(&readings) {
            out.line(&Line::Post { post: post.identity(self.item.0), reading })?;
        }
        self.read += self.posts.len() as u64;
        self.posts.clear();
        Ok(())
    }

    fn finish(mut self, out: &mut dyn Lines) -> Result<(), Failure> {
        if let Some(article) = self.article.take() {
            let reading = read_article(&article, &self.posts, &self.sources, &Known::default(), self.gazetteer);
            out.line(&Line::Article { reading: &reading })?;
        }
        self.flush(out)?;
        if self.left_out > 0 {
            out.line(&Line::TooMany { posts: self.left_out })?;
        }
        Ok(())
    }
}
