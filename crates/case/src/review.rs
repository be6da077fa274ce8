//! Reviews of claims: what a person found about one assertion of one text, in their own words. A review never says that
//! something is true; it says what was looked at and what came of it, and a later one of the same claim supersedes it.

use model::{ItemId, PostId, Span};
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::judge::Judgement;
use crate::open::Case;
use crate::view::{ClaimRow, JudgementRow};

/// What a person found about a claim. Its canonical form is the judgement's value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The post that makes the claim; nothing where it stands in the item's article.
    pub post: Option<PostId>,
    /// Where it stands, in code points of the text that was read.
    pub span: Span,
    /// Its words.
    pub claim: String,
    /// What the review found.
    pub result: String,
}

/// A review in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// The item.
    pub item: ItemId,
    /// The decision: who, when, why, number of its entry.
    pub judgement: JudgementRow,
    /// What it says.
    pub review: Review,
}

impl Review {
    /// The decision that says it.
    pub fn judgement(&self) -> Result<Judgement, Error> {
        Ok(Judgement::Review(model::canonical::to_string(self)?))
    }

    /// Whether it is about this claim of this item.
    pub fn is_about(&self, claim: &ClaimRow) -> bool {
        (self.post, self.span) == (claim.post, claim.span)
    }
}

impl Case {
    /// A review of the one claim of an item that contains these words.
    ///
    /// # Errors
    /// [`Error::NoSuchClaim`] where none does, or several do.
    pub fn review_of(&self, item: ItemId, words: &str, result: &str) -> Result<Review, Error> {
        let wanted = words.trim().to_lowercase();
        let mut found: Vec<ClaimRow> = Vec::new();
        self.each_claim(None, &mut |claim| {
            if claim.item == item && claim.text.to_lowercase().contains(&wanted) {
                found.push(claim);
            }
            Ok(())
        })?;
        // Words that are a whole claim mean that one, although they may stand in another too.
        let whole: Vec<usize> = (0..found.len()).filter(|at| found[*at].text.to_lowercase() == wanted).collect();
        let at = match (whole.as_slice(), found.len()) {
            ([one], _) => *one,
            ([], 1) => 0,
            _ => return Err(Error::NoSuchClaim { words: words.to_owned(), count: found.len() }),
        };
        let ClaimRow { post, span, text, .. } = found.swap_remove(at);
        Ok(Review { post, span, claim: text, result: result.to_owned() })
    }

    /// The last review of every claim that has one, in the order of the log.
    pub fn reviews(&self) -> Result<Vec<Reviewed>, Error> {
        let mut out: Vec<Reviewed> = Vec::new();
        for (item, judgement) in self.all_judgements()?.into_iter().filter(|(_, j)| j.act == "review") {
            // What another version wrote may not be readable to this one; the entry stays.
            let Ok(review) = serde_json::from_str::<Review>(&judgement.value) else { continue };
            out.retain(|known| (known.item, known.review.post, known.review.span) != (item, review.post, review.span));
            out.push(Reviewed { item, judgement, review });
        }
        Ok(out)
    }
}
