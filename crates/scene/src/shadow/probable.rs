//! The most probable part of many cells: all cells above a density such that together they hold a given probability.
//! Counted in bins of density rather than sorted, so that millions of cells cost little and the order never matters.

/// Natural logarithms of density below the best that count; below that a cell holds nothing.
pub(super) const DEPTH: f64 = 16.0;
const BINS: usize = 4000;

/// Cells by density.
pub(super) struct Densities {
    best: f64,
    /// Weight per bin, the densest first.
    bins: Vec<f64>,
    whole: f64,
}

impl Densities {
    /// From each cell's logarithm of density and its size (area, duration).
    pub fn new(cells: impl Iterator<Item = (f64, f64)> + Clone) -> Self {
        let best = cells.clone().map(|c| c.0).fold(f64::NEG_INFINITY, f64::max);
        let mut bins = vec![0.0; BINS];
        for (log, size) in cells {
            if let Some(bin) = Self::bin(best, log) {
                bins[bin] += libm::exp(log - best) * size;
            }
        }
        let whole = bins.iter().sum();
        Self { best, bins, whole }
    }

    fn bin(best: f64, log: f64) -> Option<usize> {
        let depth = (best - log) / DEPTH;
        (depth < 1.0).then_some((depth * BINS as f64) as usize)
    }

    /// The logarithm of density above which cells hold so much of the probability (0 to 1).
    pub fn above(&self, level: f64) -> f64 {
        let mut sum = 0.0;
        for (n, weight) in self.bins.iter().enumerate() {
            sum += weight;
            if sum >= level * self.whole {
                return self.best - (n + 1) as f64 * DEPTH / BINS as f64;
            }
        }
        self.best - DEPTH
    }

    /// How much of the probability lies in cells denser than this one: 0 for the densest, 1 for one beyond all.
    pub fn level_of(&self, log: f64) -> f64 {
        let Some(bin) = Self::bin(self.best, log) else { return 1.0 };
        let denser: f64 = self.bins[..bin].iter().sum();
        if self.whole > 0.0 { denser / self.whole } else { 1.0 }
    }

    /// Share of the whole probability that a cell holds.
    pub fn share(&self, log: f64, size: f64) -> f64 {
        if self.whole > 0.0 { libm::exp(log - self.best) * size / self.whole } else { 0.0 }
    }
}

/// Whether the best agreement is as bad as chance makes it less than once in a thousand: the 99.9th percentile of
/// chi-square (Wilson and Hilferty 1931) for so many degrees of freedom.
pub(crate) fn too_bad(chi_square: f64, freedom: usize) -> bool {
    let k = freedom.max(1) as f64;
    let root = 1.0 - 2.0 / (9.0 * k) + 3.0902 * libm::sqrt(2.0 / (9.0 * k));
    chi_square > k * root * root * root
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_probable_cells_of_a_normal_distribution_lie_within_its_quantiles() {
        let cells = (-6000..6000).map(|n| f64::from(n) * 0.001).map(|x| (-0.5 * x * x, 0.001));
        let densities = Densities::new(cells);
        for (level, z) in [(0.5, 0.674_490), (0.95, 1.959_964)] {
            let edge = (-2.0 * densities.above(level)).sqrt();
            assert!((edge - z).abs() < 0.006, "{level} {edge}");
            assert!((densities.level_of(-0.5 * z * z) - level).abs() < 0.005);
        }
        assert_eq!(densities.level_of(-1000.0), 1.0);
    }

    #[test]
    fn agreement_is_too_bad_beyond_the_published_percentiles_of_chi_square() {
        for (freedom, limit) in [(1, 10.83), (2, 13.82), (5, 20.52), (10, 29.59)] {
            assert!(!too_bad(limit * 0.95, freedom) && too_bad(limit * 1.05, freedom), "{freedom}");
        }
    }
}
