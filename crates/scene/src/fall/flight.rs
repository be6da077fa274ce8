//! One fall, forward in time: an unguided body under gravity and drag, in wind, over flat ground. No thrust but a residual
//! push of stated length and direction, no lift, no rotation of the earth.

use super::air::Air;

/// Standard gravity, m/s².
pub const GRAVITY: f64 = 9.806_65;
/// A fall that takes longer is none, s.
pub const LONGEST_S: f64 = 1_200.0;

/// What falls, and through what. East, north, up in metres and seconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// How the air holds it back.
    pub drag: Drag,
    /// Where the air moves to, east and north.
    pub wind: [f64; 2],
    /// A push that is left over, as an acceleration.
    pub push: [f64; 3],
    /// How long the push lasts from the start, s.
    pub push_s: f64,
}

/// How the air holds a body back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Drag {
    /// With the square of the speed: mass over drag coefficient and area, kg/m².
    Quadratic(f64),
    /// In proportion to the speed: the time in which it falls by a factor e, s. For checking the arithmetic.
    Linear(f64),
}

/// Where and how fast a body starts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Start {
    /// Height above the ground, m.
    pub height_m: f64,
    /// Velocity, m/s.
    pub velocity: [f64; 3],
}

/// How it comes down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Landing {
    /// Time from the start, s.
    pub time_s: f64,
    /// East and north of the point below the start, m.
    pub place: [f64; 2],
    /// Velocity at the ground, m/s.
    pub velocity: [f64; 3],
    /// Highest point above the ground, m.
    pub apex_m: f64,
}

/// Why a body has no landing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoLanding {
    /// It starts on the ground or below it and does not rise.
    #[error("a body that starts at or below the ground and does not rise never falls")]
    NeverLeaves,
    /// It does not come down in reasonable time or leaves the part of the air that is known.
    #[error("the body does not come down within 20 minutes, or rises above 11 km")]
    NeverLands,
    /// A value that no body has.
    #[error("mass, drag and step must be more than nothing, and every value a number")]
    Nonsense,
}

type State = [f64; 6];

/// Lets a body fall, in steps of `step_s` (classical Runge-Kutta, order 4); the ground is `ground_m` above the sea.
pub fn fall(body: &Body, start: Start, air: &Air, ground_m: f64, step_s: f64) -> Result<Landing, NoLanding> {
    let given = match body.drag {
        Drag::Quadratic(x) | Drag::Linear(x) => x,
    };
    let numbers = [given, step_s, start.height_m, ground_m, body.push_s];
    let all = numbers.iter().chain(&start.velocity).chain(&body.wind).chain(&body.push);
    if given <= 0.0 || step_s <= 0.0 || !all.copied().all(f64::is_finite) {
        return Err(NoLanding::Nonsense);
    }
    let [east, north, up] = start.velocity;
    if start.height_m < 0.0 || (start.height_m == 0.0 && up <= 0.0) {
        return Err(NoLanding::NeverLeaves);
    }
    let ceiling = super::air::CEILING_M - ground_m;
    let mut state: State = [0.0, 0.0, start.height_m, east, north, up];
    let mut time = 0.0;
    let mut apex = start.height_m;
    while time < LONGEST_S {
        // A step never reaches over the end of the push: there the force jumps.
        let left = body.push_s - time;
        let (step, pushed) = if left > 1e-9 { (step_s.min(left), true) } else { (step_s, false) };
        let next = advance(body, air, ground_m, &state, step, pushed);
        if next[5] < 0.0 && state[5] > 0.0 {
            apex = apex.max(top(&state, &next, step));
        }
        apex = apex.max(next[2]);
        if next[2] > ceiling || !next[2].is_finite() {
            return Err(NoLanding::NeverLands);
        }
        if next[2] <= 0.0 && next[5] < 0.0 {
            return Ok(land(body, air, ground_m, &state, pushed, step, time, apex));
        }
        state = next;
        time += step;
    }
    Err(NoLanding::NeverLands)
}

fn advance(body: &Body, air: &Air, ground_m: f64, state: &State, step: f64, pushed: bool) -> State {
    let slope = |s: &State| slope(body, air, ground_m, s, pushed);
    let moved = |by: &State, part: f64| -> State { std::array::from_fn(|n| state[n] + by[n] * part) };
    let first = slope(state);
    let second = slope(&moved(&first, 0.5 * step));
    let third = slope(&moved(&second, 0.5 * step));
    let fourth = slope(&moved(&third, step));
    std::array::from_fn(|n| state[n] + step / 6.0 * (first[n] + 2.0 * (second[n] + third[n]) + fourth[n]))
}

fn slope(body: &Body, air: &Air, ground_m: f64, state: &State, pushed: bool) -> State {
    let through = [state[3] - body.wind[0], state[4] - body.wind[1], state[5]];
    let held = match body.drag {
        Drag::Linear(tau) => 1.0 / tau,
        Drag::Quadratic(ballistic) => {
            let speed = (through[0] * through[0] + through[1] * through[1] + through[2] * through[2]).sqrt();
            0.5 * air.density(ground_m + state[2]) * speed / ballistic
        }
    };
    let push = if pushed { body.push } else { [0.0; 3] };
    [
        state[3],
        state[4],
        state[5],
        push[0] - held * through[0],
        push[1] - held * through[1],
        push[2] - held * through[2] - GRAVITY,
    ]
}

/// The last step, shortened until the body is at the ground: by Newton's method on the step itself, so that the landing is
/// as exact as any other point of the path.
#[allow(clippy::too_many_arguments, reason = "one place, and all of it is the state of the loop above")]
fn land(
    body: &Body,
    air: &Air,
    ground_m: f64,
    state: &State,
    pushed: bool,
    step: f64,
    time: f64,
    apex: f64,
) -> Landing {
    let (mut low, mut high) = (0.0, step);
    let mut part = step * 0.5;
    let mut at = *state;
    for _ in 0..60 {
        at = advance(body, air, ground_m, state, part, pushed);
        if at[2].abs() < 1e-10 {
            break;
        }
        if at[2] > 0.0 {
            low = part;
        } else {
            high = part;
        }
        let newton = part - at[2] / at[5];
        part = if at[5] < 0.0 && newton > low && newton < high { newton } else { 0.5 * (low + high) };
    }
    Landing { time_s: time + part, place: [at[0], at[1]], velocity: [at[3], at[4], at[5]], apex_m: apex }
}

/// Highest point between two states of which the first rises and the second falls: of the cubic through both.
fn top(from: &State, to: &State, step: f64) -> f64 {
    let (a, b, u, v) = (from[2], to[2], from[5] * step, to[5] * step);
    let height = |t: f64| {
        let s = 1.0 - t;
        a * s * s * (1.0 + 2.0 * t) + u * s * s * t + b * t * t * (1.0 + 2.0 * s) - v * t * t * s
    };
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let (l, r) = (low + (high - low) / 3.0, high - (high - low) / 3.0);
        if height(l) < height(r) { low = l } else { high = r }
    }
    height(0.5 * (low + high))
}
