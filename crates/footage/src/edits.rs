//! What people do to recordings before they post them again, as ffmpeg filter graphs, with the truth about each: which
//! seconds are which, mirrored or not, how turned, how fast.

/// Inputs of a graph: `[0]` the original, `[1]` a foreign recording, `[2]` a logo, `[3]` a banner, `[4]` foreign sound.
pub struct Edit {
    /// What it is called in tables.
    pub name: &'static str,
    /// The graph for the picture, from `[0:v]` (and others) to `[v]`.
    pub picture: &'static str,
    /// The graph for the sound, from `[0:a]` to `[a]`; empty for none.
    pub sound: &'static str,
    /// Further options of the encoder.
    pub encoder: &'static [&'static str],
    /// Options before the original: where it is cut.
    pub cut: &'static [&'static str],
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
    Edit { name, picture, sound: SAME, encoder: USUAL, cut: &[], truth: WHOLE, target: 95 }
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
        plain("crop 2 %", "[0:v]crop=iw*0.96:ih*0.96,scale=640:360[v]"),
        plain("crop 5 %", "[0:v]crop=iw*0.9:ih*0.9,scale=640:360[v]"),
        plain("crop 10 %", "[0:v]crop=iw*0.8:ih*0.8,scale=640:360[v]"),
        plain("crop 20 %", "[0:v]crop=iw*0.6:ih*0.6,scale=640:360[v]"),
        plain("letterbox", "[0:v]pad=iw:ih*1.5:0:(oh-ih)/2:black[v]"),
        plain("pillarbox", "[0:v]pad=iw*1.6:ih:(ow-iw)/2:0:0x203040[v]"),
        plain(
            "blurred pillarbox",
            "[0:v]split[x][y];[x]scale=1140:640,crop=1138:640,boxblur=24:2[g];[y]scale=640:360[f];[g][f]overlay=(W-w)/2:(H-h)/2[v]",
        ),
        plain("white canvas", "[0:v]scale=480:270,pad=720:720:(ow-iw)/2:(oh-ih)/3:white[v]"),
        plain("logo 2 %", "[2:v]scale=90:50[l];[0:v][l]overlay=W-w-12:12[v]"),
        plain("logo 8 %", "[2:v]scale=180:102[l];[0:v][l]overlay=W-w-12:12[v]"),
        plain("banner 15 %", "[3:v]scale=640:54[l];[0:v][l]overlay=0:H-h[v]"),
        plain("banner 30 %", "[3:v]scale=640:108[l];[0:v][l]overlay=0:H-h[v]"),
        plain("picture in picture 60 %", "[0:v]scale=384:216[p];[1:v][p]overlay=220:30:shortest=1[v]"),
        Edit {
            target: 70,
            ..plain("picture in picture 35 %", "[0:v]scale=224:126[p];[1:v][p]overlay=390:24:shortest=1[v]")
        },
        Edit { truth: Truth { turn: 3.0, ..WHOLE }, ..plain("rotate 3°", "[0:v]rotate=3*PI/180:c=black[v]") },
        Edit { truth: Truth { turn: 90.0, ..WHOLE }, ..plain("rotate 90°", "[0:v]transpose=1[v]") },
        plain("grey", "[0:v]hue=s=0[v]"),
        plain("gamma 0.6", "[0:v]eq=gamma=0.6[v]"),
        plain("gamma 1.7", "[0:v]eq=gamma=1.7[v]"),
        plain("sepia", "[0:v]colorchannelmixer=.393:.769:.189:0:.349:.686:.168:0:.272:.534:.131[v]"),
        plain("squeezed to 4:3", "[0:v]scale=480:360[v]"),
        Edit {
            sound: "[0:a]atempo=0.75[a]",
            truth: Truth { speed: 0.75, ..WHOLE },
            ..plain("speed 0.75", "[0:v]setpts=PTS/0.75[v]")
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
        Edit {
            cut: &["-ss", "7.3", "-t", "2"],
            truth: Truth { a: [7.3, 9.3], ..WHOLE },
            ..plain("cut 2 s", "[0:v]null[v]")
        },
        Edit {
            cut: &["-ss", "4.7", "-t", "5"],
            truth: Truth { a: [4.7, 9.7], ..WHOLE },
            ..plain("cut 5 s", "[0:v]null[v]")
        },
        Edit {
            cut: &["-ss", "2.6", "-t", "10"],
            truth: Truth { a: [2.6, 12.6], ..WHOLE },
            ..plain("cut 10 s", "[0:v]null[v]")
        },
        Edit {
            sound: "[1:a]asplit[x][y];[x]atrim=0:4,asetpts=PTS-STARTPTS[i];[0:a]atrim=5:11,asetpts=PTS-STARTPTS[m];[y]atrim=8:11,asetpts=PTS-STARTPTS[o];[i][m][o]concat=n=3:v=0:a=1[a]",
            truth: Truth { a: [5.0, 11.0], b_from: 4.0, ..WHOLE },
            ..plain(
                "in a compilation",
                "[1:v]split[x][y];[x]trim=0:4,setpts=PTS-STARTPTS[i];[0:v]trim=5:11,setpts=PTS-STARTPTS[m];[y]trim=8:11,setpts=PTS-STARTPTS[o];[i][m][o]concat=n=3:v=1:a=0[v]",
            )
        },
        Edit { sound: "", ..plain("sound muted", "[0:v]null[v]") },
        Edit { sound: "[1:a]anull[a]", ..plain("sound replaced", "[0:v]null[v]") },
        Edit {
            target: 70,
            ..plain(
                "filmed screen",
                "[0:v]scale=560:316,pad=640:360:40:22:0x14120f,perspective=x0=20:y0=16:x1=618:y1=2:x2=6:y2=346:x3=636:y3=330:sense=destination,\
                 rotate=0.025*sin(1.7*t):c=0x14120f,crop=620:344:10+6*sin(2.3*t):8+5*cos(1.9*t),gblur=0.8,eq=contrast=0.8:brightness=0.05:gamma=1.2,noise=alls=7:allf=t[v]",
            )
        },
        Edit {
            truth: MIRROR,
            ..plain(
                "mirror, crop 10 %, logo",
                "[2:v]scale=90:50[l];[0:v]hflip,crop=iw*0.8:ih*0.8,scale=640:360[p];[p][l]overlay=12:12[v]",
            )
        },
        Edit {
            sound: "[0:a]atempo=1.25[a]",
            truth: Truth { speed: 1.25, ..WHOLE },
            ..plain("speed 1.25, grey, letterbox", "[0:v]setpts=PTS/1.25,hue=s=0,pad=iw:ih*1.4:0:(oh-ih)/2:black[v]")
        },
        Edit {
            cut: &["-ss", "3.3", "-t", "5"],
            encoder: &["-preset", "superfast", "-crf", "33"],
            truth: Truth { a: [3.3, 8.3], mirrored: true, ..WHOLE },
            ..plain("5 s, mirror, low bitrate", "[0:v]hflip,scale=-2:240[v]")
        },
        Edit {
            cut: &["-ss", "2.2", "-t", "8"],
            truth: Truth { a: [2.2, 10.2], ..WHOLE },
            ..plain(
                "8 s, banner, white canvas",
                "[3:v]scale=640:54[l];[0:v][l]overlay=0:H-h,scale=480:270,pad=720:720:(ow-iw)/2:(oh-ih)/3:white[v]",
            )
        },
        Edit {
            truth: Truth { turn: 3.0, ..WHOLE },
            ..plain(
                "rotate 3°, gamma, crop 5 %",
                "[0:v]rotate=3*PI/180:c=black,eq=gamma=0.7,crop=iw*0.9:ih*0.9,scale=640:360[v]",
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
    all.extend(edit.cut.iter().map(|s| (*s).to_owned()));
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
