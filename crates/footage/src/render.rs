//! What the camera sees at an instant.

use crate::noise::{hash, smooth, unit};
use crate::scenes::{Air, Scene};
use crate::{HEIGHT, WIDTH};

/// The camera's place at an instant: shift, enlargement, turn.
struct Pose {
    x: f32,
    y: f32,
    zoom: f32,
    roll: f32,
}

fn pose(scene: &Scene, t: f32, seed: u32) -> Pose {
    let camera = &scene.camera;
    let unsteady = |axis: u32| {
        let of = |rate: f32| smooth(t * rate, 0.5, seed ^ 0x5a5a ^ axis) - 0.5;
        of(2.3) * 2.0 * camera.sway + of(9.0) * 2.0 * camera.shake
    };
    Pose {
        x: camera.pan.0 * t + unsteady(1),
        y: camera.pan.1 * t + unsteady(2) * 0.7,
        zoom: camera.zoom.0 + camera.zoom.1 * t,
        roll: camera.roll.0 + camera.roll.1 * t + unsteady(3) * 0.0012,
    }
}

/// Smoke on a coarse grid, looked up between its points.
struct Veil {
    thick: Vec<f32>,
}

const VEIL: usize = 16;
const VEIL_COLUMNS: usize = WIDTH / VEIL + 2;

impl Veil {
    fn new(air: &Air, t: f32, seed: u32) -> Self {
        let rows = HEIGHT / VEIL + 2;
        let thick = (0..rows * VEIL_COLUMNS)
            .map(|n| {
                let (x, y) = ((n % VEIL_COLUMNS) as f32, (n / VEIL_COLUMNS) as f32);
                let wisp = smooth(x / 5.0 + t * 0.35, y / 4.0 + t * 0.5, seed)
                    + 0.5 * smooth(x / 2.2 + t * 0.7, y / 2.0 + t * 0.9, seed ^ 1);
                (air.smoke * (wisp / 1.5 * 1.7)).clamp(0.0, 0.96)
            })
            .collect();
        Self { thick }
    }

    fn at(&self, x: usize, y: usize) -> f32 {
        let (cx, cy) = (x / VEIL, y / VEIL);
        let (fx, fy) = ((x % VEIL) as f32 / VEIL as f32, (y % VEIL) as f32 / VEIL as f32);
        let at = |dx: usize, dy: usize| self.thick[(cy + dy) * VEIL_COLUMNS + cx + dx];
        (at(0, 0) * (1.0 - fx) + at(1, 0) * fx) * (1.0 - fy) + (at(0, 1) * (1.0 - fx) + at(1, 1) * fx) * fy
    }
}

/// The frame at `t` seconds as interleaved RGB.
pub fn frame(scene: &Scene, t: f32, seed: u32) -> Vec<u8> {
    let pose = pose(scene, t, seed);
    let air = &scene.air;
    let veil = (air.smoke > 0.0).then(|| Veil::new(air, t, seed ^ 0x77));
    let (sin, cos) = pose.roll.sin_cos();
    let light = air.light * (1.0 - air.flicker * smooth(t * 7.0, 2.0, seed));
    let tick = (t * 1000.0) as i32;
    let flakes = flakes(air, t, seed);
    let mut out = Vec::with_capacity(WIDTH * HEIGHT * 3);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let (u, v) = ((x as f32 - WIDTH as f32 / 2.0) / pose.zoom, (y as f32 - HEIGHT as f32 / 2.0) / pose.zoom);
            let (u, v) = (u * cos - v * sin, u * sin + v * cos);
            let mut colour = seen(scene, t, &pose, (u, v));
            if let Some(from) = air.water_from {
                let row = v + HEIGHT as f32 / 2.0 + pose.y * 0.8;
                if row > from {
                    let glint = smooth(u / 9.0 + pose.x * 0.08 + t * 1.7, row / 2.5 - t * 2.1, seed ^ 3) - 0.45;
                    colour = colour.map(|c| c + glint * 95.0);
                }
            }
            if let Some(veil) = &veil {
                let thick = veil.at(x, y);
                colour = colour.map(|c| c * (1.0 - thick) + air.smoke_tone * thick);
            }
            if flakes.get(y * WIDTH + x).copied().unwrap_or(false) {
                colour = [235.0; 3];
            }
            let noise = hash(x as i32 + tick * 31, y as i32 - tick * 17, seed);
            let noise = ((noise & 255) + (noise >> 8 & 255) + (noise >> 16 & 255)) as f32 / 382.5 - 1.0;
            for c in colour {
                out.push((c * light + noise * air.grain * 2.0 + 2.0).clamp(0.0, 255.0) as u8);
            }
        }
    }
    out
}

/// What stands in one direction: actors first, then layers from the nearest on.
fn seen(scene: &Scene, t: f32, pose: &Pose, (u, v): (f32, f32)) -> [f32; 3] {
    let mut colour = [0.0; 3];
    let mut through = 1.0_f32;
    let mut lay = |sample: [f32; 4]| {
        let cover = through * sample[3] / 255.0;
        for n in 0..3 {
            // Samples are already weighted by their opacity at edges.
            colour[n] += through * sample[n];
        }
        through -= cover;
        through > 0.02
    };
    for actor in &scene.actors {
        let x = actor.from.0 + actor.speed.0 * t;
        // Who leaves on one side comes back on the other.
        let x = (x + 200.0).rem_euclid(1040.0) - 200.0;
        let y = actor.from.1 + actor.speed.1 * t + actor.bob * (t * 9.0).sin();
        let (px, py) = (u + 320.0 + pose.x * 0.9 - x, v + 180.0 + pose.y * 0.9 - y);
        let inside = px >= 0.0 && py >= 0.0 && px < actor.texture.width as f32 && py < actor.texture.height as f32;
        if inside && !lay(actor.texture.at(px, py)) {
            return colour;
        }
    }
    for layer in &scene.layers {
        let x = layer.at.0 + 320.0 + pose.x * layer.near + u;
        let y = layer.at.1 + 180.0 + pose.y * layer.near + v;
        let width = layer.texture.width as f32 - 2.0;
        // A long pan runs over the end of the painting: it is then seen backwards.
        let x = x.rem_euclid(2.0 * width);
        let x = if x > width { 2.0 * width - x } else { x };
        if !lay(layer.texture.at(x, y.clamp(0.0, layer.texture.height as f32 - 2.0))) {
            return colour;
        }
    }
    colour
}

/// Where snowflakes hide the view.
fn flakes(air: &Air, t: f32, seed: u32) -> Vec<bool> {
    if !air.snow {
        return Vec::new();
    }
    let mut hidden = vec![false; WIDTH * HEIGHT];
    for n in 0..420 {
        let fall = 40.0 + 60.0 * unit(n, 1, seed);
        let x = (unit(n, 2, seed) * 700.0 + t * 14.0 + (t * 2.0 + n as f32).sin() * 6.0).rem_euclid(WIDTH as f32);
        let y = (unit(n, 3, seed) * 400.0 + t * fall).rem_euclid(HEIGHT as f32);
        let size = 1 + n as usize % 3;
        for dy in 0..size {
            for dx in 0..size {
                let (px, py) = (x as usize + dx, y as usize + dy);
                if px < WIDTH && py < HEIGHT {
                    hidden[py * WIDTH + px] = true;
                }
            }
        }
    }
    hidden
}
