//! Where third-party media lies, and how a picture there becomes samples. Decoding is for these tests only.

use std::path::PathBuf;

use fingerprint::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader};

/// The folder of third-party media; none where it is to be skipped.
pub fn media() -> Option<PathBuf> {
    thirdparty::find("media")
}

/// The picture as stored in the file, and how it wants to be turned before it is shown.
#[allow(dead_code, reason = "not every test binary decodes pictures")]
pub fn decode(path: &std::path::Path) -> (DynamicImage, Orientation) {
    let reader = ImageReader::open(path).unwrap().with_guessed_format().unwrap();
    let mut decoder = reader.into_decoder().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let orientation = Orientation::from_exif(u16::from(decoder.orientation().unwrap().to_exif())).unwrap();
    (DynamicImage::from_decoder(decoder).unwrap(), orientation)
}
