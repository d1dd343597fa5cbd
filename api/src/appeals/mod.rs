//! Appeals: the author of a comment does not agree with a decision on it, and somebody else decides again, with a written
//! answer. A reversal is a decision of its own, with its own statement of reasons.
mod actions;
mod case;
mod follow;
mod list;
mod model;
mod own;
mod routes;
mod rules;
mod store;
mod verdict;

pub use case::AppealCase;
pub use follow::follow;
pub use list::AppealQuery;
pub use model::{Appeal, AppealState, NewAppeal};
pub use routes::routes;
pub use verdict::{AppealVerdict, Correction, PlainAnswer};
