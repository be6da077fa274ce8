//! Writes a Telegram export of N messages, or reads one and says how fast: what `make bench` times.
//!
//! `telegram_million write N PATH` · `telegram_million read PATH`. Every name and text is invented.

#![allow(clippy::print_stdout, reason = "an example prints what it measured")]

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::time::Instant;

use intake::{Sink, SinkError};
use model::import::ImportLine;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["write", count, path] => write(count.parse().map_err(io::Error::other)?, path),
        ["read", path] => read(path),
        _ => Err(io::Error::other("usage: telegram_million write N PATH | read PATH")),
    }
}

const TEXTS: [&str; 4] = [
    "НАВЧАННЯ: рівень води біля греблі піднявся на тридцять сантиметрів, мешканців просять не підходити до берега",
    "EXERCISE: the river authority says that gate four has been opened and nobody was hurt",
    "УЧЕНИЯ: по словам дежурного, подача воды восстановлена примерно в двух третях домов",
    "ĆWICZENIA: straż informuje, że most pozostanie zamknięty do poniedziałku do godziny szóstej",
];

fn write(count: u64, path: &str) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let name = "НАВЧАННЯ Річковий вісник";
    write!(out, "{{\n \"name\": \"{name}\",\n \"type\": \"public_channel\",\n \"id\": 1400000001,\n \"messages\": [")?;
    for i in 0..count {
        let (comma, id, unix) = (if i == 0 { "" } else { "," }, i + 1, 1_935_558_900 + i * 37);
        let text = TEXTS[(i % 4) as usize];
        write!(
            out,
            "{comma}\n  {{\n   \"id\": {id},\n   \"type\": \"message\",\n   \"date\": \"{}\",\n   \"date_unixtime\": \"{unix}\",\n   \
             \"from\": \"{name}\",\n   \"from_id\": \"channel1400000001\",\n",
            local(unix)
        )?;
        if i % 5 == 1 {
            writeln!(out, "   \"reply_to_message_id\": {i},")?;
        }
        if i % 7 == 2 {
            writeln!(out, "   \"forwarded_from\": \"EXERCISE Dam Watch {}\",", i % 97)?;
        }
        if i % 3 == 0 {
            write!(out, "   \"photo\": \"photos/photo_{id}.jpg\",\n   \"width\": 1280,\n   \"height\": 960,\n")?;
        }
        let escape = if i % 1000 == 999 { "\\x0B" } else { "" };
        write!(
            out,
            "   \"text\": [\n    \"{text}{escape} \",\n    {{\n     \"type\": \"hashtag\",\n     \"text\": \"#n{i}\"\n    }}\n   ],\n   \
             \"text_entities\": [\n    {{\n     \"type\": \"plain\",\n     \"text\": \"{text}{escape} \"\n    }},\n    {{\n     \
             \"type\": \"hashtag\",\n     \"text\": \"#n{i}\"\n    }}\n   ]\n  }}"
        )?;
    }
    out.write_all(b"\n ]\n}\n")?;
    out.flush()
}

/// The local time of a computer two hours east of Greenwich, as the exporting program writes it.
fn local(unix: u64) -> String {
    let at = model::Utc(unix as i64 + 7200).to_string();
    at.trim_end_matches('Z').to_owned()
}

/// Counts the lines; the work of writing them as records is measured too.
#[derive(Default)]
struct Counting {
    posts: u64,
    other: u64,
    problems: u64,
    bytes: u64,
}

impl Sink for Counting {
    fn line(&mut self, line: ImportLine) -> Result<(), SinkError> {
        match &line {
            ImportLine::Post(post) => {
                self.posts += 1;
                self.bytes += post.text.len() as u64;
            }
            ImportLine::Problem(_) => self.problems += 1,
            _ => self.other += 1,
        }
        Ok(())
    }
}

fn read(path: &str) -> io::Result<()> {
    let mut file = File::open(path)?;
    let len = file.metadata()?.len();
    let mut counting = Counting::default();
    let begun = Instant::now();
    intake::import(&mut file, len, &mut counting).map_err(io::Error::other)?;
    let seconds = begun.elapsed().as_secs_f64();
    let peak = std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| status.lines().find(|l| l.starts_with("VmHWM")).map(|l| l[6..].trim().to_owned()));
    println!(
        "{} posts, {} problems, {} other lines, {} MB of JSON in {seconds:.2} s: {:.0} messages/s, peak memory {}",
        counting.posts,
        counting.problems,
        counting.other,
        len >> 20,
        counting.posts as f64 / seconds,
        peak.as_deref().unwrap_or("unknown")
    );
    Ok(())
}
