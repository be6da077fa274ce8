//! What is said: facts with speaker, hedge and denial; figures with their own incident; independent origins; incidents
//! that stay apart; and what must not be concluded.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Planted, item, list, planted, text};

/// A claim as `weigh` tells it.
#[derive(Clone, Copy)]
struct Claim<'a> {
    claim: &'a Value,
    incident: Option<&'a str>,
}

/// Everything that `weigh` tells.
pub(super) struct Told<'a> {
    weigh: &'a Value,
    claims: Vec<Claim<'a>>,
    /// For each claim its statement.
    statements: BTreeMap<&'a str, &'a Value>,
}

/// Words in lower case.
fn words(text: &str) -> Vec<String> {
    let letters = text.split(|c: char| !c.is_alphanumeric());
    letters.filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

/// How many words in a row two texts share at most.
fn run(a: &[String], b: &[String]) -> usize {
    let mut best = 0;
    for i in 0..a.len() {
        for j in 0..b.len() {
            best = best.max(a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x == y).count());
        }
    }
    best
}

/// Whether a claim is what a quotation says: most of the shorter of the two, in a row.
fn same(quote: &str, claim: &str) -> bool {
    let (a, b) = (words(quote), words(claim));
    run(&a, &b) * 10 >= a.len().min(b.len()).max(2) * 6
}

impl<'a> Told<'a> {
    pub fn new(weigh: &'a Value) -> Self {
        let of = |incident: &'a Value| {
            list(incident, "claims").iter().map(|claim| Claim { claim, incident: incident["id"].as_str() })
        };
        let mut claims: Vec<Claim<'a>> = list(weigh, "incidents").iter().flat_map(of).collect();
        claims.extend(list(weigh, "loose").iter().map(|claim| Claim { claim, incident: None }));
        let mut statements = BTreeMap::new();
        for statement in list(weigh, "origins") {
            for claim in list(statement, "origins").iter().flat_map(|origin| list(origin, "claims")) {
                statements.insert(text(claim, "id"), statement);
            }
        }
        Self { weigh, claims, statements }
    }

    /// Claims of a file that say what a quotation says, the likest first.
    fn of(&self, file: &str, quote: &str) -> Vec<Claim<'a>> {
        let item = item(file);
        let quoted = words(quote);
        let mut found: Vec<Claim<'a>> = self
            .claims
            .iter()
            .filter(|c| c.claim["item"] == item && same(quote, text(c.claim, "text")))
            .copied()
            .collect();
        found.sort_by_key(|c| usize::MAX - run(&quoted, &words(text(c.claim, "text"))));
        found
    }

    /// Each planted sentence: read as a claim, as sure as it is, denied or not.
    pub fn facts(&self, truth: &Value) -> Vec<Planted> {
        let one = |fact: &Value| {
            let found = self.of(text(fact, "file"), text(fact, "quote")).into_iter().any(|c| {
                (c.claim["hedged"] == true) == fact["hedge"].is_string()
                    // "Nobody was hurt" affirms that nobody was; only what denies a planted claim must be read as a denial.
                    && (fact["denies"] != true || c.claim["polarity"] == "denied")
            });
            planted("fact", text(fact, "id"), found, format!("“{}”", text(fact, "quote")))
        };
        list(truth, "facts").iter().map(one).collect()
    }

    /// Each number: in an incident of its own town and never in another's.
    pub fn figures(&self, truth: &Value) -> Vec<Planted> {
        let homes = self.homes(truth);
        let one = |(number, figure): (usize, &Value)| {
            let mine = text(figure, "incident");
            let file = item(text(figure, "file"));
            let mut at: BTreeSet<&str> = BTreeSet::new();
            let mut told = false;
            for c in self.claims.iter().filter(|c| c.claim["item"] == file) {
                if same(text(figure, "quote"), text(c.claim, "text")) {
                    told = true;
                    at.extend(c.incident.and_then(|id| homes.get(id)).copied());
                }
            }
            // A number that the text itself gives to the wrong town may stay with nobody, but not with that town.
            let right =
                at.iter().all(|home| *home == mine) && (!at.is_empty() || !figure["attached_to_wrong_place"].is_null());
            let wanted = format!("{} belongs to {mine}", text(figure, "quote"));
            planted("figure", &format!("figure {}", number + 1), told && right, wanted)
        };
        list(truth, "figures").iter().enumerate().map(one).collect()
    }

    /// Which planted incident each found one is: by the planted facts in it, where these agree.
    fn homes(&self, truth: &'a Value) -> BTreeMap<&'a str, &'a str> {
        let mut votes: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for (fact, home) in facts_at_home(truth) {
            for claim in self.of(text(fact, "file"), text(fact, "quote")) {
                if let Some(incident) = claim.incident {
                    *votes.entry(incident).or_default().entry(home).or_default() += 1;
                }
            }
        }
        let most = |votes: BTreeMap<&'a str, usize>| votes.into_iter().max_by_key(|(_, n)| *n).map(|(home, _)| home);
        votes.into_iter().filter_map(|(incident, votes)| Some((incident, most(votes)?))).collect()
    }

    /// Each statement: as many independent origins as were planted.
    pub fn origins(&self, truth: &Value) -> Vec<Planted> {
        let one = |claim: &Value| {
            let id = text(claim, "id");
            let of_it = list(truth, "facts").iter().filter(|f| f["claim"] == id && f["denies"] != true);
            let mut votes: BTreeMap<&str, (usize, &Value)> = BTreeMap::new();
            for fact in of_it {
                let found = self.of(text(fact, "file"), text(fact, "quote")).into_iter();
                if let Some(statement) = found.filter_map(|c| self.statements.get(text(c.claim, "id"))).next() {
                    votes.entry(text(statement, "statement")).or_insert((0, statement)).0 += 1;
                }
            }
            let most = votes.into_values().max_by_key(|(n, _)| *n).map(|(_, statement)| statement);
            let found = most.is_some_and(|s| s["count"] == claim["count"]);
            let said = most.map_or("not read".to_owned(), |s| format!("found {}", s["count"]));
            planted("origins", id, found, format!("{} independent origins ({said})", claim["count"]))
        };
        list(truth, "claims").iter().map(one).collect()
    }

    /// Happenings of different days and towns stay apart, and what is planted between them is found.
    pub fn incidents(&self, truth: &Value) -> Vec<Planted> {
        let mut homes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut told: BTreeSet<&str> = BTreeSet::new();
        for (fact, home) in facts_at_home(truth) {
            for incident in self.of(text(fact, "file"), text(fact, "quote")).iter().filter_map(|c| c.incident) {
                homes.entry(incident).or_default().insert(home);
                told.insert(home);
            }
        }
        let mut out = Vec::new();
        for incident in list(truth, "incidents").iter().filter(|i| !list(i, "claims").is_empty()) {
            let id = text(incident, "id");
            let pure = homes.values().all(|homes| !homes.contains(id) || homes.len() == 1);
            out.push(planted(
                "incident",
                id,
                pure && told.contains(id),
                format!("{}, apart from others", text(incident, "what")),
            ));
        }
        let links: Vec<&Value> = list(self.weigh, "incidents").iter().flat_map(|i| list(i, "links")).collect();
        for link in list(truth, "incident_links") {
            let relation = text(link, "relation");
            let found = links
                .iter()
                .any(|l| l["relation"] == relation && run(&words(text(l, "why")), &words(text(link, "quote"))) >= 2);
            out.push(planted("link", relation, found, format!("“{}”", text(link, "quote"))));
        }
        out
    }

    /// No rival is favoured, and nothing that was planted to mislead is told as established.
    pub fn not_concluded(&self) -> Vec<Planted> {
        let undecided = list(self.weigh, "weighings")
            .iter()
            .all(|w| w["answer"] == "does not discriminate" && list(w, "pairs").iter().all(|p| p["favours"].is_null()));
        let origins = list(self.weigh, "origins").iter().flat_map(|statement| list(statement, "origins"));
        let circle = origins.into_iter().any(|origin| text(origin, "basis") == "circular");
        vec![
            planted("answer", "hypotheses", undecided, "between chain and ice nothing discriminates"),
            planted(
                "trap",
                "circular-citation",
                circle,
                "three outlets that cite one another are one origin without an observer",
            ),
        ]
    }
}

/// Facts that tell of one planted incident, with its name. What is given to a wrong town tells of none.
fn facts_at_home(truth: &Value) -> Vec<(&Value, &str)> {
    let home = |claim: &str| {
        let holds = |i: &&Value| list(i, "claims").iter().any(|c| c == claim);
        list(truth, "incidents").iter().find(holds).map(|i| text(i, "id"))
    };
    list(truth, "facts").iter().filter_map(|fact| Some((fact, home(text(fact, "claim"))?))).collect()
}
