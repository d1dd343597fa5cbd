//! Responses: what the organization of an editor answers to a published comment, with an outcome and its reason. A
//! response is never changed; a later one of the same organization supersedes it, and both stay readable. It is shown
//! only while its comment is. How much is answered, and how fast, is counted by each change.
mod actions;
mod changed;
mod coverage;
mod delays;
mod follow;
mod list;
mod model;
mod new;
mod routes;
mod rules;
mod store;
mod wording;

pub use changed::{Changed, ChangedElsewhere, ChangedThing};
pub use coverage::{Coverage, CoverageReport, overall as coverage_of_all};
pub use follow::follow;
pub use model::{Response, ResponseOutcome};
pub use new::NewResponse;
pub use routes::routes;
pub use rules::{Delays, whole_days};
pub use store::{Filter, page};
