//! Markdown as HTML that is safe to show, without raw HTML and pictures.
//!
//! Safety rests on two walls: raw HTML becomes text before it is written, and what is written passes an allow-list.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

use super::headings::Anchored;
use super::html::{Html, plain_to_html};
use super::nesting;
use crate::error::{Code, Result};

/// The longest Markdown text that becomes HTML, in bytes.
pub const MAX_MARKDOWN: usize = 2 * 1024 * 1024;

/// Markdown (CommonMark with tables and strikethrough) as HTML. Each heading has an id made from its text.
///
/// Raw HTML is shown as the text that it is, pictures are replaced by their descriptions, links lead to http, https, mailto
/// or a place in the same text, and lose their address otherwise. Text that only a machine made to keep us busy is shown as plain text.
///
/// # Errors
/// [`Code::PayloadTooLarge`] beyond [`MAX_MARKDOWN`].
pub fn to_html(markdown: &str) -> Result<Html> {
    if markdown.len() > MAX_MARKDOWN {
        return Err(Code::PayloadTooLarge.because(format!("Only Markdown up to {MAX_MARKDOWN} bytes is shown as HTML.")));
    }
    if nesting::is_hostile(markdown) {
        return Ok(plain_to_html(markdown));
    }
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let mut written = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut written, Anchored::new(nesting::shallow(parser.filter_map(harmless))));
    Ok(Html(allow_list().clean(&written).to_string()))
}

/// The words of a Markdown text without its marks, each block a line of its own.
pub(super) fn to_text(markdown: &str) -> String {
    if nesting::is_hostile(markdown) {
        return markdown.to_owned();
    }
    let mut text = String::with_capacity(markdown.len());
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => text.push_str(&words),
            Event::SoftBreak => text.push(' '),
            Event::HardBreak | Event::Rule => text.push('\n'),
            Event::End(end) if !is_inline(end) => text.push('\n'),
            _ => {}
        }
    }
    text
}

fn is_inline(end: TagEnd) -> bool {
    matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

/// Turns raw HTML into text and leaves of a picture what describes it.
fn harmless(event: Event<'_>) -> Option<Event<'_>> {
    Some(match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
        event => event,
    })
}

/// Of addresses without a scheme only those of places in the same text stay.
fn inside_the_text(url: &str) -> Option<Cow<'_, str>> {
    url.starts_with('#').then_some(Cow::Borrowed(url))
}

const HEADINGS: &str = "h1 h2 h3 h4 h5 h6";
const OTHERS: &str = "p ul ol li blockquote code pre em strong del a table thead tbody tr th td hr br";

fn allow_list() -> Builder<'static> {
    let headings = HEADINGS.split(' ').map(|heading| (heading, HashSet::from(["id"])));
    let attributes = headings.chain([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))]);
    let mut builder = Builder::empty();
    builder
        .tags(HEADINGS.split(' ').chain(OTHERS.split(' ')).collect())
        .tag_attributes(HashMap::from_iter(attributes))
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Custom(Box::new(inside_the_text)))
        .link_rel(Some("noopener nofollow"));
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(markdown: &str) -> String {
        to_html(markdown).unwrap().into_string()
    }

    #[test]
    fn headings_paragraphs_lists_and_marks_become_html() {
        assert_eq!(
            html("# Çështja\n\nNjë *fjalë* dhe **dy**, ~~tri~~.\n"),
            "<h1 id=\"ceshtja\">Çështja</h1>\n<p>Një <em>fjalë</em> dhe <strong>dy</strong>, <del>tri</del>.</p>\n"
        );
        assert_eq!(html("3. a\n4. b"), "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n");
        assert_eq!(html("> `x<y`\n***"), "<blockquote>\n<p><code>x&lt;y</code></p>\n</blockquote>\n<hr>\n");
    }

    #[test]
    fn tables_lose_their_style_and_keep_their_cells() {
        let table = html("| a | b |\n|:-:|--:|\n| 1 | 2 |");
        assert_eq!(table, "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>\n<tr><td>1</td><td>2</td></tr>\n</tbody></table>\n");
    }

    #[test]
    fn every_heading_can_be_linked() {
        let page = html("# Увод\n## Hyrje `x` & *më*\n## Hyrje x më\n\nSetext\n---\n#\n");
        for id in ["uvod", "hyrje-x-me", "hyrje-x-me-2", "setext", "section"] {
            assert!(page.contains(&format!(" id=\"{id}\">")), "{page}");
        }
        assert!(html("# a {#evil .x onclick=y}").starts_with("<h1 id=\"a-evil-x-onclick-y\">"));
    }

    #[test]
    fn a_heading_may_say_its_id() {
        let page =
            html("### Jo për temën (`off_topic`)\n### *Spam* (`spam`)\n### Spam (`spam`)\n### A (`B c`)\n### x `y`\n### `z`\n### (`q`) r");
        for id in ["off_topic", "spam", "spam-2", "a-b-c", "x-y", "z", "q-r"] {
            assert!(page.contains(&format!("<h3 id=\"{id}\">")), "{id} in {page}");
        }
    }

    #[test]
    fn links_lead_to_the_web_to_mail_or_into_the_text() {
        assert_eq!(
            html("[a](https://x.org/?a=1&b=2 \"t\")"),
            "<p><a href=\"https://x.org/?a=1&amp;b=2\" rel=\"noopener nofollow\">a</a></p>\n"
        );
        assert!(
            html("[a](mailto:a@b.org) <c@d.org>").contains("href=\"mailto:a@b.org\"")
                && html("<c@d.org>").contains("href=\"mailto:c@d.org\"")
        );
        assert!(html("[a](#uvod)").contains("href=\"#uvod\""));
        for elsewhere in ["/admin", "a.html", "//evil.org", "../x", "?q=1", "ftp://x.org", "file:///etc/passwd", "tel:1"] {
            assert!(!html(&format!("[a]({elsewhere})")).contains("href"), "{elsewhere}");
        }
    }

    #[test]
    fn pictures_are_replaced_by_their_descriptions() {
        assert_eq!(html("![një *hartë*](https://x.org/a.png)"), "<p>një <em>hartë</em></p>\n");
    }

    #[test]
    fn raw_html_is_shown_as_text() {
        assert_eq!(html("a <b onclick=x>b</b>"), "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n");
        assert_eq!(html("<div>\n*a*\n</div>"), "<p>&lt;div&gt;\n*a*\n&lt;/div&gt;</p>\n");
    }

    /// What attackers try; nothing of it may reach a page as more than text.
    const ATTACKS: &[&str] = &[
        "<script>alert(1)</script>",
        "<ScRiPt src=//evil.org></ScRiPt>",
        "<svg onload=alert(1)>",
        "<svg/onload=alert(1)>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<img src=x onerror=alert(1)>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<form action=javascript:alert(1)><button>",
        "<base href=//evil.org>",
        "<meta http-equiv=refresh content=0;url=//evil.org>",
        "<style>*{background:url(//evil.org)}</style>",
        "<!--><script>alert(1)</script>-->",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?php <script>alert(1)</script> ?>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](<java\nscript:alert(1)>)",
        "[x](&#106;avascript:alert(1))",
        "[x](&#x6A&#x61vascript&colon;alert(1))",
        "[x](javascript&#58;alert(1))",
        "[x](\u{1}javascript:alert(1))",
        "[x]( javascript:alert(1))",
        "[x](vbscript:msgbox)",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<javascript:alert(1)>",
        "<data:text/html,x>",
        "[x]\n\n[x]: javascript:alert(1) 'onclick=x'",
        "![x](javascript:alert(1))",
        "![x\" onerror=\"alert(1)](y)",
        "[x](https://a\" onmouseover=\"alert(1))",
        "[x](https://a 'x\" onmouseover=\"alert(1)')",
        "```\" onload=\"alert(1)\nx\n```",
        "# x\" onload=\"alert(1)",
        "`<script>alert(1)</script>`",
        "| <script> |\n|---|\n| <img onerror=x> |",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "[![x](javascript:alert(1))](javascript:alert(2))",
    ];

    #[test]
    fn no_attack_becomes_more_than_text() {
        for attack in ATTACKS {
            for page in [html(attack), html(&format!("> - {attack}\n\n{attack}")), plain_to_html(attack).into_string()] {
                assert_harmless(&page);
            }
        }
    }

    /// Every tag of the page is one of ours, written exactly as we write it.
    fn assert_harmless(page: &str) {
        for tag in page.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
            let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
            assert!(allow_list().clone_tags().contains(name.trim_start_matches('/')), "{tag} in {page}");
            let kind = (name, attributes.split('=').next().unwrap());
            assert!(matches!(kind, (_, "") | ("a", "href" | "rel") | ("ol", "start") | ("h1", "id")), "{tag} in {page}");
            let href = attributes.strip_prefix("href=\"").unwrap_or("#");
            assert!(["#", "https://", "http://", "mailto:"].iter().any(|start| href.starts_with(start)), "{tag} in {page}");
            assert_eq!(attributes.matches('"').count() % 2, 0, "{tag} in {page}");
        }
    }

    #[test]
    fn a_text_beyond_the_limit_is_refused() {
        assert_eq!(to_html(&"a".repeat(MAX_MARKDOWN + 1)).unwrap_err().code, Code::PayloadTooLarge);
    }
}
