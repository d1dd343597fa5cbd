//! The list of accounts. They are the people who work here, so they are few, and the filters need no index.
use crate::accounts::{Account, AccountRole, AccountState, store};
use crate::db::Conn;
use crate::error::Result;
use crate::http::{Cursor, DEFAULT_LIMIT, Page};
use crate::language::Wanted;
use serde::Deserialize;
use utoipa::IntoParams;

const LIST: &str = "accounts";

/// Which accounts are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AccountQuery {
    /// Only who has this role.
    pub role: Option<AccountRole>,
    /// Only who acts for this organization.
    #[param(max_length = 80, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")]
    pub organization: Option<String>,
    /// Only accounts in this state.
    pub state: Option<AccountState>,
    /// Only those with these words in address, name or pseudonym.
    #[param(max_length = 200, pattern = r"^[^\u0000]*$")]
    pub q: Option<String>,
    /// The `next` of the page before.
    #[param(min_length = 1, max_length = 100, pattern = r"^accounts\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    pub after: Option<String>,
    /// How many at the most.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

pub(super) fn page(conn: &mut Conn, query: &AccountQuery) -> Result<Page<Account>> {
    let after = query.after.as_deref().map(|cursor| Cursor::read::<1>(LIST, cursor)).transpose()?.map(|[id]| id);
    let (limit, words) = (query.limit.unwrap_or(DEFAULT_LIMIT), query.q.as_deref().map(Wanted::parse));
    let mut items = store::all(conn)?;
    items.retain(|account| query.wants(account) && words.as_ref().is_none_or(|words| speaks_of(account, words)));
    let total = i64::try_from(items.len()).ok();
    items.retain(|account| after.as_ref().is_none_or(|after| account.id > *after));
    Ok(Page::cut(items, limit, total, |account| Cursor::new(LIST, [&account.id])))
}

impl AccountQuery {
    fn wants(&self, account: &Account) -> bool {
        self.role.is_none_or(|role| account.roles.contains(&role))
            && self.state.is_none_or(|state| account.state == state)
            && self.organization.as_ref().is_none_or(|wanted| account.organization.as_ref() == Some(wanted))
    }
}

fn speaks_of(account: &Account, words: &Wanted) -> bool {
    words.is_in([account.email.as_str(), &account.pseudonym, account.display_name.as_deref().unwrap_or_default()])
}
