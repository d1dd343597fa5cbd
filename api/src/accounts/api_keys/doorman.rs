//! Keys at the gate.
use super::model::Scope;
use super::{rules, store};
use crate::accounts::{AccountRole, secrets};
use crate::error::{Code, Error, Result};
use crate::http::Caller;
use crate::record::Record;

/// Whatever begins like this is a key: known at a glance, and by programs that look for leaked secrets.
pub(super) const PREFIX: &str = "hapur_";

/// Whether a token has the form of a key (and not of an access token).
pub(in crate::accounts) fn is_key(token: &str) -> bool {
    token.starts_with(PREFIX)
}

/// Who comes with a key: its account, in the roles that both have right now.
///
/// # Errors
/// `invalid_token` (401), the same whether it is unknown, revoked, expired or its account disabled.
pub(in crate::accounts) async fn admit(record: &Record, token: &str) -> Result<Caller> {
    let refused = || Error::from(Code::InvalidToken);
    let (id, secret) = token.strip_prefix(PREFIX).and_then(|rest| rest.split_once('_')).ok_or_else(refused)?;
    let (id, now) = (id.to_owned(), record.clock.now());
    let found = record
        .db
        .read({
            let id = id.clone();
            move |conn| store::holder(conn, &id, now)
        })
        .await?;
    let holder = found.filter(|holder| holder.hash == secrets::digest(secret)).ok_or_else(refused)?;
    let today = record.clock.today().to_string();
    if holder.last_used_on.as_ref() != Some(&today) {
        record.db.write(move |conn| store::used_on(conn, &id, &today)).await?;
    }
    let scopes: Vec<Scope> = serde_json::from_str(&holder.scopes)?;
    let held: Vec<AccountRole> = serde_json::from_str(&holder.roles)?;
    let (roles, reading) = rules::granted(&scopes, &held);
    let speaks = scopes.contains(&Scope::CommentsWrite) && holder.organization.is_some();
    let store::Holder { account, pseudonym, organization, .. } = holder;
    Ok(Caller { account, session: None, pseudonym, roles, reading, speaks, organization })
}
