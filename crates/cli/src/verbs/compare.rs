//! `exhibit compare`: how two files are related, which seconds of one are which of the other, and why.

use std::fs::File;
use std::io::{BufRead, BufReader, Seek, SeekFrom};
use std::path::PathBuf;

use case::copies::{self, RelationRow};
use case::frames::Watched;
use serde::Serialize;

use crate::failure::{Failure, Verdict};
use crate::output::{self, fold};
use crate::world::World;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:  exhibit compare original.mp4 repost.mp4\n\n\
                  Times are seconds, A before B. Speed says how much faster B runs than A; the sound's opinion is given apart.")]
pub struct Args {
    /// The first recording or picture: A
    #[arg(value_name = "A")]
    a: PathBuf,
    /// The second one: B
    #[arg(value_name = "B")]
    b: PathBuf,
}

/// The document of `--json`.
#[derive(Serialize)]
struct Answer {
    #[serde(flatten)]
    relation: RelationRow,
    broken: Vec<String>,
}

pub fn run(args: Args, world: &World) -> Result<Verdict, Failure> {
    let files = [&args.a, &args.b];
    let opened = [open(files[0])?, open(files[1])?];
    let same_bytes = same_bytes(&opened)?;
    world.progress().begin("Decoding", None);
    let host = world.host();
    let both = |closely: bool| -> Result<[Watched; 2], Failure> {
        let (one, two) = std::thread::scope(|scope| {
            let one = scope.spawn(|| watch(host.decoder, &opened[0], files[0], closely));
            let two = watch(host.decoder, &opened[1], files[1], closely);
            (one.join(), two)
        });
        let one =
            one.map_err(|_| Failure::CouldNot(anyhow::anyhow!("decoding {} broke off", files[0].display())))??;
        Ok([one, two?])
    };
    let [one, two] = both(false)?;
    let (found, mut relation) = copies::compare(&one.recording, &two.recording, same_bytes);
    if found.may_hide_more() {
        // A recording that is shown small inside another has too few of the usual features.
        let [one, two] = both(true)?;
        let (closer, row) = copies::compare(&one.recording, &two.recording, same_bytes);
        if !closer.may_hide_more() {
            relation = row;
        }
    }
    world.progress().end();
    let named = |watched: &Watched, name: &str| {
        watched.broken.iter().map(|b| format!("{name}: its {} breaks off: {}", b.what, b.why)).collect::<Vec<_>>()
    };
    let broken = [named(&one, "A"), named(&two, "B")].concat();
    let problems = !broken.is_empty();
    if world.json() {
        output::json(&Answer { relation, broken })?;
    } else {
        let mut text = words(&relation);
        for line in &broken {
            text += &format!("{}\n", fold(line, 90, "  "));
        }
        output::text(text.trim_end())?;
    }
    Ok(Verdict::problems_if(problems))
}

/// Opens a file that was named.
pub fn open(path: &std::path::Path) -> Result<File, Failure> {
    let could_not = |words: String| {
        Failure::CouldNot(anyhow::anyhow!(
            "{} could not be read: {words}. Check the path and that you may read it",
            model::name::visible(&path.to_string_lossy())
        ))
    };
    let file = File::open(path).map_err(|e| could_not(store::error::system_words(&e)))?;
    if file.metadata().is_ok_and(|m| m.is_dir()) {
        return Err(could_not("it is a folder".to_owned()));
    }
    Ok(file)
}

/// Watches a file that was named.
pub fn watch(
    decoder: &media::OnDemand,
    file: &File,
    path: &std::path::Path,
    closely: bool,
) -> Result<Watched, Failure> {
    let name = model::name::visible(&path.to_string_lossy());
    case::frames::watch_file(decoder, file, closely)
        .map_err(|problem| Failure::CouldNot(anyhow::anyhow!("{name} could not be decoded: {problem}")))
}

/// Whether two files hold the same bytes.
fn same_bytes(files: &[File; 2]) -> Result<bool, Failure> {
    let sizes = [files[0].metadata()?.len(), files[1].metadata()?.len()];
    if sizes[0] != sizes[1] {
        return Ok(false);
    }
    let mut readers = [BufReader::with_capacity(1 << 17, &files[0]), BufReader::with_capacity(1 << 17, &files[1])];
    let same = loop {
        let [one, two] = &mut readers;
        let (left, right) = (one.fill_buf()?, two.fill_buf()?);
        let shared = left.len().min(right.len());
        if shared == 0 {
            break left.is_empty() && right.is_empty();
        }
        if left[..shared] != right[..shared] {
            break false;
        }
        one.consume(shared);
        two.consume(shared);
    };
    for mut file in files {
        file.seek(SeekFrom::Start(0))?;
    }
    Ok(same)
}

/// A relation in words.
pub fn words(relation: &RelationRow) -> String {
    let mut text = format!("{}\n  {}\n", relation.relation.word(), fold(&relation.reason, 88, "  "));
    for s in &relation.segments {
        let mut how = Vec::new();
        if s.mirrored {
            how.push("mirrored".to_owned());
        }
        if s.rotation.abs() >= 1.0 {
            how.push(format!("turned by {:.0}°", s.rotation));
        }
        if (s.speed - 1.0).abs() > 0.01 {
            how.push(format!("B runs at {:.2} of A's speed", s.speed));
        }
        let how = if how.is_empty() { String::new() } else { format!("  {}", how.join(", ")) };
        text += &format!("  A {:7.2} – {:7.2} s   B {:7.2} – {:7.2} s{how}\n", s.a[0], s.a[1], s.b[0], s.b[1]);
    }
    text + &format!("  sound: {}\n", relation.audio.word())
}
