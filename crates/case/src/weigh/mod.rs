//! Weighing a case: what it holds is gathered, origins are traced, incidents put together, rival accounts weighed.
//!
//! The rules are in the crate `weigh`; here its input is gathered from index and records, and its answer is put into the
//! words that people and programs are shown. Nothing is written: the same case and judgements give the same answer.

mod citations;
mod footage;
mod gather;
mod keys;
pub(crate) mod reading;
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

use crate::copies::Older;
use crate::error::Error;
use crate::open::Case;
use crate::progress::Progress;

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
    /// Posts of recordings that had been there long before.
    pub older: Vec<Older>,
}

/// Readings are turned into claims on so many threads where nobody says otherwise; the answer does not depend on it.
const PUBLIC_THREADS: usize = 4;

impl Case {
    /// Weighs everything that was read, watched and measured.
    pub fn weigh(&self, threads: usize, progress: &dyn Progress) -> Result<Weighed, Error> {
        self.weigh_named(true, threads, progress)
    }

    /// The same without anything that was written down privately, such as the names of files: so it comes out alike in
    /// the case and in a bundle of it.
    pub(crate) fn weigh_public(&self, progress: &dyn Progress) -> Result<Weighed, Error> {
        self.weigh_named(false, PUBLIC_THREADS, progress)
    }

    fn weigh_named(&self, named: bool, threads: usize, progress: &dyn Progress) -> Result<Weighed, Error> {
        let copies = self.copies(threads, progress)?;
        let material = gather::gather(self, &copies, named, threads)?;
        material.check().map_err(|fault| Error::Weigh(fault.to_string()))?;
        let decided = in_force(&if named { self.decided()? } else { self.decided_public()? });
        let origins = origins::find(&material, &decided);
        let incidents = incidents::cluster(&material, &decided);
        let weighings = hypotheses::weigh(&material, &origins, &incidents, &decided);
        let older = copies.families.into_iter().flat_map(|family| family.older).collect();
        Ok(Weighed { material, decided, origins, incidents, weighings, older })
    }
}
