//! What the installed decoder gives through the containment, on clips that it is asked to make here.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs::File;
use std::path::Path;
use std::process::Command;

use media::{Colour, Frame, Limits, Orientation, Pick, Probe, Problem, Size};
use support::decoder;

/// Makes a clip with the installed decoder's own generator, outside the containment: it is our own material.
fn make(folder: &Path, name: &str, arguments: &str) -> File {
    let path = folder.join(name);
    let status = Command::new("ffmpeg")
        .args(["-nostdin", "-v", "error", "-y"])
        .args(arguments.split_whitespace())
        .arg(&path)
        .status()
        .unwrap();
    assert!(status.success(), "{arguments}");
    File::open(path).unwrap()
}

fn frames(file: &File, pick: Pick, size: Size) -> (Probe, Vec<Frame>) {
    let decoder = decoder(Limits::default());
    let probe = decoder.probe(file).unwrap();
    let stream = probe.picture().unwrap().index;
    let frames = decoder.frames(file, &probe, stream, pick, size).unwrap().map(Result::unwrap).collect();
    (probe, frames)
}

fn times(frames: &[Frame]) -> Vec<i64> {
    frames.iter().map(|f| f.pts_us).collect()
}

#[test]
fn every_frame_has_its_own_time_also_where_they_come_irregularly() {
    let folder = tempfile::tempdir().unwrap();
    // Frames 0, 1, 4, 9, 16, … of 25 a second.
    let clip = "-f lavfi -i testsrc2=d=4:r=25:s=160x120 -vf select='eq(floor(sqrt(n))*floor(sqrt(n))\\,n)' \
                -vsync passthrough -c:v libx264 -preset ultrafast";
    for name in ["a.mp4", "a.mkv"] {
        let file = make(folder.path(), name, clip);
        let (_, frames) = frames(&file, Pick::Every, Size::long_side(80));
        let expected: Vec<i64> = (0..10).map(|n| n * n * 40_000).collect();
        assert_eq!(times(&frames), expected, "{name}");
        assert!(frames.iter().all(|f| (f.width, f.height, f.luma.len()) == (80, 60, 4800)));
    }
}

#[test]
fn a_film_whose_index_is_at_its_end_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = make(folder.path(), "a.mov", "-f lavfi -i testsrc2=d=2:r=10:s=64x64 -c:v mjpeg");
    let (probe, frames) = frames(&file, Pick::Every, Size::native());
    assert_eq!((probe.duration_us, frames.len()), (Some(2_000_000), 20));
}

#[test]
fn keyframes_alone_are_decoded_where_they_are_near_and_gaps_are_filled_where_they_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let clip = |name: &str, gop: u32| {
        let options = "-sc_threshold 0 -c:v libx264 -preset ultrafast";
        make(folder.path(), name, &format!("-f lavfi -i testsrc2=d=12:r=25:s=64x64 -g {gop} {options}"))
    };
    let seconds = |n: i64| n * 1_000_000;
    let (probe, near) = frames(&clip("near.mp4", 50), Pick::filled(), Size::native());
    assert_eq!(probe.picture().unwrap().packets.longest_key_gap_us, Some(2_000_000));
    assert_eq!(times(&near), (0..6).map(|n| seconds(2 * n)).collect::<Vec<_>>());
    let (_, far) = frames(&clip("far.mp4", 250), Pick::filled(), Size::native());
    assert_eq!(times(&far), (0..12).map(seconds).collect::<Vec<_>>());
    let (_, dense) = frames(&clip("dense.mp4", 1), Pick::filled(), Size::native());
    assert!((12..=24).contains(&dense.len()), "{}", dense.len());
    let (_, keys) = frames(&clip("keys.mp4", 250), Pick::Keyframes, Size::native());
    assert_eq!(times(&keys), [0, seconds(10)]);
}

#[test]
fn a_range_gives_the_same_frames_with_the_same_times_as_all_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let clip = "-f lavfi -i testsrc2=d=6:r=30000/1001:s=64x64 -g 60 -bf 2 -c:v libx264 -preset veryfast";
    for name in ["a.mp4", "a.mkv", "a.avi"] {
        let file = make(folder.path(), name, clip);
        let (_, all) = frames(&file, Pick::Every, Size::native());
        let (from_us, to_us) = (2_345_678, 4_000_000);
        let (_, part) = frames(&file, Pick::Range { from_us, to_us }, Size::native());
        let expected: Vec<Frame> = all.into_iter().filter(|f| (from_us..to_us).contains(&f.pts_us)).collect();
        assert!(expected.len() > 45, "{name}");
        assert_eq!(times(&part), times(&expected), "{name}");
        assert!(part == expected, "{name}: the pictures differ");
    }
}

#[test]
fn a_turned_film_comes_upright_as_a_player_shows_it() {
    let folder = tempfile::tempdir().unwrap();
    drop(make(folder.path(), "plain.mp4", "-f lavfi -i testsrc2=d=1:r=5:s=64x32 -c:v libx264 -pix_fmt yuv420p"));
    for degrees in [90, 180, 270] {
        let path = turned(folder.path(), degrees);
        let shown = Command::new("ffmpeg")
            .args(["-nostdin", "-v", "error", "-i"])
            .arg(&path)
            .args("-frames:v 1 -vf format=gray -f rawvideo pipe:1".split(' '))
            .output()
            .unwrap();
        let (probe, frames) = frames(&File::open(&path).unwrap(), Pick::Every, Size::native());
        assert_ne!(probe.picture().unwrap().orientation, Orientation::Upright);
        let sides = if degrees == 180 { (64, 32) } else { (32, 64) };
        assert_eq!((frames[0].width, frames[0].height), sides);
        assert!(frames[0].luma == shown.stdout, "{degrees} degrees");
    }
}

/// Newer versions of the decoder write the turn with an option of the input, older ones with a tag of the stream.
fn turned(folder: &Path, degrees: u32) -> std::path::PathBuf {
    let (from, to) = (folder.join("plain.mp4"), folder.join("turned.mp4"));
    let run = |before: &[&str], after: &[&str]| {
        let mut command = Command::new("ffmpeg");
        command.args(["-nostdin", "-v", "quiet", "-y"]).args(before).arg("-i").arg(&from);
        command.args(["-c", "copy"]).args(after).arg(&to).status().unwrap().success()
    };
    let (newer, older) = (degrees.to_string(), format!("rotate={degrees}"));
    assert!(run(&["-display_rotation", &newer], &[]) || run(&[], &["-metadata:s:v", &older]));
    to
}

/// Which stored corner each upright corner shows (upper left, upper right, lower left, lower right; EXIF 3.0, tag 274).
const CORNERS: [[u8; 4]; 8] =
    [[0, 1, 2, 3], [1, 0, 3, 2], [3, 2, 1, 0], [2, 3, 0, 1], [0, 2, 1, 3], [2, 0, 3, 1], [3, 1, 2, 0], [1, 3, 0, 2]];

#[test]
fn all_eight_orientations_of_a_picture_are_honoured() {
    let folder = tempfile::tempdir().unwrap();
    let quarters = "-f lavfi -i color=0x1e1e1e:s=64x32 -f lavfi -i color=0x5a5a5a:s=64x32 -f lavfi -i color=0x969696:s=64x32 \
                    -f lavfi -i color=0xd2d2d2:s=64x32 -filter_complex xstack=inputs=4:layout=0_0|w0_0|0_h0|w0_h0 -frames:v 1";
    drop(make(folder.path(), "plain.jpg", quarters));
    let plain = std::fs::read(folder.path().join("plain.jpg")).unwrap();
    for (orientation, corners) in (1_u8..).zip(CORNERS) {
        // A segment of application data with one tag, the orientation (EXIF 3.0, 4.5), behind the file's first mark.
        let mut file = plain[..2].to_vec();
        file.extend(b"\xff\xe1\0\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
        file.extend([orientation, 0, 0, 0, 0, 0, 0]);
        file.extend(&plain[2..]);
        let (_, frames) = frames(&support::file_with(&file), Pick::Every, Size::native());
        let frame = &frames[0];
        let (width, height) = (frame.width as usize, frame.height as usize);
        let at = |x: usize, y: usize| frame.luma[y * width + x];
        let shown = [at(8, 8), at(width - 8, 8), at(8, height - 8), at(width - 8, height - 8)];
        for (luma, corner) in shown.into_iter().zip(corners) {
            let expected = 30 + 60 * corner;
            assert!(luma.abs_diff(expected) < 8, "orientation {orientation}: {shown:?}");
        }
    }
}

#[test]
fn of_several_streams_the_one_that_is_asked_for_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let clip = "-f lavfi -i color=black:s=32x32:r=5:d=1 -f lavfi -i color=white:s=64x64:r=5:d=1 \
                -f lavfi -i sine=d=1 -map 0 -map 2 -map 1 -c:v libx264 -c:a aac";
    let file = make(folder.path(), "a.mkv", clip);
    let decoder = decoder(Limits::default());
    let probe = decoder.probe(&file).unwrap();
    assert_eq!((probe.picture().unwrap().index, probe.sound().unwrap().index), (2, 1));
    for (stream, luma, side) in [(0, 0, 32), (2, 255, 64)] {
        let first =
            decoder.frames(&file, &probe, stream, Pick::Every, Size::native()).unwrap().next().unwrap().unwrap();
        assert_eq!((first.width, first.luma[first.luma.len() / 2]), (side, luma), "stream {stream}");
    }
    for odd in [1, 3, 99] {
        let problem = decoder.frames(&file, &probe, odd, Pick::Every, Size::native()).err();
        assert!(matches!(problem, Some(Problem::NoSuchStream { .. })), "{odd}: {problem:?}");
    }
}

#[test]
fn pixels_that_are_not_square_are_made_square() {
    let folder = tempfile::tempdir().unwrap();
    let file = make(folder.path(), "a.mp4", "-f lavfi -i testsrc2=d=1:r=5:s=72x58 -vf setsar=16/11 -c:v libx264");
    let (_, frames) = frames(&file, Pick::Every, Size::native());
    assert_eq!((frames[0].width, frames[0].height), (105, 58));
}

#[test]
fn a_cut_off_film_gives_what_is_there_and_says_that_it_is_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    drop(make(
        folder.path(),
        "whole.mp4",
        "-f lavfi -i testsrc2=d=10:r=25:s=160x120 -c:v libx264 -preset ultrafast -movflags +faststart",
    ));
    let bytes = std::fs::read(folder.path().join("whole.mp4")).unwrap();
    let cut = support::file_with(&bytes[..bytes.len() / 2]);
    let (probe, frames) = frames(&cut, Pick::Every, Size::native());
    assert!(matches!(probe.cut_off, Some(Problem::Truncated { of_us: 10_000_000, .. })), "{:?}", probe.cut_off);
    assert!((50..200).contains(&frames.len()), "{}", frames.len());
    drop(make(folder.path(), "late.mp4", "-f lavfi -i testsrc2=d=10:r=25:s=160x120 -c:v libx264 -preset ultrafast"));
    let bytes = std::fs::read(folder.path().join("late.mp4")).unwrap();
    let problem = decoder(Limits::default()).probe(&support::file_with(&bytes[..bytes.len() / 2])).unwrap_err();
    assert!(matches!(problem, Problem::Damaged { .. }), "{problem:?}");
}

#[test]
fn sound_is_given_in_pieces_with_their_times_whatever_its_rate_was() {
    let folder = tempfile::tempdir().unwrap();
    let decoder = decoder(Limits::default());
    for (name, codec) in [("a.wav", "pcm_s16le"), ("a.m4a", "aac"), ("a.mp3", "libmp3lame")] {
        let file = make(folder.path(), name, &format!("-f lavfi -i sine=frequency=440:d=3:r=44100 -ac 2 -c:a {codec}"));
        let probe = decoder.probe(&file).unwrap();
        let sound = decoder.sound(&file, &probe, probe.sound().unwrap().index, 11_025).unwrap();
        let pieces: Vec<_> = sound.map(Result::unwrap).collect();
        let mut expected_us = pieces[0].start_us;
        assert!(expected_us.abs() < 60_000, "{name}: {expected_us}");
        for piece in &pieces {
            assert!((piece.start_us - expected_us).abs() < 200, "{name}: {} {expected_us}", piece.start_us);
            expected_us += piece.samples.len() as i64 * 1_000_000 / 11_025;
        }
        let samples: Vec<i16> = pieces.into_iter().flat_map(|p| p.samples).collect();
        assert!((samples.len() as i64 - 33_075).abs() < 1500, "{name}: {}", samples.len());
        let middle = &samples[11_025..22_050];
        let rises = middle.windows(2).filter(|w| w[0] < 0 && w[1] >= 0).count();
        assert!((438..=442).contains(&rises), "{name}: {rises} Hz");
    }
}

#[test]
fn still_pictures_and_animations_take_the_same_road() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.png", "a.jpg", "a.webp", "a.bmp", "a.tiff"] {
        let file = make(folder.path(), name, "-f lavfi -i testsrc2=s=120x90 -frames:v 1");
        let (probe, frames) = frames(&file, Pick::filled(), Size::long_side(60));
        assert!(probe.is_still(), "{name}");
        assert_eq!((frames.len(), frames[0].pts_us, frames[0].width, frames[0].height), (1, 0, 60, 45), "{name}");
    }
    let file = make(folder.path(), "a.gif", "-f lavfi -i testsrc2=s=120x90:r=10:d=3");
    let (probe, frames) = frames(&file, Pick::filled(), Size::long_side(60));
    assert!(!probe.is_still());
    assert!((3..=6).contains(&frames.len()), "{:?}", times(&frames));
}

#[test]
fn colour_is_given_where_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = make(folder.path(), "a.png", "-f lavfi -i color=red:s=32x18 -vf format=rgb24,crop=31:17 -frames:v 1");
    let (_, frames) = frames(&file, Pick::Every, Size::native().colour(Colour::Yuv));
    let frame = &frames[0];
    assert_eq!((frame.width, frame.height, frame.luma.len(), frame.chroma.len()), (32, 18, 576, 288));
    assert!(frame.chroma[0] < 110 && frame.chroma[200] > 200, "red has little blue and much red");
}

#[test]
fn the_orientation_that_a_camera_writes_is_honoured() {
    let Some(folder) = thirdparty::find("media/images/exif-rotn") else { return };
    for number in [1, 6] {
        let path = folder.join(format!("exif-rotn-{number}.jpg"));
        let file = File::open(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let (probe, frames) = frames(&file, Pick::Every, Size::long_side(200));
        let stream = probe.picture().unwrap();
        assert_eq!(u32::from(stream.orientation.exif()), number);
        let (width, height) = stream.upright();
        assert_eq!(width > height, frames[0].width > frames[0].height);
    }
}

#[test]
fn the_same_frames_come_again_bit_for_bit() {
    let folder = tempfile::tempdir().unwrap();
    let clip = "-f lavfi -i testsrc2=d=2:r=10:s=321x213 -c:v libx264 -preset veryfast";
    let file = make(folder.path(), "a.mp4", clip);
    assert!(frames(&file, Pick::Every, Size::long_side(97)).1 == frames(&file, Pick::Every, Size::long_side(97)).1);
}
