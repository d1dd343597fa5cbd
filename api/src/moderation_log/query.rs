//! What the log can be asked, and its pages.
use super::{LogItem, store};
use crate::comments::{CommentSubject, Initiative, Outcome, Reason};
use crate::db::{Conn, text_enum};
use crate::error::{Code, Error, Result};
use crate::http::{Cursor, DEFAULT_LIMIT, Page};
use crate::record;
use crate::time::Moment;
use serde::Deserialize;
use utoipa::IntoParams;

const LIST: &str = "log";

text_enum! {
    /// The decisions of which the log tells. Handing a comment on (`escalate`, `merge`, `split`) is none: the comment still
    /// waits, and of a comment that waits nobody learns more than that it was received.
    pub enum LogOutcome {
        /// Everybody may read it.
        Publish = "publish",
        /// Nobody will read it.
        Reject = "reject",
        /// Nobody may read it any more.
        Hide = "hide",
        /// Everybody may read it again.
        Restore = "restore",
    }
}

impl LogOutcome {
    /// As the statement of reasons calls it.
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Publish => Outcome::Publish,
            Self::Reject => Outcome::Reject,
            Self::Hide => Outcome::Hide,
            Self::Restore => Outcome::Restore,
        }
    }
}

/// What the log can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LogQuery {
    /// Only such decisions.
    pub outcome: Option<LogOutcome>,
    /// Only decisions for this reason (perhaps among others).
    pub reason: Option<Reason>,
    /// Only decisions on comments on this thing, for example `document:letter-of-intent-2023`.
    #[param(max_length = 100, pattern = "^(document|milestone|decision):[a-z0-9]+(-[a-z0-9]+)*$")]
    pub subject: Option<String>,
    /// Only decisions prompted by this.
    pub initiative: Option<Initiative>,
    /// Only decisions from this moment on.
    pub since: Option<Moment>,
    /// The `next` of the page before.
    #[param(min_length = 1, max_length = 400, pattern = r"^log\.[0-9]{1,18}$")]
    pub after: Option<String>,
    /// How many at the most.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// Which decisions are wanted.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub(super) outcome: Option<Outcome>,
    pub(super) reason: Option<Reason>,
    pub(super) subject: Option<CommentSubject>,
    pub(super) initiative: Option<Initiative>,
    /// Behind this number.
    pub(super) after: i64,
}

/// The page that answers the question.
///
/// # Errors
/// `invalid_parameter` if a filter or the place to go on from is none.
pub fn page(conn: &mut Conn, query: &LogQuery) -> Result<Page<LogItem>> {
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    let wanted = wanted(conn, query)?;
    let items = store::items(conn, &wanted, limit + 1)?;
    Ok(Page::cut(items, limit, None, |item: &LogItem| Cursor::new(LIST, [&item.seq.to_string()])))
}

fn wanted(conn: &mut Conn, query: &LogQuery) -> Result<Wanted> {
    let LogQuery { outcome, reason, initiative, .. } = query;
    let outcome = outcome.map(LogOutcome::outcome);
    let subject = query.subject.as_deref().map(CommentSubject::asked).transpose()?;
    let since = query.since.map_or(Ok(0), |since| record::last_before(conn, since))?;
    let after = query.after.as_deref().map_or(Ok(0), place)?.max(since);
    Ok(Wanted { outcome, reason: *reason, subject, initiative: *initiative, after })
}

fn place(cursor: &str) -> Result<i64> {
    let [seq] = Cursor::read::<1>(LIST, cursor)?;
    seq.parse().map_err(|_| Error::from(Code::InvalidCursor))
}
