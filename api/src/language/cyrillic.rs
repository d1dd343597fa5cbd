//! Serbian written in Latin letters, in Cyrillic ones: for showing only, the record keeps what was written.
use unicode_segmentation::UnicodeSegmentation;

/// Where two letters are two sounds, because a prefix or the first half of a compound ends between them.
const SEAMS: &[(&[&str], &[&str])] = &[
    (&["nad", "od", "pod", "pred"], &["živ", "žnj", "žal", "žup", "žel", "žor"]),
    (&["in", "kon", "van"], &["jek", "junk", "jug", "jezi"]),
    (&["tan"], &["jug"]),
];

/// What is written in Latin letters in Serbian Cyrillic too. The longer stands before what it begins with.
const LATIN: &[&str] = &[
    "Kosovo Action Plan 2023-2025 (December)",
    "Initiative for Open and Good Governance",
    "Open Data Kosovo",
    "Open Government Partnership",
    "Open Government",
    "Lëvizja FOL",
    "CiviKos",
    "BIRN",
    "Hapur",
    "Creative Commons",
    "JavaScript",
    "OpenAPI",
    "TypeScript",
    "Markdown",
    "GitHub",
    "WCAG",
    "ETag",
    "SHA-256",
    "JSON",
    "HTML",
    "HTTP",
    "IP",
    "CSV",
    "PDF",
    "API",
    "CC BY",
    "CC0",
    "MIT",
    "UTF-8",
    "Apache",
    "SQLite",
    "PostgreSQL",
    "axe",
    "Chromium",
    "VoiceOver",
    "Matra",
    "E-Komuna",
    "ALTCHA",
    "curl",
    "null",
    "URL",
];

/// What an address without `https://` ends with, and the name of a file.
const ENDINGS: &[&str] = &["org", "com", "net", "md", "pdf", "json", "csv", "rs"];

/// The text in Cyrillic. Words with letters that Serbian does not have, names that stay Latin, codes and addresses stay as they
/// are. The app in the browser does the same, by the same words (`web/src/lib/i18n/cyrillic.ts`).
///
/// ```
/// assert_eq!(hapur::language::to_cyrillic("Ljudi i njihov džep, PDF"), "Људи и њихов џеп, PDF");
/// ```
pub fn to_cyrillic(text: &str) -> String {
    let (mut out, mut done) = (String::with_capacity(text.len() * 2), 0);
    for (at, name) in names(text) {
        // Within a longer name there may stand a shorter one.
        let Some(before) = text.get(done..at) else { continue };
        out += &pieces(before);
        out += name;
        done = at + name.len();
    }
    out + &pieces(&text[done..])
}

/// The names that stay Latin, where they begin; of two at one place the longer first.
fn names(text: &str) -> Vec<(usize, &'static str)> {
    let alone = |at: usize, name: &str| {
        let (before, after) = (text[..at].chars().next_back(), text[at + name.len()..].chars().next());
        ![before, after].into_iter().flatten().any(char::is_alphabetic)
    };
    let of = |name: &&'static str| text.match_indices(*name).map(|(at, _)| (at, *name)).collect::<Vec<_>>();
    let mut found: Vec<_> = LATIN.iter().flat_map(of).filter(|(at, name)| alone(*at, name)).collect();
    found.sort_by_key(|(at, _)| *at);
    found
}

fn pieces(text: &str) -> String {
    text.split_inclusive(char::is_whitespace).map(|piece| if is_code(piece) { piece.to_owned() } else { words(piece) }).collect()
}

/// An address, the name of a file, a receipt or a number with letters before it.
fn is_code(piece: &str) -> bool {
    let core = piece.trim_matches(|c: char| !c.is_alphanumeric());
    let host = core.split('/').next().unwrap_or_default();
    let is_host = host.rsplit_once('.').is_some_and(|(name, ending)| !name.is_empty() && ENDINGS.contains(&ending));
    let capitals = core.chars().take_while(char::is_ascii_uppercase).count();
    let is_number = capitals >= 2 && core[capitals..].starts_with(|c: char| c.is_ascii_digit());
    // Laws are numbered so in every script.
    let is_law = core.split_once("/L-").is_some_and(|(assembly, law)| [assembly, law].iter().all(|it| it.parse::<u16>().is_ok()));
    piece.contains("://") || piece.contains('@') || piece.starts_with('/') || core.starts_with("HPR-") || is_host || is_number || is_law
}

fn words(piece: &str) -> String {
    piece.split_word_bounds().map(|word| if stays(word) { word.to_owned() } else { turned(word) }).collect()
}

fn stays(word: &str) -> bool {
    // No word of ours has a line below between its letters: that is the name of something in the code.
    let foreign = word.chars().flat_map(char::to_lowercase).any(|c| "qwxyëç_".contains(c));
    let roman = word.len() > 1 && word.chars().all(|c| "IVXLC".contains(c));
    foreign || roman
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
    let meets =
        |first: &str, seconds: &[&str]| low.strip_prefix(first).is_some_and(|rest| seconds.iter().any(|second| rest.starts_with(second)));
    let mut all = SEAMS.iter().flat_map(|(firsts, seconds)| firsts.iter().map(move |first| (*first, *seconds)));
    all.find(|(first, seconds)| meets(first, seconds)).map(|(first, _)| first.len())
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
            ("Ljubav, NJEGOŠ i džamija, OGP", "Љубав, ЊЕГОШ и џамија, ОГП"),
            ("Njegova injekcija", "Његова инјекција"),
            ("nadživeti konjunkturu", "надживети конјунктуру"),
            ("Vlada Kosova – Odluka br. 06/86", "Влада Косова – Одлука бр. 06/86"),
            ("građani, opština, šuma, čaša", "грађани, општина, шума, чаша"),
        ] {
            assert_eq!(to_cyrillic(latin), cyrillic);
        }
    }

    #[test]
    fn names_codes_and_addresses_stay() {
        let kept = [
            "PDF",
            "https://example.org/odluka",
            "ana@example.org",
            "ogpkosova.org",
            "Lëvizja FOL",
            "CC BY 4.0",
            "XIV",
            "CPT2024",
            "Новости",
        ];
        for text in kept {
            assert_eq!(to_cyrillic(text), text);
        }
        assert_eq!(to_cyrillic("na ogpkosova.org, u Hapuru i na Hapur"), "на ogpkosova.org, у Хапуру и на Hapur");
    }

    /// The two hundred words by which the app is tested.
    #[test]
    fn server_and_app_write_the_same() {
        let words = include_str!("../../../web/test/unit/words.ts");
        let pairs: Vec<(&str, &str)> = words.split("['").skip(1).filter_map(|pair| pair.split_once("']")?.0.split_once("', '")).collect();
        assert!(pairs.len() >= 200, "{}", pairs.len());
        for (latin, cyrillic) in pairs {
            assert_eq!(to_cyrillic(latin), cyrillic);
        }
    }
}
