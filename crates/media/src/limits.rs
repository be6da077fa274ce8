//! What a decoder child may use, and what of it this kernel grants. Numbers only; setting them is `contained`'s work,
//! watching them `child`'s.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What one decoder child may use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Memory that it may have in the machine at one time; measured from outside, and the child is killed above it.
    pub resident_bytes: u64,
    /// Memory that it may ask for (`RLIMIT_DATA`): what stands between two measurements.
    pub data_bytes: u64,
    /// Addresses that it may use (`RLIMIT_AS`). ffmpeg's libraries alone take some 300 MB of them.
    pub address_bytes: u64,
    /// How long it may give nothing while somebody waits for it.
    pub silence: Duration,
    /// Processor and waiting time that any input may take …
    pub time: Duration,
    /// … and what it may take beside that for every MiB that the input takes up on the disk …
    pub time_per_mib: Duration,
    /// … but never more than this.
    pub most_time: Duration,
    /// Pixels of one picture or frame.
    pub pixels: u64,
    /// Streams in one file.
    pub streams: u32,
    /// Bytes that it may give.
    pub output_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            resident_bytes: 768 << 20,
            data_bytes: 1 << 30,
            address_bytes: 4 << 30,
            silence: Duration::from_secs(30),
            time: Duration::from_secs(60),
            time_per_mib: Duration::from_secs(30),
            most_time: Duration::from_secs(4 * 3600),
            pixels: 128_000_000,
            streams: 64,
            output_bytes: 64 << 30,
        }
    }
}

impl Limits {
    /// The time that an input of this size may take. `bytes` is what it takes up on the disk, so that a hole buys none.
    pub fn time_for(&self, bytes: u64) -> Duration {
        let mib = u32::try_from(bytes >> 20).unwrap_or(u32::MAX);
        self.time_per_mib.checked_mul(mib).map_or(self.most_time, |more| (self.time + more).min(self.most_time))
    }
}

/// One limit, and whether this kernel gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// What is limited, in words: `no network`.
    pub limit: String,
    /// Whether the kernel took it.
    pub given: bool,
    /// By what means, or why not: `landlock ABI 7`.
    pub how: String,
}

impl Grant {
    pub(crate) fn new(limit: &str, result: Result<String, String>) -> Self {
        let given = result.is_ok();
        let how = match result {
            Ok(how) | Err(how) => how,
        };
        Self { limit: limit.to_owned(), given, how }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_grows_with_the_bytes_on_the_disk_up_to_a_bound() {
        let limits = Limits::default();
        assert_eq!(limits.time_for(0), limits.time);
        assert_eq!(limits.time_for(2 << 20), limits.time + 2 * limits.time_per_mib);
        assert_eq!(limits.time_for(u64::MAX), limits.most_time);
    }
}
