//! What is heard: wind, steps, far bangs, voices without words, engines.

use crate::RATE;
use crate::noise::{Dice, unit};

/// `seconds` of sound for a seed.
pub fn samples(seed: u32, seconds: u32, loudness: f32) -> Vec<i16> {
    let length = (seconds * RATE) as usize;
    let mut sound = vec![0.0_f32; length];
    let mut low = 0.0_f32;
    for (n, value) in sound.iter_mut().enumerate() {
        low += (unit(n as i32, 1, seed) - 0.5 - low * 0.02) * 0.12;
        *value = low * 900.0 + (unit(n as i32, 2, seed) - 0.5) * 260.0;
    }
    let mut dice = Dice::new(seed ^ 0x50_1d);
    let mut at = 0.0;
    while (at * RATE as f32) < length as f32 {
        let start = (at * RATE as f32) as usize;
        match dice.whole(0, 3) {
            0 => bang(&mut sound, start, dice.between(1500.0, 9000.0), seed ^ start as u32),
            1 | 2 => voice(&mut sound, start, &mut dice),
            _ => engine(&mut sound, start, &mut dice),
        }
        at += dice.between(0.08, 0.5);
    }
    sound.into_iter().map(|v| (v * loudness).clamp(-32_000.0, 32_000.0) as i16).collect()
}

fn add(sound: &mut [f32], start: usize, length: usize, value: impl Fn(f32) -> f32) {
    for (n, v) in sound.iter_mut().skip(start).take(length).enumerate() {
        *v += value(n as f32 / RATE as f32);
    }
}

fn bang(sound: &mut [f32], start: usize, loud: f32, seed: u32) {
    add(sound, start, RATE as usize / 2, |t| {
        let n = (t * RATE as f32) as i32;
        (unit(n, 3, seed) - 0.5) * loud * (-t * 11.0).exp() + (t * 420.0).sin() * loud * 0.3 * (-t * 7.0).exp()
    });
}

fn voice(sound: &mut [f32], start: usize, dice: &mut Dice) {
    let pitch = dice.between(90.0, 260.0);
    let glide = dice.between(-60.0, 60.0);
    let formants = [dice.between(350.0, 850.0), dice.between(900.0, 2300.0)];
    let length = dice.between(0.08, 0.35);
    let loud = dice.between(400.0, 2600.0);
    add(sound, start, (length * RATE as f32) as usize, |t| {
        let shape = (t / length * std::f32::consts::PI).sin();
        let base = (pitch + glide * t) * t * std::f32::consts::TAU;
        (1..14)
            .map(|h| {
                let hz = pitch * h as f32;
                let gain: f32 = formants.iter().map(|f| 1.0 / (1.0 + ((hz - f) / 130.0).powi(2))).sum();
                (base * h as f32).sin() * gain
            })
            .sum::<f32>()
            * loud
            * shape
    });
}

fn engine(sound: &mut [f32], start: usize, dice: &mut Dice) {
    let hz = dice.between(40.0, 130.0);
    let length = dice.between(0.5, 2.5);
    let loud = dice.between(100.0, 700.0);
    add(sound, start, (length * RATE as f32) as usize, |t| {
        let shape = (t / length * std::f32::consts::PI).sin();
        (1..9).map(|h| ((hz + 6.0 * t) * h as f32 * t * std::f32::consts::TAU).sin() / h as f32).sum::<f32>()
            * loud
            * shape
    });
}
