//! RIFF containers: Motion JPEG with PCM sound as AVI (Microsoft's AVI 1.0 with an `idx1` index), and PCM as WAV.
//!
//! Takes finished JPEG frames and samples; renders nothing itself. Multi-byte numbers are little-endian.

use crate::wave::RATE;

/// A moving picture ready to be put into a file.
pub struct Film<'a> {
    /// Columns of each frame.
    pub width: u32,
    /// Rows of each frame.
    pub height: u32,
    /// Frames a second.
    pub fps: u32,
    /// One whole JPEG file a frame.
    pub frames: &'a [Vec<u8>],
    /// 16-bit samples, one channel, [`RATE`] a second; empty for a silent film.
    pub sound: &'a [i16],
    /// Said in the `ICMT` comment.
    pub comment: &'a str,
}

/// A chunk: four letters, length, content, padded to an even length.
fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len() + 9);
    out.extend_from_slice(name);
    out.extend_from_slice(&(content.len() as u32).to_le_bytes());
    out.extend_from_slice(content);
    if content.len() % 2 == 1 {
        out.push(0);
    }
    out
}

/// A list chunk of a kind, holding whole chunks.
fn list(name: &[u8; 4], kind: &[u8; 4], chunks: &[Vec<u8>]) -> Vec<u8> {
    let mut content = kind.to_vec();
    for part in chunks {
        content.extend_from_slice(part);
    }
    chunk(name, &content)
}

fn words(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
}

/// WAVEFORMATEX without extension: PCM, one channel, 16 bits.
fn wave_format() -> Vec<u8> {
    let mut out = Vec::with_capacity(16);
    out.extend_from_slice(&[1, 0, 1, 0]);
    out.extend_from_slice(&words(&[RATE as u32, 2 * RATE as u32]));
    out.extend_from_slice(&[2, 0, 16, 0]);
    out
}

fn samples(sound: &[i16]) -> Vec<u8> {
    sound.iter().flat_map(|s| s.to_le_bytes()).collect()
}

/// `LIST INFO` with the program's name and a comment.
fn info(comment: &str) -> Vec<u8> {
    let text = |words: &str| [words.as_bytes(), &[0]].concat();
    list(b"LIST", b"INFO", &[chunk(b"ICMT", &text(comment)), chunk(b"ISFT", &text("EXERCISE camera"))])
}

/// A WAV file.
pub fn wav(sound: &[i16], comment: &str) -> Vec<u8> {
    let parts = [chunk(b"fmt ", &wave_format()), info(comment), chunk(b"data", &samples(sound))];
    list(b"RIFF", b"WAVE", &parts)
}

/// An AVI file. Sound is laid beside the frame it starts with.
pub fn avi(film: &Film) -> Vec<u8> {
    const HAS_INDEX: u32 = 0x10;
    const INTERLEAVED: u32 = 0x100;
    const KEY_FRAME: u32 = 0x10;
    let streams = if film.sound.is_empty() { 1 } else { 2 };
    let count = film.frames.len() as u32;
    let largest = film.frames.iter().map(Vec::len).max().unwrap_or(0) as u32;
    let size = [film.width, film.height];

    let main = words(&[
        1_000_000 / film.fps,
        largest * film.fps,
        0,
        HAS_INDEX | INTERLEAVED,
        count,
        0,
        streams,
        largest,
        size[0],
        size[1],
        0,
        0,
        0,
        0,
    ]);
    let stream = |kind: &[u8; 4], handler: &[u8; 4], rest: &[u32], frame: [u16; 4]| {
        let mut out = [kind.as_slice(), handler.as_slice()].concat();
        out.extend_from_slice(&words(rest));
        out.extend(frame.iter().flat_map(|n| n.to_le_bytes()));
        chunk(b"strh", &out)
    };
    // flags, priority+language, initial frames, scale, rate, start, length, buffer, quality, sample size
    let video_head = [0, 0, 0, 1, film.fps, 0, count, largest, u32::MAX, 0];
    let mut picture_format = words(&[40, size[0], size[1], 1 | 24 << 16]);
    picture_format.extend_from_slice(b"MJPG");
    picture_format.extend_from_slice(&words(&[size[0] * size[1] * 3, 0, 0, 0, 0]));
    let frame = [0, 0, film.width as u16, film.height as u16];
    let mut headers = vec![
        chunk(b"avih", &main),
        list(b"LIST", b"strl", &[stream(b"vids", b"MJPG", &video_head, frame), chunk(b"strf", &picture_format)]),
    ];
    if streams == 2 {
        let rate = 2 * RATE as u32;
        let sound_head = [0, 0, 0, 2, rate, 0, film.sound.len() as u32, rate, u32::MAX, 2];
        let format = chunk(b"strf", &wave_format());
        headers.push(list(b"LIST", b"strl", &[stream(b"auds", &[0; 4], &sound_head, [0; 4]), format]));
    }

    let mut movie = b"movi".to_vec();
    let mut index = Vec::new();
    let mut add = |name: &[u8; 4], content: &[u8]| {
        index.extend_from_slice(name);
        index.extend_from_slice(&words(&[KEY_FRAME, movie.len() as u32, content.len() as u32]));
        movie.extend_from_slice(&chunk(name, content));
    };
    for (n, jpeg) in film.frames.iter().enumerate() {
        add(b"00dc", jpeg);
        let cut = |n: usize| film.sound.len() * n / film.frames.len();
        if streams == 2 {
            add(b"01wb", &samples(&film.sound[cut(n)..cut(n + 1)]));
        }
    }
    let parts = [list(b"LIST", b"hdrl", &headers), info(film.comment), chunk(b"LIST", &movie), chunk(b"idx1", &index)];
    list(b"RIFF", b"AVI ", &parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_points_at_the_chunks_it_names() {
        let frames = [vec![1, 2, 3], vec![4, 5], vec![6]];
        let film = Film { width: 4, height: 2, fps: 10, frames: &frames, sound: &[7; 31], comment: "EXERCISE" };
        let file = avi(&film);
        let at = |name: &[u8]| file.windows(4).position(|w| w == name).unwrap();
        let (movi, idx1) = (at(b"movi"), at(b"idx1"));
        let number = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize;
        let entries = &file[idx1 + 8..];
        assert_eq!(entries.len(), 6 * 16);
        let mut sound = 0;
        for n in 0..6 {
            let entry = idx1 + 8 + 16 * n;
            let place = movi + number(entry + 8);
            assert_eq!(file[place..place + 4], file[entry..entry + 4]);
            assert_eq!(number(place + 4), number(entry + 12));
            sound += if &file[entry..entry + 4] == b"01wb" { number(entry + 12) } else { 0 };
        }
        assert_eq!(sound, 62);
        assert_eq!(number(4) + 8, file.len());
    }
}
