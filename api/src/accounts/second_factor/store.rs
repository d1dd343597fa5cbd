//! Second factors and recovery codes in the database.
use crate::accounts::secrets;
use crate::db::Conn;
use crate::db::schema::{recovery_codes as codes, second_factors as factors};
use crate::error::Result;
use crate::time::Moment;
use diesel::prelude::*;

/// A second factor that is asked for, or not yet.
#[derive(Queryable)]
pub(super) struct Factor {
    pub(super) sealed: String,
    pub(super) begun_at: Moment,
    pub(super) confirmed_at: Option<Moment>,
}

pub(super) fn find(conn: &mut Conn, account: &str) -> Result<Option<Factor>> {
    let row = factors::table.find(account).select((factors::secret, factors::begun_at, factors::confirmed_at));
    Ok(row.first(conn).optional()?)
}

/// Puts a secret that nobody has proven to know in the place of an earlier such one.
pub(super) fn begin(conn: &mut Conn, account: &str, sealed: &str, now: Moment) -> Result<()> {
    remove(conn, account)?;
    diesel::insert_into(factors::table)
        .values((factors::account.eq(account), factors::secret.eq(sealed), factors::last_step.eq(0), factors::begun_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// Uses up a step, and says whether it was still good: of two who come with the same code only the first is let in.
pub(super) fn spend_step(conn: &mut Conn, account: &str, step: i64) -> Result<bool> {
    let unspent = factors::table.find(account).filter(factors::last_step.lt(step));
    Ok(diesel::update(unspent).set(factors::last_step.eq(step)).execute(conn)? > 0)
}

pub(super) fn confirm(conn: &mut Conn, account: &str, recovery_codes: &[String], now: Moment) -> Result<()> {
    diesel::update(factors::table.find(account)).set(factors::confirmed_at.eq(now)).execute(conn)?;
    for code in recovery_codes {
        diesel::insert_into(codes::table).values((codes::account.eq(account), codes::hash.eq(digest(account, code)))).execute(conn)?;
    }
    Ok(())
}

/// Uses up a recovery code, and says whether it was one.
pub(super) fn spend_recovery_code(conn: &mut Conn, account: &str, code: &str) -> Result<bool> {
    Ok(diesel::delete(codes::table.find((account, digest(account, code)))).execute(conn)? > 0)
}

/// 80 random bits need no slow hash; the account in front lets nobody look for all at once.
fn digest(account: &str, code: &str) -> String {
    secrets::digest(&format!("{account}:{}", secrets::typed(code)))
}

/// Takes the second factor of an account away, with its recovery codes; says whether there was one.
///
/// # Errors
/// If the database refuses.
pub fn remove(conn: &mut Conn, account: &str) -> Result<bool> {
    Ok(diesel::delete(factors::table.find(account)).execute(conn)? > 0)
}
