//! Milestones: the steps of the process, as they were planned, planned anew and done. Their state is never written; it
//! follows from their dates and the day.
mod history;
mod model;
mod plan;
mod routes;
mod rules;

pub use model::{Evidence, MilestoneDerived, MilestoneFields, MilestoneFilter};
pub use plan::{EarlierPlan, MilestonePlans};
pub use routes::routes;
pub use rules::{Dates, MilestoneState, state};
