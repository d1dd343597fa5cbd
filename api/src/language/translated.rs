//! A text in the languages of the record: always sent whole, a gap is `null`.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::json;
use unicode_normalization::UnicodeNormalization;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{AdditionalProperties, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::{PartialSchema, ToSchema};

use super::Language;

/// One text in up to three languages. All three keys are always written and must always be there when read;
/// a language that is missing is `null`, a text that a thing does not have at all is three times `null`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Translated {
    /// Albanian.
    #[serde(deserialize_with = "present")]
    pub sq: Option<String>,
    /// Serbian, in the script in which it was written.
    #[serde(deserialize_with = "present")]
    pub sr: Option<String>,
    /// English.
    #[serde(deserialize_with = "present")]
    pub en: Option<String>,
}

/// Without this serde would read a missing key as `null`, and who forgets a language would erase it.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Option::deserialize(deserializer)
}

impl Translated {
    /// The text in this language, if it is there.
    pub fn get(&self, language: Language) -> Option<&str> {
        match language {
            Language::Sq => self.sq.as_deref(),
            Language::Sr => self.sr.as_deref(),
            Language::En => self.en.as_deref(),
        }
    }

    /// The texts that are there, in the order sq, sr, en.
    pub fn iter(&self) -> impl Iterator<Item = (Language, &str)> {
        Language::ALL.into_iter().filter_map(|language| Some((language, self.get(language)?)))
    }

    /// There is no text in any language: the thing does not have it.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// There is a text in Albanian and in Serbian, the two official languages.
    pub fn in_both_official_languages(&self) -> bool {
        self.sq.is_some() && self.sr.is_some()
    }

    /// May be published by an editor: there in both official languages, or not there at all.
    pub fn is_complete_or_empty(&self) -> bool {
        self.is_empty() || self.in_both_official_languages()
    }

    /// There is a text, but not in this language: a gap. A text that is not there at all has no gaps.
    pub fn missing(&self, language: Language) -> bool {
        !self.is_empty() && self.get(language).is_none()
    }

    /// The same text in Unicode's composed form (NFC), so that equal texts are equal bytes.
    pub fn nfc(self) -> Self {
        let nfc = |text: Option<String>| text.map(|text| text.nfc().collect());
        Self { sq: nfc(self.sq), sr: nfc(self.sr), en: nfc(self.en) }
    }
}

/// No NUL (PostgreSQL cannot store it) and something above the space; the same in ECMAScript, Python and Rust.
pub(super) const PATTERN: &str = r"^[^\u0000]*[^\u0000-\u0020][^\u0000]*$";

pub(super) fn text_schema(description: &str) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .min_length(Some(1))
        .max_length(Some(5000))
        .pattern(Some(PATTERN))
        .description(Some(description))
}

impl PartialSchema for Translated {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .description(Some(
                "One text in the languages of the record. All three keys are always there; a gap is null, never an empty text.",
            ))
            .property("sq", text_schema("Albanian"))
            .property("sr", text_schema("Serbian, in Latin or Cyrillic script"))
            .property("en", text_schema("English"))
            .required("sq")
            .required("sr")
            .required("en")
            .additional_properties(Some(AdditionalProperties::FreeForm(false)))
            .examples([json!({"sq": "Plani i veprimit", "sr": "Akcioni plan", "en": "Action plan"})])
            .into()
    }
}

impl ToSchema for Translated {}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(sq: &str, sr: &str, en: &str) -> Translated {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Translated { sq: some(sq), sr: some(sr), en: some(en) }
    }

    #[test]
    fn all_three_keys_are_always_written_and_must_be_there_when_read() {
        assert_eq!(serde_json::to_string(&text("Letra", "", "")).unwrap(), r#"{"sq":"Letra","sr":null,"en":null}"#);
        assert_eq!(serde_json::from_value::<Translated>(json!({"sq": null, "sr": null, "en": null})).unwrap(), Translated::default());
        assert!(serde_json::from_value::<Translated>(json!({"sq": "Letra", "sr": null})).is_err());
        assert!(serde_json::from_value::<Translated>(json!({"sq": null, "sr": null, "en": null, "de": null})).is_err());
    }

    #[test]
    fn an_editor_may_publish_a_text_in_both_official_languages_or_none_at_all() {
        assert!(text("Letra", "Pismo", "").is_complete_or_empty());
        assert!(text("", "", "").is_complete_or_empty());
        assert!(!text("Letra", "", "Letter").is_complete_or_empty());
        assert!(!text("", "", "Letter").is_complete_or_empty());
    }

    #[test]
    fn a_gap_is_a_language_that_others_have() {
        let half = text("Letra", "", "Letter");
        assert!(half.missing(Language::Sr) && !half.missing(Language::Sq));
        assert!(Language::ALL.into_iter().all(|language| !Translated::default().missing(language)));
        assert_eq!(half.iter().collect::<Vec<_>>(), [(Language::Sq, "Letra"), (Language::En, "Letter")]);
    }

    #[test]
    fn decomposed_letters_become_the_composed_ones() {
        let typed = text("c\u{327}e\u{308}shtje", "gra\u{111}ani s\u{30c}", "");
        assert_eq!(typed.nfc(), text("çështje", "građani š", ""));
    }

    #[test]
    fn the_schema_refuses_what_would_be_an_empty_text() {
        let schema = serde_json::to_value(Translated::schema()).unwrap();
        let accepts = |value: serde_json::Value| jsonschema::is_valid(&schema, &value);
        assert!(accepts(json!({"sq": "një\nrresht", "sr": null, "en": "ë"})));
        assert!(accepts(json!({"sq": "😀".repeat(5000), "sr": null, "en": null})));
        for wrong in ["", " ", "\n\t ", "a\u{0}b", &"a".repeat(5001)] {
            assert!(!accepts(json!({"sq": wrong, "sr": null, "en": null})), "{wrong:?}");
        }
        assert!(!accepts(json!({"sq": null, "sr": null})));
        assert!(!accepts(json!({"sq": null, "sr": null, "en": null, "de": null})));
    }
}
