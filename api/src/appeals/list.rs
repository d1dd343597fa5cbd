//! The queue of appeals: oldest first. None leaves it by age.
use super::{Appeal, AppealCase, AppealState, store};
use crate::comments::{self, CommentSubject};
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::http::{Cursor, DEFAULT_LIMIT, Page};
use crate::time::Moment;
use serde::Deserialize;
use utoipa::IntoParams;

const LIST: &str = "appeals";

/// What the queue of appeals can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AppealQuery {
    /// Only appeals in this state; without it, all that are not decided yet.
    pub state: Option<AppealState>,
    /// Only appeals about comments on this thing.
    #[param(max_length = 100, pattern = "^(document|milestone|decision):[a-z0-9]+(-[a-z0-9]+)*$")]
    pub subject: Option<String>,
    /// The `next` of the page before.
    #[param(min_length = 1, max_length = 400, pattern = r"^appeals\.[0-9]{1,14}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    pub after: Option<String>,
    /// How many at the most.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// The page that answers the question, for this account.
pub(super) fn page(conn: &mut Conn, query: &AppealQuery, account: &str) -> Result<Page<AppealCase>> {
    let after = query.after.as_deref().map(place).transpose()?;
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    let subject = query.subject.as_deref().map(CommentSubject::asked).transpose()?;
    let found = store::page(conn, &store::Wanted { state: query.state, subject }, after.as_ref(), limit + 1)?;
    let cases = found.into_iter().map(|appeal| case(conn, appeal, account)).collect::<Result<Vec<_>>>()?;
    let key = |it: &AppealCase| Cursor::new(LIST, [&it.appeal.filed_at.millis().to_string(), &it.appeal.id]);
    Ok(Page::cut(cases, limit, None, key))
}

/// The appeal with all that is needed to decide on it.
pub(super) fn case(conn: &mut Conn, appeal: Appeal, account: &str) -> Result<AppealCase> {
    let comment = comments::find(conn, &appeal.comment)?.ok_or(Error::from(Code::NotFound))?;
    let against = comments::statement(conn, &appeal.decision)?;
    let impartial = !store::has_made(conn, &appeal.decision, account)?;
    Ok(AppealCase { appeal, comment, against, impartial })
}

fn place(cursor: &str) -> Result<(Moment, String)> {
    let [millis, id] = Cursor::read::<2>(LIST, cursor)?;
    let millis = millis.parse().map_err(|_| Error::from(Code::InvalidCursor))?;
    Ok((Moment::from_millis(millis), id))
}
