//! ClaimReview (schema.org) as JSON-LD, for the claims that a person has reviewed. The rating is the reviewer's words
//! and no number: Exhibit gives no verdict of truth, and a scale would be one.

use case::Case;
use case::review::{Review, Reviewed};
use case::view::ClaimRow;
use serde_json::{Value, json};

use crate::bundle::{Cause, Shelf};
use crate::error::Error;
use crate::redact::Redactor;

/// Path in the bundle.
pub(crate) const PATH: &str = "claim_reviews.jsonld";

/// Writes the reviews in force, in the order of the log. Where nobody has reviewed a claim there is no file, and the
/// answer says why.
pub(crate) fn write(case: &Case, redactor: &Redactor, shelf: &mut Shelf<'_>) -> Result<Option<String>, Error> {
    let reviews = case.reviews()?;
    if reviews.is_empty() {
        return Ok(Some("nobody has reviewed a claim".to_owned()));
    }
    // What the index says of the claims: who made them, when. A claim that a newer reading no longer has stays without.
    let mut claims: Vec<Option<ClaimRow>> = reviews.iter().map(|_| None).collect();
    case.each_claim(None, &mut |claim| {
        let at = reviews.iter().position(|r| r.item == claim.item && r.review.is_about(&claim));
        if let Some(at) = at {
            claims[at] = Some(claim);
        }
        Ok(())
    })?;
    let graph: Vec<Value> =
        reviews.iter().zip(&claims).map(|(review, claim)| document(review, claim.as_ref(), redactor)).collect();
    let document = json!({"@context": "https://schema.org", "@graph": graph});
    shelf.put(PATH, |to| -> Result<(), Cause> {
        serde_json::to_writer_pretty(&mut *to, &document).map_err(std::io::Error::from)?;
        Ok(writeln!(to)?)
    })?;
    Ok(None)
}

fn document(reviewed: &Reviewed, claim: Option<&ClaimRow>, redactor: &Redactor) -> Value {
    let Reviewed { item, judgement, review: Review { claim: words, result, .. } } = reviewed;
    let author = judgement.author.as_deref().map(|name| redactor.collector(name));
    let speaker = claim.and_then(|c| c.speaker.as_deref()).map(|name| redactor.again(name));
    let source = claim.and_then(|c| c.source.as_ref()).map(|s| redactor.speaker(s.identity(), Some(s)).label);
    let publisher = source.or_else(|| claim.and_then(|c| c.article.as_deref()).map(|name| redactor.again(name)));
    let time = claim.and_then(|c| c.time.as_ref()).map(|t| t.value.clone());
    let appearance = json!({
        "@type": "CreativeWork",
        "datePublished": time,
        "identifier": format!("sha256:{item}"),
        "publisher": publisher.map(|name| json!({"@type": "Organization", "name": name})),
    });
    json!({
        "@type": "ClaimReview",
        "author": author.map(|name| json!({"@type": "Person", "name": name})),
        "claimReviewed": redactor.again(words),
        "datePublished": judgement.at.map(|at| at.to_string()),
        "identifier": format!("log entry {}", judgement.entry),
        "itemReviewed": {
            "@type": "Claim",
            "appearance": [appearance],
            "author": speaker.map(|name| json!({"@type": "Thing", "name": name})),
        },
        "reviewRating": {"@type": "Rating", "alternateName": redactor.note(result)},
        "url": "dossier.html#claims",
    })
}
