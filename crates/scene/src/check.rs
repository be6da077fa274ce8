//! Every check by one door: a question that can be written down, and the answer that follows from it alone. Whoever has
//! the question can have the answer again; that is what makes a check recomputable.

use serde::{Deserialize, Serialize};

use crate::clock::ClockError;
use crate::fall::{self, FallError};
use crate::finding::{Finding, NotANumber};
use crate::geodesy::NotAPoint;
use crate::light::{OutageError, OutageQuestion, answer_outage};
use crate::shadow::{ShadowError, WhenQuestion, WhereQuestion, answer_when, answer_where};
use crate::sight::{BearingQuestion, Clicks, SightError, answer_bearing, answer_resect};
use crate::sound::bang::{self, BangError, BangQuestion};
use crate::sound::heard::{self, HeardError, HeardQuestion};
use crate::sound::{SyncError, SyncQuestion, answer_sync};
use crate::sun::{self, SunError};
use crate::together::{self, TogetherQuestion};

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
    /// Where footage can have been made.
    #[serde(rename = "scene.shadow_where")]
    ShadowWhere(WhereQuestion),
    /// When it can have been made.
    #[serde(rename = "scene.shadow_when")]
    ShadowWhen(WhenQuestion),
    /// Where a camera stood.
    #[serde(rename = "scene.resect")]
    Resect(Clicks),
    /// Whether bearings agree with a claimed place.
    #[serde(rename = "scene.bearing")]
    Bearing(BearingQuestion),
    /// When one recording begins in another.
    #[serde(rename = "scene.sync")]
    Sync(SyncQuestion),
    /// How far off a bang was.
    #[serde(rename = "scene.bang")]
    Bang(BangQuestion),
    /// Whether what several recordings heard fits a claimed place.
    #[serde(rename = "scene.sound_at")]
    SoundAt(HeardQuestion),
    /// When lights went out.
    #[serde(rename = "scene.outage")]
    Outage(OutageQuestion),
    /// What several checks have in common.
    #[serde(rename = "scene.together")]
    Together(TogetherQuestion),
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
    /// Two recordings.
    #[error(transparent)]
    Sync(#[from] SyncError),
    /// A flash and its bang.
    #[error(transparent)]
    Bang(#[from] BangError),
    /// What recordings heard.
    #[error(transparent)]
    Heard(#[from] HeardError),
    /// Lights that go out.
    #[error(transparent)]
    Outage(#[from] OutageError),
    /// One check alone.
    #[error("one check alone has nothing to be held against; give two or more")]
    Alone,
    /// Checks within checks.
    #[error("checks that are already taken together cannot be taken together again; name the single checks")]
    Nested,
    /// What was clicked.
    #[error(transparent)]
    Sight(#[from] SightError),
    /// What was seen of shadows.
    #[error(transparent)]
    Shadow(ShadowError),
    /// More frames than one question may have.
    #[error("{0} frames are more than one question may have; choose the best {1}")]
    TooMany(usize, usize),
    /// A frame without its time.
    #[error("frame {0} states no time: give `at`, or ask when it was made")]
    NoTime(usize),
    /// A frame without its distance from the first.
    #[error(
        "frame {0} does not say how many seconds after the first it was made: give `after_s`, or `at` in all frames"
    )]
    NoOffset(usize),
    /// A local time that happened twice.
    #[error(
        "the local time {text} happened twice, because the clocks went back: write which one, {earlier} or {later}"
    )]
    Twice {
        /// As stated.
        text: String,
        /// Its first reading.
        earlier: String,
        /// Its second.
        later: String,
    },
    /// A local time that never was.
    #[error("the local time {text} never was in {zone}, because the clocks went forward; check time and zone")]
    Never {
        /// As stated.
        text: String,
        /// The zone.
        zone: String,
    },
    /// A local time that does not name one instant.
    #[error("the local time {0} happened twice or never; write it with its offset from UTC")]
    Ambiguous(String),
    /// Bounds that enclose nothing.
    #[error("these bounds enclose nothing: give south, west, north, east in degrees, or days that exist")]
    Bounds,
    /// A window that is empty or too long.
    #[error("nothing can be searched from {0} to {1}: the end must come after the beginning, at most ten years later")]
    Window(String, String),
    /// Hours of the day.
    #[error("not hours of the day such as 12:00-15:30: {0}")]
    Hours(String),
}

/// Answers a question. The answer does not depend on the number of threads.
///
/// # Errors
/// [`Refused`] says what was given and cannot be.
pub fn answer(question: &Question, threads: usize) -> Result<Outcome, Refused> {
    match question {
        Question::Fall(question) => Ok(fall::answer(question, threads)?.outcome),
        Question::Sun(question) => sun::answer(question).map(|a| Outcome { finding: a.finding, svg: a.svg }),
        Question::ShadowWhere(question) => answer_where(question, threads),
        Question::ShadowWhen(question) => answer_when(question),
        Question::Resect(clicks) => answer_resect(clicks),
        Question::Bearing(question) => answer_bearing(question),
        Question::Sync(question) => Ok(answer_sync(question)?.outcome),
        Question::Bang(question) => Ok(bang::answer(question)?.outcome),
        Question::SoundAt(question) => Ok(heard::answer(question)?),
        Question::Outage(question) => Ok(answer_outage(question)?.outcome),
        Question::Together(question) => together::answer(question, threads),
    }
}
