//! Issuing and revoking keys. Both are told by the record: whose, which, good for what; never what they are called.
use super::messages::NewApiKey;
use super::model::ApiKey;
use super::{rules, store};
use crate::accounts::{Account, AccountState, actions, secrets, store as accounts};
use crate::error::{Code, Error, Result};
use crate::http::{Admin, Idempotency, Once};
use crate::record::{Change, Kind, NewEntry, Op, Subject, Tx};
use serde_json::json;
use uuid::Uuid;

/// A key, and the text that a program sends if it was made just now.
pub(super) type Issued = (ApiKey, Option<String>);

/// Issues a key. The secret is kept nowhere, so a repeated request gets none.
pub(super) fn issue(tx: &mut Tx<'_>, by: &Admin, once: &Idempotency, digest: &str, new: NewApiKey) -> Result<Change<Once<Issued>>> {
    let secret = secrets::token()?;
    let hash = secrets::digest(&secret);
    let made = once.once(tx, digest, |tx| Ok(make(tx, &by.0.account, &hash, new)?.map(|key| key.id)))?;
    let Once { value: id, replayed } = made.value();
    let text = (!replayed).then(|| format!("{}{id}_{secret}", super::doorman::PREFIX));
    let key = store::find(tx.conn, id)?.ok_or(Error::from(Code::NotFound))?;
    Ok(made.map(|once| Once { value: (key, text), replayed: once.replayed }))
}

fn make(tx: &mut Tx<'_>, by: &str, hash: &str, new: NewApiKey) -> Result<Change<ApiKey>> {
    let unknown = |e: Error| if e.code == Code::NotFound { Code::UnknownReference.at("/account", "unknown") } else { e };
    let account = accounts::find_for_update(tx.conn, &new.account).map_err(unknown)?;
    if account.state == AccountState::Disabled {
        return Err(actions::wrong_state(&account));
    }
    let scopes = store::as_set(new.scopes);
    rules::is_within(&scopes, &account.roles, account.organization.as_deref())?;
    rules::lasts_a_while(new.expires_at, tx.now)?;
    let (id, issued_at, expires_at) = (Uuid::now_v7().to_string(), tx.now, new.expires_at);
    let key = ApiKey { id, account: new.account, name: new.name, scopes, issued_at, expires_at, last_used_on: None };
    store::insert(tx.conn, &key, hash, by)?;
    let entry = entry("key.issued", &key, &account);
    Ok(Change::new(key, entry, accounts::unlisted))
}

/// Ends a key at once.
pub(super) fn revoke(tx: &mut Tx<'_>, id: &str) -> Result<Change<()>> {
    let key = store::find(tx.conn, id)?.ok_or(Error::from(Code::NotFound))?;
    let account = accounts::find_for_update(tx.conn, &key.account)?;
    store::find(tx.conn, id)?.ok_or(Error::from(Code::NotFound))?; // somebody may have been faster
    store::revoke(tx.conn, id, tx.now)?;
    Ok(Change::new((), entry("key.revoked", &key, &account), accounts::unlisted))
}

/// Ends all keys of an account, as part of a change of the account.
pub(in crate::accounts) fn revoke_all<T>(tx: &mut Tx<'_>, account: &Account, mut change: Change<T>) -> Result<Change<T>> {
    for key in store::of_account(tx.conn, &account.id)? {
        store::revoke(tx.conn, &key.id, tx.now)?;
        change = change.and(entry("key.revoked", &key, account), accounts::unlisted);
    }
    Ok(change)
}

fn entry(kind: &str, key: &ApiKey, account: &Account) -> NewEntry {
    let whose = json!({"pseudonym": account.pseudonym, "organization": account.organization});
    let public = json!({"key": key.id, "scopes": key.scopes, "expires_at": key.expires_at, "holder": whose});
    NewEntry::new(kind, Subject::new(Kind::Account, &account.id), Op::Delete, account.revision).telling(public)
}
