//! Which corners are kept: a share for each size of the frame, and within it a share for each cell of a grid.

use super::corners::Corner;
use crate::luma::Luma;

/// How many features each size gets. Coarse sizes get more than their area's share: that is where a copy shown small
/// inside another picture is found again.
pub fn shares(most: usize, levels: &[Luma]) -> Vec<usize> {
    let weights: Vec<usize> = (0..levels.len()).map(|n| 100 - 8 * n).collect();
    let sum: usize = weights.iter().sum::<usize>().max(1);
    weights.iter().map(|w| (most * w).div_ceil(sum)).collect()
}

/// At most `share` corners: first the two strongest of every cell, then the strongest of what is left, no two closer
/// than three samples. In reading order of the cells, so that the result does not depend on sorting ties.
pub fn choose(mut corners: Vec<Corner>, width: usize, height: usize, share: usize) -> Vec<Corner> {
    corners.sort_by_key(|c| (u8::MAX - c.strength, c.y, c.x));
    let side = isqrt(share / 2).clamp(2, 8);
    let mut cells = vec![0_u8; side * side];
    let mut taken: Vec<Corner> = Vec::with_capacity(share);
    let mut rest = Vec::new();
    for corner in corners {
        let cell = (corner.y * side / height.max(1)) * side + corner.x * side / width.max(1);
        if cells[cell] < 2 && apart(&taken, &corner) {
            cells[cell] += 1;
            taken.push(corner);
        } else {
            rest.push(corner);
        }
    }
    taken.truncate(share);
    for corner in rest {
        if taken.len() >= share {
            break;
        }
        if apart(&taken, &corner) {
            taken.push(corner);
        }
    }
    taken
}

fn apart(taken: &[Corner], corner: &Corner) -> bool {
    taken.iter().all(|t| t.x.abs_diff(corner.x) > 2 || t.y.abs_diff(corner.y) > 2)
}

fn isqrt(n: usize) -> usize {
    (0..=n).take_while(|r| r * r <= n).last().unwrap_or(0)
}
