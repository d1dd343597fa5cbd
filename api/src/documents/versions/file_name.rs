//! Names of files: what a stranger calls a file must not lie, break a header, or leave its folder.
use crate::files::MediaType;
use deunicode::deunicode;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;

/// The longest name, in characters; with four bytes each and an extension it still fits into every file system.
const LONGEST: usize = 60;

/// RFC 8187: what may stand unencoded in `filename*`.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The last part of a name, without what is invisible, turns the direction of writing, or means something to a file
/// system, with the extension of what the file is. `otherwise` names what is left without a name.
pub fn tame(given: &str, media_type: MediaType, otherwise: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String =
        last.nfc().filter(|letter| !is_unseen(*letter)).map(|letter| if is_special(letter) { '_' } else { letter }).collect();
    let bare = |text: &str| text.trim_matches([' ', '.']).to_owned();
    let name = bare(&visible);
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if fits(&name, media_type) => (stem, extension),
        _ => (name.as_str(), media_type.extension()),
    };
    let stem = bare(&stem.chars().take(LONGEST).collect::<String>());
    let stem = if stem.is_empty() { otherwise } else { &stem };
    format!("{stem}.{}", extension.to_lowercase())
}

fn fits(name: &str, media_type: MediaType) -> bool {
    MediaType::of_file_name(name) == Some(media_type)
}

/// Control characters, and marks that turn, join or hide what stands beside them.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(letter, '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

fn is_special(letter: char) -> bool {
    matches!(letter, '<' | '>' | ':' | '"' | '|' | '?' | '*')
}

/// `attachment; filename="…"; filename*=UTF-8''…` (RFC 6266), or `inline`.
pub fn disposition(kind: &str, file_name: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() || " -._()".contains(letter) { letter } else { '_' };
    let ascii: String = deunicode(file_name).chars().map(plain).collect();
    format!("{kind}; filename=\"{ascii}\"; filename*=UTF-8''{}", utf8_percent_encode(file_name, ENCODED))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tamed(name: &str) -> String {
        tame(name, MediaType::Pdf, "letra")
    }

    #[test]
    fn an_honest_name_stays() {
        assert_eq!(tamed("Vendimi për PQH (06-86).pdf"), "Vendimi për PQH (06-86).pdf");
        assert_eq!(tamed("Одлука.PDF"), "Одлука.pdf");
        assert_eq!(tame("shenime.markdown", MediaType::Markdown, "x"), "shenime.markdown");
    }

    #[test]
    fn a_name_does_not_leave_its_folder() {
        assert_eq!(tamed("../../etc/cron.d/x.pdf"), "x.pdf");
        assert_eq!(tamed(r"C:\Users\me\letra.pdf"), "letra.pdf");
        for name in ["", ".", "..", "/", "a/", "\u{202e}", "  . "] {
            assert_eq!(tamed(name), "letra.pdf", "{name:?}");
        }
    }

    #[test]
    fn a_name_does_not_lie_about_its_kind() {
        assert_eq!(tamed("letra.exe"), "letra.exe.pdf");
        assert_eq!(tamed("annual\u{202e}fdp.exe"), "annualfdp.exe.pdf");
        assert_eq!(tamed("a\u{200b}b\u{feff}.pdf"), "ab.pdf");
    }

    #[test]
    fn a_name_breaks_no_header_and_no_file_system() {
        assert_eq!(tamed("a\r\nSet-Cookie: x=1.pdf"), "aSet-Cookie_ x=1.pdf");
        assert_eq!(tamed("a\"; filename=\"b.exe"), "a_; filename=_b.exe.pdf");
        let long = tamed(&format!("{}.pdf", "ë".repeat(5000)));
        assert_eq!(long.chars().count(), 64);
    }

    #[test]
    fn the_header_says_the_name_in_ascii_and_in_full() {
        let header = disposition("attachment", "Vendimi për\u{201d};%41 Одлука.pdf");
        assert_eq!(
            header,
            "attachment; filename=\"Vendimi per___41 Odluka.pdf\"; \
             filename*=UTF-8''Vendimi%20p%C3%ABr%E2%80%9D%3B%2541%20%D0%9E%D0%B4%D0%BB%D1%83%D0%BA%D0%B0.pdf"
        );
    }
}
