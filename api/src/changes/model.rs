//! What the change feed asks and tells.
use crate::db::Conn;
use crate::error::{Code, Result};
use crate::http::DEFAULT_LIMIT;
use crate::record::{self, Op, Subject};
use crate::time::Moment;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// How many entries a filtered request looks at: enough to skip quickly, few enough to answer at once.
const LOOKED_AT: i64 = 1000;

/// Where to go on, and what to look for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ChangesQuery {
    /// The last number that you have seen; 0 for all.
    #[param(minimum = 0, default = 0)]
    pub after: Option<i64>,
    /// Only entries whose kind begins like this, for example `document.`.
    #[param(min_length = 1, max_length = 60, pattern = "^[a-z_.]+$", example = "document.")]
    pub kind: Option<String>,
    /// How many at the most.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// One change.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChangeTold {
    /// Its number: 1, 2, 3 … without gaps, in the order of the commits.
    #[schema(minimum = 1)]
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// What happened.
    #[schema(example = "document.published")]
    pub kind: String,
    /// To what.
    pub subject: Subject,
    /// `upsert`: fetch it again. `delete`: drop it; there is nothing to fetch.
    pub op: Op,
    /// The thing's revision after the change.
    #[schema(minimum = 0)]
    pub revision: i64,
}

/// A part of the change feed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Changes {
    /// The changes, oldest first.
    pub items: Vec<ChangeTold>,
    /// The last number looked at: ask with `after=` this to go on. Never null.
    #[schema(minimum = 0)]
    pub next: i64,
    /// The newest number there is.
    #[schema(minimum = 0)]
    pub head: i64,
}

pub(super) fn changes(conn: &mut Conn, query: &ChangesQuery) -> Result<Changes> {
    let (after, limit) = (query.after.unwrap_or(0), query.limit.unwrap_or(DEFAULT_LIMIT));
    let head = record::head(conn)?;
    if after > head {
        return Err(Code::InvalidParameter.at("?after", "beyond_head"));
    }
    let looking_at = if query.kind.is_some() { LOOKED_AT } else { limit };
    let mut next = after;
    let mut items = vec![];
    for (seq, at, kind, subject_kind, id, op, revision) in record::after(conn, after, looking_at)? {
        if items.len() as i64 == limit {
            break;
        }
        next = seq;
        if query.kind.as_ref().is_none_or(|prefix| kind.starts_with(prefix.as_str())) {
            items.push(ChangeTold { seq, at, kind, subject: Subject::new(subject_kind, id), op, revision });
        }
    }
    // Read after the head, so it may know more; and a head older than what we tell would confuse a mirror.
    Ok(Changes { items, next, head: head.max(next) })
}
