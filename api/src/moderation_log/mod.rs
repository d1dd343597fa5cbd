//! The public log of moderation: every decision that made something public or kept it from the public, in the order of
//! the record. It tells codes, rules, dates and pseudonyms; never a text or a name, and nothing of a comment that waits.
mod model;
mod query;
mod routes;
mod store;

pub use model::{Handover, LogAppeal, LogItem};
pub use query::{LogOutcome, LogQuery, page};
pub use routes::routes;
