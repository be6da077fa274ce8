//! Progress on stderr: nothing for the first second, one quiet line after that, nothing left behind.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use case::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work shorter than this is not worth a line.
const PATIENCE: Duration = Duration::from_secs(1);

/// The terminal as a listener to progress.
pub struct Terminal {
    shown: bool,
    work: Mutex<Option<Work>>,
}

struct Work {
    what: String,
    total: Option<u64>,
    since: Instant,
    bar: Option<ProgressBar>,
}

impl Terminal {
    /// Progress is shown on a terminal, and there only.
    pub fn new(quiet: bool) -> Self {
        Self { shown: !quiet && std::io::stderr().is_terminal(), work: Mutex::new(None) }
    }
}

impl Progress for Terminal {
    fn begin(&self, what: &str, total: Option<u64>) {
        if let (true, Ok(mut work)) = (self.shown, self.work.lock()) {
            *work = Some(Work { what: what.to_owned(), total, since: Instant::now(), bar: None });
        }
    }

    fn at(&self, done: u64) {
        let Ok(mut work) = self.work.lock() else { return };
        let Some(work) = work.as_mut() else { return };
        if work.since.elapsed() < PATIENCE {
            return;
        }
        let bar = work.bar.get_or_insert_with(|| {
            let template = match work.total {
                Some(_) => "{msg} {wide_bar:.dim} {human_pos}/{human_len} {eta}",
                None => "{msg} {human_pos}",
            };
            let bar = ProgressBar::with_draw_target(work.total, ProgressDrawTarget::stderr_with_hz(5));
            bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.set_message(work.what.clone());
            bar
        });
        bar.set_position(done.max(bar.position()));
    }

    fn end(&self) {
        if let Ok(mut work) = self.work.lock()
            && let Some(Work { bar: Some(bar), .. }) = work.take()
        {
            bar.finish_and_clear();
        }
    }
}
