//! The air that a body falls through: its density by height, and how it holds the body back.

/// Density at sea level in the standard atmosphere, kg/m³.
pub const SEA_LEVEL: f64 = 1.225;
/// Height up to which the formula holds, m. Above it the body is refused.
pub const CEILING_M: f64 = 11_000.0;
/// Distance between the rows of the table, m.
const STEP_M: f64 = 50.0;
/// Lowest height of the table, m: below sea level there is ground too.
const LOWEST_M: f64 = -1_000.0;

/// How dense the air is.
#[derive(Clone, Debug, PartialEq)]
pub enum Air {
    /// None.
    Vacuum,
    /// The same everywhere, kg/m³.
    Constant(f64),
    /// The standard atmosphere below 11 km: 1.225 · (1 − 2.25577e−5 · h)^4.2559.
    Standard(Table),
}

/// Densities at equal distances, with their slopes, between which cubic pieces are laid: a power at every step would be
/// most of the work.
#[derive(Clone, Debug, PartialEq)]
pub struct Table(Vec<[f64; 2]>);

impl Air {
    /// The standard atmosphere.
    pub fn standard() -> Self {
        let rows = ((CEILING_M - LOWEST_M) / STEP_M) as usize + 2;
        let row = |n: usize| {
            let height = LOWEST_M + n as f64 * STEP_M;
            let base = 1.0 - 2.25577e-5 * height;
            let density = SEA_LEVEL * libm::pow(base, 4.2559);
            [density, -2.25577e-5 * 4.2559 * density / base * STEP_M]
        };
        Self::Standard(Table((0..rows).map(row).collect()))
    }

    /// Density at a height above the sea, kg/m³.
    pub fn density(&self, height_m: f64) -> f64 {
        match self {
            Self::Vacuum => 0.0,
            Self::Constant(density) => *density,
            Self::Standard(Table(rows)) => {
                let at = ((height_m - LOWEST_M) / STEP_M).clamp(0.0, (rows.len() - 2) as f64);
                let row = at as usize;
                let t = at - row as f64;
                let ([a, da], [b, db]) = (rows[row], rows[row + 1]);
                let (u, v) = (1.0 - t, t);
                a * u * u * (1.0 + 2.0 * v) + da * u * u * v + b * v * v * (1.0 + 2.0 * u) - db * v * v * u
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_gives_the_formula() {
        let air = Air::standard();
        for height in [-990.0, 0.0, 17.3, 512.9, 3_000.0, 10_999.0] {
            let formula = SEA_LEVEL * libm::pow(1.0 - 2.25577e-5 * height, 4.2559);
            assert!((air.density(height) / formula - 1.0).abs() < 1e-10, "{height}");
        }
    }
}
