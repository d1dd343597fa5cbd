//! Whether a text answers a query: the `q` filter of the editorial lists, which have hundreds of rows and need no index.

use super::stem::{Stems, stems};
use super::words;

/// What somebody looks for, prepared once and compared with many texts.
#[derive(Clone, Debug)]
pub struct Wanted(Vec<Stems>);

impl Wanted {
    /// Reads a query; each of its words is wanted.
    pub fn parse(query: &str) -> Self {
        Self(words(query).map(|(_, key)| stems(&key)).collect())
    }

    /// Every word of the query is the beginning of some word of the texts, or shares its stem. A query without words is in every text.
    pub fn is_in<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> bool {
        let mut open: Vec<&Stems> = self.0.iter().collect();
        for text in texts {
            for (_, key) in words(text) {
                if open.is_empty() {
                    return true;
                }
                strike_out(&mut open, &key);
            }
        }
        open.is_empty()
    }
}

/// Removes the wanted words that this word of the text answers.
fn strike_out(open: &mut Vec<&Stems>, key: &str) {
    let mut found = None;
    open.retain(|wanted| {
        // No stemmer changes the first letter of a word: most words are not worth stemming.
        let similar = wanted.key().as_bytes().first() == key.as_bytes().first();
        !(key.starts_with(wanted.key()) || similar && found.get_or_insert_with(|| stems(key)).share(wanted))
    });
}

/// Every word of `query` stands in one of the texts of `haystack`: as the beginning of a word, or in another form of it.
pub fn contains_words(haystack: &[&str], query: &str) -> bool {
    Wanted::parse(query).is_in(haystack.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TITLES: &[&str] =
        &["Vendimi i komunës për buxhetin e shkollave", "Одлука општине: грађани траже буџет", "The municipality's decision on budgets"];

    #[test]
    fn the_four_spellings_of_citizens_find_the_same_text() {
        for query in ["gradani", "gradjani", "građani", "грађани", "građanima", "ГРАЂАНА"] {
            assert!(contains_words(TITLES, query), "{query}");
        }
    }

    #[test]
    fn every_word_of_the_query_must_be_found_but_each_may_be_in_another_text() {
        assert!(contains_words(TITLES, "vendimet komuna"));
        assert!(contains_words(TITLES, "vendim одлуке decisions"));
        assert!(!contains_words(TITLES, "vendim ministri"));
        assert!(!contains_words(&[], "vendim"));
    }

    #[test]
    fn the_beginning_of_a_word_finds_it_and_its_end_does_not() {
        assert!(contains_words(TITLES, "buxh"));
        assert!(contains_words(TITLES, "muni"));
        assert!(!contains_words(TITLES, "xhetin"));
    }

    #[test]
    fn a_query_without_words_filters_nothing() {
        assert!(contains_words(TITLES, "") && contains_words(&[], " — !"));
    }

    #[test]
    fn one_word_of_the_text_may_answer_two_words_of_the_query() {
        assert!(contains_words(&["vendimeve"], "vendim vendimi vend"));
    }
}
