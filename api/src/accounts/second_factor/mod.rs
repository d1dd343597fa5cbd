//! The second factor: codes of a device that change every 30 seconds (RFC 6238), and recovery codes for who has lost it.
//!
//! The computation is written here (`totp`, proven with the RFC's own numbers) rather than taken from a crate: it is
//! twenty lines over the HMAC that Hapur has anyway, and what is hard about it, using no code twice, no crate does.
mod asking;
mod messages;
mod routes;
mod seal;
mod setting_up;
mod store;
mod totp;

pub(super) use asking::ask;
pub(super) use routes::routes;
pub(super) use seal::Seal;
pub(super) use store::remove;
