//! `Idempotency-Key`: a request that comes twice (a double click, a retry after a lost answer) happens once.
use crate::db::Conn;
use crate::db::schema::idempotency_keys as keys;
use crate::error::{Code, Error, Result};
use crate::record::{Change, Tx};
use crate::time::Moment;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use diesel::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use std::future::{Ready, ready};
use std::time::Duration;
use utoipa::IntoParams;

/// How long a key is remembered.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// `Idempotency-Key`, as it stands in the OpenAPI document.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code)] // read by `Idempotency`; this is its description
pub struct IdempotencyHeader {
    /// A value of your own choosing, for example a UUID. The same request with the same key is done only once within 24
    /// hours; the answer comes again, with `Idempotent-Replayed: true`.
    #[param(rename = "Idempotency-Key", required = false, min_length = 16, max_length = 255, pattern = "^[!-~]{16,255}$")]
    idempotency_key: Option<String>,
}

/// What this request is known by, if the client gave it a key.
#[derive(Debug, Clone)]
pub struct Idempotency(Option<(String, String)>);

/// A value, and whether it was made earlier.
#[derive(Debug)]
pub struct Once<T> {
    /// What was made.
    pub value: T,
    /// Whether this is the answer to an earlier request with the same key.
    pub replayed: bool,
}

impl FromRequest for Idempotency {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request).map(Self))
    }
}

fn read(request: &HttpRequest) -> Result<Option<(String, String)>> {
    let mut given = request.headers().get_all("idempotency-key");
    let Some(value) = given.next() else { return Ok(None) };
    if given.next().is_some() {
        return Err(Code::InvalidParameter.at("Idempotency-Key", "twice"));
    }
    let visible = |b: &u8| (b'!'..=b'~').contains(b);
    let key = value.as_bytes();
    if !(16..=255).contains(&key.len()) || !key.iter().all(visible) {
        return Err(Code::InvalidParameter.at("Idempotency-Key", "pattern"));
    }
    let extensions = request.extensions();
    let caller = extensions.get::<super::Caller>().map_or("public", |caller| caller.account.as_str());
    let scope = format!("{caller} {} {}", request.method(), request.path());
    Ok(Some((scope, String::from_utf8_lossy(key).into_owned())))
}

impl Idempotency {
    /// Whether the client gave a key, so that this may be a repetition.
    pub fn is_given(&self) -> bool {
        self.0.is_some()
    }

    /// Does `work`, unless the same request was done before; then answers what it answered then. The key is stored in
    /// the same transaction as the change. `T` must not hold a secret.
    ///
    /// # Errors
    /// What `work` answers, or `idempotency_key_reused` (422) if the key came with another body.
    pub fn once<T>(&self, tx: &mut Tx<'_>, digest: &str, work: impl FnOnce(&mut Tx<'_>) -> Result<Change<T>>) -> Result<Change<Once<T>>>
    where
        T: Serialize + DeserializeOwned,
    {
        let Some((scope, key)) = &self.0 else {
            return Ok(work(tx)?.map(|value| Once { value, replayed: false }));
        };
        tx.conn.in_single_file(queue_of(scope, key))?;
        if let Some(value) = earlier(tx, scope, key, digest)? {
            return Ok(Change::none(Once { value, replayed: true }));
        }
        let change = work(tx)?;
        let answer = serde_json::to_string(change.value())?;
        diesel::insert_into(keys::table)
            .values((
                keys::scope.eq(scope),
                keys::key.eq(key),
                keys::request.eq(digest),
                keys::answer.eq(answer),
                keys::created_at.eq(tx.now),
            ))
            .execute(tx.conn)?;
        Ok(change.map(|value| Once { value, replayed: false }))
    }
}

fn earlier<T: DeserializeOwned>(tx: &mut Tx<'_>, scope: &str, key: &str, digest: &str) -> Result<Option<T>> {
    let stored = keys::table.find((scope, key)).select((keys::request, keys::answer, keys::created_at));
    let Some((request, answer, at)) = stored.first::<(String, String, Moment)>(tx.conn).optional()? else { return Ok(None) };
    if at < tx.now.minus(KEPT) {
        diesel::delete(keys::table.find((scope, key))).execute(tx.conn)?;
        return Ok(None);
    }
    if request != digest {
        return Err(Code::IdempotencyKeyReused.into());
    }
    Ok(Some(serde_json::from_str(&answer)?))
}

/// Two requests with the same key wait for each other; two with different keys almost never.
fn queue_of(scope: &str, key: &str) -> i64 {
    let digest = Sha256::digest(format!("{scope}\0{key}"));
    i64::from_be_bytes([digest[0], digest[1], digest[2], digest[3], digest[4], digest[5], digest[6], digest[7]])
}

/// Deletes the keys that are older than a day, and says how many.
///
/// # Errors
/// If the database refuses.
pub fn forget_old_keys(conn: &mut Conn, now: Moment) -> Result<usize> {
    Ok(diesel::delete(keys::table.filter(keys::created_at.lt(now.minus(KEPT)))).execute(conn)?)
}

/// Deletes the keys whose request or answer names the thing with this id, because it is erased.
///
/// # Errors
/// If the database refuses.
pub fn forget_mentions(conn: &mut Conn, id: &str) -> Result<()> {
    let named = format!("%{id}%");
    diesel::delete(keys::table.filter(keys::answer.like(&named).or(keys::scope.like(&named)))).execute(conn)?;
    Ok(())
}
