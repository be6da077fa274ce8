//! Pier Street in Torvyn under a hand's breadth of water: a still picture by somebody else.

use super::{bank_ground, concrete, ridge, river, sky};
use crate::noise::{hash, smooth};
use crate::picture::{Colour, brighten};
use crate::world::{Surface, World};

/// A house front: plaster, a pitched roof, two rows of windows, a door.
fn house(world: &mut World, x: i32, width: i32, top: i32, wall: Colour, seed: u32) {
    let ground = 172;
    world.block((x, top), (width, ground - top), Surface::Still, concrete(wall, seed));
    world.paint(
        &[(x - 5, top), (x + width + 5, top), (x + width - 12, top - 30), (x + 12, top - 30)],
        Surface::Still,
        |x, y| brighten([122, 66, 54], (y % 4) * 8 + (hash(x / 3, y / 4, seed) % 18) as i32),
    );
    for row in [top + 12, top + 46] {
        for column in (x + 10..x + width - 18).step_by(28) {
            world.block((column - 1, row - 1), (16, 22), Surface::Still, |_, _| [214, 208, 196]);
            world.block((column, row), (14, 20), Surface::Still, |x, y| {
                brighten([50, 58, 68], (smooth(x * 50, y * 50, seed) - 90) / 4)
            });
        }
    }
}

/// Paints a row of houses and the wet street.
pub fn world() -> World {
    let mut world = World::new(420, 260);
    sky(&mut world, 120, [150, 156, 166], [206, 202, 198]);
    ridge(&mut world, 96, 10, 180, [84, 92, 88], 131);
    world.block((0, 150), (420, 40), Surface::Still, bank_ground([120, 114, 104], 132));
    house(&mut world, 14, 104, 74, [196, 178, 136], 133);
    house(&mut world, 130, 84, 88, [158, 170, 168], 134);
    house(&mut world, 228, 116, 68, [188, 150, 128], 135);
    house(&mut world, 356, 90, 92, [176, 172, 152], 136);
    world.block((0, 172), (420, 88), Surface::River, river([104, 100, 90], [128, 122, 110], 172, 260));
    // Posts of a jetty, standing in water.
    for x in (40..400).step_by(58) {
        world
            .block((x, 158), (5, 46), Surface::Still, |x, y| brighten([64, 54, 44], (hash(x, y / 5, 137) % 26) as i32));
    }
    world.foot = (-4000, -4000);
    world
}
