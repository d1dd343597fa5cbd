//! The queue: what waits for a moderator, oldest first. Nothing leaves it by age.
use super::ClaimShown;
use super::rules::WAITING;
use super::store;
use super::waiting::{QueueFilter, QueueState, Waiting};
use crate::comments::{AuthorKind, CommentLanguage, CommentState, CommentSubject};
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::http::{Cursor, DEFAULT_LIMIT, Page};
use crate::intake::{self, Flag};
use crate::time::Moment;
use serde::Deserialize;
use utoipa::IntoParams;

const LIST: &str = "queue";

/// What the queue can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct QueueQuery {
    /// Only comments in this state; without it, those that wait for a decision.
    #[param(inline)]
    pub state: Option<QueueState>,
    /// Only comments on this thing.
    #[param(max_length = 100, pattern = "^(document|milestone|decision):[a-z0-9]+(-[a-z0-9]+)*$")]
    pub subject: Option<String>,
    /// Only comments said to be in this language.
    pub language: Option<CommentLanguage>,
    /// Only comments by authors who write as such.
    pub author_kind: Option<AuthorKind>,
    /// Only comments with this flag.
    #[param(inline)]
    pub flag: Option<Flag>,
    /// The `next` of the page before.
    #[param(min_length = 1, max_length = 400, pattern = r"^queue\.[0-9]{1,14}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    pub after: Option<String>,
    /// How many at the most.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// The page that answers the question of this account. A comment waits in one of two states; each is a range of an index,
/// and the two are merged here, because no index gives both in one order.
pub(super) fn page(conn: &mut Conn, query: &QueueQuery, account: &str, now: Moment) -> Result<Page<Waiting>> {
    let after = query.after.as_deref().map(place).transpose()?;
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    let filter = wanted(query)?;
    let (mut items, mut total) = (vec![], 0);
    for state in query.state.map_or(WAITING.to_vec(), |state| vec![CommentState::from(state)]) {
        items.extend(store::waiting(conn, state, &filter, after.as_ref(), limit + 1)?);
        total += store::count_waiting(conn, state, &filter)?;
    }
    items.sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
    let page = Page::cut(items, limit, Some(total), |it| Cursor::new(LIST, [&it.created_at.millis().to_string(), &it.id]));
    // As many as there are moderators at work.
    let claims = store::live_claims(conn, now)?;
    page.try_map(|comment| {
        let claim = claims.iter().find(|claim| claim.comment == comment.id).cloned();
        let hints = intake::hints(conn, &comment.id)?;
        Ok(Waiting::new(comment, claim.map(|claim| ClaimShown::to(claim, account)), hints))
    })
}

fn wanted(query: &QueueQuery) -> Result<QueueFilter> {
    let subject = query.subject.as_deref().map(CommentSubject::asked).transpose()?;
    Ok(QueueFilter { subject, language: query.language, author_kind: query.author_kind, flag: query.flag })
}

fn place(cursor: &str) -> Result<(Moment, String)> {
    let [millis, id] = Cursor::read::<2>(LIST, cursor)?;
    let millis = millis.parse().map_err(|_| Error::from(Code::InvalidCursor))?;
    Ok((Moment::from_millis(millis), id))
}
