//! The kinds of scene. Half of them are for tuning, half are kept apart and only measured.

use crate::noise::Dice;
use crate::paint;
use crate::texture::Texture;

/// What is filmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A street by day, walked along.
    Street,
    /// A wooded valley, panned across.
    Valley,
    /// A street at night: few lights, much grain.
    NightStreet,
    /// Smoke over a street.
    Smoke,
    /// A bare wall in a room.
    Wall,
    /// A square from a fixed camera, people crossing.
    Square,
    /// Rubble, close to the ground.
    Rubble,
    /// Fields from above, turning.
    Aerial,
    /// A plant with tanks and pipes.
    Plant,
    /// Water before a town.
    Harbour,
    /// Shelves in a shop, filmed by hand.
    Shop,
    /// Cars passing a fixed camera at dusk.
    DuskRoad,
    /// Snow falling on houses.
    Snow,
    /// Smoke at night with a fire's flicker.
    NightFire,
    /// Wooded hills from a moving car.
    FromTheCar,
    /// A fogged room with little to see.
    Fog,
}

/// Kinds that thresholds may be chosen on.
pub const TUNING: &[Kind] =
    &[Kind::Street, Kind::Valley, Kind::NightStreet, Kind::Smoke, Kind::Wall, Kind::Square, Kind::Rubble, Kind::Aerial];

/// Kinds that are only measured.
pub const HELD_OUT: &[Kind] =
    &[Kind::Plant, Kind::Harbour, Kind::Shop, Kind::DuskRoad, Kind::Snow, Kind::NightFire, Kind::FromTheCar, Kind::Fog];

/// A painted surface at a distance: the nearer, the more it moves with the camera.
pub struct Layer {
    pub texture: Texture,
    /// 0 is infinitely far, 1 moves as the camera does.
    pub near: f32,
    /// Where the camera's resting place looks at it.
    pub at: (f32, f32),
}

/// Somebody or something that moves by itself, before all layers.
pub struct Actor {
    pub texture: Texture,
    pub from: (f32, f32),
    /// Samples a second.
    pub speed: (f32, f32),
    /// Height of the steps, in samples.
    pub bob: f32,
}

/// The camera's way.
pub struct Camera {
    /// Samples a second.
    pub pan: (f32, f32),
    /// Slow swaying, in samples.
    pub sway: f32,
    /// Unsteadiness of the hand, in samples.
    pub shake: f32,
    /// Enlargement at the start and its change a second.
    pub zoom: (f32, f32),
    /// Turn at the start and its change a second, in radians.
    pub roll: (f32, f32),
}

/// What lies between the scene and the sensor.
pub struct Air {
    /// How much light there is; 1 is day.
    pub light: f32,
    /// Noise of the sensor: standard deviation in levels.
    pub grain: f32,
    /// How thick smoke or fog is, 0 to 1, and how bright.
    pub smoke: f32,
    pub smoke_tone: f32,
    /// Change of the light a few times a second, 0 to 1.
    pub flicker: f32,
    /// Flakes of snow.
    pub snow: bool,
    /// Moving glints below this row, for water.
    pub water_from: Option<f32>,
}

/// All of it.
pub struct Scene {
    /// Nearest first.
    pub layers: Vec<Layer>,
    pub actors: Vec<Actor>,
    pub camera: Camera,
    pub air: Air,
    /// How loud it is, 0 to 1.
    pub loudness: f32,
}

const WIDE: i32 = 2200;

fn layer(texture: Texture, near: f32, at: (f32, f32)) -> Layer {
    Layer { texture, near, at }
}

fn painted(width: i32, height: i32, paint: impl FnOnce(&mut Texture)) -> Texture {
    let mut texture = Texture::clear(width, height);
    paint(&mut texture);
    texture
}

fn day_sky(seed: u32) -> Layer {
    let sky = painted(1300, 560, |t| paint::sky(t, [120.0, 150.0, 190.0], [205.0, 205.0, 205.0], 90.0, seed));
    layer(sky, 0.06, (320.0, 100.0))
}

fn street(seed: u32) -> Vec<Layer> {
    let near = painted(WIDE, 620, |t| {
        paint::rubble(t, 430, seed ^ 2);
        paint::houses(t, 432, (90, 230), seed);
    });
    let far = painted(WIDE, 620, |t| {
        paint::hills(t, 330, 40.0, [110.0, 120.0, 120.0], seed ^ 3);
        paint::houses(t, 400, (120, 300), seed ^ 4);
    });
    vec![layer(near, 1.0, (400.0, 130.0)), layer(far, 0.45, (380.0, 120.0)), day_sky(seed ^ 5)]
}

fn hills(seed: u32, base: i32) -> Vec<Layer> {
    let near = painted(WIDE, 700, |t| paint::hills(t, base + 150, 120.0, [70.0, 92.0, 54.0], seed));
    let far = painted(WIDE, 700, |t| {
        paint::hills(t, base + 20, 170.0, [96.0, 116.0, 96.0], seed ^ 1);
        paint::houses(t, base + 130, (18, 60), seed ^ 2);
    });
    vec![layer(near, 1.0, (500.0, 150.0)), layer(far, 0.4, (420.0, 150.0)), day_sky(seed ^ 3)]
}

/// People or cars as upright or lying shapes with some pattern.
fn actors(dice: &mut Dice, count: i32, size: (i32, i32), rows: (f32, f32), speed: (f32, f32), seed: u32) -> Vec<Actor> {
    (0..count)
        .map(|n| {
            let (w, h) = (dice.whole(size.0 * 3 / 4, size.0), dice.whole(size.1 * 3 / 4, size.1));
            let tone = dice.between(30.0, 220.0);
            let own = seed ^ (n as u32 * 97);
            let texture = painted(w + 4, h + 4, |t| {
                t.block((2, h / 5), (w, h - h / 5), paint::rough([tone, tone * 0.9, tone * 0.8], 6.0, own));
                t.disc((w / 2 + 2, h / 7), (h / 8).max(2), |_, _| [190.0, 150.0, 125.0]);
                paint::scrawl(t, (4, h / 2), (w - 4, h / 6), [255.0 - tone; 3], own);
            });
            let way = if dice.whole(0, 1) == 0 { 1.0 } else { -1.0 };
            Actor {
                texture,
                from: (dice.between(-100.0, 700.0), dice.between(rows.0, rows.1)),
                speed: (way * dice.between(speed.0, speed.1), dice.between(-3.0, 3.0)),
                bob: if h > w { 2.0 } else { 0.3 },
            }
        })
        .collect()
}

fn clear_air() -> Air {
    Air { light: 1.0, grain: 3.0, smoke: 0.0, smoke_tone: 190.0, flicker: 0.0, snow: false, water_from: None }
}

/// The scene of a kind for a seed.
pub fn scene(kind: Kind, seed: u32) -> Scene {
    let seed = seed.wrapping_mul(7919).wrapping_add(kind as u32 * 104_729);
    let mut dice = Dice::new(seed ^ 0xd1ce);
    let way = if dice.whole(0, 1) == 0 { 1.0 } else { -1.0 };
    let hand = Camera {
        pan: (way * dice.between(6.0, 38.0), dice.between(-3.0, 3.0)),
        sway: dice.between(2.0, 14.0),
        shake: dice.between(0.8, 3.0),
        zoom: (dice.between(0.95, 1.2), dice.between(-0.004, 0.012)),
        roll: (dice.between(-0.04, 0.04), dice.between(-0.004, 0.004)),
    };
    let fixed = Camera { pan: (0.0, 0.0), sway: 0.0, shake: 0.15, zoom: (1.0, 0.0), roll: (0.0, 0.0) };
    let walkers = |dice: &mut Dice, n| actors(dice, n, (20, 58), (220.0, 290.0), (18.0, 60.0), seed ^ 9);
    let cars = |dice: &mut Dice, n| actors(dice, n, (110, 46), (230.0, 300.0), (60.0, 190.0), seed ^ 10);
    let air = clear_air();
    let (layers, actors, camera, air) = match kind {
        Kind::Street => (street(seed), walkers(&mut dice, 6), hand, air),
        Kind::Valley => (hills(seed, 200), vec![], hand, air),
        Kind::NightStreet => (street(seed), walkers(&mut dice, 4), hand, Air { light: 0.22, grain: 7.0, ..air }),
        Kind::Smoke => (street(seed), vec![], hand, Air { smoke: 0.75, grain: 4.0, ..air }),
        Kind::Wall => {
            let wall = painted(1500, 900, |t| paint::wall(t, seed));
            (vec![layer(wall, 1.0, (500.0, 300.0))], walkers(&mut dice, 1), hand, air)
        }
        Kind::Square => (street(seed), walkers(&mut dice, 14), fixed, air),
        Kind::Rubble => {
            let near = painted(WIDE, 700, |t| paint::rubble(t, 170, seed));
            (vec![layer(near, 1.0, (500.0, 150.0)), day_sky(seed ^ 1)], vec![], hand, air)
        }
        Kind::Aerial => {
            let ground = painted(1800, 1500, |t| paint::fields(t, seed));
            let camera = Camera { roll: (0.0, dice.between(0.02, 0.07)), shake: 0.4, ..hand };
            (vec![layer(ground, 1.0, (700.0, 600.0))], vec![], camera, air)
        }
        Kind::Plant => {
            let near = painted(WIDE, 700, |t| {
                paint::rubble(t, 430, seed ^ 2);
                paint::plant(t, 440, seed);
            });
            (vec![layer(near, 1.0, (500.0, 170.0)), day_sky(seed ^ 1)], vec![], hand, air)
        }
        Kind::Harbour => {
            let mut layers = hills(seed, 120);
            layers.remove(0);
            let town = painted(WIDE, 700, |t| {
                paint::houses(t, 330, (40, 130), seed ^ 4);
                t.block((0, 330), (WIDE, 370), paint::rough([88.0, 98.0, 104.0], 60.0, seed ^ 6));
            });
            layers.insert(0, layer(town, 0.8, (500.0, 140.0)));
            (layers, vec![], hand, Air { water_from: Some(205.0), ..air })
        }
        Kind::Shop => {
            let shelves = painted(1700, 900, |t| paint::shelves(t, seed));
            (vec![layer(shelves, 1.0, (500.0, 250.0))], walkers(&mut dice, 2), hand, air)
        }
        Kind::DuskRoad => (street(seed), cars(&mut dice, 7), fixed, Air { light: 0.5, grain: 5.0, ..air }),
        Kind::Snow => {
            (street(seed), walkers(&mut dice, 3), hand, Air { snow: true, smoke: 0.25, smoke_tone: 215.0, ..air })
        }
        Kind::NightFire => {
            let air = Air { light: 0.3, grain: 6.0, smoke: 0.5, smoke_tone: 120.0, flicker: 0.5, ..air };
            (street(seed), vec![], hand, air)
        }
        Kind::FromTheCar => {
            let camera = Camera { pan: (way * dice.between(60.0, 95.0), 0.0), shake: 2.5, ..hand };
            (hills(seed, 170), vec![], camera, air)
        }
        Kind::Fog => {
            let wall = painted(1500, 900, |t| paint::wall(t, seed ^ 12));
            (
                vec![layer(wall, 1.0, (500.0, 300.0))],
                vec![],
                hand,
                Air { smoke: 0.9, smoke_tone: 160.0, grain: 4.0, ..air },
            )
        }
    };
    Scene { layers, actors, camera, air, loudness: dice.between(0.3, 1.0) }
}
