//! The decoder program: which one it is, what it may do, and how it is asked. What it answers is read elsewhere
//! (`probe`, `frames`, `sound`).

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use crate::child::Running;
use crate::contained::Order;
use crate::libraries::{Needs, needs_of};
use crate::limits::{Grant, Limits};
use crate::problem::{Complaints, Problem};

/// Containers that hold recordings themselves. Playlists, manifests, session descriptions, image sequences, devices and
/// text that is painted as pictures are not among them: none of these is opened.
const CONTAINERS: &str = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,live_flv,asf,asf_o,ogg,\
    rm,wtv,dv,mxf,nut,ivf,h264,hevc,vvc,m4v,av1,obu,vc1,h263,mjpeg,mpjpeg,y4m,yuv4mpegpipe,\
    gif,apng,gif_pipe,png_pipe,jpeg_pipe,jpegls_pipe,jpegxl_pipe,jpegxl_anim,webp_pipe,webp_anim,bmp_pipe,tiff_pipe,\
    j2k_pipe,psd_pipe,ico,pgm_pipe,ppm_pipe,pbm_pipe,pam_pipe,pgmyuv_pipe,dpx_pipe,exr_pipe,sgi_pipe,pcx_pipe,\
    qoi_pipe,avif,iamf,wav,w64,aiff,caf,au,mp3,mp2,flac,aac,ac3,eac3,dts,dtshd,truehd,amr,amrnb,amrwb,ape,wv,tta,tak,\
    mpc,mpc8,gsm,ilbc,g729,voc,sox,spdif,oma,adts,latm,loas,lc3,qcp,xwma,act,dsf,iff";

/// What the input is called inside the containment.
const INPUT: &str = "file:/proc/self/fd/0";

/// How long the decoder may take to say which version it is.
const GREETING: Duration = Duration::from_secs(10);

/// Where the programs are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programs {
    /// A program that calls [`crate::contained::main`] when its first argument is [`crate::contained::MODE`].
    pub exhibit: PathBuf,
    /// `ffmpeg`.
    pub ffmpeg: PathBuf,
    /// `ffprobe`.
    pub ffprobe: PathBuf,
}

impl Programs {
    /// Looks for ffmpeg and ffprobe in a list of folders as `PATH` holds it.
    pub fn find(exhibit: PathBuf, path: &OsStr) -> Result<Self, Problem> {
        let find = |name: &str| {
            let found =
                std::env::split_paths(path).filter(|f| f.is_absolute()).map(|f| f.join(name)).find(|p| is_program(p));
            found.and_then(|p| p.canonicalize().ok()).ok_or_else(|| Problem::NoDecoder {
                why: format!("{name} is not installed. Install ffmpeg (on Debian and Ubuntu: apt install ffmpeg)"),
            })
        };
        Ok(Self { ffmpeg: find("ffmpeg")?, ffprobe: find("ffprobe")?, exhibit })
    }
}

fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|m| m.is_file() && m.permissions().mode() & 0o111 != 0)
}

/// A decoder that is asked for its greeting only when the first file needs it.
#[derive(Debug)]
pub struct OnDemand {
    /// Where the programs are, or why there are none.
    programs: Result<(Programs, Limits), Problem>,
    decoder: OnceLock<Result<Decoder, Problem>>,
}

impl OnDemand {
    /// From where the programs are, or from the reason why there are none.
    pub fn new(programs: Result<Programs, Problem>, limits: Limits) -> Self {
        Self { programs: programs.map(|programs| (programs, limits)), decoder: OnceLock::new() }
    }

    /// No decoder, and why.
    pub fn none(why: &str) -> Self {
        Self::new(Err(Problem::NoDecoder { why: why.to_owned() }), Limits::default())
    }

    /// The decoder, or why there is none. The same answer every time.
    pub fn get(&self) -> Result<&Decoder, Problem> {
        let decoder = self.decoder.get_or_init(|| {
            let (programs, limits) = self.programs.clone()?;
            Decoder::new(programs, limits)
        });
        decoder.as_ref().map_err(Clone::clone)
    }
}

/// The contained decoder. Cheap to share between threads: every question starts a child of its own.
#[derive(Clone, Debug)]
pub struct Decoder {
    exhibit: PathBuf,
    ffmpeg: Program,
    ffprobe: Program,
    limits: Limits,
    version: String,
    grants: Vec<Grant>,
}

#[derive(Clone, Debug)]
struct Program {
    path: PathBuf,
    needs: Needs,
}

/// Which of the two programs is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// Facts.
    Ffprobe,
    /// Frames and samples.
    Ffmpeg,
}

impl Decoder {
    /// Asks the decoder, contained, which version it is, and notes which limits this kernel gives.
    pub fn new(programs: Programs, limits: Limits) -> Result<Self, Problem> {
        let program = |path: PathBuf| Program { needs: needs_of(&path), path };
        let mut decoder = Self {
            exhibit: programs.exhibit,
            ffmpeg: program(programs.ffmpeg),
            ffprobe: program(programs.ffprobe),
            limits,
            version: String::new(),
            grants: Vec::new(),
        };
        let (said, grants) = decoder.greeting(Asked::Ffmpeg)?;
        decoder.version = version_in(&said).ok_or_else(|| Problem::NoDecoder {
            why: format!("{} does not say which version it is", decoder.ffmpeg.path.display()),
        })?;
        decoder.grants = grants;
        let (said, _) = decoder.greeting(Asked::Ffprobe)?;
        if version_in(&said).is_none() {
            let why = format!("{} does not say which version it is", decoder.ffprobe.path.display());
            return Err(Problem::NoDecoder { why });
        }
        Ok(decoder)
    }

    fn greeting(&self, asked: Asked) -> Result<(String, Vec<Grant>), Problem> {
        let limits = Limits { time: GREETING, silence: GREETING.min(self.limits.silence), ..self.limits.clone() };
        let mut child = self.start(asked, vec!["-version".into()], None, &limits)?;
        let mut said = Vec::new();
        let mut buffer = [0; 4096];
        while said.len() < 1 << 16 {
            match child.read(&mut buffer).map_err(|problem| self.silent(asked, &problem))? {
                0 => break,
                read => said.extend_from_slice(&buffer[..read]),
            }
        }
        let end = child.finish().map_err(|problem| self.silent(asked, &problem))?;
        Ok((String::from_utf8_lossy(&said).into_owned(), end.grants))
    }

    fn silent(&self, asked: Asked, problem: &Problem) -> Problem {
        let path = self.program(asked).path.display();
        Problem::NoDecoder { why: format!("{path} does not run contained: {problem}") }
    }

    /// `ffmpeg 5.1.9-0+deb12u1`: part of every finding that comes from decoding.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Which limits hold, and which this kernel does not give.
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// What a child may use.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The same decoder within other limits.
    pub fn within(&self, limits: Limits) -> Self {
        Self { limits, ..self.clone() }
    }

    fn program(&self, asked: Asked) -> &Program {
        match asked {
            Asked::Ffprobe => &self.ffprobe,
            Asked::Ffmpeg => &self.ffmpeg,
        }
    }

    fn start(
        &self,
        asked: Asked,
        arguments: Vec<OsString>,
        input: Option<&File>,
        limits: &Limits,
    ) -> Result<Running, Problem> {
        let Program { path, needs } = self.program(asked);
        let mut command = vec![path.clone().into_os_string()];
        command.extend(arguments);
        let mut order = Order { execute: needs.execute.clone(), read: needs.read.clone(), command, ..Order::default() };
        Running::start(&self.exhibit, &mut order, limits, input)
    }

    /// Starts a child on a file: `before` are options of the input, `after` everything that follows it.
    pub(crate) fn ask(&self, asked: Asked, file: &File, before: &[&str], after: &[&str]) -> Result<Running, Problem> {
        if file.metadata().map_err(Problem::system)?.len() == 0 {
            return Err(Problem::NotMedia { said: "the file is empty".to_owned() });
        }
        let (pixels, streams) = (self.limits.pixels.to_string(), self.limits.streams.to_string());
        let containers: String = CONTAINERS.split_whitespace().collect();
        let mut arguments: Vec<&str> = vec!["-hide_banner", "-loglevel", "error"];
        if asked == Asked::Ffmpeg {
            arguments.extend(["-nostdin", "-nostats"]);
        }
        arguments.extend(["-protocol_whitelist", "file", "-format_whitelist", &containers]);
        arguments.extend(["-max_streams", &streams, "-max_pixels", &pixels, "-threads", "1"]);
        arguments.extend(before);
        arguments.extend(["-i", INPUT]);
        arguments.extend(after);
        self.start(asked, arguments.into_iter().map(OsString::from).collect(), Some(file), &self.limits)
    }

    /// What a decoder's words mean that ended with an error.
    pub(crate) fn meaning(&self, complaints: &Complaints) -> Problem {
        let said = complaints.said();
        let any = |words: &[&str]| words.iter().any(|w| complaints.has(w));
        if let Some((width, height)) = complaints.picture_size() {
            Problem::TooLarge { width, height, limit: self.limits.pixels }
        } else if any(&["not on whitelist"]) {
            let what = "it is a playlist, a manifest or another kind of file that names other files or is no recording"
                .to_owned();
            Problem::Refused { what }
        } else if any(&["max_streams"]) {
            Problem::TooManyStreams { limit: self.limits.streams }
        } else if any(&["Cannot allocate memory", "std::bad_alloc"]) {
            Problem::OutOfMemory { limit: self.limits.data_bytes }
        } else if any(&["moov atom not found", "Truncat", "truncat", "partial file", "End of file"]) {
            Problem::Damaged { said }
        } else if any(&["Invalid data found", "Unknown format", "could not find codec parameters"]) {
            Problem::NotMedia { said }
        } else {
            Problem::GaveUp { said }
        }
    }
}

/// `ffmpeg version 5.1.9 Copyright …` → `ffmpeg 5.1.9`.
fn version_in(said: &str) -> Option<String> {
    let mut words = said.lines().next()?.split_whitespace();
    let (name, word, version) = (words.next()?, words.next()?, words.next()?);
    let plain = version.chars().all(|c| c.is_ascii_graphic()) && version.len() < 100;
    (word == "version" && plain && name.starts_with("ff")).then(|| format!("{name} {version}"))
}

/// Lets a child's output be read as bytes by what reads formats; the problem is kept for whoever asks.
pub(crate) struct Output {
    pub child: Running,
    pub problem: Option<Problem>,
}

impl Output {
    pub fn new(child: Running) -> Self {
        Self { child, problem: None }
    }
}

impl Read for Output {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.child.read(buffer).map_err(|problem| {
            self.problem = Some(problem);
            std::io::Error::other("the decoder was stopped")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_the_program_says_them() {
        for (said, version) in [
            ("ffmpeg version 5.1.9-0+deb12u1 Copyright (c)\nbuilt", Some("ffmpeg 5.1.9-0+deb12u1")),
            ("ffprobe version n7.1 Copyright", Some("ffprobe n7.1")),
            ("usage: something", None),
            ("", None),
        ] {
            assert_eq!(version_in(said).as_deref(), version);
        }
    }

    #[test]
    fn what_names_other_files_is_no_container() {
        let all: Vec<&str> = CONTAINERS.split(',').map(str::trim).collect();
        for never in [
            "hls",
            "dash",
            "concat",
            "imf",
            "sdp",
            "rtsp",
            "rtp",
            "image2",
            "lavfi",
            "tty",
            "webm_dash_manifest",
            "ffmetadata",
        ] {
            assert!(!all.contains(&never), "{never}");
        }
    }

    #[test]
    fn a_missing_decoder_is_said_with_its_remedy() {
        let problem = Programs::find("/exhibit".into(), OsStr::new("/nowhere")).unwrap_err();
        assert!(problem.to_string().contains("Install ffmpeg"), "{problem}");
    }
}
