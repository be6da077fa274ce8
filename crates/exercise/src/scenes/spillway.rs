//! The Hrabna spillway in full sun, seven years earlier: water released on purpose, an arched bridge behind.

use super::{bank_ground, concrete, ridge, river, sky};
use crate::noise::smooth;
use crate::picture::brighten;
use crate::world::{Surface, World};

/// Paints a stepped spillway in a green valley.
pub fn world() -> World {
    let mut world = World::new(480, 280);
    sky(&mut world, 100, [92, 138, 196], [186, 206, 222]);
    ridge(&mut world, 66, 26, 140, [96, 118, 84], 111);
    ridge(&mut world, 98, 18, 170, [70, 104, 52], 112);

    // Four stone arches.
    world.block((40, 92), (400, 40), Surface::Still, concrete([186, 168, 138], 113));
    for left in (56..420).step_by(96) {
        for row in 0..28 {
            let half = 38 - row * row / 22;
            world.block((left + 38 - half, 132 - row), (2 * half, 1), Surface::Still, move |x, y| {
                brighten([74, 96, 66], (smooth(x * 80, y * 80, 114) - 128) / 5)
            });
        }
    }
    world.block((36, 87), (408, 6), Surface::Still, concrete([204, 190, 160], 115));

    world.paint(&[(0, 128), (480, 128), (480, 240), (0, 240)], Surface::Still, bank_ground([94, 122, 62], 116));
    for step in 0..6 {
        let (inset, top) = (120 - step * 13, 134 + step * 15);
        let steps = concrete([176, 172, 160], 117 + step as u32);
        world.block((inset - 10, top), (500 - 2 * inset, 16), Surface::Still, steps);
        world.block((inset, top), (480 - 2 * inset, 14), Surface::Fall, |_, _| [120, 132, 128]);
    }
    world.block((0, 224), (480, 56), Surface::River, river([82, 116, 112], [96, 134, 128], 224, 280));
    world.crest = 134;
    world.foot = (240, 226);
    world
}
