//! Versions that are text, as HTML that is safe to show.
use super::{Version, VersionLanguage};
use crate::error::{Code, Result};
use crate::files::{Digest, FileStore, Html, MAX_MARKDOWN, MediaType, plain_to_html, to_html};
use anyhow::Context;
use futures_util::TryStreamExt;

/// Whom to ask about personal data; shown in the privacy notice.
#[derive(Debug, Clone, Default)]
pub struct Contact(pub Option<String>);

/// The document that tells readers what is kept of them, and the place in it where [`Contact`] belongs. No other
/// document is changed on its way out.
const PRIVACY_NOTICE: &str = "privacy-notice";
pub(super) const PLACE: &str = "{{contact}}";

/// The text of a Markdown or plain version as HTML.
///
/// # Errors
/// `not_found` for other files, and for texts that are too long for it.
pub async fn html(files: &FileStore, document: &str, version: &Version, contact: &Contact) -> Result<Html> {
    let markdown = match version.media_type {
        MediaType::Markdown => true,
        MediaType::PlainText => false,
        other => return Err(Code::NotFound.because(format!("A file of type {other} is not shown as HTML."))),
    };
    if version.bytes > MAX_MARKDOWN as u64 {
        return Err(Code::NotFound.because("This text is too long to be shown as HTML."));
    }
    let text = whole(files, &version.sha256).await?;
    let text = if document == PRIVACY_NOTICE { text.replace(PLACE, &contact.said_in(version.language)) } else { text };
    let made = actix_web::web::block(move || if markdown { to_html(&text) } else { Ok(plain_to_html(&text)) });
    made.await.context("the worker pool stopped")?
}

pub(super) async fn whole(files: &FileStore, sha256: &Digest) -> Result<String> {
    let (_, bytes) = files.open(sha256).await?;
    let bytes = bytes.try_collect::<Vec<_>>().await?.concat();
    Ok(String::from_utf8(bytes).context("a text that was checked is not UTF-8")?)
}

impl Contact {
    /// The contact as Markdown, or that there is none.
    fn said_in(&self, language: VersionLanguage) -> String {
        match (&self.0, language) {
            (Some(contact), _) if contact.contains(['@', ':']) && !contact.contains([' ', '<', '>']) => format!("<{contact}>"),
            (Some(contact), _) => contact.clone(),
            (None, VersionLanguage::Sq) => "i pacaktuar".into(),
            (None, VersionLanguage::Sr) => "nije postavljen".into(),
            (None, VersionLanguage::En | VersionLanguage::Mul) => "not set".into(),
        }
    }
}
