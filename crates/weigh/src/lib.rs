//! Weighs what circulates about an incident: how many independent origins a claim has, which claims speak of the same
//! happening, and what the independent findings say about rival accounts of it.
//!
//! Floor 0: values in, values out; no files, no clock, no network. What is weighed is a [`material::Material`], which the
//! library above gathers from a case; what people have decided comes beside it as [`decision::Decided`]. The same
//! values give the same answer on every machine, in the same order. Nothing here says that a claim is true.

pub mod decision;
mod explained;
pub mod footage;
pub mod hypotheses;
pub mod incidents;
pub mod likelihood;
pub mod material;
pub mod origins;
