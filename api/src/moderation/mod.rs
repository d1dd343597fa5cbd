//! Deciding on comments: a fair queue, oldest first, and decisions that each make a statement of reasons. Nobody can take
//! a comment away without saying why: neither through the API nor, past it, in the database. Nobody decides on what they
//! have a part in (`guards.rs`).
mod actions;
mod bulk;
mod case;
mod claims;
mod erasure;
mod guards;
mod live;
mod model;
mod on_appeal;
mod queue;
mod retention;
mod routes;
mod rulebook;
mod rules;
mod store;
mod streams;
mod waiting;
mod wording;

pub use bulk::{DecisionAnswer, DecisionAnswers, DecisionItem, Decisions};
pub use case::CommentCase;
pub use claims::{ClaimShown, forget_old_claims};
pub use erasure::{Erased, Erasure, ErasureReason};
pub use live::LiveQuery;
pub use model::{Decided, Decision, Verdict, at_least_one_reason};
pub use on_appeal::decide_on_appeal;
pub use queue::QueueQuery;
pub use retention::erase_what_is_old;
pub use routes::routes;
pub use rulebook::RuleBook;
pub use rules::WAITING;
pub use store::waiting;
pub use streams::{HEARTBEAT, MOST_STREAMS, Streams};
pub use waiting::{QueueFilter, QueueState, Waiting};
pub use wording::name as reason_name;
