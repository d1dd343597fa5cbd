//! HTML that cannot be broken by what is written into it.

/// The text with everything escaped that has a meaning in HTML, and without characters that HTML forbids.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' | '\t' => safe.push(c),
            '\r' => {}
            c if c.is_control() => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

/// A text of a person: in its own language and direction, which reach no further than its end.
pub(super) fn quoted(tag: &str, language: &str, text: &str) -> String {
    format!("<{tag} lang=\"{}\" dir=\"auto\">{}</{tag}>\n", escaped(language), escaped(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_written_becomes_markup() {
        assert_eq!(
            escaped("<script>alert('x')</script> & \"ë\"\u{0}\u{1b}"),
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;ë&quot;\u{fffd}\u{fffd}"
        );
        assert_eq!(quoted("p", "\"><x", "a\r\nb"), "<p lang=\"&quot;&gt;&lt;x\" dir=\"auto\">a\nb</p>\n");
    }
}
