//! `exhibit read`: who says what, where, when, how many and how sure, in one text.

use std::io::Read;
use std::path::Path;

use anyhow::Context;
use case::reading::{Known, read_document};
use case::view::ReadingView;
use model::TimeSpan;
use model::name::visible;
use text::Lang;
use text::gazetteer::Gazetteer;
use text::gazetteer::overlay::Overlay;

use crate::failure::{Failure, Verdict};
use crate::output;
use crate::output::fold;
use crate::world::World;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:  exhibit read article.txt --published 2026-03-12T09:40+02:00\n          echo \"Вчора у Харкові зникло світло\" | exhibit read - --published 2026-03-12"
)]
pub struct Args {
    /// A text, a page or an article; `-` reads standard input
    file: String,
    /// When it was published (2026-03-12, 2026-03-12T09:40, 2026-03-12T09:40+02:00); goes before what the text states
    #[arg(long, value_name = "TIME")]
    published: Option<String>,
    /// Its language, where you know it: en, uk, ru or pl
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// A table of your own places (tab or comma separated: name, lat, lon, country …), laid over the gazetteer
    #[arg(long, value_name = "FILE")]
    places: Option<std::path::PathBuf>,
}

/// A text longer than this is refused: it is an export, not a text.
const MOST: u64 = 1 << 30;

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let published = args
        .published
        .map(|t| TimeSpan::from_stamp(&t))
        .transpose()
        .map_err(|e| Failure::Usage(format!("--published: {e}")))?;
    let lang = match &args.lang {
        Some(code) => Some(
            Lang::from_code(code).ok_or_else(|| Failure::Usage(format!("--lang: {code} is none of en, uk, ru, pl")))?,
        ),
        None => None,
    };
    let gazetteer = gazetteer(args.places.as_deref())?;
    let bytes = bytes(&args.file)?;
    let document = read_document(&bytes, &Known { published, lang }, &gazetteer)?;
    let incomplete = document.incomplete;
    let view = ReadingView::from(document);
    if world.json() {
        output::json(&view)?;
    } else {
        output::text(words(&view).trim_end())?;
    }
    Ok(Verdict::problems_if(incomplete))
}

fn bytes(file: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = if file == "-" {
        std::io::stdin().lock().take(MOST + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|f| f.take(MOST + 1).read_to_end(&mut bytes))
    };
    read.with_context(|| format!("reading {}", visible(file)))?;
    if bytes.len() as u64 > MOST {
        return Err(Failure::Usage(format!(
            "{} is longer than 1 GB. Make a case of it with `exhibit examine`",
            visible(file)
        )));
    }
    Ok(bytes)
}

fn gazetteer(own: Option<&Path>) -> Result<Gazetteer, Failure> {
    let shipped = Gazetteer::shipped().map_err(|e| anyhow::anyhow!("the table of places: {e}"))?;
    let Some(path) = own else { return Ok(shipped) };
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let overlay =
        Overlay::read(&text, &path.to_string_lossy()).with_context(|| format!("reading {}", path.display()))?;
    for problem in overlay.problems() {
        output::hint(&format!("{}: {problem}", path.display()));
    }
    Ok(shipped.with_overlay(&overlay))
}

const WIDTH: usize = 74;

fn words(view: &ReadingView) -> String {
    let mut text = format!("Language: {}", word(&view.language));
    let time = view.time.as_ref().map(super::show::time_words);
    text += &format!("\nPublished: {}", time.unwrap_or_else(|| "not stated; relative times stay open".to_owned()));
    text += &format!("\nSigned by: {}\n", view.author.as_deref().map_or("not stated".to_owned(), visible));
    let mut section = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            text += &format!("\n{title}\n");
            for line in lines {
                text += &format!("  {}\n", fold(&visible(&line), WIDTH, "    "));
            }
        }
    };
    section(
        "Posts it quotes",
        view.posts
            .iter()
            .map(|p| {
                let when = p.time.as_ref().map_or("undated".to_owned(), super::show::time_words);
                format!("{} ({}), {when}: {}", p.account, word(&p.language), p.text)
            })
            .collect(),
    );
    section(
        "Claims",
        view.claims
            .iter()
            .map(|c| {
                let speaker = c.speaker.as_deref().unwrap_or("the document itself");
                let via = if c.via.is_empty() { String::new() } else { format!(", via {}", c.via.join(", ")) };
                let how = if c.quoted { ", in quotation" } else { "" };
                let hedge = c.hedge.as_ref().map(|h| format!(", hedged by “{h}”")).unwrap_or_default();
                let denied = if word(&c.polarity) == "denied" { ", denied" } else { "" };
                format!("[{}–{}] {} — {speaker}{via}{how}{hedge}{denied}", c.span.start, c.span.end, c.text)
            })
            .collect(),
    );
    section(
        "Places",
        view.places
            .iter()
            .map(|p| {
                let place = &p.place;
                match (&place.name, place.lat, place.lon) {
                    (Some(name), Some(lat), Some(lon)) => {
                        let region = place.region.as_ref().map(|r| format!("{r}, ")).unwrap_or_default();
                        let country = place.country.as_deref().unwrap_or("no country");
                        let other = p.alternatives.first().and_then(|a| {
                            Some(format!("; or {} ({})", a.name.as_ref()?, a.region.as_ref().or(a.country.as_ref())?))
                        });
                        format!(
                            "“{}”: {name} ({region}{country}) {lat:.3}, {lon:.3} ± {} m{}",
                            p.text,
                            place.radius_m.unwrap_or(0),
                            other.unwrap_or_default()
                        )
                    }
                    _ => format!("“{}”: no place of that name is known", p.text),
                }
            })
            .collect(),
    );
    section(
        "Times",
        view.dates
            .iter()
            .map(|d| {
                let [from, to] = d.utc.map(|t| t.map_or("..".to_owned(), |t| t.to_string()));
                let remarks = d.remarks.iter().map(|r| format!(" ({r})")).collect::<String>();
                format!("“{}”: {} = {from} to {to}{remarks}", d.text, d.value)
            })
            .collect(),
    );
    section(
        "Figures",
        view.figures
            .iter()
            .map(|f| {
                let number = match (f.value, &f.decimal, f.at_least, f.at_most) {
                    (Some(n), ..) => n.to_string(),
                    (_, Some(n), ..) => n.clone(),
                    (.., Some(a), Some(b)) => format!("{a} to {b}"),
                    (.., Some(a), None) => format!("at least {a}"),
                    (.., Some(b)) => format!("at most {b}"),
                    _ => "no number".to_owned(),
                };
                let speaker = f.speaker.as_ref().map(|s| format!(" — {s}")).unwrap_or_default();
                format!("“{}”: {number} {}{speaker}", f.text, f.counts.as_deref().unwrap_or("of what is not known"))
            })
            .collect(),
    );
    section("Not counted as places", view.metonyms.iter().map(|p| format!("“{}”: {}", p.text, p.why)).collect());
    section(
        "Not what it looks like",
        view.oddities
            .iter()
            .map(|o| {
                let reads = o.reads_as.as_ref().map(|r| format!(", which reads as “{r}”")).unwrap_or_default();
                format!("{}: “{}”{reads}", word(&o.kind), o.text)
            })
            .collect(),
    );
    section("Worth knowing", view.remarks.clone());
    text
}

/// A unit variant's word, as in JSON.
fn word<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(|s| s.replace('_', " "))).unwrap_or_default()
}
