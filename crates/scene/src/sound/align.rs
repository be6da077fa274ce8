//! Where a recording lies in another, by what both heard. Pieces of the shorter one are looked for all over the longer
//! one; only where several agree on one place, up to a small difference of the clocks, is there a match. Then short
//! windows around it measure the offset again, each by itself.
//!
//! The measurement leaves as whole numbers and decimal text; what it means is decided elsewhere, from it alone.

use realfft::num_complex::Complex;

use super::RATE;
use super::transform::{Transform, fast_size};
use super::whiten::{band, whiten};

/// Clocks of cameras differ by less, parts in a million.
pub const MOST_DRIFT_PPM: f64 = 300.0;
/// A piece that is looked for, in samples: 4 s.
const PIECE: usize = 4 * RATE as usize;
/// Pieces, at least and at most.
const PIECES: [usize; 2] = [4, 24];
/// Samples of the longer recording that are searched at a time: about four minutes.
const CHUNK: usize = 1 << 21;
/// Places kept of each piece.
const PLACES: usize = 32;
/// A place must stand out by so many standard deviations to count.
const STANDS_OUT: f32 = 5.0;
/// Two places further apart than this are two answers, s.
const APART_S: f64 = 0.02;
/// Windows in which the offset is measured again, and their length in samples.
const WINDOWS: usize = 24;
const WINDOW: usize = RATE as usize * 5 / 4;
/// How far from the place found a window looks, s.
const REACH_S: f64 = 0.015;

/// One window: at `at_s` of the second recording the first is at `at_s + offset_s`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// Middle of the window, s from the beginning of the second recording.
    pub at_s: f64,
    /// Offset measured there, s.
    pub offset_s: f64,
    /// How far it stands out, in standard deviations of the correlation.
    pub stands_out: f64,
}

/// What was measured.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// How far the agreeing pieces stand out together: standard deviations above [`STANDS_OUT`], summed.
    pub strength: f64,
    /// The same for the best other place.
    pub second: f64,
    /// Pieces that agree, and pieces that were looked for.
    pub pieces: [usize; 2],
    /// Rough offset, s: the second recording begins so long after the first.
    pub offset_s: f64,
    /// The windows.
    pub windows: Vec<Window>,
    /// Parts of each recording that are not silent.
    pub heard: [f64; 2],
}

#[derive(Clone, Copy)]
struct Place {
    piece: usize,
    /// Offset of the longer against the shorter, s.
    offset_s: f64,
    over: f64,
}

/// Measures how `second` lies in `first`; both at [`RATE`] samples a second.
pub fn align(first: &[i16], second: &[i16]) -> Alignment {
    let heard = [heard(first), heard(second)];
    let mut found = Alignment { heard, ..Alignment::default() };
    if first.len().min(second.len()) < RATE as usize / 2 || heard[0].min(heard[1]) <= 0.0 {
        return found;
    }
    let swapped = first.len() < second.len();
    let (long, short) = if swapped { (second, first) } else { (first, second) };
    let (long_white, short_white) = (whiten(long), whiten(short));
    let starts = pieces(&short_white);
    let length = PIECE.min(short.len() / PIECES[0]).max(1);
    found.pieces[1] = starts.len();
    let places = search(&long_white, &short_white, &starts, length);
    let Some((offset_s, best)) = vote(&places, &starts, None) else { return found };
    found.strength = best.0;
    found.pieces[0] = best.1;
    found.second = vote(&places, &starts, Some(offset_s)).map_or(0.0, |other| other.1.0);
    found.windows = windows(long, short, offset_s);
    found.offset_s = offset_s;
    if swapped {
        found.offset_s = -offset_s;
        for window in &mut found.windows {
            *window = Window { at_s: window.at_s + window.offset_s, offset_s: -window.offset_s, ..*window };
        }
    }
    found
}

/// Part of the samples' tenths of a second in which there is more than the last bit.
fn heard(samples: &[i16]) -> f64 {
    let parts = samples.chunks(RATE as usize / 10);
    let all = parts.len().max(1) as f64;
    parts.filter(|part| part.iter().filter(|s| s.unsigned_abs() > 1).count() * 20 > part.len()).count() as f64 / all
}

/// Where the pieces begin: evenly over the recording, the silent ones left out.
fn pieces(white: &[f32]) -> Vec<usize> {
    let length = PIECE.min(white.len() / PIECES[0]).max(1);
    let count = (white.len() / length).clamp(PIECES[0], PIECES[1]);
    let last = white.len() - length;
    let starts = (0..count).map(|n| last * n / (count - 1).max(1));
    let sounds = |start: &usize| white[*start..*start + length].iter().filter(|v| **v != 0.0).count() * 4 > length;
    let mut starts: Vec<usize> = starts.filter(sounds).collect();
    starts.dedup();
    starts
}

/// The most outstanding places of every piece in the longer recording.
fn search(long: &[f32], short: &[f32], starts: &[usize], length: usize) -> Vec<Place> {
    let step = CHUNK - length;
    let size = if long.len() + 2 * length <= CHUNK { fast_size(long.len() + 2 * length) } else { CHUNK };
    let mut transform = Transform::new(size);
    let (mut whole, mut one) = (transform.spectrum(), transform.spectrum());
    let mut buffer = vec![0.0_f32; size];
    let mut places = Vec::new();
    // The first chunk begins before the recording, so that a piece may reach over its beginning.
    let mut from = -(length as isize);
    while from < long.len() as isize {
        let taken = (long.len() as isize - from.max(0)).min(size as isize - (from.max(0) - from)) as usize;
        let source = &long[from.max(0) as usize..from.max(0) as usize + taken];
        buffer.fill(0.0);
        buffer[(from.max(0) - from) as usize..][..taken].copy_from_slice(source);
        transform.forward(&mut buffer, &mut whole);
        for (piece, start) in starts.iter().enumerate() {
            buffer.fill(0.0);
            buffer[..length].copy_from_slice(&short[*start..start + length]);
            transform.forward(&mut buffer, &mut one);
            for (a, b) in one.iter_mut().zip(&whole) {
                *a = b * a.conj();
            }
            transform.back(&mut one, &mut buffer);
            let usable = (size - length).min((long.len() as isize - from) as usize);
            for (lag, over) in outstanding(&buffer[..usable]) {
                let offset = (from + lag as isize - *start as isize) as f64 / f64::from(RATE);
                places.push(Place { piece, offset_s: offset, over });
            }
        }
        from += step.min(size - length) as isize;
    }
    places
}

/// The highest places of a correlation, each more than 5 ms from the others, with how far they stand out.
fn outstanding(values: &[f32]) -> Vec<(usize, f64)> {
    let power: f64 = values.iter().map(|v| f64::from(*v) * f64::from(*v)).sum();
    let sounding = values.iter().filter(|v| **v != 0.0).count().max(1);
    let deviation = (power / sounding as f64).sqrt() as f32;
    if deviation <= 0.0 {
        return Vec::new();
    }
    let least = deviation * STANDS_OUT;
    let block = RATE as usize / 200;
    let mut tops: Vec<(usize, f32)> = Vec::new();
    for (n, part) in values.chunks(block).enumerate() {
        let top = part.iter().enumerate().max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()));
        if let Some((at, value)) = top
            && value.abs() > least
        {
            tops.push((n * block + at, value.abs()));
        }
    }
    tops.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    tops.truncate(PLACES);
    tops.into_iter().map(|(at, value)| (at, f64::from(value / deviation - STANDS_OUT))).collect()
}

/// The offset on which pieces agree most, with the strength and the number of those; another one than `not`.
fn vote(places: &[Place], starts: &[usize], not: Option<f64>) -> Option<(f64, (f64, usize))> {
    let seconds = |piece: usize| starts[piece] as f64 / f64::from(RATE);
    let slack = |a: usize, b: usize| 0.002 + MOST_DRIFT_PPM * 1e-6 * (seconds(a) - seconds(b)).abs();
    let mut best: Option<(f64, (f64, usize))> = None;
    for anchor in places {
        let far = |other: f64| {
            let span = starts.last().map_or(0.0, |last| *last as f64 / f64::from(RATE));
            (anchor.offset_s - other).abs() > APART_S + MOST_DRIFT_PPM * 1e-6 * span
        };
        if not.is_some_and(|other| !far(other)) {
            continue;
        }
        let mut each = vec![0.0_f64; starts.len()];
        for place in places {
            if (place.offset_s - anchor.offset_s).abs() <= slack(place.piece, anchor.piece) {
                each[place.piece] = each[place.piece].max(place.over);
            }
        }
        let strength: f64 = each.iter().sum();
        if best.is_none_or(|b| strength > b.1.0) {
            best = Some((anchor.offset_s, (strength, each.iter().filter(|v| **v > 0.0).count())));
        }
    }
    best
}

/// The offset again, window by window: phase transform of both, around the place found.
fn windows(long: &[i16], short: &[i16], offset_s: f64) -> Vec<Window> {
    let shift = (offset_s * f64::from(RATE)).round() as isize;
    // The part of the shorter recording that the longer one covers.
    let from = (-shift).max(0);
    let to = (short.len() as isize).min(long.len() as isize - shift);
    let length = (WINDOW as isize).min((to - from) / 3);
    if length < RATE as isize / 8 {
        return Vec::new();
    }
    let count = (((to - from) / length) as usize).min(WINDOWS);
    let length = length as usize;
    let mut measure = Measure::new(length);
    let span = to - from - length as isize;
    let starts = (0..count).map(|n| (from + span * n as isize / (count - 1).max(1) as isize) as usize);
    starts.filter_map(|start| measure.window(long, short, start, shift)).collect()
}

struct Measure {
    transform: Transform,
    taper: Vec<f32>,
    spectra: [Vec<Complex<f32>>; 2],
    samples: Vec<f32>,
}

impl Measure {
    fn new(length: usize) -> Self {
        let transform = Transform::new(fast_size(length + 2 * (REACH_S * f64::from(RATE)) as usize));
        let angle = |n: usize| std::f32::consts::PI * (n as f32 + 0.5) / length as f32;
        let taper = (0..length).map(|n| libm::sinf(angle(n)) * libm::sinf(angle(n))).collect();
        let spectra = [transform.spectrum(), transform.spectrum()];
        let samples = vec![0.0; transform.size()];
        Self { transform, taper, spectra, samples }
    }

    fn window(&mut self, long: &[i16], short: &[i16], start: usize, shift: isize) -> Option<Window> {
        let begin = usize::try_from(start as isize + shift).ok()?;
        let parts = [long.get(begin..begin + self.taper.len())?, short.get(start..start + self.taper.len())?];
        for (part, spectrum) in parts.iter().zip(&mut self.spectra) {
            if part.iter().filter(|s| s.unsigned_abs() > 1).count() * 4 < part.len() {
                return None;
            }
            self.samples.fill(0.0);
            for ((to, from), weight) in self.samples.iter_mut().zip(*part).zip(&self.taper) {
                *to = f32::from(*from) * weight;
            }
            self.transform.forward(&mut self.samples, spectrum);
        }
        let [low, high] = band(self.transform.size());
        let [one, other] = &mut self.spectra;
        for (bin, (a, b)) in one.iter_mut().zip(other.iter()).enumerate() {
            let cross = *a * b.conj();
            let norm = cross.norm();
            *a = if (low..high).contains(&bin) && norm > 0.0 { cross / norm } else { Complex::default() };
        }
        other.copy_from_slice(one);
        self.transform.back(one, &mut self.samples);
        let reach = (REACH_S * f64::from(RATE)) as isize;
        let size = self.samples.len() as isize;
        let at = |lag: isize| f64::from(self.samples[lag.rem_euclid(size) as usize]);
        let (best, _) = (-reach..=reach).map(|lag| (lag, at(lag).abs())).max_by(|a, b| a.1.total_cmp(&b.1))?;
        let near = best as f64 + vertex([at(best - 1), at(best), at(best + 1)]);
        let lag = top(&self.spectra[1], [low, high], self.transform.size(), near);
        // A flat spectrum of so many bins, each of length 1 and in any direction, has this deviation.
        let deviation = (2.0 * (high - low) as f64).sqrt();
        let rate = f64::from(RATE);
        Some(Window {
            at_s: (start as f64 + self.taper.len() as f64 / 2.0) / rate,
            offset_s: (shift as f64 + lag) / rate,
            stands_out: at(best).abs() / deviation,
        })
    }
}

/// Where a parabola through three values at -1, 0, 1 has its top.
fn vertex([a, b, c]: [f64; 3]) -> f64 {
    let bend = a - 2.0 * b + c;
    if bend == 0.0 { 0.0 } else { (0.5 * (a - c) / bend).clamp(-0.5, 0.5) }
}

/// The top of a correlation near a lag, between its samples: Newton's method on the sum over the cross spectrum, of which
/// the samples are the values at whole lags.
fn top(cross: &[Complex<f32>], [low, high]: [usize; 2], size: usize, near: f64) -> f64 {
    let unit = std::f64::consts::TAU / size as f64;
    let mut lag = near;
    for _ in 0..3 {
        let turn = Complex::from_polar(1.0, unit * lag);
        let mut rotor = Complex::from_polar(1.0, unit * lag * low as f64);
        let (mut slope, mut bend) = (0.0, 0.0);
        for (bin, value) in cross.iter().enumerate().take(high).skip(low) {
            let turned = Complex::new(f64::from(value.re), f64::from(value.im)) * rotor;
            let omega = unit * bin as f64;
            slope -= omega * turned.im;
            bend -= omega * omega * turned.re;
            rotor *= turn;
        }
        let step = if bend == 0.0 { 0.0 } else { -slope / bend };
        if !step.is_finite() || step.abs() > 0.7 || (lag + step - near).abs() > 0.7 {
            return near;
        }
        lag += step;
    }
    lag
}
