//! Work on several threads, results in order on one: the only concurrency in this crate.

use std::collections::BTreeMap;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Runs `work` on every job, on two threads or more, and hands the results to `done` on this thread in the order of
/// the jobs; `done(None)` means that a moment has passed without one.
///
/// Jobs are taken from the iterator as threads become free. Finished results wait for the one before them; a thread
/// takes no further job while a few dozen wait to be received.
pub(crate) fn in_order<J, R>(
    jobs: impl Iterator<Item = J> + Send,
    work: impl Fn(J) -> R + Sync,
    mut done: impl FnMut(Option<R>),
) where
    R: Send,
{
    let threads = std::thread::available_parallelism().map_or(2, |n| n.get().clamp(2, 8));
    let jobs = Mutex::new(jobs.enumerate());
    let (jobs, work) = (&jobs, &work);
    let (sender, receiver) = sync_channel(32);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let sender = sender.clone();
            scope.spawn(move || {
                loop {
                    let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some((number, job)) = job else { return };
                    if sender.send((number, work(job))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        loop {
            match receiver.recv_timeout(Duration::from_millis(200)) {
                Ok((number, result)) => {
                    waiting.insert(number, result);
                    while let Some(result) = waiting.remove(&next) {
                        next += 1;
                        done(Some(result));
                    }
                }
                Err(RecvTimeoutError::Timeout) => done(None),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    });
}

#[cfg(test)]
mod tests {
    #[test]
    fn results_come_in_the_order_of_the_jobs() {
        let mut seen = Vec::new();
        super::in_order(0..1000u64, |n| n * n, |r| seen.extend(r));
        assert_eq!(seen, (0..1000).map(|n| n * n).collect::<Vec<_>>());
    }
}
