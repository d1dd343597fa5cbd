//! Passwords set anew: by who knows the old one, or with a code that an administrator has handed over.
mod change;
mod messages;
mod routes;
mod store;

pub use change::last_resort;
pub use messages::ResetCode;
pub(super) use routes::routes;
pub(super) use store::{forget, issue};
