//! The list of keys. Whole organizations have one or two, so they are few.
use super::model::ApiKey;
use super::store;
use crate::db::Conn;
use crate::error::Result;
use crate::http::{Cursor, DEFAULT_LIMIT, Page};
use serde::Deserialize;
use utoipa::IntoParams;

const LIST: &str = "api-keys";

/// Which keys are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ApiKeyQuery {
    /// Only those of this account.
    #[param(format = "uuid", pattern = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    pub account: Option<String>,
    /// The `next` of the page before.
    #[param(min_length = 1, max_length = 100, pattern = r"^api-keys\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    pub after: Option<String>,
    /// How many at the most.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

pub(super) fn page(conn: &mut Conn, query: &ApiKeyQuery) -> Result<Page<ApiKey>> {
    let after = query.after.as_deref().map(|cursor| Cursor::read::<1>(LIST, cursor)).transpose()?.map(|[id]| id);
    let mut items = match &query.account {
        Some(account) => store::of_account(conn, account)?,
        None => store::all(conn)?,
    };
    let total = i64::try_from(items.len()).ok();
    items.retain(|key| after.as_ref().is_none_or(|after| key.id > *after));
    Ok(Page::cut(items, query.limit.unwrap_or(DEFAULT_LIMIT), total, |key| Cursor::new(LIST, [&key.id])))
}
