//! The languages that the record is kept in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A language of the record, by its ISO 639-1 code. Albanian and Serbian are equal by law; English is offered beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Albanian.
    Sq,
    /// Serbian, in Latin or Cyrillic script.
    Sr,
    /// English.
    En,
}

/// The text names none of our languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a language of the record: it is kept in sq, sr and en")]
pub struct UnknownLanguage;

impl Language {
    /// All of them, in the order in which they are always written.
    pub const ALL: [Self; 3] = [Self::Sq, Self::Sr, Self::En];

    /// The code on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sq => "sq",
            Self::Sr => "sr",
            Self::En => "en",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Self, UnknownLanguage> {
        Self::ALL.into_iter().find(|language| language.as_str() == text).ok_or(UnknownLanguage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_called_the_same_in_json_in_text_and_in_rust() {
        for language in Language::ALL {
            assert_eq!(language.as_str().parse(), Ok(language));
            assert_eq!(serde_json::to_value(language).unwrap(), serde_json::json!(language.to_string()));
        }
        assert_eq!("SQ".parse::<Language>(), Err(UnknownLanguage));
        assert_eq!("de".parse::<Language>(), Err(UnknownLanguage));
    }
}
