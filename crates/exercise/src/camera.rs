//! The camera: where it looks at each instant, and how a world becomes a frame with moving water, spray and grain.
//!
//! A frame depends on its time and nothing else. Words and compression are added by `clips`.

use crate::noise::{cloudy, hash, smooth};
use crate::picture::{Colour, Picture, blend, brighten};
use crate::world::{Surface, World};

/// Frame size of every camera in the story.
pub const WIDTH: i32 = 320;
/// Rows of a frame.
pub const HEIGHT: i32 = 180;

/// A hand-held shot of a world.
pub struct Shot {
    /// World pixel in the middle of the frame at the start and at the end.
    pub pan: [(i32, i32); 2],
    /// World pixels across one frame pixel, in 1/256, at the start and at the end.
    pub step: [i32; 2],
    /// How much the hand shakes, in 1/256 world pixels.
    pub shake: i32,
    /// Length in milliseconds.
    pub length_ms: i32,
    /// When the flash is seen and the gate goes; nothing where the water falls throughout.
    pub gate_ms: Option<i32>,
    /// Seed of shake and grain: one a recording.
    pub seed: u32,
}

/// Where the camera looks: world coordinates of the upper left corner and the step between pixels, in 1/256.
struct View {
    x: i32,
    y: i32,
    step: i32,
}

impl Shot {
    fn view(&self, ms: i32) -> View {
        // Ease in and out: 3t² − 2t³ in 1/1024.
        let t = ms * 1024 / self.length_ms;
        let eased = (3 * t * t / 1024) - (2 * (t * t / 1024) * t / 1024);
        let along = |a: i32, b: i32| a * 256 + (b - a) * eased / 4;
        let shake = |axis: u32| {
            let slow = smooth(ms * 256 / 900, 0, self.seed + axis) - 128;
            let quick = smooth(ms * 256 / 210, 40, self.seed + axis) - 128;
            (slow * 3 + quick) * self.shake / 256
        };
        let step = self.step[0] + (self.step[1] - self.step[0]) * eased / 1024;
        let x = along(self.pan[0].0, self.pan[1].0) + shake(1) - step * WIDTH / 2;
        let y = along(self.pan[0].1, self.pan[1].1) + shake(2) - step * HEIGHT / 2;
        View { x, y, step }
    }

    /// Renders the frame at `ms`.
    pub fn frame(&self, world: &World, ms: i32) -> Picture {
        let view = self.view(ms);
        let water = Water::at(world, ms, self.gate_ms);
        let mut out = Picture::new(WIDTH, HEIGHT);
        let exposure = (smooth(ms * 256 / 1300, 9, self.seed) - 128) / 16;
        for y in 0..HEIGHT {
            for x in 0..WIDTH {
                let (wx, wy) = (view.x + x * view.step, view.y + y * view.step);
                let colour = water.over(world.picture.between(wx, wy), world.surface_at(wx >> 8, wy >> 8), wx, wy);
                let grain = (hash(x, y, self.seed.wrapping_add(ms as u32)) % 9) as i32 - 4;
                let (from_x, from_y) = (x - WIDTH / 2, y - HEIGHT / 2);
                let vignette = (from_x * from_x + from_y * from_y) / 1100;
                out.set(x, y, brighten(colour, exposure + grain - vignette));
            }
        }
        if world.railing {
            railing(&mut out, &view);
        }
        out
    }
}

/// A railing close to the camera: it moves more than what is behind it.
fn railing(out: &mut Picture, view: &View) {
    let (near_x, near_y) = ((view.x * 9 / 5) >> 8, (view.y * 9 / 5) >> 8);
    let top = 214 - near_y / 2;
    for y in top..HEIGHT {
        for x in 0..WIDTH {
            let post = (x + near_x).rem_euclid(34);
            let bar = y - top < 6 || post < 4;
            if bar {
                let light = if y - top < 2 || post == 0 { 46 } else { 0 };
                out.set(x, y, brighten([38, 42, 46], light + (hash(x + near_x, y + near_y, 5) % 7) as i32));
            }
        }
    }
}

/// The state of everything that moves, at one instant.
struct Water<'a> {
    world: &'a World,
    ms: i32,
    /// Milliseconds since the gate went; negative before.
    open_ms: i32,
    glow: i32,
    lamp: bool,
}

impl<'a> Water<'a> {
    fn at(world: &'a World, ms: i32, gate_ms: Option<i32>) -> Self {
        let open_ms = gate_ms.map_or(60_000, |gate| ms - gate);
        // The arc is brightest at once and gone after a third of a second.
        let glow = if gate_ms.is_some() && (0..340).contains(&open_ms) { 340 - open_ms } else { 0 };
        Self { world, ms, open_ms, glow, lamp: ms % 1000 < 500 }
    }

    /// What is seen where `still` is painted, at a place in 1/256 world pixels.
    fn over(&self, still: Colour, surface: Surface, wx: i32, wy: i32) -> Colour {
        let (x, y) = (wx >> 8, wy >> 8);
        let mut seen = match surface {
            Surface::Still => still,
            Surface::Sky => brighten(still, (cloudy(wx / 40 + self.ms / 12, wy / 18, 31) - 128) / 5),
            Surface::River => self.river(still, wx, wy),
            Surface::Fall => self.fall(still, wx, wy),
        };
        if self.open_ms > 0 {
            seen = self.spray(seen, wx, wy);
        }
        if self.glow > 0 {
            let (dx, dy) = (x - self.world.flash.0, y - self.world.flash.1);
            seen = brighten(seen, self.glow * 260 / (60 + dx * dx + dy * dy) + self.glow / 24);
        }
        if self.lamp && (x - self.world.lamp.0).abs() < 2 && (y - self.world.lamp.1).abs() < 2 {
            seen = [240, 70, 40];
        }
        seen
    }

    fn river(&self, still: Colour, wx: i32, wy: i32) -> Colour {
        let ripple = smooth(wx / 9 + self.ms / 3, wy / 2 - self.ms / 2, 11) - 128;
        let fine = smooth(wx / 3 - self.ms / 2, wy * 2 / 3 - self.ms, 12) - 128;
        let seen = brighten(still, ripple / 6 + fine / 12);
        let reach = (self.open_ms / 14).clamp(0, 170);
        let (dx, dy) = (((wx >> 8) - self.world.foot.0).abs(), ((wy >> 8) - self.world.foot.1).abs());
        let near = reach - dx * 2 / 3 - dy;
        if near <= 0 {
            return seen;
        }
        // Thin at its edge, so that it spreads without a seam.
        let thick = (near + 60) * near.min(64) / 64;
        let foam = smooth(wx / 5 + self.ms / 2, wy / 3 - self.ms * 2, 13) * thick / 230;
        blend(seen, [214, 222, 222], foam.min(235))
    }

    fn fall(&self, still: Colour, wx: i32, wy: i32) -> Colour {
        let below = (wy >> 8) - self.world.crest;
        if self.open_ms <= 0 || below > self.open_ms / 6 {
            return still;
        }
        let speed = self.ms * 9 / 2;
        let streak = smooth(wx, wy / 10 - speed / 10, 17) / 2 + smooth(wx / 2, wy / 4 - speed / 4, 18) / 2;
        let body = blend([92, 106, 108], [240, 244, 244], streak.clamp(0, 255));
        blend(still, body, (self.open_ms / 3).clamp(90, 246))
    }

    fn spray(&self, seen: Colour, wx: i32, wy: i32) -> Colour {
        let (dx, dy) = ((wx >> 8) - self.world.foot.0, (wy >> 8) - self.world.foot.1 + 12);
        let radius = (self.open_ms / 40).clamp(10, 74);
        let far = dx * dx * 2 / 3 + dy * dy;
        let edge = radius * radius - far;
        if edge <= 0 {
            return seen;
        }
        let drift = cloudy(wx / 14 - self.ms / 3, wy / 14 + self.ms / 5, 23);
        blend(seen, [226, 230, 232], (edge * drift / (radius * radius)).clamp(0, 220))
    }
}
