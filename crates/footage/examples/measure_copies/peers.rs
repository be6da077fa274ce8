//! What others would have found on the same films: vPDQ by its own rule on the same frames, Chromaprint by its program.

use std::path::Path;
use std::process::{Command, Stdio};

use fingerprint::recording::Recording;
use fingerprint::vpdq::BELOW;

/// Quality from which vPDQ compares frames.
const QUALITY: u8 = 50;
/// Share of the compared frames, in hundredths, from which a film counts as found. vPDQ leaves it to its users.
const SHARE: usize = 50;
/// Fewest items of Chromaprint that lie over each other: 3 s.
const OVERLAP: usize = 24;
/// Share of differing bits up to which two sounds are the same; unrelated ones differ in half.
const DIFFERENT: f64 = 0.3;

/// Whether vPDQ's rule finds the film: half of the frames of either that are good enough have a like frame in the other.
/// The hashes are ours, which differ from the original's in a few bits at most.
pub fn vpdq(a: &Recording, b: &Recording) -> bool {
    let good = |r: &Recording| -> Vec<fingerprint::Code> {
        r.frames.iter().filter_map(|f| f.whole).filter(|w| w.quality >= QUALITY).map(|w| w.code).collect()
    };
    let (one, two) = (good(a), good(b));
    let share = |of: &[fingerprint::Code], among: &[fingerprint::Code]| {
        let found = of.iter().filter(|code| among.iter().any(|other| code.distance(other) < BELOW)).count();
        !of.is_empty() && found * 100 >= of.len() * SHARE
    };
    share(&one, &two) || share(&two, &one)
}

/// Chromaprint's items of a file; nothing where its program is not installed or the file has no sound.
pub fn chromaprint(path: &Path) -> Option<Vec<u32>> {
    let out = Command::new("fpcalc")
        .args(["-raw", "-length", "0", "-plain"])
        .arg(path)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(out.stdout).ok()?;
    let items: Vec<u32> = text.trim().split(',').filter_map(|item| item.parse().ok()).collect();
    (!items.is_empty()).then_some(items)
}

/// Whether two sounds agree at some offset.
pub fn same_sound(a: &[u32], b: &[u32]) -> bool {
    let (len_a, len_b) = (a.len() as i64, b.len() as i64);
    (-len_b..len_a).any(|offset| {
        let from = offset.max(0);
        let to = (offset + len_b).min(len_a);
        let overlap = usize::try_from(to - from).unwrap_or(0);
        if overlap < OVERLAP.min(b.len()) || overlap == 0 {
            return false;
        }
        let different: u32 = (from..to).map(|n| (a[n as usize] ^ b[(n - offset) as usize]).count_ones()).sum();
        f64::from(different) <= DIFFERENT * 32.0 * overlap as f64
    })
}
