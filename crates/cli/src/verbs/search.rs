//! `exhibit search`: posts and articles that hold every word, in any case form, and in other spellings and scripts too.

use std::io::IsTerminal;

use case::search::Hit;
use model::Span;
use model::name::visible;

use super::show::{speaker, time_words};
use crate::failure::{Failure, Verdict};
use crate::output::{count, fold};
use crate::world::World;
use crate::{output, places};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:  exhibit search river.case \"харків вокзал\"   finds Kharkiv, Харькове and вокзалу too"
)]
pub struct Args {
    /// The words to find, in quotation marks; before them, if you like, the case folder
    #[arg(num_args = 1..=2, required = true, value_names = ["WORDS"])]
    arguments: Vec<String>,
    /// Only the script and spelling given, in any case form
    #[arg(long)]
    no_transliteration: bool,
    /// Show at most so many
    #[arg(long, default_value_t = 20)]
    limit: u64,
}

pub fn run(mut args: Args, world: &World) -> Result<Verdict, Failure> {
    let given = places::split_case(&mut args.arguments, 1);
    let case = places::read(world, given.as_deref())?;
    let [words] = args.arguments.as_slice() else {
        return Err(Failure::Usage("give the words in one pair of quotation marks".to_owned()));
    };
    let found = case.search(words, !args.no_transliteration, args.limit, world.progress())?;
    if world.json() {
        output::json(&found)?;
        return Ok(Verdict::Done);
    }
    let mut text = String::new();
    for hit in &found.hits {
        let (head, words, spans) = match hit {
            Hit::Post { post, spans } => {
                let when = post.post.times.posted.as_ref().or(post.post.times.uploaded.as_ref());
                let when = when.map_or("undated".to_owned(), time_words);
                (format!("{}  {when}\n  {}", post.id.0.short(), visible(&speaker(post))), &post.post.text, spans)
            }
            Hit::Article { article, spans } => {
                let a = &article.article;
                let title = a.title.as_deref().or(a.author.as_deref()).unwrap_or("article without a title");
                let when = a.time.as_ref().map_or("undated".to_owned(), time_words);
                (format!("{}  {when}\n  {}", article.item.0.short(), visible(title)), &a.text, spans)
            }
        };
        text += &format!("{head}\n    {}\n\n", fold(&excerpt(words, spans), 74, "    "));
    }
    text += &format!("{} hold every word", count(found.total, "post or article", "posts and articles"));
    if found.total > found.hits.len() as u64 {
        text += &format!("; the best {} are shown", found.hits.len());
    }
    output::text(&text)?;
    Ok(Verdict::Done)
}

/// Code points shown on either side of the first word found.
const AROUND: usize = 110;

/// The text around the first word found, with the words marked.
fn excerpt(text: &str, spans: &[Span]) -> String {
    let centre = spans.first().map_or(0, |s| s.start);
    let (from, to) = (centre.saturating_sub(AROUND), centre + AROUND);
    let marks = if std::io::stdout().is_terminal() { ("\u{1b}[1m", "\u{1b}[0m") } else { ("[", "]") };
    let mut out = String::new();
    let mut chars = 0;
    let mut piece = String::new();
    for (at, c) in text.chars().enumerate().skip(from).take(to - from) {
        chars = at + 1;
        if spans.iter().any(|s| s.start == at) {
            out += &visible(&std::mem::take(&mut piece));
            out += marks.0;
        }
        piece.push(if c.is_whitespace() { ' ' } else { c });
        if spans.iter().any(|s| s.end == at + 1) {
            out += &visible(&std::mem::take(&mut piece));
            out += marks.1;
        }
    }
    out += &visible(&piece);
    let more = text.chars().nth(chars).is_some();
    format!("{}{out}{}", if from > 0 { "… " } else { "" }, if more { " …" } else { "" })
}
