//! Stems: the part of a word that its forms share, so that `vendim` finds `vendimet` and `одлуке` finds `odluka`.

use snowball_stemmers_rs::{Algorithm, Stemmer};

use super::fold;
use std::collections::HashSet;

/// The endings of Albanian nouns (definite, plural, case), folded.
const ALBANIAN: &[&str] = &[
    "avet", "evet", "ave", "eve", "ive", "ish", "esh", "ash", "ve", "it", "in", "et", "en", "es", "at", "ut", "un", "te", "ne", "ja", "se",
    "i", "e", "a", "u",
];

/// The word itself and its stems under the rules of each language, because nobody says in which language they search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stems(Vec<String>);

impl Stems {
    /// The key of the word itself, not stemmed.
    pub fn key(&self) -> &str {
        self.0.first().map_or("", String::as_str)
    }

    /// The word's key and its stems, each once.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// The two words are forms of one word under the rules of some language.
    pub fn share(&self, other: &Self) -> bool {
        self.iter().any(|one| other.iter().any(|it| it == one))
    }
}

/// The stems of a word in any spelling.
///
/// Stemming what is folded already costs some rules that need `č` or `đ`, but gives every spelling the same stems.
pub fn stems(word: &str) -> Stems {
    let key = fold(word);
    let snowball = |algorithm| fold(&Stemmer::create(algorithm).stem(&key));
    let mut found: Vec<String> = vec![key.clone(), snowball(Algorithm::Serbian), snowball(Algorithm::English)];
    found.extend(albanian(&key).map(ToOwned::to_owned));
    let mut seen = HashSet::new();
    found.retain(|stem| !stem.is_empty() && seen.insert(stem.clone()));
    Stems(found)
}

/// The word without each ending that it may have. `planet` is *the plans*, or a planet: a word by itself does not say where
/// its stem ends, so both readings count, but never one ending behind another, or `planeta` would be a plan.
fn albanian(key: &str) -> impl Iterator<Item = &str> {
    ALBANIAN.iter().filter_map(|ending| key.strip_suffix(ending).filter(|stem| stem.len() >= shortest_stem(ending)))
}

/// The `j` of `ligja` belongs to the word, that of `rregullorja` does not.
fn shortest_stem(ending: &str) -> usize {
    if ending == "ja" { 4 } else { 3 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_one_word(forms: &[&str]) {
        for (one, other) in forms.iter().flat_map(|one| forms.iter().map(move |other| (one, other))) {
            assert!(stems(one).share(&stems(other)), "{one} and {other}: {:?} {:?}", stems(one), stems(other));
        }
    }

    #[test]
    fn the_forms_of_an_albanian_noun_have_one_stem() {
        let nouns: &[&[&str]] = &[
            &["vendim", "vendimi", "vendimin", "vendimit", "vendimet", "vendimeve"],
            &["qytetar", "qytetari", "qytetarët", "qytetarëve"],
            &["komuna", "komunë", "komunën", "komunës", "komunave", "komunat"],
            &["shkollë", "shkolla", "shkollave", "shkollat", "shkollës"],
            &["plan", "plani", "planit", "planin", "planet", "planeve"],
            &["ligj", "ligji", "ligjit", "ligjet", "ligjeve"],
            &["qeveri", "qeveria", "qeverisë", "qeverinë"],
            &["buxhet", "buxheti", "buxhetit", "buxhetin"],
            &["projekt", "projekti", "projektet", "projekteve"],
            &["pjesëmarrje", "pjesëmarrja", "pjesëmarrjes", "pjesëmarrjen"],
            &["misioni", "mision", "misionit"],
            &["zyra", "zyrë", "zyrës", "zyrat"],
        ];
        nouns.iter().for_each(|forms| assert_one_word(forms));
    }

    #[test]
    fn the_forms_of_a_serbian_noun_have_one_stem_in_both_scripts() {
        let nouns: &[&[&str]] = &[
            &["odluka", "odluke", "odluku", "odlukom", "одлука", "одлуке", "одлукама"],
            &["škola", "skola", "školama", "школе"],
            &["građani", "gradjani", "gradani", "грађани", "građana", "građanima"],
        ];
        nouns.iter().for_each(|forms| assert_one_word(forms));
    }

    #[test]
    fn the_forms_of_an_english_word_have_one_stem() {
        assert_one_word(&["decision", "decisions", "Decision's"]);
        assert_one_word(&["comment", "comments", "commenting", "commented"]);
    }

    #[test]
    fn different_words_keep_different_stems() {
        assert!(!stems("vendim").share(&stems("veprim")));
        assert!(!stems("odluka").share(&stems("odbor")));
        assert!(!stems("plan").share(&stems("planeta")) && !stems("vlada").share(&stems("Vladimir")));
        assert!(!stems("komuna").share(&stems("komiteti")));
        assert!(stems("Vendimet").share(&stems("vendimin")));
        assert_eq!(stems("Vendimet").key(), "vendimet");
    }

    #[test]
    fn a_word_of_endings_alone_is_not_stemmed_away() {
        for word in ["i", "e", "se", "ne", "et", "ave", "evet", "in"] {
            assert!(stems(word).iter().all(|stem| !stem.is_empty()), "{word}");
        }
        assert!(stems(&"avet".repeat(50_000)).iter().count() < 10);
    }
}
