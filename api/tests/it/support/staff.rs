//! People with accounts. They are real accounts with real sessions and tokens; only, they make no entries, so that a
//! story's record begins empty, and share one password, hashed once, so that a story does not wait for argon2.
use super::TestApp;
use ed25519_dalek::SigningKey;
use hapur::accounts::{self, Email, Keys, NewAccount, Opened, PasswordHash, SignIn};
use hapur::record::Tx;
use hapur::time::Moment;
use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

/// What the tokens of a test app say issued them.
pub const ISSUER: &str = "http://127.0.0.1:8080";
/// Everybody's password.
pub const PASSWORD: &str = "kal trim mbi urë";

/// A session is opened anew when it is so old, since stories turn the clock by months.
const FRESH: Duration = Duration::from_secs(24 * 60 * 60);

#[derive(Default)]
pub struct Staff(Mutex<HashMap<String, (Moment, Opened)>>);

/// The key that signs the tokens of every test app.
pub fn key() -> SigningKey {
    SigningKey::from_bytes(&[42; 32])
}

pub fn sign_in() -> SignIn {
    SignIn::new(Keys::of(&key(), [43; 32]).unwrap(), ISSUER, true).unwrap()
}

pub fn password_hash() -> PasswordHash {
    static HASH: OnceLock<PasswordHash> = OnceLock::new();
    HASH.get_or_init(|| PasswordHash::of(PASSWORD).unwrap()).clone()
}

impl Staff {
    /// A token of somebody with these roles. Their address is `editor+moderator@example.org`.
    pub fn token(&self, app: &TestApp, roles: &str, organization: Option<&str>) -> String {
        let now = app.clock.now();
        let email = format!("{}@{}", roles, organization.map_or("example.org".into(), |it| format!("{it}.example.org")));
        let mut known = self.0.lock().unwrap();
        let fresh = known.get(&email).filter(|(since, _)| now.since(*since) < FRESH && *since <= now);
        if fresh.is_none() {
            let account = known.get(&email).map(|(_, opened)| opened.account.clone());
            known.insert(email.clone(), (now, opened(app, account, &email, roles, organization)));
        }
        let Opened { account, session, .. } = &known[&email].1;
        app.state.sign_in.access_token(account, session, now).unwrap()
    }
}

fn opened(app: &TestApp, account: Option<String>, email: &str, roles: &str, organization: Option<&str>) -> Opened {
    let now = app.clock.now();
    let mut conn = app.database.db.connection().unwrap();
    let account = account.unwrap_or_else(|| {
        let new = NewAccount {
            email: Email::parse(email).unwrap(),
            roles: roles.split('+').map(|role| role.parse().unwrap()).collect(),
            organization: organization.map(Into::into),
            display_name: None,
            password: Some(password_hash()),
        };
        accounts::create_account(&mut Tx { conn: &mut conn, now }, new).unwrap().value().id.clone()
    });
    accounts::open_session(&mut conn, &account, Some("story"), now).unwrap()
}
