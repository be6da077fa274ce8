//! Weighing a case: what it holds is gathered, origins are traced, incidents put together, rival accounts weighed.
//!
//! The rules are in the crate `weigh`; here its input is gathered from index and records, and its answer is put into the
//! words that people and programs are shown. Nothing is written: the same case and judgements give the same answer.

mod citations;
mod gather;
mod keys;
mod reading;
mod records;
mod shown;
mod ties;
mod view;

use weigh::decision::{Decided, in_force};
use weigh::hypotheses::{self, Weighing};
use weigh::incidents::{self, Incidents};
use weigh::material::Material;
use weigh::origins::{self, Origins};

pub use shown::{
    CellView, ClaimIn, ConflictIn, FigureIn, GroupView, HypothesisView, IncidentView, LinkIn, OneOrigin, OriginView,
    PairView, WeighedView, WeighingView,
};

use crate::error::Error;
use crate::open::Case;

/// A case, weighed.
#[derive(Clone, Debug)]
pub struct Weighed {
    /// What was weighed.
    pub material: Material,
    /// Decisions of people that took part.
    pub decided: Vec<Decided>,
    /// Independent origins.
    pub origins: Origins,
    /// What is said to have happened.
    pub incidents: Incidents,
    /// Rival accounts of incidents, weighed.
    pub weighings: Vec<Weighing>,
}

impl Case {
    /// Weighs everything that was read.
    pub fn weigh(&self, threads: usize) -> Result<Weighed, Error> {
        let material = gather::gather(self, threads)?;
        material.check().map_err(|fault| Error::Weigh(fault.to_string()))?;
        let decided = in_force(&self.decided()?);
        let origins = origins::find(&material, &decided);
        let incidents = incidents::cluster(&material, &decided);
        let weighings = hypotheses::weigh(&material, &origins, &incidents, &decided);
        Ok(Weighed { material, decided, origins, incidents, weighings })
    }
}
