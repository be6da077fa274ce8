//! Posts and speakers with nothing in them yet, so that each format fills in only what it knows.

use model::post::{Platform, Post, PostTimes, Source, SourceRole};
use model::{Digest, PostId, SourceId};

/// A post with no words, times, links or media.
pub(crate) fn post(platform: &Platform, source: SourceId, locator: String) -> Post {
    Post {
        source,
        platform: platform.clone(),
        native_id: None,
        locator,
        url: None,
        times: PostTimes::default(),
        text: String::new(),
        verbatim: true,
        span: None,
        stated_language: None,
        links: Vec::new(),
        media: Vec::new(),
        urls: Vec::new(),
        stated_location: None,
        remarks: Vec::new(),
    }
}

/// A speaker of whom only the platform is known.
pub(crate) fn source(platform: &Platform, role: SourceRole) -> Source {
    Source { platform: platform.clone(), native_id: None, account: None, name: None, role }
}

/// The identity of a post by its platform, speaker and native id, without having read it.
pub(crate) fn post_id(platform: &Platform, source: SourceId, native_id: &str) -> PostId {
    let mut named = post(platform, source, String::new());
    named.native_id = Some(native_id.to_owned());
    // With a native id the item plays no part in the identity.
    named.identity(Digest([0; 32]))
}
