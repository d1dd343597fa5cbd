//! What somebody looks for. Whatever is no letter and no digit only divides words: there are no operators.
use super::keys::{cut, keys_of_word};
use crate::language::words;

/// So many words are looked for; of more, the longest, which divide best what is there.
const WORDS: usize = 8;
/// A single letter is the beginning of too many words.
const SHORTEST_PREFIX: usize = 2;
/// Longer beginnings are cut: so far, and no farther, SQLite's index knows them.
const LONGEST_PREFIX: usize = 8;

/// The words of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedWords {
    pub(super) words: Vec<WantedWord>,
}

/// One word of a query, with all keys under which it may stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WantedWord {
    /// The key of the word as it was typed; the first of `keys`.
    pub key: String,
    /// Its key and its stems.
    pub keys: Vec<String>,
    /// With what else a word may begin.
    pub prefix: Option<String>,
}

impl WantedWords {
    /// Reads a query; while it is being typed, its last word may be the beginning of one.
    pub fn parse(query: &str, typing: bool) -> Self {
        let mut keys: Vec<String> = words(query).map(|(_, key)| cut(key)).collect();
        let last = keys.last().cloned().filter(|key| typing && key.len() >= SHORTEST_PREFIX && ends_in_a_word(query));
        keys.sort_by_key(|key| std::cmp::Reverse(key.len()));
        let mut seen = std::collections::HashSet::new();
        keys.retain(|key| seen.insert(key.clone()));
        keys.truncate(WORDS);
        let prefix = |key: &String| (last.as_ref() == Some(key)).then(|| key.chars().take(LONGEST_PREFIX).collect());
        let word = |key: String| WantedWord { keys: keys_of_word(&key).collect(), prefix: prefix(&key), key };
        Self { words: keys.into_iter().map(word).collect() }
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Which of the words this word of a text answers, as bits.
    pub(super) fn answered_by(&self, key: &str) -> u32 {
        let mut found: Option<Vec<String>> = None;
        let mut bits = 0;
        for (at, word) in self.words.iter().enumerate() {
            // No stemmer changes the first letter of a word: most words are not worth stemming.
            let similar = word.key.as_bytes().first() == key.as_bytes().first();
            if similar && word.is_answered_by(key, found.get_or_insert_with(|| keys_of_word(key).collect())) {
                bits |= 1 << at;
            }
        }
        bits
    }
}

impl WantedWord {
    /// Whether that word begins as this one.
    pub fn begins(&self, key: &str) -> bool {
        self.prefix.as_ref().is_some_and(|prefix| key.starts_with(prefix))
    }

    fn is_answered_by(&self, key: &str, keys: &[String]) -> bool {
        self.begins(key) || self.keys.iter().any(|wanted| keys.contains(wanted))
    }
}

/// Who typed a space or a comma behind a word has finished it.
fn ends_in_a_word(query: &str) -> bool {
    query.chars().next_back().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(query: &str, typing: bool) -> Vec<(String, bool)> {
        WantedWords::parse(query, typing).words.into_iter().map(|it| (it.key, it.prefix.is_some())).collect()
    }

    #[test]
    fn there_are_words_and_nothing_else_in_a_query() {
        assert!(WantedWords::parse(" \"*\" — : ( ) ^ ' -- \u{0} ", true).is_empty());
        assert_eq!(
            keys("plan NEAR/2 -\"ligj*", false),
            [("plan".into(), false), ("near".into(), false), ("ligj".into(), false), ("2".into(), false)]
        );
    }

    #[test]
    fn only_the_last_word_and_only_while_it_is_typed_is_a_beginning() {
        assert_eq!(keys("vendim qyt", true), [("vendim".into(), false), ("qyt".into(), true)]);
        assert_eq!(keys("vendim qyt", false)[1], ("qyt".into(), false));
        assert_eq!(keys("vendim qyt ", true)[1], ("qyt".into(), false));
        assert_eq!(keys("q", true), [("q".into(), false)]);
        assert_eq!(WantedWords::parse("ministarstv", true).words[0].prefix.as_deref(), Some("ministar"));
    }

    #[test]
    fn of_many_words_the_longest_are_looked_for() {
        let query: String = (1..=20).map(|n| format!("{} ", "a".repeat(n))).collect();
        let lengths: Vec<_> = keys(&query, false).iter().map(|(key, _)| key.len()).collect();
        assert_eq!(lengths, [20, 19, 18, 17, 16, 15, 14, 13]);
    }
}
