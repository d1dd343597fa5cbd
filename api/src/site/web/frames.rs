//! Pages that are about no single thing: the build wrote their frame, and here comes into it what they tell of the record. It is
//! all that there is without JavaScript, and until the app has come.
use super::found::{self, Asked};
use super::{decided, lists};
use crate::db::Conn;
use crate::decisions::DecisionFields;
use crate::documents::DocumentFields;
use crate::error::Result;
use crate::locale::Locale;
use crate::milestones::MilestoneFields;
use crate::organizations::OrganizationFields;
use crate::record;
use std::fmt::Write;

/// Where the build left room.
const LIST: &str = "<!--hapur:list-->";
/// How many of each kind stand on the first page.
const LATEST: usize = 4;
/// How many of the newest entries the app shows on the first page.
const LATELY: i64 = 6;

/// The document that a page shows.
pub(super) fn document_of(page: &str) -> Option<&'static str> {
    match page {
        "about" => Some("about"),
        "rules" => Some("rules-for-comments"),
        "privacy" => Some("privacy-notice"),
        _ => None,
    }
}

/// What the page tells of the record, as HTML.
pub(super) fn told(conn: &mut Conn, page: &str, asked: &Asked, locale: Locale) -> Result<String> {
    let mut out = String::new();
    match page {
        "" => {
            ask_ahead(&mut out, conn)?;
            lists::latest::<MilestoneFields>(&mut out, conn, locale, LATEST)?;
            lists::latest::<DocumentFields>(&mut out, conn, locale, LATEST)?;
            lists::latest::<DecisionFields>(&mut out, conn, locale, LATEST)?;
        }
        "milestones" => lists::write::<MilestoneFields>(&mut out, conn, locale, usize::MAX)?,
        "documents" => lists::write::<DocumentFields>(&mut out, conn, locale, usize::MAX)?,
        "decisions" => lists::write::<DecisionFields>(&mut out, conn, locale, usize::MAX)?,
        "organizations" => lists::write::<OrganizationFields>(&mut out, conn, locale, usize::MAX)?,
        "about" => lists::latest::<OrganizationFields>(&mut out, conn, locale, usize::MAX)?,
        "moderation" => decided::write(&mut out, conn, locale)?,
        "search" => found::write(&mut out, conn, asked, locale)?,
        _ => {}
    }
    Ok(out)
}

/// Has the page ask for the newest entries while the app is still on its way, which would first have to ask where they begin
/// (`Ahead.svelte` tells how).
fn ask_ahead(out: &mut String, conn: &mut Conn) -> Result<()> {
    let after = (record::head(conn)? - LATELY).max(0);
    let _ = write!(out, "<data class=\"ahead\" value=\"/api/v1/changes?after={after}&amp;limit=100\"></data>");
    Ok(())
}

/// The frame with this text in it.
pub(super) fn fill(frame: &str, text: &str) -> String {
    frame.replacen(LIST, text, 1)
}
