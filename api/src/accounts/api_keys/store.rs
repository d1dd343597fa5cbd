//! Keys in the database.
use super::model::{ApiKey, Scope};
use crate::db::Conn;
use crate::db::schema::{accounts, api_keys as keys};
use crate::error::Result;
use crate::time::Moment;
use diesel::prelude::*;

#[derive(Queryable)]
struct Row {
    id: String,
    account: String,
    name: String,
    scopes: String,
    issued_at: Moment,
    expires_at: Moment,
    last_used_on: Option<String>,
}

/// Keys that are not revoked, with what is shown of them. A macro, because nobody wants to write its type.
macro_rules! shown {
    () => {
        keys::table.filter(keys::revoked_at.is_null()).select((
            keys::id,
            keys::account,
            keys::name,
            keys::scopes,
            keys::issued_at,
            keys::expires_at,
            keys::last_used_on,
        ))
    };
}

impl Row {
    fn key(self) -> Result<ApiKey> {
        let Self { id, account, name, scopes, issued_at, expires_at, last_used_on } = self;
        Ok(ApiKey { id, account, name, scopes: serde_json::from_str(&scopes)?, issued_at, expires_at, last_used_on })
    }
}

/// Those that are not revoked, the oldest first.
pub(super) fn all(conn: &mut Conn) -> Result<Vec<ApiKey>> {
    shown!().order(keys::id).load::<Row>(conn)?.into_iter().map(Row::key).collect()
}

pub(super) fn of_account(conn: &mut Conn, account: &str) -> Result<Vec<ApiKey>> {
    shown!().filter(keys::account.eq(account)).order(keys::id).load::<Row>(conn)?.into_iter().map(Row::key).collect()
}

pub(super) fn find(conn: &mut Conn, id: &str) -> Result<Option<ApiKey>> {
    shown!().filter(keys::id.eq(id)).first::<Row>(conn).optional()?.map(Row::key).transpose()
}

pub(super) fn insert(conn: &mut Conn, key: &ApiKey, hash: &str, issued_by: &str) -> Result<()> {
    diesel::insert_into(keys::table)
        .values((
            keys::id.eq(&key.id),
            keys::account.eq(&key.account),
            keys::name.eq(&key.name),
            keys::scopes.eq(serde_json::to_string(&key.scopes)?),
            keys::hash.eq(hash),
            keys::issued_by.eq(issued_by),
            keys::issued_at.eq(key.issued_at),
            keys::expires_at.eq(key.expires_at),
        ))
        .execute(conn)?;
    Ok(())
}

pub(super) fn revoke(conn: &mut Conn, id: &str, now: Moment) -> Result<()> {
    diesel::update(keys::table.find(id)).set(keys::revoked_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Keeps the day of the last use.
pub(super) fn used_on(conn: &mut Conn, id: &str, day: &str) -> Result<()> {
    diesel::update(keys::table.find(id)).set(keys::last_used_on.eq(day)).execute(conn)?;
    Ok(())
}

/// What is asked at the gate of a key that is still good, and its account.
#[derive(Queryable)]
pub(super) struct Holder {
    pub(super) hash: String,
    pub(super) scopes: String,
    pub(super) last_used_on: Option<String>,
    pub(super) account: String,
    pub(super) pseudonym: String,
    pub(super) roles: String,
    pub(super) organization: Option<String>,
}

/// One query, by two primary keys.
pub(super) fn holder(conn: &mut Conn, id: &str, now: Moment) -> Result<Option<Holder>> {
    let good = keys::table.inner_join(accounts::table).filter(keys::id.eq(id)).filter(keys::expires_at.gt(now));
    let good = good.filter(keys::revoked_at.is_null()).filter(accounts::disabled_at.is_null());
    let told = (keys::hash, keys::scopes, keys::last_used_on, accounts::id, accounts::pseudonym, accounts::roles, accounts::organization);
    Ok(good.select(told).first(conn).optional()?)
}

/// Sorted, each once.
pub(super) fn as_set(mut scopes: Vec<Scope>) -> Vec<Scope> {
    scopes.sort();
    scopes.dedup();
    scopes
}
