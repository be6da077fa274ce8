//! Gathers what is weighed from the index and the records: posts, articles, their claims, the files they show.
//!
//! Everything is put in the order of stable ids, so that the answer does not depend on the order in which material came.

use std::collections::HashMap;

use model::import::ImportLine;
use model::post::{Article, LinkKind, Post, Source, SourceRole};
use model::{Digest, Span, TimeSpan, Utc};
use rusqlite::Connection;
use store::index::IndexError;
use store::index::query::digest;
use text::gazetteer::Gazetteer;
use text::near::TextKeys;
use text::places;
use weigh::material::{Claim, Material, NameWord, PlaceMention, Role, Speaker, TimeMention, Utterance, UtteranceKind};

use super::footage;
use super::keys::{self, name_words};
use super::reading::{self, Line};
use super::records::Records;
use super::ties;
use crate::copies::Copies;
use crate::error::Error;
use crate::open::Case;
use crate::parallel;

/// How many readings are turned into claims at once.
const CHUNK: usize = 2048;

/// A post as far as gathering needs it.
pub(super) struct Held {
    pub id: String,
    pub no: i64,
    pub item: String,
    pub platform: String,
    pub native_id: Option<String>,
    pub text: String,
    pub span: Option<Span>,
    pub kinds: Vec<LinkKind>,
    pub urls: Vec<String>,
    /// Who wrote it, for people.
    pub source: String,
}

/// What was gathered, with what the ties need beside it.
pub(super) struct Gathered {
    pub material: Material,
    /// Posts by id.
    pub posts: Vec<Held>,
    /// Articles: item and the article.
    pub articles: Vec<(String, Article)>,
    /// Positions of utterances by id.
    pub at: HashMap<String, u32>,
}

/// Gathers the material of a case. Deterministic. `named`: files go by the names under which they were met.
pub(super) fn gather(case: &Case, copies: &Copies, named: bool, threads: usize) -> Result<Material, Error> {
    let gazetteer = Gazetteer::shipped().map_err(|e| Error::Weigh(format!("the table of places: {e}")))?;
    let connection = case.connection();
    let mut records = Records::new(case.reader());
    let sources = sources(connection, &gazetteer)?;
    let mut drafts: Vec<(Utterance, String)> = Vec::new();
    let mut posts = Vec::new();
    read_posts(connection, &mut records, &sources, &mut |utterance, held| {
        drafts.push((utterance, held.text.clone()));
        posts.push(held);
    })?;
    let articles = articles(connection)?;
    drafts.extend(articles.iter().map(|(item, finding, a)| (article(item, *finding, a, &gazetteer), a.text.clone())));
    let articles: Vec<(String, Article)> = articles.into_iter().map(|(item, _, article)| (item, article)).collect();
    drafts.sort_by(|a, b| a.0.id.cmp(&b.0.id));
    drafts.dedup_by(|a, b| a.0.id == b.0.id);
    posts.sort_by(|a: &Held, b| a.id.cmp(&b.id));
    let (utterances, texts): (Vec<Utterance>, Vec<String>) = drafts.into_iter().unzip();
    let at = utterances.iter().enumerate().map(|(n, u)| (u.id.clone(), n as u32)).collect();
    let footage = footage::of(case, copies, named)?;
    let checks = footage::checks(case, &footage)?;
    let material = Material { utterances, footage, checks, ..Material::default() };
    let mut gathered = Gathered { material, posts, articles, at };
    let keys = claims(case, &mut gathered, &texts, &mut records, threads)?;
    ties::tie(connection, &mut gathered, &texts, &keys, (&case.carried()?, copies))?;
    Ok(gathered.material)
}

/// A publisher.
struct Publisher {
    source: Source,
    words: Vec<NameWord>,
    home: Vec<PlaceMention>,
}

fn sources(connection: &Connection, gazetteer: &Gazetteer) -> Result<HashMap<String, Publisher>, Error> {
    let mut statement = connection.prepare("SELECT id, platform, native_id, account, name, role FROM source")?;
    let mut rows = statement.query([])?;
    let mut out = HashMap::new();
    while let Some(row) = rows.next()? {
        let source = Source {
            platform: model::post::Platform(row.get(1)?),
            native_id: row.get(2)?,
            account: row.get(3)?,
            name: row.get(4)?,
            role: serde_json::from_value(row.get::<_, String>(5)?.into())?,
        };
        let name = source.name.clone().unwrap_or_default();
        let publisher = Publisher { words: name_words(plain_name(&name)), home: home(&name, gazetteer), source };
        out.insert(row.get(0)?, publisher);
    }
    Ok(out)
}

/// A name without what stands in brackets after it.
fn plain_name(name: &str) -> &str {
    match name.split_once(['(', '[']) {
        Some((before, _)) if !before.trim().is_empty() => before.trim(),
        _ => name,
    }
}

/// Places in a publisher's name.
fn home(name: &str, gazetteer: &Gazetteer) -> Vec<PlaceMention> {
    let found = places::of_publisher(name, gazetteer);
    let mention = |p: places::PlaceMention| PlaceMention {
        keys: keys::of_text(&p.text).0,
        span: p.span,
        words: p.text,
        place: p.place,
        alternatives: p.alternatives,
        supported: p.supported,
    };
    found.into_iter().filter(|p| !p.metonym).map(mention).collect()
}

fn role(role: SourceRole) -> Role {
    match role {
        SourceRole::Account | SourceRole::Channel => Role::Account,
        SourceRole::Outlet => Role::Outlet,
        SourceRole::Official => Role::Official,
        SourceRole::Unknown => Role::Unknown,
    }
}

/// Every post once, as it was first read.
fn read_posts(
    connection: &Connection,
    records: &mut Records<'_>,
    sources: &HashMap<String, Publisher>,
    each: &mut dyn FnMut(Utterance, Held),
) -> Result<(), Error> {
    let mut statement = connection.prepare(
        "SELECT p.no, lower(hex(p.id)), p.item, p.source, p.finding, f.record, p.line_at \
         FROM (SELECT min(no) AS no FROM post GROUP BY id) q JOIN post p ON p.no = q.no JOIN finding f ON f.seq = p.finding \
         WHERE f.record IS NOT NULL ORDER BY p.finding, p.line_at",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let line = records.line(digest(&row.get::<_, String>(5)?)?, row.get::<_, i64>(6)? as u64)?;
        let finding = row.get::<_, i64>(4)? as u64;
        let ImportLine::Post(post) = serde_json::from_str(&line)? else {
            let what = "its record holds no post where the index expects one".to_owned();
            return Err(IndexError::Damaged { seq: finding, what }.into());
        };
        let (no, id, item) = (row.get(0)?, format!("post:{}", row.get::<_, String>(1)?), row.get::<_, String>(2)?);
        let source: String = row.get(3)?;
        let utterance = utterance(&post, &id, &item, finding, &source, sources.get(&source));
        let name = utterance.source_name.clone().or_else(|| utterance.account.clone()).unwrap_or_default();
        let Post { text, span, links, urls, platform, native_id, .. } = *post;
        let kinds = links.iter().map(|l| l.kind).collect();
        each(utterance, Held { id, no, item, platform: platform.0, native_id, text, span, kinds, urls, source: name });
    }
    Ok(())
}

fn utterance(
    post: &Post,
    id: &str,
    item: &str,
    finding: u64,
    source: &str,
    publisher: Option<&Publisher>,
) -> Utterance {
    let times = &post.times;
    let time = times.posted.as_ref().or(times.uploaded.as_ref()).or(times.from_id.as_ref()).cloned();
    Utterance {
        id: id.to_owned(),
        kind: UtteranceKind::Post,
        source: Some(source.to_owned()),
        source_name: publisher.and_then(|p| p.source.name.clone()),
        account: publisher.and_then(|p| p.source.account.clone()),
        source_words: publisher.map(|p| vec![p.words.clone()]).unwrap_or_default(),
        role: publisher.map_or(Role::Unknown, |p| role(p.source.role)),
        published: published(time.as_ref(), times.from_id.as_ref(), times.captured.as_ref()),
        time,
        shows_absent: false,
        language: String::new(),
        item: item.to_owned(),
        text_sha256: post.text_digest().hex(),
        finding,
        speakers: Vec::new(),
        places: Vec::new(),
        times: Vec::new(),
        home: publisher.map(|p| p.home.clone()).unwrap_or_default(),
    }
}

/// When something can have been published: as stated, unless its number says otherwise; at the latest when it was seen.
fn published(stated: Option<&TimeSpan>, from_id: Option<&TimeSpan>, captured: Option<&TimeSpan>) -> [Option<Utc>; 2] {
    let stated = stated.map_or([None, None], |t| t.utc);
    let known = match from_id.map(|t| t.utc) {
        Some([Some(from), Some(to)]) => {
            let [first, last] = [stated[0].unwrap_or(from), stated[1].unwrap_or(to)];
            // A platform numbers posts as they come; a date is what somebody wrote down.
            if first <= to && from <= last {
                [Some(first.max(from)), Some(last.min(to))]
            } else {
                [Some(from), Some(to)]
            }
        }
        _ => stated,
    };
    let seen = captured.and_then(|t| t.utc[1]);
    [
        known[0],
        match (known[1], seen) {
            (Some(last), Some(seen)) => Some(last.min(seen)),
            (last, seen) => last.or(seen),
        },
    ]
}

fn articles(connection: &Connection) -> Result<Vec<(String, u64, Article)>, Error> {
    let mut statement = connection.prepare("SELECT item, finding, json FROM article ORDER BY item")?;
    let mut rows = statement.query([])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        out.push((row.get(0)?, row.get::<_, i64>(1)? as u64, serde_json::from_str(&row.get::<_, String>(2)?)?));
    }
    Ok(out)
}

/// Lines above the text proper that may name who publishes it: at most so many, of at most so many words.
const HEAD_LINES: usize = 5;
const HEAD_WORDS: usize = 8;

fn article(item: &str, finding: u64, article: &Article, gazetteer: &Gazetteer) -> Utterance {
    let named = article.outlet.clone().or_else(|| article.author.clone());
    let mut names: Vec<String> = named.iter().map(|n| plain_name(n).to_owned()).collect();
    if article.outlet.is_none() {
        let head = article.text.lines().map(str::trim).filter(|l| !l.is_empty()).take(HEAD_LINES);
        let head = head.take_while(|l| l.split_whitespace().count() <= HEAD_WORDS);
        // The headline names nobody; a single word is a label.
        let head = head.filter(|l| article.title.as_deref() != Some(*l) && l.contains(char::is_whitespace));
        for line in head.filter(|l| !l.contains(|c: char| c.is_ascii_digit())) {
            names.push(plain_name(line).to_owned());
            // "RIVER GRID (Річкова мережа)": the same publisher in another language.
            let inside =
                line.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inside, _)| inside.trim());
            names.extend(inside.filter(|i| i.contains(' ')).map(str::to_owned));
        }
    }
    Utterance {
        id: format!("article:{item}"),
        kind: UtteranceKind::Article,
        source: named
            .as_ref()
            .map(|name| Digest::of(format!("exhibit publisher\n{}", name.to_lowercase()).as_bytes()).hex()),
        source_name: names.first().cloned().or_else(|| article.title.clone()),
        account: None,
        source_words: names.iter().map(|name| name_words(name)).collect(),
        role: Role::Outlet,
        published: published(article.time.as_ref(), None, None),
        time: article.time.clone(),
        shows_absent: false,
        language: String::new(),
        item: item.to_owned(),
        text_sha256: article.text_sha256.hex(),
        finding,
        speakers: Vec::new(),
        places: Vec::new(),
        times: Vec::new(),
        home: named.map(|name| home(&name, gazetteer)).unwrap_or_default(),
    }
}

/// One reading to be turned into claims.
struct Job {
    utterance: u32,
    language: String,
    line: String,
    /// Posts that are quoted in the text.
    skip: Vec<Span>,
}

/// Reads every reading's claims, several at a time, in the order of the utterances. Gives what each text can be recognised
/// by in other words.
fn claims(
    case: &Case,
    gathered: &mut Gathered,
    texts: &[String],
    records: &mut Records<'_>,
    threads: usize,
) -> Result<Vec<TextKeys>, Error> {
    // A post quoted in a text is read by itself; what the text says inside it and signs under it is the post's.
    let mut quoted: HashMap<String, Vec<Span>> = HashMap::new();
    for post in gathered.posts.iter().filter(|p| p.kinds.contains(&LinkKind::Embed)) {
        quoted.entry(format!("article:{}", post.item)).or_default().extend(post.span);
    }
    let mut statement = case.connection().prepare(
        "SELECT CASE WHEN r.post IS NULL THEN 'article:' || r.item ELSE 'post:' || lower(hex(r.post)) END, \
           f.record, r.line_at, r.language FROM reading r JOIN finding f ON f.seq = r.finding \
         WHERE f.record IS NOT NULL ORDER BY r.finding, r.line_at",
    )?;
    let mut rows = statement.query([])?;
    let mut held: Vec<Option<Vec<Claim>>> = vec![None; texts.len()];
    let mut jobs = Vec::new();
    let mut keys = vec![TextKeys::default(); texts.len()];
    loop {
        let row = rows.next()?;
        let more = row.is_some();
        if let Some(row) = row {
            let id: String = row.get(0)?;
            let at = gathered.at.get(&id).copied();
            if let Some(utterance) = at.filter(|at| held[*at as usize].is_none()) {
                held[utterance as usize] = Some(Vec::new());
                let line = records.line(digest(&row.get::<_, String>(1)?)?, row.get::<_, i64>(2)? as u64)?;
                let skip = quoted.get(&id).cloned().unwrap_or_default();
                jobs.push(Job { utterance, language: row.get(3)?, line, skip });
            }
        }
        if jobs.len() >= CHUNK || !more {
            let done = parallel::in_order(&jobs, threads, None, |_, job| read(job, &texts[job.utterance as usize]));
            for (job, read) in jobs.drain(..).zip(done) {
                let read = read?;
                let utterance = &mut gathered.material.utterances[job.utterance as usize];
                (utterance.speakers, utterance.language, utterance.text_sha256) =
                    (read.speakers, job.language, read.sha256);
                (utterance.places, utterance.times) = read.mentions;
                keys[job.utterance as usize] = read.keys;
                held[job.utterance as usize] = Some(read.claims);
            }
        }
        if !more {
            break;
        }
    }
    headed(gathered, &mut held);
    let mut all: Vec<Claim> = held.into_iter().flatten().flatten().collect();
    all.sort_by_key(|c| (c.utterance, c.span));
    gathered.material.claims = all;
    Ok(keys)
}

/// A row of a table speaks of what its heading names: rows that name no place or no time of their own take over those of
/// the title.
fn headed(gathered: &Gathered, held: &mut [Option<Vec<Claim>>]) {
    let articles: HashMap<&str, &Article> = gathered.articles.iter().map(|(item, a)| (item.as_str(), a)).collect();
    for post in gathered.posts.iter().filter(|p| p.platform == intake::STATEMENTS) {
        let title = articles.get(post.item.as_str()).and_then(|a| a.title.as_ref().map(|t| (a, t)));
        let (Some((article, title)), Some(row)) = (title, gathered.at.get(&post.id)) else { continue };
        let Some(heading) = gathered.at.get(&format!("article:{}", post.item)) else { continue };
        let Some(from) = article.text.find(title.as_str()) else { continue };
        let span = Span::of_bytes(&article.text, from..from + title.len());
        let inside = |s: &Span| span.start <= s.start && s.end <= span.end;
        let heading = &gathered.material.utterances[*heading as usize];
        let places: Vec<PlaceMention> = heading.places.iter().filter(|p| inside(&p.span)).cloned().collect();
        let times: Vec<TimeMention> = heading.times.iter().filter(|t| inside(&t.span)).cloned().collect();
        for claim in held[*row as usize].iter_mut().flatten() {
            // "Meant for Kharkiv": a place that was aimed at is not where it was.
            if claim.places.is_empty() || claim.order.iter().any(|o| o.kind == "aim") {
                claim.places.splice(0..0, places.iter().cloned());
            }
            if claim.times.is_empty() {
                claim.times.clone_from(&times);
            }
        }
    }
}

/// What one reading gives.
struct Read {
    speakers: Vec<Speaker>,
    claims: Vec<Claim>,
    mentions: (Vec<PlaceMention>, Vec<TimeMention>),
    sha256: String,
    keys: TextKeys,
}

fn read(job: &Job, text: &str) -> Result<Read, Error> {
    let line: Line = serde_json::from_str(&job.line)?;
    let signed = reading::with_signatures(&job.skip, text);
    Ok(Read {
        claims: reading::claims(&line.reading, text, job.utterance, &signed),
        speakers: reading::speakers(&line.reading),
        mentions: reading::mentions(&line.reading, &signed),
        sha256: line.reading.text_sha256.hex(),
        keys: line.reading.keys(&job.language),
    })
}
