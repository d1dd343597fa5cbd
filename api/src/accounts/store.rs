//! Accounts in the database.
use super::model::as_set;
use super::{Account, AccountRole, AccountState, Email, NewAccount, PasswordHash, secrets};
use crate::db::Conn;
use crate::db::schema::{accounts, second_factors};
use crate::error::{Code, Error, Result};
use crate::record::{Kind, Record, Subject};
use crate::time::Moment;
use diesel::prelude::*;
use uuid::Uuid;

/// Writes to accounts wait for each other on PostgreSQL too, so that of two first admins only one is made.
const QUEUE: i64 = 2;

/// Of a password that nobody has set yet.
const NONE: &str = "";

#[derive(Queryable)]
struct Row {
    id: String,
    email: String,
    display_name: Option<String>,
    pseudonym: String,
    roles: String,
    organization: Option<String>,
    password: String,
    disabled_at: Option<Moment>,
    confirmed_at: Option<Moment>,
    created_at: Moment,
    revision: i64,
}

/// Every account with what is shown of it. A macro, because nobody wants to write its type.
macro_rules! shown {
    () => {
        accounts::table.left_join(second_factors::table.on(second_factors::account.eq(accounts::id))).select((
            accounts::id,
            accounts::email,
            accounts::display_name,
            accounts::pseudonym,
            accounts::roles,
            accounts::organization,
            accounts::password,
            accounts::disabled_at,
            second_factors::confirmed_at.nullable(),
            accounts::created_at,
            accounts::revision,
        ))
    };
}

impl Row {
    fn account(self) -> Result<Account> {
        let state = match (self.disabled_at, self.password.as_str()) {
            (Some(_), _) => AccountState::Disabled,
            (None, NONE) => AccountState::Invited,
            (None, _) => AccountState::Active,
        };
        Ok(Account {
            id: self.id,
            email: self.email,
            display_name: self.display_name,
            pseudonym: self.pseudonym,
            roles: serde_json::from_str(&self.roles)?,
            organization: self.organization,
            state,
            second_factor: self.confirmed_at.is_some(),
            created_at: self.created_at,
            revision: self.revision,
        })
    }
}

/// What a password is compared with.
pub(super) struct Credentials {
    pub account: String,
    pub password: Option<PasswordHash>,
    pub disabled: bool,
}

pub(super) fn credentials(conn: &mut Conn, email: &Email) -> Result<Option<Credentials>> {
    let found = accounts::table
        .filter(accounts::email.eq(email.as_str()))
        .select((accounts::id, accounts::password, accounts::disabled_at))
        .first::<(String, String, Option<Moment>)>(conn)
        .optional()?;
    Ok(found.map(|(account, password, disabled_at)| Credentials {
        account,
        password: (password != NONE).then(|| PasswordHash::stored(password)),
        disabled: disabled_at.is_some(),
    }))
}

/// The account of that id.
///
/// # Errors
/// `not_found` if there is none.
pub fn find(conn: &mut Conn, id: &str) -> Result<Account> {
    let row = shown!().filter(accounts::id.eq(id)).first::<Row>(conn).optional()?;
    row.ok_or(Error::from(Code::NotFound))?.account()
}

/// The address of an account.
pub(super) async fn email_of(record: &Record, id: &str) -> Result<Email> {
    let id = id.to_owned();
    record.db.read(move |conn| Ok(Email::of(&find(conn, &id)?.email))).await
}

/// All of them, the oldest first. They are the people who work here, so they are few.
pub(super) fn all(conn: &mut Conn) -> Result<Vec<Account>> {
    let rows = shown!().order(accounts::id).load::<Row>(conn)?;
    rows.into_iter().map(Row::account).collect()
}

pub(super) fn find_for_update(conn: &mut Conn, id: &str) -> Result<Account> {
    conn.in_single_file(QUEUE)?;
    find(conn, id)
}

pub(super) fn is_any(conn: &mut Conn) -> Result<bool> {
    conn.in_single_file(QUEUE)?;
    Ok(diesel::select(diesel::dsl::exists(accounts::table.select(accounts::id))).get_result(conn)?)
}

/// Whether somebody else can sign in as an administrator.
pub(super) fn is_other_admin(conn: &mut Conn, id: &str) -> Result<bool> {
    let admin = format!("%\"{}\"%", AccountRole::Admin);
    let others = accounts::table.filter(accounts::id.ne(id)).filter(accounts::roles.like(admin));
    let able = others.filter(accounts::disabled_at.is_null()).filter(accounts::password.ne(NONE));
    Ok(diesel::select(diesel::dsl::exists(able.select(accounts::id))).get_result(conn)?)
}

pub(super) fn insert(conn: &mut Conn, new: NewAccount, now: Moment) -> Result<Account> {
    conn.in_single_file(QUEUE)?;
    let taken = accounts::table.filter(accounts::email.eq(new.email.as_str()));
    if diesel::select(diesel::dsl::exists(taken)).get_result(conn)? {
        return Err(Code::Conflict.at("/email", "taken"));
    }
    let id = Uuid::now_v7().to_string();
    diesel::insert_into(accounts::table)
        .values((
            accounts::id.eq(&id),
            accounts::email.eq(new.email.as_str()),
            accounts::password.eq(new.password.as_ref().map_or(NONE, PasswordHash::as_str)),
            accounts::pseudonym.eq(secrets::pseudonym()?),
            accounts::roles.eq(serde_json::to_string(&as_set(new.roles)?)?),
            accounts::organization_kind.eq(kind_of(new.organization.as_ref())),
            accounts::organization.eq(&new.organization),
            accounts::display_name.eq(&new.display_name),
            accounts::created_at.eq(now),
            accounts::revision.eq(1),
        ))
        .execute(conn)?;
    find(conn, &id)
}

fn kind_of(organization: Option<&String>) -> Option<&'static str> {
    organization.map(|_| Kind::Organization.as_str())
}

/// Writes what administrators change.
pub(super) fn update(conn: &mut Conn, account: &Account) -> Result<()> {
    diesel::update(accounts::table.find(&account.id))
        .set((
            accounts::roles.eq(serde_json::to_string(&account.roles)?),
            accounts::organization_kind.eq(kind_of(account.organization.as_ref())),
            accounts::organization.eq(&account.organization),
            accounts::display_name.eq(&account.display_name),
            accounts::revision.eq(account.revision),
        ))
        .execute(conn)?;
    Ok(())
}

/// Closes the account at a moment, or opens it again.
pub(super) fn set_disabled(conn: &mut Conn, account: &Account, at: Option<Moment>) -> Result<Account> {
    diesel::update(accounts::table.find(&account.id))
        .set((accounts::disabled_at.eq(at), accounts::revision.eq(account.revision + 1)))
        .execute(conn)?;
    find(conn, &account.id)
}

/// Replaces whatever password there was.
pub(super) fn set_password(conn: &mut Conn, account: &str, password: &PasswordHash) -> Result<()> {
    diesel::update(accounts::table.find(account)).set(accounts::password.eq(password.as_str())).execute(conn)?;
    Ok(())
}

/// Replaces a hash by another one, unless the password has changed meanwhile; says whether it did.
pub(super) fn replace_password(conn: &mut Conn, account: &str, before: &PasswordHash, after: &PasswordHash) -> Result<bool> {
    let unchanged = accounts::table.find(account).filter(accounts::password.eq(before.as_str()));
    Ok(diesel::update(unchanged).set(accounts::password.eq(after.as_str())).execute(conn)? > 0)
}

/// Accounts are in no public list, so nothing keeps the number of their entries.
#[allow(clippy::unnecessary_wraps)] // the record's signature
pub(super) fn unlisted(_: &mut Conn, _: &Subject, _: i64) -> Result<()> {
    Ok(())
}
