//! The language of a text that quotes posts in other languages.

#![allow(clippy::unwrap_used)]

use model::Span;
use text::claims::PostSpan;
use text::gazetteer::Gazetteer;
use text::lang::Language;
use text::read::{ReadContext, read};

#[test]
fn an_article_has_its_own_language_and_the_posts_it_quotes_have_theirs() {
    let post = "Горить склад біля вокзалу, пожежу гасять уже третю годину";
    let text = format!(
        "A warehouse burned near the station on Friday, residents wrote on social media.\n{post}\nThe fire service has not said how it began."
    );
    let start = text.chars().take_while(|c| *c != 'Г').count();
    let span = Span { start, end: start + post.chars().count() };
    let posts = [PostSpan { span, whole: span, account: "@someone".into(), name: None, time: None }];
    let gazetteer = Gazetteer::shipped().unwrap();
    let context =
        ReadContext { published: None, langs: &[], posts: &posts, author: None, skip: &[], gazetteer: &gazetteer };
    let reading = read(&text, &context);
    assert_eq!((reading.language, reading.posts[0].language), (Language::En, Language::Uk));
    let languages: Vec<Language> = reading.languages.iter().map(|l| l.language).collect();
    assert_eq!(languages, [Language::En, Language::Uk, Language::En]);
    // Where nothing tells that the words are a post, the text is in two languages.
    assert_eq!(read(&text, &ReadContext { posts: &[], ..context }).language, Language::Mixed);
}
