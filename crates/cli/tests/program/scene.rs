//! Physical checks as a person runs them: angles, pictures, files, and one clear sentence for what cannot be.

use std::fs;

use crate::desk::Desk;

#[test]
fn sun_gives_the_published_example_and_says_what_it_took_by_default() {
    let desk = Desk::new();
    let given = "sun --at 2003-10-17T12:30:30-07:00 --place 39.742476,-105.1786 --height 1830.14 --pressure 820 \
                 --temperature 11 --delta-t 67";
    let answer = desk.json(given);
    for (name, expected) in
        [("azimuth", 194.34024), ("zenith", 50.11162), ("elevation", 39.88838), ("elevation_geometric", 39.872046)]
    {
        assert!((answer[name].as_f64().unwrap() - expected).abs() < 0.0003, "{name}: {}", answer[name]);
    }
    let defaults = |answer: &serde_json::Value| {
        let list = answer["finding"]["assumptions"].as_array().unwrap().clone();
        list.iter().filter(|a| a["by_default"] == true).count()
    };
    assert_eq!(defaults(&answer), 0);
    let bare = desk.json("sun --at 2022-10-13T14:50 --zone Europe/Moscow --place 50.566,36.572");
    assert_eq!(defaults(&bare), 4);
    assert_eq!(bare["pressure_hpa"], 1013.25);
    assert_eq!(bare["day"]["sunrise"], "2022-10-13T06:52:45+03:00");
}

#[test]
fn a_local_time_that_was_twice_or_never_is_named_as_such() {
    let desk = Desk::new();
    let paris = "--zone Europe/Paris --place 48.8566,2.3522";
    let twice = desk.json(&format!("sun --at 2022-10-30T02:30 {paris}"));
    assert_eq!((twice["local_time"].as_str(), twice["readings"].as_array().unwrap().len()), (Some("twice"), 2));
    assert!(twice["azimuth"].is_null());
    let (never, status) = desk.json_and_status(&format!("sun --at 2022-03-27T02:30 {paris}"));
    assert_eq!((never["local_time"].as_str(), status), (Some("never"), 1));
    assert!(desk.run(&format!("sun --at 2022-03-27T02:30 {paris}")).out.contains("never was"));
}

#[test]
fn sun_writes_a_picture_and_a_finding_that_are_the_same_each_time() {
    let desk = Desk::new();
    let read = |folder: &str| {
        desk.json(&format!("sun --at 2022-10-13T11:50:00Z --place 50.566,36.572 --out {folder}"));
        ["sun.svg", "sun.finding.json"].map(|name| fs::read_to_string(desk.path(folder).join(name)).unwrap())
    };
    let first = read("one");
    assert_eq!(first, read("two"));
    assert!(first[0].starts_with("<svg") && first[1].starts_with("{\"answer\""));
}

#[test]
fn what_cannot_be_is_refused_in_one_sentence() {
    let desk = Desk::new();
    for (arguments, part) in [
        ("sun --at 2022-10-13T14:50 --place 50,36", "has no zone"),
        ("sun --at noon --place 50,36", "not a date and time"),
        ("sun --at 2022-10-13T14:50Z --place 50,36 --pressure 3", "air pressure"),
        ("sun --at 2022-10-13T14:50Z --place 50,36 --zone Europe/Atlantis", "not a time zone"),
        ("sun --at 2022-10-13T14:50Z --place 95,36", "not a latitude and longitude"),
        ("sun --at 2022-10-13T14:50Z --place 50,36 --height 1e9", "not a number"),
    ] {
        let ran = desk.run(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{arguments}");
        assert!(ran.err.contains(part), "{arguments}: {}", ran.err);
    }
}

#[test]
fn a_fall_is_held_against_published_accounts_and_nothing_else() {
    let desk = Desk::new();
    let case = fs::read_to_string("../../docs/cases/al-ahli-fall.toml").unwrap();
    desk.write("accounts.toml", format!("falls = 1000\n{case}"));
    let answer = desk.json("fall accounts.toml --out out");
    let words: Vec<&str> = answer["accounts"].as_array().unwrap().iter().map(|a| a["word"].as_str().unwrap()).collect();
    assert_eq!(words, ["inconsistent", "inconsistent", "consistent"]);
    assert!(desk.path("out/fall.svg").is_file() && desk.path("out/fall.finding.json").is_file());
    let nobody = case.split("[[account]]").next().unwrap().to_owned() + "\n";
    desk.write("nobody.toml", format!("account = []\n{nobody}"));
    let ran = desk.run("fall nobody.toml");
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("no published account is given"), "{}", ran.err);
}

const SEEN: &str = "--at 2022-10-13T11:50:00Z --ratio 2.33~0.05 --bearing 41~2";

#[test]
fn a_shadow_tells_the_region_and_tests_a_claimed_place() {
    let desk = Desk::new();
    let found = desk.json(&format!("shadow where {SEEN} --clock 0~60 --out found"));
    let area = |level: &str| found["area_km2"][level].as_f64().unwrap();
    assert!(found["fits"] == true && area("50") < area("95") && area("95") < 3_000_000.0, "{found:#}");
    let geojson = fs::read_to_string(desk.path("found/shadow-where.geojson")).unwrap();
    assert!(geojson.contains("\"MultiPolygon\"") && desk.path("found/shadow-where.kml").is_file());
    let word = |place: &str| {
        let answer = desk.json(&format!("shadow where {SEEN} --claimed {place} --cited somebody"));
        answer["finding"]["word"].as_str().unwrap().to_owned()
    };
    assert_eq!(word("50.566,36.572"), "consistent");
    assert_eq!(word("48.85,2.35"), "inconsistent");
}

#[test]
fn a_shadow_tells_both_times_of_a_day_and_nothing_fits_is_an_answer() {
    let desk = Desk::new();
    let day = "--place 50.566,36.572 --from 2022-10-13 --to 2022-10-13 --zone Europe/Moscow";
    let both = desk.json(&format!("shadow when {day} --elevation 23.2~0.5"));
    let times = both["finding"]["times"].as_array().unwrap().clone();
    assert_eq!(times.iter().filter(|t| t["level_percent"] == 95).count(), 2, "{times:?}");
    let one = desk.json(&format!("shadow when {day} --elevation 23.2~0.5 --bearing 41±3"));
    let times = one["finding"]["times"].as_array().unwrap().clone();
    let wide: Vec<_> = times.iter().filter(|t| t["level_percent"] == 95).collect();
    assert_eq!(wide.len(), 1);
    let (from, to) = (wide[0]["from"].as_str().unwrap(), wide[0]["to"].as_str().unwrap());
    assert!(from < "2022-10-13T11:50:00Z" && "2022-10-13T11:50:00Z" < to, "{from} {to}");
    let none = desk.json(&format!("shadow when {day} --elevation 70~0.5"));
    assert_eq!(none["fits"], false);
    assert!(desk.run(&format!("shadow when {day} --elevation 70~0.5")).out.contains("Nothing fits"));
}

#[test]
fn a_shadow_that_cannot_be_gets_one_sentence() {
    let desk = Desk::new();
    let at = "shadow where --at 2022-10-13T11:50:00Z";
    for (arguments, part) in [
        (format!("{at} --height 2±0.1 --length -3±0.1"), "more than 0"),
        (format!("{at} --elevation -4±1"), "throws no shadow"),
        (format!("{at} --elevation 23"), "has no error"),
        (at.to_owned(), "nothing was measured"),
        ("shadow where --elevation 23±1".to_owned(), "states no time"),
        ("shadow where --at 2022-10-30T02:30 --zone Europe/Paris --elevation 23±1".to_owned(), "happened twice"),
        ("shadow where --at 2022-03-27T02:30 --zone Europe/Paris --elevation 23±1".to_owned(), "never was"),
    ] {
        let ran = desk.run(&arguments);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{arguments}");
        assert!(ran.err.contains(part), "{arguments}: {}", ran.err);
    }
}

/// Clicks in a picture of four landmarks, and a target to the right of the axis.
fn clicks(landmarks: usize) -> String {
    let mut text =
        "picture = \"a still\"\nwidth_px = \"1920\"\nview_deg = \"65~0.1\"\nmap_error_m = \"3\"\n".to_owned();
    let all = [
        ("50.507192,36.595771", 70.4),
        ("50.510788,36.600705", 758.6),
        ("50.508090,36.605639", 1334.7),
        ("50.513484,36.609870", 1364.2),
    ];
    for (n, (at, x)) in all.iter().take(landmarks).enumerate() {
        text += &format!("[[landmark]]\nname = \"mark {n}\"\nat = \"{at}\"\nx = \"{x}~2\"\n");
    }
    text + "[[target]]\nname = \"smoke\"\nx = \"1200~3\"\n"
}

#[test]
fn clicks_give_the_camera_and_files_for_others_do_not_say_where_it_stood() {
    let desk = Desk::new();
    desk.write("clicks.toml", clicks(4));
    let found = desk.json("resect clicks.toml --out camera");
    assert!((found["latitude"].as_f64().unwrap() - 50.5).abs() < 0.0005, "{found:#}");
    assert!((found["longitude"].as_f64().unwrap() - 36.6).abs() < 0.0007, "{found:#}");
    assert!((found["heading"].as_f64().unwrap() - 10.0).abs() < 1.0, "{found:#}");
    let public = fs::read_to_string(desk.path("camera/resect.finding.json")).unwrap();
    assert!(!public.contains("\"latitude\"") && !public.contains("\"camera\"") && public.contains("withheld"));
    assert!(!public.contains("mark 0") && !public.contains("50.507"), "the clicks give the camera: {public}");
    assert!(desk.path("camera/resect-private.svg").is_file() && !desk.path("camera/resect.geojson").exists());
    desk.write("two.toml", clicks(2));
    let ran = desk.run("resect two.toml");
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("2 landmarks cannot fix a camera"), "{}", ran.err);
}

#[test]
fn bearings_test_a_claimed_place_and_say_nothing_without_one() {
    let desk = Desk::new();
    desk.write("clicks.toml", clicks(4));
    let ran = desk.run("bearing clicks.toml --target smoke");
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("published account claims"), "{}", ran.err);
    let word = |place: &str| {
        desk.json(&format!("bearing clicks.toml --target smoke --claimed {place} --cited somebody"))["word"].clone()
    };
    // Bearing 10° + atan(240 / 1507) = 19.05°: 1,000 m along it, and 90° off.
    assert_eq!(word("50.508497,36.604600"), "consistent");
    assert_eq!(word("50.497000,36.613000"), "inconsistent");
}

#[test]
fn several_checks_leave_what_they_have_in_common_and_contradictions_are_named() {
    let desk = Desk::new();
    let day = "--place 50.566,36.572 --from 2022-10-13 --to 2022-10-13 --zone Europe/Moscow --json";
    for (name, seen) in
        [("length", "--elevation 23.2~0.5"), ("bearing", "--bearing 41±3"), ("wrong", "--bearing 330±3")]
    {
        desk.write(&format!("{name}.json"), desk.run(&format!("shadow when {day} {seen}")).out);
    }
    let both = desk.json("together length.json bearing.json --out both");
    assert_eq!(both["contradictions"], serde_json::json!([]));
    assert_eq!(both["finding"]["times"].as_array().unwrap().len(), 1, "{both:#}");
    assert!(fs::read_to_string(desk.path("both/together.svg")).unwrap().contains("Timeline"));
    let all = desk.json("together length.json bearing.json wrong.json");
    let named = all["contradictions"].as_array().unwrap();
    assert!(named.iter().any(|n| n.as_str().unwrap().contains("“bearing” and “wrong”")), "{named:?}");
    assert!(all["finding"]["times"].as_array().unwrap().is_empty());
    assert!(desk.run("together length.json").err.contains("one check alone"));
}

#[test]
fn a_check_inside_a_case_is_a_finding_that_is_shown_and_recomputed() {
    let desk = Desk::with_case();
    let item = desk.id_of("material/first.txt");
    let sun = "sun --at 2022-10-13T11:50:00Z --place 50.566,36.572 --case a.case";
    let entry = desk.json(&format!("{sun} --item {item}"))["entry"].as_u64().unwrap();
    desk.json(&format!(
        "shadow when --place 50.566,36.572 --from 2022-10-13 --to 2022-10-13 --bearing 41±3 --case a.case --item {item}"
    ));
    let shown = desk.run(&format!("show a.case {item}")).out;
    assert!(shown.contains(&format!("Check, entry {entry}")) && shown.contains("azimuth"), "{shown}");
    assert!(shown.contains("Assumed") && shown.contains("What makes it uncertain"), "{shown}");
    desk.json("dossier a.case --out out");
    let page = fs::read_dir(desk.path("out")).unwrap().map(|e| e.unwrap().path());
    let page = page.filter(|p| p.extension().is_some_and(|e| e == "html")).map(|p| fs::read_to_string(p).unwrap());
    let page: String = page.collect();
    assert!(page.contains("What the footage itself says") && page.contains("What makes it uncertain"));
    let again = desk.json("verify a.case --recompute");
    let text = again.to_string();
    assert!(text.contains("scene.sun") && text.contains("scene.shadow_when"), "{again:#}");
    let tally = &again["recomputed"]["tally"];
    assert_eq!((&tally["different_conclusion"], &tally["not_available"]), (&0.into(), &0.into()), "{again:#}");
}

/// Sound made from a seed, as a WAV file of one channel.
fn wav(samples: &[i16], rate: u32) -> Vec<u8> {
    let data: Vec<u8> = samples.iter().flat_map(|s| s.to_le_bytes()).collect();
    let mut out = Vec::from(*b"RIFF");
    out.extend((36 + data.len() as u32).to_le_bytes());
    out.extend(*b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    out.extend(rate.to_le_bytes());
    out.extend((rate * 2).to_le_bytes());
    out.extend(*b"\x02\0\x10\0data");
    out.extend((data.len() as u32).to_le_bytes());
    out.extend(data);
    out
}

#[test]
fn recordings_are_laid_over_each_other_and_unrelated_ones_are_refused() {
    use scene::sound::made::{Kind, made, sixteen_bit};
    let desk = Desk::new();
    let rate = scene::sound::RATE;
    let talk = sixteen_bit(&made(Kind::Talk, 1, 20 * rate as usize), 0.5);
    desk.write("a.wav", wav(&talk, rate));
    desk.write("b.wav", wav(&talk[3 * rate as usize..13 * rate as usize], rate));
    desk.write("other.wav", wav(&sixteen_bit(&made(Kind::Talk, 2, 10 * rate as usize), 0.5), 2 * rate));
    // A loop that is played again and again fits anywhere.
    let once = sixteen_bit(&made(Kind::Talk, 3, 3 * rate as usize / 2), 0.5);
    desk.write("long.wav", wav(&once.repeat(8), rate));
    desk.write("short.wav", wav(&once.repeat(4), rate));
    desk.write("silent.wav", wav(&vec![0; 2 * rate as usize], rate));
    desk.write("click.wav", wav(&talk[..rate as usize / 4], rate));
    let found = desk.json("sync a.wav b.wav --out out");
    assert_eq!(found["verdict"], "match", "{found:#}");
    assert!((found["offset_s"].as_f64().unwrap() - 3.0).abs() < 0.001, "{found:#}");
    assert!(desk.path("out/sync.svg").is_file() && desk.path("out/sync.finding.json").is_file());
    let back = desk.json("sync b.wav a.wav");
    assert!((back["offset_s"].as_f64().unwrap() + 3.0).abs() < 0.001);
    let unrelated = desk.json("sync a.wav other.wav");
    assert_eq!((&unrelated["verdict"], &unrelated["offset_s"]), (&"no_match".into(), &serde_json::Value::Null));
    assert!(unrelated["finding"]["remarks"].to_string().contains("8000 and 16000"), "{unrelated:#}");
    assert_eq!(desk.json("sync long.wav short.wav")["verdict"], "ambiguous");
    for (files, part) in [
        ("a.wav silent.wav", "silent.wav is silent"),
        ("click.wav a.wav", "half a second is the least"),
        ("a.wav gone.wav", "could not be read"),
    ] {
        let ran = desk.run(&format!("sync {files}"));
        assert!(ran.status >= 2 && ran.out.is_empty() && ran.err.contains(part), "{files}: {}", ran.err);
    }
}

#[test]
fn a_bang_has_a_distance_with_its_budget_and_a_reading_slower_than_sound_is_called_out() {
    let desk = Desk::new();
    let air = "--temperature 12~2 --humidity 60±10 --pressure 101.325±0.5 --wind 0~3";
    let found = desk.json(&format!("bang --flash 2±0.02 --bang 5~0.01 {air} --out out"));
    assert!((found["distance_m"]["value"].as_f64().unwrap() - 1017.0).abs() < 1.5, "{found:#}");
    assert!(found["finding"]["budget"].as_array().unwrap().len() >= 5 && desk.path("out/bang.svg").is_file());
    let text = fs::read_to_string(desk.path("out/bang.finding.json")).unwrap();
    assert!(text.contains("between 950 and 1050 m"), "in public no finer than 50 m: {text}");
    let claim = "--claimed-distance 885±10 --cited article";
    let slow = desk.json(&format!("bang --flash 0±0.02 --bang 3.06±0.02 --temperature 30±3 {claim}"));
    assert_eq!((&slow["pace"], &slow["finding"]["word"]), (&"slower".into(), &"inconsistent".into()));
    for (arguments, part) in [
        ("bang --flash 5±0.02 --bang 2±0.02", "sound never overtakes light"),
        ("bang --flash -5±0.02 --bang 2±0.02", "no time -5"),
        ("bang --flash 1±0.02", "give --flash and --bang"),
        ("bang --flash 1±0.02 --bang 2", "has no error"),
        ("bang --flash 1±0.02 --bang NaN±1", "not a number"),
        ("bang --flash 1±0.02 --bang 2±0.1 --humidity 400±1", "must lie between 0 and 100"),
        ("bang --flash 1±0.02 --bang 2±0.1 --claimed-distance 0±1 --cited x", "cannot be"),
    ] {
        let ran = desk.run(arguments);
        assert!(ran.status == 2 && ran.out.is_empty() && ran.err.contains(part), "{arguments}: {}", ran.err);
    }
}

/// Four cameras around 50.58, 36.59, and what they hear of an event there in still air of 340.9 m/s.
fn heard(late_s: [f64; 4]) -> String {
    let cameras = [
        ("roof", 50.5872, 36.59, 800.9),
        ("yard", 50.58, 36.6, 708.4),
        ("gate", 50.5755, 36.585, 612.8),
        ("mast", 50.583, 36.58, 784.0),
    ];
    let mut text = "air = { temperature_c = \"15~1\" }\n".to_owned();
    for ((name, lat, lon, metres), late) in cameras.into_iter().zip(late_s) {
        text += &format!(
            "[[recording]]\nname = \"{name}\"\nat = \"{lat},{lon}\"\nat_error_m = \"5\"\nheard_s = \"{:.4}~0.01\"\n\
             clock_s = \"0~0.01\"\n",
            20.0 + metres / 340.9 + late
        );
    }
    text
}

#[test]
fn what_was_heard_is_held_against_a_claimed_place_and_nothing_comes_out_without_one() {
    let desk = Desk::new();
    desk.write("right.toml", heard([0.0; 4]));
    desk.write("wrong.toml", heard([0.0, 0.25, 0.0, -0.2]));
    let nobody = desk.run("sound-at right.toml");
    assert!(nobody.status == 2 && nobody.out.is_empty() && nobody.err.contains("no published account claims a place"));
    let nobody = desk.run("sound-at right.toml --claimed 50.58,36.59");
    assert!(nobody.status == 2 && nobody.out.is_empty() && nobody.err.contains("no published account claims a place"));
    let claim = "--claimed 50.58,36.59 --cited mayor";
    let right = desk.json(&format!("sound-at right.toml {claim} --out out"));
    assert_eq!(right["word"], "consistent", "{right:#}");
    assert!(right["finding"]["regions"].as_array().unwrap().is_empty(), "a place is tested, never found");
    let public = fs::read_to_string(desk.path("out/sound-at.finding.json")).unwrap();
    assert!(!public.contains("50.5872") && !public.contains("camera position"), "cameras are private: {public}");
    assert_eq!(desk.json(&format!("sound-at wrong.toml {claim}"))["word"], "inconsistent");
    let blind = heard([0.0; 4]).replace("clock_s = \"0~0.01\"\n", "");
    desk.write("blind.toml", blind);
    assert_eq!(desk.json(&format!("sound-at blind.toml {claim}"))["word"], "cannot_be_tested");
    desk.write("one.toml", heard([0.0; 4]).split("[[recording]]").take(2).collect::<Vec<_>>().join("[[recording]]"));
    assert!(desk.run(&format!("sound-at one.toml {claim}")).err.contains("two or more"));
}

/// A night scene by ffmpeg: lit windows on a dim wall, changed by a filter.
fn night(desk: &Desk, name: &str, filter: &str) {
    let path = desk.write(name, b"");
    let windows: Vec<String> = (0..12)
        .map(|n| {
            format!(
                "drawbox=x={}:y={}:w=24:h=20:c=0xffe0a0:t=fill:enable='lt(t,2.52)'",
                16 + 50 * (n % 6),
                30 + 60 * (n / 6)
            )
        })
        .collect();
    let scene = format!("color=c=0x303848:s=320x180:r=25:d=5,drawbox=x=0:y=150:w=320:h=30:c=0x505860:t=fill{filter}");
    let scene = scene.replace("WINDOWS", &windows.join(","));
    let done = std::process::Command::new("ffmpeg")
        .args(["-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", &scene])
        .args("-c:v libx264 -preset ultrafast -pix_fmt yuv420p".split(' '))
        .arg(&path)
        .status()
        .expect("the tests need ffmpeg; scripts/setup.sh installs it");
    assert!(done.success());
}

#[test]
fn lights_that_go_out_are_told_from_a_fade_and_held_against_a_claimed_time() {
    let desk = Desk::new();
    night(&desk, "lamps.mp4", ",WINDOWS");
    night(&desk, "fade.mp4", ",fade=t=out:st=2:d=2");
    night(&desk, "still.mp4", "");
    let clock = "--begins 2022-10-14T19:02:10+03:00 --clock 0±2";
    let claim = |time: &str| {
        format!("outage lamps.mp4 {clock} --claimed-time {time} --claimed-error 0±30 --cited post --out out")
    };
    let right = desk.json(&claim("2022-10-14T19:02:30+03:00"));
    assert_eq!((&right["verdict"], &right["word"]), (&"lights_out".into(), &"consistent".into()), "{right:#}");
    let between: Vec<f64> = right["between_s"].as_array().unwrap().iter().map(|s| s.as_f64().unwrap()).collect();
    assert!(between[0] < 2.53 && between[1] > 2.51 && between[1] - between[0] < 0.05, "{between:?}");
    assert!(desk.path("out/outage.svg").is_file());
    assert_eq!(desk.json(&claim("2022-10-14T20:02:30+03:00"))["word"], "inconsistent");
    assert_eq!(desk.json("outage fade.mp4")["verdict"], "exposure");
    assert_eq!(desk.json("outage still.mp4")["verdict"], "none");
    let ran = desk.run("outage lamps.mp4 --begins noon");
    assert!(ran.status == 2 && ran.out.is_empty() && ran.err.contains("not a date and time"), "{}", ran.err);
}
