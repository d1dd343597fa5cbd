//! Readable identifiers made from texts: `Plani i veprimit` becomes `plani-i-veprimit`.

use unicode_segmentation::UnicodeSegmentation;

use super::fold::latin;

/// The longest slug, in bytes (all of them ASCII).
pub const MAX_SLUG: usize = 80;

/// The words of a text in `[a-z0-9]`, joined by hyphens, cut between words at [`MAX_SLUG`] bytes.
/// `None` if the text has no letter or digit that can be written so.
pub fn slug(text: &str) -> Option<String> {
    let mut slug = String::new();
    for word in text.unicode_words().map(latin).filter(|word| !word.is_empty()) {
        if slug.is_empty() {
            slug.push_str(&word[..word.len().min(MAX_SLUG)]);
        } else if slug.len() + 1 + word.len() <= MAX_SLUG {
            slug.push('-');
            slug.push_str(&word);
        } else {
            break;
        }
    }
    (!slug.is_empty()).then_some(slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_an_identifier_that_people_can_read() {
        assert_eq!(slug("Plani i Veprimit 2023–2025!").as_deref(), Some("plani-i-veprimit-2023-2025"));
        assert_eq!(slug("Грађани и џеп").as_deref(), Some("gradjani-i-dzep"));
        assert_eq!(slug("Çështje: të hapura").as_deref(), Some("ceshtje-te-hapura"));
        assert_eq!(slug("  —  "), None);
    }

    #[test]
    fn a_long_title_is_cut_between_words() {
        let slug = slug(&"fjalë ".repeat(100)).unwrap();
        assert_eq!(slug, ["fjale"; 13].join("-"));
        assert_eq!(super::slug(&"a".repeat(500)).unwrap().len(), MAX_SLUG);
    }
}
