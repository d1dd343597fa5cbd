//! Access tokens: JWT, EdDSA, ten minutes. Everything in them is checked; that the session still lasts is asked of the
//! database each time, so that signing out and changed roles bite at once.
use super::{Keys, api_keys, sessions};
use crate::error::{Code, Error, Result};
use crate::http::{Caller, Doorman};
use crate::record::Record;
use crate::time::Moment;
use anyhow::Context;
use futures_util::future::FutureExt;
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long a token lasts, in seconds.
pub(super) const LASTS: u64 = 600;
/// How far the clocks of two instances may differ, in seconds.
const LEEWAY: u64 = 5;
const AUDIENCE: &str = "hapur-api";
const TYPE: &str = "at+jwt";

/// Issues access tokens and checks them.
#[derive(Clone)]
pub(super) struct Tokens {
    keys: Keys,
    issuer: String,
    validation: Validation,
}

/// The types refuse an `aud` that is a list and times that are not whole numbers.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    sid: String,
    iat: u64,
    nbf: u64,
    exp: u64,
    jti: String,
}

impl Tokens {
    pub(super) fn new(keys: Keys, issuer: &str) -> Self {
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_required_spec_claims(&["iss", "aud", "sub", "nbf", "exp"]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_issuer(&[issuer]);
        validation.validate_exp = false; // by our own clock, below
        Self { keys, issuer: issuer.to_owned(), validation }
    }

    pub(super) fn issue(&self, account: &str, session: &str, now: Moment) -> Result<String> {
        let header = Header { typ: Some(TYPE.into()), kid: Some(self.keys.kid.clone()), ..Header::new(Algorithm::EdDSA) };
        let now = seconds(now);
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: AUDIENCE.into(),
            sub: account.into(),
            sid: session.into(),
            iat: now,
            nbf: now,
            exp: now + LASTS,
            jti: Uuid::now_v7().to_string(),
        };
        Ok(jsonwebtoken::encode(&header, &claims, &self.keys.signing).context("an access token cannot be signed")?)
    }

    /// The account and the session that a token names.
    fn check(&self, token: &str, now: Moment) -> Result<(String, String)> {
        let bad = |_| Error::from(Code::InvalidToken);
        let header = jsonwebtoken::decode_header(token).map_err(bad)?;
        let ours = header.typ.as_deref() == Some(TYPE);
        let key = header.kid.as_deref().and_then(|kid| self.keys.checking(kid)).ok_or(Error::from(Code::InvalidToken))?;
        let claims = jsonwebtoken::decode::<Claims>(token, key, &self.validation).map_err(bad)?.claims;
        let now = seconds(now);
        let timely = now < claims.exp.saturating_add(LEEWAY) && claims.nbf <= now.saturating_add(LEEWAY);
        if ours && timely { Ok((claims.sub, claims.sid)) } else { Err(Code::InvalidToken.into()) }
    }

    async fn admit(&self, record: &Record, token: &str) -> Result<Caller> {
        let now = record.clock.now();
        let (account, session) = self.check(token, now)?;
        let caller = record.db.read(move |conn| sessions::caller(conn, &session, &account, now)).await?;
        caller.ok_or(Code::InvalidToken.into())
    }

    pub(super) fn doorman(&self, record: &Record) -> Doorman {
        let (tokens, record) = (self.clone(), record.clone());
        Doorman::new(move |token| {
            let (tokens, record) = (tokens.clone(), record.clone());
            let admit = async move {
                if api_keys::is_key(&token) { api_keys::admit(&record, &token).await } else { tokens.admit(&record, &token).await }
            };
            admit.boxed_local()
        })
    }
}

fn seconds(moment: Moment) -> u64 {
    u64::try_from(moment.millis() / 1000).unwrap_or(0)
}
