//! What people do to recordings before they post them again, as ffmpeg filter graphs, with the truth about each: which
//! seconds are which, mirrored or not, how turned, how fast.

/// One edit. Inputs of a graph: `[0]` the original, `[1]` a foreign recording, `[2]` a logo, `[3]` a banner, `[4]` foreign sound.
#[derive(Clone)]
pub struct Edit {
    /// What it is called in tables.
    pub name: &'static str,
    /// The graph for the picture, from `[0:v]` (and others) to `[v]`.
    pub picture: &'static str,
    /// The graph for the sound, from `[0:a]` to `[a]`; empty for none.
    pub sound: &'static str,
    /// Further options of the encoder.
    pub encoder: &'static [&'static str],
    /// The part of the original that is taken: start and length, seconds.
    pub cut: Option<(f64, f64)>,
    /// Seconds that the original must have for the graph.
    pub least_seconds: f64,
    /// What is to be found.
    pub truth: Truth,
    /// Share of textured recordings that must be found, in hundredths.
    pub target: u32,
}

/// What is to be found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Truth {
    /// Seconds of the original; an end of 0 is its end.
    pub a: [f64; 2],
    /// Where they are in the copy.
    pub b_from: f64,
    /// Whether it is mirrored.
    pub mirrored: bool,
    /// Degrees clockwise.
    pub turn: f64,
    /// How much faster the copy runs.
    pub speed: f64,
}

const WHOLE: Truth = Truth { a: [0.0, 0.0], b_from: 0.0, mirrored: false, turn: 0.0, speed: 1.0 };
const MIRROR: Truth = Truth { mirrored: true, ..WHOLE };
const SAME: &str = "[0:a]anull[a]";
const USUAL: &[&str] = &["-preset", "superfast", "-crf", "26"];

const fn plain(name: &'static str, picture: &'static str) -> Edit {
    Edit { name, picture, sound: SAME, encoder: USUAL, cut: None, least_seconds: 0.0, truth: WHOLE, target: 95 }
}

impl Edit {
    /// The edit for an original of this many seconds: a cut moves towards the start where it would reach beyond the end.
    /// Nothing where the original is too short.
    #[must_use]
    pub fn fitted(mut self, seconds: f64) -> Option<Self> {
        if seconds < self.least_seconds {
            return None;
        }
        if let Some((from, length)) = self.cut {
            let from = from.min(seconds - length - 0.2);
            if from < 0.0 {
                return None;
            }
            self.cut = Some((from, length));
            self.truth.a = [from, from + length];
        }
        Some(self)
    }
}

/// All edits, in the order of the table.
#[must_use]
pub fn all() -> Vec<Edit> {
    vec![
        Edit {
            encoder: &["-preset", "superfast", "-crf", "34"],
            ..plain("360p low bitrate", "[0:v]scale=-2:240,scale=-2:360[v]")
        },
        Edit { truth: MIRROR, ..plain("mirror", "[0:v]hflip[v]") },
        plain("crop 2 %", "[0:v]crop=iw*0.96:ih*0.96,scale=round(iw/1.92)*2:round(ih/1.92)*2[v]"),
        plain("crop 5 %", "[0:v]crop=iw*0.9:ih*0.9,scale=round(iw/1.8)*2:round(ih/1.8)*2[v]"),
        plain("crop 10 %", "[0:v]crop=iw*0.8:ih*0.8,scale=round(iw/1.6)*2:round(ih/1.6)*2[v]"),
        plain("crop 20 %", "[0:v]crop=iw*0.6:ih*0.6,scale=round(iw/1.2)*2:round(ih/1.2)*2[v]"),
        plain("cut to 9:16", "[0:v]crop=min(iw\\,round(ih*9/32)*2):min(ih\\,round(iw*8/9)*2)[v]"),
        plain("letterbox", "[0:v]pad=iw:ih*1.5:0:(oh-ih)/2:black[v]"),
        plain("pillarbox", "[0:v]pad=iw*1.6:ih:(ow-iw)/2:0:0x203040[v]"),
        plain(
            "blurred pillarbox",
            "[0:v]split[x][y];[x]scale=round(iw*0.89)*2:round(ih*0.89)*2,crop=iw:round(ih/3.56)*2,boxblur=24:2[g];[g][y]overlay=(W-w)/2:(H-h)/2[v]",
        ),
        plain(
            "white canvas",
            "[0:v]scale=round(iw*0.375)*2:round(ih*0.375)*2,pad=max(iw\\,ih)*1.5:max(iw\\,ih)*1.5:(ow-iw)/2:(oh-ih)/3:white[v]",
        ),
        plain("logo 2 %", "[2:v][0:v]scale2ref=iw*0.14:ih*0.14[l][m];[m][l]overlay=W-w-12:12[v]"),
        plain("logo 8 %", "[2:v][0:v]scale2ref=iw*0.283:ih*0.283[l][m];[m][l]overlay=W-w-12:12[v]"),
        plain("banner 15 %", "[3:v][0:v]scale2ref=iw:ih*0.15[l][m];[m][l]overlay=0:H-h[v]"),
        plain("banner 30 %", "[3:v][0:v]scale2ref=iw:ih*0.3[l][m];[m][l]overlay=0:H-h[v]"),
        plain(
            "picture in picture 60 %",
            "[1:v][0:v]scale2ref=iw:ih[g][m];[m]scale=iw*0.6:ih*0.6[p];[g][p]overlay=W*0.34:H*0.08:shortest=1[v]",
        ),
        Edit {
            target: 70,
            ..plain(
                "picture in picture 35 %",
                "[1:v][0:v]scale2ref=iw:ih[g][m];[m]scale=iw*0.35:ih*0.35[p];[g][p]overlay=W*0.61:H*0.07:shortest=1[v]",
            )
        },
        Edit { truth: Truth { turn: 3.0, ..WHOLE }, ..plain("rotate 3°", "[0:v]rotate=3*PI/180:c=black[v]") },
        Edit { truth: Truth { turn: 90.0, ..WHOLE }, ..plain("rotate 90°", "[0:v]transpose=1[v]") },
        Edit { truth: Truth { turn: 180.0, ..WHOLE }, ..plain("rotate 180°", "[0:v]hflip,vflip[v]") },
        plain("grey", "[0:v]hue=s=0[v]"),
        plain("gamma 0.6", "[0:v]eq=gamma=0.6[v]"),
        plain("gamma 1.7", "[0:v]eq=gamma=1.7[v]"),
        plain("sepia", "[0:v]colorchannelmixer=.393:.769:.189:0:.349:.686:.168:0:.272:.534:.131[v]"),
        plain("squeezed to 4:3", "[0:v]scale=round(iw*0.375)*2:ih[v]"),
        Edit {
            sound: "[0:a]atempo=0.75[a]",
            truth: Truth { speed: 0.75, ..WHOLE },
            ..plain("speed 0.75", "[0:v]setpts=PTS/0.75[v]")
        },
        Edit {
            sound: "[0:a]asetrate=22050*1.06,aresample=22050[a]",
            truth: Truth { speed: 1.06, ..WHOLE },
            ..plain("speed 1.06, pitch too", "[0:v]setpts=PTS/1.06[v]")
        },
        Edit {
            sound: "[0:a]atempo=1.25[a]",
            truth: Truth { speed: 1.25, ..WHOLE },
            ..plain("speed 1.25", "[0:v]setpts=PTS/1.25[v]")
        },
        Edit {
            sound: "[0:a]atempo=1.5[a]",
            truth: Truth { speed: 1.5, ..WHOLE },
            ..plain("speed 1.5", "[0:v]setpts=PTS/1.5[v]")
        },
        Edit { cut: Some((7.3, 2.0)), truth: Truth { a: [7.3, 9.3], ..WHOLE }, ..plain("cut 2 s", "[0:v]null[v]") },
        Edit { cut: Some((4.7, 5.0)), truth: Truth { a: [4.7, 9.7], ..WHOLE }, ..plain("cut 5 s", "[0:v]null[v]") },
        Edit { cut: Some((1.6, 10.0)), truth: Truth { a: [1.6, 11.6], ..WHOLE }, ..plain("cut 10 s", "[0:v]null[v]") },
        Edit {
            sound: "[1:a]asplit[x][y];[x]atrim=0:4,asetpts=PTS-STARTPTS[i];[0:a]atrim=5:11,asetpts=PTS-STARTPTS[m];[y]atrim=8:11,asetpts=PTS-STARTPTS[o];[i][m][o]concat=n=3:v=0:a=1[a]",
            least_seconds: 11.2,
            truth: Truth { a: [5.0, 11.0], b_from: 4.0, ..WHOLE },
            ..plain(
                "in a compilation",
                "[1:v]split[x][y];[x]trim=0:4,setpts=PTS-STARTPTS[i];[0:v]trim=5:11,setpts=PTS-STARTPTS,fps=25,scale=640:360:force_original_aspect_ratio=decrease,pad=640:360:(ow-iw)/2:(oh-ih)/2,setsar=1[m];[y]trim=8:11,setpts=PTS-STARTPTS[o];[i][m][o]concat=n=3:v=1:a=0[v]",
            )
        },
        Edit { sound: "", ..plain("sound muted", "[0:v]null[v]") },
        Edit { sound: "[1:a]anull[a]", ..plain("sound replaced", "[0:v]null[v]") },
        Edit {
            target: 70,
            ..plain(
                "filmed screen",
                "[0:v]scale=round(iw*0.4375)*2:round(ih*0.4375)*2,pad=round(iw*0.5714)*2:round(ih*0.5714)*2:(ow-iw)/2:(oh-ih)/2:0x14120f,\
                 perspective=x0=W*0.03:y0=H*0.044:x1=W*0.966:y1=H*0.006:x2=W*0.01:y2=H*0.96:x3=W*0.994:y3=H*0.917:sense=destination,\
                 rotate=0.025*sin(1.7*t):c=0x14120f,crop=round(iw*0.484)*2:round(ih*0.478)*2:iw*(0.015+0.01*sin(2.3*t)):ih*(0.022+0.014*cos(1.9*t)),gblur=0.8,eq=contrast=0.8:brightness=0.05:gamma=1.2,noise=alls=7:allf=t[v]",
            )
        },
        Edit {
            truth: MIRROR,
            ..plain(
                "mirror, crop 10 %, logo",
                "[0:v]hflip,crop=iw*0.8:ih*0.8,scale=round(iw/1.6)*2:round(ih/1.6)*2[p];[2:v][p]scale2ref=iw*0.14:ih*0.14[l][m];[m][l]overlay=12:12[v]",
            )
        },
        Edit {
            sound: "[0:a]atempo=1.25[a]",
            truth: Truth { speed: 1.25, ..WHOLE },
            ..plain("speed 1.25, grey, letterbox", "[0:v]setpts=PTS/1.25,hue=s=0,pad=iw:ih*1.4:0:(oh-ih)/2:black[v]")
        },
        Edit {
            cut: Some((3.3, 5.0)),
            encoder: &["-preset", "superfast", "-crf", "33"],
            truth: Truth { a: [3.3, 8.3], mirrored: true, ..WHOLE },
            ..plain("5 s, mirror, low bitrate", "[0:v]hflip,scale=round(iw/3)*2:round(ih/3)*2[v]")
        },
        Edit {
            cut: Some((2.2, 8.0)),
            truth: Truth { a: [2.2, 10.2], ..WHOLE },
            ..plain(
                "8 s, banner, white canvas",
                "[3:v][0:v]scale2ref=iw:ih*0.15[l][m];[m][l]overlay=0:H-h,scale=round(iw*0.375)*2:round(ih*0.375)*2,pad=max(iw\\,ih)*1.5:max(iw\\,ih)*1.5:(ow-iw)/2:(oh-ih)/3:white[v]",
            )
        },
        Edit {
            truth: Truth { turn: 3.0, ..WHOLE },
            ..plain(
                "rotate 3°, gamma, crop 5 %",
                "[0:v]rotate=3*PI/180:c=black,eq=gamma=0.7,crop=iw*0.9:ih*0.9,scale=round(iw/1.8)*2:round(ih/1.8)*2[v]",
            )
        },
    ]
}

/// ffmpeg's arguments for an edit of `original`.
#[must_use]
pub fn arguments(edit: &Edit, original: &str, foreign: &str, logo: &str, banner: &str, out: &str) -> Vec<String> {
    let mut graph = edit.picture.to_owned();
    if !edit.sound.is_empty() {
        graph = format!("{graph};{}", edit.sound);
    }
    let mut all: Vec<String> = ["-v", "error", "-y"].map(str::to_owned).to_vec();
    if let Some((from, length)) = edit.cut {
        all.extend(["-ss".to_owned(), format!("{from:.3}"), "-t".to_owned(), format!("{length:.3}")]);
    }
    for input in [original, foreign, logo, banner] {
        all.extend(["-i".to_owned(), input.to_owned()]);
    }
    all.extend(["-filter_complex", &graph, "-map", "[v]"].map(str::to_owned));
    if edit.sound.is_empty() {
        all.push("-an".to_owned());
    } else {
        all.extend(["-map", "[a]", "-c:a", "aac", "-b:a", "64k"].map(str::to_owned));
    }
    all.extend(["-shortest", "-threads", "1", "-c:v", "libx264", "-pix_fmt", "yuv420p"].map(str::to_owned));
    all.extend(edit.encoder.iter().map(|s| (*s).to_owned()));
    all.push(out.to_owned());
    all
}
