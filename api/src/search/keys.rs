//! From texts to keys: what the index holds of a thing.
use crate::language::{stems, words};
use crate::record::{Passage, Searchable, Subject};
use std::collections::HashSet;

/// By which rules keys are made. Whoever changes them, here or in `language`, counts it up: the index is then made anew.
pub(super) const VERSION: i64 = 1;

/// Longer words are cut; PostgreSQL refuses those above 2 KiB.
const LONGEST: usize = 64;
/// All keys of one thing together, in bytes; PostgreSQL refuses more than 1 MiB. A text that is longer has as many different
/// words only if a machine wrote it.
const ALL: usize = 600_000;

/// The keys of one thing, each once, divided by spaces: first those of its words in the order of the text, then, behind what
/// begins with a colon, the stems that are no words of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Keys {
    /// Of its titles.
    pub titles: String,
    /// Of all its texts. Between words and stems stands what it is filtered by.
    pub tokens: String,
}

/// The key of a word as the index knows it.
pub(super) fn cut(mut key: String) -> String {
    key.truncate(LONGEST);
    key
}

/// The word's key and its stems.
pub(super) fn keys_of_word(key: &str) -> impl Iterator<Item = String> {
    stems(key).iter().map(ToOwned::to_owned).collect::<Vec<_>>().into_iter()
}

/// What hits are filtered by stands among the keys, behind a colon, with which no word begins.
pub(super) fn of_kind(kind: crate::record::Kind) -> String {
    format!(":kind:{kind}")
}

/// Filters what is about that thing.
pub(super) fn about(subject: &Subject) -> String {
    format!(":on:{}:{}", subject.kind, subject.id)
}

/// Filters what has a text in that language.
pub(super) fn in_language(code: &str) -> String {
    format!(":in:{code}")
}

/// The keys of a thing.
pub(super) fn keys(thing: &Subject, found: &Searchable) -> Keys {
    let about = found.subject.iter().map(about);
    let languages = found.passages.iter().filter_map(|passage| passage.language).map(in_language);
    let filters = std::iter::once(of_kind(thing.kind)).chain(about).chain(languages);
    let titles = found.passages.iter().filter(|passage| passage.is_title);
    Keys { titles: list(titles, std::iter::once(":".to_owned())), tokens: list(found.passages.iter(), filters) }
}

fn list<'p>(passages: impl Iterator<Item = &'p Passage>, between: impl Iterator<Item = String>) -> String {
    let (mut list, mut all) = (List::default(), vec![]);
    for (_, key) in passages.flat_map(|passage| words(&passage.text)) {
        let key = cut(key);
        if list.add(&key) {
            all.push(key);
        }
    }
    if !all.is_empty() {
        for filter in between {
            list.add(&filter);
        }
    }
    for stem in all.iter().flat_map(|key| keys_of_word(key)) {
        list.add(&stem);
    }
    list.text
}

#[derive(Default)]
struct List {
    text: String,
    known: HashSet<String>,
}

impl List {
    /// Whether it was not there.
    fn add(&mut self, key: &str) -> bool {
        let new = self.text.len() + key.len() < ALL && self.known.insert(key.to_owned());
        if new {
            self.text.push_str(if self.text.is_empty() { "" } else { " " });
            self.text.push_str(key);
        }
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Kind;
    use crate::time::Moment;

    fn searchable(text: &str) -> Searchable {
        let subject = Some(Subject::new(Kind::Document, "plan"));
        let passages = vec![Passage::new("body", Some("sr"), text)];
        Searchable { title: None, subject, date: None, newest: Moment::from_millis(0), passages }
    }

    #[test]
    fn a_thing_is_known_by_its_words_their_stems_and_its_filters_each_once() {
        let keys = keys(&Subject::new(Kind::Comment, "1"), &searchable("Одлуке, odluke!"));
        assert_eq!(keys.tokens, "odluke :kind:comment :on:document:plan :in:sr odluk");
        assert_eq!(keys.titles, "");
    }

    #[test]
    fn no_text_has_too_many_keys_and_no_key_is_too_long() {
        let many: String = (0..200_000).map(|n| format!("w{n}x ")).collect();
        assert!(keys(&Subject::new(Kind::Comment, "1"), &searchable(&many)).tokens.len() <= ALL);
        let long = keys(&Subject::new(Kind::Comment, "1"), &searchable(&"ž".repeat(5000)));
        assert!(long.tokens.split(' ').all(|key| key.len() <= LONGEST), "{}", long.tokens);
    }
}
