//! In which order hits stand: the same on every database, since it is worked out here, from what the index holds.
use super::wanted::{WantedWord, WantedWords};

/// How well a thing answers a query. For each word: in a title more than elsewhere, as it was typed more than another form of it,
/// a whole word more than a beginning. Among equals the newer come first, and things before comments.
pub fn score(wanted: &WantedWords, titles: &str, tokens: &str) -> i64 {
    wanted.words.iter().map(|word| 4 * in_title(word, titles) + elsewhere(word, tokens)).sum()
}

fn in_title(word: &WantedWord, titles: &str) -> i64 {
    if titles.is_empty() { 0 } else { best(word, titles).unwrap_or(0) }
}

/// That it is a hit is known; of a long text only the beginning was read.
fn elsewhere(word: &WantedWord, tokens: &str) -> i64 {
    best(word, tokens).unwrap_or(1)
}

fn best(word: &WantedWord, keys: &str) -> Option<i64> {
    let (mut closest, mut stems) = (None, false);
    for key in keys.split(' ') {
        stems = stems || key.starts_with(':');
        closest = closest.max(closeness(word, key, stems));
    }
    closest
}

fn closeness(word: &WantedWord, key: &str, is_stem: bool) -> Option<i64> {
    if key.as_bytes().first() != word.key.as_bytes().first() {
        return None;
    }
    match key {
        key if key == word.key && !is_stem => Some(3),
        key if word.keys.iter().any(|it| it == key) => Some(2),
        key if word.begins(key) => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_count_more_than_texts_and_the_typed_form_more_than_others() {
        let wanted = WantedWords::parse("vendimet", false);
        let of = |titles: &str, tokens: &str| score(&wanted, titles, tokens);
        let falling = [
            of("vendimet : vendim", "vendimet : vendim"),
            of("vendimi : vendim", "vendimi : vendim"),
            of("", "vendimet : vendim"),
            of("", "vendimi : vendim"),
            of("", ""),
        ];
        assert!(falling.is_sorted_by(|a, b| a > b), "{falling:?}");
        assert!(
            score(&WantedWords::parse("vendim", false), "", "vendim :")
                > score(&WantedWords::parse("vendim", false), "", "vendimi : vendim")
        );
        let typing = WantedWords::parse("vend", true);
        assert!(score(&typing, "", "vend") > score(&typing, "", "vendosje"));
    }
}
