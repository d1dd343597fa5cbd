//! Limits of nesting in Markdown, so that reading it takes time in proportion to its length.

use pulldown_cmark::Event;

/// Blocks and inline marks nested deeper than this lose their marks and keep their text. HTML parsers take time that grows
/// with the square of the depth, and nobody reads the thirty-third quotation of a quotation.
const MAX_DEPTH: usize = 32;

/// A line that opens more lists and quotations than this at once is not Markdown that a person wrote. The parser looks at the
/// rest of the line anew for each of them, and at each of them anew for every line after it: minutes for a hundred kilobytes.
const MAX_OPENED_BY_A_LINE: usize = 64;

/// Whether some line opens too much at once to be read as Markdown.
pub(super) fn is_hostile(markdown: &str) -> bool {
    markdown.lines().any(|line| opened_by(line) > MAX_OPENED_BY_A_LINE)
}

/// How many lists and quotations a line opens before its first word, at most.
fn opened_by(line: &str) -> usize {
    let before_text = line.bytes().take_while(|byte| b" \t>-*+.)".contains(byte) || byte.is_ascii_digit()).count();
    let marks = &line.as_bytes()[..before_text];
    let lists = marks.windows(2).filter(|pair| b"-*+.)".contains(&pair[0]) && b" \t".contains(&pair[1]));
    marks.iter().filter(|mark| **mark == b'>').count() + lists.count()
}

/// Takes the marks away from what is nested too deep; where a block ends, its text stays apart from the next.
pub(super) fn shallow<'a>(events: impl Iterator<Item = Event<'a>>) -> impl Iterator<Item = Event<'a>> {
    let mut depth = 0_usize;
    events.filter_map(move |event| match event {
        Event::Start(_) => {
            depth += 1;
            (depth <= MAX_DEPTH).then_some(event)
        }
        Event::End(_) => {
            depth -= 1;
            Some(if depth < MAX_DEPTH { event } else { Event::SoftBreak })
        }
        event => Some(event),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::to_html;

    fn html(markdown: &str) -> String {
        to_html(markdown).unwrap().into_string()
    }

    #[test]
    fn hostile_nesting_comes_to_an_end() {
        // Small enough that what grows with the square still ends, and what grows faster does not.
        let many = |piece: &str| piece.repeat(3_000);
        let table = format!("|{}\n|{}\n{}", "a|".repeat(1_000), "-|".repeat(1_000), "|\n".repeat(3_000));
        let pieces = [
            ">", "[", "](", "![", "- ", "*a **a ", "**", "~", "`a``b", "<", "<a ", "[a](", "&#", "# a\n", "1. ", ">\n", "a|", "\\", "_a ",
            "> - ",
        ];
        let lazy = [">", "- ", "1. ", "> - ", "+ "].map(|piece| many(piece) + &many("a\n"));
        for text in pieces.map(many).into_iter().chain(lazy).chain([table]) {
            assert!(!html(&text).contains("<script"), "{:?}", &text[..20]);
        }
    }

    #[test]
    fn a_line_that_opens_too_much_at_once_shows_the_text_as_it_is() {
        assert_eq!(opened_by(">> 1. - * +\t- a - b"), 7);
        assert_eq!(opened_by(&"-".repeat(500)), 0);
        assert!(html(&format!("{}*a*", "- ".repeat(65))).ends_with("- *a*</p>\n"));
    }

    #[test]
    fn what_is_nested_too_deep_keeps_its_text() {
        let page = html(&format!("{}fund\n\n{}x", "> ".repeat(60), "- ".repeat(60)));
        assert!(page.contains("fund") && page.contains('x'));
        assert_eq!(page.matches("<blockquote>").count(), MAX_DEPTH);
    }
}
