//! The same words again: which posts and articles are copies or edits of one text, what changed between versions, and
//! which texts in other languages seem to report the same. Who copied whom is left to weighing; the search itself is
//! [`text::near`].

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Seek, SeekFrom};

use model::post::Source;
use model::{Digest, ItemId, PostId, SourceId, TimeSpan};
use serde::{Deserialize, Serialize};
use store::index::IndexError;
use store::index::query::digest;
use text::near::{self, Change, Options, TextKeys};

use crate::error::Error;
use crate::open::Case;
use crate::progress::Progress;
use crate::view::ArticleView;
use crate::weigh::reading::{DateRead, FigureRead, PlaceRead, text_keys};

/// A text of the case: a post's words or an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct TextRef {
    /// The item it was read from (the first, where there are several).
    pub item: ItemId,
    /// The post; nothing where it is an article.
    pub post: Option<PostId>,
}

/// What repeats among the texts of a case. Numbers are positions in `texts`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repeats {
    /// Every text with words in it, by the earliest time at which it can have been published; undated ones last.
    pub texts: Vec<TextRef>,
    /// Copies and edits of one text, oldest first, at least two in each group.
    pub groups: Vec<Vec<u32>>,
    /// Nearly the same words with another figure, name, date or denial.
    pub variations: Vec<near::Variation>,
    /// Texts in two languages that name the same places and figures and contradict each other in nothing.
    pub across: Vec<near::Link>,
    /// Pairs that were left out because one text had too many like it; 0: the search was exhaustive.
    pub not_compared: u64,
}

/// A text of the case with what a person needs to know it by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextView {
    /// Which text.
    #[serde(flatten)]
    pub at: TextRef,
    /// Whose words: an account or name, who signs the article, or its outlet.
    pub who: Option<String>,
    /// The speaker of a post.
    #[serde(skip)]
    pub source: Option<(SourceId, Option<Source>)>,
    /// When it was published, as stated.
    pub time: Option<TimeSpan>,
    /// The words.
    pub text: String,
}

/// One change between two versions of a text, as people and programs are shown it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedText {
    /// The text that came first.
    pub earlier: TextRef,
    /// The other one.
    pub later: TextRef,
    /// What changed.
    pub changes: Vec<Change>,
}

/// Two texts in two languages that seem to report the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AcrossLanguages {
    /// The text that came first.
    pub earlier: TextRef,
    /// The other one.
    pub later: TextRef,
    /// Places in both.
    pub places: usize,
    /// Figures in both.
    pub figures: usize,
    /// Both state times, and these overlap.
    pub times: bool,
}

impl Repeats {
    /// The text at a position.
    pub fn text(&self, at: u32) -> TextRef {
        self.texts[at as usize]
    }

    /// The variations with their texts.
    pub fn changed(&self) -> impl Iterator<Item = ChangedText> + '_ {
        self.variations.iter().map(|v| ChangedText {
            earlier: self.text(v.earlier),
            later: self.text(v.later),
            changes: v.changes.clone(),
        })
    }

    /// The links across languages with their texts.
    pub fn across_languages(&self) -> impl Iterator<Item = AcrossLanguages> + '_ {
        self.across.iter().map(|link| AcrossLanguages {
            earlier: self.text(link.earlier),
            later: self.text(link.later),
            places: link.places,
            figures: link.figures,
            times: link.times,
        })
    }
}

/// Which texts are copies or edits of one another; the one rule for the list of repeats and for weighing. Texts come oldest
/// first.
pub(crate) fn group<T: AsRef<str>>(texts: &[T], keys: &[TextKeys]) -> near::Groups {
    near::group_with_keys(texts, keys, Options::default())
}

impl Case {
    /// Finds what repeats among all posts and articles.
    pub fn repeats(&self, progress: &dyn Progress) -> Result<Repeats, Error> {
        let (texts, words) = self.all_texts()?;
        progress.begin("Comparing texts", None);
        let keys = self.keys_of(&texts)?;
        let groups = group(&words, &keys);
        let across = near::link_across_languages(&keys);
        progress.end();
        let near::Groups { groups, variations, not_compared } = groups;
        Ok(Repeats { texts, groups, variations, across, not_compared })
    }

    /// A text with its words and whose they are.
    pub fn text_view(&self, at: TextRef) -> Result<TextView, Error> {
        if let Some(post) = at.post {
            let view = self.post(&post.0.hex())?;
            let source = Some((view.post.source, view.source.clone()));
            let who = view.source.and_then(|s| s.account.or(s.name));
            let time = view.post.times.posted.or(view.post.times.uploaded).or(view.post.times.from_id);
            return Ok(TextView { at, who, source, time, text: view.post.text });
        }
        let Some(ArticleView { article, .. }) = self.article_of(at.item)? else {
            return Err(Error::NoText(format!("item {} is no article; name one of its posts", at.item.0.short())));
        };
        Ok(TextView {
            at,
            who: article.author.or(article.outlet),
            source: None,
            time: article.time,
            text: article.text,
        })
    }

    fn all_texts(&self) -> Result<(Vec<TextRef>, Vec<String>), Error> {
        let mut statement = self.connection().prepare(
            "SELECT item, id, text, earliest FROM post p WHERE text <> '' AND no = (SELECT min(no) FROM post q WHERE q.id = p.id) \
             ORDER BY earliest IS NULL, earliest, latest, no",
        )?;
        let mut rows = statement.query([])?;
        let mut found: Vec<(Option<i64>, TextRef, String)> = Vec::new();
        while let Some(row) = rows.next()? {
            let item = ItemId(digest(&row.get::<_, String>(0)?)?);
            let post = Some(PostId(Digest(row.get(1)?)));
            found.push((row.get(3)?, TextRef { item, post }, row.get(2)?));
        }
        for view in self.articles()? {
            let time = view.article.time.and_then(|t| t.utc[0]).map(|t| t.0);
            found.push((time, TextRef { item: view.item, post: None }, view.article.text));
        }
        // A stable sort: among equal times the order of the log stays.
        found.sort_by_key(|(time, ..)| (time.is_none(), *time));
        Ok(found.into_iter().map(|(_, text, words)| (text, words)).unzip())
    }

    /// What the readings say of each text that does not need translating.
    fn keys_of(&self, texts: &[TextRef]) -> Result<Vec<TextKeys>, Error> {
        let numbers: HashMap<TextRef, usize> = texts.iter().enumerate().map(|(at, text)| (*text, at)).collect();
        let mut keys = vec![TextKeys::default(); texts.len()];
        let mut statement = self.connection().prepare(
            "SELECT f.record, r.item, r.post, r.line_at FROM reading r JOIN finding f ON f.seq = r.finding ORDER BY r.finding, r.line_at",
        )?;
        let mut rows = statement.query([])?;
        let mut open: Option<(String, BufReader<std::fs::File>, u64)> = None;
        let mut line = String::new();
        while let Some(row) = rows.next()? {
            let Some(record) = row.get::<_, Option<String>>(0)? else { continue };
            let text = TextRef {
                item: ItemId(digest(&row.get::<_, String>(1)?)?),
                post: row.get::<_, Option<[u8; 32]>>(2)?.map(|id| PostId(Digest(id))),
            };
            let Some(&number) = numbers.get(&text) else { continue };
            let at = row.get::<_, i64>(3)? as u64;
            if open.as_ref().is_none_or(|(name, ..)| *name != record) {
                let file = self.reader().record(digest(&record)?)?;
                open = Some((record, BufReader::with_capacity(1 << 16, file), 0));
            }
            let Some((_, file, position)) = &mut open else { continue };
            if *position != at {
                file.seek(SeekFrom::Start(at)).map_err(IndexError::from)?;
            }
            line.clear();
            *position = at + file.read_line(&mut line).map_err(IndexError::from)? as u64;
            keys[number] = serde_json::from_str::<Line>(&line)?.reading.keys();
        }
        Ok(keys)
    }
}

/// The parts of a reading's record that are compared.
#[derive(Deserialize)]
struct Line {
    reading: Reading,
}

#[derive(Deserialize)]
struct Reading {
    language: String,
    places: Vec<PlaceRead>,
    dates: Vec<DateRead>,
    figures: Vec<FigureRead>,
}

impl Reading {
    fn keys(&self) -> TextKeys {
        text_keys(&self.language, &self.places, &self.dates, &self.figures)
    }
}
