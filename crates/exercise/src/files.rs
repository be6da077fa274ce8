//! Where each part of the material lies in the folder, and what it holds.
//!
//! Texts are in `material/`, recordings come from `clips`.

use crate::File;
use crate::clips::render_all;

/// 14 March 2026, 09:10 local time (UTC+2): when collecting began.
const COLLECTED: i64 = 1_773_472_200;

macro_rules! texts {
    ($($path:literal = $file:literal),* $(,)?) => {
        [$(($path, include_bytes!(concat!("../material/", $file)).as_slice())),*]
    };
}

/// Written parts, in the order in which they were collected.
const TEXTS: [(&str, &[u8]); 17] = texts![
    "telegram/ChatExport_2026-03-10/result.json" = "telegram-cut.json",
    "telegram/ChatExport_2026-03-14/result.json" = "telegram.json",
    "tweets/saved-2026-03-14.jsonl" = "tweets.jsonl",
    "tweets/2032340286440472575.json" = "tweet-snscrape.json",
    "articles/veldava-courier-torvyn-gate.html" = "courier.html",
    "articles/visnyk-sulny-zatvor.html" = "visnyk.html",
    "articles/dziennik-weldawski-zasuwa.txt" = "dziennik.txt",
    "articles/rechnoy-obozrevatel-torvin.txt" = "second-look.txt",
    "statements/2026-03-10-veldava-grid.txt" = "grid.txt",
    "statements/2026-03-12-0815-emergency-service.txt" = "emergency-0815.txt",
    "statements/2026-03-12-0900-town-council.txt" = "mayor.txt",
    "statements/2026-03-12-1630-emergency-service.txt" = "emergency-1630.txt",
    "video/torvyn-left-bank [EXb2leftbank].info.json" = "bank.info.json",
    "video/hrabna-spring-release [EXk9hrabna].info.json" = "spillway.info.json",
    "video/weldawa-live [2031998677156888575].info.json" = "viral.info.json",
    "other/gauge-dump.kap" = "gauge-dump.kap",
    "other/note-from-collector.md" = "note-from-collector.md",
];

/// Everything, sorted by path; each file two minutes younger than the one collected before it.
pub fn all() -> Vec<File> {
    let recordings = render_all();
    let painted = [
        ("telegram/ChatExport_2026-03-14/video_files/gate_bridge.avi", recordings.gate),
        ("telegram/ChatExport_2026-03-14/video_files/torvyn_now.avi", recordings.claimed_new),
        ("telegram/ChatExport_2026-03-14/photos/photo_1@12-03-2026_07-20-11.jpg", recordings.street),
        ("telegram/ChatExport_2026-03-14/voice_messages/audio_1@12-03-2026_06-43-30.wav", recordings.voice),
        ("articles/veldava-courier-torvyn-gate_files/torvyn-gate.jpg", recordings.grab),
        ("video/torvyn-left-bank [EXb2leftbank].avi", recordings.bank),
        ("video/hrabna-spring-release [EXk9hrabna].avi", recordings.spillway),
        ("video/weldawa-live [2031998677156888575].avi", recordings.viral),
    ];
    let written = TEXTS.into_iter().map(|(path, bytes)| (path, bytes.to_vec()));
    let mut files: Vec<File> = written
        .chain(painted)
        .zip(0_i64..)
        .map(|((path, bytes), n)| File { path: path.to_owned(), bytes, modified_unix: Some(COLLECTED + 120 * n) })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}
