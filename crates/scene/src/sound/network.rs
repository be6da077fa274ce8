//! Cameras, events and what was heard when, as one set of linear equations around stated places: every place, clock and the
//! air carry errors; the moments of events and unknown clocks are free. Least squares says how well it all fits.

/// How far apart two models must lie (in squared standard deviations) to be told apart in 95 of 100 cases by a test at
/// 5 %, for 1, 2, … degrees of freedom: non-centrality of chi-square, from its tables.
pub const POWERS: [f64; 12] =
    [12.995, 15.443, 17.170, 18.572, 19.779, 20.856, 21.836, 22.741, 23.585, 24.379, 25.131, 25.845];

struct Camera {
    at: [f64; 2],
    sigma: f64,
    clock: Option<[f64; 2]>,
}

struct Event {
    at: Option<[f64; 2]>,
    sigma: f64,
}

struct Heard {
    camera: usize,
    event: usize,
    at_s: f64,
    sigma: f64,
}

/// The whole set.
pub struct Network {
    speed: f64,
    speed_sigma: f64,
    wind_sigma: f64,
    cameras: Vec<Camera>,
    events: Vec<Event>,
    heard: Vec<Heard>,
}

/// How well it fits.
pub struct Fit {
    /// Sum of the squared residuals in standard deviations.
    pub chi_square: f64,
    /// Equations less unknowns.
    pub freedom: usize,
    /// For everything heard, in its order: how much later than it should be, and the standard deviation, s.
    pub residuals: Vec<[f64; 2]>,
    factor: Vec<Vec<f64>>,
    basis: Vec<Vec<f64>>,
}

/// Which causes of error are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cause {
    All,
    Picks,
    Clocks,
    Cameras,
    Places,
    Air,
    Wind,
}

impl Network {
    /// With the speed of sound, its standard deviation and the wind's (each of two components), m/s.
    pub fn new(speed: f64, speed_sigma: f64, wind_sigma: f64) -> Self {
        Self { speed, speed_sigma, wind_sigma, cameras: Vec::new(), events: Vec::new(), heard: Vec::new() }
    }

    /// A camera at east and north in metres, with its standard deviation and, where it is known, what its clock needs.
    pub fn camera(&mut self, at: [f64; 2], sigma: f64, clock: Option<[f64; 2]>) -> usize {
        self.cameras.push(Camera { at, sigma, clock });
        self.cameras.len() - 1
    }

    /// An event at a place; without one it is seen everywhere at once.
    pub fn event(&mut self, at: Option<[f64; 2]>, sigma: f64) -> usize {
        self.events.push(Event { at, sigma });
        self.events.len() - 1
    }

    /// A camera heard an event at a second of its own.
    pub fn heard(&mut self, camera: usize, event: usize, at_s: f64, sigma: f64) {
        self.heard.push(Heard { camera, event, at_s, sigma: sigma.max(1e-6) });
    }

    /// Seconds that sound takes, and how they change with the camera's place: s/m east and north.
    fn travel(&self, heard: &Heard) -> (f64, [f64; 2]) {
        let Some(at) = self.events[heard.event].at else { return (0.0, [0.0; 2]) };
        let camera = self.cameras[heard.camera].at;
        let [e, n] = [camera[0] - at[0], camera[1] - at[1]];
        let distance = libm::hypot(e, n).max(1.0);
        (distance / self.speed, [e / distance / self.speed, n / distance / self.speed])
    }

    /// Covariance of everything heard by these causes.
    fn covariance(&self, cause: Cause) -> Vec<Vec<f64>> {
        let takes = |one: Cause| cause == Cause::All || cause == one;
        let rows: Vec<(f64, [f64; 2])> = self.heard.iter().map(|h| self.travel(h)).collect();
        let pair = |i: usize, j: usize| {
            let (a, b) = (&self.heard[i], &self.heard[j]);
            let ((ta, ga), (tb, gb)) = (rows[i], rows[j]);
            let dot = ga[0] * gb[0] + ga[1] * gb[1];
            let mut sum = 0.0;
            if i == j && takes(Cause::Picks) {
                sum += a.sigma * a.sigma;
            }
            if a.camera == b.camera {
                let camera = &self.cameras[a.camera];
                if takes(Cause::Cameras) {
                    sum += camera.sigma * camera.sigma * dot;
                }
                if takes(Cause::Clocks) {
                    sum += camera.clock.map_or(0.0, |c| c[1] * c[1]);
                }
            }
            if a.event == b.event && takes(Cause::Places) {
                let sigma = self.events[a.event].sigma;
                sum += sigma * sigma * dot;
            }
            if takes(Cause::Air) {
                let relative = self.speed_sigma / self.speed;
                sum += ta * tb * relative * relative;
            }
            if takes(Cause::Wind) {
                // Wind along the path shortens it: travel times (wind · direction) over the speed.
                sum += self.wind_sigma * self.wind_sigma * ta * tb * dot;
            }
            sum
        };
        let n = self.heard.len();
        (0..n).map(|i| (0..n).map(|j| pair(i, j)).collect()).collect()
    }

    /// Columns of what is free: the moment of each event, and each unknown clock.
    fn free(&self) -> Vec<Vec<f64>> {
        let column =
            |f: &dyn Fn(&Heard) -> bool, sign: f64| self.heard.iter().map(|h| if f(h) { sign } else { 0.0 }).collect();
        let events = (0..self.events.len()).map(|e| column(&|h| h.event == e, 1.0));
        let clocks = (0..self.cameras.len()).filter(|c| self.cameras[*c].clock.is_none());
        events.chain(clocks.map(|c| column(&|h| h.camera == c, -1.0))).collect()
    }

    /// Fits it; nothing where the errors are no errors.
    pub fn fit(&self) -> Option<Fit> {
        let covariance = self.covariance(Cause::All);
        let factor = cholesky(&covariance)?;
        // The raw times are large numbers; what they have in common is free anyhow.
        let raw = |h: &Heard| h.at_s + self.cameras[h.camera].clock.map_or(0.0, |c| c[0]) - self.travel(h).0;
        let raw: Vec<f64> = self.heard.iter().map(raw).collect();
        let mut basis: Vec<Vec<f64>> = Vec::new();
        for column in self.free() {
            let mut white = solve(&factor, &column);
            let length = norm(&white);
            // Twice, because once leaves rounding errors that matter.
            for _ in 0..2 {
                without(&mut white, &basis);
            }
            let left = norm(&white);
            if length > 0.0 && left > 1e-7 * length {
                basis.push(white.iter().map(|v| v / left).collect());
            }
        }
        let mut white = solve(&factor, &raw);
        without(&mut white, &basis);
        without(&mut white, &basis);
        let chi_square = white.iter().map(|v| v * v).sum();
        let off = times(&factor, &white);
        // A residual's own spread is smaller than the error by what the free values take up.
        let residuals = (0..off.len())
            .map(|n| {
                let row = &factor[n];
                let whole: f64 = row.iter().map(|v| v * v).sum();
                let taken: f64 = basis.iter().map(|b| dot(row, b)).map(|d| d * d).sum();
                [off[n], libm::sqrt((whole - taken).max(1e-12))]
            })
            .collect();
        let freedom = self.heard.len() - basis.len();
        Some(Fit { chi_square, freedom, residuals, factor, basis })
    }

    /// How many metres off, towards a bearing, the stated place of an event must be to be told apart in 95 of 100 cases.
    pub fn told_apart_m(&self, event: usize, bearing: f64, fit: &Fit) -> f64 {
        let to = [crate::angle::sin(bearing), crate::angle::cos(bearing)];
        let change = |h: &Heard| {
            let gradient = if h.event == event { self.travel(h).1 } else { [0.0; 2] };
            gradient[0] * to[0] + gradient[1] * to[1]
        };
        let mut white = solve(&fit.factor, &self.heard.iter().map(change).collect::<Vec<_>>());
        without(&mut white, &fit.basis);
        let per_metre = norm(&white);
        let needed = POWERS.get(fit.freedom.saturating_sub(1)).or(POWERS.last()).copied().unwrap_or(26.0);
        if per_metre > 0.0 { libm::sqrt(needed) / per_metre } else { f64::INFINITY }
    }

    /// What each cause does to what was heard: (cause, size, standard deviation in ms), as a mean over all of it.
    pub fn budget(&self) -> Vec<(String, String, f64)> {
        let rows = [
            (Cause::Picks, "picking the sound", "as stated"),
            (Cause::Clocks, "clocks", "as stated; unknown ones are free"),
            (Cause::Cameras, "where cameras stood", "as stated"),
            (Cause::Places, "the claimed and the known places", "as stated"),
            (Cause::Air, "speed of sound", "by temperature, humidity, pressure"),
            (Cause::Wind, "wind", "from any side"),
        ];
        let mean = |cause: Cause| {
            let c = self.covariance(cause);
            1e3 * libm::sqrt((0..c.len()).map(|n| c[n][n]).sum::<f64>() / c.len().max(1) as f64)
        };
        rows.into_iter().map(|(cause, name, size)| (name.to_owned(), size.to_owned(), mean(cause))).collect()
    }
}

/// Probability that chi-square with so many degrees of freedom exceeds a value (series and continued fraction for half
/// degrees; Abramowitz and Stegun 26.4).
pub fn tail(chi_square: f64, freedom: usize) -> f64 {
    let x = chi_square.max(0.0);
    // Upwards from one or two degrees, where it has a closed form.
    let (mut sum, mut term, mut k) = if freedom.is_multiple_of(2) {
        (libm::exp(-x / 2.0), libm::exp(-x / 2.0), 2.0)
    } else {
        (
            libm::erfc(libm::sqrt(x / 2.0)),
            libm::sqrt(2.0 * x / std::f64::consts::PI) * libm::exp(-x / 2.0) / x.max(1e-300),
            1.0,
        )
    };
    while k < freedom as f64 {
        term *= x / k;
        sum += term;
        k += 2.0;
    }
    sum.clamp(0.0, 1.0)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn norm(a: &[f64]) -> f64 {
    libm::sqrt(dot(a, a))
}

fn without(vector: &mut [f64], basis: &[Vec<f64>]) {
    for one in basis {
        let part = dot(vector, one);
        vector.iter_mut().zip(one).for_each(|(v, b)| *v -= part * b);
    }
}

/// The lower triangle whose product with its transpose is the matrix.
fn cholesky(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let n = matrix.len();
    let mut l = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..=i {
            let rest = matrix[i][j] - dot(&l[i][..j], &l[j][..j]);
            l[i][j] = if i == j { if rest > 0.0 { libm::sqrt(rest) } else { return None } } else { rest / l[j][j] };
        }
    }
    Some(l)
}

/// What the triangle makes the right side of.
fn solve(l: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let mut out: Vec<f64> = Vec::with_capacity(right.len());
    for (i, row) in l.iter().enumerate() {
        out.push((right[i] - dot(&row[..i], &out)) / row[i]);
    }
    out
}

fn times(l: &[Vec<f64>], vector: &[f64]) -> Vec<f64> {
    l.iter().map(|row| dot(row, vector)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_of_chi_square_is_that_of_the_tables() {
        for (value, freedom, p) in [
            (3.841, 1, 0.05),
            (5.991, 2, 0.05),
            (7.815, 3, 0.05),
            (9.488, 4, 0.05),
            (18.307, 10, 0.05),
            (15.086, 5, 0.01),
        ] {
            assert!((tail(value, freedom) - p).abs() < 0.0005, "{freedom}: {}", tail(value, freedom));
        }
        assert_eq!((tail(0.0, 2), tail(0.0, 3)), (1.0, 1.0));
    }

    #[test]
    fn what_fits_exactly_has_no_residual_and_unknown_clocks_cost_their_freedom() {
        let places = [[0.0, 900.0], [700.0, -300.0], [-800.0, -200.0], [300.0, 1200.0]];
        for known in [true, false] {
            let mut network = Network::new(340.0, 1.0, 3.0);
            for at in places {
                network.camera(at, 5.0, known.then_some([0.0, 0.001]));
            }
            let event = network.event(Some([0.0, 0.0]), 5.0);
            for (n, at) in places.iter().enumerate() {
                network.heard(n, event, 100.0 + libm::hypot(at[0], at[1]) / 340.0, 0.01);
            }
            let fit = network.fit().unwrap();
            assert_eq!(fit.freedom, if known { 3 } else { 0 });
            assert!(fit.chi_square < 1e-12);
        }
    }
}
