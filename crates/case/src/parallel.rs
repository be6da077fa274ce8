//! Does a list of jobs on several threads and gives the answers back in the order of the list, so that nothing that is
//! written depends on which thread was faster.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Runs `work` over the jobs in order. After `limit` no thread takes another job, so the answers may cover only the
/// beginning of the list; at least one job is always done.
pub(crate) fn in_order<J: Sync, A: Send>(
    jobs: &[J],
    threads: usize,
    limit: Option<Duration>,
    work: impl Fn(usize, &J) -> A + Sync,
) -> Vec<A> {
    let next = AtomicUsize::new(0);
    let since = Instant::now();
    let run = || {
        let mut mine = Vec::new();
        loop {
            if limit.is_some_and(|limit| since.elapsed() >= limit) && !mine.is_empty() {
                return mine;
            }
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(at) else { return mine };
            mine.push((at, work(at, job)));
        }
    };
    let mut all = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.clamp(1, jobs.len().max(1))).map(|_| scope.spawn(run)).collect();
        let mut all = run();
        for other in others {
            match other.join() {
                Ok(part) => all.extend(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    // Jobs are taken in order and every taken job is finished, so what is done is a beginning of the list.
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, answer)| answer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_in_the_order_of_the_jobs() {
        let jobs: Vec<u64> = (0..500).collect();
        assert_eq!(in_order(&jobs, 4, None, |at, job| at as u64 + job), (0..500).map(|n| 2 * n).collect::<Vec<_>>());
    }

    #[test]
    fn a_time_limit_gives_an_unbroken_beginning_and_at_least_one_answer() {
        let jobs: Vec<u64> = (0..1000).collect();
        let answers = in_order(&jobs, 3, Some(Duration::ZERO), |_, job| *job);
        assert!(!answers.is_empty() && answers.len() < 1000);
        assert_eq!(answers, jobs[..answers.len()]);
    }
}
