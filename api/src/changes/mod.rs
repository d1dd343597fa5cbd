//! The change feed: what a mirror follows to be complete and to stay so.
mod model;
mod routes;

pub use model::{ChangeTold, Changes, ChangesQuery};
pub use routes::routes;
