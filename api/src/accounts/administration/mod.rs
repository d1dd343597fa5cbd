//! Accounts in the hands of administrators: listed, made, changed, closed and opened again.
mod list;
mod messages;
mod routes;

pub(super) use messages::AccountPatch;
pub(super) use routes::routes;
