//! Tracks: the lines on which milestones stand, such as the five steps to membership.
mod model;
mod routes;

pub use model::{TrackFields, TrackFilter};
pub use routes::routes;
