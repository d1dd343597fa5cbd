//! The four ways in which people read: three languages, and Serbian in both scripts.
mod dates;
mod words;

pub use dates::{day_of, minute_of, partial};
pub use words::{ANONYMOUS, INDEPENDENT, ON_BEHALF_OF, Words};

use crate::http;
use crate::language::{Language, Translated, to_cyrillic};
use serde::Deserialize;
use std::borrow::Cow;
use utoipa::ToSchema;

/// One of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Locale {
    /// Albanian.
    #[default]
    Sq,
    /// Serbian in Latin letters.
    Sr,
    /// Serbian in Cyrillic letters, made from the Latin ones.
    SrCyrl,
    /// English.
    En,
}

impl Locale {
    /// All of them, in the order in which they are always offered.
    pub const ALL: [Self; 4] = [Self::Sq, Self::Sr, Self::SrCyrl, Self::En];

    /// As it stands in addresses.
    pub fn path(self) -> &'static str {
        match self {
            Self::Sq => "sq",
            Self::Sr => "sr",
            Self::SrCyrl => "sr-cyrl",
            Self::En => "en",
        }
    }

    /// What its readers call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sq => "Shqip",
            Self::Sr => "Srpski",
            Self::SrCyrl => "Српски",
            Self::En => "English",
        }
    }

    /// The one whose addresses begin with this.
    pub fn in_path(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.path() == text)
    }

    /// As it stands in `lang` and `hreflang` (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Self::Sq => "sq",
            Self::Sr => "sr-Latn",
            Self::SrCyrl => "sr-Cyrl",
            Self::En => "en",
        }
    }

    /// In which language of the record it reads.
    pub fn language(self) -> Language {
        match self {
            Self::Sq => Language::Sq,
            Self::Sr | Self::SrCyrl => Language::Sr,
            Self::En => Language::En,
        }
    }

    /// A text of ours or of the record that is in this locale's language, in its script.
    pub fn written<'a>(self, text: &'a str) -> Cow<'a, str> {
        if self == Self::SrCyrl { Cow::Owned(to_cyrillic(text)) } else { Cow::Borrowed(text) }
    }

    /// Of a text in Albanian, Serbian and English the one that the reader reads.
    pub fn told(self, [sq, sr, en]: Words) -> Cow<'static, str> {
        match self {
            Self::Sq => sq.into(),
            Self::Sr | Self::SrCyrl => self.written(sr),
            Self::En => en.into(),
        }
    }

    /// The text in this locale; where it is missing, in the first language that has it, with that language's tag.
    pub fn choose<'a>(self, text: &'a Translated) -> Option<(&'static str, Cow<'a, str>)> {
        if let Some(own) = text.get(self.language()) {
            return Some((self.tag(), self.written(own)));
        }
        text.iter().next().map(|(language, other)| (language.as_str(), Cow::Borrowed(other)))
    }

    /// The best for what a browser says that its reader speaks (RFC 9110 §12.5.4); Albanian if it says nothing of use.
    pub fn preferred(accepted: &str) -> Self {
        let readable = http::accepted(accepted).filter(|it| !it.is_refused());
        let mut wanted: Vec<(f32, &str)> = readable.filter_map(|it| Some((it.weight?, it.name))).collect();
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
        wanted.into_iter().find_map(|(_, tag)| Self::spoken(tag)).unwrap_or(Self::Sq)
    }

    fn spoken(tag: &str) -> Option<Self> {
        let tag = tag.to_ascii_lowercase();
        match tag.split('-').next()? {
            "sq" => Some(Self::Sq),
            // Browsers say `sr` for Cyrillic; here Latin letters are the usual ones, and the other script is one link away.
            "sr" if tag.contains("cyrl") => Some(Self::SrCyrl),
            "sr" | "bs" | "hr" | "sh" | "cnr" => Some(Self::Sr),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_is_called_the_same_in_queries_and_in_addresses() {
        for locale in Locale::ALL {
            assert_eq!(serde_json::from_value::<Locale>(locale.path().into()).unwrap(), locale);
        }
    }

    #[test]
    fn the_reader_gets_the_language_they_prefer_of_those_there_are() {
        for (accepted, locale) in [
            ("", Locale::Sq),
            ("de-DE,de;q=0.9", Locale::Sq),
            ("de-DE,de;q=0.9,en;q=0.8,sq;q=0.7", Locale::En),
            ("sr-Cyrl-RS, en;q=0.5", Locale::SrCyrl),
            ("sr-RS,sr;q=0.9,en-US;q=0.8", Locale::Sr),
            ("en;q=0, sr;q=0.1", Locale::Sr),
            ("en;q=x, ;;, sq;q=0.2", Locale::Sq),
        ] {
            assert_eq!(Locale::preferred(accepted), locale, "{accepted}");
        }
    }
}
