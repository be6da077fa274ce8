//! Outlines of a region: the borders of its cells joined into closed rings, outer ones counter-clockwise with the
//! holes they hold clockwise, as RFC 7946 wants them.

use std::collections::BTreeMap;

use super::{Region, Run};

/// A closed ring of corners as longitude, latitude in degrees; the first corner is not repeated.
pub type Ring = Vec<[f64; 2]>;

/// An outer ring and its holes.
#[derive(Clone, Debug, PartialEq)]
pub struct Polygon {
    /// Counter-clockwise.
    pub outer: Ring,
    /// Clockwise.
    pub holes: Vec<Ring>,
}

/// A corner of the grid: column, row.
type Corner = (i64, i64);

/// Traces all borders of a region.
pub(super) fn trace(region: &Region) -> Vec<Polygon> {
    let mut edges: BTreeMap<Corner, Vec<Corner>> = BTreeMap::new();
    let mut add = |from: Corner, to: Corner| edges.entry(from).or_default().push(to);
    let rows: Vec<&[Run]> = region.runs.chunk_by(|a, b| a.row == b.row).collect();
    for (n, runs) in rows.iter().enumerate() {
        let row = i64::from(runs[0].row);
        // The inside lies left of every edge.
        for run in *runs {
            add((i64::from(run.to), row), (i64::from(run.to), row + 1));
            add((i64::from(run.from), row + 1), (i64::from(run.from), row));
        }
        let neighbour = |at: Option<usize>, row: i64| {
            at.and_then(|at| rows.get(at)).filter(|r| i64::from(r[0].row) == row).copied().unwrap_or(&[])
        };
        for (from, to) in without(runs, neighbour(n.checked_sub(1), row - 1)) {
            add((from, row), (to, row));
        }
        for (from, to) in without(runs, neighbour(Some(n + 1), row + 1)) {
            add((to, row + 1), (from, row + 1));
        }
    }
    let mut rings = Vec::new();
    while let Some((&start, _)) = edges.first_key_value() {
        rings.extend(simple(follow(&mut edges, start)));
    }
    assemble(rings, region.step())
}

/// The parts of a row's runs that a neighbouring row does not cover.
fn without(runs: &[Run], other: &[Run]) -> Vec<(i64, i64)> {
    let mut out = Vec::new();
    for run in runs {
        let mut at = run.from;
        let first = other.partition_point(|o| o.to <= run.from);
        for cover in other[first..].iter().take_while(|o| o.from < run.to) {
            if cover.from > at {
                out.push((i64::from(at), i64::from(cover.from)));
            }
            at = at.max(cover.to);
        }
        if at < run.to {
            out.push((i64::from(at), i64::from(run.to)));
        }
    }
    out
}

/// Takes one ring out of the edges.
fn follow(edges: &mut BTreeMap<Corner, Vec<Corner>>, start: Corner) -> Vec<Corner> {
    let mut ring = vec![start];
    let mut heading = (0, 0);
    let mut at = start;
    while let Some(ways) = edges.get_mut(&at) {
        // Where two cells touch at a corner only, turning left keeps them apart.
        let left = |to: &Corner| {
            let way = ((to.0 - at.0).signum(), (to.1 - at.1).signum());
            heading.0 * way.1 - heading.1 * way.0
        };
        let Some(pick) = (0..ways.len()).max_by_key(|n| left(&ways[*n])) else { break };
        let next = ways.swap_remove(pick);
        if ways.is_empty() {
            edges.remove(&at);
        }
        let way = ((next.0 - at.0).signum(), (next.1 - at.1).signum());
        if way == heading {
            ring.pop();
        }
        heading = way;
        at = next;
        if at == start {
            break;
        }
        ring.push(at);
    }
    ring
}

/// Cuts a ring that touches itself at a corner into rings that do not.
fn simple(ring: Vec<Corner>) -> Vec<Vec<Corner>> {
    let mut rings = Vec::new();
    let mut open: Vec<Corner> = Vec::with_capacity(ring.len());
    let mut at: BTreeMap<Corner, usize> = BTreeMap::new();
    for corner in ring {
        if let Some(&first) = at.get(&corner) {
            let cut = open.split_off(first);
            for gone in &cut {
                at.remove(gone);
            }
            rings.push(cut);
        }
        at.insert(corner, open.len());
        open.push(corner);
    }
    rings.push(open);
    rings
}

/// Twice the area that a ring encloses, positive where it runs counter-clockwise.
fn doubled_area(ring: &[Corner]) -> i64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
}

fn assemble(rings: Vec<Vec<Corner>>, step: f64) -> Vec<Polygon> {
    let (outer, holes): (Vec<_>, Vec<_>) = rings.into_iter().partition(|ring| doubled_area(ring) > 0);
    let degrees = |ring: &[Corner]| -> Ring {
        ring.iter().map(|(x, y)| [*x as f64 * step - 180.0, *y as f64 * step - 90.0].map(tidy)).collect()
    };
    let mut polygons: Vec<Polygon> = outer.iter().map(|r| Polygon { outer: degrees(r), holes: Vec::new() }).collect();
    for hole in &holes {
        let inside = |n: &usize| surrounds(&outer[*n], hole);
        if let Some(n) = (0..outer.len()).filter(inside).min_by_key(|n| doubled_area(&outer[*n])) {
            polygons[n].holes.push(degrees(hole));
        }
    }
    polygons
}

/// Corners are multiples of a micro-degree; this takes away what multiplying left over.
fn tidy(degrees: f64) -> f64 {
    libm::round(degrees * 1e6) / 1e6
}

/// Whether the cell left of a hole's first edge lies in an outer ring.
fn surrounds(outer: &[Corner], hole: &[Corner]) -> bool {
    let (a, b) = (hole[0], hole[1]);
    let way = ((b.0 - a.0).signum(), (b.1 - a.1).signum());
    // Twice the coordinates of the middle of that cell.
    let (x, y) = (2 * a.0 + way.0 - way.1, 2 * a.1 + way.1 + way.0);
    let mut inside = false;
    for (n, p) in outer.iter().enumerate() {
        let q = outer[(n + 1) % outer.len()];
        if p.0 == q.0 && 2 * p.0 > x && (2 * p.1 > y) != (2 * q.1 > y) {
            inside = !inside;
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::super::Shows;
    use super::*;

    fn region(picture: &[&str]) -> Region {
        let mut runs = Vec::new();
        for (n, line) in picture.iter().rev().enumerate() {
            for (column, c) in line.bytes().enumerate().filter(|(_, c)| *c == b'#') {
                let (row, from) = (90 + n as u32, 180 + column as u32);
                assert_eq!(c, b'#');
                runs.push(Run { row, from, to: from + 1 });
            }
        }
        Region::new(Shows::Scene, 95, 1_000_000, runs)
    }

    fn planar_area(ring: &Ring) -> f64 {
        let next = ring.iter().cycle().skip(1);
        ring.iter().zip(next).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f64>() / 2.0
    }

    #[test]
    fn outlines_enclose_the_cells_and_nothing_else() {
        for (picture, polygons, holes) in [
            (&["###", "#.#", "###"][..], 1, 1),
            (&["#..", ".#.", "..#"], 3, 0),
            (&["##.##", "##.##"], 2, 0),
            (&["#####", "#...#", "#.#.#", "#...#", "#####"], 2, 1),
            (&["###.", "#.#.", "####", "..#."], 1, 1),
            (&["####", "#.##", "##.#", "####"], 1, 2),
        ] {
            let region = region(picture);
            let found = region.outlines();
            let whole: f64 = found.iter().flat_map(|p| p.holes.iter().chain([&p.outer])).map(planar_area).sum();
            assert_eq!(whole, region.cells() as f64, "{picture:?}");
            assert_eq!(found.len(), polygons, "{picture:?}");
            assert_eq!(found.iter().map(|p| p.holes.len()).sum::<usize>(), holes, "{picture:?}");
            assert!(found.iter().all(|p| planar_area(&p.outer) > 0.0));
        }
    }

    proptest::proptest! {
        #[test]
        fn the_outlines_of_any_region_enclose_its_area(cells in proptest::collection::vec((0_u32..12, 0_u32..12), 1..90)) {
            let runs = cells.iter().map(|(row, from)| Run { row: *row, from: *from, to: from + 1 }).collect();
            let region = Region::new(Shows::Scene, 95, 1_000_000, runs);
            let whole: f64 =
                region.outlines().iter().flat_map(|p| p.holes.iter().chain([&p.outer])).map(planar_area).sum();
            proptest::prop_assert_eq!(whole, region.cells() as f64);
        }
    }
}
