//! What a picture, film or sound says of itself, as far as it is published: what it is, what it states of its making
//! (weak, places coarse), and a small picture that shows no more than the policy lets through.

use case::view::{ContainerView, StreamView};
use media::{Matter, StreamKind, iso_6709};
use model::ItemId;
use model::name::base64;

use crate::redact::{Redactor, place};

/// What is published of an item's inside.
#[derive(Debug)]
pub(crate) struct Inside {
    /// `film, 480 x 720, 22.5 s, with sound`.
    pub what: String,
    /// Statements of the file about its making, each with its matter.
    pub stated: Vec<String>,
    /// Where it is cut off or damaged.
    pub cut_off: Option<String>,
    /// A small picture, if there is one.
    pub picture: Option<SmallPicture>,
}

/// A small picture in a form that can stand inside a page.
#[derive(Debug)]
pub(crate) struct SmallPicture {
    /// A `data:` address of a JPEG file.
    pub address: String,
    pub width: u32,
    pub height: u32,
}

impl Inside {
    pub fn new(item: ItemId, view: &ContainerView, redactor: &Redactor) -> Self {
        let mut stated = Vec::new();
        for one in &view.stated {
            let (name, value) = match one.matter {
                Matter::Time => ("time", redactor.note(&one.value)),
                Matter::Place => ("place", coarse(&one.value, redactor)),
                Matter::Maker => ("maker of the device", redactor.note(&one.value)),
                Matter::Model => ("device", redactor.note(&one.value)),
                // Which program wrote a file says something to those who examine it, not here.
                Matter::Software => continue,
            };
            let words = format!("{name} {value}");
            if !stated.contains(&words) {
                stated.push(words);
            }
        }
        // There is no detector of faces and nobody has marked any: every picture is wholly blurred, in its pixels. One that
        // a decision withholds is not shown at all.
        let shown = view.thumbnail.as_ref().filter(|t| !t.blurred.is_empty() && !redactor.withholds_item(item));
        let picture = shown.map(|t| SmallPicture {
            address: format!("data:image/jpeg;base64,{}", base64(&t.blurred)),
            width: t.width,
            height: t.height,
        });
        Self { what: what(view), stated, cut_off: view.cut_off.clone(), picture }
    }
}

/// A position to a tenth of a degree; other words about a place are left out.
fn coarse(value: &str, redactor: &Redactor) -> String {
    redactor.counts.borrow_mut().coordinates += 1;
    match iso_6709(value) {
        Some(position) => {
            format!("near latitude {}, longitude {}", place::coarse(position.lat_e6), place::coarse(position.lon_e6))
        }
        None => "(withheld)".to_owned(),
    }
}

fn what(view: &ContainerView) -> String {
    let of = |kind: StreamKind| view.streams.iter().filter(move |s| s.kind == kind && s.packets > 0);
    let picture = of(StreamKind::Picture).max_by_key(|s| (area(s), std::cmp::Reverse(s.index)));
    let sound = of(StreamKind::Sound).next().is_some();
    let mut words = vec![match picture {
        Some(stream) if stream.packets > 1 => "film".to_owned(),
        Some(_) => "picture".to_owned(),
        None => "sound".to_owned(),
    }];
    words.extend(picture.and_then(|s| Some(format!("{} x {}", s.width?, s.height?))));
    let lasts = picture.is_none_or(|stream| stream.packets > 1);
    words.extend(view.duration_us.filter(|_| lasts).map(|us| format!("{}.{} s", us / 1_000_000, us / 100_000 % 10)));
    if picture.is_some() && sound {
        words.push("with sound".to_owned());
    }
    words.join(", ")
}

fn area(stream: &StreamView) -> u64 {
    u64::from(stream.width.unwrap_or(0)) * u64::from(stream.height.unwrap_or(0))
}
