//! The rules for comments as data: their versions, and the reasons that they know.
use super::wording;
use crate::comments::{Reason, current_rules, rules_document};
use crate::db::Conn;
use crate::documents::{DocumentFields, DocumentVersions, VersionLanguage};
use crate::editorial;
use crate::error::Result;
use crate::files::MediaType;
use crate::language::Translated;
use crate::record::{self, Op, Subject};
use crate::time::Moment;
use serde::Serialize;
use utoipa::ToSchema;

/// The rules for comments.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleBook {
    /// The document that holds them, in all languages.
    pub document: Subject,
    /// The number by which statements of reasons name the rules that hold now: the document's revision. 0 while none are
    /// published.
    #[schema(minimum = 0)]
    pub version: i64,
    /// Every version that ever held, oldest first.
    pub versions: Vec<RuleVersion>,
    /// The only reasons for which a comment is not published.
    pub reasons: Vec<Rule>,
}

/// One version of the rules for comments.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleVersion {
    /// Its number.
    #[schema(minimum = 1)]
    pub version: i64,
    /// Since when.
    pub from: Moment,
    /// Its entry in the record, which holds the document as it was.
    #[schema(minimum = 1)]
    pub seq: i64,
}

/// One reason, and the rule behind it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Rule {
    /// The code.
    pub code: Reason,
    /// The section of the document.
    #[schema(example = "rules-for-comments#off_topic")]
    pub rule: String,
    /// What people call it.
    pub name: Translated,
    /// What it means, in the words of the rules that Hapur brings.
    pub text: Translated,
    /// Where the rules that hold now say so: the address of the section in each language's newest text; null where there is
    /// none.
    pub link: Translated,
}

pub(super) fn rule_book(conn: &mut Conn) -> Result<RuleBook> {
    let document = rules_document();
    let past = record::history(conn, &document)?;
    let held = past.into_iter().filter(|past| past.op == Op::Upsert);
    let texts = editorial::find_if_there::<DocumentFields>(conn, &document.id)?.filter(editorial::Thing::is_published);
    let texts = texts.map(|thing| thing.managed).unwrap_or_default();
    Ok(RuleBook {
        version: current_rules(conn)?,
        versions: held.map(|past| RuleVersion { version: past.revision, from: past.at, seq: past.seq }).collect(),
        reasons: Reason::ALL.iter().map(|reason| rule(*reason, &document, &texts)).collect(),
        document,
    })
}

fn rule(code: Reason, document: &Subject, texts: &DocumentVersions) -> Rule {
    let link = |language: VersionLanguage| {
        let newest = texts.versions.iter().rev().find(|version| version.language == language && version.media_type == MediaType::Markdown);
        newest.map(|newest| format!("/api/v1/documents/{}/versions/{}/html#{code}", document.id, newest.number))
    };
    let link = Translated { sq: link(VersionLanguage::Sq), sr: link(VersionLanguage::Sr), en: link(VersionLanguage::En) };
    Rule { code, rule: code.rule(), name: wording::name(code), text: wording::text(code), link }
}
