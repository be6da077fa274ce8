//! A part of the earth's surface as cells of a grid in latitude and longitude, with its area, and how coarse it becomes
//! before anybody else sees it. Outlines, GeoJSON and KML are in the folder beside this file.
//!
//! Published positions are no finer than 50 m. Where a camera stood is private by default, and no finer than 1 km when
//! somebody decides to publish it.

use serde::{Deserialize, Serialize};

use crate::angle::cos;
use crate::geodesy::{Point, zone_area_m2};

pub mod files;
mod outline;

pub use outline::{Polygon, Ring};

/// No published cell is finer, in metres.
pub const FINEST_M: f64 = 50.0;
/// No published cell that shows where a camera stood is finer, in metres.
pub const FINEST_CAMERA_M: f64 = 1000.0;

/// Steps that a grid may have, in micro-degrees. Each divides 180°.
const STEPS: [u32; 20] = [
    10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000,
    2_000_000, 5_000_000, 10_000_000, 30_000_000,
];

/// What a region shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shows {
    /// Where something is seen to have happened, or where footage may have been made as far as the sky tells.
    Scene,
    /// Where somebody stood with a camera: private by default.
    Camera,
}

/// Cells side by side in one row: columns `from` (included) to `to` (not included).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "[u32; 3]", into = "[u32; 3]")]
pub struct Run {
    /// Row, counted north from the south pole.
    pub row: u32,
    /// First column, counted east from 180° W.
    pub from: u32,
    /// Column after the last.
    pub to: u32,
}

impl From<[u32; 3]> for Run {
    fn from([row, from, to]: [u32; 3]) -> Self {
        Self { row, from, to }
    }
}

impl From<Run> for [u32; 3] {
    fn from(run: Run) -> Self {
        [run.row, run.from, run.to]
    }
}

/// Cells of a grid whose rows and columns begin at 90° S, 180° W.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// What it shows.
    pub shows: Shows,
    /// It holds the place with this probability, in per cent.
    pub level_percent: u8,
    /// Width and height of a cell in micro-degrees.
    pub step_e6: u32,
    /// Area in square metres on WGS 84.
    pub area_m2: u64,
    /// The cells, from south to north and west to east, without overlap.
    pub runs: Vec<Run>,
}

impl Region {
    /// A region of runs, which are put in order and joined.
    pub fn new(shows: Shows, level_percent: u8, step_e6: u32, runs: Vec<Run>) -> Self {
        let runs = joined(runs);
        let area_m2 = libm::round(area(step_e6, &runs)) as u64;
        Self { shows, level_percent, step_e6, area_m2, runs }
    }

    /// The cells that lie (with their middle) in an ellipse around a point: `covariance` is that of east and north in
    /// square metres, `scale` the number of standard deviations (2.4477 for 95 % in two dimensions).
    pub fn ellipse(shows: Shows, level_percent: u8, centre: Point, covariance: [[f64; 2]; 2], scale: f64) -> Self {
        let [[ee, en], [_, nn]] = covariance;
        let determinant = (ee * nn - en * en).max(1e-9);
        let per_north = 111_132.0;
        let per_east = (111_320.0 * cos(centre.lat)).max(1.0);
        let half = [libm::sqrt(ee) * scale / per_east, libm::sqrt(nn) * scale / per_north];
        // Forty to a hundred cells across the ellipse's longer side.
        let step_e6 = step_of(half[0].max(half[1]) / 50.0 * 1e6);
        let step = f64::from(step_e6) * 1e-6;
        let row_of = |lat: f64| (((lat + 90.0) / step).floor()).clamp(0.0, 180.0 / step - 1.0) as u32;
        let columns = columns(step_e6);
        let mut runs = Vec::new();
        for row in row_of(centre.lat - half[1])..=row_of(centre.lat + half[1]) {
            let north = ((f64::from(row) + 0.5) * step - 90.0 - centre.lat) * per_north;
            // The ellipse's quadratic in the east distance, for this north distance.
            let middle = en / nn.max(1e-12) * north;
            let rest = scale * scale - north * north / nn.max(1e-12);
            if rest < 0.0 {
                continue;
            }
            let reach = libm::sqrt(rest * determinant / nn.max(1e-12));
            let column = |east: f64| (centre.lon + east / per_east + 180.0) / step - 0.5;
            let (from, to) = (column(middle - reach).ceil() as i64, column(middle + reach).floor() as i64 + 1);
            // Where the ellipse crosses 180°, the cells go on at the other side.
            for n in from..to {
                let at = n.rem_euclid(i64::from(columns)) as u32;
                runs.push(Run { row, from: at, to: at + 1 });
            }
        }
        if runs.is_empty() {
            runs.push(cell_of(step_e6, centre));
        }
        Self::new(shows, level_percent, step_e6, runs)
    }

    /// Width and height of a cell in degrees.
    pub fn step(&self) -> f64 {
        f64::from(self.step_e6) * 1e-6
    }

    /// Whether a point lies in it.
    pub fn contains(&self, point: Point) -> bool {
        let Run { row, from: column, .. } = cell_of(self.step_e6, point);
        let after = self.runs.partition_point(|run| (run.row, run.from) <= (row, column));
        after > 0 && self.runs[after - 1].row == row && self.runs[after - 1].to > column
    }

    /// Number of cells.
    pub fn cells(&self) -> u64 {
        self.runs.iter().map(|run| u64::from(run.to - run.from)).sum()
    }

    /// South, west, north, east of what it covers, in degrees; nothing for an empty region.
    pub fn bounds(&self) -> Option<[f64; 4]> {
        let (first, last) = (self.runs.first()?, self.runs.last()?);
        let west = self.runs.iter().map(|run| run.from).min()?;
        let east = self.runs.iter().map(|run| run.to).max()?;
        let at = |n: u32| f64::from(n) * self.step();
        Some([at(first.row) - 90.0, at(west) - 180.0, at(last.row + 1) - 90.0, at(east) - 180.0])
    }

    /// Its area in square kilometres.
    pub fn area_km2(&self) -> f64 {
        self.area_m2 as f64 * 1e-6
    }

    /// What lies in both: cells of the finer grid whose middle lies in the coarser region too. The level is the lower
    /// of the two, and it shows a camera where one of them does.
    pub fn intersection(&self, other: &Self) -> Self {
        let (fine, coarse) = if self.step_e6 <= other.step_e6 { (self, other) } else { (other, self) };
        let shows = if self.shows == Shows::Camera { self.shows } else { other.shows };
        let mut runs = Vec::new();
        for run in &fine.runs {
            let lat_e6 = u64::from(run.row) * u64::from(fine.step_e6) + u64::from(fine.step_e6) / 2;
            let row = (lat_e6 / u64::from(coarse.step_e6)) as u32;
            let first = coarse.runs.partition_point(|r| r.row < row);
            for wide in coarse.runs[first..].iter().take_while(|r| r.row == row) {
                // The first column whose middle lies at or east of a border of the coarser grid.
                let column = |border: u32| {
                    let e6 = u64::from(border) * u64::from(coarse.step_e6);
                    (e6.saturating_sub(u64::from(fine.step_e6) / 2)).div_ceil(u64::from(fine.step_e6)) as u32
                };
                let (from, to) = (run.from.max(column(wide.from)), run.to.min(column(wide.to)));
                if from < to {
                    runs.push(Run { row: run.row, from, to });
                }
            }
        }
        Self::new(shows, self.level_percent.min(other.level_percent), fine.step_e6, runs)
    }

    /// The same region on a grid whose cells are at least so many metres wide and high: every coarse cell that it
    /// touches.
    pub fn coarsened(&self, metres: f64) -> Self {
        let Some([south, _, north, _]) = self.bounds() else { return self.clone() };
        let narrow = cos(south.abs().max(north.abs()).min(89.0));
        let least = metres / 111_000.0 / narrow * 1e6;
        if f64::from(self.step_e6) >= least {
            return self.clone();
        }
        let step_e6 = step_of(least);
        let scale = |n: u32| (u64::from(n) * u64::from(self.step_e6) / u64::from(step_e6)) as u32;
        let last = |n: u32| (u64::from(n) * u64::from(self.step_e6) - 1) / u64::from(step_e6);
        let runs = self.runs.iter().map(|run| {
            let (from, to) = (scale(run.from), last(run.to) as u32 + 1);
            (scale(run.row)..=last(run.row + 1) as u32).map(move |row| Run { row, from, to })
        });
        Self::new(self.shows, self.level_percent, step_e6, runs.flatten().collect())
    }

    /// The region as others may see it; nothing where it shows a camera and nobody decided to publish that.
    pub fn published(&self, camera_too: bool) -> Option<Self> {
        match self.shows {
            Shows::Scene => Some(self.coarsened(FINEST_M)),
            Shows::Camera if camera_too => Some(self.coarsened(FINEST_CAMERA_M)),
            Shows::Camera => None,
        }
    }

    /// Its outlines, holes included.
    pub fn outlines(&self) -> Vec<Polygon> {
        outline::trace(self)
    }
}

/// The coarsest grid step that is not coarser than asked for would be too fine: the finest step at or above it.
pub fn step_of(micro_degrees: f64) -> u32 {
    STEPS.into_iter().find(|step| f64::from(*step) >= micro_degrees).unwrap_or(STEPS[STEPS.len() - 1])
}

/// Columns of a grid.
pub fn columns(step_e6: u32) -> u32 {
    360_000_000 / step_e6
}

/// The cell that a point lies in, as a run of one.
fn cell_of(step_e6: u32, point: Point) -> Run {
    let step = f64::from(step_e6) * 1e-6;
    let row = (((point.lat + 90.0) / step) as u32).min(180_000_000 / step_e6 - 1);
    let from = (((point.lon + 180.0) / step) as u32) % columns(step_e6);
    Run { row, from, to: from + 1 }
}

/// A point as others may see it: the middle of its cell of at least so many metres.
pub fn coarse_point(point: Point, metres: f64) -> Point {
    let step_e6 = step_of(metres / 111_000.0 / cos(point.lat.abs().min(89.0)) * 1e6);
    let (cell, step) = (cell_of(step_e6, point), f64::from(step_e6) * 1e-6);
    Point { lat: (f64::from(cell.row) + 0.5) * step - 90.0, lon: (f64::from(cell.from) + 0.5) * step - 180.0 }
}

/// Puts runs in order and joins those that touch or overlap.
fn joined(mut runs: Vec<Run>) -> Vec<Run> {
    runs.retain(|run| run.from < run.to);
    runs.sort_unstable();
    let mut out: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        match out.last_mut() {
            Some(last) if last.row == run.row && last.to >= run.from => last.to = last.to.max(run.to),
            _ => out.push(run),
        }
    }
    out
}

fn area(step_e6: u32, runs: &[Run]) -> f64 {
    let step = f64::from(step_e6) * 1e-6;
    let mut sum = 0.0;
    let mut row = None;
    for run in runs {
        let (_, cell) = *row.filter(|(n, _)| *n == run.row).get_or_insert_with(|| {
            let south = f64::from(run.row) * step - 90.0;
            (run.row, zone_area_m2(south, south + step, step))
        });
        row = Some((run.row, cell));
        sum += cell * f64::from(run.to - run.from);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(shows: Shows, step_e6: u32, row: u32, column: u32, size: u32) -> Region {
        let runs = (row..row + size).map(|row| Run { row, from: column, to: column + size }).collect();
        Region::new(shows, 95, step_e6, runs)
    }

    #[test]
    fn a_region_knows_its_area_and_what_lies_in_it() {
        let region = square(Shows::Scene, 1_000_000, 90, 180, 1);
        assert!((region.area_km2() - 12_308.8).abs() < 1.0, "{}", region.area_km2());
        assert!(region.contains(Point { lat: 0.5, lon: 0.5 }));
        assert!(!region.contains(Point { lat: 0.5, lon: 1.5 }) && !region.contains(Point { lat: -0.5, lon: 0.5 }));
        assert_eq!(region.bounds(), Some([0.0, 0.0, 1.0, 1.0]));
    }

    #[test]
    fn nothing_is_published_finer_than_fifty_metres_and_no_camera_without_a_decision() {
        for lat in [0.0, 50.5, 69.9, -84.0] {
            let fine = Region::ellipse(Shows::Scene, 95, Point { lat, lon: 36.5 }, [[9.0, 0.0], [0.0, 9.0]], 2.45);
            let camera = Region { shows: Shows::Camera, ..fine.clone() };
            let metres = |region: &Region| region.step() * 111_000.0 * cos(lat.abs());
            assert!(metres(&fine) < 50.0);
            assert!(metres(&fine.published(false).unwrap()) >= 49.0, "{lat}");
            assert_eq!(camera.published(false), None);
            assert!(metres(&camera.published(true).unwrap()) >= 990.0, "{lat}");
        }
        let exact = Point { lat: 50.566_123, lon: 36.572_456 };
        let coarse = coarse_point(exact, FINEST_CAMERA_M);
        assert_eq!(coarse, coarse_point(Point { lat: exact.lat + 0.0001, ..exact }, FINEST_CAMERA_M));
    }

    #[test]
    fn coarsening_loses_no_part_of_a_region() {
        let fine = square(Shows::Scene, 100, 1_400_003, 2_160_007, 37);
        let coarse = fine.coarsened(50.0);
        for run in &fine.runs {
            for column in run.from..run.to {
                let middle = |n: u32| (f64::from(n) + 0.5) * fine.step();
                assert!(coarse.contains(Point { lat: middle(run.row) - 90.0, lon: middle(column) - 180.0 }));
            }
        }
    }

    #[test]
    fn regions_on_different_grids_intersect_where_both_are() {
        let wide = square(Shows::Scene, 500_000, 280, 430, 4);
        let fine = square(Shows::Camera, 20_000, 7040, 10_830, 30);
        let both = wide.intersection(&fine);
        assert_eq!(both, fine.intersection(&wide));
        assert_eq!((both.shows, both.step_e6), (Shows::Camera, 20_000));
        for run in &both.runs {
            let at = |n: u32| (f64::from(n) + 0.5) * 0.02;
            let point = Point { lat: at(run.row) - 90.0, lon: at(run.from) - 180.0 };
            assert!(wide.contains(point) && fine.contains(point));
        }
        let apart = square(Shows::Scene, 500_000, 10, 10, 4).intersection(&wide);
        assert_eq!((apart.cells(), apart.area_m2), (0, 0));
    }

    #[test]
    fn an_ellipse_has_the_area_of_an_ellipse_also_across_the_date_line() {
        for lon in [36.5, 179.999] {
            let covariance = [[90_000.0, 20_000.0], [20_000.0, 40_000.0]];
            let region = Region::ellipse(Shows::Scene, 95, Point { lat: 50.5, lon }, covariance, 2.4477);
            let expected = std::f64::consts::PI * 2.4477 * 2.4477 * (90_000.0_f64 * 40_000.0 - 4e8).sqrt();
            let ratio = region.area_m2 as f64 / expected;
            assert!((ratio - 1.0).abs() < 0.03, "{ratio}");
        }
    }
}
