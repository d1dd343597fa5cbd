//! Setting a password, by either way. Each ends the sessions that somebody else may have.
use super::messages::{NewPassword, PasswordReset, ResetCode};
use super::store as codes;
use crate::accounts::{Email, SignIn, second_factor, sessions, store};
use crate::error::{Code, Error, Result};
use crate::http::Person;
use crate::record::Record;

/// Sets another password; this session goes on, all others end.
///
/// # Errors
/// `invalid_credentials` (401) if the current password is wrong or has changed meanwhile; `too_many_requests` (429);
/// `unavailable` (503).
pub(super) async fn change(sign_in: &SignIn, record: &Record, caller: Person, change: NewPassword) -> Result<()> {
    let email = store::email_of(record, &caller.account).await?;
    let known = sign_in.recognise(record, &email, change.current_password).await?;
    let new = sign_in.passwords.hash_new(change.new_password).await?;
    let now = record.clock.now();
    let set = move |conn: &mut _| {
        if !store::replace_password(conn, &known.account, &known.password, &new)? {
            return Err(Code::InvalidCredentials.into());
        }
        codes::forget(conn, &known.account)?;
        sessions::end_all(conn, &known.account, Some(&caller.session), now)
    };
    record.db.write(set).await?;
    sign_in.forgive(&email)
}

/// Sets a password with a code. The new one is hashed before anything is looked up, so that the answer to a wrong code, or
/// for an unknown address, takes as long.
///
/// # Errors
/// `invalid_credentials` (401), the same whether address or code is unknown, used or late;
/// `second_factor_required` (401) only with the right code.
pub(super) async fn reset(sign_in: &SignIn, record: &Record, reset: PasswordReset) -> Result<()> {
    let (email, now) = (Email::of(&reset.email), record.clock.now());
    sign_in.admit(&email, now)?;
    let new = sign_in.passwords.hash_new(reset.new_password).await?;
    let (name, seal) = (email.clone(), sign_in.seal.clone());
    let set = move |conn: &mut _| {
        let account = codes::opened_by(conn, &name, &reset.code, now)?.ok_or(Error::from(Code::InvalidCredentials))?;
        if !codes::forget(conn, &account)? {
            return Err(Code::InvalidCredentials.into()); // somebody was faster with the same code
        }
        second_factor::ask(conn, &seal, &account, ("/second_factor", reset.second_factor.as_deref()), now)?;
        store::set_password(conn, &account, &new)?;
        sessions::end_all(conn, &account, None, now)
    };
    record.db.write(set).await?;
    sign_in.forgive(&email)
}

/// A code from who has the machine itself, for when no administrator can issue one.
///
/// # Errors
/// `not_found` if nobody has this address, `wrong_state` if the account is closed.
pub async fn last_resort(record: &Record, email: &Email, without_second_factor: bool) -> Result<ResetCode> {
    let (email, now) = (email.clone(), record.clock.now());
    let issue = move |conn: &mut _| {
        let known = store::credentials(conn, &email)?.ok_or(Error::from(Code::NotFound))?;
        if without_second_factor {
            second_factor::remove(conn, &known.account)?;
        }
        codes::issue(conn, &known.account, now)
    };
    record.db.write(issue).await
}
