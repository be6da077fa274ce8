//! Checks and chores that the repository runs on itself: `cargo xtask check-floors`.

mod floors;

use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("check-floors") => floors::check(),
        other => {
            eprintln!("xtask: no such chore: {}. There is: check-floors", other.unwrap_or("(none)"));
            ExitCode::from(2)
        }
    }
}
