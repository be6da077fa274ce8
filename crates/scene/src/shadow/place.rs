//! Where the sun can have stood as it was seen: the whole earth, from coarse cells to fine ones. A cell is divided only
//! while it may hold something: the sun's elevation cannot change by more than the cell's radius within it, so what is
//! thrown away is thrown away rightly.
//!
//! A clock error that all frames share is a shift in longitude (15° an hour, with the sun's slow drift in declination
//! followed hour by hour), so it is a smoothing of every row of cells.

use super::frame::{Constraint, Constraints, On};
use super::probable::{DEPTH, Densities, too_bad};
use crate::angle::{DEGREES, between};
use crate::geodesy::{Point, zone_area_m2};
use crate::measured::Noise;
use crate::region::{Region, Run, Shows, columns};
use crate::sun::sky::{PARALLAX, Sun, refraction};

/// Steps from coarse to fine, in micro-degrees.
const LEVELS: [u32; 9] = [5_000_000, 1_000_000, 200_000, 100_000, 50_000, 10_000, 5_000, 1_000, 500];
/// No more cells are looked at on one level.
const MOST_CELLS: usize = 6_000_000;

/// What is searched, and how finely.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// South, west, north, east in degrees; west may exceed east across the date line.
    pub within: Option<[f64; 4]>,
    /// Cells are not made coarser than this, in micro-degrees, if that many can be looked at.
    pub coarsest_e6: u32,
    /// Error in seconds of the clock that all frames share.
    pub clock: Noise,
    /// How many threads may work.
    pub threads: usize,
}

/// What was found.
pub struct Found {
    /// The regions that hold the place with 50 and with 95 %.
    pub regions: [Region; 2],
    /// The cell where everything agrees best.
    pub best: Point,
    /// Chi-square there.
    pub misfit: f64,
    /// Whether anything agrees: chance makes the agreement this bad at least once in a thousand.
    pub fits: bool,
    densities: Densities,
    /// Rows with their first column and logarithms of density.
    rows: Vec<(u32, Vec<(u32, f64)>)>,
    step_e6: u32,
}

impl Found {
    /// How much of the probability lies in places that fit better than this one, 0 to 1.
    pub fn level_of(&self, point: Point) -> f64 {
        let step = f64::from(self.step_e6) * 1e-6;
        let (row, column) = (((point.lat + 90.0) / step) as u32, ((point.lon + 180.0) / step) as u32);
        let cells = self.rows.iter().find(|r| r.0 == row).map_or(&[][..], |r| &r.1);
        let at = cells.binary_search_by_key(&column, |c| c.0);
        at.map_or(1.0, |at| self.densities.level_of(cells[at].1))
    }
}

/// Looks for the place. `suns` gives the sun in every frame for a clock error in seconds; nothing comes back where no
/// cell is left at all.
pub(super) fn find(constraints: &Constraints, suns: &dyn Fn(f64) -> Vec<Sun>, field: &Field) -> Option<Found> {
    let narrowest = constraints.list.iter().map(|c| c.noise.deviation()).fold(f64::INFINITY, f64::min);
    let wanted = narrowest / libm::sqrt(constraints.list.len() as f64) / 3.0 * 1e6;
    let last = LEVELS.iter().position(|l| f64::from(*l) <= wanted.min(f64::from(field.coarsest_e6)));
    let last = last.unwrap_or(LEVELS.len() - 1);
    let parts = clock_parts(field.clock);
    let mut best = (f64::NEG_INFINITY, 0, 0, 0.0);
    let mut found: Vec<(f64, Noise, u32, Vec<Cell>)> = Vec::new();
    for (shift, rest) in &parts {
        let test = Test::new(constraints, suns(*shift));
        let (step, cells) = descend(&test, field, last, best.0);
        for cell in &cells {
            if cell.log > best.0 {
                best = (cell.log, step, found.len(), 0.0);
            }
        }
        found.push((*shift, *rest, step, cells));
    }
    let step_e6 = found.iter().map(|f| f.2).max()?;
    let top = found.get(best.2)?.3.iter().max_by(|a, b| a.log.total_cmp(&b.log))?;
    let point = middle(found[best.2].2, top.row, top.column);
    let misfit = Test::new(constraints, suns(found[best.2].0)).chi_square(point);
    let rows = spread(found, field.clock, step_e6, best.0);
    let areas = |row: u32| {
        let (south, step) = (f64::from(row) * f64::from(step_e6) * 1e-6 - 90.0, f64::from(step_e6) * 1e-6);
        zone_area_m2(south, south + step, step)
    };
    let sizes: Vec<f64> = rows.iter().map(|r| areas(r.0)).collect();
    let all = rows.iter().zip(&sizes).flat_map(|(row, size)| row.1.iter().map(|c| (c.1, *size)));
    let densities = Densities::new(all);
    let region = |level: u8| {
        let floor = densities.above(f64::from(level) / 100.0);
        let cells = rows.iter().flat_map(|(row, cells)| cells.iter().filter(|c| c.1 >= floor).map(|c| (*row, c.0)));
        let runs = cells.map(|(row, from)| Run { row, from, to: from + 1 }).collect();
        Region::new(Shows::Scene, level, step_e6, runs)
    };
    let regions = [region(50), region(95)];
    let fits = !too_bad(misfit, constraints.list.len().saturating_sub(2));
    Some(Found { regions, best: point, misfit, fits, densities, rows, step_e6 })
}

/// A clock error as shifts of at most an hour each, with what is left of it around each.
fn clock_parts(clock: Noise) -> Vec<(f64, Noise)> {
    let reach = clock.half + 3.5 * clock.sigma;
    if reach <= 5400.0 {
        return vec![(0.0, clock)];
    }
    let n = (libm::ceil(reach / 1800.0) as i32 | 1).min(49);
    let width = 2.0 * reach / f64::from(n);
    (0..n).map(|k| (-reach + (f64::from(k) + 0.5) * width, Noise { half: width / 2.0, sigma: 0.0 })).collect()
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    row: u32,
    column: u32,
    log: f64,
}

fn middle(step_e6: u32, row: u32, column: u32) -> Point {
    let step = f64::from(step_e6) * 1e-6;
    Point { lat: (f64::from(row) + 0.5) * step - 90.0, lon: (f64::from(column) + 0.5) * step - 180.0 }
}

/// Divides cells level by level; gives the last level's step and the cells that count.
fn descend(test: &Test<'_>, field: &Field, last: usize, known: f64) -> (u32, Vec<Cell>) {
    let first = LEVELS[0];
    let mut step = first;
    let all = (0..180_000_000 / first).flat_map(|row| (0..columns(first)).map(move |column| (row, column)));
    let mut cells: Vec<(u32, u32)> = all.collect();
    let mut best = known;
    for (level, &this) in LEVELS[..=last].iter().enumerate() {
        step = this;
        cells.retain(|c| touches(field.within, step, *c));
        let kept = evaluate(test, step, &cells, field.threads);
        best = kept.iter().map(|c| c.0.log).fold(best, f64::max);
        let next = LEVELS.get(level + 1).filter(|_| level < last);
        let factor = next.map_or(1, |next| this / next);
        let alive = kept.iter().filter(|c| c.1 >= best - DEPTH).count();
        if next.is_none() || alive.saturating_mul((factor * factor) as usize) > MOST_CELLS {
            let inside = |c: &Cell| field.within.is_none_or(|w| holds(w, middle(step, c.row, c.column)));
            let cells = kept.into_iter().map(|c| c.0).filter(|c| c.log >= best - DEPTH && inside(c));
            return (step, cells.collect());
        }
        cells = Vec::with_capacity(alive * (factor * factor) as usize);
        let mut parents: Vec<Cell> = kept.into_iter().filter(|c| c.1 >= best - DEPTH).map(|c| c.0).collect();
        parents.sort_unstable_by_key(|c| (c.row, c.column));
        for group in parents.chunk_by(|a, b| a.row == b.row) {
            for row in group[0].row * factor..(group[0].row + 1) * factor {
                cells.extend(
                    group.iter().flat_map(|c| (c.column * factor..(c.column + 1) * factor).map(move |k| (row, k))),
                );
            }
        }
    }
    (step, Vec::new())
}

fn holds([south, west, north, east]: [f64; 4], point: Point) -> bool {
    let lon = if west <= east { (west..=east).contains(&point.lon) } else { point.lon >= west || point.lon <= east };
    lon && (south..=north).contains(&point.lat)
}

/// Whether a cell touches the part of the earth that is searched.
fn touches(within: Option<[f64; 4]>, step_e6: u32, (row, column): (u32, u32)) -> bool {
    let Some([south, west, north, east]) = within else { return true };
    let (centre, half) = (middle(step_e6, row, column), f64::from(step_e6) * 0.5e-6);
    holds([south - half, west - half, north + half, east + half], centre)
}

/// Each cell with its value in the middle and the most it can hold anywhere.
fn evaluate(test: &Test<'_>, step_e6: u32, cells: &[(u32, u32)], threads: usize) -> Vec<(Cell, f64)> {
    // Where there are more cells than columns, the columns' sines are worked out once.
    let all = if cells.len() > columns(step_e6) as usize { columns(step_e6) } else { 0 };
    let table: Vec<(f64, f64)> = (0..all).map(|column| across(f64::from(step_e6) * 1e-6, column)).collect();
    let one = |cells: &[(u32, u32)]| {
        let mut out = Vec::with_capacity(cells.len());
        let mut row = test.row(step_e6, u32::MAX);
        for &(r, column) in cells {
            if row.number != r {
                row = test.row(step_e6, r);
            }
            let (sin, cos) = table.get(column as usize).copied().unwrap_or_else(|| across(row.step, column));
            let nothing = (f64::NEG_INFINITY, f64::NEG_INFINITY);
            let (log, most) = test.judge(&row, sin, cos).unwrap_or(nothing);
            out.push((Cell { row: r, column, log }, most));
        }
        out
    };
    if threads < 2 || cells.len() < 4096 {
        return one(cells);
    }
    std::thread::scope(|scope| {
        let parts: Vec<_> = cells.chunks(cells.len().div_ceil(threads)).map(|p| scope.spawn(move || one(p))).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_default()).collect()
    })
}

/// Spreads every row by the clock's error. Gives rows from south to north with columns from west to east.
fn spread(
    found: Vec<(f64, Noise, u32, Vec<Cell>)>,
    clock: Noise,
    step_e6: u32,
    best: f64,
) -> Vec<(u32, Vec<(u32, f64)>)> {
    let columns = columns(step_e6) as usize;
    let parts: Vec<(Vec<Cell>, Vec<f64>)> = found
        .into_iter()
        .map(|(shift, rest, step, mut cells)| {
            if step != step_e6 {
                // One part stopped at coarser cells; the others follow it.
                let factor = step_e6 / step;
                for cell in &mut cells {
                    (cell.row, cell.column) = (cell.row / factor, cell.column / factor);
                    cell.log -= 2.0 * libm::log(f64::from(factor));
                }
            }
            cells.sort_unstable_by_key(|c| (c.row, c.column));
            (cells, kernel(clock, shift, rest, step_e6))
        })
        .collect();
    let mut numbers: Vec<u32> = parts.iter().flat_map(|p| p.0.iter().map(|c| c.row)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut line = vec![0.0_f64; columns];
    let mut rows = Vec::with_capacity(numbers.len());
    for number in numbers {
        let mut touched: Vec<(usize, usize)> = Vec::new();
        for (cells, kernel) in &parts {
            let half = kernel.len() / 2;
            let first = cells.partition_point(|c| c.row < number);
            for cell in cells[first..].iter().take_while(|c| c.row == number) {
                let value = libm::exp(cell.log - best);
                // A clock that is slow by c makes a place c × 15°/h further west fit.
                let start = cell.column as usize + columns - half % columns;
                for (k, weight) in kernel.iter().rev().enumerate() {
                    line[(start + k) % columns] += value * weight;
                }
                touched.push((start, start + kernel.len()));
            }
        }
        let mut marks: Vec<usize> = Vec::new();
        touched.sort_unstable();
        let mut reached = 0;
        for (from, to) in touched {
            marks.extend((from.max(reached)..to).map(|c| c % columns));
            reached = reached.max(to);
        }
        marks.sort_unstable();
        marks.dedup();
        let cells = marks.iter().map(|c| (*c as u32, libm::log(line[*c]))).filter(|c| c.1 > -DEPTH * 2.0).collect();
        for mark in marks {
            line[mark] = 0.0;
        }
        rows.push((number, cells));
    }
    rows
}

/// Weights of the clock's error per column, the middle one for no error beyond `shift`.
fn kernel(clock: Noise, shift: f64, rest: Noise, step_e6: u32) -> Vec<f64> {
    let seconds = f64::from(step_e6) * 1e-6 * 240.0;
    let reach = if shift == 0.0 && rest == clock { clock.half + 4.5 * clock.sigma } else { rest.half };
    let n = libm::floor(reach / seconds + 0.5) as i64;
    let below = |c: f64| {
        // Uniform plus normal, by Simpson's rule over the uniform part.
        let normal = |x: f64| {
            if clock.sigma <= 0.0 {
                f64::from(u8::from(x >= 0.0))
            } else {
                0.5 * libm::erfc(-x / clock.sigma * std::f64::consts::FRAC_1_SQRT_2)
            }
        };
        if clock.half <= 0.0 {
            return normal(c);
        }
        if clock.sigma <= 0.0 {
            return ((c + clock.half) / (2.0 * clock.half)).clamp(0.0, 1.0);
        }
        let m = 20;
        let at = |k: i32| normal(c - clock.half + 2.0 * clock.half * f64::from(k) / f64::from(m));
        let inner: f64 = (1..m).map(|k| at(k) * if k % 2 == 0 { 2.0 } else { 4.0 }).sum();
        (at(0) + inner + at(m)) / (3.0 * f64::from(m))
    };
    if reach <= 0.0 {
        return vec![1.0];
    }
    (-n..=n)
        .map(|k| {
            let c = shift + k as f64 * seconds;
            below(c + seconds / 2.0) - below(c - seconds / 2.0)
        })
        .collect()
}

/// The constraints with the sun of every frame, ready for millions of cells.
struct Test<'c> {
    list: &'c [Constraint],
    sunlit: &'c [bool],
    /// Sine and cosine of declination and of the Greenwich hour angle.
    suns: Vec<[f64; 4]>,
    azimuths: Vec<bool>,
    /// Refraction every twentieth of a degree from −1° on: the formula's tangent costs more than all the rest.
    lifted: Vec<f64>,
}

/// Sine and cosine of the longitude of a column's middle.
fn across(step: f64, column: u32) -> (f64, f64) {
    libm::sincos(((f64::from(column) + 0.5) * step - 180.0) / DEGREES)
}

/// One row of cells.
struct Row {
    number: u32,
    step: f64,
    sin: f64,
    cos: f64,
    /// Radius of a cell in degrees, and what it adds to an azimuth because meridians converge.
    radius: f64,
    converging: f64,
}

impl<'c> Test<'c> {
    fn new(constraints: &'c Constraints, suns: Vec<Sun>) -> Self {
        let (sin, cos) = (crate::angle::sin, crate::angle::cos);
        let mut azimuths = vec![false; suns.len()];
        for constraint in &constraints.list {
            match constraint.on {
                On::Elevation(_) => {}
                On::Azimuth(n) => azimuths[n] = true,
                On::Turn(a, b) => (azimuths[a], azimuths[b]) = (true, true),
            }
        }
        let suns = suns.iter().map(|s| [sin(s.declination), cos(s.declination), sin(s.hour_angle), cos(s.hour_angle)]);
        Self { list: &constraints.list, sunlit: &constraints.sunlit, suns: suns.collect(), azimuths, lifted: lifted() }
    }

    fn row(&self, step_e6: u32, number: u32) -> Row {
        let step = f64::from(step_e6) * 1e-6;
        let lat = if number == u32::MAX { 0.0 } else { (f64::from(number) + 0.5) * step - 90.0 };
        let (sin, cos) = (crate::angle::sin(lat), crate::angle::cos(lat));
        let widest = crate::angle::cos((lat.abs() - step / 2.0).max(0.0));
        let radius = libm::hypot(step / 2.0, step / 2.0 * widest);
        Row { number, step, sin, cos, radius, converging: around(radius, 90.0 - lat.abs()) }
    }

    /// Logarithm of likelihood in the middle of a cell, and at most anywhere in it.
    fn judge(&self, row: &Row, sin_lon: f64, cos_lon: f64) -> Option<(f64, f64)> {
        // Elevation, azimuth, and what the cell's size adds to the azimuth, per frame; footage has few frames.
        let mut seen = [[0.0_f64; 3]; 16];
        let (mut log, mut most) = (0.0, 0.0);
        for (n, [sd, cd, sg, cg]) in self.suns.iter().enumerate() {
            let (sh, ch) = (sg * cos_lon + cg * sin_lon, cg * cos_lon - sg * sin_lon);
            let geometric = crate::angle::asin(row.sin * sd + row.cos * cd * ch) - PARALLAX;
            if self.sunlit[n] && geometric < -0.9 {
                log = f64::NEG_INFINITY;
                if geometric + row.radius < -0.9 {
                    return None;
                }
            }
            let slot = seen.get_mut(n)?;
            slot[0] = geometric + self.refraction(geometric);
            if self.azimuths[n] {
                slot[1] = crate::angle::atan2(-cd * sh, row.cos * sd - row.sin * cd * ch);
                slot[2] = (around(row.radius, 90.0 - geometric) + row.converging).min(180.0);
            }
        }
        for constraint in self.list {
            let (off, slack) = match constraint.on {
                On::Elevation(n) => (seen[n][0] - constraint.value, row.radius),
                On::Azimuth(n) => (between(constraint.value, seen[n][1]), seen[n][2]),
                On::Turn(a, b) => {
                    let turned = seen[b][1] - seen[a][1];
                    (between(constraint.value, turned), (seen[a][2] + seen[b][2]).min(180.0))
                }
            };
            log += constraint.noise.log_likelihood(off);
            most += constraint.noise.log_likelihood((off.abs() - slack).max(0.0));
        }
        Some((log, most))
    }

    /// Refraction by the table, to 0.001°; nothing below the horizon.
    fn refraction(&self, elevation: f64) -> f64 {
        let x = (elevation + 1.0) * 20.0;
        if x < 4.0 {
            return refraction(elevation);
        }
        let n = (x as usize).min(self.lifted.len() - 2);
        let t = x - n as f64;
        self.lifted[n] * (1.0 - t) + self.lifted[n + 1] * t
    }

    /// Sum of squared residuals in standard deviations at a point.
    fn chi_square(&self, point: Point) -> f64 {
        let (sin, cos) = (crate::angle::sin(point.lat), crate::angle::cos(point.lat));
        let (sl, cl) = libm::sincos(point.lon / DEGREES);
        let square = |n: usize| {
            let alone = Test {
                list: &self.list[n..=n],
                sunlit: self.sunlit,
                suns: self.suns.clone(),
                azimuths: self.azimuths.clone(),
                lifted: self.lifted.clone(),
            };
            let row = Row { number: 0, step: 0.0, sin, cos, radius: 0.0, converging: 0.0 };
            alone.judge(&row, sl, cl).map_or(1e6, |(log, _)| (-2.0 * log).max(0.0))
        };
        (0..self.list.len()).map(square).sum()
    }
}

fn lifted() -> Vec<f64> {
    (0..=1840).map(|n| refraction(f64::from(n) / 20.0 - 1.0)).collect()
}

/// By how much the direction to something at an angular distance can change within a radius, all in degrees.
fn around(radius: f64, distance: f64) -> f64 {
    let nearest = distance.min(180.0 - distance) - radius;
    if nearest <= radius { 180.0 } else { (radius / crate::angle::sin(nearest)).min(180.0) }
}

/// How many frames one question may have.
pub(super) const MOST_FRAMES: usize = 16;

/// The suns of the frames for a clock error, from the stated instants in seconds.
pub(super) fn suns_of(sky: &crate::sun::sky::Sky, instants: &[f64], error: f64) -> Vec<Sun> {
    instants.iter().map(|at| sky.at(at + error)).collect()
}

/// [`find`] for frames at stated instants.
pub fn search(
    frames: &[super::Frame],
    turns: &[super::Turn],
    instants: &[f64],
    sky: &crate::sun::sky::Sky,
    field: &Field,
) -> Result<Option<Found>, super::ShadowError> {
    let constraints = super::frame::constraints(frames, turns)?;
    Ok(find(&constraints, &|error| suns_of(sky, instants, error), field))
}
