//! Setting up a second factor, and taking it away.
use super::asking::{ask, is_of_device};
use super::messages::{RecoveryCodes, TotpConfirmation, TotpRemoval, TotpSecret};
use super::{store, totp};
use crate::accounts::{SignIn, secrets, store as accounts};
use crate::error::{Code, Error, Result};
use crate::http::Person;
use crate::record::Record;
use crate::time::Moment;
use std::time::Duration;

/// Long enough to find the telephone.
const WAITS: Duration = Duration::from_secs(15 * 60);
/// 160 bits, as RFC 4226 recommends.
const SECRET: usize = 20;
const RECOVERY_CODES: usize = 10;

/// Makes a secret, which counts for nothing before the device has shown that it knows it.
///
/// # Errors
/// `invalid_credentials` (401), `wrong_state` (409) if there is a second factor already, `too_many_requests` (429).
pub(super) async fn begin(sign_in: &SignIn, record: &Record, caller: &Person, password: String) -> Result<TotpSecret> {
    let email = accounts::email_of(record, &caller.account).await?;
    let known = sign_in.recognise(record, &email, password).await?;
    let (random, now) = (secrets::random()?, record.clock.now());
    let secret = random[..SECRET].to_vec();
    let sealed = sign_in.seal.close(&known.account, &secret)?;
    let begin = move |conn: &mut _| match store::find(conn, &known.account)? {
        Some(factor) if factor.confirmed_at.is_some() => Err(Code::WrongState.into()),
        _ => store::begin(conn, &known.account, &sealed, now),
    };
    record.db.write(begin).await?;
    sign_in.forgive(&email)?;
    Ok(TotpSecret { secret: totp::to_be_typed(&secret), url: totp::address(&secret, email.as_str()) })
}

/// From now on signing in asks for a code.
///
/// # Errors
/// `wrong_state` (409) if nothing was begun, or too long ago; `invalid_credentials` (401) if the code is wrong;
/// `too_many_requests` (429).
pub(super) async fn confirm(sign_in: &SignIn, record: &Record, caller: Person, sent: TotpConfirmation) -> Result<RecoveryCodes> {
    let (email, now) = (accounts::email_of(record, &caller.account).await?, record.clock.now());
    sign_in.admit(&email, now)?;
    let recovery_codes = (0..RECOVERY_CODES).map(|_| secrets::recovery_code()).collect::<Result<Vec<_>>>()?;
    let (seal, kept) = (sign_in.seal.clone(), recovery_codes.clone());
    let confirm = move |conn: &mut _| {
        let waiting = |factor: &store::Factor| factor.confirmed_at.is_none() && is_recent(factor.begun_at, now);
        let factor = store::find(conn, &caller.account)?.filter(waiting).ok_or(Error::from(Code::WrongState))?;
        if !is_of_device(conn, &seal, &caller.account, &factor.sealed, &secrets::typed(&sent.code), now)? {
            return Err(Code::InvalidCredentials.at("/code", "wrong"));
        }
        store::confirm(conn, &caller.account, &kept, now)
    };
    record.db.write(confirm).await?;
    sign_in.forgive(&email)?;
    Ok(RecoveryCodes { recovery_codes })
}

fn is_recent(begun_at: Moment, now: Moment) -> bool {
    now.since(begun_at) < WAITS
}

/// From now on signing in asks for the password alone.
///
/// # Errors
/// `invalid_credentials` and `second_factor_required` (401), `wrong_state` (409) if there is none, `too_many_requests` (429).
pub(super) async fn remove(sign_in: &SignIn, record: &Record, caller: &Person, sent: TotpRemoval) -> Result<()> {
    let (email, now) = (accounts::email_of(record, &caller.account).await?, record.clock.now());
    let known = sign_in.recognise(record, &email, sent.password).await?;
    let seal = sign_in.seal.clone();
    let remove = move |conn: &mut _| {
        ask(conn, &seal, &known.account, ("/code", Some(&sent.code)), now)?;
        if store::remove(conn, &known.account)? { Ok(()) } else { Err(Code::WrongState.into()) }
    };
    record.db.write(remove).await?;
    sign_in.forgive(&email)
}
