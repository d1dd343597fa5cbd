//! The piece of a text in which the words were found, with the hits marked.
use super::WantedWords;
use crate::language::words;
use std::ops::Range;

/// Where a hit begins and ends in a snippet.
pub const MARK: &str = "<mark>";
/// See [`MARK`].
pub const UNMARK: &str = "</mark>";

/// So many words are shown …
const SHOWN: usize = 30;
/// … of which so many stand before the first hit.
const BEFORE: usize = 6;
/// So many words of a text are looked through.
const LOOKED_THROUGH: usize = 20_000;
/// So many hits are tried as the beginning of the snippet.
const TRIED: usize = 100;

/// A place of a text and which of the wanted words it answers.
struct Word {
    at: Range<usize>,
    answers: u32,
}

/// The best piece of a text, and how many of the wanted words it has. It is HTML: `&`, `<`, `>` and `"` of the text are
/// escaped, hits stand between [`MARK`] and [`UNMARK`], all else is a piece of the text as it was written.
pub fn snippet(wanted: &WantedWords, text: &str) -> (String, u32) {
    let words: Vec<Word> = words(text).take(LOOKED_THROUGH).map(|(at, key)| Word { at, answers: wanted.answered_by(&key) }).collect();
    let hits = words.iter().enumerate().filter(|(_, word)| word.answers != 0).map(|(at, _)| at).take(TRIED);
    let windows = std::iter::once(0).chain(hits.map(|at| at.saturating_sub(BEFORE))).map(|from| from..(from + SHOWN).min(words.len()));
    let best = best(&words, windows);
    let (different, _) = worth(&words[best.clone()]);
    (marked(text, &words, best), different)
}

/// First how many different words, then how many hits.
fn worth(words: &[Word]) -> (u32, usize) {
    let different = words.iter().fold(0, |bits, word| bits | word.answers).count_ones();
    (different, words.iter().filter(|word| word.answers != 0).count())
}

/// The first of the best.
fn best(words: &[Word], windows: impl Iterator<Item = Range<usize>>) -> Range<usize> {
    let (mut best, mut known) = (0..0, None);
    for window in windows {
        let worth = Some(worth(&words[window.clone()]));
        if worth > known {
            (best, known) = (window, worth);
        }
    }
    best
}

fn marked(text: &str, words: &[Word], window: Range<usize>) -> String {
    let begin = if window.start == 0 { 0 } else { words[window.start].at.start };
    let end = if window.end == words.len() && words.len() < LOOKED_THROUGH {
        text.len()
    } else {
        words[..window.end].last().map_or(0, |word| word.at.end)
    };
    let (mut html, mut done) = (String::new(), begin);
    for word in words[window].iter().filter(|word| word.answers != 0) {
        escape(&mut html, &text[done..word.at.start]);
        html.push_str(MARK);
        escape(&mut html, &text[word.at.clone()]);
        html.push_str(UNMARK);
        done = word.at.end;
    }
    escape(&mut html, &text[done..end]);
    html
}

fn escape(html: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn show(query: &str, text: &str) -> String {
        snippet(&WantedWords::parse(query, false), text).0
    }

    #[test]
    fn hits_are_marked_in_the_spelling_of_the_text() {
        assert_eq!(show("odluka", "Грађани поздрављају одлуке."), "Грађани поздрављају <mark>одлуке</mark>.");
        assert_eq!(show("gradani", "Šta kažu građani?"), "Šta kažu <mark>građani</mark>?");
        assert_eq!(show("ceshtje", "Kjo çështje & <ajo>"), "Kjo <mark>çështje</mark> &amp; &lt;ajo&gt;");
        assert_eq!(show("nothing", "Po."), "Po.");
        assert_eq!(show("nothing", " — "), " — ");
    }

    #[test]
    fn of_a_long_text_the_piece_with_most_of_the_words_is_shown() {
        let text = format!("vendim {} vendim për buxhetin {}", "fjalë ".repeat(100), "tjetër ".repeat(100));
        let shown = show("vendimi buxheti", &text);
        assert!(shown.contains("<mark>vendim</mark> për <mark>buxhetin</mark>"), "{shown}");
        assert!(shown.split_whitespace().count() <= SHOWN, "{shown}");
    }

    /// What stands behind the marks and the escapes.
    fn plain(snippet: &str) -> String {
        let text = snippet.replace(MARK, "").replace(UNMARK, "");
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    }

    proptest! {
        #[test]
        fn marks_are_balanced_and_the_rest_is_a_piece_of_the_text(
            text in "([a-eçëžђља-е<>&\"/ ]{0,12}|</?mark>|&lt;| |\\PC){0,80}", query in "[a-eçëžа-е ]{0,20}", typing: bool
        ) {
            let (shown, _) = snippet(&WantedWords::parse(&query, typing), &text);
            prop_assert!(text.contains(&plain(&shown)), "{shown}");
            let mut rest = shown.as_str();
            while let Some(at) = rest.find('<') {
                prop_assert!(rest[at..].starts_with(MARK), "{shown}");
                let (hit, behind) = rest[at + MARK.len()..].split_once(UNMARK).unwrap();
                prop_assert!(!hit.is_empty() && !hit.contains('<'), "{shown}");
                rest = behind;
            }
            prop_assert!(!rest.contains('>'), "{shown}");
        }
    }
}
