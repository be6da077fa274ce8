//! `exhibit review`: what a person found about one claim, in their own words, with their name, in the log.

use case::Judgement;
use serde_json::json;

use crate::failure::{Failure, Verdict};
use crate::world::World;
use crate::{output, places};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:  exhibit review 3fa2c1 \"the gate fell\" \"two recordings from different places show it standing\""
)]
pub struct Args {
    /// The item's id, or its first digits; words of one claim in it; what you found. Before them, if you like, the case folder
    #[arg(num_args = 3..=4, required = true, value_names = ["ID", "CLAIM", "RESULT"])]
    arguments: Vec<String>,
    /// Why, and how it was looked into
    #[arg(long)]
    reason: Option<String>,
}

pub fn run(mut args: Args, world: &World) -> Result<Verdict, Failure> {
    let given = places::split_case(&mut args.arguments, 3);
    let Ok([id, words, result]) = <[String; 3]>::try_from(args.arguments) else {
        return Err(Failure::Usage(
            "give an id, words of a claim and what you found, each in quotation marks".to_owned(),
        ));
    };
    if result.trim().is_empty() {
        return Err(Failure::Usage("a review says what was found. Give it in a few words".to_owned()));
    }
    let folder = places::the_case(world, given.as_deref())?;
    let host = world.host();
    let mut case = places::write(world, &folder, &host)?;
    let item = case.find_item(&id)?;
    let review = case.review_of(item, &words, &result)?;
    let judgement: Judgement = review.judgement()?;
    let entry = case.judge(item, &judgement, args.reason.as_deref(), &host)?;
    if world.json() {
        output::json(&json!({
            "item": item, "act": judgement.act(), "value": judgement.value(), "reason": args.reason, "entry": entry
        }))?;
    } else {
        let claim = model::name::visible(&review.claim);
        output::text(&format!("Logged as entry {entry}: review of the claim “{claim}”."))?;
    }
    Ok(Verdict::Done)
}
