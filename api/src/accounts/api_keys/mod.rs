//! API keys: with them programs act for an account, within scopes that an administrator chose, and never beyond what the
//! account may do itself. Each is shown once and expires within a year.
mod actions;
mod doorman;
mod list;
mod messages;
mod model;
mod routes;
mod rules;
mod store;

pub(super) use actions::revoke_all;
pub(super) use doorman::{admit, is_key};
pub(super) use routes::routes;
