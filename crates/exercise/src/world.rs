//! A painted world larger than the frame: what stands still, and which parts of it are water or sky.
//!
//! Scenes fill it; the camera samples it and moves the water.

use crate::picture::{Colour, Picture, inside};

/// What a place in the world is made of, as far as the camera treats it differently.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Surface {
    /// Painted once, never moves.
    Still,
    /// Drifts slowly.
    Sky,
    /// Ripples, and foams after the gate has opened.
    River,
    /// Hidden by falling water once the gate is open.
    Fall,
}

/// A still picture with a surface for every pixel, and the places where things happen.
pub struct World {
    /// What is painted.
    pub picture: Picture,
    /// One surface a pixel.
    pub surface: Vec<Surface>,
    /// Where the flash is seen.
    pub flash: (i32, i32),
    /// Where the warning lamp is.
    pub lamp: (i32, i32),
    /// Top of the falling water, in rows.
    pub crest: i32,
    /// Where the falling water meets the river.
    pub foot: (i32, i32),
    /// A railing in front of the camera.
    pub railing: bool,
}

impl World {
    /// An empty world.
    pub fn new(width: i32, height: i32) -> Self {
        Self {
            picture: Picture::new(width, height),
            surface: vec![Surface::Still; (width * height) as usize],
            flash: (-1000, -1000),
            lamp: (-1000, -1000),
            crest: 0,
            foot: (0, 0),
            railing: false,
        }
    }

    /// Paints the inside of a polygon; `material` gives the colour at a place.
    pub fn paint(&mut self, points: &[(i32, i32)], surface: Surface, material: impl Fn(i32, i32) -> Colour) {
        let (left, right) = points.iter().fold((i32::MAX, 0), |(l, r), p| (l.min(p.0), r.max(p.0)));
        let (top, bottom) = points.iter().fold((i32::MAX, 0), |(t, b), p| (t.min(p.1), b.max(p.1)));
        for y in top.max(0)..bottom.min(self.picture.height) {
            for x in left.max(0)..right.min(self.picture.width) {
                if inside(points, x, y) {
                    self.picture.set(x, y, material(x, y));
                    self.surface[(y * self.picture.width + x) as usize] = surface;
                }
            }
        }
    }

    /// Paints a rectangle.
    pub fn block(
        &mut self,
        (x, y): (i32, i32),
        (w, h): (i32, i32),
        surface: Surface,
        material: impl Fn(i32, i32) -> Colour,
    ) {
        self.paint(&[(x, y), (x + w, y), (x + w, y + h), (x, y + h)], surface, material);
    }

    /// What a place is made of; the edge repeats outside.
    pub fn surface_at(&self, x: i32, y: i32) -> Surface {
        let (x, y) = (x.clamp(0, self.picture.width - 1), y.clamp(0, self.picture.height - 1));
        self.surface[(y * self.picture.width + x) as usize]
    }
}
