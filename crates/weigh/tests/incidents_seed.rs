//! The article that the project started from: which happenings it tells of, how they hang together, and that no figure
//! strays from its own.

#![allow(clippy::print_stderr, clippy::unwrap_used, missing_docs)]

mod posts;
#[path = "../../text/tests/seed/mod.rs"]
mod seed;

use model::TimeSpan;
use text::gazetteer::Gazetteer;
use weigh::incidents::{Incident, Incidents, cluster};
use weigh::material::{Material, Node, Tie, TieKind, UtteranceKind};

fn read() -> Option<(Material, Incidents, serde_json::Value)> {
    let (text, expected) = seed::article()?;
    let quoted = seed::posts(&text, &expected);
    let gazetteer = Gazetteer::shipped().unwrap();
    let mut material = Material::default();
    let article = posts::Published {
        id: "article:seed",
        source: "the outlet",
        time: TimeSpan::new(expected["time"]["value"].as_str().unwrap(), None).ok(),
        text: &text,
        posts: &quoted,
        kind: UtteranceKind::Article,
    };
    posts::add(&mut material, &article, &gazetteer);
    // The posts that it quotes whole stand for themselves; the article's own copy of their claims goes.
    let held = |span: model::Span| quoted.iter().any(|p| p.span.start <= span.start && span.end <= p.whole.end);
    material.claims.retain(|claim| !held(claim.span));
    material.utterances[0].places.retain(|place| !held(place.span));
    material.utterances[0].times.retain(|time| !held(time.span));
    for (n, post) in quoted.iter().enumerate() {
        let id = format!("post:seed-{n}");
        let published = posts::Published {
            id: &id,
            source: &post.account,
            time: post.time.clone(),
            text: post.span.of(&text).unwrap(),
            posts: &[],
            kind: UtteranceKind::Post,
        };
        posts::add(&mut material, &published, &gazetteer);
        material.ties.push(Tie {
            from: Node::Utterance(0),
            to: Node::Utterance(n as u32 + 1),
            kind: TieKind::Embed,
            why: "quoted whole".to_owned(),
            span: Some(post.span),
        });
    }
    let incidents = cluster(&material, &[]);
    Some((material, incidents, expected))
}

fn at<'i>(incidents: &'i Incidents, place: &str, time: &str) -> &'i Incident {
    let fits = |i: &&Incident| {
        i.place.as_ref().is_some_and(|p| p.name.starts_with(place)) && i.time.as_ref().is_some_and(|t| t.value == time)
    };
    let all: Vec<_> = incidents
        .incidents
        .iter()
        .map(|i| (&i.what, i.place.as_ref().map(|p| &p.name), i.time.as_ref().map(|t| &t.value)))
        .collect();
    incidents.incidents.iter().find(fits).unwrap_or_else(|| panic!("{place} {time}: {all:#?}"))
}

#[test]
fn the_article_tells_of_three_incidents_at_their_places_and_times() {
    let Some((_, incidents, expected)) = read() else { return };
    for row in expected["incidents"].as_array().unwrap() {
        let place = row["place"].as_str().unwrap().replace(" region", " Oblast");
        at(&incidents, &place, row["time"]["value"].as_str().unwrap());
    }
    let found: Vec<_> = incidents.incidents.iter().map(|i| (&i.what, &i.place, &i.time)).collect();
    assert_eq!(incidents.incidents.len(), expected["incidents"].as_array().unwrap().len(), "{found:#?}");
}

#[test]
fn the_words_that_put_one_incident_after_another_are_cited() {
    let Some((_, incidents, expected)) = read() else { return };
    let misfire = at(&incidents, "Belgorod", "../2022-10-13");
    let substation = at(&incidents, "Shebekino", "../2022-10-14");
    let tower = at(&incidents, "Belgorod Oblast", "2022-08-15");
    let links = expected["incident_links"].as_array().unwrap();
    for (row, (from, to)) in links.iter().zip([(misfire, substation), (substation, tower)]) {
        let words = row["text"].as_str().unwrap().to_lowercase();
        let fits = |r: &&weigh::incidents::Relation| {
            r.to == to.id && r.relation == row["relation"].as_str().unwrap() && r.why.to_lowercase().contains(&words)
        };
        assert!(from.relations.iter().any(|r| fits(&r)), "{words}: {:#?}", from.relations);
    }
}

#[test]
fn the_power_cut_is_shebekinos_and_nobody_elses() {
    let Some((material, incidents, _)) = read() else { return };
    let substation = at(&incidents, "Shebekino", "../2022-10-14");
    let values = |i: &Incident| -> Vec<(Option<String>, Option<i64>)> {
        let figures = i.figures.iter().map(|[c, n]| &material.claims[*c as usize].figures[*n as usize]);
        figures.map(|f| (f.counts.clone(), f.value)).collect()
    };
    let of = values(substation);
    assert!(of.contains(&(Some("people without power".to_owned()), Some(2000))), "{of:?}");
    assert!(of.contains(&(Some("casualties".to_owned()), Some(0))), "{of:?}");
    for other in incidents.incidents.iter().filter(|i| i.id != substation.id) {
        assert!(!values(other).iter().any(|(counts, _)| counts.as_deref() == Some("people without power")));
    }
}

#[test]
fn a_place_that_rockets_were_meant_for_is_no_place_of_an_incident() {
    let Some((_, incidents, _)) = read() else { return };
    let places = incidents.incidents.iter().filter_map(|i| i.place.as_ref()).map(|p| p.name.as_str());
    assert!(!places.clone().any(|name| name == "Kharkiv"), "{:?}", places.collect::<Vec<_>>());
}
