//! What the rules for comments say of each reason: its name and its text, in all languages, in the very words of the
//! document that Hapur brings. So the list of reasons and the page of rules cannot say two different things.
use crate::comments::Reason;
use crate::language::Translated;

const SQ: &str = include_str!("../../content/files/rules-for-comments.sq.md");
const SR: &str = include_str!("../../content/files/rules-for-comments.sr.md");
const EN: &str = include_str!("../../content/files/rules-for-comments.en.md");

/// What people call a reason.
pub fn name(reason: Reason) -> Translated {
    in_each_language(|rules| section(rules, reason).map(|(name, _)| name.trim().to_owned()))
}

/// What it means.
pub(super) fn text(reason: Reason) -> Translated {
    in_each_language(|rules| section(rules, reason).map(|(_, text)| text.trim().to_owned()))
}

fn in_each_language(part: impl Fn(&'static str) -> Option<String>) -> Translated {
    Translated { sq: part(SQ), sr: part(SR), en: part(EN) }
}

/// The heading before the code, and what stands between it and the next heading.
fn section(rules: &'static str, reason: Reason) -> Option<(&'static str, &'static str)> {
    let (before, behind) = rules.split_once(&format!("(`{reason}`)"))?;
    let (_, heading) = before.rsplit_once("\n### ")?;
    Some((heading, behind.split("\n#").next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_name_and_a_text_in_all_three_languages() {
        for reason in Reason::ALL {
            for part in [name(*reason), text(*reason)] {
                assert_eq!(part.iter().count(), 3, "{reason}");
                assert!(part.iter().all(|(_, text)| text.len() > 3 && !text.contains(['#', '`', '\n'])), "{part:?}");
            }
        }
        assert_eq!(name(Reason::HateOrIncitement).en.as_deref(), Some("Hatred or incitement"));
        assert!(text(Reason::UnlawfulOther).en.unwrap().ends_with("article of the law."));
    }
}
