//! Lists of published comments: in the order of their first publication, one integer without ties, so that a comment
//! that is published late never hides another from a reader who turns pages.
use super::{AuthorKind, Comment, CommentSubject, Filter, store};
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::http::{Cursor, DEFAULT_LIMIT, Page};
use serde::Deserialize;
use utoipa::IntoParams;

const LIST: &str = "comments";

/// What the list can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CommentQuery {
    /// Only comments on this thing, for example `document:letter-of-intent-2023`.
    #[param(max_length = 100, pattern = "^(document|milestone|decision):[a-z0-9]+(-[a-z0-9]+)*$")]
    pub subject: Option<String>,
    /// Only replies to this comment.
    #[param(format = "uuid")]
    pub parent: Option<String>,
    /// With `true` only comments that reply to none: the beginnings of the threads.
    pub roots: Option<bool>,
    /// Only comments by authors who write as such.
    pub author_kind: Option<AuthorKind>,
    /// The `next` of the page before.
    #[param(min_length = 1, max_length = 400, pattern = r"^comments\.[0-9]{1,18}$")]
    pub after: Option<String>,
    /// How many at the most.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// How many there are in all, where it is counted: for a whole subject, and for the beginnings of its threads.
fn total(conn: &mut Conn, filter: &Filter) -> Result<Option<i64>> {
    let Some(subject) = filter.subject.as_ref().filter(|_| filter.parent.is_none() && filter.author_kind.is_none()) else {
        return Ok(None);
    };
    let (all, roots) = store::counted(conn, subject)?;
    Ok(Some(if filter.roots { roots } else { all }))
}

/// The page that answers the question.
pub(super) fn page(conn: &mut Conn, query: &CommentQuery) -> Result<Page<Comment>> {
    let after = query.after.as_deref().map_or(Ok(0), place)?;
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    let filter = wanted(query)?;
    let total = total(conn, &filter)?;
    let found = store::page(conn, &filter, after, limit + 1)?;
    let items = found.into_iter().map(Comment::for_everybody).collect();
    Ok(Page::cut(items, limit, total, |comment: &Comment| Cursor::new(LIST, [&comment.seq.unwrap_or_default().to_string()])))
}

fn place(cursor: &str) -> Result<i64> {
    let [seq] = Cursor::read::<1>(LIST, cursor)?;
    seq.parse().map_err(|_| Error::from(Code::InvalidCursor))
}

fn wanted(query: &CommentQuery) -> Result<Filter> {
    let CommentQuery { subject, parent, roots, author_kind, .. } = query;
    let subject = subject.as_deref().map(CommentSubject::asked).transpose()?;
    Ok(Filter { subject, parent: parent.clone(), roots: roots.unwrap_or(false), author_kind: *author_kind })
}
