//! What all routes share: who calls, pages, conditional requests, idempotency, problems, and the OpenAPI document,
//! which is not only generated from the mounted routes but also guards them (see `contract.rs`).
mod accepted;
mod answer;
mod body;
mod caller;
mod conditional;
mod contract;
mod gate;
mod idempotency;
mod limits;
pub mod openapi;
mod page;
mod params;
pub mod problem;
mod request_id;
mod schema;

pub use accepted::{Accepted, accepted};
pub use answer::{Answer, etag_of};
pub use body::{Body, JSON_LIMIT, parse_json};
pub use caller::{Admin, Admission, Caller, Doorman, Editor, Moderator, Person};
pub use conditional::{IfMatch, IfMatchHeader, matching_tag};
pub use contract::Contract;
pub use gate::gate;
pub use idempotency::{Idempotency, IdempotencyHeader, Once, forget_mentions, forget_old_keys};
pub use limits::{Limiter, Limits, Policy, Standing, TrustedProxies, Visitor, tell};
pub use page::{Cursor, DEFAULT_LIMIT, Page};
pub use params::Params;
pub use request_id::RequestId;
pub use schema::{Named, describe, merged, optional_everywhere};
