//! Folding: one key of `[a-z0-9]` for all the ways in which a word of our languages is written.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// The search key of one word: lower case, Serbian Cyrillic as Latin, marks dropped, `đ` = `dj` = `d`, only `[a-z0-9]`.
///
/// People write `građani`, `gradjani`, `gradani` and `грађани` and mean one word. As `gradani` has lost the difference
/// already, the only key that all four can share is the shortest one, so `dj` loses its `j` wherever it stands.
/// This is safe: it only makes more words equal, never fewer, and a prefix of a word keeps a key that is a prefix of the
/// word's key. It costs: words that differ in nothing but that `j` find each other (Albanian `djalë` boy and `dalë` gone
/// out, Serbian `odjava` and `odava`). Where a false friend is worse than a missed word, compare the texts themselves.
pub fn fold(word: &str) -> String {
    latin(word).replace("dj", "d")
}

/// The words of a text: where each stands, in bytes, and its key. What has no letter or digit is no word.
pub fn words(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    text.unicode_word_indices().map(|(start, word)| (start..start + word.len(), fold(word))).filter(|(_, key)| !key.is_empty())
}

/// The word in `[a-z0-9]` as people would spell it without our letters: `đ` becomes `dj`, `lj` and `dž` keep both letters.
pub(super) fn latin(word: &str) -> String {
    let mut key = String::with_capacity(word.len() + 4);
    word.chars().flat_map(char::to_lowercase).for_each(|letter| push_latin(&mut key, letter));
    key
}

fn push_latin(key: &mut String, letter: char) {
    if letter.is_ascii_alphanumeric() {
        return key.push(letter);
    }
    if let Some(latin) = serbian(letter) {
        return key.push_str(latin);
    }
    let before = key.len();
    // Compatibility decomposition turns `ë` into `e` and a mark, `ﬁ` into `fi`, `²` into `2`; only ASCII is kept.
    key.extend(std::iter::once(letter).nfkd().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
    if key.len() == before && letter.is_alphanumeric() {
        let spelt = deunicode::deunicode_char(letter).unwrap_or_default();
        key.extend(spelt.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
    }
}

/// The letters of Serbian that do not decompose into ASCII, and the digraphs that Unicode has as one code point.
/// No general transliteration does this right: to it `ћ` is `tsh`.
fn serbian(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'ђ' | 'đ' => "dj",
        'е' => "e",
        'ж' | 'з' => "z",
        'и' => "i",
        'ј' => "j",
        'к' => "k",
        'л' => "l",
        'љ' | 'ǉ' => "lj",
        'м' => "m",
        'н' => "n",
        'њ' | 'ǌ' => "nj",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' | 'ш' => "s",
        'т' => "t",
        'ћ' | 'ц' | 'ч' => "c",
        'у' => "u",
        'ф' => "f",
        'х' => "h",
        'џ' | 'ǆ' => "dz",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citizens_are_one_word_however_they_are_written() {
        for word in ["gradani", "gradjani", "građani", "грађани", "GRAĐANI", "ГРАЂАНИ", "gra\u{111}ani", "Gradjani"] {
            assert_eq!(fold(word), "gradani", "{word}");
        }
    }

    #[test]
    fn letters_with_marks_are_found_without_them() {
        let pairs = [
            ("Shkollë", "shkolle"),
            ("ÇËSHTJE", "ceshtje"),
            ("c\u{327}e\u{308}shtje", "ceshtje"),
            ("Čačak", "cacak"),
            ("ćirilica", "cirilica"),
        ];
        for (word, key) in pairs {
            assert_eq!(fold(word), key);
        }
    }

    #[test]
    fn both_scripts_of_serbian_have_one_key() {
        let pairs = [
            ("Љубљана", "Ljubljana"),
            ("џеп", "džep"),
            ("ǆep", "dzep"),
            ("Ǉubav", "Ljubav"),
            ("ћирилица", "ćirilica"),
            ("Ђорђе", "Đorđe"),
            ("Шћепан Његуш", "Šćepan Njeguš"),
        ];
        for (cyrillic, latin) in pairs {
            assert_eq!(fold(cyrillic), fold(latin), "{cyrillic}");
        }
        assert_eq!(fold("љиљан"), "ljiljan");
    }

    #[test]
    fn every_key_consists_of_small_letters_and_digits() {
        for word in ["straße", "naïve", "ﬁnal", "x²", "Ωmega", "Ќе", "ışık", "№5", "日本", "e-mail", "06/86", "—", "😀", "Ǆ"]
        {
            assert!(fold(word).bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()), "{word} -> {}", fold(word));
        }
        assert_eq!((fold("straße"), fold("ışık"), fold("—")), ("strasse".into(), "isik".into(), String::new()));
    }

    #[test]
    fn a_prefix_of_a_word_has_a_prefix_of_its_key() {
        for word in ["građanima", "gradjanima", "adjacent", "djali", "џеп", "ndjekje"] {
            for (end, _) in word.char_indices() {
                assert!(fold(word).starts_with(&fold(&word[..end])), "{word} {end}");
            }
        }
    }

    #[test]
    fn the_words_of_a_text_know_where_they_stand() {
        let text = "Одлука № 06/86: «Çështja»!";
        let found: Vec<_> = words(text).map(|(range, key)| (&text[range], key)).collect();
        assert_eq!(found, [("Одлука", "odluka".into()), ("06", "06".into()), ("86", "86".into()), ("Çështja", "ceshtja".into())]);
    }
}
