//! Rules that clustering keeps whatever the material: order does not matter, passing on adds nothing, no incident holds
//! two towns or two days, and a person's word goes before the rules.

#![allow(clippy::unwrap_used, missing_docs)]

mod labelled;
mod posts;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use model::TimeSpan;
use proptest::prelude::*;
use weigh::decision::{Decided, Decision, Scope};
use weigh::incidents::{Clusters, Incidents, cluster};
use weigh::material::{Material, Node, Tie, TieKind};

/// The labelled posts for tuning, read once.
static DEV: LazyLock<Material> = LazyLock::new(|| labelled::clustered(&labelled::rows("dev")).0);

/// The utterances at these positions, in this order, with their claims.
fn part(all: &Material, utterances: &[usize]) -> Material {
    let mut out = Material::default();
    for (n, at) in utterances.iter().enumerate() {
        out.utterances.push(all.utterances[*at].clone());
        for claim in all.claims.iter().filter(|c| c.utterance as usize == *at) {
            let mut claim = claim.clone();
            claim.utterance = n as u32;
            out.claims.push(claim);
        }
    }
    out
}

/// Every incident as the ids of its claims.
fn groups(material: &Material, incidents: &Incidents) -> BTreeSet<BTreeSet<String>> {
    let ids = |i: &weigh::incidents::Incident| i.claims.iter().map(|m| material.claim_id(m.claim)).collect();
    incidents.incidents.iter().map(ids).collect()
}

fn some_posts() -> impl Strategy<Value = Vec<usize>> {
    let all: Vec<usize> = (0..DEV.utterances.len()).collect();
    prop::sample::subsequence(all, 20..80)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_order_in_which_posts_are_listed_changes_nothing(posts in some_posts().prop_shuffle()) {
        let mut sorted = posts.clone();
        sorted.sort_unstable();
        let (a, b) = (part(&DEV, &posts), part(&DEV, &sorted));
        prop_assert_eq!(groups(&a, &cluster(&a, &[])), groups(&b, &cluster(&b, &[])));
    }

    #[test]
    fn passing_a_post_on_adds_no_incident(posts in some_posts(), which in 0_usize..20, days in 0_i64..20) {
        let plain = part(&DEV, &posts);
        let mut listed = posts.clone();
        listed.push(posts[which]);
        let mut more = part(&DEV, &listed);
        let last = more.utterances.len() - 1;
        let copy = &mut more.utterances[last];
        copy.id.push_str("-again");
        copy.source = Some("somebody else".to_owned());
        if let Some(at) = copy.published[0] {
            let time = TimeSpan::from_unix(at.0 + days * 86_400 + 600).unwrap();
            copy.published = time.utc;
            copy.time = Some(time);
        }
        more.ties.push(Tie {
            from: Node::Utterance(last as u32),
            to: Node::Utterance(which as u32),
            kind: TieKind::Forward,
            why: "forwarded".to_owned(),
            span: None,
        });
        let (a, b) = (cluster(&plain, &[]), cluster(&more, &[]));
        prop_assert_eq!(a.incidents.len(), b.incidents.len());
    }

    #[test]
    fn no_incident_holds_two_towns_or_two_days(posts in some_posts()) {
        let material = part(&DEV, &posts);
        for incident in cluster(&material, &[]).incidents {
            let wrong = incident.conflicts.iter().find(|c| c.about == "place" || c.about == "time");
            prop_assert!(wrong.is_none(), "{}: {:?}", incident.what, wrong);
        }
    }
}

#[test]
fn going_on_after_an_answer_gives_the_same_links_as_starting_anew() {
    let posts: Vec<usize> = (0..DEV.utterances.len()).collect();
    let (first, all) = (part(&DEV, &posts[..posts.len() - 1]), part(&DEV, &posts));
    let mut going = Clusters::default();
    going.extend(&first, &[]);
    going.extend(&all, &[]);
    assert_eq!(groups(&all, &going.incidents(&all, &[])), groups(&all, &cluster(&all, &[])));
}

fn decided(entry: u64, decision: Decision) -> Decided {
    Decided { entry, author: Some("Ada".to_owned()), at: None, reason: Some("seen both".to_owned()), decision }
}

#[test]
fn a_person_puts_together_and_takes_apart_and_the_reason_names_who() {
    let material = &*DEV;
    let before = cluster(material, &[]);
    let town = |i: &&weigh::incidents::Incident| {
        i.place.as_ref().is_some_and(|p| p.precision == model::place::Precision::Town) && i.claims.len() > 6
    };
    let long = before.incidents.iter().find(town).unwrap();
    let place = long.place.as_ref().unwrap();
    let far = |i: &&weigh::incidents::Incident| town(i) && i.place.as_ref().unwrap().distance_km(place) > 300.0;
    let other = before.incidents.iter().find(far).unwrap();
    let id = |c: u32| material.claim_id(c);
    let utterance = |c: u32| material.claims[c as usize].utterance;
    let first = long.claims[0].claim;
    let second = long.claims.iter().map(|m| m.claim).find(|c| utterance(*c) != utterance(first)).unwrap();
    let group = Decision::Group { scope: Scope::Incident, things: vec![id(first), id(other.claims[0].claim)] };
    let after = cluster(material, &[decided(7, group)]);
    let held = |i: &weigh::incidents::Incident, c: u32| i.claims.iter().any(|m| m.claim == c);
    let one = after.incidents.iter().find(|i| held(i, first)).unwrap();
    assert!(held(one, other.claims[0].claim), "the two are one");
    assert!(one.claims.iter().any(|m| m.why.contains("Ada") && m.why.contains("log entry 7")));
    assert!(one.conflicts.iter().any(|c| c.about == "place"), "and that their places differ is listed");

    let split = Decision::Split { scope: Scope::Incident, things: vec![id(first), id(second)] };
    let after = cluster(material, &[decided(8, split)]);
    assert!(!after.incidents.iter().any(|i| held(i, first) && held(i, second)), "the two stand apart");
}

#[test]
fn a_split_parts_even_claims_that_one_text_tells_together() {
    let material = &*DEV;
    let before = cluster(material, &[]);
    let of = |c: u32| material.claims[c as usize].utterance;
    let pair = before
        .incidents
        .iter()
        .find_map(|i| i.claims.windows(2).map(|w| (w[0].claim, w[1].claim)).find(|(a, b)| of(*a) == of(*b)));
    let (a, b) = pair.unwrap();
    let things = vec![material.claim_id(a), material.claim_id(b)];
    let after = cluster(material, &[decided(3, Decision::Split { scope: Scope::Incident, things })]);
    let held = |i: &weigh::incidents::Incident, c: u32| i.claims.iter().any(|m| m.claim == c);
    assert!(!after.incidents.iter().any(|i| held(i, a) && held(i, b)));
}

#[test]
fn figures_that_differ_within_an_incident_are_listed_with_who_gives_them() {
    let incidents = cluster(&DEV, &[]);
    let figures = incidents.incidents.iter().flat_map(|i| &i.conflicts).filter(|c| c.about == "figure");
    assert!(figures.clone().count() > 3);
    for conflict in figures {
        assert!(conflict.versions.len() > 1 && conflict.versions.iter().all(|v| !v.claims.is_empty()));
    }
}

#[test]
fn near_misses_say_what_spoke_for_and_against() {
    let incidents = cluster(&DEV, &[]);
    assert!(!incidents.near_misses.is_empty());
    for miss in &incidents.near_misses {
        assert!(!miss.why.is_empty());
    }
}
