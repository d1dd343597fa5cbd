//! Sessions in the database, each with its family of refresh tokens.
use super::rules::{Coming, LONGEST, MOST_SESSIONS, UNUSED, coming};
use super::{AccountRole, Session, secrets};
use crate::db::Conn;
use crate::db::schema::{accounts, refresh_tokens as tokens, sessions};
use crate::error::Result;
use crate::http::{Caller, Person};
use crate::time::Moment;
use diesel::prelude::*;
use uuid::Uuid;

/// A session and the one refresh token that continues it.
#[derive(Debug)]
pub struct Opened {
    /// Whose.
    pub account: String,
    /// The session's id.
    pub session: String,
    /// To be given to the client and kept nowhere.
    pub refresh_token: String,
}

/// What a refresh token led to.
pub(super) enum Refreshed {
    On(Opened),
    Refused,
    /// It was stolen; its session has just ended, so this must be committed.
    Stolen,
}

#[diesel::dsl::auto_type]
fn alive(used_after: Moment, begun_after: Moment) -> _ {
    sessions::ended_at.is_null().and(sessions::last_used_at.gt(used_after)).and(sessions::created_at.gt(begun_after))
}

/// Begins a session; if the account has too many, the one unused for longest ends.
///
/// # Errors
/// If the database refuses.
pub fn open(conn: &mut Conn, account: &str, device: Option<&str>, now: Moment) -> Result<Opened> {
    let session = Uuid::now_v7().to_string();
    let too_many: Vec<String> = sessions::table
        .filter(sessions::account.eq(account))
        .filter(sessions::ended_at.is_null())
        .order((sessions::last_used_at.desc(), sessions::id.desc()))
        .select(sessions::id)
        .offset(MOST_SESSIONS - 1)
        .limit(MOST_SESSIONS)
        .load(conn)?;
    diesel::update(sessions::table.filter(sessions::id.eq_any(too_many))).set(sessions::ended_at.eq(now)).execute(conn)?;
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(&session),
            sessions::account.eq(account),
            sessions::device.eq(device),
            sessions::created_at.eq(now),
            sessions::last_used_at.eq(now),
        ))
        .execute(conn)?;
    let refresh_token = issue(conn, &session, now)?;
    Ok(Opened { account: account.to_owned(), session, refresh_token })
}

fn issue(conn: &mut Conn, session: &str, now: Moment) -> Result<String> {
    let token = secrets::token()?;
    diesel::insert_into(tokens::table)
        .values((tokens::hash.eq(secrets::digest(&token)), tokens::session.eq(session), tokens::created_at.eq(now)))
        .execute(conn)?;
    Ok(token)
}

/// Spends a refresh token for the next one.
pub(super) fn refresh(conn: &mut Conn, token: &str, now: Moment) -> Result<Refreshed> {
    let hash = secrets::digest(token);
    let Some(session) = tokens::table.find(&hash).select(tokens::session).first::<String>(conn).optional()? else {
        return Ok(Refreshed::Refused);
    };
    let enabled = accounts::table.filter(accounts::disabled_at.is_null()).select(accounts::id);
    // First of all, because this locks the session on PostgreSQL: of two requests with one token the second waits here.
    let account = diesel::update(sessions::table.find(&session))
        .filter(alive(now.minus(UNUSED), now.minus(LONGEST)))
        .filter(sessions::account.eq_any(enabled))
        .set(sessions::last_used_at.eq(now))
        .returning(sessions::account)
        .get_result::<String>(conn)
        .optional()?;
    let Some(account) = account else { return Ok(Refreshed::Refused) };
    match coming(tokens::table.find(&hash).select(tokens::spent_at).first(conn)?, now) {
        Coming::First => spend_all(conn, &session, now)?,
        Coming::Again => {}
        Coming::Stolen => {
            end(conn, &account, &session, now)?;
            return Ok(Refreshed::Stolen);
        }
    }
    let refresh_token = issue(conn, &session, now)?;
    Ok(Refreshed::On(Opened { account, session, refresh_token }))
}

/// Who goes on with one of several siblings has no use for the others; if one comes later, it was stolen.
fn spend_all(conn: &mut Conn, session: &str, now: Moment) -> Result<()> {
    diesel::update(tokens::table.filter(tokens::session.eq(session)).filter(tokens::spent_at.is_null()))
        .set(tokens::spent_at.eq(now))
        .execute(conn)?;
    Ok(())
}

/// Who acts in this session of this account, if it still lasts. One query, by two primary keys.
pub(super) fn caller(conn: &mut Conn, session: &str, account: &str, now: Moment) -> Result<Option<Caller>> {
    let found = sessions::table
        .inner_join(accounts::table)
        .filter(sessions::id.eq(session).and(sessions::account.eq(account)))
        .filter(alive(now.minus(UNUSED), now.minus(LONGEST)))
        .filter(accounts::disabled_at.is_null())
        .select((accounts::pseudonym, accounts::roles, accounts::organization))
        .first::<(String, String, Option<String>)>(conn)
        .optional()?;
    let Some((pseudonym, roles, organization)) = found else { return Ok(None) };
    let roles = serde_json::from_str::<Vec<AccountRole>>(&roles)?.into_iter().map(Into::into).collect();
    let (account, session) = (account.to_owned(), Some(session.to_owned()));
    Ok(Some(Caller { account, session, pseudonym, roles, reading: vec![], speaks: false, organization }))
}

/// The sessions of an account that still last, the one used last first.
pub(super) fn of_account(conn: &mut Conn, caller: &Person, now: Moment) -> Result<Vec<Session>> {
    let rows: Vec<(String, Option<String>, Moment, Moment)> = sessions::table
        .filter(sessions::account.eq(&caller.account))
        .filter(alive(now.minus(UNUSED), now.minus(LONGEST)))
        .order((sessions::last_used_at.desc(), sessions::id.desc()))
        .select((sessions::id, sessions::device, sessions::created_at, sessions::last_used_at))
        .load(conn)?;
    let shown = rows.into_iter().map(|(id, device, created_at, last_used_at)| {
        let current = id == caller.session;
        Session { id, device, created_at, last_used_at, current }
    });
    Ok(shown.collect())
}

/// Ends a session of this account, and says whether it was one that lasted.
///
/// # Errors
/// If the database refuses.
pub fn end(conn: &mut Conn, account: &str, session: &str, now: Moment) -> Result<bool> {
    let lasting = sessions::table.find(session).filter(sessions::account.eq(account)).filter(sessions::ended_at.is_null());
    Ok(diesel::update(lasting).set(sessions::ended_at.eq(now)).execute(conn)? > 0)
}

/// Ends every session of an account except, if that is said, one.
pub(super) fn end_all(conn: &mut Conn, account: &str, except: Option<&str>, now: Moment) -> Result<()> {
    let lasting = sessions::table.filter(sessions::account.eq(account)).filter(sessions::ended_at.is_null());
    diesel::update(lasting.filter(sessions::id.ne(except.unwrap_or_default()))).set(sessions::ended_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Deletes the sessions that are over, with their tokens, and says how many.
///
/// # Errors
/// If the database refuses.
pub fn forget_old_sessions(conn: &mut Conn, now: Moment) -> Result<usize> {
    let unused = sessions::last_used_at.le(now.minus(UNUSED));
    let too_long = sessions::created_at.le(now.minus(LONGEST));
    let over = sessions::table.filter(sessions::ended_at.is_not_null().or(unused).or(too_long));
    Ok(diesel::delete(over).execute(conn)?)
}
