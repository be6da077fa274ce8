//! Every check by one door: a question that can be written down, and the answer that follows from it alone. Whoever has
//! the question can have the answer again; that is what makes a check recomputable.

use serde::{Deserialize, Serialize};

use crate::clock::ClockError;
use crate::fall::{self, FallError};
use crate::finding::{Finding, NotANumber};
use crate::geodesy::NotAPoint;
use crate::sun::{self, SunError};

/// What may be asked. Numbers are decimal text, so that a question has a canonical form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "check")]
pub enum Question {
    /// Where the sun stood.
    #[serde(rename = "scene.sun")]
    Sun(sun::Question),
    /// Whether a fall agrees with the published accounts of it.
    #[serde(rename = "scene.fall")]
    Fall(fall::Question),
}

/// Finding and picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The finding.
    pub finding: Finding,
    /// A picture of it, as SVG.
    pub svg: String,
}

/// Why a question has no answer: what was given cannot be. One sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A time.
    #[error(transparent)]
    Clock(#[from] ClockError),
    /// A place.
    #[error(transparent)]
    Point(#[from] NotAPoint),
    /// A number.
    #[error(transparent)]
    Number(#[from] NotANumber),
    /// A value that the sun's position needs.
    #[error(transparent)]
    Sun(#[from] SunError),
    /// A fall.
    #[error(transparent)]
    Fall(#[from] FallError),
}

/// Answers a question.
///
/// # Errors
/// [`Refused`] says what was given and cannot be.
pub fn answer(question: &Question) -> Result<Outcome, Refused> {
    match question {
        // One thread gives the same as many.
        Question::Fall(question) => Ok(fall::answer(question, 1)?.outcome),
        Question::Sun(question) => sun::answer(question).map(|a| Outcome { finding: a.finding, svg: a.svg }),
    }
}
