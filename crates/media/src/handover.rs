//! Raw frames or samples on their way out of the child, packet by packet, to their end or to the problem that ends
//! them. What a packet holds belongs to `frames` and `sound`.

use std::fs::File;
use std::io::ErrorKind;

use crate::child::End;
use crate::decoder::{Asked, Decoder, Output};
use crate::nut::{Nut, Packet};
use crate::problem::Problem;

/// Added to every time inside the child, because the container has no times before zero; in seconds.
const SHIFT_S: i64 = 100_000;

/// A child that hands over packets of one stream.
pub(crate) struct Handover {
    nut: Nut<Output>,
    decoder: Decoder,
    state: State,
    given: u64,
    /// Whether nothing at all is an answer.
    pub may_be_empty: bool,
    complaints: (u64, Option<String>),
    peak_bytes: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    NotBegun,
    Giving,
    Ended,
}

impl Handover {
    /// Starts the child on a stream. Packets may have up to `largest` bytes.
    pub fn start(
        decoder: &Decoder,
        file: &File,
        stream: u32,
        before: &[&str],
        options: &[&str],
        largest: u64,
    ) -> Result<Self, Problem> {
        let (map, shift) = (format!("0:{stream}"), SHIFT_S.to_string());
        let mut after = vec!["-map", &map];
        after.extend(options);
        // A file full of errors is still read to its end.
        after.extend(["-max_error_rate", "1", "-map_metadata", "-1", "-map_chapters", "-1", "-flags", "+bitexact"]);
        after.extend(["-fflags", "+bitexact", "-output_ts_offset", &shift, "-avoid_negative_ts", "disabled"]);
        after.extend(["-threads", "1", "-f", "nut", "-write_index", "0", "pipe:1"]);
        let child = decoder.ask(Asked::Ffmpeg, file, before, &after)?;
        Ok(Self {
            nut: Nut::new(Output::new(child), largest),
            decoder: decoder.clone(),
            state: State::NotBegun,
            given: 0,
            may_be_empty: false,
            complaints: (0, None),
            peak_bytes: 0,
        })
    }

    /// The next packet, its time counted from the beginning of the file.
    pub fn next(&mut self) -> Option<Result<Packet, Problem>> {
        if self.state == State::Ended {
            return None;
        }
        let begun = if self.state == State::NotBegun { self.nut.begin() } else { Ok(()) };
        self.state = State::Giving;
        match begun.and_then(|()| self.nut.next()) {
            Ok(Some(mut packet)) => {
                self.given += 1;
                packet.pts_us = packet.pts_us.saturating_sub(SHIFT_S * 1_000_000);
                Some(Ok(packet))
            }
            Ok(None) => self.end(None),
            Err(error) => self.end(Some(error)),
        }
    }

    /// Finds out how it ended. `broken` is what is wrong with the output, if anything is.
    fn end(&mut self, broken: Option<std::io::Error>) -> Option<Result<Packet, Problem>> {
        self.state = State::Ended;
        let output = self.nut.source();
        self.peak_bytes = output.child.peak_bytes();
        let result = match output.problem.take() {
            Some(problem) => Err(problem),
            None => output.child.finish(),
        };
        result.and_then(|end| self.verdict(end, broken)).err().map(Err)
    }

    fn verdict(&mut self, end: End, broken: Option<std::io::Error>) -> Result<(), Problem> {
        self.complaints = (end.complaints.count, end.complaints.first().map(str::to_owned));
        self.peak_bytes = end.peak_bytes;
        match broken {
            _ if !end.success => Err(self.decoder.meaning(&end.complaints)),
            Some(error) if error.kind() != ErrorKind::UnexpectedEof || self.given > 0 => {
                Err(Problem::nonsense(error.to_string()))
            }
            _ if self.given > 0 || self.may_be_empty => Ok(()),
            _ if end.complaints.count > 0 => Err(Problem::Damaged { said: end.complaints.said() }),
            _ => Err(Problem::Damaged { said: "nothing of it can be decoded".to_owned() }),
        }
    }

    /// Ends the child before its time.
    pub fn stop(&mut self) {
        self.state = State::Ended;
        self.nut.source().child.kill();
    }

    /// How often the decoder complained, and the first time. Whole only at the end.
    pub fn complaints(&self) -> (u64, Option<&str>) {
        (self.complaints.0, self.complaints.1.as_deref())
    }

    /// The most memory that the child was seen to have, in bytes. Whole only at the end.
    pub fn peak_bytes(&self) -> u64 {
        self.peak_bytes
    }
}
