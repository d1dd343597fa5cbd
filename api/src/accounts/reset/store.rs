//! Reset codes in the database: one for each account at the most.
use super::ResetCode;
use crate::accounts::{AccountState, Email, actions, secrets, store};
use crate::db::Conn;
use crate::db::schema::{accounts, reset_codes};
use crate::error::Result;
use crate::time::Moment;
use diesel::prelude::*;
use std::time::Duration;

/// Long enough to read it out on the telephone.
const GOOD_FOR: Duration = Duration::from_secs(15 * 60);

/// A new code for an account; an earlier one is no longer good.
///
/// # Errors
/// `not_found`; `wrong_state` if the account is disabled.
pub fn issue(conn: &mut Conn, account: &str, now: Moment) -> Result<ResetCode> {
    let found = store::find_for_update(conn, account)?;
    if found.state == AccountState::Disabled {
        return Err(actions::wrong_state(&found));
    }
    forget(conn, account)?;
    let code = secrets::to_be_typed()?;
    let hash = secrets::digest(&secrets::typed(&code));
    diesel::insert_into(reset_codes::table)
        .values((reset_codes::account.eq(account), reset_codes::hash.eq(hash), reset_codes::issued_at.eq(now)))
        .execute(conn)?;
    Ok(ResetCode { code, expires_at: now.plus(GOOD_FOR) })
}

/// The account that this code is good for.
pub(super) fn opened_by(conn: &mut Conn, email: &Email, code: &str, now: Moment) -> Result<Option<String>> {
    let known = reset_codes::table.inner_join(accounts::table.on(accounts::id.eq(reset_codes::account)));
    let fitting = known.filter(accounts::email.eq(email.as_str())).filter(accounts::disabled_at.is_null());
    let good =
        fitting.filter(reset_codes::hash.eq(secrets::digest(&secrets::typed(code)))).filter(reset_codes::issued_at.gt(now.minus(GOOD_FOR)));
    Ok(good.select(accounts::id).first(conn).optional()?)
}

/// Takes an account's code away, and says whether there was one.
pub fn forget(conn: &mut Conn, account: &str) -> Result<bool> {
    Ok(diesel::delete(reset_codes::table.find(account)).execute(conn)? > 0)
}
