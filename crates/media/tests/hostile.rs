//! Files made to harm: each ends in a clear problem within the limits.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs::File;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use media::{Limits, Pick, Problem, Size};
use support::{decoder, file_with};

fn problem_of(file: &File) -> Problem {
    let started = Instant::now();
    let limits = Limits { silence: Duration::from_secs(3), ..Limits::default() };
    let problem = decoder(limits).probe(file).unwrap_err();
    assert!(started.elapsed() < Duration::from_secs(30));
    let sentence = problem.to_string();
    assert!(sentence.len() > 20 && !sentence.contains("/proc/self"), "{sentence}");
    problem
}

#[test]
fn empty_and_meaningless_files_are_no_media() {
    let mut noise: u32 = 1;
    let rubbish: Vec<u8> = (0..300_000)
        .map(|_| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (noise >> 24) as u8
        })
        .collect();
    for bytes in [&b""[..], b"x", b"hello, this is a text\n", &[0; 100_000], &rubbish] {
        let problem = problem_of(&file_with(bytes));
        assert!(
            matches!(problem, Problem::NotMedia { .. } | Problem::Refused { .. } | Problem::Damaged { .. }),
            "{problem:?}"
        );
    }
}

#[test]
fn an_endless_file_of_nothing_ends() {
    for head in [&b""[..], b"RIFF\xff\xff\xff\x7fWAVEfmt \x10\0\0\0\x01\0\x01\0\x44\xac\0\0\x88\x58\x01\0\x02\0\x10\0"]
    {
        let file = file_with(head);
        file.set_len(1 << 42).unwrap_or_else(|_| file.set_len(1 << 40).unwrap());
        problem_of(&file);
    }
}

#[test]
fn playlists_and_lists_of_files_are_not_opened() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://{}/film", listener.local_addr().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let local = folder.path().join("secret.png");
    std::fs::write(&local, b"secret").unwrap();
    let local = local.display();
    let files = [
        format!("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10,\n{url}.ts\n#EXT-X-ENDLIST\n"),
        format!("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://{local}\n#EXT-X-ENDLIST\n"),
        format!("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-BYTERANGE: 0\nconcat:{url}|file:{local}\n"),
        format!("ffconcat version 1.0\nfile '{local}'\n"),
        format!("ffconcat version 1.0\nfile '{url}'\n"),
        format!(
            "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\" \
             mediaPresentationDuration=\"PT10S\"><Period><AdaptationSet mimeType=\"video/mp4\"><Representation id=\"1\">\
             <BaseURL>{url}</BaseURL></Representation></AdaptationSet></Period></MPD>"
        ),
        format!(
            "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\na=control:{url}\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n"
        ),
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><image href=\"{url}\"/></svg>"),
    ];
    for text in &files {
        let problem = problem_of(&file_with(text.as_bytes()));
        let refused = matches!(problem, Problem::Refused { .. } | Problem::NotMedia { .. });
        assert!(refused, "{text}\n{problem:?}");
    }
    assert!(listener.accept().is_err(), "somebody asked for the address");
}

/// A PNG header with these dimensions (PNG specification, 11.2.2), and nothing after it.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut chunk = b"IHDR".to_vec();
    chunk.extend(width.to_be_bytes());
    chunk.extend(height.to_be_bytes());
    chunk.extend([8, 2, 0, 0, 0]);
    let mut crc = u32::MAX;
    for byte in &chunk {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 };
        }
    }
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    file.extend(&chunk);
    file.extend((!crc).to_be_bytes());
    file.extend(b"\0\0\x10\0IDAT");
    file.extend([0x78; 4096]);
    file
}

#[test]
fn gigantic_pictures_are_refused_before_they_are_decoded() {
    for (width, height) in [(60_000, 60_000), (1 << 30, 1), (0x7fff_ffff, 0x7fff_ffff)] {
        let problem = problem_of(&file_with(&png(width, height)));
        assert!(matches!(problem, Problem::TooLarge { .. }), "{width} x {height}: {problem:?}");
    }
}

#[test]
fn a_thousand_streams_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.mka");
    let maps = "-map 0 ".repeat(1000);
    let status = std::process::Command::new("ffmpeg")
        .args("-nostdin -v error -y -f lavfi -i anullsrc=r=8000:cl=mono -t 0.1".split_whitespace())
        .args(maps.split_whitespace())
        .args(["-c:a", "pcm_u8"])
        .arg(&path)
        .status()
        .unwrap();
    assert!(status.success());
    let problem = problem_of(&File::open(path).unwrap());
    assert!(matches!(problem, Problem::TooManyStreams { .. }), "{problem:?}");
}

#[test]
fn files_cut_off_anywhere_give_frames_or_a_problem_and_never_end_the_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.mp4");
    let status = std::process::Command::new("ffmpeg")
        .args("-nostdin -v error -y -f lavfi -i testsrc2=d=2:r=10:s=64x64 -f lavfi -i sine=d=2".split_whitespace())
        .args("-c:v libx264 -preset ultrafast -c:a aac -movflags +faststart".split_whitespace())
        .arg(&path)
        .status()
        .unwrap();
    assert!(status.success());
    let bytes = std::fs::read(&path).unwrap();
    let decoder = decoder(Limits::default());
    for cut in (0..bytes.len()).step_by(bytes.len() / 12) {
        let file = file_with(&bytes[..cut]);
        let Ok(probe) = decoder.probe(&file) else { continue };
        let Some(stream) = probe.picture() else { continue };
        let frames = decoder.frames(&file, &probe, stream.index, Pick::Every, Size::long_side(64)).unwrap();
        let (good, bad): (Vec<_>, Vec<_>) = frames.partition(Result::is_ok);
        assert!(good.len() <= 20 && bad.len() <= 1, "{cut}");
    }
}
