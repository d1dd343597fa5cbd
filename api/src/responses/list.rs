//! Lists of responses, in the order of the record.
use super::{Filter, Response, ResponseOutcome, store};
use crate::comments::{self, CommentSubject};
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::http::{Cursor, DEFAULT_LIMIT, Page};
use serde::Deserialize;
use utoipa::IntoParams;

const LIST: &str = "responses";

/// What the list can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ResponseQuery {
    /// Only responses to comments on this thing, for example `document:letter-of-intent-2023`.
    #[param(max_length = 100, pattern = "^(document|milestone|decision):[a-z0-9]+(-[a-z0-9]+)*$")]
    pub subject: Option<String>,
    /// Only responses of this organization.
    #[param(max_length = 80, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "ministry-of-justice")]
    pub organization: Option<String>,
    /// Only responses with this outcome.
    pub outcome: Option<ResponseOutcome>,
    /// The `next` of the page before.
    #[param(min_length = 1, max_length = 400, pattern = r"^responses\.[0-9]{1,18}$")]
    pub after: Option<String>,
    /// How many at the most.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// What the list of one comment's responses can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ResponsePaging {
    /// The `next` of the page before.
    #[param(min_length = 1, max_length = 400, pattern = r"^responses\.[0-9]{1,18}$")]
    pub after: Option<String>,
    /// How many at the most.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// The page that answers the question.
pub(super) fn page(conn: &mut Conn, query: ResponseQuery) -> Result<Page<Response>> {
    let ResponseQuery { subject, organization, outcome, after, limit } = query;
    let subject = subject.as_deref().map(CommentSubject::asked).transpose()?;
    cut(conn, &Filter { subject, organization, outcome, comment: None }, after.as_deref(), limit)
}

/// The responses to a comment that everybody may read, superseded ones too.
pub(super) fn to_comment(conn: &mut Conn, comment: &str, query: &ResponsePaging) -> Result<Page<Response>> {
    let comment = comments::visible(conn, comment)?.id;
    cut(conn, &Filter { comment: Some(comment), ..Filter::default() }, query.after.as_deref(), query.limit)
}

fn cut(conn: &mut Conn, filter: &Filter, after: Option<&str>, limit: Option<i64>) -> Result<Page<Response>> {
    let after = after.map_or(Ok(0), place)?;
    let limit = limit.unwrap_or(DEFAULT_LIMIT);
    let found = store::page(conn, filter, after, limit + 1)?;
    Ok(Page::cut(found, limit, None, |it: &Response| Cursor::new(LIST, [&it.seq.to_string()])))
}

fn place(cursor: &str) -> Result<i64> {
    let [seq] = Cursor::read::<1>(LIST, cursor)?;
    seq.parse().map_err(|_| Error::from(Code::InvalidCursor))
}

/// A response that everybody may read: 410 while its comment is not published.
pub(super) fn one(conn: &mut Conn, id: &str) -> Result<Response> {
    let response = store::find(conn, id)?.ok_or(Error::from(Code::NotFound))?;
    comments::visible(conn, &response.comment)?;
    Ok(response)
}
