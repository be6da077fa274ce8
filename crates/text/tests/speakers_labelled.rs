//! Our own labelled attributions: who says it, whether the words are weakened, quoted, denied.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use text::claims::{Claim, Mentions, Polarity, find};

#[test]
fn attributions_as_reports_and_posts_have_them_are_read_as_labelled() {
    let show = std::env::var_os("SHOW_MISSES").is_some();
    let (mut of, mut found, mut right) = (0, 0, [0; 4]);
    for line in include_str!("labelled/speakers_reports.tsv").lines().filter(|l| !l.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let text = fields[0].replace("\\n", "\n");
        let account = find(&text, &[], Mentions::default());
        for label in fields[1..].chunks_exact(3) {
            let start = text[..text.find(label[0]).unwrap()].chars().count();
            let end = start + label[0].chars().count();
            let holds = |c: &&Claim| c.span.start <= start && end <= c.span.end;
            let claim = account.claims.iter().filter(holds).min_by_key(|c| c.span.end - c.span.start);
            let mut said: Vec<String> = claim
                .and_then(|c| account.speakers.get(c.speaker_id?))
                .map(|s| s.names.iter().chain([&s.label]).cloned().collect())
                .unwrap_or_default();
            said.extend(claim.and_then(|c| c.speaker.clone()));
            let is = |who: &str| match who {
                "-" => claim.is_some() && said.is_empty(),
                who => said.iter().any(|s| s.to_lowercase().contains(&who.to_lowercase())),
            };
            let marked = |mark: char| label[2].contains(mark);
            let answers = [
                label[1].split('|').any(is),
                claim.is_some_and(|c| c.hedged == marked('h')),
                claim.is_some_and(|c| c.quoted == marked('q')),
                claim.is_some_and(|c| (c.polarity == Polarity::Denied) == marked('n')),
            ];
            of += 1;
            found += usize::from(claim.is_some());
            (0..4).for_each(|k| right[k] += usize::from(answers[k]));
            if show && answers != [true; 4] {
                let got = claim.map(|c| (&c.text, &c.speaker, &c.hedge, c.quoted, c.polarity));
                println!("{text}\n   {label:?} {answers:?} got {got:?}");
            }
        }
    }
    let percent = |n: usize| 100.0 * n as f64 / of as f64;
    let [speaker, hedged, quoted, polarity] = right.map(percent);
    println!(
        "{of} labelled: found {:.1}, speaker {speaker:.1}, hedged {hedged:.1}, quoted {quoted:.1}, polarity {polarity:.1}",
        percent(found)
    );
    assert!(speaker >= 95.0 && hedged >= 97.0 && quoted >= 98.0 && polarity >= 97.0);
}
