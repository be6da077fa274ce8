//! The same dam from the left bank, 167 m away and at an angle: a second person's view.

use super::{bank_ground, concrete, hoist_house, ridge, river, sky, steel};
use crate::noise::{hash, smooth};
use crate::picture::brighten;
use crate::world::{Surface, World};

/// Row of a line along the dam at column `x`: `far` at the left end (x = 120), `near` at the right edge (x = 470).
const fn along(x: i32, far: i32, near: i32) -> i32 {
    far + (near - far) * (x - 120) / 350
}

/// A face of the dam between two columns and two heights, drawn in perspective.
fn face(from: i32, to: i32, upper: (i32, i32), lower: (i32, i32)) -> [(i32, i32); 4] {
    [
        (from, along(from, upper.0, upper.1)),
        (to, along(to, upper.0, upper.1)),
        (to, along(to, lower.0, lower.1)),
        (from, along(from, lower.0, lower.1)),
    ]
}

/// Paints the dam receding to the left, trees close by on the left.
pub fn world() -> World {
    let mut world = World::new(470, 280);
    sky(&mut world, 130, [132, 144, 164], [214, 192, 172]);
    ridge(&mut world, 104, 12, 170, [78, 88, 92], 91);
    world.block((0, 168), (470, 112), Surface::River, river([88, 98, 98], [70, 82, 84], 168, 280));

    world.paint(&face(120, 470, (118, 66), (172, 208)), Surface::Still, concrete([164, 156, 146], 92));
    let columns = [138, 186, 246, 320, 410];
    for (n, left) in columns.into_iter().enumerate() {
        let right = left + 26 + n as i32 * 9;
        world.paint(&face(left, right, (128, 92), (172, 208)), Surface::Still, |_, _| [46, 50, 52]);
        let (surface, lower) = if n == 1 { (Surface::Fall, (174, 212)) } else { (Surface::Still, (164, 186)) };
        world.paint(&face(left + 1, right - 1, (130, 96), lower), surface, steel([102, 114, 124], 11, 93 + n as u32));
    }
    world.paint(&face(112, 470, (112, 52), (119, 68)), Surface::Still, concrete([190, 182, 170], 98));
    for (n, left) in columns.into_iter().enumerate() {
        let (n, x) = (n as i32, left + 6);
        hoist_house(&mut world, (x, along(x, 98, 22)), (16 + n * 5, 15 + n * 7));
    }

    world.paint(&[(0, 150), (90, 160), (150, 196), (60, 236), (0, 240)], Surface::Still, bank_ground([86, 88, 66], 99));
    for (x, lean) in [(22, 3), (58, -4), (86, 2)] {
        for y in 10..190 {
            let bend = x + lean * (190 - y) / 60;
            world.block((bend, y), (5, 1), Surface::Still, |x, y| {
                brighten([58, 50, 42], (hash(x, y / 3, 7) % 22) as i32)
            });
        }
        // Bare March twigs: dark dots that thin out away from the trunk.
        for i in 0..2200 {
            let (a, b) = (hash(i, x, 51) % 96, hash(i, x, 52) % 120);
            let (tx, ty) = (x + a as i32 - 48, 4 + b as i32);
            if smooth(tx * 70, ty * 70, 53) > 120 {
                world.block((tx, ty), (1, 1 + i % 2), Surface::Still, |x, y| {
                    brighten([70, 64, 56], (hash(x, y, 8) % 24) as i32)
                });
            }
        }
    }
    world.flash = (205, 88);
    world.lamp = (154, 88);
    world.crest = 123;
    world.foot = (204, 182);
    world
}
