//! The sentences that say why.

use super::{Class, common_edge, too_little};
use crate::align::Segment;
use crate::audio;
use crate::recording::Recording;

/// Why the class is what it is.
pub fn reason(
    a: &Recording,
    b: &Recording,
    class: Class,
    segments: &[Segment],
    sound: Option<&audio::Match>,
) -> String {
    match class {
        Class::IdenticalBytes => "the two files are the same bytes".to_owned(),
        Class::SameEncode => "the compressed pictures are the same, byte for byte, in another file".to_owned(),
        Class::ReEncode => {
            format!("all of it agrees, frame edge to frame edge, at the same speed: {}", proof(segments))
        }
        Class::EditedCopy => format!("all of it agrees; {}: {}", edits(a, b, segments), proof(segments)),
        Class::Partial => {
            let parts = segments.len();
            let parts = if parts == 1 { "one stretch agrees".to_owned() } else { format!("{parts} stretches agree") };
            format!("{parts}, the rest does not; {}: {}", edits(a, b, segments), proof(segments))
        }
        Class::SameSoundOnly => match sound {
            Some(s) => format!(
                "no frames agree, but the sound of B from {} s to {} s is that of A from {} s to {} s",
                seconds(s.b[0]),
                seconds(s.b[1]),
                seconds(s.a[0]),
                seconds(s.a[1])
            ),
            None => "no frames agree, but the sound does".to_owned(),
        },
        Class::Unrelated => format!(
            "no frames agree ({} of A and {} of B have enough detail to tell)",
            a.telling_frames(),
            b.telling_frames()
        ),
        Class::Undecided => undecided(a, b, segments, sound),
    }
}

fn undecided(a: &Recording, b: &Recording, segments: &[Segment], sound: Option<&audio::Match>) -> String {
    if segments.is_empty() {
        let poor = |r: &Recording, name: &str| {
            too_little(r).then(|| format!("{name} has {} of {} frames with detail", r.telling_frames(), r.frames.len()))
        };
        let poor: Vec<String> = [poor(a, "A"), poor(b, "B")].into_iter().flatten().collect();
        let heard = if sound.is_some() { "; the sound agrees" } else { "" };
        return format!("too little detail to tell: {}{heard}", poor.join(", "));
    }
    if segments.iter().all(|s| s.fixed_only) {
        return "only parts that are fixed to the frame agree (a logo, a caption, a common frame), nothing that moves"
            .to_owned();
    }
    if segments.iter().all(|s| common_edge(a, b, s)) {
        return "only the opening or the ending is shared and the rest differs: a common intro or outro would look the same".to_owned();
    }
    "what agrees is not enough to tell".to_owned()
}

/// What was done to B, as far as geometry and time show it.
fn edits(a: &Recording, b: &Recording, segments: &[Segment]) -> String {
    let mut words = Vec::new();
    let any = |test: &dyn Fn(&Segment) -> bool| segments.iter().any(test);
    if any(&|s| s.mirrored) {
        words.push("mirrored left to right".to_owned());
    }
    if let Some(turned) = segments.iter().find(|s| s.turn_tenths.abs() > 10) {
        words.push(format!("turned by {} degrees", libm::round(f64::from(turned.turn_tenths) / 10.0)));
    }
    if let Some(faster) = segments.iter().find(|s| s.speed_1000.abs_diff(1000) > 15) {
        words.push(format!("B runs at {} of A's speed", thousandths(faster.speed_1000)));
    }
    if b.inside.is_some() && a.inside.is_none() {
        words.push("bars or a canvas around it".to_owned());
    }
    if !b.overlays.is_empty() && a.overlays.is_empty() {
        words.push("something laid over it".to_owned());
    }
    if let Some(share) = segments.iter().filter_map(|s| shown(a, b, s)).min().filter(|s| *s < 90) {
        words.push(format!("about {share} hundredths of A's frame are shown"));
    }
    if words.is_empty() { "no edit of the frame stands out".to_owned() } else { words.join(", ") }
}

/// How many hundredths of A's frame B's frame covers.
fn shown(a: &Recording, b: &Recording, s: &Segment) -> Option<u32> {
    let corner = |x: u32, y: u32| s.map.apply((f64::from(x), f64::from(y)));
    let corners = [corner(0, 0)?, corner(b.width, 0)?, corner(b.width, b.height)?, corner(0, b.height)?];
    let (width, height) = (f64::from(a.width), f64::from(a.height));
    let clamp = |(x, y): (f64, f64)| (x.clamp(0.0, width), y.clamp(0.0, height));
    let inside = corners.map(clamp);
    let twice: f64 = (0..4).map(|n| inside[n].0 * inside[(n + 1) % 4].1 - inside[(n + 1) % 4].0 * inside[n].1).sum();
    Some(libm::round(twice.abs() / 2.0 / (width * height) * 100.0) as u32)
}

/// On how many frames it rests.
fn proof(segments: &[Segment]) -> String {
    let frames: usize = segments.iter().map(|s| s.evidence.len()).sum();
    let mut inliers: Vec<usize> = segments.iter().flat_map(|s| s.evidence.iter().map(|e| e.inliers)).collect();
    inliers.sort_unstable();
    let middle = inliers.get(inliers.len() / 2).copied().unwrap_or(0);
    let timeless =
        if segments.iter().any(|s| s.timeless) { "; nothing in it moves enough to fix the instant" } else { "" };
    let frames = if frames == 1 { "1 pair of frames".to_owned() } else { format!("{frames} pairs of frames") };
    if middle == 0 {
        format!("{frames} alike as a whole{timeless}")
    } else {
        format!("{frames}, in the middle one {middle} features in the same places{timeless}")
    }
}

fn seconds(ms: i64) -> String {
    format!("{}.{}", ms / 1000, ms % 1000 / 100)
}

fn thousandths(n: u32) -> String {
    let text = format!("{}.{:03}", n / 1000, n % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
