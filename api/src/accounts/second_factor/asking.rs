//! Asking for the second factor. Inside the transaction that it protects: what fails later uses up no code.
use super::{Seal, store, totp};
use crate::accounts::secrets;
use crate::db::Conn;
use crate::error::{Code, Result};
use crate::time::Moment;

/// What the code of a device is long; a recovery code is longer.
const DIGITS: usize = 6;

/// Lets pass whoever has no second factor, or has sent a good code at this place of the request.
///
/// # Errors
/// `second_factor_required` (401), with `required` or `wrong` at the pointer. Ask only who has given the right password:
/// anybody else would learn that the account has a second factor.
pub(in crate::accounts) fn ask(
    conn: &mut Conn,
    seal: &Seal,
    account: &str,
    (pointer, given): (&str, Option<&str>),
    now: Moment,
) -> Result<()> {
    let Some(factor) = store::find(conn, account)?.filter(|factor| factor.confirmed_at.is_some()) else { return Ok(()) };
    let refuse = |why: &str| Code::SecondFactorRequired.at(pointer, why);
    let given = given.map(secrets::typed).ok_or_else(|| refuse("required"))?;
    let good = match given.len() {
        DIGITS => is_of_device(conn, seal, account, &factor.sealed, &given, now)?,
        _ => store::spend_recovery_code(conn, account, &given)?,
    };
    if good { Ok(()) } else { Err(refuse("wrong")) }
}

/// Whether it is a code of the device that was not used before.
pub(super) fn is_of_device(conn: &mut Conn, seal: &Seal, account: &str, sealed: &str, given: &str, now: Moment) -> Result<bool> {
    match totp::step_of(&seal.open(account, sealed)?, given, now)? {
        Some(step) => store::spend_step(conn, account, step),
        None => Ok(false),
    }
}
