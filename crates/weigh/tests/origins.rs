//! How many independent origins a statement has: the rules, one by one, and that no number of reposts changes them.

mod build;

use build::Build;
use weigh::decision::{Decided, Decision, Scope};
use weigh::material::{Material, Node, Role, Standing, TieKind};
use weigh::origins::{Basis, MergeKind, Origins, Statement, find};

fn statement<'o>(origins: &'o Origins, material: &Material, words: &str) -> &'o Statement {
    origins
        .statements
        .iter()
        .find(|s| material.claims[s.first as usize].words.contains(words))
        .unwrap_or_else(|| panic!("no statement with {words}"))
}

fn found(build: &Build) -> Origins {
    assert_eq!(build.material.check(), Ok(()));
    find(&build.material, &[])
}

fn decided(decision: Decision) -> Decided {
    Decided {
        entry: 9,
        author: Some("Ada".to_owned()),
        at: None,
        reason: Some("they sat together".to_owned()),
        decision,
    }
}

#[test]
fn two_people_who_say_the_same_by_themselves_are_two_origins() {
    let mut b = Build::default();
    for (id, who) in [("1", "@left"), ("2", "@right")] {
        let post = b.post(id, who, 0);
        b.claim(post, "the second gate of the dam fell");
    }
    let origins = found(&b);
    assert_eq!(statement(&origins, &b.material, "gate").count, 2);
}

#[test]
fn one_publisher_is_one_origin_however_often_it_says_so() {
    let mut b = Build::default();
    for id in ["1", "2", "3"] {
        let post = b.post(id, "@left", 0);
        b.claim(post, "the second gate of the dam fell");
    }
    let origins = found(&b);
    let said = statement(&origins, &b.material, "gate");
    assert_eq!(said.count, 1);
    assert!(origins.groups[said.origins[0].group as usize].merges.iter().all(|m| m.kind == MergeKind::SameSource));
}

#[test]
fn copies_of_one_recording_are_one_origin() {
    let mut b = Build::default();
    let files = [b.footage("bridge.avi"), b.footage("bridge-mirrored.avi"), b.footage("bank.avi")];
    for (at, file) in files.iter().enumerate() {
        let post = b.post(&at.to_string(), &format!("@who{at}"), at as i64);
        b.claim(post, "the second gate of the dam fell");
        b.tie(Node::Utterance(post), Node::Footage(*file), TieKind::Media);
    }
    b.tie(Node::Footage(1), Node::Footage(0), TieKind::Copy);
    let origins = found(&b);
    let said = statement(&origins, &b.material, "gate");
    assert_eq!(said.count, 2, "{}", said.why);
    assert!(said.origins.iter().all(|o| o.basis == Basis::Recording));
}

#[test]
fn whoever_uploads_copies_of_everything_does_not_make_one_origin_of_them() {
    let mut b = Build::default();
    for (at, file) in ["a", "b"].iter().enumerate() {
        let (first, copy) = (b.footage(file), b.footage(&format!("{file} again")));
        b.tie(Node::Footage(copy), Node::Footage(first), TieKind::Copy);
        let original = b.post(&format!("first {file}"), &format!("@maker{at}"), 0);
        b.claim(original, "the second gate of the dam fell");
        b.tie(Node::Utterance(original), Node::Footage(first), TieKind::Media);
        let collector = b.post(&format!("again {file}"), "@collector", 30);
        b.claim(collector, "the second gate of the dam fell");
        b.tie(Node::Utterance(collector), Node::Footage(copy), TieKind::Media);
    }
    assert_eq!(statement(&found(&b), &b.material, "gate").count, 2);
}

#[test]
fn reactions_are_no_observations() {
    let mut b = Build::default();
    let first = b.post("1", "@left", 0);
    b.claim(first, "the second gate of the dam fell");
    let answer = b.post("2", "@right", 1);
    b.claim(answer, "the second gate of the dam fell");
    b.tie(Node::Utterance(answer), Node::Utterance(first), TieKind::Reply);
    let origins = found(&b);
    let said = statement(&origins, &b.material, "gate");
    assert_eq!((said.count, said.reactions.len()), (1, 1), "{}", said.why);

    // Unless the answer says that its writer saw it.
    let seen = b.material.claims.len() - 1;
    b.material.claims[seen].standing = Standing::Observer;
    assert_eq!(statement(&found(&b), &b.material, "gate").count, 2);
}

#[test]
fn what_is_only_reacted_to_has_no_origin() {
    let mut b = Build::default();
    let page = b.article("1", "Courier", 0);
    let speaker = b.speaker(page, "One person", Role::Commenter);
    let claim = b.claim(page, "the whole dam fell");
    b.material.claims[claim as usize].speaker = Some(speaker);
    let origins = found(&b);
    let said = statement(&origins, &b.material, "whole");
    assert_eq!((said.count, said.reactions.as_slice()), (0, [claim].as_slice()));
}

#[test]
fn an_article_that_credits_a_post_rests_on_it() {
    let mut b = Build::default();
    let post = b.post("1", "@left", 0);
    b.material.utterances[0].shows_absent = true;
    b.claim(post, "look at this");
    let page = b.article("2", "Courier", 60);
    let title = b.claim(page, "second gate of the dam fell");
    let told = b.claim(page, "the second gate of the dam fell");
    b.material.claims[told as usize].basis = Some("a video".to_owned());
    b.tie(Node::Utterance(page), Node::Utterance(post), TieKind::Credit);
    let origins = found(&b);
    let said = statement(&origins, &b.material, "gate");
    // The headline rests on what the story under it credits.
    assert_eq!((said.count, said.origins[0].claims.len()), (1, 2), "{}", said.why);
    assert_eq!(said.origins[0].basis, Basis::RecordingAbsent);
    assert!(said.origins[0].claims.iter().any(|way| way.claim == title));
}

#[test]
fn outlets_that_cite_one_another_in_a_circle_are_one_origin_without_an_observer() {
    let mut b = Build::default();
    let names = ["River Courier", "Sulna Herald", "Evening Gazette"];
    for (at, name) in names.iter().enumerate() {
        let page = b.article(&at.to_string(), name, at as i64 * 60);
        let speaker = b.speaker(page, names[(at + 1) % 3], Role::Outlet);
        let claim = b.claim(page, "the gate fell because it was faulty");
        b.material.claims[claim as usize].speaker = Some(speaker);
    }
    let origins = found(&b);
    let said = statement(&origins, &b.material, "faulty");
    assert_eq!((said.count, said.origins[0].basis), (1, Basis::Circular), "{}", said.why);
}

#[test]
fn an_exact_figure_has_one_count_behind_it() {
    let mut b = Build::default();
    for (at, who) in ["River Courier", "Sulna Herald", "Evening Gazette"].iter().enumerate() {
        let page = b.article(&at.to_string(), who, at as i64 * 60);
        b.claim(page, "1800 people evacuated");
    }
    let other = b.article("9", "Harbour News", 500);
    b.claim(other, "2400 people evacuated");
    let origins = found(&b);
    let said = statement(&origins, &b.material, "1800");
    assert_eq!((said.count, said.claims.len()), (1, 3), "{}", said.why);
    assert!(said.origins[0].merged.iter().all(|(_, m)| m.kind == MergeKind::SameFigure));
    assert_eq!(statement(&origins, &b.material, "2400").claims.len(), 1);
}

#[test]
fn a_speaker_is_the_same_in_every_text_by_any_part_of_the_name() {
    let mut b = Build::default();
    for (at, label) in ["governor Gladkov", "Vyacheslav Gladkov", "Gladkov"].iter().enumerate() {
        let page = b.article(&at.to_string(), &format!("Paper {at}"), at as i64);
        let speaker = b.speaker(page, label, Role::Official);
        let claim = b.claim(page, "the second gate of the dam fell");
        b.material.claims[claim as usize].speaker = Some(speaker);
    }
    assert_eq!(statement(&found(&b), &b.material, "gate").count, 1);
}

#[test]
fn other_towns_and_denials_are_other_statements() {
    let mut b = Build::default();
    for (at, town) in ["torvyn", "melnary"].iter().enumerate() {
        let post = b.post(&at.to_string(), &format!("@who{at}"), 0);
        let claim = b.claim(post, "the second gate of the dam fell");
        b.place(claim, town);
    }
    let post = b.post("3", "@who3", 0);
    let claim = b.claim(post, "the second gate of the dam fell");
    b.place(claim, "torvyn");
    b.material.claims[claim as usize].polarity = weigh::material::Polarity::Denied;
    let origins = found(&b);
    assert_eq!(origins.statements.iter().map(|s| s.claims.len()).collect::<Vec<_>>(), [1, 1, 1]);
}

#[test]
fn a_judgement_joins_and_keeps_apart_whatever_the_rules_say() {
    let mut b = Build::default();
    let ids = ["post:1", "post:2", "post:3"];
    for (at, id) in ["1", "2", "3"].iter().enumerate() {
        let post = b.post(id, if at == 0 { "@left" } else { "@right" }, 0);
        b.claim(post, "the second gate of the dam fell");
    }
    let things = |of: &[usize]| of.iter().map(|at| ids[*at].to_owned()).collect::<Vec<_>>();
    assert_eq!(statement(&found(&b), &b.material, "gate").count, 2);
    let group = decided(Decision::Group { scope: Scope::Origin, things: things(&[0, 1]) });
    let origins = find(&b.material, std::slice::from_ref(&group));
    assert_eq!(statement(&origins, &b.material, "gate").count, 1);
    assert!(origins.groups[0].merges.iter().any(|m| m.kind == MergeKind::Judged && m.why.contains("Ada")));
    let split = decided(Decision::Split { scope: Scope::Origin, things: things(&[1, 2]) });
    let origins = find(&b.material, &[split]);
    assert_eq!(statement(&origins, &b.material, "gate").count, 3);
    assert_eq!(origins.kept_apart.len(), 1);
}

#[test]
fn claims_can_be_put_together_and_taken_apart_by_a_judgement() {
    let mut b = Build::default();
    for (at, words) in ["the gate fell at dawn", "la vanne fell", "the gate fell at dawn"].iter().enumerate() {
        let post = b.post(&at.to_string(), &format!("@who{at}"), at as i64);
        b.claim(post, words);
    }
    let id = |at: u32| b.material.claim_id(at);
    let together = decided(Decision::Group { scope: Scope::Claim, things: vec![id(0), id(1)] });
    let origins = find(&b.material, std::slice::from_ref(&together));
    assert_eq!(statement(&origins, &b.material, "dawn").count, 3);
    let apart = decided(Decision::Split { scope: Scope::Claim, things: vec![id(0), id(2)] });
    let origins = find(&b.material, &[apart]);
    assert_eq!(statement(&origins, &b.material, "dawn").count, 1);
}

/// What a reader is told of every statement, without how often it was repeated.
fn told(build: &Build) -> Vec<(String, u32, Vec<String>, usize)> {
    let origins = found(build);
    let original = build.material.utterances.iter().filter(|u| !u.id.starts_with("post:repost")).count() as u32;
    let told = |s: &Statement| {
        let groups: Vec<String> = s.origins.iter().map(|o| origins.groups[o.group as usize].id.clone()).collect();
        let reactions = s.reactions.iter().filter(|c| build.material.claims[**c as usize].utterance < original).count();
        (build.material.claim_id(s.first), s.count, groups, reactions)
    };
    origins.statements.iter().map(told).collect()
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]

    #[test]
    fn fifty_reposts_change_no_count(
        posts in proptest::collection::vec((0_usize..5, 0_usize..4, 0_i64..600, 0_u8..4, 0_usize..8), 1..12),
        chosen in 0_usize..12,
    ) {
        let texts = ["the second gate of the dam fell", "gate two fell at dawn", "1800 people evacuated", "a fire in the mill"];
        let mut b = Build::default();
        let film = b.footage("film");
        for (at, (who, text, minute, shows, reply)) in posts.iter().enumerate() {
            let post = b.post(&at.to_string(), &format!("@who{who}"), *minute);
            b.claim(post, texts[*text]);
            match shows {
                0 => b.tie(Node::Utterance(post), Node::Footage(film), TieKind::Media),
                1 if *reply < at => b.tie(Node::Utterance(post), Node::Utterance(*reply as u32), TieKind::Reply),
                2 => b.material.utterances[post as usize].shows_absent = true,
                _ => {}
            }
        }
        let before = told(&b);
        let of = chosen % posts.len();
        for number in 0..50 {
            b.repost(of as u32, number, 700 + number as i64);
        }
        proptest::prop_assert_eq!(told(&b), before);
    }

    #[test]
    fn the_order_of_the_lists_changes_nothing(seed in 0_usize..1000) {
        let texts = ["the second gate of the dam fell", "the second gate fell", "1800 people evacuated"];
        let build = |order: &[usize]| {
            let mut b = Build::default();
            for at in order {
                let post = b.post(&at.to_string(), &format!("@who{}", at % 4), (at * 10) as i64);
                b.claim(post, texts[at % 3]);
            }
            told(&b)
        };
        let mut order: Vec<usize> = (0..9).collect();
        let expected = build(&order);
        // A fixed shuffle from the seed.
        for at in (1..order.len()).rev() {
            order.swap(at, (seed * 7919 + at * 104_729) % (at + 1));
        }
        proptest::prop_assert_eq!(build(&order), expected);
    }
}
