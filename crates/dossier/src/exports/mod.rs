//! The same case in the forms that other tools read: GeoJSON, W3C PROV, ClaimReview, WACZ. One file for each form.

pub(crate) mod circle;
pub(crate) mod claim_review;
pub(crate) mod geojson;
pub(crate) mod prov;
pub(crate) mod wacz;
