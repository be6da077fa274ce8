//! The four painted worlds of the story. Each file is one place; all of them are invented.

pub mod bank;
pub mod bridge;
pub mod spillway;
pub mod street;

use crate::noise::{cloudy, hash, smooth};
use crate::picture::{Colour, blend, brighten};
use crate::world::{Surface, World};

/// Sky from `top` to `bottom` rows, hazier towards the ground.
fn sky(world: &mut World, bottom: i32, high: Colour, low: Colour) {
    let width = world.picture.width;
    world.block((0, 0), (width, bottom), Surface::Sky, |x, y| {
        let haze = blend(high, low, y * 256 / bottom);
        brighten(haze, (cloudy(x * 5, y * 14, 3) - 120) / 4)
    });
}

/// A wooded ridge: `base` is its mean row, `rough` how far it climbs and falls.
fn ridge(world: &mut World, base: i32, rough: i32, foot: i32, colour: Colour, seed: u32) {
    for x in 0..world.picture.width {
        let top = base - (cloudy(x * 4, 0, seed) - 128) * rough / 128 - (smooth(x * 70, 9, seed) / 50);
        world.block((x, top), (1, foot - top), Surface::Still, |x, y| {
            let leaf = (smooth(x * 90, y * 90, seed) - 128) / 6 + (hash(x, y, seed) % 9) as i32;
            brighten(colour, leaf - (y - top) / 5)
        });
    }
}

/// Weathered concrete: large patches, dark runs from the top, and grit.
fn concrete(colour: Colour, seed: u32) -> impl Fn(i32, i32) -> Colour {
    move |x, y| {
        let patch = (cloudy(x * 12, y * 12, seed) - 128) / 5;
        let run = (smooth(x * 60, y * 5, seed ^ 9) - 160).max(0) / 3;
        let lift = if y % 16 == 0 { 9 } else { 0 };
        brighten(colour, patch - run - lift + (hash(x, y, seed) % 11) as i32 - 5)
    }
}

/// Riveted steel plate with ribs every `rib` rows.
fn steel(colour: Colour, rib: i32, seed: u32) -> impl Fn(i32, i32) -> Colour {
    move |x, y| {
        let edge = if y % rib == 0 {
            26
        } else if y % rib == 1 {
            -24
        } else {
            0
        };
        let rust = (smooth(x * 30, y * 30, seed) - 170).max(0);
        blend(brighten(colour, edge + (hash(x, y, seed) % 7) as i32 - 3), [112, 74, 48], rust * 2)
    }
}

/// River water before the camera moves it, darker towards `far`.
fn river(near: Colour, far: Colour, top: i32, bottom: i32) -> impl Fn(i32, i32) -> Colour {
    move |x, y| {
        let depth = (y - top) * 256 / (bottom - top);
        brighten(blend(far, near, depth), (cloudy(x * 6, y * 20, 41) - 128) / 9)
    }
}

/// Stones and grass of a bank.
fn bank_ground(colour: Colour, seed: u32) -> impl Fn(i32, i32) -> Colour {
    move |x, y| {
        let stone = (smooth(x * 46, y * 60, seed) - 128) / 2;
        brighten(colour, stone + (hash(x / 2, y / 2, seed) % 15) as i32 - 7)
    }
}

/// A small house of a hoist: walls, flat roof, one window.
fn hoist_house(world: &mut World, (x, y): (i32, i32), (w, h): (i32, i32)) {
    world.block((x, y), (w, h), Surface::Still, concrete([168, 150, 132], 61));
    world.block((x - 2, y - 3), (w + 4, 4), Surface::Still, |_, _| [70, 64, 62]);
    world.block((x + w / 3, y + h / 3), (w / 3, h / 4), Surface::Still, |x, y| brighten([52, 62, 70], (x + y) % 5 * 6));
}
