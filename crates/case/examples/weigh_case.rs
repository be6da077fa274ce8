//! Makes the case that `scripts/bench.sh weigh` times: so many posts of a generated Telegram export (words of our own, in
//! four languages) and so many films' worth of findings, and then one post more.
//!
//! `weigh_case make FOLDER POSTS FILMS` · `weigh_case more FOLDER`

#![allow(clippy::print_stdout, reason = "an example prints what it did")]

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use case::frames::Line;
use case::{Actor, Host, Silent, WritableCase};
use custody::SigningKey;
use custody::entry::Header;
use fingerprint::Code;
use fingerprint::features::Point;
use fingerprint::recording::{Detail, FrameCodes, Outline};
use model::{Digest, ItemId, Utc};
use store::{NewEntry, Writer};

/// 2026-01-01T00:00:00Z.
const START: i64 = 1_767_225_600;
/// Frames of a film and features of a frame.
const FRAMES: usize = 20;
const POINTS: usize = 100;

const TOWNS: [[&str; 4]; 8] = [
    ["Kharkiv", "Харкові", "Харькове", "Charkowie"],
    ["Poltava", "Полтаві", "Полтаве", "Połtawie"],
    ["Sumy", "Сумах", "Сумах", "Sumach"],
    ["Odesa", "Одесі", "Одессе", "Odessie"],
    ["Lviv", "Львові", "Львове", "Lwowie"],
    ["Dnipro", "Дніпрі", "Днепре", "Dnieprze"],
    ["Kherson", "Херсоні", "Херсоне", "Chersoniu"],
    ["Rivne", "Рівному", "Ровно", "Równem"],
];
const HAPPENINGS: [[&str; 4]; 6] = [
    [
        "a fire broke out at a warehouse",
        "сталася пожежа на складі",
        "произошёл пожар на складе",
        "wybuchł pożar magazynu",
    ],
    [
        "a dam burst and streets are flooded",
        "прорвало дамбу, вулиці затоплено",
        "прорвало дамбу, улицы затоплены",
        "pękła tama, ulice są zalane",
    ],
    ["a bridge collapsed", "обвалився міст", "обрушился мост", "zawalił się most"],
    [
        "people were evacuated from a school",
        "евакуювали людей зі школи",
        "эвакуировали людей из школы",
        "ewakuowano ludzi ze szkoły",
    ],
    ["two trains collided", "зіткнулися два потяги", "столкнулись два поезда", "zderzyły się dwa pociągi"],
    [
        "people were left without power",
        "люди залишилися без світла",
        "люди остались без света",
        "mieszkańcy zostali bez prądu",
    ],
];

/// A fixed sequence that looks random (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["make", folder, posts, films] => make(Path::new(folder), posts.parse()?, films.parse()?),
        ["more", folder] => more(Path::new(folder)),
        _ => Err("usage: weigh_case make FOLDER POSTS FILMS | more FOLDER".into()),
    }
}

fn with_host<T>(act: impl FnOnce(&Host<'_>) -> T) -> T {
    let actor = Actor { collector: Some("bench".into()), machine: None, tool: "bench".into(), clock: None };
    let decoder = media::OnDemand::none("findings of films are written by hand here");
    let entropy = |bytes: &mut [u8]| bytes.fill(7);
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let now = || Utc(START);
    act(&Host { actor, now: &now, entropy: &entropy, progress: &Silent, threads, decoder: &decoder })
}

fn key() -> SigningKey {
    SigningKey::from_seed([7; 32])
}

fn make(folder: &Path, posts: usize, films: usize) -> Result<(), Box<dyn Error>> {
    let material = folder.join("material");
    fs::create_dir_all(material.join("films"))?;
    fs::write(material.join("result.json"), export(posts, films))?;
    let mut items = Vec::new();
    for film in 0..films {
        let bytes = bytes_of(film);
        items.push(ItemId(Digest::of(&bytes)));
        fs::write(material.join(format!("films/film-{film}.avi")), bytes)?;
    }
    let case = folder.join("bench.case");
    with_host(|host| -> Result<(), Box<dyn Error>> {
        let mut case = WritableCase::create(&case, "bench", key(), host)?;
        case.add(&material, None, host)?;
        case.examine(false, host)?;
        Ok(())
    })?;
    watched(&case, &items)?;
    // The index is brought up to what was written past the library.
    with_host(|host| WritableCase::open(&case, key(), host).map(drop))?;
    println!("{posts} posts and {films} films in {}", case.display());
    Ok(())
}

/// One message more, in an export of its own.
fn more(folder: &Path) -> Result<(), Box<dyn Error>> {
    let material = folder.join("more");
    fs::create_dir_all(&material)?;
    fs::write(material.join("result.json"), export(1, 0).replace("1400000001", "1400000002"))?;
    with_host(|host| -> Result<(), Box<dyn Error>> {
        let mut case = WritableCase::open(&folder.join("bench.case"), key(), host)?;
        case.add(&material, None, host)?;
        case.examine(false, host)?;
        Ok(())
    })
}

/// What the sniffer takes for a film, each other bytes.
fn bytes_of(film: usize) -> Vec<u8> {
    let mut bytes = b"RIFF\x00\x01\x00\x00AVI LIST".to_vec();
    bytes.extend(format!("EXERCISE film {film}").bytes());
    bytes.resize(256, 0);
    bytes
}

/// Films in tens: the second of ten is a copy of the first.
fn watched(case: &Path, items: &[ItemId]) -> Result<(), Box<dyn Error>> {
    let writer = Writer::open(case, key())?;
    let mut entries = Vec::new();
    for (film, item) in items.iter().enumerate() {
        let seed = if film % 10 == 1 { film - 1 } else { film };
        let mut numbers = Numbers(seed as u64 * 77 + 1);
        let mut record = writer.record();
        for frame in 0..FRAMES {
            let points = (0..POINTS).map(|_| point(&mut numbers)).collect();
            let at_ms = frame as i64 * 500;
            let codes = FrameCodes { at_ms, until_ms: at_ms, detail: Detail::Enough, whole: None, inner: None, points };
            record.line(&Line::Frame(codes.line()))?;
        }
        record.line(&Line::Outline(Outline {
            width: 480,
            height: 270,
            duration_ms: FRAMES as i64 * 500,
            inside: None,
            overlays: Vec::new(),
            fixed: String::new(),
            sound: "none".to_owned(),
        }))?;
        let header = Header::find(vec![*item], "frames.watch", "1", Digest::of(b"bench"), record.finish()?);
        entries.push(NewEntry { header, private: None });
    }
    writer.commit(entries, &mut |bytes| bytes.fill(7))?;
    Ok(())
}

fn point(numbers: &mut Numbers) -> Point {
    let code = Code([numbers.next(), numbers.next(), numbers.next(), numbers.next()]);
    Point {
        code,
        x: numbers.below(480 * 16) as u16,
        y: numbers.below(270 * 16) as u16,
        level: 0,
        angle: 0,
        fixed: false,
    }
}

/// An export as Telegram Desktop writes it.
fn export(posts: usize, films: usize) -> String {
    let mut numbers = Numbers(7);
    let mut out = String::from(
        "{\"name\":\"EXERCISE town talk\",\"type\":\"public_supergroup\",\"id\":1400000001,\"messages\":[\n",
    );
    let mut said: Vec<String> = Vec::new();
    for at in 0..posts {
        let id = at + 1;
        let unix = START + at as i64 * 60;
        let (town, what, language) = (numbers.below(8), numbers.below(6), numbers.below(4));
        let passed = at > 10 && numbers.below(3) == 0;
        let text = if passed {
            said[at - 1 - numbers.below(at.min(500))].clone()
        } else {
            let people = 10 * (1 + numbers.below(400));
            let (town, what) = (TOWNS[town][language], HAPPENINGS[what][language]);
            match language {
                0 => format!("EXERCISE {id}. In {town} {what} this morning, {people} people are affected."),
                1 => format!("НАВЧАННЯ {id}. Сьогодні вранці у {town} {what}, постраждало {people} людей."),
                2 => format!("УЧЕНИЯ {id}. Сегодня утром в {town} {what}, пострадали {people} человек."),
                _ => format!("ĆWICZENIA {id}. Dziś rano w {town} {what}, ucierpiało {people} osób."),
            }
        };
        let from = numbers.below(posts / 20 + 1);
        let date = Utc(unix).to_string();
        let date = date.trim_end_matches('Z');
        let comma = if at == 0 { "" } else { ",\n" };
        let film = if films > 0 && numbers.below(20) == 0 {
            format!(",\"file\":\"films/film-{}.avi\",\"media_type\":\"video_file\"", numbers.below(films))
        } else {
            String::new()
        };
        let forward = if passed { format!(",\"forwarded_from\":\"Town voice {from}\"") } else { String::new() };
        // A string cannot fail to grow.
        let _ = write!(
            out,
            "{comma}{{\"id\":{id},\"type\":\"message\",\"date\":\"{date}\",\"date_unixtime\":\"{unix}\",\"from\":\"Town voice {from}\",\
             \"from_id\":\"user{from}\"{film}{forward},\"text\":\"{text}\",\"text_entities\":[{{\"type\":\"plain\",\"text\":\"{text}\"}}]}}"
        );
        said.push(text);
    }
    out + "\n]}\n"
}
