//! The page: the rows of a dossier as one HTML file without scripts, fonts or anything else from outside.

mod checks;
mod claims;
mod copies;
mod map;
mod pieces;
mod repeats;
mod timeline;
mod view;
mod words;

use std::collections::HashSet;

use askama::Template;
use case::Case;
use case::view::Status;
use custody::Checkpoint;

use crate::error::Error;
use crate::manifest::Absent;
use crate::policy::{Policy, Withheld};
use crate::rows::{Rows, Weighed};
use checks::Check;
use claims::Claim;
use copies::Family;
use map::Map;
use repeats::Repeat;
use timeline::{Stretch, timeline};
use view::{Article, Gap, Item, Post, Problem, Source};
use words::{count, grouped, instant, line, size};

#[derive(Template)]
#[template(path = "dossier.html")]
struct Page<'p> {
    style: &'static str,
    title: String,
    head: &'p Checkpoint,
    root: String,
    entries: String,
    key: String,
    options: String,
    glance: Vec<(String, &'static str)>,
    span: Option<[String; 2]>,
    missing_everywhere: String,
    items: Vec<Item>,
    more_items: Option<String>,
    not_read: Vec<(u64, String, String)>,
    gaps: Vec<Gap>,
    more_gaps: Option<String>,
    problems: Vec<Problem>,
    more_problems: Option<String>,
    articles: Vec<Article>,
    more_articles: Option<String>,
    stretches: Vec<Stretch>,
    undrawn: Option<String>,
    posts: Vec<Post>,
    more_posts: Option<String>,
    checks: Vec<Check>,
    claims: Vec<Claim>,
    more_claims: Option<String>,
    repeats: Vec<Repeat>,
    families: Vec<Family>,
    more_families: Option<String>,
    weighed: &'p Weighed,
    happened: Vec<Stretch>,
    unhappened: Option<String>,
    map: Option<Map>,
    more_incidents: Option<String>,
    more_statements: Option<String>,
    more_repeats: Option<String>,
    sources: Vec<Source>,
    more_sources: Option<String>,
    withheld: Vec<(String, &'static str)>,
    absent: Vec<(String, String)>,
    analysers: Vec<(String, String, String)>,
    tools: String,
}

/// The whole page.
pub(crate) fn render(
    case: &Case,
    rows: &Rows,
    head: &Checkpoint,
    policy: &Policy,
    (withheld, absent): (&Withheld, &[Absent]),
) -> Result<String, Error> {
    let Status { counts, .. } = case.status()?;
    let more = |n: u64, file: &str| (n > 0).then(|| format!("{} more in {file}.", grouped(n)));
    let on_page: HashSet<u64> = rows.posts.shown.iter().map(|post| post.number).collect();
    let (stretches, undrawn) = timeline(&rows.posts.shown);
    let (happened, unhappened) = timeline::of_incidents(&rows.weighed.incidents.shown);
    let mut options = String::new();
    if policy.show_accounts {
        options.push_str(" --show-accounts --reason \"checking a dossier\"");
    }
    if policy.with_originals {
        options.push_str(" --with-originals");
        if !policy.show_accounts {
            options.push_str(" --reason \"checking a dossier\"");
        }
    }
    if policy.show_collectors {
        options.push_str(" --show-collectors");
    }
    let glance = [
        (counts.items, "item", "items"),
        (counts.posts, "post", "posts"),
        (counts.sources, "source", "sources"),
        (counts.articles, "article", "articles"),
        (counts.claims, "claim", "claims"),
        (counts.not_collected, "thing not collected", "things not collected"),
        (counts.problems, "problem in reading", "problems in reading"),
        (counts.kept_not_read, "item kept, not read", "items kept, not read"),
        (counts.withheld, "item purged", "items purged"),
    ];
    let page = Page {
        style: include_str!("../../templates/style.css"),
        title: line(&rows.title),
        head,
        root: head.root.hex(),
        entries: grouped(head.size),
        key: case.key_text()?,
        options,
        glance: glance
            .into_iter()
            .enumerate()
            .filter(|(at, (n, ..))| *at < 7 || *n > 0)
            .map(|(_, (n, one, many))| (grouped(n), if n == 1 { one } else { many }))
            .chain([(size(counts.bytes), "of collected bytes")])
            .collect(),
        span: rows.posts_span(),
        missing_everywhere: rows.items.missing_everywhere.join("; "),
        items: rows.items.shown.iter().map(|item| Item::new(item, &rows.items.missing_everywhere)).collect(),
        more_items: more(rows.items.more(), "items.csv"),
        not_read: rows
            .items
            .not_read()
            .map(|i| (i.number, line(&i.name), i.mime.clone().unwrap_or_default()))
            .collect(),
        gaps: rows.gaps.shown.iter().map(Gap::new).collect(),
        more_gaps: more(rows.gaps.more(), "not_collected.csv"),
        problems: rows.problems.shown.iter().map(Problem::new).collect(),
        more_problems: more(rows.problems.more(), "problems.csv"),
        articles: rows.articles.shown.iter().map(|a| Article::new(a, &rows.posts.shown)).collect(),
        more_articles: more(rows.articles.more(), "articles.csv"),
        stretches,
        undrawn: (undrawn > 0).then(|| {
            count(undrawn, "post states no time or only one side of it", "posts state no time or only one side of it")
        }),
        posts: view::posts(&rows.posts.shown),
        more_posts: more(rows.posts.more(), "posts.csv"),
        checks: rows.checks.iter().map(Check::new).collect(),
        claims: rows.claims.shown.iter().map(|claim| Claim::new(claim, &on_page)).collect(),
        more_claims: more(rows.claims.more(), "claims.csv"),
        repeats: rows.repeats.shown.iter().map(|repeat| Repeat::new(repeat, &on_page)).collect(),
        more_repeats: more(rows.repeats.more(), "repeats.csv"),
        families: rows.copies.shown.iter().map(|family| Family::new(family, &on_page)).collect(),
        more_families: more(rows.copies.more(), "copies.csv"),
        weighed: &rows.weighed,
        happened,
        unhappened: (unhappened > 0).then(|| {
            count(
                unhappened,
                "incident states no time or only one side of it",
                "incidents state no time or only one side of it",
            )
        }),
        map: map::map(&rows.weighed.drawn),
        more_incidents: more(rows.weighed.incidents.more(), "incidents.csv"),
        more_statements: more(rows.weighed.statements.more(), "origins.csv"),
        sources: rows.sources.shown.iter().map(Source::new).collect(),
        more_sources: more(rows.sources.more(), "sources.csv"),
        withheld: withheld.words().into_iter().map(|(n, words)| (grouped(n), words)).collect(),
        absent: absent.iter().map(|a| (a.path.clone(), a.why.clone())).collect(),
        analysers: rows
            .items
            .analysers
            .iter()
            .map(|(a, n)| (line(&a.analyser), line(&a.version), grouped(*n)))
            .collect(),
        tools: line(&rows.items.tools.join(", ")),
    };
    Ok(page.render()?)
}

impl Rows {
    fn posts_span(&self) -> Option<[String; 2]> {
        let [from, to] = self.span;
        Some([instant(from?), instant(to?)])
    }
}
