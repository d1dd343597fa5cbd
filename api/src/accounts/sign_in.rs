//! Signing in and going on: passwords, throttle, sessions and tokens brought together.
use super::messages::Login;
use super::passwords::Passwords;
use super::second_factor::{self, Seal};
use super::sessions::{self, Opened, Refreshed};
use super::throttle::Throttle;
use super::tokens::Tokens;
use super::{Email, Keys, PasswordHash, cookie, store};
use crate::error::{Code, Result};
use crate::http::Doorman;
use crate::record::Record;
use crate::time::Moment;

/// Somebody who has given the right password.
pub(super) struct Known {
    pub(super) account: String,
    /// As it is stored.
    pub(super) password: PasswordHash,
    /// As it should be stored, if that is weaker than it could be.
    stronger: Option<PasswordHash>,
}

/// What signing in needs, made once per process.
pub struct SignIn {
    tokens: Tokens,
    pub(super) passwords: Passwords,
    pub(super) seal: Seal,
    /// None if limits are off.
    throttle: Option<Throttle>,
    /// The origin of our own pages.
    pub(super) origin: String,
}

impl SignIn {
    /// `public_url` is what browsers call this server: the issuer of its tokens, and the origin of its pages. Without
    /// `limits` nobody who guesses is slowed down.
    ///
    /// # Errors
    /// If the system gives no randomness.
    pub fn new(keys: Keys, public_url: &str, limits: bool) -> Result<Self> {
        let throttle = if limits { Some(Throttle::new()?) } else { None };
        let (seal, origin) = (keys.seal.clone(), cookie::origin_of(public_url));
        Ok(Self { tokens: Tokens::new(keys, public_url), passwords: Passwords::new(), seal, throttle, origin })
    }

    /// The doorman for the gate, who knows these tokens.
    pub fn doorman(&self, record: &Record) -> Doorman {
        self.tokens.doorman(record)
    }

    /// An access token for a session, good for ten minutes.
    ///
    /// # Errors
    /// If it cannot be signed.
    pub fn access_token(&self, account: &str, session: &str, now: Moment) -> Result<String> {
        self.tokens.issue(account, session, now)
    }

    /// How many passwords were compared, with whatever outcome.
    pub fn passwords_compared(&self) -> u64 {
        self.passwords.compared()
    }

    /// Counts a try of who may be guessing.
    ///
    /// # Errors
    /// `too_many_requests` (429).
    pub(super) fn admit(&self, email: &Email, now: Moment) -> Result<()> {
        self.throttle.iter().try_for_each(|throttle| throttle.admit(email, now))
    }

    /// It was no guess.
    pub(super) fn forgive(&self, email: &Email) -> Result<()> {
        self.throttle.iter().try_for_each(|throttle| throttle.forget(email))
    }

    /// The account of who knows address and password.
    ///
    /// # Errors
    /// `invalid_credentials` (401), the same whether the address is unknown, the password wrong or the account disabled;
    /// `too_many_requests` (429); `unavailable` (503).
    pub(super) async fn recognise(&self, record: &Record, email: &Email, password: String) -> Result<Known> {
        self.admit(email, record.clock.now())?;
        let name = email.clone();
        let found = record.db.read(move |conn| store::credentials(conn, &name)).await?;
        let stored = found.as_ref().and_then(|it| it.password.clone());
        let checked = self.passwords.check(password, stored.clone()).await?;
        match (found, stored) {
            (Some(found), Some(password)) if checked.fits && !found.disabled => {
                Ok(Known { account: found.account, password, stronger: checked.stronger })
            }
            _ => Err(Code::InvalidCredentials.into()),
        }
    }

    /// Opens a session for who knows address and password, and has the second factor if there is one.
    ///
    /// # Errors
    /// As [`SignIn::recognise`]; `second_factor_required` (401) only after the right password.
    pub(super) async fn login(&self, record: &Record, login: Login, device: Option<String>) -> Result<Opened> {
        let (email, now) = (Email::of(&login.email), record.clock.now());
        let known = self.recognise(record, &email, login.password).await?;
        let seal = self.seal.clone();
        let open = move |conn: &mut _| {
            second_factor::ask(conn, &seal, &known.account, ("/code", login.code.as_deref()), now)?;
            if let Some(stronger) = &known.stronger {
                store::replace_password(conn, &known.account, &known.password, stronger)?;
            }
            sessions::open(conn, &known.account, device.as_deref(), now)
        };
        let opened = record.db.write(open).await?;
        self.forgive(&email)?;
        Ok(opened)
    }

    /// Goes on with a session; the token is spent by it.
    ///
    /// # Errors
    /// `invalid_token` (401).
    pub(super) async fn refresh(&self, record: &Record, token: String) -> Result<Opened> {
        let now = record.clock.now();
        match record.db.write(move |conn| sessions::refresh(conn, &token, now)).await? {
            Refreshed::On(opened) => Ok(opened),
            Refreshed::Refused => Err(Code::InvalidToken.into()),
            Refreshed::Stolen => {
                tracing::warn!("a spent refresh token came again; its session has ended");
                Err(Code::InvalidToken.into())
            }
        }
    }
}
