//! Decisions of the government and its bodies, and how they relate. A relation is written once, in the decision that
//! has it, and shown from both sides.
mod model;
mod relation;
mod routes;
mod rules;
mod store;

pub use model::{DecisionFields, DecisionFilter};
pub use relation::{DecisionDerived, RelatedBy, Relation, RelationKind};
pub use routes::routes;
