//! The plain text of a file, for searching.
use super::MediaType;
use super::markdown::{MAX_MARKDOWN, to_text};

/// The words of a Markdown or plain text file without its marks. None for other files, and for texts so long that they
/// are not shown either.
pub fn plain_text(media_type: MediaType, bytes: &[u8]) -> Option<String> {
    if !matches!(media_type, MediaType::Markdown | MediaType::PlainText) || bytes.len() > MAX_MARKDOWN {
        return None;
    }
    let text = String::from_utf8_lossy(bytes).replace('\0', " ");
    Some(if media_type == MediaType::Markdown { to_text(&text) } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_markdown_the_words_are_left_and_of_pictures_nothing() {
        let markdown = "# Plani *i* [veprimit](https://example.org)\n\nRreshti një\ni vazhduar.\n\n- pikë\n- tjetër\n\n| a | b |\n|---|---|\n| c | d |\n";
        let text = plain_text(MediaType::Markdown, markdown.as_bytes()).unwrap();
        assert_eq!(text.split_whitespace().collect::<Vec<_>>().join(" "), "Plani i veprimit Rreshti një i vazhduar. pikë tjetër a b c d");
        assert_eq!(plain_text(MediaType::PlainText, b"a *b*\0c").unwrap(), "a *b* c");
        assert_eq!(plain_text(MediaType::Png, b"\x89PNG"), None);
    }
}
