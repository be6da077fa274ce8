//! Reads NUT, the container in which the decoder hands over raw frames and samples: every packet carries its own time.
//! Format: <https://git.ffmpeg.org/gitweb/nut.git/blob_plain/HEAD:/docs/nut.txt>, version 3. One stream, read once from
//! the beginning. The writer is a decoder that may have been taken over, so every length is bounded.

use std::io::{self, BufReader, ErrorKind, Read};

const FILE_ID: &[u8] = b"nut/multimedia container\0";
const MAIN: u64 = 0x4E4D_7A56_1F5F_04AD;
const STREAM: u64 = 0x4E53_1140_5BF2_F9DB;
const SYNCPOINT: u64 = 0x4E4B_E4AD_EECA_4569;
const INDEX: u64 = 0x4E58_DD67_2F23_E64E;
const INFO: u64 = 0x4E49_AB68_B596_BA78;

/// The most bytes of a header packet; those of one stream without metadata take under 300.
const HEADER_BYTES: u64 = 64 << 10;
/// A frame larger than this carries no elided header.
const ELISION_LIMIT: u64 = 4096;

/// Bits of a frame's flags.
mod flag {
    pub const CODED_PTS: u64 = 1 << 3;
    pub const STREAM_ID: u64 = 1 << 4;
    pub const SIZE_MSB: u64 = 1 << 5;
    pub const CHECKSUM: u64 = 1 << 6;
    pub const RESERVED: u64 = 1 << 7;
    pub const SIDE_DATA: u64 = 1 << 8;
    pub const HEADER_IDX: u64 = 1 << 10;
    pub const MATCH_TIME: u64 = 1 << 11;
    pub const CODED: u64 = 1 << 12;
    pub const INVALID: u64 = 1 << 13;
}

/// What a frame code stands for.
#[derive(Clone, Copy, Default)]
struct FrameCode {
    flags: u64,
    stream: u64,
    size_mul: u64,
    size_lsb: u64,
    pts_delta: i64,
    reserved: u64,
    header: u64,
}

/// One packet: its time in units of the stream's time base, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Packet {
    /// In microseconds, rounded to the nearest.
    pub pts_us: i64,
    /// The raw frame or samples.
    pub data: Vec<u8>,
}

/// A NUT stream that is being read.
pub(crate) struct Nut<R> {
    input: BufReader<R>,
    largest: u64,
    codes: Box<[FrameCode; 256]>,
    elided: Vec<Vec<u8>>,
    time_bases: Vec<(u64, u64)>,
    time_base: usize,
    msb_shift: u32,
    last_pts: i64,
}

fn odd(what: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, what)
}

impl<R: Read> Nut<R> {
    /// Packets may have up to `largest` bytes. Nothing is read yet.
    pub fn new(input: R, largest: u64) -> Self {
        Self {
            input: BufReader::with_capacity(1 << 18, input),
            largest,
            codes: Box::new([FrameCode { flags: flag::INVALID, ..FrameCode::default() }; 256]),
            elided: vec![Vec::new()],
            time_bases: Vec::new(),
            time_base: 0,
            msb_shift: 0,
            last_pts: 0,
        }
    }

    /// Reads the headers.
    pub fn begin(&mut self) -> io::Result<()> {
        let mut id = [0; FILE_ID.len()];
        self.input.read_exact(&mut id)?;
        if id != *FILE_ID {
            return Err(odd("it does not begin as NUT"));
        }
        let header = self.header(MAIN)?;
        self.main_header(&mut header.as_slice())?;
        let header = self.header(STREAM)?;
        self.stream_header(&mut header.as_slice())
    }

    fn header(&mut self, expected: u64) -> io::Result<Vec<u8>> {
        let code = number(&mut self.input, 8)?;
        if code != expected {
            return Err(odd("a header is missing"));
        }
        self.header_body()
    }

    /// The bytes of a header packet after its start code, without checksums.
    fn header_body(&mut self) -> io::Result<Vec<u8>> {
        let length = varint(&mut self.input)?;
        if !(4..=HEADER_BYTES).contains(&length) {
            return Err(odd("a header has an odd length"));
        }
        if length > 4096 {
            number(&mut self.input, 4)?;
        }
        let mut bytes = vec![0; length as usize];
        self.input.read_exact(&mut bytes)?;
        bytes.truncate(bytes.len() - 4);
        Ok(bytes)
    }

    fn main_header(&mut self, bytes: &mut &[u8]) -> io::Result<()> {
        let version = varint(bytes)?;
        if version > 3 {
            varint(bytes)?;
        }
        if varint(bytes)? != 1 {
            return Err(odd("there is more than one stream"));
        }
        varint(bytes)?;
        let count = varint(bytes)?;
        if count == 0 || count > 64 {
            return Err(odd("an odd number of time bases"));
        }
        for _ in 0..count {
            let (numerator, denominator) = (varint(bytes)?, varint(bytes)?);
            let sane = 1..=u64::from(u32::MAX);
            if !sane.contains(&numerator) || !sane.contains(&denominator) {
                return Err(odd("an odd time base"));
            }
            self.time_bases.push((numerator, denominator));
        }
        self.frame_codes(bytes)?;
        let headers = varint(bytes)?;
        if headers > 128 {
            return Err(odd("too many elided headers"));
        }
        for _ in 0..headers {
            let length = varint(bytes)? as usize;
            let header = bytes.split_off(..length).ok_or_else(|| odd("an elided header is cut off"))?;
            self.elided.push(header.to_vec());
        }
        Ok(())
    }

    /// The table of what each first byte of a frame stands for, run by run.
    fn frame_codes(&mut self, bytes: &mut &[u8]) -> io::Result<()> {
        let (mut pts_delta, mut size_mul, mut stream, mut header) = (0, 1, 0, 0);
        let mut at = 0;
        while at < 256 {
            let flags = varint(bytes)?;
            let fields = varint(bytes)?;
            let mut field = |number: u64, kept: u64| if fields > number { varint(bytes) } else { Ok(kept) };
            if fields > 0 {
                pts_delta = signed(field(0, 0)?);
            }
            size_mul = field(1, size_mul)?;
            stream = field(2, stream)?;
            let size = field(3, 0)?;
            let reserved = field(4, 0)?;
            let count = field(5, size_mul.saturating_sub(size))?;
            field(6, 0)?;
            header = field(7, header)?;
            for extra in 8..fields.min(64) {
                field(extra, 0)?;
            }
            if count == 0 {
                return Err(odd("an empty run of frame codes"));
            }
            // The letter N begins a start code and is no frame code; a run passes over it.
            let free = (at..256).filter(|at| *at != usize::from(b'N'));
            for (written, code) in free.take(usize::try_from(count).unwrap_or(256)).enumerate() {
                let size_lsb = size.saturating_add(written as u64);
                self.codes[code] = FrameCode { flags, stream, size_mul, size_lsb, pts_delta, reserved, header };
                at = code + 1;
            }
            if at == usize::from(b'N') {
                at += 1;
            }
        }
        Ok(())
    }

    fn stream_header(&mut self, bytes: &mut &[u8]) -> io::Result<()> {
        let (_id, _class) = (varint(bytes)?, varint(bytes)?);
        let tag = varint(bytes)? as usize;
        bytes.split_off(..tag).ok_or_else(|| odd("a stream header is cut off"))?;
        self.time_base = varint(bytes)? as usize;
        let shift = varint(bytes)?;
        if self.time_base >= self.time_bases.len() || shift > 32 {
            return Err(odd("an odd stream header"));
        }
        self.msb_shift = shift as u32;
        Ok(())
    }

    /// The next packet; nothing at the end.
    pub fn next(&mut self) -> io::Result<Option<Packet>> {
        loop {
            let first = match number(&mut self.input, 1) {
                Ok(byte) => byte,
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
                Err(error) => return Err(error),
            };
            if first != u64::from(b'N') {
                return self.frame(first as usize).map(Some);
            }
            let code = first << 56 | number(&mut self.input, 7)?;
            let body = self.header_body()?;
            match code {
                SYNCPOINT => self.syncpoint(&mut body.as_slice())?,
                MAIN | STREAM | INDEX | INFO => {}
                _ => return Err(odd("an unknown packet")),
            }
        }
    }

    /// Sets the time that the next frame's is relative to.
    fn syncpoint(&mut self, body: &mut &[u8]) -> io::Result<()> {
        let coded = varint(body)?;
        let bases = self.time_bases.len() as u64;
        let (base, pts) = (self.time_bases[(coded % bases) as usize], coded / bases);
        let own = self.time_bases[self.time_base];
        let (up, down) = (i128::from(base.0) * i128::from(own.1), i128::from(base.1) * i128::from(own.0));
        self.last_pts = i64::try_from(i128::from(pts) * up / down).map_err(|_| odd("a time out of range"))?;
        Ok(())
    }

    fn frame(&mut self, code: usize) -> io::Result<Packet> {
        let code = self.codes[code];
        let mut flags = code.flags;
        if flags & flag::CODED != 0 {
            flags ^= varint(&mut self.input)?;
        }
        if flags & (flag::INVALID | flag::SIDE_DATA) != 0 {
            return Err(odd("a frame of a kind that was not asked for"));
        }
        let input = &mut self.input;
        let stream = if flags & flag::STREAM_ID != 0 { varint(input)? } else { code.stream };
        if stream != 0 {
            return Err(odd("a frame of an unknown stream"));
        }
        let pts = if flags & flag::CODED_PTS != 0 {
            coded_pts(varint(input)?, self.msb_shift, self.last_pts)
        } else {
            self.last_pts.checked_add(code.pts_delta)
        };
        self.last_pts = pts.ok_or_else(|| odd("a time out of range"))?;
        let msb = if flags & flag::SIZE_MSB != 0 { varint(input)? } else { 0 };
        if flags & flag::MATCH_TIME != 0 {
            varint(input)?;
        }
        let header = if flags & flag::HEADER_IDX != 0 { varint(input)? } else { code.header };
        let reserved = if flags & flag::RESERVED != 0 { varint(input)? } else { code.reserved };
        for _ in 0..reserved.min(64) {
            varint(input)?;
        }
        let size = msb.checked_mul(code.size_mul).and_then(|s| s.checked_add(code.size_lsb));
        let size = size.filter(|size| *size <= self.largest).ok_or_else(|| odd("a frame is larger than it can be"))?;
        let elided = if size > ELISION_LIMIT { Some(&self.elided[0]) } else { self.elided.get(header as usize) };
        let elided = elided.filter(|e| e.len() as u64 <= size).ok_or_else(|| odd("an unknown elided header"))?;
        let mut data = Vec::with_capacity(size as usize);
        data.extend_from_slice(elided);
        if flags & flag::CHECKSUM != 0 {
            number(&mut self.input, 4)?;
        }
        let rest = size - data.len() as u64;
        (&mut self.input).take(rest).read_to_end(&mut data)?;
        if (data.len() as u64) < size {
            return Err(odd("a frame is cut off"));
        }
        Ok(Packet { pts_us: self.microseconds(self.last_pts), data })
    }

    fn microseconds(&self, pts: i64) -> i64 {
        let (numerator, denominator) = self.time_bases[self.time_base];
        let (over, under) = (i128::from(pts) * i128::from(numerator) * 1_000_000, i128::from(denominator));
        ((over * 2 + under).div_euclid(under * 2)).clamp(i64::MIN.into(), i64::MAX.into()) as i64
    }

    /// What the packets are read from.
    pub fn source(&mut self) -> &mut R {
        self.input.get_mut()
    }
}

/// A time is written whole, or as its last bits where it is near the one before.
fn coded_pts(coded: u64, shift: u32, last: i64) -> Option<i64> {
    let window = 1_u64 << shift;
    if coded >= window {
        return i64::try_from(coded - window).ok();
    }
    let mask = window as i64 - 1;
    let delta = last.checked_sub(mask / 2)?;
    ((coded as i64).wrapping_sub(delta) & mask).checked_add(delta)
}

/// Seven bits a byte, the highest first; the top bit says that more follow.
fn varint(input: &mut impl Read) -> io::Result<u64> {
    let mut value: u64 = 0;
    loop {
        let mut byte = [0];
        input.read_exact(&mut byte)?;
        if value >> 57 != 0 {
            return Err(odd("a number is too large"));
        }
        value = value << 7 | u64::from(byte[0] & 0x7f);
        if byte[0] & 0x80 == 0 {
            return Ok(value);
        }
    }
}

/// 0, 1, -1, 2, -2, …
fn signed(value: u64) -> i64 {
    let up = (value.wrapping_add(1) >> 1) as i64;
    if value & 1 == 0 { -up } else { up }
}

/// A number of fixed length, the highest byte first.
fn number(input: &mut impl Read, bytes: usize) -> io::Result<u64> {
    let mut buffer = [0; 8];
    input.read_exact(&mut buffer[8 - bytes..])?;
    Ok(u64::from_be_bytes(buffer))
}
