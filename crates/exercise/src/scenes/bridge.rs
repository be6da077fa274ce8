//! The Torvyn dam from the footbridge, 500 m down-river, early in the morning: the witness's view.

use super::{bank_ground, concrete, hoist_house, ridge, river, sky, steel};
use crate::world::{Surface, World};

/// Left edge of the bay of gate `n`, 0..5, counted from the left bank.
const fn bay(n: i32) -> i32 {
    84 + n * 66
}

/// Paints the dam with five bays; the second from the left is the one that goes.
pub fn world() -> World {
    let mut world = World::new(500, 290);
    sky(&mut world, 112, [118, 134, 158], [222, 190, 162]);
    ridge(&mut world, 84, 16, 130, [92, 100, 112], 71);
    ridge(&mut world, 100, 10, 150, [66, 74, 66], 72);

    world.block((0, 206), (500, 84), Surface::River, river([92, 104, 104], [66, 78, 80], 206, 290));
    world.paint(&[(0, 120), (74, 118), (70, 204), (96, 214), (0, 232)], Surface::Still, bank_ground([98, 94, 80], 73));
    world.paint(
        &[(500, 112), (420, 118), (424, 206), (404, 214), (500, 236)],
        Surface::Still,
        bank_ground([90, 92, 78], 74),
    );

    world.block((64, 118), (368, 90), Surface::Still, concrete([158, 154, 146], 75));
    for n in 0..5 {
        let left = bay(n);
        world.block((left, 132), (46, 76), Surface::Still, |_, y| if y > 172 { [58, 66, 66] } else { [40, 44, 46] });
        world.block((left + 2, 136), (42, 62), Surface::Still, steel([96, 110, 122], 12, 76 + n as u32));
    }
    // Gate 2 is hidden by the water once it goes, and so is its sill.
    world.block((bay(1), 138), (46, 72), Surface::Fall, steel([96, 110, 122], 12, 79));
    world.block((56, 114), (384, 8), Surface::Still, concrete([184, 176, 164], 82));
    for x in (58..440).step_by(9) {
        world.block((x, 108), (1, 6), Surface::Still, |_, _| [74, 76, 78]);
    }
    world.block((56, 107), (384, 1), Surface::Still, |_, _| [88, 90, 92]);
    for n in 0..5 {
        hoist_house(&mut world, (bay(n) + 10, 88), (26, 26));
    }
    world.flash = (bay(1) + 30, 98);
    world.lamp = (bay(0) + 22, 83);
    world.crest = 138;
    world.foot = (bay(1) + 23, 208);
    world.railing = true;
    world
}
