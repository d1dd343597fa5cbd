//! Gives every heading of a Markdown text an id that can be linked: readable, stable, and unique in the text.
//!
//! A heading may say its id, as code in parentheses at its end: ``Spam (`spam`)``. So a place has the same address in all
//! languages of a text.

use std::collections::{HashMap, VecDeque};

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::language::slug;

/// The id of a heading that has no letter or digit.
const NAMELESS: &str = "section";

/// The events of a text, with an id at each heading.
pub(super) struct Anchored<I: Iterator> {
    events: I,
    /// A heading waits here until all of it is known.
    heading: VecDeque<I::Item>,
    ids: Ids,
}

impl<I: Iterator> Anchored<I> {
    pub(super) fn new(events: I) -> Self {
        Self { events, heading: VecDeque::new(), ids: Ids::default() }
    }
}

impl<'a, I: Iterator<Item = Event<'a>>> Anchored<I> {
    /// Reads on to the end of the heading and returns its beginning with the id.
    fn anchor(&mut self, level: pulldown_cmark::HeadingLevel) -> Event<'a> {
        let mut text = String::new();
        for event in self.events.by_ref() {
            match &event {
                Event::Text(part) | Event::Code(part) => text.push_str(part),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => {}
            }
            let ended = matches!(event, Event::End(TagEnd::Heading(_)));
            self.heading.push_back(event);
            if ended {
                break;
            }
        }
        let id = match own_name(&self.heading) {
            Some(name) => self.ids.unique(name),
            None => self.ids.next(&text),
        };
        let id = Some(id.into());
        Event::Start(Tag::Heading { level, id, classes: vec![], attrs: vec![] })
    }
}

impl<'a, I: Iterator<Item = Event<'a>>> Iterator for Anchored<I> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        if let Some(waiting) = self.heading.pop_front() {
            return Some(waiting);
        }
        match self.events.next()? {
            Event::Start(Tag::Heading { level, .. }) => Some(self.anchor(level)),
            event => Some(event),
        }
    }
}

/// The id that a heading says of itself, if it does.
fn own_name(heading: &VecDeque<Event<'_>>) -> Option<String> {
    let mut from_its_end = heading.iter().rev().skip(1);
    let (close, name, open) = (from_its_end.next()?, from_its_end.next()?, from_its_end.next()?);
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
    match (open, name, close) {
        (Event::Text(open), Event::Code(name), Event::Text(close)) if open.ends_with('(') && &**close == ")" => {
            (!name.is_empty() && name.chars().all(plain)).then(|| name.to_string())
        }
        _ => None,
    }
}

/// The ids that are taken, each with the number that its next repetition tries first.
#[derive(Default)]
struct Ids(HashMap<String, u32>);

impl Ids {
    /// The first heading `Hyrje` is `hyrje`, the second `hyrje-2`, unless a heading before is called so.
    fn next(&mut self, heading: &str) -> String {
        self.unique(slug(heading).unwrap_or_else(|| NAMELESS.to_owned()))
    }

    fn unique(&mut self, name: String) -> String {
        let mut id = name.clone();
        while self.0.contains_key(&id) {
            let number = self.0.entry(name.clone()).or_insert(2);
            id = format!("{name}-{number}");
            *number += 1;
        }
        self.0.insert(id.clone(), 2);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_headings_are_numbered_and_never_share_an_id() {
        let mut ids = Ids::default();
        let given: Vec<_> =
            ["Hyrje", "Hyrje", "Hyrje 2", "hyrje!", "Увод", "Uvod", "—", "…", "Hyrje 2"].map(|heading| ids.next(heading)).into();
        assert_eq!(given, ["hyrje", "hyrje-2", "hyrje-2-2", "hyrje-3", "uvod", "uvod-2", "section", "section-2", "hyrje-2-3"]);
    }

    #[test]
    fn a_hundred_thousand_equal_headings_are_numbered_in_no_time() {
        let mut ids = Ids::default();
        assert_eq!((0..100_000).map(|_| ids.next("A")).last().unwrap(), "a-100000");
    }
}
