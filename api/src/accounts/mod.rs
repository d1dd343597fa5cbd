//! Who works on the record: accounts with roles, signing in and out, sessions.
//!
//! A password opens a session (`sign_in`); the session lives on through a family of refresh tokens (`sessions`), each
//! good for one use; access tokens (`tokens`) last ten minutes and are held against the session on every request. What
//! happens to accounts themselves is told by the record (`actions`).
mod actions;
mod administration;
mod api_keys;
mod cookie;
mod device;
mod keys;
mod messages;
mod model;
mod passwords;
mod reset;
mod routes;
mod rules;
mod second_factor;
mod secrets;
mod sessions;
mod sign_in;
mod store;
mod throttle;
mod tokens;

pub use actions::{create_account, disable, first_admin};
pub use keys::Keys;
pub use messages::Session;
pub use model::{Account, AccountRole, AccountState, Email, NewAccount};
pub use passwords::PasswordHash;
pub use reset::{ResetCode, last_resort};
pub use routes::routes;
pub use sessions::{Opened, end as end_session, forget_old_sessions, open as open_session};
pub use sign_in::SignIn;
pub use store::find;
