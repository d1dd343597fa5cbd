//! Serbian written in Latin letters, in Cyrillic ones: for showing only, the record keeps what was written.
use unicode_segmentation::UnicodeSegmentation;

/// Where two letters are two sounds, because a prefix or the first half of a compound ends between them.
const SEAMS: &[(&str, &str)] = &[
    ("nad", "živ"),
    ("nad", "žnj"),
    ("od", "živ"),
    ("od", "žal"),
    ("pod", "žup"),
    ("in", "jek"),
    ("kon", "junk"),
    ("kon", "jug"),
    ("van", "jezi"),
    ("tan", "jug"),
];

/// The text in Cyrillic. Words with letters that Serbian does not have, abbreviations and addresses stay as they are.
///
/// ```
/// assert_eq!(hapur::language::to_cyrillic("Ljudi i njihov džep, PDF"), "Људи и њихов џеп, PDF");
/// ```
pub fn to_cyrillic(text: &str) -> String {
    text.split_inclusive(char::is_whitespace).map(|piece| if is_address(piece) { piece.to_owned() } else { words(piece) }).collect()
}

fn is_address(piece: &str) -> bool {
    piece.contains("://") || piece.contains('@') || piece.starts_with('/')
}

fn words(piece: &str) -> String {
    piece.split_word_bounds().map(|word| if stays(word) { word.to_owned() } else { turned(word) }).collect()
}

fn stays(word: &str) -> bool {
    let foreign = word.chars().flat_map(char::to_lowercase).any(|c| "qwxyëç".contains(c));
    let abbreviation =
        word.chars().filter(|c| c.is_alphabetic()).count() > 1 && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    foreign || abbreviation
}

fn turned(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let seam = seam(word);
    let (mut out, mut at) = (String::new(), 0);
    while let Some(&letter) = letters.get(at) {
        let pair = letters.get(at + 1).filter(|_| seam != Some(at + 1)).and_then(|&next| digraph(letter, next));
        let found = pair.or_else(|| single(letter)).unwrap_or(letter);
        if letter.is_uppercase() {
            out.extend(found.to_uppercase())
        } else {
            out.push(found)
        }
        at += if pair.is_some() { 2 } else { 1 };
    }
    out
}

/// Behind how many letters a word has its seam.
fn seam(word: &str) -> Option<usize> {
    let low = word.to_lowercase();
    let found = SEAMS.iter().find(|(first, second)| low.strip_prefix(first).is_some_and(|rest| rest.starts_with(second)));
    found.map(|(first, _)| first.len())
}

fn digraph(first: char, second: char) -> Option<char> {
    match (first.to_ascii_lowercase(), second.to_lowercase().next()?) {
        ('l', 'j') => Some('љ'),
        ('n', 'j') => Some('њ'),
        ('d', 'ž') => Some('џ'),
        _ => None,
    }
}

fn single(letter: char) -> Option<char> {
    const LATIN: &str = "abcčćdđefghijklmnoprsštuvzž";
    const CYRILLIC: &str = "абцчћдђефгхијклмнопрсштувзж";
    let low = letter.to_lowercase().next()?;
    LATIN.chars().zip(CYRILLIC.chars()).find(|(latin, _)| *latin == low).map(|(_, cyrillic)| cyrillic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digraphs_are_one_letter_unless_a_word_is_put_together_there() {
        for (latin, cyrillic) in [
            ("Ljubav, NJEGOŠ i džamija", "Љубав, NJEGOŠ и џамија"),
            ("Njegova injekcija", "Његова инјекција"),
            ("nadživeti konjunkturu", "надживети конјунктуру"),
            ("Vlada Kosova – Odluka br. 06/86", "Влада Косова – Одлука бр. 06/86"),
            ("građani, opština, šuma, čaša", "грађани, општина, шума, чаша"),
        ] {
            assert_eq!(to_cyrillic(latin), cyrillic);
        }
    }

    #[test]
    fn names_abbreviations_and_addresses_stay() {
        for text in ["OGP", "PDF", "https://example.org/odluka", "ana@example.org", "Lëvizja", "Новости"] {
            assert_eq!(to_cyrillic(text), text);
        }
    }
}
