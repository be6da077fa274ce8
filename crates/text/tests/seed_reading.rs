//! The article that the project started from, read whole: posts, places, dates and figures with their speakers.

#![allow(clippy::print_stderr, clippy::unwrap_used)]

mod seed;

use model::TimeSpan;
use text::gazetteer::Gazetteer;
use text::read::{ReadContext, read};

#[test]
fn the_article_is_read_as_a_careful_reader_would() {
    let Some((text, expected)) = seed::article() else { return };
    let posts = seed::posts(&text, &expected);
    let published = TimeSpan::new(expected["time"]["value"].as_str().unwrap(), None).unwrap();
    let gazetteer = Gazetteer::shipped().unwrap();
    let reading = read(
        &text,
        &ReadContext {
            published: Some(&published),
            langs: &[],
            posts: &posts,
            author: expected["author"].as_str(),
            skip: &[],
            gazetteer: &gazetteer,
        },
    );
    let mut wrong = Vec::new();
    for figure in expected["figures"].as_array().unwrap() {
        let words = figure["text"].as_str().unwrap();
        let fits = |f: &text::read::FigureReading| {
            let number = figure["value"].as_i64().is_none_or(|v| f.figure.value == Some(v))
                && figure["at_least"].as_i64().is_none_or(|v| f.figure.at_least == Some(v));
            let speaker = match (figure["speaker"].as_str(), &f.speaker) {
                (None, None) => true,
                (Some(part), Some(said)) => said.contains(part),
                _ => false,
            };
            (words.contains(&f.figure.text) || f.figure.text.contains(words)) && number && speaker
        };
        if !reading.figures.iter().any(fits) {
            wrong.push(format!("{figure}\n{:#?}", reading.figures));
        }
    }
    for date in expected["dates"].as_array().unwrap() {
        let (words, value) = (date["text"].as_str().unwrap(), date["value"].as_str().unwrap());
        if !reading.dates.iter().any(|d| words.contains(&d.text) && d.time.value == value) {
            wrong.push(format!("{date}\n{:#?}", reading.dates));
        }
    }
    for place in expected["places"].as_array().unwrap() {
        for words in place["texts"].as_array().unwrap().iter().map(|t| t.as_str().unwrap()) {
            let known = |p: &text::read::PlaceReading| {
                let place_read = p.place.as_ref();
                p.text == words && place_read.is_some_and(|r| r.country.as_deref() == place["country"].as_str())
            };
            if !reading.places.iter().any(known) {
                wrong.push(format!("{words} {place}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (post, row) in reading.posts.iter().zip(expected["posts"].as_array().unwrap()) {
        assert_eq!(serde_json::to_value(post.language).unwrap(), row["language"], "{post:?}");
    }
    let json = serde_json::to_value(&reading).unwrap();
    let keys =
        ["text_sha256", "language", "languages", "time", "author", "posts", "places", "dates", "figures", "claims"];
    assert!(keys.iter().all(|k| json.get(k).is_some()), "{json}");
}
