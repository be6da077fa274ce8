//! Painters: each fills a texture with one kind of thing found in footage.

use crate::noise::{Dice, cloudy, hash, smooth, unit};
use crate::texture::{Colour, Texture, lit};

/// Rough matter of a colour: patches, stains and grit.
pub fn rough(colour: Colour, size: f32, seed: u32) -> impl Fn(i32, i32) -> Colour {
    move |x, y| {
        let patch = (cloudy(x as f32 / size, y as f32 / size, seed) - 0.5) * 70.0;
        lit(colour, patch + (unit(x, y, seed ^ 5) - 0.5) * 22.0)
    }
}

/// A sky from `high` to `low` with clouds; fills the texture.
pub fn sky(t: &mut Texture, high: Colour, low: Colour, clouds: f32, seed: u32) {
    let height = t.height as f32;
    t.block((0, 0), (t.width, t.height), |x, y| {
        let down = y as f32 / height;
        let cloud = (cloudy(x as f32 / 160.0, y as f32 / 70.0, seed) - 0.5) * clouds;
        std::array::from_fn(|n| high[n] * (1.0 - down) + low[n] * down + cloud)
    });
}

/// A row of house fronts standing on row `ground`.
pub fn houses(t: &mut Texture, ground: i32, tall: (i32, i32), seed: u32) {
    let mut dice = Dice::new(seed);
    let mut x = -20;
    while x < t.width {
        let (width, height) = (dice.whole(70, 190), dice.whole(tall.0, tall.1));
        let grey = dice.between(70.0, 205.0);
        let wall: Colour = [grey + dice.between(-8.0, 28.0), grey, grey - dice.between(-6.0, 30.0)];
        let own = seed ^ hash(x, 1, seed);
        t.block((x, ground - height), (width, height), rough(wall, 40.0, own));
        let (across, down) = (dice.whole(18, 34), dice.whole(26, 44));
        let (pane_w, pane_h) = (across * dice.whole(40, 65) / 100, down * dice.whole(45, 70) / 100);
        let ledge = dice.whole(0, 1) == 1;
        for row in 0..(height - 14) / down {
            for column in 0..(width - 10) / across {
                let at = (x + 8 + column * across, ground - height + 10 + row * down);
                // Some windows are lit, boarded up, broken or hung with washing: no two are alike.
                let mood = unit(at.0, at.1, own);
                let glass = if mood > 0.85 { 225.0 } else { 25.0 + mood * 70.0 };
                t.block((at.0 - 1, at.1 - 1), (pane_w + 2, pane_h + 2), |_, _| lit(wall, 35.0));
                t.block(at, (pane_w, pane_h), |px, py| {
                    lit([glass; 3], (smooth(px as f32 / 5.0, py as f32 / 7.0, own) - 0.5) * 30.0)
                });
                if mood < 0.6 {
                    t.block((at.0 + pane_w / 2, at.1), (1, pane_h), |_, _| lit(wall, 20.0));
                }
                if ledge {
                    t.block((at.0 - 2, at.1 + pane_h + 1), (pane_w + 4, 3), |_, _| lit(wall, -40.0));
                }
                if (0.6..0.68).contains(&mood) {
                    t.block((at.0, at.1 + pane_h - 3), (pane_w, 9), rough([150.0, 60.0 + mood * 90.0, 70.0], 6.0, own));
                }
            }
        }
        let door = dice.whole(10, width - 24);
        t.block((x + door, ground - 34), (18, 34), rough([70.0, 50.0, 40.0], 9.0, own));
        if dice.whole(0, 2) == 0 {
            t.block((x + 4, ground - 52), (width - 12, 14), |_, _| [dice_like(own), 60.0, 50.0]);
            scrawl(t, (x + 10, ground - 49), (width - 26, 8), [235.0; 3], own);
        }
        x += width + dice.whole(-4, 26);
    }
}

fn dice_like(seed: u32) -> f32 {
    60.0 + unit(3, 4, seed) * 150.0
}

/// Strokes that look like a line of letters.
pub fn scrawl(t: &mut Texture, (left, top): (i32, i32), (width, height): (i32, i32), colour: Colour, seed: u32) {
    let cell = (height * 3 / 4).max(4);
    for n in 0..width / cell {
        if unit(n, 9, seed) < 0.15 {
            continue;
        }
        let x = left + n * cell;
        let stroke = (height / 6).max(1);
        for part in 0..5 {
            if unit(n, part, seed ^ 0x77) > 0.55 {
                continue;
            }
            let wide = cell - stroke - 1;
            match part {
                0 => t.block((x, top), (stroke, height), |_, _| colour),
                1 => t.block((x + wide - stroke, top), (stroke, height), |_, _| colour),
                2 => t.block((x, top), (wide, stroke), |_, _| colour),
                3 => t.block((x, top + height / 2), (wide, stroke), |_, _| colour),
                _ => t.block((x, top + height - stroke), (wide, stroke), |_, _| colour),
            }
        }
    }
}

/// Wooded hills whose crest wanders about row `base`; everything below is filled.
pub fn hills(t: &mut Texture, base: i32, rough_by: f32, colour: Colour, seed: u32) {
    for x in 0..t.width {
        let crest = base as f32 + (cloudy(x as f32 / 130.0, 0.0, seed) - 0.5) * rough_by;
        let crest = crest - smooth(x as f32 / 4.0, 3.0, seed) * 8.0;
        t.block((x, crest as i32), (1, t.height), |x, y| {
            let leaf = (smooth(x as f32 / 3.0, y as f32 / 3.0, seed) - 0.5) * 60.0;
            let clump = (smooth(x as f32 / 17.0, y as f32 / 13.0, seed ^ 8) - 0.5) * 55.0;
            lit(colour, leaf + clump)
        });
    }
}

/// Broken matter: overlapping blocks and beams of many sizes below row `top`.
pub fn rubble(t: &mut Texture, top: i32, seed: u32) {
    let mut dice = Dice::new(seed);
    let (width, height) = (t.width, t.height);
    t.block((0, top), (width, height - top), rough([105.0, 98.0, 90.0], 18.0, seed));
    for n in 0..(width * (height - top) / 260) {
        let (x, y) = (dice.whole(-10, width), dice.whole(top - 12, height));
        let grey = dice.between(45.0, 205.0);
        let stone = [grey + 6.0, grey, grey - 8.0];
        let size = dice.whole(3, 9 + (y - top).max(0) / 12);
        match n % 3 {
            0 => t.disc((x, y), size / 2 + 1, rough(stone, 5.0, seed ^ n as u32)),
            1 => t.block((x, y), (size * 2, size), rough(stone, 6.0, seed ^ n as u32)),
            _ => {
                let to = (x + dice.whole(-4, 4) * size, y + dice.whole(-2, 2) * size / 2);
                t.line((x, y), to, 1 + size / 6, stone);
            }
        }
    }
}

/// Fields, tracks, roofs and craters as seen from above.
pub fn fields(t: &mut Texture, seed: u32) {
    let mut dice = Dice::new(seed);
    let (width, height) = (t.width, t.height);
    t.block((0, 0), (width, height), |x, y| {
        let field = hash((x + (y as f32 * 0.3) as i32) / 170, (y - x / 5) / 120, seed);
        let tone = 60.0 + (field % 90) as f32;
        let furrow = ((x as f32 * 0.31 + y as f32 * (0.1 + (field % 7) as f32 * 0.07)).sin()) * 7.0;
        let patch = (cloudy(x as f32 / 45.0, y as f32 / 45.0, seed) - 0.5) * 46.0;
        [tone * 0.95 + furrow + patch, tone + furrow + patch, tone * 0.7 + patch]
    });
    for n in 0..70 {
        let (x, y) = (dice.whole(0, width), dice.whole(0, height));
        let (w, h) = (dice.whole(14, 54), dice.whole(12, 44));
        let roof = dice.between(60.0, 210.0);
        t.block((x + 4, y + 5), (w, h), |_, _| [28.0, 30.0, 26.0]);
        t.block((x, y), (w, h), rough([roof, roof * 0.86, roof * 0.8], 9.0, seed ^ n));
        t.block((x, y + h / 2), (w, 2), |_, _| [roof * 0.6; 3]);
    }
    for n in 0..90 {
        let at = (dice.whole(0, width), dice.whole(0, height));
        t.disc(at, dice.whole(2, 9), rough([38.0, 62.0, 34.0], 3.0, seed ^ (n + 500)));
    }
    for _ in 0..6 {
        let from = (dice.whole(0, width), 0);
        t.line(from, (dice.whole(0, width), height), dice.whole(3, 8), [168.0, 158.0, 140.0]);
    }
}

/// Tanks, pipes and ladders of a plant, standing on row `ground`.
pub fn plant(t: &mut Texture, ground: i32, seed: u32) {
    let mut dice = Dice::new(seed);
    for n in 0..26 {
        let (x, width, height) = (dice.whole(-20, t.width), dice.whole(18, 95), dice.whole(60, 220));
        let grey = dice.between(70.0, 190.0);
        t.block((x, ground - height), (width, height), move |px, py| {
            let round = ((px - x) as f32 / width as f32 * std::f32::consts::PI).sin() * 60.0 - 30.0;
            lit(
                [grey, grey, grey + 8.0],
                round + (unit(px / 2, py / 9, seed ^ n) - 0.5) * 26.0 - f32::from(py % 34 == 0) * 40.0,
            )
        });
        if dice.whole(0, 1) == 0 {
            for rung in (0..height).step_by(6) {
                t.block((x + width / 3, ground - rung), (7, 1), |_, _| [40.0; 3]);
            }
        }
        scrawl(t, (x + 4, ground - height + 12), (width - 6, 10), [30.0; 3], seed ^ (n + 91));
    }
    for _ in 0..34 {
        let y = ground - dice.whole(10, 230);
        let grey = dice.between(50.0, 200.0);
        let from = (dice.whole(0, t.width), y);
        let to = (from.0 + dice.whole(40, 240), y + dice.whole(-1, 1) * dice.whole(0, 60));
        t.line(from, to, dice.whole(2, 6), [grey, grey * 0.95, grey * 0.8]);
    }
}

/// A bare plastered wall with a few cracks, a switch and a picture.
pub fn wall(t: &mut Texture, seed: u32) {
    let mut dice = Dice::new(seed);
    let (width, height) = (t.width, t.height);
    let grey = dice.between(120.0, 190.0);
    t.block((0, 0), (width, height), move |x, y| {
        lit(
            [grey + 8.0, grey, grey - 14.0],
            (cloudy(x as f32 / 150.0, y as f32 / 150.0, seed) - 0.5) * 40.0 + (unit(x, y, seed) - 0.5) * 5.0,
        )
    });
    for _ in 0..9 {
        let mut at = (dice.whole(0, width), dice.whole(0, height));
        for _ in 0..9 {
            let to = (at.0 + dice.whole(-24, 24), at.1 + dice.whole(-4, 30));
            t.line(at, to, 1, [grey - 60.0; 3]);
            at = to;
        }
    }
    for n in 0..9 {
        let (x, y) = (dice.whole(0, width), dice.whole(40, height - 60));
        let (w, h) = (dice.whole(16, 90), dice.whole(16, 70));
        t.block((x - 3, y - 3), (w + 6, h + 6), |_, _| [52.0, 40.0, 34.0]);
        t.block((x, y), (w, h), rough([150.0, 140.0, 120.0], 9.0, seed ^ (n + 31)));
    }
}

/// Shelves and things on them.
pub fn shelves(t: &mut Texture, seed: u32) {
    let mut dice = Dice::new(seed);
    let (width, height) = (t.width, t.height);
    t.block((0, 0), (width, height), rough([92.0, 80.0, 70.0], 60.0, seed));
    let mut y = 30;
    while y < height {
        let tall = dice.whole(40, 80);
        t.block((0, y + tall), (width, 6), rough([150.0, 120.0, 90.0], 30.0, seed));
        let mut x = 0;
        while x < width {
            let (w, h) = (dice.whole(8, 44), dice.whole(tall / 3, tall - 4));
            let tone = dice.between(30.0, 220.0);
            let colour = [tone, dice.between(0.5, 1.1) * tone, dice.between(0.4, 1.1) * tone];
            t.block((x, y + tall - h), (w, h), rough(colour, 14.0, seed ^ x as u32));
            scrawl(
                t,
                (x + 2, y + tall - h / 2),
                (w - 3, 7),
                lit(colour, if tone > 120.0 { -90.0 } else { 90.0 }),
                seed ^ hash(x, y, 5),
            );
            x += w + dice.whole(1, 9);
        }
        y += tall + 12;
    }
}
