//! `exhibit show`: one item, post or source in full.

use case::repeats::TextRef;
use case::review::Review;
use case::translate::Translation;
use case::view::{ArticleView, ContainerView, ItemView, PostView, SourceView, StreamView, Thing};
use media::{Matter, Orientation, StreamKind};
use model::name::visible;
use model::time::TimeSpan;

use crate::failure::{Failure, Verdict};
use crate::output::{count, fold, grouped, size};
use crate::world::World;
use crate::{checks, output, places};

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit show 3fa2c1 --case river.case")]
pub struct Args {
    /// The id of an item, a post or a source, or its first digits; before it, if you like, the case folder
    #[arg(num_args = 1..=2, required = true, value_names = ["ID"])]
    arguments: Vec<String>,
}

pub fn run(mut args: Args, world: &World) -> Result<Verdict, Failure> {
    let given = places::split_case(&mut args.arguments, 1);
    let case = places::read(world, given.as_deref())?;
    let [id] = args.arguments.as_slice() else {
        return Err(Failure::Usage("give one id".to_owned()));
    };
    let thing = case.find(id)?;
    let translations = match &thing {
        Thing::Item(item) => case.translations(TextRef { item: item.id, post: None })?,
        Thing::Post(post) => case.translations(TextRef { item: post.item, post: Some(post.id) })?,
        Thing::Source(_) => Vec::new(),
    };
    let physical = match &thing {
        Thing::Item(item) => case.checks_on(item.id)?,
        Thing::Post(_) | Thing::Source(_) => Vec::new(),
    };
    if world.json() {
        output::json(&Shown { thing: &thing, translations, checks: physical })?;
    } else {
        let mut page = Page::default();
        match &thing {
            Thing::Item(item) => page.item(item),
            Thing::Post(post) => page.post_in_full(post),
            Thing::Source(source) => page.source(source),
        }
        for check in &physical {
            page.heading(&format!("Check, entry {}", check.entry));
            for line in checks::words(&check.finding).lines() {
                page.line(&format!("  {line}"));
            }
        }
        for translation in &translations {
            page.heading(&format!(
                "Machine translation into {} by {}, checked by nobody",
                translation.to,
                visible(&translation.model)
            ));
            page.words(&translation.text, "  ");
        }
        output::text(page.text.trim_matches('\n'))?;
    }
    Ok(Verdict::Done)
}

/// The document of `--json`.
#[derive(serde::Serialize)]
struct Shown<'t> {
    #[serde(flatten)]
    thing: &'t Thing,
    translations: Vec<Translation>,
    checks: Vec<case::checks::CheckOnItem>,
}

/// Text that grows line by line.
#[derive(Default)]
struct Page {
    text: String,
}

/// Columns of the terminal that text may fill.
const WIDTH: usize = 78;
/// Where the value of a field begins.
const FIELD: usize = 26;

impl Page {
    fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    fn heading(&mut self, text: &str) {
        self.line("");
        self.line(text);
    }

    fn field(&mut self, name: &str, value: &str) {
        let value = visible(value);
        let name = format!("  {name}");
        // A hash or an address that has no room beside its name gets the next line.
        if value.split(' ').any(|word| word.chars().count() > WIDTH - FIELD) {
            self.line(&name);
            self.line(&format!("    {}", fold(&value, WIDTH - 4, "    ")));
            return;
        }
        let value = fold(&value, WIDTH - FIELD, &" ".repeat(FIELD));
        if name.chars().count() >= FIELD {
            self.line(&name);
            self.line(&format!("{}{value}", " ".repeat(FIELD)));
        } else {
            self.line(&format!("{name:<FIELD$}{value}"));
        }
    }

    fn words(&mut self, text: &str, indent: &str) {
        for paragraph in text.lines().filter(|l| !l.trim().is_empty()) {
            let folded = fold(&visible(paragraph), WIDTH - indent.len(), indent);
            self.line(&format!("{indent}{folded}"));
        }
    }

    fn item(&mut self, item: &ItemView) {
        let name = item.sightings.first().map_or("(name withheld)".to_owned(), |s| s.path.display());
        let format =
            item.summary.format.clone().or_else(|| item.summary.mime.clone().map(|m| format!("{m} (kept, not read)")));
        match item.summary.withheld {
            Some(entry) => {
                self.line(&format!("WITHHELD: its bytes were purged (entry {entry}); only the hash is known."));
            }
            None => {
                let format = format.unwrap_or_else(|| "not examined yet".to_owned());
                self.line(&format!("{name}\n{format}, {}", item.summary.size.map_or("size unknown".to_owned(), size)));
            }
        }
        self.heading("Collection form");
        for line in &item.collection_form {
            match &line.value {
                Some(value) => self.field(&line.field, value),
                None => self.field(&line.field, "— missing"),
            }
        }
        if item.sightings.len() > 1 {
            self.heading(&format!("Met {}", count(item.sightings.len() as u64, "time", "times")));
            for seen in &item.sightings {
                self.field(&seen.at.to_string(), &seen.path.display());
            }
        }
        if let Some(article) = &item.document {
            self.article(article);
        }
        if let Some(container) = &item.container {
            self.container(container);
        }
        if let Some(car) = &item.side_car {
            self.heading("States of the file beside it");
            for (name, value) in [("File", &car.about), ("Fetched from", &car.url), ("By", &car.tool)] {
                self.field(name, value.as_deref().unwrap_or("—"));
            }
        }
        if item.posts_total > 0 {
            self.heading(&count(item.posts_total, "post", "posts"));
            for post in &item.posts {
                self.post(post);
            }
            if item.posts_total > item.posts.len() as u64 {
                self.line(&format!("  … and {} more", grouped(item.posts_total - item.posts.len() as u64)));
            }
        }
        self.list("Not collected", item.not_collected.iter().map(|g| format!("{}: {} ({})", g.what, g.why, g.locator)));
        self.list("Problems", item.problems.iter().map(|p| p.what.clone()));
        self.heading("Findings");
        for finding in &item.findings {
            let record = finding.record.as_ref().map_or("withheld".to_owned(), |r| format!("record {}", &r[..12]));
            let lines = count(finding.lines, "line", "lines");
            self.field(
                &format!("entry {}", finding.entry),
                &format!("{} {}, {lines}, {record}", finding.analyser, finding.version),
            );
        }
        self.list(
            "Judgements",
            item.judgements.iter().map(|j| {
                let author = j.author.as_deref().unwrap_or("unknown");
                let reason = j.reason.as_ref().map(|r| format!(" — {r}")).unwrap_or_default();
                // A review's value names the claim too.
                let value = match serde_json::from_str::<Review>(&j.value) {
                    Ok(review) if j.act == "review" => format!("“{}”: {}", review.claim, review.result),
                    _ => j.value.clone(),
                };
                format!("{}: {value}{reason} ({author}, entry {})", j.act, j.entry)
            }),
        );
    }

    fn container(&mut self, view: &ContainerView) {
        self.heading("Inside");
        self.field("Container", &view.container);
        if let Some(us) = view.duration_us {
            self.field("Length as stated", &format!("{} s", seconds(us)));
        }
        for stream in &view.streams {
            self.field(&format!("Stream {}", stream.index), &stream_words(stream));
        }
        if let Some(what) = &view.cut_off {
            self.field("Not whole", what);
        }
        if let Some(complaint) = &view.complaint {
            self.field(
                "The decoder complains",
                &format!("{}, first: {complaint}", count(view.complaints, "time", "times")),
            );
        }
        self.field("Decoded with", &view.decoder);
        for missing in view.limits.iter().filter(|l| !l.given) {
            self.field("Limit not given", &format!("{} ({})", missing.limit, missing.how));
        }
        if view.stated.is_empty() {
            return;
        }
        self.heading("What the file states of its making (weak: anybody can write anything there)");
        for stated in &view.stated {
            self.field(matter_words(stated.matter), &format!("{} ({})", stated.value, stated.origin));
        }
    }

    fn list(&mut self, heading: &str, lines: impl ExactSizeIterator<Item = String>) {
        if lines.len() == 0 {
            return;
        }
        self.heading(heading);
        for line in lines {
            self.line(&format!("  {}", fold(&visible(&line), WIDTH - 4, "    ")));
        }
    }

    fn article(&mut self, view: &ArticleView) {
        let article = &view.article;
        self.heading("Article");
        let time = |t: &Option<TimeSpan>| t.as_ref().map(time_words);
        for (name, value) in [
            ("Title", article.title.clone()),
            ("Signed by", article.author.clone()),
            ("Outlet", article.outlet.clone()),
            ("Published", time(&article.time)),
            ("Changed", time(&article.modified)),
            ("Address", article.url.clone()),
        ] {
            self.field(name, value.as_deref().unwrap_or("— not stated"));
        }
        self.field(
            "Text",
            &format!(
                "{} characters, SHA-256 {}",
                grouped(article.text.chars().count() as u64),
                article.text_sha256.short()
            ),
        );
        for credit in &article.credits {
            self.field("Image credit", credit);
        }
        for remark in &article.remarks {
            self.field("Remark", remark);
        }
    }

    fn post(&mut self, view: &PostView) {
        let post = &view.post;
        let when = post.times.posted.as_ref().or(post.times.uploaded.as_ref()).map_or("undated".to_owned(), time_words);
        self.line("");
        self.line(&format!("  {}  {}", view.id.0.short(), visible(&speaker(view))));
        self.line(&format!("  {when}"));
        self.words(&post.text, "    ");
        for link in &post.links {
            let other = link
                .who
                .clone()
                .or_else(|| link.native_id.clone())
                .or_else(|| link.url.clone())
                .unwrap_or_else(|| "unnamed".to_owned());
            self.line(&format!("    {}: {}", format!("{:?}", link.kind).to_lowercase(), visible(&other)));
        }
        for media in &view.media_resolved {
            let item = media.item.map(|id| format!("item {}", id.0.short()));
            let state = item.or_else(|| media.missing.clone()).unwrap_or_else(|| "not in the case".to_owned());
            self.line(&format!(
                "    {}: {} ({})",
                media.kind.word(),
                visible(media.path.as_deref().unwrap_or("—")),
                visible(&state)
            ));
        }
        for remark in &post.remarks {
            self.line(&format!("    {}", fold(&format!("note: {}", visible(remark)), WIDTH - 6, "      ")));
        }
    }

    fn post_in_full(&mut self, view: &PostView) {
        self.post(view);
        self.heading("Where it was read");
        self.field("Item", &view.item.to_string());
        self.field("Place in it", &view.post.locator);
        self.field("Log entry", &view.finding.to_string());
        for other in &view.also_read_from {
            self.field("Also in", &other.to_string());
        }
        self.field("Address", view.post.url.as_deref().unwrap_or("— not stated"));
        self.field("Words", if view.post.verbatim { "verbatim" } else { "as the exporting tool rewrote them" });
        self.heading("Times");
        let times = &view.post.times;
        for (name, time) in [
            ("Posted", &times.posted),
            ("Edited", &times.edited),
            ("Uploaded", &times.uploaded),
            ("Released", &times.released),
            ("Modified", &times.modified),
            ("Captured", &times.captured),
            ("By its id", &times.from_id),
        ] {
            if let Some(time) = time {
                self.field(name, &format!("{} = {}", time_words(time), bounds(time)));
            }
        }
    }

    fn source(&mut self, view: &SourceView) {
        let s = &view.source;
        self.line(&visible(s.name.as_deref().or(s.account.as_deref()).unwrap_or("unnamed source")));
        self.field("Platform", &s.platform.0);
        self.field("Account", s.account.as_deref().unwrap_or("— not stated"));
        self.field("Platform's id", s.native_id.as_deref().unwrap_or("— not stated"));
        self.field("Role", &format!("{:?}", s.role).to_lowercase());
        self.field("Posts", &grouped(view.posts));
        let [from, to] = view.between.map(|t| t.map_or("unknown".to_owned(), |t| t.to_string()));
        self.field("Between", &format!("{from} and {to}"));
    }
}

fn stream_words(stream: &StreamView) -> String {
    let kind = match stream.kind {
        StreamKind::Picture => "pictures",
        StreamKind::Cover => "a cover picture",
        StreamKind::Sound => "sound",
        StreamKind::Other => "something else",
    };
    let mut words = vec![kind.to_owned()];
    words.extend(stream.codec.clone());
    words.extend(stream.width.zip(stream.height).map(|(width, height)| format!("{width} x {height}")));
    if stream.orientation.is_some_and(|o| o != Orientation::Upright) {
        words.push("stored turned".to_owned());
    }
    words.extend(
        stream.frame_rate.as_ref().filter(|_| stream.packets > 1).map(|rate| format!("{rate} frames a second")),
    );
    if stream.kind == StreamKind::Picture && stream.packets > 1 {
        words.push(count(stream.packets, "frame", "frames"));
        words.push(count(stream.keyframes, "keyframe", "keyframes"));
    }
    words.extend(stream.sample_rate.map(|rate| format!("{rate} Hz")));
    words.extend(stream.channels.map(|n| count(n.into(), "channel", "channels")));
    words.join(", ")
}

fn matter_words(matter: Matter) -> &'static str {
    match matter {
        Matter::Time => "Time",
        Matter::Place => "Place",
        Matter::Maker => "Maker of the device",
        Matter::Model => "Device",
        Matter::Software => "Program",
    }
}

/// Microseconds as seconds with milliseconds.
fn seconds(us: i64) -> String {
    format!("{}.{:03}", us / 1_000_000, us / 1_000 % 1_000)
}

pub fn speaker(view: &PostView) -> String {
    let Some(source) = &view.source else { return "unknown speaker".to_owned() };
    match (&source.name, &source.account) {
        (Some(name), Some(account)) => format!("{name} ({account}), {}", source.platform.0),
        (Some(one), None) | (None, Some(one)) => format!("{one}, {}", source.platform.0),
        (None, None) => source.platform.0.clone(),
    }
}

pub fn time_words(time: &TimeSpan) -> String {
    match &time.zone {
        Some(zone) => format!("{} ({zone})", time.value),
        None => format!("{} (zone unknown)", time.value),
    }
}

fn bounds(time: &TimeSpan) -> String {
    let [from, to] = time.utc.map(|t| t.map_or("..".to_owned(), |t| t.to_string()));
    if from == to { from } else { format!("{from} to {to}") }
}
