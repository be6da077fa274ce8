//! How the things of a case hang together: links of posts, files they carry, credits and embeds of articles, texts that
//! are copies of one another.

use std::collections::HashMap;

use model::post::LinkKind;
use rusqlite::Connection;
use text::near::TextKeys;
use weigh::material::{Node, Role, Tie, TieKind, Utterance, UtteranceKind};

use super::gather::{Gathered, Held};
use super::keys::name_words;
use super::{citations, footage};
use crate::carried::{By, Carried};
use crate::copies::Copies;
use crate::error::Error;
use crate::repeats;

/// Texts shorter than this are nobody's copy: everybody writes "what is going on there".
const SHORTEST_COPY: usize = 40;

pub(super) fn tie(
    connection: &Connection,
    gathered: &mut Gathered,
    texts: &[String],
    keys: &[TextKeys],
    (carried, copies): (&[Carried], &Copies),
) -> Result<(), Error> {
    let mut ties = Vec::new();
    links(connection, gathered, &mut ties)?;
    let shows = media(connection, gathered, carried, &mut ties)?;
    side_cars(gathered, carried, &mut ties);
    credits(gathered, texts, &shows, &mut ties);
    citations::cite(gathered, texts, &mut ties);
    text_copies(gathered, texts, keys, &mut ties);
    footage::same_recording(&gathered.material.footage, copies, &mut ties);
    ties.sort_by(|a, b| (a.from, a.to, a.kind, &a.why).cmp(&(b.from, b.to, b.kind, &b.why)));
    ties.dedup_by(|a, b| (a.from, a.to, a.kind) == (b.from, b.to, b.kind));
    gathered.material.ties = ties;
    Ok(())
}

fn plain(from: u32, to: u32, kind: TieKind, why: String) -> Tie {
    Tie { from: Node::Utterance(from), to: Node::Utterance(to), kind, why, span: None }
}

/// Forwards, reposts, replies, quotes, edits and embeds.
fn links(connection: &Connection, gathered: &mut Gathered, ties: &mut Vec<Tie>) -> Result<(), Error> {
    let mut by_no: HashMap<i64, usize> = HashMap::new();
    let mut native: HashMap<(String, String), u32> = HashMap::new();
    for (n, post) in gathered.posts.iter().enumerate() {
        by_no.insert(post.no, n);
        if let (Some(id), Some(at)) = (&post.native_id, gathered.at.get(&post.id)) {
            native.insert((place(post), id.clone()), *at);
        }
    }
    let mut statement =
        connection.prepare("SELECT post, kind, native_id, lower(target), who FROM post_link ORDER BY post, rowid")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let Some(post) = by_no.get(&row.get::<_, i64>(0)?).map(|n| &gathered.posts[*n]) else { continue };
        let kind: LinkKind = serde_json::from_value(row.get::<_, String>(1)?.into())?;
        let (number, target, who): (Option<String>, Option<String>, Option<String>) =
            (row.get(2)?, row.get(3)?, row.get(4)?);
        let Some(from) = gathered.at.get(&post.id).copied() else { continue };
        if kind == LinkKind::Embed {
            let article = gathered.at.get(&format!("article:{}", post.item));
            ties.extend(
                article
                    .map(|article| plain(*article, from, TieKind::Embed, format!("embeds a post by {}", post.source))),
            );
            continue;
        }
        let by_number = || native.get(&(place(post), number.clone()?)).copied();
        let to = target.and_then(|id| gathered.at.get(&format!("post:{id}")).copied()).or_else(by_number);
        let kind = match kind {
            LinkKind::Forward => TieKind::Forward,
            LinkKind::Repost => TieKind::Repost,
            LinkKind::Reply => TieKind::Reply,
            LinkKind::Quote => TieKind::Quote,
            LinkKind::Edit | LinkKind::Embed => TieKind::Edit,
        };
        let name = who.clone().unwrap_or_else(|| "somebody unnamed".to_owned());
        let to = match to {
            Some(to) => to,
            // What it passes on is not in the case: whoever is named stands for it.
            None if matches!(kind, TieKind::Forward | TieKind::Repost) => {
                let key = who.clone().unwrap_or_else(|| post.id.clone());
                let id = post.id.clone();
                elsewhere(gathered, &key, who.as_deref(), from, &id)
            }
            None => continue,
        };
        if to != from {
            ties.push(plain(from, to, kind, words(kind, &name)));
        }
    }
    Ok(())
}

fn words(kind: TieKind, who: &str) -> String {
    match kind {
        TieKind::Forward => format!("forwarded from {who}"),
        TieKind::Repost => format!("reposts {who}"),
        TieKind::Reply => format!("answers {who}"),
        TieKind::Quote => format!("quotes {who}"),
        _ => format!("a later version of the post of {who}"),
    }
}

/// Within what a post's number is unique: the platform, or the item where numbers count from one in every chat.
fn place(post: &Held) -> String {
    if post.platform == "x" { "x".to_owned() } else { format!("{}\n{}", post.platform, post.item) }
}

/// An utterance that the case knows of and does not hold. It comes after all others.
fn elsewhere(gathered: &mut Gathered, key: &str, who: Option<&str>, from: u32, post: &str) -> u32 {
    let id = format!("elsewhere:{}", model::Digest::of(key.as_bytes()).hex());
    if let Some(at) = gathered.at.get(&id) {
        return *at;
    }
    let at = gathered.material.utterances.len() as u32;
    let passing = &gathered.material.utterances[from as usize];
    let held = Utterance {
        id: id.clone(),
        kind: UtteranceKind::Post,
        source: None,
        source_name: Some(
            who.map_or_else(|| format!("an unnamed source of {}", &post[..17.min(post.len())]), str::to_owned),
        ),
        account: who.filter(|who| who.starts_with('@')).map(str::to_owned),
        source_words: who.map(|who| vec![name_words(who.split('(').next().unwrap_or(who))]).unwrap_or_default(),
        role: Role::Account,
        time: None,
        published: [None, passing.published[1]],
        shows_absent: false,
        language: String::new(),
        item: String::new(),
        text_sha256: String::new(),
        finding: passing.finding,
        speakers: Vec::new(),
        home: Vec::new(),
        places: Vec::new(),
        times: Vec::new(),
    };
    gathered.material.utterances.push(held);
    gathered.at.insert(id, at);
    at
}

/// Files that posts carry. Gives the posts that show something, whether the case holds it or not.
fn media(
    connection: &Connection,
    gathered: &mut Gathered,
    carried: &[Carried],
    ties: &mut Vec<Tie>,
) -> Result<Vec<bool>, Error> {
    let mut files: HashMap<(String, &str), u32> = HashMap::new();
    for one in carried.iter().filter(|c| c.by == By::Named) {
        let file = footage::at(&gathered.material.footage, one.item);
        if let (Some(path), Some(file)) = (&one.path, file) {
            files.insert((one.post.0.hex(), path), file);
        }
    }
    let mut statement = connection.prepare(
        "SELECT lower(hex(p.id)), m.kind, m.file_name, m.missing, \
           CASE WHEN m.folder = '' OR m.folder IS NULL THEN m.file_name ELSE m.folder || '/' || m.file_name END \
         FROM media m JOIN post p ON p.no = m.post ORDER BY m.rowid",
    )?;
    let mut rows = statement.query([])?;
    let mut shows = vec![false; gathered.material.utterances.len()];
    while let Some(row) = rows.next()? {
        let (post, kind): (String, String) = (row.get(0)?, row.get(1)?);
        let Some(at) = gathered.at.get(&format!("post:{post}")).copied() else { continue };
        if !matches!(kind.as_str(), "picture" | "video" | "sound") {
            continue;
        }
        shows[at as usize] = true;
        let there = row.get::<_, Option<String>>(3)?.is_none();
        let path = row.get::<_, Option<String>>(4)?.filter(|_| there);
        match path.and_then(|path| files.get(&(post, path.as_str())).copied()) {
            Some(file) => ties.push(Tie {
                from: Node::Utterance(at),
                to: Node::Footage(file),
                kind: TieKind::Media,
                why: row.get::<_, Option<String>>(2)?.map_or("carries it".to_owned(), |name| format!("carries {name}")),
                span: None,
            }),
            None => gathered.material.utterances[at as usize].shows_absent = true,
        }
    }
    // A quoted post's picture is known by its address only.
    for post in gathered.posts.iter().filter(|p| p.kinds.contains(&LinkKind::Embed)) {
        let shown = post.urls.iter().any(|url| url.contains("pic.twitter.com/") || url.contains("pic.x.com/"));
        if let Some(at) = gathered.at.get(&post.id).filter(|_| shown) {
            shows[*at as usize] = true;
            gathered.material.utterances[*at as usize].shows_absent = true;
        }
    }
    Ok(shows)
}

/// Files beside a side-car: the post that the side-car describes carries them.
fn side_cars(gathered: &mut Gathered, carried: &[Carried], ties: &mut Vec<Tie>) {
    for one in carried.iter().filter(|c| c.by == By::SideCar) {
        let file = footage::at(&gathered.material.footage, one.item);
        let at = gathered.at.get(&format!("post:{}", one.post.0.hex())).copied();
        if let (Some(file), Some(at)) = (file, at) {
            gathered.material.utterances[at as usize].shows_absent = false;
            ties.push(Tie {
                from: Node::Utterance(at),
                to: Node::Footage(file),
                kind: TieKind::Media,
                why: format!("its side file lies beside {}", footage::name(&gathered.material.footage[file as usize])),
                span: None,
            });
        }
    }
}

/// Credits of pictures, by account or name, and accounts that an article names where it speaks of a recording.
fn credits(gathered: &Gathered, texts: &[String], shows: &[bool], ties: &mut Vec<Tie>) {
    let utterances = &gathered.material.utterances;
    let mut accounts: HashMap<String, Vec<u32>> = HashMap::new();
    let mut names: HashMap<String, Vec<u32>> = HashMap::new();
    for (at, utterance) in utterances.iter().enumerate().filter(|(_, u)| u.kind == UtteranceKind::Post) {
        if let Some(account) = &utterance.account {
            accounts.entry(account.trim_start_matches('@').to_lowercase()).or_default().push(at as u32);
        }
        if let Some(name) = &utterance.source_name {
            let name = name.split('(').next().unwrap_or(name).trim().to_lowercase();
            names.entry(name).or_default().push(at as u32);
        }
    }
    // Of a publisher's posts the first that shows something is meant, or else the first.
    let chosen = |list: &Vec<u32>| {
        let key = |at: &&u32| {
            let utterance = &utterances[**at as usize];
            let shown = shows.get(**at as usize).copied().unwrap_or(false) || utterance.shows_absent;
            (!shown, utterance.published[0].map_or(i64::MAX, |t| t.0), utterance.id.clone())
        };
        list.iter().min_by_key(key).copied()
    };
    for (item, article) in &gathered.articles {
        let Some(from) = gathered.at.get(&format!("article:{item}")).copied() else { continue };
        let embedded: Vec<u32> = ties
            .iter()
            .filter(|t| t.from == Node::Utterance(from) && t.kind == TieKind::Embed)
            .filter_map(|t| if let Node::Utterance(to) = t.to { Some(to) } else { None })
            .collect();
        // The post on the page itself goes before others of the same account.
        let of = |list: &Vec<u32>| list.iter().find(|at| embedded.contains(at)).copied().or_else(|| chosen(list));
        let mut credited: Vec<Credited> = Vec::new();
        for credit in &article.credits {
            let account = mentioned(credit).find_map(|account| Some((accounts.get(&account).and_then(&of)?, account)));
            let name = || {
                let parts = credit.split(['/', ',', '|']).map(|part| part.trim().to_lowercase());
                parts.into_iter().find_map(|part| Some((names.get(&part).and_then(&of)?, part)))
            };
            credited.extend(account.or_else(name).map(|(to, name)| Credited { to, name, credit }));
        }
        beside_recordings(gathered, from, &texts[from as usize], &accounts, &of, &credited, ties);
    }
}

/// A publisher whom a picture credit names.
struct Credited<'c> {
    to: u32,
    /// The account or name, in lower case.
    name: String,
    credit: &'c str,
}

/// Accounts named in a text: `@` and what follows, in lower case.
fn mentioned(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split('@').skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_alphanumeric() && !"_.-".contains(c)).unwrap_or(rest.len());
        rest[..end].trim_end_matches(['.', '-']).to_lowercase()
    })
}

/// A claim that says a recording shows it: the account that its paragraph names is meant, or else whoever the page credits
/// for its picture. A credit covers what is said up to where its name is last met, at least the first such claim; further
/// down other recordings are spoken of.
fn beside_recordings(
    gathered: &Gathered,
    from: u32,
    text: &str,
    accounts: &HashMap<String, Vec<u32>>,
    of: &dyn Fn(&Vec<u32>) -> Option<u32>,
    credited: &[Credited<'_>],
    ties: &mut Vec<Tie>,
) {
    let paragraphs: Vec<String> = text.split('\n').map(str::to_lowercase).collect();
    let claims = &gathered.material.claims;
    let first = claims.partition_point(|c| c.utterance < from);
    let mut met: Option<u32> = None;
    for (n, claim) in claims[first..].iter().enumerate().take_while(|(_, c)| c.utterance == from) {
        let Some(paragraph) = paragraphs.get(claim.paragraph as usize).filter(|_| claim.basis.is_some()) else {
            continue;
        };
        let begin = *met.get_or_insert(claim.paragraph);
        let named = mentioned(paragraph).find_map(|account| Some((accounts.get(&account).and_then(of)?, account)));
        let named = named.map(|(to, account)| (to, format!("the paragraph names @{account} for the recording")));
        let covers = |credit: &&Credited<'_>| {
            let last = paragraphs.iter().rposition(|p| p.contains(&credit.name)).unwrap_or(0);
            claim.paragraph as usize <= last || claim.paragraph == begin
        };
        let credit = || credited.iter().find(covers).map(|c| (c.to, format!("picture credit: {}", c.credit)));
        if let Some((to, why)) = named.or_else(credit) {
            ties.push(Tie {
                from: Node::Claim((first + n) as u32),
                to: Node::Utterance(to),
                kind: TieKind::Credit,
                why,
                span: Some(claim.span),
            });
        }
    }
}

/// Texts that are copies of one another: each goes back to the earliest. Changed figures, towns, dates or denials make
/// another text.
fn text_copies(gathered: &Gathered, texts: &[String], keys: &[TextKeys], ties: &mut Vec<Tie>) {
    let utterances = &gathered.material.utterances;
    let mut order: Vec<u32> = (0..texts.len() as u32).filter(|at| !texts[*at as usize].is_empty()).collect();
    order.sort_by_key(|at| utterances[*at as usize].published[0].map_or(i64::MAX, |t| t.0));
    let words: Vec<&str> = order.iter().map(|at| texts[*at as usize].as_str()).collect();
    let known: Vec<TextKeys> = order.iter().map(|at| keys[*at as usize].clone()).collect();
    let found = repeats::group(&words, &known);
    let passed: std::collections::HashSet<Node> = ties
        .iter()
        .filter(|t| matches!(t.kind, TieKind::Forward | TieKind::Repost | TieKind::Edit))
        .map(|t| t.from)
        .collect();
    let long = |at: &u32| texts[*at as usize].chars().nth(SHORTEST_COPY - 1).is_some();
    for group in found.groups {
        let mut members: Vec<u32> = group.iter().map(|at| order[*at as usize]).filter(long).collect();
        let when = |at: &u32| {
            let utterance = &utterances[*at as usize];
            let derived = passed.contains(&Node::Utterance(*at));
            (derived, utterance.published[0].map_or(i64::MAX, |t| t.0), utterance.id.clone())
        };
        members.sort_by_cached_key(when);
        let Some((first, others)) = members.split_first() else { continue };
        let name = utterances[*first as usize].source_name.clone().unwrap_or_else(|| "an earlier text".to_owned());
        for other in others.iter().filter(|at| !passed.contains(&Node::Utterance(**at))) {
            ties.push(plain(*other, *first, TieKind::TextCopy, format!("the same text as that of {name}")));
        }
    }
}
