//! HTML that is safe to show, and plain text as such HTML.

use std::fmt;

/// HTML that is safe to put into a page. Only the modules beside this one make it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(pub(super) String);

impl Html {
    /// The HTML itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The HTML itself.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Plain text as HTML: a paragraph for each block of lines, a line break for each line in it.
pub fn plain_to_html(text: &str) -> Html {
    let mut html = String::with_capacity(text.len() + 64);
    let mut in_paragraph = false;
    for line in text.lines().map(str::trim_end) {
        match (in_paragraph, line.is_empty()) {
            (true, true) => html.push_str("</p>\n"),
            (true, false) => html.push_str("<br>\n"),
            (false, true) => {}
            (false, false) => html.push_str("<p>"),
        }
        in_paragraph = !line.is_empty();
        line.chars().for_each(|letter| push_escaped(&mut html, letter));
    }
    if in_paragraph {
        html.push_str("</p>\n");
    }
    Html(html)
}

fn push_escaped(html: &mut String, letter: char) {
    match letter {
        '&' => html.push_str("&amp;"),
        '<' => html.push_str("&lt;"),
        '>' => html.push_str("&gt;"),
        '"' => html.push_str("&quot;"),
        '\'' => html.push_str("&#39;"),
        letter => html.push(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_keeps_its_paragraphs_and_lines_and_means_nothing_else() {
        assert_eq!(
            plain_to_html("a\r\nb & <c>\n\n \n\"d\" 'e'").as_str(),
            "<p>a<br>\nb &amp; &lt;c&gt;</p>\n<p>&quot;d&quot; &#39;e&#39;</p>\n"
        );
        assert_eq!(plain_to_html(" \n\n").as_str(), "");
    }
}
