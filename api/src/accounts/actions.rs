//! What happens to accounts. Each is a change of the record, which tells roles, organization and pseudonym, and commits
//! to the address without telling it.
use super::administration::AccountPatch;
use super::model::{Account, AccountRole, AccountState, Email, NewAccount};
use super::reset::{self, ResetCode};
use super::{PasswordHash, api_keys, secrets, sessions, store};
use crate::editorial;
use crate::error::{Code, Error, Present, Result};
use crate::http::{Caller, Idempotency, IfMatch, Once};
use crate::record::{Actor, Change, Kind, NewEntry, Op, Record, Subject, Tx};
use serde_json::json;

/// Makes an account.
///
/// # Errors
/// `conflict` (409) if the address is taken, `unknown_reference` (409) if the organization is not published, `invalid`
/// (422) without any role.
pub fn create_account(tx: &mut Tx<'_>, new: NewAccount) -> Result<Change<Account>> {
    is_published(tx, new.organization.as_deref())?;
    let account = store::insert(tx.conn, new, tx.now)?;
    let entry = entry("account.created", &account).committing_to("email", Some(&account.email));
    Ok(Change::new(account, entry, store::unlisted))
}

/// An account, and the code for its owner if it was made just now.
pub(super) type Invited = (Account, Option<ResetCode>);

/// Makes an account whose owner sets the password with a code. The code is kept nowhere, so a repeated request gets none.
pub(super) fn invite(tx: &mut Tx<'_>, key: &Idempotency, digest: &str, new: NewAccount) -> Result<Change<Once<Invited>>> {
    let made = key.once(tx, digest, |tx| Ok(create_account(tx, new)?.map(|account| account.id)))?;
    let Once { value: id, replayed } = made.value();
    let code = if *replayed { None } else { Some(reset::issue(tx.conn, id, tx.now)?) };
    let account = store::find(tx.conn, id)?;
    Ok(made.map(|once| Once { value: (account, code), replayed: once.replayed }))
}

fn is_published(tx: &mut Tx<'_>, organization: Option<&str>) -> Result<()> {
    match organization {
        Some(id) if !editorial::published(tx.conn, &Subject::new(Kind::Organization, id))? => {
            Err(Code::UnknownReference.at("/organization", "unknown"))
        }
        _ => Ok(()),
    }
}

/// Changes an account. Roles and organization hold from its next request on; what colleagues call somebody is told to
/// nobody else, so it makes no entry.
pub(super) fn revise(tx: &mut Tx<'_>, by: &Caller, id: &str, read: IfMatch, patch: AccountPatch) -> Result<Change<Account>> {
    let before = store::find_for_update(tx.conn, id)?;
    read.check(before.revision)?;
    let mut after = patch.applied_to(before.clone())?;
    if after == before {
        return Ok(Change::none(before));
    }
    if after.organization != before.organization {
        is_published(tx, after.organization.as_deref())?;
    }
    if !after.roles.contains(&AccountRole::Admin) && (by.account == id || !can_go(tx, &before)?) {
        return Err(Code::Conflict.at("/roles", if by.account == id { "own_admin_role" } else { "last_admin" }));
    }
    after.revision += 1;
    store::update(tx.conn, &after)?;
    if (&after.roles, &after.organization) == (&before.roles, &before.organization) {
        return Ok(Change::none(after));
    }
    let (entry, moved) = (entry("account.roles_changed", &after), after.organization != before.organization);
    let change = Change::new(after, entry, store::unlisted);
    // A key was given to speak for one organization, and not for whichever comes later.
    if moved { api_keys::revoke_all(tx, &before, change) } else { Ok(change) }
}

/// Closes an account: its sessions end at once, and nobody signs in until it is opened again.
///
/// # Errors
/// `not_found` (404), `wrong_state` (409) if it is disabled already, `conflict` (409) if no administrator would be left.
pub fn disable(tx: &mut Tx<'_>, id: &str) -> Result<Change<Account>> {
    let before = store::find_for_update(tx.conn, id)?;
    if before.state == AccountState::Disabled {
        return Err(wrong_state(&before));
    }
    if !can_go(tx, &before)? {
        return Err(Code::Conflict.because("Somebody must be left who can manage accounts."));
    }
    let account = store::set_disabled(tx.conn, &before, Some(tx.now))?;
    sessions::end_all(tx.conn, id, None, tx.now)?;
    reset::forget(tx.conn, id)?;
    let entry = entry("account.disabled", &account);
    api_keys::revoke_all(tx, &before, Change::new(account, entry, store::unlisted))
}

/// Closes somebody else's account.
pub(super) fn dismiss(tx: &mut Tx<'_>, by: &Caller, id: &str, read: IfMatch) -> Result<Change<Account>> {
    read.check(store::find_for_update(tx.conn, id)?.revision)?;
    if by.account == id {
        return Err(Code::Conflict.because("Nobody closes their own account."));
    }
    disable(tx, id)
}

/// Opens an account again; its password is the one that it had.
pub(super) fn enable(tx: &mut Tx<'_>, id: &str, read: IfMatch) -> Result<Change<Account>> {
    let before = store::find_for_update(tx.conn, id)?;
    read.check(before.revision)?;
    if before.state != AccountState::Disabled {
        return Err(wrong_state(&before));
    }
    let account = store::set_disabled(tx.conn, &before, None)?;
    let entry = entry("account.enabled", &account);
    Ok(Change::new(account, entry, store::unlisted))
}

/// Whether the others can do without this account: somebody must be able to manage accounts.
fn can_go(tx: &mut Tx<'_>, account: &Account) -> Result<bool> {
    Ok(!account.roles.contains(&AccountRole::Admin) || store::is_other_admin(tx.conn, &account.id)?)
}

pub(super) fn wrong_state(account: &Account) -> Error {
    Error::from(Code::WrongState).with(Present { state: Some(account.state.to_string()), ..Present::default() })
}

/// Makes an account with all roles if there is no account at all, and answers its password, which is kept nowhere. Of
/// two processes that try this at once, one makes it.
///
/// # Errors
/// If the address cannot be one, or the database refuses.
pub async fn first_admin(record: &Record, email: &str) -> Result<Option<String>> {
    let email = Email::parse(email)?;
    let is_any = record.db.read(store::is_any).await?;
    if is_any {
        return Ok(None);
    }
    let password = secrets::to_be_typed()?;
    let (roles, hash) = (AccountRole::ALL.to_vec(), Some(PasswordHash::of(&password)?));
    let new = NewAccount { email, roles, organization: None, display_name: None, password: hash };
    let make = move |tx: &mut Tx<'_>| match store::is_any(tx.conn)? {
        true => Ok(Change::none(false)),
        false => Ok(create_account(tx, new)?.map(|_| true)),
    };
    let made = record.commit(Actor::system(), make).await?;
    Ok(made.then_some(password))
}

/// A mirror has nothing to fetch: accounts are not public.
fn entry(kind: &str, account: &Account) -> NewEntry {
    let public = json!({"roles": account.roles, "organization": account.organization, "pseudonym": account.pseudonym});
    NewEntry::new(kind, Subject::new(Kind::Account, &account.id), Op::Delete, account.revision).telling(public)
}
