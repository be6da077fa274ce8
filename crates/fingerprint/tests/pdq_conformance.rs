//! PDQ against the reference's own hashes and pictures.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod shared;

use std::path::Path;

use fingerprint::pdq::{self, Plane, Spectrum};
use fingerprint::{Code, Luma, Orientation, Pdq};
use image::DynamicImage;
use shared::{decode, media};

/// Builds of the reference with other decoders differ by up to this many bits; ours with the same pixels by at most two.
const TOLERANCE: u32 = 10;

fn hash(path: &Path) -> Pdq {
    let rgb = decode(path).0.to_rgb8();
    pdq::hash_picture(rgb.width() as usize, rgb.height() as usize, rgb.as_raw()).unwrap()
}

fn luma(picture: &DynamicImage) -> Luma {
    let rgb = picture.to_rgb8();
    Luma::from_rgb(rgb.width() as usize, rgb.height() as usize, rgb.as_raw()).unwrap()
}

#[test]
fn every_golden_picture_is_within_ten_bits() {
    let Some(media) = media() else { return };
    let golden = std::fs::read_to_string(media.join("images/pdq-golden.csv")).unwrap();
    let mut compared = 0;
    for line in golden.lines().skip(1) {
        let (original, code) = line.split_once(',').unwrap();
        let Ok(expected) = code.parse::<Code>() else { continue };
        let name = original.trim_start_matches("../").trim_start_matches("data/");
        let path = media.join("images").join(name.replacen("misc-images/", "misc/", 1));
        if !path.exists() {
            println!("not present: {name}");
            continue;
        }
        let got = hash(&path);
        let distance = got.code.distance(&expected);
        println!("{distance:3} bits, quality {:3}: {name}", got.quality);
        assert!(distance <= TOLERANCE, "{name}: {distance} bits off");
        compared += 1;
    }
    assert!(compared >= 15, "only {compared} golden pictures were found");
}

#[test]
fn all_eight_orientations_of_a_photograph_are_recognised() {
    let Some(media) = media() else { return };
    let (original, _) =
        Spectrum::of(Plane::from_luma(&luma(&decode(&media.join("images/dih/bridge-1-original.jpg")).0)));
    let versions = [
        ("2-rotate-90", Orientation::ROTATED_90),
        ("3-rotate-180", Orientation::ROTATED_180),
        ("4-rotate-270", Orientation::ROTATED_270),
        ("5-flipx", Orientation::UPSIDE_DOWN),
        ("6-flipy", Orientation::MIRRORED),
        ("7-flip-plus-1", Orientation::TRANSPOSED),
        ("8-flip-minus-1", Orientation::ANTITRANSPOSED),
        ("1-original", Orientation::ORIGINAL),
    ];
    for (name, expected) in versions {
        let turned = pdq::hash(&luma(&decode(&media.join(format!("images/dih/bridge-{name}.jpg"))).0)).code;
        let mut distances = Orientation::ALL.map(|o| (o.turn_spectrum(&original).code().distance(&turned), o));
        distances.sort_unstable();
        println!("{name}: {} at {} bits; next {} bits", distances[0].1, distances[0].0, distances[1].0);
        assert_eq!(distances[0].1, expected, "{name}");
        assert!(distances[0].0 <= TOLERANCE && distances[1].0 > 3 * pdq::RADIUS, "{name}: {distances:?}");
        let from_code = expected.turn_code(original.code()).distance(&turned);
        assert!(from_code <= pdq::RADIUS, "{name}: the hash alone turned is {from_code} bits off");
    }
}

#[test]
fn exif_orientation_is_honoured() {
    let Some(media) = media() else { return };
    let (_, plain) = decode(&media.join("images/exif-rotn/exif-rotn-1.jpg"));
    let (mut picture, tag_6) = decode(&media.join("images/exif-rotn/exif-rotn-6.jpg"));
    assert_eq!((plain, tag_6), (Orientation::ORIGINAL, Orientation::ROTATED_270));
    let stored = luma(&picture);
    picture.apply_orientation(image::metadata::Orientation::Rotate90);
    assert_eq!(tag_6.turn(&stored), luma(&picture), "another library turns it the same way");
    let (spectrum, _) = Spectrum::of(Plane::from_luma(&stored));
    let upright = pdq::hash(&luma(&picture)).code;
    assert!(upright.distance(&spectrum.code()) > 3 * pdq::RADIUS, "the picture would prove nothing");
    assert!(upright.distance(&tag_6.turn_spectrum(&spectrum).code()) <= TOLERANCE);
}

#[test]
fn a_letterboxed_copy_is_recognised_inside_its_bars() {
    let Some(media) = media() else { return };
    let open = |name: &str| luma(&decode(&media.join("images").join(name)).0);
    let (plain, boxed) = (open("sample-b.jpg"), open("letterboxed_sample-b.jpg"));
    let rows: Vec<usize> = (0..boxed.height()).filter(|&y| boxed.row(y).iter().any(|&v| v >= 24)).collect();
    let columns: Vec<usize> = (0..boxed.width()).filter(|&x| rows.iter().any(|&y| boxed.row(y)[x] >= 24)).collect();
    let (top, left) = (rows[0], columns[0]);
    let inner = boxed.part(left, top, columns[columns.len() - 1] + 1 - left, rows[rows.len() - 1] + 1 - top).unwrap();
    let (whole, inside) = (pdq::hash(&boxed).code, pdq::hash(&inner).code);
    let plain = pdq::hash(&plain).code;
    println!("with bars {} bits, without {} bits", plain.distance(&whole), plain.distance(&inside));
    assert!(plain.distance(&inside) <= pdq::RADIUS);
}

#[test]
fn tiny_and_flat_pictures_fail_the_quality_gate_and_photographs_pass() {
    let Some(media) = media() else { return };
    let quality = |name: &str| hash(&media.join("images").join(name)).quality;
    for flat in ["misc/small.jpg", "labelme-subset/q0003.jpg", "labelme-subset/q0004.jpg"] {
        assert!(quality(flat) < pdq::LEAST_QUALITY, "{flat}: {}", quality(flat));
    }
    for rich in ["bridge-mods/aaa-orig.jpg", "labelme-subset/q0291.jpg", "labelme-subset/q0746.jpg"] {
        assert!(quality(rich) >= pdq::LEAST_QUALITY, "{rich}: {}", quality(rich));
    }
}

#[test]
fn one_picture_in_many_colour_modes_keeps_its_hash() {
    let Some(media) = media() else { return };
    let original = hash(&media.join("images/misc/modes/original.jpg"));
    let folder = media.join("images/misc/modes");
    for name in ["CMYK.jpg", "L.png", "LA.png", "P.png", "RGB.jpg", "RGBA.png", "YCbCr.jpg", "HSV.webp", "LAB.webp"] {
        let distance = original.code.distance(&hash(&folder.join(name)).code);
        println!("{distance:3} bits: {name}");
        assert!(distance <= pdq::RADIUS, "{name}: {distance} bits off");
    }
}
