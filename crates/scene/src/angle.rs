//! Trigonometry in degrees, in pure Rust, so that what is hashed is the same on every machine.
//!
//! The standard library calls the system's own functions, which differ in the last bit between systems.

/// Degrees in a radian.
pub const DEGREES: f64 = 180.0 / std::f64::consts::PI;

/// Sine of an angle in degrees.
pub fn sin(degrees: f64) -> f64 {
    libm::sin(degrees / DEGREES)
}

/// Cosine of an angle in degrees.
pub fn cos(degrees: f64) -> f64 {
    libm::cos(degrees / DEGREES)
}

/// Tangent of an angle in degrees.
pub fn tan(degrees: f64) -> f64 {
    libm::tan(degrees / DEGREES)
}

/// Angle in degrees, −90 to 90, whose sine this is; a sine that rounding put outside ±1 counts as ±1.
pub fn asin(sine: f64) -> f64 {
    libm::asin(sine.clamp(-1.0, 1.0)) * DEGREES
}

/// Angle in degrees, 0 to 180, whose cosine this is.
pub fn acos(cosine: f64) -> f64 {
    libm::acos(cosine.clamp(-1.0, 1.0)) * DEGREES
}

/// Angle in degrees, −180 to 180, of the point (x, y) counted from the x axis.
pub fn atan2(y: f64, x: f64) -> f64 {
    libm::atan2(y, x) * DEGREES
}

/// Brings an angle into 0 (included) to 360 (not included).
pub fn turn(degrees: f64) -> f64 {
    let rest = degrees % 360.0;
    let rest = if rest < 0.0 { rest + 360.0 } else { rest };
    if rest >= 360.0 { 0.0 } else { rest }
}

/// The smaller of the two angles between two bearings, with its sign: −180 (not included) to 180; positive where `to`
/// lies clockwise of `from`.
pub fn between(from: f64, to: f64) -> f64 {
    let difference = turn(to - from);
    if difference > 180.0 { difference - 360.0 } else { difference }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bearings_wrap_at_north() {
        for (from, to, expected) in [(350.0, 10.0, 20.0), (10.0, 350.0, -20.0), (0.0, 180.0, 180.0), (5.0, 5.0, 0.0)] {
            assert!((between(from, to) - expected).abs() < 1e-12, "{from} {to}");
        }
        assert_eq!(turn(-1e-18), 0.0);
        assert_eq!(turn(725.0), 5.0);
    }
}
