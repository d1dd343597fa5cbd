//! What can be found of a thing: each slice tells it of its own things; who searches need not know the slice.
use super::Subject;
use crate::language::Translated;
use crate::time::{Moment, PartialDate};

/// A thing that everybody sees, as far as it can be found and shown among hits.
#[derive(Debug, Clone)]
pub struct Searchable {
    /// What it is called; comments have no title.
    pub title: Option<Translated>,
    /// What it is about.
    pub subject: Option<Subject>,
    /// Its own date, exactly as precise as it is known.
    pub date: Option<PartialDate>,
    /// By what the newer are found before the older.
    pub newest: Moment,
    /// Its texts.
    pub passages: Vec<Passage>,
}

/// One text of a thing.
#[derive(Debug, Clone)]
pub struct Passage {
    /// Where it stands: `summary`, `body`, `versions/1` …
    pub field: String,
    /// The code of the language that it is said to be in; none for names.
    pub language: Option<&'static str>,
    /// The text as it was written.
    pub text: String,
    /// What is found here counts more.
    pub is_title: bool,
}

impl Passage {
    /// A text that is not a title.
    pub fn new(field: impl Into<String>, language: Option<&'static str>, text: impl Into<String>) -> Self {
        Self { field: field.into(), language, text: text.into(), is_title: false }
    }

    /// The texts of a translated text.
    pub fn of<'t>(field: &'t str, text: &'t Translated) -> impl Iterator<Item = Self> + 't {
        text.iter().map(move |(language, text)| Self::new(field, Some(language.as_str()), text))
    }
}
