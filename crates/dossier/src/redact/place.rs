//! Coordinates to a tenth of a degree: enough to say which district, not where somebody stood.

use crate::policy::GRID_MICRO_DEGREES;

/// Micro-degrees as degrees with one decimal, rounded half away from nought.
pub fn coarse(micro_degrees: i32) -> String {
    let tenths = (i64::from(micro_degrees).abs() + 50_000) / 100_000;
    let sign = if micro_degrees < 0 && tenths > 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths / 10, tenths % 10)
}

/// Onto the grid that a dossier's coordinates stand on.
pub fn on_grid(micro_degrees: i32) -> i32 {
    let half = GRID_MICRO_DEGREES / 2 * micro_degrees.signum();
    (micro_degrees.saturating_add(half)) / GRID_MICRO_DEGREES * GRID_MICRO_DEGREES
}

/// Decimal degrees as written in a text, to a tenth.
pub(super) fn coarse_text(degrees: &str) -> String {
    let (sign, digits) = match degrees.strip_prefix(['-', '−']) {
        Some(rest) => (-1, rest),
        None => (1, degrees.trim_start_matches('+')),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction: String = fraction.chars().chain(std::iter::repeat('0')).take(6).collect();
    let micro = whole.parse::<i32>().unwrap_or(0).saturating_mul(1_000_000) + fraction.parse::<i32>().unwrap_or(0);
    coarse(sign * micro)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_rounded_to_a_tenth_of_a_degree() {
        for (micro, text) in [
            (50_593_712, "50.6"),
            (-3_703_790, "-3.7"),
            (49_999, "0.0"),
            (-49_999, "0.0"),
            (-50_000, "-0.1"),
            (180_000_000, "180.0"),
        ] {
            assert_eq!(coarse(micro), text);
        }
        for (written, text) in [("50.5937", "50.6"), ("-0.1278", "-0.1"), ("−73.98567", "-74.0"), ("+7.25", "7.3")] {
            assert_eq!(coarse_text(written), text);
        }
    }
}
